"""The line for a query: suggestions by key, never in the way of plain typing, and marks in place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.query import QueryError, parse_query
from annotator.ui.articles.query_help import QueryHelp
from annotator.ui.articles.query_line import QueryLine
from annotator.ui.articles.query_popup import QueryPopup
from tests.ui.article_fakes import FakeProject

Key = Qt.Key
CODEBOOK = FakeProject.codebook


@pytest.fixture
def line(qtbot: QtBot) -> QueryLine:
    window = QWidget()
    window.resize(500, 400)
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    line = QueryLine()
    line.set_codebook(lambda: CODEBOOK)
    line.window_of_test = window  # type: ignore[attr-defined]  # lives as long as the line
    layout = QVBoxLayout(window)
    layout.addWidget(line)
    layout.addWidget(QLineEdit())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    return line


def popup(line: QueryLine) -> QueryPopup:
    (found,) = line.window().findChildren(QueryPopup)
    return found


def test_plain_words_bring_nothing_up(line: QueryLine) -> None:
    QTest.keyClicks(line, "The ferry to Brakesund: 12 noon, at the port")
    assert not line.is_suggesting
    assert not line.window().findChildren(QueryPopup)


def test_fields_and_values_by_key(line: QueryLine) -> None:
    QTest.keyClicks(line, "for")
    assert popup(line).texts() == ["form:"]
    assert popup(line).chosen() is None
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Return)
    assert line.text() == "form:"
    assert popup(line).texts()[:2] == ["direct ", "indirect "]
    QTest.keyClicks(line, "ind")
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Up)
    QTest.keyClick(line, Key.Key_Tab)
    assert line.text() == "form:indirect "
    assert line.hasFocus()
    assert not line.is_suggesting


def test_the_blank_of_a_suggestion_is_not_doubled(line: QueryLine) -> None:
    QTest.keyClicks(line, "form:ind")
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Return)
    QTest.keyClicks(line, " a  b")
    assert line.text() == "form:indirect a  b"


def test_names_of_entries(line: QueryLine) -> None:
    asked: list[tuple[str, str]] = []

    def names(register: str, typed: str) -> list[str]:
        asked.append((register, typed))
        return ["Mara Ohlsen", "Tjark Ohlsen"]

    line.set_names(names)
    QTest.keyClicks(line, "actor:ohl")
    assert asked[-1] == ("actor", "ohl")
    assert popup(line).texts() == ['"Mara Ohlsen" ', '"Tjark Ohlsen" ']
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Tab)
    assert line.text() == 'actor:"Mara Ohlsen" '
    QTest.keyClicks(line, 'concept:"ha')
    assert asked[-1] == ("concept", "ha")
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Return)
    assert line.text() == 'actor:"Mara Ohlsen" concept:"Mara Ohlsen" '


def test_escape_closes_suggestions_first(line: QueryLine, qtbot: QtBot) -> None:
    QTest.keyClicks(line, "form:")
    assert line.is_suggesting
    with qtbot.waitSignal(line.suggestions_closed):
        QTest.keyClick(line, Key.Key_Escape)
    assert not line.is_suggesting
    assert line.text() == "form:"


def test_tab_leaves_as_ever_while_none_is_chosen(line: QueryLine) -> None:
    QTest.keyClicks(line, "form:")
    QTest.keyClick(line, Key.Key_Tab)
    assert not line.hasFocus()
    assert not line.is_suggesting


def test_suggestions_go_into_the_middle(line: QueryLine) -> None:
    line.setText("🚢 lab label:CUE")
    line.setCursorPosition(6)
    QTest.keyClick(line, Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert popup(line).texts()[0] == "label:"
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Return)
    assert line.text() == "🚢 label: label:CUE"
    QTest.keyClicks(line, "QU")
    QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Return)
    assert line.text() == "🚢 label:QUOTE label:CUE"


def test_all_fields_and_the_help_when_asked(line: QueryLine) -> None:
    QTest.keyClick(line, Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    offered = popup(line).texts()
    assert {"label:", "form:", "speaker:", "status:"} <= set(offered)
    assert offered[-1].startswith("All about queries")
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QueryHelp)
        seen.append(dialog.windowTitle())
        QTest.keyClick(dialog, Key.Key_Escape)

    QTimer.singleShot(50, look)
    for _ in offered:
        QTest.keyClick(line, Key.Key_Down)
    QTest.keyClick(line, Key.Key_Return)
    assert seen == ["Queries"]


def test_a_mark_changes_no_text(line: QueryLine, qtbot: QtBot) -> None:
    changed: Callable[[str], None]
    texts: list[str] = []
    changed = texts.append
    line.setText("🚢 form:dircet x")
    line.setCursorPosition(4)
    line.textChanged.connect(changed)
    with pytest.raises(QueryError) as raised:
        parse_query(line.text(), CODEBOOK)
    line.mark(raised.value)
    line.mark(None)
    assert texts == []
    assert (line.text(), line.cursorPosition()) == ("🚢 form:dircet x", 4)


def test_it_is_asked_by_control_and_space(line: QueryLine) -> None:
    """Which Qt calls Meta on a Mac."""
    for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier):
        QTest.keyClick(line, Key.Key_Space, held)
        assert line.is_suggesting
        line.close_suggestions()
    assert line.text() == ""
