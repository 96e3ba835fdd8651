"""The left region of the window: search, filter by state, the articles, and how many of them are done."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.models import State
from annotator.ui.articles.counts import Counts
from annotator.ui.articles.filtering import Filter, QueriedSource
from annotator.ui.articles.folding import Folding
from annotator.ui.articles.following import coming, next_open
from annotator.ui.articles.model import ArticleModel
from annotator.ui.articles.order_sign import OrderSign
from annotator.ui.articles.ordering import Order, Ordering
from annotator.ui.articles.search import DEBOUNCE_MS, SearchField, SearchRun
from annotator.ui.articles.spacing import SpacedColumn
from annotator.ui.articles.view import ArticleView
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import Theme
from annotator.ui.parts.widgets import FilterChips


class ArticleList(SpacedColumn):
    """Shows the articles of a project, and lets the person find and choose one.

    The chosen article stays the current one while a search or a filter hides its row. A query (core/query.py) that
    can't be understood leaves the list as it is.
    """

    article_chosen = Signal(int)  # another article is the current one, by the person or by this class's methods
    span_wanted = Signal(str)  # after article_chosen: its first span that the query asks for
    opened = Signal()  # Enter or a click: the person wants to go on in the article's text
    paste_requested = Signal()
    files_dropped = Signal(list)  # paths of files and folders
    context_requested = Signal(QPoint, int)  # place on the screen, article id
    deletion_requested = Signal(int)  # article id
    search_wanted = Signal()  # the search field is about to take the keyboard
    failed = Signal(str)  # why rows can't be shown
    reloaded = Signal()  # after refresh()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: QueriedSource | None = None
        self._state: State | None = None
        self._current: int | None = None
        # Where the current article's row is, or was before a filter or a change of its state took it away.
        self._row = 0
        # Hits that are not shown yet: until the first come, the list shows what it did before.
        self._pending: array[int] | None = None
        self._again = False
        self._goes = False  # to the first article, when the list is in the order that was just chosen
        self._model = ArticleModel(self)
        self._folding = Folding()
        self.ordering = Ordering(self)
        # Made in the order of Tab.
        self.search_field = SearchField(self)
        self.filter = Filter(self.search_field, self)
        self._chips = FilterChips(self)
        self._order_sign = OrderSign(self)
        self._view = ArticleView(self._model, theme, self)
        self._run = SearchRun(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE_MS)
        self._counts = Counts(self.search_field, self._chips, self)
        self.setAccessibleName(self.tr("Article list"))
        set_role(self._view, "plain")
        above = (self.search_field, self.filter.hint, self._chips, self._order_sign)
        self.lay_out(above, self._view, (self._counts.label, self._counts.bar))
        self._connect()

    def _connect(self) -> None:
        self.became_low.connect(self._counts.give_way)
        self._model.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self.filter.span_wanted.connect(self.span_wanted)
        self.filter.failed.connect(self.failed)
        self.search_field.textChanged.connect(lambda: self._pause.start())
        self.search_field.suggestions_closed.connect(self._pause.start)
        self.search_field.entered.connect(self._enter_list)
        self.search_field.left.connect(self._view.setFocus)
        self._pause.timeout.connect(self._load)
        self._run.found.connect(self._on_found)
        self._run.finished.connect(self._on_search_finished)
        self._run.failed.connect(self.failed)
        self._chips.chosen_changed.connect(self._on_state)
        self._order_sign.clicked.connect(lambda: self.set_order(self.ordering.order))
        self.ordering.renewed.connect(lambda: self._load(again=not self._goes))
        self.ordering.failed.connect(self.failed)
        self._view.selectionModel().currentRowChanged.connect(self._on_row)
        self._view.opened.connect(self.opened)
        self._view.paste_requested.connect(self.paste_requested)
        self._view.files_dropped.connect(self.files_dropped)
        self._view.context_requested.connect(self._on_context)
        self._view.deletion_requested.connect(self._on_deletion)

    @property
    def current_article(self) -> int | None:
        """The article chosen last, whether or not its row is shown."""
        return self._current

    def set_source(self, source: QueriedSource | None) -> None:
        """Shows another project's articles, all of them, none chosen."""
        self._source = source
        self.filter.set_source(source)
        self._folding.set_source(source)
        self.ordering.set_source(source)
        self._state = self._current = None
        self._row = 0
        self._chips.choose(None)
        self.search_field.clear()
        self._model.set_source(source)
        self._load()
        self._counts.set_source(source, len(self._model.ids) + self._folding.number)

    def set_folded(self, folded: bool) -> None:
        """Shows of each group of near-duplicates the first alone (and the current article), or all of them."""
        self._folding.is_on = folded
        self._folding.begin()
        self._load(again=True)

    def set_order(self, order: Order, *, go: bool = True) -> None:
        """Orders the list by what is suggested now, and goes to the first article that is open, if ``go``."""
        self._goes = go and order != "imported"
        self._order_sign.show_order(order)
        self.ordering.choose(order)

    def found_spans(self) -> list[str] | None:
        """Ids of the current article's spans that the query is about; None if it is about words or articles."""
        return None if self._current is None else self.filter.spans_in(self._current)

    def set_theme(self, theme: Theme) -> None:
        """Paints in these colours from now on."""
        self._view.set_theme(theme)

    def refresh(self) -> None:
        """Loads the list again, for articles that came, went or changed; keeps current article and scroll.

        If the current article is gone, the one that took its place in the list is chosen.
        """
        self._folding.forget()
        self._load(again=True)
        self._counts.count()
        self.reloaded.emit()

    def refresh_articles(self, article_ids: Iterable[int]) -> None:
        """Loads these rows and the counts again.

        An article that the filter would hide by now stays until the list is loaded again.
        """
        touched = list(article_ids)
        known = self._model.states(touched)
        self._model.invalidate(touched)
        self._counts.follow(known, touched)

    def refresh_rows(self) -> None:
        """Loads what all rows show again: other suggestions count by now."""
        self._model.invalidate(None)

    def select_article(self, article_id: int) -> bool:
        """Makes the article the current one, unfolded if need be; False if it isn't in the list as searched."""
        first = self._folding.unfold(article_id)
        if first is not None:
            self._model.insert_id(article_id, first if self.ordering.is_on else None)
            self._show_found()
        row = self._model.row_of(article_id)
        if row is None:
            return False
        self._view.go_to(row)
        return True

    def note_shown(self, article_id: int) -> None:
        """Makes the article that is on screen the current one, also where search and filter hide its row."""
        self._current = article_id
        self._mark_current(scroll=False)

    def step(self, by: int) -> bool:
        """Goes on (+1) or back (-1) in the list as shown; False at its end."""
        row = self._view.row
        row = self._row - (by < 0) if row is None else row + by
        if not 0 <= row < len(self._model.ids):
            return False
        self._view.go_to(row)
        return True

    def next_open(self) -> int | None:
        """The next article after the current one that is new or started.

        After the last comes the first, and after one without suggestions the first of a queue; None if every
        other article is done or skipped.
        """
        return next_open(self._source, self._model.ids, self._below(), self._current) if self._source else None

    def coming(self) -> int | None:
        """The next open one, if it is right below the current one."""
        return coming(self._source, self._model.ids, self._below(), self._current) if self._source else None

    def _below(self) -> int:
        """The row from which on articles come after the current one."""
        if self._current is not None and self.ordering.is_over(self._current):
            return 0
        row = self._view.row
        return self._row if row is None else row + 1

    def focus_search(self) -> None:
        """Puts the cursor into the search field; Escape brings it back."""
        self.search_wanted.emit()
        self.search_field.take_focus()

    def _load(self, *, again: bool = False) -> None:
        """Fills the list by search and filter; ``again`` if these are the same as before."""
        self._pause.stop()
        self._run.stop()
        self.ordering.stop()
        self._pending = None
        if not self.filter.understand():
            return
        if self._source is None:
            self._show(array("q"))
        elif self.filter.query is not None:
            self._pending, self._again = array("q"), again
            self._run.start(self._source, self.filter.query, self._state)
        else:
            self._show(self._source.article_ids(self._state), again=again)

    def _on_found(self, hits: array[int]) -> None:
        if self._pending is None:
            self._model.append_ids(self._folding.rows(hits))
            self._mark_current(scroll=False)
            self._show_found()
            return
        self._pending.extend(hits)
        # A repeated search is shown when it is complete, lest the list shrink and jump; so is one to be ordered.
        if not self._again and not self.ordering.is_on:
            self._show_pending()

    def _on_search_finished(self) -> None:
        self._show_pending()
        self._show_found()

    def _show_found(self) -> None:
        self._view.viewport().update()  # what was found may be folded into a row that is there
        self._counts.show_folded(self._folding.number)
        found = len(self._model.ids) + self._folding.number
        self.filter.show_count(found, complete=not self._run.running)

    def _show_pending(self) -> None:
        ids, self._pending = self._pending, None
        if ids is not None:
            self._show(ids, again=self._again)

    def _show(self, ids: array[int], *, again: bool = False) -> None:
        self.ordering.sort(ids, lambda ordered: self._show_ordered(ordered, again))

    def _show_ordered(self, ids: array[int], again: bool) -> None:
        anchor = self._view.anchor() if again else None
        top = self._model.ids[anchor[0]] if anchor else 0
        self._folding.begin(self._current, again=again)
        self._model.set_ids(self._folding.rows(ids))
        self._model.folded = self._folding.hidden
        self._view.set_sentence(self.filter.sentence(self._state))
        self._show_found()
        if not self._mark_current(scroll=not again):
            self._without_row(again)
        if anchor:
            row = self._model.row_of(top)
            self._view.scroll_to_anchor(anchor[0] if row is None else row, anchor[1])
        goes, self._goes = self._goes, False
        first = next_open(self._source, self._model.ids, 0, None) if goes and self._source else None
        if first is not None:
            self.select_article(first)

    def _mark_current(self, *, scroll: bool) -> bool:
        """Makes the current article's row the view's; False if it has none."""
        row = None if self._current is None else self._model.row_of(self._current)
        if row is None:
            self._view.setCurrentIndex(QModelIndex())
        elif row != self._view.row:
            self._view.go_to(row, scroll=scroll)
        return row is not None

    def _without_row(self, again: bool) -> None:
        """The current article is not in the list: it is hidden, or it is gone."""
        if not again:
            self._row = 0
            self._view.scrollToTop()
        if self._source is None or self._current is None or self._source.summaries([self._current]):
            return
        if self._model.ids:
            self._view.go_to(min(self._row, len(self._model.ids) - 1))
        else:
            self._current = None

    def _enter_list(self) -> None:
        if self._pause.isActive():
            self._load()
        if self._view.row is None and self._model.ids:
            self._view.go_to(0)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_state(self, state: State | None) -> None:
        self._state = state
        self._load()

    def _on_row(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        self._row = index.row()
        article_id = self._model.ids[self._row]
        if article_id != self._current:
            self._current = article_id
            self.article_chosen.emit(article_id)
            self.filter.show_span(article_id)

    def _on_context(self, position: QPoint, row: int) -> None:
        self.context_requested.emit(position, self._model.ids[row])

    def _on_deletion(self) -> None:
        row = self._view.row
        if row is not None:
            self.deletion_requested.emit(self._model.ids[row])
