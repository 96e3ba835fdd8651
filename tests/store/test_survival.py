"""A process that is killed at any moment has lost nothing that it had said to be done."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from annotator.commands import AddSpan
from annotator.core.codebook_file import read_codebook
from annotator.core.errors import UserError
from annotator.core.files import refuse_project
from annotator.jobs import import_actors, read_template
from annotator.jobs.importing import _BATCH
from annotator.project import Project
from tests.making import make_draft, query

SCRIPT = Path(__file__).with_name("labelling.py")


def run_until(path: Path, action: str, lines: int, seed: int = 0) -> list[str]:
    """Starts the script, kills it once it has printed so many lines, and returns all that it printed."""
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), action, str(path), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=SCRIPT.parents[2],
        env={"PYTHONPATH": str(SCRIPT.parents[2]), "PATH": ""},
    )
    with process:
        assert process.stdout is not None
        printed = [process.stdout.readline().strip() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        printed += process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    assert "end" not in printed
    return printed


@pytest.fixture
def path(make_project: Callable[..., Project]) -> Path:
    project = make_project(make_draft("Wort " * 100))
    project.close()
    return project.path


@pytest.mark.parametrize("seed", range(6))
def test_labelling_survives_a_kill(path: Path, seed: int) -> None:
    said = run_until(path, "label", random.Random(seed).randrange(2, 190), seed)
    done = [int(line) for line in said if line != "ready"]
    project = Project.open(path, "anna")
    there = [number for (number,) in query(path, "select id from change where command <> 'import' order by id")]
    assert set(done) <= set(there)
    # At most the one that was on disk before it could be said.
    assert len(there) <= len(done) + 1
    assert query(path, "pragma integrity_check") == [("ok",)]
    assert not list(project.problems())
    assert rows_fit_the_history(path)
    while project.undo():
        pass
    assert not project.article_ids()
    project.close()


def rows_fit_the_history(path: Path) -> bool:
    """Whether the row that each change touched last is as that change left it."""
    latest = query(
        path,
        """select tbl, row_id, after from change_row where after is not null and tbl = 'span'
        and (change_id, seq) in (select max(change_id), seq from change_row group by tbl, row_id)""",
    )
    for table, row_id, after in latest:
        columns = json.loads(after)
        names = ", ".join(f'"{name}"' for name in columns)
        if query(path, f"select {names} from {table} where id = ?", row_id) != [tuple(columns.values())]:
            return False
    return bool(latest)


@pytest.mark.parametrize("batches", [2, 3, 5])
def test_import_survives_a_kill_with_whole_articles(path: Path, batches: int) -> None:
    run_until(path, "import", batches + 1)
    project = Project.open(path, "anna")
    assert query(path, "pragma integrity_check") == [("ok",)]
    new = len(project.article_ids()) - 1
    assert new >= (batches - 1) * _BATCH
    assert new % _BATCH == 0
    assert query(path, "select count(*) from span") == [(2 * new,)]
    project.derived.catch_up()
    assert not list(project.problems())
    assert sum(map(len, project.search("fähre"))) == new
    assert project.next_undo() == "import"
    assert project.undo() is not None
    assert len(project.article_ids()) == (1 if new else 0)
    project.close()


OTHER = """
import sys; from pathlib import Path; from annotator.project import Project
opened = Project.open(Path(sys.argv[1]), "bert"); print(len(opened.load(1).spans)); opened.close()
"""


def test_what_another_program_closes_takes_no_log_away(tmp_path: Path) -> None:
    """A second connection in this process, and one that comes and goes in another one."""
    path = tmp_path / "p.annotator"
    project = Project.create(path, "anna")
    project.import_drafts([make_draft()])
    Project.open(path, "anna").close()
    with pytest.raises(UserError):
        refuse_project(path)
    for number in (1, 2):
        project.apply(AddSpan(1, "ACTOR", ((number, number + 3),)))
        done = subprocess.run([sys.executable, "-c", OTHER, str(path)], capture_output=True, text=True, check=True)
        assert done.stdout == f"{number}\n"
        assert path.with_name("p.annotator-wal").exists()
    project.close()


def lose_locks(path: Path) -> None:
    """What any part of a process does that opens and closes the project's files past SQLite."""
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).read_bytes()


def close_elsewhere(path: Path) -> str:
    """Another program opens the project and closes it, as the last one by what it knows."""
    command = [sys.executable, "-c", OTHER, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


LABELS = """
import sys; from pathlib import Path; from annotator.project import Project; from annotator.commands import AddSpan
opened, start = Project.open(Path(sys.argv[1]), "bert"), int(sys.argv[2])
opened.apply(AddSpan(1, "CUE", ((start, 12),))); opened.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="locks are of processes there alone")
def test_a_log_that_was_taken_away_is_noticed_before_anything_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    project = Project.create(path, "anna")
    project.import_drafts([make_draft()])
    for number in range(3):
        project.apply(AddSpan(1, "ACTOR", ((number, number + 3),)))
        lose_locks(path)
        assert close_elsewhere(path) == f"{2 * number + 1}\n"
        assert not path.with_name("p.annotator-wal").exists()
        if number == 1:
            assert project.poll() == []  # a look heals, too
        subprocess.run([sys.executable, "-c", LABELS, str(path), str(number)], check=True)
        assert len(project.poll()) == 1
    project.close()
    assert close_elsewhere(path) == "6\n"
    with closing(Project.open(path, "anna")) as again:
        assert not list(again.problems())
    assert query(path, "pragma integrity_check") == [("ok",)]


@pytest.mark.skipif(os.name != "posix", reason="locks are of processes there alone")
def test_nothing_is_written_to_a_lost_log_while_another_thread_has_it_open(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    with closing(Project.create(path, "anna")) as project:
        project.import_drafts([make_draft()])
        with closing(Project.open(path, "anna")):
            lose_locks(path)
            close_elsewhere(path)
            with pytest.raises(UserError, match="Close the project and open it again"):
                project.apply(AddSpan(1, "ACTOR", ((0, 3),)))
        project.apply(AddSpan(1, "ACTOR", ((0, 3),)))
    assert close_elsewhere(path) == "1\n"


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_nobody_reads_the_open_project(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    path, other = tmp_path / "p.annotator", tmp_path / "other.annotator"
    project = Project.create(path, "anna")
    link(path, other)
    project.import_drafts([make_draft()])
    for name in (path, other, path.with_name("p.annotator-wal")):
        report = project.import_paths([name])
        assert (report.imported, report.refused) == (0, [])
        for read in (read_codebook, read_template, partial(import_actors, project), refuse_project):
            with pytest.raises(UserError):
                read(name)
    close_elsewhere(path)
    assert path.with_name("p.annotator-wal").exists()  # it took no lock away
    project.close()
    with pytest.raises(UserError, match="is no codebook"):
        read_codebook(other)
