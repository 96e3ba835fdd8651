"""Labels carried over to near-duplicates: what goes, what is left out, what is refused, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept, Relation, Span, State
from annotator.project import Project
from tests.making import OPEN, make_draft, make_relation, make_span, query, segments_in

MakeProject = Callable[..., Project]
WIRE = (
    "„Wir bleiben“, sagte Mara Ohlsen am Montag, „bis jemand zuhört.“ Die Fähre muss fahren, verlangte sie. Am "
    "Abend standen noch immer fünfzig Leute am Anleger und warteten auf das letzte Schiff nach Lund. "
    "Die Reederei wollte sich auf Anfrage dazu nicht äußern und verwies auf das Hafenamt."
)
# Another beginning, so that all labels move; one name, one day and one pause are others.
COPY = "BRAKESUND. " + WIRE.replace("Montag", "Dienstag")
UPDATE = WIRE.replace("Mara Ohlsen", "Enno Ohlsen") + " Das Hafenamt schwieg."
OTHER = "Im Garten der alten Schule blühten am Morgen die ersten Apfelbäume, und niemand sprach vom Hafen. " * 3


def span(label: str, *pieces: str, **rest: object) -> Span:
    return make_span(label, *segments_in(WIRE, *pieces), annotator="anna", **rest)  # type: ignore[arg-type]


@pytest.fixture
def anna(make_project: MakeProject) -> Project:
    """Articles 1 to 3 are near-duplicates, 4 is another; anna has labelled the first."""
    spans = [
        span("QUOTE", "„Wir bleiben“", "„bis jemand zuhört.“", id="quote", attributes={"form": "direct"}),
        span("CUE", "sagte", id="cue"),
        span("ACTOR", "Mara Ohlsen", id="actor", attributes={"kind": "person"}, note="Wer ist das?"),
        span("CLAIM", "Die Fähre muss fahren", id="claim", attributes={"stance": "support"}),
        span("CUE", "am Montag", id="day"),
        make_span("ACTOR", *segments_in(WIRE, "Die Reederei"), id="berts", annotator="bert"),
        make_span("ACTOR", *segments_in(WIRE, "Hafenamt"), id="open", origin=OPEN),
    ]
    relations = [
        make_relation("speaker", "quote", "actor", id="r1", annotator="anna"),
        make_relation("cue", "quote", "day", id="r2", annotator="anna"),
        make_relation("cue", "quote", "cue", id="r3", annotator="anna"),
    ]
    drafts = [
        make_draft(WIRE, "wire", spans=spans, relations=relations),
        *(make_draft(text, key) for text, key in ((COPY, "copy"), (UPDATE, "update"), (OTHER, "other"))),
    ]
    project = make_project(*drafts)
    assert project.groups.of(1) == [1, 2, 3]
    project.apply(do.CreateActor(Actor("mara", "Mara Ohlsen")))
    project.apply(do.CreateConcept(Concept("ferry", "Die Fähre soll fahren")))
    project.apply(do.SetActor(((1, "actor"),), "mara"))
    project.apply(do.SetConcept(((1, "claim"),), "ferry"))
    return project


@pytest.fixture
def bert(anna: Project) -> Iterator[Project]:
    project = Project.open(anna.path, "bert")
    yield project
    project.close()


def found(project: Project, article_id: int) -> dict[str, Span]:
    """The open suggestions by what they say."""
    opened = project.load(article_id)
    assert opened is not None
    text = opened.article.text
    return {" … ".join(text[a:b] for a, b in s.segments): s for s in opened.spans if s.is_open}


def links(project: Project, article_id: int) -> list[Relation]:
    opened = project.load(article_id)
    assert opened is not None
    return opened.relations


def content(project: Project) -> object:
    tables = ("span", "relation", "suggestion", "suggestion_relation")
    return [query(project.path, f"select * from {table} where deleted = 0 order by id") for table in tables]


def test_labels_come_as_suggestions_where_the_words_are_the_same(anna: Project) -> None:
    change = anna.apply(do.CarryLabels(1))
    assert change is not None
    assert change.article_id is None  # undoing it stays at the article on screen
    assert {row.article_id for row in change.rows} == {2, 3}
    quote = "„Wir bleiben“ … „bis jemand zuhört.“"
    assert set(found(anna, 2)) == {quote, "sagte", "Mara Ohlsen", "Die Fähre muss fahren"}
    assert set(found(anna, 3)) == {quote, "sagte", "am Montag", "Die Fähre muss fahren"}
    assert found(anna, 4) == {}
    assert not list(anna.problems())


def test_each_keeps_what_is_said_of_it(anna: Project) -> None:
    anna.apply(do.CarryLabels(1, (2,)))
    there = found(anna, 2)
    quote, actor = there["„Wir bleiben“ … „bis jemand zuhört.“"], there["Mara Ohlsen"]
    claim = there["Die Fähre muss fahren"]
    assert (quote.label, quote.attributes["form"]) == ("QUOTE", "direct")
    assert (actor.label, actor.attributes["kind"], actor.actor_id) == ("ACTOR", "person", "mara")
    assert (claim.attributes["stance"], claim.concept_id) == ("support", "ferry")
    assert actor.note is None  # it was about the other article
    origin = actor.origin
    assert (origin.kind, origin.name, origin.decision) == ("rule", "near-duplicate", "open")
    assert {s.annotator for s in there.values()} == {"anna"}


def test_relations_come_along_where_both_ends_do(anna: Project) -> None:
    anna.apply(do.CarryLabels(1))
    by_id = {s.id: words for words, s in found(anna, 2).items()}
    quote = "„Wir bleiben“ … „bis jemand zuhört.“"
    assert {(r.label, by_id[r.head], by_id[r.child]) for r in links(anna, 2)} == {
        ("speaker", quote, "Mara Ohlsen"),
        ("cue", quote, "sagte"),
    }
    by_id = {s.id: words for words, s in found(anna, 3).items()}
    assert {(r.label, by_id[r.child]) for r in links(anna, 3)} == {("cue", "am Montag"), ("cue", "sagte")}


def test_accepted_with_what_is_linked_they_are_labels(anna: Project) -> None:
    anna.apply(do.CarryLabels(1, (2,)))
    quote = found(anna, 2)["„Wir bleiben“ … „bis jemand zuhört.“"]
    anna.apply(do.AcceptSuggestions(2, (quote.id,)))
    opened = anna.load(2)
    assert opened is not None
    accepted = {s.label: s for s in opened.spans if not s.is_open}
    assert accepted["QUOTE"].segments == quote.segments
    assert accepted["ACTOR"].actor_id == "mara"
    assert accepted["QUOTE"].origin.decision == "accepted"
    assert {r.label for r in opened.relations if r.origin.decision != "open"} == {"speaker", "cue"}
    assert opened.state is State.STARTED


def test_what_is_labelled_so_already_is_left_out_and_linked_to(anna: Project) -> None:
    start = COPY.index("Mara Ohlsen")
    anna.apply(do.AddSpan(2, "ACTOR", ((start, start + len("Mara Ohlsen")),)))
    opened = anna.load(2)
    assert opened is not None
    (own,) = opened.spans
    anna.apply(do.CarryLabels(1, (2,)))
    there = found(anna, 2)
    assert "Mara Ohlsen" not in there
    speaker = next(r for r in links(anna, 2) if r.label == "speaker")
    assert (speaker.head, speaker.child) == (there["„Wir bleiben“ … „bis jemand zuhört.“"].id, own.id)


def test_somebody_elses_label_is_no_reason_to_leave_one_out(anna: Project, bert: Project) -> None:
    start = COPY.index("Mara Ohlsen")
    bert.apply(do.AddSpan(2, "ACTOR", ((start, start + len("Mara Ohlsen")),)))
    anna.apply(do.CarryLabels(1, (2,)))
    assert "Mara Ohlsen" in found(anna, 2)


@pytest.mark.parametrize("decision", ["accepted", "rejected", "open"])
def test_what_was_proposed_before_is_not_proposed_again(anna: Project, decision: str) -> None:
    anna.apply(do.CarryLabels(1, (2,)))
    proposed = [s.id for s in found(anna, 2).values()]
    if decision == "accepted":
        anna.apply(do.AcceptSuggestions(2, tuple(proposed)))
    while decision == "rejected" and (left := found(anna, 2)):
        anna.apply(do.RejectSuggestion(2, next(iter(left.values())).id))
    before = content(anna)
    change = anna.apply(do.CarryLabels(1, (2,)))
    assert change is None
    assert content(anna) == before


def test_a_new_label_goes_after_those_that_were_carried(anna: Project) -> None:
    anna.apply(do.CarryLabels(1, (2,)))
    start = WIRE.index("Die Reederei")
    anna.apply(do.AddSpan(1, "ACTOR", ((start, start + len("Die Reederei")),)))
    change = anna.apply(do.CarryLabels(1, (2,)))
    assert change is not None
    assert [row.table for row in change.rows] == ["suggestion"]
    assert "Die Reederei" in found(anna, 2)


def test_a_span_of_several_pieces_goes_whole_or_not_at_all(make_project: MakeProject) -> None:
    spans = [span("QUOTE", "„Wir bleiben“", "„bis jemand zuhört.“"), span("CUE", "verlangte")]
    changed = WIRE.replace("jemand zuhört", "jemand antwortet")
    project = make_project(make_draft(WIRE, "wire", spans=spans), make_draft(changed, "changed"))
    project.apply(do.CarryLabels(1))
    assert set(found(project, 2)) == {"verlangte"}


def test_one_change_that_undo_and_redo_take_whole(anna: Project) -> None:
    before = content(anna)
    anna.apply(do.CarryLabels(1))
    after = content(anna)
    assert after != before
    assert anna.undo() is not None
    assert content(anna) == before
    assert anna.redo() is not None
    assert content(anna) == after
    assert not list(anna.problems())


def test_progress_counts_articles_and_can_stop_it(anna: Project) -> None:
    before, seen = content(anna), []

    def stop(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 1

    with pytest.raises(UserError):
        anna.apply(do.CarryLabels(1), stop)
    assert seen == [(0, 2), (1, 2)]
    assert content(anna) == before


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (do.CarryLabels(2), "You have no labels in this article that could be carried over."),
        (do.CarryLabels(1, (4,)), "Labels are carried over between near-duplicates only."),
        (do.CarryLabels(1, (1,)), "Labels are carried over between near-duplicates only."),
        (do.CarryLabels(1, (2, 4)), "Labels are carried over between near-duplicates only."),
    ],
)
def test_refusals_change_nothing(anna: Project, command: do.CarryLabels, sentence: str) -> None:
    before = content(anna)
    with pytest.raises(UserError) as caught:
        anna.apply(command)
    assert str(caught.value) == sentence
    assert content(anna) == before


def test_an_article_of_its_own_has_nowhere_to_carry_to(anna: Project) -> None:
    anna.apply(do.AddSpan(4, "ACTOR", ((0, 9),)))
    with pytest.raises(UserError, match="between near-duplicates only"):
        anna.apply(do.CarryLabels(4))


def test_a_deleted_copy_gets_nothing(anna: Project) -> None:
    anna.apply(do.DeleteArticles((2,)))
    change = anna.apply(do.CarryLabels(1))
    assert change is not None
    assert {row.article_id for row in change.rows} == {3}
    with pytest.raises(UserError):
        anna.apply(do.CarryLabels(1, (2,)))
