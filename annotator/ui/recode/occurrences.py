"""All occurrences of a text, in the article or the corpus."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session


class Occurrences(QObject):
    """All occurrences of a text, in the article or the corpus."""

    told = Signal(str)
    mention_chosen = Signal(int, str)

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._labelling = labelling
        self._window = window

    def label_occurrences(self) -> None:
        raise NotImplementedError

    def label_occurrences_corpus(self) -> None:
        raise NotImplementedError
