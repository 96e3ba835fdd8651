"""How long it takes to label what is said by whom: links, registers, comments and queries, in the real window.

Each function does some kind of action again and again, in articles from all over the corpus, and notes by the name
of the action how long it took: until it was painted, and until inspector, list and open windows had followed.
"""

from __future__ import annotations

import gc
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLineEdit, QWidget

from annotator.core.models import Span
from annotator.project import load_commands
from annotator.ui.main_window import MainWindow
from annotator.ui.register.registering import Registering
from tests.benchmarks.window_speed import Painting, Stopwatch, settle

Key = Qt.Key
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_WAIT_S = 60.0
_STEP = 311  # articles from one that is worked in to the next: the file's pages are not in memory yet
_PAUSE_S = 0.12  # after which a register's window has read what it shows of an entry


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds that one action took: until it was painted, and until everything had followed."""

    painted: float
    idle: float


class Person:
    """Works in a window, and knows how long each thing took."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.pane = window.pane
        self.taken: dict[str, list[Taken]] = defaultdict(list)
        self._watches: dict[QWidget, Stopwatch] = {}
        # Of the platform without a display, whenever a popup or dialog is placed.
        qInstallMessageHandler(
            lambda _kind, _where, text: None if "does not support" in text else print(text, file=sys.stderr)
        )
        # As the program does when it has started.
        load_commands()
        gc.freeze()
        made = window.controllers.controller("registering")
        assert isinstance(made, Registering)
        self.registering = made
        self.wait(lambda: made.index.ready)
        self.front()

    # Not timed

    def wait(self, done: Callable[[], object]) -> None:
        """Waits until something has happened that a thread or a timer does."""
        end = time.perf_counter() + _WAIT_S
        while not done():
            QApplication.processEvents()
            if time.perf_counter() > end:
                raise RuntimeError("it did not happen")

    def front(self) -> None:
        """Makes the window the active one, with the keyboard in the text."""
        self.window.activateWindow()
        self.pane.setFocus()
        settle()

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Presses a key where the keyboard is."""
        QTest.keyClick(self._focus(), key, modifiers)  # type: ignore[arg-type]
        settle()

    def go_to(self, span: Span) -> None:
        """Makes a span active."""
        self.window.labelling.activate(span.id)
        self.front()

    def spans(self, label: str) -> list[Span]:
        """The article's spans of a label, in the order of its text."""
        spans = self.window.session.spans
        return [spans[id_] for id_ in self.pane.ordered_span_ids() if spans[id_].label == label]

    def articles(self, rounds: int) -> Iterator[int]:
        """Opens so many articles, one after the other."""
        assert self.window.session.project is not None
        ids = self.window.session.project.article_ids()
        for turn in range(rounds):
            self.window.articles.select_article(ids[(turn + 1) * _STEP % len(ids)])
            self.front()
            yield turn

    def modal(self, does: Callable[[QDialog], object], opens: Callable[[], object]) -> None:
        """Opens a dialog that holds up the window, and does something with it that closes it."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            try:
                does(dialog)
            finally:
                dialog.done(0)
                self._watches.pop(dialog, None)

        QTimer.singleShot(0, look)
        opens()
        self.front()

    # Timed

    def time(self, name: str, action: Callable[[], object], window: QWidget | None = None) -> None:
        """Times an action until the window, or the one that is given, has been painted."""
        shown = window or self.window
        if shown not in self._watches:
            self._watches[shown] = Stopwatch(shown)
        watch = self._watches[shown]
        watch.time(action)
        self.taken[name].append(Taken(watch.painted[-1], watch.idle[-1]))

    def press(
        self,
        name: str,
        key: Qt.Key | str,
        modifiers: Qt.KeyboardModifier = NONE,
        target: QWidget | None = None,
        window: QWidget | None = None,
    ) -> None:
        """Times a key, where the keyboard is if no target is given."""
        where = target or self._focus()
        self.time(name, lambda: QTest.keyClick(where, key, modifiers), window)  # type: ignore[arg-type]

    def held(self, name: str, done: Callable[[], object] | None = None) -> None:
        """The longest time for which the window answers nothing, until ``done``, or for a moment."""
        began = now = time.perf_counter()
        longest = 0.0
        while now < began + (_WAIT_S if done else _PAUSE_S) and not (done and done()):
            QApplication.processEvents()
            before, now = now, time.perf_counter()
            longest = max(longest, now - before)
        self.taken[name].append(Taken(longest, longest))

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.pane


def let_others_read(project: Path) -> None:
    """Has seven articles of ten read, or begun, by one of three people: a fresh import's states cost nothing."""
    with closing(sqlite3.connect(project)) as conn, conn:
        conn.execute(
            """insert or ignore into article_state(article_id, annotator, state, updated_at)
            select id, case id % 3 when 0 then 'Mara' when 1 then 'Bo' else 'Kim' end,
            case id % 4 when 0 then 'started' else 'done' end, created_at from article where id % 10 < 7"""
        )


