"""The window of the register of actors: the register itself, mentions without an actor, and likely doubles."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QTabWidget, QWidget

from annotator.core.models import Change
from annotator.project import Project, commands
from annotator.ui.parts.dialog_parts import fit
from annotator.ui.parts.long_command import run_long
from annotator.ui.parts.worker import Progress
from annotator.ui.register.actors_page import ActorsPage
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.likely_page import LikelyPage
from annotator.ui.register.register_files import actor_files
from annotator.ui.register.register_window import WIDE, RegisterWindow
from annotator.ui.register.unlinked_page import UnlinkedPage
from annotator.ui.session import Session


class ActorsWindow(RegisterWindow):
    """Three pages: the actors, mentions that have none yet, and pairs that are likely the same."""

    def __init__(self, session: Session, index: RegisterIndex, window: QWidget) -> None:
        super().__init__(session, window)
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
        for other in (self.unlinked, self.likely):
            other.told.connect(self._tell)
            other.failed.connect(self._fail)
        self._lay_out(self.tr("Actors"), self._tabs, self.actors, actor_files(session, self))
        self.foot.left.connect(lambda: self._page().view.setFocus())
        self.unlinked.mention_chosen.connect(self.mention_chosen)
        self.unlinked.counted.connect(lambda n: self._number(1, self.tr("Unlinked mentions"), n))
        self.likely.counted.connect(lambda n: self._number(2, self.tr("Likely the same"), n))
        self.likely.both_wanted.connect(self._show_both)
        self._tabs.currentChanged.connect(lambda _page: self._turn())
        fit(self, 1120, 720)

    def show_actor(self, actor_id: str) -> None:
        """Turns to the register, at this actor."""
        self._tabs.setCurrentWidget(self.actors)
        self.actors.refresh()
        self.actors.show_actor(actor_id)

    def run(self, command: commands.Command, rows: int) -> bool:
        """Does a command that touches about so many rows; whether anything has changed."""
        if rows <= WIDE:
            return self._session.run(command) is not None

        def work(project: Project, progress: Progress) -> Change | None:
            return project.apply(command, progress)

        return run_long(self, self._session, self.tr("Changing the register"), work) is not None

    def _reverted(self, change: Change) -> None:
        self.actors.reread()
        self.unlinked.expect(next((row.row_id for row in change.rows if row.table == "span"), ""))
        super()._reverted(change)

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
        super()._search()

    def _first_look(self) -> None:
        super()._first_look()
        if self.isVisible():
            self.unlinked.count()

    def _leave(self) -> None:
        super()._leave()
        self.unlinked.stop()
        self.likely.stop()
