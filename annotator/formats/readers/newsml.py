"""NewsML files (see :mod:`annotator.formats.newsml_g2` and :mod:`annotator.formats.newsml_1`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.news_xml import root_name, xml_drafts, xml_items

_HEAD = 16384
_G2 = "http://iptc.org/std/nar/2006-10-01/"
_G2_ROOTS = (
    "newsItem",
    "newsMessage",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
)


class NewsmlReader:
    """Reads the items of a message one by one: headline, text, bylines, dates, provider, language.

    Items that are no text, are withdrawn or have their text elsewhere are refused.
    """

    name = "newsml"
    suffixes = (".newsml", ".xml")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the root element with its namespace, or by the name."""
        text = head_text(head[:_HEAD])
        root = root_name(text)
        if root is None:
            return path.suffix.lower() == ".newsml"
        return root == "NewsML" or (root in _G2_ROOTS and _G2 in text)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each item; the line of a refusal is where the item begins."""
        # They take time to import, and most imports have no NewsML.
        from annotator.formats import newsml_1, newsml_g2

        def records(element: Element) -> list[dict[str, Any]]:
            is_first = element.tag == newsml_1.NEWS_ITEM
            return [newsml_1.newsml_1_record(element) if is_first else newsml_g2.g2_record(element)]

        names = (newsml_1.NEWS_ITEM, newsml_g2.NEWS_ITEM, *newsml_g2.OTHERS)
        items = xml_items(stream, names, on_bytes)
        yield from xml_drafts(items, records, file, codebook, "there is no news item in it")
