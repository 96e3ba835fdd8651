"""Linking spans to actors and concepts, and the windows of the registers."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session


class Registering(QObject):
    """Linking spans to actors and concepts, and the windows of the registers."""

    told = Signal(str)
    mention_chosen = Signal(int, str)

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._window = window

    def choose_entry(self) -> None:
        raise NotImplementedError

    def link_at_once(self) -> None:
        raise NotImplementedError

    def show_actors(self) -> None:
        raise NotImplementedError

    def show_concepts(self) -> None:
        raise NotImplementedError
