"""Comments and flags on spans and articles."""

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
from annotator.store.comments import comment_row
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
        text = clean_text(self.text).strip()
        if not text and not self.open:
            raise UserError("A comment needs some text.")
        me, at = recorder.annotator, recorder.at
        comment = Comment(self.id, self.article_id, self.span_id, me, text, self.open, at, at)
        recorder.insert("comment", comment_row(comment))
