"""Plain text: one file is one article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import decode
from annotator.formats.readers.streams import read_most
from annotator.formats.record import parse_record
from annotator.formats.values import MAX_TEXT

MAX_FILE = 4 * MAX_TEXT
"""Bytes: no encoding takes more of them for a character."""


class TextReader:
    """Reads a file as the text of one article, whatever its encoding.

    What of it is no article becomes zones; the headline becomes its title, or else its first line.
    """

    name = "text"
    suffixes = (".txt", ".text")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name: other files, such as the scripts of a saved page, may be text but are no articles."""
        return path.suffix.lower() in ("", *self.suffixes)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, its text as it stands in the file (nothing is stripped), or one refusal."""
        data = read_most(stream, MAX_FILE + 1)
        if on_bytes is not None:
            on_bytes(len(data))
        try:
            if len(data) > MAX_FILE:
                raise ValueError(f"the file is longer than {MAX_FILE >> 20} MiB, as no article is")
            text, encoding = decode(data)
            draft = parse_record({"text": text}, codebook, PurePath(file).name)
            draft.encoding = encoding
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            # Compiles its patterns when first needed, which would hold up the start of the program.
            from annotator.formats.zones.drafts import mark_zones

            mark_zones(draft)
            yield draft
