"""Opening and making project files, and a sentence for each way in which that can fail."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.commands import AddSpan, SetState
from annotator.core.errors import ReadOnlyError, UserError
from annotator.core.models import State
from annotator.jobs.importing import _BATCH
from annotator.project import Project
from annotator.store import database
from tests.making import make_draft, query

MakeProject = Callable[..., Project]


@pytest.fixture
def path(make_project: MakeProject) -> Path:
    project = make_project(*(make_draft(f"Artikel {n}: " + "Die Fähre fährt. " * 200) for n in range(30)))
    project.close()
    return project.path


def fails(path: Path, kind: type[UserError] = UserError) -> str:
    """The sentence that opening the file ends with."""
    with pytest.raises(UserError) as caught:
        Project.open(path, "anna").close()
    assert type(caught.value) is kind
    return str(caught.value)


@contextmanager
def account_without_rights() -> Iterator[None]:
    """An administrator becomes nobody for a while; anyone else stays who they are."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that any account can reach, as pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o777)
        yield path
        path.chmod(0o700)


def test_missing(tmp_path: Path) -> None:
    assert fails(tmp_path / "none.annotator") == f"There is no project at {tmp_path / 'none.annotator'}."


def test_name_that_no_file_can_have(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 300 + ".annotator")
    assert "File name too long" in fails(long)
    with pytest.raises(UserError, match="can't be made: File name too long"):
        Project.create(long, "anna")


def test_folder(tmp_path: Path) -> None:
    assert fails(tmp_path) == f"{tmp_path} is a folder, not a project."


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    path.touch()
    assert fails(path) == f"{path} is empty, not a project."
    assert path.stat().st_size == 0


def test_a_file_that_goes_while_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.annotator"
    path.write_bytes(b"x" * 4096)
    look = database._check_file

    def look_and_lose(gone: Path) -> None:
        look(gone)
        gone.unlink()

    monkeypatch.setattr(database, "_check_file", look_and_lose)
    assert fails(path) == f"{path} can't be read: No such file or directory."


@pytest.mark.parametrize("text", ["E", "Ein Artikel.", "Ein Artikel.\n" * 1000])
def test_text_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.annotator"
    path.write_text(text)
    assert fails(path) == f"{path} is not an Annotator project: it is no SQLite file, or its beginning is damaged."


def test_other_sqlite_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    query(path, "create table article (id)")
    before = path.read_bytes()
    assert fails(path) == f"{path} is an SQLite file, but not an Annotator project."
    assert path.read_bytes() == before


def test_too_new(path: Path) -> None:
    query(path, f"pragma user_version={database.SCHEMA_VERSION + 1}")
    sentence = fails(path)
    assert "newer version of Annotator" in sentence
    assert "Please update Annotator." in sentence


def test_file_without_permission(public: Path, path: Path) -> None:
    closed = Path(shutil.copy(path, public / "a.annotator"))
    closed.chmod(0)
    with account_without_rights():
        assert fails(closed) == f"{closed} can't be read: Permission denied."


def test_damaged_header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[16:100] = bytes(84)
    path.write_bytes(content)
    assert "is damaged" in fails(path)


def test_damaged_schema(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)
    assert "is damaged" in fails(path)


def test_damaged_in_the_middle_can_be_told_from_a_bug(path: Path) -> None:
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = b"\xa5" * third
    path.write_bytes(content)
    with pytest.raises(UserError, match="is damaged"):
        read_everything(path)


def test_text_that_is_no_utf8_is_told_as_damage(path: Path) -> None:
    content = path.read_bytes()
    assert b"Artikel 7: Die F\xc3\xa4hre" in content
    path.write_bytes(content.replace(b"Artikel 7: Die F\xc3\xa4hre", b"Artikel 7: Die F\xff\xffhre"))
    with pytest.raises(UserError, match="is damaged"):
        read_everything(path)


def read_everything(path: Path) -> None:
    project = Project.open(path, "anna")
    try:
        ids = project.article_ids()
        project.summaries(ids)
        for article_id in ids:
            project.load(article_id)
        project.statistics()
        assert not list(project.problems())
    finally:
        project.close()


def test_read_only_file_can_be_read_but_not_changed(path: Path) -> None:
    path.chmod(0o444)
    before = path.read_bytes()
    project = Project.open(path, "anna")
    assert project.read_only
    opened = project.load(1)
    assert opened is not None
    assert opened.article.title == "Titel"
    assert list(project.search("fähre"))
    project.derived.catch_up()
    for act in (
        lambda: project.apply(SetState((1,), State.DONE)),
        project.undo,
        lambda: project.import_drafts([make_draft("Neu")]),
    ):
        with pytest.raises(ReadOnlyError) as caught:
            act()
        assert str(caught.value) == f"Nothing can be changed in {path}: it is read-only."
    project.close()
    assert path.read_bytes() == before


def test_read_only_folder(path: Path) -> None:
    folder = path.parent / "closed"
    folder.mkdir()
    inside = path.rename(folder / path.name)
    folder.chmod(0o555)
    project = Project.open(inside, "anna")
    assert len(project.article_ids()) == 30
    with pytest.raises(ReadOnlyError) as caught:
        project.apply(SetState((1,), State.DONE))
    assert str(caught.value) == f"Nothing can be changed in {inside}: the folder {folder} is read-only."
    project.close()
    folder.chmod(0o755)


