"""The text pane's budgets: a label painted, a page scrolled, an article opened, a link dragged.

Budgets (p99, or the whole): a span in a million characters 16.7 ms; a dense page scrolled 16.7 ms; a usual article
opened 16.7 ms; a million characters opened 600 ms.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Codebook, Label, RelationType
from annotator.core.models import Article, Relation, Span
from annotator.ui.pane.link_drag import LinkDrag
from annotator.ui.pane.text_pane import TextPane

_SENTENCE = "Der Hafenverband nannte die Absage „nichts weiter als Taktik“ und verlangte eine Entscheidung. "
_NAMES = ("ACTOR", "QUOTE", "CUE", "CLAIM")
CODEBOOK = Codebook(
    "news",
    labels=tuple(Label(name, name, name[0], "#1D5FD1", "#7FB0FF", "#1D5FD1") for name in _NAMES),
    relations=(RelationType("speaker", "Speaker", ("QUOTE",), ("ACTOR",)),),
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


def _links(spans: list[Span]) -> list[Relation]:
    """Each quote's speaker is one and the same actor, every third one's the next one, too."""
    quotes = [span.id for span in spans if span.label == "QUOTE"]
    found = [Relation(f"r{n}", 1, "m", "speaker", quote, "s500") for n, quote in enumerate(quotes)]
    return found + [
        Relation(f"n{n}", 1, "m", "speaker", q, f"s{4 * n}") for n, q in enumerate(quotes) if n % 3 == 0
    ]


def test_scroll_while_an_actor_of_2500_quotes_is_active(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    spans = make_spans(100_000, 10_000)
    pane.set_article(make_article(100_000), spans, _links(spans))
    _settle(pane)
    pane.set_active("s500")
    pane.ensure_visible(5_000, 5_001)
    numbers = itertools.count()
    place = pane.scrolled

    def scroll() -> None:
        pane.verticalScrollBar().setValue(place + next(numbers) * 7 % 200)
        pane.viewport().repaint()

    _measure(benchmark, scroll, 200)


def test_scroll_a_dense_page_of_flags(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    spans = make_spans(100_000, 10_000)
    pane.set_article(make_article(100_000), spans)
    pane.set_flagged({span.id for span in spans[::10]})
    _settle(pane)
    bar = pane.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 90) % (bar.maximum() - 1000))
        pane.viewport().repaint()

    _measure(benchmark, scroll, 200)


def test_drag_a_link_over_a_dense_page(pane: TextPane, benchmark: BenchmarkFixture) -> None:
    spans = make_spans(100_000, 10_000)
    pane.set_article(make_article(100_000), spans, _links(spans))
    _settle(pane)
    pane.set_active("s1")
    source = pane.span("s1")
    assert source is not None
    link = LinkDrag(pane, source)
    pane._mouse._drag, pane._mouse._dragging = link, True
    numbers = itertools.count()

    def move() -> None:
        n = next(numbers)
        link.to(QPointF(80 + n * 31 % 500, pane.scrolled + 120 + n * 17 % 500), False)
        pane.viewport().repaint()

    _measure(benchmark, move, 200)
    pane._mouse.cancel()
