"""The colours of a label: what is said of them as one chooses, and what they look like."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog

from annotator.core.colour_check import problems
from annotator.ui.codebook.dialog import CodebookDialog
from annotator.ui.codebook.sample import marked_text
from tests.end_to_end.window import POPUPS, Driver, Key, Windows, open_windows
from tests.ui.codebook.editor import fill, opened

windows = open_windows

pytestmark = POPUPS


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open("Jule Petersen sagte: „Wir wollen fahren.“")


@pytest.fixture
def dialog(driver: Driver) -> Iterator[CodebookDialog]:
    with opened(driver) as dialog:
        yield dialog


class TestColours:
    def test_contrast_is_told_as_one_chooses_and_a_near_colour_taken(
        self, driver: Driver, dialog: CodebookDialog
    ) -> None:
        colours = dialog.pages.label.form.colours
        assert colours.light.said().startswith("Contrast 5.")
        fill(driver, colours.light.line, "ffe040")
        assert dialog.draft.labels[0].colour == "#FFE040"
        assert colours.light.said() == "Hard to read: its contrast is 1.3, it needs 4.5."
        assert colours.light.near.isVisible()
        assert dialog.save_button.isEnabled()
        colours.light.near.setFocus()
        driver.press(Key.Key_Space)
        assert colours.light.line.text() == dialog.draft.labels[0].colour != "#FFE040"
        assert problems(dialog.draft.codebook()) == []
        assert not colours.light.near.isVisible()

    def test_a_colour_like_another_for_some_is_told(self, driver: Driver, dialog: CodebookDialog) -> None:
        colours = dialog.pages.label.form.colours
        fill(driver, colours.light.line, "#7A5C00")
        assert colours.light.said() == "Looks like Quote to people with protanopia or deuteranopia."
        fill(driver, colours.light.line, "#A85509")
        assert colours.light.said() == "Looks like Quote."

    def test_of_many_labels_like_it_two_are_named(self, driver: Driver, dialog: CodebookDialog) -> None:
        colours = dialog.pages.label.form.colours
        for n in range(6):
            label = dialog.draft.add_label(f"Kategorie {n}")
            label.set_colour("#A85509")
        fill(driver, colours.light.line, "#A85509")
        assert colours.light.said() == "Looks like Quote. Looks like Kategorie 0. 5 more labels look like it."

    def test_a_tint_that_is_the_colour_follows_it(self, driver: Driver, dialog: CodebookDialog) -> None:
        colours = dialog.pages.label.form.colours
        fill(driver, colours.light.line, "#204080")
        assert (dialog.draft.labels[0].tint, colours.tint.line.text()) == ("#204080", "#204080")
        dialog.outline.choose(dialog.draft.labels[1])
        fill(driver, colours.light.line, "#804020")
        assert dialog.draft.labels[1].tint == "#E8A33D"

    def test_what_is_no_colour_is_told(self, driver: Driver, dialog: CodebookDialog) -> None:
        colours = dialog.pages.label.form.colours
        fill(driver, colours.dark.line, "#12")
        assert colours.dark.said() == "A colour is # and six digits, such as #1060F0."
        assert not dialog.save_button.isEnabled()
        assert not colours.dark.near.isVisible()
        # The others are checked without it.
        dialog.outline.choose(dialog.draft.labels[1])
        assert colours.dark.said().startswith("Contrast")

    def test_the_sample_shows_the_colours(self, driver: Driver, dialog: CodebookDialog) -> None:
        colours = dialog.pages.label.form.colours
        fill(driver, colours.light.line, "#00FF00")
        image = colours.sample.grab().toImage()
        left = {image.pixelColor(x, y).name() for x in range(image.width() // 2) for y in range(image.height())}
        right = {
            image.pixelColor(x, y).name()
            for x in range(image.width() // 2, image.width())
            for y in range(image.height())
        }
        assert {"#00ff00", "#ffffff"} <= left
        assert {dialog.draft.labels[0].colour_dark.lower(), "#1d1f23"} <= right

    def test_brackets_of_examples(self) -> None:
        assert marked_text("[a] b [c d]") == ("a b c d", [(0, 1), (4, 7)])
        assert marked_text("a] [b") == ("a] b", [])
        assert marked_text("😀 [é]") == ("😀 é", [(2, 3)])


@pytest.mark.parametrize("accepted", [True, False])
def test_a_colour_is_checked_while_it_is_chosen(driver: Driver, dialog: CodebookDialog, accepted: bool) -> None:
    light = dialog.pages.label.form.colours.light
    before = light.line.text()

    def choose(chooser: QColorDialog) -> None:
        chooser.setCurrentColor(QColor("#FFE040"))
        assert light.said().startswith("Hard to read")
        chooser.accept() if accepted else chooser.reject()

    light.button.setFocus()
    with driver.answering(QColorDialog, choose):
        driver.press(Key.Key_Space)
    assert dialog.draft.labels[0].colour == light.line.text() == ("#FFE040" if accepted else before)
