"""Which texts queries take for dates."""

from __future__ import annotations

_YEAR, _TWO = "[0-9][0-9][0-9][0-9]", "[0-9][0-9]"
_ISO = tuple(f"{_YEAR}{rest}" for rest in ("", f"-{_TWO}", f"-{_TWO}-{_TWO}", f"-{_TWO}-{_TWO}[T ]*"))


def is_date(column: str) -> str:
    """The condition that a column has a year, month or day in ISO 8601, perhaps with a time, that there is."""
    has_form = " or ".join(f"{column} glob '{form}'" for form in _ISO)
    day = f"substr({column} || substr('0000-01-01', length({column}) + 1), 1, 10)"
    # SQLite knows a year 0, and 30 February until it has to reckon with it.
    return f"(({has_form}) and {column} >= '0001' and date({day}, '+0 days') = {day})"
