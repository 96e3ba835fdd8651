"""Import, export and search, each beside the limit that the machine sets; ``measure.py`` has the budgets."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.jobs.files import ExportFilter
from annotator.project import Project
from tests.benchmarks import corpus
from tests.benchmarks.limits import plain_export, plain_import
from tests.benchmarks.store_speed import new_project

_ARTICLES = 500


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    return corpus.write(folder / "articles.jsonl", map(corpus.article, range(_ARTICLES)))


@pytest.fixture(scope="module")
def project(records: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("project") / "articles.annotator"
    made = new_project(path)
    made.import_paths([records])
    made.close()
    return path


def test_import(records: Path, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    def run() -> int:
        project = new_project(tmp_path / "import.annotator")
        report = project.import_paths([records])
        project.close()
        return report.imported

    assert benchmark.pedantic(run, rounds=5, warmup_rounds=1) == _ARTICLES  # type: ignore[no-untyped-call]


def test_import_limit(records: Path, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    def run() -> int:
        return plain_import(records, tmp_path / "limit.db", search=True)

    assert benchmark.pedantic(run, rounds=5, warmup_rounds=1) == _ARTICLES  # type: ignore[no-untyped-call]


def test_export(project: Path, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    opened = Project.open(project, "Mara")
    report = benchmark(lambda: opened.export(tmp_path / "export.jsonl", ExportFilter()))
    opened.close()
    assert report.written == _ARTICLES


def test_export_limit(records: Path, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    plain_import(records, tmp_path / "limit.db", search=False)
    assert benchmark(lambda: plain_export(tmp_path / "limit.db", tmp_path / "limit.jsonl")) == _ARTICLES


def test_search(project: Path, benchmark: BenchmarkFixture) -> None:
    opened = Project.open(project, "Mara")
    words = itertools.cycle([query for kind in corpus.queries().values() for query in kind])
    benchmark.pedantic(lambda: next(opened.search(next(words)), []), rounds=200)  # type: ignore[no-untyped-call]
    opened.close()
