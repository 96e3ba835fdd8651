"""Exports: the articles of a project through a writer to a file or a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.collecting import seldom_collecting
from annotator.core.errors import Cancelled, UserError
from annotator.core.files import OPEN_PROJECTS, refuse_open_project
from annotator.formats.writers.atomic import replacing
from annotator.formats.writers.base import Options, Target, Writer
from annotator.formats.writers.cards.card import NAME
from annotator.formats.writers.registry import FORMATS, Format, file_suffix, find_format, format_of, told_by
from annotator.formats.writers.targets import (
    MARK,
    NullTarget,
    file_target,
    folder_target,
    zip_target,
)
from annotator.jobs.catching_up import catch_up
from annotator.jobs.export_card import ExportCard, card_beside
from annotator.jobs.export_filter import ExportFilter
from annotator.jobs.export_report import ExportReport
from annotator.jobs.export_run import ExportRun, Order, found_articles
from annotator.jobs.export_team import MOST, Team, cores
from annotator.jobs.export_work import Portion, PortionMaker
from annotator.jobs.progress import Progress
from annotator.jobs.splitting import kept_plans
from annotator.store import articles
from annotator.store.database import Database, translated

_STEP = 25  # articles between two questions whether to go on: a window waits for the answer
_PORTION = 100  # articles that a process makes at once
_MANY = 5_000  # articles from which on several processes are faster than one, though they take time to start
_PATIENCE_S = 1.0  # for other programs to end writing before one process has to do
_DOC_BIN = ".spacy"
_PROMISED = (_DOC_BIN, ".docx", ".html", ".pdf", ".tsv")  # what no single file of an export is


@dataclass(frozen=True, slots=True)
class Writing:
    """How an export is written.

    ``format`` is the name of one, None what the name of the target tells; ``folder`` makes a folder, a file for
    each split, where the format would make one file. ``card`` writes a data card beside a single file, as each
    folder has one. ``workers`` is how many processes make what is written, where it is text: with 1 none but this
    one, with None one a core where there are many articles. Others load the main module of this one again, so that
    a script needs its guard (docs.python.org/3/library/multiprocessing, "Safe importing of main module").
    """

    format: str | None = None
    options: Options = field(default_factory=Options)
    folder: bool = False
    card: bool = False
    workers: int | None = 1

    def format_for(self, out: Path) -> Format:
        """The format, if ``out`` may be called as it is; raises UserError."""
        if out in OPEN_PROJECTS:
            raise UserError("The export can't replace the project itself; name another file.")
        form = format_of(out) if self.format is None else find_format(self.format)
        if self.makes_folder(out, form):
            return form
        suffix = file_suffix(out)
        if _is_packed_twice(out) and (self.format is None or suffix in form.suffixes):
            raise UserError(
                f"{out.name}: {suffix} files are packed already; name a file that ends in {suffix} itself."
            )
        if self.format is None and suffix and told_by(out) is None and suffix not in _PROMISED:
            known = ", ".join(dict.fromkeys(end for other in FORMATS for end in other.suffixes))
            raise UserError(
                f"{out.name}: no format has files that end in {suffix}; there are {known}, and --format has more, "
                "which make folders."
            )
        if suffix == _DOC_BIN:
            raise UserError(
                f"{out.name} would hold {form.title}; {_DOC_BIN} files come in a folder: "
                "name a folder, and the format spacy (--format spacy)."
            )
        promised = any(suffix in other.suffixes for other in FORMATS) or suffix in _PROMISED
        if promised and not form.takes(out):
            raise UserError(
                f"{out.name} would hold {form.title}, not what {suffix} promises; "
                f"name a file that ends in {' or '.join(form.suffixes)}."
            )
        return form

    def makes_folder(self, out: Path, form: Format) -> bool:
        """Whether the export makes a folder, or a ZIP archive of one; a folder that is there is taken for one."""
        return not form.suffixes or self.folder or os.path.isdir(out)

    @staticmethod
    def replaces(out: Path) -> bool:
        """Whether there is a file by that name, or a folder that an earlier export made."""
        # os.path, unlike Path, answers False for a name that is too long or in a closed folder.
        return os.path.isfile(out) or os.path.isfile(out / MARK)

    def target(self, out: Path, form: Format) -> AbstractContextManager[Target]:
        """What the export goes to."""
        if not self.makes_folder(out, form):
            return file_target(out)
        return zip_target(out) if out.suffix.lower() == ".zip" else folder_target(out)


def _is_packed_twice(out: Path) -> bool:
    """Whether a name such as ``x.parquet.gz`` asks to compress what isn't text."""
    suffix = file_suffix(out)
    return suffix != file_suffix(out, compressed=False) and any(
        suffix in form.suffixes for form in FORMATS if not form.text
    )


