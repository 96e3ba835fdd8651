"""What the tests of other tools' data share."""

from __future__ import annotations

import copy
import io
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers import Reader

DATA = Path(__file__).parent / "data" / "foreign"
NEWS = Path(__file__).parents[2] / "resources" / "codebooks" / "news.toml"
CODEBOOK = parse_codebook(tomllib.loads(NEWS.read_text(encoding="utf-8")))

# What shifts offsets in other tools: astral characters, ZWJ sequences, combining marks, line ends.
TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ab \n\r🙂𐍈👩‍🔬é́\u2028„“")), min_size=1
).filter(lambda text: not text.isspace())


def read(
    reader: Reader,
    data: bytes,
    file: str = "in/export.jsonl",
    codebook: Codebook = CODEBOOK,
    on_bytes: Callable[[int], None] | None = None,
) -> list[Draft | Refusal]:
    return list(reader.read(io.BytesIO(data), file, codebook, on_bytes))


def drafts(items: list[Draft | Refusal]) -> list[Draft]:
    """The drafts, where nothing may be refused."""
    assert not [str(item) for item in items if isinstance(item, Refusal)]
    return [item for item in items if isinstance(item, Draft)]


def reason(items: list[Draft | Refusal], line: int | None = 1) -> str:
    """The reason of the only refusal, where nothing may be read."""
    (item,) = items
    assert isinstance(item, Refusal)
    assert item.line == line
    return item.reason


def labels(draft: Draft) -> list[tuple[str, str]]:
    """Each span's label and text, its pieces separated by " … "."""
    text = draft.article.text
    return [(s.label, " … ".join(text[start:end] for start, end in s.segments)) for s in draft.spans]


def relations(draft: Draft) -> list[tuple[str, str, str]]:
    """Each relation's label and the texts of its ends."""
    texts = {s.id: draft.article.text[s.start : s.end] for s in draft.spans}
    return [(r.label, texts[r.head], texts[r.child]) for r in draft.relations]


def check(items: list[Draft | Refusal]) -> None:
    """Whatever was read: sound drafts that a database can hold, and reasons of one line."""
    for item in items:
        if isinstance(item, Refusal):
            assert item.reason
            assert "\n" not in item.reason
            item.reason.encode()
            continue
        text = item.article.text
        repr(item).encode()
        text.encode()
        ids = {span.id for span in item.spans}
        assert len(ids) == len(item.spans)
        for span in item.spans:
            assert 0 <= span.start < span.end <= len(text)
        for relation in item.relations:
            assert {relation.head, relation.child} <= ids
        for comment in item.comments:
            assert comment.span_id is None or comment.span_id in ids
        assert len({comment.id for comment in item.comments}) == len(item.comments)


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """The file with a few stretches cut out, repeated, or overwritten with what hurts."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        middle = draw(
            st.one_of(
                st.binary(max_size=8),
                st.just(data[start:end] * 2),
                st.sampled_from(
                    [
                        b"",
                        b"null",
                        b"-1",
                        b"9" * 30,
                        b"true",
                        b"[]",
                        b"{}",
                        b'"',
                        b"\n",
                        b"\t",
                        b"\r\n",
                        b"\\ud83d",
                        b"\0",
                    ]
                ),
            )
        )
        data = data[:start] + middle + data[end:]
    return data


def places(value: Any, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """The path of everything inside parsed JSON."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inside:
        yield *path, step
        yield from places(item, *path, step)


ODD: list[Any] = [None, True, -1, 3, 10**30, 1.5, "", "x", "3", "0", "\ud800", "\r\n", "1" * 5000]
ODD += ["ACTOR", "QUOTE", "PER", "LOC", "speaker", "accept"]
ODD += [[], {}, [[]], [{}], [3], [[0, 4, "ACTOR"]], {"id": 3}, {"start": 0, "end": 4}]


@st.composite
def altered(draw: st.DrawFn, value: Any) -> Any:
    """The parsed JSON with something else, or something of another place, in a few places."""
    value = copy.deepcopy(value)
    found = list(places(value))
    # Longest first, so that no place is gone before its turn.
    for path in sorted(draw(st.lists(st.sampled_from(found), min_size=1, max_size=3)), key=len, reverse=True):
        place = value
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return value
