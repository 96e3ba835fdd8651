"""The codebook's editor: labels, attributes, relations, colours, keys and guidelines in one window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.core.codebook import parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.errors import UserError
from annotator.core.files import refuse_project
from annotator.project import Project, read_codebook
from annotator.ui.actions.making import ACTIONS, Keys, load_keys
from annotator.ui.actions.spec import ActionSpec
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Trouble, troubles
from annotator.ui.codebook.draft_items import DraftAttribute, DraftLabel, DraftRelation
from annotator.ui.codebook.outline import Outline
from annotator.ui.codebook.pages import Pages
from annotator.ui.codebook.saving import save
from annotator.ui.codebook.wording import trouble_place
from annotator.ui.files import file_dialogs
from annotator.ui.parts.dialog_parts import add_button, fit, frame
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import Appearance, scale_of
from annotator.ui.session import Session

_SIZE = (900, 640)
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')  # of files, on one system or another


class CodebookDialog(QDialog):
    """Edits a draft of the session's codebook; nothing changes before it is saved.

    ``outcome`` is a sentence about what was saved, "" while nothing is.
    """

    def __init__(
        self, session: Session, appearance: Appearance, parent: QWidget | None = None, keys: Keys | None = None
    ) -> None:
        """``keys``: those of the actions, where the person has keys of her own."""
        super().__init__(parent)
        project = session.project
        assert project is not None, "the codebook of no project"
        self._project: Project = project
        self._session = session
        self.outcome = ""
        self.setWindowTitle(self.tr("Codebook"))
        self._action_keys = letters(ACTIONS, keys if keys is not None else load_keys({}))
        self.draft = DraftCodebook(project.codebook, self._action_keys)
        self._troubles: list[Trouble] = []
        self._saving = False
        self._bar, column = frame(self)
        self.outline = Outline(self.draft, appearance)
        self.pages = Pages(self.draft)
        row = QHBoxLayout()
        row.setSpacing(round(20 * scale_of(self)))
        row.addWidget(self.outline)
        row.addWidget(self.pages, 1)
        column.addLayout(row, 1)
        column.addLayout(self._make_foot())
        self.outline.chosen.connect(self._show)
        self.outline.edited.connect(self.refresh)
        self.outline.added.connect(self.pages.begin)
        self.outline.added.connect(self._bar.close_message)
        self.outline.removed.connect(self._on_removed)
        self.pages.edited.connect(self.refresh)
        self.pages.label.attributes.removed.connect(self._on_attribute_removed)
        session.codebook_changed.connect(self._on_other_codebook)
        session.failed.connect(self._on_failed)
        self.outline.choose(self.draft.labels[0] if self.draft.labels else self.draft)
        self.refresh()
        fit(self, *_SIZE)
        self.outline.labels.setFocus()

    def _make_foot(self) -> QVBoxLayout:
        role = QDialogButtonBox.ButtonRole
        self._reason = QPushButton()
        set_role(self._reason, "danger")
        self._reason.setAutoDefault(False)
        self._reason.clicked.connect(self.show_trouble)
        self._state = QLabel()
        set_role(self._state, "small")
        files = QDialogButtonBox(self)
        self._import = add_button(files, self.tr("Import TOML…"), role.ActionRole, self.import_file)
        self._export = add_button(files, self.tr("Export TOML…"), role.ActionRole, self.export_file)
        box = QDialogButtonBox(self)
        self._cancel = add_button(box, self.tr("Cancel"), role.RejectRole, self.reject)
        self.save_button = add_button(box, self.tr("Save…"), role.AcceptRole, self.save)
        self.save_button.setDefault(True)
        # Enter alone makes a new line in a guideline.
        shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self)
        shortcut.activated.connect(self.save)
        self.save_button.setToolTip(shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        line = QHBoxLayout()
        line.addWidget(self._reason)
        line.addWidget(self._state)
        line.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(files)
        buttons.addStretch(1)
        buttons.addWidget(box)
        foot = QVBoxLayout()
        foot.addLayout(line)
        foot.addLayout(buttons)
        return foot

    def _show(self, item: object) -> None:
        self.pages.show_item(item)  # type: ignore[arg-type]
        self.pages.show_troubles(self._troubles)

    def _on_removed(self, item: DraftLabel | DraftRelation, put_back: Callable[[], None]) -> None:
        def restore() -> None:
            put_back()
            self.outline.choose(item)
            self.refresh()
            (self.outline.labels if isinstance(item, DraftLabel) else self.outline.relations).setFocus()

        if isinstance(item, DraftLabel):
            text = self.tr("%1 is removed. Saving asks what becomes of the spans labelled so.")
        else:
            text = self.tr("%1 is removed. Saving asks what becomes of the spans linked so.")
        text = text.replace("%1", item.shown)
        self._bar.show_message(text, [(self.tr("Put it back"), restore)], seconds=10)

    def _on_attribute_removed(self, label: DraftLabel, attribute: DraftAttribute, place: int) -> None:
        def restore() -> None:
            label.attributes.insert(place, attribute)
            self.outline.choose(label)
            self.pages.show_item(label, attribute)
            self.refresh()
            self.pages.label.attributes.list.setFocus()

        text = self.tr("%1 is removed. Saving asks what becomes of what was chosen.").replace(
            "%1", attribute.shown
        )
        self._bar.show_message(text, [(self.tr("Put it back"), restore)], seconds=10)

    def refresh(self) -> None:
        """Checks the draft, and says what is wrong with it where it is, and at the foot what is in the way."""
        self._troubles = troubles(self.draft, self._action_keys)
        self.outline.show_troubles(self._troubles)
        self.pages.show_troubles(self._troubles)
        refusing = self._refusing()
        changed = self.draft.is_changed
        self.save_button.setEnabled(
            changed and not refusing and not self._project.read_only and not self._is_overtaken()
        )
        self._reason.setHidden(not refusing)
        self._state.setHidden(bool(refusing))
        if refusing:
            text = trouble_place(refusing[0])
            more = len(refusing) - 1
            self._reason.setText(f"⚠ {text}" + (self.tr(" (and %Ln more)", "", more) if more else ""))
            self._reason.setAccessibleName(self.tr("Go to what is in the way of saving: %1").replace("%1", text))
        else:
            self._state.setText(self._state_text(changed))

    def _state_text(self, changed: bool) -> str:
        if self._is_overtaken():
            return self.tr("The codebook was changed elsewhere meanwhile: export this one, and open it anew.")
        if self._project.read_only:
            return self.tr("The project is read-only, so the codebook can't be saved.")
        return self.tr("Not saved yet.") if changed else self.tr("Nothing is changed.")

    def _refusing(self) -> list[Trouble]:
        """What is in the way of saving, that of the item on screen first."""
        found = [trouble for trouble in self._troubles if trouble.refuses]
        return sorted(found, key=lambda trouble: self.pages.item not in (trouble.item, trouble.label))

    def show_trouble(self) -> None:
        """Goes to the first thing that is in the way of saving."""
        refusing = self._refusing()
        if refusing:
            trouble = refusing[0]
            attribute = trouble.item if isinstance(trouble.item, DraftAttribute) else None
            item = trouble.label if attribute is not None and trouble.label is not None else trouble.item
            self.outline.choose(item)
            self.pages.show_item(item, attribute)
            if isinstance(item, DraftLabel) and attribute is None:
                self.pages.label.setCurrentIndex(0)
            self.pages.show_troubles(self._troubles)
            self.pages.focus_trouble(trouble)

    # Files

    def import_file(self) -> None:
        """Asks for a file, and replaces the draft by the codebook in it."""
        chosen = file_dialogs.open_file(
            self, self.tr("Import a codebook"), self._project.path.parent, self._filter()
        )
        if chosen is not None:
            self.take_file(chosen)

    def take_file(self, path: Path) -> None:
        """Replaces the draft by the codebook of a file."""
        try:
            codebook = read_codebook(path)
        except UserError as error:
            self._bar.show_message(str(error), error=True)
            return
        self.draft.take_file(codebook)
        self.outline.choose(self.draft.labels[0])
        self.refresh()
        self._bar.show_message(
            self.tr("Taken from %1. Nothing is saved yet.").replace("%1", path.name), success=True, seconds=8
        )

    def export_file(self) -> None:
        """Asks for a file, and writes the draft into it as it is, saved or not."""
        refusing = self._refusing()
        if refusing:
            self._bar.show_message(trouble_place(refusing[0]), error=True)
            return
        proposed = self._project.path.parent / f"{_NOT_IN_NAMES.sub('-', self.draft.name.strip())}.toml"
        chosen = file_dialogs.save_file(self, self.tr("Export the codebook"), proposed, self._filter())
        if chosen is not None:
            self.write_file(chosen)

    def write_file(self, path: Path) -> None:
        """Writes the draft into a file."""
        from annotator.core.codebook_toml import codebook_toml

        try:
            refuse_project(path)
            path.write_text(codebook_toml(self.draft.codebook()), encoding="utf-8", newline="\n")
        except UserError as error:
            self._bar.show_message(str(error), error=True)
            return
        except OSError as error:
            sentence = self.tr("%1 can't be written: %2.").replace("%1", str(path))
            self._bar.show_message(sentence.replace("%2", error.strerror or str(error)), error=True)
            return
        self._bar.show_message(self.tr("Written to %1.").replace("%1", str(path)), success=True, seconds=8)

    def _filter(self) -> str:
        return self.tr("Codebooks (*.toml);;All files (*)")

    # The end

    def save(self) -> None:
        """Asks what becomes of existing labels, puts the codebook in force and closes."""
        self._session.poll()
        self.setFocus()  # what is being typed in a list is taken over
        if not self.save_button.isEnabled():
            return
        codebook = parse_codebook(codebook_data(self.draft.codebook()))
        self._saving = True
        self.outcome = save(self._session, self.draft.base, codebook, self.draft.renames(), self)
        self._saving = False
        if self.outcome:
            self.accept()
        else:
            self.refresh()

    def reject(self) -> None:
        """Closes; asks first if something would be lost."""
        if not self.draft.is_changed:
            super().reject()
            return
        self._bar.show_message(
            self.tr("Close without saving what you changed?"), [(self.tr("Discard changes"), super().reject)]
        )
        self._bar.focus_answer()

    def _on_failed(self, sentence: str) -> None:
        self._bar.show_message(sentence, error=True)

    def _on_other_codebook(self) -> None:
        if not self._saving:
            self.refresh()

    def _is_overtaken(self) -> bool:
        """Whether another window or program has changed the codebook since it was opened here."""
        return self._project.codebook != self.draft.base


def letters(rows: Iterable[ActionSpec], keys: Keys) -> dict[str, str]:
    """The titles of the actions that a letter alone does, by that letter."""
    return {
        key.upper(): row.title
        for row in rows
        for key in keys.get(row.id, row.keys)
        if len(key) == 1 and key.isalpha()
    }
