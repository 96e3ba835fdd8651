"""The command line on other systems: other encodings of what is printed, and a shell that leaves more to do."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator import cli
from annotator.cli.common import expanded, quoted
from annotator.project import Project
from tests.making import make_draft

MakeProject = Callable[..., Project]
TITLE = "Порт → „Süd“"


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    made = make_project(make_draft("Der Hafen bleibt.", "eins", title=TITLE))
    made.close()
    return made.path


class Console(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", TITLE), ("cp1252", r"\u041f\u043e\u0440\u0442 \u2192 „Süd“"), ("ascii", None)],
)
def test_what_the_output_cannot_show_ends_no_command(project: Path, encoding: str, expected: str | None) -> None:
    for command in (["find", str(project), "hafen"], ["stats", str(project)]):
        run = [sys.executable, "-m", "annotator", *command]
        done = subprocess.run(
            run, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")
        if command[0] == "find" and expected is not None:
            assert done.stdout.decode(encoding) == f"eins\t{expected}{os.linesep}"


@pytest.mark.parametrize(
    ("kind", "asked", "expected"),
    [(io.TextIOWrapper, None, "utf-8"), (io.TextIOWrapper, "cp1252", "cp1252"), (Console, None, "cp1252")],
)
def test_windows_prints_utf8_where_it_is_no_console(
    project: Path, monkeypatch: pytest.MonkeyPatch, kind: type[io.TextIOWrapper], asked: str | None, expected: str
) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    if asked is not None:
        monkeypatch.setenv("PYTHONIOENCODING", asked)
    streams = [kind(io.BytesIO(), "cp1252", newline="") for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        assert cli.run_command(["find", str(project), "hafen"]) == 0
        sys.stdout.flush()
    assert [stream.encoding for stream in streams] == [expected] * 2
    written = streams[0].buffer
    assert isinstance(written, io.BytesIO)
    shown = TITLE.encode(expected, "backslashreplace")
    assert written.getvalue() == b"eins\t" + shown + b"\n"


def test_a_program_without_console_has_no_output(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As that of pythonw.exe."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        patch.setattr(sys, "stderr", None)
        assert cli.run_command(["check", str(project)]) == 0


def test_patterns_are_for_the_program_on_windows_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "c.html", "[x].txt"):
        Path(name).write_text(f"Von {name}.", "utf-8")
    given = ("*.txt", "[x].txt", "c.html", "*.pdf", "-", "https://bote.example/?q=*")
    monkeypatch.setattr(sys, "platform", "linux")
    assert expanded(given) == given
    monkeypatch.setattr(sys, "platform", "win32")
    assert expanded(given) == ("[x].txt", "a.txt", "b.txt", *given[1:])


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("import p.annotator *.txt --extend-codebook", "imported 1, duplicates 0, refused 0"),
        ("codebook extend p.annotator *.txt", "FERRY"),
    ],
)
def test_commands_take_patterns(
    command: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Sie fuhr ab.", "utf-8")
    Path("a.ann").write_text("T1\tFERRY 0 3\tSie\n", "utf-8")
    Project.create(Path("p.annotator"), "anna").close()
    monkeypatch.setattr("annotator.cli.common.sys.platform", "win32")
    result = CliRunner().invoke(cli.cli, command.split())
    assert (result.exit_code, result.stderr) == (0, "")
    assert expected in result.stdout


def test_names_are_quoted_as_the_shell_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert shlex.split(quoted(Path("my 'own'.db"))) == ["my 'own'.db"]
    monkeypatch.setattr(sys, "platform", "win32")
    assert quoted(Path(r"C:\Data\p.db")) == r"C:\Data\p.db"
    assert quoted(Path(r"C:\My data\p.db")) == r'"C:\My data\p.db"'