def reading(person: Person, rounds: int) -> None:
    """The next article, and the next span, by key; spans of each label that the inspector tells most of."""
    for _ in range(rounds):
        person.press("next article", Key.Key_PageDown, CTRL, person.pane)
    for _ in person.articles(rounds):
        for label in ("ACTOR", "QUOTE", "CLAIM"):
            for span in person.spans(label)[:2]:
                person.time(f"{label} selected", lambda: person.window.labelling.activate(span.id))  # noqa: B023
        person.press("Tab", Key.Key_Tab)


def entries(person: Person, rounds: int) -> None:
    """Links actors and claims to their entries: by the picker, with a name typed into it, and at once."""
    for _ in person.articles(rounds):
        for label, typed in (("ACTOR", "bro"), ("CLAIM", "die s")):
            person.go_to(person.spans(label)[0])
            person.press(f"E on {label}", Key.Key_E)
            for letter in typed:
                person.press("key in the picker", letter)
            person.press("Enter links", Key.Key_Return)
            for span in [s for s in person.spans(label) if s.actor_id is None and s.concept_id is None][:1]:
                person.go_to(span)
                person.press("Shift+E", Key.Key_E, SHIFT)
                person.key(Key.Key_Escape)


def links(person: Person, rounds: int) -> None:
    """Links quotes to speakers, sets attributes, adds pieces to spans, removes and joins them."""
    for _ in person.articles(rounds):
        quote, cue = person.spans("QUOTE")[0], person.spans("CUE")[0]
        person.go_to(quote)
        person.press("S", Key.Key_S)
        person.press("its number", "2")
        person.press("Shift+S", Key.Key_S, SHIFT)
        person.press("its number", "3")
        person.key(Key.Key_Escape)
        person.go_to(quote)
        person.press("attribute", "1")
        person.go_to(cue)
        person.key("+")
        person.pane.select(cue.end + 1, cue.end + 4)
        settle()
        person.press("+", Key.Key_Return)
        person.press("-", "-")
        person.go_to(person.spans("ACTOR")[0])
        person.press("J", Key.Key_J)


def comments(person: Person, rounds: int) -> None:
    """Writes comments, flags spans, and goes from question to question."""
    for _ in person.articles(rounds):
        person.go_to(person.spans("CLAIM")[0])
        person.press("T", Key.Key_T)
        for letter in "who":
            person.press("its letter", letter)
        person.press("its Enter", Key.Key_Return)
        person.go_to(person.spans("QUOTE")[0])
        person.press("!", "!")
    for _ in range(rounds):
        person.press("Shift+F8", Key.Key_F8, SHIFT, person.pane)


def occurrences(person: Person, rounds: int) -> None:
    """Opens all occurrences of a name in its article, and labels them."""
    from annotator.ui.recode.occurrences import Occurrences

    made = person.window.controllers.controller("occurrences")
    assert isinstance(made, Occurrences)
    for _ in person.articles(rounds):
        person.pane.select(person.spans("CUE")[0].start, person.spans("CUE")[0].end)
        settle()
        began = time.perf_counter()
        QTest.keyClick(person.pane, Key.Key_L, CTRL)
        dialog = made._dialog
        assert dialog is not None
        painting = Painting(dialog)
        person.wait(lambda: painting.at)  # noqa: B023
        person.taken["Ctrl+L"].append(Taken(painting.at - began, time.perf_counter() - began))
        dialog.activateWindow()
        settle()
        if dialog._apply.isEnabled():
            person.press("its Enter labels", Key.Key_Return, target=dialog.focusWidget())
        dialog.reject()
        person.front()


