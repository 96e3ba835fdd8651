"""OpenDocument texts (.odt), as LibreOffice writes them: one file is one article, or a download of articles."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from annotator.formats.readers.binary import ZIP
from annotator.formats.readers.docx import DocxReader

if TYPE_CHECKING:
    from annotator.formats.word import WordDocument

_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"


class OdtReader(DocxReader):
    """Reads what is in them as from a Word document."""

    name = "odt"
    suffixes = (".odt", ".ott")

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the content, which begins with its type, or by the name."""
        return head.startswith(ZIP) and (path.suffix.lower() in self.suffixes or _TYPE in head[:200])

    def _document(self, data: bytes) -> WordDocument:
        from annotator.formats.open_document import read_open_document

        return read_open_document(data)
