"""The guidelines beside the text: what they show, how they follow the labels, and that they lead nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.core.codebook import Attribute, Codebook, Label, RelationType
from annotator.project import commands
from annotator.ui.codebook.guidelines import GuidelinePanel
from annotator.ui.codebook.markdown_view import MarkdownView
from annotator.ui.label_bar import LabelBar
from annotator.ui.parts.theme import Appearance
from tests.end_to_end.window import CTRL, LEFT, NONE, POPUPS, SHIFT, Driver, Key, Windows, open_windows
from tests.ui.codebook.making import news
from tests.ui.test_accessibility import by_tab, controls, nameless

windows = open_windows

pytestmark = POPUPS


@pytest.fixture
def panel(qtbot: QtBot) -> GuidelinePanel:
    panel = GuidelinePanel(Appearance("light"))
    qtbot.addWidget(panel)
    panel.resize(300, 600)
    panel.show_codebook(news())
    panel.show()
    return panel


BOOK = Codebook(
    "small",
    1,
    "Small",
    (
        Label("ACTOR", "Actor", "", "#1060F0", "#5C9BFF"),
        Label(
            *("QUOTE", "Quote", "Q", "#A85507", "#F0B357"),
            guideline="What *someone* says.\n\nWith its marks.",
            examples=("[“We stay,”] said Ohlsen.", "Then [“we go”]."),
            attributes=(
                Attribute(
                    "form",
                    "choice",
                    ("direct", "free_indirect"),
                    None,
                    "Form",
                    False,
                    "*Free indirect* has no marks.",
                ),
            ),
            unit="quotation",
        ),
        Label("CUE", "Cue", "U", "#0B7468", "#5CCFBF"),
    ),
    (
        RelationType("speaker", "Speaker", ("QUOTE",), ("ACTOR",), "Who says it.", many=False),
        RelationType("part_of", "Part of", ("ACTOR", "CUE"), ("QUOTE",)),
    ),
)


def text_of(panel: GuidelinePanel) -> str:
    return panel.page.toPlainText()


def with_guideline(text: str) -> Codebook:
    book = news()
    return replace(book, labels=(replace(book.labels[0], guideline=text), *book.labels[1:]))


class TestPage:
    def test_all_that_the_codebook_says_of_a_label(self, panel: GuidelinePanel) -> None:
        panel.show_codebook(BOOK)
        panel.show_label("QUOTE")
        assert text_of(panel).split("\n") == [
            "Quote",
            "Key Q or 2, labels the quotation where nothing is selected",
            "What someone says.",
            "With its marks.",
            "Examples",
            "[“We stay,”] said Ohlsen.",
            "Then [“we go”].",
            "Attributes",
            "Form  one of several values · Alt+F",
            "direct · free indirect",
            "Free indirect has no marks.",
            "Relations",
            "Speaker  → Actor · one only · S",
            "Who says it.",
            "Part of  ← Actor, Cue · several possible",
        ]

    def test_what_an_attribute_asks(self, panel: GuidelinePanel) -> None:
        book = news()
        wanted = Attribute(
            "sure", "boolean", (), None, "Sure", required=True, guideline="*Yes* where nobody doubts."
        )
        panel.show_codebook(
            replace(book, labels=(replace(book.labels[0], attributes=(wanted,)), *book.labels[1:]))
        )
        assert "Sure  yes or no · required · Alt+S\nYes where nobody doubts." in text_of(panel)

    def test_a_label_without_anything(self, panel: GuidelinePanel) -> None:
        panel.show_codebook(Codebook("bare", 1, "", BOOK.labels[:1]))
        assert text_of(panel) == "Actor\nKey 1, labels the word where nothing is selected"

    def test_what_stands_in_brackets_is_marked(self, panel: GuidelinePanel) -> None:
        panel.show_codebook(BOOK)
        panel.show_label("QUOTE")
        document = panel.page.document()
        for words in ("We stay", "we go"):
            found = document.find(words)
            assert found.charFormat().fontUnderline()
            assert found.charFormat().background().style() != Qt.BrushStyle.NoBrush
        for words in ("said Ohlsen", "Then", "Attributes"):
            assert not document.find(words).charFormat().fontUnderline()

    def test_html_is_shown_as_text_and_markdown_is_not(self, panel: GuidelinePanel) -> None:
        panel.show_codebook(with_guideline("A **bold** <b>tag</b>\n\n<script>x()</script>\n\n- one\n- two"))
        assert "A bold <b>tag</b>\n<script>x()</script>\none\ntwo\nExamples" in text_of(panel)

    def test_a_guideline_that_is_a_list_leaves_no_gap(self, panel: GuidelinePanel) -> None:
        panel.show_codebook(with_guideline("- one\n- two\n\nMore."))
        assert "selected\none\ntwo\nMore.\nExamples" in text_of(panel)
        document = panel.page.document()
        for item in ("one", "two"):
            assert document.find(item).block().textList() is not None
        assert document.find("More.").block().textList() is None

    def test_what_follows_a_list_is_no_part_of_it(self, panel: GuidelinePanel) -> None:
        panel.show_codebook(with_guideline("# Title\n\n- one\n- two"))
        document = panel.page.document()
        heading = document.find("Examples").block()
        assert heading.textList() is None
        assert heading.blockFormat().headingLevel() == 0

    def test_pictures_are_not_fetched_nor_links_followed(
        self, panel: GuidelinePanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail(f"opened {url}"))
        panel.show_codebook(with_guideline("[there](https://example.org) ![p](file:///etc/hostname)"))
        page = panel.page
        kind = QTextDocument.ResourceType.ImageResource
        assert page.loadResource(kind.value, QUrl("file:///etc/hostname")) is None
        before = text_of(panel)
        spot = page.cursorRect(page.document().find("there")).center() - QPoint(8, 0)
        assert page.anchorAt(spot) == "https://example.org"
        QTest.mouseClick(page.viewport(), LEFT, NONE, spot)
        assert text_of(panel) == before
        assert page.source() == QUrl()

    def test_a_long_guideline_scrolls_and_another_label_begins_at_its_top(self, panel: GuidelinePanel) -> None:
        panel.show_codebook(with_guideline("\n\n".join(["Word " * 50] * 40)))
        bar = panel.page.verticalScrollBar()
        panel.page.setFocus()
        QTest.keyClick(panel.page, Key.Key_PageDown)
        assert bar.value() > 0
        panel.show_label("QUOTE")
        assert bar.value() == 0

    def test_a_panel_that_is_shown_begins_at_the_top(self, qtbot: QtBot) -> None:
        panel = GuidelinePanel(Appearance("light"))
        qtbot.addWidget(panel)
        panel.resize(300, 300)
        panel.show_codebook(with_guideline("\n\n".join(["Word " * 50] * 40)))
        panel.show()
        qtbot.waitExposed(panel)
        QApplication.processEvents()
        assert panel.page.verticalScrollBar().maximum() > 0
        assert panel.page.verticalScrollBar().value() == 0


class TestList:
    def test_the_labels_are_browsed_by_key(self, panel: GuidelinePanel) -> None:
        assert panel.shown() == "ACTOR"
        panel.labels.setFocus()
        QTest.keyClick(panel.labels, Key.Key_Down)
        assert panel.shown() == "QUOTE"
        assert text_of(panel).startswith("Quote\n")
        QTest.keyClick(panel.labels, Key.Key_End)
        assert panel.shown() == "CLAIM"

    def test_a_label_that_is_not_there_changes_nothing(self, panel: GuidelinePanel) -> None:
        panel.show_label("CUE")
        panel.show_label("TOPIC")
        assert panel.shown() == "CUE"

    def test_the_label_stays_with_another_codebook_if_it_has_it(self, panel: GuidelinePanel) -> None:
        panel.show_label("CUE")
        book = news()
        panel.show_codebook(replace(book, labels=book.labels[::-1]))
        assert panel.shown() == "CUE"
        assert panel.labels.currentRow() == 1
        panel.show_codebook(Codebook("b", 1, "", book.labels[:1]))
        assert panel.shown() == "ACTOR"
        assert panel.labels.count() == 1
        panel.show_codebook(Codebook("none"))
        assert (panel.shown(), panel.labels.count(), text_of(panel)) == ("", 0, "")

    def test_the_list_stands_beside_the_page_where_the_panel_is_low(self, panel: GuidelinePanel) -> None:
        assert panel.page.y() > panel.labels.geometry().bottom()
        panel.resize(500, 240)
        QApplication.processEvents()
        assert panel.page.x() > panel.labels.geometry().right()
        assert panel.page.height() > 150

    def test_another_theme_recolours_what_is_shown(self, qtbot: QtBot) -> None:
        appearance = Appearance("light")
        panel = GuidelinePanel(appearance)
        qtbot.addWidget(panel)
        panel.show_codebook(news())
        colour = panel.page.document().find("Actor").charFormat().foreground().color().name()
        assert colour == "#1060f0"
        appearance.set_mode("dark")
        colour = panel.page.document().find("Actor").charFormat().foreground().color().name()
        assert colour == "#5c9bff"


def test_markdown_keeps_its_place_while_it_is_typed(qtbot: QtBot) -> None:
    view = MarkdownView("View")
    qtbot.addWidget(view)
    view.resize(200, 100)
    view.show()
    view.show_markdown("word\n\n" * 60)
    view.verticalScrollBar().setValue(200)
    view.show_markdown("word\n\n" * 61)
    assert view.verticalScrollBar().value() == 200


TEXT = "Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."


class TestBesideTheText:
    @pytest.fixture
    def driver(self, windows: Windows) -> Driver:
        return windows.open(TEXT)

    def panel(self, driver: Driver) -> GuidelinePanel:
        found = driver.window.findChild(GuidelinePanel)
        assert isinstance(found, GuidelinePanel)
        return found

    def test_shown_and_hidden_by_key_and_the_text_keeps_the_keyboard(self, driver: Driver) -> None:
        driver.pane.setFocus()
        driver.press("g", CTRL)
        panel = self.panel(driver)
        assert panel.isVisible()
        assert driver.pane.hasFocus()
        driver.press("g", CTRL)
        assert not panel.isVisible()
        driver.press("g", CTRL)
        assert panel.isVisible()
        assert len(driver.window.findChildren(GuidelinePanel)) == 1

    def test_it_follows_the_selected_label(self, driver: Driver) -> None:
        driver.label("Jule Petersen", "a")
        driver.label("„Wir wollen fahren.“", "q")
        driver.press("g", CTRL)
        panel = self.panel(driver)
        assert panel.shown() == "QUOTE"
        driver.press(Key.Key_Tab, SHIFT)
        assert panel.shown() == "ACTOR"
        # The one used last stays.
        driver.press(Key.Key_Escape)
        assert panel.shown() == "ACTOR"
        driver.label("sagte", "u")
        assert panel.shown() == "CUE"
        driver.press("c")
        assert panel.shown() == "CLAIM"

    def test_it_follows_the_label_that_is_pointed_at(self, driver: Driver) -> None:
        driver.press("g", CTRL)
        panel = self.panel(driver)
        bar = driver.window.findChild(LabelBar)
        assert isinstance(bar, LabelBar)
        controls(bar)[2].setFocus(Qt.FocusReason.TabFocusReason)
        assert panel.shown() == "CUE"
        QTest.mouseMove(controls(bar)[3], QPoint(5, 5))
        driver.qtbot.waitUntil(lambda: panel.shown() == "CLAIM")
        # The selected span comes first.
        driver.front()
        driver.label("Jule Petersen", "a")
        controls(bar)[2].setFocus(Qt.FocusReason.TabFocusReason)
        driver.settle()
        assert panel.shown() == "ACTOR"

    def test_it_is_reached_by_f6_and_left_by_escape(self, driver: Driver) -> None:
        driver.press("g", CTRL)
        panel = self.panel(driver)
        driver.pane.setFocus()
        driver.press(Key.Key_F6)
        assert panel.isAncestorOf(driver.focus)
        assert nameless(panel) == []
        wanted = [w for w in controls(panel) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert set(by_tab(driver, wanted[0], panel)) >= set(wanted)
        panel.labels.setFocus()
        driver.press(Key.Key_Escape)
        assert driver.pane.hasFocus()
        panel._close.setFocus()
        driver.press(Key.Key_Space)
        assert not panel.isVisible()
        assert driver.pane.hasFocus()

    def test_it_follows_the_codebook(self, driver: Driver) -> None:
        driver.press("g", CTRL)
        panel = self.panel(driver)
        book = driver.project.codebook
        first = replace(book.labels[0], guideline="Whoever acts.")
        driver.window.session.run(commands.SetCodebook(replace(book, labels=(first, *book.labels[1:]))))
        assert "Whoever acts." in panel.page.toPlainText()
        driver.press("z", CTRL)
        assert "Whoever acts." not in panel.page.toPlainText()

    def test_it_stands_below_the_text_in_a_narrow_window(self, driver: Driver) -> None:
        driver.window.resize(1400, 800)
        driver.press("g", CTRL)
        panel = self.panel(driver)
        place = panel.mapTo(driver.window, QPoint(0, 0))
        assert place.x() > driver.pane.mapTo(driver.window, QPoint(driver.pane.width() - 1, 0)).x()
        driver.window.resize(1000, 700)
        driver.settle()
        place = panel.mapTo(driver.window, QPoint(0, 0))
        assert place.y() > driver.pane.mapTo(driver.window, QPoint(0, driver.pane.height() - 1)).y()
        assert driver.pane.width() > 300

    def test_without_an_article_there_is_nothing_beside(self, windows: Windows) -> None:
        driver = windows.open()
        driver.press("g", CTRL)
        assert driver.told == "The guidelines stand beside a text: open an article first."
        assert not self.panel(driver).isVisible()
