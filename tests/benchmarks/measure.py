"""Measures every budget and prints the table as Markdown.

``python tests/benchmarks/measure.py [--quick] [--only NAME …] [--data DIR]``. The projects that
it needs are made in DIR (8 GB, 800 MB with ``--quick``) and used again the next time, or in a folder that goes
at the end. Each measure runs in a process of its own, without a display, and what it is divided by is measured in
turns with it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Where "tests" is found, also if this file is run by its path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.project import Project
from tests.benchmarks import corpus
from tests.benchmarks.limits import commit_seconds
from tests.benchmarks.startup import time_start

FRAME_MS = 16.7
_TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Row:
    """One line of the table; ``reached`` is None for what is shown for comparison only."""

    what: str
    budget: str
    measured: str
    reached: bool | None = None


@dataclass(frozen=True)
class Bench:
    """Where the data lies, and how much of it there is to be."""

    folder: Path
    quick: bool

    def number(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    def records(self, number: int) -> Path:
        """A file of ordinary articles."""
        return corpus.write(self.folder / f"articles-{number}.jsonl", map(corpus.article, range(number)))

    def project(self, name: str, records: Callable[[], Iterable[corpus.Record]]) -> Path:
        """A project of these records."""
        path = self.folder / f"{name}.annotator"
        if not path.exists():
            source = corpus.write(self.folder / f"{name}.jsonl", iter(records()))
            draft = path.with_name(f"{name}-draft.annotator")
            draft.unlink(missing_ok=True)
            project = Project.create(draft, "Mara")
            project.import_paths([source])
            project.close()
            draft.rename(path)
            source.unlink()
        return path

    def articles(self, number: int) -> Path:
        """A project of ordinary articles."""
        return self.project(f"articles-{number}", lambda: map(corpus.article, range(number)))

    def registered(self, number: int) -> Path:
        """A project of articles whose labels point to actors and concepts."""
        return self.project(f"registered-{number}", lambda: map(corpus.registered_article, range(number)))


def percentile(times: list[float], share: float) -> float:
    """The time, in milliseconds, that this share of the times does not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def middle(times: list[float]) -> float:
    return percentile(times, 0.5)


def start(bench: Bench) -> Iterator[Row]:
    """From the start of the process to a window that can be used."""
    project = bench.folder / "sample.annotator"
    if not project.exists():
        Project.create(project, "Mara", sample=True).close()
    home = bench.folder / "home"
    home.mkdir(exist_ok=True)
    kinds = {"bare": ("bare",), "annotator": ("annotator", str(project))}
    times: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
    for turn in range(bench.number(21, 5) + 1):
        for kind, arguments in kinds.items():
            took = time_start(str(home), *arguments)
            if turn:
                times[kind].append(took)
    bare = statistics.median(usable for _, usable in times["bare"]) * 1000
    painted, usable = (statistics.median(took[n] for took in times["annotator"]) * 1000 for n in (0, 1))
    yield Row(
        "start → sample project painted and usable",
        "≤ 1.6 × a bare Qt window",
        f"{usable / bare:.2f} × ({usable:.0f} ms, painted {painted:.0f}; bare {bare:.0f})",
        usable <= 1.6 * bare,
    )
    fresh = bench.project("unread", lambda: [corpus.unlabelled_article(0) | {"status": "new"}])
    copy = bench.folder / "unread-started.annotator"
    waits = []
    for _ in range(bench.number(21, 5)):
        copy.write_bytes(fresh.read_bytes())
        painted, done = time_start(str(home), "suggested", str(copy))
        waits.append(done - painted)
        for name in copy.parent.glob(f"{copy.name}*"):
            name.unlink()
    yield Row("– from then to the suggestions of an article never opened before", "", f"{middle(waits):.0f} ms")


