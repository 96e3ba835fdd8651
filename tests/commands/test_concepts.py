"""Concepts: linking, moving, merging, splitting, deleting, and taking it back, also among two annotators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Concept
from annotator.project import Project
from tests.commands.registers import FERRY, drafts, links, state, undone
from tests.making import query

MakeProject = Callable[..., Project]


@pytest.fixture
def anna(make_project: MakeProject) -> Project:
    return make_project(*drafts())


@pytest.fixture
def ben(anna: Project) -> Iterator[Project]:
    project = Project.open(anna.path, "ben")
    yield project
    project.close()


def grow(project: Project, *pairs: tuple[str, str | None]) -> None:
    """Makes concepts called like their ids, each below the other one of its pair."""
    for id_, parent in pairs:
        project.apply(do.CreateConcept(Concept(id_, id_, parent)))


def tree(project: Project) -> dict[str, str | None]:
    """The parent of each concept."""
    return {concept.id: concept.parent for concept in project.register.concepts().values()}


def refuses(project: Project, command: do.Command, sentence: str) -> None:
    before = state(project), query(project.path, "select count(*) from change")
    with pytest.raises(UserError) as caught:
        project.apply(command)
    assert str(caught.value) == sentence
    assert (state(project), query(project.path, "select count(*) from change")) == before


def test_create_edit_and_move(anna: Project) -> None:
    undone(anna, lambda: anna.apply(do.CreateConcept(Concept("ferry", " Die Fähre\nfährt ", "", " x "))))
    assert anna.register.concept("ferry") == Concept("ferry", "Die Fähre fährt", None, "x")
    grow(anna, ("port", None))
    undone(anna, lambda: anna.apply(do.EditConcept(Concept("ferry", "Fähre", "port"))))
    assert anna.register.concept("ferry") == Concept("ferry", "Fähre", "port")
    assert anna.apply(do.EditConcept(Concept("ferry", "Fähre", "port"))) is None
    refuses(anna, do.CreateConcept(Concept("ferry", "x")), "There is a concept of the id ferry already.")
    refuses(anna, do.CreateConcept(Concept("x", " ")), "A concept needs a name.")
    refuses(anna, do.CreateConcept(Concept("x", "x", "gone")), "This concept is not there any more.")
    refuses(anna, do.EditConcept(Concept("x", "x")), "This concept is not there any more.")


def test_no_concept_lies_below_itself(anna: Project) -> None:
    grow(anna, ("a", None), ("b", "a"), ("c", "b"))
    for parent in ("a", "b", "c"):
        refuses(anna, do.EditConcept(Concept("a", "a", parent)), "A concept can't be moved below itself.")
    anna.apply(do.EditConcept(Concept("c", "c", "a")))
    assert tree(anna) == {"a": None, "b": "a", "c": "a"}


def test_move_several_with_what_is_below_them(anna: Project) -> None:
    grow(anna, ("a", None), ("b", "a"), ("c", "b"), ("d", None), ("e", None))
    undone(anna, lambda: anna.apply(do.MoveConcepts(("c", "a", "e"), "d")))
    assert tree(anna) == {"a": "d", "b": "a", "c": "b", "d": None, "e": "d"}
    undone(anna, lambda: anna.apply(do.MoveConcepts(("c", "e"), None)))
    assert tree(anna) == {"a": "d", "b": "a", "c": None, "d": None, "e": None}
    assert anna.apply(do.MoveConcepts(("c",), None)) is None
    refuses(anna, do.MoveConcepts(("d",), "b"), "A concept can't be moved below itself.")
    refuses(anna, do.MoveConcepts(("gone",), None), "This concept is not there any more.")


def test_link(anna: Project) -> None:
    undone(anna, lambda: anna.apply(do.SetConcept(((1, "c1"), (2, "d1")), None, create=FERRY)))
    assert {id_ for id_, to in links(anna, "concept_id").items() if to == "ferry"} == {"c1", "d1"}
    undone(anna, lambda: anna.apply(do.SetConcept(((2, "d1"),), None)))
    assert links(anna, "concept_id")["d1"] is None
    refuses(anna, do.SetConcept(((1, "a1"),), "ferry"), "A span with the label ACTOR can't point to a concept.")
    refuses(anna, do.SetConcept(((1, "c1"),), "gone"), "This concept is not there any more.")


def test_merge(anna: Project) -> None:
    grow(anna, ("top", None), ("one", "top"), ("two", None), ("child", "two"))
    anna.apply(do.EditConcept(Concept("one", "one", "top", "eins")))
    anna.apply(do.EditConcept(Concept("two", "two", None, "zwei")))
    anna.apply(do.SetConcept(((1, "c1"),), "one"))
    anna.apply(do.SetConcept(((2, "d1"),), "two"))
    undone(anna, lambda: anna.apply(do.MergeConcepts("one", ("two", "one"))))
    assert tree(anna) == {"top": None, "one": "top", "child": "one"}
    assert anna.register.concept("one") == Concept("one", "one", "top", "eins\n\nzwei")
    assert {id_ for id_, to in links(anna, "concept_id").items() if to == "one"} == {"c1", "d1"}


@pytest.mark.parametrize(
    ("into", "others", "expected"),
    [
        ("c", ("a",), {"c": None, "b": "c", "d": "c", "e": None}),  # takes the place of one above it
        ("c", ("b",), {"a": None, "c": "a", "d": "c", "e": None}),
        ("c", ("a", "b"), {"c": None, "d": "c", "e": None}),
        ("c", ("b", "e"), {"a": None, "c": "a", "d": "c"}),
        ("a", ("b", "c"), {"a": None, "d": "a", "e": None}),
        ("e", ("a",), {"e": None, "b": "e", "c": "b", "d": "c"}),
    ],
)
def test_merge_within_a_branch(
    anna: Project, into: str, others: tuple[str, ...], expected: dict[str, str | None]
) -> None:
    grow(anna, ("a", None), ("b", "a"), ("c", "b"), ("d", "c"), ("e", None))
    undone(anna, lambda: anna.apply(do.MergeConcepts(into, others)))
    assert tree(anna) == expected


def test_split(anna: Project) -> None:
    anna.apply(do.SetConcept(((1, "c1"), (2, "d1")), None, create=FERRY))
    new = Concept("new", "Die Fähre soll ruhen", "ferry")
    undone(anna, lambda: anna.apply(do.SplitConcept("ferry", new, ((2, "d1"),))))
    found = links(anna, "concept_id")
    assert (found["c1"], found["d1"]) == ("ferry", "new")
    third = replace(new, id="third")
    refuses(
        anna, do.SplitConcept("ferry", third, ((2, "d1"),)), "One of these spans points to another concept by now."
    )


def test_delete(anna: Project) -> None:
    grow(anna, ("a", None), ("b", "a"), ("c", "b"))
    anna.apply(do.SetConcept(((1, "c1"),), "b"))
    undone(anna, lambda: anna.apply(do.DeleteConcept("b")))
    assert tree(anna) == {"a": None, "c": "a"}
    assert links(anna, "concept_id")["c1"] is None


# Two annotators


def test_undo_keeps_a_concept_that_somebody_else_put_others_below(anna: Project, ben: Project) -> None:
    grow(anna, ("a", None))
    grow(ben, ("b", "a"))
    anna.undo()
    assert tree(anna) == {"a": None, "b": "a"}


def test_redo_of_a_deletion_keeps_what_somebody_else_put_others_below(anna: Project, ben: Project) -> None:
    grow(anna, ("a", None))
    anna.apply(do.DeleteConcept("a"))
    anna.undo()
    grow(ben, ("b", "a"))
    anna.redo()
    assert tree(anna) == {"a": None, "b": "a"}


def test_undo_refuses_a_circle(anna: Project, ben: Project) -> None:
    grow(anna, ("a", None), ("b", "a"))
    anna.apply(do.EditConcept(Concept("b", "b")))
    ben.apply(do.EditConcept(Concept("a", "a", "b")))
    with pytest.raises(UserError, match="Somebody else changed this since"):
        anna.undo()
    assert tree(anna) == {"a": "b", "b": None}


def test_undo_refuses_a_parent_that_is_gone(anna: Project, ben: Project) -> None:
    grow(anna, ("a", None), ("b", "a"))
    anna.apply(do.EditConcept(Concept("b", "b")))
    ben.apply(do.DeleteConcept("a"))
    with pytest.raises(UserError, match="Somebody else changed this since"):
        anna.undo()
    assert tree(anna) == {"b": None}
