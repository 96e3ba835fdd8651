"""REFI-QDA projects (see :mod:`annotator.formats.refi_qda`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import MAX_BYTES
from annotator.formats.readers.streams import seekable

_LONGEST = 4 * MAX_BYTES  # with the pictures and recordings, which are not read


class RefiQdaReader:
    """Reads each text of a project as an article; what can't be read is refused, the others are read."""

    name = "refi-qda"
    suffixes: tuple[str, ...] = (".qdpx",)
    binary = True

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """A ZIP archive by its name, or because the project comes first in it."""
        return head.startswith(b"PK") and (path.suffix.lower() == ".qdpx" or b"project.qde" in head[:200])

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each source; the refusals name it."""
        # Loaded when there is such a file, not at each start.
        from annotator.formats.refi_qda import read_project

        try:
            with seekable(stream, _LONGEST) as copy:
                if on_bytes is not None:
                    on_bytes(_size(copy))
                yield from read_project(copy, codebook, file)
        except ValueError as error:
            yield Refusal(file, None, str(error))


def _size(stream: BinaryIO) -> int:
    at = stream.tell()
    size = stream.seek(0, 2) - at
    stream.seek(at)
    return size
