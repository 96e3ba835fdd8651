"""The real window at work, in small sizes; ``measure.py`` has the budgets."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.project import Project
from annotator.ui.main_window import MainWindow
from tests.benchmarks import corpus
from tests.benchmarks.startup import time_start
from tests.benchmarks.store_speed import new_project
from tests.benchmarks.window_speed import Stopwatch, open_for_suggestions, window_with

_ARTICLES = 200


@pytest.fixture
def open_window(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window with a project of these records."""
    opened = []

    def open_with(*records: corpus.Record) -> MainWindow:
        path = tmp_path / "project.annotator"
        project = new_project(path)
        project.import_paths([corpus.write(tmp_path / "records.jsonl", iter(records))])
        project.close()
        opened.append(window_with(path, tmp_path / "settings.ini"))
        window: MainWindow = opened[-1].__enter__()
        return window

    yield open_with
    for window in opened:
        window.__exit__(None, None, None)


def test_label_key(open_window: Callable[..., MainWindow], benchmark: BenchmarkFixture) -> None:
    window = open_window(corpus.large_article(100_000, 1_000))
    watch, pane, places = Stopwatch(window), window.pane, itertools.count(100, 300)
    pane.setFocus()

    def select() -> None:
        start = next(places)
        pane.ensure_visible(start, start + 30)
        pane.select(start, start + 30)
        QApplication.processEvents()

    def label() -> None:
        watch.time(lambda: QTest.keyClick(pane, Qt.Key.Key_A))

    benchmark.pedantic(label, setup=select, rounds=100)  # type: ignore[no-untyped-call]
    assert len(window.session.spans) == 1_000 + 100


def test_next_article(open_window: Callable[..., MainWindow], benchmark: BenchmarkFixture) -> None:
    window = open_window(*map(corpus.article, range(_ARTICLES)))
    watch = Stopwatch(window)

    def go_on() -> None:
        watch.time(lambda: QTest.keyClick(window.pane, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier))

    benchmark.pedantic(go_on, rounds=_ARTICLES - 50)  # type: ignore[no-untyped-call]
    assert window.articles.current_article == _ARTICLES - 50 + 1


def test_suggestions_of_an_opened_article(
    open_window: Callable[..., MainWindow], benchmark: BenchmarkFixture
) -> None:
    window = open_window(*map(corpus.unlabelled_article, range(60)))
    ids = iter(range(58, 3, -3))  # backwards, so that none has been made ready

    def open_one() -> None:
        watch = open_for_suggestions(window, [next(ids)])
        benchmark.extra_info.setdefault("seconds", []).extend(watch.painted)

    benchmark.pedantic(open_one, rounds=10)  # type: ignore[no-untyped-call]
    assert window.session.article is not None
    assert window.session.project is not None
    assert window.session.project.suggesting.is_current(window.session.article.id)


@pytest.mark.parametrize("kind", ["bare", "annotator"])
def test_start(kind: str, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    project = tmp_path / "sample.annotator"
    Project.create(project, "Mara", sample=True).close()
    arguments = (kind, str(project)) if kind == "annotator" else (kind,)
    painted, usable = benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: time_start(str(tmp_path), *arguments), rounds=5, warmup_rounds=1
    )
    assert 0 < painted <= usable
