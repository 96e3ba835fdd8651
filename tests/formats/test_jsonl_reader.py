from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import parse_codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers import jsonl
from annotator.formats.readers.jsonl import JsonlReader

CODEBOOK = parse_codebook({"name": "news", "labels": [{"name": "ACTOR", "colour": "#1D5FD1"}]})


def read(data: bytes, on_bytes: Callable[[int], None] | None = None) -> list[Draft | Refusal]:
    return list(JsonlReader().read(io.BytesIO(data), "in/news.jsonl", CODEBOOK, on_bytes))


def texts(data: bytes) -> list[str | None]:
    """The articles' texts, None for each refusal."""
    return [item.article.text if isinstance(item, Draft) else None for item in read(data)]


def refusal(line: bytes) -> str:
    first, item, last = read(b'{"text": "before"}\n' + line + b'\n{"text": "after"}\n')
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert isinstance(item, Refusal)
    assert (item.file, item.line) == ("in/news.jsonl", 2)
    return item.reason


def test_each_line_is_an_article() -> None:
    span = {"label": "ACTOR", "start": 3, "end": 7, "text": "Ilse"}
    lines = [{"text": "🙂 \nIlse"[:1] + "\r\nIlse", "id": 1, "spans": [span]}, {"text": "Zwei"}]
    first, second = read("\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode())
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert (first.article.key, first.article.text, first.article.file) == ("1", "🙂\nIlse", "news.jsonl")
    assert first.spans[0].segments == ((2, 6),)
    assert second.article.text == "Zwei"


def test_the_record_may_name_another_file() -> None:
    (draft,) = read(b'{"text": "x", "meta": {"file": "old.txt"}}')
    assert isinstance(draft, Draft)
    assert draft.article.file == "old.txt"


def test_marks_blank_lines_and_line_ends_are_no_matter() -> None:
    data = b'\xef\xbb\xbf{"text": "a"}\r\n\r\n \t\n{"text": "b\xe2\x80\xa8c"}'
    assert texts(data) == ["a", "b\u2028c"]
    assert texts(b"") == []
    assert texts(b"\xef\xbb\xbf") == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "x"', "invalid JSON at column 13: "),
        (b'{"text": "x",}', "invalid JSON at column 13: "),
        (b'{"text": "\\ud83d" 1}', "invalid JSON at column 19: expecting ',' delimiter"),
        (b'{"text": "\\ud83d", "n": Infinity}', "invalid JSON: Infinity is no JSON value"),
        (b'{"text": "M\xfcller"}', "byte 12 of the line is not UTF-8"),
        (b"[1]", "the line is a list, not a JSON object"),
        (b'"text"', "the line is a string, not a JSON object"),
        (b"null", "the line is null, not a JSON object"),
        (b"{}", 'it has no "text"'),
        (
            b'{"text": "x", "spans": [{"label": "ACTOR", "start": 0, "end": 9}]}',
            "span 1: end 9 lies beyond the text (1 characters)",
        ),
    ],
)
def test_a_bad_line_is_refused_and_the_others_are_read(line: bytes, reason: str) -> None:
    # How a parser words a mistake differs between versions.
    assert refusal(line).startswith(reason)


def test_deep_nesting_is_refused() -> None:
    assert refusal(b'{"text": ' + b"[" * 100_000).startswith("invalid JSON at column ")
    deep = b'{"text": "\\ud83d", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert refusal(deep) == "invalid JSON: it is nested too deeply"


def test_lone_surrogate_escapes_become_the_replacement_character() -> None:
    assert texts(rb'{"text": "a\ud83d b \ud83d\ude42 \uDE42"}') == ["a\ufffd b 🙂 \ufffd"]


def test_lines_count_from_one_blank_ones_too() -> None:
    (item,) = read(b"\n\n[]\n")
    assert isinstance(item, Refusal)
    assert str(item) == "in/news.jsonl:3: the line is a list, not a JSON object"


def test_utf16_is_refused_once() -> None:
    data = '{"text": "a"}\n{"text": "b"}\n'.encode("utf-16")
    assert read(data) == [Refusal("in/news.jsonl", None, "the file is UTF-16, but JSON Lines are UTF-8")]


class Counting(io.BytesIO):
    """Notes the longest piece that was read at once."""

    longest = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        piece = super().readline(size)
        self.longest = max(self.longest, len(piece))
        return piece


def test_a_line_that_is_too_long_is_passed_over_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(jsonl, "_SKIP_BYTES", 1000)
    record = b'{"text": "%s"}\n'
    stream = Counting(record % b"a" + record % (b"b" * (3 << 20)) + record % b"c" + record % (b"d" * (1 << 20)))
    seen: list[int] = []
    items = list(JsonlReader().read(stream, "news.jsonl", CODEBOOK, seen.append))
    reason = "the line is longer than 1 MiB"
    assert [i.article.text if isinstance(i, Draft) else str(i) for i in items] == [
        "a",
        f"news.jsonl:2: {reason}",
        "c",
        f"news.jsonl:4: {reason}",
    ]
    assert stream.longest == (1 << 20) + 1
    assert sum(seen) == len(stream.getvalue())


def test_progress_comes_before_each_article_and_counts_all_bytes() -> None:
    data = b'{"text": "a"}\n\n[]\r\n{"text": "b"}'
    seen: list[int] = []
    counts = [sum(seen) for _ in JsonlReader().read(io.BytesIO(data), "x", CODEBOOK, seen.append)]
    assert counts == [14, 19, len(data)]


@given(st.lists(st.one_of(st.binary(), st.text().map(lambda t: json.dumps({"text": t}).encode()), st.just(b"{}"))))
def test_any_bytes_are_articles_or_refusals(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    seen: list[int] = []
    items = read(data, seen.append)
    numbers = [item.line for item in items if isinstance(item, Refusal) and item.line is not None]
    assert numbers == sorted(set(numbers))
    for item in items:
        if isinstance(item, Refusal):
            assert item.reason.encode().count(b"\n") == 0
    whole = not any(isinstance(item, Refusal) and item.line is None for item in items)
    assert not whole or sum(seen) == len(data)


@given(st.lists(st.text(min_size=1).filter(lambda t: not t.isspace())))
def test_every_text_comes_back(given_texts: list[str]) -> None:
    lines = [json.dumps({"text": text}) for text in given_texts]
    expected: list[Any] = [
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
        for text in given_texts
    ]
    assert texts("\n".join(lines).encode()) == expected
