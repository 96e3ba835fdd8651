"""Comments and flags: who may do what, what becomes of them, and that all of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Comment
from annotator.project import Project
from tests.making import OPEN, TEXT, make_draft, make_span, query, segments_in

MakeProject = Callable[..., Project]
SINCE = "Somebody else changed this since, so it can't be taken back."


@pytest.fixture
def anna(make_project: MakeProject) -> Project:
    spans = [
        make_span("QUOTE", *segments_in(TEXT, "„Wir bleiben“"), id="q", annotator="anna"),
        make_span("ACTOR", *segments_in(TEXT, "Ohlsen"), id="a", annotator="bert"),
        make_span("CUE", *segments_in(TEXT, "sagte"), id="u", origin=OPEN),
    ]
    return make_project(make_draft(spans=spans), make_draft("Ein zweiter Artikel."), make_draft("Ein dritter."))


@pytest.fixture
def bert(anna: Project) -> Iterator[Project]:
    project = Project.open(anna.path, "bert")
    yield project
    assert not list(project.problems())
    project.close()


def said(project: Project, article_id: int = 1) -> dict[str, Comment]:
    opened = project.load(article_id)
    assert opened is not None
    return {comment.id: comment for comment in opened.comments}


def refused(project: Project, act: Callable[[], object], sentence: str) -> None:
    """It is refused with the sentence, and nothing is written."""
    before = [query(project.path, f"select * from {table}") for table in ("comment", "change", "change_row")]
    with pytest.raises(UserError) as caught:
        act()
    assert str(caught.value) == sentence
    assert [
        query(project.path, f"select * from {table}") for table in ("comment", "change", "change_row")
    ] == before


def test_comments_on_a_span_and_on_the_article(anna: Project) -> None:
    anna.apply(do.AddComment(1, "a", " Wer ist das?\r\n", open=True, id="k"))
    change = anna.apply(do.AddComment(1, None, "Schöner Text 🙂", id="m"))
    assert change is not None
    assert (change.article_id, [row.table for row in change.rows]) == (1, ["comment"])
    comments = said(anna)
    assert (comments["k"].span_id, comments["k"].text, comments["k"].open) == ("a", "Wer ist das?", True)
    assert (comments["m"].span_id, comments["m"].text, comments["m"].open) == (None, "Schöner Text 🙂", False)
    assert comments["k"].annotator == "anna"
    assert comments["k"].created_at == comments["k"].updated_at != ""
    assert said(anna, 2) == {}


def test_what_can_not_be_commented_on(anna: Project) -> None:
    for span, sentence in (
        ("zz", "This span is not there any more."),
        ("u", "This span is not there any more."),  # a suggestion, which may never come to be
    ):
        for command in (do.AddComment(1, span, "?"), do.ToggleFlag(1, span)):
            refused(anna, partial(anna.apply, command), sentence)
    refused(anna, lambda: anna.apply(do.AddComment(9, None, "?")), "This article is not in the project any more.")
    refused(anna, lambda: anna.apply(do.AddComment(1, None, " \n")), "A comment needs some text.")


def test_only_its_author_edits_and_deletes_a_comment(anna: Project, bert: Project) -> None:
    anna.apply(do.AddComment(1, "q", "Ganz?", open=True, id="k"))
    sentence = "This comment is anna's; you can answer or close it."
    refused(bert, lambda: bert.apply(do.EditComment(1, "k", "Halb?")), sentence)
    refused(bert, lambda: bert.apply(do.DeleteComment(1, "k")), sentence)
    made = said(anna)["k"]
    anna.apply(do.EditComment(1, "k", "Halb? "))
    edited = said(bert)["k"]
    assert (edited.text, edited.open, edited.created_at) == ("Halb?", True, made.created_at)
    assert edited.updated_at >= made.updated_at
    assert anna.apply(do.EditComment(1, "k", "Halb?")) is None
    anna.apply(do.DeleteComment(1, "k"))
    assert said(bert) == {}
    gone = "This comment is not there any more."
    for command in (do.EditComment(1, "k", "x"), do.DeleteComment(1, "k"), do.SetCommentOpen(1, "k", True)):
        refused(anna, partial(anna.apply, command), gone)


def test_anybody_closes_and_opens_a_comment(anna: Project, bert: Project) -> None:
    anna.apply(do.AddComment(1, "q", "Ganz?", open=True, id="k"))
    bert.apply(do.SetCommentOpen(1, "k", False))
    assert not said(anna)["k"].open
    assert bert.apply(do.SetCommentOpen(1, "k", False)) is None
    bert.apply(do.SetCommentOpen(1, "k", True))
    assert said(anna)["k"].open
    assert said(anna)["k"].annotator == "anna"


def test_a_closed_comment_has_text(anna: Project, bert: Project) -> None:
    anna.apply(do.AddComment(1, None, "Hm", open=True, id="k"))
    anna.apply(do.EditComment(1, "k", ""))
    assert (said(anna)["k"].text, said(anna)["k"].open) == ("", True)
    bert.apply(do.SetCommentOpen(1, "k", False))
    assert said(anna) == {}
    bert.undo()
    anna.apply(do.EditComment(1, "k", "Hm"))
    anna.apply(do.SetCommentOpen(1, "k", False))
    refused(anna, lambda: anna.apply(do.EditComment(1, "k", " ")), "A comment needs some text.")


@pytest.mark.parametrize("span", ["q", None])
def test_flag_on_and_off(anna: Project, span: str | None) -> None:
    anna.apply(do.ToggleFlag(1, span, id="f"))
    (flag,) = said(anna).values()
    assert (flag.id, flag.span_id, flag.text, flag.open) == ("f", span, "", True)
    anna.apply(do.ToggleFlag(1, span))
    assert said(anna) == {}
    anna.undo()
    assert said(anna) == {"f": flag}
    anna.redo()
    assert said(anna) == {}


def test_flag_off_closes_all_that_is_open_there_at_once(anna: Project, bert: Project) -> None:
    anna.apply(do.AddComment(1, "q", "Ganz?", open=True, id="k1"))
    bert.apply(do.AddComment(1, "q", "", open=True, id="k2"))
    bert.apply(do.AddComment(1, "q", "Ja.", id="k3"))
    anna.apply(do.AddComment(1, "a", "Wer?", open=True, id="other"))
    anna.apply(do.AddComment(1, None, "Woher?", open=True, id="article"))
    before = said(anna)
    change = bert.apply(do.ToggleFlag(1, "q"))
    assert change is not None
    assert sorted(row.row_id for row in change.rows) == ["k1", "k2"]
    after = said(anna)
    assert {id_: (c.text, c.open) for id_, c in after.items()} == {
        "k1": ("Ganz?", False),
        "k3": ("Ja.", False),
        "other": ("Wer?", True),
        "article": ("Woher?", True),
    }
    bert.undo()
    assert said(anna) == before
    bert.redo()
    assert said(anna) == after


def test_comments_stay_when_their_span_is_deleted(anna: Project) -> None:
    anna.apply(do.AddComment(1, "q", "Ganz?", open=True, id="k"))
    anna.apply(do.DeleteSpans(1, ("q",)))
    assert said(anna)["k"].span_id == "q"
    assert not list(anna.problems())
    refused(anna, lambda: anna.apply(do.AddComment(1, "q", "Noch etwas")), "This span is not there any more.")
    # What was said of it can be closed, edited and deleted all the same.
    anna.apply(do.EditComment(1, "k", "Halb?"))
    anna.apply(do.SetCommentOpen(1, "k", False))
    anna.apply(do.DeleteComment(1, "k"))
    for _ in range(4):
        anna.undo()
    assert said(anna)["k"].text == "Ganz?"
    opened = anna.load(1)
    assert opened is not None
    assert "q" in {span.id for span in opened.spans}


def test_undo_of_a_comment_that_somebody_closed(anna: Project, bert: Project) -> None:
    anna.apply(do.AddComment(1, None, "Woher?", open=True, id="k"))
    bert.apply(do.SetCommentOpen(1, "k", False))
    refused(anna, anna.undo, SINCE)
    bert.undo()
    anna.undo()
    assert said(bert) == {}


def test_every_command_can_be_undone_and_redone(anna: Project) -> None:
    states = [said(anna)]
    for command in (
        do.AddComment(1, "q", "Ganz?", open=True, id="k"),
        do.EditComment(1, "k", "Halb?"),
        do.SetCommentOpen(1, "k", False),
        do.SetCommentOpen(1, "k", True),
        do.ToggleFlag(1, "a", id="f"),
        do.EditComment(1, "f", "Wer?"),
        do.ToggleFlag(1, "a"),
        do.DeleteComment(1, "k"),
    ):
        assert anna.apply(command) is not None
        states.append(said(anna))
    for state in reversed(states[:-1]):
        anna.undo()
        assert said(anna) == state
    for state in states[1:]:
        anna.redo()
        assert said(anna) == state


def test_next_open_question_goes_round(anna: Project) -> None:
    looking = anna.comments
    assert looking.next_open(1) is None
    anna.apply(do.AddComment(1, "q", "Ganz?", open=True, id="k"))
    anna.apply(do.AddComment(2, None, "Nur gesagt"))
    assert [looking.next_open(after) for after in (0, 1, 2, 3)] == [1, 1, 1, 1]
    anna.apply(do.ToggleFlag(3, None))
    assert [looking.next_open(after) for after in (0, 1, 2, 3)] == [1, 3, 3, 1]
    anna.apply(do.DeleteArticles((3,)))
    assert [looking.next_open(after) for after in (0, 1, 2, 3)] == [1, 1, 1, 1]
    anna.apply(do.SetCommentOpen(1, "k", False))
    assert looking.next_open(0) is None


def test_the_list_is_told_which_articles_are_flagged(anna: Project) -> None:
    anna.apply(do.AddComment(1, "q", "Ganz?", open=True, id="k"))
    anna.apply(do.AddComment(2, None, "Nur gesagt"))
    assert [summary.flagged for summary in anna.summaries([1, 2, 3])] == [True, False, False]
    anna.apply(do.SetCommentOpen(1, "k", False))
    assert [summary.flagged for summary in anna.summaries([3, 1])] == [False, False]


def test_looking_for_open_comments_reads_their_index_alone(anna: Project) -> None:
    """A hundred thousand articles are not looked at for the few that are flagged."""
    statements: list[str] = []
    anna._db.conn.set_trace_callback(statements.append)
    anna.comments.next_open(2)
    anna._db.conn.set_trace_callback(None)
    (first, *_) = statements
    plan = " ".join(str(step[-1]) for step in query(anna.path, f"explain query plan {first}"))
    assert "comment USING INDEX comment_open (article_id>?)" in plan or "COVERING INDEX comment_open" in plan
    assert "SCAN" not in plan
