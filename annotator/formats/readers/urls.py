"""Lists of web addresses and shortcuts to one: known here, so that they become no articles, but never fetched.

What is to be fetched has to be asked for by name; :mod:`annotator.formats.web` does it then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.core.web_addresses import SHORTCUTS, is_link_list, only_addresses, shortcut
from annotator.formats.encoding import head_text

NAME = "urls"
_CUT = 1 << 16  # bytes of a file's beginning that is not all of it
_BEGINNING = 1500  # bytes that tell whether a page is somebody's bookmarks
ASK = "import it with --format urls, or in the window by Corpus › Import web addresses"


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
            return is_link_list(head_text(head[:_BEGINNING]))
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
        yield Refusal(file, None, f"it holds web addresses, and nothing is fetched unasked: {ASK}")
