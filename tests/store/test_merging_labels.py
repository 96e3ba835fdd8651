"""Labels of an article that is in the project already: they go into its layers, and nothing else changes."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import commands as do
from annotator.core.errors import ConflictError
from annotator.core.models import Actor, Comment, Draft, Origin, Relation, Segments, Span, State
from annotator.jobs.files import ExportFilter, ImportReport, export_actors, import_actors, rows
from annotator.jobs.importing import _BATCH
from annotator.project import Project
from tests.commands.test_commands_machine import snapshot
from tests.formats.test_card import card_of, tables
from tests.making import (
    OPEN,
    TEXT,
    make_comment,
    make_draft,
    make_relation,
    make_span,
    make_zone,
    query,
    segments_in,
)

MakeProject = Callable[..., Project]
OHLSEN, QUOTE, CUE = (segments_in(TEXT, piece)[0] for piece in ("Ohlsen", "„Wir bleiben“", "sagte"))


def berts(text: str = TEXT, **rest: Any) -> Draft:
    """What Bert labelled, with something of everything."""
    draft = make_draft(
        text,
        "k",
        annotator="bert",
        state=State.DONE,
        spans=[
            make_span("QUOTE", QUOTE, id="q", annotator="bert", attributes={"form": "direct"}, note="Notiz"),
            make_span("ACTOR", OHLSEN, id="a", annotator="bert", actor_id="ohlsen"),
            make_span("CUE", CUE, id="u", annotator="bert", origin=OPEN),
        ],
        relations=[
            make_relation("speaker", "q", "a", "bert", id="r"),
            make_relation("cue", "q", "u", "bert", replace(OPEN, score=None), id="l"),
        ],
        comments=[make_comment("Wer?", "a", id="c", annotator="bert"), make_comment(id="d", annotator="bert")],
        **rest,
    )
    draft.actors = {"ohlsen": Actor("ohlsen", "Ohlsen", "person")}
    return draft


def merge(project: Project, *drafts: Draft) -> ImportReport:
    report = project.import_drafts(drafts, merge_labels=True)
    assert not list(project.problems())
    return report


def told(report: ImportReport) -> list[str]:
    return [row.reason for row in rows(report)]


def test_a_layer_comes_in_whole_and_goes_and_comes_back(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k", spans=[make_span("ACTOR", OHLSEN, id="a")]))
    before = snapshot(project.path)
    report = merge(project, berts(), make_draft("Neu."))
    assert str(report) == "imported 1, duplicates 1, refused 0"
    assert report.sentences() == [
        "In 1 article that was there already: labels added: 2; relations added: 2; comments added: 2; "
        "suggestions added: 1; states added: 1; actors and concepts added, by name and kind alone: 1."
    ]
    opened = project.load(1)
    assert opened is not None
    own = [s for s in opened.spans if s.annotator == "bert"]
    assert {(s.label, s.attributes.get("form"), s.actor_id, s.note, s.is_open) for s in own} == {
        ("QUOTE", "direct", None, "Notiz", False),
        ("ACTOR", None, "ohlsen", None, False),
        ("CUE", None, None, None, True),
    }
    ids = {s.label: s.id for s in own}
    assert ids["QUOTE"] == "q"
    assert ids["ACTOR"] != "a", "that id is Anna's"
    assert {(r.id, r.label, r.head, r.child) for r in opened.relations} == {
        ("r", "speaker", "q", ids["ACTOR"]),
        ("l", "cue", "q", "u"),
    }
    assert {(c.id, c.span_id) for c in opened.comments} == {("c", ids["ACTOR"]), ("d", None)}
    assert query(project.path, "select annotator, state from article_state") == [("bert", "done")]
    assert project.annotators() == ["anna", "bert"]
    after = snapshot(project.path)
    assert all(after[table].items() >= rows_.items() for table, rows_ in before.items())
    # Articles and labels are one change.
    project.undo()
    assert snapshot(project.path) == before
    assert not list(project.problems())
    project.redo()
    assert snapshot(project.path) == after
    assert not list(project.problems())


def test_without_being_asked_nothing_is_added(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k"))
    before = snapshot(project.path)
    report = project.import_drafts([berts()])
    assert (report.merged, len(report.unused)) == ([], 1)
    assert snapshot(project.path) == before


def test_again_adds_nothing_and_keeps_redo(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k"))
    merge(project, berts())
    project.apply(do.AddZone(1, 0, 3))
    project.undo()
    before = [query(project.path, f"select * from {table}") for table in ("change", "change_row", "span", "actor")]
    # A format without ids of its own makes new ones each time.
    renamed = berts()
    for span in renamed.spans:
        span.id = f"new {span.id}"
    for relation in renamed.relations:
        relation.id, relation.head, relation.child = "", f"new {relation.head}", f"new {relation.child}"
    renamed.comments = [
        replace(c, id=f"new {c.id}", span_id=c.span_id and f"new {c.span_id}") for c in renamed.comments
    ]
    for draft in (berts(), renamed):
        report = merge(project, draft)
        assert told(report) == ['the same text as "Titel" (id k); labels added: 0 (2 there already)']
        assert report.change is None
    after = [query(project.path, f"select * from {table}") for table in ("change", "change_row", "span", "actor")]
    assert after == before
    assert project.next_redo() == "add zone"


def test_what_undo_took_comes_again_with_its_ids(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k"))
    merge(project, berts())
    before = snapshot(project.path)
    project.undo()
    merge(project, berts())
    after = snapshot(project.path)
    assert {table: {*found} for table, found in after.items() if table != "suggestion"} == {
        table: {*found} for table, found in before.items() if table != "suggestion"
    }


def test_what_a_person_deleted_stays_away(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k"))
    merge(project, berts())
    project.apply(do.DeleteSpans(1, ("a",)))
    report = merge(project, berts())
    assert told(report) == ['the same text as "Titel" (id k); labels added: 0 (1 there already, 1 deleted here)']
    assert query(project.path, "select id from relation where deleted = 0") == []


def test_other_white_space_refuses_labels(make_project: MakeProject) -> None:
    project = make_project(make_draft("Ein Text.", "k"))
    other = make_draft("Ein  Text.", spans=[make_span("ACTOR", (0, 3))])
    report = merge(project, other, make_draft("Ein\nText."))
    assert [str(r) for r in report.refused] == [
        "a.txt: its labels can't be added to 'k', whose text has other white space: they would shift"
    ]
    assert [repeat[:2] for repeat in report.duplicates] == [("a.txt", "k")]
    assert not query(project.path, "select * from span")


def test_another_text_under_the_id_says_how_to_export_a_copy(make_project: MakeProject) -> None:
    project = make_project(make_draft("Von Ohlsen. Ein Text.", "k", zones=[make_zone(0, 12)]))
    report = merge(project, make_draft("Ein Text.", "k", spans=[make_span("ACTOR", (0, 3))]))
    assert "--keep-zones" in report.refused[0].reason


def test_a_text_corrected_in_one_copy_says_so_and_goes_in_once_it_is_here(make_project: MakeProject) -> None:
    project = make_project(make_draft("Von Ohlsen. Ein Tekst.", "k", zones=[make_zone(0, 12)]))
    copy = make_draft("Von Ohlsen. Ein Text.", "k", spans=[make_span("ACTOR", (12, 15))])
    assert "the same correction (F4)" in merge(project, copy).refused[0].reason
    project.apply(do.CorrectText(1, "Von Ohlsen. Ein Text."))
    assert merge(project, copy).labels_added == 1


def test_entries_that_came_before_by_table_keep_all_that_they_have(
    make_project: MakeProject, tmp_path: Path
) -> None:
    bert, project = make_project(name="bert.annotator"), make_project(make_draft(TEXT, "k"))
    ohlsen = Actor("ohlsen", "Ohlsen", "person", ("die Bürgermeisterin",))
    bert.apply(do.CreateActor(ohlsen))
    table = tmp_path / "actors.csv"
    export_actors(bert, table)
    import_actors(project, table)
    report = merge(project, berts())
    assert "actors and concepts added" not in report.sentences()[0]
    assert project.register.actors()["ohlsen"].aliases == ("die Bürgermeisterin",)


def test_a_file_for_each_annotator_makes_one_article(make_project: MakeProject) -> None:
    """Also within one import, where the article itself is new."""
    project = make_project()
    drafts = [make_draft(spans=[make_span("ACTOR", OHLSEN, annotator=name)]) for name in ("anna", "bert", "bert")]
    report = merge(project, *drafts)
    assert (report.imported, report.repeated, report.labels_added) == (1, 2, 1)
    assert query(project.path, "select annotator from span order by 1") == [("anna",), ("bert",)]
    project.undo()
    assert (len(project.article_ids()), list(project.problems())) == (0, [])
    project.redo()
    assert query(project.path, "select count(*) from span where deleted = 0") == [(2,)]
    assert not list(project.problems())


def test_links_go_to_what_is_there(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k", spans=[make_span("ACTOR", OHLSEN, id="mine", annotator="bert")]))
    merge(project, berts())
    assert query(project.path, "select head, child from relation") == [("q", "mine")]


def test_a_link_that_no_longer_fits_is_left_out(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k", spans=[make_span("ACTOR", OHLSEN, id="a", annotator="bert")]))
    project.apply(do.RelabelSpan(1, "a", "CUE"))
    assert told(merge(project, berts()))[0].startswith(
        'the same text as "Titel" (id k); labels added: 1 (1 there already)'
    )
    assert not query(project.path, "select * from relation")


def test_a_head_that_may_have_one_keeps_the_one_it_has(make_project: MakeProject) -> None:
    cue, actor = segments_in(TEXT, "verlangte")[0], OHLSEN
    spans = [
        make_span("CLAIM", (0, 5), id="c", annotator="bert"),
        make_span("ACTOR", actor, id="a", annotator="bert"),
        make_span("ACTOR", cue, id="b", annotator="bert"),
    ]
    there = make_draft(key="k", spans=spans, relations=[make_relation("claimant", "c", "a", "bert")])
    project = make_project(there)
    book = project.codebook.relation("claimant")
    assert book is not None
    merge(project, make_draft(spans=spans, relations=[make_relation("claimant", "c", "b", "bert")]))
    found = query(project.path, "select child from relation order by 1")
    assert found == ([("a",), ("b",)] if book.many else [("a",)])


@pytest.mark.parametrize("decided", ["open", "rejected", "labelled"])
def test_suggestions_are_left_out_where_something_is(make_project: MakeProject, decided: str) -> None:
    origin = Origin() if decided == "labelled" else OPEN
    project = make_project(make_draft(key="k", spans=[make_span("CUE", CUE, id="mine", origin=origin)]))
    if decided == "rejected":
        project.apply(do.RejectSuggestion(1, "mine"))
    merge(project, berts())
    opened = project.load(1)
    assert opened is not None
    assert [s.id for s in opened.spans if s.label == "CUE"] == ([] if decided == "rejected" else ["mine"])
    links = [(r.head, r.child) for r in opened.relations if r.label == "cue"]
    assert links == ([] if decided == "rejected" else [("q", "mine")])


def test_an_open_suggestion_can_be_accepted_beside_the_span_that_another_made_of_it(
    make_project: MakeProject,
) -> None:
    project = make_project(make_draft(key="k", spans=[make_span("ACTOR", OHLSEN, id="a", origin=OPEN)]))
    merge(project, berts())
    project.apply(do.AcceptSuggestions(1, ("a",)))
    assert query(project.path, "select annotator from span where label = 'ACTOR' order by 1") == [
        ("anna",),
        ("bert",),
    ]
    assert not list(project.problems())


def test_the_state_that_is_there_stays_and_is_told(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k", annotator="bert", state=State.STARTED))
    report = merge(project, berts())
    assert told(report)[0].endswith("; it stays started for bert (done in the file)")
    assert report.sentences()[0].endswith("; states that stay another than the file's: 1.")
    assert query(project.path, "select annotator, state from article_state") == [("bert", "started")]


def test_why_it_was_skipped_comes_along(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k"))
    draft = replace(berts(), state=State.SKIPPED, reason="Sport")
    merge(project, draft)
    assert query(project.path, "select annotator, state, reason from article_state") == [
        ("bert", "skipped", "Sport")
    ]


def test_whose_a_label_is_that_names_nobody(make_project: MakeProject) -> None:
    project = make_project(make_draft(key="k"))
    span = make_span("ACTOR", OHLSEN)
    merge(project, make_draft(spans=[span], annotator="carla"), make_draft(spans=[span]))
    assert query(project.path, "select annotator from span order by 1") == [("anna",), ("carla",)]


def test_undo_says_no_once_somebody_builds_on_it(make_project: MakeProject) -> None:
    anna = make_project(make_draft(key="k"))
    merge(anna, berts())
    with closing(Project.open(anna.path, "bert")) as bert:
        bert.apply(do.SetNote(1, "q", "Anders"))
    before = snapshot(anna.path)
    with pytest.raises(ConflictError):
        anna.undo()
    assert snapshot(anna.path) == before


def test_another_window_is_told_of_each_batch(make_project: MakeProject) -> None:
    texts = [f"{n} {TEXT}" for n in range(_BATCH + 1)]
    project = make_project(*(make_draft(text) for text in texts))
    seen: list[bool] = []

    def drafts() -> Any:
        for number, text in enumerate(texts):
            if number == _BATCH:
                seen.append(bool(other.poll()))
            yield make_draft(text, spans=[make_span("ACTOR", (2, 6), annotator="bert")])

    with closing(Project.open(project.path, "carla")) as other:
        project.import_drafts(drafts(), merge_labels=True)
        assert seen == [True]
        assert [change.command for change in other.poll()] == ["import"]
        assert not other.poll()


# Two copies of one project


def label(project: Project, *made: tuple[int, str, tuple[int, int]]) -> None:
    for article, name, place in made:
        project.apply(do.AddSpan(article, name, (place,)))
    project.apply(do.SetState(tuple({article for article, *_ in made}), State.DONE))


def test_two_copies_become_one_and_agreement_is_measured(tmp_path: Path, make_project: MakeProject) -> None:
    anna = make_project(make_draft(key="k"), make_draft("Ohlsen redet.", "j"))
    query(anna.path, "vacuum into ?", str(tmp_path / "bert.annotator"))
    label(anna, (1, "ACTOR", OHLSEN), (1, "QUOTE", QUOTE), (2, "ACTOR", (0, 6)))
    with closing(Project.open(tmp_path / "bert.annotator", "bert")) as bert:
        label(bert, (1, "ACTOR", OHLSEN), (1, "CUE", CUE), (2, "ACTOR", (0, 6)))
        quote, actor = (
            do.AddSpan(1, "QUOTE", (QUOTE,)),
            query(bert.path, "select id from span where article_id = 1 and label = 'ACTOR'")[0][0],
        )
        bert.apply(quote)
        bert.apply(do.AddRelation(1, "speaker", quote.id, actor))
        bert.apply(do.AddComment(1, actor, "Wer ist das?"))
        out = tmp_path / "bert.jsonl"
        bert.export(out, ExportFilter(annotator="bert", keep_zones=True, comments=True))
    before = snapshot(anna.path)
    report = anna.import_paths([out], merge_labels=True)
    assert (str(report), report.labels_added) == ("imported 0, duplicates 2, refused 0", 4)
    assert not list(anna.problems())
    merged = snapshot(anna.path)
    agreement = tables(card_of(anna))["annotators"]["anna and bert"]
    assert agreement == ["3", "4", "0.857", "0.857"]
    again = anna.import_paths([out], merge_labels=True)
    assert (again.labels_added, again.change) == (0, None)
    assert snapshot(anna.path) == merged
    anna.undo()
    assert snapshot(anna.path) == before
    anna.redo()
    assert snapshot(anna.path) == merged
    assert tables(card_of(anna))["annotators"]["anna and bert"] == agreement
    assert not list(anna.problems())


def test_files_of_doccano_by_user(tmp_path: Path) -> None:
    for name, labels in (("anna", [[22, 28, "ACTOR"]]), ("bert", [[22, 28, "ACTOR"], [0, 13, "QUOTE"]])):
        line = json.dumps({"id": 1, "text": TEXT, "label": labels, "Comments": []})
        (tmp_path / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")
    with closing(Project.create(tmp_path / "p.annotator", "anna")) as anna:
        anna.import_paths([tmp_path / "anna.jsonl"], "doccano")
    with closing(Project.open(tmp_path / "p.annotator", "bert")) as bert:
        for added, there in ((2, 0), (0, 2)):
            report = bert.import_paths([tmp_path / "bert.jsonl"], "doccano", merge_labels=True)
            assert [(m.labels, m.there) for _, m in report.merged] == [(added, there)]
        found = query(bert.path, "select annotator, label from span order by 1, 2")
        assert found == [("anna", "ACTOR"), ("bert", "ACTOR"), ("bert", "QUOTE")]
        assert not list(bert.problems())


LABELS = ("ACTOR", "QUOTE", "CUE", "CLAIM")
PEOPLE = ("anna", "bert", "")


@st.composite
def layers(draw: st.DrawFn, ids: Sequence[str] = tuple("abcdef")) -> Draft:
    """A record of one text: few ids and places, so that they meet."""
    spans: list[Span] = []
    for id_ in draw(st.lists(st.sampled_from(ids), max_size=5, unique=True)):
        start = draw(st.integers(0, 3))
        origin = draw(st.sampled_from((Origin("import"), Origin(), OPEN)))
        spans.append(
            make_span(
                draw(st.sampled_from(LABELS)),
                (start, start + draw(st.integers(1, 2))),
                id=id_,
                annotator=draw(st.sampled_from(PEOPLE)),
                origin=origin,
            )
        )
    relations: list[Relation] = []
    kinds = {"speaker": ("QUOTE", "ACTOR"), "cue": ("QUOTE", "CUE"), "claimant": ("CLAIM", "ACTOR")}
    for number in range(draw(st.integers(0, 3))):
        name = draw(st.sampled_from(tuple(kinds)))
        heads, children = ([s for s in spans if s.label == end] for end in kinds[name])
        if heads and children:
            head, child = draw(st.sampled_from(heads)), draw(st.sampled_from(children))
            origin = OPEN if head.is_open or child.is_open else Origin()
            person = draw(st.sampled_from(PEOPLE))
            relations.append(make_relation(name, head.id, child.id, person, origin, f"r{number}"))
    comments: list[Comment] = []
    real = [None, *(s.id for s in spans if not s.is_open)]
    for number in range(draw(st.integers(0, 2))):
        person = draw(st.sampled_from(PEOPLE))
        comments.append(make_comment("Wer?", draw(st.sampled_from(real)), id=f"c{number}", annotator=person))
    state, whose = draw(st.sampled_from(State)), draw(st.sampled_from(("anna", "bert", None)))
    return make_draft("Text.", "k", "T", whose, state, spans, relations, comments=comments)


def owner(draft: Draft, span: Span) -> str:
    return span.annotator or draft.annotator or "anna"


def place_of(span: Span) -> tuple[str, Segments]:
    return span.label, span.segments


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(layers(), layers())
def test_nothing_is_lost_and_nothing_changes(mine: Draft, theirs: Draft) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Project.create(Path(folder) / "p.annotator", "anna")) as project,
    ):
        project.import_drafts([mine])
        before = snapshot(project.path)
        merge(project, theirs)
        after = snapshot(project.path)
        for table, found in before.items():
            assert after[table].items() >= found.items()
        opened = project.load(1)
        assert opened is not None
        # What is there under the id of the same annotator's may be another label by now.
        edited = {(s.id, s.annotator or "anna") for s in mine.spans if not s.is_open}
        places = {s.id: place_of(s) for s in theirs.spans if (s.id, owner(theirs, s)) not in edited}
        now = {s.id: (s.annotator, s.label, s.segments) for s in opened.spans}
        real = {s.id for s in theirs.spans if not s.is_open}
        assert {(owner(theirs, s), *places[s.id]) for s in theirs.spans if s.id in real & places.keys()} <= {
            now[s.id] for s in opened.spans if not s.is_open
        }
        links = {(r.label, now[r.head][1:], now[r.child][1:]) for r in opened.relations}
        heads = {link[:2] for link in links}
        linked = {(r.id, r.annotator or "anna") for r in mine.relations}
        for r in theirs.relations:
            is_new = (r.id, r.annotator or theirs.annotator or "anna") not in linked
            if is_new and {r.head, r.child} <= real & places.keys():
                kind = project.codebook.relation(r.label)
                assert kind is not None
                assert (r.label, places[r.head]) in heads
                assert not kind.many or (r.label, places[r.head], places[r.child]) in links
        said = {(c.annotator, c.text) for c in opened.comments}
        assert {(c.annotator or theirs.annotator or "anna", c.text) for c in theirs.comments} <= said
        report = merge(project, theirs)
        assert report.change is None
        assert snapshot(project.path) == after
        if after != before:
            project.undo()
            assert snapshot(project.path) == before
            project.redo()
            assert snapshot(project.path) == after
            assert not list(project.problems())
