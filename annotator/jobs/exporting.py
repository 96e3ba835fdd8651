"""Exports: which articles and layers go out, and what was written."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import ExportArticle, State
from annotator.formats.writers import refuse_other_format
from annotator.formats.writers.atomic import replacing
from annotator.formats.writers.jsonl import RecordWriter
from annotator.jobs.progress import Progress
from annotator.store import annotations as layers
from annotator.store import articles
from annotator.store.bulk import export_rows
from annotator.store.database import Database

_STEP = 200

STATUSES = {
    "any": tuple(State),
    "started": (State.STARTED, State.DONE),
    "done": (State.DONE,),
}


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """Which articles and layers go out. ``status``: any, started (started or done) or done.

    ``comments``, everybody's, go along where the record has what they are on.
    """

    annotator: str | None = None
    status: str = "any"
    keep_zones: bool = False
    suggestions: bool = False
    comments: bool = False

    def takes(self, item: ExportArticle) -> bool:
        return item.status in STATUSES[self.status]


@dataclass(slots=True)
class ExportReport:
    """What was written, and what was not. ``left_out`` counts articles by their status."""

    written: int = 0
    not_done: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    zones_cut: int = 0
    spans_in_zones: int = 0
    relations_in_zones: int = 0
    foreign_relations: int = 0
    comments_in_zones: int = 0
    foreign_comments: int = 0
    lacking: int = 0  # spans without an attribute that the codebook requires
    cancelled: bool = False

    def sentences(self, wanted: ExportFilter) -> list[str]:
        """What a person should know of the export, one sentence each."""
        lines = [
            f"{_number(self.written, 'article')} written"
            + (f", {self.not_done} not done." if self.not_done else ".")
        ]
        if self.left_out:
            counts = ", ".join(f"{n} {status}" for status, n in sorted(self.left_out.items()))
            lines.append(f"Left out by --status {wanted.status}: {counts}.")
        if self.zones_cut:
            lines.append(f"Cut out: {_number(self.zones_cut, 'zone')}{self._lost()} (--keep-zones keeps them).")
        for foreign, thing, how in (
            (self.foreign_relations, "relation", "with"),
            (self.foreign_comments, "comment", "on"),
        ):
            if foreign:
                lines.append(f"Left out: {_number(foreign, thing)} {how} a span that is not exported.")
        if self.lacking:
            lines.append(f"{_number(self.lacking, 'span')} without an attribute that the codebook requires.")
        return lines

    def _lost(self) -> str:
        """What went with the zones."""
        if not self.spans_in_zones:
            return ""
        lost = [_number(self.spans_in_zones, "span"), _number(self.relations_in_zones, "relation")]
        if self.comments_in_zones:
            lost.append(_number(self.comments_in_zones, "comment"))
        return f", with {', '.join(lost[:-1])} and {lost[-1]}"


def _number(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def run_export(
    db: Database, codebook: Codebook, out: Path, wanted: ExportFilter, progress: Progress | None = None
) -> ExportReport:
    """Writes the records to ``out``, which keeps its old content unless all went well. Raises UserError."""
    if os.path.exists(out) and out.samefile(db.path):
        raise UserError("The export can't replace the project itself; name another file.")
    refuse_other_format(out)
    report = ExportReport()
    with db.snapshot() as conn:
        writer = RecordWriter(
            codebook, layers.actors(conn), layers.concepts(conn), wanted.keep_zones, wanted.comments
        )
        total = articles.count(conn)
        try:
            with replacing(out) as file:
                rows = export_rows(conn, wanted.annotator, wanted.suggestions, comments=wanted.comments)
                for n, item in enumerate(rows):
                    if n % _STEP == 0 and progress is not None and not progress(n, total):
                        raise _Cancelled
                    if wanted.takes(item):
                        file.write(writer.line(item))
                        report.written += 1
                        report.not_done += item.status != State.DONE
                    else:
                        report.left_out[item.status] = report.left_out.get(item.status, 0) + 1
        except _Cancelled:
            report = ExportReport(cancelled=True)
    report.zones_cut = writer.zones_cut
    report.spans_in_zones, report.relations_in_zones = writer.spans_left_out, writer.relations_left_out
    report.comments_in_zones = writer.comments_left_out
    report.foreign_relations, report.foreign_comments = writer.foreign_relations, writer.foreign_comments
    report.lacking = writer.lacking
    return report


def preview(db: Database, codebook: Codebook, article_id: int, wanted: ExportFilter) -> dict[str, object] | None:
    """The record that an export would write of one article; None if it would leave it out."""
    with db.snapshot() as conn:
        writer = RecordWriter(
            codebook, layers.actors(conn), layers.concepts(conn), wanted.keep_zones, wanted.comments
        )
        for item in export_rows(conn, wanted.annotator, wanted.suggestions, article_id, wanted.comments):
            if wanted.takes(item):
                return writer.record(item)
    return None


class _Cancelled(Exception):  # noqa: N818
    """Leaves the export so that the old file stays."""
