"""Puts the rules to an article's sentences, and makes proposals of what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from annotator.core.models import AttributeValue
from annotator.suggest.base import Context, Proposal
from annotator.suggest.reading import Reading
from annotator.suggest.reported import english, french, german
from annotator.suggest.reported.found import MOOD, Found
from annotator.suggest.reported.sentence import Sentence

Find = Callable[[Sentence, bool], Iterator[Found]]
_RULES: dict[str, Find] = {"de": german.find, "en": english.find, "fr": french.find}
# Of each rule how likely it is right, and what it says to the person who decides.
_KNOWN: dict[str, tuple[float, str]] = {
    "act": (0.5, "'{}' reports"),
    "as said": (0.8, "as told by '{}'"),
    "clause": (0.75, "clause after '{}'"),
    "clause before": (0.75, "clause before '{}'"),
    "conditional": (0.55, "conditional of what others say"),
    "hearsay": (0.6, "hearsay: soll"),
    "infinitive": (0.75, "infinitive after '{}'"),
    "mood": (0.8, "Konjunktiv I"),
    "mood after": (0.9, "Konjunktiv I after '{}'"),
    "mood goes on": (0.7, "Konjunktiv II, as in the sentence before"),
    "noun, mood": (0.6, "Konjunktiv I after '{}'"),
    "noun, that": (0.65, "clause after '{}'"),
    "question": (0.7, "question after '{}'"),
    "second mood after": (0.65, "Konjunktiv II after '{}'"),
    "so": (0.65, "source after 'so'"),
    "source": (0.85, "source: '{}'"),
    "that": (0.85, "clause after '{}'"),
}
_SOURCES = frozenset(["source", "so"])
_MOST_QUOTED = 0.6  # of a sentence in direct quotes, beyond which nothing else in it is looked at
_LONGEST = 1_500  # code points of a sentence that is looked at


def reported(reading: Reading, context: Context, direct: Sequence[Proposal]) -> list[Proposal]:
    """The indirect and reported quotations of an article, in order; what lies in direct ones is left alone."""
    find = _RULES.get(reading.lang)
    if find is None:
        return []
    quoted = sorted(segment for proposal in direct for segment in proposal.segments)
    found: list[Found] = []
    for lo, hi in reading.sentences:
        if hi - lo > _LONGEST:
            continue
        sentence = Sentence(reading, lo, hi, [one for one in quoted if one[0] < hi and one[1] > lo])
        if len(sentence.words) < 4 or sentence.quoted_share > _MOST_QUOTED:
            continue
        goes_on = bool(found) and reading.text[found[-1].end : lo].strip(" .!?") == ""
        for one in find(sentence, goes_on):
            if one.end - one.start < 8:
                continue
            last = found[-1] if found else None
            if last and one.form == MOOD and last.form == MOOD and goes_on:
                found[-1] = last._replace(end=one.end)
            else:
                found.append(one)
    return [_proposal(reading, one) for one in found]


def _proposal(reading: Reading, found: Found) -> Proposal:
    attributes: dict[str, AttributeValue] = {"form": found.form, "medium": _medium(reading, found)}
    score, reason = _KNOWN[found.rule]
    said = " … ".join(reading.text[start:end] for start, end in found.cue)
    return Proposal("QUOTE", ((found.start, found.end),), score, reason.format(said), attributes, cue=found.cue)


def _medium(reading: Reading, found: Found) -> str:
    lexicon = reading.lexicon
    if found.lemma in lexicon.writing:
        return "writing"
    if found.lemma in lexicon.thought:
        return "thought"
    return "speech" if found.cue and found.rule not in _SOURCES else "unknown"
