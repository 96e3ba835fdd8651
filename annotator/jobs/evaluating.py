"""Measures suggesters against what one person labelled. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from annotator.core.errors import UserError
from annotator.core.models import Article, Relation, Span, Zone
from annotator.jobs.export_filter import STATUSES
from annotator.jobs.progress import Progress
from annotator.jobs.suggest_work import learned_by
from annotator.jobs.suggesting import context_of
from annotator.store import annotations as layers
from annotator.store import articles, learning
from annotator.store.database import Database, translated
from annotator.suggest import registry
from annotator.suggest.base import Context, Proposal, Suggester
from annotator.suggest.evaluation import TOGETHER, WAYS, Evaluation, Place, Score, Tie
from annotator.suggest.learned.model import Model, Rating
from annotator.suggest.pipeline import suggest
from annotator.suggest.registry import LEARNED

__all__ = ["EvaluateReport", "Evaluation", "Score", "Wanted", "ordered", "run_evaluation"]

_STEP = 10  # articles between two questions whether to go on


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to measure: ``against`` whom, in articles of which ``status`` of theirs (done, started: begun or done,
    any: those with labels, too, whatever their status), and ``only`` which suggesters (None: all)."""

    against: str
    status: str = "done"
    only: tuple[str, ...] | None = None


@dataclass(slots=True)
class EvaluateReport:
    """What was measured. ``learned`` is of the articles alone that the project's model was not trained on, with it
    running; ``ratings`` are what its cross-validation said."""

    wanted: Wanted
    evaluation: Evaluation = field(default_factory=Evaluation)
    learned: Evaluation = field(default_factory=Evaluation)
    ratings: list[Rating] = field(default_factory=list)
    failures: int = 0
    cancelled: bool = False

    def as_data(self) -> dict[str, Any]:
        """The report as JSON knows it."""
        return {
            "against": self.wanted.against,
            "status": self.wanted.status,
            **_data(self.evaluation),
            "learned": {
                **_data(self.learned),
                "cross_validation": [
                    {
                        "label": rating.name,
                        "learned": _score(rating.learned),
                        "rules": _score(rating.rules),
                        "kept": rating.kept,
                    }
                    for rating in self.ratings
                ],
            },
            "failures": self.failures,
        }


def _data(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "articles": evaluation.articles,
        "spans": [
            {
                "suggester": by,
                "label": label,
                **{way: _score(getattr(evaluation.spans[by, label], way)) for way in WAYS},
            }
            for by, label in ordered(evaluation.spans)
        ],
        "relations": [
            {"suggester": by, "label": label, "overlap": _score(evaluation.relations[by, label])}
            for by, label in ordered(evaluation.relations)
        ],
    }


