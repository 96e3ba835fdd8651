"""What an export will leave out or change, found by going through all articles without writing any."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.jobs.files import ExportFilter, ExportReport, Writing
from annotator.jobs.splitting import SplitPlan, SplitReport
from annotator.project import Project
from annotator.ui.exporting import wording
from annotator.ui.parts.dialog_parts import Scrolled
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.worker import Job
from annotator.ui.parts.worker import Progress as Step

_PAUSE_MS = 400  # after the last change of a choice, before all articles are looked through
_LEAST, _HEIGHT = 90, 170  # px of the look

Found = tuple[ExportReport, SplitReport | None]


def run(
    project: Project, out: Path | None, wanted: ExportFilter, how: Writing, plan: SplitPlan | None, step: Step
) -> Found:
    """Splits, if there is a plan, and exports; without ``out`` both only tell what they would do.

    A look is made by this process alone, as the next choice stops it, and others take time to start.
    """
    if plan is not None and out is not None:
        project.exporting.require_begin(out, wanted, how)
    split = None if plan is None else project.exporting.split(wanted, plan, step, dry=out is None)
    return project.export(out, wanted, step, how if out is None else replace(how, workers=None)), split


class LossPanel(QWidget):
    """Lists what is lost, and goes through all articles, writing nothing, whenever choices have changed."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._job: Job | None = None
        # Choices of which it is not known yet what is lost.
        self._wanted: tuple[ExportFilter, Writing, SplitPlan | None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(6 * scale_of(self)))
        title = QLabel(self.tr("What is left out or changed"))
        set_role(title, "heading")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._text.setAccessibleName(title.text())
        area = Scrolled(self._text)
        area.setAccessibleName(title.text())
        area.setMinimumHeight(round(_LEAST * scale_of(self)))
        area.setMaximumHeight(round(_HEIGHT * scale_of(self)))
        column.addWidget(title)
        column.addWidget(area)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._begin)

    def text(self) -> str:
        return self._text.text()

    def look(self, wanted: ExportFilter, how: Writing, plan: SplitPlan | None) -> None:
        """Goes through all articles soon, unless other choices follow."""
        self.stop()
        self._wanted = wanted, how, plan
        self._text.setText(self.tr("Looking through all articles…"))
        self._timer.start()

    def stop(self) -> None:
        """Stops looking, and waits until it has."""
        self._timer.stop()
        job, self._job = self._job, None
        if job is not None:
            job.finished_with.disconnect(self._show)
            job.failed.disconnect(self._fail)
            job.crashed.disconnect(self._crash)
            job.stop()

    def go_on(self) -> None:
        """Looks again where :meth:`stop` came before it was known what is lost."""
        if self._wanted is not None and self._job is None:
            self._timer.start()

    def clear(self) -> None:
        """Shows nothing, as nothing can be exported so."""
        self.stop()
        self._wanted = None
        self._text.clear()

    def _begin(self) -> None:
        if self._wanted is None:
            return
        wanted, how, plan = self._wanted
        project = self._project
        job = Job(
            project.path,
            project.annotator,
            lambda opened, step: run(opened, None, wanted, how, plan, step),
            project.everyone,
        )
        job.finished_with.connect(self._show)
        job.failed.connect(self._fail)
        job.crashed.connect(self._crash)
        self._job = job
        job.start()

    @Slot(object)
    def _show(self, found: Found) -> None:
        self._job = self._wanted = None
        report, split = found
        lines = wording.written(report)[1:] + wording.lost(report.losses)
        count = report.written
        head = self.tr("1 article goes out") if count == 1 else self.tr("%Ln articles go out", "", count)
        if report.not_done:
            head += ", " + self.tr("%Ln of them not done", "", report.not_done)
        nothing = [] if lines else [self.tr("Nothing is left out.")]
        made = [] if split is None else wording.split(split)
        self._text.setText("\n".join([f"{head}.", *made, *nothing, *lines]))

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._job = self._wanted = None
        self._text.setText(sentence)

    @Slot()
    def _crash(self) -> None:
        self._fail(self.tr("Something went wrong inside the program, so what would be lost isn't known."))
