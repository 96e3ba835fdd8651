"""Where exports go: a file, a folder, a ZIP archive of a folder, memory, or nowhere.

All are context managers. What was there before stays as it is unless the block ends well.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from annotator.core.errors import UserError
from annotator.core.files import is_writable
from annotator.formats.writers.atomic import replacing, writing_error

MARK = ".annotator-export"
"""A file in each folder that an export made: only such folders, and empty ones, are replaced."""
_MARK_TEXT = b"Made by an export of Annotator, which replaces this folder as a whole.\n"
_MANY = 100
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that ZIP knows: equal exports are equal bytes


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

            return cast("BinaryIO", self._stack.enter_context(ZstdCompressor().stream_writer(own, closefd=False)))
        return own


class FolderTarget:
    """Files below a folder."""

    is_folder = True

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._made: set[str] = set()
        self._open: list[BinaryIO] = []
        stack.callback(self._close)

    def create(self, name: str) -> BinaryIO:
        # Some formats make two files an article: what is closed is not kept in mind.
        self._open = [file for file in self._open if not file.closed]
        path = self._folder.joinpath(*name.split("/"))
        parent = name.rpartition("/")[0]
        if parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        self._open.append(path.open("xb"))
        return self._open[-1]

    def _close(self) -> None:
        for file in self._open:
            file.close()


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
        self._stack = stack

    @property
    def is_folder(self) -> bool:
        return self._is_folder

    def create(self, name: str) -> BinaryIO:
        # A file on the disk where there is much of it, so that it can be sought in.
        kept = tempfile.SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 (the stack closes it)
        return cast("BinaryIO", self._stack.enter_context(kept))


@contextmanager
def file_target(path: Path) -> Iterator[FileTarget]:
    """Replaces one file; see :func:`annotator.formats.writers.atomic.replacing`."""
    with replacing(path) as file, ExitStack() as stack:
        yield FileTarget(file, path.name, stack)


@contextmanager
def zip_target(path: Path) -> Iterator[FolderTarget]:
    """Replaces a ZIP archive of a folder's files."""
    with replacing(path) as file, tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as name:
        folder = Path(name)
        with ExitStack() as stack:
            yield FolderTarget(folder, stack)
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for part in sorted(p for p in folder.rglob("*") if p.is_file()):
                info = ZipInfo(part.relative_to(folder).as_posix(), _FIRST_DAY)
                info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
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
        draft = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    except OSError as error:
        raise writing_error(error, path) from error
    try:
        with ExitStack() as stack:
            target = FolderTarget(draft, stack)
            with target.create(MARK) as mark:
                mark.write(_MARK_TEXT)
            yield target
        _put_in_place(draft, path)
    except OSError as error:
        raise writing_error(error, path) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refuse_other_folder(path: Path) -> None:
    if not os.path.lexists(path):
        return
    if not path.is_dir():
        raise UserError(f"{path} is a file, and this format makes a folder; name another.")
    if not is_writable(path):
        raise UserError(f"{path} is read-only, so it was not replaced.")
    if any(path.iterdir()) and not (path / MARK).is_file():
        raise UserError(f"{path} holds other files than an export's, so it was not replaced; name a new folder.")


def _put_in_place(draft: Path, path: Path) -> None:
    """The old folder gives way in one step and comes back if the new one can't take its place."""
    _sync_all([Path(root, name) for root, _folders, names in os.walk(draft) for name in names])
    mask = os.umask(0)
    os.umask(mask)
    draft.chmod(0o777 & ~mask)  # mkdtemp's are the owner's alone
    if not path.exists():
        draft.rename(path)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".old", dir=path.parent))
    path.rename(old)  # an empty folder may be renamed over
    try:
        draft.rename(path)
    except OSError:
        old.rename(path)
        raise
    with suppress(OSError):
        shutil.rmtree(old)


def _sync_all(paths: list[Path]) -> None:
    """Has the disk hold the files; many by what writes all that waits, as 4,000 one by one take seconds."""
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())
