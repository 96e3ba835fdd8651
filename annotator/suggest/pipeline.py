"""Lets suggesters run on an article, each on what those before it found; keeps what the codebook has room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import index

from annotator.core.clusters import Range
from annotator.core.codebook import Codebook, RelationType
from annotator.core.errors import UserError
from annotator.core.fitting import fits
from annotator.core.models import Article, Relation, Segments, Span, Zone
from annotator.suggest import own_words
from annotator.suggest.base import Context, HiccupError, Link, OutOfUseError, Proposal, Suggester, Suggestions
from annotator.suggest.reading import Reading
from annotator.suggest.registry import BUILT_IN

_Place = tuple[str, Segments]
_Words = tuple[str, tuple[Range, ...]]  # a label, and the words that it stands on

_MOST = 1_000  # spans and links that even a short text may have, and one more for each code point
_NOISE = 1e-6  # by which a sum of probabilities may miss 0 and 1
_LONGEST = 300  # characters of a fault
_FIELDS = (("reason", str), ("attributes", dict), ("actor_id", str | None), ("concept_id", str | None))


@dataclass(slots=True)
class Suggested:
    """What one suggester proposes for an article, fit for the codebook.

    ``failure`` is the fault that it ended with; ``dropped`` counts what it proposed that is not in the text.
    """

    suggester: Suggester
    proposals: list[Proposal]
    links: list[Link]
    failure: str = ""
    dropped: int = 0


def suggest(
    article: Article,
    zones: Sequence[Zone],
    spans: Iterable[Span],
    suggesters: Sequence[Suggester],
    context: Context,
    relations: Iterable[Relation] = (),
) -> list[Suggested]:
    """What the suggesters propose for an article that has these spans already; none twice, none that is there.

    Each runs after those that it ``needs``; these are to be among the suggesters. Links may begin and end at
    existing spans, which their proposals' ``existing`` names. ``relations`` are those between the spans; with the
    links of each suggester they are in the reading's ``links`` for those that come after it. A suggester that
    fails as it should not proposes nothing, and the others go on; what a person can mend is raised as UserError.
    """
    reading = Reading(article, list(zones))
    known: dict[_Place, Proposal] = {}
    by_id: dict[str, Proposal] = {}
    for span in spans:
        by_id[span.id] = known.setdefault(
            (span.label, span.segments),
            Proposal(
                span.label,
                span.segments,
                1.0,
                attributes=span.attributes,
                actor_id=span.actor_id,
                concept_id=span.concept_id,
                existing=span.id,
            ),
        )
    reading.links = [
        Link(relation.label, by_id[relation.head], by_id[relation.child], 1.0)
        for relation in relations
        if relation.head in by_id and relation.child in by_id
    ]
    given = reading.links
    there = _by_words(reading, known.values())
    found: list[Suggested] = []
    for suggester in suggesters:
        try:
            ask = own_words.suggest if suggester.name in BUILT_IN else _ask
            made = ask(suggester, reading, list(known.values()), context)
            found.append(_fit(suggester, made, known, there, context.codebook, reading))
        except UserError:
            raise
        except Exception as error:  # noqa: BLE001 – one article, or a plug-in, must not end a run of hours
            found.append(Suggested(suggester, [], [], _fault(error)))
        else:
            if made.instead:
                _overrule(found, known, made.instead)
        reading.links = [*given, *(link for one in found for link in one.links)]
    _cap_scores(found, context.codebook)
    for one in found:
        for proposal in one.proposals:
            _leave_out(proposal, context.codebook)
    return found


def _ask(suggester: Suggester, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
    return suggester.suggest(reading, known, context)


def _fit(
    suggester: Suggester,
    made: Suggestions,
    known: dict[_Place, Proposal],
    there: dict[_Words, Proposal],
    codebook: Codebook,
    reading: Reading,
) -> Suggested:
    """Leaves out what the codebook has no label for; takes what is known already for what is proposed again.

    So it does with what differs by marks alone from a span that is ``there``.

    What is new becomes known only if all of it is right: later ones must not build on what is not written.
    """
    length = len(reading.text)
    number = len(made.proposals) + len(made.links) + len(made.instead)
    if number > _MOST + length:
        raise ValueError(f"{suggester.name} proposed {number} spans and links in a text of {length} code points")
    instead: dict[int, Proposal] = {}
    fresh: dict[_Place, Proposal] = {}
    for proposal in made.proposals:
        if codebook.label(proposal.label) is None:
            continue
        _check(suggester, proposal, length)
        place = (proposal.label, proposal.segments)
        same = known.get(place) or fresh.get(place)
        if same is None and there:
            same = there.get(_words(reading, proposal))
        if same is None:
            fresh[place] = same = proposal
        instead[id(proposal)] = same
    ends = {id(proposal) for proposal in (*known.values(), *fresh.values())}
    links: dict[tuple[str, int, int], Link] = {}
    kinds: dict[tuple[str, str], RelationType | None] = {}
    for link in made.links:
        head, child = instead.get(id(link.head), link.head), instead.get(id(link.child), link.child)
        key = link.label, head.label
        if key not in kinds:
            kinds[key] = codebook.relation(*key)
        kind = kinds[key]
        if {id(head), id(child)} <= ends and kind and head.label in kind.head and child.label in kind.child:
            score = _score(suggester, link.score)
            links.setdefault((link.label, id(head), id(child)), Link(link.label, head, child, score))
    for old, other in made.instead:
        for one in (old,) if other is None else (old, other):
            hash((one.label, one.segments))  # as it will be looked for, when it is too late to fail
    dropped = index(made.dropped)
    known |= fresh
    return Suggested(suggester, list(fresh.values()), list(links.values()), dropped=dropped)


def _by_words(reading: Reading, spans: Iterable[Proposal]) -> dict[_Words, Proposal]:
    found: dict[_Words, Proposal] = {}
    for span in spans:
        words = _words(reading, span)
        if words[1]:
            found.setdefault(words, span)
    return found


def _words(reading: Reading, proposal: Proposal) -> _Words:
    """What is the same for spans that take in a mark, a blank or an emoji at their edges and those that don't."""
    places = (
        (token.start, min(token.end, end))
        for start, end in proposal.segments
        for token in reading.tokens_in(start, end)
        if token.is_word
    )
    return proposal.label, tuple(places)


