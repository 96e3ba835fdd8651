"""The long jobs: progress, cancel, what an export refuses, and that a trainer's library reads what it writes."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.core.errors import UserError
from annotator.core.models import Draft, Refusal, State
from annotator.core.resources import sample_data
from annotator.formats.foreign import EXTEND
from annotator.formats.readers import READERS
from annotator.formats.writers.registry import FORMATS
from annotator.jobs import importing
from annotator.jobs.files import (
    READ_FORMATS,
    STATUSES,
    WRITE_FORMATS,
    ExportFilter,
    ImportReport,
    Writing,
    as_json,
    lacking_labels,
    rows,
    unused_labels,
)
from annotator.jobs.report import Repeat, together, without_files
from annotator.project import Project
from tests.making import make_draft, make_span

MakeProject = Callable[..., Project]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(
        *(make_draft(f"Artikel {n}.", f"k{n}", spans=[make_span("ACTOR", (0, 7))]) for n in range(900))
    )


def test_formats_are_those_that_there_are() -> None:
    assert tuple(reader.name for reader in READERS) == READ_FORMATS
    assert tuple(one.name for one in FORMATS) == WRITE_FORMATS
    assert set(STATUSES["any"]) == set(State)


def test_export_shows_progress(project: Project, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    project.export(tmp_path / "out.jsonl", ExportFilter(), progress)
    assert seen[0] == (0, 900)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert len(seen) > 3


def test_cancelled_export_leaves_the_old_file(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    report = project.export(out, ExportFilter(), lambda done, _: done < 400)
    assert report.cancelled
    assert report.written == 0
    assert out.read_text() == "old"
    assert not list(tmp_path.glob(".out*"))
    assert project.export(out, ExportFilter()).written == 900


def test_failed_export_leaves_the_old_file(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    out = tmp_path / "out.jsonl"
    out.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="The disk is full"):
        project.export(out, ExportFilter())
    assert out.read_text() == "old"


@pytest.mark.parametrize("name", ["p.annotator", "link.annotator", "hard.annotator"])
def test_export_never_replaces_the_project(project: Project, tmp_path: Path, name: str) -> None:
    (tmp_path / "link.annotator").symlink_to(project.path)
    os.link(project.path, tmp_path / "hard.annotator")
    with pytest.raises(UserError, match="can't replace the project itself"):
        project.export(tmp_path / name, ExportFilter(), how=Writing("jsonl"))
    assert len(project.article_ids()) == 900


def test_export_sees_one_state_of_the_file(project: Project, tmp_path: Path) -> None:
    """Another window goes on labelling meanwhile."""
    other = Project.open(project.path, "bert")

    def label(done: int, _: int) -> bool:
        other.import_drafts([make_draft(f"Neu {done}.")])
        return True

    assert project.export(tmp_path / "out.jsonl", ExportFilter(), label).written == 900
    assert len(project.article_ids()) > 900
    other.close()


def test_export_from_a_read_only_file(project: Project, tmp_path: Path) -> None:
    project.close()
    project.path.chmod(0o444)
    again = Project.open(project.path, "anna")
    assert again.export(tmp_path / "out.jsonl", ExportFilter()).written == 900
    again.close()


def test_preview_is_the_line_that_is_written(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    project.export(out, ExportFilter())
    preview = project.exporting.preview(7, ExportFilter())
    assert preview is not None
    assert json.loads(preview.files[""]) == json.loads(out.read_text("utf-8").splitlines()[6])
    assert project.exporting.preview(7, ExportFilter(status="done")) is None
    assert project.exporting.preview(9999, ExportFilter()) is None


def test_import_counts(make_project: MakeProject) -> None:
    refusal = Refusal("b.txt", 3, "it has no text")
    report = make_project().import_drafts([make_draft("Eins."), refusal, make_draft("Eins."), make_draft("Zwei.")])
    assert str(report) == "imported 2, duplicates 1, refused 1"
    assert report.refused == [refusal]
    assert str(refusal) == "b.txt:3: it has no text"
    assert report.first_id == 1
    assert str(ImportReport()) == "imported 0, duplicates 0, refused 0"


@pytest.mark.parametrize("merge_labels", [False, True])
def test_what_is_there_already_is_told_by_its_title(make_project: MakeProject, merge_labels: bool) -> None:
    project = make_project(make_draft("Eins.", title="Die Fähre"))
    again = make_draft("Eins.", title="Die Fähre", spans=[make_span("CLAIM", (0, 4))])
    report = project.import_drafts([again], merge_labels=merge_labels)
    assert [(row.what, row.title) for row in rows(report)] == [("duplicate", "Die Fähre")]


def test_a_duplicate_without_a_title_is_told_by_the_id_of_the_other(make_project: MakeProject) -> None:
    project = make_project(make_draft("Eins.", "k", title=""))
    report = project.import_drafts([make_draft("Eins.", title="")])
    assert [row.reason for row in rows(report)] == ["the same text as the one with the id k"]


def test_what_comes_slowly_is_written_while_it_comes(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project()
    monkeypatch.setattr(importing, "_WRITE_S", 0.0)
    written = []

    def pages() -> Iterator[Draft]:
        for n in range(3):
            yield make_draft(f"Artikel {n}.")
            written.append(len(project.article_ids()))

    assert project.import_drafts(pages()).imported == 3
    assert written == [1, 2, 3]
    assert project.undo() is not None
    assert len(project.article_ids()) == 0


def test_import_of_the_sample(make_project: MakeProject) -> None:
    project = make_project()
    report = project.import_paths([sample_data("sample.jsonl")])
    assert not report.refused
    assert report.imported >= 8
    assert not list(project.problems())


_LOAD = """
import json, sys, datasets
data = datasets.load_dataset("json", data_files=sys.argv[1], split="train", cache_dir=sys.argv[2])
def shape(feature):
    if isinstance(feature, dict):
        return {name: shape(part) for name, part in feature.items()}
    if isinstance(feature, (datasets.List, list)):
        return [shape(feature.feature if isinstance(feature, datasets.List) else feature[0])]
    return feature.dtype
