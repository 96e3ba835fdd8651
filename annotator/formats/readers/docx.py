"""Word documents (.docx): one file is one article, or a download from a press database.

Read by expat within limits rather than by python-docx, which needs lxml (20 MB), loads every part, images too, and
takes text for there that a tracked change has deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers.binary import COMPOUND, ZIP, read_whole
from annotator.formats.record import parse_record

if TYPE_CHECKING:
    from annotator.formats.word import WordDocument

_HEAD = 5  # paragraphs among which the one that is styled as the title stands


class DocxReader:
    """Reads paragraphs and tables; title and author come from the document's properties.

    When it was made is not taken for a date: that is when someone copied the article, and 2013 with python-docx.
    """

    name = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx")
    binary = True

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content, and by the name where the content shows only that it is an office document."""
        if head.startswith(ZIP):
            return (
                path.suffix.lower() in self.suffixes or b"word/document.xml" in head or b"word/styles.xml" in head
            )
        return head.startswith(COMPOUND) and path.suffix.lower() in (*self.suffixes, ".doc")

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, paragraphs apart by an empty line, or one refusal; of a download, one for each article."""
        # Its libraries take 20 ms to import.
        from annotator.formats.databases import press_articles
        from annotator.formats.press import drafts

        name = PurePath(file).name
        try:
            document = self._document(read_whole(stream, on_bytes))
            text = "\n\n".join(paragraph.text for paragraph in document.paragraphs)
            articles = press_articles(text)
            items: Iterator[Draft | Refusal] = (
                iter([_draft(document, text, codebook, name)])
                if articles is None
                else drafts(articles, codebook, file, name)
            )
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield from items

    def _document(self, data: bytes) -> WordDocument:
        from annotator.formats.word import read_word

        return read_word(data)


def _draft(document: WordDocument, text: str, codebook: Codebook, file: str) -> Draft:
    from annotator.formats.language import told_language
    from annotator.formats.properties import known_authors
    from annotator.formats.zones.drafts import mark_document

    title = _title(document)
    record = {"text": text, "title": title, "meta": {"lang": told_language(document.language or None, text)}}
    return mark_document(parse_record(record, codebook, file), bool(title), known_authors(document.creator))


def _title(document: WordDocument) -> str:
    from annotator.formats.properties import known_title

    head = document.paragraphs[:_HEAD]
    known = known_title(document.title)
    styled = {p.style: p.text for p in reversed(head)}
    return " ".join((styled.get("title") or known or styled.get("heading 1", "")).split())
