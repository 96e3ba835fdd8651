"""The dialog that lets suggesters run over the whole corpus, and shows how good each has been."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtWidgets import QDialogButtonBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from annotator.jobs.suggesters import LEARNED, Acceptance, engine_problem, known, with_needs
from annotator.project import Project
from annotator.ui.actions.key_text import with_keys
from annotator.ui.parts.dialog_parts import (
    JobDialog,
    ProgressLine,
    Scrolled,
    add_button,
    fit,
    frame,
    make_default,
)
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.settings import Settings
from annotator.ui.suggestions.choice import chosen_suggesters
from annotator.ui.suggestions.engine_list import EngineList
from annotator.ui.suggestions.engines import Engines
from annotator.ui.suggestions.learned_row import LearnedRow
from annotator.ui.suggestions.learning import Learning
from annotator.ui.suggestions.suggester_row import SuggesterRow
from annotator.ui.suggestions.wording import report_sentence, summary_of, title_of

if TYPE_CHECKING:
    from annotator.jobs.suggesting import SuggestReport

_SIZE = (700, 620)
_AT_ONCE = 2_000  # articles whose suggestions are counted in a moment
_ALONE = 60  # articles for which no process is worth starting


class SuggestDialog(JobDialog):
    """Chooses suggesters, which is kept in ``settings``, and runs them in a thread.

    ``ended`` says that a run has ended and the file may hold more than the window shows.
    """

    ended = Signal()

    def __init__(
        self, project: Project, settings: Settings, learning: Learning, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Suggest"))
        self.report: SuggestReport | None = None
        self._project = project
        self._settings = settings
        self._counting: Job | None = None
        self._unusable: list[str] = []  # why engines that are chosen don't run
        self._learning = learning
        self._engines = Engines(settings, project.path)
        learned = project.suggesting.learned()
        self._known, problems = known(learned is not None and learned.is_used)
        self.rows: dict[str, SuggesterRow] = {}
        self._bar, column = frame(self)
        intro = QLabel(
            self.tr(
                "What is chosen here proposes labels, in all articles at once or while you read. "
                "Nothing becomes a label before somebody accepts it."
            )
        )
        intro.setWordWrap(True)
        set_role(intro, "muted")
        column.addWidget(intro)
        self._panel = QFrame()
        self._panel.setAccessibleName(self.tr("Suggesters"))
        set_role(self._panel, "panel")
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._make_list())
        column.addWidget(self._panel, 1)
        self._progress = ProgressLine(self.tr("Progress of the suggesting"), "articles")
        self._progress.hide()
        column.addWidget(self._progress)
        column.addWidget(self._make_buttons())
        if problems:
            self._bar.show_message(" ".join(self._problem(text) for text in problems), error=True)
        self._show_choice()
        self._count()
        learning.changed.connect(self._show_run)
        learning.failed.connect(self._show_failure)
        fit(self, *_SIZE)
        make_default(self._run)

    def _make_list(self) -> QWidget:
        unit = scale_of(self)
        inside = QWidget()
        inside.setAccessibleName(self.tr("Suggesters"))
        scrolled = Scrolled(inside)
        inside.setAutoFillBackground(False)
        scrolled.viewport().setAutoFillBackground(False)
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(round(14 * unit), round(12 * unit), round(14 * unit), round(12 * unit))
        self._list.setSpacing(round(10 * unit))
        self._list.addStretch(1)
        self._others = QLabel(self.tr("Other suggestions in this project"), self)
        self._others.hide()
        set_role(self._others, "heading")
        for one in self._known:
            self._add_row(
                LearnedRow(self._project, self._learning)
                if one.name == LEARNED
                else SuggesterRow(one.name, title_of(one.name), summary_of(one))
            )
            self.rows[one.name].toggled.connect(self._toggle)
        engines = EngineList(self._engines, str(self._project.path.parent))
        engines.changed.connect(self._show_run)
        engines.added.connect(lambda row: QTimer.singleShot(0, row, lambda: _scroll_to(scrolled, row)))
        self._engine_list = engines
        self._append(_line())
        self._append(engines)
        return scrolled

    def show_engine(self, spec: str) -> None:
        """Lets the row of an engine be seen."""
        self._engine_list.added.emit(self._engine_list.rows[spec])

    def _add_row(self, row: SuggesterRow) -> None:
        if self.rows and self._others.isHidden():
            self._append(_line())
        self._append(row)
        self.rows[row.name] = row

    def _append(self, widget: QWidget) -> None:
        self._list.insertWidget(self._list.count() - 1, widget)

    def _add_others(self, names: list[str]) -> None:
        """Adds those that have proposed something and are not there to run: imports, copies, plug-ins."""
        if names and self._others.isHidden():
            self._append(_line())
            self._append(self._others)
            self._others.show()
        for name in names:
            self._add_row(SuggesterRow(name, title_of(name), "", choosable=False))

    def _make_buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        self._cancel = add_button(box, self.tr("Stop"), role.ActionRole, self.cancel)
        self._cancel.hide()
        self._close = add_button(box, self.tr("Close"), role.RejectRole, self.reject)
        self._run = add_button(box, self.tr("Suggest for all articles"), role.AcceptRole, self.run)
        return box

    # What is chosen

    def _show_choice(self) -> None:
        off = self._settings.suggesters_off
        for one in self._known:
            self.rows[one.name].choose(one.name not in off)
        self._show_run()

    def _toggle(self, name: str, on: bool) -> None:
        """Chooses with a suggester what it needs, and gives up with one what needs it."""
        chosen = {one.name for one in self._known if self.rows[one.name].is_chosen}
        if on:
            chosen = with_needs(tuple(chosen), self._known)
        else:
            chosen = {other for other in chosen if name not in with_needs((other,), self._known)}
        for one in self._known:
            self.rows[one.name].choose(one.name in chosen)
        self._run.setDefault(True)
        there = frozenset(one.name for one in self._known)
        self._settings.suggesters_off = (self._settings.suggesters_off - there) | (there - chosen)
        self._learning.changed.emit()
        self._show_run()

    def _show_run(self) -> None:
        some = chosen_suggesters(self._project, self._settings.suggesters_off) != () or bool(
            self._engines.chosen()
        )
        self._run.setEnabled(some and not self._project.read_only and not self.is_running())
        self._run.setToolTip(self.tr("The project is read-only") if self._project.read_only else "")

    # How good they have been

    def _count(self) -> None:
        """Counts how suggestions were decided; in a thread where that may take a while."""
        if len(self._project.article_ids()) <= _AT_ONCE:
            self._show_counts(self._project.suggesting.acceptance())
            return

        def work(own: Project, _progress: Progress) -> list[Acceptance]:
            return own.suggesting.acceptance()

        def finished(counts: list[Acceptance]) -> None:
            if isValid(self) and self._counting is job:
                self._counting = None
                self._show_counts(counts)

        def failed(sentence: str) -> None:
            if isValid(self):
                self._bar.show_message(sentence, error=True)

        job = self._counting = Job(self._project.path, self._project.annotator, work)
        job.finished_with.connect(finished)
        job.failed.connect(failed)
        job.start()

    def _show_counts(self, counts: Iterable[Acceptance]) -> None:
        by_name: dict[str, list[Acceptance]] = {}
        for one in counts:
            by_name.setdefault(one.name, []).append(one)
        self._add_others([name for name in by_name if name not in self.rows])
        for name, row in self.rows.items():
            row.show_counts(by_name.get(name, ()), self._project.codebook)

    # The run

    def run(self) -> None:
        """Suggests in all articles that are not up to date."""
        names = chosen_suggesters(self._project, self._settings.suggesters_off)
        engines = self._usable_engines()
        if names == () and not engines:
            self._bar.show_message(" ".join(self._unusable), error=True)
            return
        alone = len(self._project.article_ids()) <= _ALONE
        # What an engine does can be broken off in a process alone; a thread would go on behind the window.
        workers = int(bool(engines)) if alone else os.cpu_count() or 1
        self._bar.close_message()
        self._set_running(True)
        self._progress.begin()
        self.job = Job(
            self._project.path,
            self._project.annotator,
            lambda own, progress: own.suggesting.run(names, progress, workers, engines=engines),
            self._project.everyone,
        )
        self._show_run()
        self.job.progressed.connect(self._progress.advance)
        self.job.finished_with.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.crashed.connect(lambda _error: self._failed(self.tr("Something went wrong inside the program.")))
        self.job.start()

    def _usable_engines(self) -> tuple[str, ...]:
        """The chosen ones that can be had; why the others can't is kept for the end: they stop nobody."""
        usable: tuple[str, ...] = ()
        self._unusable = []
        for spec in self._engines.chosen():
            problem = engine_problem((*usable, spec))
            if problem:
                self._unusable.append(problem)
            else:
                usable = (*usable, spec)
        return usable

    def cancel(self) -> None:
        if self.is_running():
            super().cancel()
            self._cancel.setText(self.tr("Stopping…"))
            self._cancel.setEnabled(False)

    def _finished(self, report: SuggestReport) -> None:
        self.report = report
        self._end()
        sentence = report_sentence(report)
        if report.change is not None:
            sentence += " " + with_keys(self.tr("In the window, Undo (Ctrl+Z) takes all of it back."))
        sentence = " ".join((sentence, *self._unusable))
        failed = bool(report.failures or self._unusable)
        went_well = not report.cancelled and not failed
        self._bar.show_message(sentence, success=went_well, error=failed)
        make_default(self._close if went_well else self._run)

    def _failed(self, sentence: str) -> None:
        self._end()
        self._bar.show_message(sentence, error=True)

    def _end(self) -> None:
        self.job = None
        self._set_running(False)
        self._show_run()
        self.ended.emit()
        self._count()

    def _set_running(self, running: bool) -> None:
        self._panel.setEnabled(not running)
        self._progress.setVisible(running)
        self._cancel.setVisible(running)
        self._cancel.setEnabled(running)
        self._close.setHidden(running)
        if running:
            self._cancel.setText(self.tr("Stop"))
            self._cancel.setFocus()

    def _show_failure(self, sentence: str) -> None:
        self._bar.show_message(sentence, error=True)

    def _problem(self, text: str) -> str:
        return f"{text[:1].upper()}{text[1:]}."


def _scroll_to(area: QScrollArea, row: QWidget) -> None:
    # Where a new row lies is known once all around it has been laid out.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    area.ensureWidgetVisible(row)


def _line() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    set_role(line, "line")
    return line
