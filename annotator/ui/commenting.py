"""Comments and flags on spans and articles."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session


class Commenting(QObject):
    """Comments and flags on spans and articles."""

    told = Signal(str)
    mention_chosen = Signal(int, str)

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._window = window

    def comment(self) -> None:
        raise NotImplementedError

    def toggle_flag(self) -> None:
        raise NotImplementedError

    def next_question(self) -> None:
        raise NotImplementedError
