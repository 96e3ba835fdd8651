"""Parquet: the record as a table, as pyarrow, pandas and datasets read it."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.core.errors import UserError
from annotator.core.models import Draft, Span
from annotator.core.resources import sample_data
from annotator.formats.writers.hub import arrow
from annotator.jobs.files import ExportFilter, Writing
from annotator.project import Project
from tests.formats.hub_loading import load
from tests.formats.record_projects import drafts
from tests.formats.test_jsonl_writer import project_of
from tests.making import make_draft, make_span

MakeProject = Callable[..., Project]
PARQUET = Writing("parquet")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_rows_are_the_records(articles: list[Draft]) -> None:
    with project_of(articles) as project, tempfile.TemporaryDirectory() as folder:
        for wanted in (
            ExportFilter(),
            ExportFilter(keep_zones=True, suggestions=True, comments=True),
            ExportFilter("bert"),
        ):
            out, other = Path(folder, "out.parquet"), Path(folder, "out.jsonl")
            report = project.export(out, wanted, how=PARQUET)
            assert not report.losses.counts
            project.export(other, wanted)
            expected = [{"comments": None, "reason": None} | record for record in lines(other)]
            assert pq.read_table(out).to_pylist() == expected
            content = out.read_bytes()
            project.export(out, wanted)  # the name tells the format
            assert out.read_bytes() == content


CODEBOOK = """
name = "typed"
[[labels]]
name = "ORT"
title = "Ort"
key = "O"
colour = "#000000"
colour_dark = "#FFFFFF"
"""
TYPED = (
    CODEBOOK
    + """
attributes = [
    {name = "sure", type = "boolean"}, {name = "size", type = "number"}, {name = "day", type = "date"},
    {name = "kinds", type = "choices", values = ["a", "b"]}, {name = "mixed", type = "boolean"},
]
[[labels]]
name = "ZEIT"
title = "Zeit"
key = "Z"
colour = "#000000"
colour_dark = "#FFFFFF"
attributes = [{name = "mixed", type = "number"}]
"""
)


def exported(tmp_path: Path, codebook: str, *spans: Span) -> Any:
    """The table of a project with one article."""
    path = tmp_path / "codebook.toml"
    path.write_text(codebook, "utf-8")
    project = Project.create(tmp_path / "p.annotator", "anna", path)
    assert project.import_drafts([make_draft("Kap der Stürme", "k", spans=spans)]).imported == 1
    project.export(tmp_path / "out.parquet", ExportFilter())
    project.close()
    return pq.read_table(tmp_path / "out.parquet")


def test_types_of_attributes(tmp_path: Path) -> None:
    values = {"sure": True, "size": 2**53 + 1, "day": "2025-03-13", "kinds": ["b", "a"], "mixed": False}
    table = exported(
        tmp_path,
        TYPED,
        make_span("ORT", (0, 3), attributes=values),
        make_span("ZEIT", (4, 7), attributes={"mixed": 2}),
        make_span("ZEIT", (8, 14)),
    )
    (row,) = table.to_pylist()
    none = dict.fromkeys(values)
    assert [span["attributes"] for span in row["spans"]] == [
        values | {"size": float(2**53), "mixed": "false"},
        none | {"mixed": "2"},
        none,
    ]
    attributes = table.schema.field("spans").type.value_type.field("attributes").type
    assert [str(attributes.field(name).type) for name in values] == [
        "bool",
        "double",
        "string",
        "list<element: string>",
        "string",
    ]


def test_codebook_without_attributes(tmp_path: Path) -> None:
    ((span,),) = exported(tmp_path, CODEBOOK, make_span("ORT", (0, 3))).column("spans").to_pylist()
    assert span["text"] == "Kap"
    assert "attributes" not in span


def test_row_groups_keep_memory_flat(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(*(make_draft(f"Nr. {n:02}") for n in range(25)), make_draft("Lang " * 20))
    out = tmp_path / "out.parquet"
    project.export(out, ExportFilter())
    whole = pq.ParquetFile(out)
    assert whole.metadata.num_row_groups == 1
    monkeypatch.setattr(arrow, "_ROWS", 10)
    monkeypatch.setattr(arrow, "_CHARACTERS", 100)
    project.export(tmp_path / "parts.parquet", ExportFilter())
    parts = pq.ParquetFile(tmp_path / "parts.parquet")
    assert [parts.metadata.row_group(n).num_rows for n in range(parts.metadata.num_row_groups)] == [10, 10, 6]
    assert parts.read().equals(whole.read())


def test_spans_in_long_lines_keep_memory_flat(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row of hf-spans has its sentence, which may be all of an article."""
    spans = [make_span("ACTOR", (n, n + 1)) for n in range(6)]
    project = make_project(make_draft("ohne Punkt und Komma " * 5, spans=spans))
    monkeypatch.setattr(arrow, "_CHARACTERS", 200)
    project.export(tmp_path / "out", ExportFilter(), how=Writing("hf-spans"))
    parts = pq.ParquetFile(tmp_path / "out" / "all.parquet")
    assert [parts.metadata.row_group(n).num_rows for n in range(parts.metadata.num_row_groups)] == [2, 2, 2]


