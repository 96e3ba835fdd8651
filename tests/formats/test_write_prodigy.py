"""Prodigy: tasks as its documentation and published annotations have them, read by spaCy and our reader."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import mmh3
import pytest
import srsly
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from annotator.core.models import Draft, State
from annotator.formats.readers.prodigy import ProdigyReader
from annotator.formats.writers.base import Options
from annotator.project import Project
from tests.formats.foreign_cases import drafts as drafts_of
from tests.formats.foreign_cases import labels as labelled
from tests.formats.foreign_cases import read, relations
from tests.formats.record_projects import drafts
from tests.formats.writer_cases import TEXT, about, export, many, news, project_of
from tests.making import OPEN, make_draft, make_relation, make_span

VOCAB = Vocab()


def tasks(project: Project, options: Options, **wanted: Any) -> tuple[list[dict[str, Any]], dict[str, int]]:
    content, report = export(project, "prodigy", "out.jsonl", options, **wanted)
    return [json.loads(line) for line in content.split(b"\n") if line], dict(report.losses.counts)


def options() -> st.SearchStrategy[Options]:
    return st.builds(
        Options, st.sampled_from(["words", "spaces", "spacy"]), misaligned=st.sampled_from(["snap", "drop"])
    )


@many
@given(drafts(), options())
def test_tasks_fit_their_tokens(articles: list[Draft], how: Options) -> None:
    with project_of(articles) as project:
        found, losses = tasks(project, how, suggestions=True, keep_zones=True)
        linked = 0
        for task in found:
            text, tokens = task["text"], task["tokens"]
            assert [token["id"] for token in tokens] == list(range(len(tokens)))
            assert all(text[t["start"] : t["end"]] == t["text"] for t in tokens)
            doc = Doc(VOCAB, [t["text"] for t in tokens], [t["ws"] for t in tokens])
            assert doc.text == text
            places = {}
            for span in task["spans"]:
                # Prodigy's token_end is inclusive, spaCy's end is not.
                entity = doc[span["token_start"] : span["token_end"] + 1]
                assert (entity.start_char, entity.end_char) == (span["start"], span["end"])
                assert entity.text == span["text"]
                places[span["start"], span["end"], span["label"]] = span
            assert len(places) == len(task["spans"])
            for relation in task["relations"]:
                for end in ("head", "child"):
                    place = relation[f"{end}_span"]
                    span = places[place["start"], place["end"], place["label"]]
                    assert relation[end] == span["token_end"] == place["token_end"]
            assert task["_view_id"] == ("relations" if task["relations"] else "spans_manual")
            assert task["_input_hash"] == mmh3.hash(f"text={srsly.json_dumps(text)}")
            linked += len(task["relations"])
        # Two people who say the same have done the same task.
        said = {json.dumps([t["text"], t["spans"], t["relations"]]): t["_task_hash"] for t in found}
        assert len(set(said.values())) == len(said)
        given = sum(len(draft.relations) for draft in articles)
        assert linked + losses.get("relations", 0) <= given
        # Of relations between spans that became one, one is left.
        assert linked + losses.get("relations", 0) == given or losses["twice"]


@many
@given(drafts(), st.sampled_from(["snap", "drop"]))
def test_comes_back(articles: list[Draft], misaligned: str) -> None:
    """All but what the losses count, pieces, attributes, entries, notes, times, and the names of suggesters."""
    with project_of(articles) as project:
        how = Options(misaligned=misaligned)
        content, report = export(project, "prodigy", "out.jsonl", how, keep_zones=True, suggestions=True)
        again = drafts_of(read(ProdigyReader(), content))
        lost = Counter[tuple[str, str]]()
        changed = Counter[tuple[str, str]]()
        for loss in report.losses.listed:
            if loss.kind in ("snapped", "misaligned"):
                lost[loss.label, loss.text] += 1
            if loss.became is not None:
                changed[loss.label, loss.became] += 1
        before, after = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for draft, found in zip(articles, again, strict=True):
            text = draft.article.text
            assert found.article.text == text
            before.update((s.label, text[s.start : s.end]) for s in draft.spans)
            after.update(labelled(found))
            wanted = {s.annotator or "anna" for s in draft.spans if not s.is_open}
            assert {s.annotator for s in found.spans if not s.is_open} <= wanted
            assert all(s.origin.name == "prodigy" for s in found.spans)
            if draft.article.title.strip():
                assert about(found.article) == about(draft.article)
        wholes = before - lost + changed
        assert not after - wholes
        assert (wholes - after).total() == report.losses.counts["twice"]


def test_an_article_of_two_annotators_with_suggestions() -> None:
    with project_of([news()]) as project:
        (anna, bert, other), losses = tasks(project, Options(), suggestions=True, comments=True)
        assert [task.get("_annotator_id") for task in (anna, bert, other)] == ["anna", "bert", None]
        assert [task.get("answer") for task in (anna, bert, other)] == ["accept", "accept", None]
        assert [s["label"] for s in other["spans"]] == ["ACTOR"]
        assert other["spans"][0]["score"] == 0.5
        assert anna["meta"] == {
            "title": "Die „Fähre“",
            "source": "Deichpost",
            "authors": ["Enno Groß"],
            "published": "2025-03-13",
            "url": "https://deichpost.example/1",
            "lang": "de",
            "file": "a.txt",
            "status": "done",
            "tokenizer": "words",
        }
        # The genitive's s belongs to the word, the parts of a compound with a hyphen are words.
        assert losses == {
            "snapped": 1,
            "pieces": 1,
            "attributes": 4,
            "notes": 1,
            "relations": 1,
            "comments": 2,
        }
        assert "Öhlrichs" in [span["text"] for span in anna["spans"]]
        content, _ = export(project, "prodigy", "out.jsonl", suggestions=True)
        (draft,) = drafts_of(read(ProdigyReader(), content))
        assert (draft.article.key, draft.article.text) == ("🙂-1", TEXT)
        quote = TEXT[TEXT.index("„Wir") : TEXT.index("alle.“") + 6]
        assert sorted(relations(draft)) == [
            ("claimant", "Die Fähre muss fahren", "Öhlrichs Kollegin Jørna Bräsig"),
            ("cue", quote, "sagte"),
            ("speaker", quote, "Öhlrichs Kollegin Jørna Bräsig"),
        ]


@pytest.mark.parametrize(
    ("state", "answer"),
    [(State.NEW, None), (State.STARTED, "accept"), (State.DONE, "accept"), (State.SKIPPED, "ignore")],
)
def test_an_article_without_labels_says_how_far_it_is(state: State, answer: str | None) -> None:
    suggested = [make_span("ACTOR", (0, 4), annotator="anna", origin=OPEN)]
    with project_of([make_draft("Enno kam.", annotator="anna", state=state, spans=suggested)]) as project:
        found, losses = tasks(project, Options())
        assert [task.get("answer") for task in found] == [answer]
        assert losses.get("begun", 0) == (state is State.STARTED)
        found, _ = tasks(project, Options(), suggestions=True)
        expected = [(answer, 0)] if answer else []
        assert [(task.get("answer"), len(task["spans"])) for task in found] == [*expected, (None, 1)]


def test_answers_come_back_to_prodigy() -> None:
    """Also those that have no span, whoever gave them."""
    given = [("accept", "ben"), ("ignore", "mara"), ("accept", None), (None, None)]
    lines = [
        {"text": f"Text {number}.", "answer": answer, "_annotator_id": who, "_input_hash": number}
        for number, (answer, who) in enumerate(given)
    ]
    with project_of(drafts_of(read(ProdigyReader(), "\n".join(map(json.dumps, lines)).encode()))) as project:
        found, losses = tasks(project, Options())
    # What nobody is named for is the importing person's.
    answers = [("accept", "ben"), ("ignore", "mara"), ("accept", "anna"), (None, None)]
    assert [(task.get("answer"), task.get("_annotator_id")) for task in found] == answers
    assert losses == {"begun": 2}


def test_two_spans_that_become_one() -> None:
    """A relation between them has nothing to link any more."""
    spans = [
        make_span("ACTOR", (0, 4), id="a"),
        make_span("ACTOR", (0, 3), id="b"),
        make_span("CUE", (5, 8), id="c"),
    ]
    linked = [make_relation("cue", "a", "b"), make_relation("cue", "a", "c"), make_relation("cue", "b", "c")]
    with project_of([make_draft("Enno kam.", spans=spans, relations=linked)]) as project:
        ((task,), losses) = tasks(project, Options())
        assert [s["text"] for s in task["spans"]] == ["Enno", "kam"]
        assert [(r["head"], r["child"]) for r in task["relations"]] == [(0, 1)]
        assert losses == {"snapped": 1, "twice": 1, "relations": 1}


def test_the_hash_of_a_text_is_that_of_prodigy() -> None:
    """Tasks that Explosion has published: explosion/projects, ner-drugs and rel_component."""
    published = {
        "^^LOL^^": 1922477360,
        "Well im never doing H, good luck!": 1156882765,
        "Furthermore, Smad-phosphorylation was followed by upregulation of Id1 mRNA and Id1 protein, whereas Id2 "
        "and Id3 expression was not affected.": -13216227,
    }
    with project_of([make_draft(text) for text in published]) as project:
        found, _ = tasks(project, Options())
        assert {task["text"]: task["_input_hash"] for task in found} == published


def test_dropped_spans_take_their_relations_along() -> None:
    with project_of([news()]) as project:
        found, losses = tasks(project, Options(misaligned="drop"))
        assert losses["misaligned"] == 1
        assert "Öhlrichs" not in [s["text"] for s in found[0]["spans"]]
