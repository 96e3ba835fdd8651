"""A window that stays open for days: what was closed or left is freed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QDialog

from tests.end_to_end.window import CTRL, POPUPS, Driver, Key, Windows, answering, open_windows

windows = open_windows


def free(driver: Driver) -> None:
    """Lets what is to be deleted later be deleted."""
    driver.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def paste(driver: Driver) -> None:
    QApplication.clipboard().setText("Ein Text, der eingefügt wird.")
    driver.press("v", CTRL)


@POPUPS
@pytest.mark.parametrize(
    "ask",
    [
        lambda driver: driver.window.corpus.skip_article(),
        lambda driver: driver.window.corpus.edit_article(),
        lambda driver: driver.window.articles.search_field.show_help(),
        paste,
    ],
    ids=["skip", "metadata", "help", "paste"],
)
@pytest.mark.parametrize("end", [QDialog.accept, QDialog.reject])
def test_dialogs_that_were_closed_are_freed(
    windows: Windows, ask: Callable[[Driver], object], end: Callable[[QDialog], object]
) -> None:
    driver = windows.open("Die Fähre fährt.")
    with answering(QDialog, end):
        ask(driver)
    free(driver)
    assert not driver.window.findChildren(QDialog)


def test_articles_that_were_left_are_freed(windows: Windows) -> None:
    driver = windows.open("Die Fähre fährt.", "Der Hafen ruht.", "Das Meer steigt.")
    driver.press(Key.Key_PageDown, CTRL, times=2)
    driver.press("=", CTRL)
    free(driver)
    assert driver.pane.findChildren(QTextDocument) == [driver.pane.document()]
