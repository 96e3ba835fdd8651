"""The window of the concepts."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotator.core.models import Change
from annotator.project import Project, commands
from annotator.ui.parts.change_names import change_title
from annotator.ui.parts.dialog_parts import fit
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.worker import Progress
from annotator.ui.register.concepts_page import ConceptsPage
from annotator.ui.register.foot import RegisterFoot
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.placing import keep_on_screen
from annotator.ui.session import Session

_WIDE = 1_000  # rows from which on a command is done behind a dialog that shows how far it is
_TOLD_SECONDS = 8


class ConceptsWindow(QDialog):
    """Lives beside the main window, and follows whatever changes in the project."""

    mention_chosen = Signal(int, str)  # article id, span id: to be shown in the main window

    def __init__(self, session: Session, index: RegisterIndex, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Concepts"))
        self.setAccessibleName(self.tr("Concepts"))
        self._session = session
        self.foot = RegisterFoot((), self.close, self.undo)
        self.page = ConceptsPage(session, index, self.run)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self.foot)
        self.page.mention_chosen.connect(self.mention_chosen)
        self.page.told.connect(self._tell)
        self.page.view.taken.connect(self._tell_taken)
        self.page.failed.connect(self._fail)
        self.page.noted.connect(lambda sentence: self.foot.say(sentence, seconds=_TOLD_SECONDS))
        self.page.refused.connect(self.foot.refuse)
        self.foot.left.connect(self.page.view.setFocus)
        session.failed.connect(self._on_failed)
        for keys, slot in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+F", self._search)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        fit(self, 1020, 720)

    def show_concept(self, concept_id: str) -> None:
        """Turns to this concept."""
        self.page.refresh()
        self.page.show_concept(concept_id)

    # Commands

    def run(self, command: commands.Command, rows: int) -> bool:
        """Does a command that touches about so many rows; whether anything has changed."""
        if rows <= _WIDE:
            return self._session.run(command) is not None

        def work(project: Project, progress: Progress) -> Change | None:
            return project.apply(command, progress)

        return run_long(self, self._session, self.tr("Changing the concepts"), work) is not None

    def undo(self) -> None:
        """Takes back the last change."""
        self._revert(redo=False)

    def redo(self) -> None:
        """Brings back what undo took back last."""
        self._revert(redo=True)

    def _revert(self, redo: bool) -> None:
        project, session = self._session.project, self._session
        if project is None:
            return
        self.page.leave()
        change: object
        if project.is_wide(redo):

            def work(project: Project, progress: Progress) -> Change | None:
                return project.redo(progress) if redo else project.undo(progress)

            title = self.tr("Redoing") if redo else self.tr("Undoing")
            change = run_long(self, session, title, work)
        else:
            change = session.redo() if redo else session.undo()
        if isinstance(change, Change):
            text = change_title(change.kind, change.command)
            self.foot.say(text[:1].upper() + text[1:], seconds=_TOLD_SECONDS)

    # Parts

    def _search(self) -> None:
        self.page.search.setFocus()
        self.page.search.selectAll()

    def _tell(self, sentence: str) -> None:
        self.foot.say(sentence, undoable=True, seconds=_TOLD_SECONDS)

    def _tell_taken(self, number: int) -> None:
        one = self.tr("1 concept taken: Ctrl+V puts it below another.")
        many = self.tr("%Ln concepts taken: Ctrl+V puts them below another.", "", number)
        self.foot.say(one if number == 1 else many, seconds=_TOLD_SECONDS)

    def _fail(self, sentence: str) -> None:
        self.foot.say(sentence, error=True)

    def _on_failed(self, sentence: str) -> None:
        if self.isActiveWindow():
            self._fail(sentence)

    # The window itself

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            keep_on_screen(self)
        # When it has been painted: the tree of many concepts takes some milliseconds.
        QTimer.singleShot(0, self._first_look)

    def _first_look(self) -> None:
        if self.isVisible():
            self.page.refresh()
            if not self.page.view.hasFocus():
                self.page.search.setFocus()

    def done(self, result: int) -> None:
        self._leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        if self._session.project is not None:
            self.page.leave()
