"""Downloads from Factiva, in each of its layouts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats.press import MAX_ARTICLE
from annotator.formats.readers.factiva import FactivaReader
from annotator.formats.readers.rtf import RtfReader
from tests.formats.fuzzing import damaged, read, refusal
from tests.formats.press_cases import ARTICLES, MONATE, MONTHS, PRESS, Told, rtf, told

READER = FactivaReader()
HARBOUR = ("Der Hafen bleibt zu", "Nordwiker Nachrichten", ("Ada Olm", "Bert Kahl"), "2025-03-13T15:32", "de")
FERRIES = ("Ferries to Sund run again", "Kestrel Wire", (), "2025-03-12", "en")
HARBOUR_TEXT = (
    "Der Hafen von Nordwik bleibt auch in der dritten Woche geschlossen.\n\n"
    "„Wir warten“, sagte Carla Brandt & ging."
)


def articles(name: str) -> list[Draft]:
    items = read(READER, (PRESS / name).read_bytes())
    return [item for item in items if isinstance(item, Draft)]


def test_a_page_with_codes_is_read_article_by_article() -> None:
    first, second = articles("factiva-codes.html")
    assert told(first) == HARBOUR
    assert first.article.text == f"{HARBOUR_TEXT}\n\nIhre Forderungen:\nkürzere Nächte\nein Arzt"
    assert first.encoding == "utf-8"
    assert told(second) == ("Le port reste fermé", "Le Courrier de Sund", (), "2025-03-12", "fr")
    assert second.article.text == "Le port de Nordwik reste fermé."


def test_a_page_without_codes_is_read_by_the_order_of_its_lines() -> None:
    first, second, third = read(READER, (PRESS / "factiva-order.html").read_bytes())
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert told(first) == HARBOUR
    assert told(second) == FERRIES
    assert third == Refusal("in/file", 47, "its text is empty")


def test_the_same_article_in_two_layouts_is_a_duplicate() -> None:
    codes, order = articles("factiva-codes.html")[0], articles("factiva-order.html")[0]
    assert codes.article.text == order.article.text
    # With the database's number as their id they would contradict each other as soon as one is corrected.
    assert codes.article.key == order.article.key == ""


def test_xml_is_read_article_by_article() -> None:
    first, second = articles("factiva.xml")
    assert told(first) == (*HARBOUR[:3], "2025-03-13T15:32:00Z", "de")
    assert first.article.text == f"{HARBOUR_TEXT}\n\nSie kam nicht zurück."
    assert told(second) == FERRIES


def test_an_article_that_is_no_good_xml_is_refused_with_its_line_and_the_next_is_read() -> None:
    text = (PRESS / "factiva.xml").read_text(encoding="utf-8")
    first, second = read(READER, text.replace("<hlt>Hafen</hlt> bleibt zu", "<hlt>Hafen bleibt zu").encode())
    assert first == Refusal("in/file", 6, "its XML is damaged: mismatched tag")
    assert isinstance(second, Draft)
    cut, *_ = read(READER, text[: text.index("<tailParagraphs>")].encode())
    assert cut == Refusal("in/file", 6, "the file ends inside this article")


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "Hafen"><!ENTITY b SYSTEM "file:///etc/passwd">]>\n'
    text = (PRESS / "factiva.xml").read_text(encoding="utf-8").replace("<PPSResponse>", f"{bomb}<PPSResponse>", 1)
    first, second = read(READER, text.replace("ging.", "ging &a; &b;.").encode())
    assert first == Refusal("in/file", 7, "its XML is damaged: undefined entity")
    assert isinstance(second, Draft)


@pytest.mark.parametrize("name", ["factiva-codes.txt", "factiva-order.txt"])
def test_plain_text_is_read_article_by_article(name: str) -> None:
    first, second = articles(name)
    assert told(first) == HARBOUR
    assert first.article.text.startswith(HARBOUR_TEXT)
    assert told(second) == FERRIES
    assert second.article.text == "Ferries to Sund run again, the company said."


@pytest.mark.parametrize("name", ["factiva-codes.txt", "factiva-order.txt"])
def test_rtf_documents_are_read_article_by_article(name: str) -> None:
    lines = [line for line in (PRESS / name).read_text(encoding="utf-8").splitlines() if line]
    first, second = read(RtfReader(), rtf(lines))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert told(first) == HARBOUR
    assert first.article.text.startswith(HARBOUR_TEXT)
    assert told(second) == FERRIES


@pytest.mark.parametrize(
    ("lines", "title", "authors"),
    [
        (["Harbour stays shut"], "Harbour stays shut", ()),
        (["Harbour stays shut", "By Ada Olm"], "Harbour stays shut", ("Ada Olm",)),
        (["Harbour stays shut", "Ada Olm"], "Harbour stays shut", ("Ada Olm",)),
        (["News", "Harbour Stays Shut"], "Harbour Stays Shut", ()),
        (
            ["News", "Harbour stays shut after vote", "Ada Olm, Bert Kahl"],
            "Harbour stays shut after vote",
            ("Ada Olm", "Bert Kahl"),
        ),
    ],
)
def test_headlines_and_authors_are_told_apart_in_plain_text(
    lines: list[str], title: str, authors: tuple[str, ...]
) -> None:
    rest = [
        "31 words",
        "12 March 2025",
        "Kestrel Wire",
        "KWIR",
        "English",
        "(c) 2025 Kestrel",
        "They run.",
        "Document KWIR000020250312el3c0015j",
    ]
    (only,) = read(READER, "\n".join([*lines, *rest]).encode())
    assert isinstance(only, Draft)
    assert told(only)[::2][:2] == (title, authors)


def test_what_says_whose_the_article_is_behind_its_text_is_a_zone() -> None:
    html = (PRESS / "factiva-order.html").read_text(encoding="utf-8")
    rights = (
        '<p class="articleParagraph enarticleParagraph">\n(c) 2025 Kestrel Wire, Sund.\n</p>'
        '<p class="articleParagraph enarticleParagraph">All rights reserved.</p>'
    )
    _, second, _ = read(
        READER,
        html.replace(
            "<p>Document KWIR000020250312el3c0015j", f"{rights}<p>Document KWIR000020250312el3c0015j"
        ).encode(),
    )
    assert isinstance(second, Draft)
    text = second.article.text
    assert [(zone.kind, text[zone.start : zone.end]) for zone in second.zones] == [
        ("boilerplate", "(c) 2025 Kestrel Wire, Sund.\n\nAll rights reserved.")
    ]
    first, _ = articles("factiva-codes.html")
    assert not first.zones


def test_spanish_and_dutch_pages_are_read_as_text() -> None:
    first, second = articles("factiva-others.txt")
    assert told(first) == (
        "El puerto sigue cerrado",
        "El Correo de Nordia",
        ("Ada Olm",),
        "2025-03-13T15:32",
        "es",
    )
    assert first.article.text == "El puerto de Nordia sigue cerrado.\n\n«Esperamos», dijo Carla Brandt."
    assert told(second) == ("Haven blijft dicht", "Noorder Courant", ("Ada Olm",), "2025-03-12", "nl")
    assert second.article.text == "De haven blijft dicht."


def test_what_is_in_a_language_that_is_not_known_stays_as_it_is_written() -> None:
    html = (PRESS / "factiva-order.html").read_text(encoding="utf-8")
    html = (
        html.replace("enArticle", "zhcnArticle").replace("12 March 2025", "12 března 2025").replace("English", "X")
    )
    _, second, _ = read(READER, html.encode())
    assert isinstance(second, Draft)
    assert told(second) == (*FERRIES[:3], "12 března 2025", "zh")


def test_xml_of_the_web_service_has_its_values_in_attributes() -> None:
    xml = (
        '<r xmlns="http://global.factiva.com/fvs/1.0"><article accessionNo="KWIR1"><baseLanguage value="en"/>'
        '<accessionNo value="KWIR1"/><headline><para lang="en">Ferries to Sund run again</para></headline>'
        '<leadParagraph><para>Ferries run.</para></leadParagraph><publicationDate><date value="2025-03-12"/>'
        '</publicationDate><sourceName value="Kestrel Wire"/><tailParagraphs><para>One is late.</para>'
        "<para>Nobody knows why.</para></tailParagraphs></article></r>"
    )
    (only,) = read(READER, xml.encode())
    assert isinstance(only, Draft)
    assert told(only) == FERRIES
    assert only.article.text == "Ferries run.\n\nOne is late.\n\nNobody knows why."


def test_times_of_a_twelve_hour_clock_are_no_source() -> None:
    lines = ["Ferries to Sund run again", "31 words", "12 March 2025", "02:05 PM", "Kestrel Wire", "KWIR"]
    lines += ["English", "(c) 2025 Kestrel", "They run.", "Document KWIR000020250312el3c0015j"]
    (only,) = read(READER, "\n".join(lines).encode())
    assert isinstance(only, Draft)
    assert told(only) == (*FERRIES[:3], "2025-03-12T14:05", "en")


def test_paragraphs_in_the_cell_of_an_rtf_table_stay_apart() -> None:
    body = f"Ferries {'run and ' * 20}stop.\\par\\par They run."
    rows = [("HD", "Ferries"), ("WC", "31 words"), ("PD", "12 March 2025"), ("SN", "Kestrel Wire"), ("TD", body)]
    rows += [("AN", "Document KWIR000020250312el3c0015j")]
    table = "".join(
        f"\\trowd\\cellx900\\cellx9000\\intbl {code}\\cell {value}\\cell\\row\n" for code, value in rows
    )
    (only,) = read(RtfReader(), b"{\\rtf1\\ansi " + table.encode() + b"\\pard }")
    assert isinstance(only, Draft)
    assert only.article.text.endswith("stop.\n\nThey run.")


def test_rtf_tables_with_codes_are_read() -> None:
    rows = [
        ("HD", "Ferries to Sund run again"),
        ("WC", "31 words"),
        ("PD", "12 March 2025"),
        ("SN", "Kestrel Wire"),
    ]
    rows += [
        ("LA", "English"),
        ("LP", "Ferries run.\\par They run again."),
        ("AN", "Document KWIR000020250312el3c0015j"),
    ]
    table = "".join(
        f"\\trowd\\cellx900\\cellx9000\\intbl {code}\\cell {value}\\cell\\row\n" for code, value in rows
    )
    (only,) = read(RtfReader(), b"{\\rtf1\\ansi " + table.encode() + b"\\pard }")
    assert isinstance(only, Draft)
    assert told(only) == FERRIES


def test_what_is_not_there_is_refused() -> None:
    assert refusal(READER, b"<html><head><title>Factiva</title></head></html>") == "there is no article in it"
    assert refusal(READER, b"Der Hafen bleibt zu.") == "there is no article in it"
    long = (
        b'<html><title>Factiva</title><div class="article enArticle"><p>' + b"x" * MAX_ARTICLE + b"</div></html>"
    )
    assert read(READER, long) == [Refusal("in/file", 1, "it is longer than 4 MiB")]
    lines = (PRESS / "factiva-order.txt").read_text(encoding="utf-8").replace("Politik", "x" * MAX_ARTICLE)
    first, second = read(READER, lines.encode())
    assert first == Refusal("in/file", 1, "it is longer than 4 MiB")
    assert isinstance(second, Draft)


def test_an_author_that_the_page_does_not_name_so_stands_before_the_number_of_words() -> None:
    story = Told("Hafen zu", "Nordwiker Bote", ("Jo Ohm", "Li Lund"), date(2025, 3, 13), "de", ("Er bleibt zu.",))
    data = page([story, replace(story, authors=())], coded=False).replace(' class="author"', "")
    found = [draft.article.authors for draft in read(READER, data.encode()) if isinstance(draft, Draft)]
    assert found == [("Jo Ohm", "Li Lund"), ()]


def page(told: list[Told], coded: bool) -> str:
    """A saved page."""
    made = ["<html><head><title>Factiva</title></head><body>"]
    for number, article in enumerate(told):
        fields = _fields(article, number)
        text = "".join(
            f'<p class="articleParagraph xxarticleParagraph">{escape(p)}</p>\n' for p in article.paragraphs
        )
        made.append(f'<div class="article {article.lang}Article">')
        if coded:
            rows = [(code, escape(value)) for code, value in fields[:-1]] + [("LP", text), fields[-1]]
            cells = (f'<td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td>' for code, value in rows)
            made.append("<table>" + "".join(f"<tr>{cell}</tr>\n" for cell in cells) + "</table>")
        else:
            tags = {"HD": f"div id='hd'><span class='{article.lang}Headline'", "BY": 'div class="author"'}
            made += [f"<{tags.get(code, 'div')}>{escape(value)}</div>" for code, value in fields[:-1]]
            made += [text, f"<p>{fields[-1][1]}</p>"]
        made.append("</div>")
    return "\n".join([*made, "<div>&copy; 2025 Factiva, Inc.</div></body></html>"])


def text(told: list[Told], coded: bool) -> list[str]:
    """The lines of a plain text."""
    lines: list[str] = []
    for number, article in enumerate(told):
        fields = _fields(article, number)
        if coded:
            lines += [f"{code}\t{value}" for code, value in fields[:-1]]
            lines += ["TD", *article.paragraphs, "\t".join(fields[-1])]
        else:
            lines += [*(value for _, value in fields[:-1]), *article.paragraphs, fields[-1][1]]
    return lines


def _fields(article: Told, number: int) -> list[tuple[str, str]]:
    german = article.lang == "de"
    day = f"{article.day.day} {(MONATE if german else MONTHS)[article.day.month - 1]} {article.day.year}"
    by = ("Von " if german else "By ") + (" und " if german else " and ").join(article.authors)
    return [
        ("HD", article.title),
        *([("BY", by)] if article.authors else []),
        ("WC", "1.120 Wörter" if german else "1,120 words"),
        ("PD", day),
        ("SN", article.source),
        ("SC", "NWN"),
        ("LA", "Deutsch" if german else "English"),
        ("CY", "(c) 2025 Nordwiker Verlag"),
        ("AN", f"{'Dokument' if german else 'Document'} NWN00000{article.day:%Y%m%d}el3d{number:05}"),
    ]


@given(ARTICLES, st.booleans(), st.booleans())
def test_articles_put_together_are_read_as_they_were(articles: list[Told], coded: bool, as_page: bool) -> None:
    made = page(articles, coded) if as_page else "\n".join(text(articles, coded))
    items = [item for item in read(READER, made.encode()) if isinstance(item, Draft)]
    between = "\n\n" if as_page or coded else "\n"
    assert [told(item) for item in items] == [article.fields for article in articles]
    assert [item.article.text for item in items] == [between.join(article.paragraphs) for article in articles]


@given(ARTICLES, st.booleans())
def test_articles_in_an_rtf_document_are_read_as_they_were(articles: list[Told], coded: bool) -> None:
    items = [item for item in read(RtfReader(), rtf(text(articles, coded))) if isinstance(item, Draft)]
    assert [told(item) for item in items] == [article.fields for article in articles]
    assert [item.article.text for item in items] == ["\n\n".join(article.paragraphs) for article in articles]


@given(st.data())
def test_damaged_downloads_are_read_or_refused(data: st.DataObject) -> None:
    names = sorted(path.name for path in PRESS.glob("factiva*"))
    whole = (PRESS / data.draw(st.sampled_from(names))).read_bytes()
    foreign = (
        b"<!--",
        b"<script>",
        b"<article>",
        b"</article>",
        b"<p class='articleParagraph'>",
        b"\nHD\n",
        b"&#0;",
    )
    broken = data.draw(damaged(whole, foreign))
    READER.accepts(PRESS / "a.txt", broken)
    read(READER, broken)


def test_a_tag_without_an_end_takes_no_time() -> None:
    """In time that grows with the square it would take hours, and the limit of a test would end it."""
    assert isinstance(
        read(FactivaReader(), b'<html><div class="article enArticle"><' + b"a" * 2_000_000)[0], Refusal
    )
