"""Articles, contexts and loaded engines for tests of engines."""

from __future__ import annotations

import tomllib

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.models import Article, Zone
from annotator.core.resources import resource
from annotator.suggest.base import Context, Suggester, Suggestions
from annotator.suggest.pipeline import Suggested, suggest
from annotator.suggest.reading import Reading


def news() -> Codebook:
    return parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text("utf-8")))


def article(text: str) -> Article:
    return Article(1, "k", "t", text, lang="de")


def suggestions(engine: Suggester, text: str, codebook: Codebook | None = None) -> Suggestions:
    """What an engine proposes by itself."""
    return engine.suggest(Reading(article(text)), [], Context(codebook or news()))


def suggested(engine: Suggester, text: str, zones: tuple[Zone, ...] = ()) -> Suggested:
    """What of it the pipeline takes."""
    (found,) = suggest(article(text), zones, [], [engine], Context(news()))
    return found


def words(text: str, found: Suggestions | Suggested) -> list[tuple[str, str]]:
    """(label, words) of each proposal; a span of several pieces has " … " between them."""
    return [(one.label, " … ".join(text[start:end] for start, end in one.segments)) for one in found.proposals]
