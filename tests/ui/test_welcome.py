"""The welcome page by mouse, key and drop."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.parts.theme import Appearance
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.welcome import WelcomePage, WelcomeRow


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "hafen.annotator"
    path.touch()
    return path


def open_page(qtbot: QtBot, *recent: Path) -> WelcomePage:
    page = WelcomePage(recent)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    assert QTest.qWaitForWindowActive(page)
    page.setFocus()
    return page


def row(page: QWidget, name: str) -> WelcomeRow:
    return next(r for r in page.findChildren(WelcomeRow) if r.accessibleName() == name)


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("New project…", "new_requested"),
        ("Open project…", "open_requested"),
        ("Open the sample", "sample_requested"),
    ],
)
@pytest.mark.parametrize("key", [None, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_choices(qtbot: QtBot, name: str, signal: str, key: Qt.Key | None) -> None:
    page = open_page(qtbot)
    chosen = row(page, name)
    with qtbot.waitSignal(getattr(page, signal)):
        if key is None:
            QTest.mouseClick(chosen, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        else:
            QTest.keyClick(chosen, key)


def test_keys_are_shown(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    assert [cap.text() for cap in row(page, "New project…").findChildren(KeyCap)] == ["Ctrl N"]
    own = WelcomePage(keys={"article.open": ("F9",)})
    qtbot.addWidget(own)
    assert [cap.text() for cap in row(own, "Open project…").findChildren(KeyCap)] == ["F9"]
    assert all(cap.isHidden() for cap in row(own, "New project…").findChildren(KeyCap))


def test_recent_projects(qtbot: QtBot, project: Path, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path / "gone.annotator", project)
    gone, there = row(page, "gone"), row(page, "hafen")
    assert not gone.isEnabled()
    assert gone.accessibleDescription().endswith("not there")
    assert there.hasFocus()
    with qtbot.waitSignal(page.path_chosen) as blocker:
        QTest.keyClick(there, Qt.Key.Key_Return)
    assert blocker.args == [project]


def test_the_keyboard_begins_at_a_new_project(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, tmp_path / "gone.annotator")
    assert row(page, "New project…").hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    assert row(page, "Open project…").hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert row(page, "Open the sample").hasFocus()


def test_recent_projects_are_replaced(qtbot: QtBot, project: Path) -> None:
    page = open_page(qtbot)
    assert len(page.findChildren(WelcomeRow)) == 3
    page.set_recent([project.with_name(f"{n}.annotator") for n in range(9)])
    page.set_recent([project])
    QApplication.sendPostedEvents(None, 52)  # QEvent.Type.DeferredDelete
    assert [r.text() for r in page.findChildren(WelcomeRow)][3:] == ["hafen"]


def drop(page: WelcomePage, *urls: QUrl) -> bool:
    """Drops addresses on the page, to be moved there; whether it takes them, as a copy."""
    mime = QMimeData()
    mime.setUrls(urls)
    copy, move = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
    left, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy | move, mime, left, shift)
    dropped = QDropEvent(QPointF(9, 9), copy | move, mime, left, shift)
    for event in (enter, dropped):
        assert event.proposedAction() == move
        event.ignore()
        QApplication.sendEvent(page, event)
    return enter.isAccepted() and all(event.dropAction() == copy for event in (enter, dropped))


def test_dropped_files(qtbot: QtBot, project: Path, tmp_path: Path) -> None:
    page = open_page(qtbot)
    with qtbot.waitSignal(page.files_dropped) as blocker:
        assert drop(page, QUrl.fromLocalFile(str(project)), QUrl("https://x.example/"))
    assert blocker.args == [[project]]
    with qtbot.assertNotEmitted(page.files_dropped):
        assert not drop(page, QUrl("https://x.example/"))


def test_it_follows_theme_and_scale(qtbot: QtBot, project: Path, qapp: QApplication) -> None:
    before = qapp.styleSheet(), qapp.palette(), qapp.font()
    appearance = Appearance("light")
    appearance.apply(qapp)
    try:
        page = open_page(qtbot, project, project.with_name("gone.annotator"))
        light = page.grab().toImage()
        width = row(page, "hafen").width()
        appearance.set_mode("dark")
        dark = page.grab().toImage()
        assert light.pixelColor(3, 3).lightness() > 200 > 60 > dark.pixelColor(3, 3).lightness()
        appearance.set_scale(1.5)
        QApplication.processEvents()
        assert row(page, "hafen").width() > 1.3 * width
    finally:
        qapp.styleHints().unsetColorScheme()
        qapp.setFont(before[2])
        qapp.setPalette(before[1])
        qapp.setStyleSheet(before[0])
