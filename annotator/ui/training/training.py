"""Training a model from the labels of the project, as the action asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.session import Session
from annotator.ui.settings import Settings


class Training(QObject):
    """Opens the dialog that trains; ``suggest`` opens the one that suggests, with an engine named by its spec."""

    told = Signal(str)

    def __init__(
        self, session: Session, settings: Settings, suggest: Callable[[str], object], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._suggest = suggest
        self._window = window

    def train_model(self) -> None:
        """Asks what to train from which labels, shows how good it is, and lets it suggest if that is wanted."""
        project = self._session.project
        if project is None:
            return
        from annotator.ui.suggestions.engines import Engine, Engines
        from annotator.ui.training.train_dialog import TrainDialog

        dialog = TrainDialog(project, self._window)
        is_wanted = bool(dialog.exec())
        made = dialog.made
        dialog.deleteLater()
        if made is None:
            return
        if is_wanted:
            engine = Engine("spacy", str(made))
            Engines(self._settings, project.path).add(engine)
            self._suggest(engine.spec)
        else:
            self.told.emit(self.tr("The model is in %1.").replace("%1", str(made)))
