"""The dialog of an export: what goes out, what one record of it looks like, and where it is written."""

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
from annotator.core.models import State
from annotator.jobs import ExportFilter, ExportReport
from annotator.project import Project
from annotator.ui.files import file_dialogs
from annotator.ui.files.export_filters import ExportFilters
from annotator.ui.files.record_preview import RecordPreview
from annotator.ui.parts.dialog_parts import JobDialog, ProgressLine, Scrolled, add_button, fit, frame
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import state_title
from annotator.ui.parts.worker import Job

_SIZE = (940, 580)


class ExportDialog(JobDialog):
    """Writes the project as JSON Lines.

    The preview shows the record of ``article_id`` as the filters make it. ``choices`` are the ``values()`` of an
    earlier export: filters, and the file if it was one of the same project.
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
        self._restore(choices or {})
        self._filters.changed.connect(self.refresh_preview)
        self._file.textChanged.connect(self._file_changed)
        self._file_changed()
        self.refresh_preview()
        fit(self, *_SIZE)
        self._file.setFocus()

    def values(self) -> dict[str, object]:
        """What the person chose, for the next time: plain values that settings can hold."""
        return {**self._filters.values(), "out": self._file.text(), "project": str(self._project.path)}

    def out(self) -> Path | None:
        """The file to write; a relative name is in the project's folder. None where none is named."""
        text = self._file.text().strip()
        if not text:
            return None
        path = Path(text)
        # "~" is left as it is where no such person is known.
        home = path.expanduser() if text == "~" or text.startswith(("~/", "~\\")) else path
        return self._project.path.parent.absolute() / home

    def cancel(self) -> None:
        if self.is_running():
            super().cancel()
            self._cancel.setEnabled(False)

    def refresh_preview(self) -> None:
        """Shows the record that the export would write of the article, or why it would write none."""
        if self._article_id is None:
            self._preview.show_sentence(self.tr("Open an article to see its record here."))
            return
        wanted = self._filters.wanted()
        try:
            made = self._project.exporting.preview(self._article_id, wanted)
        except UserError as error:
            self._preview.show_sentence(str(error))
            return
        if made is None:
            self._preview.show_sentence(self._why_not(wanted))
        else:
            self._preview.show_text("\n".join(made.files.values()), coloured=True)

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
        self._filters = ExportFilters(self._project.annotators())
        column.addWidget(title)
        column.addLayout(row)
        column.addSpacing(round(10 * scale_of(self)))
        column.addWidget(Scrolled(self._filters), 1)
        return column

    def _make_right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(round(6 * scale_of(self)))
        title = QLabel(self.tr("Record of the article on screen"))
        set_role(title, "heading")
        self._preview = RecordPreview()
        column.addWidget(title)
        column.addWidget(self._preview, 1)
        return column

    def _make_buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        self._cancel = add_button(box, self.tr("Cancel export"), role.ActionRole, self.cancel)
        self._cancel.hide()
        self._close = add_button(box, self.tr("Close"), role.RejectRole, self.reject)
        self._export = add_button(box, self.tr("Export"), role.AcceptRole, self.export)
        self._export.setDefault(True)
        return box

    def _restore(self, choices: Mapping[str, object]) -> None:
        self._filters.set_values(choices)
        out = choices.get("out")
        if isinstance(out, str) and out and choices.get("project") == str(self._project.path):
            self._file.setText(out)
        else:
            self._file.setText(str(self._project.path.absolute().with_suffix(".jsonl")))
        self._file.setCursorPosition(len(self._file.text()))

    def _file_changed(self) -> None:
        self._confirmed = None
        self._export.setEnabled(self.out() is not None)

    def _choose_file(self) -> None:
        chosen = file_dialogs.save_file(
            self,
            self.tr("Export to"),
            self.out() or self._project.path.absolute().with_suffix(".jsonl"),
            self.tr("JSON Lines (*.jsonl);;All files (*)"),
        )
        if chosen is not None:
            self._file.setText(str(chosen))
            # The file dialog has asked already whether to replace it.
            self._confirmed = self.out()

    def export(self) -> None:
        """Writes the file; asks first where one would be replaced."""
        out = self.out()
        if out is None or self.is_running():
            return
        # os.path, unlike Path, answers False for a name that is too long or in a closed folder.
        if out != self._confirmed and os.path.isfile(out) and not out.samefile(self._project.path):
            question = self.tr("%1 exists already. Replace it?").replace("%1", str(out))
            self._bar.show_message(question, [(self.tr("Replace"), lambda: self._start(out))])
            self._bar.focus_answer()
        else:
            self._start(out)

    def _start(self, out: Path) -> None:
        wanted = self._filters.wanted()
        self._confirmed, self._target = None, out
        self._bar.close_message()
        self._set_running(True)
        self._progress.begin()
        self.job = Job(
            self._project.path,
            self._project.annotator,
            lambda project, progress: project.export(out, wanted, progress),
            self._project.everyone,
        )
        self.job.progressed.connect(self._progress.advance)
        self.job.finished_with.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.crashed.connect(self._crashed)
        self.job.start()

    def _finished(self, report: ExportReport) -> None:
        self._set_running(False)
        self.report = report
        out = self._target
        if report.cancelled:
            kept = self.tr("Cancelled: nothing was written, and %1 is as it was.").replace("%1", str(out))
            self._bar.show_message(kept if os.path.exists(out) else self.tr("Cancelled: nothing was written."))
            return
        folder = QUrl.fromLocalFile(str(out.parent))
        self._bar.show_message(
            " ".join(self.sentences(report)),
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

    def sentences(self, report: ExportReport) -> list[str]:
        """What a person should know of the export, in the words of the window."""
        count = report.written
        written = self.tr("1 article written") if count == 1 else self.tr("%Ln articles written", "", count)
        if report.not_done:
            not_done = self.tr("%Ln of them not done", "", report.not_done)
            written += ", " + (self.tr("not done yet") if count == 1 else not_done)
        lines = [f"{written}."]
        if report.left_out:
            counts = ", ".join(f"{n} {state_title(State(s)).lower()}" for s, n in sorted(report.left_out.items()))
            lines.append(self.tr("Left out by the filter: %1.").replace("%1", counts))
        if report.spans_in_zones or report.relations_in_zones:
            counted = (
                self._spans(report.spans_in_zones),
                self._relations(report.relations_in_zones),
                self._comments(report.comments_in_zones),
            )
            lines.append(
                self.tr("Left out with what is not article text: %1.").replace(
                    "%1", ", ".join(filter(None, counted))
                )
            )
        if report.foreign_relations:
            lines.append(
                self.tr("Left out, as a span at their end is not exported: %1.").replace(
                    "%1", self._relations(report.foreign_relations)
                )
            )
        if report.foreign_comments:
            lines.append(
                self.tr("Left out, as their span is not exported: %1.").replace(
                    "%1", self._comments(report.foreign_comments)
                )
            )
        if report.lacking:
            lines.append(
                self.tr("Without an attribute that the codebook requires: %1.").replace(
                    "%1", self._spans(report.lacking)
                )
            )
        return lines

    def _spans(self, number: int) -> str:
        one, more = self.tr("1 span"), self.tr("%Ln spans", "", number)
        return more if number > 1 else one if number else ""

    def _relations(self, number: int) -> str:
        one, more = self.tr("1 relation"), self.tr("%Ln relations", "", number)
        return more if number > 1 else one if number else ""

    def _comments(self, number: int) -> str:
        one, more = self.tr("1 comment"), self.tr("%Ln comments", "", number)
        return more if number > 1 else one if number else ""

    def _why_not(self, wanted: ExportFilter) -> str:
        if wanted.status == "any":
            return self.tr("This article is not in the project any more.")
        if wanted.annotator is None:
            sentence = self.tr("This article is left out: it is not %1.")
        else:
            sentence = self.tr("This article is left out: for %2 it is not %1.")
        return sentence.replace("%1", self._filters.caption()).replace("%2", wanted.annotator or "")
