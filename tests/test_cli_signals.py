"""SIGTERM ends a command as Ctrl+C does: nothing half-written is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.project import Project
from tests.making import make_draft

MakeProject = Callable[..., Project]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")

# An export that takes long in its midst.
_SLOW = """
import sys, time
from annotator.jobs import export_work

def slow(function):
    def run(*arguments):
        print("begun", flush=True)
        for item in function(*arguments):
            yield item
            for _ in range(600):
                time.sleep(0.1)
    return run

export_work.export_rows = slow(export_work.export_rows)
from annotator.__main__ import main
main()
"""


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    made = make_project(*(make_draft(f"Artikel {'xyz' * n}.") for n in range(4)))
    made.close()
    return made.path


def begin(*arguments: str | Path, ignoring: bool = False) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOW, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignoring else None,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


@pytest.mark.parametrize(
    ("sent", "status", "ignoring"),
    [(signal.SIGTERM, 143, False), (signal.SIGTERM, 143, True), (signal.SIGINT, 1, False)],
    ids=["SIGTERM", "SIGTERM in the background", "Ctrl+C"],
)
@pytest.mark.parametrize("out", ["out.jsonl", "out/", "out.zip"])
def test_an_export_that_is_ended_leaves_nothing(
    project: Path, tmp_path: Path, out: str, sent: signal.Signals, status: int, ignoring: bool
) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    how = ["--format", "hf-tokens"] if out.endswith(".zip") else []
    with begin("export", project, f"{folder}/{out}", *how, ignoring=ignoring) as process:
        assert len(os.listdir(folder)) >= 1
        process.send_signal(sent)
        assert process.wait(timeout=60) == status
        assert process.stderr is not None
        assert process.stderr.read().strip() == "annotator: stopped"
    assert os.listdir(folder) == []


def test_what_was_killed_is_taken_away_by_the_next(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    with begin("export", project, folder / "out.jsonl", "--card") as process:
        process.kill()
    assert len(os.listdir(folder)) == 2
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "annotator",
        "export",
        project,
        folder / "out.jsonl",
        "--card",
    ]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert sorted(os.listdir(folder)) == ["out.jsonl", "out.jsonl.README.md"]
