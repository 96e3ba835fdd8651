"""The dates of an import that were not understood, which queries and tables pass over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from annotator.core.models import DayOrder, Draft
from annotator.formats.values import shorten

# As queries compare dates. What formats/dates.py has takes 15 ms to load, and most imports don't need it.
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)
_EXAMPLES = 5


@dataclass(slots=True)
class FileDates:
    """What became of the dates in one file.

    ``unread`` were not understood, of which ``untold`` may have the day or the month first; ``examples`` are the
    first of them, each with its line. ``settled`` were read by the order that others prove, ``orders``.
    """

    unread: int = 0
    untold: int = 0
    settled: int = 0
    examples: list[tuple[int | None, str]] = field(default_factory=list)
    orders: set[DayOrder] = field(default_factory=set)

    def add(self, other: FileDates) -> None:
        """Adds what became of others of the same file."""
        self.unread += other.unread
        self.untold += other.untold
        self.settled += other.settled
        self.examples = (self.examples + other.examples)[:_EXAMPLES]
        self.orders |= other.orders

    @property
    def is_notable(self) -> bool:
        """Whether a person should know."""
        return bool(self.unread) or self.is_doubtful

    @property
    def is_doubtful(self) -> bool:
        """Whether some were read by an order that dates further on contradict."""
        return bool(self.settled) and len(self.orders) > 1

    def __str__(self) -> str:
        parts = []
        if self.unread:
            examples = [
                f'"{shorten(written)}"' + (f" (line {line})" if line else "") for line, written in self.examples
            ]
            more = " …" if self.unread > len(examples) else ""
            parts.append(f"{_counted(self.unread)} not understood: {', '.join(examples)}{more}")
        if self.untold:
            parts.append(f"{self.untold} of them may have the day or the month first")
        if len(self.orders) > 1:
            parts.append("in some dates of the file the day comes first, in others the month")
        if self.is_doubtful:
            was = "was" if self.settled == 1 else "were"
            parts.append(
                f"{_counted(self.settled)} such as 03/04/2025 {was} read in one of these orders, maybe wrongly"
            )
        return "; ".join(parts)

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.unread,
            "day_or_month_first": self.untold,
            "read_in_doubt": self.settled if self.is_doubtful else 0,
            "examples": [{"line": line, "date": written} for line, written in self.examples],
        }


def dates_of(draft: Draft) -> FileDates | None:
    """What became of an article's date; None where there is nothing to tell of it."""
    written, order = draft.article.published, draft.day_order
    is_unread = bool(written) and not _is_date(written or "")
    if not is_unread and order is None:
        return None
    is_untold = order is DayOrder.UNTOLD
    return FileDates(
        unread=int(is_unread),
        untold=int(is_unread and is_untold),
        settled=int(is_untold and not is_unread),
        examples=[(draft.line, written or "")] if is_unread else [],
        orders=set() if order is None or is_untold else {order},
    )


def _is_date(written: str) -> bool:
    if not _ISO.fullmatch(written):
        return False
    day = written[:10]
    try:
        date.fromisoformat(day + "0000-01-01"[len(day) :])
    except ValueError:
        return False
    return True


def _counted(number: int) -> str:
    return "1 date" if number == 1 else f"{number} dates"
