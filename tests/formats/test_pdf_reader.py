"""The fixtures are made by ReportLab and by Qt, which write PDFs in quite different ways."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from html import escape
from pathlib import Path, PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)

from annotator.core.models import Draft
from annotator.formats import pdf_lines, pdf_streams
from annotator.formats.readers import pdf
from annotator.formats.readers.pdf import PdfReader
from tests.formats.fuzzing import damaged, draft, read, refusal

WIDTH, HEIGHT = A4
HEADLINE = "Kräne stehen still am großen Hafen, und die Schiffe warten"
BODY = [
    f"Am Tag {day} legten die Arbeiter die Arbeit nieder, weil die Gespräche über den Tarifvertrag gescheitert "
    f"waren. „Wir bleiben vor dem Tor“, sagte die Sprecherin Ilse Wendt, und niemand widersprach ihr in dieser "
    f"langen Nacht am Wasser, in der {day} Feuer brannten. Die Reederei kündigte ein neues Angebot an, das "
    f"nun geprüft wird."
    for day in range(1, 31)
]


def drawn(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF with pages that are drawn by hand."""
    out = io.BytesIO()
    canvas = Canvas(out, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(text: str, x: float = 50, y: float = 700, size: float = 10) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        written = canvas.beginText(x, y)
        written.setFont("Helvetica", size, 1.2 * size)
        written.textLines(text)
        canvas.drawText(written)

    return draw


def typeset(columns: int, alignment: int, **properties: str) -> bytes:
    """A newspaper's pages: a headline over columns, with running heads."""

    def heads(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, HEIGHT - 30, "Hafenbote – Wirtschaft")
        canvas.drawRightString(WIDTH - 50, HEIGHT - 30, f"Seite {document.page}")
        canvas.drawCentredString(WIDTH / 2, 25, str(document.page))

    def frames(height: float) -> list[Frame]:
        width = (WIDTH - 100 - 18 * (columns - 1)) / columns
        return [Frame(50 + n * (width + 18), 60, width, height, 0, 0, 0, 0) for n in range(columns)]

    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, **properties)
    title = Frame(50, HEIGHT - 150, WIDTH - 100, 90, 0, 0, 0, 0)
    first = PageTemplate("first", [title, *frames(HEIGHT - 220)], onPage=heads)
    document.addPageTemplates([first, PageTemplate("next", frames(HEIGHT - 120), onPage=heads)])
    large = ParagraphStyle("large", fontName="Helvetica-Bold", fontSize=22, leading=26)
    small = ParagraphStyle("small", fontName="Times-Roman", fontSize=9.5, leading=11.5, alignment=alignment)
    small.firstLineIndent = 10
    story = [
        NextPageTemplate("next"),
        Paragraph(HEADLINE, large),
        FrameBreak(),
        *(Paragraph(t, small) for t in BODY),
    ]
    document.build(story)
    return out.getvalue()


def text(data: bytes) -> str:
    return draft(PdfReader(), data).article.text


@pytest.mark.parametrize("alignment", [0, 4])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_newspaper_page_is_one_article(columns: int, alignment: int) -> None:
    data = typeset(columns, alignment, title="layout_s03.indd", author="Ilse Wendt und Jan Ohlsen")
    article = draft(PdfReader(), data, "in/hafen.pdf").article
    assert article.text.split("\n\n") == [HEADLINE, *BODY]
    assert (article.title, article.authors) == (HEADLINE, ("Ilse Wendt", "Jan Ohlsen"))
    assert (article.published, article.file) == (None, "hafen.pdf")


def test_the_address_that_a_browser_printed_is_the_articles_and_so_are_byline_and_date() -> None:
    def draw(canvas: Canvas) -> None:
        for line, x, y in (
            ("14/03/2025, 10:15", 30, 820),
            ("Kräne stehen still - Hafenbote", 220, 820),
            ("https://bote.example/kraene", 30, 20),
            ("1/1", 550, 20),
        ):
            lines(line, x, y, 8)(canvas)
        lines("Kräne stehen still", y=760, size=20)(canvas)
        lines("Von Ilse Wendt", y=735)(canvas)
        lines("13. März 2025, 08:05 Uhr", y=715)(canvas)
        lines("Am Tag legten die Arbeiter die Arbeit nieder, weil die Gespräche gescheitert waren.", y=690)(canvas)

    found = draft(PdfReader(), drawn(draw))
    assert (found.article.title, found.article.authors) == ("Kräne stehen still", ("Ilse Wendt",))
    assert (found.article.url, found.article.published) == ("https://bote.example/kraene", "2025-03-13")
    assert "Hafenbote" not in found.article.text
    zoned = " ".join(found.article.text[zone.start : zone.end] for zone in found.zones)
    assert " ".join(zoned.split()) == "Von Ilse Wendt 13. März 2025, 08:05 Uhr"