def label(bench: Bench) -> Iterator[Row]:
    """A label's key in a very long article."""
    from tests.benchmarks.window_speed import label_by_key, window_with

    project = bench.project("monster", lambda: [corpus.large_article(1_000_000, 10_000)])
    copy = bench.folder / "monster-labelled.annotator"
    for suggests in (False, True):
        copy.write_bytes(project.read_bytes())
        with window_with(copy, bench.folder / "settings.ini", suggests) as window:
            watch = label_by_key(window, bench.number(600, 100))
            number = len(window.pane.spans())
        for name in copy.parent.glob(f"{copy.name}*"):
            name.unlink()
        p99 = percentile(watch.painted, 0.99)
        shown = f"p99 {p99:.1f} ms (median {middle(watch.painted):.1f}"
        if suggests:
            yield Row(f"– with suggestions, {number:,} spans in all", "", f"{shown})")
            continue
        yield Row(
            "label key → committed and painted, 1,000,000 characters, 10,000 spans",
            f"p99 ≤ {FRAME_MS} ms",
            f"{shown}; commit returned after {middle(watch.returned):.1f}, "
            f"p99 {percentile(watch.returned, 0.99):.1f})",
            p99 <= FRAME_MS,
        )
        yield Row(
            "– until list, inspector and counts have followed",
            "",
            f"p99 {percentile(watch.idle, 0.99):.1f} ms (median {middle(watch.idle):.1f})",
        )


def following(bench: Bench) -> Iterator[Row]:
    """The next article, by key."""
    from tests.benchmarks.window_speed import open_next, window_with

    number = bench.number(1_000, 200)
    with window_with(bench.articles(number), bench.folder / "settings.ini") as window:
        window.articles.select_article(1)
        watch = open_next(window, number - 1)
    p99 = percentile(watch.painted, 0.99)
    yield Row(
        "open the next article (3,000 characters, 30 spans)",
        f"p99 ≤ {FRAME_MS} ms",
        f"p99 {p99:.1f} ms (median {middle(watch.painted):.1f}; all regions {percentile(watch.idle, 0.99):.1f})",
        p99 <= FRAME_MS,
    )


def suggested(bench: Bench) -> Iterator[Row]:
    """Suggestions that come by themselves."""
    from tests.benchmarks.window_speed import label_meanwhile, open_for_suggestions, window_with

    number, rounds = bench.number(1_000, 200), bench.number(100, 20)
    project = bench.project(f"unlabelled-{number}", lambda: map(corpus.unlabelled_article, range(number)))
    copy = bench.folder / "suggested.annotator"
    copy.write_bytes(project.read_bytes())
    # Backwards and apart, so that none has been made ready.
    ids = list(range(number, 0, -3))
    with window_with(copy, bench.folder / "settings.ini") as window:
        window.settings.suggests = True
        opened = open_for_suggestions(window, ids[:rounds])
        labelled = label_meanwhile(window, ids[rounds : 2 * rounds])
    for name in copy.parent.glob(f"{copy.name}*"):
        name.unlink()
    p99 = percentile(opened.painted, 0.99)
    yield Row(
        "opened article → its suggestions are there",
        "≤ 50 ms",
        f"p99 {p99:.1f} ms (median {middle(opened.painted):.1f}; the first one {opened.painted[0] * 1000:.0f})",
        p99 <= 50,
    )
    p99 = percentile(labelled.painted, 0.99)
    yield Row(
        "– a label's key pressed at once, while they are made",
        "",
        f"p99 {p99:.1f} ms (median {middle(labelled.painted):.1f})",
    )


def knowledge(bench: Bench) -> Iterator[Row]:
    """What is said by whom, in a large corpus with large registers: every action but those on the whole corpus."""
    from tests.benchmarks import knowledge_speed as speed
    from tests.benchmarks.window_speed import window_with

    number, rounds = bench.number(100_000, 1_000), bench.number(100, 20)
    copy = bench.folder / "knowledge.annotator"
    shutil.copyfile(bench.registered(number), copy)
    speed.let_others_read(copy)
    idle: dict[str, float] = {}
    with window_with(copy, bench.folder / "settings.ini") as window:
        person = speed.Person(window)
        for what, work in (
            ("read: open an article, select a span", speed.reading),
            ("link an actor or a concept", speed.entries),
            ("link a speaker, set an attribute, add and join pieces", speed.links),
            ("comment, flag, go to the next question", speed.comments),
            ("label all occurrences in the article", speed.occurrences),
            ("correct the text", speed.corrections),
            ("search the actors, look at one, link the queue's", speed.actors),
            ("search the concepts, look at one", speed.concepts),
            ("edit the codebook", speed.codebook),
            ("filter by labels: longest hold-up while hits come", speed.filters),
        ):
            person.taken.clear()
            work(person, rounds)
            p99 = {name: percentile([t.painted for t in taken], 0.99) for name, taken in person.taken.items()}
            idle |= {name: percentile([t.idle for t in taken], 0.99) for name, taken in person.taken.items()}
            yield Row(
                f"{number:,} articles: {what}",
                f"p99 ≤ {FRAME_MS} ms",
                ", ".join(f"{name} {took:.1f}" for name, took in p99.items()),
                max(took for name, took in p99.items() if not name.startswith("(")) <= FRAME_MS,
            )
    for name in copy.parent.glob(f"{copy.name}*"):
        name.unlink()
    slow = sorted(idle.items(), key=lambda item: -item[1])[:5]
    yield Row(
        "– until inspector, list and counts have followed, the slowest",
        "",
        "p99 " + ", ".join(f"{name} {took:.1f}" for name, took in slow),
    )


