"""The dialog of a training: what is learned from, how far it is, and how good the model has become."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.jobs.files import Writing
from annotator.jobs.spacy_training import PipelineReport, Recipe, training_problem
from annotator.project import Project
from annotator.ui.exporting import file_names, wording
from annotator.ui.files import file_dialogs
from annotator.ui.parts.dialog_parts import (
    JobDialog,
    ProgressLine,
    Scrolled,
    add_button,
    fit,
    frame,
    make_default,
    push_button,
)
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.worker import Job
from annotator.ui.training.score_table import ScoreTable
from annotator.ui.training.train_choices import TrainChoices

_SIZE = (640, 640)


class TrainDialog(JobDialog):
    """Makes a folder a spaCy pipeline. It is accepted where the person wants that to suggest.

    ``made`` is the folder once it holds one, ``project_path`` the project that it is learned from, whichever is
    open by then. While it trains, closing puts it out of sight; ``ended`` says that it has stopped, for whatever
    reason.
    """

    ended = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Train a model"))
        self.made: Path | None = None
        self.project_path = project.path
        self._annotator, self._everyone, self._codebook = project.annotator, project.everyone, project.codebook
        self._out = Path()  # what is being made
        self._result: QWidget | None = None
        self._bar, column = frame(self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_form(project.annotators()))
        column.addWidget(self._pages, 1)
        self._progress = ProgressLine(self.tr("Progress of the training"), "steps")
        self._progress.hide()
        column.addWidget(self._progress)
        column.addWidget(self._make_buttons())
        self._problem = training_problem()
        self._folder.textChanged.connect(self._show_train)
        self._show_train()
        fit(self, *_SIZE)

    def out(self) -> Path | None:
        """The folder to write; None where none is named."""
        return file_names.typed(self._folder.text(), self.project_path)

    def cancel(self) -> None:
        if self.is_running():
            super().cancel()
            self._cancel.setText(self.tr("Stopping…"))
            self._cancel.setEnabled(False)

    def done(self, result: int) -> None:
        """Closes the dialog; while it trains, that goes on out of sight."""
        QDialog.done(self, result)

    # Parts

    def _make_form(self, annotators: Sequence[str]) -> QWidget:
        unit = scale_of(self)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(6 * unit))
        about = QLabel(
            self.tr("A spaCy pipeline learns to find labels like yours, on this computer. It can suggest then.")
        )
        about.setWordWrap(True)
        set_role(about, "muted")
        title = QLabel(self.tr("Folder of the model"))
        set_role(title, "heading")
        self._folder = QLineEdit(str(self.project_path.with_name(f"{self.project_path.stem}-model")))
        self._folder.setAccessibleName(self.tr("Folder of the model"))
        row = QHBoxLayout()
        row.addWidget(self._folder, 1)
        browse = push_button(self.tr("Browse…"), self._browse)
        browse.setAccessibleName(self.tr("Browse for the folder of the model"))
        row.addWidget(browse)
        labels = [label.name for label in self._codebook.labels]
        self._choices = TrainChoices(annotators, labels, Recipe().steps)
        column.addWidget(about)
        column.addSpacing(round(10 * unit))
        column.addWidget(title)
        column.addLayout(row)
        column.addSpacing(round(10 * unit))
        column.addWidget(Scrolled(self._choices), 1)
        return form

    def _make_buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        self._cancel = add_button(box, self.tr("Stop"), role.ActionRole, self.cancel)
        self._hide = add_button(box, self.tr("Go on labelling"), role.ActionRole, self.reject)
        self._back = add_button(box, self.tr("Back"), role.ActionRole, self._go_back)
        self._close = add_button(box, self.tr("Close"), role.RejectRole, self.reject)
        self._use = add_button(box, self.tr("Suggest with it…"), role.ActionRole, self.accept)
        self._train = add_button(box, self.tr("Train"), role.ActionRole, self.train)
        for button in (self._cancel, self._hide, self._back, self._use):
            button.hide()
        make_default(self._train)
        return box

    def _show_train(self) -> None:
        self._train.setEnabled(self.out() is not None and not self._problem)
        if self._problem:
            self._bar.show_message(self._problem, error=True)
        else:
            self._bar.close_message()

    def _browse(self) -> None:
        usual = self.out() or self.project_path.parent
        chosen = file_dialogs.save_file(
            self, self.tr("Folder of the model"), usual, self.tr("Folders (*)"), confirm=False
        )
        if chosen is not None:
            self._folder.setText(str(chosen))

    # The training

    def train(self) -> None:
        """Trains; asks first where another model would be replaced."""
        out = self.out()
        if out is None or self.is_running():
            return
        if Writing.replaces(out):
            question = self.tr("%1 exists already. Replace it?").replace("%1", str(out))
            self._bar.show_message(question, [(self.tr("Replace"), lambda: self._start(out))])
            self._bar.focus_answer()
        else:
            self._start(out)

    def _start(self, out: Path) -> None:
        wanted, recipe = self._choices.wanted(), self._choices.recipe(Recipe())
        self._out = out
        self._bar.close_message()
        self._progress.begin()
        self.job = Job(
            self.project_path,
            self._annotator,
            lambda project, progress: project.suggesting.train_pipeline(out, wanted, recipe, progress),
            self._everyone,
        )
        self.job.progressed.connect(self._progress.advance)
        # To methods of the dialog, which Qt no longer calls once that is gone with its window.
        self.job.finished_with.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.crashed.connect(self._crashed)
        self._set_running(True)
        self.job.start()

    def _finished(self, report: PipelineReport) -> None:
        self._set_running(False)
        if report.cancelled:
            self._bar.show_message(self.tr("Stopped: nothing was written."))
        else:
            self._show_result(self._out, report)
        self.ended.emit()

    def _show_result(self, out: Path, report: PipelineReport) -> None:
        self.made = out
        self._result = self._make_result(report)
        self._pages.addWidget(self._result)
        self._pages.setCurrentWidget(self._result)
        self._bar.show_message(self.tr("The model is in %1.").replace("%1", str(out)), success=True)
        self._show_buttons()
        # Nobody wants suggestions that are never right.
        make_default(self._use if any(one.overlap for one in report.measured()) else self._back)

    def _make_result(self, report: PipelineReport) -> QWidget:
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(10 * scale_of(self)))
        table = ScoreTable(self._codebook)
        table.show_scores(report.measured(), {"dev": report.evaluation.articles, "test": report.test.articles})
        column.addWidget(table)
        for sentence in self._sentences(report):
            label = QLabel(sentence)
            label.setWordWrap(True)
            set_role(label, "small")
            column.addWidget(label)
        column.addStretch(1)
        return Scrolled(result)

    def _sentences(self, report: PipelineReport) -> list[str]:
        number, made = QLocale().toString, report.division
        learned = self.tr("Articles that it learned from, by their splits: %1.")
        if made.how == "groups":
            learned = self.tr("Articles that it learned from, by chance, near-duplicates together: %1.")
        lines = [learned.replace("%1", number(made.train))]
        if made.elsewhere:
            text = self.tr("Not looked at: articles of other splits, %1.")
            lines.append(text.replace("%1", number(made.elsewhere)))
        steps = self.tr("%1 steps; kept is the one that was best in dev, step %2.")
        lines.append(steps.replace("%1", number(report.steps)).replace("%2", number(report.best)))
        return [*lines, *wording.written(report.export)[1:], *wording.lost(report.export.losses)]

    def _failed(self, sentence: str) -> None:
        self._set_running(False)
        self._bar.show_message(sentence, error=True)
        self.ended.emit()

    def _crashed(self, _error: BaseException) -> None:
        self._failed(self.tr("Something went wrong inside the program; no file was changed."))

    def _go_back(self) -> None:
        if self._result is not None:
            self._pages.removeWidget(self._result)
            self._result.deleteLater()
            self._result = None
        self._bar.close_message()
        self._show_buttons()
        make_default(self._train)

    def _set_running(self, running: bool) -> None:
        if not running:
            self.job = None
        self._pages.setEnabled(not running)
        self._progress.setVisible(running)
        self._cancel.setText(self.tr("Stop"))
        self._cancel.setEnabled(running)
        self._show_buttons()
        make_default(self._hide if running else self._train)

    def _show_buttons(self) -> None:
        running, has_result = self.is_running(), self._result is not None
        self._cancel.setVisible(running)
        self._hide.setVisible(running)
        self._close.setHidden(running)
        self._train.setHidden(running or has_result)
        for button in (self._back, self._use):
            button.setVisible(has_result)
