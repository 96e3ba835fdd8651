"""Keys, drags and searches at random in the real window: what it shows is what the file says, and undo is exact.

``test_commands_machine.py`` does the same to commands, without a window.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept, Draft
from annotator.project import Project, commands
from annotator.ui.session import Session
from tests.commands.test_commands_machine import Snapshot, snapshot
from tests.end_to_end.test_any_text import TEXTS as ODD
from tests.end_to_end.window import ALT, CTRL, NONE, POPUPS, SHIFT, Driver, Key, Windows, open_windows
from tests.making import OPEN, make_comment, make_draft, make_relation, make_span, make_zone, segments_in

windows = open_windows

MARA, BERT = "Mara", "Bert"
TEXT = (
    "Mara Ohlsen sagte: „Wir bleiben 🙂 hier“, und Jule Petersen widersprach: „Nein, das geht nicht.“\n\n"
    "Die Fähre 👩‍👩‍👧‍👦 muss fahren. „Ja“, rief der Hafenmeister am Abend."
)
KEYS: dict[str, list[tuple[Any, Qt.KeyboardModifier]]] = {
    "label": [("a", NONE), ("q", NONE), ("u", NONE), ("c", NONE), ("z", NONE)],
    "span": [(Key.Key_Tab, NONE), (Key.Key_Delete, NONE), (Key.Key_Return, NONE), (Key.Key_Backspace, NONE)]
    + [(Key.Key_Backtab, SHIFT), ("j", SHIFT), ("e", SHIFT)]
    + [(key, NONE) for key in "!+-jnte"],
    "link": [(key, NONE) for key in ("s", "r", "1", "2", "3", "4")] + [("s", SHIFT)],
    "edge": [(key, held) for key in (Key.Key_Left, Key.Key_Right) for held in (SHIFT, CTRL | SHIFT, ALT | SHIFT)],
    "move": [
        (key, held) for key in (Key.Key_Up, Key.Key_Left, Key.Key_End, Key.Key_Home) for held in (NONE, CTRL)
    ],
    "article": [(Key.Key_PageDown, CTRL), (Key.Key_PageUp, CTRL), ("d", CTRL)],
    "back": [("z", CTRL), ("z", CTRL), ("y", CTRL), (Key.Key_Escape, NONE)],
    "view": [(key, NONE) for key in (Key.Key_F6, Key.Key_F8, Key.Key_F9, Key.Key_F3)]
    + [(Key.Key_Return, CTRL), ("g", CTRL), ("=", CTRL)],
}
SEARCHES = ("Fähre", "label:QUOTE", "status:done", "nothing like it", "(", "")


def articles() -> list[Draft]:
    quote, actor = segments_in(TEXT, "Wir bleiben", "hier"), segments_in(TEXT, "Mara Ohlsen")
    marked = make_draft(
        TEXT,
        spans=[
            make_span("QUOTE", *quote, annotator=MARA, id="quote"),
            make_span("ACTOR", *actor, annotator=MARA, id="actor"),
            make_span("CLAIM", *segments_in(TEXT, "Wir bleiben 🙂 hier“, und Jule"), annotator=BERT, id="claim"),
            make_span("ACTOR", *segments_in(TEXT, "der Hafenmeister"), origin=OPEN, id="open actor"),
            make_span("QUOTE", *segments_in(TEXT, "„Ja“"), origin=OPEN, id="open quote"),
        ],
        relations=[
            make_relation("speaker", "quote", "actor", annotator=MARA, id="link"),
            make_relation("speaker", "open quote", "open actor", origin=OPEN, id="open link"),
        ],
        zones=[make_zone(0, 4)],
        comments=[make_comment(span="quote", annotator=BERT)],
    )
    odd = [make_draft(text, title=name) for name, text in ODD.items() if name in ("joined", "mixed", "separators")]
    return [marked, *odd, make_draft("", title="empty")]


class WindowMachine(RuleBasedStateMachine):
    """One person at one window; after each step all that is shown is compared with the file."""

    driver: Driver  # of one window for all examples: making another one takes longer than all that is done in it
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.template.parent))
        self.path = self.folder / "p.annotator"
        shutil.copy(self.template, self.path)
        self.open()

    def open(self) -> None:
        assert self.driver.window.corpus.open_path(self.path)
        self.driver.front()

    @property
    def session(self) -> Session:
        return self.driver.window.session

    # What the person does

    @rule(kind=st.sampled_from(sorted(KEYS)), data=st.data())
    def press(self, kind: str, data: st.DataObject) -> None:
        for key, held in data.draw(st.lists(st.sampled_from(KEYS[kind]), min_size=1, max_size=3)):
            self.driver.press(key, held)
        self.check()

    @rule(place=st.integers(0, 200), times=st.integers(0, 4), key=st.sampled_from("aqucz"))
    def label(self, place: int, times: int, key: str) -> None:
        self.driver.front()
        self.driver.pane.set_caret(place)
        self.driver.press(Key.Key_Up, CTRL, times)
        self.driver.press(key)
        self.check()

    @rule(places=st.tuples(st.integers(0, 90), st.integers(0, 90)), held=st.sampled_from([NONE, ALT]))
    def drag(self, places: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        pane = self.driver.pane
        letters = [n for n, char in enumerate(pane.text) if char.isalpha()]
        if letters:
            start, end = (letters[place % len(letters)] for place in places)
            self.driver.drag(start, end, held)
            self.driver.press("q")
        self.check()

    @rule(words=st.sampled_from(SEARCHES))
    def search(self, words: str) -> None:
        articles = self.driver.window.articles
        self.driver.press("f", CTRL)
        articles.search_field.setText(words)
        self.driver.press(Key.Key_Return)
        self.driver.qtbot.waitUntil(lambda: not articles._run.running)
        self.check()

    @rule(article=st.integers(1, 3), place=st.integers(0, 20))
    def somebody_else_labels(self, article: int, place: int) -> None:
        with closing(Project.open(self.path, BERT)) as other, suppress(UserError):
            other.apply(commands.AddSpan(article, "CLAIM", ((place, place + 3),)))
        self.session.poll()
        self.check()

    @rule()
    def reopen(self) -> None:
        self.open()
        self.check()

    # What is compared

    def check(self) -> None:
        self.driver.settle()
        self.compare_session()
        self.compare_pane()
        self.compare_lists()
        self.compare_painting()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.isVisible()

    def compare_session(self) -> None:
        """The session has followed each change; another one reads the same from the file."""
        shown, project = self.session, self.driver.project
        read = Session()
        read.sieve.least, read.sieve.hidden = shown.sieve.least, shown.sieve.hidden
        read.open(self.path, project.annotator, project.everyone)
        read.show(shown.article.id if shown.article else None)
        for name in ("article", "state", "spans", "relations", "zones", "comments"):
            assert getattr(shown, name) == getattr(read, name), name
        assert +shown.counts == +read.counts
        read.close()

    def compare_pane(self) -> None:
        session, pane = self.session, self.driver.pane
        assert pane.text == (session.article.text if session.article else "")
        assert {span.id: span for span in pane.spans()} == session.spans
        assert {zone.id: zone for zone in pane.zones()} == session.zones
        assert pane._relations == session.relations
        assert {pane.active, pane.pinned} <= {None, *session.spans}
        for span in session.spans.values():
            assert all(0 <= start < end <= len(pane.text) for start, end in span.segments)

    def compare_lists(self) -> None:
        window, pane = self.driver.window, self.driver.pane
        spans, articles = window.span_list, window.articles
        assert spans.model._ids == pane.ordered_span_ids()
        assert spans.view.currentIndex().row() == spans.model.row_of(pane.active)
        made = sum(not span.is_open for span in self.session.spans.values())
        assert spans.heading.text().startswith(f"SPANS {made}")
        assert articles.current_article == (self.session.article and self.session.article.id)
        ids = list(articles._model.ids)
        with closing(Project.open(self.path, MARA)) as project:
            project.least_score = self.driver.project.least_score
            assert [articles._model.summary(row) for row in range(len(ids))] == project.summaries(ids)
            counts = {state: number for state, number in articles._counts._counts.items() if number}
            assert counts == {state: number for state, number in project.state_counts().items() if number}
        if not window.inspector.isAncestorOf(self.driver.focus):
            before = self.inspected()
            window.inspector.show_now()
            self.driver.settle()
            assert self.inspected() == before

    def inspected(self) -> list[str]:
        """All words that the inspector shows."""
        parts = [part for part in self.driver.window.inspector.findChildren(QWidget) if part.isVisible()]
        return [part.text() for part in parts if isinstance(part, (QLabel, QAbstractButton, QLineEdit))]

    def compare_painting(self) -> None:
        """Painting all of the text anew changes nothing."""
        pane = self.driver.pane
        before = self.painted()
        pane.marks.forget()
        pane.viewport().update()
        self.driver.settle()
        after = self.painted()
        # Where painting ends, lines that are smoothed may differ by a shade.
        assert before == after or _count_different(before, after) < 10

    def painted(self) -> QImage:
        view, window = self.driver.pane.viewport(), self.driver.window
        screen = window.screen().grabWindow(window.winId()).toImage()
        return screen.copy(QRect(view.mapTo(window, QPoint(0, 0)), view.size()))

    def teardown(self) -> None:
        """Undo leads back to the beginning, row by row, and redo to the end."""
        self.session.close()
        with closing(Project.open(self.path, MARA)) as project:
            assert not list(project.problems())
            while project.redo():
                pass
            last = _without_other(snapshot(self.path))
            while project.undo():
                pass
            assert _without_other(snapshot(self.path)) == _without_other(snapshot(self.template))
            while project.redo():
                pass
            assert _without_other(snapshot(self.path)) == last
            assert not list(project.problems())
        shutil.rmtree(self.folder)


def _without_other(rows: Snapshot) -> Snapshot:
    """All rows but those that the other person has made meanwhile."""
    return {
        name: {key: row for key, row in table.items() if row.get("annotator") != BERT}
        for name, table in rows.items()
    }


def _count_different(one: QImage, other: QImage) -> int:
    """How many points of two pictures of the same size differ."""
    assert one.size() == other.size()
    points = (memoryview(image.constBits()).cast("I") for image in (one, other))
    return sum(mine != theirs for mine, theirs in zip(*points, strict=True))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles that somebody else has imported, with labels of two people, suggestions and entries."""
    path = tmp_path_factory.mktemp("template") / "p.annotator"
    with closing(Project.create(path, "importer")) as project:
        project.import_drafts(articles())
        project.apply(commands.CreateActor(Actor("x", "Mara Ohlsen", "person", ("Ohlsen",))))
        project.apply(commands.CreateConcept(Concept("y", "Die Fähre soll fahren")))
    return path


@POPUPS
def test_the_window_shows_what_the_file_says(
    windows: Windows, template: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    flash = QApplication.cursorFlashTime()
    request.addfinalizer(lambda: QApplication.setCursorFlashTime(flash))
    QApplication.setCursorFlashTime(0)
    monkeypatch.setattr(WindowMachine, "template", template, raising=False)
    monkeypatch.setattr(WindowMachine, "driver", windows.open(welcome=True, annotator=MARA), raising=False)
    examples = settings(
        max_examples=5, stateful_step_count=20, suppress_health_check=list(HealthCheck), phases=(Phase.generate,)
    )
    run_state_machine_as_test(WindowMachine, settings=examples)
