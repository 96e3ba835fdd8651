"""The text pane's budgets: a label painted, a page scrolled, an article opened.

Budgets (p99, or the whole): a span in a million characters 16.7 ms; a dense page scrolled 16.7 ms; a usual article
opened 16.7 ms; a million characters opened 600 ms.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Codebook, Label
from annotator.core.models import Article, Span
from annotator.ui.pane.text_pane import TextPane

_SENTENCE = "Der Hafenverband nannte die Absage „nichts weiter als Taktik“ und verlangte eine Entscheidung. "
_NAMES = ("ACTOR", "QUOTE", "CUE", "CLAIM")
CODEBOOK = Codebook(
    "news", labels=tuple(Label(name, name, name[0], "#1D5FD1", "#7FB0FF", "#1D5FD1") for name in _NAMES)
)


def make_article(length: int, paragraph: int = 6) -> Article:
    block = _SENTENCE * paragraph + "\n"
    return Article(1, "a", "Title of the article", (block * (length // len(block) + 1))[:length], lang="de")


def make_spans(length: int, count: int) -> list[Span]:
    """Spans all over the text, every fifth a long one that covers others."""
    chance = random.Random(7)
    spans = []
    for n in range(count):
        start = min(length - 1, n * length // count)
        end = min(length, start + (chance.randrange(60, 200) if n % 5 == 0 else chance.randrange(4, 20)))
        spans.append(Span(f"s{n}", 1, "m", _NAMES[n % 4], ((start, end),)))
    return spans


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TextPane]:
    pane = TextPane()
    qtbot.addWidget(pane)
    pane.resize(900, 800)
    pane.set_codebook(CODEBOOK)
    pane.show()
    qtbot.waitExposed(pane)
    yield pane
    pane.set_article(None)


def _measure(benchmark: BenchmarkFixture, action: Callable[[], None], rounds: int) -> None:
    benchmark.pedantic(action, rounds=rounds, warmup_rounds=2)  # type: ignore[no-untyped-call]


def _settle(pane: TextPane) -> None:
    pane.places.line_at(len(pane.text))
    QApplication.processEvents()


def test_label_in_a_million_characters(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    article = make_article(1_000_000)
    pane.set_article(article, make_spans(1_000_000, 10_000))
    _settle(pane)
    pane.ensure_visible(500_000, 500_001)
    QApplication.processEvents()
    first, last = pane.visible_range()
    numbers = itertools.count()

    def label() -> None:
        n = next(numbers)
        start = first + n * 37 % (last - first - 30)
        pane.upsert_span(Span(f"new{n % 50}", 1, "m", _NAMES[n % 4], ((start, start + 25),)))
        QApplication.sendPostedEvents()
        pane.viewport().repaint()

    _measure(benchmark, label, 500)


def test_scroll_a_dense_page(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    pane.set_article(make_article(100_000), make_spans(100_000, 10_000))
    _settle(pane)
    bar = pane.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 90) % (bar.maximum() - 1000))
        pane.viewport().repaint()

    _measure(benchmark, scroll, 500)


def test_open_a_usual_article(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    article, spans = make_article(3000), make_spans(3000, 30)

    def open_article() -> None:
        pane.set_article(article, spans)
        pane.viewport().repaint()

    _measure(benchmark, open_article, 200)


def test_open_a_million_characters(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    article, spans = make_article(1_000_000), make_spans(1_000_000, 10_000)

    def open_article() -> None:
        pane.set_article(article, spans)
        pane.viewport().repaint()

    _measure(benchmark, open_article, 5)


def test_open_a_million_characters_and_lay_out_all(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    article, spans = make_article(1_000_000), make_spans(1_000_000, 10_000)

    def open_article() -> None:
        pane.set_article(article, spans)
        _settle(pane)
        pane.viewport().repaint()

    _measure(benchmark, open_article, 3)


def test_activate_on_a_dense_page(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    pane.set_article(make_article(100_000), make_spans(100_000, 10_000))
    _settle(pane)
    ids = itertools.cycle(pane.spans_at(200) + [span.id for span in pane.spans()[5:60]])

    def activate() -> None:
        pane.set_active(next(ids))
        pane.viewport().repaint()

    _measure(benchmark, activate, 200)


def test_label_in_one_endless_paragraph(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    article = make_article(100_000, paragraph=2000)
    pane.set_article(article, make_spans(100_000, 10_000))
    _settle(pane)
    numbers = itertools.count()

    def label() -> None:
        n = next(numbers)
        pane.upsert_span(Span(f"new{n % 50}", 1, "m", _NAMES[n % 4], ((n * 37 % 1500, n * 37 % 1500 + 25),)))
        pane.viewport().repaint()

    _measure(benchmark, label, 200)