def ordered(keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Suggesters by name, each with its labels by name; all together come first."""
    return sorted(keys, key=lambda key: (key[0] != TOGETHER, key[0], key[1] != TOGETHER, key[1]))


def _score(score: Score) -> dict[str, float]:
    return asdict(score) | {name: round(getattr(score, name), 4) for name in ("precision", "recall", "f1")}


@dataclass(slots=True)
class _Labelled:
    """An article with what was labelled in it, and what the file holds of suggesters that can't be run here."""

    article: Article
    zones: list[Zone]
    spans: list[Span]
    relations: list[Relation]
    stored: list[Span]
    stored_relations: list[Relation]


def run_evaluation(db: Database, wanted: Wanted, progress: Progress | None = None) -> EvaluateReport:
    """Measures suggesters afresh, as if nobody had labelled the articles yet.

    Suggestions in the file by others than the suggesters that there are here (imports, engines) are measured as
    they are, however they were decided. Progress counts articles; a false answer leaves a report of those before.
    Raises UserError.
    """
    report = EvaluateReport(wanted)
    with db.snapshot() as conn:
        if wanted.against not in layers.annotators(conn):
            known = ", ".join(layers.annotators(conn)) or "nobody yet"
            raise UserError(f"{db.path} has no annotator {wanted.against!r}; it has {known}.")
        states = None if wanted.status == "any" else STATUSES[wanted.status]
        ids = learning.labelled_articles(conn, wanted.against, states)
        stored_names = learning.stored_suggesters(conn) - {*registry.names(), LEARNED}
    with translated(db.path):
        rules, learned = _suggesters(db, wanted.only, stored_names, report)
        context = context_of(db, blind=True)
    stored = stored_names if wanted.only is None else stored_names & set(wanted.only)
    for n, id_ in enumerate(ids):
        if n % _STEP == 0 and progress is not None and not progress(n, len(ids)):
            report.cancelled = True
            break
        with db.snapshot():
            labelled = _read(db, id_, wanted.against, stored)
        if labelled is not None:
            _measure(report.evaluation, labelled, rules, context, report)
            if learned and id_ not in learned[1]:
                _measure(report.learned, labelled, learned[0], context, report)
    report.evaluation.finish()
    report.learned.finish()
    return report


def _suggesters(
    db: Database, only: Sequence[str] | None, stored: set[str], report: EvaluateReport
) -> tuple[list[Suggester], tuple[list[Suggester], set[int]] | None]:
    """Those to run everywhere; and with the one that was learned, and the articles that it was trained on."""
    kept = learning.kept(db.conn, LEARNED)
    own = learned_by(kept.data) if kept else []
    names = None if only is None else tuple(name for name in only if name not in stored)
    if only is not None and not names:
        return [], None
    everyone = registry.suggesters(names, own)
    rules = [one for one in everyone if one.name != LEARNED]
    if kept is None or len(rules) == len(everyone):
        return rules, None
    model = Model.from_bytes(kept.data)
    report.ratings = model.ratings
    return rules, (everyone, set(model.articles))


def _read(db: Database, id_: int, annotator: str, stored: set[str]) -> _Labelled | None:
    conn = db.conn
    article = articles.article(conn, id_)
    if article is None:
        return None
    spans, relations = layers.spans(conn, id_, annotator), layers.relations(conn, id_, annotator)
    found = _Labelled(article, layers.zones(conn, id_), spans, relations, [], [])
    if stored:
        found.stored = [one for one in layers.suggestions(conn, id_, decided=True) if one.origin.name in stored]
        links = layers.suggested_relations(conn, id_, decided=True)
        found.stored_relations = [link for link in links if link.origin.name in stored]
    return found


def _measure(
    evaluation: Evaluation,
    labelled: _Labelled,
    suggesters: Sequence[Suggester],
    context: Context,
    report: EvaluateReport,
) -> None:
    made = suggest(labelled.article, labelled.zones, (), suggesters, context)
    report.failures += sum(bool(one.failure) for one in made)
    places: dict[int, Place] = {}
    found: list[Place] = []
    for one in made:
        for proposal in one.proposals:
            place = places[id(proposal)] = _place(proposal, one.suggester.name)
            found.append(place)
    ties = [
        Tie(link.label, places[id(link.head)], places[id(link.child)], one.suggester.name)
        for one in made
        for link in one.links
        if id(link.head) in places and id(link.child) in places
    ]
    gold = {span.id: Place(span.label, span.segments) for span in labelled.spans}
    kept = {span.id: _place(span, span.origin.name or "") for span in labelled.stored}
    evaluation.add(
        labelled.article.text,
        gold.values(),
        [*found, *kept.values()],
        _ties(labelled.relations, gold),
        [*ties, *_ties(labelled.stored_relations, gold | kept)],
    )


def _place(one: Proposal | Span, by: str) -> Place:
    return Place(one.label, one.segments, by)


def _ties(relations: Iterable[Relation], places: dict[str, Place]) -> Iterator[Tie]:
    for one in relations:
        if one.head in places and one.child in places:
            yield Tie(one.label, places[one.head], places[one.child], one.origin.name or "")
