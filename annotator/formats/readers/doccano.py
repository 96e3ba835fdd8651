"""JSON Lines of doccano (see :mod:`annotator.formats.doccano`)."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.doccano import begins_like_doccano, doccano_draft, is_doccano
from annotator.formats.readers.jsonl import JsonlReader, any_line


class DoccanoReader(JsonlReader):
    """Reads doccano's export line by line. A line that can't be read is refused, the others are read."""

    name = "doccano"
    suffixes = ()

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By one of the first lines: a text with labels as doccano writes them."""
        return any_line(head, is_doccano, begins_like_doccano)

    def parse(self, record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
        return doccano_draft(record, codebook, file, self._mapping)
