"""Training a model from the labels of the project, as the action asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from annotator.ui.session import Session
from annotator.ui.settings import Settings

if TYPE_CHECKING:
    # Not needed before somebody trains.
    from annotator.ui.training.train_dialog import TrainDialog


class Training(QObject):
    """Shows the dialog that trains, beside the window; ``suggest`` opens the one that suggests, with an engine
    named by its spec.

    A training goes on while its dialog is out of sight, and when another project is opened.
    """

    told = Signal(str)

    def __init__(
        self, session: Session, settings: Settings, suggest: Callable[[str], object], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._suggest = suggest
        self._window = window
        self._dialog: TrainDialog | None = None
        session.project_changed.connect(self._leave_project)

    def train_model(self) -> None:
        """Asks what to train from which labels, or shows how far that is, or how good the model has become."""
        from annotator.ui.training.train_dialog import TrainDialog

        project = self._session.project
        if self._dialog is None:
            if project is None:
                return
            self._dialog = TrainDialog(project, self._window)
            self._dialog.finished.connect(self._finished)
            self._dialog.ended.connect(self._tell)
        if self._dialog.isVisible():
            self._dialog.raise_()
        self._dialog.show()
        self._dialog.activateWindow()

    def may_close(self) -> bool:
        """Whether the window may close; a training that would end with it is stopped if the person says so."""
        dialog = self._dialog
        if dialog is None or not dialog.is_running():
            return True
        question = self.tr("A model is being trained. Stop that, and close the window?")
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        if QMessageBox.question(self._window, dialog.windowTitle(), question, yes | no, no) != yes:
            return False
        dialog.hide()
        dialog.cancel()
        return True

    def _leave_project(self) -> None:
        if self._dialog is not None and not self._dialog.is_running():
            self._dialog.reject()

    def _tell(self) -> None:
        """Who has put the dialog out of sight is told that there is something to see."""
        dialog = self._dialog
        if dialog is not None and not dialog.isVisible():
            self.told.emit(self.tr("The training has ended; Export › Train a model shows what came of it."))

    def _finished(self, result: int) -> None:
        from annotator.ui.suggestions.engines import Engine, Engines

        dialog = self._dialog
        if dialog is None:
            return
        if dialog.is_running():
            self.told.emit(self.tr("The training goes on; Export › Train a model shows it again."))
            return
        self._dialog = None
        dialog.deleteLater()
        made, path = dialog.made, dialog.project_path
        if made is None:
            return
        project = self._session.project
        if result == QDialog.DialogCode.Accepted:
            engine = Engine("spacy", str(made))
            Engines(self._settings, path).add(engine)
            if project is not None and project.path == path:
                self._suggest(engine.spec)
                return
        self.told.emit(self.tr("The model is in %1.").replace("%1", str(made)))
