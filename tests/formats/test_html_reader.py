from __future__ import annotations

import base64
import io
import quopri
import socket
import tracemalloc
from email.message import EmailMessage
from html import escape

import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook
from annotator.core.models import Article, Draft, Refusal
from annotator.formats.readers import html, read_stream

CODEBOOK = Codebook("news")
SENTENCES = [
    "Der Hafen von Nordwik bleibt bis Montag geschlossen, teilte die Behörde am Abend mit.",
    "„Wir können die Kräne nicht bei jedem Wetter bewegen“, sagte die Leiterin Ada Böhm.",
    "Die Reederei Falk widersprach: Der Sturm sei seit Stunden vorüber und die Fahrrinne frei.",
    "Am Kai warten zwölf Schiffe mit Getreide, Holz und Maschinen auf ihre Abfertigung.",
]
PAGE = f"""<!DOCTYPE html>
<!-- saved from url=(0031)https://bote.example/saved/hafen -->
<html lang="de-DE"><head><meta charset="utf-8"><title>Hafen bleibt zu – Nordwiker Bote</title>
<meta property="og:site_name" content="Nordwiker Bote"><meta name="author" content="Jo Ohm; Li Lund">
<link rel="canonical" href="https://bote.example/hafen">
<meta property="article:published_time" content="2025-03-13T18:30:00+01:00">
<script>document.write("<p>Geschrieben vom Skript, nicht von der Redaktion.</p>")</script>
<style>p {{ color: red }}</style></head>
<body><nav><a href="/">Start</a> <a href="/sport">Sport</a></nav>
<article><h1>Hafen bleibt zu</h1>
<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><img src="http://track.example/x.png" onerror="alert(1)">
<p>{SENTENCES[2]}</p><p>{SENTENCES[3]}</p></article>
<aside><p>Abonnieren Sie unseren Brief!</p></aside>
<footer>© Nordwiker Bote. Alle Rechte vorbehalten.</footer></body></html>"""
TEXT = "\n".join(["Hafen bleibt zu", *SENTENCES])


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("something tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(data: bytes, name: str = "in/hafen.html", format: str | None = None) -> Draft | Refusal:
    (item,) = read_stream(io.BytesIO(data), name, CODEBOOK, format)
    return item


def article(data: bytes, name: str = "in/hafen.html") -> Article:
    item = read(data, name)
    assert isinstance(item, Draft), item
    return item.article


def test_a_page_is_one_article_with_what_it_says_of_itself() -> None:
    found = article(PAGE.encode())
    assert found.text == TEXT
    assert found.title == "Hafen bleibt zu"
    assert (found.source, found.authors) == ("Nordwiker Bote", ("Jo Ohm", "Li Lund"))
    assert found.published == "2025-03-13T18:30:00+01:00"
    assert found.url == "https://bote.example/hafen"
    assert (found.lang, found.file, found.key) == ("de", "hafen.html", "")


def test_the_text_is_what_the_library_finds() -> None:
    found = article(PAGE.encode())
    assert found.text == trafilatura.extract(PAGE, include_comments=False)


def test_the_address_that_it_was_saved_from_is_kept_where_the_page_has_none() -> None:
    page = PAGE.replace('<link rel="canonical" href="https://bote.example/hafen">', "")
    assert article(page.encode()).url == "https://bote.example/saved/hafen"
    single = page.replace("saved from url=(0031)", "\n Page saved with SingleFile \n url: ")
    assert article(single.encode()).url == "https://bote.example/saved/hafen"


@pytest.mark.parametrize(
    ("title", "headlines", "expected"),
    [
        ("Hafen bleibt zu | Nordwiker Bote", [], "Hafen bleibt zu"),
        ("Hafen bleibt zu - bote", [], "Hafen bleibt zu"),
        ("Hafen bleibt zu | Sturm", [], "Hafen bleibt zu | Sturm"),
        ("Nachrichten", ["Der Hafen von Nordwik bleibt zu"], "Der Hafen von Nordwik bleibt zu"),
        ("Hafen – Bote", ["Hafen", "Nordwiker Bote"], "Hafen"),
        ("Hafen bleibt zu", ["Unser Blog", "", "NORDWIKER BOTE"], "Hafen bleibt zu"),
        (
            "Hafen bleibt zu",
            ["Eine von zwei langen Überschriften", "Noch eine lange Überschrift hier"],
            "Hafen bleibt zu",
        ),
        ("Hafen bleibt zu", ["Sehr " * 100], "Hafen bleibt zu"),
    ],
)
def test_the_title_is_the_headline_without_the_name_of_the_site(
    title: str, headlines: list[str], expected: str
) -> None:
    page = PAGE.replace("<title>Hafen bleibt zu – Nordwiker Bote", f"<title>{title}")
    page = page.replace(
        '<meta property="og:site', f'<meta property="og:title" content="{title}"><meta property="og:site'
    )
    page = page.replace("<h1>Hafen bleibt zu</h1>", "".join(f"<h1>{line}</h1>" for line in headlines))
    assert article(page.encode()).title == expected


@pytest.mark.parametrize(
    "heading",
    [
        '<h1 class="site-logo">Bote am Hafen</h1>',
        '<h1 id="logo"><img src="l.png">Bote am Hafen</h1>',
        '<h1><a href="/">Bote am Hafen</a></h1>',
        '<h1><a href="https://bote.example/">Bote am Hafen</a></h1>',
        '<h1><a rel="home" href="/start.html">Bote am Hafen</a></h1>',
    ],
)
def test_the_name_of_the_site_is_no_headline_even_where_it_stands_as_one(heading: str) -> None:
    page = PAGE.replace("Hafen bleibt zu – Nordwiker Bote", "Hafen bleibt zu – Bote am Hafen")
    page = page.replace('<meta property="og:site_name" content="Nordwiker Bote">', "")
    assert article(page.replace("<h1>Hafen bleibt zu</h1>", heading).encode()).title == "Hafen bleibt zu"
    linked = page.replace(
        "<h1>Hafen bleibt zu</h1>", '<h1><a href="/2025/hafen">Der Hafen von Nordwik ist zu</a></h1>'
    )
    assert article(linked.encode()).title == "Der Hafen von Nordwik ist zu"


@pytest.mark.parametrize("slashes", ["/", "//"])
def test_a_copy_from_an_archive_of_the_web_is_of_the_page_that_was_copied(slashes: str) -> None:
    copy = f"https://archiv.example/web/20190717140047/https:{slashes}www.bote.example/hafen?a=1"
    page = PAGE.replace("https://bote.example/hafen", copy).replace(
        '<meta property="og:site_name" content="Nordwiker Bote">', ""
    )
    found = article(page.encode())
    assert (found.url, found.source) == ("https://www.bote.example/hafen?a=1", "bote.example")
    named = article(PAGE.replace("https://bote.example/hafen", copy).encode())
    assert named.source == "Nordwiker Bote"


def test_the_time_may_stand_in_linked_data_and_several_authors_in_one_name() -> None:
    said = '{"@type": "NewsArticle", "datePublished": "2025-03-13T18:30:00Z"}'
    script = f'<script type="application/ld+json">{said}</script>'
    page = PAGE.replace("<script>", f"{script}<script>", 1).replace("article:published_time", "x")
    found = article(page.replace("Jo Ohm; Li Lund", "Par Jo Ohm et Li Lund").encode())
    assert found.published == "2025-03-13T18:30:00Z"
    assert found.authors == ("Jo Ohm", "Li Lund")


def test_the_name_of_a_section_above_the_headline_is_a_zone() -> None:
    found = read(PAGE.replace("<article>", "<article><p>Wirtschaft</p>").encode())
    assert isinstance(found, Draft)
    assert found.article.text == f"Wirtschaft\n{TEXT}"
    assert [(z.start, z.end, z.kind) for z in found.zones] == [(0, len("Wirtschaft\n"), "breadcrumb")]
    sentence = read(PAGE.replace("<article>", "<article><p>Der Hafen ist zu.</p>").encode())
    assert isinstance(sentence, Draft)
    assert sentence.zones == []


def test_the_source_of_a_page_as_a_browser_shows_it_is_that_page() -> None:
    page = PAGE.replace('<link rel="canonical" href="https://bote.example/hafen">', "")
    head = "<title>view-source:https://bote.example/quelle</title>"
    shown = f"<html><head>{head}</head><body id=viewsource><pre>{escape(page)}</pre></body></html>"
    found = article(shown.replace("&lt;p&gt;", "<span>&lt;<b>p</b>&gt;</span>").encode())
    assert (found.text, found.title, found.url) == (TEXT, "Hafen bleibt zu", "https://bote.example/quelle")
    assert article(shown.replace("https://bote.example/quelle", "").encode()).text == TEXT


def test_sources_of_sources_are_opened_once() -> None:
    nested = page = "<title>view-source:x</title><pre>Der Hafen ist zu.</pre>"
    for _ in range(300):
        page, nested = nested, f"<title>view-source:x</title><pre>{escape(nested)}</pre>"
    found = article(nested.encode())
    assert found.text.startswith("<title>view-source:x</title>")
    assert len(found.text) < len(page)


def test_what_a_page_does_not_say_stays_open() -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    found = article(f"<html><body>{paragraphs}</body></html>".encode())
    assert found.title == SENTENCES[0]
    assert (found.source, found.authors, found.published, found.url, found.lang) == (None, (), None, None, None)


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.txt", "a", "a.aspx", "a.php"])
def test_a_page_is_known_by_its_beginning_or_its_name(name: str) -> None:
    assert article(PAGE.encode(), name).text == TEXT
    assert article(b"\xef\xbb\xbf \r\n" + PAGE.encode(), name).text == TEXT
    xhtml = PAGE.replace("<!DOCTYPE html>", '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>')
    assert article(xhtml.encode(), name).text == TEXT


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "nonsense"),
        ("utf-8", "utf-16"),
        ("utf-8-sig", "iso-8859-1"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("cp1252", "utf-8"),
        ("cp1252", "punycode"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
    ],
)
def test_every_encoding_gives_the_same_text(encoding: str, declared: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{declared}"')
    assert article(page.encode(encoding)).text == TEXT


def test_a_few_wrong_bytes_are_read_as_windows_1252() -> None:
    data = PAGE.encode().replace("Böhm".encode(), "Böhm".encode("cp1252"))
    assert article(data).text == TEXT


def test_greek_in_the_encoding_that_the_page_names() -> None:
    sentence = "Το λιμάνι παραμένει κλειστό μέχρι τη Δευτέρα, είπε η διευθύντρια του λιμανιού το βράδυ. "
    page = f'<html><head><meta charset="iso-8859-7"></head><body><p>{sentence * 3}</p></body></html>'
    assert article(page.encode("iso8859_7")).text == (sentence * 3).strip()


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><head><title>Hafen</title><script>var x = 1</script></head><body><img src='a.png'></body></html>",
        "<!doctype html>",
        "<html>\0 \0 <body>" + " " * 30,
    ],
)
def test_a_page_without_article_is_refused(page: str) -> None:
    assert read(page.encode()) == Refusal("in/hafen.html", None, "no article text was found in the page")


