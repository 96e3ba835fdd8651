"""Which article of a list comes next."""

from __future__ import annotations

from array import array
from itertools import chain

from annotator.core.models import State
from annotator.ui.articles.filtering import QueriedSource
from annotator.ui.articles.model import PAGE

_OPEN = (State.NEW, State.STARTED)


def coming(source: QueriedSource, ids: array[int], start: int, current: int | None) -> int | None:
    """The first of the next few articles from row ``start`` that is new or started; None if none of them is."""
    for summary in source.summaries(ids[start : start + PAGE]):
        if summary.state in _OPEN and summary.id != current:
            return summary.id
    return None


def next_open(source: QueriedSource, ids: array[int], start: int, current: int | None) -> int | None:
    """The next article from row ``start`` that is new or started, not the current one; after the last comes the
    first."""
    # Nearly always one of the next few, so the sets of a large project are seldom needed.
    found = coming(source, ids, start, current)
    if found is not None:
        return found
    wanted = {i for state in _OPEN for i in source.article_ids(state)} - {current}
    rows = chain(range(start, len(ids)), range(min(start, len(ids))))
    return next((ids[row] for row in rows if ids[row] in wanted), None)
