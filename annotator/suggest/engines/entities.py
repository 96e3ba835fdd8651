"""From what models call what they find to the labels of the codebook, and from long texts to pieces of them."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.boundaries import snap_to_words
from annotator.core.clusters import Range
from annotator.core.codebook import Codebook
from annotator.core.models import AttributeValue
from annotator.core.typography import sentences
from annotator.suggest.base import Proposal
from annotator.suggest.reading import Reading

# What data sets and their models call names (CoNLL-2003, OntoNotes, WikiNER …), and the kind of actor.
_KINDS = {
    "PER": "person",
    "PERS": "person",
    "PERSON": "person",
    "ORG": "organisation",
    "ORGANIZATION": "organisation",
    "ORGANISATION": "organisation",
    "LOC": "place",
    "LOCATION": "place",
    "GPE": "place",
}


class Labels:
    """What a codebook has for the names that models use."""

    def __init__(self, codebook: Codebook) -> None:
        self._own = {label.name.casefold(): label.name for label in codebook.labels}
        actors = codebook.pointing_to("actor")
        self._actor = "ACTOR" if "ACTOR" in actors else next(iter(actors), None)

    def of(self, name: str) -> tuple[str, dict[str, AttributeValue]] | None:
        """The label and attributes for a model's label; None where the codebook has nothing like it."""
        if name.casefold() in self._own:
            return self._own[name.casefold()], {}
        kind = _KINDS.get(name.upper())
        if kind is None or self._actor is None:
            return None
        return self._actor, {"kind": kind, "mention": "name"}


def proposals(
    reading: Reading, labels: Labels, found: list[tuple[str, int, int, float]], source: str
) -> list[Proposal]:
    """Of (model's label, start, end, score), with words whole; parts of the same word with one label are one."""
    made: list[Proposal] = []
    last: dict[str, tuple[int, Proposal]] = {}
    for name, lo, hi, score in sorted(found, key=lambda one: one[1:3]):
        label = labels.of(name)
        start, end = snap_to_words(reading.text, lo, hi)
        if label is None or start >= end:
            continue
        if name in last:
            reached, before = last[name]
            if reached <= lo and start < before.end:
                before.segments = ((before.start, max(end, before.end)),)
                before.score = max(score, before.score)
                last[name] = (hi, before)
                continue
        proposal = Proposal(label[0], ((start, end),), score, f"{name} by {source}", dict(label[1]))
        last[name] = (hi, proposal)
        made.append(proposal)
    return made


def pieces(reading: Reading, longest: int) -> Iterator[Range]:
    """Stretches of at most so many code points that hold all lines: several lines, or parts of a long one."""
    begin = end = 0
    for lo, hi in _parts(reading, longest):
        if end and hi - begin > longest:
            yield begin, end
            end = 0
        if not end:
            begin = lo
        end = hi
    if end:
        yield begin, end


def _parts(reading: Reading, longest: int) -> Iterator[Range]:
    for lo, hi in reading.lines:
        if hi - lo <= longest:
            yield lo, hi
            continue
        for first, last in sentences(reading.text, lo, hi):
            for at in range(first, last, longest):
                yield at, min(at + longest, last)
