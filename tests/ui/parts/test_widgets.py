"""Key caps, cards, chips, state dots, filters, message bars, icons, flow layout."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.models import State
from annotator.core.resources import resource
from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.icons import app_icon, icon
from annotator.ui.parts.message_bar import MessageBar
from annotator.ui.parts.theme import DARK, LIGHT, Appearance, Theme
from annotator.ui.parts.widgets import Card, Chip, FilterChips, KeyCap, paint_state_dot
from tests.ui.page_fakes import Page, focused

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page(qtbot)


def dot_picture(state: State, theme: Theme) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_state_dot(painter, QRectF(2, 2, 20, 20), state, theme)
    painter.end()
    return image


def test_key_cap(page: Page, qtbot: QtBot) -> None:
    cap = KeyCap("Ctrl+Shift+P")
    page.put(cap, qtbot)
    assert cap.text() == "Ctrl ⇧ P"
    assert cap.accessibleName() == "Key Ctrl+Shift+P"
    cap.set_keys("")
    assert cap.isHidden()
    cap.set_keys("F1")
    assert cap.isVisible()


def test_key_cap_without_a_parent_opens_no_window(qapp: QApplication) -> None:
    cap = KeyCap("F1")
    assert not cap.isVisible()


def test_card(qtbot: QtBot) -> None:
    card = Card("Guideline")
    qtbot.addWidget(card)
    card.body.addWidget(QLabel("Text"))
    card.set_aside("3 of 11")
    assert card.accessibleName() == "Guideline"
    card.set_heading("Quote", QColor("#A85507"))
    heading, aside = card.findChildren(QLabel)[:2]
    assert (heading.text(), aside.text()) == ("Quote", "3 of 11")
    assert "#a85507" in heading.styleSheet()
    row = heading.parentWidget()
    assert row is not None
    assert not row.isHidden()
    card.set_heading("")
    card.set_aside("")
    assert row.isHidden()


def test_chip(page: Page, qtbot: QtBot) -> None:
    chip = Chip("Brandt & Söhne", QColor("#1060F0"))
    page.put(chip, qtbot)
    assert chip.accessibleName() == "Brandt & Söhne"
    assert not chip.icon().isNull()
    with qtbot.waitSignal(chip.clicked):
        chip.setFocus()
        QTest.keyClick(chip, Qt.Key.Key_Space)
    chip.set_colour(None)
    assert chip.icon().isNull()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_state_dots_differ_without_colour(qapp: QApplication, theme: Theme) -> None:
    shapes = [dot_picture(state, theme).convertToFormat(QImage.Format.Format_Alpha8) for state in State]
    for number, shape in enumerate(shapes):
        assert not any(shape == other for other in shapes[:number])
    assert dot_picture(State.DONE, theme).pixelColor(12, 12) == theme.color("done")


def test_filter_chips_by_mouse_and_key(page: Page, qtbot: QtBot) -> None:
    chips = FilterChips()
    page.put(chips, qtbot)
    chosen: list[object] = []
    chips.chosen_changed.connect(chosen.append)
    buttons = chips.findChildren(QPushButton)
    assert [b.accessibleName() for b in buttons] == ["All", "New", "Started", "Done", "Skipped"]
    assert chips.chosen() is None
    QTest.mouseClick(buttons[3], LEFT)
    assert chips.chosen() is State.DONE
    QTest.keyClick(buttons[3], Qt.Key.Key_Left)
    assert chosen == [State.DONE, State.STARTED]
    chips.choose(None)
    assert chosen[-1] is None
    assert [b.isChecked() for b in buttons] == [True, False, False, False, False]
    chips.choose(State.SKIPPED)
    assert chosen[-1] is State.SKIPPED


def test_message_bar_shows_buttons_and_closes(page: Page, qtbot: QtBot) -> None:
    bar = MessageBar()
    page.put(bar, qtbot)
    bar.hide()
    done: list[str] = []
    bar.show_message("The file can't be written to.", [("Try again", lambda: done.append("again"))], error=True)
    assert bar.text() == "The file can't be written to."
    assert bar.accessibleName() == bar.text()
    assert page.before.hasFocus()
    bar.focus_answer()
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert done == ["again"]
    assert bar.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_what_a_message_bar_asks_in_a_dialog_is_answered_by_enter(qtbot: QtBot, key: Qt.Key) -> None:
    dialog, bar, save, done = QDialog(), MessageBar(), QPushButton("Save"), list[str]()
    layout = QVBoxLayout(dialog)
    layout.addWidget(bar)
    layout.addWidget(save)
    save.setDefault(True)
    save.clicked.connect(lambda: done.append("save"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    bar.show_message("Close without saving?", [("Discard", lambda: done.append("discard"))])
    bar.focus_answer()
    QTest.keyClick(bar.focusWidget(), key)
    assert done == ["discard"]


def test_message_bar_is_left_by_escape_and_by_its_button(page: Page, qtbot: QtBot) -> None:
    bar = MessageBar()
    page.put(bar, qtbot)
    bar.show_message("Imported 12 articles.")
    bar.focus_answer()
    assert focused().accessibleName() == "Close this message"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert bar.isHidden()
    bar.show_message("Imported 12 articles.")
    bar.focus_answer()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert bar.isHidden()


def test_message_bar_goes_by_itself(page: Page, qtbot: QtBot) -> None:
    bar = MessageBar()
    page.put(bar, qtbot)
    # Whoever types elsewhere goes on there.
    with qtbot.assertNotEmitted(bar.closed):
        bar.show_message("Saved.", seconds=0.02)
        qtbot.waitUntil(bar.isHidden)
        bar.close_message()
    assert page.before.hasFocus()
    with qtbot.waitSignal(bar.closed):
        bar.show_message("Saved.", seconds=0.02)
        bar.focus_answer()
    assert bar.isHidden()


def test_what_a_message_bar_said_is_taken_back(page: Page, qtbot: QtBot) -> None:
    bar = MessageBar()
    page.put(bar, qtbot)
    bar.show_message("It is read-only.")
    bar.take_back("It is full.")
    assert bar.text() == "It is read-only."
    bar.ask("Who is labelling?", "mara", "Use this name", str)
    bar.take_back("It is read-only.")
    assert bar.text() == "Who is labelling?"
    bar.close_message()
    assert bar.isHidden()
    bar.show_message("It is read-only.")
    bar.take_back("It is read-only.")
    assert bar.isHidden()


def test_message_bar_asks_for_a_name(page: Page, qtbot: QtBot) -> None:
    bar = MessageBar()
    page.put(bar, qtbot)
    answers: list[str] = []
    bar.ask("Who is labelling?", "mara", "Use this name", answers.append)
    bar.focus_answer()
    line = focused()
    assert isinstance(line, QLineEdit)
    assert (line.accessibleName(), line.text(), line.selectedText()) == ("Who is labelling?", "mara", "mara")
    QTest.keyClicks(line, "   ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert answers == []
    QTest.keyClicks(line, "Mara ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert answers == ["Mara"]
    assert bar.isHidden()


def test_message_bar_drops_the_buttons_of_the_message_before(page: Page, qtbot: QtBot) -> None:
    bar = MessageBar()
    page.put(bar, qtbot)
    bar.show_message("One", [("Undo", lambda: None)])
    bar.ask("Who?", "", "OK", lambda _answer: None)
    bar.show_message("Two")
    shown = [b.accessibleName() for b in bar.findChildren(QPushButton) if b.isVisible()]
    assert shown == ["Close this message"]
    assert not any(line.isVisible() for line in bar.findChildren(QLineEdit))


def test_icons_take_a_colour_and_stay_crisp(qapp: QApplication) -> None:
    names = ("import", "export", "search", "close", "plus", "note", "undo", "redo", "delete", "check", "settings")
    for name in names:
        drawing = icon(name, "#FF0000").pixmap(QSize(16, 16), 2.0)
        assert drawing.size() == QSize(32, 32)
        image = drawing.toImage()
        solid = [
            image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
        ]
        assert solid
        assert {colour.name() for colour in solid} == {"#ff0000"}, name


def test_icons_are_kept(qapp: QApplication) -> None:
    assert icon("close", LIGHT) is icon("close", QColor(LIGHT.text))
    assert icon("close", LIGHT) is not icon("close", DARK)
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", LIGHT)


def test_every_drawing_can_be_rendered(qapp: QApplication) -> None:
    for path in resource("icons").glob("*.svg"):
        assert not icon(path.stem, LIGHT).pixmap(QSize(16, 16)).isNull(), path.name
    assert app_icon().pixmap(QSize(256, 256), 1.0).size() == QSize(256, 256)


def test_flow_layout_wraps_and_mirrors(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, spacing=10)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    assert flow.sizeHint() == QSize(320, 20)
    assert flow.minimumSize() == QSize(100, 20)
    assert [flow.heightForWidth(width) for width in (320, 319, 100)] == [20, 50, 80]
    flow.setGeometry(QRect(0, 0, 250, 60))
    assert [part.pos() for part in parts] == [QPoint(0, 0), QPoint(110, 0), QPoint(0, 30)]
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.setGeometry(QRect(0, 0, 250, 60))
    assert [part.x() for part in parts] == [150, 40, 150]
    parts[0].hide()
    assert flow.sizeHint() == QSize(210, 20)
    assert flow.takeAt(0) is not None
    assert flow.count() == 2
    assert flow.itemAt(2) is None
    assert flow.takeAt(2) is None


def test_message_bar_tells_warnings_successes_and_errors_apart(
    page: Page, qtbot: QtBot, qapp: QApplication
) -> None:
    Appearance("light").apply(qapp)
    bar = MessageBar()
    page.put(bar, qtbot)
    grounds = []
    for error, success in ((False, False), (False, True), (True, False)):
        bar.show_message("Written.", error=error, success=success)
        grounds.append(bar.grab().toImage().pixelColor(4, 4).name().upper())
    assert grounds == [LIGHT.banner, LIGHT.success, LIGHT.failure]
