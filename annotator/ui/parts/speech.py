"""What a screen reader is told that neither moves the keyboard nor changes what the keyboard is in."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget, QWidget


def is_listening() -> bool:
    """Whether a screen reader or the like is there."""
    # Here, as its classes take a while to make, and few starts need them.
    from PySide6.QtGui import QAccessible

    return QAccessible.isActive()


def announce(widget: QWidget, sentence: str) -> None:
    """Lets the screen reader say a sentence, when it has said what it is saying; without one, nothing happens."""
    if not sentence or not is_listening():
        return
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def announce_rows(rows: QListWidget, line: QWidget) -> None:
    """Lets the current row be said whenever it is another one, while the keyboard stays in the line above."""
    soon = QTimer(rows)
    soon.setSingleShot(True)
    soon.setInterval(0)

    def say() -> None:
        item = rows.currentItem()
        if item is not None and line.hasFocus():
            announce(line, str(item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text()))

    soon.timeout.connect(say)
    rows.currentItemChanged.connect(lambda _now, _before: soon.start())
