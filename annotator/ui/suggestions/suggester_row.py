"""One suggester in the list: chosen or not, what it does, and how good it has been."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.core.codebook import Codebook
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.suggestions.acceptance import AcceptanceTable
from annotator.ui.suggestions.wording import labels_of

if TYPE_CHECKING:
    from annotator.jobs.suggesters import Acceptance

_INDENT = 26  # pixels of the look: what the box of a check box and its gap take


class SuggesterRow(QWidget):
    """A check box with a sentence and the counts below it; ``aside`` has room at the right of the check box.

    A row that can't be chosen (suggestions of an import, say) has a heading in the place of its check box.
    """

    toggled = Signal(str, bool)  # name, chosen

    def __init__(
        self, name: str, title: str, summary: str, choosable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        unit = scale_of(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(4 * unit))
        top = QHBoxLayout()
        top.setSpacing(round(8 * unit))
        self.aside = QHBoxLayout()
        self.check: QCheckBox | None = None
        if choosable:
            self.check = QCheckBox(title.replace("&", "&&"))
            self.check.setAccessibleName(title)
            self.check.setAccessibleDescription(summary)
            self.check.toggled.connect(lambda on: self.toggled.emit(self.name, on))
            top.addWidget(self.check)
        else:
            top.addSpacing(round(_INDENT * unit))
            top.addWidget(QLabel(title))
        top.addStretch(1)
        top.addLayout(self.aside)
        column.addLayout(top)
        self.below = QVBoxLayout()
        self.below.setContentsMargins(round(_INDENT * unit), 0, 0, 0)
        self.below.setSpacing(round(6 * unit))
        column.addLayout(self.below)
        if summary:
            words = QLabel(summary)
            words.setWordWrap(True)
            set_role(words, "small")
            self.below.addWidget(words)
        self._table = AcceptanceTable()
        self.below.addWidget(self._table)

    @property
    def is_chosen(self) -> bool:
        return self.check is not None and self.check.isChecked()

    def choose(self, on: bool) -> None:
        """Sets the check box, without telling."""
        if self.check is not None:
            self.check.blockSignals(True)
            self.check.setChecked(on)
            self.check.blockSignals(False)

    def show_counts(self, counts: Sequence[Acceptance], codebook: Codebook) -> None:
        """Shows how what it proposed was decided."""
        self._table.show_counts(counts, codebook, labels_of(self.name, codebook))