def scroll(bench: Bench) -> Iterator[Row]:
    """A page full of labels, scrolled."""
    from tests.benchmarks.window_speed import scroll, window_with

    project = bench.project("dense", lambda: [corpus.large_article(100_000, 10_000)])
    with window_with(project, bench.folder / "settings.ini") as window:
        watch = scroll(window, bench.number(600, 100))
    p99 = percentile(watch.painted, 0.99)
    yield Row(
        "scroll a page with 10,000 spans in 100,000 characters",
        f"p99 ≤ {FRAME_MS} ms",
        f"p99 {p99:.1f} ms (median {middle(watch.painted):.1f})",
        p99 <= FRAME_MS,
    )


def _open(bench: Bench, project: Path, what: str, budget_ms: float, budget_mb: float) -> Row:
    rounds = []
    for _ in range(bench.number(5, 2)):
        told = _child("open-once", bench, str(project))
        rounds.append((float(told["painted"]), float(told["idle"]), float(told["grown"])))
    painted, idle, grown = (statistics.median(values) for values in zip(*rounds, strict=True))
    budget = f"≤ {budget_ms:.0f} ms" + (f", under {budget_mb:.0f} MB" if budget_mb else "")
    megabytes = grown / 1e6
    return Row(
        what,
        budget,
        f"{painted * 1000:.0f} ms (all regions {idle * 1000:.0f}), {megabytes:.0f} MB more",
        painted * 1000 <= budget_ms and (not budget_mb or megabytes <= budget_mb),
    )


def open_large(bench: Bench) -> Iterator[Row]:
    """A project of a hundred thousand ordinary articles."""
    number = bench.number(100_000, 10_000)
    yield _open(bench, bench.articles(number), f"open a project of {number:,} articles, list usable", 300, 0)


def open_huge(bench: Bench) -> Iterator[Row]:
    """A project of a million short articles."""
    number = bench.number(1_000_000, 100_000)
    project = bench.project(f"short-{number}", lambda: map(corpus.short_article, range(number)))
    yield _open(bench, project, f"open a project of {number:,} articles, list usable", 500, 150)


def imports(bench: Bench) -> Iterator[Row]:
    """Records with labels into a new project, against a bare SQLite file with a search index."""
    from tests.benchmarks.store_speed import import_rates

    records = bench.records(bench.number(20_000, 4_000))
    ours, limits = import_rates(records, bench.folder, bench.number(5, 3))
    yield _rate_row("import of JSONL with labels, search index included", ours, limits)


def plain_imports(bench: Bench) -> Iterator[Row]:
    """Text files with language, zones, near-duplicates and search index."""
    from tests.benchmarks.import_speed import plain_rate, write_plain

    number = bench.number(10_000, 1_000)
    folder = write_plain(bench.folder / f"plain-{number}", number)
    rate = statistics.median(plain_rate(folder, bench.folder / "plain.annotator", bench.number(3, 1)))
    what = f"import of {number:,} plain articles: language, zones, near-duplicates, index"
    yield Row(what, "≥ 400 articles/s", f"{rate:,.0f} articles/s", rate >= 400)
    many = bench.number(100_000, 3_000)
    most = _child("plain-once", bench, str(write_plain(bench.folder / f"plain-{many}", many)))
    shown = f"{most['most'] / 1e6:.0f} MB in all ({most['seconds']:.0f} s)"
    yield Row(f"– memory while {many:,} come in", "under 500 MB", shown, most["most"] < 500e6)


