"""Dates as newspapers write them, as ISO 8601."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from annotator.formats.dates import MONTHS

_NAME = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-]) ?(\d{1,2})\2 ?((?:19|20)?\d\d)(?![\d/-]|\.\d)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|er|st|nd|rd|th|[º°])? ?(?:de |of )?({_NAME})\.?,? (?:de )?((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"\b({_NAME})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)(?!\d)", re.IGNORECASE)


def find_date(text: str, lang: str | None = None) -> str | None:
    """The first date in the text as ``YYYY-MM-DD``; None where there is none, or only one that may be two.

    ``03/04/2025`` is the third of April in German and French; in English it is either, and so no date at all.
    """
    found: list[tuple[int, str]] = []
    patterns: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
        (_ISO, lambda m: _iso(m[1], m[2], m[3])),
        (_DAY_FIRST, lambda m: _iso(m[3], MONTHS[m[2].lower()], m[1])),
        (_MONTH_FIRST, lambda m: _iso(m[3], MONTHS[m[1].lower()], m[2])),
        (_NUMBERS, lambda m: _numbers(m, lang)),
    )
    for pattern, make in patterns:
        match = pattern.search(text)
        date = make(match) if match else None
        if match and date:
            found.append((match.start(), date))
    return min(found)[1] if found else None


def _numbers(match: re.Match[str], lang: str | None) -> str | None:
    first, mark, second, year = match.groups()
    if len(year) == 2:
        if mark != ".":
            return None
        year = "20" + year
    day, month = int(first), int(second)
    if mark == "." or lang in ("de", "fr") or day > 12 or day == month:
        return _iso(year, month, day)
    return _iso(year, day, month) if month > 12 else None


def _iso(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
