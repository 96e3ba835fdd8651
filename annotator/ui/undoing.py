"""Undo and redo: doing it, saying what it was, and showing where."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.core.models import Change, RowChange
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.corpus import Corpus
from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.change_names import change_title
from annotator.ui.session import Session


class Undoing(QObject):
    """Takes changes back across articles, and goes to what came back."""

    told = Signal(str)

    def __init__(
        self, session: Session, pane: TextPane, labelling: Labelling, articles: ArticleList, corpus: Corpus
    ) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._articles = articles
        self._corpus = corpus
        self._blocked: bool | None = None  # undo (False) or redo (True) was just refused
        session.nothing_left.connect(self._tell_nothing_left)
        session.conflict.connect(self._on_conflict)
        session.saved.connect(self._forget)
        session.project_changed.connect(self._forget)

    def undo(self) -> None:
        """Takes back the last change."""
        self._revert(redo=False)

    def redo(self) -> None:
        """Brings back what undo took back."""
        self._revert(redo=True)

    def _on_conflict(self, redo: bool) -> None:
        self._blocked = redo
        key = self.tr("redo") if redo else self.tr("undo")
        self.told.emit(self.tr("Another %1 passes it over.").replace("%1", key))

    def _forget(self) -> None:
        self._blocked = None

    def _revert(self, redo: bool) -> None:
        project = self._session.project
        if project is not None and self._blocked is redo:
            # Who was told that it can't be done, and goes on, wants what lies below.
            self._blocked = None
            project.pass_over(redo)
        if project is not None and project.is_wide(redo):
            from annotator.ui.parts.long_command import run_long

            title = self.tr("Redoing") if redo else self.tr("Undoing")
            change = run_long(
                self._pane.window(),
                self._session,
                title,
                lambda project, progress: project.redo(progress) if redo else project.undo(progress),
            )
            self._show(change if isinstance(change, Change) else None)
        else:
            self._show(self._session.redo() if redo else self._session.undo())

    def _tell_nothing_left(self, redo: bool) -> None:
        self.told.emit(self.tr("There is nothing to redo.") if redo else self.tr("There is nothing to undo."))

    def _show(self, change: Change | None) -> None:
        if change is None:
            return
        session, place = self._session, change.article_id
        elsewhere = place is not None and (session.article is None or session.article.id != place)
        if place is not None and elsewhere and not self._articles.select_article(place):
            self._corpus.show_article(place)
        corrected = self._corrected(change)
        shown = [row.row_id for row in change.rows if row.table == "span" and row.row_id in session.spans]
        shown = shown or [row.row_id for row in change.rows if _is_open_again(row) and row.row_id in session.spans]
        if corrected is not None:
            self._pane.set_caret(corrected)
            self._pane.ensure_visible(corrected, corrected)
        elif shown:
            # Undo lists rows backwards, redo forwards: the first that was done is the one that it was about.
            self._labelling.activate(shown[0] if change.kind == "redo" else shown[-1])
        else:
            self._scroll_to(change)
        if session.article is None:
            self._articles.step(1)
        decided = sum(row.table == "suggestion" for row in change.rows)
        self.told.emit(change_title(change.kind, change.command, decided))

    def _corrected(self, change: Change) -> int | None:
        """Where the text on screen begins to be otherwise than before the change; None where it is the same."""
        shown = self._session.article
        for row in change.rows:
            if (
                row.table == "article"
                and row.before
                and row.after
                and shown is not None
                and row.article_id == shown.id
            ):
                before, after = row.before["text"], row.after["text"]
                alike = min(len(before), len(after))
                first = next((n for n in range(alike) if before[n] != after[n]), alike)
                return None if before == after else first
        return None

    def _scroll_to(self, change: Change) -> None:
        """Scrolls to the span or zone that a change took away or made."""
        for row in change.rows:
            columns = row.after or row.before
            if columns is not None and row.table in ("span", "zone", "suggestion"):
                self._pane.ensure_visible(columns["start"], columns["end"])
                return


def _is_open_again(row: RowChange) -> bool:
    """Whether the row is a suggestion on which one decides once more."""
    return (
        row.table == "suggestion"
        and row.before is not None
        and row.after is not None
        and row.before["decision"] != row.after["decision"] == "open"
    )
