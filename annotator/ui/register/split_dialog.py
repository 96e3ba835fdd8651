"""What the dialogs before a merge, a split and a deletion have in common, for actors and for concepts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.models import Mention
from annotator.ui.parts.dialog_parts import add_button, fit, frame
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.widgets import Card


class SplitEntryDialog(QDialog):
    """Asks for the name of a new entry for some mentions of another one."""

    def __init__(self, mentions: Sequence[Mention], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mentions = mentions
        self._missing = ""
        self._bar, self._column = frame(self)
        self.name = QLineEdit()

    def accept(self) -> None:
        if self.name.text().strip():
            super().accept()
        else:
            self._bar.show_message(self._missing, error=True)
            self.name.setFocus()

    def _filled(self, sentence: str, total: int, name: str) -> str:
        """The sentence with how many mentions go, of how many (``total``), and whose they were."""
        number = len(self._mentions)
        for place, text in (("%1", str(number)), ("%2", str(max(total, number))), ("%3", name)):
            sentence = sentence.replace(place, text)
        return sentence

    def _begin(self, heading: str, text: str, name: str, spoken: str) -> None:
        """What will be, and below it the new name, as it is likely to be, in a field that is called ``spoken``."""
        for words, role in ((heading, "title"), (text, "muted")):
            label = QLabel(words)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_role(label, role)
            self._column.addWidget(label)
        self.name.setText(name)
        self.name.setAccessibleName(spoken)
        self.name.selectAll()
        self._column.addWidget(self.name)

    def _finish(self, width: int, missing: str) -> None:
        """The last row; ``missing`` is said where there is no name."""
        self._missing = missing
        add_answers(self, self._column, self.tr("Split"))
        fit(self, width)
        self.name.setFocus()

    def _new_name(self) -> str:
        return " ".join(self.name.text().split())

    def _spans(self) -> tuple[tuple[int, str], ...]:
        return tuple((mention.article_id, mention.span_id) for mention in self._mentions)


class DeleteEntryBox(QMessageBox):
    """Asks whether an entry is to be deleted; what the question is, is set by who makes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delete = self.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        set_role(self._delete, "danger")
        self.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)

    def is_confirmed(self) -> bool:
        """Shows it; whether the person said yes."""
        self.exec()
        self.deleteLater()
        return self.clickedButton() is self._delete


def preview(spoken: str) -> tuple[Card, QLabel]:
    """A card for what an entry will be when others have become one with it, and the label that says it."""
    card, label = Card(QCoreApplication.translate("RegisterDialog", "It will be")), QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAccessibleName(spoken)
    card.body.addWidget(label)
    return card, label


def add_answers(dialog: QDialog, column: QVBoxLayout, yes: str) -> QPushButton:
    """The last row of a dialog: Cancel, and the button that Enter presses, which is returned."""
    box = QDialogButtonBox(dialog)
    cancel = QCoreApplication.translate("RegisterDialog", "Cancel")
    add_button(box, cancel, QDialogButtonBox.ButtonRole.RejectRole, dialog.reject)
    button = add_button(box, yes, QDialogButtonBox.ButtonRole.AcceptRole, dialog.accept)
    button.setDefault(True)
    column.addWidget(box)
    return button
