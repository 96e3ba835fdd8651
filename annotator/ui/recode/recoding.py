"""Find and replace over labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.core.errors import UserError
from annotator.core.query import parse_query
from annotator.project import Project
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.core.query_complete import Names
    from annotator.ui.recode.recode_dialog import RecodeDialog


class Recoding(QObject):
    """Opens the dialog that finds and replaces labels; there is one at a time."""

    told = Signal(str)
    mention_chosen = Signal(int, str)

    def __init__(self, session: Session, window: QWidget, searched: Callable[[], str], names: Names) -> None:
        """``searched``: what the article list is searched by; ``names``: see QueryLine.set_names."""
        super().__init__(window)
        self._searched = searched
        self._names = names
        self._session = session
        self._window = window
        self.dialog: RecodeDialog | None = None

    def replace_labels(self) -> None:
        """Shows the dialog; with what the article list is searched by, if that speaks of labels."""
        from annotator.ui.recode.recode_dialog import RecodeDialog

        project = self._session.project
        if project is None:
            return
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        dialog = RecodeDialog(self._session, project, self._query(project), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.line.set_names(self._names)
        dialog.told.connect(self.told)
        dialog.mention_chosen.connect(self.mention_chosen)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.show()

    def _query(self, project: Project) -> str:
        text = self._searched().strip()
        try:
            return text if parse_query(text, project.codebook).of_spans else ""
        except UserError:
            return ""

    def _forget(self) -> None:
        self.dialog = None
