"""The keys of the text pane: moving, extending, growing, copying, and what they leave to the window."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.pane.text_pane import TextPane
from tests.ui.pane_fakes import TEXT, article, chosen, of, shown_pane


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    return shown_pane(qtbot)


ODD = "a\u2028b\u2029c\ufdd0d\ufdd1e\0f\ufffcg\th\x85i\x0bj\x0ck😀l\u00a0m"


def test_without_an_article_the_page_is_empty_and_keys_do_no_harm(pane: TextPane) -> None:
    pane.set_article(None)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End):
        QTest.keyClick(pane, key)
        QTest.keyClick(pane, key, Qt.KeyboardModifier.ControlModifier)
    assert (pane.selection, pane.caret, pane.text) == (None, 0, "")
    assert pane.spans_at(0) == []


def test_the_caret_moves_by_word_line_sentence_and_grapheme(pane: TextPane) -> None:
    QTest.keyClick(pane, Qt.Key.Key_Right)
    assert pane.caret == TEXT.index("Verband")
    QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert pane.caret == TEXT.index("Frau")
    QTest.keyClick(pane, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert pane.caret == 0
    pane.set_caret(TEXT.index("😀"))
    QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pane.caret == TEXT.index("😀") + 1
    QTest.keyClick(pane, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert pane.caret == TEXT.index("😀")
    QTest.keyClick(pane, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert pane.caret == len(TEXT)
    QTest.keyClick(pane, Qt.Key.Key_Home)
    assert pane.caret == TEXT.index("Das Ministerium")
    QTest.keyClick(pane, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert pane.caret == 0


def test_up_and_down_keep_the_column(pane: TextPane) -> None:
    pane.set_article(article("Die erste Zeile ist lang genug.\nKurz.\nDie dritte Zeile ist es auch."))
    start = pane.text.index("genug")
    pane.set_caret(start)
    x = pane.caret_box().center().x()
    QTest.keyClick(pane, Qt.Key.Key_Down)
    QTest.keyClick(pane, Qt.Key.Key_Down)
    assert abs(pane.caret_box().center().x() - x) < 10
    QTest.keyClick(pane, Qt.Key.Key_Up)
    QTest.keyClick(pane, Qt.Key.Key_Up)
    assert pane.caret == start


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\n  \n\u00a0\n", "\u2029\u2029", "\n\u2028\n"])
def test_up_and_down_pass_over_empty_lines(pane: TextPane, gap: str) -> None:
    pane.set_article(article(f"Erste Zeile.{gap}Zweite Zeile.{gap}Dritte."))
    ways: list[list[str]] = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        seen = []
        for _ in range(2):
            QTest.keyClick(pane, key)
            seen.append(pane.text[pane.caret : pane.caret + 6])
        ways.append(seen)
    assert ways == [["Zweite", "Dritte"], ["Zweite", "Erste "]]
    QTest.keyClick(pane, Qt.Key.Key_Up)
    assert pane.caret == 0


def test_a_page_never_ends_on_an_empty_line(pane: TextPane) -> None:
    pane.set_article(article("\n\n".join(f"Absatz {n}." for n in range(200))))
    pane.grab()
    for key in [Qt.Key.Key_PageDown] * 9 + [Qt.Key.Key_PageUp] * 9:
        QTest.keyClick(pane, key)
        assert pane.current_word() is not None


def test_stops_are_where_words_and_sentences_begin(pane: TextPane) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    pane.set_caret(TEXT.index("schwieg sie"))
    QTest.keyClick(pane, Qt.Key.Key_Right)
    QTest.keyClick(pane, Qt.Key.Key_Right)
    assert pane.caret == TEXT.index("Die Reeder")
    QTest.keyClick(pane, Qt.Key.Key_Right, ctrl)
    assert pane.caret == TEXT.index("Das Ministerium")
    QTest.keyClick(pane, Qt.Key.Key_Right, ctrl)
    assert pane.caret == len(TEXT)
    for start in ("Das Ministerium", "Die Reeder", "Danach"):
        QTest.keyClick(pane, Qt.Key.Key_Left, ctrl)
        assert pane.caret == TEXT.index(start)


def test_shift_extends_by_whole_words_without_their_spaces(pane: TextPane) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    pane.set_caret(TEXT.index("Verband"))
    QTest.keyClick(pane, Qt.Key.Key_Right, shift)
    assert chosen(pane) == "Verband"
    QTest.keyClick(pane, Qt.Key.Key_Right, shift)
    assert chosen(pane) == "Verband lehnt"
    QTest.keyClick(pane, Qt.Key.Key_Left, shift)
    assert chosen(pane) == "Verband"
    QTest.keyClick(pane, Qt.Key.Key_Left, shift)
    assert chosen(pane) is None
    QTest.keyClick(pane, Qt.Key.Key_Left, shift)
    assert chosen(pane) == "Der"


def test_the_full_stop_of_a_paragraph_can_be_taken_alone(pane: TextPane) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    pane.set_caret(TEXT.index("sie."))
    for longer in ("sie", "sie.", "sie.\nDie"):
        QTest.keyClick(pane, Qt.Key.Key_Right, shift)
        assert chosen(pane) == longer
    for shorter in ("sie", None):
        QTest.keyClick(pane, Qt.Key.Key_Left, shift)
        assert chosen(pane) == shorter


def test_control_and_shift_extend_by_whole_sentences(pane: TextPane) -> None:
    held = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    pane.set_caret(TEXT.index("Verband"))
    for expected in ("Verband lehnt ab.", TEXT[4 : TEXT.index(" Danach")], TEXT[4 : TEXT.index("\n")]):
        QTest.keyClick(pane, Qt.Key.Key_Right, held)
        assert chosen(pane) == expected
    QTest.keyClick(pane, Qt.Key.Key_Left, held)
    QTest.keyClick(pane, Qt.Key.Key_Left, held)
    assert chosen(pane) == "Verband lehnt ab."
    pane.set_caret(TEXT.index("Danach"))
    QTest.keyClick(pane, Qt.Key.Key_Left, held)
    assert chosen(pane) == TEXT[TEXT.index("Frau") : TEXT.index(" Danach")]


def test_the_selection_grows_and_goes_back_the_same_way(pane: TextPane) -> None:
    pane.set_caret(TEXT.index("warten") + 2)
    way: list[str | None] = [None]
    for _ in range(4):
        QTest.keyClick(pane, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
        way.append(chosen(pane))
    assert way[1] == "warten"
    assert "„Wir 😀 warten noch.“" in way
    assert all(len(a or "") < len(b or "") for a, b in pairwise(way))
    for step in reversed(way[:-1]):
        QTest.keyClick(pane, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        assert chosen(pane) == step


def test_an_active_span_is_where_growing_begins(pane: TextPane) -> None:
    pane.upsert_span(of("warten"))
    pane.set_active("s")
    QTest.keyClick(pane, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert pane.active is None
    assert "warten" in (chosen(pane) or "") != "warten"


@pytest.mark.parametrize(("key", "held", "goes_to"), [
    (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "sagte"),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, "ab."),
    (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier, "Danach"),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, "Der"),
    (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier, "sagte"),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, " Frau"),
    (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, "Der"),
])  # fmt: skip
def test_the_caret_goes_on_from_the_edges_of_the_active_span(
    pane: TextPane, key: Qt.Key, held: Qt.KeyboardModifier, goes_to: str
) -> None:
    pane.upsert_span(of("Frau Berg"))
    pane.set_active("s")
    QTest.keyClick(pane, key, held)
    assert (pane.active, pane.caret) == (None, TEXT.index(goes_to))


def test_what_begins_where_the_active_span_ends_comes_next(pane: TextPane) -> None:
    pane.upsert_span(of("Der Verband "))
    pane.set_active("s")
    QTest.keyClick(pane, Qt.Key.Key_Right)
    assert pane.caret == TEXT.index("lehnt")


def test_down_leaves_an_active_span_below_its_last_line(pane: TextPane) -> None:
    pane.upsert_span(of("sie.\nDie Reeder hoffen"))
    pane.set_active("s")
    QTest.keyClick(pane, Qt.Key.Key_Down)
    assert pane.caret == TEXT.index("Das Ministerium")
    pane.set_active("s")
    QTest.keyClick(pane, Qt.Key.Key_Up)
    assert pane.caret == 0


def test_copying_takes_the_text_as_it_is(pane: TextPane) -> None:
    QTest.keyClick(pane, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(pane, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == TEXT


def test_the_filter_is_asked_first(pane: TextPane) -> None:
    seen: list[int] = []

    def take(event: QKeyEvent) -> bool:
        seen.append(event.key())
        return True

    pane.key_filter = take
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Q):
        QTest.keyClick(pane, key)
    assert seen == [Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Q]
    assert pane.caret == 0


def test_keys_that_nobody_wants_reach_the_window(qtbot: QtBot) -> None:
    got: list[int] = []

    class Window(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            if event.key() != Qt.Key.Key_Control:
                got.append(event.key())

    window = Window()
    qtbot.addWidget(window)
    pane = TextPane(window)
    pane.set_article(article())
    window.show()
    qtbot.waitExposed(window)
    QTest.keyClick(pane, Qt.Key.Key_Return)
    QTest.keyClick(pane, Qt.Key.Key_F5)
    QTest.keyClick(pane, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert got == [Qt.Key.Key_Return, Qt.Key.Key_F5, Qt.Key.Key_PageDown]


def test_tab_reaches_the_filter_and_else_the_next_widget(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    pane, other = TextPane(window), QLineEdit(window)
    pane.set_article(article())
    window.show()
    qtbot.waitExposed(window)
    pane.setFocus()
    pane.key_filter = lambda event: event.key() == Qt.Key.Key_Tab
    QTest.keyClick(pane, Qt.Key.Key_Tab)
    assert not other.hasFocus()
    pane.key_filter = None
    QTest.keyClick(pane, Qt.Key.Key_Tab)
    qtbot.waitUntil(other.hasFocus)


@pytest.mark.parametrize(("key", "held", "bound"), [
    (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier, True),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, True),
    (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, False),
    (Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier, False),
])  # fmt: skip
def test_shortcuts_may_take_all_keys_but_those_of_the_pane(
    pane: TextPane, key: Qt.Key, held: Qt.KeyboardModifier, bound: bool
) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
    event.ignore()
    QApplication.sendEvent(pane, event)
    assert event.isAccepted() == bound


def test_pages_and_what_is_seen(pane: TextPane) -> None:
    text = "\n".join(f"Absatz {n} mit einigen Worten." for n in range(300))
    pane.set_article(article(text))
    QTest.keyClick(pane, Qt.Key.Key_PageDown)
    assert pane.caret > 0
    first, last = pane.visible_range()
    assert first <= pane.caret <= last
    QTest.keyClick(pane, Qt.Key.Key_PageUp)
    assert pane.caret < first
    target = text.index("Absatz 200")
    pane.ensure_visible(target, target + 10)
    place = pane.verticalScrollBar().value()
    assert pane.visible_range()[0] < target < pane.visible_range()[1]
    line = pane.places.line_at(target)
    height = pane.viewport().height()
    assert abs(line.bottom - place - 0.75 * height) < 2
    pane.ensure_visible(target - 60, target)
    assert pane.verticalScrollBar().value() == place
    pane.ensure_visible(0, 5)
    assert pane.visible_range()[0] == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up])
@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier])
def test_odd_characters_stop_no_caret(pane: TextPane, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        held = Qt.KeyboardModifier.NoModifier
    pane.set_article(article(ODD))
    forward = key in (Qt.Key.Key_Right, Qt.Key.Key_Down)
    pane.set_caret(0 if forward else len(ODD))
    for _ in range(len(ODD) + 2):
        QTest.keyClick(pane, key, held)
    assert pane.caret == (len(ODD) if forward else 0)
