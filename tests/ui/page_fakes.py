"""A window to try one widget in."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


class Page(QWidget):
    """A shown window with a line edit before and after what is tested."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.before, self.after = QLineEdit(), QLineEdit()
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.before)
        self.resize(640, 300)

    def put(self, widget: QWidget, qtbot: QtBot) -> None:
        self.column.addWidget(widget)
        self.column.addWidget(self.after)
        self.show()
        self.activateWindow()
        self.before.setFocus()
        qtbot.waitUntil(self.before.hasFocus)


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
