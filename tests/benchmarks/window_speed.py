"""How long the real window takes: a label, the next article, a scrolled page, an opened project."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.start import make_window
from annotator.ui.suggestions.suggesting import SuggestingWhileReading

Times = list[float]
_PAINT_TIMEOUT_S = 5.0
_STEP = 2_900  # code points from one label to the next, so that each is made in another place
_PAUSE_MS = 300  # longer than who pages stays
_LABEL_KEYS = (Qt.Key.Key_A, Qt.Key.Key_Q, Qt.Key.Key_U, Qt.Key.Key_C)


class Painting(QObject):
    """Knows when a window was painted last: widgets that changed are painted together, upon one request."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.at = 0.0
        window.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802
        if target is self._window and event.type() == QEvent.Type.UpdateRequest:
            self._window.event(event)
            self.at = time.perf_counter()
            return True
        return False


class Stopwatch:
    """Times an action: until it returns, until it is painted, and until nothing it caused is left to do."""

    def __init__(self, window: QWidget) -> None:
        self._painting = Painting(window)
        self.returned: Times = []
        self.painted: Times = []
        self.idle: Times = []

    def time(self, action: Callable[[], object]) -> None:
        began = time.perf_counter()
        action()
        self.returned.append(time.perf_counter() - began)
        while self._painting.at < began:
            QApplication.processEvents()
            if time.perf_counter() > began + _PAINT_TIMEOUT_S:
                raise RuntimeError("the window painted nothing")
        self.painted.append(self._painting.at - began)
        settle()
        self.idle.append(time.perf_counter() - began)


def settle() -> None:
    """Lets timers of no delay, and what they set off, happen."""
    for _ in range(3):
        QApplication.processEvents()


def _wait() -> None:
    """A moment without a key, in which threads have the interpreter, as while a window waits (not so in qWait)."""
    QApplication.processEvents()
    time.sleep(0.0005)


def _pause() -> None:
    until = time.perf_counter() + _PAUSE_MS / 1000
    while time.perf_counter() < until:
        _wait()


@contextmanager
def window_with(project: Path | None, settings: Path, suggests: bool = True) -> Iterator[MainWindow]:
    """The real window, shown, with a project in it, in which rules suggest labels or not."""
    app = QApplication.instance() or QApplication(["benchmark"])
    assert isinstance(app, QApplication)
    chosen = Settings(settings)
    chosen.annotator = "Mara"
    chosen.suggests = suggests
    window = make_window(app, chosen, project)
    window.resize(1280, 820)
    window.show()
    settle()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        settle()


def label_by_key(window: MainWindow, rounds: int) -> Stopwatch:
    """Selects a stretch and presses a label's key, again and again, all over the article on screen."""
    pane, watch = window.pane, Stopwatch(window)
    pane.setFocus()
    for turn in range(rounds):
        start = turn * _STEP % (len(pane.text) - _STEP)
        pane.ensure_visible(start, start + 40)
        pane.select(start, start + 5 + turn % 40)
        settle()
        watch.time(lambda: QTest.keyClick(pane, _LABEL_KEYS[turn % 4]))  # noqa: B023
    return watch


def open_next(window: MainWindow, rounds: int) -> Stopwatch:
    """Goes from article to article by key."""
    watch = Stopwatch(window)
    window.pane.setFocus()
    for _ in range(rounds):
        watch.time(lambda: QTest.keyClick(window.pane, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier))
    return watch


def open_for_suggestions(window: MainWindow, ids: list[int]) -> Stopwatch:
    """Opens articles one after the other; the time from then until suggesters were through each, and it shows.

    Each time the window is left alone first: who pages gets suggestions where she stays.
    """
    controller = window.controllers.controller("suggesting")
    assert isinstance(controller, SuggestingWhileReading)
    watch = Stopwatch(window)
    for article_id in ids:
        _pause()
        window.articles.select_article(article_id)
        began = time.perf_counter()
        while controller.looked_through != article_id:
            _wait()
            if time.perf_counter() > began + _PAINT_TIMEOUT_S:
                raise RuntimeError(f"no suggestions came for article {article_id}")
        watch.returned.append(time.perf_counter() - began)
        settle()
        watch.painted.append(time.perf_counter() - began)
    return watch


def label_meanwhile(window: MainWindow, ids: list[int]) -> Stopwatch:
    """Opens articles and labels at once in each, while suggestions are made for it."""
    pane, watch = window.pane, Stopwatch(window)
    for article_id in ids:
        _pause()
        window.articles.select_article(article_id)
        pane.setFocus()
        QApplication.processEvents()
        for turn, key in enumerate(_LABEL_KEYS):
            pane.select(40 * turn + 20, 40 * turn + 25 + article_id % 10)
            watch.time(lambda: QTest.keyClick(pane, key))  # noqa: B023
    return watch


def scroll(window: MainWindow, rounds: int) -> Stopwatch:
    """Scrolls the article on screen by some lines at a time, through all of it."""
    watch, bar = Stopwatch(window), window.pane.verticalScrollBar()
    for _ in range(rounds):
        watch.time(lambda: bar.setValue((bar.value() + 90) % (bar.maximum() - 1_000)))
    return watch


def open_project(window: MainWindow, project: Path) -> tuple[Stopwatch, float]:
    """Opens a project in a window that has none; also by how many bytes the process has grown."""
    before = psutil.Process().memory_info().rss
    watch = Stopwatch(window)
    watch.time(lambda: window.corpus.open_path(project))
    return watch, psutil.Process().memory_info().rss - before
