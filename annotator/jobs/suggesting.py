"""Runs of suggesters over a project: one article for the window, or all of them, in processes of their own."""

from __future__ import annotations

import threading
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.core.errors import UserError
from annotator.core.models import Change
from annotator.core.name_words import ARTICLES
from annotator.core.names import fold
from annotator.jobs.progress import Progress
from annotator.jobs.suggest_work import Equipment, Finder, Found
from annotator.jobs.suggesters import LearnedState, learned_state
from annotator.store import annotations as layers
from annotator.store import articles, learning, suggesting, suggestion_input
from annotator.store.database import Database, translated
from annotator.store.suggestion_counts import Acceptance, acceptance, queue, reasons
from annotator.suggest import registry
from annotator.suggest.base import Context
from annotator.suggest.engines import NOT_ASKED
from annotator.suggest.registry import LEARNED

if TYPE_CHECKING:
    from annotator.jobs.evaluating import EvaluateReport, Wanted
    from annotator.jobs.export_filter import ExportFilter
    from annotator.jobs.spacy_training import PipelineReport, Recipe
    from annotator.jobs.suggest_workers import Workers
    from annotator.jobs.training import TrainReport
    from annotator.project import Project

# Spans from which on a habit is one: of articles in or before them, and of commas behind them.
_LEAST_ARTICLES, _LEAST_COMMAS = 2, 5
Contexts = Sequence[tuple[str, str, str]]  # what stands before a span, in it, and behind it

# What is known of a project is kept for the next article, whoever asks: 10,000 actors take 50 ms to read.
_known: dict[Path, tuple[tuple[str | bool, ...], Equipment, Finder | None]] = {}
_lock = threading.Lock()


@dataclass(slots=True)
class SuggestReport:
    """What came of a run. ``skipped`` articles are done or skipped, or had been looked through before."""

    articles: int = 0
    skipped: int = 0
    suggestions: int = 0
    relations: int = 0
    withdrawn: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)  # suggester, what went wrong
    dropped: Counter[str] = field(
        default_factory=Counter
    )  # by suggester: what was proposed and is not in the text
    cancelled: bool = False
    problem: str = ""  # why the run ended before all articles were looked through: no suggester could go on
    change: Change | None = None

    def take(self, found: Found) -> None:
        """Notes what went wrong in some articles."""
        self.problem = self.problem or found.problem
        self.failures += [(name, what) for _, name, what in found.failures]
        self.dropped += found.dropped

    def count(self, counts: suggesting.Counts) -> None:
        """Notes what was written."""
        self.articles, self.withdrawn = counts.articles, counts.withdrawn
        self.suggestions, self.relations = counts.suggestions, counts.relations

    def sentences(self) -> Iterator[str]:
        """What a person should know, a sentence each."""
        yield (
            f"articles {self.articles}, skipped {self.skipped}, suggestions {self.suggestions}, "
            f"relations {self.relations}, withdrawn {self.withdrawn}"
        )
        for (name, what), number in Counter(self.failures).items():
            where = f"{number} article{'s' * (number > 1)}"
            yield f"{name} was {what}, in {where}" if what == NOT_ASKED else f"{name} failed in {where}: {what}"
        for name, number in self.dropped.items():
            several = ("s", "were") if number > 1 else ("", "was")
            yield f"{number} proposal{several[0]} of {name} {several[1]} not in the text and {several[1]} dropped"
        if self.cancelled:
            yield "stopped; suggesting again goes on with the rest"


class _Pace(NamedTuple):
    """How many articles a process is given at once (a step) and are written at once; ``ahead`` steps are begun."""

    step: int
    write: int
    ahead: int


def _pace(workers: int, slow: bool) -> _Pace:
    """What takes a minute an article is written at once, and stops after that article."""
    return _Pace(1 if slow else 25, 1 if slow else 100, 2 * workers or 1)


