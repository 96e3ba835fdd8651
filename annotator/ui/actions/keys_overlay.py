"""The keys overlay: every action that has keys and every move, in groups, over the whole window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions.key_text import caps
from annotator.ui.actions.making import GROUPS, ActionSpec, Keys
from annotator.ui.actions.moves import MOVES, Move
from annotator.ui.parts.keyboard_loan import KeyboardLoan
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import Card, KeyCap

_COLUMN = 340  # px of the look that a column needs


class KeysOverlay(QFrame):
    """Lies over a window until Esc or F1, or its button, closes it; scrolls by arrow and page keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        set_role(self, "sheet")
        self.setAccessibleName(self.tr("Keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window = window
        self._loan = KeyboardLoan()
        self._cards: list[Card] = []
        self._ids: list[str] = []
        self._columns = QHBoxLayout()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._page.setLayout(self._columns)
        self._scroll.setWidget(self._page)
        title = QLabel(self.tr("Keys"))
        set_role(title, "title")
        close = QPushButton(self.tr("Close"))
        close.setAccessibleName(close.text())
        close.clicked.connect(self.hide)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(KeyCap("Esc"))
        top.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self._scroll, 1)
        window.installEventFilter(self)
        self.hide()

    def open(self, rows: Iterable[ActionSpec], keys: Keys) -> None:
        """Shows the rows that have keys, and the moves of the text pane."""
        self._loan.take(self)
        self._fill([row for row in rows if keys.get(row.id, row.keys)], keys)
        unit = scale_of(self)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*(round(side * unit) for side in (32, 24, 20, 20)))
            layout.setSpacing(round(16 * unit))
        self.setGeometry(self._window.rect())
        self.show()
        # Only what is shown has its faces, and with them its heights.
        self._arrange()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[str]:
        """The ids of the actions that are listed."""
        return list(self._ids)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._window and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # No shortcut acts behind the overlay, and F1 closes it.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        scrolls = {
            Qt.Key.Key_Down: bar.singleStep() * 3,
            Qt.Key.Key_Up: -bar.singleStep() * 3,
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.hide()
        elif event.key() in scrolls:
            bar.setValue(bar.value() + scrolls[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and (focus is self or self.isAncestorOf(focus)):
            self._loan.give_back(Qt.FocusReason.PopupFocusReason)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.isVisible():
            self._arrange()
        super().resizeEvent(event)

    def _fill(self, rows: list[ActionSpec], keys: Keys) -> None:
        for card in self._cards:
            card.setParent(None)
            card.deleteLater()
        self._cards = []
        self._ids = [row.id for row in rows]
        for name in GROUPS:
            group: list[ActionSpec | Move] = [row for row in rows if (row.card or row.group) == name]
            group += [move for move in MOVES if move.group == name]
            if group:
                card = Card(QCoreApplication.translate("Actions", GROUPS[name]), self._page)
                card.body.addLayout(_grid(group, keys))
                card.show()
                self._cards.append(card)

    def _arrange(self) -> None:
        """Deals the cards out to as many columns as fit, evenly; in each they keep their order."""
        unit = scale_of(self)
        gap, margin = round(16 * unit), round(12 * unit)
        count = max(1, min(len(self._cards), self.width() // round(_COLUMN * unit)))
        while (item := self._columns.takeAt(0)) is not None:
            column = item.layout()
            while column is not None and column.takeAt(0) is not None:
                pass
        self._columns.setSpacing(gap)
        self._columns.setContentsMargins(0, 0, margin, 0)
        width = (self._scroll.viewport().width() - margin - (count - 1) * gap) // count
        heights = [card.heightForWidth(width) + gap for card in self._cards]
        for numbers in deal(heights, count):
            column = QVBoxLayout()
            # Before it is filled. Of a layout that holds something PySide (6.11) keeps a wrapper for each item as
            # long as the outer layout lives, though Qt deletes the items with the cards; whatever Qt makes at such
            # an address is then taken for what was there, which ends the process sooner or later.
            self._columns.addLayout(column, 1)
            column.setSpacing(gap)
            for number in numbers:
                column.addWidget(self._cards[number])
            column.addStretch(1)


def deal(heights: Sequence[int], count: int) -> list[list[int]]:
    """The numbers of the heights in ``count`` columns of about the same sum.

    The tallest first, each to the shortest column so far; then columns and what is in them are put in order.
    """
    columns: list[list[int]] = [[] for _ in range(count)]
    sums = [0] * count
    for number in sorted(range(len(heights)), key=lambda n: -heights[n]):
        shortest = sums.index(min(sums))
        columns[shortest].append(number)
        sums[shortest] += heights[number]
    return sorted(sorted(column) for column in columns)


def _grid(rows: Sequence[ActionSpec | Move], keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    for number, row in enumerate(rows):
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addStretch(1)
        shown = caps(row.keys if isinstance(row, Move) else keys.get(row.id, row.keys))
        for key in shown.values():
            line.addWidget(KeyCap(key))
        how = row.how if isinstance(row, Move) else ""
        if how:
            words = QLabel(how)
            set_role(words, "muted")
            line.addWidget(words)
        title = QLabel(row.title)
        title.setWordWrap(True)
        title.setAccessibleName(", ".join((row.title, *shown, *([how] if how else []))))
        grid.addWidget(title, number, 0)
        grid.addLayout(line, number, 1)
    return grid
