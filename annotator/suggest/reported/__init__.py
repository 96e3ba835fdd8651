"""Indirect and reported speech: what is told of what somebody said, without marks.

:mod:`sentence` shows a sentence as the rules see it, :mod:`german`, :mod:`english` and :mod:`french` hold the
rules, :mod:`found` what they give back, and :mod:`reported` puts it together.
"""

from annotator.suggest.reported.reported import reported

__all__ = ["reported"]
