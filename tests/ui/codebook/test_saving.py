"""The question before a codebook is saved: what it says, that it counts in a thread, and what may go wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from annotator.core.errors import UserError
from annotator.project import Project
from annotator.store.codebooks import Codebooks
from annotator.ui.codebook.dialog import CodebookDialog
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.saving import SaveDialog, save
from tests.end_to_end.window import CTRL, POPUPS, SHIFT, Driver, Key, Windows, labels_of, open_windows
from tests.ui.codebook.making import attribute_of, label_of, relation_of
from tests.ui.test_accessibility import by_tab, controls, nameless
from tests.ui.test_translations import english, marked

windows, marking = open_windows, marked

pytestmark = POPUPS

TEXT = "Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."


@pytest.fixture
def driver(windows: Windows) -> Driver:
    driver = windows.open(TEXT)
    driver.label("sagte", "u")
    driver.label("schwieg", "u")
    driver.label("Jule Petersen", "a")
    driver.press("1")
    return driver


@pytest.fixture
def ask(driver: Driver) -> Iterator[Callable[[DraftCodebook], SaveDialog]]:
    opened: list[SaveDialog] = []

    def make(draft: DraftCodebook) -> SaveDialog:
        dialog = SaveDialog(driver.project, draft.base, draft.codebook(), draft.renames(), driver.window)
        opened.append(dialog)
        dialog.show()
        dialog.activateWindow()
        return dialog

    yield make
    for dialog in opened:
        counted(driver, dialog)
        dialog.done(0)
        dialog.deleteLater()


def counted(driver: Driver, dialog: SaveDialog) -> SaveDialog:
    driver.qtbot.waitUntil(lambda: not dialog.is_running())
    driver.settle()
    return dialog


def draft_of(driver: Driver) -> DraftCodebook:
    return DraftCodebook(driver.project.codebook)


def without_cue(driver: Driver) -> DraftCodebook:
    draft = draft_of(driver)
    draft.remove_label(label_of(draft, "CUE"))
    draft.relations.remove(relation_of(draft, "cue"))
    return draft


def test_nothing_to_ask(driver: Driver, ask: Callable[[DraftCodebook], SaveDialog]) -> None:
    draft = draft_of(driver)
    label_of(draft, "QUOTE").title = "Speech"
    dialog = counted(driver, ask(draft))
    assert dialog._changes.toPlainText() == "• The title of QUOTE is Speech instead of Quote."
    assert "No existing label is touched. Ctrl+Z takes it back." in labels_of(dialog)
    assert dialog._scrolled.isHidden()
    assert driver.focus is dialog.save_button


def test_what_goes_is_asked_about_and_nothing_is_chosen_beforehand(
    driver: Driver, ask: Callable[[DraftCodebook], SaveDialog]
) -> None:
    draft = without_cue(driver)
    actor = label_of(draft, "ACTOR")
    actor.attributes.remove(attribute_of(draft, "ACTOR", "kind"))
    dialog = counted(driver, ask(draft))
    assert not dialog.save_button.isEnabled()
    assert "2 decisions are still to be made." in labels_of(dialog)
    texts = labels_of(dialog)
    assert "2 spans labelled CUE" in texts
    assert "1 span labelled ACTOR, where kind is set" in texts
    choice = dialog.form.choices["label", "CUE"]
    assert choice.currentIndex() == -1
    offered = [choice.itemText(n) for n in range(choice.count())]
    assert offered == ["become ACTOR", "become QUOTE", "become CLAIM", "delete 2 spans"]
    assert driver.focus in dialog.form.choices.values()


def test_answers_are_counted_anew_and_kept(driver: Driver, ask: Callable[[DraftCodebook], SaveDialog]) -> None:
    dialog = counted(driver, ask(without_cue(driver)))
    dialog.form.choices["label", "CUE"].setFocus()
    driver.press(Key.Key_End)
    counted(driver, dialog)
    assert dialog.plan().labels == {"CUE": None}
    assert dialog.touched == 2
    assert "Touches 2 spans. Ctrl+Z takes all of it back." in labels_of(dialog)
    assert dialog.save_button.isEnabled()
    choice = dialog.form.choices["label", "CUE"]
    assert choice.currentText() == "delete 2 spans"
    assert choice.hasFocus()
    driver.press(Key.Key_Home)
    counted(driver, dialog)
    assert dialog.form.choices["label", "CUE"] is choice
    assert dialog.plan().labels == {"CUE": "ACTOR"}
    assert "• The label CUE is merged into ACTOR." in dialog._changes.toPlainText()


def test_an_answer_while_it_counts_is_not_lost(
    driver: Driver, ask: Callable[[DraftCodebook], SaveDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = counted(driver, ask(without_cue(driver)))
    going, survey = threading.Event(), Codebooks.survey

    def slow(*arguments: object) -> object:
        assert going.wait(60)
        return survey(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Codebooks, "survey", slow)
    dialog.form.choices["label", "CUE"].setFocus()
    driver.press(Key.Key_End)
    assert dialog.is_running()
    assert "Counting the labels that this touches …" in labels_of(dialog)
    driver.press(Key.Key_Home)
    going.set()
    counted(driver, dialog)
    assert dialog.plan().labels == {"CUE": "ACTOR"}
    assert dialog.save_button.isEnabled()


def test_it_closes_when_it_has_counted(
    driver: Driver, ask: Callable[[DraftCodebook], SaveDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    going, survey = threading.Event(), Codebooks.survey

    def slow(*arguments: object) -> object:
        assert going.wait(60)
        return survey(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Codebooks, "survey", slow)
    dialog = ask(without_cue(driver))
    dialog.reject()
    assert dialog.isVisible()
    going.set()
    driver.qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.result() == 0


def test_what_cannot_be_counted_is_told(
    driver: Driver, ask: Callable[[DraftCodebook], SaveDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> object:
        raise UserError("The disk is gone.")

    monkeypatch.setattr(Codebooks, "survey", broken)
    dialog = counted(driver, ask(without_cue(driver)))
    assert dialog._bar.text() == "The disk is gone."
    assert not dialog.save_button.isEnabled()


def test_every_control_has_a_name_and_is_reached_by_tab(
    driver: Driver, ask: Callable[[DraftCodebook], SaveDialog]
) -> None:
    dialog = counted(driver, ask(without_cue(driver)))
    driver.press(Key.Key_End)
    counted(driver, dialog)
    assert nameless(dialog) == []
    wanted = [w for w in controls(dialog) if w.focusPolicy().value & 1]
    assert {type(w).__name__ for w in wanted} >= {"Choice", "QTextBrowser", "QPushButton"}
    focus = QApplication.focusWidget()
    assert focus is not None
    assert set(by_tab(driver, focus, dialog)) >= set(wanted)


def test_what_saving_refuses_is_told_in_the_editor_which_stays(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> None:
        raise UserError("The disk is full.")

    seen: list[tuple[bool, str, str]] = []

    def in_editor(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Insert)
        monkeypatch.setattr(Project, "apply", refused)
        with driver.answering(SaveDialog, lambda asked: counted(driver, asked).save_button.click()):
            driver.press(Key.Key_Return, CTRL)
        seen.append((dialog.isVisible(), dialog.outcome, dialog._bar.text()))
        dialog.done(0)

    with driver.answering(CodebookDialog, in_editor):
        driver.press("b", CTRL | SHIFT)
    monkeypatch.undo()
    assert seen == [(True, "", "The disk is full.")]
    assert driver.project.codebook.reference == "news@1"


def test_going_back_changes_nothing(driver: Driver) -> None:
    def in_editor(dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Insert)
        with driver.answering(SaveDialog, lambda asked: counted(driver, asked).back.click()):
            driver.press(Key.Key_Return, CTRL)
        assert dialog.isVisible()
        assert dialog.draft.is_changed
        dialog.done(0)

    with driver.answering(CodebookDialog, in_editor):
        driver.press("b", CTRL | SHIFT)
    assert driver.project.codebook.reference == "news@1"


def test_a_translation_reaches_the_editor_and_the_question(marked: None, windows: Windows) -> None:
    driver = windows.open("1999", annotator="77")
    window = driver.window
    dialog = CodebookDialog(window.session, window.appearance, window, window.keys)
    draft = dialog.draft
    own = {draft.name, draft.title, *(relation.shown for relation in draft.relations)}
    for label in draft.labels:
        own |= {label.shown, label.name, *(a.shown for a in label.attributes), *label.examples, label.guideline}
        label.key = "X"
    own |= {relation.name for relation in draft.relations}

    def left(widget: object) -> set[str]:
        return {t for t in english(widget) if not any(o.casefold() in t.casefold() for o in own)}  # type: ignore[arg-type]

    dialog.refresh()
    assert dialog.windowTitle() == "⟦Codebook⟧"
    assert left(dialog) == set()
    dialog.outline.choose(draft.relations[0])
    assert left(dialog) == set()
    dialog.done(0)
    dialog.deleteLater()
    draft = draft_of(driver)
    draft.add_label("Town")
    question = SaveDialog(driver.project, draft.base, draft.codebook(), draft.renames(), window)
    counted(driver, question)
    assert question.windowTitle().startswith("⟦")
    assert left(question) == set()
    question.done(0)
    question.deleteLater()


def test_as_many_changes_are_told_of_as_were_shown(driver: Driver) -> None:
    """The label of the spans of a removed one is no other because a new one takes them over."""
    draft = without_cue(driver)
    draft.add_label("Speech word")
    shown: list[str] = []

    def answer(dialog: SaveDialog) -> None:
        choice = counted(driver, dialog).form.choices["label", "CUE"]
        choice.setFocus()
        choice.setCurrentIndex(choice.findText("become SPEECH_WORD"))
        choice.activated.emit(choice.currentIndex())
        shown.extend(counted(driver, dialog)._changes.toPlainText().splitlines())
        dialog.save_button.click()

    with driver.answering(SaveDialog, answer):
        told = save(driver.window.session, draft.base, draft.codebook(), draft.renames(), driver.window)
    assert told == f"Codebook news@2: {len(shown)} changes, 2 spans touched."
