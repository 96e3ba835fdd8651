"""What the comparison of two articles is made of: framed pages, and rows of buttons with their keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

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
    """Buttons with the caps of their keys, to be shown and hidden together."""

    def __init__(self, *parts: tuple[QWidget, str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(6 * scale_of(self)))
        for n, (button, keys) in enumerate(parts):
            if n:
                row.addSpacing(round(6 * scale_of(self)))
            row.addWidget(button)
            row.addWidget(KeyCap(keys))


def line_of(*parts: QWidget | None, stretched: QWidget | None = None) -> QHBoxLayout:
    """Widgets side by side; None is a gap that takes what room there is."""
    row = QHBoxLayout()
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, int(part is stretched))
    row.setSpacing(round(12 * scale_of(next(part for part in parts if part is not None))))
    return row
