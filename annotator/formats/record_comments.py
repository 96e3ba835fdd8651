"""The comments of a record on their way in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.core.models import Comment, Origin
from annotator.formats.values import identifier, kind_of, quote, string


def comment(
    entry: Mapping[str, Any], comment_id: str, annotator: str, now: str, spans: Mapping[str, Origin]
) -> Comment:
    """The comment that an entry describes; ``spans`` are the record's spans by id.

    One that names nobody is the ``annotator``'s, one without a time is of ``now``. Raises ValueError with a
    plain sentence.
    """
    is_open = entry.get("open")
    if is_open is not None and not isinstance(is_open, bool):
        raise ValueError(f"open is {kind_of(is_open)}, not true or false")
    text = (string(entry, "text") or "").strip()
    if not is_open and not text:
        raise ValueError("it has no text, which an open comment alone may lack")
    span = identifier(entry, "span")
    if span is not None:
        origin = spans.get(span)
        if origin is None:
            raise ValueError(f"span {quote(span)} is no span of this record")
        if origin.decision == "open":
            raise ValueError(f"span {quote(span)} is a suggestion, which nobody can comment on yet")
    created = string(entry, "created_at") or now
    return Comment(
        comment_id,
        0,
        span,
        string(entry, "annotator") or annotator,
        text,
        bool(is_open),
        created,
        string(entry, "updated_at") or created,
    )
