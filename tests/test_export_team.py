"""Exports that several processes make are those of one, and leave nothing behind however they end."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from annotator.cli import cli
from annotator.core.errors import UserError
from annotator.core.models import Actor, Draft, Origin, State
from annotator.formats.writers.registry import FORMATS, Format
from annotator.formats.writers.targets import MemoryTarget
from annotator.jobs import exporting
from annotator.jobs.export_run import ExportRun, Order
from annotator.jobs.export_team import Team
from annotator.jobs.export_work import Portion, PortionMaker
from annotator.jobs.files import ExportFilter, ExportReport, Options, Writing
from annotator.project import Project
from annotator.store.database import Database
from tests.making import OPEN, make_comment, make_draft, make_relation, make_span, make_zone

MakeProject = Callable[..., Project]
NUMBER = 60
TEXT_FORMATS = [form for form in FORMATS if form.text]
WORDS = [
    *("Fähre", "Hafen", "sagte", "„Wir", "bleiben“", "🙂", "Ohlsen=1;", "Çelik\nmorgen"),
    *("der", "Rat,", "Straßen-Amt\u2028", "gestern"),
]


class InThisProcess:
    """Stands for the processes of an export: what each makes is pickled, as if it came from another one."""

    def __init__(self, path: Path, number: int) -> None:
        self._databases = [Database(path) for _ in range(number)]

    def open(self) -> None:
        pass

    def begin(self) -> None:
        pass

    def portions(self, order: Order, steps: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, Portion]]:
        makers = [self._maker(db, pickle.loads(pickle.dumps(order))) for db in self._databases]
        for turn, (first, last, number) in enumerate(steps):
            yield number, pickle.loads(pickle.dumps(makers[turn % len(makers)].portion(first, last)))

    def close(self) -> None:
        for db in self._databases:
            db.close()

    @staticmethod
    def _maker(db: Database, order: Order) -> PortionMaker:
        run = ExportRun(db.conn, order)
        return PortionMaker(db.conn, order, run, order.form.writer(run.setup, MemoryTarget(is_folder=True)))


def drafts() -> Iterator[Draft]:
    """Articles by two annotators with something of everything, one of them without text."""
    random = Random(1)
    for n in range(NUMBER):
        words = ["", *random.choices(WORDS, k=random.randrange(12, 40))] if n != 15 else [" "]
        text = " ".join(words).lstrip()
        spans, relations = [], []
        for who in ("anna", "bert")[: n % 3]:
            places = [(0, 5)] + [sorted(random.sample(range(len(text)), 2)) for _ in range(5)]
            own = [
                make_span(
                    random.choice(("QUOTE", "ACTOR", "CLAIM", "CUE")) if k not in (0, 3) else "QUOTE",
                    (start, end),
                    id=f"{who}{n}-{k}",
                    annotator=who,
                    note="=SUMME(1)" if k == 2 else None,
                    attributes={"form": "direct"} if k == 3 else {},
                    actor_id="a1" if k == 4 else None,
                    origin=OPEN if k == 5 else Origin("import"),
                )
                for k, (start, end) in enumerate(places)
            ]
            spans += own
            quotes = [span.id for span in own if span.label == "QUOTE"]
            actors = [span.id for span in own if span.label == "ACTOR"]
            relations += [make_relation("speaker", q, a, who, id=f"{q}{a}") for q in quotes for a in actors[:1]]
        draft = make_draft(
            text,
            f"Artikel {n:03}",
            annotator="anna",
            state=random.choice((State.NEW, State.STARTED, State.DONE, State.SKIPPED)),
            spans=spans,
            relations=relations,
            zones=[make_zone(0, 6)] if n % 5 == 0 and len(text) > 6 else [],
            comments=[make_comment(id=f"k{n}")] if n % 7 == 0 else [],
            lang=random.choice(("de", "en", None)),
            source=random.choice(("Küstenbote", "Hafenblatt", None)),
            published=random.choice(("2025-03-01", "2024", None)),
            split=random.choice(("train", "dev", "test")),
        )
        draft.actors = {"a1": Actor("a1", "Ohlsen, Ida", "person")}
        yield draft


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("team") / "p.annotator"
    with closing(Project.create(made, "anna")) as project:
        project.import_drafts(list(drafts()))
    return made


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_PORTION", 7)


@pytest.fixture
def nearby(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "Team", InThisProcess)


def content(out: Path) -> dict[str, bytes]:
    """All files of an export by name."""
    if out.is_file():
        return {"": out.read_bytes()}
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def export(path: Path, out: Path, wanted: ExportFilter, *how: Any, **more: Any) -> ExportReport:
    with closing(Project.open(path, "anna")) as project:
        return project.export(out, wanted, how=Writing(*how, **more))


def require_alike(path: Path, tmp_path: Path, name: str, wanted: ExportFilter, *how: Any, **more: Any) -> None:
    reports = []
    for workers in (1, 3):
        (tmp_path / str(workers)).mkdir()
        reports.append(export(path, tmp_path / str(workers) / name, wanted, *how, workers=workers, **more))
    alone, shared = reports
    assert content(tmp_path / "1" / name) == content(tmp_path / "3" / name)
    assert shared.as_json(wanted) == alone.as_json(wanted)
    assert shared.written


@pytest.mark.usefixtures("nearby")
@pytest.mark.parametrize("form", TEXT_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize(
    "wanted",
    [ExportFilter(suggestions=True, comments=True), ExportFilter(keep_zones=True, agreement=2, query="der")],
    ids=["all", "some"],
)
def test_what_several_make_is_the_same_as_a_file(
    path: Path, tmp_path: Path, form: Format, wanted: ExportFilter
) -> None:
    card = bool(form.suffixes)
    require_alike(path, tmp_path, f"out{form.suffixes[0]}" if card else "out", wanted, form.name, card=card)
    if card:
        cards = [(tmp_path / n / f"out{form.suffixes[0]}.README.md").read_bytes() for n in "13"]
        assert cards[0] == cards[1]


@pytest.mark.usefixtures("nearby")
@pytest.mark.parametrize("form", [form for form in TEXT_FORMATS if form.suffixes], ids=lambda form: form.name)
def test_what_several_make_is_the_same_as_a_folder(path: Path, tmp_path: Path, form: Format) -> None:
    options = Options(shard=5) if "shard" in form.options else Options()
    require_alike(path, tmp_path, "out", ExportFilter(), form.name, options, folder=True)


@pytest.mark.usefixtures("nearby")
def test_not_more_losses_are_listed_than_one_lists(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.formats.writers.losses.LISTED", 20)
    wanted = ExportFilter()
    require_alike(path, tmp_path, "out.conll", wanted, "conll", Options(misaligned="drop"))
    report = export(path, tmp_path / "again.conll", wanted, "conll", Options(misaligned="drop"), workers=2)
    assert len(report.losses.listed) == 20


def test_processes_make_a_whole_export(path: Path, tmp_path: Path) -> None:
    require_alike(path, tmp_path, "out", ExportFilter(comments=True), "label-studio", folder=True)
    assert not multiprocessing.active_children()


def test_all_read_the_same_state(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is changed once the processes have begun is in no article of theirs."""
    before = content_alone(path, tmp_path)
    begun, changed = Team.begin, []

    def begin(self: Team) -> None:
        begun(self)
        changed.append(True)

    def look(done: int, _total: int) -> bool:
        if not done:
            retitle("Anders")
        return True

    def retitle(title: str) -> None:
        with closing(sqlite3.connect(path)) as conn:
            conn.execute("update article set title = ? where id = ?", (title, NUMBER))
            conn.commit()

    monkeypatch.setattr(Team, "begin", begin)
    with closing(Project.open(path, "anna")) as project:
        project.export(tmp_path / "out.jsonl", ExportFilter(), look, Writing(workers=2))
    assert changed
    assert content(tmp_path / "out.jsonl") == before
    assert content_alone(path, tmp_path) != before
    retitle("Titel")


