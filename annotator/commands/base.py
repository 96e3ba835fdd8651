"""What all commands have in common."""

from __future__ import annotations

from typing import ClassVar, Protocol

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Relation, Row, Segments, State
from annotator.store import articles
from annotator.store.history import Recorder


class Command(Protocol):
    """One thing a person does; undone and redone as a whole."""

    name: ClassVar[str]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        """Writes the rows. Raises UserError, upon which nothing at all is written."""


def require_article(recorder: Recorder, article_id: int) -> Row:
    """All columns of the article, or a UserError."""
    row = recorder.read("article", article_id, "")
    if row is None:
        raise UserError("This article is not in the project any more.")
    return row


def require_inside(text_length: int, segments: Segments) -> None:
    """Refuses segments that lie outside a text of this many code points."""
    if segments[-1][1] > text_length:
        raise UserError(f"The text has {text_length} characters only.")


def text_length(recorder: Recorder, article_id: int) -> int:
    """Code points of the article's text."""
    length = articles.text_length(recorder.conn, article_id)
    if length is None:
        raise UserError("This article is not in the project any more.")
    return length


def mark_started(recorder: Recorder, article_id: int) -> None:
    """Who labels something in a new article has started it."""
    if recorder.read("article_state", article_id, recorder.annotator) is None:
        set_state(recorder, article_id, State.STARTED, None)


def set_state(recorder: Recorder, article_id: int, state: State, reason: str | None) -> None:
    """Sets the recorder's annotator's state of the article."""
    values = {"state": state.value, "reason": reason}
    row = recorder.read("article_state", article_id, recorder.annotator)
    if row is None:
        key = {"article_id": article_id, "annotator": recorder.annotator}
        recorder.insert("article_state", {**key, **values, "updated_at": recorder.at, "deleted": 0})
    elif {name: row[name] for name in values} != values:
        recorder.update("article_state", article_id, recorder.annotator, **values, updated_at=recorder.at)


def allows(codebook: Codebook, relation: str, head: str, child: str) -> bool:
    """Whether the relation may go from a span with the label ``head`` to one with the label ``child``."""
    kind = codebook.relation(relation, head)
    return kind is not None and head in kind.head and child in kind.child


def has_room(codebook: Codebook, label: str, wanted: Relation, there: list[Relation]) -> bool:
    """Whether a relation can join those of a span: no copy, and no second one where there may be one only."""
    same = [r for r in there if (r.label, r.head) == (wanted.label, wanted.head)]
    kind = codebook.relation(wanted.label, label)
    single = kind is not None and not kind.many and label in kind.head
    return not same or not (single or any(r.child == wanted.child for r in same))
