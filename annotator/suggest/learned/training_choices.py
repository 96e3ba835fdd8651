"""Trains the choosers of choice attributes, and judges each against the rules' values or the most frequent one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotator.core.codebook import Attribute, Codebook
from annotator.suggest.learned.choosing import choice_features, matches
from annotator.suggest.learned.fitting import Going, Vocabulary, fit, rows
from annotator.suggest.learned.judging import Counts, is_better, total
from annotator.suggest.learned.model import Chooser, Model, Rating

if TYPE_CHECKING:
    from annotator.suggest.learned.training import Lesson, Steps

_LEAST = 30  # spans that have the attribute
_LEAST_OF_VALUE = 5
_MOST = 4_000
_WHY = "no better than the rules or the most frequent value"


class Case(NamedTuple):
    """A span with a value, and the value that a rule gave it (None: none)."""

    article: int
    fold: int
    features: list[str]
    value: str
    ruled: str | None


def train_choices(lessons: Sequence[Lesson], folds: int, codebook: Codebook, model: Model, steps: Steps) -> None:
    """Adds the ratings of choice attributes, and their choosers where these are better than what there is."""
    for label in codebook.labels:
        for attribute in label.attributes:
            if attribute.type == "choice":
                cases = _cases(lessons, label.name, attribute)
                counts = Counter(case.value for case in cases)
                if len(cases) >= _LEAST and len(counts) > 1 and counts.most_common(2)[1][1] >= _LEAST_OF_VALUE:
                    _try(f"{label.name}.{attribute.name}", cases, folds, model, steps)
    steps.step()


def _cases(lessons: Sequence[Lesson], label: str, attribute: Attribute) -> list[Case]:
    found: list[Case] = []
    for number, lesson in enumerate(lessons):
        spans = [span for span in lesson.spans(label) if span.attributes.get(attribute.name) in attribute.values]
        ruled = matches([span.segments for span in spans], label, lesson.known) if spans else []
        for span, rule in zip(spans, ruled, strict=True):
            by_rule = rule.attributes.get(attribute.name) if rule is not None else None
            found.append(
                Case(
                    number,
                    lesson.fold,
                    choice_features(lesson.reading, span.segments, by_rule),
                    str(span.attributes[attribute.name]),
                    None if by_rule is None else str(by_rule),
                )
            )
    return found[:_MOST]


def _try(name: str, cases: list[Case], folds: int, model: Model, steps: Steps) -> None:
    learned: dict[int, list[bool]] = {}
    before: dict[int, list[bool]] = {}
    for fold in range(folds):
        taught = [case for case in cases if case.fold != fold]
        if not taught:
            continue
        usual = Counter(case.value for case in taught).most_common(1)[0][0]
        chooser = _chooser(taught, steps.going)
        for case in cases:
            if case.fold == fold:
                learned.setdefault(case.article, []).append(chooser.choose(case.features) == case.value)
                before.setdefault(case.article, []).append((case.ruled or usual) == case.value)
    ours, theirs = _counts(learned), _counts(before)
    rating = Rating(name, total(ours), total(theirs), "" if is_better(ours, theirs) else _WHY)
    model.ratings.append(rating)
    if rating.kept:
        label, _, attribute = name.partition(".")
        model.choosers[label, attribute] = _chooser(cases, steps.going)
    steps.step(0)


def _counts(right: dict[int, list[bool]]) -> list[Counts]:
    return [(len(some), len(some), sum(some)) for some in right.values()]


def _chooser(cases: Sequence[Case], going: Going) -> Chooser:
    vocabulary = Vocabulary([case.features] for case in cases)
    states, _ = fit(vocabulary, ((vocabulary.encode([case.features]), [case.value]) for case in cases), going)
    values = tuple(sorted({case.value for case in cases}))
    return Chooser(values, rows(states, values))
