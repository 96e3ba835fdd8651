"""Killed at any moment, the file holds every label that the window has shown."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from tests.end_to_end import label_on
from tests.end_to_end.window import Windows, open_windows
from tests.making import query

windows = open_windows

ROUNDS = 3


def test_what_was_shown_is_in_the_file(windows: Windows, tmp_path: Path) -> None:
    path = windows.project("Wort " * (label_on.ACTIONS * ROUNDS + 10))
    chance = random.Random()
    shown: list[str] = []
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    for number in range(ROUNDS):
        wanted = chance.randint(1, label_on.ACTIONS - 20)
        with subprocess.Popen(
            [sys.executable, label_on.__file__, str(path), str(tmp_path / f"{number}.ini")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            seen = 0
            for line in process.stdout:
                shown.append(line.strip())
                seen += 1
                if seen == wanted:
                    process.send_signal(signal.SIGKILL)
                    break
            # What it had printed before the signal came counts as shown as well.
            shown += [line.strip() for line in process.stdout if line.endswith("\n")]
            process.wait(timeout=60)
            assert seen == wanted, process.stderr.read()
        stored = {span_id for (span_id,) in query(path, "select id from span where deleted = 0")}
        assert set(shown) <= stored
        assert query(path, "pragma integrity_check") == [("ok",)]
    driver = windows.open(path=path)
    assert {span.id for span in driver.spans} == stored
    assert list(driver.project.problems()) == []
