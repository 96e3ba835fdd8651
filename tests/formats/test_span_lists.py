"""Labelled texts of smaller tools in JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats.readers.json import JsonReader
from annotator.formats.readers.jsonl import JsonlReader
from annotator.formats.span_lists import as_spans
from tests.formats import foreign_cases
from tests.formats.foreign_cases import drafts, labels
from tests.formats.fuzzing import read

TEXT = "Ada Olm waits, says Bert."
ARGILLA: dict[str, Any] = {
    "text": TEXT,
    "title": "Harbour",
    "id": "a1",
    "span": [{"start": 0, "end": 7, "label": "ACTOR"}],
}
OLD_ARGILLA: dict[str, Any] = {
    "text": TEXT,
    "tokens": ["Ada"],
    "prediction": None,
    "annotation": [["ACTOR", 0, 7]],
    "metadata": {},
}
LIGHTTAG: dict[str, Any] = {
    "example_id": "e1",
    "content": TEXT,
    "metadata": {"source": "Bote"},
    "annotations": [{"tag": "ACTOR", "start": 0, "end": 7, "value": "Ada Olm", "annotated_by": []}],
}
UBIAI: dict[str, Any] = {
    "documentName": "a.txt",
    "document": TEXT,
    "tokens": [
        {"text": "says", "start": 15, "end": 19, "token_start": 4, "token_end": 4, "entityLabel": "CUE"},
        {"text": "Bert", "start": 20, "end": 24, "token_start": 5, "token_end": 5, "entityLabel": "ACTOR"},
    ],
    "relations": [{"head": 4, "child": 5, "relationLabel": "cue_of"}],
}
SPACY: list[Any] = [TEXT, {"entities": [[0, 7, "ACTOR"]]}]


def labelled(value: Any) -> list[Draft | Refusal]:
    return foreign_cases.read(JsonReader(), json.dumps(value).encode())


@pytest.mark.parametrize(
    "value", [[ARGILLA], [OLD_ARGILLA], {"examples": [LIGHTTAG], "relations": [], "schema": {}}, [SPACY]]
)
def test_the_labels_of_smaller_tools_are_read(value: Any) -> None:
    (draft,) = drafts(labelled(value))
    assert labels(draft) == [("ACTOR", "Ada Olm")]


def test_lines_are_read_alike_and_metadata_stays() -> None:
    lines = "\n".join(json.dumps(record) for record in (ARGILLA, OLD_ARGILLA)).encode()
    first, second = drafts(foreign_cases.read(JsonlReader(), lines))
    assert labels(first) == labels(second) == [("ACTOR", "Ada Olm")]
    assert first.article.title == "Harbour"
    (third,) = drafts(labelled([LIGHTTAG]))
    assert third.article.source == "Bote"


def test_relations_name_the_first_words_of_what_they_join() -> None:
    found = as_spans(UBIAI)
    assert found is not None
    tool, record = found
    assert tool == "UBIAI"
    assert [entity["label"] for entity in record["entities"]] == ["CUE", "ACTOR"]
    assert record["relations"] == [{"from_id": "0", "to_id": "1", "type": "cue_of"}]


@pytest.mark.parametrize("value", [UBIAI, [UBIAI]])
def test_documents_with_relations_are_no_lists_of_these(value: Any) -> None:
    (item,) = labelled(value)
    assert "relationLabel" not in str(item)
    assert isinstance(item, Draft) or "cue_of" in item.reason


def test_labels_that_the_codebook_lacks_are_never_dropped() -> None:
    for value in (ARGILLA, OLD_ARGILLA, LIGHTTAG, SPACY):
        changed = json.loads(json.dumps(value).replace("ACTOR", "SHIP"))
        (item,) = read(JsonReader(), json.dumps([changed]).encode())
        assert isinstance(item, Refusal)
        assert "lacks the label SHIP" in item.reason


@pytest.mark.parametrize(
    "value",
    [
        {"text": TEXT},
        {"text": TEXT, "tokens": [{"start": 0, "end": 3, "id": 0}]},
        {"text": TEXT, "spans": [{"start": 0, "end": 3, "label": "ACTOR"}]},
        {"content": TEXT, "annotations": []},
        {"document": TEXT, "tokens": ["Ada"]},
        [TEXT, {"entities": [[0, 7]]}],
        [TEXT],
        TEXT,
    ],
)
def test_anything_else_is_left_to_others(value: Any) -> None:
    assert as_spans(value) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["start", "end", "label", "tag", "entityLabel", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["text", "content", "document", "tokens", "annotations", "span"]), _JSON))
def test_any_object_is_understood_or_not(record: dict[str, Any]) -> None:
    for item in labelled([record]):
        assert isinstance(item, Draft | Refusal)
