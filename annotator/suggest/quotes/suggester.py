"""Proposes quotations."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.quotes.direct import direct
from annotator.suggest.reading import Reading
from annotator.suggest.reported import reported

_MARKED = 0.6  # of a short quotation that only its sentence tells


class Quotes:
    """Direct quotations, by their marks or dashes, and reported ones, by what stands around them."""

    name = "quotes"
    version = "13"
    kind = "rule"
    needs: tuple[str, ...] = ()

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        found = direct(reading)
        told = reported(reading, found)
        marked = {(pair,) for pair in reading.quotations} if told else set()
        for one in told:
            if one.segments in marked:
                # „Gut so“, meinte er: the marks alone did not tell, but the sentence does.
                one.attributes["form"] = "direct"
                one.score = min(one.score, _MARKED)
        return Suggestions([*found, *told])