def exports(bench: Bench) -> Iterator[Row]:
    """All articles with labels into records, against orjson over a bare SQLite file."""
    from tests.benchmarks.limits import plain_import
    from tests.benchmarks.store_speed import export_rates

    number = bench.number(10_000, 4_000)
    project = bench.articles(number)
    plain = bench.folder / "limit.db"
    plain_import(bench.records(number), plain, search=False)
    ours, limits = export_rates(project, plain, bench.folder, bench.number(5, 3))
    yield _rate_row("export to JSONL", ours, limits)
    few, many = bench.number(1_000, 500), bench.number(100_000, 4_000)
    grown = [float(_child("export-once", bench, str(bench.articles(n)))["grown"]) / 1e6 for n in (few, many)]
    yield Row(
        "– memory while it exports",
        "flat",
        f"{grown[0]:.0f} MB at {few:,} articles, {grown[1]:.0f} MB at {many:,}",
        grown[1] <= 1.5 * grown[0] + 5,
    )


def export_formats(bench: Bench) -> Iterator[Row]:
    """All formats that are text in one row, the others in a second one."""
    from tests.benchmarks.export_speed import format_ratios
    from tests.benchmarks.limits import plain_import

    for what, is_text, budget, full in (
        ("export of 10,000 articles to other formats", True, 0.3, 10_000),
        ("– of 2,000 to those that are no text", False, 0.0, 2_000),
    ):
        number = bench.number(full, 300)
        plain = bench.folder / "limit-formats.db"
        plain_import(bench.records(number), plain, search=False)
        found = format_ratios(bench.articles(number), plain, bench.folder, bench.number(3, 1), is_text)
        median = {name: statistics.median(ratios) for name, ratios in found if name != "jsonl"}
        shown = ", ".join(f"{name} {ratio:.2f}" for name, ratio in median.items())
        reached = min(median.values()) >= budget if budget else None
        yield Row(what, f"≥ {budget} × the limit" if budget else "", f"{shown} × the limit", reached)


def _rate_row(what: str, ours: list[float], limits: list[float]) -> Row:
    # Each round's two are compared with one another, as other work on the machine slows both.
    ratio = statistics.median(one / other for one, other in zip(ours, limits, strict=True))
    rate, limit = statistics.median(ours), statistics.median(limits)
    return Row(what, "≥ 0.6 × the limit", f"{ratio:.2f} × ({rate:,.0f} articles/s of {limit:,.0f})", ratio >= 0.6)


def suggestions(bench: Bench) -> Iterator[Row]:
    """The rules: in one process, over a project, in an article that is opened, with a large register."""
    from tests.benchmarks import suggest_speed

    number = bench.number(1_000, 100)
    for what, made, length in (
        ("suggestions by rules, one core", suggest_speed.ordinary, "3,000"),
        ("– of the sample's articles, with a label every 30 characters", suggest_speed.articles, "1,750"),
    ):
        rate = statistics.median(suggest_speed.rule_rate(list(made(number)), bench.number(5, 2)))
        yield Row(what, "≥ 300 articles/s", f"{rate:,.0f} articles/s of {length} characters", rate >= 300)
    place = bench.folder / "suggest.annotator"
    many = bench.number(10_000, 500)
    whole = suggest_speed.run_rate(place, many, 2)
    yield Row(f"– `annotator suggest` over {many:,}, two processes", "", f"{whole:,.0f} articles/s")
    times = suggest_speed.opened_seconds(place, bench.number(500, 50))
    p99 = percentile(times, 0.99)
    shown = f"p99 {p99:.1f} ms (median {middle(times):.1f})"
    yield Row("suggestions for an opened article, on disk", "≤ 50 ms", shown, p99 <= 50)
    aliases = bench.number(10_000, 1_000)
    added, first, bare = suggest_speed.register_milliseconds(aliases, number)
    shown = f"{added:.1f} ms more than {bare:.1f} (prepared once in {first:.0f} ms)"
    yield Row(f"a register of {aliases:,} names matched", "< 5 ms an article", shown, added < 5)


