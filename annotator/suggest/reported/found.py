"""What a rule of reported speech finds."""

from __future__ import annotations

from typing import NamedTuple

from annotator.core.models import Segments

INDIRECT, REPORTED = "indirect", "reported"
FREE, MOOD = "free_indirect", "indirect_free_indirect"


class Found(NamedTuple):
    """A stretch that tells what somebody said, in code points, and the rule that says so.

    ``cue`` is where the words stand that announce it, ``lemma`` what they are.
    """

    start: int
    end: int
    form: str
    rule: str
    cue: Segments = ()
    lemma: str = ""
