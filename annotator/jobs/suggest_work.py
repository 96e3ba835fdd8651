"""What a process does that looks for suggestions: no file, no window, articles in and findings out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from annotator.store.suggesting import ArticleFindings, Proposed, ProposedLink, SuggesterFindings
from annotator.store.suggestion_input import Unread
from annotator.suggest.base import Context, Link, Proposal, Suggester
from annotator.suggest.engines import Guarded, engines
from annotator.suggest.learned.model import Model
from annotator.suggest.learned.suggester import Learned
from annotator.suggest.pipeline import Suggested, suggest
from annotator.suggest.registry import names, suggesters

_PLACES = 3  # of a score: more means nothing


class Equipment(NamedTuple):
    """What to look with: names of suggesters (None: all), engines after these, and what is known of the project.

    ``register_stamp`` and ``codebook_id`` tell what the suggesters know from what they knew another time.
    ``model`` is what was learned in the project.
    """

    names: tuple[str, ...] | None
    context: Context
    codebook_id: str
    register_stamp: str
    model: bytes | None = None
    engines: tuple[str, ...] = ()

    def make(self) -> list[Suggester]:
        """The suggesters, in order. Raises UserError."""
        return [*suggesters(self.names, learned_by(self.model)), *map(Guarded, engines(self.engines))]

    def marks(self, made: Sequence[Suggester]) -> dict[str, str]:
        """By name of suggester what its articles are marked with.

        Rules are quick, so they begin anew when the register has changed; what takes long does not.
        """
        return {
            one.name: f"{one.version}/{self.codebook_id}"
            + (f"/{self.register_stamp}" if one.kind == "rule" else "")
            for one in made
        }


def learned_by(model: bytes | None) -> list[Suggester]:
    """The suggester of a project's model, if this beats the rules and what it builds on is there.

    Raises UserError.
    """
    known = None if model is None else Model.from_bytes(model)
    return [Learned(known)] if known and known.kept and set(known.stacks_on) <= set(names()) else []


class Found(NamedTuple):
    """Findings in some articles, (article id, suggester, what went wrong) where one failed, and by suggester how
    much of what it proposed was not in the text. ``problem`` is why none of them can go on, "" if one can."""

    articles: list[ArticleFindings]
    failures: list[tuple[int, str, str]]
    dropped: Counter[str]
    problem: str = ""


class Finder:
    """Looks for suggestions with one set of suggesters."""

    def __init__(self, equipment: Equipment) -> None:
        self._context = equipment.context
        self.suggesters = equipment.make()
        self.marks = equipment.marks(self.suggesters)

    def find(self, articles: Sequence[Unread]) -> Found:
        """What all suggesters propose in these articles, as far as one of them can go on."""
        found = Found([], [], Counter())
        for unread in articles:
            made = suggest(
                *(unread.article, unread.zones, unread.spans, self.suggesters, self._context, unread.relations)
            )
            for one in made:
                if one.dropped:
                    found.dropped[one.suggester.name] += one.dropped
                if one.failure:
                    found.failures.append((unread.article.id, one.suggester.name, one.failure))
            found.articles.append(_findings(unread, made, self.marks))
            if problem := self._problem():
                return found._replace(problem=problem)
        return found

    def stop(self) -> None:
        """Ends what another thread looks for, as far as it can be ended; nothing is found after that."""
        for one in self.suggesters:
            if isinstance(one, Guarded):
                one.stop()

    def _problem(self) -> str:
        problems = [one.problem for one in self.suggesters if isinstance(one, Guarded) and one.problem]
        return " ".join(dict.fromkeys(problems)) if len(problems) == len(self.suggesters) else ""


def _findings(unread: Unread, made: Sequence[Suggested], marks: dict[str, str]) -> ArticleFindings:
    """As plain values, so that they pass from one process to another."""
    found = ArticleFindings(unread.article.id, unread.stamp, [], [])
    places: dict[int, int] = {}

    def place(proposal: Proposal) -> int:
        key = id(proposal)
        if key not in places:
            places[key] = len(found.spans)
            found.spans.append(
                Proposed(
                    proposal.label,
                    proposal.segments,
                    round(proposal.score, _PLACES),
                    proposal.reason,
                    proposal.attributes,
                    proposal.actor_id,
                    proposal.concept_id,
                    proposal.existing,
                )
            )
        return places[key]

    def linked(link: Link) -> ProposedLink:
        return ProposedLink(link.label, place(link.head), place(link.child), round(link.score, _PLACES))

    for one in made:
        if not one.failure:
            name = one.suggester.name
            by = SuggesterFindings(name, one.suggester.kind, one.suggester.version, marks[name])
            by.spans = [place(proposal) for proposal in one.proposals]
            by.links = [linked(link) for link in one.links]
            found.by.append(by)
    return found


# One for each process that works for a run.
_finder: Finder | None = None


def begin(equipment: Equipment) -> None:
    """Makes this process ready."""
    # What a window never needs that looks through the article it shows.
    from annotator.jobs.processes import attend, settle

    global _finder
    attend()
    _finder = Finder(equipment)
    settle()


def work(articles: Sequence[Unread]) -> Found:
    """What is found in these articles by a process that is ready."""
    assert _finder is not None, "begin comes first"
    return _finder.find(articles)
