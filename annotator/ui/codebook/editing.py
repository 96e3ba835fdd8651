"""The codebook: its editor, and its guidelines beside the text."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.parts.theme import Appearance
from annotator.ui.session import Session


class CodebookEditing(QObject):
    """The codebook: its editor, and its guidelines beside the text."""

    told = Signal(str)

    def __init__(
        self, session: Session, pane: TextPane, labelling: Labelling, appearance: Appearance, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._appearance = appearance
        self._window = window

    def edit_codebook(self) -> None:
        raise NotImplementedError

    def toggle_guidelines(self) -> None:
        raise NotImplementedError
