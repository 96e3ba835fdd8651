"""Saving a codebook: what changes, what becomes of existing labels, and then all of it as one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from annotator.core.codebook import Codebook
from annotator.core.codebook_diff import CodebookChange, diff
from annotator.core.codebook_plan import Plan, Use
from annotator.core.models import Change
from annotator.project import Project, commands
from annotator.ui.actions.key_text import with_keys
from annotator.ui.codebook.decisions import Decisions, Place, Question
from annotator.ui.codebook.draft import Renames
from annotator.ui.codebook.questions import QuestionForm, relations_text, spans_text
from annotator.ui.parts.dialog_parts import JobDialog, Scrolled, add_button, fit, frame
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.worker import Job, Progress
from annotator.ui.session import Session

_SIZE = (660, 520)
_LONG = 200  # rows from which on a window would be seen to wait


def save(session: Session, old: Codebook, new: Codebook, renames: Renames, window: QWidget) -> str:
    """Asks what has to be asked, and puts ``new`` in force; a sentence about it, or "" if it was not done.

    It is not done, either, if another window has put another codebook in the place of ``old`` meanwhile.
    """
    project = session.project
    if project is None:
        return ""
    dialog = SaveDialog(project, old, new, renames, window)
    accepted = bool(dialog.exec())
    plan, touched, changes = dialog.plan(), dialog.touched, len(dialog.changes())
    dialog.deleteLater()
    if not accepted:
        return ""
    session.poll()
    if project.codebook != old:
        return ""
    command = commands.SetCodebook(new, plan)
    if touched < _LONG:
        change = session.run(command)
    else:
        title = QCoreApplication.translate("Codebook", "Changing the codebook and its labels")
        change = _changed(
            run_long(window, session, title, lambda opened, progress: opened.apply(command, progress))
        )
    if change is None or session.project is None:
        return ""
    return _outcome(session.project.codebook.reference, changes, change)


def _changed(result: object) -> Change | None:
    return result if isinstance(result, Change) else None


def _outcome(reference: str, changes: int, change: Change) -> str:
    translate = QCoreApplication.translate
    tables = [row.table for row in change.rows]
    parts = [
        translate("Codebook", "1 change") if changes == 1 else translate("Codebook", "%Ln changes", "", changes)
    ]
    spans, relations = tables.count("span"), tables.count("relation")
    if spans:
        more = translate("Codebook", "%Ln spans touched", "", spans)
        parts.append(translate("Codebook", "1 span touched") if spans == 1 else more)
    if relations:
        more = translate("Codebook", "%Ln relations touched", "", relations)
        parts.append(translate("Codebook", "1 relation touched") if relations == 1 else more)
    text = translate("Codebook", "Codebook %1: %2.")
    return text.replace("%1", reference).replace("%2", ", ".join(parts))


class SaveDialog(JobDialog):
    """Shows what will change, and asks what becomes of labels that the new codebook can't hold.

    ``touched`` is how many spans and relations the plan touches, as far as counted.
    """

    def __init__(
        self, project: Project, old: Codebook, new: Codebook, renames: Renames, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save the codebook"))
        self.touched = 0
        self._path, self._annotator = project.path, project.annotator
        self._old, self._new = old, new
        self._decisions = Decisions(old, new, renames)
        self._renamed = self._decisions.plan().labels
        self._questions: dict[Place, Question] = {}
        self._counted: Plan | None = None
        self._leaving = False
        self._bar, column = frame(self)
        self._lay_out(column)
        self._show_changes()
        self._count()
        fit(self, *_SIZE)
        self.back.setFocus()

    def _lay_out(self, column: QVBoxLayout) -> None:
        heading = QLabel(self.tr("What changes"))
        set_role(heading, "heading")
        self._changes = QTextBrowser()
        set_role(self._changes, "field")
        self._changes.setAccessibleName(self.tr("What changes"))
        self._ask = QLabel(self.tr("What is to become of existing labels?"))
        set_role(self._ask, "heading")
        self._ask.hide()
        self.form = QuestionForm()
        self.form.answered.connect(self._answer)
        self._scrolled = Scrolled(self.form)
        self._scrolled.hide()
        self._state = QLabel()
        self._state.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(self._changes, 2)
        column.addWidget(self._ask)
        column.addWidget(self._scrolled, 3)
        column.addWidget(self._state)
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox(self)
        self.back = add_button(box, self.tr("Back"), role.RejectRole, self.reject)
        self.save_button = add_button(box, self.tr("Save"), role.AcceptRole, self.accept)
        self.save_button.setDefault(True)
        column.addWidget(box)

    def plan(self) -> Plan:
        """What was decided, renames included."""
        return self._decisions.plan()

    def done(self, result: int) -> None:
        """Closes the dialog, as soon as nothing is counted any more."""
        self._leaving = self.is_running()
        super().done(result)

    def changes(self) -> list[CodebookChange]:
        """What the person is told of: what else follows from the answers is not a change of the codebook."""
        plan = self.plan()
        # Spans of a removed label that become those of a new one: the label itself was not renamed to it.
        labels = {
            old: new
            for old, new in plan.labels.items()
            if old in self._renamed or new is None or self._old.label(new) is not None
        }
        return diff(self._old, self._new, replace(plan, labels=labels))

    def _show_changes(self) -> None:
        self._changes.setPlainText("\n".join(f"• {change.sentence}" for change in self.changes()))

    # Counting

    def _count(self) -> None:
        """Counts in a thread what the present plan touches; again, if it is another one by then."""
        self.save_button.setEnabled(False)
        if self.is_running():
            return
        self._state.setText(self.tr("Counting the labels that this touches …"))
        plan = self._counted = self.plan()
        old, new = self._old, self._new

        def work(project: Project, _progress: Progress) -> object:
            found = project.codebooks.survey(old, new, plan)
            return found.uses, found.spans, found.relations

        self.job = Job(self._path, self._annotator, work)
        self.job.finished_with.connect(self._finished)
        self.job.failed.connect(self._failed)
        self.job.crashed.connect(lambda _error: self._failed(self.tr("Something went wrong inside the program.")))
        self.job.start()

    def _failed(self, sentence: str) -> None:
        self.job = None
        self._state.clear()
        self._bar.show_message(sentence, error=True)
        if self._leaving:
            self.reject()

    def _finished(self, found: object) -> None:
        self.job = None
        if self._leaving:
            self.reject()
        elif self.plan() != self._counted:
            self._count()
        else:
            self._bar.close_message()
            assert isinstance(found, tuple)
            self._take(*found)

    def _take(self, uses: Sequence[Use], spans: int, relations: int) -> None:
        self.touched = spans + relations
        asked = {q.place: q for q in self._decisions.questions(use for use in uses if not use.decided)}
        answered = {p: q for p, q in self._questions.items() if self._decisions.is_answered(p)}
        before = self._questions
        self._questions = answered | asked
        if self._questions != before:
            self.form.show_questions(self._questions, self._decisions)
            self._ask.setVisible(bool(self._questions))
            self._scrolled.setVisible(bool(self._questions))
        self._show_changes()
        self.save_button.setEnabled(not asked)
        self._state.setText(self._summary(spans, relations, len(asked)))
        if self.focusWidget() in (None, self.back, self.save_button):
            # Who is choosing something is not disturbed.
            unanswered = [c for place, c in self.form.choices.items() if place in asked]
            (unanswered[0] if unanswered else self.save_button).setFocus()

    def _answer(self, place: Place, new: object) -> None:
        self._decisions.answer(place, None if new is None else str(new))
        self._count()

    def _summary(self, spans: int, relations: int, open_: int) -> str:
        if open_:
            left = self.tr("%Ln decisions are still to be made.", "", open_)
            return self.tr("One decision is still to be made.") if open_ == 1 else left
        if not spans and not relations:
            return with_keys(self.tr("No existing label is touched. Ctrl+Z takes it back."))
        counts = [spans_text(spans)] if spans else []
        if relations:
            counts.append(relations_text(relations))
        told = with_keys(self.tr("Touches %1. Ctrl+Z takes all of it back."))
        return told.replace("%1", ", ".join(counts))
