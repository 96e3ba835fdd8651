"""One export as it goes: which articles it takes, and their records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.errors import Cancelled, UserError
from annotator.core.models import ExportArticle, State
from annotator.formats.writers.base import Options, Record, Setup, lacking
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.parts import decided
from annotator.formats.writers.records import RecordMaker
from annotator.formats.writers.registry import Format
from annotator.jobs.export_filter import ExportFilter, Selection
from annotator.jobs.export_report import ExportReport
from annotator.jobs.progress import Progress
from annotator.store import annotations as layers
from annotator.store import articles
from annotator.store.groups import joined
from annotator.store.pointers import pointed_to


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported, and how, as far as one process can tell another.

    ``found`` are the articles that the filter's query finds (:func:`found_articles`). With ``counted`` others than
    the writer read the records, for a data card.
    """

    codebook: Codebook
    wanted: ExportFilter
    form: Format
    options: Options
    found: frozenset[int] | None = None
    counted: bool = False


class ExportRun:
    """Makes the records of the articles that an export takes, and counts what it leaves out.

    ``only`` is the one article that will be asked for; nothing goes through all others then (so that its group may
    have another name), nor through entries that it doesn't point to. Raises UserError.
    """

    def __init__(self, conn: Any, order: Order, only: int | None = None) -> None:
        codebook, wanted = order.codebook, order.wanted
        unknown = [name for name in wanted.labels if codebook.label(name) is None]
        if unknown:
            codebook.require_label(unknown[0])
        if wanted.agreement > 1 and wanted.annotator is not None:
            raise UserError(
                f"Whether {wanted.agreement} annotators agree can't be told by the labels of one, "
                f"{wanted.annotator}: choose all annotators, or no agreement."
            )
        self._order = order
        self._selection = Selection(wanted)
        # Registers may have 10,000 entries, and a preview is made at each change of a choice.
        mine = (None, None) if only is None else pointed_to(conn, only)
        actors, concepts = layers.actors(conn, mine[0]), layers.concepts(conn, mine[1])
        self._maker = RecordMaker(
            codebook,
            actors,
            concepts,
            wanted.keep_zones,
            wanted.comments,
            fragments=order.form.as_json and not order.counted,
            groups=joined(conn) if only is None else None,
        )
        labels = tuple(label.name for label in codebook.labels if label.name in (wanted.labels or (label.name,)))
        self._report = ExportReport()
        self.setup = Setup(
            codebook,
            Losses(),
            order.options,
            actors,
            concepts,
            labels,
            articles.splits(conn, only),
            _Languages(lambda: articles.languages(conn, order.found)),
            wanted.keep_zones,
        )

    def record(self, item: ExportArticle) -> Record | None:
        """The record of an article; None where the export doesn't take it."""
        report, wanted, found = self._report, self._order.wanted, self._order.found
        if found is not None and item.article.id not in found:
            report.not_found += 1
        elif not wanted.is_shared(item):
            report.too_few += 1
        elif not wanted.takes(item):
            report.left_out[item.status] = report.left_out.get(item.status, 0) + 1
        else:
            record = self._made(item)
            if not self._leaves_out(record):
                report.written += 1
                report.not_done += item.status != State.DONE
                form = self._order.form
                self.setup.losses.count("untold", not form.tells_done and not record["spans"])
                if not form.tells_annotators and wanted.agreement == 1:
                    self.setup.losses.count("mixed", len({span["annotator"] for span in record["spans"]}) > 1)
                return record
        return None

    def taken(self) -> ExportReport:
        """What came of the articles since the last time, with the losses of the writers that have the setup."""
        report, self._report = self._report, ExportReport()
        for counter, names in ((self._maker, _OF_RECORDS), (self._selection, _OF_SELECTION)):
            for name, theirs in names.items():
                setattr(report, name, getattr(counter, theirs))
                setattr(counter, theirs, 0)
        report.losses = self.setup.losses.taken()
        return report

    def _made(self, item: ExportArticle) -> Record:
        holds, losses = self._order.form.holds, self.setup.losses
        record = self._maker.record(self._selection.of(item))
        if self._order.wanted.suggestions and "suggestions" not in holds:
            record = decided(record, item.proposed, losses)
        lacking(record, holds, losses)
        return record

    def _leaves_out(self, record: Record) -> bool:
        """Whether the format has no place for it; counts it, and what goes with it.

        That is where it would be taken for an article without labels while nobody knows what is in it, and where
        there is no text.
        """
        form, losses = self._order.form, self.setup.losses
        if not (form.has_status or record["spans"] or record["status"] == State.DONE):
            losses.count("unread")
            return True
        if form.holds_empty or record["text"].strip():
            return False
        losses.count("empty")
        for span in record["spans"]:
            losses.add("blank", record["id"], span)
        if "relations" in form.holds:  # otherwise they have been counted with those of all articles
            losses.count("relations", len(record["relations"]))
        return True


# Fields of ExportReport, and what those who count call them.
_OF_SELECTION = {
    "spans_filtered": "spans_left_out",
    "relations_filtered": "relations_left_out",
    "comments_filtered": "comments_left_out",
    "values_disputed": "values_left_out",
}
_OF_RECORDS = {
    "zones_cut": "zones_cut",
    "spans_in_zones": "spans_left_out",
    "relations_in_zones": "relations_left_out",
    "comments_in_zones": "comments_left_out",
    "spans_shortened": "spans_shortened",
    "foreign_relations": "foreign_relations",
    "foreign_comments": "foreign_comments",
    "lacking": "lacking",
}


class _Languages(Mapping[str | None, int]):
    """Counted when somebody asks, as that goes through all articles and few formats do."""

    def __init__(self, count: Callable[[], Mapping[str | None, int]]) -> None:
        self._count = cache(count)

    def __getitem__(self, language: str | None) -> int:
        return self._count()[language]

    def __iter__(self) -> Iterator[str | None]:
        return iter(self._count())

    def __len__(self) -> int:
        return len(self._count())


def found_articles(
    conn: Any,
    codebook: Codebook,
    wanted: ExportFilter,
    progress: Progress | None = None,
    only: int | None = None,
    notes: list[str] | None = None,
) -> frozenset[int] | None:
    """The articles that the query finds, of all or of ``only`` one; None where there is no query.

    ``notes`` are told what of the query was taken otherwise than it may be meant. Raises UserError, and Cancelled
    where ``progress`` says so.
    """
    if not wanted.query.strip():
        return None
    # Loaded late, as the window has no query at its start.
    from annotator.core.query import parse_query
    from annotator.store import queries
    from annotator.store.query_sql import Layer

    asked = parse_query(wanted.query, codebook)
    if notes is not None:
        notes.extend(asked.notes)
    layer = Layer(wanted.annotator or "", wanted.annotator is None)
    found: set[int] = set()
    for chunk in queries.articles(conn, asked, layer, None if only is None else [only]):
        found.update(chunk)
        if progress is not None and not progress(0, 1):
            raise Cancelled("Stopped: nothing was changed.")
    return frozenset(found)
