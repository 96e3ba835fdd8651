"""Articles of the press database ProQuest as text and as pages; its documents have readers of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import head_text
from annotator.formats.readers.table import CsvReader

if TYPE_CHECKING:
    from annotator.formats.press import Found

_WORDS = (b"Publication ", b"ProQuest", b"proquest.com", b"DocID_")


class ProquestReader:
    """Reads each article of a download with title, source, authors, date, language and address."""

    name = "proquest"
    suffixes: tuple[str, ...] = (".txt", ".html", ".htm")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the fields around the articles, in a page also by its anchors; in a table, they are cells of it."""
        # Most files are none; these words are much faster to look for than lines.
        if path.suffix.lower() in CsvReader.suffixes or not any(word in head for word in _WORDS):
            return False
        from annotator.formats.proquest import looks_like_page, looks_like_proquest

        text = head_text(head)
        return looks_like_page(text) or looks_like_proquest(text.replace("\r\n", "\n"))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each article; the line of a refusal is where the article begins."""
        from annotator.formats.press import decode_download, read_drafts
        from annotator.formats.proquest import looks_like_page, page_articles, proquest_articles

        def articles(text: str) -> Iterator[Found]:
            return page_articles(text) if looks_like_page(text) else proquest_articles(text)

        yield from read_drafts(stream, decode_download, articles, codebook, file, on_bytes)
