"""How fast suggesters are: rules alone, a run over a project, an article that is opened, a large register."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import orjson

from annotator.core.codebook_file import read_codebook
from annotator.core.collecting import seldom_collecting
from annotator.core.models import Actor, Article, Draft
from annotator.core.resources import resource, sample_data
from annotator.project import Project
from annotator.suggest import pipeline, registry
from annotator.suggest.base import Context
from tests.benchmarks import corpus
from tests.benchmarks.store_speed import new_project, timed

_SYLLABLES = re.findall(r"\w+", "al bra de fen gor hal in ker lan mo nis or pel ra sund tor ul vik wes zan")


def articles(number: int) -> Iterator[Article]:
    """The sample's articles over and over, each with a first line of its own; 1,900 code points on average."""
    records = [orjson.loads(line) for line in sample_data("sample.jsonl").read_bytes().splitlines()]
    for n in range(number):
        record = records[n % len(records)]
        text = f"Meldung {n}.\n\n{record['text']}"
        yield Article(n + 1, f"a{n}", record["title"], text, lang=record["meta"]["lang"])


def names(number: int) -> list[Actor]:
    """Register entries with invented names of two words, two aliases each; a third of the number."""
    words = [f"{one}{two}{three}".capitalize() for one in _SYLLABLES for two in _SYLLABLES for three in _SYLLABLES]
    return [
        Actor(f"r{n}", f"{words[n % 7919]} {words[-n]}", "person", (f"{words[-n]}s Bund", f"{words[n]}-Verband"))
        for n in range(1, number // 3 + 1)
    ]


def ordinary(number: int) -> Iterator[Article]:
    """Articles as all other measures have them, 3,000 code points on average."""
    for n in range(number):
        record = corpus.article(n)
        yield Article(n + 1, record["id"], record["title"], record["text"], lang=record["meta"]["lang"])


def rule_rate(every: list[Article], rounds: int) -> list[float]:
    """Articles a second that all rules go through in one process, each round of all suggesters anew.

    Python's search for cycles leaves out what was there before, as in the processes of a run.
    """
    context = Context(read_codebook(resource("codebooks", "news.toml")))
    rules = [one for one in registry.suggesters() if one.kind == "rule"]
    for article in every[:12]:
        pipeline.suggest(article, (), (), rules, context)
    with seldom_collecting():
        return [
            len(every) / timed(lambda: [pipeline.suggest(article, (), (), rules, context) for article in every])
            for _ in range(rounds)
        ]


def register_milliseconds(aliases: int, number: int) -> tuple[float, float, float]:
    """Milliseconds an article that a register adds, those of preparing it once, and those without it."""
    book = read_codebook(resource("codebooks", "news.toml"))
    (actors,) = registry.suggesters(("actors",))
    every = list(articles(number))

    def seconds(context: Context) -> float:
        return timed(lambda: [pipeline.suggest(article, (), (), [actors], context) for article in every])

    without, large = Context(book), Context(book, names(aliases))
    began = time.perf_counter()
    pipeline.suggest(every[0], (), (), [actors], large)
    first = time.perf_counter() - began
    pipeline.suggest(every[0], (), (), [actors], without)
    bare = seconds(without)
    return (seconds(large) - bare) / number * 1000, first * 1000, bare / number * 1000


def run_rate(place: Path, number: int, workers: int) -> float:
    """Articles a second of a run over a project, reading and writing included."""
    project = _project(place, number)
    taken = timed(lambda: project.suggesting.run(workers=workers))
    project.close()
    return number / taken


def opened_seconds(place: Path, number: int) -> list[float]:
    """How long the suggestions of an article take, read, found and written, from the second article on."""
    project = _project(place, number)
    project.suggesting.suggest_article(1)
    times = []
    for n in range(2, number + 1):
        began = time.perf_counter()
        project.suggesting.suggest_article(n)
        times.append(time.perf_counter() - began)
    project.close()
    return times


def _project(place: Path, number: int) -> Project:
    project = new_project(place)
    project.import_drafts(Draft(article) for article in articles(number))
    return project
