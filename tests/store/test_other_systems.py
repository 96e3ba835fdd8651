"""What the store does for systems other than Linux."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.project import Project
from annotator.store import database


@pytest.fixture
def path(make_project: Callable[..., Project]) -> Path:
    project = make_project()
    project.close()
    return project.path


def test_a_share_is_named_in_the_path(path: Path) -> None:
    """Windows' files on servers: SQLite knows no server in an address."""
    assert database._sqlite_uri("file:///C:/a%20b.db") == "file:///C:/a%20b.db"
    assert database._sqlite_uri("file://server/share/p.db") == "file:////server/share/p.db"
    with pytest.raises(sqlite3.OperationalError, match="invalid uri authority"):
        sqlite3.connect(f"file:/{path}", uri=True)
    with closing(sqlite3.connect(database._sqlite_uri(f"file:/{path}"), uri=True)) as conn:
        assert conn.execute("pragma user_version").fetchone() == (database.SCHEMA_VERSION,)


def test_the_drive_has_the_log_before_the_file_is_written(path: Path) -> None:
    with closing(Project.open(path, "anna")) as project:
        assert project._db.conn.execute("pragma checkpoint_fullfsync").fetchone() == (1,)
