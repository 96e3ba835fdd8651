from __future__ import annotations

import datetime
import io
import subprocess
import sys
from pathlib import PurePath
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import office, word
from annotator.formats.readers.binary import COMPOUND
from annotator.formats.readers.docx import DocxReader
from tests.formats.fuzzing import damaged, damaged_parts, draft, packed, read, refusal, unpacked

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PART = "word/document.xml"
SHOWN = "<w:vanish w:val='0'/>"


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made(*paragraphs: str, **properties: Any) -> bytes:
    """A document as python-docx writes it."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for name, value in ({"author": "", "title": ""} | properties).items():
        setattr(document.core_properties, name, value)
    return saved(document)


def with_body(body: str) -> bytes:
    """A document with this content of its body, in WordprocessingML."""
    content = f'<w:document xmlns:w="{W}" xmlns:mc="urn:mc" xmlns:wp="urn:wp"><w:body>{body}</w:body></w:document>'
    return packed(dict(unpacked(made())) | {PART: content.encode()})


def text(data: bytes) -> str:
    return draft(DocxReader(), data).article.text


def run(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{content}</w:t></w:r>"


WHOLE = docx.Document()
WHOLE.add_heading("Kräne stehen still", 0)
WHOLE.add_paragraph("Am Hafen ruht die Arbeit.").add_run(" „Wir bleiben“, sagte Wendt 🙂.").bold = True
WHOLE.add_heading("Das Angebot", 1)
WHOLE.add_paragraph("Erstens", style="List Bullet")
TABLE = WHOLE.add_table(2, 2)
for place, cell in enumerate(["Tag", "Schiffe", "Montag", "3"]):
    TABLE.cell(place // 2, place % 2).text = cell
WHOLE.add_paragraph("Ende.")
WHOLE.sections[0].header.paragraphs[0].text = "Running head"
WHOLE.sections[0].footer.paragraphs[0].text = "Page 1"
WHOLE.add_comment(WHOLE.paragraphs[1].runs, "A remark", author="Jan")
WHOLE.core_properties.author = "Ilse Wendt; Jan Ohlsen"
WHOLE.core_properties.title = "Hafen alt"
WHOLE.core_properties.language = "de-DE"
WHOLE.core_properties.created = datetime.datetime(2025, 3, 13, 8, 5)
DATA = saved(WHOLE)


def test_a_document_is_one_article() -> None:
    article = draft(DocxReader(), DATA, "in/hafen.docx").article
    assert article.text == (
        "Kräne stehen still\n\nAm Hafen ruht die Arbeit. „Wir bleiben“, sagte Wendt 🙂.\n\nDas Angebot\n\n"
        "Erstens\n\nTag\tSchiffe\nMontag\t3\n\nEnde."
    )
    assert (article.title, article.authors) == ("Kräne stehen still", ("Ilse Wendt", "Jan Ohlsen"))
    assert (article.published, article.lang, article.file) == (None, "de-DE", "hafen.docx")


@pytest.mark.parametrize(
    ("properties", "title", "authors"),
    [
        ({"title": "Hafen", "author": "Ilse Wendt"}, "Hafen", ("Ilse Wendt",)),
        ({"title": "Microsoft Word - alt.doc", "author": "python-docx"}, "Erste Zeile", ()),
        ({"title": "Dokument1", "author": "Administrator"}, "Erste Zeile", ()),
        ({}, "Erste Zeile", ()),
    ],
)
def test_properties_that_nobody_wrote_are_none(properties: Any, title: str, authors: tuple[str, ...]) -> None:
    article = draft(DocxReader(), made("Erste Zeile", "Zweite", **properties)).article
    assert (article.title, article.authors) == (title, authors)


def test_the_text_names_the_author_rather_than_who_typed_it() -> None:
    document = docx.Document()
    document.core_properties.author = "Olga Tipper"
    document.add_heading("Kräne stehen still", 1)
    for line in (
        "Von Ilse Wendt",
        "13. März 2025",
        "Die Kräne am Hafen stehen seit Dienstag still, heißt es dort.",
    ):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    found = draft(DocxReader(), out.getvalue())
    assert (found.article.authors, found.article.published) == (("Ilse Wendt",), "2025-03-13")
    assert {zone.kind for zone in found.zones} == {"byline"}


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        f"<w:p>{run('Sie ')}<w:del>{run('geht')}<w:r><w:delText>geht</w:delText></w:r></w:del>"
        f"<w:ins>{run('bleibt')}</w:ins>{run('.')}<w:moveFrom>{run('weg')}</w:moveFrom>"
        f"<w:moveTo>{run(' Da.')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Eins ')}</w:p><w:p>{run('und zwei.')}</w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('x')}</w:p></w:tc></w:tr></w:tbl>"
    )
    assert text(with_body(body)) == "Sie bleibt. Da.\n\nEins und zwei."


def test_what_is_not_printed_is_left_out() -> None:
    body = (
        f"<w:p>{run('A')}{run('hidden', '<w:vanish/>')}{run('B', SHOWN)}"
        "<w:r><w:footnoteReference/></w:r><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        f"<w:hyperlink>{run(' link')}</w:hyperlink><w:ruby><w:rt>{run('r')}</w:rt>"
        f"<w:rubyBase>{run(' base')}</w:rubyBase></w:ruby></w:p><w:p/>"
        "<w:p><w:r><w:tab/><w:t>C</w:t><w:br/><w:t>D</w:t><w:br w:type='page'/><w:noBreakHyphen/><w:softHyphen/>"
        "<w:t>E</w:t></w:r></w:p>"
    )
    assert text(with_body(body)) == "AB link base\n\n\tC\nD\u2011E"


def test_content_controls_and_boxes_are_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Kasten')}</w:p></w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtPr>{run('no')}</w:sdtPr><w:sdtContent><w:p>{run('Eins')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtContent>{run('Zwei')}</w:sdtContent></w:sdt><w:r><mc:AlternateContent><mc:Choice>"
        f"<w:drawing><wp:x>{run('no')}{box}</wp:x></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text(with_body(body)) == "Eins\n\nZwei\n\nKasten"


def test_a_table_that_lays_out_an_article_is_no_table() -> None:
    cell = f"<w:tc><w:p>{run('A' * 300)}</w:p><w:p>{run('B' * 300)}</w:p></w:tc>"
    assert text(with_body(f"<w:tbl><w:tr>{cell}<w:tc><w:p>{run('C')}</w:p></w:tc></w:tr></w:tbl>")) == (
        "A" * 300 + "\n\n" + "B" * 300 + "\n\nC"
    )
    single = "".join(f"<w:tr><w:tc><w:p>{run(name)}</w:p></w:tc></w:tr>" for name in "AB")
    assert text(with_body(f"<w:tbl>{single}</w:tbl>")) == "A\n\nB"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (made(), "its text is empty"),
        (DATA[:-3000], "the file is damaged or cut off: it has no list of its parts"),
        (packed({"a.txt": b"x"}), "the file is no Word document: it has no word/document.xml"),
        (packed({PART: b"<html/>"}), "the file is no Word document: it begins with 'html'"),
        (packed({PART: b"<document><body>"}), "its part word/document.xml is damaged: no element found"),
        (packed({PART: b"<!DOCTYPE a [<!ENTITY b 'c'>]><document/>"}),
         "it declares a document type, as no office program does"),
        (packed({PART: b"<document><body>" + b"<p>" * 300 + b"</p>" * 300 + b"</body></document>"}),
         "word/document.xml is nested too deeply"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
        (COMPOUND, "it is an old office document, not a Word document of today; save it as one"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(data: bytes, reason: str) -> None:
    assert refusal(DocxReader(), data) == reason


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_PART", 1 << 20)
    monkeypatch.setattr(office, "_MAX_ELEMENTS", 1000)
    spaces = packed({PART: b" " * (2 << 20)})
    assert refusal(DocxReader(), spaces) == "its part word/document.xml unpacks to more than 1 MiB"
    elements = packed({PART: b"<document>" + b"<p></p>" * 1000})
    assert refusal(DocxReader(), elements) == "its part word/document.xml has more than 1,000 elements"


def test_links_to_other_files_are_left_alone() -> None:
    parts = dict(unpacked(DATA))
    name = "word/_rels/document.xml.rels"
    link = (
        '<Relationship Id="x" Type="x/styles" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    parts[name] = parts[name].replace(b"</Relationships>", link.encode())
    assert text(packed(parts)) == text(DATA)
    parts[name] = parts[name].replace(b'Target="styles.xml"', b'Target="../../../etc/styles.xml"')
    assert draft(DocxReader(), packed(parts)).article.title == "Hafen alt"


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.bin", DATA, True),
        ("a.docx", b"PK\x03\x04", True),
        ("a.zip", packed({"a.txt": b"x"}), False),
        ("a.docx", b"text", False),
        ("a.docx", COMPOUND, True),
        ("a.doc", COMPOUND, True),
        ("a.xls", COMPOUND, False),
    ],
)
def test_documents_are_known_by_content(name: str, head: bytes, accepted: bool) -> None:
    assert DocxReader().accepts(PurePath(name), head) is accepted


def test_what_unpacks_is_imported_only_when_it_is_needed() -> None:
    code = "import sys, annotator.formats.readers.docx; assert 'annotator.formats.office' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.data())
def test_damaged_documents_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (b"<", b"&", b"</w:p>", b"<w:tbl>", b"<w:del>", b"&#x1;", b"\xff", b"<!DOCTYPE a>")
    read(DocxReader(), data.draw(damaged(DATA) | damaged_parts(DATA, foreign)))


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)


@settings(max_examples=25)
@given(st.lists(WORDS.filter(str.strip), min_size=1))
def test_every_text_comes_back(paragraphs: list[str]) -> None:
    assert text(made(*paragraphs)) == "\n\n".join(paragraphs)
