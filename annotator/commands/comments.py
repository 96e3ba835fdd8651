"""Comments and flags on spans and articles.

A comment without text is a bare flag, which is always open: closed, it would say nothing, so closing deletes it.
A comment stays when its span is deleted: it still asks or tells something.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from annotator.commands.base import require_article
from annotator.commands.spans import require_span
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.core.models import Comment
from annotator.core.offsets import clean_text
from annotator.store.comments import comment_from_row, comment_row, open_on
from annotator.store.history import Recorder


@dataclass(frozen=True, slots=True)
class AddComment:
    """Says something about a span or (``span_id`` None) the article; an open one asks the team.

    An open comment may be without text: a bare flag.
    """

    name: ClassVar[str] = "add comment"
    article_id: int
    span_id: str | None
    text: str = ""
    open: bool = False
    id: str = field(default_factory=new_id)

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        require_article(recorder, self.article_id)
        if self.span_id is not None:
            require_span(recorder, self.article_id, self.span_id)
        text = _checked(self.text, self.open)
        me, at = recorder.annotator, recorder.at
        comment = Comment(self.id, self.article_id, self.span_id, me, text, self.open, at, at)
        recorder.insert("comment", comment_row(comment))


@dataclass(frozen=True, slots=True)
class EditComment:
    """Gives one's own comment another text; an open one without text stays as a bare flag."""

    name: ClassVar[str] = "edit comment"
    article_id: int
    comment_id: str
    text: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        comment = _require_own(recorder, self.article_id, self.comment_id)
        text = _checked(self.text, comment.open)
        if text != comment.text:
            recorder.update("comment", self.article_id, self.comment_id, text=text, updated_at=recorder.at)


@dataclass(frozen=True, slots=True)
class SetCommentOpen:
    """Closes a comment or opens it again, whoever wrote it. A bare flag that is closed is deleted."""

    name: ClassVar[str] = "set comment open"
    article_id: int
    comment_id: str
    open: bool

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        _set_open(recorder, _require(recorder, self.article_id, self.comment_id), self.open)


@dataclass(frozen=True, slots=True)
class DeleteComment:
    """Deletes one's own comment."""

    name: ClassVar[str] = "delete comment"
    article_id: int
    comment_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        _require_own(recorder, self.article_id, self.comment_id)
        recorder.delete("comment", self.article_id, self.comment_id)


@dataclass(frozen=True, slots=True)
class ToggleFlag:
    """Flags a span or (``span_id`` None) the article; where there are open comments on it, closes them all."""

    name: ClassVar[str] = "toggle flag"
    article_id: int
    span_id: str | None
    id: str = field(default_factory=new_id)

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        found = open_on(recorder.conn, self.article_id, self.span_id)
        if not found:
            AddComment(self.article_id, self.span_id, open=True, id=self.id).run(recorder, codebook)
            return
        require_article(recorder, self.article_id)
        for comment in found:
            _set_open(recorder, comment, False)


def _set_open(recorder: Recorder, comment: Comment, is_open: bool) -> None:
    if comment.open == is_open:
        return
    if is_open or comment.text:
        at = recorder.at
        recorder.update("comment", comment.article_id, comment.id, open=int(is_open), updated_at=at)
    else:
        recorder.delete("comment", comment.article_id, comment.id)


def _require(recorder: Recorder, article_id: int, comment_id: str) -> Comment:
    require_article(recorder, article_id)
    row = recorder.read("comment", article_id, comment_id)
    if row is None:
        raise UserError("This comment is not there any more.")
    return comment_from_row(row)


def _require_own(recorder: Recorder, article_id: int, comment_id: str) -> Comment:
    comment = _require(recorder, article_id, comment_id)
    if comment.annotator != recorder.annotator:
        raise UserError(f"This comment is {comment.annotator}'s; you can answer or close it.")
    return comment


def _checked(text: str, is_open: bool) -> str:
    text = clean_text(text).strip()
    if not text and not is_open:
        raise UserError("A comment needs some text.")
    return text
