"""Files of the Discourse Network Analyzer (see :mod:`annotator.formats.dna`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import BinaryIO, ClassVar

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal, Row
from annotator.formats.encoding import MAX_BYTES

_SIGNATURE = b"SQLite format 3\0"


class DnaReader:
    """Reads each document as an article; one that can't be read is refused, the others are read.

    ``read_tables`` opens the file's database: this room speaks no SQL, and is given it by who puts the rooms
    together (jobs.py).
    """

    read_tables: ClassVar[Callable[[bytes, int], Mapping[str, Sequence[Row]]]]

    name = "dna"
    suffixes: tuple[str, ...] = (".dna",)
    binary = True

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name, or because the tables of the database are those of DNA."""
        if not head.startswith(_SIGNATURE):
            return False
        return path.suffix.lower() == ".dna" or (b"STATEMENTTYPES" in head and b"DATASHORTTEXT" in head)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each document; the refusals name it by its number."""
        # Loaded when there is such a file, not at each start.
        from annotator.formats.dna import dna_draft, documents

        data = stream.read(MAX_BYTES + 1)
        if on_bytes is not None:
            on_bytes(len(data))
        if len(data) > MAX_BYTES:
            yield Refusal(file, None, f"the file is longer than {MAX_BYTES >> 20} MiB")
            return
        try:
            found = documents(type(self).read_tables(data, MAX_BYTES))
        except ValueError as error:
            yield Refusal(file, None, str(error))
            return
        while True:
            try:
                document = next(found, None)
            except ValueError as error:
                yield Refusal(file, None, str(error))
                return
            if document is None:
                return
            try:
                yield dna_draft(document, codebook, PurePath(file).name)
            except ValueError as error:
                yield Refusal(file, None, f"document {document.number}: {error}")
