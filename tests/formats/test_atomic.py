"""A file that is replaced holds the old content or the whole new one."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.core.errors import UserError
from annotator.formats.writers.atomic import replacing
from annotator.project import Project


def write(path: Path, content: bytes = b"new") -> None:
    with replacing(path) as file:
        file.write(content)


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        write(path)
    return str(caught.value)


def test_new_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    plain, path = tmp_path / "plain", tmp_path / "a.jsonl"
    plain.touch()
    write(path)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode == plain.stat().st_mode
    assert sorted(os.listdir(tmp_path)) == ["a.jsonl", "plain"]


def test_replaced_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(path)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_no_project_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    Project.create(path, "anna").close()
    before = path.read_bytes()
    assert (
        refusal(path) == f"{path} is a project, or another database, and is not written over; name another file."
    )
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["p.annotator"]


@pytest.mark.parametrize("error", [ValueError("bug"), KeyboardInterrupt()])
def test_failure_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")

    def fail() -> None:
        with replacing(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(type(error)):
        fail()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.jsonl"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def full(_: int) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    sentence = refusal(path)
    assert sentence == f"The disk is full: nothing was written to {path}. Make room, then try again."
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_a_file_that_is_too_large_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one of 4 GiB is for FAT."""

    def refuse(_: int) -> None:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))

    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", refuse)
    assert refusal(path) == (
        f"{path} can't be written: no file there may be so large. Write a folder with --shard, or to another disk."
    )
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("code", [5, 32])
def test_a_file_that_is_open_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A table in a spreadsheet, say."""

    def refuse(draft: Path, path: Path) -> None:
        error = PermissionError(13, "Access is denied", str(draft), None, str(path))
        error.winerror = code  # type: ignore[attr-defined,unused-ignore]
        raise error

    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    assert refusal(path) == (
        f"{path} was not replaced: another program has it open. Close it there, then try again."
    )
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_a_folder_that_takes_no_files_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        error = PermissionError(13, "Access is denied", "draft")
        error.winerror = 5  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(Path, "touch", refuse)
    assert refusal(tmp_path / "a.csv") == f"{tmp_path / 'a.csv'} can't be written: Access is denied."


def test_read_only_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert refusal(path) == f"{path} is read-only, so it was not replaced."
    assert path.read_bytes() == b"old"


def test_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is a folder; name a file."


def test_no_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none" / "a.jsonl") == f"The folder {tmp_path / 'none'} does not exist."


def test_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "can't be written: Not a directory" in refusal(tmp_path / "file" / "a.jsonl")


def test_name_too_long(tmp_path: Path) -> None:
    assert "File name too long" in refusal(tmp_path / ("x" * 300))


def test_device_is_not_replaced(tmp_path: Path) -> None:
    """The administrator's /dev/null would be an ordinary file from then on."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refusal(pipe) == f"{pipe} is no ordinary file, so it can't be replaced; name another."
    assert pipe.is_fifo()


def test_kill_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")
    code = (
        "import sys, time; from pathlib import Path\n"
        "from annotator.formats.writers.atomic import replacing\n"
        "with replacing(Path(sys.argv[1])) as file:\n"
        "    file.write(b'x' * 5_000_000); print('half', flush=True); time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="a folder that takes no files")
def test_a_folder_of_the_system_takes_no_files() -> None:
    path = Path("/proc/a.jsonl")
    assert refusal(path) in (
        f"{path} can't be written: the system makes no files in /proc; name another folder.",
        f"{path} can't be written: Permission denied.",
    )
