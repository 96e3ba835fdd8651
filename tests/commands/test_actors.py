"""The register of actors: linking, merging, splitting, deleting, and taking it back, also among two annotators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from annotator import commands as do
from annotator.core.errors import Cancelled, UserError
from annotator.core.models import Actor
from annotator.project import Project
from tests.commands.registers import CLASSEN, FIRST, TAMM, drafts, links, make_actor, state, undone
from tests.making import make_draft, make_span, query

MakeProject = Callable[..., Project]
TAMMS = ((1, "a1"), (1, "a2"), (1, "a3"), (2, "b2"))


@pytest.fixture
def anna(make_project: MakeProject) -> Project:
    return make_project(*drafts())


@pytest.fixture
def ben(anna: Project) -> Iterator[Project]:
    project = Project.open(anna.path, "ben")
    yield project
    project.close()


def actor(project: Project, actor_id: str) -> Actor:
    found = project.register.actor(actor_id)
    assert found is not None
    return found


def refuses(project: Project, command: do.Command, sentence: str) -> None:
    before = state(project), query(project.path, "select count(*) from change")
    with pytest.raises(UserError) as caught:
        project.apply(command)
    assert str(caught.value) == sentence
    assert (state(project), query(project.path, "select count(*) from change")) == before


def test_create_and_edit(anna: Project) -> None:
    full = Actor(
        "x",
        "  Juri \n Tamm ",
        " person ",
        ("J. Tamm", "Juri Tamm", " ", "J.\tTamm"),
        ({"type": "party", "value": " Hafen  partei ", "from": "2019", "to": "2021-05-03"},),
        "Q64",
        "#1060F0",
        " lang \n",
    )
    undone(anna, lambda: anna.apply(do.CreateActor(full)))
    clean = Actor(
        "x",
        "Juri Tamm",
        "person",
        ("J. Tamm",),
        ({"type": "party", "value": "Hafen partei", "from": "2019", "to": "2021-05-03"},),
        "Q64",
        "#1060F0",
        "lang",
    )
    assert actor(anna, "x") == clean
    assert anna.apply(do.EditActor(clean)) is None
    undone(anna, lambda: anna.apply(do.EditActor(replace(clean, name="Tamm", kind=None, wikidata=None))))
    assert actor(anna, "x") == replace(clean, name="Tamm", kind=None, wikidata=None)
    refuses(anna, do.CreateActor(clean), "The register has an actor of the id x already.")
    refuses(anna, do.EditActor(TAMM), "This actor is not in the register any more.")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " \n\x00 "}, "An actor needs a name."),
        ({"wikidata": "64"}, "'64' is no Wikidata id such as Q64."),
        ({"wikidata": "Q064"}, "'Q064' is no Wikidata id such as Q64."),
        ({"colour": "blue"}, "'blue' is no colour such as #1060F0."),
        ({"affiliations": ({"type": "job", "value": "x"},)}, "'job' is none of role, party, organisation."),
        ({"affiliations": ({"type": "role", "value": " "},)}, "A role needs a text."),
        (
            {"affiliations": ({"type": "role", "value": "x", "from": "13.3.2025"},)},
            "'13.3.2025' is no date such as 2025-03-13, 2025-03 or 2025.",
        ),
        (
            {"affiliations": ({"type": "role", "value": "x", "to": "2025-02-30"},)},
            "'2025-02-30' is no date such as 2025-03-13, 2025-03 or 2025.",
        ),
        (
            {"affiliations": ({"type": "role", "value": "x", "from": "2025-03", "to": "2025-02-01"},)},
            "x: it can't begin on 2025-03 and end before that, on 2025-02-01.",
        ),
    ],
)
def test_refuses_what_is_no_actor(anna: Project, changes: dict[str, Any], sentence: str) -> None:
    refuses(anna, do.CreateActor(replace(TAMM, **changes)), sentence)


def test_link_new_actor_in_one_change(anna: Project) -> None:
    undone(anna, lambda: anna.apply(do.SetActor(TAMMS, None, create=TAMM)))
    assert links(anna) | {"b1": None} == dict.fromkeys(("a1", "a2", "a3", "b2"), "tamm") | dict.fromkeys(
        ("b1", "c1", "d1", "q1")
    )
    # "Hafenberater Juri Tamm" names him as the register does, "er" is a pronoun, "Tamms" a genitive of "Tamm".
    assert actor(anna, "tamm") == replace(TAMM, aliases=("Tamm",))
    assert anna.undo() is not None
    assert anna.register.actor("tamm") is None


def test_link_and_unlink(anna: Project) -> None:
    anna.apply(do.CreateActor(TAMM))
    undone(anna, lambda: anna.apply(do.SetActor(((1, "a3"), (1, "a3")), "tamm", learn_alias=False)))
    assert actor(anna, "tamm") == TAMM
    assert links(anna)["a3"] == "tamm"
    assert anna.apply(do.SetActor(((1, "a3"),), "tamm", learn_alias=False)) is None
    undone(anna, lambda: anna.apply(do.SetActor(((1, "a3"),), None)))
    assert links(anna)["a3"] is None


def test_only_labels_of_actors_point_to_actors(anna: Project) -> None:
    anna.apply(do.CreateActor(TAMM))
    refuses(anna, do.SetActor(((1, "q1"),), "tamm"), "A span with the label QUOTE can't point to an actor.")
    refuses(anna, do.SetActor(((1, "a1"),), "gone"), "This actor is not in the register any more.")
    refuses(anna, do.SetActor(((1, "a1"), (2, "a1")), "tamm"), "This span is not there any more.")
    refuses(
        anna, do.SetActor(((1, "a1"),), None, create=TAMM), "The register has an actor of the id tamm already."
    )


def test_long_and_broken_mentions_teach_no_alias(make_project: MakeProject) -> None:
    text = "Tamm " * 50
    spans = [make_span("ACTOR", (0, 249), id="long"), make_span("ACTOR", (0, 4), (10, 14), id="broken")]
    project = make_project(make_draft(text, spans=spans))
    project.apply(do.SetActor(((1, "long"), (1, "broken")), None, create=CLASSEN))
    assert actor(project, "classen").aliases == ("M. Classen",)


def test_merge(anna: Project, ben: Project) -> None:
    one = replace(TAMM, note="eins", aliases=("JT",), affiliations=({"type": "role", "value": "Berater"},))
    other = make_actor(
        "t2", "Jurij Tamm", kind="group", aliases=("JT", "Juri Tamm"), wikidata="Q5", colour="#101010", note="zwei"
    )
    anna.apply(do.SetActor(((1, "a1"),), None, create=one, learn_alias=False))
    ben.apply(do.SetActor(((2, "b2"),), None, create=other, learn_alias=False))
    undone(anna, lambda: anna.apply(do.MergeActors("tamm", ("t2", "tamm", "t2"))))
    assert links(anna)["b2"] == "tamm"
    assert actor(anna, "tamm") == Actor(
        "tamm",
        "Juri Tamm",
        "person",
        ("JT", "Jurij Tamm"),
        ({"type": "role", "value": "Berater", "from": None, "to": None},),
        "Q5",
        "#101010",
        "eins\n\nzwei",
    )
    assert anna.register.actor("t2") is None
    refuses(anna, do.MergeActors("tamm", ("t2",)), "This actor is not in the register any more.")


def test_merge_takes_suggestions_and_deleted_articles_along(anna: Project) -> None:
    anna.apply(do.CreateActor(CLASSEN))
    anna.apply(do.SetActor(((2, "b1"),), None, create=make_actor("c2", "Classen")))
    suggest(anna, "c2")
    anna.apply(do.DeleteArticles((2,)))
    anna.apply(do.MergeActors("classen", ("c2",)))
    assert links(anna)["b1"] == "classen"
    assert query(anna.path, "select actor_id from suggestion") == [("classen",)]
    assert list(anna.problems()) == []


def suggest(project: Project, actor_id: str) -> None:
    """Lets the suggestion point to an actor, as one that was imported does."""
    with project._db.transaction() as conn:
        conn.execute("update suggestion set actor_id = ?", (actor_id,))


def test_split(anna: Project) -> None:
    anna.apply(do.SetActor(TAMMS, None, create=replace(TAMM, aliases=("JT", "Tammo"))))
    new = make_actor("new", "Jana Tamm", aliases=("Jana",))
    undone(anna, lambda: anna.apply(do.SplitActor("tamm", new, ((1, "a3"), (2, "b2")), ("JT",))))
    assert {id_: to for id_, to in links(anna).items() if to} == {
        "a1": "tamm",
        "a2": "tamm",
        "a3": "new",
        "b2": "new",
    }
    assert actor(anna, "tamm").aliases == ("Tammo", "Tamm")
    assert actor(anna, "new") == replace(new, aliases=("Jana", "JT"))
    third = replace(new, id="third")
    refuses(anna, do.SplitActor("tamm", third, ((1, "a3"),)), "One of these spans points to another actor by now.")
    refuses(anna, do.SplitActor("tamm", third, (), ("JT",)), "Juri Tamm has no alias 'JT'.")


def test_delete(anna: Project) -> None:
    anna.apply(do.SetActor(TAMMS, None, create=TAMM))
    suggest(anna, "tamm")
    undone(anna, lambda: anna.apply(do.DeleteActor("tamm")))
    assert set(links(anna).values()) == {None}
    assert query(anna.path, "select actor_id from suggestion") == [(None,)]
    refuses(anna, do.DeleteActor("tamm"), "This actor is not in the register any more.")


def test_import(anna: Project) -> None:
    anna.apply(do.CreateActor(TAMM))
    undone(anna, lambda: anna.apply(do.ImportActors((replace(TAMM, colour="#101010"), CLASSEN))))
    assert list(anna.register.actors().values()) == [replace(TAMM, colour="#101010"), CLASSEN]
    assert anna.apply(do.ImportActors((CLASSEN,))) is None


def test_change_of_several_articles_is_about_none(anna: Project) -> None:
    one = anna.apply(do.SetActor(((1, "a1"), (1, "a2")), None, create=TAMM))
    assert one is not None
    assert one.article_id == 1
    several = anna.apply(do.SetActor(TAMMS, "tamm"))
    assert several is not None
    assert several.article_id is None
    taken_back = anna.undo()
    assert taken_back is not None
    assert taken_back.article_id is None
    taken_back = anna.undo()
    assert taken_back is not None
    assert taken_back.article_id == 1


# Two annotators


def test_undo_keeps_an_actor_that_somebody_else_links(anna: Project, ben: Project) -> None:
    anna.apply(do.SetActor(((1, "a1"),), None, create=TAMM))
    ben.apply(do.SetActor(((2, "b2"),), "tamm", learn_alias=False))
    assert anna.undo() is not None
    assert (links(anna)["a1"], links(anna)["b2"]) == (None, "tamm")
    assert actor(anna, "tamm") == TAMM
    assert anna.redo() is not None
    assert links(anna)["a1"] == "tamm"


def test_undo_refuses_to_point_to_an_actor_that_somebody_else_deleted(anna: Project, ben: Project) -> None:
    anna.apply(do.SetActor(((1, "a1"),), None, create=TAMM))
    anna.apply(do.SetActor(((1, "a1"),), None))
    ben.apply(do.DeleteActor("tamm"))
    before = state(anna)
    with pytest.raises(UserError, match="Somebody else changed this since"):
        anna.undo()
    assert state(anna) == before


def test_undo_refuses_to_bring_back_a_span_whose_actor_is_gone(anna: Project, ben: Project) -> None:
    anna.apply(do.SetActor(((1, "a1"),), None, create=TAMM))
    anna.apply(do.DeleteSpans(1, ("a1",)))
    ben.apply(do.DeleteActor("tamm"))
    with pytest.raises(UserError, match="Somebody else changed this since"):
        anna.undo()
    assert "a1" not in links(anna)


def test_undo_refuses_what_somebody_else_merged(anna: Project, ben: Project) -> None:
    anna.apply(do.CreateActor(CLASSEN))
    anna.apply(do.SetActor(((1, "a1"),), None, create=TAMM))
    ben.apply(do.MergeActors("classen", ("tamm",)))
    with pytest.raises(UserError, match="Somebody else changed this since"):
        anna.undo()
    assert links(anna)["a1"] == "classen"
    assert ben.undo() is not None
    assert anna.undo() is not None
    assert links(anna)["a1"] is None


def test_redo_of_a_merge_keeps_an_actor_that_was_linked_meanwhile(anna: Project, ben: Project) -> None:
    anna.apply(do.CreateActor(CLASSEN))
    anna.apply(do.SetActor(((1, "a1"),), None, create=TAMM))
    anna.apply(do.MergeActors("classen", ("tamm",)))
    anna.undo()
    ben.apply(do.SetActor(((2, "b2"),), "tamm", learn_alias=False))
    assert anna.redo() is not None
    assert (links(anna)["a1"], links(anna)["b2"]) == ("classen", "tamm")
    assert actor(anna, "tamm") == TAMM
    assert list(anna.problems()) == []


def test_merge_after_somebody_else_linked(anna: Project, ben: Project) -> None:
    anna.apply(do.CreateActor(CLASSEN))
    anna.apply(do.SetActor(((1, "a1"),), None, create=TAMM))
    ben.apply(do.SetActor(((2, "b2"),), "tamm"))
    anna.apply(do.MergeActors("classen", ("tamm",)))
    with pytest.raises(UserError, match="Somebody else changed this since"):
        ben.undo()
    assert anna.undo() is not None
    assert ben.undo() is not None
    assert (links(anna)["a1"], links(anna)["b2"]) == ("tamm", None)


def test_thousands_of_mentions_can_be_stopped_and_taken_back(make_project: MakeProject) -> None:
    spans = [make_span("ACTOR", (0, n + 1), id=f"s{n}", actor_id="tamm") for n in range(len(FIRST))]
    texts = [f"{FIRST} {n}" for n in range(30)]
    drafted = [make_draft(text, f"k{n}", spans=spans) for n, text in enumerate(texts)]
    drafted[0].actors["tamm"] = TAMM
    project = make_project(*drafted)
    project.apply(do.CreateActor(CLASSEN))
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 1_000

    before = state(project)
    with pytest.raises(Cancelled):
        project.apply(do.MergeActors("classen", ("tamm",)), stop)
    assert seen[-1] == (1_000, 30 * len(FIRST))
    assert state(project) == before
    change = project.apply(do.MergeActors("classen", ("tamm",)))
    assert change is not None
    assert change.wide
    assert set(links(project).values()) == {"classen"}
    project.undo()
    assert state(project) == before


def kinds(project: Project) -> list[tuple[str, str | None]]:
    rows = query(
        project.path, "select id, json_extract(attributes, '$.kind') from span where deleted = 0 order by id"
    )
    return [(id_, kind) for id_, kind in rows if id_.startswith("k")]


def test_a_mention_without_a_kind_takes_the_actors(make_project: MakeProject) -> None:
    text = "Tamm, das Hafenamt, Oltmann"
    spans = [
        make_span("ACTOR", (0, 4), id="k1"),
        make_span("ACTOR", (6, 18), id="k2", attributes={"kind": "group"}),
        make_span("ACTOR", (20, 27), id="k3"),
    ]
    project = make_project(make_draft(text, spans=spans))
    person = Actor("p", "Juri Tamm", "person")
    undone(project, lambda: project.apply(do.SetActor(((1, "k1"), (1, "k2")), None, create=person)))
    assert kinds(project) == [("k1", "person"), ("k2", "group"), ("k3", None)]
    # A kind that the codebook doesn't know is the register's own affair.
    project.apply(do.SetActor(((1, "k3"),), None, create=Actor("f", "Fähre", "Schiff")))
    assert kinds(project)[2] == ("k3", None)
    assert not list(project.problems())


def test_what_was_made_by_mistake_goes_unless_something_else_points_to_it(make_project: MakeProject) -> None:
    text = "Tamm, Oltmann"
    spans = [make_span("ACTOR", (0, 4), id="a"), make_span("ACTOR", (6, 13), id="b")]
    project = make_project(make_draft(text, spans=spans))
    project.apply(do.SetActor(((1, "a"),), None, create=Actor("wrong", "Tamms")))
    undone(project, lambda: project.apply(do.SetActor(((1, "a"),), None, create=TAMM, forget="wrong")))
    assert list(project.register.actors()) == [TAMM.id]
    project.apply(do.SetActor(((1, "a"), (1, "b")), None, create=Actor("used", "Oltmann")))
    project.apply(do.SetActor(((1, "a"),), TAMM.id, forget="used"))
    assert set(project.register.actors()) == {TAMM.id, "used"}
    # The one that is chosen stays, whatever is said.
    project.apply(do.SetActor(((1, "b"),), "used", forget="used"))
    assert "used" in project.register.actors()


def test_what_was_made_by_mistake_may_be_gone_and_stays_where_it_is_needed(make_project: MakeProject) -> None:
    wrong = Actor("wrong", "Tamms")
    project = make_project(
        *(make_draft(text, spans=[make_span("ACTOR", (0, 4), id="a")]) for text in ("Tamm", "Tamm."))
    )
    project.apply(do.CreateActor(TAMM))
    project.apply(do.SetActor(((1, "a"),), None, create=wrong))
    project.undo()
    assert project.apply(do.SetActor(((1, "a"),), TAMM.id, forget="wrong")) is not None
    # One that somebody has written something about.
    project.apply(do.SetActor(((1, "a"),), None, create=wrong))
    project.apply(do.EditActor(replace(wrong, note="Der vom Hafen")))
    project.apply(do.SetActor(((1, "a"),), TAMM.id, forget="wrong"))
    assert project.register.actors()["wrong"].note == "Der vom Hafen"
    # One that a deleted article speaks of: undo brings that back.
    other = Actor("other", "Tamm")
    project.apply(do.SetActor(((1, "a"), (2, "a")), None, create=other))
    project.apply(do.DeleteArticles((2,)))
    project.apply(do.SetActor(((1, "a"),), TAMM.id, forget="other"))
    assert "other" in project.register.actors()


def test_an_edit_leaves_what_somebody_else_has_written_meanwhile(make_project: MakeProject) -> None:
    project = make_project()
    project.apply(do.CreateActor(TAMM))
    project.apply(do.EditActor(replace(TAMM, aliases=("Hafen-Juri",))))
    undone(project, lambda: project.apply(do.EditActor(replace(TAMM, note="Seit 2019"), TAMM)))
    actor = project.register.actor(TAMM.id)
    assert actor is not None
    assert (actor.aliases, actor.note) == (("Hafen-Juri",), "Seit 2019")
