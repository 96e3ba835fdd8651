"""Where exports go: a file, a folder, a ZIP archive of a folder, memory, or nowhere.

All are context managers. What was there before stays as it is unless the block ends well.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from annotator.core.errors import UserError
from annotator.core.files import is_writable
from annotator.formats.writers.atomic import replacing, umask, writing_error
from annotator.formats.writers.unfinished import aside, unfinished

MARK = ".annotator-export"
"""A file in each folder that an export made, with the names of all others: no other folder is replaced."""
_MARK_TEXT = "Made by an export of Annotator. The next one replaces this folder if it holds nothing else than:"
_JUNK = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))  # what file managers leave anywhere
# Equal exports are equal bytes: the earliest day that ZIP knows, and one system whatever the machine's.
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MANY = 100
_BUFFER = 1 << 16


class FileTarget:
    """One file. ``name`` decides on its compression: gzip for ``.gz``, Zstandard for ``.zst``."""

    is_folder = False

    def __init__(self, file: BinaryIO, name: str, stack: ExitStack) -> None:
        self._file = file
        self._name = name.lower()
        self._stack = stack

    def create(self, name: str) -> BinaryIO:
        # A descriptor of its own, which the writer may close before the file is put in place.
        own = self._stack.enter_context(os.fdopen(os.dup(self._file.fileno()), "wb", buffering=1 << 20))
        if self._name.endswith(".gz"):
            from gzip import GzipFile

            # Without name and time equal exports are equal bytes.
            return cast("BinaryIO", self._stack.enter_context(GzipFile("", "wb", 6, own, mtime=0)))
        if self._name.endswith(".zst"):
            from zstandard import ZstdCompressor

            made = ZstdCompressor().stream_writer(own, closefd=False)
            self._stack.callback(made.close)  # it can be entered only once, by whoever writes
            return cast("BinaryIO", made)
        return own


class _Opened:
    """Files that are closed at the end of a stack; those closed before are forgotten, as there may be many."""

    def __init__(self, stack: ExitStack) -> None:
        self._files: list[BinaryIO] = []
        stack.callback(self._close)

    def add(self, file: BinaryIO) -> BinaryIO:
        self._files = [one for one in self._files if not one.closed]
        self._files.append(file)
        return file

    def _close(self) -> None:
        with ExitStack() as stack:  # closes all, though one can't be
            for file in self._files:
                stack.callback(file.close)


class FolderTarget:
    """Files below a folder; ``listed`` is told their names."""

    is_folder = True

    def __init__(self, folder: Path, stack: ExitStack, listed: Callable[[str], object] = str) -> None:
        self._folder = folder
        self._listed = listed
        self._made: set[str] = set()
        self._open = _Opened(stack)

    def create(self, name: str) -> BinaryIO:
        self._listed(name)
        parent = name.rpartition("/")[0]
        if parent not in self._made:
            (self._folder / parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        # Of many small files all that the system is asked counts: nothing, with a buffer named, about a terminal.
        return self._open.add(open(f"{self._folder}/{name}", "xb", _BUFFER))


class MemoryTarget:
    """Files in memory, by name."""

    def __init__(self, is_folder: bool) -> None:
        self._is_folder = is_folder
        self._files: dict[str, _Kept] = {}

    @property
    def is_folder(self) -> bool:
        return self._is_folder

    def create(self, name: str) -> BinaryIO:
        self._files[name if self._is_folder else ""] = kept = _Kept()
        return kept

    def files(self) -> dict[str, bytes]:
        """What was written, in the order in which the files were made."""
        return {name: file.content for name, file in self._files.items()}


class _Kept(BytesIO):
    """Keeps its content when it is closed."""

    content = b""

    def close(self) -> None:
        if not self.closed:
            self.content = self.getvalue()
        super().close()


class NullTarget:
    """Forgets what is written: to find out what would be lost."""

    def __init__(self, is_folder: bool, stack: ExitStack) -> None:
        self._is_folder = is_folder
        self._open = _Opened(stack)

    @property
    def is_folder(self) -> bool:
        return self._is_folder

    def create(self, name: str) -> BinaryIO:
        # A file on the disk where there is much of it, so that it can be sought in.
        kept = tempfile.SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 (the stack closes it)
        return self._open.add(cast("BinaryIO", kept))


@contextmanager
def file_target(path: Path) -> Iterator[FileTarget]:
    """Replaces one file; see :func:`annotator.formats.writers.atomic.replacing`."""
    with replacing(path) as file, ExitStack() as stack:
        yield FileTarget(file, path.name, stack)


@contextmanager
def zip_target(path: Path) -> Iterator[FolderTarget]:
    """Replaces a ZIP archive of a folder's files."""
    with replacing(path) as file, unfinished(Path(os.path.realpath(path)), is_folder=True) as folder:
        with ExitStack() as stack:
            yield FolderTarget(folder, stack)
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            parts = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
            for name, part in sorted(parts.items()):
                info = ZipInfo(name, _FIRST_DAY)
                info.compress_type, info.external_attr = ZIP_DEFLATED, (stat.S_IFREG | 0o644) << 16
                info.create_system = _UNIX
                with part.open("rb") as source, archive.open(info, "w", force_zip64=True) as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)


@contextmanager
def folder_target(path: Path) -> Iterator[FolderTarget]:
    """Makes a folder, or replaces one that an earlier export made, when the block ends well.

    Raises UserError where the folder holds anything else, or it can't be written.
    """
    path = Path(os.path.realpath(path))
    _refuse_other_folder(path)
    try:
        with unfinished(path, is_folder=True) as draft:
            with ExitStack() as stack:
                mark = stack.enter_context((draft / MARK).open("w", encoding="utf-8", newline="\n"))
                mark.write(f"{_MARK_TEXT}\n")
                yield FolderTarget(draft, stack, lambda name: mark.write(f"{name}\n"))
            _put_in_place(draft, path)
    except OSError as error:
        raise writing_error(error, path) from error


def _refuse_other_folder(path: Path) -> None:
    if not os.path.lexists(path):
        return
    if not path.is_dir():
        raise UserError(f"{path} is a file, and this format makes a folder; name another.")
    if not is_writable(path):
        raise UserError(f"{path} is read-only, so it was not replaced.")
    try:
        known = {MARK, *(path / MARK).read_text("utf-8").split("\n")}
    except (OSError, ValueError):
        known = set()
    known.update([parent.as_posix() for name in known for parent in PurePosixPath(name).parents])
    for root, folders, names in os.walk(path):
        for name in folders + names:
            # On some disks macOS takes letters and their accents apart.
            found = normalize("NFC", Path(root, name).relative_to(path).as_posix())
            if found not in known and name not in _JUNK:
                raise UserError(
                    f"{path} holds other files than an export's ({found}), so it was not replaced; "
                    "name another folder."
                )


def _put_in_place(draft: Path, path: Path) -> None:
    """The old folder gives way in one step and comes back if the new one can't take its place."""
    _sync_all(Path(root, name) for root, _folders, names in os.walk(draft) for name in names)
    there = path.exists()
    draft.chmod(path.stat().st_mode & 0o777 if there else 0o777 & ~umask())  # it is the owner's alone
    if not there:
        draft.rename(path)
        return
    with aside(path) as old:
        path.rename(old)
        draft.rename(path)


def _sync_all(paths: Iterator[Path]) -> None:
    """Has the disk hold the files; many by what writes all that waits, as 4,000 one by one take seconds."""
    first = list(islice(paths, _MANY))
    if len(first) == _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in chain(first, paths):
        with path.open("r+b") as file:  # Windows wants it open for writing
            os.fsync(file.fileno())
