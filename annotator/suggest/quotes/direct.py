"""Direct quotations: candidates between marks, weighed by what is seen in and around them."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.core.models import AttributeValue, Segments
from annotator.core.quotation import continues
from annotator.suggest.base import Proposal
from annotator.suggest.quotes.cue import announcing, cue_of, medium_of, reason_of
from annotator.suggest.quotes.dashes import dialogues
from annotator.suggest.quotes.evidence import evidence, score
from annotator.suggest.quotes.incises import incises, without_incises
from annotator.suggest.quotes.marks import PAIR, Candidate, candidates
from annotator.suggest.quotes.repair import repaired
from annotator.suggest.quotes.turns import turns
from annotator.suggest.quotes.view import VERB_FIRST, View
from annotator.suggest.quotes.weights import WEIGHTS
from annotator.suggest.quotes.words import AND
from annotator.suggest.reading import Reading

LEAST = 0.5
_AROUND_AND = " ,\u00a0"
_COMMAS = tuple(",，،")
_UNFINISHED = (*_COMMAS, "?", "!", "…", "？", "！")
_ANOTHER = frozenset(";:；：.。।۔؛")  # something else begins between two quotations
_LONGEST_GAP = 120
_LONGEST_DONE = 40  # the same where no verb of speech is in it
_KNOWN_TO_CORE = frozenset(("de", "en", "fr"))
_ROMANCE = frozenset(("fr", "es", "it", "pt", "ca"))
_SOURCES = ("据", "據", "按")
_CHINESE_AND = ("但", "而", "并", "並", "还", "還", "也", "又", "同时", "同時", "不过", "不過", "此外")
_MOST_PIECES = 12  # of an interrupted quotation


@dataclass(slots=True)
class _Judged:
    """A candidate, or several that are one interrupted quotation, with the best of their scores."""

    view: View
    seen: list[str]
    score: float
    segments: Segments
    depth: int  # in how many quotations it lies that are proposed


def direct(reading: Reading) -> list[Proposal]:
    """The direct quotations of an article, in order, outer before inner."""
    return [_proposal(one) for one in _joined(reading.text, _judged(reading)) if one.score >= LEAST]


def _judged(reading: Reading) -> list[_Judged]:
    """All candidates but those that cross one that is proposed."""
    marked = (repaired(reading, candidate) for candidate in candidates(reading))
    made = [*marked, *dialogues(reading), *turns(reading)]
    found: list[_Judged] = []
    around: list[int] = []  # the ends of the proposed quotations that are open at this place
    for candidate in sorted((one for one in made if one), key=lambda one: (one.start, -one.end)):
        while around and around[-1] <= candidate.start:
            around.pop()
        if around and candidate.end > around[-1]:
            continue
        view = View(reading, candidate)
        seen = list(evidence(view, bool(around)))
        last = found[-1] if found else None
        may_be = last is not None and (last.score >= LEAST or reading.lang == "zh" or reading.lang in _ROMANCE)
        beside = last is not None and may_be and _goes_with(reading.text, last.view.candidate, candidate)
        if last and beside and last.score >= LEAST:
            seen.append("beside a quotation")
        judged = _Judged(view, seen, _score(seen), candidate.segments, len(around))
        if (
            last
            and beside
            and judged.score >= LEAST > last.score
            and ((reading.lang == "zh" and last.view.cue_before) or reading.lang in _ROMANCE)
        ):
            # 他批评市府「一拖再拖」，「年年都说明年好」: the first is short and the second tells of it.
            last.seen.append("beside a quotation")
            last.score = _score(last.seen)
        found.append(judged)
        if judged.score >= LEAST:
            around.append(candidate.end)
    return found


def _score(seen: list[str]) -> float:
    return score(sum(WEIGHTS[name] for name in seen))


def _goes_with(text: str, one: Candidate, other: Candidate) -> bool:
    """Whether only a conjunction, with or without a comma, stands between two candidates."""
    gap = text[one.end : other.start] if 0 <= other.start - one.end <= 8 else ""
    return gap == "，" or gap.strip(_AROUND_AND) in AND


def _joined(text: str, found: list[_Judged]) -> list[_Judged]:
    """The same with the pieces of interrupted quotations in one."""
    joined: list[_Judged] = []
    last: dict[int, _Judged] = {}  # by depth
    for one in found:
        before = last.get(one.depth)
        together = before is not None and _goes_on(text, before, one)
        if together and before is not None:
            if one.score > before.score:
                before.score = one.score
            before.segments = (*before.segments, *one.segments)
        else:
            joined.append(one)
            last[one.depth] = one
        while len(last) > 1 and (depth := max(last)) > one.depth:
            del last[depth]
    return joined


def _goes_on(text: str, one: _Judged, other: _Judged) -> bool:
    """Whether the second continues the first and at least one of them is a quotation."""
    first, second = one.view.candidate, other.view.candidate
    if first.kind != PAIR or second.kind != PAIR or max(one.score, other.score) < LEAST:
        return False
    if len(one.segments) >= _MOST_PIECES or "\n" in text[one.segments[-1][1] : second.start]:
        return False
    return continues(text, one.segments[-1], (second.start, second.end)) or _is_interrupted(text, one, other)


def _is_interrupted(text: str, one: _Judged, other: _Judged) -> bool:
    """Whether commas and the verb that a lexicon tells of stand between: "Tja," verzuchtte Brandt, "hij was …"

    :func:`~annotator.core.quotation.continues` knows the verbs of German, English and French alone.
    """
    verb, gap = one.view.cue_after, text[one.segments[-1][1] : other.segments[0][0]].strip()
    if one.view.reading.lang == "zh" and verb is None:
        # “…，”她指着…，“…”: a comma within the marks tells that it goes on, whatever stands between.
        ends = text.endswith(_COMMAS, 0, one.view.candidate.inside[1]) and gap.endswith(_COMMAS)
        return ends and 2 < len(gap) <= _LONGEST_DONE and _ANOTHER.isdisjoint(gap)
    if gap.lstrip("，").startswith(_CHINESE_AND):
        return False  # 他承认“…”，但他也强调，“…”
    inverted = verb is None and one.view.reading.lang in VERB_FIRST and one.view.is_inverted
    if (verb is None and not inverted) or one.view.reading.lang in _KNOWN_TO_CORE:
        return False
    if verb is not None and verb.start > other.view.candidate.start:
        return False
    if len(gap) > _LONGEST_GAP or not gap.endswith(_COMMAS) or not _ANOTHER.isdisjoint(gap):
        return False
    if one.view.reading.lang == "zh" and one.view.cue_before is None and not gap.startswith(_SOURCES):
        return True  # “…。”他说，“…。”: the comma behind the verb tells that it goes on
    # Where no small letter can tell that the sentence goes on, a comma has to.
    unfinished = _UNFINISHED if other.view.small else _COMMAS
    begun = gap.startswith(_COMMAS) or text.endswith(unfinished, 0, one.view.candidate.inside[1])
    return begun and not other.view.capital


def _proposal(one: _Judged) -> Proposal:
    told_by = announcing(one.view)
    cue = cue_of(one.view, told_by)
    attributes: dict[str, AttributeValue] = {"form": "direct"}
    medium = medium_of(one.view, told_by)
    if medium:
        attributes["medium"] = medium
    segments = one.segments
    inside = [found for piece in segments for found in incises(one.view.reading, *piece)]
    if inside:
        segments = without_incises(one.view.reading, segments) or segments
        cue = (inside[0].verb,)
    reason = reason_of(one.view, one.seen, told_by)
    return Proposal("QUOTE", segments, round(one.score, 3), reason, attributes, cue=cue)
