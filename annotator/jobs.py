"""The long jobs of a project: import and export. Part of the façade; others reach them through Project."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Change, Draft, ExportArticle, Refusal, State
from annotator.formats.writers import FORMATS, refuse_other_format
from annotator.formats.writers.atomic import replacing
from annotator.formats.writers.jsonl import RecordWriter
from annotator.store import annotations as layers
from annotator.store import articles, search
from annotator.store.bulk import BulkImport, Conflict, Duplicate, export_rows
from annotator.store.database import Database
from annotator.store.indexing import Indexing

if TYPE_CHECKING:
    from annotator.formats.columns import Columns as Columns
    from annotator.formats.mapping import Mapping
    from annotator.project import Project

READ_FORMATS: tuple[str, ...]
"""What ``--format`` may name, the formats of plug-ins too."""
READ_SUFFIXES: tuple[str, ...]
"""What the names of files end in that can be read, with the dot."""
WRITE_FORMATS = FORMATS
_BATCH = 500
_STEP = 200
_ASK_S = 0.1  # seconds between two questions whether to go on
_WRITE_S = 2.0  # seconds after which what was read is written, however little

# Called now and then with (done, total); a false answer cancels.
Progress = Callable[[int, int], bool]

STATUSES = {
    "any": tuple(State),
    "started": (State.STARTED, State.DONE),
    "done": (State.DONE,),
}


def __getattr__(name: str) -> tuple[str, ...]:
    # There are many readers, and packages to look through for more: only who asks waits for them.
    from annotator.formats.readers import registry

    if name == "READ_FORMATS":
        return tuple(reader.name for reader in registry.all_readers())
    if name == "READ_SUFFIXES":
        return registry.suffixes()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@dataclass(slots=True)
class ImportReport:
    """What became of an import. ``duplicates`` are (file, key of the article that was there already)."""

    imported: int = 0
    first_id: int | None = None
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    cancelled: bool = False
    change: Change | None = None

    def __str__(self) -> str:
        return f"imported {self.imported}, duplicates {len(self.duplicates)}, refused {len(self.refused)}"


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


def run_import(
    db: Database,
    annotator: str,
    drafts: Iterator[Draft | Refusal],
    going: Callable[[], bool],
    codebook_id: str | None,
) -> ImportReport:
    """Writes what a reader yields, in batches of whole articles; asks ``going`` now and then whether to go on.

    ``codebook_id`` names the row of the codebook that it is read with. A UserError, of a full disk say, tells how
    much had been imported by then.
    """
    _equip_readers()
    report = ImportReport()
    bulk = BulkImport(db, annotator, codebook_id)
    batch: list[Draft] = []
    with _seldom_collecting(), db.relaxed(), _telling(report), Indexing(db.path) as indexing:
        asked = written = time.monotonic()
        for item in drafts:
            if isinstance(item, Refusal):
                report.refused.append(item)
            else:
                batch.append(item)
            now = time.monotonic()
            # By time, too, as small files, refused lines and above all web pages may take long to make a batch.
            full = len(batch) >= _BATCH or now - written > _WRITE_S
            if full:
                indexing.wait()
                _flush(bulk, batch, report)
                indexing.start()
                written = time.monotonic()
            if full or now - asked > _ASK_S:
                asked = time.monotonic()
                if not going():
                    report.cancelled = True
                    break
        indexing.wait()
        _flush(bulk, batch, report)
        search.fill(db, going)
    report.change = bulk.change
    return report


def _equip_readers() -> None:
    """Hands the reader of another program's database what opens it, as the readers' room speaks no SQL."""
    from annotator.formats.readers.dna import DnaReader
    from annotator.store.foreign import read_tables

    DnaReader.read_tables = staticmethod(read_tables)


def codebook_for(codebook: Codebook, paths: Iterable[Path]) -> Codebook:
    """The codebook with what the labels of other tools in these files and folders need more."""
    from annotator.formats.foreign_codebook import extended
    from annotator.formats.readers import read_path, walk

    _equip_readers()
    return extended(codebook, lambda book: (item for path in walk(paths) for item in read_path(path, book)))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Spares Python from looking for cycles in all that was there before, which takes a fifth of an import."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _telling(report: ImportReport) -> Iterator[None]:
    try:
        yield
    except UserError as error:
        if not report.imported:
            raise
        raise UserError(f"{error} {report.imported} articles had been imported before.") from error


def _flush(bulk: BulkImport, batch: list[Draft], report: ImportReport) -> None:
    if not batch:
        return
    for draft, answer in zip(batch, bulk.add(batch), strict=True):
        name = draft.article.file or draft.article.title
        if isinstance(answer, Duplicate):
            report.duplicates.append((name, str(answer)))
        elif isinstance(answer, Conflict):
            report.refused.append(Refusal(name, None, str(answer)))
        else:
            report.imported += 1
            report.first_id = report.first_id or answer
    batch.clear()


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


@dataclass(slots=True)
class ActorsReport:
    """What became of a table of actors; ``change`` is None where it changed nothing."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    change: Change | None = None

    def __str__(self) -> str:
        return (
            f"added {self.added}, updated {self.updated}, unchanged {self.unchanged}, refused {len(self.refused)}"
        )


