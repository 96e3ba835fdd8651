"""Who may want or refuse something: the actors that are known, and phrases that may be one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from annotator.core.lazily import lazily
from annotator.core.models import AttributeValue
from annotator.suggest.base import Proposal
from annotator.suggest.mentions import Mention
from annotator.suggest.reading import Reading

_SCORE = 0.5
_LONGEST = 100  # code points


class Subjects:
    """The known actors of an article and, where none of these is, phrases that can be subjects."""

    def __init__(self, reading: Reading, known: Sequence[Proposal], *, with_article: bool) -> None:
        self._reading = reading
        self._known = known
        self._with_article = with_article
        self._fresh: set[int] = set()

    @lazily
    def actors(self) -> list[Proposal]:
        """All of them in order of their beginnings."""
        starts = [actor.start for actor in self._known]
        ends: list[int] = []
        for actor in self._known:
            ends.append(max(actor.end, ends[-1] if ends else 0))
        fresh = []
        for mention in self._reading.parsed.mentions:
            before = bisect_left(starts, mention.core) - 1
            if _can_be(mention) and (before < 0 or ends[before] <= mention.start):
                fresh.append(self._proposal(mention))
        self._fresh.update(map(id, fresh))
        return sorted((*self._known, *fresh), key=lambda actor: (actor.start, actor.end))

    @lazily
    def starts(self) -> list[int]:
        """Where they begin."""
        return [actor.start for actor in self.actors]

    def use(self, actor: Proposal) -> list[Proposal]:
        """The actor as one that has to be proposed, once, if nobody knows it yet."""
        if id(actor) not in self._fresh:
            return []
        self._fresh.remove(id(actor))
        return [actor]

    def _proposal(self, mention: Mention) -> Proposal:
        start = mention.start if self._with_article else mention.bare
        attributes: dict[str, AttributeValue] = {"mention": mention.kind}
        if mention.who:
            attributes["kind"] = mention.who
        return Proposal("ACTOR", ((start, mention.core),), _SCORE, "wants or refuses something", attributes)


def _can_be(mention: Mention) -> bool:
    """Whether a phrase may be a person, an organisation or a group that does something."""
    if mention.oblique or mention.core - mention.start > _LONGEST:
        return False
    return mention.who in ("person", "organisation", "group")