def search(bench: Bench) -> Iterator[Row]:
    """The first fifty hits of many a query."""
    from tests.benchmarks.store_speed import search_seconds

    number = bench.number(100_000, 10_000)
    found = search_seconds(bench.articles(number), bench.number(5, 3))
    p99 = percentile([took for times in found.values() for took in times], 0.99)
    kinds = ", ".join(f"{kind} {percentile(times, 0.99):.1f}" for kind, times in found.items())
    yield Row(
        f"full-text search over {number:,} articles, first 50 hits",
        "p99 ≤ 50 ms",
        f"p99 {p99:.1f} ms ({kinds})",
        p99 <= 50,
    )


def commits(bench: Bench) -> Iterator[Row]:
    """What a commit costs here, for comparison."""
    for synchronous in ("full", "normal"):
        path = bench.folder / f"commit-{synchronous}.db"
        times = commit_seconds(path, synchronous)
        yield Row(
            f"(limit) one row committed, synchronous={synchronous.upper()}",
            "",
            f"median {middle(times):.3f} ms, p99 {percentile(times, 0.99):.3f} ms",
        )


MEASURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "start": start,
    "label": label,
    "knowledge": knowledge,
    "next": following,
    "suggested": suggested,
    "open": open_large,
    "open-million": open_huge,
    "scroll": scroll,
    "import": imports,
    "import-plain": plain_imports,
    "export": exports,
    "export-formats": export_formats,
    "suggest": suggestions,
    "search": search,
    "commit": commits,
}


def _open_once(bench: Bench, project: str) -> dict[str, float]:
    from tests.benchmarks.window_speed import open_project, window_with

    with window_with(None, bench.folder / f"settings-{os.getpid()}.ini") as window:
        watch, grown = open_project(window, Path(project))
    (bench.folder / f"settings-{os.getpid()}.ini").unlink(missing_ok=True)
    return {"painted": watch.painted[0], "idle": watch.idle[0], "grown": grown}


def _export_once(bench: Bench, project: str) -> dict[str, float]:
    from tests.benchmarks.store_speed import export_memory

    return {"grown": export_memory(Path(project), bench.folder / "memory.jsonl")}


def _plain_once(bench: Bench, folder: str) -> dict[str, float]:
    from tests.benchmarks.import_speed import import_memory

    most, seconds = import_memory(Path(folder), bench.folder / "plain.annotator")
    return {"most": most, "seconds": seconds}


def _measure_rows(bench: Bench, name: str) -> dict[str, list[list[object]]]:
    return {"rows": [[row.what, row.budget, row.measured, row.reached] for row in MEASURES[name](bench)]}


_CHILDREN: dict[str, Callable[[Bench, str], object]] = {
    "open-once": _open_once,
    "export-once": _export_once,
    "plain-once": _plain_once,
    "rows": _measure_rows,
}


def _child(job: str, bench: Bench, argument: str) -> Any:
    """Does one job in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.measure"]
    command += ["--data", str(bench.folder), "--child", job, argument]
    command += ["--quick"] if bench.quick else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=_TOP)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--quick", action="store_true", help="less data, fewer rounds; budgets are not meant for it"
    )
    parser.add_argument("--only", action="append", choices=MEASURES, help="measure this alone; may be repeated")
    parser.add_argument("--data", type=Path, help="where the data is made, or was made before")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="annotator-benchmark-") as folder:
        bench = Bench((options.data or Path(folder)).resolve(), options.quick)
        bench.folder.mkdir(parents=True, exist_ok=True)
        if options.child:
            job, argument = options.child
            print(json.dumps(_CHILDREN[job](bench, argument)))
            return
        print("| what | budget | measured | reached |\n|---|---|---|---|")
        for name in options.only or MEASURES:
            began = time.perf_counter()
            for what, budget, measured, reached in _child("rows", bench, name)["rows"]:
                answer = {None: "", True: "yes", False: "no"}[reached]
                print(f"| {what} | {budget} | {measured} | {answer} |", flush=True)
            print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
