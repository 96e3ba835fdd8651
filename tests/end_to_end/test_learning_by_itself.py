"""What is learned while somebody works: when, in which words it is told, and how it is turned off."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Article, Draft, Span, State
from annotator.jobs.progress import Progress
from annotator.jobs.suggesters import LEARNED, Rated
from annotator.jobs.suggesting import Suggesting
from annotator.jobs.training import TrainReport
from annotator.project import Project, commands
from annotator.store import learning as store
from annotator.suggest.evaluation import Score
from annotator.suggest.learned.model import Rating
from annotator.ui.suggestions.choice import chosen_suggesters
from annotator.ui.suggestions.learned_row import LearnedRow
from annotator.ui.suggestions.learning import Learning
from annotator.ui.suggestions.proposing import Proposing
from annotator.ui.suggestions.suggest_dialog import SuggestDialog
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.making import make_draft
from tests.suggest.learned.world import codebook, examples

windows = open_windows
pytestmark = POPUPS

BETTER = Rating("QUOTE", Score(10, 10, 8), Score(10, 10, 6))
WORSE = Rating("QUOTE.form", Score(10, 10, 5), Score(10, 10, 6), "no better than the rules")


def finished(number: int, state: State = State.DONE) -> list[Draft]:
    return [
        make_draft(f"Meldung {n}. Die Fähre fährt.", str(n), title=f"Artikel {n}", annotator="Mara", state=state)
        for n in range(number)
    ]


def learning_of(driver: Driver) -> Learning:
    proposing = driver.window.controllers.controller("proposing")
    assert isinstance(proposing, Proposing)
    proposing.learning._pause.setInterval(0)
    return proposing.learning


class Teacher:
    """Stands for the training, which it counts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lessons = 0
        self.report = TrainReport(20, [BETTER, WORSE], "abc", kept=True)
        self.go_on = threading.Event()
        self.go_on.set()
        self.error: UserError | None = None
        monkeypatch.setattr(Suggesting, "learn", lambda own, progress=None: self.teach(own, progress))

    def teach(self, own: Suggesting, progress: Progress) -> TrainReport:
        self.lessons += 1
        assert progress(2, 5)
        while not self.go_on.wait(0.01):
            if not progress(2, 5):
                return TrainReport(cancelled=True)
        if self.error is not None:
            raise self.error
        if self.report.articles:
            ratings = [
                {"name": one.name, "learned": one.learned.f1, "rules": one.rules.f1, "why": one.why}
                for one in self.report.ratings
            ]
            numbers = {"articles": self.report.articles, "labelled": own.count_done()}
            store.keep(own._db, LEARNED, "abc", {"annotator": "Mara", **numbers, "ratings": ratings}, b"no model")
        return self.report


@pytest.fixture
def teacher(monkeypatch: pytest.MonkeyPatch) -> Teacher:
    return Teacher(monkeypatch)


def waited(driver: Driver, learning: Learning) -> None:
    driver.qtbot.waitUntil(lambda: not learning._pause.isActive() and not learning.is_running)


def done_with_one_more(driver: Driver, article_id: int) -> None:
    driver.window.session.run(commands.SetState((article_id,), State.DONE))


def test_from_twenty_finished_articles_on(windows: Windows, teacher: Teacher) -> None:
    driver = windows.open(*finished(19), *(f"Neu {n}." for n in range(12)))
    learning = learning_of(driver)
    learning._pause.start()
    waited(driver, learning)
    assert teacher.lessons == 0
    done_with_one_more(driver, 20)
    waited(driver, learning)
    assert teacher.lessons == 1
    assert driver.told == "Learned anew from 20 articles."
    for id_ in range(21, 25):
        done_with_one_more(driver, id_)
    waited(driver, learning)
    assert teacher.lessons == 1
    done_with_one_more(driver, 25)
    waited(driver, learning)
    assert teacher.lessons == 2


def test_what_was_tried_is_remembered(windows: Windows, teacher: Teacher) -> None:
    teacher.report = TrainReport(20, [WORSE], "abc", kept=False)
    driver = windows.open(*finished(20))
    learning = learning_of(driver)
    learning._pause.start()
    waited(driver, learning)
    assert teacher.lessons == 1
    assert driver.told == ""
    path = driver.project.path
    driver.close()
    again = windows.open(path=path)
    learning = learning_of(again)
    learning._pause.start()
    waited(again, learning)
    assert teacher.lessons == 1
    learned = again.project.suggesting.learned()
    assert learned is not None
    assert not learned.is_used
    assert learned.ratings == (Rated("QUOTE.form", 0.5, 0.6, False),)
    assert chosen_suggesters(again.project, frozenset()) is None
    others = tuple(name for name in again.project.suggesting.names() if name != "quotes")
    assert chosen_suggesters(again.project, frozenset(["quotes"])) == others


