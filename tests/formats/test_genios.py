"""Downloads from GENIOS (wiso), as text, pages and documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats import genios
from annotator.formats.readers.docx import DocxReader
from annotator.formats.readers.genios import GeniosReader
from annotator.formats.readers.rtf import RtfReader
from tests.formats.fuzzing import damaged, draft, read
from tests.formats.press_cases import ARTICLES, MONATE, PRESS, Told, docx, told

READER = GeniosReader()
TEXT = (PRESS / "genios.txt").read_bytes()
HARBOUR = ("Hafen bleibt zu", "Nordwiker Bote", ("Ada Olm", "Bert Kahl"), "2025-03-13", None)
FERRIES = ("Fähren fahren wieder", "Kestrel", (), "2025-03-12", None)
HARBOUR_TEXT = (
    "Streik am Kai geht in die dritte Woche\n\nDer Hafen von Nordwik bleibt zu.\n\n"
    "„Wir warten“, sagte Carla Brandt. Quelle: ihr Büro."
)


def test_plain_text_is_read_article_by_article_without_the_list_before_it() -> None:
    first, second = read(READER, TEXT)
    assert isinstance(first, Draft)
    assert told(first) == HARBOUR
    assert first.article.text == HARBOUR_TEXT
    assert first.article.url == "https://www.wiso-net.de/document/NWB__A952"
    assert first.encoding == "utf-8"
    assert isinstance(second, Draft)
    assert told(second) == FERRIES
    assert second.article.text == "Neue Wege\n\nDie Fähren fahren wieder."


def test_an_article_at_the_end_without_an_address_is_read_too() -> None:
    cut = TEXT[: TEXT.rindex(b"Dauerhafte Adresse")]
    first, second = read(READER, cut)
    assert isinstance(first, Draft)
    assert told(first) == HARBOUR
    assert isinstance(second, Draft)
    assert told(second) == FERRIES
    assert second.article.url is None


def test_a_source_with_many_blanks_is_read_in_no_time() -> None:
    item, *_ = read(READER, TEXT.replace(b"Quelle: ", b"Quelle: B" + b" " * 100_000 + b"b "))
    assert isinstance(item, Draft)


def test_pages_and_documents_are_read_article_by_article() -> None:
    lines = [line for line in TEXT.decode().splitlines() if line]
    page = "<html><head><title>wiso</title></head><body>" + "".join(f"<p>{line}</p>\n" for line in lines)
    for items in (read(READER, page.encode()), read(DocxReader(), docx(lines))):
        first, second = items
        assert isinstance(first, Draft)
        assert told(first) == HARBOUR
        assert first.article.text == HARBOUR_TEXT
        assert isinstance(second, Draft)
        assert told(second) == FERRIES


def test_documents_with_the_source_above_and_lines_that_are_cut_are_read() -> None:
    first, second = read(RtfReader(), (PRESS / "genios.rtf").read_bytes())
    assert isinstance(first, Draft)
    assert told(first) == ("HAFEN BLEIBT ZU", "Nordwiker Bote", ("Ada Olm",), "2025-03-13", None)
    assert first.article.url == "https://www.wiso-net.de/document/NWB__952"
    assert first.article.text == (
        "Der Hafen von Nordwik bleibt auch in der dritten Woche zu, denn niemand will kürzere Nächte.\n\n"
        '"Wir warten", sagte Carla Brandt.'
    )
    assert isinstance(second, Draft)
    assert told(second) == ("Fähren fahren wieder", "Nordwiker Bote", (), "2025-03-12", None)
    assert second.article.text == "Die Fähren fahren wieder."


@pytest.mark.parametrize(
    ("written", "source", "published"),
    [
        ("Nordwiker Bote vom 13.03.2025, S. 3", "Nordwiker Bote", "2025-03-13"),
        ('"Nordwiker Bote" VOM 3.3.25', "Nordwiker Bote", "2025-03-03"),
        ("LVB/Nordwiker Volksbote, 01.12.2000", "LVB/Nordwiker Volksbote", "2000-12-01"),
        ("Nordwiker Bote v. 13. März 2025", "Nordwiker Bote", "2025-03-13"),
        ("Nordwiker Bote Nr. 61 vom 13.03.2025", "Nordwiker Bote", "2025-03-13"),
        ("NORDWIKER BOTE", "NORDWIKER BOTE", None),
    ],
)
def test_sources_are_parted_from_their_dates(written: str, source: str, published: str | None) -> None:
    text = f"Hafen\n\nEr ruht.\n\nQuelle: {written}\nDauerhafte Adresse des Dokuments: https://x.example/1\n"
    article = draft(READER, text.encode()).article
    assert (article.source, article.published, article.text) == (source, published, "Er ruht.")


def test_what_has_no_source_or_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT.decode().replace("Quelle: Nordwiker Bote vom", "Nordwiker Bote vom").replace("Quelle: ihr", "x")
    first, second = read(READER, text.encode())
    assert first == Refusal("in/file", 1, "it has no source, which is named behind its text")
    assert isinstance(second, Draft)
    monkeypatch.setattr(genios, "MAX_ARTICLE", 300)
    first, second = read(READER, TEXT)
    assert first == Refusal("in/file", 1, "it is longer than 4 MiB")
    assert isinstance(second, Draft)


def made(article: Told) -> str:
    day = f"{article.day.day}. {MONATE[article.day.month - 1]} {article.day.year}"
    return "\n\n".join(
        (
            article.title,
            *([f"Von {' und '.join(article.authors)}"] if article.authors else []),
            *article.paragraphs,
            f"Quelle: {article.source} vom {day}, S. 3\nRessort: Politik\nDokumentnummer: A1",
            "Dauerhafte Adresse des Dokuments: https://www.wiso-net.de/document/A1",
            "Alle Rechte vorbehalten: (c) Verlag\n© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH",
        )
    )


@given(ARTICLES)
def test_what_was_put_into_a_text_comes_out(given_articles: list[Told]) -> None:
    items = read(READER, "\n\n".join(map(made, given_articles)).encode())
    assert len(items) == len(given_articles)
    for item, article in zip(items, given_articles, strict=True):
        assert isinstance(item, Draft)
        assert told(item) == (*article.fields[:4], None)
        assert item.article.text == "\n\n".join(article.paragraphs)


@given(st.data())
def test_damaged_downloads_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = ("\u2028".encode(), b"\n\n", b"Quelle:", b"Dauerhafte Adresse des Dokuments:", b"<p>", b"\xff")
    read(READER, data.draw(damaged(TEXT, foreign)))
