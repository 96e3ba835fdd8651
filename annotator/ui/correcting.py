"""Mending a typo in an article."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session


class Correcting(QObject):
    """Mending a typo in an article."""

    told = Signal(str)

    def __init__(self, session: Session, pane: TextPane, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._window = window

    def correct_text(self) -> None:
        raise NotImplementedError