NEXIS: tuple[str, ...] = (
    *(
        "{0}",
        "{1}",
        "March 13, 2025 Thursday",
        "",
        "Copyright 2025 Bote All Rights Reserved",
        "",
        "Length: 212 words",
    ),
    *("Byline: Ilse Wendt", "", "Body", "", "*", "Classification", "", "Language: GERMAN", "", "End of Document"),
)
FACTIVA: tuple[str, ...] = (
    *("{0}", "Von Ilse Wendt", "212 Wörter", "13. März 2025", "{1}", "HABO", "Deutsch", "(c) 2025 Bote", "", "*"),
    "Dokument HABO000020250313el3d0001r",
)


@pytest.mark.parametrize("layout", [NEXIS, FACTIVA])
def test_downloads_from_press_databases_are_read_article_by_article(layout: tuple[str, ...]) -> None:
    style = getSampleStyleSheet()["Normal"]
    told = [(HEADLINE, "Hafenbote", BODY[:12]), ("Das Angebot", "Neue Rundschau", BODY[12:14])]
    parts: list[Flowable] = []
    for title, source, body in told:
        for line in layout:
            texts = body if line == "*" else [line.format(title, source)]
            for text in texts:
                parts += [Paragraph(escape(text), style) if text else Spacer(1, 12)]
                parts += [Spacer(1, 10)] if line == "*" else []
        parts.append(PageBreak())
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(parts)
    found = [item.article for item in read(PdfReader(), out.getvalue()) if isinstance(item, Draft)]
    assert [(one.title, one.source, one.text.split("\n\n")) for one in found] == told
    assert {(one.authors, one.published, one.lang) for one in found} == {(("Ilse Wendt",), "2025-03-13", "de")}


@pytest.mark.parametrize("size", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A5])
def test_a_printed_page_is_one_article(qapp: object, tmp_path: Path, size: QPageSize.PageSizeId) -> None:
    document = QTextDocument()
    document.setDefaultFont(QFont("Serif", 9))  # not the one that a test of the window has left behind
    body = BODY[:2]  # one page: Qt prints a line that a page's end cuts on both pages
    table = "<table cellpadding='4'><tr><td>Tag</td><td>Schiffe</td></tr></table>"
    items = f"<h2>Zahlen</h2>{table}<ul><li>Erstens</li></ul>"
    document.setHtml(f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{part}</p>" for part in body) + items)
    writer = QPdfWriter(str(tmp_path / "a.pdf"))
    writer.setPageSize(QPageSize(size))
    document.print_(writer)
    article = draft(PdfReader(), (tmp_path / "a.pdf").read_bytes()).article
    parts = article.text.split("\n\n")
    assert article.title == parts[0] == HEADLINE
    assert parts[1 : len(body) + 1] == body
    assert [part.split() for part in parts[len(body) + 1 :]] == [["Zahlen"], ["Tag", "Schiffe"], ["Erstens"]]


@pytest.mark.parametrize(
    ("known", "title"),
    [
        ("Streik im Hafen", "Streik im Hafen"),
        ("Microsoft Word - a.doc", "Erste Zeile"),
        ("untitled", "Erste Zeile"),
        ("2025-03-13_S3", "Erste Zeile"),
        ("Seite 3", "Erste Zeile"),
    ],
)
def test_a_title_that_nobody_wrote_is_none(known: str, title: str) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setTitle(known)
        lines("Erste Zeile\n\nZweite Zeile")(canvas)

    assert draft(PdfReader(), drawn(page)).article.title == title


def test_broken_words_are_made_whole() -> None:
    assert text(drawn(lines("Die Hafenar-\nbeiter gehen zu den US-\nKränen und bleiben."))) == (
        "Die Hafenarbeiter gehen zu den US-Kränen und bleiben."
    )


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_may_lie_on_their_side(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(turn)
        lines("Die Kräne stehen still, weil\ndie Arbeiter es wollen.", -200, 100)(canvas)
        canvas.rotate(90)
        canvas.drawString(-100, 220, "Foto: Ohlsen")

    assert text(drawn(page)) == "Die Kräne stehen still, weil die Arbeiter es wollen."


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "grey")), 0, 0, WIDTH, HEIGHT)


def test_scanned_pages_are_refused() -> None:
    reason = "scanned: pictures without text, for which it needs OCR"
    assert refusal(PdfReader(), drawn(picture)) == f"its page is {reason}"
    assert refusal(PdfReader(), drawn(picture, picture)) == f"all its 2 pages are {reason}"
    some = drawn(picture, picture, lines("Eine Seite"))
    assert refusal(PdfReader(), some) == f"2 of its 3 pages are {reason}"
    assert text(drawn(picture, lines("Eine Seite"))) == "Eine Seite"


