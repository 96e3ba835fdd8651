"""Runs of the fake suggesters, and what is to be seen of them in a project."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.models import Span
from annotator.jobs import suggesting
from annotator.project import Project
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.reading import Reading
from tests.suggest.fakes import linked

TEXT = "„Wir bleiben“, sagte Ohlsen am Tor. Die Fähre muss fahren, verlangte sie."


def run(project: Project, **rest: object) -> suggesting.SuggestReport:
    return project.suggesting.run(workers=0, **rest)  # type: ignore[arg-type]


def shown(project: Project, article_id: int = 1) -> dict[str, Span]:
    """What is shown of an article, by its words."""
    opened = project.load(article_id)
    assert opened is not None
    return {opened.article.text[span.start : span.end]: span for span in opened.spans}


def links(project: Project, article_id: int = 1) -> set[tuple[str, str, str]]:
    opened = project.load(article_id)
    assert opened is not None
    words = {span.id: opened.article.text[span.start : span.end] for span in opened.spans}
    return {(r.label, words[r.head], words[r.child]) for r in opened.relations}


def quote_and_speaker(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
    return linked(reading.text, ("„Wir bleiben“", "QUOTE"), ("Ohlsen", "ACTOR"), "speaker")
