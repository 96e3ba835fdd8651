"""Tables of labels that exports make: their rows have words of articles, and are none."""

from __future__ import annotations

from collections.abc import Collection

_COLUMNS = (
    frozenset(("article_id", "span_id", "segments")),
    frozenset(("article_id", "statement_id", "segments")),
    frozenset(("article", "quote", "cues", "mentions")),
    frozenset(("article", "span", "segments", "offset")),
    frozenset(("article", "head", "child", "marked")),
)
_REASON = (
    "these are labels that an export made a table of, without the texts of their articles: "
    "import its records (.jsonl) instead"
)


def refuse_label_rows(names: Collection[str]) -> None:
    """Raises ValueError with a sentence where columns, or keys, are those of such a table."""
    for columns in _COLUMNS:
        if columns.issubset(names):
            raise ValueError(_REASON)
