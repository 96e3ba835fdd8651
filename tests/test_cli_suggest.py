"""``annotator suggest``: what it says, what it leaves, in processes of their own, stopped and killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator import cli
from annotator.core.errors import UserError
from annotator.project import Project
from annotator.suggest import registry
from tests.making import make_draft, query

MakeProject = Callable[..., Project]
TEXT = "„Wir bleiben hier, bis jemand zuhört“, sagte Tjark Ohlsen am Tor."


def run(*arguments: str | Path) -> Result:
    """Runs a command; a bug in it fails the test."""
    result = CliRunner().invoke(cli.cli, [str(a) for a in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def path(make_project: MakeProject) -> Path:
    project = make_project(*(make_draft(f"Meldung {n}. {TEXT}", str(n), lang="de") for n in range(120)))
    project.close()
    return project.path


def quotes(path: Path) -> list[tuple[Any, ...]]:
    return query(
        path,
        """select article_id, label, start, end, segments, attributes, reason, score from suggestion
        where deleted = 0 order by article_id, start, label""",
    )


def test_what_is_suggested_is_exported_only_when_asked(path: Path, tmp_path: Path) -> None:
    result = run("suggest", path, "--only", "quotes", "--workers", "0")
    assert result.exit_code == 0
    assert result.stdout == "articles 120, skipped 0, suggestions 120, relations 0, withdrawn 0\n"
    out = tmp_path / "out.jsonl"
    for option, number in (((), 0), (("--suggestions",), 1)):
        assert run("export", path, out, *option).exit_code == 0
        record = json.loads(out.read_text("utf-8").splitlines()[0])
        assert len(record["spans"]) == number
    (span,) = record["spans"]
    assert span["text"] == "„Wir bleiben hier, bis jemand zuhört“"
    assert span["origin"]["decision"] == "open"
    assert (span["origin"]["kind"], span["origin"]["name"]) == ("rule", "quotes")
    assert span["attributes"]["form"] == "direct"
    assert run("suggest", path, "--only", "quotes", "--workers", "0").stdout.startswith("articles 0, skipped 120,")


def test_processes_find_what_one_finds(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.annotator"
    copy.write_bytes(path.read_bytes())
    assert run("suggest", path, "--workers", "0").exit_code == 0
    assert run("suggest", copy, "--workers", "2").exit_code == 0
    assert quotes(path) == quotes(copy)
    assert len(quotes(path)) >= 120


def test_unknown_suggesters_are_one_line(path: Path) -> None:
    result = run("suggest", path, "--only", "quotes,poems")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line == f"annotator: There is no suggester 'poems'; there are {', '.join(registry.names())}."


def test_a_process_that_is_gone_is_told_of(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(make_draft(TEXT))

    def submit(self: ProcessPoolExecutor, *_: object) -> Future[object]:
        future: Future[object] = Future()
        future.set_exception(BrokenProcessPool())
        return future

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    with pytest.raises(UserError, match=r"A process that looked for suggestions was ended.*goes on with the rest"):
        project.suggesting.run(workers=1)


def begun(path: Path, workers: int) -> subprocess.Popen[str]:
    """A run in a program of its own that has written something."""
    process = subprocess.Popen(
        [sys.executable, "-m", "annotator", "suggest", str(path), "--workers", str(workers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None and not query(path, "select 1 from suggested limit 1"):
        time.sleep(0.05)
    return process


@pytest.fixture
def long(make_project: MakeProject) -> Path:
    text = f"{TEXT} Niemand widersprach. " * 40
    project = make_project(*(make_draft(f"Meldung {n}. {text}", str(n), lang="de") for n in range(700)))
    project.close()
    return project.path


def test_ctrl_c_leaves_whole_articles_and_says_how_to_go_on(long: Path) -> None:
    process = begun(long, 1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, the processes that look included
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert out.splitlines()[-1] == "stopped; suggesting again goes on with the rest"
    assert "Traceback" not in err
    whole(long)


@pytest.mark.parametrize("workers", [0, 1])
def test_a_kill_leaves_whole_articles_and_no_process(long: Path, workers: int) -> None:
    process = begun(long, workers)
    process.kill()
    process.communicate(timeout=60)  # until nobody has its output open any more
    whole(long)


def whole(path: Path) -> None:
    """No article has a part of its suggestions, and what lacks them gets them by the next run."""
    numbers = {number for _, number in query(path, "select article_id, count(*) from suggestion group by 1")}
    done = query(path, "select count(distinct article_id) from suggested")[0][0]
    assert 0 < done < 700
    assert len(numbers) == 1
    project = Project.open(path, "anna")
    assert not list(project.problems())
    assert project.suggesting.is_current(1)
    assert not project.suggesting.is_current(700)
    project.close()
