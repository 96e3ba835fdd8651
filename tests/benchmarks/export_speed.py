"""How long exports take in each format, against what the machine writes at most."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.writers.registry import FORMATS
from annotator.jobs.files import ExportFilter, Writing
from annotator.project import Project
from tests.benchmarks.limits import plain_export
from tests.benchmarks.store_speed import timed

Found = Iterator[tuple[str, list[float]]]


def format_ratios(project: Path, plain: Path, folder: Path, rounds: int, text: bool) -> Found:
    """Each format that is text, or that is none, and its speed as a share of the limit just before, by round."""
    opened = Project.open(project, "Mara")
    for form in FORMATS:
        if form.text != text:
            continue
        ratios = []
        for number in range(rounds):
            limit = timed(lambda: plain_export(plain, folder / "limit.jsonl"))
            out = folder / f"{form.name}-{number}{form.suffixes[0] if form.suffixes else ''}"
            how = Writing(form.name, workers=None)
            ours = timed(lambda: opened.export(out, ExportFilter(), how=how))  # noqa: B023
            ratios.append(limit / ours)
        yield form.name, ratios
    opened.close()
