"""A recoding that is killed in the middle has changed nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.project import Project
from tests.making import make_draft, make_span, query

SCRIPT = Path(__file__).with_name("recoding.py")
ARTICLES = 1_000


def start(path: Path) -> subprocess.Popen[str]:
    top = str(SCRIPT.parents[2])
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=top,
        env={"PYTHONPATH": top, "PATH": ""},
    )


def recoded(path: Path) -> int:
    (found,) = query(path, "select count(*) from span where json_extract(attributes, '$.form') = 'direct'")
    return int(found[0])


@pytest.mark.parametrize("steps", [1, 4, 12])
def test_killed_in_the_middle_it_did_nothing(make_project: Callable[..., Project], steps: int) -> None:
    spans = [make_span("QUOTE", (n, n + 3)) for n in range(4)]
    project = make_project(*(make_draft(f"Ein Zitat {n}.", spans=spans) for n in range(ARTICLES)))
    path = project.path
    project.close()
    with start(path) as process:
        assert process.stdout is not None
        printed = [process.stdout.readline().strip() for _ in range(steps)]
        process.send_signal(signal.SIGKILL)
        printed += process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    assert int(printed[0]) < ARTICLES
    assert "end" not in printed
    assert query(path, "pragma integrity_check") == [("ok",)]
    assert recoded(path) == 0
    again = Project.open(path, "anna")
    assert again.next_undo() == "import"
    assert not list(again.problems())
    again.close()
    with start(path) as process:
        assert process.wait(60) == 0
    assert recoded(path) == 4 * ARTICLES
    again = Project.open(path, "anna")
    assert again.undo() is not None
    assert recoded(path) == 0
    again.close()