@pytest.mark.parametrize("known", [True, False])
def test_read_only_folder_where_sqlite_may_not_write_either(
    path: Path, public: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    """On Windows SQLite alone may know of that."""
    if not known:
        monkeypatch.setattr(database, "is_writable", lambda _path: True)
    inside = Path(shutil.copy(path, public / "a.annotator"))
    inside.chmod(0o644)
    public.chmod(0o555)
    with account_without_rights():
        project = Project.open(inside, "anna")
        assert project.read_only
        assert len(project.article_ids()) == 30
        project.close()
    assert os.listdir(public) == ["a.annotator"]


def test_unsaved_changes_in_a_read_only_folder_are_not_passed_over(path: Path, public: Path) -> None:
    project = Project.open(path, "anna")
    project.apply(SetState((1,), State.DONE))
    inside = public / "a.annotator"
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{inside}{end}")
    project.close()
    public.chmod(0o555)
    with account_without_rights():
        sentence = fails(inside, ReadOnlyError)
    assert "was not closed properly" in sentence
    assert "a.annotator-wal" in sentence


def test_older_and_read_only(path: Path) -> None:
    query(path, "pragma user_version=0")
    path.chmod(0o444)
    assert "of an older version and can't be brought up to date: it is read-only" in fails(path, ReadOnlyError)


def test_full_disk_changes_nothing_and_passes(path: Path) -> None:
    project = Project.open(path, "anna")
    connection = project._db.conn
    (pages,) = connection.execute("pragma page_count").fetchone()
    connection.execute(f"pragma max_page_count={pages}")

    def label_until_it_is_full() -> None:
        for start in range(3000):
            project.apply(AddSpan(1, "ACTOR", ((start, start + 5),)))

    with pytest.raises(UserError, match=r"The disk is full: nothing was written to .* Make room"):
        label_until_it_is_full()
    opened = project.load(1)
    assert opened is not None
    (entries,) = query(path, "select count(*) from change where command = 'add span'")[0]
    assert entries == len(opened.spans)
    assert not list(project.problems())
    connection.execute("pragma max_page_count=1000000")
    change = project.apply(AddSpan(1, "QUOTE", ((0, 7),)))
    assert change is not None
    assert not list(project.problems())
    project.close()


def test_no_room_for_the_index_of_the_log_is_a_full_disk(path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    with pytest.raises(UserError, match="The disk is full"), database.translated(path):
        raise error
    error.sqlite_errorname = "SQLITE_IOERR_READ"
    with pytest.raises(UserError, match="The disk failed"), database.translated(path):
        raise error


def test_full_disk_during_an_import_tells_what_is_in(path: Path) -> None:
    project = Project.open(path, "anna")
    connection = project._db.conn
    (pages,) = connection.execute("pragma page_count").fetchone()
    connection.execute(f"pragma max_page_count={pages + 150}")
    drafts = [make_draft(f"Lang {n}. " + "Text " * 100) for n in range(4000)]
    with pytest.raises(
        UserError, match=r"The disk is full: .* (\d+) articles had been imported before\."
    ) as caught:
        project.import_drafts(drafts)
    connection.execute("pragma max_page_count=1000000")
    there = len(project.article_ids()) - 30
    assert f" {there} articles had been imported before." in str(caught.value)
    assert there % _BATCH == 0
    project.derived.catch_up()
    assert not list(project.problems())
    report = project.import_drafts(drafts)
    assert (report.imported, len(report.duplicates)) == (4000 - there, there)
    project.close()


def test_locked_by_another_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "TIMEOUT_S", 0.05)
    project = Project.open(path, "anna")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(UserError) as caught:
        project.apply(SetState((1,), State.DONE))
    assert str(caught.value) == f"Another program keeps {path} locked: nothing was changed. Try again."
    other.execute("rollback")
    other.close()
    assert project.apply(SetState((1,), State.DONE)) is not None
    project.close()


def test_create_refuses_what_is_there(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"exists already\."):
        Project.create(path, "anna")
    assert path.read_bytes() == before


def test_create_refuses_a_link_to_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(UserError, match=r"exists already\."):
        Project.create(path, "anna")


@pytest.mark.parametrize("links", [True, False])
def test_create_where_another_was_quicker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    path = tmp_path / "a.annotator"
    if not links:
        monkeypatch.delattr(os, "link")

    def fill(_: sqlite3.Connection) -> None:
        path.write_text("first")

    with pytest.raises(UserError, match=r"exists already\."):
        database.Database.create(path, fill)
    assert path.read_text() == "first"
    assert os.listdir(tmp_path) == ["a.annotator"]


def test_create_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"The folder .* does not exist\."):
        Project.create(tmp_path / "none" / "a.annotator", "anna")


def test_create_needs_a_project_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"a project's name ends in \.annotator or \.db"):
        Project.create(tmp_path / "a.txt", "anna")


def test_create_in_a_folder_that_cant_be_written(public: Path) -> None:
    public.chmod(0o555)
    with account_without_rights(), pytest.raises(UserError, match="can't be made: Permission denied"):
        Project.create(public / "a.annotator", "anna")
    assert not os.listdir(public)


def test_create_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    Project.create(tmp_path / "a.annotator", "anna").close()
    assert os.listdir(tmp_path) == ["a.annotator"]


def test_create_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fill(conn: sqlite3.Connection) -> None:
        raise UserError("no")

    with pytest.raises(UserError, match="no"):
        database.Database.create(tmp_path / "a.annotator", fill)
    assert not os.listdir(tmp_path)


def test_closed_project_is_one_file(path: Path) -> None:
    Project.open(path, "anna").close()
    assert os.listdir(path.parent) == [path.name]


def test_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/f\xff.annotator"))
    Project.create(path, "anna\udcff").close()
    project = Project.open(path, "anna\udcff")
    assert project.annotator == "anna\ufffd"
    project.close()
    path.chmod(0o444)
    project = Project.open(path, "anna")
    assert project.read_only
    project.close()
