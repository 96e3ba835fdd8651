"""EPUB: issues of newspapers and books, each document of which is an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.language import told_language
from annotator.formats.readers.binary import ZIP, read_whole
from annotator.formats.record import parse_record

_TYPE = b"mimetypeapplication/epub+zip"


class EpubReader:
    """Reads the text of each document as it is shown; what of it is no article becomes zones."""

    name = "epub"
    suffixes = (".epub",)
    binary = True

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content, which begins with its type, or by the name."""
        return head.startswith(ZIP) and (path.suffix.lower() in self.suffixes or _TYPE in head[:200])

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each document that is more than a cover; the issue is their source."""
        from annotator.formats.epub import LEAST, read_book
        from annotator.formats.readers.html import shown_page
        from annotator.formats.zones.drafts import mark_document

        empty = True
        try:
            book = read_book(read_whole(stream, on_bytes))
            for name, data in book.documents:
                try:
                    page = shown_page(data, None)
                    if len(page.text) < LEAST:
                        continue
                    empty = False
                    text = page.text.replace("\n", "\n\n")
                    language = told_language(book.language, text)
                    meta = {
                        "source": (book.title if book.title != page.heading else "") or None,
                        "published": book.published,
                        "lang": language,
                    }
                    record = {"title": page.heading or None, "text": text, "meta": meta}
                    draft = parse_record(record, codebook, PurePath(file).name)
                    draft.encoding = page.encoding
                    yield mark_document(draft, bool(page.heading), book.authors)
                except ValueError as error:
                    empty = False
                    yield Refusal(file, None, f"its document {name}: {error}")
        except ValueError as error:
            yield Refusal(file, None, str(error))
            return
        if empty:
            yield Refusal(file, None, f"none of its documents has {LEAST} characters or more")
