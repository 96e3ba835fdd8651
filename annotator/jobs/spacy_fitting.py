"""What of the training of a pipeline needs spaCy: dividing its articles, learning, measuring."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training.initialize import init_nlp
from spacy.training.loop import DIR_MODEL_BEST, train
from spacy.util import load_config, registry
from spacy.vocab import Vocab

from annotator.core.errors import UserError
from annotator.core.splitting import Part, share_out
from annotator.formats.writers.spacy import CONFIG, SUFFIX
from annotator.formats.writers.spacy_config import DEV, SPANS_KEY
from annotator.formats.writers.streams import split_name
from annotator.jobs.progress import Progress
from annotator.jobs.spacy_training import Division, Recipe
from annotator.suggest.evaluation import TOGETHER, Evaluation, Place

_PARTS = _TRAIN, _DEV, _TEST = "train", "dev", "test"
_SHARES = (0.2, 0.5)  # of the articles, where they have no splits: measured in
_LOGGER = "annotator.progress"
_LOOKS = 20  # times in a training that it is measured


@dataclass(frozen=True, slots=True)
class Fitted:
    """The best pipeline, in a folder; after how many steps it was that, and how many there were."""

    folder: Path
    best: int
    steps: int


def divide(data: Path, work: Path, seed: int) -> Division:
    """Copies the articles of an export into ``work/train``, to learn from, and ``work/dev`` and ``work/test``.

    Raises UserError where there are too few, or none has a label.
    """
    found = [
        _article(number, doc)
        for number, doc in enumerate(doc for docs in _files(data) for doc in docs.get_docs(Vocab()))
    ]
    division = Division()
    parts = iter(_parts(found, seed, division))
    for number, docs in enumerate(_files(data)):
        made = {name: DocBin(docs.attrs, store_user_data=False) for name in _PARTS}
        for doc in docs.get_docs(Vocab()):
            part = next(parts)
            if part is not None:
                made[part].add(doc)
        for name, some in made.items():
            path = work / name / f"{number:05}{SUFFIX}"
            path.parent.mkdir(exist_ok=True)
            some.to_disk(path)
    return division


def _files(folder: Path) -> Iterator[DocBin]:
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        yield DocBin().from_disk(path)


def _article(number: int, doc: Doc) -> Part:
    known = doc.user_data
    labels = Counter(span.label_ for span in _spans(doc))
    groups = (known["group"],) if known["group"] else ()
    split = None if known["split"] is None else split_name(known["split"])
    return Part(number, known["id"], groups, labels, split=split)


def _parts(found: list[Part], seed: int, division: Division) -> list[str | None]:
    """The part of each article, None for those of none."""
    named = {one.split for one in found}
    own = _TRAIN if _TRAIN in named else None
    has_dev = not named.isdisjoint(DEV)
    division.how = "splits" if own and has_dev else "groups"
    chosen = {} if has_dev else _shared([one for one in found if one.split == own], seed)
    parts: list[str | None] = []
    for one in found:
        part = None
        if one.split not in (own, _TEST, *DEV):
            division.elsewhere += 1
        elif one.split == _TEST:
            part = _TEST
        else:
            part = _DEV if one.split in DEV else chosen.get(one.id, _TRAIN)
        parts.append(part)
    division.train, division.dev, division.test = (parts.count(name) for name in _PARTS)
    for name, what in ((_TRAIN, "learn from"), (_DEV, "measure in")):
        if not any(part == name and one.labels for part, one in zip(parts, found, strict=True)):
            raise UserError(f"There are too few articles with labels: none is left to {what}.")
    return parts


def _shared(found: list[Part], seed: int) -> Mapping[int, str]:
    """Train or dev for each article: a fifth to dev, or half where there are so few that none would be."""
    splits: Mapping[int, str] = {}
    for dev in _SHARES:
        shares = {_TRAIN: 1 - dev, _DEV: dev, _TEST: 0.0}
        splits = share_out([replace(part, split=None) for part in found], shares, seed).splits
        if any(part.labels and splits[part.id] == _DEV for part in found):
            break
    return splits


def fit(data: Path, work: Path, recipe: Recipe, progress: Progress) -> Fitted:
    """Trains by the config of an export from what was divided; progress counts steps."""
    looks = min(recipe.steps, max(10, min(100, recipe.steps // _LOOKS)))
    config = load_config(
        data / CONFIG,
        overrides={
            "paths.train": str(work / _TRAIN),
            "paths.dev": str(work / _DEV),
            "system.seed": recipe.seed,
            "training.max_steps": recipe.steps,
            "training.patience": recipe.patience,
            "training.eval_frequency": looks,
        },
    )
    config["training"]["logger"] = {"@loggers": _LOGGER}
    log = _Log(recipe.steps, progress)
    registry.loggers.register(_LOGGER, func=lambda: log.begin)
    nlp = init_nlp(config)
    folder = work / "steps"
    folder.mkdir()
    train(nlp, folder, stdout=io.StringIO(), stderr=io.StringIO())
    return Fitted(folder / DIR_MODEL_BEST, log.best, log.steps)


class _Log:
    """Counts steps, and tells how far they are."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = total
        self._progress = progress
        self._score = -1.0
        self.steps = -1  # spaCy counts from 0 to the most that there may be
        self.best = 0

    def begin(
        self, _nlp: Language, _stdout: IO[str], _stderr: IO[str]
    ) -> tuple[Callable[[dict[str, Any] | None], None], Callable[[], None]]:
        return self._step, lambda: None

    def _step(self, info: dict[str, Any] | None) -> None:
        self.steps += 1
        if info is not None and info["score"] > self._score:
            self._score, self.best = info["score"], self.steps
        self._progress(self.steps, self._total)


def finish(
    fitted: Fitted, work: Path, name: str, recipe: Recipe, division: Division
) -> tuple[Evaluation, Evaluation]:
    """Puts the pipeline into ``work/pipeline`` as one to be used, and measures it in dev and in test."""
    nlp = spacy.load(fitted.folder)
    # What was there during the training alone, and is not where the pipeline goes.
    nlp.config["paths"] |= {"train": None, "dev": None}
    nlp.config["training"]["logger"] = {"@loggers": "spacy.ConsoleLogger.v1", "progress_bar": False}
    nlp.meta["name"] = name
    learned = f"learned from {division.train} articles in {fitted.best} steps with seed {recipe.seed}"
    nlp.meta["description"] = f"{recipe.task}, {learned}"
    nlp.to_disk(work / "pipeline")
    return _measure(nlp, work / _DEV), _measure(nlp, work / _TEST)


def _measure(nlp: Language, folder: Path) -> Evaluation:
    evaluation = Evaluation()
    for docs in _files(folder):
        gold = list(docs.get_docs(nlp.vocab))
        for right, doc in zip(gold, nlp.pipe([doc.text for doc in gold]), strict=True):
            evaluation.add(doc.text, _places(right), _places(doc))
    evaluation.finish()
    return evaluation


def _spans(doc: Doc) -> list[Span]:
    return list(doc.spans.get(SPANS_KEY, doc.ents))


def _places(doc: Doc) -> Iterator[Place]:
    for span in _spans(doc):
        yield Place(span.label_, ((span.start_char, span.end_char),), TOGETHER)
