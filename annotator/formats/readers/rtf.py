"""RTF documents: one file is one article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers.binary import read_whole
from annotator.formats.record import parse_record


class RtfReader:
    """Reads paragraphs and tables; title, author and date of making come from the document's properties."""

    name = "rtf"
    suffixes: tuple[str, ...] = (".rtf",)
    binary = True

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content, whatever the name: Word saves it as .doc, too."""
        return head.lstrip().startswith(b"{\\rtf")

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, paragraphs apart by an empty line, or one refusal."""
        from annotator.formats.properties import known_authors, known_title
        from annotator.formats.rtf import read_rtf

        try:
            document = read_rtf(read_whole(stream, on_bytes))
            draft = parse_record(
                {
                    "text": document.text,
                    "title": known_title(document.title),
                    "meta": {
                        "authors": known_authors(document.author),
                        "published": document.created.removesuffix("T00:00:00") or None,
                    },
                },
                codebook,
                PurePath(file).name,
            )
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield draft
