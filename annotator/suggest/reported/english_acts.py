"""English clauses that report what somebody did by words, and sentences that are said to be so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.suggest.reported.found import FREE, REPORTED, Found
from annotator.suggest.reported.phrases import Phrases
from annotator.suggest.reported.sentence import QUOTED, Cue

_RUMOUR = 3  # words between "is" and "said to"


def acts(phrases: Phrases, others: Sequence[Found]) -> Iterator[Found]:
    """Clauses that tell only that somebody demanded, denied, warned; and what is said to be so."""
    sentence, low, words = phrases.sentence, phrases.low, phrases.words
    for cue in phrases.verbs:
        if not _is_act(phrases, cue):
            continue
        joined = (n for n in range(cue.last + 1, phrases.size) if _is_joined(phrases, n))
        end = min(next(joined, phrases.size), phrases.report_end(cue.last + 1), _before(phrases, cue, others))
        if low[phrases.begin_of(cue.at)] in words["relatives"]:
            end = min(end, phrases.end_of(cue.last))  # "Hale, who denies the charges, | is in court"
        place = sentence.span((_begin(phrases, cue), end))
        found = Found(place, REPORTED, "act", sentence.cue_place(cue), cue.lemma)
        if QUOTED not in low[cue.at : end] and not any(_meet(found, other) for other in others):
            yield found
            return
    if others or sentence.has_quotes:
        return
    if words["hearsay"].isdisjoint(low) and words["rumour"].isdisjoint(low):
        return
    for n, word in enumerate(low):
        if low[phrases.begin_of(n)] in words["relatives"]:
            continue  # "Kestrel, which is reportedly for sale, …"
        if word in words["hearsay"] or (
            word in words["rumour"]
            and low[n + 1 : n + 2] == ["to"]
            and set(low[max(0, n - _RUMOUR) : n]) & words["be"]
        ):
            token = sentence.words[n]
            whole = sentence.span((0, phrases.size))
            yield Found(whole, FREE, "rumour", ((token.start, token.end),), word)
            return


def _begin(phrases: Phrases, cue: Cue) -> int:
    """Where the clause of an act begins: "Hale says it is over, but | Roe disagrees"."""
    joins = (n for n in range(cue.at - 2, 0, -1) if phrases.low[n] in phrases.words["conjunctions"])
    at = next(joins, 0)
    return at + 1 if at and phrases.finite_in(0, at) >= 0 and phrases.is_subject(at + 1, cue.at) else 0


def _before(phrases: Phrases, cue: Cue, others: Sequence[Found]) -> int:
    """The break between a verb and what is told behind it: "She welcomed it, | which she said would help"."""
    words = phrases.sentence.words
    starts = [one.start for one in others if one.segments and one.start > words[cue.at].start]
    if not starts:
        return phrases.size
    before = [n for n in phrases.sentence.breaks if cue.last < n and words[n].start < min(starts)]
    return before[-1] if before else phrases.size


def _is_joined(phrases: Phrases, at: int) -> bool:
    """Whether another verb of the same subject is joined here: "… but called for a recount"."""
    return phrases.low[at] in phrases.words["joins"] and any(cue.at == at + 1 for cue in phrases.verbs)


def _is_act(phrases: Phrases, cue: Cue) -> bool:
    low, words = phrases.low, phrases.words
    before = low[cue.at - 1] if cue.at else ""
    behind = low[cue.last + 1] if phrases.is_word(cue.last + 1) else ""
    if not before or before == "to" or before in words["be"] or low[cue.at].endswith("ing"):
        return False
    if behind in words["be"]:
        return False  # "a similar dispute is in its eleventh day"
    if "that" in low[phrases.begin_of(cue.at) : cue.at]:
        return False  # "…, a body that Ortega has criticized"
    if cue.lemma in words["acts_alone"]:
        return True
    if cue.lemma in words["acts_of"]:
        return behind in words["acts_words"]
    if cue.lemma not in words["acts"] or behind in ("", "of", "by"):  # "a banker accused of fraud"
        return False
    return cue.lemma not in words["acts_with_object"] or behind not in words["prepositions"]


def _meet(one: Found, other: Found) -> bool:
    return bool(other.segments) and one.start < other.end and other.start < one.end
