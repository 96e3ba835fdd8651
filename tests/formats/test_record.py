from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from annotator.core.codebook import parse_codebook
from annotator.core.models import Actor, Comment, Concept, Draft, Origin, State
from annotator.formats.record import TITLE_LENGTH, parse_record

DATA = Path(__file__).parent / "data"
CODEBOOK = parse_codebook(tomllib.loads((DATA / "codebook.toml").read_text(encoding="utf-8")))
# As an export writes it, with every key.
FULL: dict[str, Any] = json.loads((DATA / "record.json").read_text(encoding="utf-8"))


def parse(**record: Any) -> Draft:
    return parse_record(record, CODEBOOK, "in.jsonl")


def reason(**record: Any) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        parse(**{"text": "Ilse Wendt speaks.", **record})
    return str(caught.value)


def test_a_full_record_is_taken_over_completely() -> None:
    draft = parse_record(FULL, CODEBOOK, "in.jsonl")
    article = draft.article
    assert (article.id, article.key, article.title) == (0, "article-7", "Es reicht")
    assert article.text == "Startseite\n„Es reicht 🙂“, sagte Ilse Wendt."
    assert (article.source, article.authors, article.published) == (
        "Havelkurier",
        ("Ron Tietz", "Ada Olm"),
        "2025-03-13",
    )
    assert (article.url, article.lang, article.file) == ("https://havelkurier.example/7", "de", "march.jsonl")
    assert (article.split, article.group, draft.annotator, draft.state) == ("train", "strike", "Mara", State.DONE)
    quote, actor = draft.spans
    assert (quote.id, quote.label, quote.annotator, quote.note) == ("q", "QUOTE", "Mara", "checked")
    assert quote.segments == ((11, 14), (15, 24))
    assert quote.attributes == {
        "form": "direct",
        "channels": ["radio"],
        "certain": True,
        "weight": 0.5,
        "remark": "calm",
        "day": "2025-03-12",
    }
    assert (quote.created_at, quote.updated_at) == ("2025-03-14T08:00:00.000Z", "2025-03-14T09:00:00.000Z")
    assert quote.origin == Origin("rule", "quotes", "1", 0.9, "accepted")
    assert (quote.actor_id, quote.concept_id) == (None, "c1")
    assert actor.attributes == {}
    assert actor.origin == Origin("human")
    assert (actor.actor_id, actor.concept_id) == ("actor-1", None)
    assert draft.comments == [
        Comment(
            "k",
            0,
            "q",
            "Ron",
            "One quote or two? 🙂",
            True,
            "2025-03-14T10:00:00.000Z",
            "2025-03-15T10:00:00.000Z",
        )
    ]
    assert draft.actors == {"actor-1": Actor("actor-1", "Ilse Wendt", "person")}
    assert draft.concepts == {"c1": Concept("c1", "The strike should end")}
    (relation,) = draft.relations
    assert (relation.id, relation.label, relation.head, relation.child) == ("r", "speaker", "q", "a")
    (zone,) = draft.zones
    assert (zone.start, zone.end, zone.kind) == (0, 10, "breadcrumb")


def test_a_text_is_enough() -> None:
    draft = parse(text="\n  The harbour\nwas quiet.")
    article = draft.article
    assert (article.key, article.title, article.file) == ("", "The harbour", "in.jsonl")
    assert article.text == "\n  The harbour\nwas quiet."
    assert (draft.annotator, draft.state, draft.spans, draft.relations, draft.zones) == (
        None,
        State.NEW,
        [],
        [],
        [],
    )


def test_null_is_as_good_as_missing_and_unknown_keys_are_ignored() -> None:
    nulls = dict.fromkeys(key for key in FULL if key != "text")
    draft = parse(text="Quiet.", label=["x"], **nulls)
    assert draft.article == parse(text="Quiet.").article
    span = {**dict.fromkeys(FULL["spans"][0]), "label": "CLAIM", "start": 0, "end": 5, "colour": 3}
    (parsed,) = parse(text="Quiet.", spans=[span]).spans
    assert parsed.segments == ((0, 5),)


def test_no_group_and_no_split_may_be_empty_text() -> None:
    article = parse(text="Quiet.", group="", split="").article
    assert (article.group, article.split) == (None, None)


def test_a_bare_span_gets_an_id_a_time_and_the_record_as_origin() -> None:
    bare = {"label": "CLAIM", "start": 0, "end": 5}
    first, second = parse(text="Quiet.", annotator="Mara", spans=[bare, bare]).spans
    assert first.id != second.id
    assert first.origin == Origin("import")
    assert first.annotator == "Mara"
    assert first.created_at == first.updated_at == second.created_at != ""
    assert parse(text="Quiet.", spans=[bare]).spans[0].annotator == ""


def test_integer_ids_become_strings() -> None:
    draft = parse(
        id=7,
        text="Ilse: go.",
        spans=[
            {"id": 2, "label": "QUOTE", "start": 6, "end": 8},
            {"id": 1, "label": "ACTOR", "start": 0, "end": 4},
        ],
        relations=[{"id": 1, "label": "speaker", "head": 2, "child": "1"}],
    )
    assert draft.article.key == "7"
    assert [s.id for s in draft.spans] == ["2", "1"]
    assert (draft.relations[0].head, draft.relations[0].child, draft.relations[0].id) == ("2", "1", "1")


