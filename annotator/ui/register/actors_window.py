"""The window of the register of actors: the register itself, mentions without an actor, and likely doubles."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from annotator.core.models import Change
from annotator.project import Project, commands
from annotator.ui.parts.change_names import change_title
from annotator.ui.parts.dialog_parts import fit
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.worker import Progress
from annotator.ui.register.actor_files import ActorFiles
from annotator.ui.register.actors_page import ActorsPage
from annotator.ui.register.foot import RegisterFoot
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.likely_page import LikelyPage
from annotator.ui.register.placing import keep_on_screen
from annotator.ui.register.unlinked_page import UnlinkedPage
from annotator.ui.session import Session

_WIDE = 1_000  # rows from which on a command is done behind a dialog that shows how far it is
_TOLD_SECONDS = 8


class ActorsWindow(QDialog):
    """Lives beside the main window, and follows whatever changes in the project."""

    mention_chosen = Signal(int, str)  # article id, span id: to be shown in the main window

    def __init__(self, session: Session, index: RegisterIndex, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Actors"))
        self.setAccessibleName(self.tr("Actors"))
        self._session = session
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(self.tr("Parts of the register"))
        self._tabs.tabBar().setAccessibleName(self.tr("Parts of the register"))
        self.actors = ActorsPage(session, index, self.run)
        self.unlinked = UnlinkedPage(session, index, self.run)
        self.likely = LikelyPage(session, index, self.run)
        for page, title in (
            (self.actors, self.tr("Actors")),
            (self.unlinked, self.tr("Unlinked mentions")),
            (self.likely, self.tr("Likely the same")),
        ):
            self._tabs.addTab(page, title)
            page.told.connect(self._tell)
            page.failed.connect(self._fail)
        self.actors.noted.connect(lambda sentence: self._tell(sentence, undoable=False))
        self._files = ActorFiles(session, self)
        self._files.told.connect(self._tell)
        files = ((self.tr("Import CSV…"), self._files.read), (self.tr("Export CSV…"), self._files.write))
        self.foot = RegisterFoot(files, self.close, self.undo)
        self.actors.refused.connect(self.foot.refuse)
        self.foot.left.connect(lambda: self._page().view.setFocus())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs, 1)
        column.addWidget(self.foot)
        self.actors.mention_chosen.connect(self.mention_chosen)
        self.unlinked.mention_chosen.connect(self.mention_chosen)
        self.unlinked.counted.connect(lambda n: self._number(1, self.tr("Unlinked mentions"), n))
        self.likely.counted.connect(lambda n: self._number(2, self.tr("Likely the same"), n))
        self.likely.both_wanted.connect(self._show_both)
        self._tabs.currentChanged.connect(lambda _page: self._turn())
        session.failed.connect(self._on_failed)
        for keys, slot in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+F", self._search)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        fit(self, 1120, 720)

    def show_actor(self, actor_id: str) -> None:
        """Turns to the register, at this actor."""
        self._tabs.setCurrentWidget(self.actors)
        self.actors.refresh()
        self.actors.show_actor(actor_id)

    # Commands

    def run(self, command: commands.Command, rows: int) -> bool:
        """Does a command that touches about so many rows; whether anything has changed."""
        if rows <= _WIDE:
            return self._session.run(command) is not None

        def work(project: Project, progress: Progress) -> Change | None:
            return project.apply(command, progress)

        return run_long(self, self._session, self.tr("Changing the register"), work) is not None

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
        self.actors.leave()
        if project.is_wide(redo):

            def work(project: Project, progress: Progress) -> Change | None:
                return project.redo(progress) if redo else project.undo(progress)

            title = self.tr("Redoing") if redo else self.tr("Undoing")
            change = run_long(self, session, title, work)
        else:
            change = session.redo() if redo else session.undo()
        if isinstance(change, Change):
            self.actors.reread()
            self.unlinked.expect(next((row.row_id for row in change.rows if row.table == "span"), ""))
            text = change_title(change.kind, change.command)
            self.foot.say(text[:1].upper() + text[1:], seconds=_TOLD_SECONDS)

    # Parts

    def _number(self, tab: int, title: str, number: int) -> None:
        self._tabs.setTabText(tab, f"{title} · {QLocale().toString(number)}" if number else title)

    def _page(self) -> ActorsPage | UnlinkedPage | LikelyPage:
        pages = (self.actors, self.unlinked, self.likely)
        return pages[self._tabs.currentIndex()]

    def _turn(self) -> None:
        page = self._tabs.currentWidget()
        if page is self.actors:
            self.actors.refresh()
            self.actors.view.setFocus()
        else:
            self.actors.leave()
            (self.unlinked if page is self.unlinked else self.likely).activate()

    def _show_both(self, first: str, second: str) -> None:
        self._tabs.setCurrentWidget(self.actors)
        self.actors.show_actor(first, second)

    def _search(self) -> None:
        self._tabs.setCurrentWidget(self.actors)
        self.actors.search.setFocus()
        self.actors.search.selectAll()

    def _tell(self, sentence: str, undoable: bool = True) -> None:
        self.foot.say(sentence, undoable, seconds=_TOLD_SECONDS)

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
        # When it has been painted: the list of a large register takes some milliseconds.
        QTimer.singleShot(0, self._first_look)

    def _first_look(self) -> None:
        if self.isVisible():
            self.actors.refresh()
            self.unlinked.count()
            if self._tabs.currentWidget() is self.actors and not self.actors.view.hasFocus():
                self.actors.search.setFocus()

    def done(self, result: int) -> None:
        self._leave()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        if self._session.project is not None:
            self.actors.leave()
        self.unlinked.stop()
        self.likely.stop()
