"""Fetching articles from web addresses, once a person has named them and seen them listed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from annotator.ui.corpus import Corpus
from annotator.ui.files.intake import Intake
from annotator.ui.files.web_dialog import WebDialog
from annotator.ui.files.web_links import pasted_addresses


class WebImporting(QObject):
    """The action that asks for addresses, fetches their pages and adds the articles."""

    told = Signal(str)

    def __init__(self, corpus: Corpus, intake: Intake, window: QWidget) -> None:
        super().__init__(window)
        self._corpus = corpus
        self._intake = intake
        self._window = window

    def import_addresses(self) -> None:
        """Asks for addresses, those on the clipboard proposed."""
        data = QGuiApplication.clipboard().mimeData()
        self.offer_addresses(pasted_addresses(data) if data is not None else [])

    def offer_addresses(self, addresses: Sequence[str]) -> None:
        """Asks whether to fetch these, and does it."""
        if self._corpus.project_or_ask() is None:
            return
        dialog = WebDialog(addresses, self._window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            self._intake.import_paths(dialog.addresses)
