"""How fast plain articles come in, with all that is found out about them, and how much memory that takes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.benchmarks import corpus
from tests.benchmarks.store_speed import new_project, timed

_COPIES = 10  # one article in so many is an update of the one before


def texts(number: int) -> Iterator[str]:
    """Plain articles with a headline, some of them near-duplicates."""
    before = ""
    for n in range(number):
        record = corpus.article(n)
        text = f"{record['title']}\n\n{record['text']}"
        if n % _COPIES == _COPIES - 1:
            text = f"{before}\n\nAktualisierung Nummer {n}: Mehr dazu in Kürze."
        before = text
        yield text


def write_plain(folder: Path, number: int) -> Path:
    """A folder of text files, a thousand in each below it."""
    if not folder.exists():
        for n, text in enumerate(texts(number)):
            path = folder / f"{n // 1000:03}" / f"{n:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def plain_rate(folder: Path, place: Path, rounds: int) -> list[float]:
    """Articles a second, with language, zones, near-duplicates and search index."""
    rates = []
    for _ in range(rounds):
        project = new_project(place)
        taken = timed(lambda: project.import_paths([folder]))  # noqa: B023
        rates.append(len(project.article_ids()) / taken)
        project.close()
    return rates


def import_memory(folder: Path, place: Path) -> tuple[float, float]:
    """The most memory that the process took while importing, in bytes, and seconds."""
    process = psutil.Process(os.getpid())
    most, ended = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(0.05):
            most = max(most, process.memory_info().rss)

    thread = threading.Thread(target=watch)
    thread.start()
    project = new_project(place)
    began = time.perf_counter()
    project.import_paths([folder])
    taken = time.perf_counter() - began
    project.close()
    ended.set()
    thread.join()
    return float(most), taken