def _overrule(
    found: list[Suggested], known: dict[_Place, Proposal], instead: list[tuple[Proposal, Proposal | None]]
) -> None:
    """Takes out what the last suggester overrules; links go over to what stands in its place.

    What links only lead to stays where nothing stands for it, lest a quote loses its speaker.
    """
    linked = linked_to(link for one in found for link in one.links)
    new: dict[int, Proposal] = {}
    gone: set[int] = set()
    for old, other in instead:
        if old.existing is None and known.get((old.label, old.segments)) is old:
            same = (
                known.get((old.label, other.segments)) if other is not None and other.label == old.label else None
            )
            if same is not None:
                new[id(old)] = same
            if same is not None or id(old) not in linked:
                gone.add(id(old))
                del known[old.label, old.segments]
    last = found[-1]
    links: dict[tuple[str, int, int], Link] = {}
    for one in found:
        one.proposals = [proposal for proposal in one.proposals if id(proposal) not in gone]
        kept: list[Link] = []
        for link in one.links:
            head, child = new.get(id(link.head), link.head), new.get(id(link.child), link.child)
            if any(id(end) in gone and id(end) not in new for end in (link.head, link.child)):
                continue
            if one is last or head is not link.head or child is not link.child:
                links.setdefault((link.label, id(head), id(child)), Link(link.label, head, child, link.score))
            else:
                kept.append(link)
        one.links = kept
    last.links = list(links.values())


def linked_to(links: Iterable[Link]) -> set[int]:
    """The ids (of objects) of the proposals that links lead to, and none from."""
    every = list(links)
    return {id(link.child) for link in every} - {id(link.head) for link in every}


def _cap_scores(found: Sequence[Suggested], codebook: Codebook) -> None:
    """What stands for links alone, a cue, is no surer than what it belongs to.

    Who hides a quote for its low score doesn't see its cue either, which would be taken over without it.
    """
    dependent = codebook.dependent_labels
    best: dict[int, float] = {}
    for one in found:
        for link in one.links:
            if link.child.label in dependent:
                best[id(link.child)] = max(link.head.score, best.get(id(link.child), 0.0))
    for one in found if best else ():
        for proposal in one.proposals:
            if proposal.label in dependent:
                proposal.score = min(proposal.score, best.get(id(proposal), proposal.score))


def _leave_out(proposal: Proposal, codebook: Codebook) -> None:
    """Takes out attributes that the codebook does not have, or not with these values, whoever filled them in."""
    attributes = proposal.attributes
    if not attributes:
        return
    label = codebook.label(proposal.label)
    assert label is not None, "others are left out"
    proposal.attributes = {name: value for name, value in attributes.items() if fits(label, name, value)}


def _check(suggester: Suggester, proposal: Proposal, length: int) -> None:
    """A suggester that proposes what is no place in the text, or can't be written, is wrong, and is told so.

    Numbers of other libraries become Python's own.
    """
    proposal.segments = segments = tuple([(index(start), index(end)) for start, end in proposal.segments])
    at = 0
    for start, end in segments:
        if not at <= start < end <= length:
            raise ValueError(f"{suggester.name} proposed {segments} in a text of {length} code points")
        at = end
    if not segments:
        raise ValueError(f"{suggester.name} proposed a span without a place")
    proposal.score = _score(suggester, proposal.score)
    actor, concept = proposal.actor_id, proposal.concept_id
    if not (
        isinstance(proposal.reason, str)
        and isinstance(proposal.attributes, dict)
        and (actor is None or isinstance(actor, str))
        and (concept is None or isinstance(concept, str))
    ):
        raise TypeError(_wrong_field(suggester, proposal))
    proposal.reason.encode()  # raises for what no file can hold


def _wrong_field(suggester: Suggester, proposal: Proposal) -> str:
    fields = ((getattr(proposal, name), wanted) for name, wanted in _FIELDS)
    value, wanted = next((value, wanted) for value, wanted in fields if not isinstance(value, wanted))
    return f"{suggester.name} proposed a span with {value!r}, which is no {wanted}"


def _score(suggester: Suggester, score: float) -> float:
    found = float(score)
    if not -_NOISE <= found <= 1 + _NOISE:
        raise ValueError(f"{suggester.name} gave the score {found}; scores lie between 0 and 1")
    return 0.0 if found < 0 else 1.0 if found > 1 else found


def _fault(error: Exception) -> str:
    """What went wrong as one line of bearable length."""
    if isinstance(error, (HiccupError, OutOfUseError)):
        return str(error)
    return f"{type(error).__name__}: {' '.join(str(error).split())[:_LONGEST]}"
