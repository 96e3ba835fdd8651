"""Cross-validates the labeller of one label in several settings, and makes the best if it beats the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.core.models import Segments
from annotator.suggest.base import Proposal
from annotator.suggest.evaluation import likeness, overlapping, pairs
from annotator.suggest.learned.chain import TAGS, Chain, Potentials
from annotator.suggest.learned.fitting import Going, Vocabulary, fit, rows
from annotator.suggest.learned.judging import Counts, calibrate, is_better, total
from annotator.suggest.learned.model import Labeller, Rating
from annotator.suggest.learned.sieving import Sieve, sieve_features, stand
from annotator.suggest.learned.tagging import place, tag

if TYPE_CHECKING:
    from annotator.suggest.learned.training import Lesson

_FLOOR = 0.35  # F1; what is worse is of no help, though there be nothing better
_NEAR = 0.5  # intersection over union
_NEVER = -50.0
# A conditional random field is shy: it prefers leaving out to naming what is wrong. F1 weighs both alike.
_BOLDNESS = (0.0, 1.0, 2.0)
_LEAST = (0.1, 0.2, 0.3, 0.45, 0.6)  # of what a sieve lets through
_LEAST_RULED = 20  # proposals of the rules, right and wrong ones, to make a sieve of


@dataclass(slots=True)
class Trial:
    """What one setting did: counts of each article, of what was exactly right and of what was nearly.

    No ``boldness``: nothing is found beside the rules' proposals; no ``least``: none of these goes through.
    """

    boldness: float | None
    least: float | None
    exact: list[Counts] = field(default_factory=list)
    near: list[Counts] = field(default_factory=list)

    def add(self, gold: Sequence[Segments], places: Sequence[Segments]) -> None:
        met = sum(likeness(gold[g], places[p]) >= _NEAR for g, p in pairs(gold, places))
        self.exact.append((len(gold), len(places), len(set(gold) & set(places))))
        self.near.append((len(gold), len(places), met))

    @property
    def worth(self) -> float:
        """Wrong borders are mended quicker than a span is made, so what is nearly right counts, too."""
        return total(self.exact).f1 + total(self.near).f1


@dataclass(slots=True)
class Read:
    """A lesson as what was learned of the other folds reads it; ``likely`` is of the rules' proposals."""

    lesson: Lesson
    chain: Chain
    potentials: Potentials
    before: list[Proposal]
    likely: list[float] | None


