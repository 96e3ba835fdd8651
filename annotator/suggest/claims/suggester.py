"""Proposes what somebody claims: demands, judgements and forecasts in quotes, and the objects of such verbs."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from annotator.core.clusters import Range
from annotator.core.models import AttributeValue, Segments
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.claims.objects import Wanted, objects
from annotator.suggest.claims.statements import statements
from annotator.suggest.claims.subjects import Subjects
from annotator.suggest.claims.words import words_of
from annotator.suggest.reading import Reading

_FEW = 5  # actors in a claim
_OWN = 0.8
_MOST_INNER = 50  # quotes within one


class Claims:
    """Reads the quotes that are known, whoever found them, and sentences with verbs that want or refuse.

    A claim is linked to the quote that expresses it and to the speaker of that one.
    """

    name = "claims"
    version = "13"
    kind = "rule"
    needs: tuple[str, ...] = ("quotes", "speakers")

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        """CLAIM spans with the relations claimant and expressed_in."""
        made = Suggestions()
        words = words_of(reading.lang)
        if not words:
            return made
        quotes = sorted((found for found in known if found.label == "QUOTE"), key=lambda q: (q.start, -q.end))
        actors = sorted((found for found in known if found.label == "ACTOR"), key=lambda a: (a.start, a.end))
        taken = _Taken(found.segments for found in known if found.label == "CLAIM")
        speakers: dict[int, list[Proposal]] = {}
        cues = {id(quote): quote.cue for quote in quotes}
        cued: set[int] = set()
        for link in reading.links:
            if link.label == "speaker":
                speakers.setdefault(id(link.head), []).append(link.child)
            elif link.label == "cue":
                cues[id(link.head)] = link.child.segments
                cued.add(id(link.head))
        made.links += _of_own_claims(known, quotes, reading.links, speakers)
        for quote, inner in _with_inner(quotes):
            for claim in statements(reading, words, quote, inner, cues[id(quote)]):
                if not _is_actor(claim, actors) and taken.take(claim.segments):
                    _add(made, claim, quote, speakers.get(id(quote), ()))
        subjects = Subjects(reading, actors, with_article=context.with_article)
        for found in objects(reading, words, subjects, quotes):
            if not taken.take(found.claim.segments):
                continue
            around = found.around
            if around is None or id(around) not in speakers:
                made.proposals += subjects.use(found.subject)
                reported = around or _reported(found)
                _add(made, found.claim, reported, (found.subject,))
                _add_quote(made, reported, found, id(reported) in cued)
            else:
                _add(made, found.claim, around, speakers[id(around)])
        return made


def _of_own_claims(
    known: Sequence[Proposal],
    quotes: Sequence[Proposal],
    links: Sequence[Link],
    speakers: dict[int, list[Proposal]],
) -> Iterator[Link]:
    """What claims that are there lack: their quote, and its speaker as claimant."""
    linked = {(link.label, id(link.head)) for link in links}
    for claim in known:
        if claim.label != "CLAIM" or claim.existing is None or ("claimant", id(claim)) in linked:
            continue
        around = [q for q in quotes if any(a <= claim.start and claim.end <= b for a, b in _whole(q))]
        quote = min(around, key=lambda q: q.end - q.start, default=None)
        if quote is None or quote.existing is None:
            continue
        if ("expressed_in", id(claim)) not in linked:
            yield Link("expressed_in", claim, quote, _OWN)
        for speaker in speakers.get(id(quote), ()):
            yield Link("claimant", claim, speaker, _OWN)


def _whole(quote: Proposal) -> Segments:
    """A quote with what interrupts it."""
    return ((quote.start, quote.end),)


def _reported(found: Wanted) -> Proposal:
    """What somebody is told to want or refuse, as reported speech: "The union rejected the offer"."""
    attributes: dict[str, AttributeValue] = {"form": "reported", "medium": "unknown"}
    return Proposal("QUOTE", (found.report,), found.claim.score, found.claim.reason, attributes, cue=found.cue)


def _add_quote(made: Suggestions, quote: Proposal, found: Wanted, has_cue: bool) -> None:
    """The quote, if nobody knows it yet, with the speaker and the cue that it lacks."""
    score = found.claim.score
    if quote is not found.around:
        made.proposals.append(quote)
    if not has_cue:
        cue = Proposal("CUE", found.cue, score, found.claim.reason)
        made.proposals.append(cue)
        made.links.append(Link("cue", quote, cue, score))
    made.links.append(Link("speaker", quote, found.subject, score))


def _add(made: Suggestions, claim: Proposal, quote: Proposal | None, claimants: Iterable[Proposal]) -> None:
    made.proposals.append(claim)
    if quote is not None:
        made.links.append(Link("expressed_in", claim, quote, claim.score))
    made.links += [Link("claimant", claim, claimant, claim.score) for claimant in claimants]


def _is_actor(claim: Proposal, actors: list[Proposal]) -> bool:
    """Whether there is little but an actor in it, which is a quote cut short."""
    at = bisect_left(actors, claim.end, key=lambda actor: actor.start)
    return any(
        actor.start >= claim.start and 2 * (actor.end - actor.start) > claim.end - claim.start
        for actor in actors[max(0, at - _FEW) : at]
    )


def _with_inner(quotes: list[Proposal]) -> Iterator[tuple[Proposal, list[Range]]]:
    """Each quote with those that begin and end within it."""
    for n, quote in enumerate(quotes):
        inner: list[Range] = []
        for other in quotes[n + 1 :]:
            if other.start >= quote.end or len(inner) == _MOST_INNER:
                break
            if other.end <= quote.end and (other.start, other.end) != (quote.start, quote.end):
                inner.append((other.start, other.end))
        yield quote, inner


class _Taken:
    """Stretches that are claims already; one that overlaps another is refused."""

    def __init__(self, places: Iterable[Segments]) -> None:
        self._ranges: list[Range] = []
        for segments in places:
            for place in segments:
                insort(self._ranges, place)

    def take(self, segments: Segments) -> bool:
        if any(self._meets(start, end) for start, end in segments):
            return False
        for place in segments:
            insort(self._ranges, place)
        return True

    def _meets(self, start: int, end: int) -> bool:
        at = bisect_left(self._ranges, (end, end))
        return at > 0 and self._ranges[at - 1][1] > start
