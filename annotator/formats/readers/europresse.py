"""Articles of the press database Europresse, as the page that it delivers for many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import decode_markup, head_text
from annotator.formats.readers.table import CsvReader


class EuropresseReader:
    """Reads each article of a page with title, source, authors, date and address."""

    name = "europresse"
    suffixes: tuple[str, ...] = (".html", ".htm")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the classes of its elements, or of the styles for them before these."""
        # Most files are none; these names are much faster to look for in bytes.
        if b"DocPublicationName" not in head and b"titreArticle" not in head and b"docOcurrContainer" not in head:
            return False
        if path.suffix.lower() in CsvReader.suffixes:
            return False
        from annotator.formats.europresse import looks_like_europresse

        return looks_like_europresse(head_text(head))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each article; the line of a refusal is where the article begins."""
        from annotator.formats.europresse import europresse_articles
        from annotator.formats.press import read_drafts

        yield from read_drafts(stream, decode_markup, europresse_articles, codebook, file, on_bytes)
