"""Learns from what one person labelled in a project, and keeps it there.

The work is done in a process of its own: CRFsuite holds Python's lock while it counts.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from annotator.core.errors import Cancelled, UserError
from annotator.core.models import Span, State, Zone
from annotator.jobs.processes import EndedError, run_apart
from annotator.jobs.progress import Progress
from annotator.jobs.suggesting import context_of
from annotator.store import annotations as layers
from annotator.store import articles, learning
from annotator.store.database import Database, translated
from annotator.suggest.learned.model import Model, Rating
from annotator.suggest.learned.training import LEAST_ARTICLES as LEAST_ARTICLES
from annotator.suggest.learned.training import LEAST_SPANS, Example, choose, train
from annotator.suggest.registry import BUILT_IN, LEARNED, suggesters

_MORE = 1.25  # times as many articles with labels: time to learn again
_LEAST_STARTED = 3  # labels of an article that is merely started


@dataclass(slots=True)
class TrainReport:
    """What was learned of how many articles; ``ratings`` tell how each label does beside the rules.

    ``kept`` says whether the project has a model now that it had not before. ``articles`` is 0 where there are too
    few to learn from, of those that are ``labelled``, by annotator, the first by the one that was asked for; then,
    and where it was cancelled, the project keeps the model that it had.
    """

    articles: int = 0
    ratings: list[Rating] = field(default_factory=list)
    version: str = ""
    kept: bool = False
    cancelled: bool = False
    labelled: dict[str, int] = field(default_factory=dict)

    def sentences(self) -> Iterator[str]:
        """What a person should know, a sentence each."""
        if self.cancelled:
            yield "stopped; what was learned before stays"
        elif not self.articles:
            (annotator, number), *others = self.labelled.items()
            said = f"at least {LEAST_ARTICLES} articles with labels are needed, and {annotator} has {number}"
            more = ", ".join(f"{name} has {count}" for name, count in others if count)
            yield f"too little to learn from: {said}" + (f" ({more}: --annotator)" if more else "")
        else:
            better = [rating.name for rating in self.ratings if rating.kept]
            yield f"learned from {self.articles} articles"
            if not self.ratings:
                yield f"no label has the {LEAST_SPANS} spans that are needed"
            elif better:
                yield f"in use for {', '.join(better)}"
            else:
                yield "nothing is better than the rules, which stay alone"


def run_training(db: Database, annotator: str, progress: Progress | None = None) -> TrainReport:
    """Learns from the annotator's labels; the model takes the place of the one that the project had.

    Where nothing beats the rules that is what is kept, as the model before, of fewer labels, would not either.
    Progress counts steps of unequal length; a false answer leaves all as it was. Raises UserError.
    """
    db.require_writable()
    try:
        answer = _ask(db.path, annotator, progress)
    except Cancelled:
        return TrainReport(cancelled=True)
    with translated(db.path):
        before = learning.kept(db.conn, LEARNED)
        labelled = {
            name: len(learning.labelled_articles(db.conn, name, (State.STARTED, State.DONE)))
            for name in dict.fromkeys([annotator, *layers.annotators(db.conn)])
        }
    if not answer:
        return TrainReport(labelled=labelled)
    model = Model.from_bytes(answer)
    meta = _meta(model, annotator, labelled[annotator])
    if before is None or (before.version, before.meta) != (model.version, meta):
        learning.keep(db, LEARNED, model.version, meta, answer)
    is_new = before is None or before.version != model.version
    return TrainReport(
        len(model.articles), model.ratings, model.version, bool(model.kept) and is_new, labelled=labelled
    )


def is_worth_learning(db: Database, annotator: str) -> bool:
    """Whether so much was labelled that learning (again) may pay: enough to begin with, then a quarter more."""
    with translated(db.path):
        before = learning.kept(db.conn, LEARNED)
        labelled = len(learning.labelled_articles(db.conn, annotator, (State.STARTED, State.DONE)))
    if before is None or before.meta.get("annotator") != annotator:
        return labelled >= LEAST_ARTICLES
    return labelled >= _MORE * int(before.meta.get("labelled", 0))


def _meta(model: Model, annotator: str, labelled: int) -> dict[str, object]:
    return {
        "annotator": annotator,
        "codebook": model.codebook,
        "articles": len(model.articles),
        "labelled": labelled,
        "ratings": [
            {
                "name": rating.name,
                "learned": round(rating.learned.f1, 3),
                "rules": round(rating.rules.f1, 3),
                "why": rating.why,
            }
            for rating in model.ratings
        ],
    }


def _ask(path: Path, annotator: str, progress: Progress | None) -> bytes:
    """The model that a process of its own makes, as bytes; empty if there is too little. Raises UserError."""
    try:
        answer: bytes = run_apart(_train, path, annotator, progress=progress)
    except EndedError:
        raise UserError(
            "The process that learned was ended, for want of memory perhaps. What was learned before stays."
        ) from None
    return answer


def _train(path: Path, annotator: str, progress: Progress) -> bytes:
    with closing(Database(path)) as db:
        context = context_of(db, blind=True)
        with closing(_examples(db, annotator)) as examples:
            chosen = choose(examples, context.codebook)
        model = train(chosen, context, suggesters(tuple(BUILT_IN)), progress)
    return b"" if model is None else model.as_bytes()


def _examples(db: Database, annotator: str) -> Generator[Example, None, None]:
    """The annotator's articles, those of the newest work first.

    What is done is known as a whole. People label from top to bottom, so of what is merely started the lines up to
    the last label count as read; the rest might hold anything.
    """
    with db.snapshot() as conn:
        done = set(learning.labelled_articles(conn, annotator, (State.DONE,)))
        for id_ in learning.labelled_articles(conn, annotator, (State.STARTED, State.DONE)):
            article = articles.article(conn, id_)
            spans = layers.spans(conn, id_, annotator)
            if article is not None and (id_ in done or len(spans) >= _LEAST_STARTED):
                zones: list[Zone] = layers.zones(conn, id_)
                yield Example(article, spans, zones, None if id_ in done else _read_to(article.text, spans))


def _read_to(text: str, spans: list[Span]) -> int:
    last = max(span.end for span in spans)
    line_end = text.find("\n", last)
    return len(text) if line_end < 0 else line_end
