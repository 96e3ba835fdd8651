"""Downloads from ProQuest, as text, pages and documents."""

from __future__ import annotations

import re
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats import proquest
from annotator.formats.readers.docx import DocxReader
from annotator.formats.readers.proquest import ProquestReader
from annotator.formats.readers.rtf import RtfReader
from tests.formats.fuzzing import damaged, read
from tests.formats.press_cases import ARTICLES, MONTHS, PRESS, Told, docx, rtf, told

READER = ProquestReader()
TEXT = (PRESS / "proquest.txt").read_bytes()
PAGE = (PRESS / "proquest.html").read_bytes()
HARBOUR = (
    "Harbour stays shut; Dockers reject offer",
    "The Nordwik Herald",
    ("Olm, Ada", "Kahl, Bert"),
    "2025-03-13",
    "en",
)
ADDRESS = "https://www.proquest.com/docview/3171230001"


@pytest.mark.parametrize("data", [TEXT, TEXT.replace(b"\n", b"\r\n")])
def test_plain_text_is_read_article_by_article(data: bytes) -> None:
    first, second, third = read(READER, data)
    assert isinstance(first, Draft)
    assert told(first) == HARBOUR
    assert first.article.url == ADDRESS
    assert first.article.text == (
        'The harbour of Nordwik stays shut in its third week.\n"We will wait," said Carla Brandt. She left.\n\n'
        "Their demands: shorter nights, a doctor.\n\nNote: the mayor was not there."
    )
    assert isinstance(second, Draft)
    assert told(second) == ("Ferries to Sund run again", "Kestrel Wire", (), "2025-03-12", "en")
    assert second.article.text == "Ferries to Sund run again, the company said."
    assert third == Refusal("in/file", 91, "it has no full text")


def test_pages_are_read_article_by_article() -> None:
    first, second = read(READER, PAGE)
    assert isinstance(first, Draft)
    assert told(first) == HARBOUR
    assert first.article.url == ADDRESS
    assert first.article.text == (
        'The harbour of Nordwik stays shut in its third week.\n\n"We will wait," said Carla Brandt & left.'
    )
    assert isinstance(second, Draft)
    assert told(second) == ("Ferries to Sund run again", "Kestrel Wire", (), "2025-03-12", None)


ENGLISH = (
    "Author|Publication info|Full text|Subject|Title|Publication title|Publication year|Publication date|"
    "Publisher|Language of publication|ProQuest document ID|Document URL"
)
GERMAN = (
    "Autor|Publikationsinformationen|Volltext|Thema|Titel|Titel der Publikation|Erscheinungsjahr|"
    "Publikationsdatum|Herausgeber|Publikationssprache|ProQuest-Dokument-ID|Dokument-URL|Anonym|"
    "Dokument 1 von 3|13. März 2025|Englisch"
)
FRENCH = (
    "Auteur|Informations de publication|Texte intégral|Sujet|Titre|Titre de la publication|Année de publication|"
    "Date de publication|Éditeur|Langue de publication|ID de document ProQuest|URL du document|Anonyme|"
    "Document 1 de 3|mars 13, 2025|Anglais"
)
SPANISH = (
    "Autor|Información de publicación|Texto completo|Materia|Título|Título de publicación|Año de publicación|"
    "Fecha de publicación|Editorial|Idioma de la publicación|ID del documento de ProQuest|URL del documento|"
    "Anónimo|Documento 1 de 3|mar 13, 2025|Inglés"
)
ITALIAN = (
    "Autore|Informazioni sulla pubblicazione|Testo completo|Soggetto|Titolo|Titolo pubblicazione|"
    "Anno di pubblicazione|Data di pubblicazione|Casa editrice|Lingua di pubblicazione|ID documento ProQuest|"
    "URL documento|Anonimo|Documento 1 di 3|13 marzo 2025|Inglese"
)
PORTUGUESE = (
    "Autor|Informações da publicação|Texto completo|Assunto|Título|Título da publicação|Ano de publicação|"
    "Data de publicação|Editora|Idioma de publicação|ID do documento ProQuest|URL do documento|Anônimo|"
    "Documento 1 de 3|13 de março de 2025|Inglês"
)


