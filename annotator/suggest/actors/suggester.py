"""Proposes who is named, by the register and by how news writes names, and says who is meant by the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.core.codebook import Label
from annotator.core.errors import UserError
from annotator.core.models import Actor, AttributeValue
from annotator.core.names import core_words, fold
from annotator.suggest.actors.coreference import Cast, Mention, Referent
from annotator.suggest.actors.gathering import Candidate, gather
from annotator.suggest.actors.kinds import SELF
from annotator.suggest.actors.register_index import RegisterIndex
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.reading import Reading

_TAKEN_UP = 0.8


class Actors:
    """Finds names, and says of these and of the actors that are known whom the register calls so."""

    name = "actors"
    version = "13"
    kind = "rule"
    needs: tuple[str, ...] = ()

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        """ACTOR spans with actor, kind and form of mention; fills these in where known proposals lack them."""
        label = context.codebook.label("ACTOR")
        if label is None:
            return Suggestions()
        index = context.prepared("actors.register", lambda: RegisterIndex(context.actors, context.mentions))
        candidates = gather(reading, known, index, with_article=context.with_article)
        cast = Cast()
        meant = [_Meant(candidate, *cast.refer(candidate.mention)) for candidate in candidates]
        _add_speakers_of_themselves(reading, meant)
        allowed = _Allowed(label)
        for one in meant:
            _fill(one, cast, index, allowed)
        return Suggestions([candidate.proposal for candidate in candidates if candidate.is_new])


@dataclass(slots=True, eq=False)
class _Meant:
    """A candidate with whom it means; ``is_known`` if the article has mentioned that one before."""

    candidate: Candidate
    referent: Referent | None
    is_known: bool


def _add_speakers_of_themselves(reading: Reading, meant: list[_Meant]) -> None:
    """Whoever says "I" in a quote is its speaker, who is often named after it."""
    referents = {id(one.candidate.proposal): one.referent for one in meant}
    speakers = {id(link.head): id(link.child) for link in reading.links if link.label == "speaker"}
    for one in meant:
        mention = one.candidate.mention
        if mention.form == "pronoun" and fold(mention.name) in SELF and mention.quote is not None:
            one.referent = referents.get(speakers.get(mention.quote, 0))


class _Allowed:
    """Which values the codebook has for attributes of actors."""

    def __init__(self, label: Label) -> None:
        self._attributes = {attribute.name: attribute for attribute in label.attributes}

    def fits(self, name: str, value: AttributeValue) -> bool:
        if name not in self._attributes:
            return False
        try:
            self._attributes[name].check(value)
        except UserError:
            return False
        return True


def _fill(meant: _Meant, cast: Cast, index: RegisterIndex, allowed: _Allowed) -> None:
    """Says in a proposal who is meant, unless it is somebody's already."""
    proposal, mention, referent = meant.candidate.proposal, meant.candidate.mention, meant.referent
    if proposal.existing is not None:
        return
    if proposal.actor_id is None:
        proposal.actor_id = _actor(mention, referent, cast, index)
    kind = referent.kind if referent else None
    if proposal.actor_id in index.actors:
        kind = index.actors[proposal.actor_id].kind or kind
    for name, value in (("mention", mention.form), ("kind", kind or mention.kind)):
        if value and name not in proposal.attributes and allowed.fits(name, value):
            proposal.attributes[name] = value
    if (
        meant.candidate.is_new
        and meant.is_known
        and referent
        and not mention.actor_ids
        and referent.name != mention.name
    ):
        proposal.score = max(proposal.score, _TAKEN_UP)
        proposal.reason = f"as '{referent.name}' in this article"


def _actor(mention: Mention, referent: Referent | None, cast: Cast, index: RegisterIndex) -> str | None:
    """The register's entry for a mention: the one that the article supports where several are called so."""
    if referent is not None and referent.actor_id is not None:
        return referent.actor_id
    if len(mention.actor_ids) == 1:
        return mention.actor_ids[0]
    ids = mention.actor_ids or (index.surname_of(mention.name) if mention.form == "name" else ())
    if referent is not None and not mention.actor_ids:
        ids = tuple(one for one in ids if _may_be_called(referent.name, index.actors[one]))
    supported = [actor_id for actor_id in ids if cast.knows(actor_id)]
    if len(supported) == 1:
        return supported[0]
    return ids[0] if len(ids) == 1 else None


def _may_be_called(name: str, actor: Actor) -> bool:
    """Whether the full name of somebody with an entry's surname has its first name: not "Maria Berg"."""
    first, *rest = core_words(name)
    if not rest:
        return True
    known = {word for one in (actor.name, *actor.aliases) for word in core_words(one)[:-1]}
    return any(word.startswith(first) or first.startswith(word) for word in known)
