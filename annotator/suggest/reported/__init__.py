"""Indirect, free and reported speech: what is told of somebody's words without quotation marks.

:mod:`sentence` shows a sentence as the rules see it, :mod:`vocabulary` the words of a language that count.
:mod:`german`, :mod:`english` and :mod:`french` hold the rules,
:mod:`others` those for languages that have a lexicon alone, :mod:`unspaced` those for Chinese, Japanese and
Korean, :mod:`found` what they find, :mod:`scores` how sure they are, and :mod:`proposals` runs them over an
article.
"""

from annotator.suggest.reported.proposals import reported

__all__ = ["reported"]
