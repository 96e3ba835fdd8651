"""The search field above the article list, and a search that fills the list without holding up typing."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from annotator.core.models import State
from annotator.project import Project
from annotator.ui.articles.model import ArticleSource
from annotator.ui.articles.query_line import QueryLine
from annotator.ui.parts.icons import icon
from annotator.ui.parts.keyboard_loan import KeyboardLoan
from annotator.ui.parts.theme import theme_of
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.parts.worker import Job, Progress

if TYPE_CHECKING:
    from annotator.core.query import Query

DEBOUNCE_MS = 120
_SLICE_S = 0.004


class SearchField(QueryLine):
    """A line to search with: its key inside at the right, or a button to clear it.

    Unless suggestions take them, Down and Enter emit ``entered``, Escape clears it and gives the focus back to
    where it came from.
    """

    entered = Signal()
    opened = Signal()
    """Enter was pressed, after ``entered``: the person wants to go on in the text."""
    left = Signal()
    """Escape was pressed, and the focus could not go back to where it came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loan = KeyboardLoan()
        self.setAccessibleName(self.tr("Search articles"))
        self._key = KeyCap("", self)
        self._clear = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText(self.tr("Clear search"))
        self._clear.setToolTip(self.tr("Clear search"))
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._show_key)
        self._show_key()

    def set_key(self, key: str) -> None:
        """Shows the key that leads here."""
        self._key.set_keys(key)
        self._show_key()

    def take_focus(self) -> None:
        """Takes the focus, all text selected, and remembers who had it."""
        self._loan.take(self)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Claims Escape before a shortcut of the window takes it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down, Enter and Escape leave the field."""
        if self.take_key(event):
            return
        match event.key():
            case Qt.Key.Key_Down:
                self.entered.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
                self.opened.emit()
            case Qt.Key.Key_Escape:
                self.clear()
                self._give_back()
            case _:
                super().keyPressEvent(event)

    def _give_back(self) -> None:
        if not self._loan.give_back(Qt.FocusReason.OtherFocusReason):
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the key at the right edge."""
        super().resizeEvent(event)
        self._show_key()

    def _show_key(self) -> None:
        size = self._key.sizeHint()
        margin = (self.height() - size.height()) // 2
        self._key.setGeometry(self.width() - size.width() - margin, margin, size.width(), size.height())
        searching = bool(self.text())
        self._key.setVisible(not searching and bool(self._key.text()))
        self._clear.setVisible(searching)
        if searching:
            # Drawn only now, since the first icon loads QtSvg.
            self._clear.setIcon(icon("close", theme_of(self).muted))
        self.setTextMargins(0, 0, 0 if searching else size.width(), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Colour of the button and place of the key follow theme and font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._show_key()


class Relay(QObject):
    """Carries what a job finds into the thread that made this, and lives as long as the job needs it."""

    came = Signal(int, object)  # which search, and what it found


class SearchRun(QObject):
    """One search: words in slices of a few milliseconds between events, all else in a thread of its own.

    ``found`` carries further ids as they come, the first at once, ``finished`` that there are no more. Hits
    outside the wanted state are left out.
    """

    found = Signal(object)
    finished = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chunks: Iterator[list[int]] | None = None
        self._wanted: frozenset[int] | None = None
        self._job: Job | None = None
        self._number = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._slice)

    @property
    def running(self) -> bool:
        """Whether further hits may come."""
        return self._chunks is not None or self._job is not None

    def start(self, source: ArticleSource, query: Query, state: State | None) -> None:
        """Searches for something else from now on."""
        self.stop()
        self._wanted = None if state is None else frozenset(source.article_ids(state))
        if query.root is not None and not query.is_indexed and isinstance(source, Project):
            self._start_job(source, query)
            return
        self._chunks = source.search(query.text)
        self._timer.start(0)
        self._slice()

    def stop(self) -> None:
        """Forgets the search; nothing is emitted after this."""
        self._timer.stop()
        self._number += 1
        self._chunks = self._wanted = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _start_job(self, project: Project, query: Query) -> None:
        number, relay = self._number, Relay()
        relay.came.connect(self._on_came)

        def work(own: Project, progress: Progress) -> None:
            for ids in own.queries.articles(query):
                if ids:
                    relay.came.emit(number, ids)
                if not progress(0, 0):
                    return

        job = Job(project.path, project.annotator, work, project.everyone)
        job.finished_with.connect(lambda _result: self._on_end(number, ""))
        job.failed.connect(lambda sentence: self._on_end(number, sentence))
        job.crashed.connect(lambda _error: self._on_end(number, ""))
        self._job = job
        job.start()

    def _on_came(self, number: int, ids: list[int]) -> None:
        if number == self._number:
            self._emit(ids)

    def _on_end(self, number: int, sentence: str) -> None:
        # The job may outlive the window.
        if number != self._number or not isValid(self):
            return
        self._job = None
        if sentence:
            self.failed.emit(sentence)
        self.finished.emit()

    def _emit(self, ids: Iterable[int]) -> None:
        hits = array("q", (i for i in ids if self._wanted is None or i in self._wanted))
        if hits:
            self.found.emit(hits)

    def _slice(self) -> None:
        hits, end = array("q"), perf_counter() + _SLICE_S
        while self._chunks is not None:
            chunk = next(self._chunks, None)
            if chunk is None:
                self._timer.stop()
                self._chunks = None
                break
            hits.extend(chunk)
            if perf_counter() >= end:
                break
        complete = self._chunks is None
        self._emit(hits)
        if complete:
            self.finished.emit()
