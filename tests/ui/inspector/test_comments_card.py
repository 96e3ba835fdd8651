"""The card of comments: what it shows of whom, and that it stays true."""

from __future__ import annotations

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QMessageBox, QPushButton

from annotator.commands import AddComment
from annotator.project import Project
from annotator.ui.inspector.comments_card import CommentsCard
from tests.end_to_end.window import SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.making import AT, make_comment, make_draft, make_span
from tests.ui.inspector.layout_count import LayoutCount, counted_layouts

windows = open_windows
layouts = counted_layouts

TEXT = "Jule Petersen sagte: „Wir <b>wollen</b> & fahren.“ Der Verband schwieg dazu."


@pytest.fixture
def driver(windows: Windows) -> Driver:
    spans = [
        make_span("ACTOR", (0, 13), id="mine", annotator="Mara"),
        make_span("ACTOR", (51, 62), id="theirs", annotator="Bo"),
    ]
    comments = [
        make_comment(
            "Und <i>wer</i> & was?", "mine", id="k1", annotator="Bo", created_at="2025-03-13T08:00:00.000Z"
        ),
        make_comment("Gehört dazu.", "theirs", open=False, id="k2", annotator="Bo"),
        make_comment("", None, id="k3", annotator="Mara"),
    ]
    return windows.open(make_draft(TEXT, spans=spans, comments=comments), "Ein zweiter Artikel.")


def card(driver: Driver) -> CommentsCard:
    return driver.window.inspector.comments


def shown(driver: Driver) -> list[str]:
    return labels_of(card(driver))


def buttons(driver: Driver) -> list[str]:
    return [b.text() for b in card(driver).findChildren(QPushButton) if b.isVisible()]


def test_the_articles_thread_in_the_order_of_time(driver: Driver) -> None:
    texts = [t for t in shown(driver) if t in ("Und <i>wer</i> & was?", "Gehört dazu.", "Flagged, without words.")]
    assert texts == ["Und <i>wer</i> & was?", "Gehört dazu.", "Flagged, without words."]
    assert "2 open" in shown(driver)
    assert "Jule Petersen" in buttons(driver)
    assert "Der Verband" in buttons(driver)
    # Hers is the flag alone: it can be given words, or deleted.
    assert buttons(driver).count("Edit") == buttons(driver).count("Delete") == 1


def test_a_spans_thread_is_its_own(driver: Driver) -> None:
    driver.window.labelling.activate("theirs")
    driver.settle()
    assert "Gehört dazu." in shown(driver)
    assert "Und <i>wer</i> & was?" not in shown(driver)
    assert "Der Verband" not in buttons(driver)
    assert "Ask the team" in buttons(driver)
    assert "Flag" in buttons(driver)


def test_text_is_shown_as_it_was_written(driver: Driver) -> None:
    driver.window.labelling.activate("mine")
    driver.settle()
    label = next(w for w in card(driver).findChildren(QLabel) if w.text() == "Und <i>wer</i> & was?")
    assert label.textFormat().name == "PlainText"


def test_when_others_labels_are_hidden_their_spans_are_not_called_deleted(driver: Driver) -> None:
    driver.window.session.set_everyone(False)
    driver.settle()
    assert any(text.endswith(" · on a span that is not shown") for text in shown(driver))
    assert not any("deleted" in text for text in shown(driver))
    assert "Der Verband" not in buttons(driver)
    driver.window.session.set_everyone(True)
    driver.settle()
    assert "Der Verband" in buttons(driver)


def test_another_article_has_its_own_comments(driver: Driver) -> None:
    driver.press("t")
    driver.write("typed, not saved")
    box = card(driver).findChild(QCheckBox)
    assert box is not None
    box.click()
    driver.window.articles.select_article(2)
    driver.settle()
    assert not box.isChecked()
    assert "Gehört dazu." not in shown(driver)
    assert "Comment on this article" in {card(driver)._field.placeholderText()}
    assert card(driver)._field.toPlainText() == ""
    driver.window.articles.select_article(1)
    driver.settle()
    assert card(driver)._field.toPlainText() == "typed, not saved"
    assert box.isChecked()
    driver.press(Key.Key_Return)
    assert [(c.text, c.open) for c in driver.window.session.comments.values()][-1] == ("typed, not saved", True)
    assert not box.isChecked()


