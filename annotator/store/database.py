"""Opens project files, and turns SQLite's errors into sentences."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.core.errors import ReadOnlyError, UserError
from annotator.core.files import APPLICATION_ID, OPEN_PROJECTS, Identity, is_writable
from annotator.core.identity import new_id
from annotator.store.keeping import empty_log, keep_apart

SCHEMA_VERSION = 4  # the number of migrations; the file's user_version
_HEADER_BYTES = 100
_NO_PROJECT = "{} is not an Annotator project: it is no SQLite file, or its beginning is damaged."
TIMEOUT_S = 10.0  # how long to wait for another program's transaction


class Database:
    """One connection to one project file.

    Each thread opens its own. A label's commit waits for the disk (``synchronous=FULL``); bulk work is done
    :meth:`relaxed`.
    """

    def __init__(self, path: Path) -> None:
        """Opens an existing project, bringing an older schema up to date; raises UserError."""
        self.path = path
        _check_file(path)
        self._why_read_only = _why_read_only(path)
        self._renewed = 0
        self._real = os.path.realpath(path)
        self._index = f"{self._real}-shm"
        self._shut = False  # since it could not be opened anew
        self._displaced: str | None = None  # what to say since another file lies in its place
        try:
            self._identity: Identity | None = OPEN_PROJECTS.add(path)
        except OSError as error:  # it has gone this very moment
            raise UserError(f"{path} can't be read: {error.strerror}.") from error
        try:
            self._open()
        except BaseException:
            OPEN_PROJECTS.remove(self._identity)
            raise

    def _open(self) -> None:
        with translated(self.path), _telling_what_it_is(self.path):
            try:
                self._try_to_open()
            except sqlite3.OperationalError as error:
                name = getattr(error, "sqlite_errorname", "")
                if self._shut or self.read_only or not name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
                    raise
                # There are rights that os.access doesn't know, such as those of Windows' shares.
                self._why_read_only = "it, or its folder, is read-only"
                self._try_to_open()
        self._log = self._find_log()

    def _try_to_open(self) -> None:
        self.conn = self._connect()
        try:
            self.conn.execute("pragma synchronous=full")
            # On a Mac the drive would be free to write the file before the log that the file is made from.
            self.conn.execute("pragma checkpoint_fullfsync=on")
            self.conn.execute("pragma temp_store=memory")
            self._check_version()
        except BaseException:
            self.conn.close()
            raise

    @property
    def read_only(self) -> bool:
        """Whether file or folder can't be written to, so that nothing can be changed."""
        return self._why_read_only is not None

    @classmethod
    def create(cls, path: Path, fill: Callable[[sqlite3.Connection], None]) -> Database:
        """Makes a new project file with what ``fill`` writes; raises UserError if there is a file already."""
        if os.path.lexists(path):
            raise UserError(f"{path} exists already.")
        if not os.path.isdir(path.parent):
            raise UserError(f"The folder {path.parent} does not exist.")
        # Built beside its place and moved there whole, so that a crash leaves no half-made project.
        draft = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            draft.touch(0o644)  # SQLite makes it, too, but doesn't say why it can't
            with translated(path):
                conn = sqlite3.connect(draft, isolation_level=None)
                try:
                    conn.execute("pragma journal_mode=wal")
                    conn.execute(f"pragma application_id={APPLICATION_ID}")
                    _migrate(conn)
                    conn.execute("begin")
                    conn.execute("insert into setting values ('project', ?)", (new_id(),))
                    fill(conn)
                    conn.execute("commit")
                finally:
                    conn.close()
            _move(draft, path)
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
            return sqlite3.connect(self.path, isolation_level=None, timeout=TIMEOUT_S)
        uri = _sqlite_uri(self.path.resolve().as_uri())
        conn = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, timeout=TIMEOUT_S)
        try:
            conn.execute("select 1 from sqlite_master").fetchone()
        except sqlite3.Error as error:
            conn.close()
            if not isinstance(error, sqlite3.OperationalError):
                raise
            # WAL needs a file beside the project even for reading; where that can't be made, nobody else can be
            # writing either.
            _refuse_unsaved(self.path)
            conn = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None)
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
                    f"{self.path} is of an older version and can't be brought up to date: {self._why_read_only}."
                )
            _migrate(self.conn)

    def close(self) -> None:
        self.conn.close()
        if self._identity is not None:
            OPEN_PROJECTS.remove(self._identity)
            self._identity = None

    def _find_log(self) -> Identity | None:
        """Which file holds the index of the log; None where there is none, or none that could be taken away."""
        if self.read_only or os.name != "posix":
            return None
        try:
            found = os.stat(self._index)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _renew(self) -> bool:
        """Opens the file anew if its log was taken away; False where other connections of this process forbid it.

        Whoever takes it away has brought what was in it into the file, so that nothing is lost before something is
        written to a log that no name leads to any more. It happens only after something here has closed the file
        past SQLite (core/files.py), as another program's part in this process may.
        """
        self._require_file()
        if not self._shut:
            if self._find_log() == self._log:
                return True
            if self.conn.in_transaction or self._identity is None or OPEN_PROJECTS.count(self._identity) > 1:
                return False
            self.conn.close()
        self._shut = True
        self._open()
        self._shut = False
        self._renewed += 1
        return True

    def _require_file(self) -> None:
        """Raises UserError where the file is not in its place any more: what is written now would go nowhere."""
        if self.read_only or os.name != "posix" or self._identity is None:
            return
        try:
            found = os.stat(self._real)
        except OSError as error:
            raise UserError(
                f"{self.path} is not there any more: nothing was changed. Bring it back, then do it again."
            ) from error
        if (found.st_dev, found.st_ino) == self._identity:
            return
        if self._displaced is None:
            self._displaced = keep_apart(self.conn, self.path, self._identity)
        raise UserError(self._displaced)

    def settle(self) -> None:
        """Brings what lies in the log into the file, as far as nobody else holds it up; raises UserError."""
        if not (self.read_only or self.conn.in_transaction) and self._renew():
            empty_log(self.conn)

    def _require_log(self) -> None:
        if not self._renew():
            raise UserError(
                f"Another program has taken away what is kept beside {self.path}: nothing was changed. "
                "Close the project and open it again."
            )

    def wait_at_most(self, seconds: float) -> None:
        """How long to wait for another program's transaction from now on."""
        self.conn.execute(f"pragma busy_timeout={round(seconds * 1000)}")

    @contextmanager
    def relaxed(self) -> Iterator[None]:
        """Lets commits return before the disk has them, for imports: a power cut loses the last articles whole."""
        self.conn.execute("pragma synchronous=normal")
        self.conn.execute("pragma cache_size=-65536")
        # Pages that many batches change are copied back into the file once in a while, not after each batch.
        self.conn.execute("pragma wal_autocheckpoint=16000")
        try:
            yield
        finally:
            self.conn.execute("pragma synchronous=full")
            self.conn.execute("pragma cache_size=-2000")
            self.conn.execute("pragma wal_autocheckpoint=1000")
        self.settle()

    def data_version(self) -> int:
        """A number that changes when another connection has written to the file."""
        self._renew()
        (version,) = self.conn.execute("pragma data_version").fetchone()
        return int(version) + (self._renewed << 32)

    def require_writable(self) -> None:
        """Raises a UserError with the reason if nothing can be changed."""
        if self.read_only:
            raise ReadOnlyError(f"Nothing can be changed in {self.path}: {self._why_read_only}.")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; raises UserError (nothing written) where the disk or another program says no."""
        self.require_writable()
        self._require_log()
        with translated(self.path):
            self.conn.execute("begin immediate")
            try:
                if self._find_log() != self._log:  # while it waited for others
                    self._require_log()
                yield self.conn
                self.conn.execute("commit")
            except BaseException:
                # A full disk rolls back on its own; a second rollback would hide the reason.
                if self.conn.in_transaction:
                    self.conn.execute("rollback")
                raise

    @contextmanager
    def held(self, wait: float) -> Iterator[None]:
        """Keeps everybody from writing, so that snapshots which begin meanwhile are of the same state.

        ``wait`` is how many seconds to wait for another program's transaction. Raises UserError.
        """
        self.require_writable()
        with translated(self.path):
            # Of its own, as this one may be about to read.
            conn = self._connect()
            try:
                conn.execute(f"pragma busy_timeout={round(wait * 1000)}")
                conn.execute("begin immediate")
                yield
            finally:
                conn.close()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Reads that all see the same state of the file."""
        self._renew()
        with translated(self.path):
            self.conn.execute("begin")
            try:
                yield self.conn
            finally:
                if self.conn.in_transaction:
                    self.conn.execute("rollback")