def test_given_up(make_project: MakeProject, tmp_path: Path) -> None:
    """The library's file ends when it vanishes, without a word."""
    project = make_project(*(make_draft(f"Nr. {n}") for n in range(300)))
    out = tmp_path / "out.parquet"
    out.write_bytes(b"old")
    assert project.export(out, ExportFilter(), lambda done, _: done < 200).cancelled
    assert out.read_bytes() == b"old"


def test_libraries_load_it(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project()
    project.import_paths([sample_data("sample.jsonl")])
    splits = ["train", "dev", "a b", None]
    project.import_drafts([make_draft(f"Ä🙂 {n}", split=split) for n, split in enumerate(splits)])
    folder, out, records = tmp_path / "corpus", tmp_path / "out.parquet", tmp_path / "out.jsonl"
    project.export(folder, ExportFilter(keep_zones=True), how=Writing("parquet", folder=True))
    project.export(out, ExportFilter(keep_zones=True))
    project.export(records, ExportFilter(keep_zones=True))
    expected = [record | {"comments": None, "reason": None} for record in lines(records)]
    in_folder = load("folder", tmp_path, folder)[0]
    in_file = load("parquet", tmp_path, out)[0]
    assert in_file["splits"]["train"] == expected
    assert in_folder["features"] == in_file["features"]
    assert {name: len(rows) for name, rows in in_folder["splits"].items()} == {
        "train": 1,
        "validation": 1,
        "a_b": 1,
        "unassigned": len(expected) - 3,
    }
    frame = pandas.read_parquet(out)
    assert list(frame["text"]) == [record["text"] for record in expected]
    assert frame["spans"][0][0]["attributes"] == expected[0]["spans"][0]["attributes"]


def test_preview(make_project: MakeProject) -> None:
    project = make_project(make_draft("Möwe 🙂", "m"))
    preview = project.exporting.preview(1, ExportFilter(), Writing("parquet"))
    assert preview is not None
    assert json.loads(preview.files[""])["text"] == "Möwe 🙂"


@pytest.mark.parametrize("how", [PARQUET, Writing()])
def test_name_of_a_compressed_file_is_refused(make_project: MakeProject, tmp_path: Path, how: Writing) -> None:
    project = make_project()
    sentence = r"^out.parquet.gz: \.parquet files are packed already; name a file that ends in \.parquet itself\.$"
    with pytest.raises(UserError, match=sentence):
        project.export(tmp_path / "out.parquet.gz", ExportFilter(), how=how)
    with pytest.raises(UserError, match=r"would hold Records .*, not what \.parquet promises"):
        project.export(tmp_path / "out.parquet.gz", ExportFilter(), how=Writing("jsonl"))


def test_without_the_library(make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in [name for name in sys.modules if name.startswith("annotator.formats.writers.")]:
        if name.rpartition(".")[2] in ("arrow", "features", "hub", "parquet", "attribute_columns"):
            monkeypatch.delitem(sys.modules, name)
    with pytest.raises(
        UserError, match=r"Parquet needs a library that isn't installed: install annotator\[parquet\]"
    ):
        make_project().export(tmp_path / "out.parquet", ExportFilter())
    assert not (tmp_path / "out.parquet").exists()