def test_shown_turned_off_and_on(windows: Windows, teacher: Teacher) -> None:
    driver = windows.open(*finished(3), *(f"Neu {n}." for n in range(3)))
    learning = learning_of(driver)

    def use(dialog: SuggestDialog) -> None:
        row = dialog.rows[LEARNED]
        assert isinstance(row, LearnedRow)
        assert row.sentence() == (
            "Nothing yet: learns by itself from 20 finished articles on (you have finished 3), "
            "when asked to from fewer."
        )
        teacher.go_on.clear()
        row.button.setFocus()
        driver.press(Key.Key_Space)
        driver.qtbot.waitUntil(lambda: row.sentence() == "Learning … 40 %. You can go on working.")
        assert row.button.text() == "Stop"
        driver.press(Key.Key_Space)
        waited(driver, learning)
        assert row.sentence().startswith("Nothing yet")
        teacher.go_on.set()
        row.button.click()
        waited(driver, learning)
        assert row.sentence().startswith("Learned from 20 articles (")
        assert {"0.80", "0.60", "in use"} <= set(labels_of(dialog))
        assert chosen_suggesters(driver.project, driver.window.settings.suggesters_off) is None
        assert row.check is not None
        row.check.click()
        assert row.sentence() == "Off: nothing is learned, and nothing proposed from it."
        assert not row.button.isEnabled()
        there = driver.project.suggesting.names()
        assert chosen_suggesters(driver.project, driver.window.settings.suggesters_off) == there
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)
    assert not learning.is_on
    lessons = teacher.lessons
    done_with_one_more(driver, 4)
    waited(driver, learning)
    assert teacher.lessons == lessons


def test_no_better_and_too_little(windows: Windows, teacher: Teacher) -> None:
    driver = windows.open(*finished(12))
    learning = learning_of(driver)

    def use(dialog: SuggestDialog) -> None:
        row = dialog.rows[LEARNED]
        assert isinstance(row, LearnedRow)
        teacher.report = TrainReport()
        row.button.click()
        waited(driver, learning)
        assert row.sentence() == "Too little to learn from yet: at least 10 articles with labels are needed."
        teacher.report = TrainReport(12, [WORSE], "abc")
        row.button.click()
        waited(driver, learning)
        assert row.sentence().startswith("Tried with 12 articles (")
        assert {"0.50", "0.60", "not used: no better", "Quote: form"} <= set(labels_of(dialog))
        teacher.error = UserError("The process that learned was ended.")
        row.button.click()
        waited(driver, learning)
        assert dialog._bar.text() == "The process that learned was ended."
        dialog.reject()

    with driver.answering(SuggestDialog, use):
        driver.press("s", CTRL | SHIFT)


def test_a_failure_in_the_background_is_told(windows: Windows, teacher: Teacher) -> None:
    driver = windows.open(*finished(19), "Neu.", "Neuer.")
    learning = learning_of(driver)
    with driver.answering(SuggestDialog, lambda dialog: dialog.reject()):
        driver.press("s", CTRL | SHIFT)
    teacher.error = UserError("The process that learned was ended.")
    done_with_one_more(driver, 20)
    waited(driver, learning)
    assert driver.told == "The process that learned was ended."
    done_with_one_more(driver, 21)
    waited(driver, learning)
    assert teacher.lessons == 1  # what fails is not tried again at once


def test_a_window_that_is_closed_stops_it(windows: Windows, teacher: Teacher) -> None:
    driver = windows.open(*finished(3))
    learning = learning_of(driver)
    teacher.go_on.clear()
    learning.start()
    job = learning._job
    assert job is not None
    driver.qtbot.waitUntil(lambda: teacher.lessons == 1)
    driver.close()
    assert job.wait(60_000)
    assert job.cancelled


def test_really_learned_and_proposed(windows: Windows, tmp_path: Path) -> None:
    path = tmp_path / "world.annotator"
    with closing(Project.create(path, "Mara")) as project:
        project.apply(commands.SetCodebook(codebook()))
        drafts = []
        for example in examples(30):
            article = example.article
            spans = [Span(new_id(), 0, "Mara", s.label, s.segments, dict(s.attributes)) for s in example.spans]
            given = Article(0, article.key, article.title, article.text, lang="de", file="x")
            drafts.append(Draft(given, "Mara", State.DONE, spans))
        project.import_drafts(drafts)
    driver = windows.open(path=path)
    learning = learning_of(driver)
    learning._pause.start()
    driver.qtbot.waitUntil(lambda: driver.project.suggesting.learned() is not None)
    waited(driver, learning)
    state = driver.project.suggesting.learned()
    assert state is not None
    assert state.articles == 30
    assert any(one.is_used and one.learned > one.rules for one in state.ratings)
    assert chosen_suggesters(driver.project, driver.window.settings.suggesters_off) is None
