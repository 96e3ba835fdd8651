"""The dialog of an import: how far it is, and then what became of each file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QSizePolicy, QWidget

from annotator.jobs.files import (
    ImportReport,
    as_csv,
    import_anew,
    import_layers,
    import_with_labels,
    lacking_labels,
    mapping_of,
    table_columns,
    unknown_tables,
    unread_tables,
    unused_labels,
)
from annotator.ui.files import file_dialogs
from annotator.ui.files.import_report import ReportModel, ReportView, import_sentence
from annotator.ui.parts.dialog_parts import JobDialog, ProgressLine, add_button, fit, frame, make_default, short
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.worker import Job, Work

_WIDTH = 520
_REPORT_SIZE = (1120, 520)


class ImportDialog(JobDialog):
    """Imports files and folders, or web addresses (texts), into a project as soon as it is made.

    Esc, Cancel or closing it stops the import after the articles that are being written; those that were written
    stay. ``imported`` carries the ImportReport, cancelled or not; a failure shows a sentence instead. In both
    cases articles may have come into the file.
    """

    imported = Signal(object)

    def __init__(
        self,
        project: Path,
        annotator: str,
        paths: Sequence[Path | str],
        parent: QWidget | None = None,
        *,
        whole_pages: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        self.auto_close = False
        """Whether the dialog closes by itself when all went well."""
        self.report: ImportReport | None = None
        self._project = project
        self._annotator = annotator
        self._whole_pages = whole_pages
        self._wrote = False
        self._bar, column = frame(self)
        self._heading = QLabel()
        # A line of all that can be told is wider than small screens are.
        self._heading.setWordWrap(True)
        set_role(self._heading, "title")
        self._text = QLabel()
        self._text.setWordWrap(True)
        set_role(self._text, "muted")
        self._addresses = [path for path in paths if isinstance(path, str)]
        unit: Literal["addresses", "bytes"] = "addresses" if self._addresses else "bytes"
        self._progress = ProgressLine(self.tr("Progress of the import"), unit)
        self._table = ReportView()
        self._table.hide()
        self._outcome = QComboBox()
        self._outcome.setAccessibleName(self.tr("Which rows to show"))
        self._outcome.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._outcome.currentIndexChanged.connect(self._choose_outcome)
        self._outcome.hide()
        for widget in (self._heading, self._text, self._progress, self._outcome):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
        self._add_buttons()
        column.addWidget(self._buttons)
        if self._addresses:
            self._fetch()
        else:
            self._start([path for path in paths if isinstance(path, Path)])
        fit(self, _WIDTH)

    @property
    def clean(self) -> bool:
        """Whether the import has ended, whole, something came in and there is nothing else to tell or ask."""
        report = self.report
        return (
            report is not None
            and bool(report.imported)
            and not (report.cancelled or report.refused or report.unread or report.unused or report.merged)
            and not (report.taken or report.notable_dates or report.remarks)
        )

    def cancel(self) -> None:
        if self.is_running():
            super().cancel()
            self._cancel.setEnabled(False)
            self._text.setText(self.tr("Stopping after the articles that are being written …"))

    def _add_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self._buttons = QDialogButtonBox(self)
        self._choose = add_button(self._buttons, self.tr("Choose columns…"), role.ActionRole, self._choose_columns)
        self._labels = add_button(
            self._buttons, self.tr("Add labels to the codebook"), role.ActionRole, self._add_labels
        )
        self._layers = add_button(self._buttons, self.tr("Add their labels"), role.ActionRole, self._add_layers)
        self._layers.setToolTip(self.tr("Adds the labels of articles that were there already, by annotator"))
        self._save = add_button(self._buttons, self.tr("Save report…"), role.ActionRole, self._save_report)
        self._copy = add_button(self._buttons, self.tr("Copy report"), role.ActionRole, self._table.copy_all)
        self._cancel = add_button(self._buttons, self.tr("Cancel"), role.RejectRole, self.cancel)
        self._close = add_button(self._buttons, self.tr("Close"), role.AcceptRole, self.accept)
        self._afterwards = (self._choose, self._labels, self._layers, self._save, self._copy, self._close)
        for button in self._afterwards:
            button.hide()

    def _start(self, paths: list[Path]) -> None:
        self._tell_files(paths)
        self._run(
            lambda project, progress: project.import_paths(paths, progress=progress, whole_pages=self._whole_pages)
        )

    def _tell_files(self, paths: list[Path]) -> None:
        if len(paths) == 1:
            self._heading.setText(self.tr("Importing %1").replace("%1", short(paths[0].name)))
        else:
            self._heading.setText(self.tr("Importing %Ln files", "", len(paths)))
        self._text.setText(self.tr("Articles that are in the project already are left out."))

    def _fetch(self) -> None:
        if len(self._addresses) == 1:
            self._heading.setText(self.tr("Fetching %1").replace("%1", short(self._addresses[0])))
        else:
            self._heading.setText(self.tr("Fetching %Ln web addresses", "", len(self._addresses)))
        self._text.setText(self.tr("One after the other, with a pause between two pages of the same site."))
        self._run(lambda project, progress: project.import_addresses(self._addresses, progress, self._whole_pages))

    def _run(self, work: Work) -> None:
        self._progress.begin()
        self.job = Job(self._project, self._annotator, work)
        self.job.progressed.connect(self._advance)
        self.job.finished_with.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.crashed.connect(self._crashed)
        self.job.start()

    def _advance(self, done: int, total: int) -> None:
        self._wrote = True
        self._progress.advance(done, total)

    def _choose_columns(self) -> None:
        """Asks which columns of tables are what, and imports these again: those that were refused first."""
        from annotator.ui.files.mapping_dialog import MappingDialog

        refused = unknown_tables(self.report) if self.report is not None else []
        files = refused or (list(unread_tables(self.report)) if self.report is not None else [])
        found = next(((path, columns) for path in files if (columns := table_columns(path)) is not None), None)
        if found is None:
            self._bar.show_message(self.tr("The file can't be read any more."), error=True)
            return
        first, columns = found
        if not refused:
            # What came of others would be taken out, and not come in again for want of a column.
            files = [path for path in files if (other := table_columns(path)) and other.names == columns.names]
        files.sort(key=lambda path: path != first)
        dialog = MappingDialog(files, columns, self)
        chosen = dialog.columns() if dialog.exec() else None
        dialog.deleteLater()
        if chosen is not None:
            self._import_again(files, chosen)

    def _add_labels(self) -> None:
        """Adds to the codebook what refused articles have and it lacks, and imports these again."""
        report = self.report
        if report is not None:
            self._show_running()
            self._text.setText(self.tr("Adding what the codebook lacks, then importing again …"))
            self._run(
                lambda project, progress: import_with_labels(
                    project,
                    report,
                    lambda files: project.import_paths(files, progress=progress, whole_pages=self._whole_pages),
                )
            )

    def _add_layers(self) -> None:
        """Imports again what has labels of articles that were there already, and adds these to their layers."""
        report = self.report
        if report is not None:
            self._show_running()
            self._text.setText(self.tr("Adding the labels of articles that were there already …"))
            self._run(
                lambda project, progress: import_layers(
                    report,
                    lambda files: project.import_paths(
                        files, progress=progress, whole_pages=self._whole_pages, merge_labels=True
                    ),
                )
            )

    def _import_again(self, files: list[Path], columns: dict[str, str]) -> None:
        report, mapping = self.report, mapping_of(columns)
        if report is not None:
            self._show_running()
            self._tell_files(files)
            self._run(
                lambda project, progress: import_anew(
                    project,
                    report,
                    files,
                    lambda paths: project.import_paths(
                        paths, progress=progress, mapping=mapping, whole_pages=self._whole_pages
                    ),
                )
            )
            fit(self, _WIDTH)

    def _show_running(self) -> None:
        hidden: tuple[QWidget, ...] = (self._table, self._outcome, *self._afterwards)
        for widget in hidden:
            widget.hide()
        shown: tuple[QWidget, ...] = (self._text, self._progress, self._cancel)
        for widget in shown:
            widget.show()
        self._cancel.setEnabled(True)
        fit(self, _WIDTH)

    def _finished(self, report: ImportReport) -> None:
        self.report = report
        model = self._table.show_report(report)
        rows = model.rowCount()
        if rows:
            # First of all: were it to grow with what is shown, what a window manager answers to that might come
            # after this, and undo it.
            fit(self, *_REPORT_SIZE)
        self._heading.setText(import_sentence(report))
        if report.cancelled:
            self._text.setText(
                self.tr("Cancelled: the articles counted here are in the project, each of them whole. ")
                + self._again()
            )
        self._text.setVisible(report.cancelled)
        self._show_outcomes(model)
        for widget in (self._table, self._save, self._copy):
            widget.setVisible(rows > 0)
        unknown, lacking = unknown_tables(report), lacking_labels(report)
        self._choose.setVisible(bool(unknown) or any(unread_tables(report)))
        self._labels.setVisible(bool(lacking))
        self._layers.setVisible(bool(unused_labels(report)))
        self._end(*(_REPORT_SIZE if rows else (_WIDTH,)))
        for button, is_needed in ((self._labels, lacking), (self._choose, unknown)):
            if is_needed:
                make_default(button)
        self.imported.emit(report)
        if self.auto_close and self.clean:
            self.accept()

    def _show_outcomes(self, model: ReportModel) -> None:
        """Offers to look at one outcome alone, where there are several."""
        counts = model.counts()
        self._outcome.clear()
        self._outcome.addItem(self.tr("All (%1)").replace("%1", QLocale().toString(model.rowCount())), None)
        for outcome, number in counts.items():
            self._outcome.addItem(f"{model.outcomes[outcome]} ({QLocale().toString(number)})", outcome)
        self._outcome.setVisible(len(counts) > 1)

    def _choose_outcome(self) -> None:
        model = self._table.model()
        if isinstance(model, ReportModel) and self._outcome.count():
            model.show_only(self._outcome.currentData())

    def _failed(self, sentence: str) -> None:
        self._heading.setText(self.tr("The import stopped"))
        if self._wrote:
            sentence += " " + self._again()
        self._text.setText(sentence)
        self._text.show()
        set_role(self._text, "error")
        self._end(_WIDTH)

    def _again(self) -> str:
        if self._addresses:
            return self.tr("Importing the same addresses again adds the rest.")
        return self.tr("Importing the same files again adds the rest.")

    def _crashed(self) -> None:
        self._failed(self.tr("Something went wrong inside the program."))

    def _end(self, width: float, height: float = 0) -> None:
        self.job = None
        self._progress.hide()
        self._cancel.hide()
        self._close.show()
        self._close.setDefault(True)
        self._close.setFocus()
        fit(self, width, height)

    def _save_report(self) -> None:
        name = self.tr("%1 import report.csv").replace("%1", self._project.stem)
        chosen = file_dialogs.save_file(
            self, self.tr("Save report"), self._project.with_name(name), self.tr("Tables (*.csv)")
        )
        if chosen is None or self.report is None:
            return
        try:
            chosen.write_bytes(as_csv(self.report))
        except OSError as error:
            sentence = self.tr("%1 can't be written: %2.").replace("%1", str(chosen))
            self._bar.show_message(sentence.replace("%2", str(error.strerror)), error=True)
        else:
            self._bar.show_message(self.tr("Saved %1.").replace("%1", str(chosen)), success=True)
