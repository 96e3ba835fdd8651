"""Articles of the press database GENIOS (wiso) as text and as a page; its documents have readers of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.encoding import decode, decode_markup, head_text
from annotator.formats.readers.table import CsvReader


class GeniosReader:
    """Reads each article of a download with title, source, authors, date and address."""

    name = "genios"
    suffixes: tuple[str, ...] = (".txt", ".html", ".htm")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By what is said behind an article; in a table, it is part of a cell."""
        # Most files are none; this is much faster to look for than lines.
        if path.suffix.lower() in CsvReader.suffixes or b"Dauerhafte Adresse" not in head:
            return False
        from annotator.formats.genios import looks_like_genios

        return looks_like_genios(_plain(head_text(head).replace("\r\n", "\n")))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each article; in a text, the line of a refusal is where the article begins."""
        from annotator.formats.genios import genios_articles
        from annotator.formats.press import drafts, read_text

        def decoded(data: bytes) -> tuple[str, str]:
            return decode_markup(data) if _is_page(data[:1000].decode("latin-1")) else decode(data)

        try:
            text, encoding = read_text(stream, decoded, on_bytes)
        except ValueError as error:
            yield Refusal(file, None, str(error))
            return
        shown = None if _is_page(text) else encoding
        for item in drafts(genios_articles(_plain(text)), codebook, file, PurePath(file).name, shown):
            if isinstance(item, Draft):
                item.encoding = encoding
            yield item


def _is_page(text: str) -> bool:
    return text.lstrip("\ufeff\xef\xbb\xbf \t\r\n").startswith("<")


def _plain(text: str) -> str:
    """What a page shows."""
    from annotator.formats.markup import cell_text

    return cell_text(text, frozenset(("head", "title"))) if _is_page(text) else text
