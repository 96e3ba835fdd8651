from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import json_array
from annotator.formats.json_array import Element, JsonError, elements

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 1 << 40) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def loaded(data: bytes, **options: Any) -> list[Any]:
    """Line and value of each element, line and reason of each error."""
    found: list[Any] = []
    for element in elements(io.BytesIO(data), **options):
        try:
            found.append((element.line, element.load() if isinstance(element, Element) else str(element)))
        except JsonError as error:
            found.append((error.line, str(error)))
    return found


@given(st.lists(JSON), st.sampled_from([None, 0, 3]), st.integers(4, 40))
def test_elements_are_those_of_the_list(values: list[Any], indent: int | None, piece: int) -> None:
    data = json.dumps(values, indent=indent, ensure_ascii=piece % 2 == 0).encode("utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "_PIECE", piece)
        seen: list[int] = []
        found = loaded(b" \n\xef\xbb\xbf"[2:] + data + b"\n ", on_bytes=seen.append)
    assert [value for _, value in found] == values
    assert sum(seen) == len(data) + 5
    if indent is not None:
        lines = data.split(b"\n")
        for (line, _), value in zip(found, values, strict=True):
            start = json.dumps(value, indent=indent, ensure_ascii=piece % 2 == 0).split("\n")[0].encode()
            assert lines[line - 1].strip().removesuffix(b",").startswith(start.rstrip(b","))


@pytest.mark.parametrize("piece", [1, 2, 7, 1 << 20])
@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'{"a": [1, "]"]}', [(1, {"a": [1, "]"]})]),
        (b'[\n{"a": "\\"]"},\n\n 2]', [(2, {"a": '"]'}), (4, 2)]),
        (b"[]", []),
        (b"", [(None, "the file is no list of JSON objects")]),
        (b"text", [(None, "the file is no list of JSON objects")]),
        (b"\xff\xfe[\0", [(None, "the file is UTF-16, but JSON is UTF-8")]),
        (b'[1,\n{"a": "b', [(1, 1), (1, "the file ends too early")]),
        (b"[1, 2\n", [(1, 1), (1, 2), (2, "the file ends too early")]),
        (b'[1]\n\n{"a": 2}', [(1, 1), (3, "there is more after the end of the list")]),
        (b'["\\ud83d"]', [(1, "\ud83d")]),
    ],
)
def test_ends_and_errors(data: bytes, found: list[Any], piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if data.startswith(b"\xff") and piece == 1:
        return  # no file is read a byte at a time
    monkeypatch.setattr(json_array, "_PIECE", piece)
    assert loaded(data) == found


def test_a_bad_element_leaves_the_others() -> None:
    first, bad, empty, last = loaded(b'[1, {"a": 1\n "b"},\n,\n4]')
    assert (first, last) == ((1, 1), (4, 4))
    assert bad[0] == 2
    assert bad[1].startswith("invalid JSON: ")
    assert empty[1].startswith("invalid JSON: ")
    assert loaded(b'["\\ud83d", [NaN]]') == [(1, "\ud83d"), (1, [None])]
    assert loaded(b"[[Infinity]]") == [(1, "invalid JSON: Infinity is no JSON value")]


@pytest.mark.parametrize(
    "inside", [b'"' + b"x" * 5000 + b'"', b"[" + b"1," * 2500 + b"1]", b'"' + b"\\\\" * 2500 + b'"']
)
def test_a_long_element_is_let_go(inside: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_array, "_PIECE", 100)
    found = loaded(b"[1,\n" + inside + b",\n3]", longest=1000)
    assert [value for _, value in found] == [1, "it is longer than 0 MiB", 3]
    assert found[-1][0] == 3


def test_deep_nesting_is_an_error() -> None:
    depth = 100_000
    assert loaded(b"[" + b"[" * depth + b"]" * depth + b", 2]")[1] == (1, 2)
    escaped = b'["\\ud83d", ' + b"[" * depth + b"]" * depth + b"]"
    assert loaded(b"[" + escaped + b"]") == [(1, "invalid JSON: it is nested too deeply")]


@given(st.binary() | st.text(st.sampled_from('[]{},"\\ 1\n')).map(str.encode), st.integers(1, 9))
def test_any_bytes(data: bytes, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "_PIECE", piece)
        found = loaded(b"[" + data)
    assert found == loaded(b"[" + data)
