"""Articles of the press database Nexis as text; its Word and RTF documents have readers of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import decode, head_text
from annotator.formats.readers.table import CsvReader

_MARKS = ("DOCUMENT", "Dokument ", "Document", "Body", "Tekst", "Hoofdtekst", "Cuerpo", "Texto", "Corpo", "Testo")


class NexisReader:
    """Reads each article of a download with title, source, authors, date and language."""

    name = "nexis"
    suffixes: tuple[str, ...] = (".txt",)
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

        return looks_like_nexis(text.replace("\r\n", "\n"))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each article; the line of a refusal is where the article begins."""
        from annotator.formats.nexis import nexis_articles
        from annotator.formats.press import drafts, read_text

        try:
            text, encoding = read_text(stream, decode, on_bytes)
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield from drafts(nexis_articles(text), codebook, file, PurePath(file).name, encoding)
