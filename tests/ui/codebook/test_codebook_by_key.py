"""The codebook is edited in the real window, by keys alone, and undone by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.core.codebook import Codebook, Label
from annotator.core.codebook_toml import codebook_toml
from annotator.project import commands
from annotator.ui.codebook.dialog import CodebookDialog
from annotator.ui.codebook.fields import Choice
from annotator.ui.codebook.saving import SaveDialog
from annotator.ui.files import file_dialogs
from annotator.ui.welcome import WelcomeRow
from tests.end_to_end.window import ALT, CTRL, POPUPS, SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.making import make_draft, make_span

windows = open_windows

pytestmark = POPUPS

TEXT = "Jule Petersen sagte in Brakesund: „Wir wollen fahren.“ Der Verband schwieg dazu."


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(TEXT)


def go(driver: Driver, target: QWidget) -> None:
    """Goes to a control by Tab."""
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is target or (focus is not None and target.isAncestorOf(focus)) or target.focusProxy() is focus:
            return
        driver.press(Key.Key_Tab)
    raise AssertionError(f"{target.accessibleName()} is not reached by Tab")


def type_over(driver: Driver, text: str) -> None:
    driver.press(Key.Key_A, CTRL)
    driver.write(text)


def edit(driver: Driver, work: Callable[[CodebookDialog], object], decide: Callable[[SaveDialog], object]) -> None:
    """Opens the editor, does the work in it, saves, and decides what is asked."""

    def in_editor(dialog: CodebookDialog) -> None:
        work(dialog)
        with driver.answering(SaveDialog, lambda asked: counted(driver, asked, decide)):
            driver.press(Key.Key_Return, CTRL)
        saved.append(dialog.outcome)
        # Were it not saved, it would wait for ever.
        dialog.done(0)

    saved: list[str] = []
    with driver.answering(CodebookDialog, in_editor):
        driver.press("b", CTRL | SHIFT)
    assert saved[0] == driver.told
    assert driver.pane.hasFocus()


def counted(driver: Driver, dialog: SaveDialog, decide: Callable[[SaveDialog], object]) -> None:
    driver.qtbot.waitUntil(lambda: not dialog.is_running())
    decide(dialog)
    driver.qtbot.waitUntil(dialog.save_button.isEnabled)
    go(driver, dialog.save_button)
    driver.press(Key.Key_Space)


def nothing(_dialog: QDialog) -> None:
    """Nothing is asked."""


def choose(driver: Driver, words: str) -> None:
    """Chooses an entry of the drop-down list that has the keyboard."""
    box = driver.focus
    assert isinstance(box, Choice)
    row = [box.itemText(n) for n in range(box.count())].index(words)
    driver.press(Key.Key_Home)
    driver.press(Key.Key_Down, times=row)


def bar_labels(driver: Driver) -> list[str]:
    return [label.title for label, _ in driver.window.label_bar._buttons]


def test_a_label_with_key_and_attribute_is_added_and_used(driver: Driver) -> None:
    def work(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Insert)
        driver.write("Place")
        go(driver, dialog.pages.label.form.key)
        type_over(driver, "o")
        driver.press(Key.Key_Tab, CTRL)
        attributes = dialog.pages.label.attributes
        go(driver, attributes.list)
        driver.press(Key.Key_Insert)
        driver.write("Sort")
        go(driver, attributes.form.values)
        driver.press(Key.Key_Insert)
        for value in ("town", "country"):
            type_over(driver, value)
            driver.press(Key.Key_Return)  # which begins the next one
            driver.settle()
        assert attributes.form.values.count() == 3
        driver.press(Key.Key_Escape)
        driver.settle()
        assert [attributes.form.values.item(n).text() for n in range(2)] == ["town", "country"]
        assert attributes.form.values.count() == 2, "one without a name goes"

    edit(driver, work, nothing)
    assert driver.told == "Codebook news@2: 1 change."
    assert bar_labels(driver) == ["Actor", "Quote", "Cue", "Claim", "Place"]
    driver.label("Brakesund", "o")
    driver.press("2")
    assert driver.record()["spans"][0]["attributes"]["sort"] == "country"
    assert driver.exported() == [("PLACE", "Brakesund")]
    assert driver.record()["codebook"] == "news@2"


def test_a_label_in_use_is_renamed_and_all_is_undone(driver: Driver) -> None:
    driver.label("„Wir wollen fahren.“", "q")

    def work(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Down)
        form = dialog.pages.label.form
        go(driver, form.title)
        type_over(driver, "Speech")
        go(driver, form.name)
        type_over(driver, "SPEECH")

    seen: list[str] = []
    edit(driver, work, lambda asked: seen.extend(labels_of(asked)))
    assert any("Touches 1 span. Ctrl+Z takes all of it back." in text for text in seen)
    assert driver.told == "Codebook news@2: 2 changes, 1 span touched."
    assert driver.exported() == [("SPEECH", "„Wir wollen fahren.“")]
    assert driver.spans[0].label == "SPEECH"
    assert "Speech" in bar_labels(driver)
    relation = driver.project.codebook.relation("speaker")
    assert relation is not None
    assert relation.head == ("SPEECH",)
    driver.press("z", CTRL)
    assert driver.project.codebook.reference == "news@1"
    assert driver.spans[0].label == "QUOTE"
    assert driver.exported() == [("QUOTE", "„Wir wollen fahren.“")]
    assert bar_labels(driver) == ["Actor", "Quote", "Cue", "Claim"]
    driver.press("z", CTRL | SHIFT)
    assert driver.spans[0].label == "SPEECH"
    assert "Speech" in bar_labels(driver)


def test_a_value_in_use_is_removed_and_becomes_another(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.press("1")
    driver.label("Der Verband", "a")
    driver.press("2")

    def work(dialog: CodebookDialog) -> None:
        dialog.pages.label.setCurrentIndex(1)
        go(driver, dialog.pages.label.attributes.form.values)
        driver.press(Key.Key_Delete)

    def decide(asked: SaveDialog) -> None:
        assert not asked.save_button.isEnabled()
        assert "1 span labelled ACTOR, where kind is “person”" in labels_of(asked)
        go(driver, asked.form.choices["value", "ACTOR", "kind", "person"])
        choose(driver, "become other")

    edit(driver, work, decide)
    values = [span["attributes"]["kind"] for span in driver.record()["spans"]]
    assert values == ["other", "organisation"]
    driver.press("z", CTRL)
    assert [span["attributes"]["kind"] for span in driver.record()["spans"]] == ["person", "organisation"]
    assert driver.project.codebook.reference == "news@1"


def test_a_label_in_use_is_removed_and_its_spans_become_others(driver: Driver) -> None:
    driver.label("Jule Petersen", "a")
    driver.label("„Wir wollen fahren.“", "q")
    driver.press("1")
    driver.press("s")
    driver.press("1")
    assert [relation.label for relation in driver.relations] == ["speaker"]

    def work(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Down)
        driver.press(Key.Key_Delete)
        for _ in range(3):  # speaker, addressee, cue start from nothing now
            go(driver, dialog.outline.relations)
            driver.press(Key.Key_Home)
            driver.press(Key.Key_Delete)
        go(driver, dialog.outline.relations)
        driver.press(Key.Key_End)  # expressed in leads to nothing
        driver.press(Key.Key_Delete)

    def decide(asked: SaveDialog) -> None:
        go(driver, asked.form.choices["label", "QUOTE"])
        choose(driver, "become CLAIM")
        # As claims, they have no form and no speaker.
        place: tuple[str, ...] = ("attribute", "QUOTE", "form")
        driver.qtbot.waitUntil(lambda: place in asked.form.choices and not asked.is_running())
        go(driver, asked.form.choices[place])
        choose(driver, "unset it in 1 span")
        place = ("relation", "speaker")
        driver.qtbot.waitUntil(lambda: place in asked.form.choices and not asked.is_running())
        go(driver, asked.form.choices[place])
        choose(driver, "become claimant")

    edit(driver, work, decide)
    assert driver.exported() == [("ACTOR", "Jule Petersen"), ("CLAIM", "„Wir wollen fahren.“")]
    assert [relation.label for relation in driver.relations] == ["claimant"]
    driver.press("z", CTRL)
    assert driver.exported()[1] == ("QUOTE", "„Wir wollen fahren.“")
    assert [relation.label for relation in driver.relations] == ["speaker"]


@pytest.mark.parametrize("number", [300, 2500])  # other windows read the latter anew
def test_many_spans_are_changed_behind_a_dialog(windows: Windows, number: int) -> None:
    text = "Ja sagte sie. " * number
    spans = [make_span("CUE", (14 * n + 3, 14 * n + 8)) for n in range(number)]
    driver = windows.open(make_draft(text, spans=spans))

    def work(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Down, times=2)
        go(driver, dialog.pages.label.form.name)
        type_over(driver, "VERB")

    edit(driver, work, nothing)
    assert driver.told.replace(",", "").startswith(f"Codebook news@2: 1 change {number} spans touched.")
    assert {label for label, _ in driver.exported()} == {"VERB"}
    assert {span.label for span in driver.spans} == {"VERB"}


def test_the_order_by_alt_and_arrows_and_a_duplicate(driver: Driver) -> None:
    def work(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Down, ALT)
        driver.press(Key.Key_Down, ALT)
        driver.press(Key.Key_Up, ALT)
        go(driver, dialog.outline._duplicate)
        driver.press(Key.Key_Space)
        driver.write("Person")

    edit(driver, work, nothing)
    book = driver.project.codebook
    assert [label.name for label in book.labels] == ["QUOTE", "ACTOR", "PERSON", "CUE", "CLAIM"]
    assert [a.name for a in book.require_label("PERSON").attributes] == ["kind", "mention"]
    assert book.require_label("PERSON").key == "P"
    speaker = book.relation("speaker")
    assert speaker is not None
    assert speaker.child == ("ACTOR", "PERSON")


def test_leaving_asks_before_anything_is_lost(driver: Driver) -> None:
    def work(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Insert)
        driver.press(Key.Key_Escape)
        assert dialog.isVisible()
        assert dialog._bar.text() == "Close without saving what you changed?"
        driver.press(Key.Key_Escape)
        assert dialog._bar.text() == ""
        dialog.reject()
        driver.press(Key.Key_Space)
        assert not dialog.isVisible()

    with driver.answering(CodebookDialog, work):
        driver.press("b", CTRL | SHIFT)
    assert driver.project.codebook.reference == "news@1"
    assert driver.told == ""


def test_what_is_being_typed_in_a_list_is_saved_too(driver: Driver) -> None:
    def work(dialog: CodebookDialog) -> None:
        dialog.pages.label.setCurrentIndex(1)
        go(driver, dialog.pages.label.attributes.form.values)
        driver.press(Key.Key_F2)
        type_over(driver, "human")

    edit(driver, work, nothing)
    attribute = driver.project.codebook.require_label("ACTOR").attribute("kind")
    assert attribute is not None
    assert attribute.values[0] == "human"


def test_nothing_changed_closes_at_once(driver: Driver) -> None:
    with driver.answering(CodebookDialog, lambda dialog: driver.press(Key.Key_Escape)):
        driver.press("b", CTRL | SHIFT)
    assert driver.pane.hasFocus()


def test_another_window_changes_the_codebook_meanwhile(windows: Windows, driver: Driver) -> None:
    other = windows.open(path=driver.project.path)
    driver.front()

    def work(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Insert)
        driver.write("Place")
        draft = dialog.draft.codebook()
        other.window.session.run(commands.SetCodebook(replace(draft, title="Elsewhere")))
        driver.window.session.poll()
        assert not dialog.save_button.isEnabled()
        assert "changed elsewhere meanwhile" in dialog._state.text()
        dialog.done(0)

    with driver.answering(CodebookDialog, work):
        driver.press("b", CTRL | SHIFT)
    assert driver.project.codebook.title == "Elsewhere"
    assert driver.told == ""
    assert "Place" in bar_labels(driver)


def test_another_window_changes_the_codebook_while_it_is_asked(windows: Windows, driver: Driver) -> None:
    other = windows.open(path=driver.project.path)
    driver.front()

    def elsewhere(asked: SaveDialog) -> None:
        book = other.project.codebook
        other.window.session.run(commands.SetCodebook(replace(book, title="Elsewhere")))
        counted(driver, asked, nothing)

    def in_editor(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Insert)
        driver.write("Place")
        with driver.answering(SaveDialog, elsewhere):
            driver.press(Key.Key_Return, CTRL)
        assert dialog.isVisible()
        assert "changed elsewhere meanwhile" in dialog._state.text()
        assert not dialog.save_button.isEnabled()
        dialog.done(0)

    with driver.answering(CodebookDialog, in_editor):
        driver.press("b", CTRL | SHIFT)
    assert driver.project.codebook.title == "Elsewhere"
    assert "Place" not in bar_labels(driver)


def test_a_project_without_articles_offers_other_labels(
    windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "aussagen.toml"
    demand = Label("FORDERUNG", "Forderung", "f", "#205080", "#80B0E0")
    book.write_text(codebook_toml(Codebook("aussagen", 1, "Aussagen", (demand,))), "utf-8")
    driver = windows.open()

    def take(dialog: CodebookDialog) -> None:
        dialog.take_file(book)
        with driver.answering(SaveDialog, lambda asked: counted(driver, asked, nothing)):
            driver.press(Key.Key_Return, CTRL)
        dialog.done(0)

    driver.window.reader.take_focus()
    go(driver, next(row for row in driver.window.findChildren(WelcomeRow) if row.text() == "Choose the labels…"))
    with driver.answering(CodebookDialog, take):
        driver.press(Key.Key_Return)
    assert [label.name for label in driver.project.codebook.labels] == ["FORDERUNG"]
    assert isinstance(driver.focus, WelcomeRow), "at what is to be done next, not in an empty list"
    article = tmp_path / "a.txt"
    article.write_text("Die Fähre muss fahren.", "utf-8")
    monkeypatch.setattr(file_dialogs, "open_files", lambda *_asked: [article])
    driver.press("i", CTRL)
    driver.window.activateWindow()
    driver.qtbot.waitUntil(driver.pane.hasFocus)
    driver.press("f")
    assert [span.label for span in driver.spans] == ["FORDERUNG"]
