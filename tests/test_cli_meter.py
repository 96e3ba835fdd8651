"""Progress on the command line: what it shows, and how Ctrl+C stops what it meters."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator import cli
from annotator.cli.common import Meter
from annotator.project import Project


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_ctrl_c_asks_and_the_second_ends() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Meter("bytes") as meter:
        assert meter.show(1, 2)
        interrupt()
        assert not meter.show(1, 2)
        with pytest.raises(KeyboardInterrupt):
            interrupt()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_terminal_is_told_share_pace_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("annotator.cli.common.time.monotonic", lambda: now[0])
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    with Meter("bytes") as meter:
        now[0] = 110.0
        meter.show(25_000_000, 100_000_000)
        assert terminal.getvalue().rstrip() == "\r 25 % of 100.0 MB, 2.5 MB/s, 0:30 left"
        now[0] = 110.1
        meter.show(26_000_000, 100_000_000)  # too soon to be shown
        assert terminal.getvalue().count("\r") == 1
    assert terminal.getvalue().endswith("\r")


def test_elsewhere_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with Meter("articles") as meter:
        meter._shown -= 10
        meter.show(1, 2)
    assert capsys.readouterr().err == ""


def test_a_stopped_import_leaves_what_is_in_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("".join(f'{{"text": "Meldung {n}."}}\n' for n in range(1200)), encoding="utf-8")
    real = Meter.show

    def show(self: Meter, done: int, total: int) -> bool:
        interrupt()
        return real(self, done, total)

    monkeypatch.setattr(Meter, "show", show)
    result = CliRunner().invoke(cli.cli, ["import", str(tmp_path / "p.db"), str(source)])
    assert result.exit_code == 1
    assert "annotator: stopped; importing the same again adds the rest" in result.stderr
    project = Project.open(tmp_path / "p.db", "anna")
    imported = len(project.article_ids())
    assert 0 < imported <= 500, "a batch is written once it is full or has waited for long, on a slow machine"
    assert result.stdout.splitlines()[-1] == f"imported {imported}, duplicates 0, refused 0"
    assert not list(project.problems())
    project.close()