def test_another_project_begins_anew(driver: Driver, windows: Windows) -> None:
    driver.press("t")
    driver.write("typed, not saved")
    driver.press(Key.Key_Escape)
    with driver.answering(QMessageBox, lambda box: box.button(box.StandardButton.Discard).click()):
        driver.window.corpus.open_path(windows.project("Ein anderes Projekt.", name="other.annotator"))
    assert card(driver)._field.toPlainText() == ""
    assert "Gehört dazu." not in shown(driver)


def test_tab_goes_through_the_card_as_it_is_read(driver: Driver) -> None:
    driver.window.labelling.activate("theirs")
    driver.settle()
    driver.press("t")
    seen = []
    for _ in range(2):
        driver.press(Key.Key_Tab)
        seen.append(driver.focus.accessibleName())
    assert seen == ["Ask the team", "Flag"]
    driver.press(Key.Key_Tab, SHIFT, times=3)
    assert driver.focus.accessibleName() == "Ask the team: Gehört dazu."


def test_an_edit_that_somebody_deleted_the_comment_of(driver: Driver) -> None:
    """What is typed for a comment that is gone does not end up as another one."""
    with closing(Project.open(driver.project.path, "Mara")) as same_person:
        same_person.apply(AddComment(1, None, "Weg damit", id="gone"))
        driver.window.session.poll()
        driver.settle()
        edits = [b for b in card(driver).findChildren(QPushButton) if b.isVisible() and b.text() == "Edit"]
        edits[-1].click()
        driver.settle()
        assert card(driver)._field.toPlainText() == "Weg damit"
        same_person.undo()
    driver.window.session.poll()
    driver.settle()
    assert card(driver)._field.toPlainText() == ""
    assert AT in {c.created_at for c in driver.window.session.comments.values()}


def test_an_edit_that_is_refused_stays_in_the_field(driver: Driver) -> None:
    driver.press("t")
    driver.write("Hm")
    driver.press(Key.Key_Return)
    edits = [b for b in card(driver).findChildren(QPushButton) if b.isVisible() and b.text() == "Edit"]
    edits[-1].click()
    driver.settle()
    driver.press(Key.Key_Backspace, times=2)
    driver.press(Key.Key_Return)
    assert driver.message == "A comment needs some text."
    assert [c.text for c in driver.window.session.comments.values() if c.annotator == "Mara" and not c.open] == [
        "Hm"
    ]


def test_span_list_marks_flagged_spans(driver: Driver) -> None:
    model = driver.window.span_list.model
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(row, 0).data(role) for row in range(2)] == [
        "ACTOR: Jule Petersen, flagged",
        "ACTOR: Der Verband, labelled by Bo",
    ]
    before = driver.window.span_list.view.viewport().grab().toImage()
    driver.window.labelling.activate("theirs")
    driver.press("!")
    assert model.index(1, 0).data(role) == "ACTOR: Der Verband, labelled by Bo, flagged"
    driver.press(Key.Key_Escape)
    driver.settle()
    assert driver.window.span_list.view.viewport().grab().toImage() != before


def test_rows_that_come_are_laid_out_together(windows: Windows, layouts: LayoutCount) -> None:
    comments = [make_comment(f"Frage {number}?", id=f"k{number}", annotator="Bo") for number in range(60)]
    driver = windows.open(make_draft(TEXT, comments=comments))
    earlier = next(b for b in card(driver).findChildren(QPushButton) if b.text() == "Show 52 earlier")
    earlier.setFocus()
    with layouts.counted() as called:
        driver.press(Key.Key_Space)
    assert buttons(driver).count("Close") == 60
    # A few times for each row, not for each row as often as there are rows.
    assert len(called) < 60 * 60
