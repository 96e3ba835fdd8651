"""What speaks for a stretch between quotation marks being a quotation, and what against: a sum of weights.

The weights are set by hand, in halves, on the scale of log odds; the sum is turned into a score between 0 and 1
by the logistic function. A sum of 0 is even chances.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from annotator.core.typography import is_function_word
from annotator.suggest.quotes.marks import PAIR, PARAGRAPHS, UNCLOSED, UNOPENED
from annotator.suggest.quotes.view import View
from annotator.suggest.quotes.words import ARTICLES, CALLS, KINDS, NAMED, SO, VOICE

WEIGHTS = {
    "base": -1.0,
    # How much is quoted: names and scare quotes are short.
    "one word": -1.0,
    "two words": -0.5,
    "some words": 0.5,
    "many words": 1.5,
    "very many words": 2.5,
    # What it looks like inside.
    "small": 1.0,  # begins with a small letter, more than one word: a part of somebody's sentence
    "like a name": -1.5,
    "function words": 0.5,
    "sentence ends inside": 1.0,
    "voice": 1.0,  # I, we, you
    "brackets": 1.0,  # what an editor put in or left out
    # What stands right before and behind.
    "colon": 2.5,
    "begins the sentence": 0.5,
    "kind before": -1.5,
    "noun before": -1.0,
    "named": -2.0,
    "article before a capital": -0.5,
    "compound": -3.0,
    "parenthesis": -1.0,
    "list": -1.0,
    # What announces it.
    "cue behind": 2.0,
    "cue near": 1.5,
    "cue in the sentence": 0.5,
    "so": 1.0,
    "mood": 1.0,
    "called": 1.5,
    "noun of speech": 0.5,
    "source": 0.5,
    # What is missing.
    "several paragraphs": 0.5,
    "unclosed": -1.5,
    "unopened": -1.5,
    "nested": -2.5,
}
_HYPHENS = frozenset("-‐‑/")


def score(total: float) -> float:
    """A sum of weights as a probability."""
    return 1 / (1 + exp(-total))


def evidence(view: View, nested: bool) -> Iterator[str]:
    """The names of what is seen, each a key of ``WEIGHTS``."""
    yield "base"
    yield from _length(view)
    yield from _inside(view)
    yield from _beside(view)
    yield from _announced(view)
    if nested:
        yield "nested"
    kind = view.candidate.kind
    if kind != PAIR:
        yield {PARAGRAPHS: "several paragraphs", UNCLOSED: "unclosed", UNOPENED: "unopened"}[kind]


def _length(view: View) -> Iterator[str]:
    limits = ((1, "one word"), (2, "two words"), (4, "some words"), (8, "many words"))
    yield next((name for most, name in limits if view.length <= most), "very many words")


def _inside(view: View) -> Iterator[str]:
    text, (lo, hi) = view.reading.text, view.candidate.inside
    if view.small and view.length > 1:
        yield "small"
    if view.name_like:
        yield "like a name"
    elif view.length > 1 and any(is_function_word(word.text) for word in view.words):
        yield "function words"
    if text[hi - 1] in ".!?…。！？؟" and view.length > 1:
        yield "sentence ends inside"
    if any(word.low in VOICE for word in view.words[:30]):
        yield "voice"
    if view.length > 2 and ("[" in text[lo : lo + 500]):
        yield "brackets"


def _beside(view: View) -> Iterator[str]:
    text, candidate = view.reading.text, view.candidate
    right = text[candidate.end : candidate.end + 1]
    previous = view.previous
    if right and (right in _HYPHENS or right.isalnum()) and view.reading.lang not in ("zh", "ja"):
        yield "compound"
    if text[candidate.end : candidate.end + 2] == " (" and view.length < 6:
        yield "parenthesis"
    if previous is None:
        if view.length > 2:
            yield "begins the sentence"
        return
    if previous.text in (":", "："):
        yield "colon"
        return
    if previous.low in NAMED or (len(view.before) > 1 and view.before[-2].low in NAMED and previous.text in ":,"):
        yield "named"
    elif previous.low in KINDS:
        yield "kind before"
    elif _is_noun(view) and not view.small:
        yield "noun before"
    elif previous.low in ARTICLES and view.capital and view.length < 6:
        yield "article before a capital"


def _is_noun(view: View) -> bool:
    previous = view.previous
    if previous is None or not previous.is_word or is_function_word(previous.text):
        return False
    return previous.is_capital if view.reading.lang in ("de", "") else previous.text[0].islower()


def _announced(view: View) -> Iterator[str]:
    before = view.before
    if view.cue_after is not None:
        yield "cue behind"
    elif view.cue_before is not None and view.first - view.reading.token_at(view.cue_before.start) <= 8:
        yield "cue near"
    elif view.cue_before is not None or view.cue_later is not None:
        yield "cue in the sentence"
    following = [token for token in view.following[:3] if token.is_word]
    if following and following[0].low in SO:
        yield "so"
    if view.mood is not None:
        yield "mood"
    if any(token.low in CALLS for token in (*before[-12:], *view.after[:8])):
        yield "called"
    nouns, sources = view.reading.lexicon.nouns, view.reading.lexicon.before
    if any(token.low in nouns for token in before):
        yield "noun of speech"
    if any(token.low in sources for token in before):
        yield "source"
