"""All occurrences of a text, in the article or the corpus: labelled, linked or unlabelled at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.models import Change
from annotator.core.occurrences import Occurrence
from annotator.project import commands
from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.places import bring_to_front
from annotator.ui.session import Session

if TYPE_CHECKING:
    # Not needed before the first key of theirs.
    from annotator.ui.recode.occurrences_dialog import OccurrencesDialog, Source

_AT_ONCE = 50  # places that are written within a moment


class Occurrences(QObject):
    """Opens the dialog for what the person is at, and does what is decided there."""

    told = Signal(str)
    mention_chosen = Signal(int, str)

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._window = window
        self._dialog: OccurrencesDialog | None = None
        self._article_id: int | None = None  # that the dialog is about
        self._came_from: tuple[str | None, int, int] | None = (
            None  # active span, anchor and caret before it showed
        )
        session.project_changed.connect(self._close)
        session.article_changed.connect(self._on_article)

    def label_occurrences(self) -> None:
        """Shows where else in the article the active span, the selection or the word at the caret stands."""
        article = self._session.article
        self._open(article.id if article else None, corpus=False)

    def label_occurrences_corpus(self) -> None:
        """The same over all articles."""
        self._open(None, corpus=True)

    def _open(self, article_id: int | None, *, corpus: bool) -> None:
        from annotator.ui.recode.occurrences_dialog import OccurrencesDialog

        if self._session.project is None or (article_id is None and not corpus):
            return
        source = self._source()
        if source is None:
            self.told.emit(self.tr("Select a span or some text first, or move the caret to a word."))
            return
        self._close()
        self._article_id = article_id
        self._dialog = dialog = OccurrencesDialog(self._session, source, article_id, self._window)
        dialog.hit_shown.connect(self._show)
        dialog.finished.connect(self._finished)
        dialog.show()
        dialog.activateWindow()

    def _source(self) -> Source | None:
        from annotator.ui.recode.occurrences_dialog import Source

        article, project = self._session.article, self._session.project
        if article is None or project is None:
            return None
        span = self._labelling.active
        if span is not None:
            start, end = span.segments[0]
            actor = project.register.actor(span.actor_id)
            return Source(
                article.text[start:end],
                span.label,
                actor.id if actor else None,
                actor.name if actor else "",
                span.attributes,
            )
        chosen = self._pane.selection or self._pane.current_word()
        if chosen is None or not article.text[chosen[0] : chosen[1]].strip():
            return None
        return Source(article.text[chosen[0] : chosen[1]], project.codebook.labels[0].name)

    def _apply(self, command: commands.Command | None) -> None:
        if not isinstance(
            command, commands.LabelOccurrences | commands.LinkOccurrences | commands.UnlabelOccurrences
        ):
            return
        if len(command.places) <= _AT_ONCE:
            change = self._session.run(command)
        else:
            from annotator.ui.parts.long_command import run_long

            result = run_long(
                self._window,
                self._session,
                self.tr("Labelling %Ln occurrences", "", len(command.places)),
                lambda project, progress: project.apply(command, progress),
            )
            change = result if isinstance(result, Change) else None
        if change is None:
            self.told.emit(self.tr("Nothing was changed: it is so already, or the labels are somebody else's."))
        else:
            number = sum(row.table == "span" for row in change.rows)
            one = number == 1
            sentence = {
                "label occurrences": self.tr("1 label made.") if one else self.tr("%Ln labels made.", "", number),
                "link occurrences": self.tr("1 label made or linked.")
                if one
                else self.tr("%Ln labels made or linked.", "", number),
                "unlabel occurrences": self.tr("1 label removed.")
                if one
                else self.tr("%Ln labels removed.", "", number),
            }
            self.told.emit(sentence[change.command])

    def _show(self, hit: Occurrence) -> None:
        """Shows an occurrence in the text, of whichever article."""
        pane, article = self._pane, self._session.article
        if article is None or article.id != hit.line.article_id:
            self.mention_chosen.emit(hit.line.article_id, "")
            article = self._session.article
        elif self._article_id is not None and self._came_from is None:
            self._came_from = pane.active, pane.anchor, pane.caret
        if article is not None and article.id == hit.line.article_id:
            pane.select(hit.line.start, hit.line.end)
            pane.ensure_visible(hit.line.start, hit.line.end)

    def _go_back(self) -> None:
        """To what the person was at before the list led elsewhere in the article."""
        came_from, self._came_from = self._came_from, None
        if came_from is not None:
            active, anchor, caret = came_from
            self._pane.set_active(active) if active else self._pane.select(anchor, caret)

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    def _on_article(self) -> None:
        if self._dialog is None or self._article_id is None:
            return
        if self._is_about_shown():
            # Read anew: its text may have been corrected.
            self._dialog.search()
        else:
            self._close()

    def _is_about_shown(self) -> bool:
        article = self._session.article
        return article is not None and article.id == self._article_id

    def _finished(self) -> None:
        dialog, self._dialog = self._dialog, None
        if self._is_about_shown():
            self._go_back()
        self._article_id = self._came_from = None
        bring_to_front(self._window)
        self._pane.setFocus()
        if dialog is not None:
            dialog.deleteLater()
            self._apply(dialog.command)
