"""The inspector's card of comments: what was said about the active span or the article, and a field for more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.core.models import Article, Comment, Span
from annotator.project import commands
from annotator.ui.actions.acting import ActingKeys
from annotator.ui.actions.key_text import with_keys
from annotator.ui.inspector.comment_field import CommentField
from annotator.ui.inspector.comment_row import CommentRow
from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.tab_order import put_last
from annotator.ui.parts.theme import Appearance, scale_of
from annotator.ui.parts.widgets import Card, KeyCap
from annotator.ui.session import Session

_LATEST = 8  # comments that are shown until one asks for all: more would hold up who steps from span to span
_PLACE = 32  # code points of a span that a comment's row shows

# What is commented on: an article's id and a span's id or None.
Target = tuple[int, str | None]
# Where something is typed: for a new comment on the target, or for the one with this id.
Place = tuple[Target, str | None]
Draft = tuple[str, bool]  # what was typed, and whether the team is to be asked


class CommentsCard(Card):
    """Shows comments in the order in which they were written.

    Those on the article come with those on its spans, each with a chip that leads there. What has been typed but
    not saved is kept for the span, article or comment that it was typed for.
    """

    left = Signal()  # the person has finished here: saved, or Escape
    told = Signal(str)
    span_chosen = Signal(str)

    def __init__(self, session: Session, appearance: Appearance, keys: ActingKeys) -> None:
        super().__init__()
        self.set_heading(self.tr("COMMENTS"))
        self._session = session
        self._appearance = appearance
        self._target: Target | None = None
        self._editing: Comment | None = None  # that the field changes, as it was before
        self._all = False  # else the latest comments alone are shown
        self._drafts: dict[Place, Draft] = {}
        self._rows: list[CommentRow] = []
        self._earlier = QPushButton()
        set_role(self._earlier, "quiet")
        self._earlier.clicked.connect(self._show_all)
        self.body.addWidget(self._earlier)
        self._thread = QWidget()
        self._list = QVBoxLayout(self._thread)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(round(10 * scale_of(self)))
        self.body.addWidget(self._thread)
        self._why_not = QLabel()
        self._why_not.setWordWrap(True)
        set_role(self._why_not, "small")
        self.body.addWidget(self._why_not)
        self.body.addWidget(self._make_editor(keys))
        session.comments_changed.connect(self._show_again)
        session.project_changed.connect(self._forget)

    def _make_editor(self, keys: ActingKeys) -> QWidget:
        self._editor = QWidget()
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(4 * scale_of(self)))
        self._field = CommentField()
        self._field.saved.connect(self._save)
        self._field.left.connect(self._leave)
        self._field.textChanged.connect(self._show_saving)
        line = QHBoxLayout()
        line.addWidget(self._field, 1)
        line.addWidget(keys.show_on(KeyCap(""), "label.comment"))
        self._ask = QCheckBox(self.tr("Ask the team"))
        self._ask.setAccessibleName(self._ask.text())
        asking = self.tr("It stays open, and flagged, until somebody closes it; Ctrl+Enter asks, too")
        self._ask.setToolTip(with_keys(asking))
        self._send = QPushButton()
        self._send.setAutoDefault(False)
        self._send.clicked.connect(lambda: self._save(asks=False))
        self._flag = QPushButton()
        set_role(self._flag, "quiet")
        self._flag.clicked.connect(self._toggle_flag)
        flag = QWidget()
        with_key = QHBoxLayout(flag)
        with_key.setContentsMargins(0, 0, 0, 0)
        with_key.addWidget(self._flag)
        with_key.addWidget(keys.show_on(KeyCap(""), "label.flag"))
        foot = QWidget()
        flow = FlowLayout(foot, spacing=round(8 * scale_of(self)))
        flow.addWidget(self._send)
        flow.addWidget(self._ask)
        flow.addWidget(flag)
        column.addLayout(line)
        column.addWidget(foot)
        return self._editor

    # Showing

    def show_for(self, article: Article | None, span: Span | None) -> None:
        """Shows what was said about the span, or (None) about the article and its spans."""
        target = None if article is None else (article.id, span.id if span else None)
        if target != self._target:
            self._keep_draft()
            changed = next((comment for place, comment in self._drafts if place == target and comment), "")
            self._target, self._editing, self._all = target, self._session.comments.get(changed), False
            self._show_draft()
        self.setVisible(target is not None)
        why_not = self.why_not(span)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        self._editor.setVisible(not why_not)
        self._show_again()

    def why_not(self, span: Span | None) -> str:
        """Why nobody can comment on the span, or (None) on the article; "" if one can."""
        if self._session.project is not None and self._session.project.read_only:
            return self.tr("This project is read-only: nobody can comment in it.")
        if span is not None and span.is_open:
            return self.tr("This is a suggestion: accept it (Enter) to comment on it.")
        return ""

    def _show_again(self) -> None:
        found = self._comments()
        latest = found if self._all else found[-_LATEST:]
        for comment, row in zip(latest, self._rows_for(len(latest)), strict=True):
            name, lead = self._place_of(comment)
            row.show_comment(comment, self._may_change(comment), name, lead, self._appearance.theme)
        self._thread.setVisible(bool(latest))
        if self._editing is not None and self._editing.id not in {comment.id for comment in found}:
            self._stop_editing()
        hidden = len(found) - len(latest)
        self._earlier.setVisible(hidden > 0)
        self._earlier.setText(self.tr("Show %n earlier", "", hidden))
        self._earlier.setAccessibleName(self._earlier.text())
        open_ = sum(comment.open for comment in found)
        self.set_aside(self.tr("%n open", "", open_) if open_ else "")
        self._show_editor()

    def _show_all(self) -> None:
        self._all = True
        self._show_again()
        self._rows[0].take_focus()

    def _rows_for(self, number: int) -> list[CommentRow]:
        """So many rows; others are kept out of sight, as making one takes a millisecond.

        Where it were another number, the thread is hidden until they are filled.
        """
        shown = sum(not row.isHidden() for row in self._rows)
        if shown == number:
            return self._rows[:number]
        focus = QApplication.focusWidget()
        if focus is None or not self._thread.isAncestorOf(focus):
            # Else Qt lays all rows out anew for each part of one that comes or goes: 9 s for 200.
            self._thread.hide()
        made = number - len(self._rows)
        for _ in range(made):
            row = CommentRow()
            row.toggled.connect(self._toggle)
            row.edited.connect(self._edit)
            row.deleted.connect(self._delete)
            row.span_chosen.connect(self.span_chosen)
            self._rows.append(row)
            self._list.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < number)
        if made > 0:
            put_last((self,), again=True)
        return self._rows[:number]

    def _comments(self) -> list[Comment]:
        """Those of the target, the oldest first."""
        if self._target is None:
            return []
        span_id = self._target[1]
        found = [c for c in self._session.comments.values() if span_id is None or c.span_id == span_id]
        return sorted(found, key=lambda comment: (comment.created_at, comment.id))

    def _may_change(self, comment: Comment) -> bool:
        project = self._session.project
        return project is not None and not project.read_only and comment.annotator == project.annotator

    def _place_of(self, comment: Comment) -> tuple[str, bool]:
        """What to say of the place of a comment in the article's list, and whether one can go there."""
        if comment.span_id is None or self._target is None or self._target[1] is not None:
            return "", False
        span, article = self._session.spans.get(comment.span_id), self._session.article
        if span is None or article is None:
            shown = self._session.project is not None and self._session.project.everyone
            return self.tr("on a deleted span") if shown else self.tr("on a span that is not shown"), False
        words = " ".join(article.text[span.start : min(span.end, span.start + _PLACE + 1)].split())
        return (words if len(words) <= _PLACE else f"{words[:_PLACE].rstrip()}…"), True

    def _show_editor(self) -> None:
        about_span = self._target is not None and self._target[1] is not None
        prompt = self.tr("Comment on this span") if about_span else self.tr("Comment on this article")
        self._field.setPlaceholderText(prompt)
        self._field.setAccessibleName(self.tr("Edit the comment") if self._editing else prompt)
        self._ask.setVisible(self._editing is None)
        self._send.setText(self.tr("Save") if self._editing else self.tr("Comment"))
        self._send.setAccessibleName(self._send.text())
        self._show_saving()
        flagged = bool(self._open_here())
        self._flag.setText(self.tr("Clear the flag") if flagged else self.tr("Flag"))
        self._flag.setAccessibleName(self._flag.text())

    def _show_saving(self) -> None:
        self._send.setEnabled(bool(self._field.toPlainText().strip()))

    def _open_here(self) -> list[Comment]:
        """What is open on the very target: for the article, not what is on its spans."""
        span_id = self._target[1] if self._target else None
        return [c for c in self._session.comments.values() if c.open and c.span_id == span_id]

    # Writing

    def focus_editor(self) -> None:
        """Puts the caret into the field."""
        self._field.setFocus()
        self._field.moveCursor(self._field.textCursor().MoveOperation.End)

    def _toggle_flag(self) -> None:
        if self._target is not None:
            self._session.run(commands.ToggleFlag(*self._target))

    def drafts(self) -> list[str]:
        """What has been typed and not been saved, wherever that was."""
        self._keep_draft()
        return [text for text, _asks in self._drafts.values()]

    def save_drafts(self) -> bool:
        """Saves all that; False, with a sentence shown, where something can't be, which stays as it is then."""
        for place, draft in list(self._drafts.items()):
            if self._session.run(_command(place, *draft)) is None:
                break
            del self._drafts[place]
        if self._place() not in self._drafts:
            self._editing = None
        self._show_draft()
        return not self._drafts

    def _save(self, asks: bool) -> None:
        place, text = self._place(), self._field.toPlainText()
        if place is None:
            return
        command = _command(place, text, asks or self._ask.isChecked())
        if isinstance(command, commands.EditComment):
            if self._was_saved(command):
                self._stop_editing()
                self.left.emit()
        elif not text.strip():
            self.left.emit()
        elif self._session.run(command) is not None:
            self._drafts.pop(place, None)
            self._show_draft()
            self.left.emit()

    def _was_saved(self, command: commands.EditComment) -> bool:
        """Whether the comment's text is now what was typed; what was refused stays in the field."""
        self._session.run(command)
        comment = self._session.comments.get(command.comment_id)
        return comment is not None and comment.text == command.text.strip()

    def _leave(self) -> None:
        if self._editing is not None:
            self._stop_editing()
        self._keep_draft()
        self.left.emit()

    def _place(self) -> Place | None:
        return None if self._target is None else (self._target, self._editing.id if self._editing else None)

    def _keep_draft(self) -> None:
        place, text = self._place(), self._field.toPlainText()
        if place is None:
            return
        if text.strip() not in ("", self._editing.text if self._editing else ""):
            self._drafts[place] = text, self._ask.isChecked()
        else:
            self._drafts.pop(place, None)

    def _show_draft(self) -> None:
        """Shows what is kept for this place; else the comment that is to be changed, or nothing."""
        place = self._place()
        saved = self._editing.text if self._editing else ""
        text, asks = self._drafts.get(place, (saved, False)) if place else ("", False)
        self._field.setPlainText(text)
        self._ask.setChecked(asks)
        self._show_editor()

    def _forget(self) -> None:
        self._target = self._editing = None
        self._drafts = {}
        self._show_draft()

    # What the rows' buttons do

    def _edit(self, comment_id: str) -> None:
        self._keep_draft()
        self._editing = self._session.comments[comment_id]
        self._show_draft()
        self.focus_editor()

    def _stop_editing(self) -> None:
        if (place := self._place()) is not None:
            self._drafts.pop(place, None)
        self._editing = None
        self._show_draft()

    def _toggle(self, comment_id: str) -> None:
        comment = self._session.comments.get(comment_id)
        if comment is not None:
            self._session.run(commands.SetCommentOpen(comment.article_id, comment_id, not comment.open))
        if comment_id not in self._session.comments:
            self.left.emit()  # the keyboard is not to stay on what belongs to another comment now

    def _delete(self, comment_id: str) -> None:
        comment = self._session.comments.get(comment_id)
        if comment is not None and self._session.run(commands.DeleteComment(comment.article_id, comment_id)):
            self.left.emit()
            self.told.emit(with_keys(self.tr("Comment deleted; Ctrl+Z brings it back.")))


def _command(place: Place, text: str, asks: bool) -> commands.AddComment | commands.EditComment:
    """What saves a text that was typed there."""
    (article_id, span_id), changed = place
    if changed is not None:
        return commands.EditComment(article_id, changed, text)
    return commands.AddComment(article_id, span_id, text, asks)
