"""A process that is killed at any moment has lost nothing that it had said to be done."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.commands import AddSpan
from annotator.core.errors import UserError
from annotator.core.files import refuse_project
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
