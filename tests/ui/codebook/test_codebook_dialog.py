"""The codebook's editor: what it says as one types, files, order, colours; names and keys for every control."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionFrame, QWidget

from annotator.core.codebook import parse_codebook
from annotator.project import Project
from annotator.ui.codebook.dialog import CodebookDialog, letters
from annotator.ui.files import file_dialogs
from tests.end_to_end.window import CTRL, POPUPS, Driver, Key, Windows, open_windows
from tests.ui.codebook.editor import fill, opened, said
from tests.ui.codebook.making import attribute_of, label_of, news, relation_of
from tests.ui.test_accessibility import by_tab, controls, nameless, spoken

windows = open_windows

pytestmark = POPUPS


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open("Jule Petersen sagte: „Wir wollen fahren.“")


@pytest.fixture
def dialog(driver: Driver) -> Iterator[CodebookDialog]:
    with opened(driver) as dialog:
        yield dialog


class TestTroubles:
    def test_nothing_is_changed_at_first(self, dialog: CodebookDialog) -> None:
        assert not dialog.save_button.isEnabled()
        assert dialog._state.text() == "Nothing is changed."
        assert dialog.pages.item is dialog.draft.labels[0]

    def test_a_key_of_another_label_is_told_and_refused(self, driver: Driver, dialog: CodebookDialog) -> None:
        form = dialog.pages.label.form
        fill(driver, form.key, "q")
        assert said(form.key) == "This is the key of Quote."
        assert not dialog.save_button.isEnabled()
        assert dialog._reason.text() == "⚠ Actor: This is the key of Quote. (and 1 more)"
        assert dialog.outline.labels.item(0).text().endswith("⚠")
        role = Qt.ItemDataRole.AccessibleTextRole
        assert dialog.outline.labels.item(0).data(role) == "Actor · Q, to be mended"
        fill(driver, form.key, "x")
        assert said(form.key) == ""
        assert dialog._reason.isHidden()
        assert dialog.save_button.isEnabled()

    def test_a_key_of_an_action_is_told_but_not_refused(self, driver: Driver, dialog: CodebookDialog) -> None:
        form = dialog.pages.label.form
        fill(driver, form.key, "s")
        assert said(form.key) == (
            "This key also means “Link speaker or claimant”: the label will have it, "
            "the menu and the palette the action."
        )
        assert dialog.save_button.isEnabled()

    def test_own_keys_of_actions_count(self) -> None:
        from annotator.ui.actions.table import ACTIONS

        found = letters(ACTIONS, {"label.link": ("L",), "label.note": ()})
        assert found["L"] == "Link speaker or claimant"
        assert "S" not in found
        assert "N" not in found

    def test_the_reason_leads_to_the_field(self, driver: Driver, dialog: CodebookDialog) -> None:
        dialog.draft.labels[1].attributes[1].name = "form"
        dialog.draft.labels[2].name = ""
        dialog.refresh()
        assert dialog._reason.text() == "⚠ Quote › Form: There is another one named form. (and 2 more)"
        dialog._reason.setFocus()
        driver.press(Key.Key_Space)
        page = dialog.pages.label
        assert page.currentWidget() is page.attributes
        assert driver.focus is page.attributes.form.name
        assert said(page.attributes.form.name) == "There is another one named form."
        fill(driver, page.attributes.form.name, "manner")
        dialog._reason.setFocus()
        driver.press(Key.Key_Space)
        assert driver.focus is page.form.name
        fill(driver, page.form.name, "CUE")
        assert dialog.save_button.isEnabled()

    @pytest.mark.parametrize("side", ["heads", "children"])
    def test_a_relation_that_leads_nowhere(self, driver: Driver, dialog: CodebookDialog, side: str) -> None:
        getattr(relation_of(dialog.draft, "cue"), side).clear()
        dialog.refresh()
        dialog._reason.click()
        assert dialog.pages.currentWidget() is dialog.pages.relation
        driver.press(Key.Key_Space)
        assert [label.name for label in getattr(relation_of(dialog.draft, "cue"), side)] == ["ACTOR"]
        assert dialog._reason.isHidden()

    def test_a_codebook_without_a_name(self, driver: Driver, dialog: CodebookDialog) -> None:
        dialog.outline.choose(dialog.draft)
        fill(driver, dialog.pages.book.name, "")
        assert said(dialog.pages.book.name) == "A name is needed."
        dialog.outline.labels.setFocus()
        dialog._reason.click()
        assert driver.focus is dialog.pages.book.name

    def test_a_read_only_project_is_shown_but_not_saved(
        self, driver: Driver, dialog: CodebookDialog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Project, "read_only", True)
        fill(driver, dialog.pages.label.form.title, "Someone")
        assert not dialog.save_button.isEnabled()
        assert "read-only" in dialog._state.text()


class TestFields:
    def test_typing_can_be_undone_within_a_field(self, driver: Driver, dialog: CodebookDialog) -> None:
        form = dialog.pages.label.form
        for line, before, typed in ((form.title, "Actor", "Someone"), (form.key, "A", "x")):
            line.setFocus()
            line.selectAll()
            driver.write(typed)
            assert line.text() == typed
            driver.press("z", CTRL)
            assert line.text() == before
        assert not dialog.draft.is_changed

    def test_the_caret_stays_where_one_types(self, driver: Driver, dialog: CodebookDialog) -> None:
        line = dialog.pages.label.form.title
        line.setFocus()
        line.setCursorPosition(2)
        driver.write("xy")
        assert line.text() == "Acxytor"
        assert line.cursorPosition() == 4

    def test_unit_and_register_by_key(self, driver: Driver, dialog: CodebookDialog) -> None:
        form = dialog.pages.label.form
        form.unit.setFocus()
        driver.press(Key.Key_End)
        form.points_to.setFocus()
        driver.press(Key.Key_Home)
        actor = dialog.draft.labels[0]
        assert (actor.unit, actor.points_to) == ("paragraph", None)
        driver.press(Key.Key_End)
        assert actor.points_to == "concept"

    def test_the_role_by_key(self, driver: Driver, dialog: CodebookDialog) -> None:
        """A new name leaves it, and whoever takes it over leaves nothing to the name that told it."""
        form, draft = dialog.pages.label.form, dialog.draft
        actor, quote = draft.labels[:2]
        assert form.role.value() == "actor"
        form.name.setFocus()
        form.name.selectAll()
        driver.write("AKTEUR")
        assert (form.role.value(), actor.role) == ("actor", "")
        form.role.setFocus()
        driver.press(Key.Key_Home)
        assert actor.role == "none"
        driver.press(Key.Key_End)
        assert actor.role == "claim"
        assert [draft.role_of(label) for label in (actor, quote, draft.labels[3])] == ["claim", "quote", "none"]

    def test_the_role_of_a_relation_by_key(self, driver: Driver, dialog: CodebookDialog) -> None:
        draft = dialog.draft
        speaker, cue = (relation_of(draft, name) for name in ("speaker", "cue"))
        dialog.outline.choose(speaker)
        form = dialog.pages.relation
        assert form.role.value() == "speaker"
        form.name.setFocus()
        form.name.selectAll()
        driver.write("says")
        assert (form.role.value(), speaker.role) == ("speaker", "")
        form.role.setFocus()
        driver.press(Key.Key_Home)
        assert speaker.role == "none"
        driver.press(Key.Key_Down)
        driver.press(Key.Key_Down)
        assert speaker.role == "cue"
        assert [draft.role_of(relation) for relation in (speaker, cue)] == ["cue", "none"]
        assert draft.codebook().relations[0].role == "cue"

    def test_the_wheel_changes_nothing(self, dialog: CodebookDialog) -> None:
        unit = dialog.pages.label.form.unit
        place, none = QPointF(5, 5), QPoint(0, 0)
        button, modifier = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, place, none, QPoint(0, -120), button, modifier, phase, False)
        QApplication.sendEvent(unit, event)
        assert unit.value() == "name"
        assert not dialog.draft.is_changed

    def test_a_guideline_is_shown_as_one_types(self, driver: Driver, dialog: CodebookDialog) -> None:
        page = dialog.pages.label
        page.setCurrentIndex(2)
        field = page.guideline.guideline
        field.text.setFocus()
        driver.press(Key.Key_A, CTRL)
        driver.write("a *b* <i>c</i>")
        assert field.view.toPlainText() == "a b <i>c</i>"
        assert dialog.draft.labels[0].guideline == "a *b* <i>c</i>"

    def test_examples_are_paragraphs(self, driver: Driver, dialog: CodebookDialog) -> None:
        page = dialog.pages.label
        page.setCurrentIndex(2)
        page.guideline.examples.setPlainText("[One] of them.\n\n \nAnother [two].\n")
        assert dialog.draft.labels[0].examples == ("[One] of them.", "Another [two].")
        dialog.outline.choose(dialog.draft.labels[1])
        assert page.guideline.examples.toPlainText() == "\n\n".join(dialog.draft.labels[1].examples)

    @pytest.mark.parametrize(
        ("kind", "typed", "default"),
        [
            ("number", "2.50", 2.5),
            ("number", "1,5", 1.5),
            ("number", "7", 7),
            ("date", "2025-03-13", "2025-03-13"),
            ("text", "some words", "some words"),
            ("choices", "name, pronoun", ["name", "pronoun"]),
            ("text", "", None),
        ],
    )
    def test_a_default_is_typed(
        self, driver: Driver, dialog: CodebookDialog, kind: str, typed: str, default: object
    ) -> None:
        page = dialog.pages.label
        page.setCurrentIndex(1)
        page.attributes.show_attribute(attribute_of(dialog.draft, "ACTOR", "mention"))
        form = page.attributes.form
        form.type.setFocus()
        row = form.type.values().index(kind)
        driver.press(Key.Key_Home)
        driver.press(Key.Key_Down, times=row)
        form.default.setFocus()
        driver.write(typed)
        assert attribute_of(dialog.draft, "ACTOR", "mention").default == default
        line = driver.focus
        assert isinstance(line, QLineEdit)
        assert line.text() == typed
        assert dialog._reason.isHidden()

    def test_a_default_that_does_not_fit_is_told(self, driver: Driver, dialog: CodebookDialog) -> None:
        page = dialog.pages.label
        page.setCurrentIndex(1)
        attribute_of(dialog.draft, "ACTOR", "kind").set_type("number")
        page.attributes.show_label(dialog.draft.labels[0])
        page.attributes.form.default.setFocus()
        driver.write("many")
        assert said(page.attributes.form.default) == "many is no value of this attribute."
        assert not dialog.save_button.isEnabled()

    def test_a_default_is_chosen_and_follows_the_values(self, driver: Driver, dialog: CodebookDialog) -> None:
        page = dialog.pages.label
        page.setCurrentIndex(1)
        form = page.attributes.form
        form.default.setFocus()
        driver.press(Key.Key_Down)
        kind = attribute_of(dialog.draft, "ACTOR", "kind")
        assert kind.default == "person"
        form.values.setFocus()
        driver.press(Key.Key_F2)
        driver.press(Key.Key_A, CTRL)
        driver.write("human")
        driver.press(Key.Key_Return)
        assert kind.default == "human"
        assert dialog.draft.renames().values == {("ACTOR", "kind", "person"): "human"}
        driver.press(Key.Key_Delete)
        assert kind.default is None

    def test_a_value_that_is_being_named_keeps_that_when_the_next_is_added(
        self, driver: Driver, dialog: CodebookDialog
    ) -> None:
        dialog.pages.label.setCurrentIndex(1)
        form = dialog.pages.label.attributes.form
        form.add_value()
        driver.settle()
        driver.write("Verein")
        form.add_value()  # as by a screen reader, which presses a button without giving it the keyboard
        driver.settle()
        driver.write("Amt")
        driver.press(Key.Key_Return)
        driver.settle()
        driver.press(Key.Key_Escape)
        driver.settle()
        attribute = dialog.draft.labels[0].attributes[0]
        assert [value.name for value in attribute.values][-2:] == ["Verein", "Amt"]

    def test_a_value_is_typed_at_its_full_height(self, driver: Driver, dialog: CodebookDialog) -> None:
        dialog.pages.label.setCurrentIndex(1)
        values = dialog.pages.label.attributes.form.values
        values.add_wanted.emit()
        driver.settle()
        line = driver.focus
        assert isinstance(line, QLineEdit)
        assert values.isAncestorOf(line)
        option = QStyleOptionFrame()
        line.initStyleOption(option)
        room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
        assert room.height() >= line.fontMetrics().height()
        driver.press(Key.Key_Escape)

    def test_a_label_without_attributes_says_so(self, dialog: CodebookDialog) -> None:
        dialog.outline.choose(label_of(dialog.draft, "CUE"))
        page = dialog.pages.label.attributes
        assert not page._none.isHidden()
        assert page.chosen() is None


class TestOrder:
    def test_a_row_is_dragged(self, dialog: CodebookDialog) -> None:
        # What dropping it there does.
        model, top = dialog.outline.labels.model(), QModelIndex()
        assert model.moveRow(top, 0, top, 3)
        assert [label.name for label in dialog.draft.labels] == ["QUOTE", "CUE", "ACTOR", "CLAIM"]
        assert dialog.pages.item is dialog.draft.labels[2]
        assert model.moveRow(top, 3, top, 0)
        assert [label.name for label in dialog.draft.labels] == ["CLAIM", "QUOTE", "CUE", "ACTOR"]
        shown = [dialog.outline.labels.item(n).text() for n in range(4)]
        assert shown == ["Claim · C", "Quote · Q", "Cue · U", "Actor · A"]
        assert dialog.draft.renames().labels == {}

    def test_tab_through_the_lists_chooses_nothing(self, driver: Driver, dialog: CodebookDialog) -> None:
        dialog.outline.labels.setFocus()
        driver.press(Key.Key_Tab, times=3)
        assert dialog.pages.item is dialog.draft.labels[0]
        dialog.outline.relations.setFocus(Qt.FocusReason.TabFocusReason)
        assert dialog.pages.item is dialog.draft.labels[0]
        driver.press(Key.Key_Down)
        chosen: object = dialog.pages.item
        assert chosen is dialog.draft.relations[0]
        assert dialog.outline.labels.currentRow() == -1

    def test_relations_are_added_and_removed(self, driver: Driver, dialog: CodebookDialog) -> None:
        dialog.outline.relations.setFocus()
        driver.press(Key.Key_Insert)
        driver.write("Reply to")
        assert dialog.draft.relations[-1].name == "reply_to"
        dialog.outline.relations.setFocus()
        driver.press(Key.Key_Delete)
        assert [r.name for r in dialog.draft.relations][-1] == "expressed_in"
        assert dialog.pages.item is dialog.draft.relations[-1]

    def test_what_is_removed_can_be_put_back(self, driver: Driver, dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Delete)
        assert [label.name for label in dialog.draft.labels] == ["QUOTE", "CUE", "CLAIM"]
        assert dialog._bar.text().startswith("Actor is removed.")
        dialog._bar.focus_answer()
        driver.press(Key.Key_Space)
        assert not dialog.draft.is_changed
        assert dialog.pages.item is dialog.draft.labels[0]
        assert driver.focus is dialog.outline.labels
        driver.press(Key.Key_Tab, times=4)
        assert driver.focus is dialog.outline.relations
        driver.press(Key.Key_Down)
        driver.press(Key.Key_Delete)
        assert dialog._bar.text().startswith("Speaker is removed.")
        # Adding something makes it too late.
        driver.press(Key.Key_Insert)
        assert dialog._bar.text() == ""

    def test_the_last_label_leaves_the_codebook(self, driver: Driver, dialog: CodebookDialog) -> None:
        driver.press(Key.Key_Delete, times=4)
        assert dialog.draft.labels == []
        assert dialog.pages.item is dialog.draft
        assert dialog._reason.text().startswith("⚠ Codebook: A codebook needs at least one label.")

    def test_attributes_are_moved_and_removed(self, driver: Driver, dialog: CodebookDialog) -> None:
        page = dialog.pages.label
        page.setCurrentIndex(1)
        page.attributes.list.setFocus()
        driver.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert [a.name for a in dialog.draft.labels[0].attributes] == ["mention", "kind"]
        chosen = page.attributes.chosen()
        assert chosen is not None
        assert chosen.name == "kind"
        driver.press(Key.Key_Delete)
        assert [a.name for a in dialog.draft.labels[0].attributes] == ["mention"]
        assert page.tabText(1) == "Attributes (1)"
        assert dialog._bar.text().startswith("Kind is removed.")
        dialog._bar.focus_answer()
        driver.press(Key.Key_Space)
        assert [a.name for a in dialog.draft.labels[0].attributes] == ["mention", "kind"]
        assert page.attributes.chosen() is chosen
        assert page.tabText(1) == "Attributes (2)"
        assert driver.focus is page.attributes.list


class TestFiles:
    def test_out_and_in(
        self, dialog: CodebookDialog, driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "book.toml"
        proposed: list[Path] = []

        def save_file(_parent: QWidget, _title: str, out: Path, _filter: str) -> Path:
            proposed.append(out)
            return path

        monkeypatch.setattr(file_dialogs, "save_file", save_file)
        monkeypatch.setattr(file_dialogs, "open_file", lambda *_: path)
        label_of(dialog.draft, "QUOTE").title = "Speech"
        dialog.export_file()
        assert proposed[0].name == "news.toml"
        dialog.draft.name = "news: a/b?"
        dialog.export_file()
        assert proposed[1] == proposed[0].with_name("news- a-b-.toml"), "a name that a file may have"
        dialog.draft.name = "news"
        dialog.export_file()
        assert parse_codebook(tomllib.loads(path.read_text(encoding="utf-8"))) == dialog.draft.codebook()
        assert dialog._bar.text() == f"Written to {path}."
        label_of(dialog.draft, "QUOTE").title = "Quote"
        dialog.import_file()
        assert label_of(dialog.draft, "QUOTE").title == "Speech"
        assert dialog.draft.renames().labels == {}
        assert dialog.outline.labels.item(1).text() == "Speech · Q"
        assert dialog.save_button.isEnabled()

    def test_a_file_that_is_no_codebook(self, dialog: CodebookDialog, tmp_path: Path) -> None:
        path = tmp_path / "book.toml"
        path.write_text("name = 3 4", encoding="utf-8")
        dialog.take_file(path)
        assert "is no codebook" in dialog._bar.text()
        assert not dialog.draft.is_changed

    def test_a_file_that_cannot_be_written(self, dialog: CodebookDialog, tmp_path: Path) -> None:
        dialog.write_file(tmp_path / "missing" / "book.toml")
        assert "can't be written" in dialog._bar.text()

    def test_a_project_is_not_written_over(self, dialog: CodebookDialog) -> None:
        path = dialog._project.path
        before = path.read_bytes()
        dialog.write_file(path)
        assert "is a project" in dialog._bar.text()
        assert path.read_bytes() == before

    def test_a_draft_with_troubles_is_not_written(
        self, dialog: CodebookDialog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(file_dialogs, "save_file", lambda *_: pytest.fail("asked for a file"))
        dialog.draft.labels[0].name = ""
        dialog.refresh()
        dialog.export_file()
        assert dialog._bar.text() == "Actor: A name is needed."


PAGES = {"label": 0, "attributes": 1, "guideline": 2}


@pytest.mark.parametrize("page", [*PAGES, "relation", "book"])
def test_every_control_has_a_name_and_is_reached_by_tab(driver: Driver, dialog: CodebookDialog, page: str) -> None:
    if page in PAGES:
        dialog.pages.label.setCurrentIndex(PAGES[page])
    else:
        dialog.outline.choose(dialog.draft.relations[0] if page == "relation" else dialog.draft)
    fill(driver, dialog.pages.label.form.title, "x")
    driver.settle()
    assert nameless(dialog) == []
    wanted = [w for w in controls(dialog) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    dialog.outline.labels.setFocus()
    reached = by_tab(driver, dialog.outline.labels, dialog)
    missed = [
        f"{type(w).__name__} {spoken(w)}" for w in wanted if w not in reached and w.focusProxy() not in reached
    ]
    assert missed == []


def test_the_default_codebook_is_shown_without_troubles(dialog: CodebookDialog) -> None:
    assert dialog.draft.codebook() == news()
    assert dialog._troubles == []
