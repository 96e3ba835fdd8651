"""An article and its near-duplicates side by side: what is said and marked, and what keys and buttons do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.comparison import Comparison
from annotator.project import Project, commands
from annotator.ui.alike.compare_dialog import CompareDialog
from annotator.ui.alike.compare_parts import FramedPage
from annotator.ui.session import Session
from tests.end_to_end.window import CTRL, NONE, POPUPS, SHIFT, Key
from tests.making import make_draft, make_span, segments_in
from tests.ui.test_accessibility import nameless

pytestmark = POPUPS

WIRE = "\n\n".join(
    f"Absatz {n}: Die Fähre nach Lund fährt am Montag früh, sagte Kapitän Ohlsen am Tor, und der Hafen bleibt "
    f"bis zum Abend für alle offen, die noch {n} Kisten haben."
    for n in range(12)
)
COPY = WIRE.replace("Montag früh", "Dienstag", 1).replace(" 6: ", " 6: Eilig! ").replace(" am Tor", "", 1)
UPDATE = WIRE.replace("\n\nAbsatz 3", "\n\n" + "Ein ganz neuer Absatz, der nur hier steht. " * 20 + "\n\nAbsatz 3")


@pytest.fixture
def session(make_project: Callable[..., Project]) -> Iterator[Session]:
    spans = [
        make_span("ACTOR", *segments_in(WIRE, "Kapitän Ohlsen"), annotator="anna"),
        make_span("CUE", *segments_in(WIRE, "am Montag"), annotator="anna"),
        make_span("ACTOR", *segments_in(WIRE, "der Hafen"), annotator="bert"),
    ]
    project = make_project(
        make_draft(WIRE, "wire", title="Eins", spans=spans),
        make_draft(COPY, "copy", title="Zwei", source="Nordblatt", published="2025-03-14"),
        make_draft(UPDATE, "update", title="", source="Sundkurier"),
        make_draft(WIRE + " Ende.", "end", title="Vier"),
    )
    session = Session()
    session.open(project.path, "anna")
    session.show(1)
    yield session
    session.close()


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> CompareDialog:
    assert session.project is not None
    others = [id_ for id_ in session.project.groups.of(1) if id_ != 1]
    assert others == [2, 3, 4]
    made = CompareDialog(session, others, QFont())
    qtbot.addWidget(made, before_close_func=lambda _: made.hide())
    made.resize(760, 560)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(dialog: CompareDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, modifiers)
    QApplication.processEvents()


def suggested(session: Session, article_id: int) -> list[str]:
    assert session.project is not None
    opened = session.project.load(article_id)
    assert opened is not None
    return [opened.article.text[s.start : s.end] for s in opened.spans if s.is_open]


def test_it_says_where_it_comes_from_and_how_alike_they_are(dialog: CompareDialog) -> None:
    assert dialog._left.text == WIRE
    assert dialog._right.text == COPY
    source = "Nordblatt · 14 March 2025 · German"
    assert dialog._about.text() == f"1 of 3 · 99 % of the text is the same · 3 differences · {source}"
    assert dialog._chooser.currentText() == "Zwei · Nordblatt · 14 Mar 2025"
    assert dialog._left.accessibleName() == "On screen: Eins"
    assert dialog._right.accessibleName() == "Near-duplicate: Zwei"
    press(dialog, Key.Key_PageDown, CTRL)
    assert dialog._right.text == UPDATE
    assert dialog._chooser.currentText() == "Untitled · Sundkurier"
    assert dialog._about.text().startswith("2 of 3 · ")
    assert dialog._about.text().endswith(" · 1 difference · Sundkurier · German")
    press(dialog, Key.Key_PageDown, CTRL)
    assert "99 % of the text is the same" in dialog._about.text()
    press(dialog, Key.Key_PageDown, CTRL)
    assert dialog._right.text.endswith(" Ende.")
    assert not dialog._on.isEnabled()
    press(dialog, Key.Key_PageUp, CTRL)
    assert dialog._right.text == UPDATE
    dialog._chooser.setCurrentIndex(0)
    assert dialog._right.text == COPY
    assert not dialog._back.isEnabled()


def test_the_words_of_one_alone_are_marked_in_it(dialog: CompareDialog) -> None:
    left = [WIRE[a:b] for a, b in dialog._left._places]
    right = [COPY[a:b] for a, b in dialog._right._places]
    assert left == ["Montag früh", "am Tor", ""]
    assert right == ["Dienstag", "", "Eilig!"]
    before = dialog._right.grab().toImage()
    dialog._right.set_differences([])
    assert dialog._right.grab().toImage() != before


def test_struck_out_and_underlined_are_told_apart_without_colour(dialog: CompareDialog) -> None:
    """A stretch of the same words, marked as what is missing there and as what is new."""
    pictures = []
    # Both in one colour: what differs then is where the line is.
    page = dialog._left
    page.mark_colour = lambda: page.theme.color("text")  # type: ignore[method-assign]
    for struck in (True, False):
        page._struck = struck
        page.set_differences([(0, 9)])
        pictures.append(page.grab().toImage())
    assert pictures[0] != pictures[1]
    assert "line-through" in dialog._legend.text()
    assert "underline" in dialog._legend.text()


def test_from_difference_to_difference_by_key(dialog: CompareDialog) -> None:
    assert dialog._difference.text() == ""
    press(dialog, Key.Key_F7)
    assert dialog._difference.text() == "1 of 3: “Montag früh” → “Dienstag”"
    press(dialog, Key.Key_F7)
    assert dialog._difference.text() == "2 of 3: “am Tor” → –"
    press(dialog, Key.Key_F7)
    assert dialog._difference.text() == "3 of 3: – → “Eilig!”"
    assert (dialog._left.current, dialog._right.current) == (2, 2)
    for page, place in ((dialog._left, dialog._left._places[2][0]), (dialog._right, dialog._right._places[2][0])):
        first, last = page.visible_range()
        assert first <= place <= last
    press(dialog, Key.Key_F7)
    assert dialog._difference.text().startswith("1 of 3")
    press(dialog, Key.Key_F7, SHIFT)
    assert dialog._difference.text().startswith("3 of 3")
    press(dialog, Key.Key_PageDown, CTRL)
    assert dialog._difference.text() == ""
    press(dialog, Key.Key_F7, SHIFT)
    assert dialog._difference.text().startswith("1 of 1: – → “Ein ganz neuer")


def beside(dialog: CompareDialog) -> tuple[int, int]:
    """The paragraphs in the middle of both pages."""
    found = []
    for page in (dialog._left, dialog._right):
        line = page.places.line_near(page.scrolled + page.viewport().height() / 2)
        found.append(page.text.count("Absatz ", 0, line.end))
    return found[0], found[1]


def test_the_pages_scroll_in_step_by_their_text(dialog: CompareDialog) -> None:
    press(dialog, Key.Key_PageDown, CTRL)  # the one with 20 sentences more, after a fourth of the text
    left, right = dialog._left.verticalScrollBar(), dialog._right.verticalScrollBar()
    for paragraph in (6, 8, 10):
        place = WIRE.index(f"Absatz {paragraph}")
        left.setValue(round(dialog._left.places.line_at(place).top - 150))
        here, there = beside(dialog)
        assert abs(here - there) <= 1, paragraph
        right.setValue(right.value() + 120)
        here, there = beside(dialog)
        assert abs(here - there) <= 1, paragraph
    left.setValue(left.maximum())
    assert right.value() == right.maximum()
    right.setValue(0)
    assert left.value() == 0
    # Through what the left one lacks, only the right one goes on.
    new = UPDATE.index("Ein ganz neuer")
    right.setValue(round(dialog._right.places.line_at(new + 100).top))
    before = left.value()
    right.setValue(right.value() + 40)
    assert abs(left.value() - before) < 20


def framed(dialog: CompareDialog) -> list[str]:
    """How the frames of both pages are painted."""
    return [frame.property("role") for frame in dialog.findChildren(FramedPage)]


def test_it_begins_with_the_titles_however_small_the_window(qtbot: QtBot, session: Session) -> None:
    large = QFont()
    large.setPixelSize(60)
    made = CompareDialog(session, [2], large)
    qtbot.addWidget(made, before_close_func=lambda _: made.hide())
    made.resize(500, 300)
    made.show()
    for size in ((500, 300), (1200, 700), (620, 400)):
        made.resize(*size)
        QApplication.processEvents()
        assert (made._left.scrolled, made._right.scrolled) == (0, 0)


def test_the_keyboard_scrolls_and_shows_where_it_is(dialog: CompareDialog) -> None:
    assert dialog.focusWidget() is dialog._left
    assert framed(dialog) == ["page-focus", "page"]
    press(dialog, Key.Key_PageDown)
    assert dialog._left.verticalScrollBar().value() > 0
    assert dialog._right.verticalScrollBar().value() > 0
    press(dialog, Key.Key_Tab)
    assert dialog.focusWidget() is dialog._right
    assert framed(dialog) == ["page", "page-focus"]


def test_every_control_has_a_name_and_tab_goes_round_in_order(dialog: CompareDialog) -> None:
    assert nameless(dialog) == []
    dialog._chooser.setFocus()
    dialog._on.click()
    dialog._chooser.setFocus()
    reached = []
    for _ in range(12):
        reached.append(dialog.focusWidget())
        press(dialog, Key.Key_Tab)
    names = [w.accessibleName() for w in reached if w is not None]
    assert names == [
        "Near-duplicate at the right",
        "Previous near-duplicate",
        "Next near-duplicate",
        "On screen: Eins",
        "Near-duplicate: Untitled",
        "Previous difference",
        "Next difference",
        "Carry my labels over",
        "Carry them to all",
        "Go to the article at the right",
        "Close",
        "Near-duplicate at the right",
    ]


def test_labels_are_carried_to_the_one_at_the_right(dialog: CompareDialog, session: Session) -> None:
    press(dialog, Key.Key_F7)
    press(dialog, Key.Key_Return, CTRL)
    assert dialog._bar.text() == "1 suggestion in 1 near-duplicate. Left out: the words of 1 label differ there."
    assert suggested(session, 2) == ["Kapitän Ohlsen"]
    assert suggested(session, 3) == []
    assert [s.is_open for s in dialog._right.spans()] == [True]
    assert dialog._difference.text().startswith("1 of 3")  # it stays at the difference
    press(dialog, Key.Key_Return, CTRL)
    assert dialog._bar.text() == (
        "No new suggestions in 1 near-duplicate. Left out: the words of 1 label differ there, 1 is there already."
    )
    session.undo()
    assert suggested(session, 2) == []


def test_labels_are_carried_to_all(dialog: CompareDialog, session: Session) -> None:
    press(dialog, Key.Key_K, CTRL)
    assert dialog._bar.text() == "5 suggestions in 3 near-duplicates. Left out: the words of 1 label differ there."
    assert [len(suggested(session, n)) for n in (2, 3, 4)] == [1, 2, 2]
    session.undo()
    assert [len(suggested(session, n)) for n in (2, 3, 4)] == [0, 0, 0]


def test_many_articles_in_a_thread(
    dialog: CompareDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.ui.alike.carrying._AT_ONCE", 2)
    press(dialog, Key.Key_K, CTRL)
    assert dialog._bar.text().startswith("5 suggestions in 3 near-duplicates.")
    assert [len(suggested(session, n)) for n in (2, 3, 4)] == [1, 2, 2]


def test_a_refusal_is_told_in_the_dialog(dialog: CompareDialog, session: Session) -> None:
    assert session.project is not None
    session.project.apply(commands.DeleteArticles((2,)))
    press(dialog, Key.Key_Return, CTRL)
    assert dialog._bar.text() == "Labels are carried over between near-duplicates only."


def test_without_labels_of_ones_own_nothing_can_be_carried(qtbot: QtBot, session: Session) -> None:
    session.set_annotator("clara")
    made = CompareDialog(session, [2], QFont())
    qtbot.addWidget(made)
    assert not made._carry.isEnabled()
    assert made._carry.toolTip() == "You have no labels in this article."
    # With one near-duplicate there is nothing to step through.
    assert made._steps.isHidden()
    assert made._all.isHidden()
    assert made._about.text().startswith("99 %")


def test_going_to_the_article_at_the_right(dialog: CompareDialog) -> None:
    press(dialog, Key.Key_PageDown, CTRL)
    dialog._show_button.click()
    assert dialog.wanted == 3
    assert dialog.isHidden()


def test_texts_that_are_the_same(qtbot: QtBot, make_project: Callable[..., Project]) -> None:
    project = make_project(make_draft(WIRE, "a"), make_draft("\n" + WIRE, "b"), name="same.annotator")
    session = Session()
    session.open(project.path, "anna")
    session.show(1)
    made = CompareDialog(session, [2], QFont())
    qtbot.addWidget(made)
    made._comparison = Comparison(WIRE, WIRE)
    made._show_about()
    assert made._about.text() == "The text is the same"
    assert not made._after.isEnabled()
    made._go(1)
    assert made._difference.text() == ""
    session.close()
