"""Web archives: a page with its images in one property list, as Safari saves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers.html import MAX_PAGE, page_draft
from annotator.formats.readers.streams import read_most

_MOST = 2 * MAX_PAGE
_PAGE = "WebMainResource"
_SNIFFED = 1000


class WebarchiveReader:
    """Reads the page, as :class:`~annotator.formats.readers.html.HtmlReader` does, and passes over all else."""

    name = "webarchive"
    suffixes = (".webarchive",)
    binary = False

    def __init__(self, whole: bool = False) -> None:
        self._whole = whole

    def whole_pages(self) -> WebarchiveReader:
        """The reader that keeps what is around the article, as zones."""
        return WebarchiveReader(whole=True)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the name, or as a property list that has a page in it."""
        is_list = head.startswith(b"bplist") or b"<plist" in head[:_SNIFFED]
        return path.suffix.lower() in self.suffixes or (is_list and _PAGE.encode() in head)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft, or one refusal."""
        data = read_most(stream, _MOST + 1)
        if on_bytes is not None:
            on_bytes(len(data))
        found: Draft | Refusal
        try:
            if len(data) > _MOST:
                raise ValueError(f"the file is longer than {_MOST >> 20} MiB")
            page = _page(data)
            html, charset, url = (page.get(f"WebResource{name}") for name in ("Data", "TextEncodingName", "URL"))
            if not isinstance(html, bytes) or "html" not in str(page.get("WebResourceMIMEType", "html")):
                raise ValueError("the file is no saved page: there is no HTML in it")
            found = page_draft(
                html,
                codebook,
                PurePath(file).name,
                charset if isinstance(charset, str) else None,
                url if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
                whole=self._whole,
            )
        except ValueError as error:
            found = Refusal(file, None, str(error))
        yield found


def _page(data: bytes) -> dict[str, Any]:
    """What is said of the page; raises ValueError."""
    import plistlib  # not needed to open a window
    from xml.parsers.expat import ExpatError

    try:
        archive = plistlib.loads(data)
    # What a damaged list does to the library depends on where it is damaged.
    except (
        ValueError,
        ExpatError,
        LookupError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise ValueError("the file is no web archive, or damaged") from error
    page = archive.get(_PAGE) if isinstance(archive, dict) else None
    if not isinstance(page, dict):
        raise ValueError("the file is no saved page: there is no HTML in it")
    return page
