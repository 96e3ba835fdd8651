"""Suggests dates, written in numbers, for the label DATE of a codebook of one's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.reading import Reading

LABEL = "DATE"
_DATE = re.compile(
    r"(?<![\d.-])(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}))(?![\d-])"
)


class Dates:
    """Finds 2025-03-13 and 13.3.2025, if there is such a day."""

    name = "dates"
    version = "1"  # another one wherever the same article may get other suggestions
    kind = "rule"
    needs: tuple[str, ...] = ()

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        found = Suggestions()
        if context.codebook.label(LABEL) is None:
            return found
        for match in _DATE.finditer(reading.text):
            day = _day(match)
            if day is not None:
                reason = f"is the {day:%A} {day.isoformat()}"
                found.proposals.append(Proposal(LABEL, (match.span(),), 0.9, reason, {"iso": day.isoformat()}))
        return found


def _day(match: re.Match[str]) -> date | None:
    year, month, day = (
        int(match[one] or match[other]) for one, other in (("y", "year"), ("m", "month"), ("d", "day"))
    )
    try:
        return date(year, month, day)
    except ValueError:
        return None
