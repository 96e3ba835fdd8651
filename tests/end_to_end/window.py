"""The real window, driven as a person drives it: keys and mouse, then a look at the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QDeadlineTimer, QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import Draft, Relation, Span
from annotator.jobs.files import ExportFilter
from annotator.project import Project
from annotator.ui.main_window import MainWindow
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.settings import Settings
from annotator.ui.start import make_window
from tests.making import make_draft

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
D = TypeVar("D", bound=QDialog)
# What the offscreen platform says of menus and dialogs.
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support")


class Driver:
    """A person at the window; counts the keys that she presses."""

    def __init__(
        self, qtbot: QtBot, path: Path | None, settings: Path, annotator: str = "Mara", suggests: bool = False
    ) -> None:
        self.qtbot = qtbot
        self.settings = Settings(settings)
        self.settings.suggests = suggests
        if annotator:
            self.settings.annotator = annotator
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.window: MainWindow = make_window(app, self.settings, path)
        self.window.resize(1200, 800)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.settle()
        self.keys = 0
        self._open = True

    @property
    def pane(self) -> TextPane:
        return self.window.pane

    @property
    def project(self) -> Project:
        assert self.window.session.project is not None
        return self.window.session.project

    @property
    def spans(self) -> list[Span]:
        return [self.window.session.spans[id_] for id_ in self.pane.ordered_span_ids()]

    @property
    def relations(self) -> list[Relation]:
        return list(self.window.session.relations.values())

    @property
    def active(self) -> Span:
        """The span that is active in the pane."""
        assert self.pane.active is not None
        return self.window.session.spans[self.pane.active]

    @property
    def text(self) -> str:
        assert self.window.session.article is not None
        return self.window.session.article.text

    @property
    def title(self) -> str:
        assert self.window.session.article is not None
        return self.window.session.article.title

    @property
    def told(self) -> str:
        """The sentence in the status line."""
        return self.window.status._told.whole

    @property
    def message(self) -> str:
        """The sentence in the bar at the top; empty while there is none."""
        return self.window.messages.text()

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    @property
    def words(self) -> list[str]:
        """The words of each span, in the order of the text."""
        return [self.text[span.start : span.end] for span in self.spans]

    def settle(self) -> None:
        """Lets what follows a change (inspector, list) happen."""
        for _ in range(3):
            QApplication.processEvents()

    def front(self) -> None:
        """Makes this the active window, as a click on its frame would."""
        self.window.activateWindow()
        self.pane.setFocus()
        self.settle()

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Presses a key where the keyboard is."""
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():
            # Nobody manages windows here: the one below a closed dialog, which may have closed before it was told
            # that it is active, has to be chosen again.
            self.window.activateWindow()
            self.settle()
        for _ in range(times):
            target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.pane
            click_key(target, key, modifiers)
            self.keys += 1
        self.settle()

    def write(self, text: str) -> None:
        """Types ASCII text into the field that has the keyboard."""
        QTest.keyClicks(self.focus, text)
        self.settle()

    def place(self, needle: str, occurrence: int = 0) -> tuple[int, int]:
        """Start and end of a piece of the text."""
        start = -1
        for _ in range(occurrence + 1):
            start = self.text.index(needle, start + 1)
        return start, start + len(needle)

    def caret_to(self, needle: str, occurrence: int = 0) -> None:
        """Puts the caret before a piece of the text, as a click there would."""
        self.pane.set_caret(self.place(needle, occurrence)[0])

    def label(self, needle: str, key: str, occurrence: int = 0) -> Span:
        """Selects a piece of the text, presses a label's key, and returns the span."""
        self.pane.select(*self.place(needle, occurrence))
        self.press(key)
        return self.active

    # The mouse

    def spot(self, offset: int, share: float = 0.5) -> QPoint:
        """A point of the viewport on the character at ``offset``, ``share`` of its width from its left."""
        self.pane.ensure_visible(offset, offset)
        self.settle()
        line = self.pane.places.line_at(offset)
        left, right = self.pane.places.x_ranges(line, offset, offset + 1)[0]
        y = line.baseline - 4 - self.pane.scrolled
        return QPointF(left + share * (right - left), y).toPoint()

    def drag(
        self, start: int, end: int, modifiers: Qt.KeyboardModifier = NONE, shares: tuple[float, float] = (0.2, 0.2)
    ) -> None:
        """Drags with the mouse from the character at ``start`` to that at ``end``."""
        first, last = self.spot(start, shares[0]), self.spot(end, shares[1])
        kinds = QEvent.Type
        self._mouse(kinds.MouseButtonPress, first, modifiers)
        self._mouse(kinds.MouseMove, (first + last) / 2, modifiers)
        self._mouse(kinds.MouseMove, last, modifiers)
        self._mouse(kinds.MouseButtonRelease, last, modifiers, down=False)
        self.settle()

    def _mouse(self, kind: QEvent.Type, point: QPoint, modifiers: Qt.KeyboardModifier, down: bool = True) -> None:
        view = self.pane.viewport()
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        held = LEFT if down else Qt.MouseButton.NoButton
        place = QPointF(view.mapToGlobal(point))
        QApplication.sendEvent(view, QMouseEvent(kind, QPointF(point), place, button, held, modifiers))

    def click(self, offset: int, share: float = 0.5) -> None:
        """Clicks once on the character at ``offset``."""
        QTest.mouseClick(self.pane.viewport(), LEFT, NONE, self.spot(offset, share))
        self.settle()

    def menu(self, offset: int) -> dict[str, QAction]:
        """The entries of the menu for a place of the text, without their keys."""
        menu = self.window.menus.menu_for_text(offset)
        return {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}

    def drop(self, target: QWidget, paths: Sequence[Path | str]) -> bool:
        """Drags files or (texts) links over a widget and drops them; whether anybody took them, as a copy.

        To move them is proposed, as file managers do, here by Shift.
        """
        data = QMimeData()
        data.setUrls([QUrl(path) if isinstance(path, str) else QUrl.fromLocalFile(str(path)) for path in paths])
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        entered = QDragEnterEvent(QPoint(5, 5), actions, data, LEFT, SHIFT)
        QApplication.sendEvent(target, entered)
        if not entered.isAccepted():
            return False
        event = QDropEvent(QPointF(5, 5), actions, data, LEFT, SHIFT)
        assert event.proposedAction() == Qt.DropAction.MoveAction
        QApplication.sendEvent(target, event)
        self.settle()
        return event.isAccepted() and event.dropAction() == Qt.DropAction.CopyAction

    @contextmanager
    def answering(self, kind: type[D], answer: Callable[[D], object]) -> Iterator[None]:
        """While the body opens a modal dialog of this kind, does with it what ``answer`` says."""
        with answering(kind, answer):
            yield
        self.window.activateWindow()
        self.settle()

    # The file

    def record(self, article_id: int = 1, keep_zones: bool = True) -> dict[str, Any]:
        """The record of an article, read from the file by another connection."""
        with closing(Project.open(self.project.path, "reader")) as project:
            preview = project.exporting.preview(article_id, ExportFilter(keep_zones=keep_zones))
            assert preview is not None
            record: dict[str, Any] = json.loads(preview.files[""])
            return record

    def exported(self, article_id: int = 1) -> list[tuple[str, str]]:
        """Label and words of each span in the file."""
        record = self.record(article_id)
        for span in record["spans"]:
            assert span["text"] == record["text"][span["start"] : span["end"]]
        return [(span["label"], span["text"]) for span in record["spans"]]

    def close(self) -> None:
        if self._open:
            self._open = False
            self.window.close()
            self.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.settle()


