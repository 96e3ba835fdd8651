"""Groups of near-duplicates: found as articles come in, whatever the order and the batches."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.cli import cli
from annotator.commands import CorrectText, DeleteArticles
from annotator.core.errors import Cancelled
from annotator.jobs.files import ExportFilter
from annotator.jobs.splitting import SplitPlan
from annotator.project import Project
from annotator.store import grouping
from tests.making import make_draft, make_zone, query

WORDS = [f"wort{n}" for n in range(4000)]


def story(seed: int, changed: int = 0, length: int = 120, version: int = 0) -> str:
    """A text of its own for each seed, with so many other words in it."""
    words = random.Random(seed).choices(WORDS, k=length)
    chance = random.Random(1000 * seed + changed + 10**6 * version)
    for place in chance.sample(range(length), changed):
        words[place] = f"neu{chance.randrange(10**6)}"
    return " ".join(words)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", "anna")
    yield made
    made.close()


def add(project: Project, *texts: str) -> list[str | None]:
    """Imports the texts; the groups that the report tells."""
    number = len(query(project.path, "select 1 from article"))
    drafts = [make_draft(text, f"k{number + n}") for n, text in enumerate(texts, 1)]
    return [article.group for article in project.import_drafts(drafts).articles]


def exported(project: Project, tmp_path: Path) -> dict[str, str | None]:
    project.export(tmp_path / "out.jsonl", ExportFilter())
    records = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    return {record["id"]: record["group"] for record in records}


def test_copies_are_a_group_named_by_the_oldest(project: Project, tmp_path: Path) -> None:
    assert add(project, story(1), story(2), story(1, 5), story(3), story(1, 9)) == ["k1", None, "k1", None, "k1"]
    assert exported(project, tmp_path) == {"k1": "k1", "k2": None, "k3": "k1", "k4": None, "k5": "k1"}
    assert project.groups.of(3) == [1, 3, 5]
    assert project.groups.of(2) == [2]
    assert [row.alike for row in project.summaries([1, 2, 3, 4, 5])] == [2, 0, 2, 0, 2]
    assert project.clusters() == {1: 1, 3: 1, 5: 1}


def test_later_imports_join(project: Project, tmp_path: Path) -> None:
    assert add(project, story(1), story(2)) == [None, None]
    assert add(project, story(1, 4)) == ["k1"]
    assert exported(project, tmp_path) == {"k1": "k1", "k2": None, "k3": "k1"}


def test_an_article_between_two_makes_them_one(project: Project) -> None:
    words = story(1, length=200).split()
    other = story(2, length=200).split()
    ends = " ".join(words[:130] + other[:10]), " ".join(words[70:] + other[10:20])
    assert add(project, *ends) == [None, None]
    assert add(project, " ".join(words)) == ["k1"]
    assert project.groups.of(2) == [1, 2, 3]


def test_zones_are_not_compared(project: Project) -> None:
    page = story(9, length=400)
    drafts = [
        make_draft(f"{page}\n{story(n)}", zones=[make_zone(0, len(page) + 1, "boilerplate")]) for n in (1, 2)
    ]
    assert [a.group for a in project.import_drafts(drafts).articles] == [None, None]


def test_a_group_that_a_file_gave_names_its_near_duplicates(project: Project, tmp_path: Path) -> None:
    project.import_drafts([make_draft(story(1), "a", group="mine"), make_draft(story(1, 3), "b")])
    assert exported(project, tmp_path) == {"a": "mine", "b": "mine"}


def test_groups_of_files_that_near_duplicates_join_are_one(project: Project, tmp_path: Path) -> None:
    """Who splits by the group that is exported has no copy on the other side, nor what its file put beside it."""
    project.import_drafts(
        [
            make_draft(story(1), "a", group="first"),
            make_draft(story(2), "b", group="second"),
            make_draft(story(3), "c", group="third"),
            make_draft(story(4), "d", group="third"),
            make_draft(story(5), "e", group="alone"),
            make_draft(story(6), "f"),
            make_draft(story(4, 3), "g", group="second"),
            make_draft(story(2, 3), "h", group="first"),
        ]
    )
    together = {"a": "first", "b": "first", "c": "first", "d": "first", "g": "first", "h": "first"}
    assert exported(project, tmp_path) == together | {"e": "alone", "f": None}
    # Without the copy that joined it the third group is one by itself.
    project.apply(DeleteArticles((7,)))
    del together["g"]
    assert exported(project, tmp_path) == together | {"c": "third", "d": "third", "e": "alone", "f": None}


def test_deleted_and_undone_articles_dont_count(project: Project, tmp_path: Path) -> None:
    add(project, story(1))
    add(project, story(1, 3))
    project.apply(DeleteArticles((1,)))
    assert exported(project, tmp_path) == {"k2": None}
    assert project.groups.of(2) == [2]
    project.undo()
    assert exported(project, tmp_path) == {"k1": "k1", "k2": "k1"}
    project.undo()
    assert exported(project, tmp_path) == {"k1": None}
    project.redo()
    assert exported(project, tmp_path) == {"k1": "k1", "k2": "k1"}


def test_a_corrected_text_stays_in_its_group(project: Project, tmp_path: Path) -> None:
    add(project, story(1), story(1, 3))
    project.apply(CorrectText(2, story(1, 3).upper()))
    assert exported(project, tmp_path) == {"k1": "k1", "k2": "k1"}


def test_short_texts_are_in_no_group(project: Project) -> None:
    assert add(project, "Die Fähre fährt heute nicht.", "Die Fähre fährt heute nicht!") == [None, None]


def test_another_method_groups_anew(project: Project, tmp_path: Path) -> None:
    add(project, story(1), story(1, 3))
    query_all = "select article_id, cluster, signature from near order by article_id"
    before = query(project.path, query_all)
    project._db.conn.execute("update setting set value = 'older' where key = 'grouped by'")
    project._db.conn.execute("update near set cluster = article_id, signature = x'00'")
    assert project.derived.is_behind()
    project.derived.catch_up()
    assert not project.derived.is_behind()
    assert query(project.path, query_all) == before


def interrupt(project: Project) -> None:
    """Leaves the project as an import leaves it that is killed before groups and search know its articles."""
    for statement in (
        "delete from near",
        "delete from near_key",
        "delete from setting where key in ('grouped', 'indexed')",
        "insert into article_fts (article_fts) values ('delete-all')",
    ):
        project._db.conn.execute(statement)
    assert project.derived.is_behind()


def test_an_interrupted_grouping_is_caught_up(project: Project, tmp_path: Path) -> None:
    add(project, story(1), story(1, 3))
    interrupt(project)
    project.derived.catch_up()
    assert not project.derived.is_behind()
    assert exported(project, tmp_path) == {"k1": "k1", "k2": "k1"}


def test_an_export_catches_up_first(project: Project, tmp_path: Path) -> None:
    add(project, story(1), story(1, 3))
    interrupt(project)
    assert exported(project, tmp_path) == {"k1": "k1", "k2": "k1"}
    interrupt(project)
    word = min(set(story(1).split()).intersection(story(1, 3).split()))
    assert project.export(None, ExportFilter(query=word)).written == 2
    interrupt(project)
    assert project.export(None, ExportFilter(), lambda *_: False).cancelled


def test_find_catches_up_first(project: Project) -> None:
    add(project, "Der Hafen bleibt zu.")
    interrupt(project)
    assert CliRunner().invoke(cli, ["find", str(project.path), "hafen"]).stdout.startswith("k1\t")


def test_splits_catch_up_first(project: Project) -> None:
    """Else near-duplicates that came in with an import that was killed would be parted, and nobody told."""
    add(project, *(story(n, part) for n in range(1, 9) for part in (0, 3)))
    plan = SplitPlan({"train": 0.4, "dev": 0.3, "test": 0.3})
    interrupt(project)
    with pytest.raises(Cancelled):
        project.exporting.split(ExportFilter(), plan, lambda *_: False)
    report = project.exporting.split(ExportFilter(), plan)
    assert (report.groups, report.crossing) == (8, 0)
    made = [row.split for row in project.summaries(project.article_ids())]
    assert all(one == other for one, other in zip(made[::2], made[1::2], strict=True))
    assert set(made) == {"train", "dev", "test"}


def test_a_crowd_of_likes_stays_cheap(project: Project) -> None:
    """Weather reports: all alike, none a copy; keys lead to a bounded number of them."""
    groups = add(project, *(story(1, 6, 200, n) for n in range(300)))
    assert groups.count("k1") >= 295
    (most,) = query(project.path, "select max(number) from (select count(*) as number from near_key group by key)")
    assert most[0] <= 16


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=12, unique=True),
    st.integers(1, 5),
)
def test_groups_dont_depend_on_batches(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[int, int]], step: int
) -> None:
    texts = [story(seed, changed) for seed, changed in wanted]
    project = Project.create(tmp_path_factory.mktemp("p") / "p.annotator", "anna")
    old, grouping._STEP = grouping._STEP, step
    try:
        add(project, *texts)
    finally:
        grouping._STEP = old
    found = [set(project.groups.of(n)) for n in range(1, len(texts) + 1)]
    project.close()
    for n, (seed, _) in enumerate(wanted):
        assert found[n] == {m for m, (other, _) in enumerate(wanted, 1) if other == seed}
