"""Long commands: all or nothing, told, and shown when they are done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.project import Project, commands
from annotator.store.history import Recorder
from annotator.ui.parts import worker
from annotator.ui.parts.long_command import LongCommandDialog, run_long
from annotator.ui.parts.worker import Progress
from annotator.ui.session import Session
from tests.making import make_draft, query


@dataclass(frozen=True)
class NoteAll:
    """Writes a note to the article's title in many steps."""

    name: ClassVar[str] = "edit article"
    started: threading.Event
    go_on: threading.Event

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        recorder.update("article", 1, "", title="Neu")
        self.started.set()
        while not self.go_on.wait(0.01):
            recorder.step(0, 2)
        recorder.step(1, 2)
        recorder.update("article", 1, "", title="Neuer")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    project = Project.create(tmp_path / "p.annotator", "mara")
    project.import_drafts([make_draft(key="a")])
    session = Session()
    session.adopt(project)
    session.show(1)
    yield session
    session.close()
    assert not worker._running


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_quick_one_shows_no_dialog_and_is_on_screen_at_once(session: Session, window: QWidget) -> None:
    seen: list[bool] = []
    session.article_changed.connect(lambda: seen.append(QApplication.activeModalWidget() is None))

    def work(project: Project, progress: Progress) -> object:
        return project.apply(commands.EditArticle(1, "Neu"), progress)

    change = run_long(window, session, "Renaming", work)
    assert change is not None
    assert seen == [True]
    assert session.article is not None
    assert session.article.title == "Neu"
    session.undo()
    assert session.article.title == "Titel"


def test_a_long_one_can_be_stopped_and_has_changed_nothing(session: Session, window: QWidget) -> None:
    failures: list[str] = []
    session.failed.connect(failures.append)
    command = NoteAll(threading.Event(), threading.Event())

    def stop() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, LongCommandDialog):
            QTimer.singleShot(20, stop)
            return
        assert command.started.is_set()
        assert "Renaming" in [label.text() for label in dialog.findChildren(QLabel)]
        dialog.reject()
        assert dialog.is_running()

    QTimer.singleShot(20, stop)
    assert run_long(window, session, "Renaming", lambda p, progress: p.apply(command, progress)) is None
    assert failures == ["Stopped: nothing was changed."]
    assert session.article is not None
    assert session.article.title == "Titel"
    assert session.project is not None
    assert query(session.project.path, "select title from article") == [("Titel",)]
    assert session.project.next_undo() == "import"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_enter_stops_but_not_the_one_that_is_held_down(session: Session, window: QWidget) -> None:
    failures: list[str] = []
    session.failed.connect(failures.append)
    go_on = threading.Event()

    def work(project: Project, progress: Progress) -> object:
        while not go_on.wait(0.01):
            if not progress(0, 2):
                return None
        return True

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        focus = QApplication.focusWidget()
        if not isinstance(dialog, LongCommandDialog) or focus is None:
            QTimer.singleShot(20, press)
            return
        none = Qt.KeyboardModifier.NoModifier
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", autorep=True)
        QApplication.sendEvent(focus, held)
        assert not dialog.is_stopped
        QTest.keyClick(focus, Qt.Key.Key_Return)
        assert dialog.is_stopped

    QTimer.singleShot(20, press)
    # Else a key that is not heard would be waited for.
    QTimer.singleShot(5_000, go_on.set)
    assert run_long(window, session, "Renaming", work) is None
    assert failures == ["Stopped: nothing was changed."]


def test_what_a_person_can_mend_is_told(session: Session, window: QWidget) -> None:
    failures: list[str] = []
    session.failed.connect(failures.append)

    def work(project: Project, progress: Progress) -> object:
        raise UserError("There is no such label.")

    assert run_long(window, session, "Renaming", work) is None
    assert failures == ["There is no such label."]


def test_without_a_project_nothing_happens(qtbot: QtBot, window: QWidget) -> None:
    session = Session()
    assert run_long(window, session, "Renaming", lambda project, progress: 1) is None
