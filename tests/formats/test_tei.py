"""TEI documents: headers and texts as archives of newspapers have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats.readers.tei import TeiReader
from tests.formats.fuzzing import damaged, draft, read
from tests.formats.press_cases import told

READER = TeiReader()
FILE = (Path(__file__).parent / "data" / "news" / "tei.xml").read_bytes()


def document(body: str, header: str = "", more: str = "") -> bytes:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>'
        f"<text{more}><body>{body}</body></text></TEI>"
    ).encode()


def test_articles_of_an_issue_are_read_one_by_one() -> None:
    first, second, third = read(READER, FILE)
    assert isinstance(first, Draft)
    assert told(first) == ("Hafen bleibt zu", "Nordwiker Bote", ("Ada Olm",), "1905-03-13", "de")
    assert first.article.text == (
        "Der Hafen von Nordwik bleibt zu. „Wir warten“, sagde sie.\n\nKein Schiff,\nkein Wind."
    )
    assert first.article.url == "https://archiv.example/61"
    assert isinstance(second, Draft)
    assert told(second) == ("Fähren", "Nordwiker Bote", (), "1905-03-13", "de")
    assert second.article.text == "Die Fähren fahren.\n\nSund 9 Uhr"
    assert third == Refusal("in/file", None, "it has no article text")


def test_articles_within_others_are_read_once() -> None:
    box = "<div type='article'><head>Kasten</head><p>Sie ruht.</p></div>"
    body = (
        f"<div type='article'><head>Hafen</head><p>Er ruht.</p><div>{box}</div></div>"
        f"<div type='news'><head>Kurz</head>{box.replace('Sie', 'Es')}</div>"
    )
    items = read(READER, document(body))
    assert all(isinstance(item, Draft) for item in items)
    assert [(item.article.title, item.article.text) for item in items if isinstance(item, Draft)] == [
        ("Hafen", "Er ruht."),
        ("Kasten", "Sie ruht."),
        ("Kasten", "Es ruht."),
    ]


def test_a_document_is_one_article_with_what_its_header_says() -> None:
    header = (
        "<fileDesc><titleStmt><title type='sub'>Ein Streik</title><title type='main'>Hafen bleibt zu</title>"
        "<author><persName><surname>Olm</surname>, <forename>Ada</forename></persName></author></titleStmt>"
        "<publicationStmt><publisher>Bote</publisher><date when='2025-03-13'/></publicationStmt></fileDesc>"
        "<profileDesc><langUsage><language ident='de-AT'/></langUsage></profileDesc>"
    )
    article = draft(READER, document("<head>Hafen bleibt zu</head><p>Er <hi>ruht</hi>.</p><p/>", header))
    assert told(article) == ("Hafen bleibt zu", "Bote", ("Ada Olm",), "2025-03-13", "de")
    assert article.article.text == "Er ruht."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Der Ha-<lb/>fen<lb/>ruht</p>", "Der Hafen ruht"),
        ("<p>SPD-<lb/>Chef</p>", "SPD-Chef"),
        ("<p>Ein <choice><orig>Thor</orig><reg>Tor</reg></choice></p>", "Ein Tor"),
        ("<p>Ein <choice><orig>Thor</orig></choice> <orig>Thal</orig></p>", "Ein Thor Thal"),
        ("<p>Er <del>geht</del>ruht<note>Anm.</note>.</p>", "Er ruht."),
        ("<list><item>Eins</item><item>Zwei</item></list>", "Eins\n\nZwei"),
        ("<div><head>Streik</head><p>Er ruht.</p></div>", "Er ruht."),
        ("<p>Er ruht.</p><div><head>Streik</head><p>Lang.</p></div>", "Er ruht.\n\nStreik\n\nLang."),
        ("<p>\x01Er\n  ruht.</p>", "Er ruht."),
    ],
)
def test_the_text_is_what_was_meant_to_be_read(body: str, text: str) -> None:
    assert draft(READER, document(body)).article.text == text


def test_a_corpus_is_read_document_by_document() -> None:
    one = document("<p>Er ruht.</p>").decode()
    items = read(READER, f"<teiCorpus>{one}\n{one.replace('Er', 'Sie')}</teiCorpus>".encode())
    assert [item.article.text for item in items if isinstance(item, Draft)] == ["Er ruht.", "Sie ruht."]


def test_what_has_no_body_is_refused() -> None:
    assert read(READER, b"<TEI><teiHeader/></TEI>") == [Refusal("in/file", None, "it has no body")]
    assert read(READER, b"<teiCorpus/>") == [Refusal("in/file", None, "there is no TEI document in it")]
    (cut,) = read(READER, FILE[:500])
    assert isinstance(cut, Refusal)


@given(st.data())
def test_damaged_documents_are_articles_or_refusals(data: st.DataObject) -> None:
    read(READER, data.draw(damaged(FILE, (b"<p>", b"</p>", b"<lb/>", b"<choice>", b"\0", b"&amp;"))))