def encrypted(user: str) -> bytes:
    return drawn(lines("Geheim"), encrypt=pdfencrypt.StandardEncryption(user, "owner", canCopy=0))


def test_a_password_is_asked_for_only_where_one_is_needed() -> None:
    assert refusal(PdfReader(), encrypted("secret")) == "it is protected by a password"
    assert text(encrypted("")) == "Geheim"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"plain", "the file is no PDF"),
        (b"%PDF-1.7\n%%EOF", "the file is damaged: it can't be opened as a PDF"),
        (drawn(lines("Text"))[:-30], "the file is damaged or cut off: it has no end"),
        (drawn(lines("")), "it has no text"),
        (drawn(lines("- 12 -", 290, 20)), "its text is empty"),
        (
            b"%PDF-1.7\n1 0 obj<</Linearized 1/L 99999>>endobj\n%%EOF",
            "the file is damaged or cut off: it has no end",
        ),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, reason: str) -> None:
    assert refusal(PdfReader(), data) == reason


def test_letters_that_nobody_can_tell_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn(lines("Die Kräne stehen"))
    monkeypatch.setattr(pdf_lines, "_LIGATURES", {ord(c): "\ue012" for c in "ehnr"})
    assert refusal(PdfReader(), data) == "it doesn't tell what most of its letters are, so that its pages need OCR"
    monkeypatch.setattr(pdf_lines, "_LIGATURES", {ord("D"): "\ufb01"} | {ord("s"): "\ue012"})
    assert text(data) == "\ufb01ie Kräne \ue012tehen"


def test_monsters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    page = lines("Text " * 20)
    monkeypatch.setattr(pdf, "MAX_PAGES", 3)
    assert refusal(PdfReader(), drawn(*[page] * 4)) == "it has 4 pages; more than 3 are no article"
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 250)
    assert refusal(PdfReader(), drawn(*[page] * 3)) == "it has more than 250 characters"
    monkeypatch.setattr(pdf_lines, "MAX_CHARACTERS", 50)
    assert refusal(PdfReader(), drawn(page)) == "a page of it has more than 50 characters"


def with_content(content: bytes, filters: bytes) -> bytes:
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    objects = b"".join(b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    content = b"BT /F1 9 Tf 9 9 Td (Text) Tj ET"
    huge = content + b" " * pdf_streams.MAX_STREAM
    reason = "a part of it unpacks to more than 16 MiB"
    flate = zlib.compress(huge)
    for packed, filters in (
        (flate, b"/FlateDecode"),
        (zlib.compress(flate), b"[/FlateDecode/FlateDecode]"),
        (base64.a85encode(flate) + b"~>", b"[/ASCII85Decode /FlateDecode]"),
        (flate.hex().encode() + b">", b"[/AHx/Fl]"),
    ):
        assert refusal(PdfReader(), with_content(packed, filters)) == reason
        small = {b"/F": zlib.compress(content), b"[/F": zlib.compress(zlib.compress(content))}
        if filters[:3] in small or filters[:2] in small:
            assert text(with_content(small.get(filters[:3], zlib.compress(content)), filters)) == "Text"


def test_parts_that_are_not_packed_as_they_say_are_left_to_the_library() -> None:
    for filters in (b"/FlateDecode", b"[/A85/Fl]", b"[/ASCIIHexDecode/Fl]"):
        assert refusal(PdfReader(), with_content(b"\xff{{{ zz", filters)) == "it has no text"


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.bin", b"%PDF-1.4", True),
        ("a.pdf", b"HTTP/1.1 200\r\n\r\n%PDF-1.4", True),
        ("a.txt", b"It begins with %PDF-", False),
        ("a.pdf", b"<html>", False),
    ],
)
def test_pdfs_are_known_by_content(name: str, head: bytes, accepted: bool) -> None:
    assert PdfReader().accepts(PurePath(name), head) is accepted


def test_two_threads_may_read() -> None:
    data = typeset(2, 4)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(text(data))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_the_library_is_imported_only_when_it_is_needed() -> None:
    code = "import sys, annotator.formats.readers.pdf; assert 'pypdfium2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


PLAIN = drawn(lines("Die Kräne\nstehen still-\nund"), lines("Seite zwei", size=20), pageCompression=0)
PACKED = drawn(lines("Die Kräne\nstehen still."), picture, pageCompression=1)


@given(st.data())
def test_damaged_files_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (
        b"<<",
        b">>",
        b"[",
        b" 0 R",
        b"(",
        b")",
        b"-1",
        b"99999999",
        b"endobj",
        b"endstream",
        b" BT",
        b" ET",
    )
    read(PdfReader(), data.draw(damaged(data.draw(st.sampled_from([PLAIN, PACKED])), foreign)))
    read(PdfReader(), data.draw(damaged(PLAIN, foreign)) + b"\n%%EOF\n")
