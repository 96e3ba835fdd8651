"""Where exports go: compressed files, folders, archives; what was there stays unless all went well."""

from __future__ import annotations

import errno
import gzip
import os
import shutil
import subprocess
import sys
import weakref
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from unicodedata import normalize
from zipfile import ZipFile

import pytest
import zstandard

from annotator.core.errors import UserError
from annotator.formats.writers.base import Target
from annotator.formats.writers.targets import (
    MARK,
    MemoryTarget,
    NullTarget,
    file_target,
    folder_target,
    zip_target,
)

Opener = Callable[[Path], AbstractContextManager[Target]]
CONTENT = "Möwe 🙂\n".encode() * 20_000
ALL: tuple[tuple[Opener, str], ...] = ((file_target, "a.jsonl"), (folder_target, "out"), (zip_target, "out.zip"))
each = pytest.mark.parametrize(("opener", "name"), ALL, ids=["file", "folder", "zip"])


def write(target: Target, name: str = "a", content: bytes = CONTENT) -> None:
    with target.create(name) as file:
        file.write(content)


def fill(opener: Opener, path: Path, *names: str, content: bytes = CONTENT) -> None:
    with opener(path) as target:
        for name in names or ("a",):
            write(target, name, content)


def everything(folder: Path) -> dict[str, bytes]:
    """All that is below a folder, what an export left behind too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    if path.suffix.lower() == ".gz":
        return gzip.decompress(content)
    if path.suffix.lower() == ".zst":
        return zstandard.ZstdDecompressor().decompressobj().decompress(content)
    return content


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.JSONL.GZ", "a.jsonl.zst"])
def test_compressed_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    fill(file_target, path)
    first = path.read_bytes()
    assert unpacked(path) == CONTENT
    assert (len(first) < len(CONTENT) // 10) == (path.suffix != ".jsonl")
    again = tmp_path / "sub" / name
    again.parent.mkdir()
    fill(file_target, again)
    assert again.read_bytes() == first
    with file_target(path) as target:
        target.create("").write(b"not closed by the writer")
    assert unpacked(path) == b"not closed by the writer"


def test_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill(folder_target, out, "b", "train/ä.txt", "a")
    assert everything(out).keys() == {"b", "train/ä.txt", "a", MARK}
    assert (out / MARK).read_text("utf-8").split("\n")[1:] == ["b", "train/ä.txt", "a", ""]
    (out / ".DS_Store").touch()
    fill(folder_target, out, "c")
    assert everything(tmp_path).keys() == {"out/c", f"out/{MARK}"}


def test_empty_folder_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    fill(folder_target, out)
    assert everything(tmp_path).keys() == {"out/a", f"out/{MARK}"}


def test_folder_that_a_link_leads_to(tmp_path: Path) -> None:
    out, link = tmp_path / "out", tmp_path / "link"
    out.mkdir()
    link.symlink_to(out)
    fill(folder_target, link)
    assert link.is_symlink()
    assert (out / "a").read_bytes() == CONTENT


@pytest.mark.parametrize("name", ["model/weights", "notes.txt"])
def test_folder_with_other_files_is_not_replaced(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    fill(folder_target, out, "train/a")
    mine = out / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_bytes(b"mine")
    before = everything(tmp_path)
    with pytest.raises(UserError, match=rf"than an export's \({name.partition('/')[0]}\), so it was not replaced"):
        fill(folder_target, out)
    assert everything(tmp_path) == before
    (out / MARK).unlink()
    with pytest.raises(UserError, match="so it was not replaced; name another folder"):
        fill(folder_target, out)


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"mine")
    with pytest.raises(UserError, match="is a file, and this format makes a folder"):
        fill(folder_target, path)
    with pytest.raises(UserError, match="is a folder; name a file"):
        fill(zip_target, tmp_path)
    assert path.read_bytes() == b"mine"


@each
def test_rights_are_those_of_any_other_file(tmp_path: Path, opener: Opener, name: str) -> None:
    plain, folder, path = tmp_path / "plain", tmp_path / "folder", tmp_path / name
    plain.touch()
    folder.mkdir()
    fill(opener, path)
    assert path.stat().st_mode == (folder if path.is_dir() else plain).stat().st_mode
    if path.is_dir():
        assert (path / "a").stat().st_mode == plain.stat().st_mode
    path.chmod(0o750)
    fill(opener, path)
    assert path.stat().st_mode & 0o777 == 0o750


def test_zip(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    fill(zip_target, path, "b", "train/ä.txt", "a")
    first = path.read_bytes()
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a", "b", "train/ä.txt"]
        assert archive.read("train/ä.txt") == CONTENT
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}
    assert len(first) < len(CONTENT) // 10
    fill(zip_target, path, "a", "train/ä.txt", "b")
    assert path.read_bytes() == first
    assert everything(tmp_path).keys() == {"out.zip"}


@pytest.mark.skipif(shutil.which("unzip") is None, reason="needs unzip")
def test_other_programs_unpack_it(tmp_path: Path) -> None:
    fill(zip_target, tmp_path / "out.zip", "train/ä.txt")
    subprocess.run(["unzip", "-q", "out.zip"], cwd=tmp_path, check=True)
    assert (tmp_path / "train" / "ä.txt").read_bytes() == CONTENT
    assert (tmp_path / "train" / "ä.txt").stat().st_mode & 0o777 == 0o644


def old(opener: Opener, path: Path) -> dict[str, bytes]:
    """An export made before, and all that is beside it then."""
    fill(opener, path, content=b"old")
    return everything(path.parent)


@each
@pytest.mark.parametrize("error", [ValueError("bug"), KeyboardInterrupt()])
def test_failure_leaves_what_was_there(tmp_path: Path, opener: Opener, name: str, error: BaseException) -> None:
    before = old(opener, tmp_path / name)

    def fail() -> None:
        with opener(tmp_path / name) as target:
            target.create("a").write(CONTENT)
            raise error

    with pytest.raises(type(error)):
        fail()
    assert everything(tmp_path) == before
    assert os.listdir(tmp_path) == [name]


@each
def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opener: Opener, name: str) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / name
    before = old(opener, path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError) as caught:
        fill(opener, path)
    assert str(caught.value) == f"The disk is full: nothing was written to {path}. Make room, then try again."
    assert everything(tmp_path) == before
    assert os.listdir(tmp_path) == [name]


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from annotator.core.errors import UserError
from annotator.formats.writers import targets
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
import os
try:
    with getattr(targets, sys.argv[1])(Path(sys.argv[2])) as target:
        with target.create("a") as file:
            for _ in range(200):
                file.write(os.urandom(10_000))
except UserError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of the system's")
@pytest.mark.parametrize(
    ("opener", "name"), [*ALL, (file_target, "a.gz"), (file_target, "a.zst")], ids=lambda value: str(value)[:20]
)
def test_no_more_can_be_written(tmp_path: Path, opener: Opener, name: str) -> None:
    """The system itself refuses, in the middle of a file."""
    path = tmp_path / name
    before = old(opener, path)
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, opener.__name__, path], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"{path} can't be written: no file there may be so large. ")
    assert done.stderr == ""
    assert everything(tmp_path) == before
    assert os.listdir(tmp_path) == [name]


@each
def test_read_only(tmp_path: Path, opener: Opener, name: str) -> None:
    path = tmp_path / name
    old(opener, path)
    path.chmod(0o555)
    try:
        with pytest.raises(UserError) as caught:
            fill(opener, path)
    finally:
        path.chmod(0o755)
    assert str(caught.value) == f"{path} is read-only, so it was not replaced."


@each
def test_no_folder_to_put_it_in(tmp_path: Path, opener: Opener, name: str) -> None:
    with pytest.raises(UserError) as caught:
        fill(opener, tmp_path / "none" / name)
    assert str(caught.value) == f"The folder {tmp_path / 'none'} does not exist."


def test_old_folder_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new one can't take its place, as when another program holds it open."""
    out = tmp_path / "out"
    before = old(folder_target, out)
    rename = Path.rename

    def refuse(self: Path, to: Path) -> Path:
        if self.suffix == ".part":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(UserError, match="can't be written: Permission denied"):
        fill(folder_target, out)
    assert everything(tmp_path) == before
    assert os.listdir(tmp_path) == ["out"]


