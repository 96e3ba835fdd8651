"""A process that is killed at any moment has lost nothing that it had said to be done."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from annotator.commands import AddSpan
from annotator.core.codebook_file import read_codebook
from annotator.core.errors import UserError
from annotator.core.files import refuse_project
from annotator.jobs.files import import_actors, read_template
from annotator.jobs.importing import _BATCH
from annotator.project import Project
from tests.making import make_draft, query
from tests.store.labelling import drafts

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


@pytest.mark.parametrize("batches", [1, 2])
def test_merging_survives_a_kill_with_whole_articles(path: Path, batches: int) -> None:
    with closing(Project.open(path, "anna")) as project:
        project.import_drafts(replace(draft, spans=[]) for draft in islice(drafts(), 3 * _BATCH))
    run_until(path, "merge", batches + 2)
    project = Project.open(path, "anna")
    assert query(path, "pragma integrity_check") == [("ok",)]
    merged = query(path, "select count(*) from span group by article_id")
    assert len(merged) >= batches * _BATCH
    assert set(merged) == {(2,)}
    project.derived.catch_up()
    assert not list(project.problems())
    assert project.undo() is not None
    assert query(path, "select count(*) from span where deleted = 0") == [(0,)]
    assert len(project.article_ids()) == 3 * _BATCH + 1
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
        (refusal,) = report.refused
        assert (report.imported, refusal.file) == (0, str(name))
        assert refusal.reason == "it is the project that is open, or belongs to it"
    report = project.import_paths([tmp_path])
    assert (report.imported, report.refused) == (0, []), "below a folder they are passed over"
    for name in (path, other, path.with_name("p.annotator-wal")):
        for read in (read_codebook, read_template, partial(import_actors, project), refuse_project):
            with pytest.raises(UserError):
                read(name)
    close_elsewhere(path)
    assert path.with_name("p.annotator-wal").exists()  # it took no lock away
    project.close()
    with pytest.raises(UserError, match="is no codebook"):
        read_codebook(other)


@pytest.mark.skipif(os.name != "posix", reason="an open file can't be replaced elsewhere")
def test_a_file_that_takes_the_place_of_the_open_one_is_left_whole(tmp_path: Path) -> None:
    """As programs that keep folders of two computers alike do, with a version from before the last labels."""
    path, other = tmp_path / "p.annotator", tmp_path / "other.annotator"
    with closing(Project.create(path, "anna")) as project:
        project.import_drafts([make_draft()])
    shutil.copy(path, other)
    project, second = Project.open(path, "anna"), Project.open(path, "anna")
    for number in range(20):
        project.apply(AddSpan(1, "ACTOR", ((number, number + 3),)))
    other.replace(path)
    kept = tmp_path / "p (replaced 1).annotator"
    label = partial(project.apply, AddSpan(1, "CUE", ((0, 3),)))
    for look in (project.poll, label, project.settle, second.poll):
        with pytest.raises(UserError, match=r"What was open is kept in .*p \(replaced 1\).annotator"):
            look()
    assert close_elsewhere(path) == "0\n"
    second.close()
    project.close()
    assert sorted(tmp_path.iterdir()) == [kept, path]
    for name, spans in ((path, "0\n"), (kept, "20\n")):
        assert close_elsewhere(name) == spans
        assert query(name, "pragma integrity_check") == [("ok",)]


@pytest.mark.skipif(os.name != "posix", reason="an open file can't be moved elsewhere")
def test_a_file_that_is_away_for_a_while_is_used_again(tmp_path: Path) -> None:
    folder, away = tmp_path / "drive", tmp_path / "away"
    folder.mkdir()
    path = folder / "p.annotator"
    with closing(Project.create(path, "anna")) as project:
        project.import_drafts([make_draft()])
        folder.rename(away)
        for _ in range(2):
            with pytest.raises(UserError, match="not there any more"):
                project.apply(AddSpan(1, "CUE", ((0, 3),)))
            with pytest.raises(UserError, match="not there any more"):
                project.poll()
        away.rename(folder)
        project.apply(AddSpan(1, "CUE", ((0, 3),)))
    assert close_elsewhere(path) == "1\n"


@pytest.mark.skipif(os.name != "posix", reason="locks are of processes there alone")
def test_what_could_not_be_opened_anew_is_opened_later(tmp_path: Path) -> None:
    path, wal = tmp_path / "p.annotator", tmp_path / "p.annotator-wal"
    with closing(Project.create(path, "anna")) as project:
        project.import_drafts([make_draft()])
        lose_locks(path)
        close_elsewhere(path)
        wal.mkdir()  # in the way of the log
        for _ in range(2):
            with pytest.raises(UserError):
                project.apply(AddSpan(1, "CUE", ((0, 3),)))
        wal.rmdir()
        project.apply(AddSpan(1, "CUE", ((0, 3),)))
    assert close_elsewhere(path) == "1\n"


def test_a_settled_file_has_all_labels_in_a_copy(tmp_path: Path) -> None:
    path, copy = tmp_path / "p.annotator", tmp_path / "copy.annotator"
    with closing(Project.create(path, "anna")) as project:
        project.import_drafts([make_draft()])
        project.apply(AddSpan(1, "ACTOR", ((0, 3),)))
        with closing(Project.open(path, "bert")) as reader, reader._db.snapshot() as conn:
            conn.execute("select count(*) from span").fetchone()
            project.settle()  # as far as that one lets it, without waiting
        project.settle()
        shutil.copy(path, copy)
    assert close_elsewhere(copy) == "1\n"
