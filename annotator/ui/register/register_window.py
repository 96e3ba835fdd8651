"""What the windows of a register have in common: the foot, undo and redo, and how they come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotator.core.models import Change
from annotator.project import Project
from annotator.ui.parts.change_names import change_title
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.worker import Progress
from annotator.ui.register.foot import RegisterFoot
from annotator.ui.register.placing import keep_on_screen
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.ui.register.actors_page import ActorsPage
    from annotator.ui.register.concepts_page import ConceptsPage
    from annotator.ui.register.register_files import RegisterFiles

WIDE = 1_000  # rows from which on a command is done behind a dialog that shows how far it is
_TOLD_SECONDS = 8


class RegisterWindow(QDialog):
    """Lives beside the main window, and follows whatever changes in the project."""

    mention_chosen = Signal(int, str)  # article id, span id: to be shown in the main window

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self._session = session

    def _lay_out(
        self, title: str, content: QWidget, entries: ActorsPage | ConceptsPage, files: RegisterFiles
    ) -> None:
        """Sets the title, and the content above the foot; ``entries`` is the page of the register itself."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._entries = entries
        self.files = files
        files.told.connect(self._tell)
        actions = ((self.tr("Import CSV…"), files.read), (self.tr("Export CSV…"), files.write))
        self.foot = RegisterFoot(actions, self.close, self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(content, 1)
        column.addWidget(self.foot)
        entries.mention_chosen.connect(self.mention_chosen)
        entries.told.connect(self._tell)
        entries.failed.connect(self._fail)
        entries.noted.connect(self._note)
        entries.refused.connect(self.foot.refuse)
        self._session.failed.connect(self._on_failed)
        for keys, slot in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+F", self._search)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # Commands

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
        self._entries.leave()
        change: object
        if project.is_wide(redo):

            def work(project: Project, progress: Progress) -> Change | None:
                return project.redo(progress) if redo else project.undo(progress)

            title = self.tr("Redoing") if redo else self.tr("Undoing")
            change = run_long(self, session, title, work)
        else:
            change = session.redo() if redo else session.undo()
        if isinstance(change, Change):
            self._reverted(change)

    def _reverted(self, change: Change) -> None:
        text = change_title(change.kind, change.command)
        self._note(text[:1].upper() + text[1:])

    # Parts

    def _search(self) -> None:
        self._entries.search.setFocus()
        self._entries.search.selectAll()

    def _tell(self, sentence: str, undoable: bool = True) -> None:
        self.foot.say(sentence, undoable, seconds=_TOLD_SECONDS)

    def _note(self, sentence: str) -> None:
        self._tell(sentence, undoable=False)

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
        # When it has been painted: a large register takes some milliseconds.
        QTimer.singleShot(0, self._first_look)

    def _first_look(self) -> None:
        if self.isVisible():
            self._entries.refresh()
            if self._entries.isVisible() and not self._entries.view.hasFocus():
                self._entries.search.setFocus()

    def done(self, result: int) -> None:
        self._leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        if self._session.project is not None:
            self._entries.leave()
