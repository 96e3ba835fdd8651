"""OpenDocument texts, written by odfpy or to the specification."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odf import dc, meta, text
from odf.draw import Frame, TextBox
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow

from annotator.formats import open_document
from annotator.formats.readers.docx import DocxReader
from annotator.formats.readers.odt import OdtReader
from tests.formats.fuzzing import damaged, damaged_parts, draft, packed, read, refusal, unpacked

PART = "content.xml"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "text", "style", "table", "draw", "svg", "manifest")
)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def made(*paragraphs: str, title: str = "", creator: str = "") -> bytes:
    """A document as odfpy writes it."""
    document = OpenDocumentText()
    for content in paragraphs:
        document.text.addElement(text.P(text=content))
    if title:
        document.meta.addElement(dc.Title(text=title))
    if creator:
        document.meta.addElement(meta.InitialCreator(text=creator))
    return saved(document)


def with_body(body: str, styles: str = "") -> bytes:
    """A document with this content of its body."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(dict(unpacked(made())) | {PART: content.encode()})


def text_of(data: bytes) -> str:
    return draft(OdtReader(), data).article.text


def whole() -> bytes:
    document = OpenDocumentText()
    hidden = Style(name="T1", family="text")
    hidden.addElement(TextProperties(display="none"))
    title = Style(name="P7", family="paragraph", parentstylename="Title")
    document.automaticstyles.addElement(hidden)
    document.automaticstyles.addElement(title)
    add = document.text.addElement
    add(text.P(stylename=title, text="Kräne stehen still"))
    line = text.P(text="Am Hafen ruht die Arbeit.")
    line.addElement(text.Span(text=" „Wir bleiben“, sagte Wendt 🙂."))
    line.addElement(text.Span(stylename=hidden, text=" Nur für uns."))
    remark = Annotation()
    remark.addElement(text.P(text="Eine Bemerkung"))
    line.addElement(remark)
    note = text.Note(noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    body = text.NoteBody()
    body.addElement(text.P(text="Eine Fußnote"))
    note.addElement(body)
    line.addElement(note)
    link = text.A(href="https://kuestenkurier.example.org/", type="simple", text=" Mehr im Kurier.")
    line.addElement(link)
    add(line)
    add(text.H(outlinelevel=1, text="Das Angebot"))
    items = text.List()
    item = text.ListItem()
    item.addElement(text.P(text="Erstens"))
    items.addElement(item)
    add(items)
    table = Table(name="T")
    for cells in (("Tag", "Schiffe"), ("Montag", "3")):
        row = TableRow()
        for content in cells:
            cell = TableCell()
            cell.addElement(text.P(text=content))
            row.addElement(cell)
        table.addElement(row)
    add(table)
    holder, frame, box = text.P(text="Ende."), Frame(), TextBox()
    box.addElement(text.P(text="Kasten"))
    frame.addElement(box)
    holder.addElement(frame)
    add(holder)
    for element, value in ((dc.Title, "Hafen alt"), (meta.InitialCreator, "Ilse Wendt"), (dc.Language, "de-DE")):
        document.meta.addElement(element(text=value))
    return saved(document)


DATA = whole()


def test_a_document_is_one_article() -> None:
    article = draft(OdtReader(), DATA, "in/hafen.odt").article
    assert article.text == (
        "Kräne stehen still\n\nAm Hafen ruht die Arbeit. „Wir bleiben“, sagte Wendt 🙂. Mehr im Kurier.\n\n"
        "Das Angebot\n\nErstens\n\nTag\tSchiffe\nMontag\t3\n\nEnde.\n\nKasten"
    )
    assert (article.title, article.authors) == ("Kräne stehen still", ("Ilse Wendt",))
    assert (article.published, article.lang, article.file) == (None, "de-DE", "hafen.odt")


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<text:p>Eins</text:p><text:h text:outline-level='1'>Kräne stehen</text:h>", "Kräne stehen"),
        ("<text:h>Kräne stehen</text:h><text:p>Eins</text:p>", "Kräne stehen"),
        ("<text:p text:style-name='Title'>Kräne <text:span>stehen</text:span></text:p>", "Kräne stehen"),
        ("<text:p>Eins</text:p><text:h text:outline-level='2'>Zwei</text:h>", "Eins"),
    ],
)
def test_the_title_is_what_is_styled_so(body: str, title: str) -> None:
    assert draft(OdtReader(), with_body(body)).article.title == title


def test_properties_that_somebody_wrote_are_known() -> None:
    article = draft(OdtReader(), made("Erste Zeile", "Zweite", title="Hafen", creator="Ilse Wendt")).article
    assert (article.title, article.authors) == ("Hafen", ("Ilse Wendt",))


