"""Mending a typo in an article."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.errors import UserError
from annotator.core.models import Article, Change, Span
from annotator.core.text_edit import TextEdit
from annotator.project import commands
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session

_AT_ONCE = 100  # labels that are moved within a moment


class Correcting(QObject):
    """Opens the dialog that edits the text, and stays at the same place of it afterwards."""

    told = Signal(str)

    def __init__(self, session: Session, pane: TextPane, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._window = window

    def correct_text(self) -> None:
        """Lets the paragraph at the caret be edited, or the whole text."""
        article, project = self._session.article, self._session.project
        if article is None or project is None:
            return
        if project.read_only:
            self.told.emit(self.tr("This project is read-only: its texts can't be corrected."))
            return
        from annotator.ui.correction_dialog import CorrectionDialog

        pane = self._pane
        dialog = CorrectionDialog(
            article.text,
            [span for span in self._session.spans.values() if not span.is_open],
            self._hidden(article),
            project.codebook,
            pane.selection or (pane.caret, pane.caret),
            pane.document().defaultFont(),
            lambda text: self._save(article, text),
            self._window,
        )
        dialog.exec()
        dialog.deleteLater()
        pane.setFocus()

    def _hidden(self, article: Article) -> list[Span]:
        """The spans of others that are not shown: the correction takes them along, too."""
        project, shown = self._session.project, self._session.spans
        if project is None or project.everyone:
            return []
        return [span for span in project.all_spans(article.id) if span.id not in shown]

    def _save(self, article: Article, text: str) -> str | None:
        """Writes the text and stays at the place; a sentence if that can't be done."""
        command = commands.CorrectText(article.id, text, article.text)
        edit = TextEdit(article.text, text)
        active, caret = self._pane.active, self._pane.caret
        anchor, height = self._anchor()
        change = self._apply(command, len(self._session.spans) + len(self._hidden(article)))
        if not isinstance(change, Change):
            return change
        shown = self._session.article
        if shown is not None and shown.id == article.id:
            self._pane.set_caret(edit.place(caret))
            if active is not None and active in self._session.spans:
                self._pane.set_active(active)
            line = self._pane.places.line_at(edit.place(anchor))
            self._pane.verticalScrollBar().setValue(round(line.top - height))
        self._tell(change)
        return None

    def _anchor(self) -> tuple[int, float]:
        """A place on screen (that of the caret if it is there), and how far its line is below the upper edge."""
        pane = self._pane
        first, last = pane.visible_range()
        place = pane.caret if first <= pane.caret <= last else first
        return place, pane.places.line_at(place).top - pane.verticalScrollBar().value()

    def _apply(self, command: commands.CorrectText, labels: int) -> Change | str | None:
        project = self._session.project
        if project is None:
            return self.tr("The project is not open any more.")
        if labels <= _AT_ONCE:
            try:
                change = project.apply(command)
            except UserError as error:
                return str(error)
            if change is not None:
                self._session.take(change)
            return change
        from annotator.ui.parts.long_command import run_long

        failures: list[str] = []
        keep = failures.append
        self._session.failed.connect(keep)
        result = run_long(
            self._window,
            self._session,
            self.tr("Moving the labels"),
            lambda own, progress: own.apply(command, progress),
        )
        self._session.failed.disconnect(keep)
        return result if isinstance(result, Change) else failures[-1] if failures else None

    def _tell(self, change: Change) -> None:
        comments = [row.after for row in change.rows if row.table == "comment" and row.after is not None]
        touched = sum(row["span_id"] is not None for row in comments)
        gone = len(comments) - touched
        parts = [self.tr("The text is corrected.")]
        if touched:
            one = self.tr("1 span was touched: listed under flag:open.")
            parts = [
                one if touched == 1 else self.tr("%Ln spans were touched: listed under flag:open.", "", touched)
            ]
        if gone:
            parts.append(self.tr("1 span is gone.") if gone == 1 else self.tr("%Ln spans are gone.", "", gone))
        self.told.emit(" ".join(parts))
