"""Suggesting for the whole corpus, as the actions ask for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.articles.article_list import ArticleList
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.suggestions.learning import Learning


class Proposing(QObject):
    """Opens the dialog that runs suggesters."""

    told = Signal(str)

    def __init__(self, session: Session, articles: ArticleList, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._articles = articles
        self._settings = settings
        self._window = window
        self.learning = Learning(session, settings, self)
        for signal in (self.learning.told, self.learning.failed):
            signal.connect(self.told)

    def suggest_corpus(self) -> None:
        """Asks which suggesters are to run, and shows what came of it."""
        self._ask()

    def suggest_with(self, engine: str) -> None:
        """The same, with an engine in sight that was added before, named by its spec."""
        self._ask(engine)

    def _ask(self, engine: str = "") -> None:
        project = self._session.project
        if project is None:
            return
        from annotator.ui.suggestions.suggest_dialog import SuggestDialog

        dialog = SuggestDialog(project, self._settings, self.learning, self._window)
        dialog.ended.connect(self._session.poll)
        if engine:
            dialog.show_engine(engine)
        dialog.exec()
        if dialog.report is not None and dialog.report.change is not None:
            self._articles.set_order(self._settings.order, go=False)
        dialog.deleteLater()
