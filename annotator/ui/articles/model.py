"""The rows of the article list: ids in an array, and what a row shows fetched by pages when it is looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from annotator.core.errors import UserError
from annotator.core.models import ArticleSummary, State
from annotator.ui.parts.widgets import state_title

AnyIndex = QModelIndex | QPersistentModelIndex

PAGE = 64
PAGES_KEPT = 32
SUMMARY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
FOLDED_ROLE = SUMMARY_ROLE + 1


class ArticleSource(Protocol):
    """What the list needs of a project."""

    def article_ids(self, state: State | None = None) -> array[int]:
        """All ids (typecode q) in the order of the list, or those in one state."""
        ...

    def search(self, query: str) -> Iterator[list[int]]:
        """Chunks of ids of the articles that match, unranked, the first hits quickly."""
        ...

    def summaries(self, ids: Sequence[int]) -> list[ArticleSummary]:
        """What the list shows of these articles, in this order; articles that are gone are left out."""
        ...

    def state_counts(self) -> dict[State, int]:
        """How many articles are in each state; states without any may be left out."""
        ...

    def clusters(self) -> dict[int, int]:
        """The articles that have near-duplicates, each with the number of its group."""
        ...


class ArticleModel(QAbstractTableModel):
    """One column over an array of article ids, with a cache of the pages looked at last.

    A row costs eight bytes until it is shown, so a million articles open at once. ``failed`` carries a sentence
    when rows can't be read, once for each source; it may be sent while a view paints, so connect it queued.
    """

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: ArticleSource | None = None
        self._has_failed = False
        self._ids = array("q")
        # Page number → summaries by id. None stands for an article that is gone or can't be read, so that it isn't
        # asked for again.
        self._pages: OrderedDict[int, dict[int, ArticleSummary | None]] = OrderedDict()
        self.folded: Mapping[int, int] = {}
        """How many near-duplicates are folded away below an article."""

    @property
    def ids(self) -> array[int]:
        """The ids in the order shown; not to be changed by the caller."""
        return self._ids

    def set_source(self, source: ArticleSource | None) -> None:
        """Shows nothing, and takes later rows from ``source``."""
        self._source = source
        self._has_failed = False
        self.set_ids(array("q"))

    def set_ids(self, ids: array[int]) -> None:
        """Shows these articles instead. The array belongs to the model from now on."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def append_ids(self, ids: Sequence[int]) -> None:
        """Shows these articles below the present ones."""
        if ids:
            self.beginInsertRows(QModelIndex(), len(self._ids), len(self._ids) + len(ids) - 1)
            self._ids.extend(ids)
            self.endInsertRows()

    def insert_id(self, article_id: int, below: int | None = None) -> None:
        """Shows one more article, right below another one or (None) at its place among ids that ascend."""
        after = None if below is None else self.row_of(below)
        row = bisect_left(self._ids, article_id) if after is None else after + 1
        self.beginInsertRows(QModelIndex(), row, row)
        self._ids.insert(row, article_id)
        self.endInsertRows()

    def row_of(self, article_id: int) -> int | None:
        """The row that shows the article, or None.

        Searched by halves, which finds it where the ids ascend; otherwise one by one (12 ms in a million).
        """
        row = bisect_left(self._ids, article_id)
        if row < len(self._ids) and self._ids[row] == article_id:
            return row
        try:
            return self._ids.index(article_id)
        except ValueError:
            return None

    def states(self, article_ids: Iterable[int]) -> dict[int, State]:
        """The states of those of these articles that are in the cache."""
        wanted = set(article_ids)
        cached = (page[id_] for page in self._pages.values() for id_ in wanted & page.keys())
        return {summary.id: summary.state for summary in cached if summary is not None}

    def invalidate(self, article_ids: Iterable[int] | None) -> None:
        """Fetches these articles (None: all) again when they are next looked at, and has views repaint them.

        Articles not in the cache are not on screen, so they need nothing.
        """
        if article_ids is None:
            self._pages.clear()
            if self._ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
            return
        stale = set(article_ids)
        for number, page in list(self._pages.items()):
            for article_id in stale & page.keys():
                del page[article_id]
                index = self.index(self._ids.index(article_id, number * PAGE), 0)
                self.dataChanged.emit(index, index)

    def summary(self, row: int) -> ArticleSummary | None:
        """What the row shows; None for an article that is gone or can't be read, or a row that is not there."""
        if self._source is None or not 0 <= row < len(self._ids):
            return None
        number, article_id = row // PAGE, self._ids[row]
        page = self._pages.setdefault(number, {})
        self._pages.move_to_end(number)
        if article_id not in page:
            missing = [i for i in self._ids[number * PAGE : (number + 1) * PAGE] if i not in page]
            page.update(dict.fromkeys(missing))
            page.update((s.id, s) for s in self._read(missing))
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[article_id]

    def _read(self, ids: Sequence[int]) -> list[ArticleSummary]:
        # Qt asks for rows while it paints, and an error must not pass through its painting.
        try:
            return self._source.summaries(ids) if self._source is not None else []
        except UserError as error:
            if not self._has_failed:
                self._has_failed = True
                self.failed.emit(str(error))
            return []

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The column's name, for screen readers; the header itself is hidden."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Article")
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, full title as tool tip, a sentence for screen readers, the summary, and how many are folded."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                summary = self.summary(index.row())
                return summary and self._title(summary)
            case Qt.ItemDataRole.ToolTipRole:
                import html

                # As a paragraph it wraps, and a title with "<" in it is not taken for HTML.
                summary = self.summary(index.row())
                lines = (self._title(summary), self._alike(summary)) if summary else ()
                return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                summary = self.summary(index.row())
                return summary and self._spoken(summary)
            case _ if role == SUMMARY_ROLE:
                return self.summary(index.row())
            case _ if role == FOLDED_ROLE:
                return self.folded.get(self._ids[index.row()], 0) if index.isValid() else 0
            case _:
                return None

    def _title(self, summary: ArticleSummary) -> str:
        return " ".join(summary.title.split()) or self.tr("Untitled")

    def _spoken(self, summary: ArticleSummary) -> str:
        match summary.spans:
            case 0:
                labels = self.tr("no labels")
            case 1:
                labels = self.tr("1 label")
            case n:
                labels = self.tr("%Ln labels", "", n)
        asked = self.tr("flagged") if summary.flagged else ""
        waiting = summary.suggestions if summary.state not in (State.DONE, State.SKIPPED) else 0
        suggested = self.tr("%Ln suggested", "", waiting) if waiting else ""
        alike = self._alike(summary)
        parts = (self._title(summary), summary.source, state_title(summary.state), labels, suggested, asked, alike)
        return ", ".join(p for p in parts if p)

    def _alike(self, summary: ArticleSummary) -> str:
        """What a row's sign of near-duplicates means; "" where it has none."""
        folded = self.folded.get(summary.id, 0)
        if folded:
            one = self.tr("1 near-duplicate is folded away")
            return one if folded == 1 else self.tr("%Ln near-duplicates are folded away", "", folded)
        if summary.alike:
            one = self.tr("1 near-duplicate")
            return one if summary.alike == 1 else self.tr("%Ln near-duplicates", "", summary.alike)
        return ""
