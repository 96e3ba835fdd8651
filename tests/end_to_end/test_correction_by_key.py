"""Correcting the text by key: the labels go along, and the page stays where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.project import Project, commands
from annotator.ui.correction_dialog import ArticleEdit, CorrectionDialog
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, Windows, open_windows
from tests.making import OPEN, make_draft, make_span
from tests.ui.test_accessibility import by_tab, controls, nameless

windows = open_windows
pytestmark = POPUPS

TEXT = "Die Fahre muss fahren.\nDas sagte Kapitan Ohlsen, und Ohlsen ging."


@pytest.fixture
def driver(windows: Windows) -> Driver:
    def at(piece: str) -> tuple[int, int]:
        return TEXT.index(piece), TEXT.index(piece) + len(piece)

    spans = [
        make_span("CLAIM", at("Die Fahre muss fahren"), id="claim", annotator="Mara"),
        make_span("ACTOR", at("Kapitan Ohlsen"), id="actor", annotator="Mara"),
        make_span("ACTOR", at("Ohlsen ging"), id="last", annotator="bert"),
    ]
    return windows.open(make_draft(TEXT, title="Eins", spans=spans), "Ein anderer Artikel.")


def replace(shown: CorrectionDialog, old: str, new: str) -> None:
    """Types something in the place of a piece of the field."""
    field = shown._field
    start = field.toPlainText().index(old)
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(old), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(new)
    shown._show_labels()


def rows(shown: CorrectionDialog) -> list[str]:
    return [shown._list.item(row).text() for row in range(shown._list.count())]


def correct(driver: Driver, act: Callable[[CorrectionDialog], object]) -> None:
    with driver.answering(CorrectionDialog, act):
        driver.press(Key.Key_F4)


def test_a_typo_in_the_paragraph_at_the_caret(driver: Driver) -> None:
    driver.window.labelling.activate("actor")

    def answer(shown: CorrectionDialog) -> None:
        assert shown._field.toPlainText() == "Das sagte Kapitan Ohlsen, und Ohlsen ging."
        assert shown._field.font() == driver.pane.document().defaultFont()
        assert not shown._save.isEnabled()
        assert shown._summary.text() == "Nothing is changed yet."
        replace(shown, "Kapitan", "Kapitän")
        assert rows(shown) == ["Actor  Kapitan Ohlsen → Kapitän Ohlsen"]
        assert shown._summary.text() == "1 label is touched and will be flagged · 1 label moves along"
        driver.press(Key.Key_Return, CTRL)

    correct(driver, answer)
    assert driver.text == TEXT.replace("Kapitan", "Kapitän")
    assert driver.words == ["Die Fahre muss fahren", "Kapitän Ohlsen", "Ohlsen ging"]
    assert driver.told == "1 span was touched: listed under flag:open."
    assert driver.active.id == "actor"
    assert {c.span_id for c in driver.window.session.comments.values()} == {"actor"}
    assert driver.focus is driver.pane
    driver.press("z", CTRL)
    assert driver.text == TEXT
    assert not driver.window.session.comments
    assert not list(driver.project.problems())


def test_what_would_go_is_told_before(driver: Driver) -> None:
    driver.caret_to("Kapitan")

    def answer(shown: CorrectionDialog) -> None:
        replace(shown, ", und Ohlsen ging", "")
        assert rows(shown) == ["Actor  Ohlsen ging – would go"]
        assert shown._summary.text() == "1 label would go · 0 labels move along"
        shown._save.click()

    correct(driver, answer)
    assert driver.words == ["Die Fahre muss fahren", "Kapitan Ohlsen"]
    assert driver.told == "The text is corrected. 1 span is gone."


def test_the_whole_text_by_a_toggle(driver: Driver) -> None:
    driver.caret_to("Fahre")

    def answer(shown: CorrectionDialog) -> None:
        replace(shown, "Fahre", "Fähre")
        shown._whole.setFocus()
        driver.press(Key.Key_Space)
        assert shown._field.toPlainText() == TEXT.replace("Fahre", "Fähre")
        replace(shown, "ging", "fuhr")
        shown._field.put_caret(30)
        shown._whole.click()
        assert shown._field.toPlainText() == "Das sagte Kapitan Ohlsen, und Ohlsen fuhr."
        assert shown._field.caret() == 30 - TEXT.index("Das")
        shown._save.click()

    correct(driver, answer)
    assert driver.text == TEXT.replace("Fahre", "Fähre").replace("ging", "fuhr")
    assert driver.told == "2 spans were touched: listed under flag:open."


def leave(driver: Driver, shown: CorrectionDialog, button: QMessageBox.StandardButton) -> None:
    """Escape, and the answer to the question whether what was typed is to be lost."""
    shown.activateWindow()
    shown._field.setFocus()
    driver.settle()
    with driver.answering(QMessageBox, lambda box: box.button(button).click()):
        driver.press(Key.Key_Escape)


def test_escape_asks_and_changes_nothing(driver: Driver) -> None:
    def answer(shown: CorrectionDialog) -> None:
        replace(shown, "Fahre", "Fähre")
        leave(driver, shown, QMessageBox.StandardButton.Cancel)
        assert shown.isVisible()
        assert "Fähre" in shown._field.toPlainText()
        leave(driver, shown, QMessageBox.StandardButton.Discard)
        assert not shown.isVisible()

    correct(driver, answer)
    assert driver.text == TEXT
    assert driver.project.next_undo() is None


def test_what_is_refused_keeps_the_dialog(driver: Driver) -> None:
    def answer(shown: CorrectionDialog) -> None:
        shown._whole.click()
        replace(shown, TEXT, "Ein anderer  Artikel.")
        shown._save.click()
        assert shown.isVisible()
        assert shown._bar.text() == "Another article has this text already: „Article 2“."
        replace(shown, "Ein anderer  Artikel.", "  ")
        assert shown._summary.text() == "An article needs some text."
        assert not shown._save.isEnabled()
        replace(shown, "  ", "Ein dritter.")
        shown._save.click()

    correct(driver, answer)
    assert driver.text == "Ein dritter."
    assert driver.words == ["Ein dritter"]


def test_another_has_corrected_it_meanwhile(driver: Driver) -> None:
    def answer(shown: CorrectionDialog) -> None:
        with closing(Project.open(driver.project.path, "bert")) as other:
            other.apply(commands.CorrectText(1, TEXT.replace("ging", "fuhr")))
        replace(shown, "Fahre", "Fähre")
        shown._save.click()
        assert "Somebody else has corrected this article meanwhile" in shown._bar.text()
        leave(driver, shown, QMessageBox.StandardButton.Discard)

    correct(driver, answer)
    driver.window.session.poll()
    assert "fuhr" in driver.text


def test_the_page_stays_where_it_is(windows: Windows) -> None:
    text = "\n".join(f"Absatz {n} über die Fahre und das Meer." for n in range(200))
    spans = [make_span("ACTOR", (m, m + 5), annotator="Mara") for m in range(0, 6000, 10)]
    driver = windows.open(make_draft(text, spans=spans))
    pane = driver.pane
    driver.caret_to("Absatz 150 ")
    pane.ensure_visible(pane.caret, pane.caret)
    before = pane.places.line_at(pane.caret).top - pane.verticalScrollBar().value()
    first = pane.places.line_at(0).top

    def answer(shown: CorrectionDialog) -> None:
        shown._whole.click()
        replace(shown, "Absatz 3 ", "Absatz drei, der lange, ")
        shown._save.click()

    correct(driver, answer)
    assert driver.told.endswith("listed under flag:open.")
    assert pane.caret == driver.text.index("Absatz 150 ")
    after = pane.places.line_at(pane.caret).top - pane.verticalScrollBar().value()
    assert abs(after - before) < 2
    assert pane.verticalScrollBar().value() > first
    assert not list(driver.project.problems())


def test_undo_and_redo_go_to_where_the_text_was_corrected(windows: Windows) -> None:
    text = "\n".join(f"Absatz {n} über die Fahre und das Meer." for n in range(200))
    driver = windows.open(make_draft(text, spans=[make_span("ACTOR", (0, 8), annotator="Mara")]))
    pane = driver.pane
    driver.caret_to("Absatz 150 ")

    def answer(shown: CorrectionDialog) -> None:
        replace(shown, "Fahre", "Fähre")
        shown._save.click()

    correct(driver, answer)
    for key in ("z", "y"):
        pane.verticalScrollBar().setValue(0)
        driver.press(key, CTRL)
        first, last = pane.visible_range()
        assert first < text.index("Absatz 150 ") < last
        assert pane.caret == text.index("ahre", text.index("Absatz 150 "))


@pytest.fixture
def read_only(windows: Windows) -> Iterator[Driver]:
    path = windows.project("Ein Text.")
    path.chmod(0o444)
    yield windows.open(path=path)
    path.chmod(0o644)


def test_read_only(read_only: Driver) -> None:
    read_only.press(Key.Key_F4)
    assert QApplication.activeModalWidget() is None
    assert read_only.told == "This project is read-only: its texts can't be corrected."


def test_paste_is_cleaned(driver: Driver) -> None:
    def answer(shown: CorrectionDialog) -> None:
        data = QMimeData()
        data.setText("Neu\r\nund\ralt")
        data.setHtml("<b>Neu</b>")
        shown._field.selectAll()
        shown._field.insertFromMimeData(data)
        shown._show_labels()
        shown._save.click()

    driver.caret_to("Kapitan")
    correct(driver, answer)
    assert driver.text == "Die Fahre muss fahren.\nNeu\nund\nalt"


@pytest.mark.parametrize(
    "text",
    [
        "a\u00a0b\u2028c\u2029d\ufdd0e\u00ad\u200bf",
        "\ufeffmit Marke\ufeff",
        "\ufffe👨‍👩‍👧 und e\u0301 🇩🇪",
        "\x00null\x00\x1f\ttab",
        "\ufffc Bild",
        "",
    ],
)
def test_the_field_gives_back_what_was_not_edited(driver: Driver, text: str) -> None:
    field = ArticleEdit()
    driver.qtbot.addWidget(field)
    field.show_text(text)
    assert field.text() == text
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.insertPlainText("neu\nund")
    assert field.text() == text + "neu\nund"
    field.moveCursor(QTextCursor.MoveOperation.Start)
    field.insertPlainText("vorn ")
    assert field.text() == "vorn " + text + "neu\nund"


def test_every_control_has_a_name_and_is_reached_by_tab(driver: Driver) -> None:
    def answer(shown: CorrectionDialog) -> None:
        replace(shown, "Fahre", "Fähre")
        assert nameless(shown) == []
        reached = by_tab(driver, shown._field, shown)
        assert {w for w in controls(shown) if w.focusPolicy() & Qt.FocusPolicy.TabFocus} <= set(reached)
        leave(driver, shown, QMessageBox.StandardButton.Discard)

    correct(driver, answer)


def test_a_text_that_grows_and_shrinks_by_much(driver: Driver) -> None:
    longer = "Ein ganz neuer Absatz mit vielen Wörtern.\n" * 20 + TEXT

    def answer(shown: CorrectionDialog) -> None:
        shown._whole.click()
        shown._field.put_caret(0)
        shown._field.insertPlainText(longer.removesuffix(TEXT))
        shown._show_labels()
        shown._save.click()

    driver.window.labelling.activate("last")
    correct(driver, answer)
    assert driver.text == longer
    assert driver.words == ["Die Fahre muss fahren", "Kapitan Ohlsen", "Ohlsen ging"]
    assert driver.active.id == "last"
    assert driver.told == "The text is corrected."
    driver.press("z", CTRL)
    assert driver.text == TEXT
    assert driver.words == ["Die Fahre muss fahren", "Kapitan Ohlsen", "Ohlsen ging"]
    driver.press("z", CTRL | SHIFT)
    assert driver.text == longer


def test_of_labels_that_are_not_shown_it_tells_how_many_go_and_nothing_else(driver: Driver) -> None:
    driver.window.actions_by_id["view.everyone"].trigger()
    assert driver.words == ["Die Fahre muss fahren", "Kapitan Ohlsen"]
    driver.caret_to("Kapitan")
    others = "Of other annotators, not shown:"

    def told(shown: CorrectionDialog) -> list[str]:
        return shown._summary.text().splitlines()

    def answer(shown: CorrectionDialog) -> None:
        replace(shown, "Das", "Dies")
        assert told(shown) == ["1 label moves along", f"{others} 1 label moves along"]
        replace(shown, "ging", "fuhr")
        flagged = "1 label is touched and will be flagged · 0 labels move along"
        assert told(shown) == ["1 label moves along", f"{others} {flagged}"]
        assert rows(shown) == []
        replace(shown, ", und Ohlsen fuhr", "")
        assert told(shown) == ["1 label moves along", f"{others} 1 label would go · 0 labels move along"]
        assert shown._summary.property("role") == "error"
        assert rows(shown) == []
        shown._save.click()

    correct(driver, answer)
    assert driver.told == "The text is corrected. 1 span is gone."


def test_suggestions_are_no_labels_that_move_along(windows: Windows) -> None:
    suggested = [make_span("ACTOR", (TEXT.index("Ohlsen"), TEXT.index("Ohlsen") + 6), annotator="x", origin=OPEN)]
    driver = windows.open(make_draft(TEXT, spans=suggested))
    assert driver.words == ["Ohlsen"]
    driver.caret_to("Fahre")

    def answer(shown: CorrectionDialog) -> None:
        replace(shown, "Fahre", "Fähre")
        assert shown._summary.text() == "0 labels move along"
        shown._save.click()

    correct(driver, answer)
    assert driver.words == ["Ohlsen"]
