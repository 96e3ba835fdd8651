"""The near-duplicates of the article on screen: how many there are, compared with it, and its labels for them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.core.errors import UserError
from annotator.ui.articles.article_list import ArticleList
from annotator.ui.pane.text_pane import TextPane
from annotator.ui.session import Session
from annotator.ui.status_line import StatusLine

_ACTIONS = ("corpus.compare", "corpus.carry")


class NearDuplicates(QObject):
    """Does the actions about near-duplicates, which are there only where an article has some."""

    told = Signal(str)
    mention_chosen = Signal(int, str)  # article id, no span: to be shown

    def __init__(
        self,
        session: Session,
        pane: TextPane,
        articles: ArticleList,
        status: StatusLine,
        actions: Mapping[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._pane = pane
        self._status = status
        self._actions = [actions[id_] for id_ in _ACTIONS]
        self._window = window
        self._others: list[int] = []
        status.alike.clicked.connect(lambda: self.compare_near_duplicates())
        for signal in (session.article_changed, session.project_changed, articles.reloaded):
            signal.connect(self._look)
        self._look()

    def _look(self) -> None:
        """Finds the near-duplicates of the article on screen."""
        project, article = self._session.project, self._session.article
        self._others = []
        if project is not None and article is not None:
            try:
                self._others = [id_ for id_ in project.groups.of(article.id) if id_ != article.id]
            except UserError as error:
                self._session.failed.emit(str(error))
        self._status.show_alike(len(self._others))
        for action in self._actions:
            action.setEnabled(bool(self._others))

    def compare_near_duplicates(self) -> None:
        """Shows the article and one of its near-duplicates side by side."""
        article = self._session.article
        if article is None or not self._others:
            return
        from annotator.ui.alike.compare_dialog import CompareDialog

        dialog = CompareDialog(self._session, self._others, self._pane.document().defaultFont(), self._window)
        dialog.exec()
        wanted = dialog.wanted
        dialog.deleteLater()
        if wanted is not None:
            self.mention_chosen.emit(wanted, "")
        self._pane.setFocus()

    def carry_labels(self) -> None:
        """Proposes the person's own labels in all near-duplicates, where the words are the same."""
        article = self._session.article
        if article is None or not self._others:
            return
        from annotator.ui.alike.carrying import carry

        said = carry(self._session, article.id, self._others, self._window)
        if said is not None:
            self.told.emit(said)
        self._pane.setFocus()
