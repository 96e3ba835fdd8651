"""Full-text search: what is found, and that any input is a search."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotator.commands import AddSpan, DeleteArticles, EditArticle
from annotator.project import Project
from tests.making import make_draft

MakeProject = Callable[..., Project]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(
        make_draft("Die Fähren der Bürgermeisterin liegen still.", title="Hafen"),
        make_draft("Le pêcheur de Saint-Elme, l’été.", title="Mer"),
        make_draft("Fa\u0308hren in zerlegter Form; 🙂 Ende.", title="Zerlegt"),
        make_draft("العربية نص", title="RTL"),
    )


def found(project: Project, query: str) -> list[int]:
    return [i for ids in project.search(query) for i in ids]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("Fähren", [1, 3]),
        ("FÄHREN", [1, 3]),
        ("fahren", [1, 3]),
        ("Fa\u0308hren", [1, 3]),
        ("fähr", [1, 3]),
        ("bürger still", []),  # only the last word is a beginning …
        ("bürgermeisterin stil", [1]),
        ("fähr ", []),  # … and only while it is being typed
        ("hafen", [1]),
        ("pecheur", [2]),
        ("saint-elme", [2]),
        ("l'été", [2]),
        ("العربية", [4]),
        ("fähren pêcheur", []),
        ("sti", []),  # three letters are a word, not a beginning
        ("", []),
        ("  ", []),
        ("🙂", []),
        ('"', []),
        ("*", []),
        ("still*", [1]),
        ('"liegen still"', [1]),
        ("NEAR(liegen still)", []),
        ("title:hafen", []),
        ("-still", [1]),
        ("still OR", []),
        ("liegen AND still", []),
        ("^die", [1]),
        ("die\x00fähren", [1]),
    ],
)
def test_found(project: Project, query: str, ids: list[int]) -> None:
    assert found(project, query) == ids


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.text("ab\"'*()^:+-_{}NEAR OR AND\\\x00🙂ä", max_size=30))
@example("\ud800")
@example("fähren " * 5000)
@example("_")
@example("ꟊ \U0001e900")
def test_any_input_is_a_search(project: Project, query: str) -> None:
    assert set(found(project, query)) <= {1, 2, 3, 4}


@given(word=st.sampled_from(["Fähren", "Bürgermeisterin", "liegen", "still"]), size=st.integers(4, 20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_beginnings_find(project: Project, word: str, size: int) -> None:
    assert 1 in found(project, word[:size])


def test_chunks_come_in_the_order_of_the_list(make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"Die Fähre {n}.") for n in range(3000)))
    chunks = list(project.search("fähre"))
    assert [len(chunk) for chunk in chunks] == [50, 2000, 950]
    assert [i for chunk in chunks for i in chunk] == list(range(1, 3001))


def test_half_read_search_hinders_nobody(make_project: MakeProject) -> None:
    """A query left open keeps its connection in the past, which then may not write."""
    project = make_project(*(make_draft(f"Die Fähre {n}.") for n in range(300)))
    hits = project.search("fähre")
    assert len(next(hits)) == 50
    other = Project.open(project.path, "bert")
    assert other.apply(AddSpan(1, "ACTOR", ((0, 3),))) is not None
    assert project.apply(AddSpan(1, "ACTOR", ((4, 9),))) is not None
    assert sum(map(len, hits)) == 250
    other.close()


def test_deleted_articles_are_not_found(project: Project) -> None:
    project.apply(DeleteArticles((1,)))
    assert found(project, "fähren") == [3]
    project.undo()
    assert found(project, "fähren") == [1, 3]


def test_edited_titles_are_found(project: Project) -> None:
    project.apply(EditArticle(1, "Werft"))
    assert (found(project, "werft"), found(project, "hafen")) == ([1], [])
    project.undo()
    assert (found(project, "werft"), found(project, "hafen")) == ([], [1])
    index_is_whole(project.path)


def test_edit_before_the_index_is_mended(project: Project) -> None:
    """Taking out of the index what isn't in it would damage it."""
    connection = sqlite3.connect(project.path)
    with connection:
        connection.execute("delete from setting where key = 'indexed'")
        connection.execute("insert into article_fts(article_fts) values ('delete-all')")
    connection.close()
    assert [line for line in project.problems() if "search index" in line]
    project.apply(EditArticle(1, "Werft"))
    project.derived.catch_up()
    assert found(project, "werft") == [1]
    assert found(project, "fähren") == [1, 3]
    assert not list(project.problems())
    index_is_whole(project.path)


def index_is_whole(path: Path) -> None:
    """Raises sqlite3.DatabaseError unless the index fits the articles."""
    connection = sqlite3.connect(path)
    connection.execute("insert into article_fts(article_fts, rank) values ('integrity-check', 1)")
    connection.close()
