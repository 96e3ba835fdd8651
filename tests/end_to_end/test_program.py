"""The program as a process: it opens what it is told to, and ends without a word when it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.window import Windows, open_windows
from tests.making import query

windows = open_windows

TEXT = "Der erste Artikel spricht von Fähren."
DEADLINE = 60  # seconds, on a busy machine


def wait_for(path: Path) -> None:
    end = time.monotonic() + DEADLINE
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not come"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("number", "after"), [(signal.SIGINT, 0), (signal.SIGINT, 0.2), (signal.SIGINT, 1), (signal.SIGTERM, 0.5)]
)
def test_interrupted_it_ends_and_the_project_is_whole(
    windows: Windows, number: signal.Signals, after: float
) -> None:
    path = windows.project(TEXT)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-m", "annotator", str(path)],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_for(Path(f"{path}-wal"))
        time.sleep(after)
        process.send_signal(number)
        out, err = process.communicate(timeout=DEADLINE)
    assert (process.returncode, out) == (0, ""), err
    assert "Traceback" not in err
    assert "Error" not in err
    assert not Path(f"{path}-wal").exists()
    assert query(path, "pragma integrity_check") == [("ok",)]
