"""What holds for every test: no display, a home of its own, and no thread left behind."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from annotator.core import collecting
from annotator.core.files import APPLICATION_ID
from annotator.core.models import Draft
from annotator.jobs import processes, spacy_training
from annotator.jobs.progress import Progress
from annotator.project import Project
from annotator.store import database
from tests import making

# Few examples, but new ones at each run; the same each time where a change is judged; many with
# --hypothesis-profile=thorough. How long an example takes is no business of a test.
settings.register_profile("usual", max_examples=25, deadline=None)
settings.register_profile("ci", settings.get_profile("usual"), derandomize=True)
settings.register_profile("thorough", settings.get_profile("usual"), max_examples=500)
settings.load_profile("ci" if os.environ.get("CI") else "usual")

# A RAM disk, where there is a large one, spares tests the waiting for a disk: they make thousands of projects.
_RAM = "/dev/shm"
if "TMPDIR" not in os.environ and os.access(_RAM, os.W_OK) and shutil.disk_usage(_RAM).free > 4 << 30:
    os.environ["TMPDIR"] = tempfile.tempdir = _RAM

# Where no bytecode may lie beside the sources, each of a hundred processes would compile them all anew.
if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parent.parent / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

# Before anything imports Qt, which reads these once.
_HOME = tempfile.TemporaryDirectory(prefix="annotator-tests-")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HOME"] = os.environ["USERPROFILE"] = _HOME.name
for _name in ("CONFIG", "DATA", "CACHE", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = str(Path(_HOME.name, _name.lower()))
os.environ["WIN_PD_OVERRIDE_LOCAL_APPDATA"] = _HOME.name  # else platformdirs asks Windows for the account's own
# Lines are as wide and high as the faces of these fonts make them, whatever else is installed.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("data") / "fonts.conf")
# A shell that runs the tests in the background has them ignore Ctrl+C, and what they start would do so, too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
_NUMBERS = itertools.count()
_PATIENCE_MS = 60_000  # a wait ends as soon as it can: only what fails takes as long, and a busy machine needs it


def pytest_configure() -> None:
    """Lets tests wait longer for windows than is usual."""
    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
        defaults = wait.__kwdefaults__
        assert defaults is not None
        assert defaults["timeout"]
        defaults["timeout"] = _PATIENCE_MS


def pytest_runtest_teardown() -> None:
    """Looks for cycles in this thread alone: others must free no window (see ui/parts/collecting.py)."""
    gc.disable()
    counts, most = gc.get_count(), gc.get_threshold()
    generation = next((n for n in (2, 1, 0) if counts[n] > most[n]), None)
    if generation is not None:
        gc.collect(generation)


def pytest_collection_finish() -> None:
    """Lets the tests and libraries out of the search for cycles, which would look through them again and again."""
    gc.collect()
    collecting.spare()
    gc.disable()


def pytest_unconfigure() -> None:
    """Removes the home of this run."""
    _HOME.cleanup()


@pytest.fixture(autouse=True)
def _own_settings() -> None:
    """Windows of one test find neither the settings nor the style sheet of another."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        own = str(Path(_HOME.name, "settings", str(next(_NUMBERS))))
        for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, own)
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        if isinstance(app, QApplication) and app.styleSheet():
            # As at the program's start: where a sheet is in force, putting a window together takes twice as long.
            app.setStyleSheet("")


@pytest.fixture(autouse=True)
def _no_dangling_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    # Python keeps a stand-in for each foreign thread (a QThread, say) that it ever met, ended or not.
    started = [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]
    for thread in started:
        thread.join(timeout=60)
    assert not [thread.name for thread in started if thread.is_alive()]


@pytest.fixture(scope="session", autouse=True)
def _schema_made_once() -> Iterator[None]:
    """A new project's schema is copied from one that the migrations made, rather than made by them each time."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute(f"pragma application_id={APPLICATION_ID}")
    migrate = database._migrate
    migrate(made)

    def copy(conn: sqlite3.Connection) -> None:
        if conn.execute("select 1 from sqlite_master").fetchone():
            migrate(conn)
        else:
            made.backup(conn)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_migrate", copy)
        yield
    made.close()


@pytest.fixture(scope="session", autouse=True)
def _nothing_stands_back() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "serve_apart", making.serve_apart)
        yield


@pytest.fixture
def trained_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pipelines are trained in this process, which has loaded spaCy already: another takes seconds for that."""

    def run_here(work: Callable[..., Any], *given: object, progress: Progress, total: int) -> Any:
        return work(*given, progress)

    monkeypatch.setattr(spacy_training, "run_apart", run_here)


@pytest.fixture
def make_project(tmp_path: Path) -> Iterator[Callable[..., Project]]:
    """Makes ``name`` in the test's folder with these articles; closed at the end."""
    made: list[Project] = []

    def make(*drafts: Draft, name: str = "p.annotator", annotator: str = "anna") -> Project:
        project = Project.create(tmp_path / name, annotator)
        made.append(project)
        if drafts:
            project.import_drafts(drafts)
        return project

    yield make
    for project in made:
        project.close()
