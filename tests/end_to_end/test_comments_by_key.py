"""Comments, flags and open questions from the keyboard, and what is in the file afterwards."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.commands import AddComment, DeleteSpans, SetCommentOpen, ToggleFlag
from annotator.core.models import Comment
from annotator.project import Project
from annotator.ui.inspector.comment_field import CommentField
from tests.end_to_end.window import CTRL, NONE, SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.making import OPEN, make_draft, make_span

windows = open_windows

TEXT = "Jule Petersen sagte: „Wir fahren.“ Der Verband schwieg dazu."


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(make_draft(TEXT, title="Fähre"), "Ein zweiter Artikel.", "Ein dritter Artikel.")


def said(driver: Driver, article_id: int = 1) -> list[Comment]:
    """The comments of an article, read from the file by another connection, oldest first."""
    with closing(Project.open(driver.project.path, "reader")) as project:
        opened = project.load(article_id)
        assert opened is not None
        return opened.comments


def elsewhere(driver: Driver, *commands: AddComment | SetCommentOpen | ToggleFlag | DeleteSpans) -> None:
    """Somebody else does something in a window of her own."""
    with closing(Project.open(driver.project.path, "Bo")) as project:
        for command in commands:
            project.apply(command)
    driver.window.session.poll()
    driver.settle()


def card(driver: Driver) -> QWidget:
    return driver.window.inspector.comments


def button(driver: Driver, text: str) -> QPushButton:
    found = [b for b in card(driver).findChildren(QPushButton) if b.isVisible() and b.text() == text]
    assert found, [b.text() for b in card(driver).findChildren(QPushButton) if b.isVisible()]
    return found[0]


def test_a_comment_on_a_span(driver: Driver) -> None:
    span = driver.label("Jule Petersen", "a")
    driver.press("t")
    assert isinstance(driver.focus, CommentField)
    driver.write("Pilotin oder Reederin?")
    driver.press(Key.Key_Return)
    (comment,) = said(driver)
    assert (comment.span_id, comment.text, comment.open) == (span.id, "Pilotin oder Reederin?", False)
    assert comment.annotator == "Mara"
    assert driver.pane.hasFocus()
    assert driver.active.id == span.id
    assert "Pilotin oder Reederin?" in labels_of(card(driver))
    driver.press("z", CTRL)
    assert said(driver) == []
    assert "Pilotin oder Reederin?" not in labels_of(card(driver))


def test_a_comment_on_the_article_asks_the_team(driver: Driver) -> None:
    driver.caret_to("Verband")
    driver.press("t")
    driver.write("Which ferry?")
    driver.press(Key.Key_Return, SHIFT)
    driver.write("And when?")
    driver.press(Key.Key_Return, CTRL)
    (comment,) = said(driver)
    assert (comment.span_id, comment.text, comment.open) == (None, "Which ferry?\nAnd when?", True)
    assert driver.window.session.article is not None
    # The box asks as well; Tab leads from the field to it.
    driver.press("t")
    driver.press(Key.Key_Tab)
    driver.press(Key.Key_Space)
    driver.press(Key.Key_Tab, SHIFT)
    driver.write("Who?")
    driver.press(Key.Key_Return)
    assert [c.open for c in said(driver)] == [True, True]


def test_escape_leaves_and_keeps_what_was_typed_for_its_span(driver: Driver) -> None:
    first = driver.label("Jule Petersen", "a")
    driver.label("Der Verband", "a")
    driver.press("t")
    driver.write("half a tho")
    driver.press(Key.Key_Escape)
    assert driver.pane.hasFocus()
    assert said(driver) == []
    driver.window.labelling.activate(first.id)
    driver.settle()
    driver.press("t")
    assert driver.focus.property("plainText") == ""
    driver.press(Key.Key_Escape)
    driver.press(Key.Key_Tab)
    driver.press("t")
    driver.write("ught")
    driver.press(Key.Key_Return)
    assert [c.text for c in said(driver)] == ["half a thought"]


def test_an_empty_comment_is_none(driver: Driver) -> None:
    driver.press("t")
    driver.press(Key.Key_Return)
    assert said(driver) == []
    assert driver.pane.hasFocus()


def test_flag_of_a_span_and_of_the_article(driver: Driver) -> None:
    span = driver.label("Jule Petersen", "a")
    driver.press("!")
    assert [(c.span_id, c.open, c.text) for c in said(driver)] == [(span.id, True, "")]
    assert span.id in driver.pane.marks.flagged
    driver.press(Key.Key_Escape)
    driver.press("!")
    assert {c.span_id for c in said(driver)} == {span.id, None}
    (summary, *_) = driver.project.summaries([1])
    assert summary.flagged
    driver.press("!")
    driver.press(Key.Key_Tab)
    driver.press("!")
    assert said(driver) == []
    assert not driver.pane.marks.flagged
    driver.press("z", CTRL)
    assert [c.span_id for c in said(driver)] == [span.id]
    assert span.id in driver.pane.marks.flagged


def test_a_suggestion_is_not_commented_on(windows: Windows) -> None:
    driver = windows.open(make_draft(TEXT, spans=[make_span("ACTOR", (0, 13), origin=OPEN)]))
    driver.press(Key.Key_Tab)
    for key in ("t", "!"):
        driver.press(key)
        assert driver.told == "This is a suggestion: accept it (Enter) to comment on it."
        assert driver.pane.hasFocus()
    assert "This is a suggestion: accept it (Enter) to comment on it." in labels_of(card(driver))
    driver.press(Key.Key_Return)
    driver.press("!")
    assert len(said(driver)) == 1


def test_others_comments_can_be_closed_but_not_edited(driver: Driver) -> None:
    span = driver.label("Jule Petersen", "a")
    elsewhere(driver, AddComment(1, span.id, "Wer ist das?", open=True, id="k"))
    texts = [b.text() for b in card(driver).findChildren(QPushButton) if b.isVisible()]
    assert "Edit" not in texts
    assert "Delete" not in texts
    assert any("Bo · " in text for text in labels_of(card(driver)))
    assert driver.window.session.comments["k"].open
    # From the field backwards by keyboard: its thread's last button is the nearest.
    driver.press("t")
    driver.press(Key.Key_Tab, SHIFT)
    assert driver.focus is button(driver, "Close")
    driver.press(Key.Key_Space)
    assert [c.open for c in said(driver)] == [False]
    assert driver.focus is button(driver, "Ask the team")
    driver.press(Key.Key_Space)
    assert [c.open for c in said(driver)] == [True]


def test_editing_and_deleting_ones_own(driver: Driver) -> None:
    driver.press("t")
    driver.write("Which fery?")
    driver.press(Key.Key_Return, CTRL)
    QTest.mouseClick(button(driver, "Edit"), Qt.MouseButton.LeftButton)
    assert isinstance(driver.focus, CommentField)
    driver.press(Key.Key_Backspace, times=5)
    driver.write("ferry?")
    driver.press(Key.Key_Return)
    assert [(c.text, c.open) for c in said(driver)] == [("Which ferry?", True)]
    assert driver.pane.hasFocus()
    QTest.mouseClick(button(driver, "Edit"), Qt.MouseButton.LeftButton)
    driver.write(" no")
    driver.press(Key.Key_Escape)
    assert [c.text for c in said(driver)] == ["Which ferry?"]
    QTest.mouseClick(button(driver, "Delete"), Qt.MouseButton.LeftButton)
    driver.settle()
    assert said(driver) == []
    assert driver.told == "Comment deleted; Ctrl+Z brings it back."
    driver.press("z", CTRL)
    assert [c.text for c in said(driver)] == ["Which ferry?"]


def test_comments_of_spans_and_of_deleted_ones_show_with_the_article(driver: Driver) -> None:
    first = driver.label("Jule Petersen", "a")
    driver.press("t")
    driver.write("Who?")
    driver.press(Key.Key_Return)
    driver.label("Der Verband", "a")
    driver.press("t")
    driver.write("Which?")
    driver.press(Key.Key_Return)
    driver.press(Key.Key_Delete)
    driver.press(Key.Key_Escape)
    shown = labels_of(card(driver))
    assert "Who?" in shown
    assert "Which?" in shown
    assert any(text.endswith(" · on a deleted span") for text in shown)
    QTest.mouseClick(button(driver, "Jule Petersen"), Qt.MouseButton.LeftButton)
    driver.settle()
    assert driver.active.id == first.id
    assert "Which?" not in labels_of(card(driver))


def test_from_question_to_question_over_articles(driver: Driver) -> None:
    span = driver.label("Jule Petersen", "a")
    other = driver.label("Der Verband", "a")
    elsewhere(
        driver,
        AddComment(1, other.id, "Which?", open=True),
        AddComment(1, span.id, "Who?", open=True),
        AddComment(1, None, "Where?", open=True, id="where"),
        AddComment(2, None, "Only said"),
        ToggleFlag(3, None, id="flag"),
    )
    driver.press(Key.Key_Escape)
    seen = []
    for _ in range(5):
        driver.press(Key.Key_F8, SHIFT)
        assert driver.pane.hasFocus()
        active = driver.pane.active
        article = driver.window.session.article
        assert article is not None
        seen.append((article.id, active, driver.told))
    assert seen == [
        (1, None, "Question 1 of 3 in this article, by Bo: Where?"),
        (1, span.id, "Question 2 of 3 in this article, by Bo: Who?"),
        (1, other.id, "Question 3 of 3 in this article, by Bo: Which?"),
        (3, None, "Question 1 of 1 in this article, by Bo."),
        (1, None, "Question 1 of 3 in this article, by Bo: Where?"),
    ]
    driver.window.labelling.activate(span.id)
    driver.settle()
    driver.press(Key.Key_F8, SHIFT)
    assert driver.pane.active == other.id


def test_without_open_questions_that_is_told(driver: Driver) -> None:
    driver.press(Key.Key_F8, SHIFT)
    assert driver.told == "There are no open questions."
    driver.press("!")
    driver.press(Key.Key_F8, SHIFT)
    driver.press(Key.Key_F8, SHIFT)
    assert driver.told == "Question 1 of 1 in this article, by Mara."


def test_a_question_in_an_article_that_the_list_hides(driver: Driver) -> None:
    elsewhere(driver, AddComment(2, None, "Hm?", open=True))
    driver.press("f", CTRL)
    driver.write("dritter")
    driver.qtbot.waitUntil(lambda: len(driver.window.articles._model.ids) == 1)
    driver.press(Key.Key_Escape)
    driver.pane.setFocus()
    driver.press(Key.Key_F8, SHIFT)
    assert driver.title == "Article 2"


def test_of_many_comments_the_latest_show_until_all_are_asked_for(driver: Driver) -> None:
    elsewhere(driver, *(AddComment(1, None, f"Number {n}", id=f"c{n:02}") for n in range(12)))
    assert [t for t in labels_of(card(driver)) if t.startswith("Number")] == [f"Number {n}" for n in range(4, 12)]
    more = button(driver, "Show 4 earlier")
    more.setFocus()
    driver.press(Key.Key_Space)
    assert [t for t in labels_of(card(driver)) if t.startswith("Number")] == [f"Number {n}" for n in range(12)]
    assert not more.isVisible()
    assert card(driver).isAncestorOf(driver.focus)


def test_what_somebody_else_says_shows_at_once(driver: Driver) -> None:
    span = driver.label("Jule Petersen", "a")
    elsewhere(driver, AddComment(1, span.id, "Von nebenan?", open=True, id="k"))
    assert "Von nebenan?" in labels_of(card(driver))
    assert span.id in driver.pane.marks.flagged
    elsewhere(driver, SetCommentOpen(1, "k", False))
    assert span.id not in driver.pane.marks.flagged


def test_keys_for_it_do_not_reach_fields(driver: Driver) -> None:
    """A comment may hold the letters that label."""
    driver.label("Jule Petersen", "a")
    driver.press("t")
    QTest.keyClicks(driver.focus, "t!aqc?")
    driver.press(Key.Key_Return, NONE)
    assert [c.text for c in said(driver)] == ["t!aqc?"]
    assert len(driver.spans) == 1
