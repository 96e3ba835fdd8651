"""One export as it goes: which articles it takes, and their records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.errors import Cancelled
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
from annotator.store.pointers import pointed_to


class ExportRun:
    """One export: which articles it takes, and their records, ``plain`` where others than the writer read them.

    ``only`` is the one article that will be asked for; nothing goes through all others then, nor through entries
    that it doesn't point to. Raises UserError, and Cancelled where ``progress`` says so.
    """

    def __init__(
        self,
        conn: Any,
        codebook: Codebook,
        wanted: ExportFilter,
        form: Format,
        options: Options,
        losses: Losses,
        plain: bool = False,
        progress: Progress | None = None,
        only: int | None = None,
    ) -> None:
        unknown = [name for name in wanted.labels if codebook.label(name) is None]
        if unknown:
            codebook.require_label(unknown[0])
        self._form = form
        self._losses = losses
        self._has_open = wanted.suggestions
        self._notes: list[str] = []
        self._found = found_articles(conn, codebook, wanted, progress, only, self._notes)
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
            fragments=form.as_json and not plain,
        )
        labels = tuple(label.name for label in codebook.labels if label.name in (wanted.labels or (label.name,)))
        self.setup = Setup(
            codebook,
            losses,
            options,
            actors,
            concepts,
            labels,
            articles.splits(conn, only),
            _Languages(lambda: articles.languages(conn, self._found)),
            wanted.keep_zones,
        )

    def finds(self, item: ExportArticle) -> bool:
        return self._found is None or item.article.id in self._found

    def record(self, item: ExportArticle) -> Record:
        record = self._maker.record(self._selection.of(item))
        if self._has_open and "suggestions" not in self._form.holds:
            record = decided(record, item.proposed, self._losses)
        lacking(record, self._form.holds, self._losses)
        return record

    def leaves_out(self, record: Record) -> bool:
        """Whether it would be taken for an article without labels while nobody knows what is in it; counts it."""
        if self._form.has_status or record["spans"] or record["status"] == State.DONE:
            return False
        self._losses.count("unread")
        return True

    def fill(self, report: ExportReport) -> None:
        """Puts what was counted on the way into the report."""
        maker, selection = self._maker, self._selection
        report.spans_filtered, report.relations_filtered = selection.spans_left_out, selection.relations_left_out
        report.comments_filtered = selection.comments_left_out
        report.zones_cut = maker.zones_cut
        report.spans_in_zones, report.relations_in_zones = maker.spans_left_out, maker.relations_left_out
        report.spans_shortened = maker.spans_shortened
        report.comments_in_zones = maker.comments_left_out
        report.foreign_relations, report.foreign_comments = maker.foreign_relations, maker.foreign_comments
        report.lacking = maker.lacking
        report.notes = list(self._notes)


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

    ``notes`` are told what of the query was taken otherwise than it may be meant.
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
