"""The list of all labels: any label by its name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.core.codebook import Codebook
from annotator.ui.actions.key_text import caps
from annotator.ui.actions.palette import CommandPalette, Entry
from annotator.ui.actions.spec import label_rows
from annotator.ui.parts.swatch import swatch
from annotator.ui.parts.theme import theme_of


class LabelPalette(CommandPalette):
    """As the palette of commands, with the codebook's labels in their order; Enter labels."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName(self.tr("Labels"))
        self._line.setPlaceholderText(self.tr("Type the name of a label"))
        self._line.setAccessibleName(self.tr("Name of a label"))
        self._list.setAccessibleName(self.tr("Labels that match"))
        self._none.setText(self.tr("No label has this name."))

    def offer_labels(self, codebook: Codebook, actions: Mapping[str, QAction], active: str | None) -> None:
        """Shows all labels, with that of the name ``active`` marked; choosing one triggers its action."""
        theme, rows = theme_of(self), label_rows(codebook)
        state = QCoreApplication.translate("CommandPalette", "chosen")
        items = [
            Entry(
                row.id,
                label.title,
                "",
                tuple(caps(row.keys)),
                state if label.name == active else "",
                swatch(label, theme),
            )
            for label, row in zip(codebook.labels, rows, strict=False)
        ]
        names = [label.name for label in codebook.labels]
        self.offer(items, actions, names.index(active) if active in names else 0)