def test_nothing_of_what_goes_wrong_is_a_crash() -> None:
    assert article(PAGE.replace("Hafen von", "Ha\0fen von").encode()).text == TEXT
    assert str(read(bytes(range(256)) * 40, "a.html")) == "a.html: the file is binary, not text"
    assert str(read(b"", "a.html")) == "a.html: the file is empty"
    deep = "<html><body>" + "<div>" * 50_000 + f"<p>{TEXT}</p>"
    assert isinstance(read(deep.encode()), Draft | Refusal)
    nested = "<html><body>" + "<table><tr><td><b><ul><li>" * 5_000 + f"<p>{TEXT}</p>"
    assert isinstance(read(nested.encode()), Draft | Refusal)
    attributes = "<html><body><p " + " ".join(f'a{n}="{n}"' for n in range(50_000)) + f">{TEXT}</p>"
    assert isinstance(read(attributes.encode()), Draft | Refusal)


def test_pages_are_limited() -> None:
    too_much = "hafen.html: the page has more than 4 MiB or 60,000 tags beside images and scripts"
    assert str(read(b"<html>" + b"<p>Hafen</p>" * 40_000)) == f"in/{too_much}"
    assert str(read(b"<html><p>" + b"Hafen " * 900_000)) == f"in/{too_much}"
    assert str(read(b"<html>" + b" " * html.MAX_PAGE)) == "in/hafen.html: the file is longer than 64 MiB"


