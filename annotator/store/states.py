"""How far an article is, as the list shows it: one's own state, else (everyone) the furthest of the others'."""

from __future__ import annotations

RANK = "case state when 'done' then 0 when 'started' then 1 when 'skipped' then 2 else 3 end"
"""An order of the column ``state``: the furthest first."""


def state_query(article: str, everyone: bool, column: str = "state") -> str:
    """A subquery for the state of the article whose id is in a column of the query around it.

    With the ``column`` reason it is for why that was skipped. It takes ``:annotator``, and is null where nobody
    has begun.
    """
    layer = f"order by t.annotator <> :annotator, {RANK}" if everyone else "and t.annotator = :annotator"
    return f"select {column} from article_state t where t.article_id = {article} and t.deleted = 0 {layer} limit 1"


def is_open(article: str, everyone: bool) -> str:
    """A condition for that state to be neither done nor skipped, so that suggestions are shown; as above."""
    return f"coalesce(({state_query(article, everyone)}), 'new') not in ('done', 'skipped')"