def content_alone(path: Path, tmp_path: Path) -> dict[str, bytes]:
    export(path, tmp_path / "alone.jsonl", ExportFilter())
    return content(tmp_path / "alone.jsonl")


def test_it_is_made_alone_while_another_program_writes(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_PATIENCE_S", 0.01)
    monkeypatch.setattr(Team, "portions", None)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("begin immediate")
        export(path, tmp_path / "out.jsonl", ExportFilter(), workers=2)
        conn.execute("rollback")
    assert content(tmp_path / "out.jsonl") == content_alone(path, tmp_path)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal")
def test_a_process_that_is_killed_leaves_the_old_file(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("alt")

    def kill(done: int, _total: int) -> bool:
        if not done:
            for child in multiprocessing.active_children():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
        return True

    with closing(Project.open(path, "anna")) as project, pytest.raises(UserError, match="nothing was written"):
        project.export(out, ExportFilter(), kill, Writing(workers=2))
    assert os.listdir(tmp_path) == ["out.jsonl"]
    assert out.read_text() == "alt"
    assert not multiprocessing.active_children()


def test_cancel_ends_the_processes(path: Path, tmp_path: Path) -> None:
    with closing(Project.open(path, "anna")) as project:
        how = Writing(workers=2)
        report = project.export(tmp_path / "out.jsonl", ExportFilter(), lambda done, _total: done < 14, how)
    assert report.cancelled
    assert not os.listdir(tmp_path)
    assert not multiprocessing.active_children()


def test_what_goes_wrong_in_a_process_is_told(path: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="begin with a line"):
        export(path, tmp_path / "out.jsonl", ExportFilter(), "chat", Options(template="$text"), workers=2)
    assert not os.listdir(tmp_path)


def test_an_error_of_a_process_says_where_it_was(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "damaged.annotator"
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(copy)) as conn:
        conn.execute("update span set attributes = '[' where id = 'anna1-0'")
        conn.commit()
    with pytest.raises(Exception, match="unexpected") as caught:
        export(copy, tmp_path / "out.jsonl", ExportFilter(), workers=2)
    assert "portion" in "".join(caught.value.__notes__)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["out.jsonl", "--workers", "0"], "0 is not in the range"),
        (["out", "--format", "hf-tokens", "--workers", "2"], "is written by one process"),
    ],
)
def test_the_command_line_refuses(path: Path, tmp_path: Path, arguments: list[str], complaint: str) -> None:
    name, *rest = arguments
    result = CliRunner().invoke(cli, ["export", str(path), str(tmp_path / name), *rest])
    assert result.exit_code == 2 if "range" in complaint else 1
    assert complaint in result.stderr
    assert not os.listdir(tmp_path)


@pytest.mark.usefixtures("nearby")
@pytest.mark.parametrize(("many", "expected"), [(NUMBER, [4]), (NUMBER + 1, [])])
def test_several_work_where_there_is_much(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, expected: list[int]
) -> None:
    asked = []

    class Noted(InThisProcess):
        def __init__(self, path: Path, number: int) -> None:
            asked.append(number)
            super().__init__(path, number)

    monkeypatch.setattr(exporting, "Team", Noted)
    monkeypatch.setattr(exporting, "_MANY", many)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    result = CliRunner().invoke(cli, ["export", str(path), str(tmp_path / "out.jsonl")])
    assert result.exit_code == 0
    assert asked == expected