def corrections(person: Person, rounds: int) -> None:
    """Adds a letter to a paragraph of an article, and saves it."""
    from annotator.ui.correction_dialog import ArticleEdit

    def correct(dialog: QDialog) -> None:
        field = dialog.findChild(ArticleEdit)
        assert field is not None
        settle()
        field.moveCursor(QTextCursor.MoveOperation.EndOfLine)
        settle()
        person.press("letter", "x", target=field, window=dialog)
        person.press("Ctrl+Enter", Key.Key_Return, CTRL, target=dialog)

    for _ in person.articles(rounds):
        person.pane.set_caret(person.spans("CUE")[0].start)
        settle()
        person.modal(correct, lambda: person.key(Key.Key_F4))


def actors(person: Person, rounds: int) -> None:
    """Searches the register of actors, looks at some, and goes through what has no actor yet."""
    person.registering.show_actors()
    window = person.registering._actors
    assert window is not None
    page, queue = window.actors, window.unlinked
    person.wait(page.model.rowCount)
    for turn in range(rounds):
        for letter in ("merle b", "harksen", "öhl", "gro")[turn % 4]:
            person.press("letter", letter, target=page.search, window=window)
        person.press("the next one", Key.Key_Down, target=page.search, window=window)
        person.held("its mentions")
        person.press("search left", Key.Key_Escape, target=page.search, window=window)
    most_used = sorted(person.registering.index.actors.values, key=person.registering.index.actors.uses)[-1]
    page.show_actor(most_used)
    person.held("its mentions")
    _pages(person, window, page.concordance, rounds)
    window._tabs.setCurrentIndex(1)
    person.wait(queue.model.rowCount)
    _pages(person, window, queue.view, rounds)
    queue.view.selectRow(0)
    for _ in range(rounds):
        person.press("queue: next", Key.Key_Right, target=queue.view, window=window)
        person.press("queue: linked", "1", target=queue.view, window=window)
    window.close()
    person.front()


def concepts(person: Person, rounds: int) -> None:
    """Searches the concepts and looks at some."""
    person.registering.show_concepts()
    window = person.registering._concepts
    assert window is not None
    page = window.page
    person.wait(page.model.rowCount)
    for _ in range(rounds):
        for letter in "die s":
            person.press("letter", letter, target=page.search, window=window)
        person.press("the next one", Key.Key_Down, target=page.search, window=window)
        person.held("its claims")
        person.press("search left", Key.Key_Escape, target=page.search, window=window)
    _pages(person, window, page.concordance, rounds)
    window.close()
    person.front()


def _pages(person: Person, window: QWidget, view: QAbstractItemView, rounds: int) -> None:
    """Scrolls to the end of what has been read, which reads a page more."""
    bar = view.verticalScrollBar()
    for _ in range(rounds):
        if bar.value() == bar.maximum():
            return
        person.time("page", lambda: bar.setValue(bar.maximum()), window)


def codebook(person: Person, rounds: int) -> None:
    """Types into the name of a label in the codebook's dialog."""

    def edit(dialog: QDialog) -> None:
        settle()
        field = next(line for line in dialog.findChildren(QLineEdit) if line.isVisible() and line.isEnabled())
        for turn in range(rounds):
            person.press("letter", "abcdefgh"[turn % 8], target=field, window=dialog)
            if turn % 12 == 11:
                field.clear()
                settle()

    person.modal(edit, lambda: person.key(Key.Key_B, CTRL | SHIFT))


def filters(person: Person, rounds: int) -> None:
    """Filters the list by labels; the hits come from a thread."""
    queries = ("form:direct", "label:QUOTE form:none", "actor:none", "die form:none", "-form:direct")
    articles = person.window.articles
    came: list[float] = []
    articles._run.found.connect(lambda _hits: came.append(time.perf_counter()))
    for turn in range(rounds):
        came.clear()
        began = time.perf_counter()
        articles.search_field.setText(queries[turn % len(queries)])
        person.held("window held up", lambda: came)
        person.taken["(first hits after the last key)"].append(Taken(came[0] - began, 0.0))
        person.held("window held up", lambda: not articles._run.running)
        articles.search_field.clear()
        person.held("filter cleared", lambda: not articles._pause.isActive())
