"""Imports: what a reader yields is told its language, written in batches, indexed and grouped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.core.codebook import Codebook
from annotator.core.collecting import seldom_collecting
from annotator.core.errors import UserError
from annotator.core.models import Draft, Refusal
from annotator.core.offsets import Cut
from annotator.jobs.report import (
    Imported,
    ImportReport,
    Named,
    Repeat,
    Taken,
    lacking_labels,
    together,
    unused_labels,
    without_articles,
    without_duplicates,
    without_files,
)
from annotator.jobs.report_dates import dates_of
from annotator.jobs.report_rows import short_name
from annotator.store import derived
from annotator.store.annotations import zone_kinds
from annotator.store.answers import Conflict, Duplicate, IdConflict, Merged
from annotator.store.articles import files_and_titles
from annotator.store.bulk import BulkImport
from annotator.store.database import Database
from annotator.store.groups import groups_of
from annotator.store.indexing import Indexing

if TYPE_CHECKING:
    from annotator.project import Project

_BATCH = 500
_BATCH_LENGTH = 8_000_000  # code points: some hundred ordinary articles, or one that is very long
_ASK_S = 0.1  # seconds between two questions whether to go on
_WRITE_S = 2.0  # seconds after which what was read is written, however little


def run_import(
    db: Database,
    annotator: str,
    drafts: Iterator[Draft | Refusal],
    going: Callable[[], bool],
    codebook_id: str | None,
    promptly: bool = False,
    merge_labels: bool = False,
) -> ImportReport:
    """Writes what a reader yields, in batches of whole articles; asks ``going`` now and then whether to go on.

    ``codebook_id`` names the row of the codebook that it is read with. ``promptly``: what search and groups have
    to catch up with from before is left undone. ``merge_labels``: those of duplicates go into the layers of the
    articles that are there; see :mod:`annotator.store.merging`. A UserError, of a full disk say, tells how much
    had been imported by then.
    """
    db.require_writable()  # rather than after all has been read
    _equip_readers()
    report = ImportReport()
    bulk = BulkImport(db, annotator, codebook_id, merge_labels)
    batch: list[Draft] = []
    size = 0
    is_behind = promptly and derived.is_behind(db.conn)
    with seldom_collecting(), db.relaxed(), _telling(report), Indexing(db.path) as indexing:
        asked = written = time.monotonic()
        for item in drafts:
            if isinstance(item, Refusal):
                report.refused.append(item)
            else:
                _describe(item)
                batch.append(item)
                size += len(item.article.text)
            now = time.monotonic()
            # By time, too, as small files, refused lines and above all web pages may take long to make a batch.
            full = len(batch) >= _BATCH or size >= _BATCH_LENGTH or now - written > _WRITE_S
            if full:
                indexing.wait()
                _flush(bulk, batch, report)
                indexing.start()
                written, size = time.monotonic(), 0
            if full or now - asked > _ASK_S:
                asked = now
                if not going():
                    report.cancelled = True
                    break
        indexing.wait()
        _flush(bulk, batch, report)
        # Stopped or not: at most a batch is missing, and what is in is to be found.
        if not is_behind:
            derived.catch_up(db)
        _complete(db, report)
    report.change, report.renumbered = bulk.change, bulk.renumbered
    return report


def _describe(draft: Draft) -> None:
    """Finds out the language of an article where its file says nothing of it."""
    from annotator.formats.language import detect_language

    article = draft.article
    # Of pages it was looked for when their zones were.
    if article.lang is None and not draft.complete and not draft.is_page:
        text = Cut(article.text, [(zone.start, zone.end) for zone in draft.zones]).text
        draft.article = replace(article, lang=detect_language(text))


def _complete(db: Database, report: ImportReport) -> None:
    """Adds what is known only now: zones, as later pages add to them, groups, and names of what is like them."""
    alike = {repeat.key for repeat in (*report.duplicates, *(repeat for repeat, _ in report.merged))}
    if report.articles:
        _complete_articles(db, report)
        alike |= {article.group for article in report.articles if article.group is not None}
    named = files_and_titles(db.conn, alike - {article.key for article in report.articles})
    report.others = {key: Named(short_name(file or ""), title) for key, file, title in named}


def _complete_articles(db: Database, report: ImportReport) -> None:
    first, last = report.articles[0].article_id, report.articles[-1].article_id
    zones, groups = zone_kinds(db.conn, first, last), groups_of(db.conn, first, last)
    none: dict[str, int] = {}
    report.articles = [
        article._replace(zones=zones.get(article.article_id, none), group=groups.get(article.article_id))
        for article in report.articles
    ]


def _equip_readers() -> None:
    """Hands the reader of another program's database what opens it, as the readers' room speaks no SQL."""
    from annotator.formats.readers.dna import DnaReader
    from annotator.store.foreign import read_tables

    DnaReader.read_tables = staticmethod(read_tables)


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
        article = draft.article
        name = draft.place or article.file or article.title
        if draft.unread:
            columns = report.unread.setdefault(name, [])
            columns += [column for column in draft.unread if column not in columns]
        if draft.taken and isinstance(answer, int | Merged):
            report.add_taken(Taken(name, *taken) for taken in draft.taken.items())
        if draft.remarks:
            report.add_remarks(name, draft.remarks)
        if isinstance(answer, Duplicate):
            report.duplicates.append(Repeat(name, str(answer), draft.line, article.title))
            if draft.spans:
                report.unused.append(report.duplicates[-1])
        elif isinstance(answer, Merged):
            report.merged.append((Repeat(name, answer.key, draft.line, article.title), answer))
        elif isinstance(answer, Conflict):
            # Rows of tables are often numbered from 1 in each of them, with letters before the number, too.
            is_counted = isinstance(answer, IdConflict) and not draft.complete
            advice = "; if its file's ids count its rows, import it with --map id=" if is_counted else ""
            report.refused.append(Refusal(name, draft.line, f"{answer}{advice}"))
        else:
            if (dates := dates_of(draft)) is not None:
                report.add_dates(name, dates)
            report.articles.append(
                Imported(
                    name, answer, article.key, article.title, draft.encoding, article.lang, {}, None, draft.line
                )
            )
    batch.clear()


def import_with_labels(
    project: Project, report: ImportReport, run: Callable[[list[Path]], ImportReport]
) -> ImportReport:
    """Adds to the codebook what files of the report have and it lacks, and lets ``run`` import them again.

    The report of both imports; the same if nothing was lacking. Raises UserError.
    """
    from annotator.commands import SetCodebook

    files = lacking_labels(report)
    if not files:
        return report
    project.apply(SetCodebook(codebook_for(project.codebook, files)))
    return together(without_files(report, files), run(files))


def import_layers(report: ImportReport, run: Callable[[list[Path]], ImportReport]) -> ImportReport:
    """Lets ``run`` import again, merging labels, the files of the report that have labels of duplicates.

    The report of both imports.
    """
    files = unused_labels(report)
    return together(without_duplicates(report, files), run(files))


def import_anew(
    project: Project, report: ImportReport, files: list[Path], run: Callable[[list[Path]], ImportReport]
) -> ImportReport:
    """Takes out what came into the project from these files, and lets ``run`` import them in another way.

    The report of both imports. Raises UserError.
    """
    from annotator.commands import DeleteArticles

    names = {str(path) for path in files}
    before = tuple(article.article_id for article in report.articles if article.file in names)
    if before:
        project.apply(DeleteArticles(before))
    return together(without_articles(report, files), run(files))


def codebook_for(codebook: Codebook, paths: Iterable[Path]) -> Codebook:
    """The codebook with what the labels of other tools in these files and folders need more.

    New labels have a key where a letter of their name is free, and colours that are.
    """
    from annotator.core.label_signs import with_signs
    from annotator.formats.foreign_codebook import extended
    from annotator.formats.readers import read_path, walk

    _equip_readers()
    more = extended(codebook, lambda book: (item for path in walk(paths) for item in read_path(path, book)))
    return codebook if more is codebook else with_signs(more, codebook)
