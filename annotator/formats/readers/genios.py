"""Articles of the press database GENIOS (wiso) as text and as a page; its documents have readers of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.readers.table import CsvReader


class GeniosReader:
    """Reads each article of a download with title, source, authors, date and address."""

    name = "genios"
    suffixes: tuple[str, ...] = (".txt", ".html", ".htm")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By what is said behind an article; in a table, it is part of a cell."""
        # Most files are none; this is much faster to look for than lines.
        if path.suffix.lower() in CsvReader.suffixes or b"Dauerhafte Adresse" not in head:
            return False
        from annotator.formats.genios import looks_like_genios
        from annotator.formats.press import shown_text

        return looks_like_genios(shown_text(head_text(head).replace("\r\n", "\n")))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each article."""
        from annotator.formats.genios import genios_articles
        from annotator.formats.press import download_drafts

        yield from download_drafts(stream, genios_articles, codebook, file, on_bytes)
