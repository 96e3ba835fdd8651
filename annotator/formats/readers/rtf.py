"""RTF documents: one file is one article, or a download from a press database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers.binary import read_whole
from annotator.formats.record import parse_record

if TYPE_CHECKING:
    from annotator.formats.rtf import RtfDocument


class RtfReader:
    """Reads paragraphs and tables; title, author and date of making come from the document's properties."""

    name = "rtf"
    suffixes: tuple[str, ...] = (".rtf",)
    binary = True

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content, whatever the name: Word saves it as .doc, too."""
        return head.lstrip().startswith(b"{\\rtf")

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, paragraphs apart by an empty line, or one refusal; of a download, one for each article."""
        from annotator.formats.databases import press_articles
        from annotator.formats.press import drafts
        from annotator.formats.rtf import read_rtf

        name = PurePath(file).name
        try:
            document = read_rtf(read_whole(stream, on_bytes))
            articles = press_articles(document.text)
            items: Iterator[Draft | Refusal] = (
                iter([_draft(document, codebook, name)])
                if articles is None
                else drafts(articles, codebook, file, name)
            )
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield from items


def _draft(document: RtfDocument, codebook: Codebook, file: str) -> Draft:
    from annotator.formats.properties import known_authors, known_title
    from annotator.formats.zones.drafts import mark_document

    # When the file was made is no date of the article's.
    title = known_title(document.title)
    draft = parse_record({"text": document.text, "title": title}, codebook, file)
    return mark_document(draft, bool(title), known_authors(document.author))
