"""Trains a spaCy pipeline from the labels of a project: exported as for anybody, learned, measured, put in place.

What needs spaCy, an extra, is in ``spacy_fitting``, which a process of its own loads when all else is known to be
well: minutes of work that would take turns with a window for Python's lock.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from annotator.core.codebook import Codebook
from annotator.core.errors import Cancelled, UserError
from annotator.formats.writers.base import Options
from annotator.formats.writers.targets import FolderTarget, folder_target
from annotator.jobs.export_filter import ExportFilter
from annotator.jobs.export_report import ExportReport
from annotator.jobs.exporting import Writing, run_export
from annotator.jobs.processes import EndedError, run_apart
from annotator.jobs.progress import Progress
from annotator.store.database import Database
from annotator.suggest.engines import folders
from annotator.suggest.evaluation import TOGETHER, Evaluation

PLACES = {"spancat": "spans", "ner": "ents"}
"""What can be trained, and where its spans are."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: ``task`` (a key of PLACES), ``seed`` of all chance, and at most so many ``steps``, each of
    up to a thousand words; it ends earlier when it has not become better for ``patience`` steps.
    """

    task: str = "spancat"
    seed: int = 0
    steps: int = 2000
    patience: int = 600


@dataclass(slots=True)
class Division:
    """How many articles are learned from (``train``) and measured in (``dev``, to choose the best step; ``test``).

    ``how``: by the ``splits`` of the articles; by ``groups`` where they have none, or none for dev.
    ``elsewhere`` are in other splits.
    """

    train: int = 0
    dev: int = 0
    test: int = 0
    how: Literal["splits", "groups"] = "splits"
    elsewhere: int = 0


class Measured(NamedTuple):
    """How well a pipeline finds a label (None: all of them) in a part of the articles, ``dev`` or ``test``.

    ``gold`` spans were to be found; the figures are of exact spans, ``overlap`` is F1 of those that overlap.
    """

    part: str
    label: str | None
    gold: int
    precision: float
    recall: float
    f1: float
    overlap: float


class Made(NamedTuple):
    """What came of a training, after how many steps which was the best, and its figures in dev and test."""

    division: Division
    steps: int
    best: int
    dev: Evaluation
    test: Evaluation


@dataclass(slots=True)
class PipelineReport:
    """What was trained, and how well it finds the spans of dev (``evaluation``) and ``test``.

    ``best`` is the step that was kept, the best one in dev.
    """

    export: ExportReport = field(default_factory=ExportReport)
    division: Division = field(default_factory=Division)
    evaluation: Evaluation = field(default_factory=Evaluation)
    test: Evaluation = field(default_factory=Evaluation)
    steps: int = 0
    best: int = 0
    cancelled: bool = False

    def measured(self) -> Iterator[Measured]:
        """The figures of dev, then those of test, where there are articles in it: of all labels, then of each."""
        for part, evaluation in (("dev", self.evaluation), ("test", self.test)):
            for by, label in sorted(evaluation.spans, key=lambda key: (key[1] != TOGETHER, key[1])):
                exact, overlap = evaluation.spans[by, label].exact, evaluation.spans[by, label].overlap
                name = None if label == TOGETHER else label
                yield Measured(part, name, exact.gold, exact.precision, exact.recall, exact.f1, overlap.f1)

    def sentences(self, wanted: ExportFilter) -> Iterator[str]:
        """What a person should know, a sentence each."""
        if self.cancelled:
            yield "Stopped; nothing was written."
            return
        made, how = self.division, "their splits"
        if made.how == "groups":
            how = "chance, near-duplicates together"
        yield f"Learned from {made.train} articles and measured in {made.dev}, chosen by {how}."
        if made.elsewhere:
            yield f"Not looked at: articles of other splits, {made.elsewhere}."
        yield f"{self.steps} steps; kept is the best in dev, step {self.best}."
        yield from self.export.sentences(wanted)[1:]


def training_problem() -> str:
    """Why no pipeline can be trained here; "" where one can."""
    try:
        folders.require("spacy")
    except UserError as error:
        return str(error)
    return ""


def run_spacy_training(
    db: Database,
    codebook: Codebook,
    out: Path,
    wanted: ExportFilter,
    recipe: Recipe,
    progress: Progress | None = None,
) -> PipelineReport:
    """Makes the folder ``out`` a pipeline, or leaves it as it is. Progress counts steps. Raises UserError."""
    folders.require("spacy")
    report = PipelineReport()
    try:
        with folder_target(out) as target, tempfile.TemporaryDirectory(prefix="annotator-") as name:
            _make(db, codebook, Path(name), out.resolve().name, wanted, recipe, report, progress)
            _copy(Path(name, "pipeline"), target)
    except Cancelled:
        return PipelineReport(cancelled=True)
    return report


def _make(
    db: Database,
    codebook: Codebook,
    work: Path,
    name: str,
    wanted: ExportFilter,
    recipe: Recipe,
    report: PipelineReport,
    progress: Progress | None,
) -> None:
    data = work / "data"
    how = Writing("spacy", Options(place=PLACES[recipe.task]))
    report.export = run_export(db, codebook, data, wanted, _whether(progress, recipe), how)
    if report.export.cancelled:
        raise Cancelled("The training was stopped.")
    try:
        made: Made = run_apart(_fit, data, work, name, recipe, progress=progress, total=recipe.steps)
    except EndedError:
        raise UserError(
            "The process that trained was ended, for want of memory perhaps: nothing was written."
        ) from None
    report.division, report.evaluation, report.test = made.division, made.dev, made.test
    report.steps, report.best = made.steps, made.best


def _fit(data: Path, work: Path, name: str, recipe: Recipe, progress: Progress) -> Made:
    from annotator.jobs import spacy_fitting

    division = spacy_fitting.divide(data, work, recipe.seed)
    fitted = spacy_fitting.fit(data, work, recipe, progress)
    dev, test = spacy_fitting.finish(fitted, work, name, recipe, division)
    return Made(division, fitted.steps, fitted.best, dev, test)


def _whether(progress: Progress | None, recipe: Recipe) -> Progress | None:
    """Asks during the export whether to go on; its articles aren't those steps that are counted."""
    return None if progress is None else lambda _done, _total: progress(0, recipe.steps)


def _copy(folder: Path, target: FolderTarget) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as source, target.create(path.relative_to(folder).as_posix()) as file:
                shutil.copyfileobj(source, file, 1 << 20)
