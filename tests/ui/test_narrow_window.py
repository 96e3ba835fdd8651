"""The window on a small screen, or on one that is scaled up: nothing of it is cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from annotator.ui.codebook.dialog import CodebookDialog
from annotator.ui.exporting.export_dialog import ExportDialog
from annotator.ui.register.actors_window import ActorsWindow
from annotator.ui.register.index import RegisterIndex
from annotator.ui.training.train_dialog import TrainDialog
from tests.end_to_end.window import CTRL, SHIFT, Driver, Key, Windows, open_windows

windows = open_windows
NARROW = 800  # logical pixels of a screen of 1600 at a scale of 2


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open("Mara Ohlsen ging zum Hafen.")


def titles(driver: Driver) -> list[str]:
    return [button.text() for _, button in driver.window.label_bar._buttons]


def test_the_window_fits_and_labels_give_up_their_names(driver: Driver) -> None:
    window = driver.window
    window.resize(1280, 800)
    driver.settle()
    assert titles(driver) == ["Actor", "Quote", "Cue", "Claim"]
    window.resize(NARROW, 450)
    driver.settle()
    assert window.width() == NARROW
    right = window.inspector.mapTo(window, window.inspector.rect().topRight()).x()
    assert right < NARROW
    assert titles(driver) == ["", "", "", ""]
    assert all(button.width() >= button.sizeHint().width() for _, button in window.label_bar._buttons)
    actor = window.label_bar._buttons[0][1]
    assert actor.accessibleName() == "Label Actor, key A"
    assert actor.toolTip().startswith("Actor")
    window.resize(1280, 800)
    driver.settle()
    assert titles(driver) == ["Actor", "Quote", "Cue", "Claim"]


def test_long_names_are_cut_short_before_short_ones(driver: Driver) -> None:
    window, bar = driver.window, driver.window.label_bar
    names = ("Unternehmensverband", "Forderung", "Ort")
    codebook = driver.project.codebook
    labels = [replace(label, title=name) for label, name in zip(codebook.labels, names, strict=False)]
    bar.show_codebook(replace(codebook, labels=tuple(labels)))
    seen: dict[tuple[str, ...], None] = {}
    for width in range(1280, NARROW - 1, -20):
        window.resize(width, 600)
        driver.settle()
        seen[tuple(titles(driver))] = None
        assert all(bar.rect().contains(button.geometry()) for _, button in bar._buttons)
    first, *cut = seen
    assert first == names
    assert {shown[2] for shown in cut} == {"Ort"}
    assert all(shown[0].endswith("…") and names[0].startswith(shown[0][:-1]) for shown in cut)
    assert cut[0][1] == "Forderung"
    assert cut[-1][1].endswith("…")


def test_names_shorter_than_a_cut_one_may_be_are_shown(driver: Driver) -> None:
    codebook, bar = driver.project.codebook, driver.window.label_bar
    labels = [replace(label, title=name) for label, name in zip(codebook.labels, ("Wer", "Was"), strict=False)]
    bar.show_codebook(replace(codebook, labels=tuple(labels)))
    assert titles(driver) == ["Wer", "Was"]


def test_a_long_sentence_in_the_foot_does_not_widen_the_window(driver: Driver) -> None:
    window, status = driver.window, driver.window.status
    window.resize(1280, 800)
    driver.settle()
    assert status._caps.isVisible()
    sentence = "Imported 312 articles, skipped 4 that were there already and refused 2. " * 3
    least = window.minimumSizeHint()
    status.tell(sentence)
    driver.settle()
    assert window.width() == 1280
    assert window.minimumSizeHint() == least
    assert not status._caps.isVisible(), "the keys give way to the sentence"
    assert status._told.text().endswith("…")
    assert status._told.toolTip() == status._told.accessibleName() == driver.told == sentence
    status.tell("Undone.")
    driver.settle()
    assert status._caps.isVisible()
    assert status._told.text() == "Undone."


def test_a_long_name_neither_widens_the_window_nor_hides_what_is_told(windows: Windows) -> None:
    name = "Berta & " + "Ohlsen " * 26
    driver = windows.open("Mara Ohlsen ging zum Hafen.", annotator=name.strip())
    window, status = driver.window, driver.window.status
    window.actions_by_id["view.everyone"].trigger()
    window.resize(NARROW, 450)
    driver.settle()
    assert window.width() == NARROW
    assert status.name.text().startswith("Berta && Ohlsen")
    assert status.name.text().endswith("… · only my labels are shown")
    assert name.strip() in status.name.accessibleName()
    assert name.strip() in status.name.toolTip()
    sentence = "This line is empty."
    status.tell(sentence)
    driver.settle()
    assert status._told.text() == sentence


def menus_in_sight(driver: Driver) -> bool:
    """Whether all menus are there, and nothing covers them."""
    bar = driver.window.menuBar()
    places = [bar.actionGeometry(action) for action in bar.actions()]
    left, right = (bar.cornerWidget(corner) for corner in (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner))
    assert left is not None
    assert right is not None
    free = bar.rect().adjusted(left.geometry().right() - left.contentsMargins().right(), 0, 0, 0)
    if right.isVisible():
        free.setRight(right.x())
    more = [button for button in bar.findChildren(QToolButton) if button.isVisible()]
    return not more and all(free.contains(place) for place in places)


def test_all_menus_stay_in_sight(windows: Windows) -> None:
    name = "interviews_mit_hafenarbeitern_zweite_welle_2026.annotator"
    path = windows.project("Mara Ohlsen ging zum Hafen.", name=name)
    driver = windows.open(path=path)
    corners = driver.window._corners
    for width in (1280, 1000, 900, NARROW):
        driver.window.resize(width, 600)
        driver.settle()
        assert menus_in_sight(driver), width
    assert corners._buttons.isVisible()
    assert not corners._caps[0].isVisible()
    assert "…" in corners._name.text()
    assert corners._name.toolTip() == name
    driver.window.resize(1280, 600)
    driver.settle()
    assert corners._caps[0].isVisible()
    assert corners._name.text() == name


def test_the_sides_shrink_before_the_text_does(driver: Driver) -> None:
    window = driver.window
    widths = {}
    for width in (1280, 950, NARROW, 1280):
        window.resize(width, 700)
        driver.settle()
        left, text, right = widths[width] = window._body.sizes()
        assert text > right > left
        assert left == window.articles.width()
        assert right == window._right.width()
    assert widths[1280][0] == 310, "they have their width again"
    assert widths[1280][2] == 340
    assert widths[950][1] > 0.75 * widths[1280][1]


def test_what_a_person_gives_the_sides_is_kept(windows: Windows) -> None:
    driver = windows.open("Mara Ohlsen ging zum Hafen.")
    body = driver.window._body
    driver.window.resize(1400, 700)
    driver.settle()
    body.moveSplitter(400, 1)
    path = driver.project.path
    driver.window.resize(NARROW, 700)
    driver.settle()
    assert body.sizes()[0] < 300
    driver.close()
    again = windows.open(path=path).window
    again.resize(1400, 700)
    QApplication.processEvents()
    assert again._body.sizes()[0] == 400


def test_the_inspector_is_whole_at_any_size_of_the_letters(driver: Driver) -> None:
    window = driver.window
    driver.label("Mara Ohlsen", "q")
    for larger in range(3):
        window.resize(950, 700)
        driver.settle()
        content = window.inspector.widget()
        assert content is not None
        assert content.width() <= window.inspector.viewport().width(), larger
        for _ in range(3):
            window.view.zoom_in()


def test_the_number_of_suggestions_keeps_its_word_or_has_its_key(driver: Driver) -> None:
    window, bar = driver.window, driver.window.label_bar
    bar.show_suggestions(32, 0, 50)
    seen = []
    for width in range(1400, NARROW - 1, -25):
        window.resize(width, 600)
        driver.settle()
        text, least, cap = bar._waiting.text(), bar.least.isVisible(), bar._cap.isVisible()
        seen.append((text, least, cap))
        inside = [part for part in (bar._waiting, bar._cap, bar.least) if part.isVisible()]
        assert all(bar.rect().contains(part.geometry()) for part in inside)
        assert text == "32 suggestions" or cap or not bar._waiting.isVisible(), "a bare number says nothing"
    assert seen[0] == ("32 suggestions", True, True)
    assert ("32 suggestions", False, False) in seen


def test_in_a_low_window_the_rows_have_the_room(driver: Driver) -> None:
    window = driver.window
    articles = window.articles
    chips = articles._chips.findChildren(QPushButton)

    def shown() -> tuple[list[str], bool, int]:
        return [chip.text() for chip in chips], articles._counts.bar.isVisible(), articles._chips.height()

    window.resize(NARROW, 700)
    driver.settle()
    usual = shown()
    assert usual[0] == ["All", "New", "Started", "Done", "Skipped"]
    assert usual[1]
    window.resize(NARROW, 400)
    driver.settle()
    low = shown()
    assert low[0] == ["All", "", "", "", ""]
    assert not low[1]
    assert low[2] < usual[2]
    assert not any(chip.icon().isNull() for chip in chips[1:])
    assert [chip.toolTip() for chip in chips] == [
        *("1 article", "New: 1 article", "Started: 0 articles", "Done: 0 articles", "Skipped: 0 articles"),
    ]
    assert chips[3].accessibleName() == "Done, 0 articles"
    window.resize(NARROW, 700)
    driver.settle()
    assert shown() == usual
    assert all(chip.icon().isNull() for chip in chips)


def test_where_one_side_fits_it_is_that_of_the_keyboard(driver: Driver) -> None:
    window, body = driver.window, driver.window._body
    window.resize(640, 400)
    driver.settle()
    assert window.width() == 640
    assert window.inspector.isVisible()
    assert not window.articles.isVisible()
    assert window.inspector.mapTo(window, window.inspector.rect().topRight()).x() < 640
    driver.press("f", CTRL)
    assert window.articles.search_field.hasFocus()
    assert not window.inspector.isVisible()
    driver.press(Key.Key_Return)
    driver.press(Key.Key_Return)
    assert driver.pane.hasFocus()
    assert window.inspector.isVisible()
    assert not window.articles.isVisible()
    driver.press(Key.Key_F6, SHIFT)
    driver.press(Key.Key_F6, SHIFT)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.articles.isAncestorOf(focus)
    driver.press(Key.Key_F6)
    driver.press(Key.Key_F6)
    assert driver.pane.hasFocus()
    # Neither has lost the width that it had.
    window.resize(1280, 700)
    driver.settle()
    assert [body.sizes()[0], body.sizes()[2]] == [310, 340]


def test_dialogs_with_many_fields_fit_half_a_screen(driver: Driver) -> None:
    window, session = driver.window, driver.window.session
    dialogs = (
        CodebookDialog(session, window.appearance, window, window.keys),
        ExportDialog(driver.project, None, {}, window),
        TrainDialog(driver.project, window),
        ActorsWindow(session, RegisterIndex(session), window),
    )
    for dialog in dialogs:
        dialog.show()
        driver.settle()
        dialog.resize(0, 0)
        driver.settle()
        assert dialog.width() <= 640, type(dialog).__name__
        dialog.done(0)
