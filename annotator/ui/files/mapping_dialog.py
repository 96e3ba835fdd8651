"""Asks which column of a table is the text, the title and so on, where their names don't tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QLabel, QWidget

from annotator.ui.parts.dialog_parts import Scrolled, add_button, fit, frame, short
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

if TYPE_CHECKING:
    from annotator.jobs.files import Columns

_WIDTH = 680
_SAMPLE_LENGTH = 60


class MappingDialog(QDialog):
    """``columns()`` are what the person chose: field → name of a column, "" where none is it."""

    def __init__(self, files: Sequence[Path], columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose columns"))
        self._found = columns
        self._choices: dict[str, QComboBox] = {}
        self._samples: dict[str, QLabel] = {}
        _, column = frame(self)
        heading = QLabel(self.tr("Which column of %1 is what?").replace("%1", short(files[0].name)))
        set_role(heading, "title")
        column.addWidget(heading)
        if len(files) > 1:
            number = len(files) - 1
            one = self.tr("The other file is read in the same way.")
            others = QLabel(
                one if number == 1 else self.tr("The %Ln other files are read in the same way.", "", number)
            )
            others.setWordWrap(True)
            set_role(others, "muted")
            column.addWidget(others)
        column.addWidget(Scrolled(self._make_form()), 1)
        column.addWidget(self._make_buttons())
        self._refresh()
        fit(self, _WIDTH)
        self._choices["text"].setFocus()

    def columns(self) -> dict[str, str]:
        """Field → name of its column; "" where none is it."""
        return {field: box.currentData() or "" for field, box in self._choices.items()}

    def _make_form(self) -> QWidget:
        form = QWidget()
        form.setAccessibleName(self.tr("Columns"))
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(round(12 * scale_of(self)))
        grid.setVerticalSpacing(round(8 * scale_of(self)))
        grid.setColumnStretch(2, 1)
        for row, (field, title) in enumerate(self._titles().items()):
            box = QComboBox()
            box.setAccessibleName(title)
            box.addItem(self.tr("none"), "")
            for name in self._found.names:
                box.addItem(short(" ".join(name.split())), name)
            box.setCurrentIndex(max(0, box.findData(self._found.known.get(field, ""))))
            box.currentIndexChanged.connect(self._refresh)
            label = QLabel(title)
            label.setBuddy(box)
            sample = QLabel()
            sample.setTextFormat(Qt.TextFormat.PlainText)
            set_role(sample, "muted")
            for place, widget in enumerate((label, box, sample)):
                grid.addWidget(widget, row, place)
            self._choices[field], self._samples[field] = box, sample
        return form

    def _titles(self) -> dict[str, str]:
        return {
            "text": self.tr("Text"),
            "title": self.tr("Title"),
            "source": self.tr("Source"),
            "authors": self.tr("Authors"),
            "published": self.tr("Published"),
            "url": self.tr("Address"),
            "lang": self.tr("Language"),
            "id": self.tr("Id"),
        }

    def _make_buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(self)
        self._import = add_button(buttons, self.tr("Import"), role.AcceptRole, self.accept)
        self._import.setDefault(True)
        add_button(buttons, self.tr("Cancel"), role.RejectRole, self.reject)
        return buttons

    def _refresh(self) -> None:
        """Shows what the chosen columns hold; without a text there is nothing to import."""
        chosen = self.columns()
        for field, label in self._samples.items():
            cells = self._found.samples.get(chosen[field], ())
            label.setText(short(" ".join(cells[0].split()), _SAMPLE_LENGTH) if cells else "")
        self._import.setEnabled(bool(chosen["text"]))
        self._import.setToolTip("" if chosen["text"] else self.tr("Choose the column that holds the text"))
