"""Proposes quotations."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.quotes.direct import direct
from annotator.suggest.reading import Reading
from annotator.suggest.reported import reported


class Quotes:
    """Direct quotations, by their marks or dashes, and reported ones, by what stands around them."""

    name = "quotes"
    version = "9"
    kind = "rule"
    needs: tuple[str, ...] = ()

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        found = direct(reading)
        return Suggestions([*found, *reported(reading, found)])
