"""Makes the document that the text pane shows: the article's text and nothing else, at the same offsets."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from annotator.core.models import Zone
from annotator.core.offsets import Utf16Map

_EMPTY_LINE = re.compile(r"(?<=\n)(?=\n)|\A(?=\n)|(?<=\n)\Z")
# PySide drops a byte order mark that a string begins with on its way to Qt.
_UNSHOWABLE = re.compile("\r\n?|[\ud800-\udfff]|\\A[\ufeff\ufffe]")
PARAGRAPH_GAP = 0.7
"""Space below a paragraph, in em."""


def make_document(text: str, font: QFont, size: float, pitch: float) -> QTextDocument:
    """A document without a layout, so that nothing is laid out before it is shown.

    A million characters take 5 ms so; inserted into a document that is shown, 200 to 400 ms. Every code point
    stays at its place: Qt turns U+2029, U+FDD0 and U+FDD1 into ends of paragraphs, each of one position.
    """
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(_block_format(size, pitch))
    cursor.insertText(_showable(text))
    units = Utf16Map(text)
    if document.characterCount() != units.length16 + 1:
        raise ValueError(f"the document has {document.characterCount() - 1} positions, not {units.length16}")
    _close_up_empty_lines(document, text, units, size)
    return document


def _showable(text: str) -> str:
    """The text with what Qt would merge or refuse replaced one for one; a project's own text has none of it."""

    def stand_in(match: re.Match[str]) -> str:
        found = match.group()
        return {"\r\n": "\u200b\n", "\r": "\n", "\ufeff": "\u200b", "\ufffe": "\u200b"}.get(found, "\ufffd")

    return _UNSHOWABLE.sub(stand_in, text)


class ZoneFormat:
    """How a zone's words differ: smaller, muted, in the interface's face.

    Paragraphs that are wholly zone are set in, with ``tag_width`` kept free at their far side for the kind.
    """

    def __init__(self, characters: QTextCharFormat, indent: float, tag_width: float) -> None:
        self.characters = characters
        self._rightwards = _margins(indent, tag_width)
        self._leftwards = _margins(tag_width, indent)
        self._plain = _margins(0, 0)

    def apply(self, document: QTextDocument, start: int, end: int, *, on: bool) -> None:
        """Formats a stretch (UTF-16 positions), or takes the format away."""
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(self.characters if on else QTextCharFormat())
        block = document.findBlock(start)
        while block.isValid() and block.position() < end:
            if block.position() >= start and block.position() + block.length() - 1 <= end:
                leftwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
                set_in = self._leftwards if leftwards else self._rightwards
                QTextCursor(block).mergeBlockFormat(set_in if on else self._plain)
            block = block.next()
        cursor.endEditBlock()


def _margins(left: float, right: float) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLeftMargin(left)
    block.setRightMargin(right)
    return block


def changed_zones(before: list[Zone], after: list[Zone]) -> tuple[list[Zone], list[Zone]]:
    """The zones whose format has to go, and those to format (again): the new ones, and neighbours of the gone."""
    gone = [zone for zone in before if zone not in after]
    fresh = [
        zone
        for zone in after
        if zone not in before or any(zone.start < other.end and zone.end > other.start for other in gone)
    ]
    return gone, fresh


def _block_format(size: float, pitch: float) -> QTextBlockFormat:
    block = QTextBlockFormat()
    # Fixed and not proportional: a line with an emoji or a letter of another face would be set lower, and a face
    # such as Noto Serif, whose own height is 1.36 em, wider than another of the same size.
    block.setLineHeight(pitch, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    block.setBottomMargin(PARAGRAPH_GAP * size)
    return block


def _close_up_empty_lines(document: QTextDocument, text: str, units: Utf16Map, size: float) -> None:
    # Paragraphs have a gap of their own; the empty line that many sources put between them would double it.
    low = QTextBlockFormat()
    low.setLineHeight(0.4 * size, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    low.setBottomMargin(0)
    cursor = QTextCursor(document)
    for match in _EMPTY_LINE.finditer(text):
        cursor.setPosition(units.to_utf16(match.start()))
        cursor.setBlockFormat(low)
