"""What a window does for its file while nobody waits for it, and what it says where the file can't be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.core.errors import UserError

if TYPE_CHECKING:
    from annotator.ui.session import Session

SETTLE_MS = 2000  # so long after a change nobody is in the midst of pressing keys, whom the disk would hold up


class Upkeep(QObject):
    """Brings what was changed into the file itself, so that one that is copied meanwhile has all labels in it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._trouble = ""  # that the last look into the file met
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._settle)
        session.changed.connect(self._timer.start)

    def note(self, trouble: str) -> None:
        """What a look into the file has met, or ``""``; it is told, but not again at each look, as it may pass."""
        if trouble not in ("", self._trouble):
            self._session.failed.emit(trouble)
        self._trouble = trouble

    def _settle(self) -> None:
        if self._session.project is not None:
            try:
                self._session.project.settle()
            except UserError as error:
                self.note(str(error))
