"""Spans of several segments: what each command does, refuses and takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Actor, Span
from annotator.core.resources import resource
from annotator.project import OpenArticle, Project
from tests.making import OPEN, make_draft, make_relation, make_span, segments_in

MakeProject = Callable[..., Project]
TEXT = "„Wir bleiben“, sagte Ohlsen am Tor, „bis jemand zuhört.“ Harms nickte: „Genau.“"
FIRST, SECOND, THIRD = segments_in(TEXT, "„Wir bleiben“", "„bis jemand zuhört.“", "„Genau.“")


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    rule = replace(OPEN, decision="accepted")
    spans = [
        make_span(
            "QUOTE", FIRST, id="q", annotator="anna", origin=rule, attributes={"form": "direct"}, note="eins"
        ),
        make_span(
            "QUOTE",
            SECOND,
            id="p",
            annotator="anna",
            attributes={"form": "indirect", "medium": "speech"},
            note="zwei",
        ),
        make_span("QUOTE", THIRD, id="o", annotator="bert"),
        make_span("ACTOR", *segments_in(TEXT, "Ohlsen"), id="a", annotator="anna"),
        make_span("ACTOR", *segments_in(TEXT, "Harms"), id="h", annotator="anna"),
        make_span("CLAIM", *segments_in(TEXT, "bleiben"), id="c", annotator="anna"),
    ]
    relations = [
        make_relation("speaker", "q", "a", "anna", id="qa"),
        make_relation("speaker", "p", "a", "anna", id="pa"),
        make_relation("speaker", "p", "h", "anna", id="ph"),
        make_relation("expressed_in", "c", "p", "anna", id="cp"),
    ]
    return make_project(make_draft(TEXT, spans=spans, relations=relations))


def load(project: Project) -> OpenArticle:
    opened = project.load(1)
    assert opened is not None
    return opened


def spans(project: Project) -> dict[str, Span]:
    return {span.id: span for span in load(project).spans}


def links(project: Project) -> list[tuple[str, str, str]]:
    return sorted((r.label, r.head, r.child) for r in load(project).relations)


def changed_and_taken_back(project: Project, command: do.Command) -> None:
    """Does it, takes it back, and does it again."""
    before = load(project)
    assert project.apply(command) is not None
    after = load(project)
    assert after != before
    project.undo()
    assert load(project) == before
    project.redo()
    assert load(project) == after
    assert not list(project.problems())


def refuses(project: Project, command: do.Command, sentence: str) -> None:
    before = load(project)
    with pytest.raises(UserError) as caught:
        project.apply(command)
    assert str(caught.value) == sentence
    assert load(project) == before


def test_a_segment_is_added(project: Project) -> None:
    changed_and_taken_back(project, do.AddSegment(1, "q", *SECOND))
    q = spans(project)["q"]
    assert q.segments == (FIRST, SECOND)
    assert (q.start, q.end) == (FIRST[0], SECOND[1])
    assert q.origin.decision == "edited"


@pytest.mark.parametrize("stretch", [(FIRST[1], FIRST[1] + 1), (FIRST[0] + 1, FIRST[1] + 1)])
def test_a_segment_that_touches_another_becomes_one_with_it(project: Project, stretch: tuple[int, int]) -> None:
    changed_and_taken_back(project, do.AddSegment(1, "q", *stretch))
    assert spans(project)["q"].segments == ((FIRST[0], FIRST[1] + 1),)


def test_a_segment_that_bridges_two(project: Project) -> None:
    project.apply(do.AddSegment(1, "q", *SECOND))
    project.apply(do.AddSegment(1, "q", FIRST[1], SECOND[0]))
    assert spans(project)["q"].segments == ((FIRST[0], SECOND[1]),)


def test_adding_what_is_there_changes_nothing(project: Project) -> None:
    assert project.apply(do.AddSegment(1, "q", FIRST[0], FIRST[0] + 3)) is None


def test_a_segment_is_removed(project: Project) -> None:
    project.apply(do.AddSegment(1, "q", *THIRD))
    changed_and_taken_back(project, do.RemoveSegment(1, "q", *FIRST))
    assert spans(project)["q"].segments == (THIRD,)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (do.AddSegment(1, "none", 0, 3), "This span is not there any more."),
        (do.AddSegment(1, "q", 5, 5000), f"The text has {len(TEXT)} characters only."),
        (do.AddSegment(1, "q", 7, 3), "Nothing was labelled: segment 7-3 is not a stretch of text."),
        (do.RemoveSegment(1, "q", *FIRST), "This is the span's only segment; delete the span instead."),
        (do.RemoveSegment(1, "q", *SECOND), "The span has no such segment any more."),
        (do.JoinSpans(1, ("q", "q")), "Joining takes at least two spans."),
        (do.JoinSpans(1, ("q", "a")), "Spans with different labels (QUOTE and ACTOR) can't be joined."),
        (do.JoinSpans(1, ("q", "o")), "Spans of different annotators can't be joined."),
        (do.JoinSpans(1, ("q", "none")), "This span is not there any more."),
        (do.SplitSpan(1, "q"), "This span has one segment only."),
    ],
)
def test_what_is_refused(project: Project, command: do.Command, sentence: str) -> None:
    refuses(project, command, sentence)


def test_joining_that_would_make_a_span_twice_is_refused(project: Project) -> None:
    project.apply(do.AddSpan(1, "QUOTE", (FIRST, SECOND)))
    refuses(project, do.JoinSpans(1, ("q", "p")), "This stretch carries the label QUOTE already.")


def test_two_spans_become_one(project: Project) -> None:
    project.apply(do.AddComment(1, "p", "Wer genau?", open=True, id="k"))
    changed_and_taken_back(project, do.JoinSpans(1, ("q", "p")))
    q = spans(project)["q"]
    assert "p" not in spans(project)
    assert q.segments == (FIRST, SECOND)
    assert q.attributes == {"form": "direct", "medium": "speech"}
    assert q.note == "eins\nzwei"
    assert links(project) == [("expressed_in", "c", "q"), ("speaker", "q", "a"), ("speaker", "q", "h")]
    assert {r.id for r in load(project).relations} == {"qa", "ph", "cp"}
    assert [comment.span_id for comment in load(project).comments] == ["q"]


def test_the_first_named_span_is_the_one_that_stays(project: Project) -> None:
    project.apply(do.JoinSpans(1, ("p", "q")))
    p = spans(project)["p"]
    assert p.segments == (FIRST, SECOND)
    assert p.attributes["form"] == "indirect"
    assert p.note == "zwei\neins"


def test_joining_with_a_span_that_holds_the_other(project: Project) -> None:
    project.apply(do.AddSpan(1, "QUOTE", ((0, SECOND[1]),), id="whole"))
    changed_and_taken_back(project, do.JoinSpans(1, ("q", "whole")))
    assert spans(project)["q"].segments == ((0, SECOND[1]),)


def test_claims_in_the_same_quote_are_joined(project: Project) -> None:
    project.apply(do.AddSpan(1, "CLAIM", (segments_in(TEXT, "zuhört")[0],), id="d"))
    project.apply(do.AddRelation(1, "expressed_in", "d", "p"))
    project.apply(do.JoinSpans(1, ("c", "d")))
    assert [link for link in links(project) if link[0] == "expressed_in"] == [("expressed_in", "c", "p")]


def test_register_links_come_with_the_other_span(make_project: MakeProject) -> None:
    draft = make_draft(
        TEXT,
        spans=[
            make_span("ACTOR", (0, 2), id="a", annotator="anna"),
            make_span("ACTOR", (3, 5), id="b", annotator="anna", actor_id="x"),
        ],
    )
    draft.actors = {"x": Actor("x", "Ohlsen")}
    project = make_project(draft)
    project.apply(do.JoinSpans(1, ("a", "b")))
    assert spans(project)["a"].actor_id == "x"


def test_a_span_is_split_into_its_segments(project: Project) -> None:
    project.apply(do.JoinSpans(1, ("q", "p")))
    project.apply(do.AddComment(1, "q", "Wer genau?", id="k"))
    changed_and_taken_back(project, do.SplitSpan(1, "q"))
    first, other = (next(s for s in spans(project).values() if s.segments == (at,)) for at in (FIRST, SECOND))
    assert first.id == "q"
    assert other.attributes == first.attributes == {"form": "direct", "medium": "speech"}
    assert (other.label, other.annotator, other.note) == ("QUOTE", "anna", "eins\nzwei")
    assert links(project) == sorted(
        [("expressed_in", "c", "q"), ("expressed_in", "c", other.id)]
        + [("speaker", id_, child) for id_ in ("q", other.id) for child in ("a", "h")]
    )
    assert [comment.span_id for comment in load(project).comments] == ["q"]


def test_splitting_where_a_piece_is_labelled_already(project: Project) -> None:
    project.apply(do.AddSegment(1, "q", *SECOND))
    refuses(
        project,
        do.SplitSpan(1, "q"),
        "One of the segments carries the label QUOTE as a span of its own already.",
    )


@pytest.fixture
def single(tmp_path: Path) -> Iterator[Project]:
    """A project in which a quote has one speaker and may answer another, and a claim stands in one quote."""
    book = resource("codebooks", "news.toml").read_text("utf-8")
    for name in ("speaker", "expressed_in"):
        book = book.replace(f'name = "{name}"\n', f'name = "{name}"\nmany = false\n')
    path = tmp_path / "single.toml"
    book += '\n[[relations]]\nname = "answers"\ntitle = "Answers"\nhead = ["QUOTE"]\nchild = ["QUOTE"]\n'
    path.write_text(book, "utf-8")
    project = Project.create(tmp_path / "single.annotator", "anna", path)
    spans = [
        make_span("QUOTE", FIRST, id="q", annotator="anna"),
        make_span("QUOTE", SECOND, id="p", annotator="anna"),
        make_span("ACTOR", *segments_in(TEXT, "Ohlsen"), id="a", annotator="anna"),
        make_span("ACTOR", *segments_in(TEXT, "Harms"), id="h", annotator="anna"),
        make_span("CLAIM", *segments_in(TEXT, "bleiben"), id="c", annotator="anna"),
    ]
    relations = [
        make_relation("speaker", "q", "a", "anna"),
        make_relation("speaker", "p", "h", "anna"),
        make_relation("addressee", "p", "h", "anna"),
        make_relation("expressed_in", "c", "p", "anna"),
    ]
    project.import_drafts([make_draft(TEXT, spans=spans, relations=relations)])
    yield project
    project.close()


def test_of_what_there_may_be_one_the_first_span_keeps_its_own(single: Project) -> None:
    changed_and_taken_back(single, do.JoinSpans(1, ("q", "p")))
    assert links(single) == [("addressee", "q", "h"), ("expressed_in", "c", "q"), ("speaker", "q", "a")]


def test_of_what_there_may_be_one_the_first_piece_keeps_it(single: Project) -> None:
    single.apply(do.JoinSpans(1, ("q", "p")))
    changed_and_taken_back(single, do.SplitSpan(1, "q"))
    (other,) = (span.id for span in spans(single).values() if span.segments == (SECOND,))
    # The claim stands in one quote; each of the two quotes has its one speaker.
    quotes = ("q", other)
    speakers, addressees = (
        [(label, q, to) for q in quotes] for label, to in (("speaker", "a"), ("addressee", "h"))
    )
    assert links(single) == sorted([*speakers, *addressees, ("expressed_in", "c", "q")])


def test_a_link_of_which_there_may_be_one_takes_the_others_place(single: Project) -> None:
    changed_and_taken_back(single, do.AddRelation(1, "speaker", "q", "h"))
    assert [link for link in links(single) if link[:2] == ("speaker", "q")] == [("speaker", "q", "h")]


def test_a_link_between_the_two_goes(single: Project) -> None:
    single.apply(do.AddRelation(1, "answers", "p", "q"))
    changed_and_taken_back(single, do.JoinSpans(1, ("q", "p")))
    assert [link for link in links(single) if link[0] == "answers"] == []


def test_pieces_without_a_span_are_taken_in(project: Project) -> None:
    changed_and_taken_back(project, do.JoinSpans(1, ("q",), (SECOND, THIRD)))
    assert spans(project)["q"].segments == (FIRST, SECOND, THIRD)
    assert "p" in spans(project)
