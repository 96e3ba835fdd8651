"""Learning in a project: what it is learned from, where it is kept, and what becomes of it when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Article, Draft, Span, State
from annotator.jobs import training
from annotator.jobs.progress import Progress
from annotator.jobs.training import TrainReport
from annotator.project import Project, commands
from annotator.suggest.evaluation import Score
from annotator.suggest.learned.model import Model, Rating
from annotator.suggest.learned.training import Example
from tests.making import query
from tests.suggest.learned.world import codebook, examples


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TrainReport]:
    """A project that learned from 30 articles, and what it said of that; never opened again."""
    path = tmp_path_factory.mktemp("taught") / "30.annotator"
    with closing(made_of(path, examples(30))) as project:
        return path, project.suggesting.learn()


@pytest.fixture
def learned(taught: tuple[Path, TrainReport], tmp_path: Path) -> Iterator[Project]:
    """A copy of that project."""
    path = tmp_path / "learned.annotator"
    path.write_bytes(taught[0].read_bytes())
    with closing(Project.open(path, "anna")) as project:
        yield project


def made_of(path: Path, labelled: Sequence[Example], state: State = State.DONE) -> Project:
    """A new project with the codebook of the invented world and these articles as anna's."""
    project = Project.create(path, "anna")
    project.apply(commands.SetCodebook(codebook()))
    project.import_drafts([draft(example, state) for example in labelled])
    return project


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Project]]:
    """Makes such a project, with articles that nobody has read."""
    made: list[Project] = []

    def project(labelled: Sequence[Example], state: State = State.DONE, unread: Sequence[Example] = ()) -> Project:
        one = made_of(tmp_path / f"{len(made)}.annotator", labelled, state)
        made.append(one)
        one.import_drafts([draft(example, None) for example in unread])
        return one

    yield project
    for one in made:
        one.close()


def draft(example: Example, state: State | None) -> Draft:
    """The example as anna labelled it; None: nobody did."""
    article = example.article
    given = Article(0, article.key, article.title, article.text, lang="de", file="x")
    if state is None:
        return Draft(given)
    spans = [Span(new_id(), 0, "anna", s.label, s.segments, dict(s.attributes)) for s in example.spans]
    return Draft(given, "anna", state, spans)


def kept(project: Project) -> list[tuple[str, str]]:
    return query(project.path, "select name, version from model")


def test_what_was_learned_is_kept_and_suggests(learned: Project, taught: tuple[Path, TrainReport]) -> None:
    project, report = learned, taught[1]
    project.import_drafts([draft(example, None) for example in examples(5, "test")])
    assert report.articles == 30
    assert report.kept
    assert kept(project) == [("learned", report.version)]
    assert "in use for" in " ".join(report.sentences())
    found = project.suggesting.run(workers=0)
    assert not found.failures
    rows = query(
        project.path,
        """select distinct origin ->> 'kind', origin ->> 'version', reason from suggestion
        where origin ->> 'name' = 'learned' and article_id > 30""",
    )
    assert {(kind, version) for kind, version, _ in rows} == {("model", report.version)}
    reasons = {rating.name: f"learned from 30 articles (F1 {rating.learned.f1:.2f})" for rating in report.ratings}
    assert {reason for *_, reason in rows} <= set(reasons.values())
    assert query(project.path, "select count(*) > 5 from suggestion where label = 'SHIP'") == [(1,)]


def test_learning_the_same_again_changes_nothing(learned: Project, taught: tuple[Path, TrainReport]) -> None:
    project, first = learned, taught[1]
    before = query(project.path, "select created_at from model")
    again = project.suggesting.learn()
    assert (first.kept, again.kept) == (True, False)
    assert again.version == first.version
    assert query(project.path, "select created_at from model") == before


def test_suggestions_are_looked_for_again_with_a_new_model(make: Callable[..., Project]) -> None:
    project = make(examples(12), unread=examples(3, "test"))
    assert project.suggesting.run(workers=0).articles == 3
    assert project.suggesting.run(workers=0).articles == 0
    project.suggesting.learn()
    assert project.suggesting.run(workers=0).articles == 3


def test_too_few_articles_leave_what_was_learned_before(learned: Project) -> None:
    project = learned
    before = kept(project)
    other = Project.open(project.path, "bela")
    report = other.suggesting.learn()
    other.close()
    assert (report.articles, report.kept) == (0, False)
    said = (
        "too little to learn from: at least 10 articles with labels are needed, and bela has 0 "
        f"({project.annotator} has 30: --annotator)"
    )
    assert list(report.sentences()) == [said]
    assert kept(project) == before != []


