"""What a rule of reported speech finds."""

from __future__ import annotations

from typing import NamedTuple

from annotator.core.models import Segments

INDIRECT, REPORTED = "indirect", "reported"
FREE, MOOD = "free_indirect", "indirect_free_indirect"


class Found(NamedTuple):
    """Words that tell what somebody said, and the rule that says so.

    ``cue`` is where the words stand that announce them, ``lemma`` what these are.
    """

    segments: Segments
    form: str
    rule: str
    cue: Segments = ()
    lemma: str = ""

    @property
    def start(self) -> int:
        return self.segments[0][0]

    @property
    def end(self) -> int:
        return self.segments[-1][1]
