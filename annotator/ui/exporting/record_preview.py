"""What an export makes of an article: JSON in quiet colours, columns below each other."""

from __future__ import annotations

import re
from itertools import accumulate

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QSyntaxHighlighter, QTextCharFormat, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.ui.parts.theme import BASE_SIZE, scale_of, theme_of

_SHOWN = 50_000  # characters: laying out more than this makes one wait
_WIDEST = 24  # characters: what is longer in a column reaches into the next
_TABLE = 100  # characters: of a wider table one would see the first columns alone
_GAP = 2  # characters between columns
_TOKEN = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<text>"(?:[^"\\]|\\.)*"?)|(?P<other>[^\s"\[\]{},:]+)')


class RecordPreview(QPlainTextEdit):
    """Shows an article as it is exported, or a sentence in its place. What is very long is cut off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("Preview of the record"))
        self.setTabChangesFocus(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(round((BASE_SIZE - 1) * scale_of(self)))
        self.setFont(font)
        # Records, tables and marks begin at the left, whatever the language of the words in them.
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.document().setDefaultTextOption(option)
        self._colours = _Colours(self)

    def show_text(self, text: str, coloured: bool) -> None:
        """Shows what is written; ``coloured`` if that is JSON."""
        if len(text) > _SHOWN:
            text = text[:_SHOWN] + "\n" + self.tr("… (the rest is not shown here)")
        self._show(text, coloured)

    def show_sentence(self, sentence: str) -> None:
        self._show(sentence, coloured=False)

    def _show(self, text: str, coloured: bool) -> None:
        bar = self.verticalScrollBar()
        place = bar.value()
        self._colours.on = coloured
        widths = _column_widths(text)
        wrap = QTextOption.WrapMode
        self.setWordWrapMode(wrap.NoWrap if widths else wrap.WrapAtWordBoundaryOrAnywhere)
        option = self.document().defaultTextOption()
        unit = self.fontMetrics().horizontalAdvance("0")
        option.setTabArray([unit * place for place in accumulate(width + _GAP for width in widths)])
        self.document().setDefaultTextOption(option)
        self.setPlainText(text)
        # So that one sees what a filter changes.
        bar.setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._colours.rehighlight()
        super().changeEvent(event)


class _Colours(QSyntaxHighlighter):
    """Keys in the accent's colour, numbers and null muted."""

    def __init__(self, view: QPlainTextEdit) -> None:
        super().__init__(view.document())
        self._view = view
        self.on = True

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        if not self.on:
            return
        theme = theme_of(self._view)
        formats: dict[str | None, QTextCharFormat] = {}
        for kind, token in (("key", "accent"), ("other", "muted")):
            formats[kind] = QTextCharFormat()
            formats[kind].setForeground(theme.color(token))
        for match in _TOKEN.finditer(text):
            if match.lastgroup in formats:
                # Qt counts UTF-16 units.
                start = _units(text[: match.start()])
                self.setFormat(start, _units(match.group()), formats[match.lastgroup])


def _column_widths(text: str) -> list[int]:
    """The characters of the columns; none where fewer than half of the lines have any, or they are too wide."""
    lines = text.splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line]
    if 2 * len(rows) < len(lines):
        return []
    widths = [0] * max(map(len, rows), default=0)
    for row in rows:
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], min(len(cell), _WIDEST))
    return widths if sum(widths) + _GAP * len(widths) <= _TABLE else []


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
