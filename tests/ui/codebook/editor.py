"""The codebook's editor, open in a real window, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.ui.codebook.dialog import CodebookDialog
from annotator.ui.codebook.fields import Field
from tests.end_to_end.window import CTRL, Driver, Key


@contextmanager
def opened(driver: Driver) -> Iterator[CodebookDialog]:
    """The editor, without waiting for it to be closed."""
    window = driver.window
    dialog = CodebookDialog(window.session, window.appearance, window, window.keys)
    dialog.show()
    dialog.activateWindow()
    driver.qtbot.waitUntil(dialog.isActiveWindow)
    yield dialog
    dialog.done(0)
    dialog.deleteLater()


def said(field: QWidget) -> str:
    """What is said below a control."""
    parent = field.parentWidget()
    while not isinstance(parent, Field):
        assert parent is not None
        parent = parent.parentWidget()
    return parent.said()


def fill(driver: Driver, line: QLineEdit, text: str) -> None:
    """Types over what is in a line."""
    line.setFocus()
    driver.press(Key.Key_A, CTRL)
    driver.press(Key.Key_Delete)
    driver.write(text)
