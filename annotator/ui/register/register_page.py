"""What the pages of actors and of concepts have in common: entries, the chosen one's form, and its mentions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
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

    def _lay_out(
        self,
        search: SearchLine,
        view: QAbstractItemView,
        below: Sequence[QWidget],
        form: QWidget,
        widths: tuple[int, int],
        heights: tuple[int, int],
    ) -> None:
        """``below`` stands below the view; ``widths`` of left and right, ``heights`` of form and mentions."""
        unit = scale_of(self)
        margin, gap = round(14 * unit), round(8 * unit)
        left = QWidget()
        left.setMinimumWidth(round(250 * unit))
        column = QVBoxLayout(left)
        column.setContentsMargins(margin, margin, gap, gap)
        column.setSpacing(gap)
        column.addWidget(search)
        column.addWidget(view, 1)
        for widget in below:
            column.addWidget(widget)
        mentions = QWidget()
        lower = QVBoxLayout(mentions)
        lower.setContentsMargins(0, gap, 0, gap)
        lower.setSpacing(gap)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._buttons["split"])
        lower.addLayout(head)
        lower.addWidget(self.concordance, 1)
        right = _splitter(Qt.Orientation.Vertical, (Scrolled(form), mentions), heights)
        frame = QWidget()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(margin, margin, margin, 0)
        inside.addWidget(right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(_splitter(Qt.Orientation.Horizontal, (left, frame), widths))
        search.left.connect(view.setFocus)
        self.concordance.opened.connect(self.mention_chosen)
        self.mentions.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)

    def _set_heading(self, heading: str, hidden: int) -> None:
        """The heading of the mentions, and how many of other annotators are not shown: few words, for the room."""
        others = self.tr("%1 not shown").replace("%1", QLocale().toString(hidden))
        self._heading.setText(f"{heading} · {others}" if hidden else heading)
        self._heading.setToolTip(self.tr("Those of other annotators, whose labels are hidden") if hidden else "")

    def _button(self, name: str, text: str, slot: Callable[[], object]) -> QPushButton:
        self._buttons[name] = push_button(text, slot)
        return self._buttons[name]


def _splitter(orientation: Qt.Orientation, parts: Sequence[QWidget], sizes: Sequence[int]) -> QSplitter:
    """Parts one after the other, of these sizes at scale 1; none can be folded away."""
    result = QSplitter(orientation)
    for part in parts:
        result.addWidget(part)
    result.setSizes([round(size * scale_of(result)) for size in sizes])
    result.setHandleWidth(1)
    result.setChildrenCollapsible(False)
    return result
