"""Spans of several pieces: adding one, removing one, joining spans and parting them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.ui.labelling import Labelling
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session


class Segmenting(QObject):
    """Spans of several pieces: adding one, removing one, joining spans and parting them."""

    told = Signal(str)

    def __init__(self, session: Session, pane: TextPane, labelling: Labelling) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._labelling = labelling

    def add_segment(self) -> None:
        raise NotImplementedError

    def remove_segment(self) -> None:
        raise NotImplementedError

    def join_spans(self) -> None:
        raise NotImplementedError

    def split_span(self) -> None:
        raise NotImplementedError
