"""The menu of projects that were open before."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.ui.corpus import Corpus
from annotator.ui.session import Session
from annotator.ui.settings import Settings


class RecentMenu(QMenu):
    """Lists the projects that were open last and are still there, but for the one that is open.

    It stands behind the action ``after`` in its menu, and is made anew whenever that is to be seen.
    """

    def __init__(self, after: QAction, settings: Settings, session: Session, corpus: Corpus) -> None:
        menu = next(shown for shown in after.associatedObjects() if isinstance(shown, QMenu))
        super().__init__(menu)
        self.setTitle(self.tr("Open recent"))
        self.setObjectName("menu.recent")
        self._settings, self._session, self._corpus = settings, session, corpus
        following = menu.actions()[menu.actions().index(after) + 1]
        menu.insertMenu(following, self)
        menu.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        project = self._session.project
        here = project.path.resolve() if project is not None else None
        there = [path for path in self._settings.recent if path != here and os.path.exists(path)]
        names = [path.name for path in there]
        for path in there:
            action = self.addAction(path.name if names.count(path.name) == 1 else str(path))
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._open, path))
        self.setToolTipsVisible(True)
        self.menuAction().setEnabled(bool(there))

    def _open(self, path: Path, _checked: bool = False) -> None:
        self._corpus.open_path(path)
