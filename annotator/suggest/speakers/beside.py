"""What a search for a speaker gives in languages whose sentences are searched sign by sign."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.core.clusters import Range
from annotator.core.patterns import late

_BRACKETED = late(
    r"「[^「」\n]*」|『[^『』\n]*』|“[^“”\n]*”|《[^《》\n]*》|（[^（）\n]*）|\([^()\n]*\)|\"[^\"\n]*\"|‘[^‘’\n]*’"
)
_ENDS = "。！？!?，,"
HIDDEN = "\ufffc"  # stands for each sign within brackets


class Found(NamedTuple):
    """Where the speaker stands and the cue, which may be missing; in code points."""

    speaker: Range
    cue: Range | None


def hidden(text: str) -> str:
    """The text with each sign of what stands in brackets and quotation marks hidden, its length kept.

    In the place of the last mark stands the stop or comma before it, as the sentence ends or goes on there.
    """
    return _BRACKETED.sub(_hide, text)


def _hide(match: re.Match[str]) -> str:
    last = match[0][-2]
    return HIDDEN * (len(match[0]) - 1) + (last if last in _ENDS else HIDDEN)


def moved(span: Range, by: int) -> Range:
    return span[0] + by, span[1] + by
