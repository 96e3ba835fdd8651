"""A suggester that proposes what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar

import pytest

from annotator.core.models import AttributeValue, Segments
from annotator.suggest import registry
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.reading import Reading

Propose = Callable[[Reading, Sequence[Proposal], Context], Suggestions]


class Fake:
    """Proposes the words of ``words`` (word → label), or what ``propose`` returns."""

    name = "fake"
    kind = "rule"
    needs: tuple[str, ...] = ()
    version: ClassVar[str] = "1"
    words: ClassVar[dict[str, str]] = {}
    propose: ClassVar[Propose | None] = None
    score: ClassVar[float] = 0.8

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        propose = type(self).propose
        if propose is not None:
            return propose(reading, known, context)
        return Suggestions([proposal(reading.text, word, label) for word, label in self.words.items()])


class Other(Fake):
    """A second one, which runs after the first."""

    name = "other"
    words: ClassVar[dict[str, str]] = {}
    propose: ClassVar[Propose | None] = None


def proposal(text: str, word: str, label: str, **attributes: AttributeValue) -> Proposal:
    """A proposal of the first place where the word stands."""
    start = text.index(word)
    place: Segments = ((start, start + len(word)),)
    return Proposal(label, place, Fake.score, f"is '{word}'", dict(attributes))


def linked(text: str, head: tuple[str, str], child: tuple[str, str], label: str) -> Suggestions:
    """Two proposals, (word, label) each, and a link between them."""
    one, two = proposal(text, *head), proposal(text, *child)
    return Suggestions([one, two], [Link(label, one, two, 0.7)])


@contextmanager
def fakes_alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In which the fakes are the only suggesters that there are."""
    for fake in (Fake, Other):
        monkeypatch.setattr(fake, "words", {})
        monkeypatch.setattr(fake, "propose", None)
        monkeypatch.setattr(fake, "version", "1")
        monkeypatch.setattr(fake, "kind", "rule")
    monkeypatch.setattr(registry, "BUILT_IN", {fake.name: f"{__name__}:{fake.__name__}" for fake in (Fake, Other)})
    registry._built_in.cache_clear()
    yield
    registry._built_in.cache_clear()
