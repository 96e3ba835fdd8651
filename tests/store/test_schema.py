"""The schema, its versions, and a saved file of each of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.core.errors import UserError
from annotator.core.files import APPLICATION_ID
from annotator.core.models import State
from annotator.jobs.files import ExportFilter
from annotator.project import Project
from annotator.store.database import SCHEMA_VERSION
from annotator.store.migrations import migrations
from tests.making import query

SAVED = sorted(Path(__file__).parent.parent.joinpath("data").glob("schema-*.annotator"))

COMMENTS = [  # since schema 2
    ("asked", "quote", "mara", "One quote or two? 🙂", False),
    ("comment", None, "mara", "Who took this down?", True),
    ("flag", "claim", "mara", "", True),
]


def test_version_is_the_number_of_migrations() -> None:
    empty = Database(memory=True)
    assert len(list(migrations.pending(empty))) == SCHEMA_VERSION
    empty.close()


def test_each_version_has_a_saved_file() -> None:
    assert [path.name for path in SAVED] == [f"schema-{n}.annotator" for n in range(1, SCHEMA_VERSION + 1)]


@pytest.fixture(params=SAVED, ids=lambda path: path.stem)
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / request.param.name))


def test_saved_file_is_whole(saved: Path) -> None:
    project = Project.open(saved, "mara")
    assert not list(project.problems())
    assert query(saved, "pragma user_version") == [(SCHEMA_VERSION,)]
    assert query(saved, "pragma application_id") == [(APPLICATION_ID,)]
    assert [s.title for s in project.summaries(project.article_ids())] == ["Fähre", "Zwei"]
    opened = project.load(1)
    assert opened is not None
    assert {s.id: (s.label, s.segments, s.note, s.attributes) for s in opened.spans} == {
        "quote": ("QUOTE", ((9, 24), (52, 72)), None, {"form": "direct"}),
        "actor": ("ACTOR", ((32, 43),), None, {"kind": "person"}),
        "claim": ("CLAIM", ((73, 94),), None, {"stance": "support"}),
        "cue": ("CUE", ((26, 31),), "Verb", {}),
    }
    assert {(r.label, r.head, r.child) for r in opened.relations} == {
        ("speaker", "quote", "actor"),
        ("claimant", "claim", "actor"),
    }
    assert [(z.id, z.start, z.end) for z in opened.zones] == [("zone", 0, 9), ("byline", 8, 9)]
    assert opened.state is State.DONE
    actor = project.register.actors()["ohlsen"]
    assert (actor.name, actor.aliases, actor.wikidata) == ("Mara Ohlsen", ("Ohlsen",), "Q1")
    assert list(project.register.concepts()) == ["ferry"]
    assert list(project.search("bleib")) == [[1]]
    said = [(c.id, c.span_id, c.annotator, c.text, c.open) for c in opened.comments]
    assert sorted(said, key=str) == (COMMENTS if saved.stem > "schema-1" else [])
    project.close()


def test_saved_file_can_be_worked_on(saved: Path, tmp_path: Path) -> None:
    project = Project.open(saved, "mara")
    assert (project.next_undo(), project.next_redo()) == ("set state", "edit article")
    redone = project.redo()
    assert redone is not None
    while project.undo():
        assert not list(project.problems())
    assert not project.article_ids()
    while project.redo():
        assert not list(project.problems())
    report = project.export(tmp_path / "out.jsonl", ExportFilter())
    assert report.written == 2
    project.close()


def test_half_made_file_is_finished_and_its_lack_is_told(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    query(path, f"pragma application_id={APPLICATION_ID}")
    query(path, "create table half (made)")
    with pytest.raises(UserError, match=r"The project has no codebook: it was never made completely\."):
        Project.open(path, "anna")
    assert query(path, "pragma user_version") == [(SCHEMA_VERSION,)]


def test_whole_file_whose_version_was_not_marked_yet(saved: Path) -> None:
    query(saved, "pragma user_version=0")
    project = Project.open(saved, "mara")
    assert not list(project.problems())
    assert len(project.article_ids()) == 2
    project.close()
    assert query(saved, "pragma user_version") == [(SCHEMA_VERSION,)]


def test_delete_marks_and_removes_nothing(saved: Path) -> None:
    assert query(saved, "select id, deleted from span where deleted = 1") == [("wrong", 1)]