def test_where_nothing_is_better_the_rules_stay_alone(learned: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project = learned
    project.import_drafts([draft(example, None) for example in examples(3, "test")])
    worse = Model("news@1", (1, 2), (), [Rating("CUE", Score(), Score(), "worse")])
    monkeypatch.setattr(training, "_ask", lambda *_: worse.as_bytes())
    report = project.suggesting.learn()
    assert not report.kept
    assert list(report.sentences())[-1] == "nothing is better than the rules, which stay alone"
    assert kept(project) == [("learned", worse.version)]
    with pytest.raises(UserError, match="nothing yet that beats the rules"):
        project.suggesting.run(("learned",), workers=0)
    assert project.suggesting.run(workers=0).articles == 3


def test_a_person_can_see_what_was_learned(
    learned: Project, taught: tuple[Path, TrainReport], make: Callable[..., Project]
) -> None:
    assert make(examples(1)).suggesting.learned() is None
    report = taught[1]
    found = learned.suggesting.learned()
    assert found is not None
    assert (found.version, found.articles, found.is_used) == (report.version, 30, True)
    assert [one.name for one in found.ratings] == [rating.name for rating in report.ratings]
    assert [one.learned for one in found.ratings] == [round(one.learned.f1, 3) for one in report.ratings]
    assert [one.is_used for one in found.ratings] == [rating.kept for rating in report.ratings]


def test_it_is_worth_learning_again_with_a_quarter_more(make: Callable[..., Project]) -> None:
    more = examples(16)
    project = make(more[:9])
    assert not project.suggesting.is_worth_learning()
    project.import_drafts([draft(more[9], State.DONE), draft(more[10], State.STARTED)])
    assert project.suggesting.is_worth_learning()
    project.suggesting.learn()
    assert not project.suggesting.is_worth_learning()
    project.import_drafts([draft(one, State.DONE) for one in more[11:13]])
    assert not project.suggesting.is_worth_learning()
    project.import_drafts([draft(one, State.DONE) for one in more[13:]])
    assert project.suggesting.is_worth_learning()


def test_what_was_stopped_leaves_what_was_learned_before(learned: Project) -> None:
    project = learned
    before = kept(project)
    project.import_drafts([draft(one, State.DONE) for one in examples(30, seed=2)])
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return len(seen) < 3

    report = project.suggesting.learn(stop)
    assert report.cancelled
    assert list(report.sentences()) == ["stopped; what was learned before stays"]
    assert len(seen) == 3
    assert kept(project) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_process_that_is_killed_leaves_what_was_learned_before(learned: Project) -> None:
    project = learned
    before = kept(project)

    def kill(done: int, total: int) -> bool:
        for child in _children():
            os.kill(child, signal.SIGKILL)
        return True

    with pytest.raises(UserError, match="was ended"):
        project.suggesting.learn(kill)
    assert kept(project) == before


def _children() -> list[int]:
    import multiprocessing

    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


def test_a_fault_that_can_be_mended_comes_as_its_sentence(
    make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make(examples(10))
    monkeypatch.setattr(training, "_train", _fail)
    with pytest.raises(UserError, match=r"^no more room$"):
        project.suggesting.learn()


def _fail(path: Path, annotator: str, progress: Progress) -> bytes:
    raise UserError("no more room")


def test_the_window_s_process_never_counts(make: Callable[..., Project], tmp_path: Path) -> None:
    """CRFsuite holds the interpreter's lock, so it must not even be loaded in a process that has a window."""
    path = make(examples(12)).path
    code = """if True:
        import sys, threading
        from pathlib import Path
        from annotator.jobs import processes
        from annotator.project import Project
        from tests import making

        def learn():
            project = Project.open(Path(sys.argv[1]), "anna")
            print(project.suggesting.learn().articles)
            project.suggesting.run(workers=0)
            project.close()

        if __name__ == "__main__":
            processes.serve_apart = making.serve_apart
            thread = threading.Thread(target=learn)
            thread.start()
            thread.join()
            print("pycrfsuite" in sys.modules)
    """
    script = tmp_path / "window.py"
    script.write_text(code, "utf-8")
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, script, path],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["12", "False"]


def test_it_is_learned_in_a_thread_with_a_project_of_its_own(make: Callable[..., Project]) -> None:
    path = make(examples(12)).path
    reports: list[TrainReport] = []

    def learn() -> None:
        project = Project.open(path, "anna")
        reports.append(project.suggesting.learn(lambda *_: True))
        project.close()

    thread = threading.Thread(target=learn)
    thread.start()
    thread.join()
    assert reports[0].articles == 12


def test_of_started_articles_what_was_read_is_learned_from(make: Callable[..., Project]) -> None:
    labelled = examples(12)
    project = make(labelled[:10])
    few = Example(labelled[10].article, labelled[10].spans[:2])
    started = Example(labelled[11].article, labelled[11].spans[:3])
    project.import_drafts([draft(few, State.STARTED), draft(started, State.STARTED)])
    found = list(training._examples(project.suggesting._db, "anna"))
    untils = {one.article.key: one.until for one in found}
    assert len(untils) == 11
    assert few.article.key not in untils
    assert untils[labelled[0].article.key] is None
    assert untils[started.article.key] == len(started.article.text)


def test_what_is_read_ends_with_the_line_of_the_last_label() -> None:
    text = "Eins zwei.\nDrei vier.\nFünf."
    span = Span("s", 1, "anna", "CUE", ((11, 15),))
    assert training._read_to(text, [span]) == text.index("\nFünf")


def test_a_damaged_model_is_told_of(learned: Project) -> None:
    project = learned
    project.import_drafts([draft(example, None) for example in examples(3, "test")])
    with project.suggesting._db.transaction() as conn:
        conn.execute("update model set data = x'00', version = 'other'")
    with pytest.raises(UserError, match="train it anew"):
        project.suggesting.run(workers=0)
    assert project.suggesting.learn().kept
    assert project.suggesting.run(workers=0).articles == 3


def test_nothing_learned_can_t_be_asked_for(make: Callable[..., Project]) -> None:
    with pytest.raises(UserError, match="has learned nothing yet"):
        make([]).suggesting.run(("learned",), workers=0)