def together(one: ImportReport, other: ImportReport) -> ImportReport:
    """What became of two imports, the later one second."""
    return ImportReport(
        one.imported + other.imported,
        one.first_id or other.first_id,
        one.duplicates + other.duplicates,
        one.refused + other.refused,
        other.cancelled,
        other.change or one.change,
    )


def unknown_tables(report: ImportReport) -> list[Path]:
    """The files that were refused because no column is known to hold their text, in order."""
    from annotator.formats.mapping import ASKED

    files = dict.fromkeys(Path(refusal.file) for refusal in report.refused if ASKED in refusal.reason)
    return [path for path in files if path.is_file()]


def table_columns(path: Path) -> Columns | None:
    """What the columns of a table, or keys of a JSON file, are called and hold; None if it is neither."""
    from annotator.formats.columns import read_columns

    return read_columns(path)


def mapping_of(columns: dict[str, str]) -> Mapping:
    """Which columns are what: field → name; "" says that none is."""
    from annotator.formats.mapping import Mapping

    return Mapping(columns)


def read_mapping(given: Iterable[str]) -> Mapping | None:
    """Which columns are what, from texts such as "title=Headline,text=Body"; None for none. Raises UserError."""
    from annotator.formats.mapping import parse_mapping

    return parse_mapping(given)


def import_actors(project: Project, source: Path | BinaryIO, progress: Progress | None = None) -> ActorsReport:
    """Takes the actors of a CSV file or stream into the register, as one change; rows that are wrong are refused.

    Raises UserError if the file can't be read or is no table of actors, and Cancelled, with nothing changed.
    """
    from annotator.commands import ImportActors
    from annotator.formats.actors_csv import ActorRow, match_actors, read_actors

    name = source.name if isinstance(source, Path) else "standard input"
    try:
        data = source.read_bytes() if isinstance(source, Path) else source.read()
    except OSError as error:
        raise UserError(f"{source} can't be read: {error.strerror}.") from error
    report = ActorsReport()
    rows: list[ActorRow] = []
    for found in read_actors(data, name):
        if isinstance(found, ActorRow):
            rows.append(found)
        else:
            report.refused.append(found)
    actors, refused = match_actors(rows, project.register.actors(), name)
    report.refused = sorted(report.refused + refused, key=lambda refusal: refusal.line or 0)
    report.change = project.apply(ImportActors(tuple(actors)), progress)
    changed = report.change.rows if report.change else ()
    report.added = sum(row.before is None for row in changed)
    report.updated = len(changed) - report.added
    report.unchanged = len(actors) - len(changed)
    return report


def export_actors(project: Project, target: Path | BinaryIO, delimiter: str = ";") -> int:
    """Writes the register of actors as CSV to a file or stream; how many they are. Raises UserError."""
    from annotator.formats.actors_csv import write_actors

    actors = project.register.actors()
    table = write_actors(actors.values(), delimiter)
    if isinstance(target, Path):
        with replacing(target) as file:
            file.write(table)
    else:
        target.write(table)
    return len(actors)
