"""Runs of suggesters one after another, and beside what people do: nothing is lost, nor there twice."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import commands as do
from annotator.core.chains import at_least
from annotator.core.identity import new_id
from annotator.core.models import State
from annotator.jobs import suggesting
from annotator.project import Project
from annotator.store import articles
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.reading import Reading
from tests.making import make_draft, query
from tests.suggest.fakes import Fake, Other, fakes_alone, proposal
from tests.suggest.runs import TEXT, links, quote_and_speaker, run, shown

MakeProject = Callable[..., Project]


@pytest.fixture(autouse=True)
def only_fakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with fakes_alone(monkeypatch):
        yield


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(make_draft(TEXT, "one"), make_draft(f"Nachtrag. {TEXT}", "two"))


def test_one_that_another_suggester_proposes_now_stays(project: Project) -> None:
    """Whichever of two finds it first, nothing that is proposed is withdrawn."""
    for mine, others in (({}, {"Ohlsen": "ACTOR"}), ({"Ohlsen": "ACTOR"}, {}), ({}, {"Ohlsen": "ACTOR"})):
        Fake.words, Other.words = mine, others
        Fake.version = str(int(Fake.version) + 1)
        Other.score = 0.6
        suggesting._known.clear()
        run(project)
        (span,) = shown(project).values()
        assert span.origin.name == ("fake" if mine else "other")
    Other.words = {}
    Fake.version = "9"
    suggesting._known.clear()
    run(project)
    assert not shown(project), "nobody proposes it any more"


def test_a_link_that_another_suggester_proposes_now_stays(project: Project) -> None:
    def quote(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        return Suggestions(quote_and_speaker(reading, known, context).proposals)

    def link(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        return Suggestions(links=[Link("speaker", known[0], known[1], 0.7)])

    Fake.propose, Other.propose = quote, link
    run(project)
    Fake.propose, Other.propose, Fake.version = quote_and_speaker, None, "2"
    suggesting._known.clear()
    run(project)
    assert links(project) == {("speaker", "„Wir bleiben“", "Ohlsen")}


def test_a_link_to_what_is_withdrawn_goes_with_it(project: Project) -> None:
    """The suggester that linked it need not be among those of the run that withdraws it."""

    def link(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        one = proposal(reading.text, "sagte", "CUE")
        return Suggestions([one], [Link("cue", head, one, 0.7) for head in known if head.label == "QUOTE"])

    Fake.propose, Other.propose = quote_and_speaker, link
    run(project)
    Fake.propose, Fake.version = None, "2"
    suggesting._known.clear()
    change = run(project, names=("fake",)).change
    assert shown(project).keys() == {"sagte"}
    assert query(project.path, "select count(*) from suggestion_relation where deleted = 0") == [(0,)]
    assert change is not None
    project.undo()
    assert links(project) == {("speaker", "„Wir bleiben“", "Ohlsen"), ("cue", "„Wir bleiben“", "sagte")}


def test_a_run_that_is_taken_back_is_made_anew_though_the_article_was_looked_at_since(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    run(project)
    project.apply(do.AddZone(1, len(TEXT) - 1, len(TEXT)))
    assert project.suggesting.suggest_article(1).change is None
    project.pass_over()
    project.undo()
    assert not shown(project)
    assert run(project).suggestions == 2


def test_a_text_that_is_corrected_while_it_is_read_gets_no_places_of_the_old_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    other = Project.open(project.path, "bert")
    read = articles.article
    texts = iter((f"Ein Nachtrag. {TEXT}", f"Noch einer. {TEXT}"))

    def article(conn: sqlite3.Connection, article_id: int) -> object:
        found = read(conn, article_id)
        if article_id == 1:
            other.apply(do.CorrectText(1, next(texts)))
        return found

    for alone in (True, False):
        with monkeypatch.context() as once:
            once.setattr(articles, "article", article)
            if alone:
                project.suggesting.suggest_article(1)
            else:
                run(project)
        assert not shown(project)
        assert not project.suggesting.is_current(1)
    other.close()


def test_a_zone_in_the_place_of_another_one_counts_as_a_change(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    zone = project.apply(do.AddZone(1, 21, 34))
    assert zone is not None
    run(project)
    (id_,) = (row.row_id for row in zone.rows if row.table == "zone")
    project.apply(do.DeleteZone(1, id_))
    project.apply(do.AddZone(1, 20, 41))
    assert not project.suggesting.is_current(1)


def test_what_could_not_be_written_is_no_change(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    told: list[object] = []
    monkeypatch.setattr(type(project), "noted", lambda self, change: told.append(change))
    project._db.conn.execute(
        "create temp trigger full before insert on suggested begin select raise(abort, 'no room'); end"
    )
    with pytest.raises(sqlite3.IntegrityError):
        run(project)
    assert told == [None]


def test_what_was_proposed_anew_since_does_not_come_back_beside_it(project: Project) -> None:
    Fake.propose = quote_and_speaker
    run(project)
    Fake.version, Fake.propose = "2", None
    suggesting._known.clear()
    run(project)
    Fake.version, Fake.propose = "3", quote_and_speaker
    suggesting._known.clear()
    project.suggesting.suggest_article(1)
    project.undo()
    live = "select label, start from suggestion where deleted = 0 and article_id = 1 order by start"
    assert query(project.path, live) == [("QUOTE", 0), ("ACTOR", 21)]
    assert links(project) == links(project, 2) == {("speaker", "„Wir bleiben“", "Ohlsen")}
    project.redo()
    assert len(shown(project)) == 2
    assert not shown(project, 2)


def test_what_was_proposed_since_a_correction_goes_with_the_text_when_that_is_taken_back(project: Project) -> None:
    Fake.words = {"Ohlsen": "ACTOR"}
    project.suggesting.suggest_article(1)
    corrected = f"Ein Nachtrag. {TEXT} Niemand widersprach."
    project.apply(do.CorrectText(1, corrected))
    Fake.words, Fake.version = {"Ohlsen": "ACTOR", "sagte": "CUE", "Niemand": "ACTOR"}, "2"
    suggesting._known.clear()
    project.suggesting.suggest_article(1)
    project.apply(do.RejectSuggestion(1, shown(project)["sagte"].id))
    project.pass_over()
    project.undo()
    assert shown(project).keys() == {"Ohlsen"}
    assert query(project.path, "select start, end from suggestion where decision = 'rejected'") == [(15, 20)]
    project.redo()
    assert shown(project).keys() == {"Ohlsen"}
    assert query(project.path, "select start, end from suggestion where decision = 'rejected'") == [(29, 34)]
    assert not list(project.problems())


@pytest.mark.parametrize("again", [True, False])
def test_nothing_comes_back_that_lay_in_another_text(project: Project, again: bool) -> None:
    Fake.words = {"Ohlsen": "ACTOR", "sie": "ACTOR"}
    run(project)
    if again:
        project.undo()
    else:
        Fake.words, Fake.version = {}, "2"
        suggesting._known.clear()
        run(project)
    other = Project.open(project.path, "bert")
    other.apply(do.CorrectText(1, "Die Fähre fährt."))
    other.close()
    if again:
        project.redo()
    else:
        project.undo()
    assert not shown(project)
    assert shown(project, 2).keys() == {"Ohlsen", "sie"}
    assert not list(project.problems())


def test_what_fails_in_an_article_that_is_opened_is_told(project: Project) -> None:
    def fail(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        raise ZeroDivisionError("no words")

    Fake.propose, Other.words = fail, {"Ohlsen": "ACTOR"}
    report = project.suggesting.suggest_article(1)
    assert report.failures == [("fake", "ZeroDivisionError: no words")]
    assert (report.articles, report.suggestions) == (1, 1)


def test_a_run_and_a_window_that_ask_at_once_do_not_get_in_each_other_s_way(
    project: Project, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each thread keeps what it knows of its own project in one place."""
    other = make_project(make_draft(TEXT, "three"), name="other.annotator")
    began, go_on = threading.Event(), threading.Event()
    read = suggesting.context_of

    def slowly(*given: object) -> object:
        if threading.current_thread() is not threading.main_thread():
            began.set()
            assert go_on.wait(60)
        return read(*given)  # type: ignore[arg-type]

    def begin() -> None:
        own = Project.open(other.path, "anna")
        own.suggesting.run(workers=0)
        own.close()

    monkeypatch.setattr(suggesting, "context_of", slowly)
    thread = threading.Thread(target=begin)
    thread.start()
    assert began.wait(60)
    assert suggesting._lock.locked()
    go_on.set()
    assert not project.suggesting.is_current(1)
    thread.join()


