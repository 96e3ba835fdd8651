"""Whole pages: what is around an article stays, as zones, and without them the text is the article's."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.core.offsets import Cut
from annotator.formats.readers import read_stream
from annotator.formats.readers.html import pasted_page
from tests.formats.whole_page_cases import PAGE, SENTENCES

CODEBOOK = Codebook("news")


def read(page: str | bytes, whole: bool = True, name: str = "in/hafen.html") -> Draft | Refusal:
    data = page if isinstance(page, bytes) else page.encode()
    (item,) = read_stream(io.BytesIO(data), name, CODEBOOK, whole_pages=whole)
    return item


def draft(page: str | bytes, whole: bool = True, name: str = "in/hafen.html") -> Draft:
    item = read(page, whole, name)
    assert isinstance(item, Draft), item
    return item


def left(found: Draft) -> str:
    """The text without its zones, which have to be in order, apart and inside it."""
    bounds = [0, *(n for zone in found.zones for n in (zone.start, zone.end)), len(found.article.text)]
    assert all(one <= other for one, other in pairwise(bounds))
    assert all(zone.start < zone.end and 0 < (zone.score or 0) <= 1 for zone in found.zones)
    return Cut(found.article.text, [(zone.start, zone.end) for zone in found.zones]).text


def lines(found: Draft) -> dict[str, str]:
    """The kind of zone of each line that lies in one."""
    text = found.article.text
    return {line: zone.kind for zone in found.zones for line in text[zone.start : zone.end].strip().split("\n")}


def assert_same(page: str | bytes, name: str = "in/hafen.html") -> None:
    """With zones left out, the whole page is what is read without the option, but for a line end behind it."""
    plain, whole = read(page, False, name), read(page, True, name)
    if isinstance(plain, Refusal) or isinstance(whole, Refusal):
        assert plain == whole
        return
    assert left(whole).removesuffix("\n") == left(plain)
    one, other = plain.article, whole.article
    assert (one.source, one.authors, one.published) == (other.source, other.authors, other.published)
    assert (one.title, one.url, one.lang, one.file) == (other.title, other.url, other.lang, other.file)


def test_without_its_zones_a_page_is_the_article() -> None:
    assert_same(PAGE)
    assert left(draft(PAGE)) == "\n".join([draft(PAGE, False).article.text, ""])


def test_marks_of_where_lines_may_break_double_no_word() -> None:
    broken = PAGE.replace("Behörde", "Be\u00adhör&shy;de").replace("Leiterin", "Lei\u200bterin\u200f")
    assert "Be" in broken
    assert broken != PAGE
    assert draft(broken).article.text == draft(PAGE).article.text


def test_what_the_extraction_keeps_though_it_is_no_article_is_a_zone_in_either() -> None:
    page = PAGE.replace(
        f"<p>{SENTENCES[2]}</p>", f"<p>{SENTENCES[2]}</p><p>Lesen Sie auch: Fähre fährt wieder</p>"
    )
    page = page.replace(f"<p>{SENTENCES[4]}</p>", f"<p>{SENTENCES[4]}</p><p>Foto: Li Lund</p>")
    assert_same(page)
    for whole in (True, False):
        kinds = lines(draft(page, whole))
        assert (kinds["Lesen Sie auch: Fähre fährt wieder"], kinds["Foto: Li Lund"]) == ("related", "caption")


def test_names_of_sections_above_the_headline_are_zones_in_either() -> None:
    page = "<html><body><article><p>Hafen</p><h1>Der Hafen von Nordwik bleibt bis Montag geschlossen</h1>"
    page += "<p>Das teilte die Behörde am Abend mit, die dafür den Sturm nennt.</p></article></body></html>"
    assert_same(page)
    for whole in (True, False):
        assert lines(draft(page, whole))["Hafen"] == "breadcrumb"


def test_all_that_the_page_shows_is_there_in_its_order() -> None:
    text = draft(PAGE).article.text
    shown = [
        "Cookies",
        "Zustimmen",
        "Politik",
        "Start › Wirtschaft",
        "Von Jo Ohm",
        "Teilen",
        SENTENCES[0],
        "Kräne im",
    ]
    shown += [
        SENTENCES[1],
        "Stiefel",
        *SENTENCES[2:],
        "Seite 1 / 2",
        "Mehr zum",
        "Fähre",
        "Endlich Ruhe",
        "© 2025",
    ]
    places = [text.index(words) for words in shown]
    assert places == sorted(places)
    assert all(text.count(sentence) == 1 for sentence in SENTENCES)
    assert "\n\n" not in text


def test_what_is_hidden_or_runs_is_not_there() -> None:
    text = draft(PAGE).article.text
    for words in ("Maschinen sind", "Unsichtbar", "Vorlage", "Zum Inhalt", "Skripte", "alert", "color"):
        assert words not in text
    assert "Nur für" not in text


def test_the_kinds_of_zones() -> None:
    kinds = lines(draft(PAGE))
    assert kinds["Start › Wirtschaft › Hafen bleibt bis Montag zu"] == "breadcrumb"
    assert kinds["Von Jo Ohm, 13. März 2025"] == "byline"
    assert kinds["Kräne im Sturm. Foto: Li Lund"] == "caption"
    assert kinds["Neue Stiefel bei Petersen!"] == kinds["Anzeige"] == "advert"
    assert kinds["Seite 1 / 2"] == "pagination"
    assert kinds["Mehr zum Thema"] == kinds["Fähre fährt wieder"] == "related"
    assert kinds["Bo"] == kinds["Endlich Ruhe am Kai."] == "comments"
    menu = ["Wir verwenden Cookies.", "Politik", "Teilen", "© 2025 Nordwiker Bote. Alle Rechte vorbehalten."]
    assert {kinds[line] for line in menu} == {"boilerplate"}


def test_a_headline_that_the_article_lacks_is_one_of_the_zones() -> None:
    # Outside the article's element the library takes it for part of the page.
    page = PAGE.replace("<h1>Hafen bleibt bis Montag zu</h1>", "").replace(
        "<main>", "<header><h1>Hafen bleibt bis Montag zu</h1></header><main>"
    )
    assert_same(page)
    found = draft(page)
    assert "Hafen bleibt bis Montag zu" not in left(found)
    assert lines(found)["Hafen bleibt bis Montag zu"] == "repeated headline"


def test_kinds_are_told_by_words_where_the_markup_says_nothing() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    page = f"""<html><body><div><a href="/">Start</a> › <a href="/w">Wirtschaft</a></div><div><div>
    <h1>Hafen bleibt bis Montag zu</h1><div>Von Jo Ohm</div><div>Teilen</div>{body}</div></div>
    <div><div>Lesen Sie auch</div><div><a href="/a">Sturm deckt Dächer ab</a></div></div>
    <div>© 2025 Nordwiker Bote</div></body></html>"""
    assert_same(page)
    assert lines(draft(page)) == {
        "Start › Wirtschaft": "breadcrumb",
        "Hafen bleibt bis Montag zu": "repeated headline",
        "Von Jo Ohm": "byline",
        "Teilen": "boilerplate",
        "Lesen Sie auch": "related",
        "Sturm deckt Dächer ab": "related",
        "© 2025 Nordwiker Bote": "boilerplate",
    }


@pytest.mark.parametrize(
    ("button", "zone"),
    [
        ("<span class='share'>Jetzt teilen</span>", "Jetzt teilen "),
        ("<button>Jetzt teilen</button>", "\nJetzt teilen\n"),
    ],
)
def test_a_part_of_a_line_may_be_a_zone(button: str, zone: str) -> None:
    first, rest = SENTENCES[0].split(" bleibt ")
    page = PAGE.replace(f"<p>{SENTENCES[0]}</p>", f"<p>{first} {button} bleibt {rest}</p>")
    assert_same(page)
    assert f"{first} {zone}bleibt {rest}\n" in draft(page).article.text


def test_zones_are_surer_where_the_markup_says_what_they_are() -> None:
    found = draft(PAGE)
    scores = {zone.kind: zone.score or 0 for zone in found.zones}
    assert scores["comments"] == scores["caption"] == 0.95
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    unknown = draft(f"<html><body><div>Etwas anderes</div><article>{body}</article></body></html>")
    assert [zone.score for zone in unknown.zones if zone.kind == "boilerplate"] == [0.6]


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("</p>", "").replace("</div>", "").replace("</li>", ""),
        PAGE.replace("<article>", "<article><b><i>").replace("</main>", "</b></table></main></html>"),
        PAGE[: PAGE.index(SENTENCES[4]) + 20],
        PAGE.replace("<p>", "<p><font color=red>").replace("<body", "<frameset><body"),
        PAGE.replace(SENTENCES[1], SENTENCES[0]),
        PAGE.replace("Kräne", "Kra\u0308ne").replace(" ", "\u00a0"),
        PAGE.replace("\n", "\r\n").replace(
            SENTENCES[2], f"<pre>{SENTENCES[2]}\r\n  x\r\n</pre>\u2028&#13;&#xD800;"
        ),
        PAGE.replace(
            SENTENCES[3], "😀 <b>Zwölf</b>Schiffe <i>warten</i>, <a href=x>heißt</a><a href=y>es</a> " * 9
        ),
    ],
)
def test_broken_and_odd_pages(page: str) -> None:
    assert_same(page.encode("utf-8", "surrogatepass"))


def test_tables_in_tables() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{sentence}</td></tr>" for n, sentence in enumerate(SENTENCES))
    inner = f"<table><tr><td><table>{rows}</table></td></tr></table>"
    menu = "<table><tr><td><a href=a>Politik</a></td><td><a href=b>Sport</a></td></tr></table>"
    page = f"<html><body><table><tr><td>{menu}</td><td>{inner}</td></tr></table></body></html>"
    assert_same(page)
    assert all(sentence in draft(page).article.text for sentence in SENTENCES)


def test_a_page_without_article_is_refused_as_without_the_option() -> None:
    page = "<html><body></body></html>"
    assert read(page) == Refusal("in/hafen.html", None, "no article text was found in the page")


def test_saved_pages_in_one_file_and_pages_in_archives_are_kept_whole_too() -> None:
    message = EmailMessage()
    message["Subject"] = "Hafen bleibt bis Montag zu"
    message.set_content(PAGE, subtype="html", charset="utf-8")
    message.add_related(b"\x89PNG", "image", "png", cid="<logo>")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hafen.html", PAGE)
    for data, name in ((message.as_bytes(), "a.mhtml"), (packed.getvalue(), "a.zip")):
        assert_same(data, name)
        assert lines(draft(data, name=name))["Endlich Ruhe am Kai."] == "comments"


def test_other_files_are_read_as_ever() -> None:
    assert draft("Ein Satz.", True, "a.txt").article.text == draft("Ein Satz.", False, "a.txt").article.text


def test_the_encoding_is_told() -> None:
    assert draft(PAGE.replace("utf-8", "windows-1252").encode("cp1252"), False).encoding == "cp1252"
    assert draft(PAGE).encoding == "utf-8"


def test_a_page_from_the_clipboard() -> None:
    found = pasted_page(PAGE, CODEBOOK)
    assert found is not None
    assert found.article.text == draft(PAGE).article.text
    part = PAGE[PAGE.index("<main>") : PAGE.index("</main>")]
    fragment = pasted_page(part, CODEBOOK)
    assert fragment is not None
    assert SENTENCES[4] in left(fragment)
    assert "Endlich Ruhe am Kai." in fragment.article.text
    assert pasted_page("<img src=x>", CODEBOOK) is None
    assert pasted_page(PAGE + " " * 1_000_000, CODEBOOK) is None


WORDS = st.lists(
    st.sampled_from(["Hafen", "Ada", "der", "sagte", "„Nein“,", "Sturm.", "–", "|", "2", "é", "😀", "l’eau", "…"]),
    min_size=1,
    max_size=9,
).map(" ".join)
TEXTS = st.one_of(st.sampled_from(SENTENCES), WORDS)
TAGS = st.sampled_from(
    ["p", "div", "h1", "h2", "li", "td", "span", "a", "b", "blockquote", "figcaption", "pre", "nav", "aside", "br"]
)
NAMES = st.sampled_from(["", "share", "comments", "related", "ad", "byline", "content", "caption", "sr-only"])


@st.composite
def blocks(draw: st.DrawFn) -> str:
    inside = escape(draw(TEXTS))
    for tag, name in draw(st.lists(st.tuples(TAGS, NAMES), min_size=1, max_size=3)):
        more = escape(draw(TEXTS)) if draw(st.booleans()) else ""
        inside = f'<{tag} class="{name}">{inside}</{tag}>{more}'
    return inside


@given(st.lists(blocks(), min_size=1, max_size=12), st.lists(blocks(), max_size=5), st.booleans())
def test_any_page_without_its_zones_is_what_is_read_without_the_option(
    inside: list[str], around: list[str], marked: bool
) -> None:
    article = "".join(inside) + (f"<p>{SENTENCES[0]}</p>" if marked else "")
    body = f"<article>{article}</article>" if marked else article
    half = len(around) // 2
    assert_same(f"<html><body>{''.join(around[:half])}{body}{''.join(around[half:])}</body></html>")
