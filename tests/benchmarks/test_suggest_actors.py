"""How fast names are found: those of a register of 10,000 in an article, all others without one, and claims.

Budgets for an article of 2,000 code points: 5 ms with the register, 0.6 ms without, 0.4 ms for claims; 150 ms to
make the index of the register, once a run.
"""

from __future__ import annotations

import itertools

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article
from annotator.core.resources import resource
from annotator.suggest.actors.register_index import RegisterIndex
from annotator.suggest.actors.suggester import Actors
from annotator.suggest.base import Context, Proposal
from annotator.suggest.claims.suggester import Claims
from annotator.suggest.reading import Reading
from tests.benchmarks.suggest_speed import names
from tests.suggest.sample import Labelled, labelled

BOOK = read_codebook(resource("codebooks", "news.toml"))
REGISTER = names(10_000)


def make_reading(article: Article) -> Reading:
    """An article taken apart, as it is when these suggesters' turn comes."""
    reading = Reading(article)
    reading.sentences  # noqa: B018 – made when it is first asked for
    reading.parsed  # noqa: B018
    reading.token_at(0)
    return reading


def long_article() -> Article:
    """2,000 code points with a name of the register in each sentence."""
    sentences = (
        f"Am Montag sprach {actor.name} im Hafen über die Fähre nach Holmsand. " for actor in REGISTER[::53]
    )
    text = "".join(itertools.islice(sentences, 40))[:2000]
    return Article(1, "a", "", text, lang="de")


def known(one: Labelled, *labels: str) -> list[Proposal]:
    """What others have proposed."""
    return [
        Proposal(span.label, span.segments, 0.9, attributes=dict(span.attributes), existing=span.id)
        for span in one.of(*labels)
    ]


def test_index_of_a_large_register(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(RegisterIndex, (REGISTER, {}), rounds=10, warmup_rounds=1)  # type: ignore[no-untyped-call]


def test_large_register(benchmark: BenchmarkFixture) -> None:
    context = Context(BOOK, REGISTER)
    found = benchmark(lambda reading: Actors().suggest(reading, [], context), make_reading(long_article()))
    assert len(found.proposals) > 20


@pytest.mark.parametrize("place", range(3), ids=["de", "en", "fr"])
def test_without_a_register(benchmark: BenchmarkFixture, place: int) -> None:
    one = labelled()[0][place]
    reading, spans = make_reading(one.article), known(one, "QUOTE", "CUE")
    assert benchmark(lambda: Actors().suggest(reading, spans, Context(BOOK))).proposals


@pytest.mark.parametrize("place", range(3), ids=["de", "en", "fr"])
def test_claims(benchmark: BenchmarkFixture, place: int) -> None:
    one = labelled()[0][place]
    reading, spans = make_reading(one.article), known(one, "QUOTE", "CUE", "ACTOR")
    assert benchmark(lambda: Claims().suggest(reading, spans, Context(BOOK))).proposals
