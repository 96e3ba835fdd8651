"""Articles of the press database Factiva, as saved pages, as XML and as text; its RTF has a reader of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.readers.table import CsvReader

if TYPE_CHECKING:
    from annotator.formats.press import Found

_MARKS = (
    "activa",
    "Article",
    "accessionNo",
    "ppsarticle",
    "ords",
    "rter",
    "mots",
    "oorden",
    "alabras",
    "alavras",
    "arole",
    "HD",
)


class FactivaReader:
    """Reads each article of a download with title, source, authors, date and language."""

    name = "factiva"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xml", ".txt")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content: its elements, or how the heads of its articles are made; in a table, they are cells."""
        if path.suffix.lower() in CsvReader.suffixes:
            return False
        text = head_text(head)
        # Most files are none; these words are much faster to look for than lines.
        if not any(mark in text for mark in _MARKS):
            return False
        from annotator.formats.factiva import looks_like_page, looks_like_text, looks_like_xml

        return looks_like_page(text) or looks_like_xml(text) or looks_like_text(text.replace("\r\n", "\n"))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each article; the line of a refusal is where the article begins."""
        from annotator.formats.factiva import (
            looks_like_page,
            looks_like_xml,
            page_articles,
            text_articles,
            xml_articles,
        )
        from annotator.formats.press import decode_download, read_drafts

        def articles(text: str) -> Iterator[Found]:
            if looks_like_page(text):
                return page_articles(text)
            return xml_articles(text) if looks_like_xml(text) else text_articles(text)

        yield from read_drafts(stream, decode_download, articles, codebook, file, on_bytes)