@pytest.mark.parametrize("title", [None, ""])
def test_a_missing_title_is_the_first_line_cut(title: str | None) -> None:
    assert parse(text=" \n\n" + "🙂" * 300 + "\nmore", title=title).article.title == "🙂" * TITLE_LENGTH


def test_one_author_may_stand_alone() -> None:
    assert parse(text="x", meta={"authors": "Ada Olm"}).article.authors == ("Ada Olm",)
    assert parse(text="x", meta={"authors": ""}).article.authors == ()


def test_relations_of_one_name_are_told_apart_by_both_ends() -> None:
    spans = [
        {"id": i, "label": label, "start": 0, "end": 1} for i, label in enumerate(["CLAIM", "CLAIM", "ACTOR"])
    ]
    relations = [{"label": "about", "head": 0, "child": 1}, {"label": "about", "head": 0, "child": 2}]
    assert len(parse(text="x", spans=spans, relations=relations).relations) == 2


def test_origins_stay_apart() -> None:
    origins = [FULL["spans"][0]["origin"], None, {"kind": "model", "score": 1}, {"kind": "model", "score": 0.5}]
    spans = [{"label": "CLAIM", "start": 0, "end": 1, "origin": origin} for origin in origins]
    assert [s.origin for s in parse(text="x", spans=spans).spans] == [
        Origin("rule", "quotes", "1", 0.9, "accepted"),
        Origin("import"),
        Origin("model", score=1.0),
        Origin("model", score=0.5),
    ]


def test_segments_are_put_in_order_and_joined() -> None:
    span = {"label": "QUOTE", "start": 0, "end": 9, "segments": [[5, 9], [0, 2], [2, 3]], "text": "Ilse Wend"}
    assert parse(text="Ilse Wendt", spans=[span]).spans[0].segments == ((0, 3), (5, 9))
    alone = {"label": "QUOTE", "segments": [[2, 4]]}
    assert parse(text="Ilse Wendt", spans=[alone]).spans[0].segments == ((2, 4),)


def test_line_ends_move_offsets() -> None:
    text = "One\r\nTwo\r\nIlse\rcame"
    start = text.index("Ilse")
    span = {"label": "ACTOR", "start": start, "end": start + 9, "text": "Ilse\rcame"}
    across = {"label": "CLAIM", "start": 3, "end": 8, "text": "\r\nTwo"}
    draft = parse(text=text, spans=[span, across], zones=[{"start": 5, "end": 10, "kind": "caption"}])
    assert draft.article.text == "One\nTwo\nIlse\ncame"
    assert [draft.article.text[s.start : s.end] for s in draft.spans] == ["Ilse\ncame", "\nTwo"]
    assert (draft.zones[0].start, draft.zones[0].end) == (4, 8)


def test_a_span_of_half_a_line_end_is_refused() -> None:
    assert reason(text="a\r\nb", spans=[{"label": "CLAIM", "start": 2, "end": 3}]) == (
        "span 1: a span needs at least one character"
    )


def test_utf16_offsets_are_converted() -> None:
    text = "🙂\r\n🙂 Ilse"
    draft = parse(
        text=text, offset_unit="utf16", spans=[{"label": "ACTOR", "start": 7, "end": 11, "text": "Ilse"}]
    )
    assert draft.article.text == "🙂\n🙂 Ilse"
    assert draft.spans[0].segments == ((4, 8),)
    inside = {"label": "ACTOR", "start": 0, "end": 1}
    assert reason(text=text, offset_unit="utf16", spans=[inside]) == "span 1: 1 lies inside a character"
    beyond = {"label": "ACTOR", "start": 0, "end": 12}
    assert reason(text=text, offset_unit="utf16", spans=[beyond]) == (
        "span 1: end 12 lies beyond the text (11 UTF-16 units)"
    )


def test_lone_surrogates_are_replaced_everywhere() -> None:
    span = {
        "id": "\ud800",
        "label": "QUOTE",
        "start": 1,
        "end": 3,
        "text": "\udc00b",
        "note": "\ud800",
        "attributes": {"remark": "\ud800"},
        "actor": {"id": "\ud800", "name": "\ud800", "kind": "\ud800"},
    }
    draft = parse(id="\ud800", title="\ud800", text="a\udc00b", meta={"authors": ["\ud800"]}, spans=[span])
    repr(draft).encode()
    assert draft.spans[0].attributes == {"remark": "\ufffd"}
    assert draft.article.authors == ("\ufffd",)


def test_a_comment_may_say_little() -> None:
    """Who wrote it, when, on what and whether it is open may be missing."""
    draft = parse(text="Ilse speaks.", comments=[{"text": " Who? \r\n"}, {"open": True}], annotator="Mara")
    first, flag = draft.comments
    assert (first.text, first.open, first.span_id, first.annotator) == ("Who?", False, None, "Mara")
    assert (flag.text, flag.open, flag.annotator) == ("", True, "Mara")
    assert first.id != flag.id
    assert first.created_at == first.updated_at == flag.created_at != ""
    assert parse(text="Ilse speaks.", comments=None).comments == []