class Suggesting:
    """What suggesters do in one project; reached through :class:`annotator.project.Project`."""

    def __init__(self, db: Database, project: Project) -> None:
        self._db = db
        self._project = project

    def names(self) -> tuple[str, ...]:
        """The suggesters that there are, in the order in which they run."""
        return registry.names()

    def problems(self) -> list[str]:
        """Why suggesters of other packages can't be used, a sentence each."""
        return registry.plugins().problems

    def reasons(self, article_id: int) -> dict[str, str]:
        """Why the suggestions of an article were made, by id; accepted ones keep their ids as spans."""
        with translated(self._db.path):
            return reasons(self._db.conn, article_id)

    def acceptance(self) -> list[Acceptance]:
        """How the suggestions of each suggester and label were decided."""
        with translated(self._db.path):
            return acceptance(self._db.conn, self._project.annotator, self._project.everyone)

    def queue(self, by: str, least: float = 0.0) -> array[int]:
        """Ids of articles, done and skipped ones apart, with open suggestions of at least this score.

        ``by`` is "uncertainty" or "yield".
        """
        with translated(self._db.path):
            return queue(self._db.conn, by, self._project.annotator, self._project.everyone, least)

    def is_current(self, article_id: int, names: tuple[str, ...] | None = None) -> bool:
        """Whether there is nothing to look for in the article: all has been, or it is done, skipped or gone."""
        with translated(self._db.path):
            return not self._unfinished(self._finder(names), [article_id])

    def suggest_article(self, article_id: int, names: tuple[str, ...] | None = None) -> SuggestReport:
        """Suggests in one article, in this thread; no ``change`` where that changes nothing.

        The change is one that undo passes over, as nobody asked for it.
        """
        run = suggesting.SuggestionRun(self._db, self._project.annotator, self._layer, automatic=True)
        with translated(self._db.path):
            finder = self._finder(names)
        with self._db.snapshot() as conn:
            unread = list(suggestion_input.read(conn, [article_id], self._layer))
        found = finder.find(unread)
        run.add(found.articles)
        report = SuggestReport()
        report.take(found)
        report.count(run.counts)
        with translated(self._db.path):
            report.change = self._project.noted(run.change_with_rows())
        return report

    def run(
        self,
        names: tuple[str, ...] | None = None,
        progress: Progress | None = None,
        workers: int = 1,
        engines: tuple[str, ...] = (),
    ) -> SuggestReport:
        """Suggests in all articles in which not all has been suggested, and that are neither done nor skipped.

        Progress counts articles; it is asked while nothing comes, too, and when it cancels, who is still looking
        is ended at once.

        ``workers`` processes look, which this one reads and writes for; with 0 it does all itself. ``engines``
        (:func:`annotator.suggest.engines.engine`) run beside the suggesters of these names. Raises UserError for
        what is wrong before anybody has been asked.
        """
        from annotator.jobs.suggest_workers import looking

        self._db.require_writable()
        if names == () and not engines:
            raise UserError("Nobody is to suggest: no suggester is named, and no engine.")
        report = SuggestReport()
        with translated(self._db.path):
            equipment = self._equipment(names)._replace(engines=engines)
            finder = Finder(equipment)  # also where others work: tells what is wrong before they begin
            ids = self._unfinished(finder)
            report.skipped = articles.count(self._db.conn) - len(ids)
        run = suggesting.SuggestionRun(self._db, self._project.annotator, self._layer)
        try:
            with self._db.relaxed(), looking(workers, equipment, finder) as by:
                self._look(ids, run, report, by, _pace(workers, slow=bool(engines)), progress)
        finally:
            self._project.noted(run.change)
        report.count(run.counts)
        report.change = run.change
        return report

    def learn(self, progress: Progress | None = None) -> TrainReport:
        """Learns from the annotator's labels, in a process of low priority; see :func:`.training.run_training`."""
        from annotator.jobs.training import run_training

        return run_training(self._db, self._project.annotator, progress)

    def is_worth_learning(self) -> bool:
        """Whether so much was labelled since that :meth:`learn` may find more than it did."""
        from annotator.jobs.training import is_worth_learning

        return is_worth_learning(self._db, self._project.annotator)

    def train_pipeline(
        self, out: Path, wanted: ExportFilter, recipe: Recipe, progress: Progress | None = None
    ) -> PipelineReport:
        """Makes the folder ``out`` a spaCy pipeline learned from the project; see :mod:`.spacy_training`."""
        from annotator.jobs.spacy_training import run_spacy_training

        return run_spacy_training(self._db, self._project.codebook, out, wanted, recipe, progress)

    def learned(self) -> LearnedState | None:
        """What was learned here, in use or not; None where nothing was."""
        with translated(self._db.path):
            return learned_state(self._db)

    def count_done(self) -> int:
        """How many articles the annotator is done with, which is what is learned from above all."""
        with translated(self._db.path):
            return learning.count_done(self._db.conn, self._project.annotator)

    def evaluate(self, wanted: Wanted, progress: Progress | None = None) -> EvaluateReport:
        """Measures suggesters against what somebody labelled; see :func:`.evaluating.run_evaluation`."""
        from annotator.jobs.evaluating import run_evaluation

        return run_evaluation(self._db, wanted, progress)

    def _look(
        self,
        ids: Sequence[int],
        run: suggesting.SuggestionRun,
        report: SuggestReport,
        by: Workers,
        pace: _Pace,
        progress: Progress | None,
    ) -> None:
        ready: list[suggesting.ArticleFindings] = []

        def going(done: int) -> bool:
            report.cancelled |= progress is not None and not progress(done, len(ids))
            return not report.cancelled

        try:
            for found in self._found(ids, by, pace, going):
                report.take(found)
                ready += found.articles
                if len(ready) >= pace.write:
                    ready, full = [], ready
                    if not run.add(full):
                        report.cancelled = True
                        return
        finally:
            # Whatever ended it: what was found is not looked for again.
            if ready:
                run.add(ready)

    def _found(
        self, ids: Sequence[int], by: Workers, pace: _Pace, going: Callable[[int], bool]
    ) -> Iterator[Found]:
        """What was found, in the order of the articles; ``going`` is asked often, with their number by then."""
        firsts = iter(range(0, len(ids), pace.step))
        done = 0
        while True:
            while len(by) < pace.ahead and (first := next(firsts, None)) is not None:
                step = ids[first : first + pace.step]
                with self._db.snapshot() as conn:
                    by.begin(list(suggestion_input.read(conn, step, self._layer)))
            if not len(by):
                return
            found = by.next(partial(going, done))
            goes_on = False
            if found is not None:
                done = min(done + pace.step, len(ids))
                goes_on = going(done) and not found.problem
                yield found
            if not goes_on:
                yield from by.whole()
                return

    def _unfinished(self, finder: Finder, only: Sequence[int] | None = None) -> array[int]:
        project = self._project
        return suggestion_input.unfinished(self._db.conn, finder.marks, project.annotator, project.everyone, only)

    @property
    def _layer(self) -> str | None:
        return None if self._project.everyone else self._project.annotator

    def _finder(self, names: tuple[str, ...] | None) -> Finder:
        """What looks for suggestions in this thread, kept for the next article."""
        with _lock:
            equipment = self._read_equipment(names)
            stamp, kept, finder = _known[self._db.path]
            if finder is None or kept.names != names:
                finder = Finder(equipment)
                _known[self._db.path] = (stamp, equipment, finder)
            return finder

    def _equipment(self, names: tuple[str, ...] | None) -> Equipment:
        with _lock:
            return self._read_equipment(names)

    def _read_equipment(self, names: tuple[str, ...] | None) -> Equipment:
        """What is known, read where it has changed; only one thread at a time."""
        conn = self._db.conn
        codebook_id = str(layers.codebook_id(conn))
        register, learned = suggestion_input.register_stamp(conn), learning.kept_version(conn, LEARNED) or ""
        stamp = codebook_id, register, learned, *habits(conn)
        kept = _known.get(self._db.path)
        if kept is None or kept[0] != stamp:
            model = learning.kept(conn, LEARNED)
            equipment = Equipment(
                names, context_of(self._db), codebook_id, register, model.data if model else None
            )
            _known.clear()
            kept = _known[self._db.path] = (stamp, equipment, None)
        return kept[1]._replace(names=names)


