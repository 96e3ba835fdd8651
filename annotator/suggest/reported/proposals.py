"""Runs the rules over an article's sentences and makes proposals of what they find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from annotator.core.clusters import Range
from annotator.core.models import AttributeValue
from annotator.core.typography import word_set
from annotator.suggest.base import Proposal
from annotator.suggest.datelines import DATELINE
from annotator.suggest.lexicon import lexicon
from annotator.suggest.reading import Reading
from annotator.suggest.reported.found import MOOD, Found
from annotator.suggest.reported.scores import REASONS, SCORES
from annotator.suggest.reported.sentence import Sentence
from annotator.suggest.reported.vocabulary import speech
from annotator.suggest.unspaced import LANGUAGES as UNSPACED

Find = Callable[[Sequence[Sentence]], list[Found]]
_OWN = ("de", "en", "fr")  # languages that have rules of their own
OTHERS = word_set(
    "es it pt ca ro nl sv da no nb nn fi hu pl cs sk sl hr bs sr bg ru uk el ar he fa hi tr id ms vi"
)
"""Languages of which a lexicon is enough."""
_MOST_QUOTED = 0.7  # of a sentence within direct quotes, beyond which nothing else is looked for in it
_BETWEEN = ' .!?…“”"«»'
_LONGEST = 1_500  # code points of a sentence; what is longer is no prose


def reported(reading: Reading, direct: Sequence[Proposal]) -> list[Proposal]:
    """Proposals for what is told of somebody's words outside of the direct quotes; none in unknown languages."""
    find = _rules(reading.lang)
    found = find(list(_sentences(reading, direct))) if find is not None else []
    return [_proposal(reading, one) for one in _joined(reading.text, _apart(found))]


def _rules(lang: str) -> Find | None:
    """The rules for a language, imported when the first article in it comes: together they are large."""
    if lang == "de":
        from annotator.suggest.reported.german import German

        return German()
    if lang == "en":
        from annotator.suggest.reported.english import English

        return English()
    if lang == "fr":
        from annotator.suggest.reported.french import French

        return French()
    if lang in OTHERS:
        from annotator.suggest.reported.others import Others

        return Others()
    if lang in UNSPACED:
        from annotator.suggest.reported.unspaced import Unspaced

        return Unspaced(lang)
    return None


def _sentences(reading: Reading, direct: Sequence[Proposal]) -> Iterator[Sentence]:
    quoted = _outermost([segment for proposal in direct for segment in proposal.segments])
    ends = [end for _, end in quoted]
    words = speech(reading.lang) if reading.lang in _OWN else reading.lexicon
    for lo, hi in reading.sentences:
        if hi - lo > _LONGEST:
            continue
        first = bisect_left(ends, lo + 1)
        inside: list[Range] = []
        while first < len(quoted) and quoted[first][0] < hi:
            inside.append(quoted[first])
            first += 1
        quoted_here = sum([min(end, hi) - max(start, lo) for start, end in inside])
        if quoted_here <= _MOST_QUOTED * (hi - lo):
            dateline = DATELINE.match(reading.text, lo, hi)
            yield Sentence(reading, words, dateline.end() if dateline else lo, hi, inside)


def _outermost(ranges: Sequence[Range]) -> list[Range]:
    """The ranges in order, without those that overlap one that begins before."""
    found: list[Range] = []
    for start, end in sorted(ranges, key=lambda range_: (range_[0], -range_[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _apart(found: Sequence[Found]) -> list[Found]:
    """What is found, in order, without what overlaps something of a higher score."""
    kept: list[Found] = []
    starts: list[int] = []
    for one in sorted(found, key=lambda one: (-SCORES[one.rule], one.start, -one.end)):
        at = bisect_left(starts, one.end)
        if at and kept[at - 1].end > one.start:
            continue
        starts.insert(at, one.start)
        kept.insert(at, one)
    return kept


def _joined(text: str, found: Sequence[Found]) -> list[Found]:
    """Sentences of a paragraph that go on in the mood of reported speech are one quote."""
    joined: list[Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and last.form == one.form == MOOD and _adjoin(text[last.end : one.start]):
            joined[-1] = last._replace(segments=((last.start, one.end),))
            continue
        joined.append(one)
    return joined


def _adjoin(between: str) -> bool:
    return "\n" not in between and not between.strip(_BETWEEN)


def _proposal(reading: Reading, found: Found) -> Proposal:
    attributes: dict[str, AttributeValue] = {"form": found.form, "medium": _medium(reading, found)}
    said = " … ".join(reading.text[start:end] for start, end in found.cue)
    reason = REASONS[found.rule].format(f"'{said}'")
    return Proposal("QUOTE", found.segments, SCORES[found.rule], reason, attributes, cue=found.cue)


def _medium(reading: Reading, found: Found) -> str:
    """How the words came about, as far as a verb tells it; a noun or a source may stand for any medium."""
    if found.lemma in reading.lexicon.writing:
        return "writing"
    if found.lemma in reading.lexicon.thought:
        return "thought"
    return "speech" if found.lemma in _spoken(reading.lang) else "unknown"


@lru_cache(maxsize=8)
def _spoken(lang: str) -> frozenset[str]:
    return frozenset(lexicon(lang).verbs.values())
