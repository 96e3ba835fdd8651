"""Parquet files, as data sets come."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats.columns import read_columns
from annotator.formats.mapping import Mapping
from annotator.formats.parquet_metadata import AS_JSON
from annotator.formats.readers import parquet
from annotator.formats.readers.parquet import ParquetReader
from tests.formats import foreign_cases
from tests.formats.fuzzing import damaged, draft, read, refusal
from tests.formats.press_cases import told

COLUMNS: dict[str, list[Any]] = {
    "headline": ["Hafen", "Kai", "Leer"],
    "content": ["Der Hafen ruht.", "Der Kai ruht.", ""],
    "date": [datetime.datetime(2025, 3, 13, 10, tzinfo=datetime.UTC), None, None],
    "authors": [["Ada Olm", "Bert Kahl"], [], None],
    "source": [{"name": "Bote"}, {"name": "Bote"}, None],
    "picture": [b"\x89PNG", None, None],
}


def packed(columns: dict[str, list[Any]], rows: int = 2) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=rows)
    return out.getvalue()


DATA = packed(COLUMNS)


def test_rows_are_read_as_objects() -> None:
    first, second, third = read(ParquetReader(), DATA)
    assert isinstance(first, Draft)
    assert told(first) == ("Hafen", "Bote", ("Ada Olm", "Bert Kahl"), "2025-03-13T10:00:00+00:00", None)
    assert first.article.text == "Der Hafen ruht."
    assert isinstance(second, Draft)
    assert told(second) == ("Kai", "Bote", (), None, None)
    assert third == Refusal("in/file", 3, "its text is empty")


def test_columns_are_named_and_chosen(tmp_path: Path) -> None:
    data = packed({"Words": ["Der Hafen ruht."], "Day": ["2025-03-13"]})
    (item,) = read(ParquetReader(), data)
    assert isinstance(item, Refusal)
    assert item.reason.endswith('its keys are "Words", "Day"')
    reader = ParquetReader().mapped(Mapping({"text": "Words", "published": "Day"}))
    assert draft(reader, data).article.published == "2025-03-13"
    path = tmp_path / "a.parquet"
    path.write_bytes(DATA)
    columns = read_columns(path)
    assert columns is not None
    assert columns.known["text"] == "content"


def test_labels_of_other_tools_are_read() -> None:
    data = packed({"text": ["Ada Olm waits."], "span": [[{"start": 0, "end": 7, "label": "ACTOR"}]]})
    (item,) = foreign_cases.drafts(foreign_cases.read(ParquetReader(), data))
    assert foreign_cases.labels(item) == [("ACTOR", "Ada Olm")]


@pytest.mark.parametrize("said", [b"", b"{}", b'[1, "kind"', b"[[]]", b'["kind", "size"]'])
def test_what_a_file_says_of_its_attributes_is_taken_as_far_as_it_is_true(said: bytes) -> None:
    """Ours say which are JSON; values that are none stay texts."""
    spans = [{"start": 0, "end": 3, "label": "ACTOR", "attributes": {"kind": '"person"', "size": "wide"}}]
    table = pa.table(
        {
            "text": ["Ada waits."],
            "spans": [
                [*spans, {"start": 4, "end": 9, "label": "ACTOR"}],
            ],
        }
    )
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({AS_JSON: said}), out)
    ((_, record),) = parquet._records(io.BytesIO(out.getvalue()), None)
    assert record["spans"][0]["attributes"] == {
        "kind": "person" if b"size" in said else '"person"',
        "size": "wide",
    }
    assert record["spans"][1]["attributes"] is None


def test_a_stream_that_can_not_go_back_is_read() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    items = list(ParquetReader().read(Pipe(DATA), "in/file", foreign_cases.CODEBOOK))
    assert len(items) == 3


def test_groups_that_are_too_large_and_what_is_no_parquet_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(ParquetReader(), b"PAR1" + bytes(100)) == "the file is damaged, or no Parquet"
    assert refusal(ParquetReader(), DATA[:-8]) == "the file is damaged, or no Parquet"
    monkeypatch.setattr(parquet, "MAX_GROUP", 10)
    assert refusal(ParquetReader(), DATA) == "a group of its rows unpacks to more than 0 GiB"


def test_without_its_library_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert refusal(ParquetReader(), DATA) == (
        "Parquet is read by pyarrow, which is not installed: uv sync --extra parquet"
    )


@given(st.data())
def test_damaged_files_are_articles_or_refusals(data: st.DataObject) -> None:
    read(ParquetReader(), data.draw(damaged(DATA, (b"PAR1", b"\0\0", b"\xff"))))
