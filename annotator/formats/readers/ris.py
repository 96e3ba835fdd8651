"""References in RIS, whose abstracts are the texts (see :mod:`annotator.formats.ris`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import decode, head_text


class RisReader:
    """Reads each reference that has an abstract, with title, source, authors, date, language and address."""

    name = "ris"
    suffixes: tuple[str, ...] = (".ris",)
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the first lines, or by the name."""
        if path.suffix.lower() in self.suffixes:
            return True
        if b"TY  -" not in head[:1000]:
            return False
        from annotator.formats.ris import looks_like_ris

        return looks_like_ris(head_text(head).replace("\r\n", "\n"))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each reference; the line of a refusal is where the reference begins."""
        from annotator.formats.press import read_drafts
        from annotator.formats.ris import ris_articles

        yield from read_drafts(stream, decode, ris_articles, codebook, file, on_bytes)
