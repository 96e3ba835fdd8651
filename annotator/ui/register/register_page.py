"""What the pages of actors and of concepts have in common: entries, the chosen one's form, and its mentions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from annotator.project import commands
from annotator.ui.parts.dialog_parts import Scrolled, push_button
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.register.index import RegisterIndex
from annotator.ui.register.mentions import MentionModel, MentionView
from annotator.ui.register.searching import SearchLine
from annotator.ui.session import Session

Run = Callable[[commands.Command, int], bool]
"""Does a command that touches about so many rows; whether it happened."""


class RegisterPage(QWidget):
    """Entries with a search line at the left; at the right a form, and below it where the corpus speaks of it.

    ``told`` carries what has been done.
    """

    mention_chosen = Signal(int, str)
    told = Signal(str)
    noted = Signal(str)  # what the person may want to know, of which there is nothing to undo
    failed = Signal(str)
    refused = Signal(str)  # why a field can't be taken; "" when that is no longer so

    search: SearchLine
    view: QAbstractItemView

    def __init__(self, session: Session, index: RegisterIndex, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._index = index
        self._run = run
        self._shown: str | None = None  # the id of the entry whose mentions are listed
        self.mentions = MentionModel(self)
        self.concordance = MentionView(self.mentions)
        self._heading = QLabel()
        set_role(self._heading, "heading")
        self._buttons: dict[str, QPushButton] = {}
        # Going through the entries by a held key must not read the mentions of each one on the way.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(40)
