"""Find and replace over labels."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.session import Session


class Recoding(QObject):
    """Find and replace over labels."""

    told = Signal(str)
    mention_chosen = Signal(int, str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def replace_labels(self) -> None:
        raise NotImplementedError
