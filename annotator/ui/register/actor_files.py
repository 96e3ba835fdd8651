"""The register of actors to and from CSV files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from annotator.core.models import Refusal
from annotator.jobs import ActorsReport, ImportReport, export_actors, import_actors
from annotator.project import Project
from annotator.ui.parts.dialog_parts import add_button, fit, frame
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.worker import Progress
from annotator.ui.session import Session

_NAME = "actors.csv"


class ActorFiles(QObject):
    """Asks for a file, then reads or writes it in a thread of its own."""

    told = Signal(str, bool)  # a sentence, and whether what it tells of can be undone

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def write(self) -> None:
        """Writes all actors to a file."""
        from annotator.ui.files import file_dialogs

        project = self._session.project
        if project is None:
            return
        proposed = project.path.parent / _NAME
        path = file_dialogs.save_file(self._window, self.tr("Export the actors"), proposed, self._filter())
        if path is None:
            return

        def work(project: Project, _progress: Progress) -> int:
            return export_actors(project, path)

        written = run_long(self._window, self._session, self.tr("Exporting the actors"), work)
        if isinstance(written, int):
            count = self.tr("1 actor") if written == 1 else self.tr("%Ln actors", "", written)
            self.told.emit(self.tr("%1 written to %2.").replace("%1", count).replace("%2", path.name), False)

    def read(self) -> None:
        """Adds the actors of a file, or writes over those that have their ids; undo takes it back."""
        from annotator.ui.files import file_dialogs

        project = self._session.project
        if project is None:
            return
        path = file_dialogs.open_file(self._window, self.tr("Import actors"), project.path.parent, self._filter())
        if path is None:
            return

        def work(project: Project, progress: Progress) -> ActorsReport:
            return import_actors(project, path, progress)

        report = run_long(self._window, self._session, self.tr("Importing actors"), work)
        if not isinstance(report, ActorsReport):
            return
        sentence = self.tr("Actors: %1 added, %2 changed, %3 as they were, %4 refused.")
        numbers = (report.added, report.updated, report.unchanged, len(report.refused))
        for place, number in enumerate(numbers, 1):
            sentence = sentence.replace(f"%{place}", str(number))
        self.told.emit(sentence, report.change is not None)
        if report.refused:
            dialog = RefusedDialog(report.refused, self._window)
            dialog.exec()
            dialog.deleteLater()

    def _filter(self) -> str:
        return self.tr("Tables (%1)").replace("%1", "*.csv")


class RefusedDialog(QDialog):
    """Which rows of a file were not taken, and why."""

    def __init__(self, refused: Sequence[Refusal], parent: QWidget | None = None) -> None:
        from annotator.ui.files.import_report import ReportView

        super().__init__(parent)
        self.setWindowTitle(self.tr("Refused rows"))
        _, column = frame(self)
        heading = QLabel(self.tr("These rows were not taken"))
        set_role(heading, "title")
        column.addWidget(heading)
        self.view = ReportView()
        self.view.show_report(ImportReport(refused=list(refused)))
        column.addWidget(self.view, 1)
        box = QDialogButtonBox(self)
        add_button(box, self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole, self.reject)
        column.addWidget(box)
        fit(self, 720, 420)
        self.view.setFocus()
