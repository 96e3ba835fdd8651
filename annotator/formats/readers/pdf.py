"""PDF files with a text layer: one file is one article. Nothing is run, and no page is drawn."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from statistics import median
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers.binary import read_whole
from annotator.formats.record import TITLE_LENGTH, parse_record

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from annotator.formats.pdf_layout import Block, Page

MAX_PAGES = 1000
MAX_CHARACTERS = 5_000_000
"""Of a document; a book has some 500,000."""

_SIGNATURE_WITHIN = 1024
_END_WITHIN = 1 << 16
_LINEARIZED = re.compile(rb"/Linearized\b")
_LENGTH = re.compile(rb"/L\s+(\d{1,12})")
_SCANNED = 0.5  # of the pages with pictures, that have no text
_UNKNOWN = 0.3  # of the characters: a few symbols are in private use everywhere
_LARGE = 1.25  # of the text's height: a headline
_PASSWORD = 4  # FPDF_ERR_PASSWORD
# PDFium is not to be entered by two threads at once.
_LOCK = threading.Lock()


class PdfReader:
    """Reads the text layer in the order in which one reads it; the title is the headline or the document's own.

    When a PDF was made is no date of publication, so that one is left open.
    """

    name = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)
    binary = True

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content; some servers put a few bytes before it."""
        found = head.find(b"%PDF-", 0, _SIGNATURE_WITHIN)
        return found == 0 or (found > 0 and path.suffix.lower() in self.suffixes)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, paragraphs apart by an empty line, or one refusal; of a download, one for each article."""
        from annotator.formats.pdf_streams import check_streams

        try:
            data = read_whole(stream, on_bytes)
            _check_whole(data)
            check_streams(data)
            with _LOCK:
                items = _items(data, codebook, file)
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield from items


def _check_whole(data: bytes) -> None:
    """PDFium mends what it can: of a file that is cut off it would show the first pages as if they were all."""
    if b"%PDF-" not in data[:_SIGNATURE_WITHIN]:
        raise ValueError("the file is no PDF")
    head = data[:_SIGNATURE_WITHIN]
    length = _LENGTH.search(head) if _LINEARIZED.search(head) else None
    if b"%%EOF" not in data[-_END_WITHIN:] or (length is not None and int(length[1]) > len(data)):
        raise ValueError("the file is damaged or cut off: it has no end")


def _items(data: bytes, codebook: Codebook, file: str) -> Iterator[Draft | Refusal]:
    # 40 ms to import.
    from pypdfium2 import PdfDocument, PdfiumError

    from annotator.formats.databases import press_articles
    from annotator.formats.pdf_layout import document_blocks, paragraphs
    from annotator.formats.press import drafts

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise ValueError("it is protected by a password") from None
        raise ValueError("the file is damaged: it can't be opened as a PDF") from None
    try:
        pages = _pages(document)
        known = {key: value.strip("\0 ") for key, value in document.get_metadata_dict().items()}
    except PdfiumError:
        raise ValueError("the file is damaged: a page of it can't be read") from None
    finally:
        document.close()
    blocks = document_blocks(pages)
    name = PurePath(file).name
    articles = press_articles("\n\n".join(paragraphs(blocks, as_set=True)))
    if articles is not None:
        return drafts(articles, codebook, file, name)
    return iter([_draft(pages, blocks, known, codebook, name)])


def _draft(
    pages: Sequence[Page], blocks: Sequence[Block], known: dict[str, str], codebook: Codebook, file: str
) -> Draft:
    from annotator.formats.pdf_layout import ADDRESS, paragraphs
    from annotator.formats.properties import known_authors, known_title
    from annotator.formats.zones.drafts import mark_document

    text = "\n\n".join(paragraphs(blocks))
    title = _title(known_title(known.get("Title", "")), blocks, text)[:TITLE_LENGTH].rstrip()
    dropped = (piece.text.strip() for piece in pages[0].dropped)
    url = next((line for line in dropped if ADDRESS.fullmatch(line)), None)
    record = {"text": text.replace("\0", ""), "title": title, "meta": {"url": url}}
    draft = parse_record(record, codebook, file)
    return mark_document(draft, bool(title), known_authors(known.get("Author", "")))


def _pages(document: PdfDocument) -> list[Page]:
    import pypdfium2.raw as pdfium

    from annotator.formats.pdf_layout import Page
    from annotator.formats.pdf_lines import page_pieces

    if len(document) > MAX_PAGES:
        raise ValueError(f"it has {len(document):,} pages; more than {MAX_PAGES:,} are no article")
    pages: list[Page] = []
    characters = scanned = 0
    for number in range(len(document)):
        page = document[number]
        try:
            pieces, height = page_pieces(page)
            if not pieces:
                scanned += any(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
        finally:
            page.close()
        characters += sum(len(piece.text) for piece in pieces)
        if characters > MAX_CHARACTERS:
            raise ValueError(f"it has more than {MAX_CHARACTERS:,} characters")
        pages.append(Page(pieces, height))
    if scanned and (not characters or scanned > _SCANNED * len(pages)):
        raise ValueError(f"{_count(scanned, len(pages))} scanned: pictures without text, for which it needs OCR")
    if not characters:
        raise ValueError("it has no text")
    unknown = sum(map(_is_unknown, (c for page in pages for piece in page.pieces for c in piece.text)))
    if unknown > _UNKNOWN * characters:
        raise ValueError("it doesn't tell what most of its letters are, so that its pages need OCR")
    return pages


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " "


def _count(scanned: int, total: int) -> str:
    if total == 1:
        return "its page is"
    return f"all its {total} pages are" if scanned == total else f"{scanned} of its {total} pages are"


def _title(known: str, blocks: Sequence[Block], text: str) -> str:
    """The headline, unless the document's own title is another line of its text, as that of a layout is not."""
    headline = _headline(blocks)
    own = _folded(known)
    if not headline or (own and own not in _folded(headline) and own in _folded(text[: 20 * TITLE_LENGTH])):
        return known
    return headline


def _headline(blocks: Sequence[Block]) -> str:
    """What is set largest on the first page, if it is larger than the text."""
    if not blocks:
        return ""
    heights = [line.piece.height for block in blocks for line in block.lines for _ in line.text.split()]
    usual = median(heights)
    first = [block for block in blocks if block.page == blocks[0].page and len(block.text) > 3]
    if not first:
        return ""
    largest = max(block.height for block in first)
    if largest < _LARGE * usual:
        return ""
    at = next(number for number, block in enumerate(first) if block.height == largest)
    # A headline of several lines may have come as several blocks.
    parts = [first[at].text]
    for block in first[at + 1 :]:
        if abs(block.height - largest) > 0.05 * largest or len(" ".join(parts)) > TITLE_LENGTH:
            break
        parts.append(block.text)
    return " ".join(" ".join(parts).split())


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
