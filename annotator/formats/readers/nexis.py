"""Articles of the press database Nexis as text and as pages; its documents have readers of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.readers.table import CsvReader

_PAGE = re.compile(
    r"\d of \d+ DOCUMENT|Dokument \d+ von \d|Document \d+ (?:of|de|van) \d"
    r"|>\s*(?:End of Document|Ende des Dokuments|Fin du document)"
)
_MARKS = (
    "DOCUMENT",
    "Dokument ",
    "Document ",
    "Documento ",
    "Body",
    "Tekst",
    "Hoofdtekst",
    "Cuerpo",
    "Texto",
    "Corpo",
    "Testo",
)


class NexisReader:
    """Reads each article of a download with title, source, authors, date and language."""

    name = "nexis"
    suffixes: tuple[str, ...] = (".txt", ".html", ".htm")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content: what stands before and around the articles; in a table, they are cells of it."""
        if path.suffix.lower() in CsvReader.suffixes:
            return False
        text = head_text(head)
        # Most files are none; these words are much faster to look for than lines.
        if not any(word in text for word in _MARKS):
            return False
        from annotator.formats.nexis import looks_like_nexis
        from annotator.formats.press import is_page, shown_text

        if is_page(text) and _PAGE.search(text) is None:
            return False
        return looks_like_nexis(shown_text(text.replace("\r\n", "\n")))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each article."""
        from annotator.formats.nexis import nexis_articles
        from annotator.formats.press import download_drafts

        yield from download_drafts(stream, nexis_articles, codebook, file, on_bytes)
