"""The text of Label Studio's HyperText tag, and where its global offsets are in it.

Source: HumanSignal/label-studio, findGlobalOffset of the editor's selection-tools.js: a global offset counts the
characters of all text nodes of the page, and a ``<br>`` as one. Blocks have nothing between them there; the text
gets a line end.
"""

from __future__ import annotations

from html import unescape

from annotator.formats.markup import BLOCKS, TAG

_ROWS = ("tr", "td", "th")
_UNSEEN = ("script", "style")


class HyperText:
    """``counted`` is what global offsets count, ``text`` an article's text. Nothing is fetched or run."""

    def __init__(self, page: str) -> None:
        self._counted: list[str] = []
        self._text: list[str] = []
        self._places: list[int] = []  # in the text, of each character that is counted; -1 where it isn't there
        self._length = 0
        self._read(page.replace("\r\n", "\n"))
        self.counted, self.text = "".join(self._counted), "".join(self._text)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of at least one character that is counted is in the text."""
        return self._places[start], self._places[end - 1] + 1

    def _read(self, page: str) -> None:
        last = at = 0
        unseen = ""
        while (at := page.find("<", at)) >= 0:
            tag = TAG.match(page, at)
            is_comment = page.startswith("<!--", at) and not unseen
            name = tag[2].lower() if tag and tag[2] else ""
            if not is_comment and (tag is None or (unseen and (name, tag[1]) != (unseen, "/"))):
                at += 1
                continue
            self._add(page[last:at] if unseen else unescape(page[last:at]), seen=not unseen)
            unseen = name if name in _UNSEEN and tag and not tag[1] else ""
            if is_comment:
                end = page.find("-->", at)
                last = at = len(page) if end < 0 else end + 3
                continue
            last = at = tag.end() if tag else len(page)
            if name == "br":
                self._add("\n", seen=True)
            elif (name in BLOCKS or name in _ROWS) and self._text and not self._text[-1].endswith("\n"):
                self._text.append("\n")
                self._length += 1
        self._add(page[last:] if unseen else unescape(page[last:]), seen=not unseen)

    def _add(self, data: str, seen: bool) -> None:
        if not data:
            return
        self._counted.append(data)
        self._places += range(self._length, self._length + len(data)) if seen else [-1] * len(data)
        if seen:
            self._text.append(data)
            self._length += len(data)
