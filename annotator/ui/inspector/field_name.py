"""The name of a field of the inspector, with a mark where it is to be filled in before an article is done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from annotator.ui.parts.stylesheet import set_role


class FieldName(QWidget):
    """A title in one of the style sheet's roles, and the asterisk of a field that is ``required``."""

    def __init__(self, title: str, role: str, field: QWidget, required: bool = False) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self._title = QLabel(title)
        set_role(self._title, role)
        row.addWidget(self._title)
        self._mark = QLabel("*")
        row.addWidget(self._mark)
        self._mark.setVisible(required)
        row.addStretch(1)
        self._field = field
        if required:
            self._title.setAccessibleName(self.tr("%1, required").replace("%1", title))
            self.set_missing(False)

    def set_missing(self, missing: bool) -> None:
        """Shows, and tells who listens, whether the field that is required is still to be filled in."""
        set_role(self._mark, "error" if missing else "muted")
        words = self.tr("Required before the article is done")
        if missing:
            words = self.tr("%1, and not set yet").replace("%1", words)
        self._field.setAccessibleDescription(words)
        self.setToolTip(words)
