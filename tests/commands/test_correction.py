"""Correcting an article's text: what goes with it, what is refused, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Actor, Span
from annotator.core.offsets import clean_text
from annotator.project import Project
from annotator.store import search as index
from tests.making import OPEN, make_draft, make_relation, make_span, make_zone, query

MakeProject = Callable[..., Project]
OLD = "BREMEN. Die Fahre muss fahren, sagte der alte Kapitän Ohlsen am Tor."
NEW = OLD.replace("Fahre", "Fähre")
SINCE = "Somebody else changed this since, so it can't be taken back."


def at(text: str, piece: str) -> tuple[int, int]:
    start = text.index(piece)
    return start, start + len(piece)


@pytest.fixture
def anna(make_project: MakeProject) -> Project:
    spans = [
        make_span("CLAIM", at(OLD, "Die Fahre muss fahren"), id="claim", annotator="anna"),
        make_span("ACTOR", at(OLD, "Die Fahre"), id="ship", annotator="bert"),
        make_span("ACTOR", at(OLD, "Kapitän Ohlsen"), id="ohlsen", annotator="anna"),
        make_span("ACTOR", at(OLD, "Ohlsen"), id="short", annotator="anna"),
        make_span("CUE", at(OLD, "sagte"), id="open", origin=OPEN),
    ]
    relations = [
        make_relation("claimant", "claim", "ohlsen", id="r1", annotator="anna"),
        make_relation("target", "claim", "short", id="r2", annotator="anna"),
    ]
    zones = [make_zone(0, 8), make_zone(*at(OLD, "am Tor."))]
    first = make_draft(OLD, spans=spans, relations=relations, zones=zones)
    return make_project(first, make_draft("Ein zweiter Artikel."))


@pytest.fixture
def bert(anna: Project) -> Iterator[Project]:
    project = Project.open(anna.path, "bert")
    yield project
    project.close()


def texts(project: Project) -> dict[str, str]:
    """What each span and suggestion says."""
    opened = project.load(1)
    assert opened is not None
    return {span.id: opened.article.text[span.start : span.end] for span in opened.spans}


def content(project: Project) -> object:
    """All that makes the article."""
    tables = ("span", "relation", "zone", "suggestion", "suggestion_relation", "comment")
    return project.load(1), [query(project.path, f"select * from {table} where deleted = 0") for table in tables]


def said(project: Project) -> set[tuple[str | None, str, bool]]:
    opened = project.load(1)
    assert opened is not None
    return {(c.span_id, c.text, c.open) for c in opened.comments}


def refused(act: Callable[[], object], project: Project, sentence: str = SINCE) -> None:
    tables = ("article", "span", "zone", "suggestion", "comment", "change", "change_row")
    before = [query(project.path, f"select * from {table}") for table in tables]
    with pytest.raises(UserError) as caught:
        act()
    assert str(caught.value) == sentence
    assert [query(project.path, f"select * from {table}") for table in tables] == before


def test_a_typo(anna: Project) -> None:
    before = content(anna)
    anna.apply(do.CorrectText(1, NEW, OLD))
    after = content(anna)
    assert texts(anna) == {
        "claim": "Die Fähre muss fahren",
        "ship": "Die Fähre",
        "ohlsen": "Kapitän Ohlsen",
        "short": "Ohlsen",
        "open": "sagte",
    }
    assert said(anna) == {
        ("claim", "Text corrected: „Die Fahre muss fahren“ → „Die Fähre muss fahren“.", True),
        ("ship", "Text corrected: „Die Fahre“ → „Die Fähre“.", True),
    }
    ((length, title),) = query(anna.path, "select length, title from article where id = 1")
    assert (length, title) == (len(NEW), "Titel")
    assert not list(anna.problems())
    anna.undo()
    assert content(anna) == before
    anna.redo()
    assert content(anna) == after
    (change, *_) = anna.history_of(1, "")
    assert change.rows[0].before is not None
    assert change.rows[0].before["text"] == OLD, "the old text stays in the history"


def test_what_comes_after_moves_along(anna: Project) -> None:
    new = OLD.replace("muss fahren", "muss bald wieder fahren").replace("BREMEN.", "HAMBURG.")
    anna.apply(do.CorrectText(1, new))
    assert texts(anna) == {
        "claim": "Die Fahre muss bald wieder fahren",
        "ship": "Die Fahre",
        "ohlsen": "Kapitän Ohlsen",
        "short": "Ohlsen",
        "open": "sagte",
    }
    opened = anna.load(1)
    assert opened is not None
    assert [new[z.start : z.end] for z in opened.zones] == ["HAMBURG. ", "am Tor."]
    assert {span for span, _, _ in said(anna)} == {"claim"}
    moved = query(anna.path, "select updated_at from span where id = 'short'")
    assert moved == [(make_span("ACTOR", (0, 1)).updated_at,)], "only moved: nobody has set it anew"
    assert not list(anna.problems())


def test_what_is_deleted_goes_with_its_relations(anna: Project) -> None:
    before = content(anna)
    anna.apply(do.CorrectText(1, OLD.replace(", sagte der alte Kapitän Ohlsen", "")))
    assert set(texts(anna)) == {"claim", "ship"}
    opened = anna.load(1)
    assert opened is not None
    assert not opened.relations
    assert said(anna) == {
        (None, "Text corrected: ACTOR „Kapitän Ohlsen“ is gone.", True),
        (None, "Text corrected: ACTOR „Ohlsen“ is gone.", True),
    }
    assert not list(anna.problems())
    anna.undo()
    assert content(anna) == before


def test_two_labels_that_come_to_lie_on_one_place_become_one(anna: Project) -> None:
    anna.apply(do.SetActor(((1, "ohlsen"),), None, create=Actor("o", "Ohlsen", "person")))
    anna.apply(do.SetNote(1, "ohlsen", "Wer ist das?"))
    anna.apply(do.AddComment(1, "ohlsen", "Prüfen", open=True))
    before = content(anna)
    anna.apply(do.CorrectText(1, OLD.replace("Kapitän ", "")))
    assert set(texts(anna)) == {"claim", "ship", "short", "open"}
    opened = anna.load(1)
    assert opened is not None
    assert {(r.id, r.head, r.child) for r in opened.relations} == {
        ("r1", "claim", "short"),
        ("r2", "claim", "short"),
    }
    (short,) = (span for span in opened.spans if span.id == "short")
    assert (short.actor_id, short.note, short.attributes) == ("o", "Wer ist das?", {"kind": "person"})
    assert said(anna) == {
        ("short", "Prüfen", True),
        ("short", "Text corrected: „Kapitän Ohlsen“ → „Ohlsen“.", True),
    }
    assert not list(anna.problems())
    anna.undo()
    assert content(anna) == before


def test_suggestions_that_were_decided_move_too(anna: Project) -> None:
    anna.apply(do.RejectSuggestion(1, "open"))
    anna.apply(do.CorrectText(1, "X " + OLD))
    start, end = at("X " + OLD, "sagte")
    assert query(anna.path, "select start, end, decision from suggestion") == [(start, end, "rejected")]
    anna.apply(do.CorrectText(1, OLD.replace("sagte ", "")))
    assert query(anna.path, "select id from suggestion where deleted = 0") == []


def test_pasted_text_is_cleaned(anna: Project) -> None:
    anna.apply(do.CorrectText(1, "Eins\r\nzwei\rdrei\ud800"))
    assert anna.load(1).article.text == "Eins\nzwei\ndrei\ufffd"  # type: ignore[union-attr]
    assert anna.apply(do.CorrectText(1, "Eins\r\nzwei\rdrei\ud800")) is None


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (do.CorrectText(1, " \n "), "An article needs some text."),
        (do.CorrectText(1, "Ein  zweiter\nArtikel."), "Another article has this text already: „Titel“."),
        (do.CorrectText(9, "x"), "This article is not in the project any more."),
        (
            do.CorrectText(1, NEW, "something else"),
            "Somebody else has corrected this article meanwhile; please look at its text again.",
        ),
    ],
)
def test_refused(anna: Project, command: do.Command, sentence: str) -> None:
    refused(lambda: anna.apply(command), anna, sentence)


def test_the_search_follows(anna: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    anna.apply(do.CorrectText(1, NEW))
    assert list(anna.search("Fähre ")) == [[1]]
    assert list(anna.search("Tor ")) == [[1]]
    assert list(anna.search("Bahnhof ")) == []
    anna.apply(do.CorrectText(1, NEW.replace("Tor", "Bahnhof")))
    assert list(anna.search("Tor ")) == []
    assert list(anna.search("Bahnhof ")) == [[1]]
    anna.undo()
    assert list(anna.search("Tor ")) == [[1]]
    # An article that is in no index yet.
    fill = index.fill
    monkeypatch.setattr(index, "fill", lambda *_: None)
    anna.import_drafts([make_draft("Ein dritter Artikel.")])
    anna.apply(do.CorrectText(3, "Ein vierter Artikel."))
    monkeypatch.setattr(index, "fill", fill)
    anna.derived.catch_up()
    assert list(anna.search("vierter ")) == [[3]]
    assert list(anna.search("dritter ")) == []
    assert not list(anna.problems())
    assert query(anna.path, "insert into article_fts(article_fts, rank) values ('integrity-check', 1)") == []


def test_undo_where_another_has_labelled_since(anna: Project, bert: Project) -> None:
    longer = OLD.replace("muss", "muss bald")
    anna.apply(do.CorrectText(1, longer))
    bert.apply(do.AddSpan(1, "CUE", (at(longer, "BREMEN"),)))
    anna.undo()
    anna.redo()
    bert.apply(do.AddSpan(1, "CUE", (at(longer, "Tor"),), id="tor"))
    refused(anna.undo, anna)
    bert.undo()
    anna.undo()
    assert anna.load(1).article.text == OLD  # type: ignore[union-attr]


def test_undo_where_another_has_labelled_what_was_corrected(anna: Project, bert: Project) -> None:
    anna.apply(do.CorrectText(1, NEW))
    bert.apply(do.AddSpan(1, "CUE", (at(NEW, "Fähre"),)))
    refused(anna.undo, anna)


def test_undo_where_another_has_moved_a_label(anna: Project, bert: Project) -> None:
    anna.apply(do.CorrectText(1, OLD.replace("muss", "muss bald")))
    bert.apply(do.DeleteSpans(1, ("ohlsen",)))
    refused(anna.undo, anna)


def test_a_deleted_label_does_not_come_back_on_another_text(anna: Project, bert: Project) -> None:
    anna.apply(do.DeleteSpans(1, ("short",)))
    bert.apply(do.CorrectText(1, OLD.replace("muss", "muss bald")))
    refused(anna.undo, anna)
    bert.undo()
    anna.undo()
    assert texts(anna)["short"] == "Ohlsen"


def test_a_deleted_label_before_the_correction_comes_back(anna: Project, bert: Project) -> None:
    anna.apply(do.AddSpan(1, "CUE", (at(OLD, "BREMEN"),), id="town"))
    anna.undo()
    bert.apply(do.CorrectText(1, OLD.replace("muss", "muss bald")))
    anna.redo()
    assert texts(anna)["town"] == "BREMEN"
    anna.undo()
    bert.apply(do.CorrectText(1, OLD.replace("BREMEN", "In BREMEN")))
    refused(anna.redo, anna)


def test_a_label_is_not_widened_again_over_a_correction(anna: Project, bert: Project) -> None:
    anna.apply(do.ResizeSpan(1, "claim", (at(OLD, "Die"),)))
    bert.apply(do.CorrectText(1, OLD.replace("muss", "muss bald")))
    refused(anna.undo, anna)


def test_the_same_article_corrected_twice(anna: Project, bert: Project) -> None:
    anna.apply(do.CorrectText(1, NEW))
    bert.apply(do.CorrectText(1, NEW.replace("Tor", "Deich")))
    refused(anna.undo, anna)
    bert.undo()
    anna.undo()
    assert texts(anna)["ship"] == "Die Fahre"


def test_what_was_taken_back_is_no_reason_against_undo(make_project: MakeProject) -> None:
    project = make_project(make_draft("die am", spans=[make_span("ACTOR", (0, 2), id="half")]))
    # The label keeps its place, though the way back alone could not tell.
    project.apply(do.CorrectText(1, "di"))
    project.apply(do.SetNote(1, "half", "wer?"))
    project.apply(do.ResizeSpan(1, "half", ((0, 1),)))
    project.undo()
    project.undo()
    assert project.undo() is not None
    assert texts(project) == {"half": "di"}
    project.redo()
    bert = Project.open(project.path, "bert")
    bert.apply(do.AddSpan(1, "CUE", ((0, 2),)))
    bert.close()
    refused(project.undo, project)


some_text = st.lists(
    st.sampled_from(
        ["Berg", "berg", " ", "\n", "ü", "u\u0308", "\u0301", "👨‍👩‍👧", "🇩🇪", ".", "\r\n", "\ud800", "a"]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_correction_and_back(make_project: MakeProject, data: st.DataObject) -> None:
    old = clean_text(data.draw(some_text)) + "x"
    places = st.tuples(st.integers(0, len(old) - 1), st.integers(1, 5))
    spans: list[Span] = []
    for n, (start, length) in enumerate(data.draw(st.lists(places, max_size=6, unique=True))):
        spans.append(make_span("ACTOR", (start, min(start + length, len(old))), id=str(n), annotator=f"p{n % 2}"))
    project = make_project(make_draft(old, spans=spans), name=f"{new_id()}.annotator")
    before = content(project)
    news = data.draw(st.lists(some_text.filter(str.strip), min_size=1, max_size=3))
    done = sum(project.apply(do.CorrectText(1, new)) is not None for new in news)
    after = content(project)
    assert not list(project.problems())
    for _ in range(done):
        project.undo()
        assert not list(project.problems())
    assert content(project) == before
    for _ in range(done):
        project.redo()
    assert content(project) == after
    project.close()
