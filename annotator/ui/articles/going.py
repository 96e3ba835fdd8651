"""Which article of the list comes next for somebody who works through it."""

from __future__ import annotations

from array import array
from itertools import chain

from annotator.core.models import State
from annotator.ui.articles.model import PAGE, ArticleSource

_OPEN = (State.NEW, State.STARTED)


def next_open(source: ArticleSource, ids: array[int], start: int, current: int | None) -> int | None:
    """The first article from row ``start`` on, other than the current one, that is new or started.

    After the last row comes the first; None if every other article is done or skipped.
    """
    # Nearly always one of the next few, so the sets of a large project are seldom needed.
    found = coming(source, ids, start, current)
    if found is not None:
        return found
    wanted = {i for state in _OPEN for i in source.article_ids(state)} - {current}
    rows = chain(range(start, len(ids)), range(min(start, len(ids))))
    return next((ids[r] for r in rows if ids[r] in wanted), None)


def coming(source: ArticleSource, ids: array[int], start: int, current: int | None) -> int | None:
    """The first such article of the few that follow row ``start``; None if there is none among them."""
    for summary in source.summaries(ids[start : start + PAGE]):
        if summary.state in _OPEN and summary.id != current:
            return summary.id
    return None
