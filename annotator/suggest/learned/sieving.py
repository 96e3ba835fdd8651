"""Which of the rules' proposals are right in this project, and how these and what is found stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from annotator.core.models import Segments
from annotator.suggest.base import Proposal
from annotator.suggest.evaluation import overlapping
from annotator.suggest.learned.choosing import choice_features, matches
from annotator.suggest.reading import Reading

_HEAVIEST = 500.0
_REASON = 40  # code points


@dataclass(slots=True)
class Sieve:
    """Lets those proposals of the rules through that are (nearly) right with at least the probability ``least``.

    ``weights`` are those of a logistic regression over :func:`sieve_features`.
    """

    weights: Mapping[str, float]
    least: float

    def likely(self, features: Sequence[str]) -> float:
        """How probable it is that a proposal with these features is right."""
        total = sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + exp(-max(-_HEAVIEST, min(_HEAVIEST, total))))


def sieve_features(reading: Reading, seen: Sequence[list[str]], proposal: Proposal) -> list[str]:
    """What a proposal looks like: its words, which rule made it and how sure; ``seen`` are those of the tokens."""
    found = choice_features(reading, proposal.segments, None)
    found += [f"score={int(proposal.score * 10)}", f"reason={_rule(proposal.reason)}"]
    found += [f"{name}={value}" for name, value in proposal.attributes.items() if isinstance(value, str)]
    first = reading.token_at(proposal.start)
    return found + seen[first] if first < len(seen) else found


def _rule(reason: str) -> str:
    return "".join(char for char in reason if not char.isdigit())[:_REASON]


@dataclass(slots=True)
class Standing:
    """What stands of some found places (``new``, their numbers) beside the rules', and what of these does not:
    pairs of a proposal and the number of the found place in its stead, or None."""

    new: list[int]
    instead: list[tuple[Proposal, int | None]]


def stand(label: str, found: Sequence[Segments], before: Sequence[Proposal], through: Sequence[bool]) -> Standing:
    """Places of a label beside the rules' proposals of it; those of these that go ``through`` go first."""
    kept = [one.segments for one, goes in zip(before, through, strict=True) if goes]
    taken = {n for n, _ in overlapping(found, kept)}
    new = [n for n in range(len(found)) if n not in taken]
    out = {id(one): one for one, goes in zip(before, through, strict=True) if not goes}
    standing = Standing(new, [])
    for n, old in zip(new, matches([found[n] for n in new], label, list(out.values())), strict=True):
        if old is not None:
            del out[id(old)]
            if old.segments != found[n]:
                standing.instead.append((old, n))
    standing.instead += [(old, None) for old in out.values()]
    return standing