class Windows:
    """Opens windows on projects in one folder, and closes them at the end."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.opened: list[Driver] = []

    def project(self, *articles: str | Draft, name: str = "p.annotator") -> Path:
        """Makes a project of texts and drafts; a text's title is "Article 1" and so on.

        Somebody else has imported them, so that undo ends at the articles.
        """
        path = self.folder / name
        drafts = [
            make_draft(one, title=f"Article {n}") if isinstance(one, str) else one
            for n, one in enumerate(articles, 1)
        ]
        with closing(Project.create(path, "importer")) as project:
            report = project.import_drafts(drafts)
            assert report.imported == len(drafts), report.refused
        return path

    def open(
        self,
        *articles: str | Draft,
        path: Path | None = None,
        annotator: str = "Mara",
        settings: str = "settings.ini",
        welcome: bool = False,
        suggests: bool = False,
    ) -> Driver:
        """Opens a window on a new project of these articles, on ``path``, or on no project (``welcome``).

        With ``suggests``, suggestions come by themselves.
        """
        if path is None and not welcome:
            path = self.project(*articles)
        driver = Driver(self.qtbot, path, self.folder / settings, annotator, suggests)
        self.opened.append(driver)
        return driver

    def close(self) -> None:
        for driver in self.opened:
            driver.close()


@pytest.fixture
def open_windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Windows]:
    """Opens real windows, and closes them after the test; modules call the fixture ``windows``."""
    made = Windows(qtbot, tmp_path)
    yield made
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    made.close()


@contextmanager
def answering(kind: type[D], answer: Callable[[D], object]) -> Iterator[None]:
    """While the body opens a modal dialog of this kind, does with it what ``answer`` says."""
    seen: set[str] = set()
    answered: list[QDialog] = []
    end = QDeadlineTimer(60_000)
    timer = QTimer(interval=5)

    def look() -> None:
        found = QApplication.activeModalWidget()
        seen.add(type(found).__name__)
        if isinstance(found, kind) and found.isActiveWindow():
            timer.stop()
            answered.append(found)
            try:
                answer(found)
            except BaseException:
                found.done(0)
                raise
        elif end.hasExpired() and isinstance(found, QDialog):
            timer.stop()
            found.done(0)

    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    assert answered, f"{kind.__name__} did not open, but {seen}"


def click_key(widget: QWidget, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Presses a key, or that of an ASCII character, on a widget."""
    # PySide's types know nothing of characters.
    QTest.keyClick(widget, key, modifiers)  # type: ignore[arg-type]


def popup_menu(driver: Driver) -> QMenu:
    """The menu that is open now."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    driver.settle()
    return popup


def labels_of(widget: QWidget) -> list[str]:
    """All texts that a widget shows in labels now."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
