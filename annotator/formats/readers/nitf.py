"""NITF files (see :mod:`annotator.formats.nitf`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.news_xml import root_name, xml_drafts, xml_items

_HEAD = 16384


class NitfReader:
    """Reads a document as one article: headline, text, bylines, dates, publication; pictures are left out."""

    name = "nitf"
    suffixes = (".nitf", ".xml")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the root element, or by the name."""
        root = root_name(head_text(head[:_HEAD]))
        return root == "nitf" or (root is None and path.suffix.lower() == ".nitf")

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each document: some archives wrap many into one file."""
        # It takes 20 ms to import, and most imports have no NITF.
        from annotator.formats.nitf import nitf_record

        items = xml_items(stream, ("nitf",), on_bytes)
        yield from xml_drafts(items, lambda element: [nitf_record(element)], file, codebook, "the file is no NITF")
