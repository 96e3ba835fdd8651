"""Opens project files, and turns SQLite's errors into sentences."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.core.errors import ReadOnlyError, UserError

APPLICATION_ID = 0x416E6E6F  # "Anno", in the file's header
SCHEMA_VERSION = 1  # the number of migrations; the file's user_version
_MAGIC = b"SQLite format 3\0"


class Database:
    """One connection to one project file.

    Each thread opens its own. A label's commit waits for the disk (``synchronous=FULL``); bulk work is done
    :meth:`relaxed`.
    """

    def __init__(self, path: Path) -> None:
        """Opens an existing project, bringing an older schema up to date; raises UserError."""
        self.path = path
        _check_file(path)
        self.read_only = _is_read_only(path)
        with translated(path):
            self.conn = self._connect()
            try:
                self._check_version()
            except BaseException:
                self.conn.close()
                raise

    @classmethod
    def create(cls, path: Path) -> Database:
        """Makes a new, empty project file; raises UserError if there is a file already."""
        if path.exists():
            raise UserError(f"{path} exists already.")
        if not path.parent.is_dir():
            raise UserError(f"The folder {path.parent} does not exist.")
        # Built beside its place and moved there whole, so that a crash leaves no half-made project.
        draft = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            with translated(path):
                conn = sqlite3.connect(draft, isolation_level=None)
                try:
                    conn.execute("pragma journal_mode=wal")
                    conn.execute(f"pragma application_id={APPLICATION_ID}")
                    _migrate(conn)
                finally:
                    conn.close()
                os.link(draft, path) if hasattr(os, "link") else draft.rename(path)
        except FileExistsError as error:
            raise UserError(f"{path} exists already.") from error
        except OSError as error:
            raise UserError(f"{path} can't be made: {error.strerror}.") from error
        finally:
            for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
                with suppress(OSError):
                    leftover.unlink()
        return cls(path)

    def _connect(self) -> sqlite3.Connection:
        if not self.read_only:
            conn = sqlite3.connect(self.path, isolation_level=None, timeout=10)
            conn.execute("pragma synchronous=full")
        else:
            uri = self.path.resolve().as_uri()
            conn = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, timeout=10)
            try:
                conn.execute("select 1 from sqlite_master").fetchone()
            except sqlite3.OperationalError:
                # WAL needs a file beside the project even for reading; where that can't be made, nobody else
                # can be writing either.
                conn.close()
                conn = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None)
        conn.execute("pragma temp_store=memory")
        conn.execute("pragma mmap_size=1073741824")
        return conn

    def _check_version(self) -> None:
        (application,) = self.conn.execute("pragma application_id").fetchone()
        (version,) = self.conn.execute("pragma user_version").fetchone()
        if application != APPLICATION_ID:
            raise UserError(f"{self.path} is an SQLite file, but not an Annotator project.")
        if version > SCHEMA_VERSION:
            raise UserError(
                f"{self.path} was made by a newer version of Annotator (its schema is {version}, this "
                f"program knows up to {SCHEMA_VERSION}). Please update Annotator."
            )
        if version < SCHEMA_VERSION:
            if self.read_only:
                raise ReadOnlyError(
                    f"{self.path} is read-only and of an older version: make it writable, so that it can be "
                    "brought up to date."
                )
            _migrate(self.conn)

    def close(self) -> None:
        self.conn.close()

    @contextmanager
    def relaxed(self) -> Iterator[None]:
        """Lets commits return before the disk has them, for imports: a power cut loses the last articles whole."""
        self.conn.execute("pragma synchronous=normal")
        self.conn.execute("pragma cache_size=-65536")
        try:
            yield
        finally:
            self.conn.execute("pragma synchronous=full")
            self.conn.execute("pragma cache_size=-2000")

    def data_version(self) -> int:
        """A number that changes when another connection has written to the file."""
        (version,) = self.conn.execute("pragma data_version").fetchone()
        return int(version)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; raises UserError (nothing written) where the disk or another program says no."""
        if self.read_only:
            raise ReadOnlyError(f"{self.path} is read-only: nothing can be changed in it.")
        with translated(self.path):
            self.conn.execute("begin immediate")
            try:
                yield self.conn
                self.conn.execute("commit")
            except BaseException:
                # A full disk rolls back on its own; a second rollback would hide the reason.
                if self.conn.in_transaction:
                    self.conn.execute("rollback")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Reads that all see the same state of the file."""
        with translated(self.path):
            self.conn.execute("begin")
            try:
                yield self.conn
            finally:
                self.conn.execute("rollback")


def _migrate(conn: sqlite3.Connection) -> None:
    from annotator.store.migrations import migrate  # sqlite-utils takes 0.1 s to import

    migrate(conn, lambda: _set_version(conn))


def _set_version(conn: sqlite3.Connection) -> None:
    conn.execute(f"pragma user_version={SCHEMA_VERSION}")


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"{path} is a folder, not a project.")
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise UserError(f"There is no project at {path}.") from error
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
    if head != _MAGIC:
        raise UserError(f"{path} is not an Annotator project: it is no SQLite file.")


def _is_read_only(path: Path) -> bool:
    # An administrator may write anywhere; a file without any write bit is meant to stay as it is all the same.
    write_bits = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    return not os.access(path, os.W_OK) or not path.stat().st_mode & write_bits


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns what SQLite says of the file into a UserError; other errors pass."""
    try:
        yield
    except sqlite3.Error as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise sentence from error


def _sentence(error: sqlite3.Error, path: Path) -> UserError | None:
    match getattr(error, "sqlite_errorname", "").split("_")[1:2]:
        case ["FULL"]:
            return UserError(f"The disk is full: {path} was not changed. Make room, then do it again.")
        case ["READONLY"]:
            return ReadOnlyError(f"{path} is read-only: nothing can be changed in it.")
        case ["BUSY" | "LOCKED"]:
            return UserError(f"Another program keeps {path} locked: nothing was changed. Try again.")
        case ["IOERR"]:
            return UserError(f"The disk failed while {path} was used: {error}.")
        case ["CANTOPEN"]:
            return UserError(f"{path} can't be opened: {error}.")
        case ["CORRUPT" | "NOTADB"]:
            return UserError(f"{path} is damaged ({error}). Open a copy of it that is whole.")
        case ["TOOBIG"]:
            return UserError(f"That is more than {path} can hold in one place.")
    return None
