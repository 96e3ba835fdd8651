"""What an export that is killed leaves behind is taken away by the next one; what still runs is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.formats.writers import unfinished
from annotator.formats.writers.targets import folder_target
from tests.formats.test_targets import Opener, each, everything, fill, old

_HALF = """
import sys, time
from pathlib import Path
from annotator.formats.writers import targets
with getattr(targets, sys.argv[1])(Path(sys.argv[2])) as target:
    file = target.create("a")
    file.write(b"x" * 5_000_000)
    file.flush()
    print("half", flush=True)
    time.sleep(600)
"""


@each
def test_kill_leaves_what_was_there(tmp_path: Path, opener: Opener, name: str) -> None:
    path = tmp_path / name
    before = old(opener, path)
    with subprocess.Popen([sys.executable, "-c", _HALF, opener.__name__, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert {part: content for part, content in everything(tmp_path).items() if part in before} == before
    assert len(os.listdir(tmp_path)) > 1
    # The next export is not hindered by what is left, and takes it away.
    fill(opener, path)
    assert everything(tmp_path)[f"{name}/a" if path.is_dir() else name] != b"old"
    if sys.platform != "win32":
        assert os.listdir(tmp_path) == [name]


@pytest.mark.skipif(sys.platform == "win32", reason="what is left stays there")
@each
def test_what_still_runs_is_left_alone(tmp_path: Path, opener: Opener, name: str) -> None:
    path = tmp_path / name
    mine = [tmp_path / f".{name}.{end}" for end in ("swp", "abcdefgh.part", "annotator.part")]
    for file in mine:
        file.touch()
    code = _HALF.replace("time.sleep(600)", "sys.stdin.readline()")
    with subprocess.Popen(
        [sys.executable, "-c", code, opener.__name__, path], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        fill(opener, path)
        assert len(os.listdir(tmp_path)) > 1 + len(mine)
        assert everything(tmp_path)[f"{name}/a" if path.is_dir() else name] != b"x" * 5_000_000
        process.communicate(b"\n", timeout=60)
    assert process.returncode == 0
    assert sorted(tmp_path.iterdir()) == sorted([path, *mine])
    fill(opener, path)
    assert sorted(tmp_path.iterdir()) == sorted([path, *mine])


@pytest.mark.skipif(sys.platform == "win32", reason="what is left stays there")
def test_a_folder_that_was_put_aside_comes_back(tmp_path: Path) -> None:
    """Killed in the one moment in which neither the old nor the new one had its name."""
    out = tmp_path / "out"
    before = old(folder_target, out)
    code = """
import os, signal, sys
from pathlib import Path
from annotator.formats.writers import targets
rename = Path.rename
def kill(self, to):
    if self.suffix == ".part":
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, to)
Path.rename = kill
with targets.folder_target(Path(sys.argv[1])) as target:
    target.create("a").close()
"""
    done = subprocess.run([sys.executable, "-c", code, out], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not out.exists()
    with pytest.raises(KeyboardInterrupt), folder_target(out):
        raise KeyboardInterrupt
    assert everything(tmp_path) == before
    assert os.listdir(tmp_path) == ["out"]


def test_a_folder_on_windows_has_the_rights_of_the_one_around_it() -> None:
    """Python keeps one that is made with 0o700 there from all others, and it stays so under its new name."""
    code = (
        "import pathlib, shutil, sys; sys.platform = 'win32'\n"  # these two ask it for what only Windows has
        "from annotator.formats.writers import unfinished; print(unfinished._OWNERS_ALONE)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert int(done.stdout) == 0o777


def test_what_is_unfinished_is_the_owners_alone_and_takes_no_others_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(["00000000", "00000000", "11111111", "22222222"])
    monkeypatch.setattr("secrets.token_hex", lambda _: next(names))
    with unfinished.unfinished(tmp_path / "out", is_folder=True) as one:
        assert one.name == ".out.00000000.annotator.part"
        with unfinished.unfinished(tmp_path / "out") as other:
            assert other.name == ".out.11111111.annotator.part"
            if sys.platform != "win32":
                assert [made.stat().st_mode & 0o777 for made in (one, other)] == [0o700, 0o600]
            with unfinished.aside(tmp_path / "out") as old_one:
                assert old_one.parent.name == ".out.22222222.annotator.old"
    assert os.listdir(tmp_path) == []
