"""How long exports take in each format, against what the machine writes at most."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.writers.registry import FORMATS
from annotator.jobs import ExportFilter, Writing
from annotator.project import Project
from tests.benchmarks.limits import plain_export
from tests.benchmarks.store_speed import timed

Found = Iterator[tuple[str, bool, list[float]]]


def format_ratios(project: Path, plain: Path, folder: Path, rounds: int) -> Found:
    """Each format, whether it is text, and its speed as a share of the limit measured just before, by round."""
    opened = Project.open(project, "Mara")
    for form in FORMATS:
        ratios = []
        for number in range(rounds):
            limit = timed(lambda: plain_export(plain, folder / "limit.jsonl"))
            out = folder / f"{form.name}-{number}{form.suffixes[0] if form.suffixes else ''}"
            how = Writing(form.name, workers=None)
            ours = timed(lambda: opened.export(out, ExportFilter(), how=how))  # noqa: B023
            ratios.append(limit / ours)
        yield form.name, form.text, ratios
    opened.close()
