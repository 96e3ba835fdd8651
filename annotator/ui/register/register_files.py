"""The registers to and from CSV files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from annotator.jobs.files import (
    ImportReport,
    RegisterReport,
    export_actors,
    export_concepts,
    import_actors,
    import_concepts,
)
from annotator.project import Project
from annotator.ui.parts.dialog_parts import add_button, fit, frame
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.worker import Progress
from annotator.ui.session import Session


class RegisterFiles(QObject):
    """Asks for a file, then reads or writes it in a thread of its own."""

    told = Signal(str, bool)  # a sentence, and whether what it tells of can be undone

    def __init__(self, session: Session, window: QWidget, kind: RegisterKind) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._kind = kind

    def write(self) -> None:
        """Writes all entries to a file."""
        from annotator.ui.files import file_dialogs

        project, kind = self._session.project, self._kind
        if project is None:
            return
        proposed = project.path.parent / kind.file
        path = file_dialogs.save_file(self._window, kind.export_title, proposed, self._filter())
        if path is None:
            return

        def work(project: Project, _progress: Progress) -> int:
            return kind.export(project, path)

        written = run_long(self._window, self._session, kind.exporting, work)
        if isinstance(written, int):
            count = kind.count(written)
            self.told.emit(self.tr("%1 written to %2.").replace("%1", count).replace("%2", path.name), False)

    def read(self) -> None:
        """Adds the entries of a file, or writes over those that have their ids; undo takes it back."""
        from annotator.ui.files import file_dialogs

        project, kind = self._session.project, self._kind
        if project is None:
            return
        path = file_dialogs.open_file(self._window, kind.import_title, project.path.parent, self._filter())
        if path is None:
            return

        def work(project: Project, progress: Progress) -> RegisterReport:
            return kind.import_(project, path, progress)

        report = run_long(self._window, self._session, kind.importing, work)
        if not isinstance(report, RegisterReport):
            return
        sentence = kind.imported
        numbers = (report.added, report.updated, report.unchanged, len(report.refused))
        for place, number in enumerate(numbers, 1):
            sentence = sentence.replace(f"%{place}", str(number))
        self.told.emit(sentence, report.change is not None)
        if report.refused or report.unread:
            dialog = LeftOutDialog(report, self._window)
            dialog.exec()
            dialog.deleteLater()

    def _filter(self) -> str:
        return self.tr("Tables (%1)").replace("%1", "*.csv")


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """What a register is called, and what reads and writes its table."""

    file: str
    export_title: str
    exporting: str
    import_title: str
    importing: str
    imported: str
    """With the numbers of entries added, changed, unchanged and refused as %1 to %4."""
    count: Callable[[int], str]
    export: Callable[[Project, Path], int]
    import_: Callable[[Project, Path, Progress], RegisterReport]


def actor_files(session: Session, window: QWidget) -> RegisterFiles:
    """The register of actors to and from files."""
    tr = window.tr

    def count(number: int) -> str:
        return tr("1 actor") if number == 1 else tr("%Ln actors", "", number)

    kind = RegisterKind(
        "actors.csv",
        tr("Export the actors"),
        tr("Exporting the actors"),
        tr("Import actors"),
        tr("Importing actors"),
        tr("Actors: %1 added, %2 changed, %3 as they were, %4 refused."),
        count,
        export_actors,
        import_actors,
    )
    return RegisterFiles(session, window, kind)


def concept_files(session: Session, window: QWidget) -> RegisterFiles:
    """The hierarchy of concepts to and from files."""
    tr = window.tr

    def count(number: int) -> str:
        return tr("1 concept") if number == 1 else tr("%Ln concepts", "", number)

    kind = RegisterKind(
        "concepts.csv",
        tr("Export the concepts"),
        tr("Exporting the concepts"),
        tr("Import concepts"),
        tr("Importing concepts"),
        tr("Concepts: %1 added, %2 changed, %3 as they were, %4 refused."),
        count,
        export_concepts,
        import_concepts,
    )
    return RegisterFiles(session, window, kind)


class LeftOutDialog(QDialog):
    """Which rows and columns of a file were not taken, and why."""

    def __init__(self, report: RegisterReport, parent: QWidget | None = None) -> None:
        from annotator.ui.files.import_report import ReportView

        super().__init__(parent)
        self.setWindowTitle(self.tr("Not taken"))
        _, column = frame(self)
        heading = QLabel(self.tr("What of the file was not taken"))
        set_role(heading, "title")
        column.addWidget(heading)
        if report.unread:
            known = QLabel(self.tr("What is read: the columns %1.").replace("%1", ", ".join(report.columns)))
            known.setWordWrap(True)
            set_role(known, "muted")
            column.addWidget(known)
        unread = {report.file: report.unread} if report.unread else {}
        self.view = ReportView()
        self.view.show_report(ImportReport(refused=report.refused, unread=unread))
        column.addWidget(self.view, 1)
        box = QDialogButtonBox(self)
        add_button(box, self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole, self.reject)
        column.addWidget(box)
        fit(self, 720, 420)
        self.view.setFocus()
