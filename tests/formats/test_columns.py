from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats.columns import Columns, read_columns
from tests.formats.test_xlsx_reader import workbook


def columns(path: Path, data: bytes | str) -> Columns | None:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_columns(path)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "Export\nA;Titel;\n1;x\n\n2;y;\n"),
        ("a.tsv", "A\tTitel\n1\tx\n2\ty\n".encode("utf-16")),
        ("a.xlsx", workbook(("Leer", []), ("T", [["Export"], ["A", "Titel"], [1, "x"], [2, "y"]]))),
    ],
)
def test_tables_have_names_and_first_cells(tmp_path: Path, name: str, data: bytes | str) -> None:
    found = columns(tmp_path / name, data)
    assert found == Columns(("A", "Titel"), {"A": ("1", "2"), "Titel": ("x", "y")}, {"title": "Titel"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", '[{"a": 1, "b": {"title": "x"}, "c": null}]'),
        ("a.json", '{"items": [{"a": 1, "b": {"title": "x"}, "c": null}]}'),
        ("a.jsonl", '{"a": 1, "b": {"title": "x"}, "c": null}\n{}\n'),
    ],
)
def test_objects_have_keys_and_values(tmp_path: Path, name: str, data: str) -> None:
    found = columns(tmp_path / name, data)
    assert found == Columns(("a", "b.title", "c"), {"a": ("1",), "b.title": ("x",), "c": ()}, {"title": "b.title"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "x"),
        ("a.csv", ""),
        ("a.csv", "\n"),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.json", "[3]"),
        ("a.json", "["),
    ],
)
def test_other_files_have_none(tmp_path: Path, name: str, data: bytes | str) -> None:
    assert columns(tmp_path / name, data) is None
    assert read_columns(tmp_path / "gone.csv") is None
