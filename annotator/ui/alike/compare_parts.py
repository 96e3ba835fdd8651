"""What the comparison of two articles is made of: framed pages, and rows of buttons with their keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import KeyCap


class FramedPage(QFrame):
    """A page with a border, which shows whether the keyboard is in it."""

    def __init__(self, page: QTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(page)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (a virtual method of Qt)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_role(self, "page-focus" if event.type() == QEvent.Type.FocusIn else "page")
        return super().eventFilter(watched, event)


class Keyed(QWidget):
    """A button with the cap of its key."""

    def __init__(self, button: QWidget, keys: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(6 * scale_of(self)))
        row.addWidget(button)
        row.addWidget(KeyCap(keys))


class Wrapped(QWidget):
    """Widgets in a row, or in several where there is little room."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        flow = FlowLayout(self, round(12 * scale_of(self)))
        for part in parts:
            flow.addWidget(part)


def line_of(*parts: QWidget, stretched: QWidget) -> QHBoxLayout:
    """Widgets side by side, of which one takes what room there is."""
    row = QHBoxLayout()
    row.setSpacing(round(12 * scale_of(stretched)))
    for part in parts:
        row.addWidget(part, int(part is stretched))
    return row
