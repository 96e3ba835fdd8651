"""The window of the register of actors: the register itself, mentions without an actor, and likely doubles."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

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
from annotator.ui.register.unlinked_count import UnlinkedCount
from annotator.ui.register.unlinked_page import UnlinkedPage
from annotator.ui.session import Session

_ACTORS, _UNLINKED, _LIKELY = range(3)


class ActorsWindow(RegisterWindow):
    """Three pages: the actors, mentions that have none yet, and pairs that are likely the same."""

    def __init__(self, session: Session, index: RegisterIndex, window: QWidget) -> None:
        super().__init__(session, window)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(self.tr("Parts of the register"))
        self._tabs.tabBar().setAccessibleName(self.tr("Parts of the register"))
        self.actors = ActorsPage(session, index, self.run)
        self._index = index
        self._unlinked: UnlinkedPage | None = None
        self._likely: LikelyPage | None = None
        self._titles = (self.tr("Actors"), self.tr("Unlinked mentions"), self.tr("Likely the same"))
        self._rooms: list[QVBoxLayout] = []
        for title in self._titles:
            self._rooms.append(room := QVBoxLayout(holder := QWidget()))
            room.setContentsMargins(0, 0, 0, 0)
            self._tabs.addTab(holder, title)
        self._put(_ACTORS, self.actors)
        self._lay_out(self.tr("Actors"), self._tabs, self.actors, actor_files(session, self))
        self.foot.left.connect(lambda: self._page().view.setFocus())
        self.counting = UnlinkedCount(session, self)
        self.counting.counted.connect(lambda number: self._number(_UNLINKED, number))
        self._tabs.currentChanged.connect(lambda _page: self._turn())
        fit(self, 1120, 720)

    @property
    def unlinked(self) -> UnlinkedPage:
        """The page of mentions, made when it is first asked for, as few open this window for it."""
        if self._unlinked is None:
            page = self._unlinked = UnlinkedPage(self._session, self._index, self.run, self.counting, self)
            page.mention_chosen.connect(self.mention_chosen)
            self._put(_UNLINKED, page)
        return self._unlinked

    @property
    def likely(self) -> LikelyPage:
        """The page of likely doubles, made when it is first asked for."""
        if self._likely is None:
            page = self._likely = LikelyPage(self._session, self._index, self.run, self)
            page.counted.connect(lambda number: self._number(_LIKELY, number))
            page.both_wanted.connect(self._show_both)
            self._put(_LIKELY, page)
        return self._likely

    def _put(self, tab: int, page: ActorsPage | UnlinkedPage | LikelyPage) -> None:
        self._rooms[tab].addWidget(page)
        page.show()  # now: what it shows depends on whether it is seen
        if page is not self.actors:
            page.told.connect(self._tell)
            page.failed.connect(self._fail)

    def show_actor(self, actor_id: str) -> None:
        """Turns to the register, at this actor."""
        self._tabs.setCurrentIndex(_ACTORS)
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
        if self._unlinked is not None:
            self._unlinked.expect(next((row.row_id for row in change.rows if row.table == "span"), ""))
        super()._reverted(change)

    def _number(self, tab: int, number: int) -> None:
        title = self._titles[tab]
        self._tabs.setTabText(tab, f"{title} · {QLocale().toString(number)}" if number else title)

    def _page(self) -> ActorsPage | UnlinkedPage | LikelyPage:
        match self._tabs.currentIndex():
            case 1:
                return self.unlinked
            case 2:
                return self.likely
            case _:
                return self.actors

    def _turn(self) -> None:
        page = self._page()
        if isinstance(page, ActorsPage):
            page.refresh()
            page.view.setFocus()
        else:
            self.actors.leave()
            page.activate()

    def _show_both(self, first: str, second: str) -> None:
        self._tabs.setCurrentIndex(_ACTORS)
        self.actors.show_actor(first, second)

    def _search(self) -> None:
        self._tabs.setCurrentIndex(_ACTORS)
        super()._search()

    def _first_look(self) -> None:
        super()._first_look()
        if self.isVisible():
            self.counting.count()

    def _leave(self) -> None:
        super()._leave()
        self.counting.stop()
        if self._likely is not None:
            self._likely.stop()
