"""Choice attributes of spans, such as form and stance: what tells their values."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.models import AttributeValue, Segments
from annotator.suggest.base import Proposal
from annotator.suggest.evaluation import likeness, pairs
from annotator.suggest.learned.tagging import stretches_of
from annotator.suggest.reading import Reading

_AROUND = 4  # tokens
_INSIDE = 60
_LENGTHS = (2, 4, 8, 16, 32)
_ALIKE = 0.25  # intersection over union of places of the same thing: a name, and the name with its title


def matches(places: Sequence[Segments], label: str, known: Sequence[Proposal]) -> list[Proposal | None]:
    """For each place, the known proposal of this label that is of the same thing."""
    ones = [proposal for proposal in known if proposal.label == label]
    found: list[Proposal | None] = [None] * len(places)
    for place, one in pairs(places, [proposal.segments for proposal in ones]):
        if likeness(places[place], ones[one].segments) >= _ALIKE:
            found[place] = ones[one]
    return found


def choice_features(reading: Reading, segments: Segments, ruled: AttributeValue) -> list[str]:
    """What a span looks like to a chooser; ``ruled`` is the value that a rule gives it."""
    stretches = stretches_of(reading, segments)
    if not stretches:
        return [f"rule={ruled}"]
    tokens = reading.tokens
    first, last = stretches[0][0], stretches[-1][1]
    inside = [token for a, b in stretches for token in tokens[a:b]][:_INSIDE]
    found = ["", f"rule={ruled}", f"first={tokens[first].low}", f"last={tokens[last - 1].low}"]
    found.append(f"first before={tokens[first - 1].low if first else '^'} {tokens[first].text[:1].isupper()}")
    found.append(f"length={sum(len(inside) >= length for length in _LENGTHS)}")
    found.append(f"segments={len(segments)}")
    for token in inside:
        found += [f"in={token.low}", f"in4={token.low[:4]}", f"in-3={token.low[-3:]}"]
    found += [f"before={token.low}" for token in tokens[max(0, first - _AROUND) : first]]
    found += [f"after={token.low}" for token in tokens[last : last + _AROUND]]
    verbs = reading.lexicon.verbs
    near = [*tokens[max(0, first - 3 * _AROUND) : first], *tokens[last : last + 3 * _AROUND]]
    found += [f"verb={verbs[token.low]}" for token in near if token.low in verbs]
    return list(dict.fromkeys(found))