def read_template(path: Path | None) -> str | None:
    """What a template says, None where no file is named. Raises UserError."""
    if path is None:
        return None
    refuse_open_project(path)
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise UserError(f"{path} is no text in UTF-8.") from error


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
        with seldom_collecting():
            return _write(db, codebook, out, wanted, progress, how or Writing())
    except Cancelled:
        return ExportReport(cancelled=True)


def require_begin(db: Database, codebook: Codebook, out: Path, wanted: ExportFilter, how: Writing) -> None:
    """Raises UserError where an export couldn't even begin: for its place, its format's library, a label."""
    form = how.format_for(out)
    with suppress(_Begun), db.snapshot() as conn, ExitStack() as stack:
        _begin(conn, stack, Order(codebook, wanted, form, how.options), out, how)
        raise _Begun  # so that all that was made for it goes, as after an export that fails


class _Begun(Exception):  # noqa: N818 (it is no error)
    """Nothing stands in the way of an export."""


@dataclass(slots=True)
class _Export:
    """An export that has begun; ``card`` is kept in the folder of ``target``, or ``beside`` it."""

    order: Order
    run: ExportRun
    writer: Writer
    target: Target
    card: ExportCard | None
    beside: BinaryIO | None


def _begin(conn: Any, stack: ExitStack, order: Order, out: Path | None, how: Writing) -> _Export:
    form, beside = order.form, None
    if out is None:
        target: Target = NullTarget(how.folder or not form.suffixes, stack)
    else:
        if how.card and not how.makes_folder(out, form):
            # Entered first, so that it takes its place when the export itself is in place.
            beside = stack.enter_context(replacing(card_beside(out)))
        target = stack.enter_context(how.target(out, form))
    has_card = out is not None and (target.is_folder or beside is not None)
    order = replace(order, counted=has_card)
    run = ExportRun(conn, order)
    writer = form.writer(run.setup, target)
    card = (
        ExportCard(run.setup, form, order.wanted, out, kept_plans(conn)) if out is not None and has_card else None
    )
    return _Export(order, run, writer, target, card, beside)


def _write(
    db: Database,
    codebook: Codebook,
    out: Path | None,
    wanted: ExportFilter,
    progress: Progress | None,
    how: Writing,
) -> ExportReport:
    form = find_format(how.format or FORMATS[0].name) if out is None else how.format_for(out)
    catch_up(db, progress)
    with ExitStack() as stack:
        conn, team = _reading(db, stack, form, how)
        report = ExportReport(dry_run=out is None)
        found = found_articles(conn, codebook, wanted, progress, notes=report.notes)
        begun = _begin(conn, stack, Order(codebook, wanted, form, how.options, found), out, how)
        writer, card = begun.writer, begun.card
        done, total = 0, articles.count(conn)
        for number, portion in _portions(conn, team, begun):
            if progress is not None and not progress(done, total):
                raise Cancelled("Stopped: nothing was written.")
            for made in portion.made:
                writer.place(made)
            report.add(portion.report)
            if card is not None and portion.tally is not None:
                card.tally.add_all(portion.tally)
            done += number
        if out is not None and not report.written and os.path.lexists(out):
            raise UserError(f"No article would be exported, so {out} stays as it is.")
        writer.finish()
        report.add(begun.run.taken())
        if card is not None:
            file = begun.beside or stack.enter_context(begun.target.create(NAME))
            file.write(card.text(report, writer, begun.target.is_folder).encode())
    return report


def _reading(db: Database, stack: ExitStack, form: Format, how: Writing) -> tuple[Any, Team | None]:
    """A connection that sees one state of the project, and processes that see the same where they are worth it."""
    with translated(db.path):
        number = how.workers or (cores() if articles.count(db.conn) >= _MANY else 1)
    if number > 1 and form.text and not db.read_only:
        team = Team(db.path, min(number, MOST))
        stack.callback(team.close)
        team.open()
        with suppress(_Busy):
            return _snapshot_with(db, stack, team), team
    return stack.enter_context(db.snapshot()), None


class _Busy(Exception):  # noqa: N818 (it is no error)
    """Another program writes to the project for longer than an export waits."""


def _snapshot_with(db: Database, stack: ExitStack, team: Team) -> Any:
    with ExitStack() as nobody_writes:
        try:
            nobody_writes.enter_context(db.held(_PATIENCE_S))
        except UserError as error:
            raise _Busy from error
        conn = stack.enter_context(db.snapshot())
        articles.count(conn)  # a snapshot is of the time at which something is read first
        team.begin()
    return conn


def _portions(conn: Any, team: Team | None, begun: _Export) -> Iterator[tuple[int, Portion]]:
    """The portions in order, each with how many articles it is of."""
    if team is not None:
        yield from team.portions(begun.order, articles.steps(conn, _PORTION))
        return
    maker = PortionMaker(conn, begun.order, begun.run, begun.writer)
    for first, last, number in articles.steps(conn, _STEP):
        yield number, maker.portion(first, last)
