"""``problems`` finds each kind of damage, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept, State
from annotator.project import Project
from tests.making import OPEN, TEXT, make_comment, make_draft, make_relation, make_span, make_zone


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    draft = make_draft(
        spans=[
            make_span("CLAIM", (0, 5), (8, 12), id="c", concept_id="y", attributes={"stance": "support"}),
            make_span("ACTOR", (14, 20), id="a", actor_id="x"),
            make_span("ACTOR", (40, 43), id="s", actor_id="x", origin=OPEN),
        ],
        state=State.STARTED,
        relations=[make_relation("claimant", "c", "a", id="r")],
        zones=[make_zone(0, 5)],
        comments=[make_comment(span="a", id="k"), make_comment(id="m")],
    )
    draft.actors, draft.concepts = {"x": Actor("x", "X")}, {"y": Concept("y", "Y")}
    return make_project(draft)


def damage(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def test_whole_project(project: Project) -> None:
    assert not list(project.problems())


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "update span set end = 900 where id = 'a'",
            f"the span a lies outside the text (14-900 of {len(TEXT)} char",
        ),
        ("update span set start = 30 where id = 'a'", "the span a lies outside the text (30-20 of"),
        ("update span set segments = '[[0,5],[4,12]]' where id = 'c'", "has segments that don't fit 0-12"),
        ("update span set label = 'TOPIC' where id = 'a'", "has the label TOPIC, which the codebook lacks"),
        (
            """update span set attributes = '{"x":1}' where id = 'c'""",
            "has the attribute x, which the codebook lacks",
        ),
        (
            """update span set attributes = '{"stance":"loud"}' where id = 'c'""",
            "the span c (CLAIM) has the value 'loud' of the attribute stance, which can't be",
        ),
        (
            "update relation set label = 'speaker'",
            "the relation speaker r goes from CLAIM to ACTOR, which the codebook does not allow",
        ),
        ("update span set article_id = 9 where id = 'a'", "the span a belongs to no article"),
        ("update span set deleted = 1 where id = 'a'", "the relation claimant r has no child"),
        ("update relation set head = 'z'", "the relation claimant r has no head"),
        ("update actor set deleted = 1", "the span a points to an actor that is not in the register"),
        ("delete from concept", "the span c points to a concept that is not in the register"),
        ("update comment set span_id = 'z'", "the comment k is on the span z, which never was"),
        ("update comment set article_id = 9", "the comment k belongs to no article"),
        (
            "update suggestion set actor_id = 'z'",
            "the suggestion s points to an actor that is not in the register",
        ),
        ("update article set text = 'x' || text", "Article 1: its text is not the one that was saved"),
        ("update article set length = 72", "Article 1: its text is not the one that was saved"),
        ("update article set authors = '['", "Article 1: the authors of the article 1 can't be read"),
        (
            "update span set segments = '[[0,5]' where id = 'c'",
            "Article 1: the segments of the span c can't be read",
        ),
        ("update span set segments = '[5,12]' where id = 'c'", "has segments that don't fit 0-12: [5,12]"),
        ("update span set segments = '[[0,\"x\"]]' where id = 'c'", "has segments that don't fit 0-12"),
        ("update span set attributes = '[1]' where id = 'c'", "the attributes of the span c can't be read"),
        ("update span set origin = '{' where id = 'c'", "the origin of the span c can't be read"),
        ("update span set start = 'x' where id = 'a'", "the span a lies outside the text (x-20 of"),
        ("update actor set aliases = '{'", "the aliases of the actor x can't be read"),
        ("update concept set parent = 'y'", "The concept y lies below itself"),
        ("update concept set parent = 'z'", "The concept y lies below one that is not there"),
        ("update article_state set state = 'read'", "Article 1: anna's state is 'read', which there is not"),
        ("update article_state set article_id = 9", "Article 9: anna's state belongs to no article"),
        ("update zone set end = 900", "lies outside the text (0-900)"),
        ("insert into article_fts(article_fts) values ('delete-all')", "The search index knows 0 of 1 articles"),
    ],
)
def test_damage_is_told(project: Project, statement: str, sentence: str) -> None:
    damage(project.path, statement)
    assert any(sentence in found for found in project.problems()), list(project.problems())


def test_a_codebook_that_cannot_be_read_is_one_sentence(project: Project) -> None:
    damage(project.path, "update codebook set data = '{'")
    with pytest.raises(UserError, match=r"^The codebook of the project is damaged: "):
        Project.open(project.path, "anna")
