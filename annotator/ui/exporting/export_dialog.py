"""The dialog of an export: what goes out and how, what becomes of one article, and where it is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import UserError
from annotator.jobs.files import ExportFilter, ExportReport, Writing, told_by
from annotator.project import Project
from annotator.ui.exporting import file_names, wording
from annotator.ui.exporting.export_filters import ExportFilters
from annotator.ui.exporting.format_choice import FormatChoice
from annotator.ui.exporting.libraries import Libraries
from annotator.ui.exporting.loss_panel import Found, LossPanel, run
from annotator.ui.exporting.record_preview import RecordPreview
from annotator.ui.exporting.split_choice import SplitChoice
from annotator.ui.files import file_dialogs
from annotator.ui.parts.dialog_parts import JobDialog, ProgressLine, Scrolled, add_button, fit, frame, make_default
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.worker import Job

_SIZE = (1000, 700)


class ExportDialog(JobDialog):
    """Writes the project as training data.

    The preview shows ``article_id`` as it would be written. ``choices`` are the ``values()`` of an
    earlier export: format, filters, and the file if it was one of the same project.
    """

    def __init__(
        self,
        project: Project,
        article_id: int | None = None,
        choices: Mapping[str, object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.report: ExportReport | None = None
        self._project = project
        self._article_id = article_id
        self._confirmed: Path | None = None
        self._target = Path()
        self._bar, column = frame(self)
        self._form = QWidget()
        row = QHBoxLayout(self._form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(20 * scale_of(self)))
        row.addLayout(self._make_left(), 5)
        row.addLayout(self._make_right(), 7)
        column.addWidget(self._form, 1)
        self._progress = ProgressLine(self.tr("Progress of the export"), "articles")
        self._progress.hide()
        column.addWidget(self._progress)
        column.addWidget(self._make_buttons())
        self._libraries = Libraries(project, self)
        self._libraries.loaded.connect(self._library_loaded)
        self._restore(choices or {})
        self._filters.changed.connect(self.refresh_preview)
        self._splits.changed.connect(self.refresh_preview)
        self._format.changed.connect(self._format_changed)
        self._file.textChanged.connect(self._file_changed)
        self._file.editingFinished.connect(self._follow_name)
        self._file_changed()
        self.refresh_preview()
        fit(self, *_SIZE)
        self._file.setFocus()

    def values(self) -> dict[str, object]:
        """What the person chose, for the next time: plain values that settings can hold."""
        chosen = {**self._filters.values(), **self._format.values(), **self._splits.values()}
        return {**chosen, "out": self._file.text(), "project": str(self._project.path)}

    def out(self) -> Path | None:
        """The file to write; None where none is named."""
        return file_names.typed(self._file.text(), self._project.path)

    def cancel(self) -> None:
        if self.is_running():
            super().cancel()
            self._cancel.setEnabled(False)

    def done(self, result: int) -> None:
        if not self.is_running():
            self._losses.stop()
        super().done(result)

    def refresh_preview(self) -> None:
        """Shows what the export would make of the article, or why nothing; and what it would lose of all."""
        wanted = self._filters.wanted()
        try:
            how, plan = self._format.writing(), self._splits.plan()
            article_id = self._article_id
            if article_id is None:
                self._preview.show_sentence(self.tr("Open an article to see here what becomes of it."))
            elif self._libraries.has(self._format.form(), wanted, how, article_id):
                self._preview_article(article_id, wanted, how)
            else:
                self._preview.show_sentence(self.tr("Loading what this format needs …"))
                self._losses.clear()
                return
        except UserError as error:
            self._preview.show_sentence(str(error))
            self._losses.clear()
            return
        self._losses.look(wanted, how, plan)

    def _library_loaded(self) -> None:
        # The dialog may have been closed, and the project with it.
        if self.isVisible():
            self.refresh_preview()

    def _preview_article(self, article_id: int, wanted: ExportFilter, how: Writing) -> None:
        made = self._project.exporting.preview(article_id, wanted, how)
        if made is None:
            self._preview.show_sentence(wording.why_not(wanted, self._filters.caption()))
            return
        text = made.text
        if text:
            self._preview.show_text(text, coloured=text.startswith(("{", "[")))
        else:
            self._preview.show_sentence(wording.nothing(made.losses))

    def _make_left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(round(6 * scale_of(self)))
        title = QLabel(self.tr("File"))
        set_role(title, "heading")
        self._file = QLineEdit()
        self._file.setAccessibleName(self.tr("File to write"))
        self._browse = QPushButton(self.tr("Browse…"))
        self._browse.setAccessibleName(self.tr("Browse for the file to write"))
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._choose_file)
        row = QHBoxLayout()
        row.addWidget(self._file, 1)
        row.addWidget(self._browse)
        self._format = FormatChoice()
        labels = [label.name for label in self._project.codebook.labels]
        self._filters = ExportFilters(self._project.annotators(), labels)
        self._splits = SplitChoice()
        choices = QWidget()
        choices.setAccessibleName(self.tr("Format, filters and splits"))
        inner = QVBoxLayout(choices)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(round(16 * scale_of(self)))
        for part in (self._format, self._filters, self._splits):
            inner.addWidget(part)
        inner.addStretch(1)
        column.addWidget(title)
        column.addLayout(row)
        column.addSpacing(round(10 * scale_of(self)))
        column.addWidget(Scrolled(choices), 1)
        return column

    def _make_right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(round(6 * scale_of(self)))
        title = QLabel(self.tr("The article on screen, as it goes out"))
        title.setWordWrap(True)
        set_role(title, "heading")
        self._preview = RecordPreview()
        column.addWidget(title)
        self._losses = LossPanel(self._project)
        column.addWidget(self._preview, 1)
        column.addWidget(self._losses)
        return column

    def _make_buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        self._cancel = add_button(box, self.tr("Cancel export"), role.ActionRole, self.cancel)
        self._cancel.hide()
        self._close = add_button(box, self.tr("Close"), role.RejectRole, self.reject)
        self._export = add_button(box, self.tr("Export"), role.AcceptRole, self.export)
        make_default(self._export)
        return box

    def _restore(self, choices: Mapping[str, object]) -> None:
        for part in (self._format, self._filters, self._splits):
            part.set_values(choices)
        self._filters.show_for(self._format.form())
        out = choices.get("out")
        if isinstance(out, str) and out and choices.get("project") == str(self._project.path):
            self._file.setText(out)
        else:
            self._file.setText(str(self._usual_out()))
        self._file.setCursorPosition(len(self._file.text()))

    def _usual_out(self) -> Path:
        return file_names.usual(self._project.path, self._format)

    def _format_changed(self) -> None:
        out = self.out() or self._usual_out()
        self._file.setText(str(file_names.following(out, self._project.path, self._format)))
        self._filters.show_for(self._format.form())
        self.refresh_preview()

    def _follow_name(self) -> None:
        """What a person named a file chooses the format, as on the command line, unless a folder is wanted."""
        out, form = self.out(), self._format.form()
        # os.path, unlike Path, answers False for a name that is too long.
        if out is None or os.path.isdir(out):
            return
        if form.suffixes and (self._format.makes_folder() or form.takes(out)):
            return
        told = told_by(out)
        if told is not None:
            self._format.choose(told)

    def _file_changed(self) -> None:
        self._confirmed = None
        self._export.setEnabled(self.out() is not None)

    def _choose_file(self) -> None:
        usual = self.out() or self._usual_out()
        form = self._format.form()
        if self._format.makes_folder():
            # Not the system's dialog of folders, which takes those alone that are there.
            filter = self.tr("Folders (*)")
        else:
            endings = " ".join(f"*{suffix}" for suffix in form.suffixes)
            filter = f"{form.title.replace('(', '[').replace(')', ']')} ({endings});;{self.tr('All files (*)')}"
        chosen = file_dialogs.save_file(self, self.tr("Export to"), usual, filter)
        if chosen is not None:
            self._file.setText(str(chosen))
            self._follow_name()
            # The file dialog has asked already whether to replace it.
            self._confirmed = self.out()

    def export(self) -> None:
        """Writes the file; asks first where one would be replaced."""
        self._follow_name()
        out = self.out()
        if out is None or self.is_running():
            return
        if out != self._confirmed and Writing.replaces(out) and not out.samefile(self._project.path):
            question = self.tr("%1 exists already. Replace it?").replace("%1", str(out))
            self._bar.show_message(question, [(self.tr("Replace"), lambda: self._start(out))])
            self._bar.focus_answer()
        else:
            self._start(out)

    def _start(self, out: Path) -> None:
        wanted = self._filters.wanted()
        try:
            how, plan = self._format.writing(), self._splits.plan()
            how.format_for(out)
        except UserError as error:
            self._failed(str(error))
            return
        self._confirmed, self._target = None, out
        self._bar.close_message()
        self._losses.stop()
        self._set_running(True)
        self._progress.begin()
        self.job = Job(
            self._project.path,
            self._project.annotator,
            lambda project, progress: run(project, out, wanted, how, plan, progress),
            self._project.everyone,
        )
        self.job.progressed.connect(self._progress.advance)
        self.job.finished_with.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.crashed.connect(self._crashed)
        self.job.start()

    def _finished(self, found: Found) -> None:
        self._set_running(False)
        report, split = found
        self.report = report
        out = self._target
        if report.cancelled:
            kept = self.tr("Cancelled: nothing was written, and %1 is as it was.").replace("%1", str(out))
            said = kept if os.path.exists(out) else self.tr("Cancelled: nothing was written.")
            if split is not None and split.change is not None:
                said += " " + self.tr("The articles have been split; undo takes that back.")
            self._bar.show_message(said)
            return
        folder = QUrl.fromLocalFile(str(out.parent))
        made = [] if split is None else wording.split(split)
        self._bar.show_message(
            " ".join([*wording.written(report), *wording.lost(report.losses), *made]),
            [(self.tr("Show in folder"), lambda: QDesktopServices.openUrl(folder))],
            success=True,
        )
        self._close.setFocus()

    def _failed(self, sentence: str) -> None:
        self._set_running(False)
        self._bar.show_message(sentence, error=True)
        self._file.setFocus()

    def _crashed(self) -> None:
        self._failed(self.tr("Something went wrong inside the program; no file was changed."))

    def _set_running(self, running: bool) -> None:
        if not running:
            self.job = None
        self._form.setEnabled(not running)
        self._progress.setVisible(running)
        self._cancel.setVisible(running)
        self._cancel.setEnabled(running)
        self._close.setHidden(running)
        self._export.setEnabled(not running)
        if running:
            self._cancel.setFocus()
        else:
            self._losses.go_on()
