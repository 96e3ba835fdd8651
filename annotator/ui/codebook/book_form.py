"""The page of the codebook itself: its name and title, its version, and the way to a file and back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Trouble
from annotator.ui.codebook.fields import Field, Line
from annotator.ui.codebook.wording import trouble_text
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of


class BookForm(QWidget):
    """Edits what the codebook is called; ``edited`` is sent after each change."""

    edited = Signal()

    def __init__(self, draft: DraftCodebook) -> None:
        super().__init__()
        self._draft = draft
        unit = scale_of(self)
        self.title = Line()
        self.name = Line()
        self._title = Field(self.tr("Title"), self.title)
        self._name = Field(
            self.tr("Name"), self.name, self.tr("With the version, this is what exported records carry.")
        )
        self._version = QLabel()
        self._version.setWordWrap(True)
        self._counts = QLabel()
        set_role(self._counts, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(10 * unit))
        for widget in (self._title, self._name, self._version, self._counts):
            column.addWidget(widget)
        column.addStretch(1)
        self.title.typed.connect(lambda text: self._set("title", text))
        self.name.typed.connect(lambda text: self._set("name", text.strip()))

    def show_book(self) -> None:
        """Shows what the draft says."""
        draft = self._draft
        self.title.show_text(draft.title)
        self.name.show_text(draft.name)
        version = draft.base.version
        self._version.setText(
            self.tr("Version %1 is in force; saving a change makes it version %2.")
            .replace("%1", str(version))
            .replace("%2", str(version + 1))
        )
        labels, relations = len(draft.labels), len(draft.relations)
        self._counts.setText(
            (self.tr("1 label") if labels == 1 else self.tr("%Ln labels", "", labels))
            + ", "
            + (self.tr("1 relation") if relations == 1 else self.tr("%Ln relations", "", relations))
        )

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Says at the name what is wrong with it."""
        own = [t for t in troubles if t.item is self._draft and t.field == "name"]
        self._name.say(trouble_text(own[0]) if own else "")

    def _set(self, field: str, value: str) -> None:
        if getattr(self._draft, field) != value:
            setattr(self._draft, field, value)
            self.edited.emit()
