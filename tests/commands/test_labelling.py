"""Spans, relations, suggestions and zones: what each command does and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Actor, Origin, Relation, Span, State
from annotator.project import Project
from tests.making import OPEN, TEXT, make_draft, make_relation, make_span, query, segments_in

MakeProject = Callable[..., Project]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    rule = replace(OPEN, decision="accepted")
    spans = [
        make_span("QUOTE", *segments_in(TEXT, "„Wir bleiben“"), id="q", annotator="anna"),
        make_span("ACTOR", *segments_in(TEXT, "Ohlsen"), id="a", annotator="anna", attributes={"kind": "person"}),
        make_span("CLAIM", *segments_in(TEXT, "Die Fähre"), id="c", annotator="anna", origin=rule),
        make_span("QUOTE", *segments_in(TEXT, "Die Fähre muss"), id="sq", origin=OPEN),
        make_span("ACTOR", *segments_in(TEXT, "sie"), id="sa", origin=OPEN),
        make_span("CUE", *segments_in(TEXT, "verlangte"), id="su", origin=OPEN),
    ]
    relations = [
        make_relation("speaker", "sq", "sa", id="r1"),
        make_relation("cue", "sq", "su", id="r2"),
        make_relation("claimant", "c", "a", origin=OPEN, id="r3"),
    ]
    return make_project(make_draft(spans=spans, relations=relations))


def spans(project: Project) -> dict[str, Span]:
    opened = project.load(1)
    assert opened is not None
    return {span.id: span for span in opened.spans if not span.is_open}


def links(project: Project) -> set[tuple[str, str, str]]:
    opened = project.load(1)
    assert opened is not None
    return {(r.label, r.head, r.child) for r in opened.relations if r.origin.decision != "open"}


def refuses(project: Project, command: do.Command, sentence: str) -> None:
    before = [query(project.path, f"select * from {table}") for table in ("span", "relation", "change", "zone")]
    with pytest.raises(UserError) as caught:
        project.apply(command)
    assert str(caught.value) == sentence
    assert [query(project.path, f"select * from {t}") for t in ("span", "relation", "change", "zone")] == before


def test_add_span(project: Project) -> None:
    change = project.apply(do.AddSpan(1, "QUOTE", ((36, 40), (30, 34), (40, 42)), {"form": "direct"}, "n"))
    assert change is not None
    assert spans(project)["n"] == Span(
        "n",
        1,
        "anna",
        "QUOTE",
        ((30, 34), (36, 42)),
        {"form": "direct"},
        created_at=change.at,
        updated_at=change.at,
    )
    assert project.state(1) is State.STARTED


def test_labelling_does_not_undo_done(project: Project) -> None:
    project.apply(do.SetState((1,), State.DONE))
    project.apply(do.AddSpan(1, "ACTOR", ((0, 3),)))
    assert project.state(1) is State.DONE


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (
            do.AddSpan(1, "TOPIC", ((0, 1),)),
            "The codebook news@1 has no label 'TOPIC'; it has ACTOR, QUOTE, CUE, CLAIM.",
        ),
        (do.AddSpan(1, "ACTOR", ((0, len(TEXT) + 1),)), f"The text has {len(TEXT)} characters only."),
        (do.AddSpan(1, "ACTOR", ((-1, 4),)), "Nothing was labelled: segment -1-4 is not a stretch of text."),
        (do.AddSpan(1, "ACTOR", ((4, 4),)), "Nothing was labelled: a span needs at least one character."),
        (do.AddSpan(1, "ACTOR", ()), "Nothing was labelled: a span needs at least one character."),
        (do.AddSpan(9, "ACTOR", ((0, 1),)), "This article is not in the project any more."),
        (do.AddSpan(1, "QUOTE", ((0, 13),)), "This stretch carries the label QUOTE already."),
        (do.AddSpan(1, "QUOTE", ((0, 5), (5, 13))), "This stretch carries the label QUOTE already."),
        (do.AddSpan(1, "CUE", ((0, 1),), {"form": "direct"}), "The label CUE has no attribute 'form'."),
        (
            do.RelabelSpan(1, "q", "TOPIC"),
            "The codebook news@1 has no label 'TOPIC'; it has ACTOR, QUOTE, CUE, CLAIM.",
        ),
        (do.RelabelSpan(1, "none", "ACTOR"), "This span is not there any more."),
        (do.ResizeSpan(1, "q", ((0, 900),)), f"The text has {len(TEXT)} characters only."),
        (do.ResizeSpan(1, "none", ((0, 9),)), "This span is not there any more."),
        (do.DeleteSpans(1, ("a", "none")), "What you wanted to change is not there any more."),
        (do.SetNote(1, "none", "x"), "This span is not there any more."),
        (do.SetAttribute(1, "q", "stance", "support"), "The label QUOTE has no attribute 'stance'."),
        (
            do.AddRelation(1, "speaker", "q", "c"),
            "The relation speaker goes from QUOTE to ACTOR, not from QUOTE to CLAIM.",
        ),
        (do.AddRelation(1, "friend", "q", "a"), "The codebook news@1 has no relation 'friend'."),
        (do.AddRelation(1, "speaker", "q", "none"), "This span is not there any more."),
        (do.DeleteRelation(1, "none"), "What you wanted to change is not there any more."),
        (do.AddZone(1, 5, 5), f"The text has {len(TEXT)} characters only."),
        (do.AddZone(1, 5, 900), f"The text has {len(TEXT)} characters only."),
        (do.AddZone(9, 0, 1), "This article is not in the project any more."),
        (do.AddZone(1, 0, 4, " "), "A zone needs a kind."),
        (do.DeleteZone(1, "none"), "What you wanted to change is not there any more."),
        (do.RejectSuggestion(1, "none"), "This suggestion has been decided on already."),
        (do.AcceptSuggestions(1, ("none",)), "This suggestion has been decided on already."),
        (do.EditArticle(1, " "), "An article needs a title."),
        (do.EditArticle(9, "x"), "This article is not in the project any more."),
        (do.DeleteArticles((1, 9)), "This article is not in the project any more."),
        (do.SetState((1, 9), State.DONE), "This article is not in the project any more."),
    ],
)
def test_refused_with_a_sentence_and_without_a_change(
    project: Project, command: do.Command, sentence: str
) -> None:
    refuses(project, command, sentence)


def test_value_that_the_attribute_lacks(project: Project) -> None:
    with pytest.raises(UserError, match=r"'shouted' is no value of the attribute form \(direct, .*\)\."):
        project.apply(do.SetAttribute(1, "q", "form", "shouted"))


def test_same_stretch_in_another_layer(project: Project) -> None:
    other = Project.open(project.path, "bert")
    assert other.apply(do.AddSpan(1, "QUOTE", ((0, 13),))) is not None
    other.everyone = False
    assert [s.annotator for s in other.load(1).spans if not s.is_open] == ["bert"]  # type: ignore[union-attr]
    other.close()


def test_relabel_drops_what_the_new_label_cant_have(project: Project) -> None:
    project.apply(do.AddRelation(1, "speaker", "q", "a"))
    project.apply(do.AddRelation(1, "claimant", "c", "a"))
    project.apply(do.RelabelSpan(1, "a", "QUOTE"))
    span = spans(project)["a"]
    assert (span.label, span.attributes, span.actor_id) == ("QUOTE", {}, None)
    assert links(project) == set()
    project.undo()
    assert spans(project)["a"].attributes == {"kind": "person"}
    assert links(project) == {("speaker", "q", "a"), ("claimant", "c", "a")}


def test_relabel_into_a_twin(project: Project) -> None:
    project.apply(do.AddSpan(1, "CUE", ((0, 13),), id="n"))
    refuses(project, do.RelabelSpan(1, "n", "QUOTE"), "This stretch carries the label QUOTE already.")
    refuses(project, do.RelabelSpan(1, "q", "CUE"), "This stretch carries the label CUE already.")


def test_relabel_where_the_labels_share_an_attribute(make_project: MakeProject, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    book.write_text(
        "\n".join(
            f"""[[labels]]
            name = "{name}"
            colour = "#000000"
            [[labels.attributes]]
            name = "tone"
            values = {values}
            default = {default}"""
            for name, values, default in (("A", '["kept", "gone"]', '"kept"'), ("B", '["kept", "new"]', '"new"'))
        )
        + "\n",
        "utf-8",
    )
    book.write_text('name = "two"\n' + book.read_text("utf-8"), "utf-8")
    project = Project.create(tmp_path / "two.annotator", "anna", book)
    project.import_drafts([make_draft()])
    project.apply(do.AddSpan(1, "A", ((0, 3),), id="kept"))
    project.apply(do.AddSpan(1, "A", ((4, 8),), {"tone": "gone"}, id="gone"))
    assert spans(project)["kept"].attributes == {"tone": "kept"}
    for name in ("kept", "gone"):
        project.apply(do.RelabelSpan(1, name, "B"))
    assert spans(project)["kept"].attributes == {"tone": "kept"}
    assert spans(project)["gone"].attributes == {"tone": "new"}
    project.close()


def test_relabel_keeps_the_link_where_both_labels_point_to_one_register(tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    labels = (("PERSON", "actor"), ("PARTY", "actor"), ("TOPIC", "concept"))
    lines = (
        f'[[labels]]\nname = "{name}"\ncolour = "#000000"\npoints_to = "{register}"' for name, register in labels
    )
    book.write_text("\n".join(['name = "two"', *lines]), "utf-8")
    project = Project.create(tmp_path / "two.annotator", "anna", book)
    project.import_drafts([make_draft()])
    project.apply(do.AddSpan(1, "PERSON", ((0, 3),), id="x"))
    project.apply(do.SetActor(((1, "x"),), None, Actor("o", "Ohlsen")))
    project.apply(do.RelabelSpan(1, "x", "PARTY"))
    assert spans(project)["x"].actor_id == "o"
    project.apply(do.RelabelSpan(1, "x", "TOPIC"))
    assert spans(project)["x"].actor_id is None
    project.undo()
    assert spans(project)["x"].actor_id == "o"
    project.close()


def test_resize_of_an_accepted_suggestion_is_an_edit(project: Project) -> None:
    project.apply(do.SetNote(1, "c", "Notiz"))
    assert spans(project)["c"].origin.decision == "accepted"
    project.apply(do.ResizeSpan(1, "c", ((36, 44),)))
    assert spans(project)["c"].origin == Origin("rule", "quotes", "1", 0.5, "edited")
    project.apply(do.ResizeSpan(1, "q", ((0, 12),)))
    assert spans(project)["q"].origin == Origin("import")


def test_delete_takes_the_links_along(project: Project) -> None:
    project.apply(do.AddRelation(1, "speaker", "q", "a"))
    project.apply(do.DeleteSpans(1, ("q", "c")))
    assert set(spans(project)) == {"a"}
    assert links(project) == set()
    assert not list(project.problems())


@pytest.mark.parametrize(("note", "stored"), [("x\r\ny", "x\ny"), ("half \ud83d", "half \ufffd"), (" ", None)])
def test_note(project: Project, note: str, stored: str | None) -> None:
    project.apply(do.SetNote(1, "q", "before"))
    project.apply(do.SetNote(1, "q", note))
    assert spans(project)["q"].note == stored


def test_text_that_cant_be_stored_is_mended(project: Project) -> None:
    project.apply(do.SetAttribute(1, "c", "category", "half \ud83d"))
    project.apply(do.EditArticle(1, "half \ud83d\n title", "\ud83d", ("\ud83d",)))
    opened = project.load(1)
    assert opened is not None
    assert spans(project)["c"].attributes == {"category": "half \ufffd"}
    assert (opened.article.title, opened.article.source, opened.article.authors) == (
        "half \ufffd title",
        "\ufffd",
        ("\ufffd",),
    )


def test_edit_is_dated(project: Project) -> None:
    change = project.apply(do.EditArticle(1, "Neu"))
    assert change is not None
    assert query(project.path, "select updated_at from article") == [(change.at,)]


def test_relation_once_only(project: Project) -> None:
    assert project.apply(do.AddRelation(1, "speaker", "q", "a")) is not None
    assert project.apply(do.AddRelation(1, "speaker", "q", "a")) is None


def test_relation_replaces(project: Project) -> None:
    project.apply(do.AddSpan(1, "ACTOR", ((0, 3),), id="n"))
    project.apply(do.AddRelation(1, "speaker", "q", "a"))
    project.apply(do.AddRelation(1, "addressee", "q", "a"))
    project.apply(do.AddRelation(1, "speaker", "q", "n", replace=True))
    assert links(project) == {("speaker", "q", "n"), ("addressee", "q", "a")}
    project.undo()
    assert links(project) == {("speaker", "q", "a"), ("addressee", "q", "a")}


def test_accept_brings_what_is_linked(project: Project) -> None:
    change = project.apply(do.AcceptSuggestions(1, ("sq",)))
    assert change is not None
    there = spans(project)
    assert set(there) == {"q", "a", "c", "sq", "sa", "su"}
    assert there["sq"].origin == replace(OPEN, decision="accepted")
    assert (there["sq"].annotator, there["sq"].created_at) == ("anna", change.at)
    assert links(project) == {("speaker", "sq", "sa"), ("cue", "sq", "su")}
    assert project.state(1) is State.STARTED
    assert not list(project.problems())


def test_accept_leaves_links_of_other_spans_open(project: Project) -> None:
    """The claimant of the claim is proposed too; nobody has looked at that."""
    project.apply(do.AcceptSuggestions(1, ("su",)))
    assert links(project) == set()
    assert query(project.path, "select decision from suggestion_relation where id = 'r3'") == [("open",)]


def test_accept_of_what_the_person_has_labelled_already(project: Project) -> None:
    project.apply(do.AddSpan(1, "ACTOR", segments_in(TEXT, "sie"), id="mine"))
    project.apply(do.AcceptSuggestions(1, ("sq",)))
    assert "sa" not in spans(project)
    assert links(project) == {("speaker", "sq", "mine"), ("cue", "sq", "su")}
    assert not list(project.problems())


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (do.ResizeSpan(1, "sq", segments_in(TEXT, "Die Fähre muss fahren")), "Die Fähre muss fahren"),
        (do.SetAttribute(1, "sq", "form", "indirect"), "Die Fähre muss"),
        (do.AddSegment(1, "sq", *segments_in(TEXT, "sie")[0]), "Die Fähre muss fahren, verlangte sie"),
    ],
)
def test_an_edited_suggestion_is_taken_over_in_the_same_step(
    project: Project, edit: do.Edit, expected: str
) -> None:
    before = spans(project)
    change = project.apply(do.EditSuggestion(1, edit))
    assert change is not None
    there = spans(project)
    assert TEXT[there["sq"].start : there["sq"].end] == expected
    assert there["sq"].origin == replace(OPEN, decision="edited")
    assert there["su"].origin == replace(OPEN, decision="accepted")
    assert links(project) == {("speaker", "sq", "sa"), ("cue", "sq", "su")}
    assert not list(project.problems())
    project.undo()
    assert spans(project) == before
    project.redo()
    assert spans(project) == there


def test_an_edit_that_changes_nothing_accepts(project: Project) -> None:
    project.apply(do.EditSuggestion(1, do.RelabelSpan(1, "sq", "QUOTE")))
    assert spans(project)["sq"].origin.decision == "accepted"


def test_an_edit_meets_the_persons_own_span(project: Project) -> None:
    project.apply(do.AddSpan(1, "QUOTE", segments_in(TEXT, "Die Fähre muss"), id="mine"))
    project.apply(do.EditSuggestion(1, do.SetAttribute(1, "sq", "form", "indirect")))
    there = spans(project)
    assert "sq" not in there
    assert there["mine"].attributes == {"form": "indirect"}
    assert there["mine"].origin.decision is None


def test_an_edit_that_is_refused_leaves_the_suggestion(project: Project) -> None:
    edit = do.ResizeSpan(1, "sq", ((0, 999),))
    refuses(project, do.EditSuggestion(1, edit), f"The text has {len(TEXT)} characters only.")
    opened = project.load(1)
    assert opened is not None
    assert {s.id for s in opened.spans if s.is_open} == {"sq", "sa", "su"}


def test_a_claim_brings_its_quote_and_what_that_brings(make_project: MakeProject) -> None:
    spans_ = [
        make_span("CLAIM", *segments_in(TEXT, "Fähre muss"), id="c", origin=OPEN),
        make_span("QUOTE", *segments_in(TEXT, "Die Fähre muss"), id="q", origin=OPEN),
        make_span("ACTOR", *segments_in(TEXT, "sie"), id="a", origin=OPEN),
    ]
    relations = [make_relation("expressed_in", "c", "q", id="r1"), make_relation("speaker", "q", "a", id="r2")]
    project = make_project(make_draft(spans=spans_, relations=relations), name="chain.annotator")
    project.apply(do.AcceptSuggestions(1, ("c",)))
    assert set(spans(project)) == {"c", "q", "a"}
    assert links(project) == {("expressed_in", "c", "q"), ("speaker", "q", "a")}


def test_accept_where_the_link_does_not_fit_any_more(make_project: MakeProject) -> None:
    draft = make_draft(
        spans=[make_span("ACTOR", (21, 27), id="a"), make_span("QUOTE", (0, 13), id="q", origin=OPEN)],
        relations=[make_relation("speaker", "q", "a", id="r")],
    )
    project = make_project(draft, name="fit.annotator")
    project.apply(do.RelabelSpan(1, "a", "CUE"))
    project.apply(do.AcceptSuggestions(1, ("q",)))
    assert links(project) == set()


def test_reject_is_remembered(project: Project) -> None:
    project.apply(do.RejectSuggestion(1, "sq"))
    opened = project.load(1)
    assert opened is not None
    # Neither the cue nor the speaker is of use without the quote.
    assert {s.id for s in opened.spans if s.is_open} == set()
    assert [r.id for r in opened.relations] == ["r3"]
    refuses(project, do.RejectSuggestion(1, "sq"), "This suggestion has been decided on already.")
    refuses(project, do.AcceptSuggestions(1, ("sq",)), "This suggestion has been decided on already.")
    project.undo()
    restored = project.load(1)
    assert restored is not None
    assert {r.id for r in restored.relations} == {"r1", "r2", "r3"}


@pytest.mark.parametrize(
    ("place", "marked"),
    [
        ((0, 4), (0, 6)),  # a whole line takes the blank ones after it along
        ((6, 9), (6, 9)),  # a part of a line stands alone
        ((7, 10), (7, 10)),
        ((6, 10), (6, 11)),
        ((11, 15), (11, 15)),  # the last line
    ],
)
def test_zone_of_whole_lines(make_project: MakeProject, place: tuple[int, int], marked: tuple[int, int]) -> None:
    project = make_project(make_draft("Kopf\n\nText\nEnde"), name="zones.annotator")
    project.apply(do.AddZone(1, *place, "byline", "z"))
    project.apply(do.SetZoneKind(1, "z", "caption"))
    opened = project.load(1)
    assert opened is not None
    (zone,) = opened.zones
    assert ((zone.start, zone.end), zone.kind, zone.annotator) == (marked, "caption", "anna")
    project.apply(do.DeleteZone(1, "z"))
    assert not project.load(1).zones  # type: ignore[union-attr]


def test_relations_of_the_layer(project: Project) -> None:
    other = Project.open(project.path, "bert", everyone=False)
    other.apply(do.AddRelation(1, "speaker", "q", "a", id="bs"))
    opened = other.load(1)
    assert opened is not None
    mine = [r for r in opened.relations if r.origin.decision != "open"]
    assert mine == [Relation("bs", 1, "bert", "speaker", "q", "a", created_at=mine[0].created_at)]
    other.close()


@pytest.mark.parametrize(
    ("typed", "kept"), [("meine Notiz\n", "meine Notiz"), (" a\n b \n\n", " a\n b"), ("\n \n", None)]
)
def test_a_note_has_no_white_space_at_its_end(project: Project, typed: str, kept: str | None) -> None:
    project.apply(do.SetNote(1, "c", typed))
    assert query(project.path, "select note from span where id = 'c'") == [(kept,)]