print(json.dumps({"features": shape(dict(data.features)), "rows": data.to_list()}, default=str))
"""


def test_hugging_face_datasets_loads_it(make_project: MakeProject, tmp_path: Path) -> None:
    """In a process of its own, as importing the library takes longer than all other tests of this file."""
    project = make_project()
    project.import_paths([sample_data("sample.jsonl")])
    project.import_drafts([make_draft("Leer.", source="S", url="U", split="train", group="g")])
    out = tmp_path / "out.jsonl"
    project.export(out, ExportFilter(keep_zones=True))
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "HF_HOME": str(tmp_path / "hf"),
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, out, tmp_path / "cache"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    features = loaded["features"]
    for name in ("id", "title", "text", "offset_unit", "annotator", "status", "split", "group", "codebook"):
        assert features[name] == "string", name
    assert features["meta"]["authors"] == ["string"]
    assert {features["meta"][name] for name in ("source", "url", "lang", "file")} == {"string"}
    # The library reads a column of ISO dates as such.
    assert features["meta"]["published"] == "timestamp[s]"
    (span,) = features["spans"]
    assert (span["start"], span["end"], span["segments"]) == ("int64", "int64", [["int64"]])
    assert {span[name] for name in ("id", "label", "text", "annotator", "created_at", "updated_at")} == {"string"}
    assert set(span["actor"]) == {"id", "name", "kind"}
    assert span["attributes"]["stance"] == "string"
    assert features["relations"] == [dict.fromkeys(("id", "label", "head", "child", "annotator"), "string")]
    assert features["zones"] == [{"start": "int64", "end": "int64", "kind": "string"}]
    written = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    for row in loaded["rows"]:
        row["meta"]["published"] = row["meta"]["published"] and row["meta"]["published"][:10]
    assert loaded["rows"] == written


def test_a_file_is_looked_for_once_though_thousands_of_its_articles_repeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"x")
    asked: list[Path] = []
    is_file = Path.is_file

    def ask(path: Path) -> bool:
        asked.append(path)
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", ask)
    repeats = [Repeat(str(name), str(n)) for n in range(100) for name in (path, path / "b.jsonl")]
    assert unused_labels(ImportReport(unused=repeats)) == [path]
    assert asked == [path, path / "b.jsonl", path]


def test_what_is_to_be_told_of_a_file_is_in_every_form_of_the_report(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    path.write_bytes(b"x")
    lacks = f'the codebook lacks the code "New"; {EXTEND}'
    report, part = ImportReport(), ImportReport()
    report.add_remarks(str(path), ["left out: 1 graph"])
    part.add_remarks(str(path), ["left out: 1 graph", lacks])
    report.extend(part)
    assert report.sentences() == [f"{path}: left out: 1 graph.", f"{path}: {lacks}."]
    assert [(row.what, row.reason) for row in rows(report)] == [("remark", "left out: 1 graph"), ("remark", lacks)]
    told = json.loads(as_json(report))["remarks"]
    assert told == [{"file": str(path), "remarks": ["left out: 1 graph", lacks]}]
    assert lacking_labels(report) == [path]
    assert not without_files(report, [path]).remarks
    assert together(report, part).remarks == report.remarks
    many = ImportReport(remarks={str(number): ["left out: 1 graph"] for number in range(12)})
    assert many.sentences()[-1] == "There is more to say of 2 files: see the report."
    many = ImportReport(remarks={"a": [f"source {number}" for number in range(12)]})
    assert many.sentences()[-2:] == ["a: source 9.", "a: 2 more such sentences are in the report."]
