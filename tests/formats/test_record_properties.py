from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.core.codebook import parse_codebook
from annotator.core.models import Draft
from annotator.core.offsets import clean_text
from annotator.formats.record import parse_record

DATA = Path(__file__).parent / "data"
CODEBOOK = parse_codebook(tomllib.loads((DATA / "codebook.toml").read_text(encoding="utf-8")))
FULL: dict[str, Any] = json.loads((DATA / "record.json").read_text(encoding="utf-8"))


def parse(**record: Any) -> Draft:
    return parse_record(record, CODEBOOK, "in.jsonl")


def reason(**record: Any) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        parse(**{"text": "Ilse Wendt speaks.", **record})
    return str(caught.value)


ANY_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("ab \n\r🙂𐍈👩‍🔬é́\ud800\udc00\u2028\0„“")), min_size=1
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-3, 50), st.integers(), st.floats(), ANY_TEXT)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3)
)
NEAR = st.sampled_from(
    ["CLAIM", "ACTOR", "about", "q", "a", "human", "direct", "new", "utf16", [[11, 24]], 11, 24]
)


def places(value: Any, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """The path of everything inside a record."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inside:
        yield *path, step
        yield from places(item, *path, step)


PLACES = list(places(FULL))


@st.composite
def nearly_records(draw: st.DrawFn) -> dict[str, Any]:
    """A full record with something else in a few places."""
    record = copy.deepcopy(FULL)
    # Longest first, so that no place is gone before its turn.
    for path in sorted(draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)), key=len, reverse=True):
        place: Any = record
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = draw(NEAR | JSON)
    return record


@given(nearly_records() | st.dictionaries(ANY_TEXT, JSON))
def test_any_json_makes_a_sound_draft_or_a_value_error(record: dict[str, Any]) -> None:
    try:
        draft = parse_record(record, CODEBOOK, "in.jsonl")
    except ValueError as error:
        refusal = error
    else:
        check_draft(draft)
        return
    # Its subclasses, such as UnicodeEncodeError, say nothing to a person.
    assert type(refusal) is ValueError
    assert str(refusal).encode().count(b"\n") == 0


def check_draft(draft: Draft) -> None:
    text = draft.article.text
    # repr() escapes lone surrogates, which no database takes.
    assert "\\ud" not in repr(draft).replace("\\\\", "")
    text.encode()
    ids = [span.id for span in draft.spans]
    assert len(set(ids)) == len(ids)
    for span in draft.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.actor_id is None or span.actor_id in draft.actors
        assert span.concept_id is None or span.concept_id in draft.concepts
    for relation in draft.relations:
        assert {relation.head, relation.child} <= set(ids)
    assert len({comment.id for comment in draft.comments}) == len(draft.comments)
    for comment in draft.comments:
        assert comment.span_id is None or comment.span_id in ids
        assert comment.open or comment.text
    for zone in draft.zones:
        assert 0 <= zone.start < zone.end <= len(text)


def test_deep_nesting_is_no_recursion() -> None:
    deep: Any = 0
    for _ in range(5000):
        deep = [deep]
    origin = {"kind": "rule", "name": None, "version": None, "score": None, "decision": None}
    spans = [
        {"label": "CLAIM", "start": 0, "end": 1, "extra": deep, "origin": {**origin, "extra": deep}}
        for _ in range(2)
    ]
    assert len(parse(text="x", spans=spans).spans) == 2
    span = {"label": "QUOTE", "start": 0, "end": 1}
    assert reason(spans=[{**span, "attributes": {"form": deep}}]) == (
        "span 1: the attribute form is a list, not a value or a list of strings"
    )
    assert reason(spans=[{**span, "start": deep, "end": deep, "segments": [[deep, deep]]}]) == (
        "span 1: start is a list, not an integer"
    )


@given(ANY_TEXT.filter(lambda t: not t.isspace()), st.data())
def test_offsets_keep_their_text_and_a_shift_is_refused(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[max(start - 1, 0) : start + 1] != "\r\n")
    wanted = text[start:end]
    utf16 = [len(text[:place].encode("utf-16-le", "surrogatepass")) // 2 for place in (start, end)]
    for unit, ends in (("codepoint", [start, end]), ("utf16", utf16)):
        span = {"label": "CLAIM", "start": ends[0], "end": ends[1], "text": wanted}
        draft = parse(text=text, offset_unit=unit, spans=[span])
        assert span_text(draft) == clean_text(wanted)
    shift = data.draw(st.sampled_from([-2, -1, 1, 2]))
    shifted = {"label": "CLAIM", "start": start + shift, "end": end + shift, "text": wanted}
    try:
        draft = parse(text=text, spans=[shifted])
    except ValueError:
        return
    # Not refused only where the same text stands there too.
    assert span_text(draft) == clean_text(wanted)


def span_text(draft: Draft) -> str:
    (span,) = draft.spans
    return draft.article.text[span.start : span.end]


def test_offsets_counted_in_utf16_are_caught_when_not_declared() -> None:
    text = "🙂 Ilse came"
    span = {"label": "ACTOR", "start": 3, "end": 7, "text": "Ilse"}
    assert reason(text=text, spans=[span]) == 'span 1: text "Ilse" does not match "lse " at 3-7'
    assert parse(text=text, spans=[span], offset_unit="utf16").spans[0].start == 2
