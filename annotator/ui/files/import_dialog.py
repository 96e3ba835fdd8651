"""The dialog of an import: how far it is, and then what became of each file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget

from annotator.core.errors import UserError
from annotator.jobs import ImportReport
from annotator.ui.files import file_dialogs
from annotator.ui.files.import_report import ReportView, import_sentence
from annotator.ui.parts.dialog_parts import JobDialog, ProgressLine, add_button, fit, frame, short
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.worker import Job

_WIDTH = 520
_REPORT_SIZE = (900, 460)


class ImportDialog(JobDialog):
    """Imports files and folders into a project as soon as it is made.

    Esc, Cancel or closing it stops the import after the articles that are being written; those that were written
    stay. ``imported`` carries the ImportReport, cancelled or not; a failure shows a sentence instead. In both
    cases articles may have come into the file.
    """

    imported = Signal(object)

    def __init__(
        self, project: Path, annotator: str, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        self.auto_close = False
        """Whether the dialog closes by itself when all went well."""
        self.report: ImportReport | None = None
        self._project = project
        self._wrote = False
        self._bar, column = frame(self)
        self._heading = QLabel()
        set_role(self._heading, "title")
        self._text = QLabel()
        self._text.setWordWrap(True)
        set_role(self._text, "muted")
        self._progress = ProgressLine(self.tr("Progress of the import"), "bytes")
        self._table = ReportView()
        self._table.hide()
        for widget in (self._heading, self._text, self._progress):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
        self._add_buttons()
        column.addWidget(self._buttons)
        self._start(list(paths), annotator)
        fit(self, _WIDTH)

    @property
    def clean(self) -> bool:
        """Whether the import has ended, whole, something came in and nothing was refused."""
        return (
            self.report is not None
            and bool(self.report.imported)
            and not (self.report.cancelled or self.report.refused)
        )

    def cancel(self) -> None:
        if self.is_running():
            super().cancel()
            self._cancel.setEnabled(False)
            self._text.setText(self.tr("Stopping after the articles that are being written …"))

    def _add_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self._buttons = QDialogButtonBox(self)
        self._save = add_button(self._buttons, self.tr("Save report…"), role.ActionRole, self._save_report)
        self._copy = add_button(self._buttons, self.tr("Copy report"), role.ActionRole, self._table.copy_all)
        self._cancel = add_button(self._buttons, self.tr("Cancel"), role.RejectRole, self.cancel)
        self._close = add_button(self._buttons, self.tr("Close"), role.AcceptRole, self.accept)
        for button in (self._save, self._copy, self._close):
            button.hide()

    def _start(self, paths: list[Path], annotator: str) -> None:
        if len(paths) == 1:
            self._heading.setText(self.tr("Importing %1").replace("%1", short(paths[0].name)))
        else:
            self._heading.setText(self.tr("Importing %Ln files", "", len(paths)))
        self._text.setText(self.tr("Articles that are in the project already are left out."))
        self._progress.begin()
        self.job = Job(
            self._project, annotator, lambda project, progress: project.import_paths(paths, progress=progress)
        )
        self.job.progressed.connect(self._advance)
        self.job.finished_with.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.crashed.connect(self._crashed)
        self.job.start()

    def _advance(self, done: int, total: int) -> None:
        self._wrote = True
        self._progress.advance(done, total)

    def _finished(self, report: ImportReport) -> None:
        self.report = report
        self._heading.setText(import_sentence(report))
        if report.cancelled:
            self._text.setText(
                self.tr(
                    "Cancelled: the articles counted here are in the project, each of them whole. "
                    "Importing the same files again adds the rest."
                )
            )
        self._text.setVisible(report.cancelled)
        rows = self._table.show_report(report)
        for widget in (self._table, self._save, self._copy):
            widget.setVisible(rows > 0)
        self._end()
        if rows:
            fit(self, *_REPORT_SIZE)
        self.imported.emit(report)
        if self.auto_close and self.clean:
            self.accept()

    def _failed(self, sentence: str) -> None:
        self._heading.setText(self.tr("The import stopped"))
        if self._wrote:
            sentence += " " + self.tr("Importing the same files again adds the rest.")
        self._text.setText(sentence)
        set_role(self._text, "error")
        self._end()

    def _crashed(self) -> None:
        self._failed(self.tr("Something went wrong inside the program."))

    def _end(self) -> None:
        self.job = None
        self._progress.hide()
        self._cancel.hide()
        self._close.show()
        self._close.setDefault(True)
        self._close.setFocus()
        fit(self, _WIDTH)

    def _save_report(self) -> None:
        name = self.tr("%1 import report.csv").replace("%1", self._project.stem)
        chosen = file_dialogs.save_file(
            self, self.tr("Save report"), self._project.with_name(name), self.tr("Tables (*.csv)")
        )
        if chosen is None:
            return
        try:
            self._table.save(chosen)
        except UserError as error:
            self._bar.show_message(str(error), error=True)
        else:
            self._bar.show_message(self.tr("Saved %1.").replace("%1", str(chosen)), success=True)
