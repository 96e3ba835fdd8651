"""TEI files (see :mod:`annotator.formats.tei`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.news_xml import root_name, xml_drafts, xml_items

_HEAD = 16384
_ROOTS = ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2")


class TeiReader:
    """Reads each document, or the articles in it: title, text, authors, date, source, language."""

    name = "tei"
    suffixes: tuple[str, ...] = (".tei", ".xml")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the root element, or by the name."""
        root = root_name(head_text(head[:_HEAD]))
        return root in _ROOTS or (root is None and path.suffix.lower() == ".tei")

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each article."""
        # It takes 20 ms to import, and most imports have no TEI.
        from annotator.formats.tei import tei_records

        items = xml_items(stream, ("TEI", "TEI.2"), on_bytes)
        yield from xml_drafts(items, tei_records, file, codebook, "there is no TEI document in it")