@pytest.mark.parametrize("late", [True, False])
def test_another_window_follows_a_run_to_its_end(make_project: MakeProject, late: bool) -> None:
    """Also one that was opened while the run went on. What it is told of once it isn't told of again."""
    project = make_project(*(make_draft(f"{n} Ohlsen", str(n)) for n in range(260)))
    Fake.words = {"Ohlsen": "ACTOR"}
    windows: list[Project] = [] if late else [Project.open(project.path, "bert")]
    told: list[tuple[int, list[bool]]] = []

    def look(done: int, total: int) -> bool:
        if done in (150, 250):
            windows.extend([] if windows else [Project.open(project.path, "bert")])
            told.append((done, [change.bulk for change in windows[0].poll()]))
        return True

    run(project, progress=look)
    (window,) = windows
    told.append((260, [change.bulk for change in window.poll()]))
    assert told == [(150, [] if late else [False]), (250, [True]), (260, [True])]
    assert window.poll() == []
    project.apply(do.SetState((1,), State.DONE))
    assert [change.command for change in window.poll()] == ["set state"]
    window.undo()
    window.close()


@given(
    scores=st.lists(st.sampled_from([0.2, 0.5, 0.8]), min_size=3, max_size=3),
    pairs=st.sets(st.sampled_from([(0, 1), (1, 2), (0, 2), (2, 1), (1, 0)])),
    least=st.sampled_from([0.0, 0.5, 0.6, 0.9]),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_list_counts_what_an_article_shows(
    make_project: MakeProject, scores: list[float], pairs: set[tuple[int, int]], least: float
) -> None:
    def propose(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        made = [proposal(reading.text, word, "CLAIM") for word in ("„Wir bleiben“", "Ohlsen", "Tor")]
        made[1].label = "QUOTE"
        for one, score in zip(made, scores, strict=True):
            one.score = score
        return Suggestions(made, [Link("expressed_in", made[a], made[b], 0.5) for a, b in pairs])

    project = make_project(make_draft(TEXT, "one"), name=f"{new_id()}.annotator")
    suggesting._known.clear()
    Fake.propose = propose
    run(project)
    opened = project.load(1)
    assert opened is not None
    project.least_score = least
    (summary,) = project.summaries([1])
    assert summary.suggestions == len(at_least({s.id: s for s in opened.spans}, opened.relations, least))
    project.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.sampled_from(["run", "more", "less", "swap", "undo", "redo", "accept", "reject", "one"]), max_size=12
    )
)
def test_any_order_of_runs_decisions_and_undo_leaves_a_whole_project(
    make_project: MakeProject, steps: list[str]
) -> None:
    name = f"{new_id()}.annotator"
    project = make_project(make_draft(TEXT, "one"), make_draft(f"Nachtrag. {TEXT}", "two"), name=name)
    Fake.propose = quote_and_speaker
    version = 1
    for step in steps:
        suggesting._known.clear()
        found = [span for span in shown(project).values() if span.is_open]
        match step:
            case "run":
                run(project)
            case "more" | "less":
                version += 1
                Fake.version = str(version)
                Fake.propose = quote_and_speaker if step == "more" else None
            case "swap":
                version += 1
                Fake.version = Other.version = str(version)
                Fake.propose, Other.propose = Other.propose, Fake.propose
            case "undo":
                project.undo()
            case "redo":
                project.redo()
            case "one":
                project.suggesting.suggest_article(1)
            case "accept" if found:
                project.apply(do.AcceptSuggestions(1, (found[0].id,)))
            case "reject" if found:
                project.apply(do.RejectSuggestion(1, found[0].id))
        if not project.article_ids():
            break  # the import was taken back
        assert not list(project.problems())
        live = query(project.path, "select label, start, end from suggestion where deleted = 0 and article_id = 1")
        assert len(live) == len(set(live)), "no place is proposed twice"
    project.close()
