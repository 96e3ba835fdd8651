"""One comment as the inspector shows it, with what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.core.models import Comment
from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.icons import icon
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import Theme, scale_of
from annotator.ui.parts.times import local_time
from annotator.ui.parts.widgets import Chip
from annotator.ui.parts.writing import isolated


class CommentRow(QWidget):
    """Who said what and when, on which span, and whether it is open."""

    toggled = Signal(str)  # to be closed, or opened again
    edited = Signal(str)
    deleted = Signal(str)
    span_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._id = self._span_id = ""
        self._shown: tuple[object, ...] = ()
        unit = scale_of(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(2 * unit))
        head = QHBoxLayout()
        head.setSpacing(round(6 * unit))
        self._flag = QLabel()
        self._flag.setFixedSize(round(14 * unit), round(14 * unit))
        self._head = QLabel()
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._head, "small")
        head.addWidget(self._flag)
        head.addWidget(self._head, 1)
        column.addLayout(head)
        self._place = Chip("")
        self._place.clicked.connect(lambda: self.span_chosen.emit(self._span_id))
        column.addWidget(self._place)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._text)
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=round(2 * unit))
        self._toggle = self._button(self.toggled)
        self._edit = self._button(self.edited)
        self._edit.setText(self.tr("Edit"))
        self._delete = self._button(self.deleted)
        self._delete.setText(self.tr("Delete"))
        for button in (self._toggle, self._edit, self._delete):
            row.addWidget(button)
        column.addWidget(buttons)

    def take_focus(self) -> None:
        """Puts the keyboard on what can be done with the comment."""
        self._toggle.setFocus()

    def _button(self, signal: object) -> QPushButton:
        button = QPushButton()
        set_role(button, "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: signal.emit(self._id))  # type: ignore[attr-defined]
        return button

    def show_comment(self, comment: Comment, own: bool, place: str, lead: bool, theme: Theme) -> None:
        """Shows the comment; ``place`` is what it is on where that isn't obvious, a ``lead`` goes there."""
        wanted = (comment, own, place, lead, theme.name)
        if wanted == self._shown:
            return
        self._shown = wanted
        text = comment.text or self.tr("Flagged, without words.")
        who = f"{comment.annotator} · {local_time(comment.created_at)}"
        self._id, self._span_id = comment.id, comment.span_id or ""
        self._flag.setVisible(comment.open)
        self._flag.setPixmap(
            icon("flag", theme.color("danger")).pixmap(self._flag.size(), self.devicePixelRatio())
        )
        self._flag.setAccessibleName(self.tr("open") if comment.open else "")
        self._head.setText(who + (f" · {isolated(place)}" if place and not lead else ""))
        self._place.setVisible(lead)
        self._place.set_text(place)
        self._place.setAccessibleName(self.tr("Go to the span “%1”").replace("%1", place))
        self._text.setText(text)
        set_role(self._text, "" if comment.text else "muted")
        self.setAccessibleName(f"{who}: {text}")
        self._toggle.setText(self.tr("Close") if comment.open else self.tr("Ask the team"))
        # A flag without words that is closed is gone, so there is nothing more to do with it.
        self._edit.setVisible(own)
        self._delete.setVisible(own)
        for button in (self._toggle, self._edit, self._delete):
            button.setAccessibleName(f"{button.text()}: {text}")
            button.setToolTip("")
        self._toggle.setToolTip(
            self.tr("It has been answered") if comment.open else self.tr("Make it an open question")
        )
