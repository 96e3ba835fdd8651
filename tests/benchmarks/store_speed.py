"""How long import, export and search take, against the limits that the machine sets."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from annotator.jobs.files import ExportFilter, Progress, Writing
from annotator.project import Project
from tests.benchmarks.corpus import queries
from tests.benchmarks.limits import plain_export, plain_import

FIRST_HITS = 50


def new_project(path: Path) -> Project:
    """An empty project in place of what is at ``path``."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
    return Project.create(path, "Mara")


def timed(action: Callable[[], object]) -> float:
    """Seconds that it takes, written data included."""
    os.sync()
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def import_rates(records: Path, folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Articles a second, ours and the limit's with a search index, taken in turns."""
    ours, limits = [], []
    for _ in range(rounds):
        number = 0

        def limit() -> None:
            nonlocal number
            number = plain_import(records, folder / "limit.db", search=True)

        limits.append(timed(limit))
        project = new_project(folder / "import.annotator")
        ours.append(timed(lambda: project.import_paths([records])))  # noqa: B023
        project.close()
        ours[-1], limits[-1] = number / ours[-1], number / limits[-1]
    return ours, limits


def export_rates(project: Path, plain: Path, folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Articles a second, ours and the limit's, taken in turns from the files that :func:`import_rates` made."""
    ours, limits = [], []
    opened = Project.open(project, "Mara")
    for _ in range(rounds):
        number = 0

        def limit() -> None:
            nonlocal number
            number = plain_export(plain, folder / "limit.jsonl")

        limits.append(timed(limit))
        ours.append(
            timed(lambda: opened.export(folder / "export.jsonl", ExportFilter(), how=Writing(workers=None)))
        )
        ours[-1], limits[-1] = number / ours[-1], number / limits[-1]
    opened.close()
    return ours, limits


def export_memory(project: Path, out: Path) -> int:
    """By how many bytes the process grows at most while it exports, pages of the mapped file left out."""
    opened = Project.open(project, "Mara")
    process = psutil.Process()

    def own() -> int:
        memory = process.memory_info()
        return int(memory.rss - memory.shared)

    before = peak = own()

    def look(_done: int, _total: int) -> bool:
        nonlocal peak
        peak = max(peak, own())
        return True

    progress: Progress = look
    opened.export(out, ExportFilter(), progress)
    opened.close()
    return peak - before


def search_seconds(project: Path, rounds: int) -> dict[str, list[float]]:
    """How long the first hits of each query take, by the kind of query."""
    opened = Project.open(project, "Mara")
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for kind, words in queries().items():
            for query in words:
                began = time.perf_counter()
                hits = next(opened.search(query), [])
                found.setdefault(kind, []).append(time.perf_counter() - began)
                assert len(hits) <= FIRST_HITS
    opened.close()
    return found
