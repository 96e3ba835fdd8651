"""Trains the labellers of a project, and judges each against the rules by cross-validation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.errors import Cancelled
from annotator.core.models import Article, Segments, Span, Zone
from annotator.suggest.base import Context, Proposal, Suggester
from annotator.suggest.learned.features import features, with_unknown_words
from annotator.suggest.learned.fitting import Vocabulary
from annotator.suggest.learned.model import Model
from annotator.suggest.learned.trying import LabelTrial
from annotator.suggest.pipeline import linked_to, suggest
from annotator.suggest.reading import Reading

LEAST_ARTICLES = 10  # with labels; fewer teach nothing
LEAST_SPANS = 15
_LEAST_WITH_LABEL = 5  # articles
_MOST_TOKENS = 80_000  # 3 kB each
_MOST_WORK = 320_000  # tokens times labels: 30 s for 80,000 tokens and three labels
# With so many articles or more, so many folds: few need all that there is to learn from, many take their time.
_FOLDS = ((250, 2), (60, 3), (0, 5))
_UNKNOWN = 0.2  # of the capitalised words

Progress = Callable[[int, int], bool]


@dataclass(slots=True)
class Example:
    """An article with all its labels, up to ``until`` (None: its end), in code points; what follows is unknown."""

    article: Article
    spans: Sequence[Span]
    zones: Sequence[Zone] = ()
    until: int | None = None


@dataclass(slots=True)
class Lesson:
    """An example as the trainer sees it; ``items`` are its features as the vocabulary encodes them."""

    example: Example
    reading: Reading
    known: list[Proposal]
    linked: set[int]  # ids of known ones that links only lead to
    features: list[list[str]]
    fold: int = 0
    items: Any = None

    def gold(self, label: str) -> list[Segments]:
        return sorted({span.segments for span in self.spans(label)})

    def spans(self, label: str) -> list[Span]:
        return [span for span in self.example.spans if span.label == label and self._counts(span.end)]

    def ruled(self, label: str) -> list[Proposal]:
        """What the rules propose."""
        return [one for one in self.known if one.label == label and self._counts(one.end)]

    def _counts(self, end: int) -> bool:
        return self.example.until is None or end <= self.example.until


class Steps:
    """Tells how far the training is; raises Cancelled where it is to stop."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.done = 0
        self.number = 1

    def going(self) -> bool:
        return self._progress is None or self._progress(self.done, self.number)

    def step(self, number: int = 1) -> None:
        self.done += number
        if not self.going():
            raise Cancelled("The training was stopped.")


def choose(examples: Iterable[Example], codebook: Codebook) -> list[Example]:
    """The first of the examples, as many as may be worked on in a bounded time."""
    most = 6 * min(_MOST_TOKENS, _MOST_WORK // max(1, len(codebook.labels)))  # code points
    found: list[Example] = []
    for example in examples:
        most -= len(example.article.text) if example.until is None else example.until
        if most < 0 and found:
            break
        found.append(example)
    return found


def train(
    examples: Iterable[Example], context: Context, rules: Sequence[Suggester], progress: Progress | None = None
) -> Model | None:
    """A model of these examples, the most important first; None where they are too few.

    As many are used as a bounded time allows. The same examples give the same model. A label is kept if its exact
    F1 beats that of ``rules`` on the same articles; a model that keeps nothing still tells its ratings.
    Raises Cancelled.
    """
    from annotator.suggest.learned.training_choices import train_choices

    steps = Steps(progress)
    # What people linked in these very articles would teach to trust it more than it can be trusted elsewhere.
    blind = Context(context.codebook, context.actors, {}, context.with_article)
    chosen = choose(examples, context.codebook)
    if sum(bool(example.spans) for example in chosen) < LEAST_ARTICLES:
        return None
    lessons = _lessons(chosen, blind, rules, steps)
    labels = _labels(lessons, context.codebook)
    folds = next(folds for articles, folds in _FOLDS if len(lessons) >= articles)
    _divide(lessons, folds)
    vocabulary = Vocabulary(lesson.features for lesson in lessons)
    for lesson in lessons:
        lesson.items = vocabulary.encode(with_unknown_words(lesson.reading, lesson.features, _UNKNOWN))
    steps.done, steps.number = 0, len(labels) * (folds + 1) + 1
    model = Model(
        context.codebook.reference,
        tuple(sorted(lesson.example.article.id for lesson in lessons)),
        tuple(rule.name for rule in rules),
        [],
    )
    for label in labels:
        rating, labeller = LabelTrial(label, lessons, vocabulary, steps.going).run(folds, steps.step)
        model.ratings.append(rating)
        if labeller is not None:
            model.labellers[label] = labeller
        steps.step()
    train_choices(lessons, folds, context.codebook, model, steps)
    model.as_bytes()
    return model


def _lessons(
    examples: Sequence[Example], context: Context, rules: Sequence[Suggester], steps: Steps
) -> list[Lesson]:
    lessons: list[Lesson] = []
    same: dict[str, str] = {}  # one object for each feature
    steps.number = len(examples)
    for example in examples:
        reading = Reading(example.article, list(example.zones))
        proposed = suggest(example.article, example.zones, (), rules, context)
        known = [proposal for one in proposed for proposal in one.proposals]
        linked = linked_to(link for one in proposed for link in one.links)
        until = len(reading.tokens) if example.until is None else reading.token_at(example.until)
        seen = [[same.setdefault(one, one) for one in item] for item in features(reading, known)[:until]]
        lessons.append(Lesson(example, reading, known, linked, seen))
        steps.step()
    return lessons


def _labels(lessons: Sequence[Lesson], codebook: Codebook) -> list[str]:
    """The labels that have enough spans to learn from."""
    found = []
    for label in codebook.labels:
        numbers = [len(lesson.gold(label.name)) for lesson in lessons]
        if sum(numbers) >= LEAST_SPANS and sum(map(bool, numbers)) >= _LEAST_WITH_LABEL:
            found.append(label.name)
    return found


def _divide(lessons: Sequence[Lesson], folds: int) -> None:
    """Puts the articles of one group into one fold, since near-duplicates would tell the answer."""
    groups = {lesson.example.article.group or lesson.example.article.key for lesson in lessons}
    ordered = sorted(groups, key=lambda group: hashlib.sha256(group.encode()).digest())
    fold = {group: n % folds for n, group in enumerate(ordered)}
    for lesson in lessons:
        lesson.fold = fold[lesson.example.article.group or lesson.example.article.key]