def _sqlite_uri(uri: str) -> str:
    """A file's address as SQLite takes it: a server, of a share on Windows, stands in the path there."""
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def _migrate(conn: sqlite3.Connection) -> None:
    from annotator.store.migrations import migrate  # sqlite-utils takes 0.1 s to import

    migrate(conn, lambda: _set_version(conn))


def _set_version(conn: sqlite3.Connection) -> None:
    conn.execute(f"pragma user_version={SCHEMA_VERSION}")


def _move(draft: Path, path: Path) -> None:
    """Gives the file its name, which nobody else may have taken meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        # FAT, some network shares and some phones have no hard links.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        draft.rename(path)


def _check_file(path: Path) -> None:
    """Raises UserError where there is nothing to open.

    The file is not opened for that (core/files.py).
    """
    if os.path.isdir(path):
        raise UserError(f"{path} is a folder, not a project.")
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise UserError(f"There is no project at {path}.") from error
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
    if not os.access(path, os.R_OK):
        raise UserError(f"{path} can't be read: {os.strerror(errno.EACCES)}.")
    if not size:
        raise UserError(f"{path} is empty, not a project.")
    if size < _HEADER_BYTES:  # which SQLite takes for an empty database
        raise UserError(_NO_PROJECT.format(path))


@contextmanager
def _telling_what_it_is(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
        raise UserError(_NO_PROJECT.format(path)) from error


def _why_read_only(path: Path) -> str | None:
    if not is_writable(path):
        return "it is read-only"
    # SQLite writes into files beside the project.
    folder = path.resolve().parent
    return None if is_writable(folder) else f"the folder {folder} is read-only"


def _refuse_unsaved(path: Path) -> None:
    """The newest changes may still lie in the file beside the project, which can't be read without writing."""
    beside = Path(f"{path.resolve()}-wal")
    if os.path.exists(beside) and beside.stat().st_size:
        raise ReadOnlyError(
            f"{path} was not closed properly and lies in a read-only folder: copy it, together with "
            f"{beside.name}, into a folder that can be written to."
        )


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
    match getattr(error, "sqlite_errorname", "").split("_")[1:]:
        case ["FULL", *_] | ["IOERR", "SHMSIZE"]:  # the latter where the index of the log has no room
            return UserError(f"The disk is full: nothing was written to {path}. Make room, then do it again.")
        case ["READONLY", *_]:
            return ReadOnlyError(f"{path} is read-only: nothing can be changed in it.")
        case ["BUSY" | "LOCKED", *_]:
            return UserError(f"Another program keeps {path} locked: nothing was changed. Try again.")
        case ["IOERR", *_]:
            return UserError(f"The disk failed while {path} was used: {error}.")
        case ["CANTOPEN", *_]:
            return UserError(f"{path} can't be opened: {error}.")
        case ["CORRUPT" | "NOTADB", *_]:
            return UserError(f"{path} is damaged ({error}). Open a copy of it that is whole.")
        case ["TOOBIG", *_]:
            return UserError(f"That is more than {path} can hold in one place.")
    if str(error).startswith("Could not decode to UTF-8"):  # Python's own, without a code
        return UserError(f"{path} is damaged ({error}). Open a copy of it that is whole.")
    return None