class LabelTrial:
    """One label, its tags and what the rules propose of it, in all lessons."""

    def __init__(self, label: str, lessons: Sequence[Lesson], vocabulary: Vocabulary, going: Going) -> None:
        self._label = label
        self._lessons = lessons
        self._vocabulary = vocabulary
        self._going = going
        self._tags = {
            id(lesson): [TAGS[n] for n in tag(lesson.reading, lesson.gold(label))[: len(lesson.features)]]
            for lesson in lessons
        }
        self._cases = {id(lesson): _cases(lesson, label) for lesson in lessons}
        sides = [right for cases in self._cases.values() for _, right in cases]
        self._sieved = min(sum(sides), len(sides) - sum(sides)) >= _LEAST_RULED

    def run(self, folds: int, step: Callable[[], None]) -> tuple[Rating, Labeller | None]:
        """How the best setting does beside the rules; and its labeller, if that is better."""
        read: list[Read] = []
        for fold in range(folds):
            taught = [lesson for lesson in self._lessons if lesson.fold != fold]
            chain, sieve = self._chain(taught), self._sieve(taught, 0.0) if self._sieved else None
            read += [self._read(one, chain, sieve) for one in self._lessons if one.fold == fold]
            step()
        best = max(self._trials(read), key=lambda trial: trial.worth)
        rules = Trial(None, None)
        for one in read:
            rules.add(one.lesson.gold(self._label), sorted({old.segments for old in one.before}))
        rating = Rating(self._label, total(best.exact), total(rules.exact))
        if not is_better(best.exact, rules.exact) or total(best.near).f1 < total(rules.near).f1:
            rating.why = "the rules do as well"
        elif rating.learned.f1 < _FLOOR:
            rating.why = f"F1 below {_FLOOR}"
        return rating, self._labeller(best, read) if rating.kept else None

    def _read(self, lesson: Lesson, chain: Chain, sieve: Sieve | None) -> Read:
        likely = [sieve.likely(features) for features, _ in self._cases[id(lesson)]] if sieve else None
        return Read(lesson, chain, chain.potentials(lesson.features), lesson.ruled(self._label), likely)

    def _trials(self, read: Sequence[Read]) -> list[Trial]:
        leasts = (None, *_LEAST) if self._sieved else (None,)
        trials = [
            Trial(boldness, least)
            for boldness in ((*_BOLDNESS, None) if self._sieved else _BOLDNESS)
            for least in leasts
            if (boldness, least) != (None, None)
        ]
        for one in read:
            gold = one.lesson.gold(self._label)
            found = {boldness: self._found(one, boldness) for boldness in (None, *_BOLDNESS)}
            for trial in trials:
                trial.add(gold, sorted(self._shown(one, found[trial.boldness], trial.least)))
        return trials

    def _found(self, one: Read, boldness: float | None) -> list[Segments]:
        if boldness is None:
            return []
        stretches = replace(one.chain, boldness=boldness).places(one.potentials)
        return [place(one.lesson.reading, some) for some in stretches]

    def _shown(self, one: Read, found: list[Segments], least: float | None) -> set[Segments]:
        """What is proposed in the end; an end of a link that nothing stands for stays, as in the pipeline."""
        through = [False] * len(one.before)
        if least is not None and one.likely is not None:
            through = [likely >= least for likely in one.likely]
        standing = stand(self._label, found, one.before, through)
        gone = {id(old) for old, n in standing.instead if n is not None or id(old) not in one.lesson.linked}
        return {
            *(found[n] for n in standing.new),
            *(old.segments for old in one.before if id(old) not in gone),
        }

    def _labeller(self, best: Trial, read: Sequence[Read]) -> Labeller:
        sieve = None if best.least is None else self._sieve(self._lessons, best.least)
        if best.boldness is None:
            return Labeller(None, (), sieve)
        chain = replace(self._chain(self._lessons), boldness=best.boldness)
        seen = []
        for one in read:
            gold = set(one.lesson.gold(self._label))
            for found in replace(one.chain, boldness=best.boldness).found(one.potentials):
                seen.append((found.probability, place(one.lesson.reading, found.stretches) in gold))
        return Labeller(chain, calibrate(seen), sieve)

    def _chain(self, lessons: Sequence[Lesson]) -> Chain:
        tagged = [(lesson.items, self._tags[id(lesson)]) for lesson in lessons]
        states, steps = fit(self._vocabulary, tagged, self._going)
        seen = {one for _, tags in tagged for one in tags}
        return Chain(
            rows(states, TAGS),
            [
                tuple(steps.get((one, other), 0.0) if {one, other} <= seen else _NEVER for other in TAGS)
                for one in TAGS
            ],
        )

    def _sieve(self, lessons: Sequence[Lesson], least: float) -> Sieve:
        cases = [case for lesson in lessons for case in self._cases[id(lesson)]]
        vocabulary = Vocabulary([features] for features, _ in cases)
        sequences = ((vocabulary.encode([features]), ["yes" if right else "no"]) for features, right in cases)
        states, _ = fit(vocabulary, sequences, self._going)
        weights = {name: round(of.get("yes", 0.0) - of.get("no", 0.0), 3) for name, of in sorted(states.items())}
        return Sieve(weights, least)


def _cases(lesson: Lesson, label: str) -> list[tuple[list[str], bool]]:
    """The features of each of the rules' proposals, and whether it is nearly right."""
    ruled, gold = lesson.ruled(label), lesson.gold(label)
    right = {
        p
        for p, g in overlapping([one.segments for one in ruled], gold)
        if likeness(ruled[p].segments, gold[g]) >= _NEAR
    }
    return [(sieve_features(lesson.reading, lesson.features, one), n in right) for n, one in enumerate(ruled)]