@pytest.mark.parametrize("labels", [GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE])
@pytest.mark.parametrize("colon", [":", "\xa0:"])
def test_text_from_pages_in_other_languages_is_read(labels: str, colon: str) -> None:
    *fields, nobody, one, day, english = labels.split("|")
    text = TEXT.decode().replace("Full Text", "Full text")
    for old, new in zip(ENGLISH.split("|"), fields, strict=True):
        text = re.sub(rf"^{old}:", new + colon, text, flags=re.MULTILINE)
    text = text.replace(f"{fields[9]}{colon} English", f"{fields[9]}{colon} {english}")
    text = text.replace("Anonymous", nobody).replace("Mar 13, 2025", day)
    text = re.sub(r"Document (\d) of 3", lambda found: one.replace("1", found[1]), text)
    head = text.encode()
    assert READER.accepts(PurePath("a.txt"), head)
    first, second, third = read(READER, head)
    assert isinstance(first, Draft)
    assert told(first) == HARBOUR
    assert first.article.url == ADDRESS
    assert first.article.text.endswith("Note: the mayor was not there.")
    assert isinstance(second, Draft)
    assert told(second)[:3] == ("Ferries to Sund run again", "Kestrel Wire", ())
    assert isinstance(third, Refusal)
    assert third.reason == "it has no full text"


def test_words_that_are_labels_in_another_language_stay_in_the_text() -> None:
    review = "She left.\n\nTitel: Am Kai\n\nVerlag: Kestrel\n\n"
    first, *_ = read(READER, TEXT.replace(b"She left.\n\n", review.encode(), 1))
    assert isinstance(first, Draft)
    assert told(first) == HARBOUR
    assert "Titel: Am Kai\n\nVerlag: Kestrel" in first.article.text
    note = b"Note: the mayor was not there."
    first, *_ = read(READER, TEXT.replace(note, b"Verlag: Kestrel", 1))
    assert isinstance(first, Draft)
    assert first.article.text.endswith("Verlag: Kestrel")


def test_documents_are_read_article_by_article() -> None:
    lines = [line for line in TEXT.decode().splitlines() if line]
    for items in (read(DocxReader(), docx(lines)), read(RtfReader(), rtf(lines))):
        first, second, third = items
        assert isinstance(first, Draft)
        assert told(first) == HARBOUR
        assert isinstance(second, Draft)
        assert told(second)[0] == "Ferries to Sund run again"
        assert third == Refusal("in/file", None, "article 3: it has no full text")


def test_an_author_is_read_off_the_credit_and_a_year_is_a_date_where_there_is_nothing_else() -> None:
    text = TEXT.decode().replace("Author: Olm, Ada; Kahl, Bert\n\n", "")
    text = text.replace("Publication date: Mar 13, 2025\n\n", "").replace("[Nordwik]13 Mar 2025", "[Nordwik]")
    first, *_ = read(READER, text.encode())
    assert isinstance(first, Draft)
    assert told(first)[2:4] == (("Ada Olm",), "2025")


def test_an_article_that_is_too_long_is_refused_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proquest, "MAX_ARTICLE", 600)
    first, second, _ = read(READER, TEXT)
    assert first == Refusal("in/file", 8, "it is longer than 4 MiB")
    assert isinstance(second, Draft)
    monkeypatch.setattr(proquest, "MAX_ARTICLE", 1000)
    first, second = read(READER, PAGE)
    assert first == Refusal("in/file", 3, "it is longer than 4 MiB")
    assert isinstance(second, Draft)


def made(article: Told) -> str:
    day = f"{MONTHS[article.day.month - 1][:3]} {article.day.day}, {article.day.year}"
    blocks = [
        article.title,
        f"Author: {'; '.join(article.authors)}",
        "Full text: " + "\n\n".join(article.paragraphs),
        "Subject: Ports; Strikes",
        f"Title: {article.title}",
        f"Publication title: {article.source}; Nordwik",
        f"Publication date: {day}",
        f"Language of publication: {'English' if article.lang == 'en' else 'German'}",
    ]
    return "\n\n".join(blocks)


@given(ARTICLES)
def test_what_was_put_into_a_text_comes_out(given_articles: list[Told]) -> None:
    line = f"\n\n{'_' * 60}\n\n"
    items = read(READER, line.join(["", *map(made, given_articles), "Contact us at: x"]).encode())
    assert len(items) == len(given_articles)
    for item, article in zip(items, given_articles, strict=True):
        assert isinstance(item, Draft)
        assert told(item) == article.fields
        assert item.article.text == "\n\n".join(article.paragraphs)


@given(st.data())
def test_damaged_downloads_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (b"\n\n", b"Full text: ", b"_" * 60, b"Title:", b"\0", b"\xff")
    read(READER, data.draw(damaged(data.draw(st.sampled_from([TEXT, PAGE])), foreign)))