def context_of(db: Database, blind: bool = False) -> Context:
    """What is known of the project; ``blind``: without the mentions that people linked."""
    conn = db.conn
    _, codebook = layers.codebook(conn)
    actors = tuple(layers.actors(conn).values())
    mentions = {} if blind else suggestion_input.linked_mentions(conn)
    return Context(codebook, actors, mentions, *habits(conn))


def habits(conn: Any) -> tuple[bool, bool]:
    """Whether ACTOR spans take in the article before them, and what follows a comma: as people labelled so far."""
    contexts = suggestion_input.actor_contexts(conn)
    return _with_article(contexts), _with_apposition(contexts)


def _with_article(contexts: Contexts) -> bool:
    """Whether spans take the article before them in, by what people labelled; so where that doesn't tell."""
    inside = sum(fold(words.partition(" ")[0]) in ARTICLES for _, words, _ in contexts)
    outside = sum(bool(before.split()) and fold(before.split()[-1]) in ARTICLES for before, _, _ in contexts)
    return inside + outside < _LEAST_ARTICLES or inside >= outside


def _with_apposition(contexts: Contexts) -> bool:
    """Whether spans go on behind a comma ("Tams, the mayor"), by what people labelled; so where that doesn't tell.

    A comma may stand behind a name for many reasons, so that it takes more of them, and no span with one inside.
    """
    inside = any(", " in words for _, words, _ in contexts)
    return inside or sum(behind == ", " for _, _, behind in contexts) < _LEAST_COMMAS
