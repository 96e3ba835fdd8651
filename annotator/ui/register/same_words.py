"""Links all mentions that say the same words as one that has just been linked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.core.errors import Cancelled
from annotator.core.names import is_pronoun
from annotator.project import Project, commands
from annotator.ui.parts.dialog_parts import short
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.parts.worker import Progress, Work
from annotator.ui.parts.writing import isolated

_PAGE = 500
_KEY = "Ctrl+L"
_SHOWN = 24  # characters of a mention on the button


class AlikeOffer(QWidget):
    """A button, and a key within the page, that link whatever says the same as the mention linked last.

    ``wanted`` carries its words, and the id and name of its actor.
    """

    wanted = Signal(str, str, str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._linked: tuple[str, str, str] | None = None
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.setToolTip(self.tr("Link every mention of these words that has no actor to the same one"))
        self.button.clicked.connect(self._want)
        QShortcut(QKeySequence(_KEY), page).activated.connect(self._want)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(6 * scale_of(self)))
        row.addWidget(self.button)
        row.addWidget(KeyCap(_KEY, self))
        self.offer(None)

    def offer(self, linked: tuple[str, str, str] | None) -> None:
        """Offers it for what has just been linked; not for a pronoun, which means somebody else each time."""
        self._linked = linked if linked is not None and not is_pronoun(linked[0]) else None
        self.setVisible(self._linked is not None)
        text = self.tr("All “%1” too").replace(
            "%1", isolated(short(self._linked[0], _SHOWN)) if self._linked else ""
        )
        self.button.setText(text.replace("&", "&&"))
        self.button.setAccessibleName(text)

    def _want(self) -> None:
        if self._linked is not None:
            self.wanted.emit(*self._linked)


def link_alike(text: str, actor_id: str) -> Work:
    """Work that lets every mention that says ``text`` and points to nobody point to the actor, in one change.

    It returns how many there were, and raises Cancelled where it is stopped.
    """

    def work(project: Project, progress: Progress) -> int:
        register, book = project.register, project.codebook
        found: list[tuple[int, str]] = []
        # Looking takes about as long as linking them.
        total, looked, after = 2 * register.count_unlinked(book), 0, None
        while page := register.unlinked(book, after, _PAGE):
            found += [(mention.article_id, mention.span_id) for mention in page if mention.text == text]
            looked, after = looked + len(page), (page[-1].article_id, page[-1].span_id)
            if not progress(looked, total):
                raise Cancelled("Stopped: nothing was changed.")
        if found:
            project.apply(commands.SetActor(tuple(found), actor_id), progress)
        return len(found)

    return work
