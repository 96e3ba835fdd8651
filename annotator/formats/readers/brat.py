"""Texts with brat's annotations beside them (see :mod:`annotator.formats.brat`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import MAX_BYTES

Beside = Callable[[str], bytes | None]


class BratReader:
    """Reads a ``.txt`` and the ``.ann`` of the same name beside it as one article, whichever of them comes."""

    name = "brat"
    suffixes: tuple[str, ...] = (".ann",)
    binary = False
    partner = ".ann"

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """Annotations by their name; a text can't tell whether there are annotations beside it."""
        if path.suffix.lower() != self.partner:
            return False
        # Loaded when there is such a file, not at each start.
        from annotator.formats.brat import looks_like_annotations

        return looks_like_annotations(head)

    def read(
        self,
        stream: BinaryIO,
        file: str,
        codebook: Codebook,
        on_bytes: Callable[[int], None] | None = None,
        beside: Beside | None = None,
    ) -> Iterator[Draft | Refusal]:
        """One draft or one refusal.

        ``beside`` gives the bytes of the file with the same name but that suffix, or None; without it, the one
        next to ``file`` on the disk is read.
        """
        from annotator.formats.brat import LineError, brat_draft

        path = PurePath(file)
        is_text = path.suffix.lower() != self.partner
        text_file, annotation_file = (
            (file, str(path.with_suffix(self.partner))) if is_text else (str(path.with_suffix(".txt")), file)
        )
        data = stream.read(MAX_BYTES + 1)
        other = (beside or _on_disk(path))(self.partner if is_text else ".txt")
        if on_bytes is not None:
            on_bytes(len(data))
        if other is None:
            missing = PurePath(annotation_file if is_text else text_file).name
            yield Refusal(file, None, f"there is no {missing} beside it")
            return
        text, annotations = (data, other) if is_text else (other, data)
        try:
            for part in (text, annotations):
                if len(part) > MAX_BYTES:
                    raise ValueError(f"the file is longer than {MAX_BYTES >> 20} MiB")
            yield brat_draft(text, annotations, codebook, PurePath(text_file).name)
        except LineError as error:
            yield Refusal(annotation_file, error.line, str(error))
        except ValueError as error:
            yield Refusal(text_file, None, str(error))


def _on_disk(path: PurePath) -> Beside:
    def beside(suffix: str) -> bytes | None:
        for name in (suffix, suffix.upper()):
            try:
                with Path(path.with_suffix(name)).open("rb") as stream:
                    return stream.read(MAX_BYTES + 1)
            except (FileNotFoundError, NotADirectoryError):
                continue
        return None

    return beside
