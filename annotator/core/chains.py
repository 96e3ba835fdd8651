"""What suggestions belong together: those that come along when one is taken over, or go when it is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from annotator.core.codebook import Codebook
from annotator.core.models import Relation, Span


class Ends(Protocol):
    """What a link leads from and to, by id: a relation, or as much of one."""

    @property
    def head(self) -> str: ...

    @property
    def child(self) -> str: ...


def chain(ids: Iterable[str], links: Iterable[Ends], suggestions: Collection[str]) -> list[str]:
    """These suggestions and what their links lead to, link after link: a claim's quote with its cue and speaker.

    ``links`` are the proposed ones; ``suggestions`` the ids of those that are open. Each comes once, in order.
    """
    children = _children(links)
    found = dict.fromkeys(id_ for id_ in ids if id_ in suggestions)
    waiting = list(found)
    for id_ in waiting:
        fresh = [child for child in children.get(id_, ()) if child in suggestions and child not in found]
        found.update(dict.fromkeys(fresh))
        waiting += dict.fromkeys(fresh)
    return list(found)


def heads(ids: Iterable[str], links: Iterable[Relation]) -> list[str]:
    """Of these suggestions those that one decides on, in the order given: no other of them brings them along.

    Of suggestions that lead to each other in a ring, the first one given is decided on.
    """
    ordered = list(ids)
    links = list(links)
    known = set(ordered)
    led_to = {link.child for link in links if link.head in known and link.head != link.child}
    found = [id_ for id_ in ordered if id_ not in led_to]
    covered = set(chain(found, links, known))
    for id_ in ordered:
        if id_ not in covered:
            found.append(id_)
            covered.update(chain((id_,), links, known))
    places = {id_: place for place, id_ in enumerate(ordered)}
    return sorted(found, key=places.__getitem__)


def left_without_use(
    rejected: str, links: Iterable[Relation], suggestions: Mapping[str, Span], codebook: Codebook
) -> list[str]:
    """The suggestions that mean nothing once this one is rejected: a cue, a speaker found for it alone.

    What leads elsewhere itself (a claim's quote), or is led to from elsewhere, stays. So does a mention of an
    actor that was not found for the link alone: another suggester than the link's found it, it has no score (a
    person's label that was carried over), or its entry in the register is known.
    """
    links = list(links)
    leading = {link.head for link in links}
    wanted = {link.child for link in links if link.head != rejected}
    found: dict[str, None] = {}
    for link in links:
        span = suggestions.get(link.child)
        if link.head != rejected or span is None or link.child in leading | wanted | {rejected}:
            continue
        label = codebook.label(span.label)
        mention = label is not None and label.points_to is not None
        found_for_it = span.origin.name == link.origin.name and span.origin.score is not None
        if not mention or (found_for_it and not (span.actor_id or span.concept_id)):
            found[span.id] = None
    return list(found)


def at_least(suggestions: Mapping[str, Span], links: Iterable[Relation], score: float) -> set[str]:
    """The ids of the suggestions with this score, and of all that their links lead to, whatever its score.

    One without a score is as good as any.
    """
    good = [id_ for id_, span in suggestions.items() if span.origin.score is None or span.origin.score >= score]
    return set(good) if len(good) == len(suggestions) else set(chain(good, links, suggestions))


def _children(links: Iterable[Ends]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for link in links:
        children.setdefault(link.head, []).append(link.child)
    return children
