"""Lists of web addresses and shortcuts to one: known here, so that they become no articles, but never fetched.

What is to be fetched has to be asked for by name; :mod:`annotator.formats.web` does it then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.core.web_addresses import (
    INDEX,
    SHORTCUTS,
    is_link_list,
    is_sitemap_index,
    only_addresses,
    shortcut,
)
from annotator.formats.encoding import head_text

NAME = "urls"
_CUT = 1 << 16  # bytes of a file's beginning that is not all of it
_BEGINNING = 1500  # bytes that tell whether a page is somebody's bookmarks
_OF_SITEMAPS = re.compile(rb"[<:](?:urlset|sitemapindex)\b", re.I)
ASK = "import it with --format urls, or in the window by Corpus › Import web addresses"
SAVE = (
    "it holds web addresses, which are not followed any further: save it as a file and import that with --format "
    "urls, or put what is in it into the window's Corpus › Import web addresses"
)
"""What is said of a list that somebody gave the address of."""


class UrlsReader:
    """Refuses them with a sentence that says how to fetch what they name."""

    name = NAME
    suffixes = SHORTCUTS
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name, as each line is a web address, a comment or blank, or as bookmarks begin."""
        if path.suffix.lower() in self.suffixes:
            return shortcut(head) is not None
        if head[:_BEGINNING].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            # A sitemap may begin with long comments, which are not worth a look in every page.
            begin = head if _OF_SITEMAPS.search(head) else head[:_BEGINNING]
            return is_link_list(head_text(begin))
        text = head_text(head)
        if not text.lstrip("\ufeff").lstrip()[:4].lower().startswith(("http", "#")):
            return False
        if len(head) >= _CUT:
            # Inside a line, and perhaps inside a character.
            text = text.rpartition("\n")[0]
        return bool(only_addresses(text))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One refusal."""
        if is_sitemap_index(head_text(stream.read(_CUT))):
            yield Refusal(file, None, INDEX)
            return
        yield Refusal(file, None, f"it holds web addresses, and nothing is fetched unasked: {ASK}")
