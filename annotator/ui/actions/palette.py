"""The command palette: any command by its name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHideEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions.key_text import caps
from annotator.ui.actions.making import ActionSpec, Keys
from annotator.ui.parts.keyboard_loan import KeyboardLoan
from annotator.ui.parts.speech import announce_rows
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import Theme, scale_of, theme_of

_ENTRY = Qt.ItemDataRole.UserRole
_SHOWN = 9  # rows of the list that are seen at once
# The line's own context menu, and its closing, are no reason to leave.
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


@dataclass(frozen=True)
class Entry:
    """One command of the palette: ``keys`` as its caps show them, ``id`` that of its action.

    ``state`` says of a switch whether it is on, of one of several that it is chosen. ``picture`` stands before the
    title.
    """

    id: str
    title: str
    group: str
    keys: tuple[str, ...] = ()
    state: str = ""
    picture: QIcon | None = None


def entries(rows: Iterable[ActionSpec], keys: Keys, checked: Collection[str] = ()) -> list[Entry]:
    """The palette's entries for rows of the table of actions, in the table's order; ``checked`` are ids."""
    return [
        Entry(
            row.id,
            row.title,
            row.group_title,
            tuple(caps(keys.get(row.id, row.keys))),
            _state(row, row.id in checked),
        )
        for row in rows
    ]


def _state(row: ActionSpec, checked: bool) -> str:
    tr = QCoreApplication.translate
    if row.choice:
        return tr("CommandPalette", "chosen") if checked else ""
    if not row.checkable:
        return ""
    return tr("CommandPalette", "on") if checked else tr("CommandPalette", "off")


def rank(query: str, items: Sequence[Entry]) -> list[Entry]:
    """The entries that a query means, the likeliest first; all of them, unchanged, for an empty one.

    Each word of the query must begin a word of the title or group, or stand inside the title, in this order of
    likelihood; only where nothing is found so, it is enough that its letters occur in the title in their order.
    Of equals the shorter titles come first, then the given order.
    """
    words = query.casefold().split()
    if not words:
        return list(items)
    for score in (_score, _score_letters):
        scored = []
        for number, item in enumerate(items):
            scores = [score(word, item) for word in words]
            if all(scores):
                scored.append((-sum(scores), len(item.title), number, item))
        if scored:
            return [item for *_, item in sorted(scored, key=lambda row: row[:3])]
    return []


def _score(word: str, item: Entry) -> int:
    title, group = item.title.casefold(), item.group.casefold()
    if title.startswith(word):
        return 6
    if any(part.startswith(word) for part in title.split()):
        return 5
    if group.startswith(word):
        return 3
    return 2 if word in title else 0


def _score_letters(word: str, item: Entry) -> int:
    letters = iter(item.title.casefold())
    return int(all(letter in letters for letter in word))


class CommandPalette(QFrame):
    """Floats over a window while a command is sought: type, choose by arrow keys, Enter runs it, Esc leaves.

    It is a child of the window and takes all keys while it is open, so that no shortcut acts behind it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        set_role(self, "panel")
        self.setAccessibleName(self.tr("Commands"))
        self._items: list[Entry] = []
        self._actions: Mapping[str, QAction] = {}
        self._loan = KeyboardLoan()
        self._line = _Line(self)
        self._line.setPlaceholderText(self.tr("Type the name of a command"))
        self._line.setAccessibleName(self.tr("Name of a command"))
        self._line.textChanged.connect(self._filter)
        self._list = QListWidget()
        set_role(self._list, "plain")
        self._list.setAccessibleName(self.tr("Commands that match"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_EntryDelegate(self._list))
        self._list.itemClicked.connect(lambda _item: self.run())
        announce_rows(self._list, self._line)
        self._none = QLabel(self.tr("No command has this name."))
        set_role(self._none, "muted")
        layout = QVBoxLayout(self)
        for widget in (self._line, self._list, self._none):
            layout.addWidget(widget)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 60))
        self.setGraphicsEffect(shadow)
        self.hide()

    def open(self, actions: Mapping[str, QAction], rows: Iterable[ActionSpec], keys: Keys) -> None:
        """Shows the commands among ``rows`` whose action is enabled; choosing one triggers its action."""
        usable = [row for row in rows if row.id in actions and actions[row.id].isEnabled()]
        checked = {row.id for row in usable if actions[row.id].isChecked()}
        self.offer(entries(usable, keys, checked), actions)

    def offer(self, items: Sequence[Entry], actions: Mapping[str, QAction], current: int = 0) -> None:
        """Shows these entries, the one of that number marked; choosing one triggers the action of its id."""
        self._items, self._actions = list(items), actions
        self._loan.take(self._line)
        self._line.clear()
        self._filter("")
        self._list.setCurrentRow(current)
        self._place()
        self._list.scrollToItem(self._list.currentItem(), QListWidget.ScrollHint.PositionAtCenter)
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[str]:
        """The ids of the commands that are listed now, in order."""
        return [self._list.item(row).data(_ENTRY).id for row in range(self._list.count())]

    def run(self) -> None:
        """Closes, and triggers the command that is marked, unless another codebook came without its label."""
        item = self._list.currentItem()
        if item is not None:
            self.hide()
            if (action := self._actions.get(item.data(_ENTRY).id)) is not None:
                action.trigger()

    def step(self, by: int) -> None:
        """Marks the command so many rows further down; round the ends by single steps."""
        count = self._list.count()
        if count:
            row = self._list.currentRow() + by
            self._list.setCurrentRow(row % count if abs(by) == 1 else min(max(row, 0), count - 1))

    def hideEvent(self, event: QHideEvent) -> None:
        if self._line.hasFocus():
            self._loan.give_back(Qt.FocusReason.PopupFocusReason)
        super().hideEvent(event)

    def _filter(self, query: str) -> None:
        self._list.clear()
        for entry in rank(query, self._items):
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            spoken = ", ".join(part for part in (entry.title, entry.state, entry.group, *entry.keys) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setVisible(self._list.count() > 0)
        self._none.setVisible(self._list.count() == 0)
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        unit, window = scale_of(self), self.parentWidget()
        margin = round(12 * unit)
        layout = self.layout()
        if layout is None or window is None:
            return
        layout.setContentsMargins(margin, margin, margin, margin)
        row = self._list.sizeHintForRow(0) if self._list.count() else 0
        self._list.setFixedHeight(max(1, row * min(_SHOWN, max(1, self._list.count()))))
        width = min(round(560 * unit), window.width() - 2 * margin)
        top = min(round(72 * unit), window.height() // 8)
        layout.activate()
        height = min(layout.sizeHint().height(), window.height() - top - margin)
        self.setGeometry(QRect(QPoint((window.width() - width) // 2, top), QSize(width, height)))


class _Line(QLineEdit):
    """The palette's line: passes the keys for the list on, and keeps shortcuts from the window."""

    def __init__(self, palette: CommandPalette) -> None:
        super().__init__(palette)
        self._palette = palette

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYS:
            self._palette.hide()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Backtab: -1,
            Qt.Key.Key_PageDown: _SHOWN,
            Qt.Key.Key_PageUp: -_SHOWN,
        }
        if event.key() in steps:
            self._palette.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._palette.run()
        elif event.key() == Qt.Key.Key_Escape:
            self._palette.hide()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        return False


class _EntryDelegate(QStyledItemDelegate):
    """Paints a command: its name, its menu, and its keys as caps at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        unit = scale_of(view) if isinstance(view, QWidget) else 1.0
        return QSize(round(200 * unit), round(32 * unit))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        if not isinstance(view, QListWidget):
            return
        theme, entry, unit = theme_of(view), index.data(_ENTRY), scale_of(view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.currentIndex() == index:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(option.rect, 7 * unit, 7 * unit)
        rect = option.rect.adjusted(round(10 * unit), 0, -round(10 * unit), 0)
        painter.setFont(option.font)
        metrics = QFontMetrics(option.font)
        rect.setRight(_paint_caps(painter, rect, entry.keys, theme, unit))
        if entry.picture is not None:
            width, height = round(16 * unit), round(12 * unit)
            entry.picture.paint(painter, rect.left(), rect.center().y() - height // 2, width, height)
            rect.setLeft(rect.left() + width + round(10 * unit))
        painter.setFont(option.font)
        painter.setPen(theme.color("text"))
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, title)
        rect.setLeft(rect.left() + metrics.horizontalAdvance(title) + round(10 * unit))
        painter.setPen(theme.color("muted"))
        told = " · ".join(part for part in (entry.group, entry.state) if part)
        group = metrics.elidedText(told, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, group)
        painter.restore()


def _paint_caps(painter: QPainter, rect: QRect, keys: tuple[str, ...], theme: Theme, unit: float) -> int:
    """Paints key caps from the right edge; returns where they begin."""
    font = painter.font()
    font.setPixelSize(max(1, round(11 * unit)))
    font.setWeight(font.Weight.DemiBold)
    painter.setFont(font)
    height, right = round(18 * unit), rect.right()
    for key in reversed(keys):
        width = painter.fontMetrics().horizontalAdvance(key) + round(10 * unit)
        cap = QRect(right - width, rect.center().y() - height // 2, width, height)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("window"))
        painter.drawRoundedRect(cap, 4 * unit, 4 * unit)
        painter.setPen(theme.color("muted"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        right -= width + round(6 * unit)
    return right
