"""Comments and flags: the keys that write them, show them in the text and go from question to question."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QScrollArea, QWidget

from annotator.core.errors import UserError
from annotator.core.models import Comment
from annotator.project import commands
from annotator.ui.inspector.comments_card import CommentsCard
from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.dialog_parts import short
from annotator.ui.session import Session

_SHOWN = 80  # code points of a question in the status line
_DRAFTS = 5  # that are shown of those that would be lost


class Commenting(QObject):
    """Acts on the active span, or on the article where none is active."""

    told = Signal(str)
    mention_chosen = Signal(int, str)  # article id, span id ("": the article): to be shown

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._window = window
        self._asked_about: int | None = None  # the article whose own question was shown last, no span being active
        self._card: CommentsCard | None = window.findChild(CommentsCard)
        # The text is painted first: with the inspector, that would take half as long again.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(lambda: self._show_card(self._card) if self._card is not None else None)
        if self._card is not None:
            self._card.told.connect(self.told)
        session.comments_changed.connect(self._show_flags)
        session.article_changed.connect(self._show_flags)
        self._show_flags()

    def comment(self) -> None:
        """Puts the caret into the field for a comment on the active span, else on the article."""
        if self._card is not None and self._may_comment():
            self._show_card(self._card)
            self._card.focus_editor()

    def toggle_flag(self) -> None:
        """Flags the active span, else the article; on a flagged one, closes what is open."""
        article, span = self._session.article, self._labelling.active
        if article is not None and self._may_comment():
            self._session.run(commands.ToggleFlag(article.id, span.id if span else None))

    def next_question(self) -> None:
        """Goes to the next open comment: in this article, else in the next one that has any."""
        project, article = self._session.project, self._session.article
        if project is None:
            return
        here = self._targets()
        following = self._following(here)
        if following is not None:
            self._go(here, following)
            return
        try:
            found = project.comments.next_open(article.id if article else 0)
        except UserError as error:
            self.told.emit(str(error))
            return
        if found is None:
            self.told.emit(self.tr("There are no open questions."))
            return
        if article is None or found != article.id:
            self.mention_chosen.emit(found, "")
            here = self._targets()
        if here:
            self._go(here, 0)

    def may_leave(self) -> bool:
        """Whether the project may be left; comments that were typed and not saved are saved, or not, as the
        person says.
        """
        drafts = self._card.drafts() if self._card is not None else []
        if self._card is None or not drafts:
            return True
        one = self.tr("A comment has been typed, but not saved. Save it?")
        more = self.tr("%Ln comments have been typed, but not saved. Save them?", "", len(drafts))
        lines = [short(" ".join(text.split()), _SHOWN) for text in drafts[:_DRAFTS]]
        box = QMessageBox(self._window)
        buttons = box.StandardButton
        box.setIcon(box.Icon.Question)
        box.setWindowTitle(self.tr("Comments"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        # Not as informative text, which takes what looks like HTML for it.
        question = one if len(drafts) == 1 else more
        box.setText("\n".join([question, "", *lines, *["…"] * (len(drafts) > _DRAFTS)]))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        box.deleteLater()
        return answer == buttons.Discard or (answer == buttons.Save and self._card.save_drafts())

    # Which questions there are

    def _targets(self) -> list[str | None]:
        """What has an open comment: None for the article (and spans that were deleted), spans as in the text."""
        asked = {self._target_of(comment) for comment in self._open()}
        spans: list[str | None] = [id_ for id_ in self._pane.ordered_span_ids() if id_ in asked]
        return [None, *spans] if None in asked else spans

    def _open(self) -> list[Comment]:
        found = [comment for comment in self._session.comments.values() if comment.open]
        return sorted(found, key=lambda comment: (comment.created_at, comment.id))

    def _target_of(self, comment: Comment) -> str | None:
        return comment.span_id if comment.span_id in self._session.spans else None

    def _following(self, targets: list[str | None]) -> int | None:
        """The place of the question after the one that is shown; None where the article has no more."""
        article, active = self._session.article, self._labelling.active
        if not targets or article is None:
            return None
        if active is None:
            done = targets[0] is None and self._asked_about == article.id
            place = 1 if done else 0
        elif active.id in targets:
            place = targets.index(active.id) + 1
        else:
            starts = ((n, self._session.spans[t].start) for n, t in enumerate(targets) if t is not None)
            place = next((n for n, start in starts if start >= active.start), len(targets))
        return place if place < len(targets) else None

    def _go(self, targets: list[str | None], place: int) -> None:
        target, article = targets[place], self._session.article
        if article is None:
            return
        self._asked_about = article.id if target is None else None
        if target is None:
            self._pane.set_caret(self._pane.caret)  # no span is active then
        else:
            self._labelling.activate(target)
        self._pane.setFocus()
        self._soon.start()
        first = next(comment for comment in self._open() if self._target_of(comment) == target)
        words = " ".join(first.text.split())
        words = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
        told = self.tr("Question %1 of %2 in this article, by %3")
        told = told.replace("%1", str(place + 1)).replace("%2", str(len(targets))).replace("%3", first.annotator)
        self.told.emit(told + (f": {words}" if words else "."))

    # Showing

    def _may_comment(self) -> bool:
        if self._session.article is None:
            why_not = self.tr("There is no article to comment on.")
        else:
            why_not = self._card.why_not(self._labelling.active) if self._card is not None else ""
        if why_not:
            self.told.emit(why_not)
        return not why_not

    def _show_card(self, card: CommentsCard) -> None:
        card.show_for(self._session.article, self._labelling.active)
        parent = card.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(card)

    def _show_flags(self) -> None:
        self._pane.set_flagged({comment.span_id for comment in self._open() if comment.span_id is not None})