def test_images_and_scripts_inside_a_page_do_not_count() -> None:
    image = "<img src='data:image/png;base64," + "QUJD" * 3_000_000 + "'>"
    scripts = "<script>" + "if (a < b) { c() } " * 200_000 + "</script><style>" + "a" * 1_000_000 + "</style>"
    linked = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    page = PAGE.replace("<article>", f"{image}{scripts}{linked}<script>unclosed < <article>", 1)
    data = page.replace("unclosed < ", "x</script>").encode()
    tracemalloc.start()
    try:
        found = article(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.text == TEXT
    assert peak < 4 * len(data)


def test_scripts_that_never_end_take_no_time() -> None:
    data = b"<html><body>" + b"<script <style <svg " * 200_000
    assert isinstance(read(data), Refusal)


@given(
    st.binary(max_size=300), st.lists(st.sampled_from(["<p>", "</div>", "<table>", "<!--", "<![CDATA[", "&#0;"]))
)
def test_any_bytes_give_an_article_or_a_reason(data: bytes, tags: list[str]) -> None:
    page = PAGE.encode()
    for item in (b"<html>" + data, page[:700] + data + "".join(tags).encode() + page[700:]):
        found = read(item)
        assert "failed on it" not in str(found)


# MHTML


def mhtml(encoding: str = "quoted-printable", head: str = "", location: str = "https://bote.example/m") -> bytes:
    body = PAGE.replace('<link rel="canonical" href="https://bote.example/hafen">', "").encode()
    if encoding == "quoted-printable":
        coded = quopri.encodestring(body)
    else:
        coded = base64.encodebytes(body) if encoding == "base64" else body
    return (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://bote.example/top\r\n"
        b"Subject: =?utf-8?Q?Hafen=20bleibt=20zu?=\r\nMIME-Version: 1.0\r\n"
        + f'Content-Type: multipart/related;{head}\r\n\ttype="text/html";\r\n'.encode()
        + b'\tboundary="--x--42"\r\n\r\n\r\n'
        + b"----x--42\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\np { margin: 0 }\r\n"
        + b"----x--42\r\nContent-Type: text/html\r\nContent-ID: <page>\r\n"
        + f"Content-Transfer-Encoding: {encoding}\r\nContent-Location: {location}\r\n\r\n".encode()
        + coded
        + b"\r\n----x--42\r\nContent-Type: text/html\r\nContent-ID: <frame>\r\n\r\n<html><p>Werbung</p></html>\r\n"
        + b"----x--42\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        + b"----x--42--\r\n"
    )


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.txt"])
def test_a_page_in_one_file_with_its_images(encoding: str, name: str) -> None:
    found = article(mhtml(encoding), name)
    assert (found.text, found.title, found.file) == (TEXT, "Hafen bleibt zu", name)
    assert found.url == "https://bote.example/m"


def test_a_page_that_pythons_email_library_wrote() -> None:
    message = EmailMessage()
    message["Subject"] = "Häfen"
    message["Snapshot-Content-Location"] = "https://bote.example/top"
    page = PAGE.replace('<link rel="canonical" href="https://bote.example/hafen">', "")
    message.set_content(page, subtype="html", charset="utf-8")
    message.add_related(b"\x89PNG", "image", "png", cid="<logo>")
    found = article(message.as_bytes(), "a.mhtml")
    assert (found.text, found.url) == (TEXT, "https://bote.example/top")


def test_the_part_that_the_headers_name_is_the_page() -> None:
    assert article(mhtml(head='\r\n\tstart="<frame>";'), "a.mhtml").text == "Werbung"
    assert article(mhtml(head='\r\n\tstart="<page>";'), "a.mhtml").text == TEXT
    assert article(mhtml(head='\r\n\tstart="<nobody>";'), "a.mhtml").text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (mhtml()[:1500], "the file ends inside the page"),
        (mhtml().replace(b"text/html", b"text/plain"), "the file is no saved page: there is no HTML in it"),
        (b"Hello\r\n\r\nthere", "the file is no saved page: there is no HTML in it"),
        (mhtml("base64").replace(b"\r\n\r\nPCFE", b"\r\n\r\nPCF"), "the page in the file is damaged"),
        (b"X: y\n" * 300_000, "the file is no saved page: its headers don't end"),
    ],
)
def test_what_is_no_saved_page_is_refused(data: bytes, reason: str) -> None:
    assert read(data, "a.mhtml") == Refusal("a.mhtml", None, reason)


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=5))
def test_a_damaged_file_is_never_a_crash(changes: list[tuple[int, int]]) -> None:
    data = bytearray(mhtml())
    for place, value in changes:
        data[place % len(data)] = value
    assert "failed on it" not in str(read(bytes(data), "a.mhtml"))


@pytest.mark.parametrize("program", ["LibreOffice 25.2.3.2 (Linux)", "Microsoft Word 15 (filtered)"])
def test_when_a_document_was_made_in_an_office_program_is_no_date_of_the_article(program: str) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    head = '<meta name="created" content="2013-12-23T23:15:00"><meta name="changed" content="2013-12-24T08:00:00">'
    page = f"<html><head><title>Hafen</title>{{}}{head}</head><body><h1>Hafen bleibt zu</h1>{body}</body></html>"
    assert article(page.format(f'<meta name="generator" content="{program}">').encode()).published is None
    assert article(page.format("").encode()).published == "2013-12-23"