def test_white_space_is_what_the_specification_says() -> None:
    body = (
        "<text:p>\n  Ein \t Satz <text:span> mit</text:span>\n Blanks.<text:s text:c='3'/>Drei<text:s/>eins"
        "<text:tab/>Tab<text:line-break/>neu<text:s text:c='x'/></text:p><text:p> </text:p><text:p/>"
        "<text:p>A<text:soft-page-break/>B\u00a0C</text:p>"
    )
    assert text_of(with_body(body)) == "Ein Satz mit Blanks.   Drei eins\tTab\nneu\n\nAB\u00a0C"


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>geht</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Sie <text:change text:change-id='a'/>"
        "<text:change-start text:change-id='b'/>bleibt<text:change-end text:change-id='b'/>.</text:p>"
    )
    assert text_of(with_body(body)) == "Sie bleibt."


def test_what_is_not_printed_there_is_left_out() -> None:
    styles = (
        "<style:style style:name='P1' style:family='paragraph'><style:text-properties text:display='none'/>"
        "</style:style>"
    )
    body = (
        "<text:sequence-decls><text:sequence-decl text:name='x'/></text:sequence-decls>"
        "<text:table-of-content><text:index-body><text:p>Inhalt</text:p></text:index-body></text:table-of-content>"
        "<text:p text:style-name='P1'>Verborgen</text:p><text:p><text:hidden-text>x</text:hidden-text>Eins"
        "<text:ruby><text:ruby-base> Grund</text:ruby-base><text:ruby-text>r</text:ruby-text></text:ruby>"
        "</text:p>"
        "<text:section><text:p>Zwei <text:title>Feld</text:title></text:p></text:section>"
        "<text:p><draw:frame><svg:title>Bild</svg:title><svg:desc>Ein Kran</svg:desc><draw:image>"
        "<text:p>x</text:p></draw:image></draw:frame></text:p>"
    )
    assert text_of(with_body(body, styles)) == "Eins Grund\n\nZwei Feld"


def test_a_table_that_lays_out_an_article_is_no_table() -> None:
    long = "".join(f"<text:p>{letter * 300}</text:p>" for letter in "AB")
    cells = f"<table:table-cell>{long}</table:table-cell><table:table-cell><text:p>C</text:p></table:table-cell>"
    rows = f"<table:table-rows><table:table-row>{cells}</table:table-row></table:table-rows>"
    assert text_of(with_body(f"<table:table>{rows}</table:table>")) == "A" * 300 + "\n\n" + "B" * 300 + "\n\nC"


def spreadsheet() -> bytes:
    return saved(OpenDocumentSpreadsheet())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (made(), "its text is empty"),
        (DATA[:-300], "the file is damaged or cut off: it has no list of its parts"),
        (packed({"a.txt": b"x"}), "an OpenDocument text has a part content.xml, which is missing"),
        (spreadsheet(), "the file is no OpenDocument text: it has another content"),
        (packed({PART: b"<a><b>"}), "its part content.xml is damaged: no element found"),
        (packed({PART: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
         "it declares a document type, as no office program does"),
        (packed({PART: b"<a>" * 300 + b"</a>" * 300}), "content.xml is nested too deeply"),
        (
            packed({
                "META-INF/manifest.xml": f"<manifest:manifest {NAMES}><manifest:file-entry>"
                "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>".encode(),
                PART: b"\x00\x01",
            }),
            "it is protected by a password",
        ),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(data: bytes, reason: str) -> None:
    assert refusal(OdtReader(), data) == reason


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_document, "_PART", 1 << 20)
    assert (
        refusal(OdtReader(), packed({PART: b" " * (2 << 20)})) == "its part content.xml unpacks to more than 1 MiB"
    )
    monkeypatch.setattr(open_document, "_MOST_BLANKS", 5)
    assert text_of(with_body("<text:p>A<text:s text:c='999999999'/>B</text:p>")) == "A     B"


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.bin", DATA, True),
        ("a.odt", b"PK\x03\x04", True),
        ("a.zip", packed({"a.txt": b"x"}), False),
        ("a.odt", b"text", False),
        ("a.ods", spreadsheet(), False),
    ],
)
def test_documents_are_known_by_content(name: str, head: bytes, accepted: bool) -> None:
    assert OdtReader().accepts(PurePath(name), head) is accepted
    assert not DocxReader().accepts(PurePath(name), head)


@given(st.data())
def test_damaged_documents_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (b"<", b"&", b"</text:p>", b"<table:table>", b"<text:s/>", b"&#x1;", b"\xff", b"<!DOCTYPE a>")
    read(OdtReader(), data.draw(damaged(DATA) | damaged_parts(DATA, foreign)))


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)


@given(st.lists(WORDS.map(lambda words: " ".join(words.split(" "))).filter(str.strip), min_size=1))
def test_every_text_comes_back(paragraphs: list[str]) -> None:
    wanted = [" ".join(part for part in paragraph.split(" ") if part) for paragraph in paragraphs]
    assert text_of(made(*wanted)) == "\n\n".join(wanted)
