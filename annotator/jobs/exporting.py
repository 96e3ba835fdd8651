"""Exports: the articles of a project through a writer to a file or a folder."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import ExportArticle, State
from annotator.formats.writers.base import ALL_CONTENT, Options, Record, Setup, Target, lacking
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.records import RecordMaker
from annotator.formats.writers.registry import FORMATS, Format, file_suffix, find_format, format_of
from annotator.formats.writers.targets import (
    MARK,
    MemoryTarget,
    NullTarget,
    file_target,
    folder_target,
    zip_target,
)
from annotator.jobs.export_filter import ExportFilter, Selection
from annotator.jobs.export_report import ExportReport
from annotator.jobs.progress import Progress
from annotator.store import annotations as layers
from annotator.store import articles
from annotator.store.bulk import export_rows
from annotator.store.database import Database

_STEP = 200
_OTHER_SUFFIXES = (".docx", ".html", ".parquet", ".pdf", ".tsv")


@dataclass(frozen=True, slots=True)
class Writing:
    """How an export is written.

    ``format`` is the name of one, None what the name of the target tells; ``folder`` makes a folder, a file for
    each split, where the format would make one file.
    """

    format: str | None = None
    options: Options = field(default_factory=Options)
    folder: bool = False

    def format_for(self, out: Path) -> Format:
        """The format, if ``out`` may be called as it is; raises UserError."""
        form = format_of(out) if self.format is None else find_format(self.format)
        if self.makes_folder(out, form):
            return form
        suffix = file_suffix(out)
        promised = any(suffix in other.suffixes for other in FORMATS) or suffix in _OTHER_SUFFIXES
        if promised and not form.takes(out):
            raise UserError(
                f"{out.name} would hold {form.title}, not what {suffix} promises; "
                f"name a file that ends in {' or '.join(form.suffixes)}."
            )
        return form

    def makes_folder(self, out: Path, form: Format) -> bool:
        """Whether the export makes a folder, or a ZIP archive of one; a folder that is there is taken for one."""
        return not form.suffixes or self.folder or out.is_dir()

    def target(self, out: Path, form: Format) -> AbstractContextManager[Target]:
        """What the export goes to."""
        if not self.makes_folder(out, form):
            return file_target(out)
        return zip_target(out) if out.suffix.lower() == ".zip" else folder_target(out)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export makes of one article: its files as text, by name ("" for the only one), and what it loses."""

    files: dict[str, str]
    losses: Losses


def run_export(
    db: Database,
    codebook: Codebook,
    out: Path | None,
    wanted: ExportFilter,
    progress: Progress | None = None,
    how: Writing | None = None,
) -> ExportReport:
    """Writes the project to ``out``, which keeps its old content unless all went well. Raises UserError.

    Without ``out`` nothing is written, and the report tells what would be.
    """
    try:
        return _write(db, codebook, out, wanted, progress, how or Writing())
    except _Cancelled:
        return ExportReport(cancelled=True)


def _write(
    db: Database,
    codebook: Codebook,
    out: Path | None,
    wanted: ExportFilter,
    progress: Progress | None,
    how: Writing,
) -> ExportReport:
    report = ExportReport()
    with db.snapshot() as conn, ExitStack() as stack:
        if out is None:
            form = find_format(how.format or FORMATS[0].name)
            target: Target = NullTarget(how.folder or not form.suffixes, stack)
        else:
            if os.path.exists(out) and out.samefile(db.path):
                raise UserError("The export can't replace the project itself; name another file.")
            form = how.format_for(out)
            target = stack.enter_context(how.target(out, form))
        run = _Run(conn, codebook, wanted, form, how.options, report.losses)
        total = articles.count(conn)
        writer = form.writer(run.setup, target)
        for n, item in enumerate(export_rows(conn, wanted.annotator, wanted.suggestions, None, wanted.comments)):
            if n % _STEP == 0 and progress is not None and not progress(n, total):
                raise _Cancelled
            if not run.finds(item):
                report.not_found += 1
            elif wanted.takes(item):
                writer.write(run.record(item))
                report.written += 1
                report.not_done += item.status != State.DONE
            else:
                report.left_out[item.status] = report.left_out.get(item.status, 0) + 1
        writer.finish()
        run.fill(report)
    return report


def preview(
    db: Database,
    codebook: Codebook,
    article_id: int,
    wanted: ExportFilter,
    how: Writing | None = None,
) -> Preview | None:
    """What an export would write of one article; None if it would leave it out. Raises UserError."""
    how = how or Writing()
    form = find_format(how.format or FORMATS[0].name)
    losses = Losses()
    with db.snapshot() as conn:
        run = _Run(conn, codebook, wanted, form, how.options, losses)
        for item in export_rows(conn, wanted.annotator, wanted.suggestions, article_id, wanted.comments):
            if run.finds(item) and wanted.takes(item):
                target = MemoryTarget(how.folder or not form.suffixes)
                writer = form.writer(run.setup, target)
                writer.write(run.record(item))
                writer.finish()
                files = {name: form.shown(name, content) for name, content in target.files().items()}
                files.pop(MARK, None)
                return Preview(files, losses)
    return None


class _Run:
    """One export: which articles it takes, and their records."""

    def __init__(
        self,
        conn: Any,
        codebook: Codebook,
        wanted: ExportFilter,
        form: Format,
        options: Options,
        losses: Losses,
    ) -> None:
        unknown = [name for name in wanted.labels if codebook.label(name) is None]
        if unknown:
            codebook.require_label(unknown[0])
        self._form = form
        self._losses = losses
        self._found = _found(conn, codebook, wanted)
        self._selection = Selection(wanted)
        actors, concepts = layers.actors(conn), layers.concepts(conn)
        self._maker = RecordMaker(
            codebook, actors, concepts, wanted.keep_zones, wanted.comments, fragments=form.holds == ALL_CONTENT
        )
        labels = tuple(label.name for label in codebook.labels if label.name in (wanted.labels or (label.name,)))
        self.setup = Setup(
            codebook, losses, options, actors, concepts, labels, articles.splits(conn), wanted.keep_zones
        )

    def finds(self, item: ExportArticle) -> bool:
        return self._found is None or item.article.id in self._found

    def record(self, item: ExportArticle) -> Record:
        record = self._maker.record(self._selection.of(item))
        lacking(record, self._form.holds, self._losses)
        return record

    def fill(self, report: ExportReport) -> None:
        """Puts what was counted on the way into the report."""
        maker, selection = self._maker, self._selection
        report.spans_filtered, report.relations_filtered = selection.spans_left_out, selection.relations_left_out
        report.zones_cut = maker.zones_cut
        report.spans_in_zones, report.relations_in_zones = maker.spans_left_out, maker.relations_left_out
        report.comments_in_zones = maker.comments_left_out
        report.foreign_relations, report.foreign_comments = maker.foreign_relations, maker.foreign_comments
        report.lacking = maker.lacking


def _found(conn: Any, codebook: Codebook, wanted: ExportFilter) -> frozenset[int] | None:
    """The articles that the query finds; None where there is none."""
    if not wanted.query.strip():
        return None
    # Loaded late, as the window has no query at its start.
    from annotator.core.query import parse_query
    from annotator.store import queries
    from annotator.store.query_sql import Layer

    asked = parse_query(wanted.query, codebook)
    layer = Layer(wanted.annotator or "", wanted.annotator is None)
    return frozenset(id_ for chunk in queries.articles(conn, asked, layer) for id_ in chunk)


class _Cancelled(Exception):  # noqa: N818
    """Leaves the export so that the old file stays."""
