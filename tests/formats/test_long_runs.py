"""The same mark or blank 300,000 times: in time that grows with the square it would take hours, and a test's limit
would end it."""

from __future__ import annotations

import io
import zipfile

import pytest

from annotator.core.models import Draft, Refusal
from annotator.formats.bylines import split_authors
from annotator.formats.mapping import known_columns
from annotator.formats.properties import known_title
from annotator.formats.readers import read_stream
from annotator.formats.zones.bylines import authors_of
from annotator.formats.zones.lines import has_url
from annotator.formats.zones.page import MOST_LINES, find_zones
from tests.formats.foreign_cases import CODEBOOK, drafts, reason

MANY = 300_000
TEXT = "Der Hafen von Nordwik bleibt bis Montag geschlossen, sagte Ada Böhm vom Hafenamt am Mittwoch. " * 4
MENU = "Startseite\nPolitik\nKontakt\nImpressum\nAnmelden\nNewsletter\nTeilen\nFacebook\nTwitter\nKommentare\n" * 2


def read(name: str, text: str) -> list[Draft | Refusal]:
    return list(read_stream(io.BytesIO(text.encode()), name, CODEBOOK))


def test_authors() -> None:
    assert split_authors(f"Ada{' ' * MANY}Böhm") == ("Ada Böhm",)
    assert split_authors(f"Ada Böhm{' ' * MANY};{' ' * MANY}Jo Ohm") == ("Ada Böhm", "Jo Ohm")
    assert split_authors(f"Ada Böhm{' ' * MANY}\n{' ' * MANY}Jo Ohm") == ("Ada Böhm", "Jo Ohm")


@pytest.mark.parametrize("mark", [" ", "(", "["])
def test_names_of_columns_and_keys(mark: str) -> None:
    name = f"a{mark * MANY}b"
    assert known_columns(["Text", name, "Titel"]) == {"text": 0, "title": 2}
    (csv,) = drafts(read("a.csv", f"Titel;{name};Text\nHafen;;{TEXT}\n"))
    (jsonl,) = drafts(read("a.jsonl", f'{{"title": "Hafen", "text": "{TEXT}", "{name}": "x"}}\n'))
    assert csv.article.title == jsonl.article.title == "Hafen"


@pytest.mark.parametrize("inside", ["<media:text>", " ", "<!DOCTYPE a [", "<media:text/>"])
def test_entries_of_feeds(inside: str) -> None:
    start = '<rss version="2.0" xmlns:media="x"><channel><item><title>Hafen</title>'
    piece = inside * (MANY // len(inside))
    (draft,) = drafts(read("a.rss", f"{start}<description>{TEXT}</description>{piece}</item></channel></rss>"))
    assert draft.article.title == "Hafen"


def test_heads_of_feeds() -> None:
    assert reason(read("a.rss", "<rss " * MANY), None) == "the file is no feed"


def test_metadata_of_pages() -> None:
    author = "<![CDATA[" * (MANY // 9)
    page = f'<meta name="author" content="Ada {author}"><body><article>{f"<p>{TEXT}</p>" * 4}</article></body>'
    (draft,) = drafts(read("a.html", f"<html><head><title>Hafen zu</title>{page}</html>"))
    assert draft.article.title == "Hafen zu"


def test_titles_of_pages_and_documents() -> None:
    page = f"<title>Hafen{' ' * MANY}zu</title><body><article>{f'<p>{TEXT}</p>' * 4}</article></body>"
    (draft,) = drafts(read("a.html", f"<html><head>{page}</html>"))
    assert draft.article.title.startswith("Hafen")
    assert known_title(f"a{'_' * MANY} b") == ""


@pytest.mark.parametrize("line", [f"title: Hafen{' ' * MANY}zu", f"title{' ' * MANY}zu", f"title{' ' * MANY}: zu"])
def test_metadata_in_front_of_markdown(line: str) -> None:
    (draft,) = drafts(read("a.md", f"---\nsource: Bote\n{line}\n---\n\n{TEXT}"))
    assert draft.article.source == "Bote"


def test_lines_of_pages() -> None:
    assert not has_url("@" * MANY)
    assert authors_of(f"Autor: Ada{' ' * MANY}Böhm") is None
    assert find_zones(f"{MENU}\n\nHafen bleibt zu\n\n{TEXT}\n\n{'@' * MANY}\n\n{MENU}").zones
    assert not find_zones("a\n" * (MOST_LINES + 1)).zones


def test_properties_of_word_documents() -> None:
    out = io.BytesIO()
    relation = "<Relationship Id='{0}' Type='x/{0}' Target='{1}'/>"
    relations = "".join(relation.format(*p) for p in (("officeDocument", "d.xml"), ("core-properties", "c.xml")))
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("_rels/.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("d.xml", f"<document><body><p><r><t>{TEXT}</t></r></p></body></document>")
        archive.writestr("c.xml", f"<core><title>a{'_' * MANY} b</title></core>")
    (draft,) = drafts(list(read_stream(io.BytesIO(out.getvalue()), "a.docx", CODEBOOK)))
    assert draft.article.text == TEXT
