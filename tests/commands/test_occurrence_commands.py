"""Labelling, linking and unlabelling many places at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator import commands as do
from annotator.core.errors import Cancelled, UserError
from annotator.core.models import HUMAN, Actor, State
from annotator.project import Project
from tests.making import OPEN, make_draft, make_relation, make_span, query

MakeProject = Callable[..., Project]
FIRST = "Berg sprach. Dann sprach Berg wieder, und Berg ging."
SECOND = "Auch Berg war dort."
PLACES = ((1, 0, 4), (1, 25, 29), (1, 42, 46), (2, 5, 9))


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    spans = [
        make_span("ACTOR", (0, 4), id="mine", annotator="anna"),
        make_span("ACTOR", (25, 29), id="theirs", annotator="bert"),
        make_span("CUE", (42, 46), id="cue", annotator="anna"),
    ]
    project = make_project(make_draft(FIRST, spans=spans), make_draft(SECOND))
    project.apply(do.CreateActor(Actor("berg", "Anna Berg", "person")))
    return project


def labels(project: Project) -> set[tuple[int, int, int, str, str, str | None]]:
    rows = query(
        project.path, "select article_id, start, end, label, annotator, actor_id from span where deleted = 0"
    )
    return set(rows)


def test_labels_what_lacks_the_label_in_the_own_layer(project: Project) -> None:
    before = labels(project)
    change = project.apply(do.LabelOccurrences("ACTOR", PLACES, "berg", {"kind": "person"}))
    assert change is not None
    assert change.article_id is None, "about several articles"
    new = {(*place, "ACTOR", "anna", "berg") for place in PLACES[1:]}
    assert labels(project) == before | new
    made = query(project.path, "select distinct attributes from span where actor_id = 'berg'")
    assert made == [('{"kind":"person"}',)]
    # Who labels in the whole corpus has read none of it.
    assert [project.state(id_) for id_ in (1, 2)] == [State.NEW, State.NEW]
    assert project.apply(do.LabelOccurrences("ACTOR", PLACES)) is None, "nothing is left to do"
    project.undo()
    assert labels(project) == before
    assert project.state(2) is State.NEW
    project.redo()
    assert labels(project) == before | new
    assert not list(project.problems())


@pytest.mark.parametrize("link", [False, True])
def test_takes_over_what_is_suggested_with_its_links(make_project: MakeProject, link: bool) -> None:
    spans = [
        make_span("QUOTE", (5, 11), id="q", origin=OPEN),
        make_span("ACTOR", (0, 4), id="a", origin=OPEN, attributes={"kind": "person"}),
        make_span("ACTOR", (0, 4), id="b", origin=replace(OPEN, name="others")),
        make_span("CUE", (25, 29), id="c", origin=OPEN),
        make_span("ACTOR", (42, 46), (47, 51), id="d", origin=OPEN),
    ]
    project = make_project(
        make_draft(FIRST, spans=spans, relations=[make_relation("speaker", "q", "a", origin=OPEN)])
    )
    project.apply(do.CreateActor(Actor("berg", "Anna Berg", "person")))
    before = project.load(1)
    places = PLACES[:3]
    project.apply(
        do.LinkOccurrences("ACTOR", "berg", places, {"kind": "group"})
        if link
        else do.LabelOccurrences("ACTOR", places)
    )
    opened = project.load(1)
    assert opened is not None
    made = {span.start: span for span in opened.spans if not span.is_open}
    assert made.keys() == {0, 25, 42}
    taken = made[0]
    assert taken.id == "a", "so that what is linked to it stays"
    assert taken.origin.decision == "accepted"
    assert taken.actor_id == ("berg" if link else None)
    assert taken.attributes["kind"] == ("group" if link else "person")
    assert made[25].origin == made[42].origin == HUMAN
    assert {span.id for span in opened.spans if span.is_open} == {"q", "c", "d"}, "other labels and places"
    project.undo()
    assert project.load(1) == before
    project.redo()
    project.apply(do.AcceptSuggestions(1, ("q",)))
    linked = project.load(1)
    assert linked is not None
    assert [(r.head, r.child, r.origin.decision) for r in linked.relations] == [("q", "a", "accepted")]
    assert not list(project.problems())


def test_what_is_chosen_for_a_suggestion_is_checked(make_project: MakeProject) -> None:
    suggested = make_span("ACTOR", (0, 4), id="a", origin=OPEN, attributes={"kind": "person", "mention": "name"})
    project = make_project(make_draft(FIRST, spans=[suggested]))
    with pytest.raises(UserError):
        project.apply(do.LabelOccurrences("ACTOR", PLACES[:1], attributes={"kind": "ship"}))
    project.apply(do.LabelOccurrences("ACTOR", PLACES[:1], attributes={"kind": "group", "mention": None}))
    opened = project.load(1)
    assert opened is not None
    assert [span.attributes for span in opened.spans] == [{"kind": "group"}]


def test_labelling_within_one_article_is_about_it(project: Project) -> None:
    change = project.apply(do.LabelOccurrences("CLAIM", PLACES[:2]))
    assert change is not None
    assert change.article_id == 1


def test_links_what_is_there_and_makes_the_rest(project: Project) -> None:
    project.apply(do.LinkOccurrences("ACTOR", "berg", PLACES))
    assert {row for row in labels(project) if row[4] == "anna" and row[3] == "ACTOR"} == {
        (*place, "ACTOR", "anna", "berg") for place in PLACES
    }
    assert (1, 25, 29, "ACTOR", "bert", None) in labels(project), "another's label is theirs"
    assert project.load(1).spans[0].id == "mine"  # type: ignore[union-attr]
    assert project.apply(do.LinkOccurrences("ACTOR", "berg", PLACES)) is None
    project.undo()
    assert {row[5] for row in labels(project)} == {None}


def test_unlabels_the_own_layer_with_its_relations(project: Project) -> None:
    project.apply(do.AddSpan(1, "QUOTE", ((5, 11),), id="q"))
    project.apply(do.AddRelation(1, "speaker", "q", "mine"))
    before = labels(project)
    project.apply(do.UnlabelOccurrences("ACTOR", PLACES))
    assert before - labels(project) == {(1, 0, 4, "ACTOR", "anna", None)}
    assert not project.load(1).relations  # type: ignore[union-attr]
    assert not list(project.problems())
    project.undo()
    assert labels(project) == before
    assert len(project.load(1).relations) == 1  # type: ignore[union-attr]
    assert project.apply(do.UnlabelOccurrences("CLAIM", PLACES)) is None


def test_pieces_are_left_alone(project: Project) -> None:
    project.apply(do.AddSpan(2, "ACTOR", ((5, 6), (8, 9)), id="pieces"))
    assert project.apply(do.UnlabelOccurrences("ACTOR", PLACES[3:])) is None
    project.apply(do.LabelOccurrences("ACTOR", PLACES[3:]))
    assert len(project.load(2).spans) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (do.LabelOccurrences("ACTOR", ((1, 0, 4), (2, 5, 900))), f"The text has {len(SECOND)} characters only."),
        (do.LabelOccurrences("ACTOR", ((1, -1, 4),)), f"The text has {len(FIRST)} characters only."),
        (do.LabelOccurrences("ACTOR", ((1, 4, 4),)), f"The text has {len(FIRST)} characters only."),
        (do.UnlabelOccurrences("ACTOR", ((2, 5, 900),)), f"The text has {len(SECOND)} characters only."),
        (do.LabelOccurrences("ACTOR", ((9, 0, 4),)), "This article is not in the project any more."),
        (
            do.LabelOccurrences("TOPIC", PLACES),
            "The codebook news@1 has no label 'TOPIC'; it has ACTOR, QUOTE, CUE, CLAIM.",
        ),
        (do.LabelOccurrences("CUE", PLACES, None, {"kind": "x"}), "The label CUE has no attribute 'kind'."),
        (do.LabelOccurrences("CUE", PLACES, "berg"), "A span with the label CUE can't point to an actor."),
        (do.LinkOccurrences("ACTOR", "none", PLACES), "This actor is not in the register any more."),
        (
            do.LabelOccurrences("ACTOR", PLACES[:2], found=("Berg", "Borg")),
            "A text has been corrected since these places were found; please look for them again.",
        ),
    ],
)
def test_refused(project: Project, command: do.Command, sentence: str) -> None:
    before = labels(project)
    with pytest.raises(UserError) as caught:
        project.apply(command)
    assert str(caught.value) == sentence
    assert labels(project) == before
    assert project.next_undo() == "create actor"


def test_stopped_half_way_nothing_has_changed(make_project: MakeProject) -> None:
    project = make_project(
        *(make_draft(f"{n} Berg") for n in range(10, 99)), *(make_draft("Berg " * n) for n in (300, 9))
    )
    before = labels(project)
    places = [(n, 3, 7) for n in range(1, 90)] + [(90, n * 5, n * 5 + 4) for n in range(300)] + [(91, 0, 4)]
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done == 0

    with pytest.raises(Cancelled):
        project.apply(do.LabelOccurrences("ACTOR", tuple(places)), progress)
    assert told == [(0, 390), (389, 390)]
    assert labels(project) == before
    project.apply(do.LabelOccurrences("ACTOR", tuple(places)))
    assert len(labels(project)) == 390