def test_same_name_twice_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="File exists"):
        fill(folder_target, tmp_path / "out", "a", "a")


def test_targets_that_write_nothing(tmp_path: Path) -> None:
    memory = MemoryTarget(True)
    write(memory, "b", b"1")
    write(memory, "train/a", b"2")
    assert memory.files() == {"b": b"1", "train/a": b"2"}
    one = MemoryTarget(False)
    write(one, "any", b"3")
    assert one.files() == {"": b"3"}
    with ExitStack() as stack:
        nothing = NullTarget(True, stack)
        file = nothing.create("a")
        file.write(b"x" * (2 << 20))
        file.seek(0)
        assert file.tell() == 0
    assert file.closed


@pytest.mark.parametrize("opener", [folder_target, zip_target, None])
def test_closed_files_are_forgotten(tmp_path: Path, opener: Opener | None) -> None:
    """Some formats make files of each article."""
    with ExitStack() as stack:
        target = NullTarget(True, stack) if opener is None else stack.enter_context(opener(tmp_path / "out.zip"))
        gone = []
        for number in range(3):
            with target.create(str(number)) as file:
                gone.append(weakref.ref(file))
        del file
        assert [one() is None for one in gone] == [True, True, False]


@each
def test_files_can_be_sought_in(tmp_path: Path, opener: Opener, name: str) -> None:
    """Formats with a table of contents need it."""
    with opener(tmp_path / name) as target, target.create("a") as file:
        file.write(b"....x")
        file.seek(0)
        file.write(b"abcd")
    if opener is zip_target:
        with ZipFile(tmp_path / name) as archive:
            assert archive.read("a") == b"abcdx"
    else:
        assert b"abcdx" in everything(tmp_path).values()


def test_a_disk_may_take_letters_and_accents_apart(tmp_path: Path) -> None:
    """As shares and sticks do on macOS: the folder is an export's all the same."""
    out = tmp_path / "out"
    fill(folder_target, out, "prüfung/ä.txt")
    (out / "prüfung" / "ä.txt").rename(out / "prüfung" / normalize("NFD", "ä.txt"))
    (out / "prüfung").rename(out / normalize("NFD", "prüfung"))
    fill(folder_target, out, "b")
    assert everything(tmp_path).keys() == {"out/b", f"out/{MARK}"}
