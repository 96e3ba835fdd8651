"""What dialogs have in common: their size, their margins, and the line that shows how far a job is."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Literal

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.parts.message_bar import MessageBar
from annotator.ui.parts.places import within
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.worker import Job

_SCREEN_SHARE = 0.9
_PACE_AFTER = 0.7  # seconds: before that the pace is a guess


def fit(dialog: QDialog, width: float, height: float = 0) -> None:
    """Sizes a dialog, in pixels of the look; less where the screen is small. Height 0 is that of its content.

    One that is shown already stays on the screen, and goes to the middle of its window if its width changes.
    """
    unit = scale_of(dialog)
    wide = round(width * unit)
    high = round(height * unit)
    if not high:
        high = dialog.heightForWidth(wide) if dialog.hasHeightForWidth() else dialog.sizeHint().height()
    room = dialog.screen().availableSize() * _SCREEN_SHARE
    before = dialog.width()
    dialog.resize(QSize(wide, high).boundedTo(room))
    if dialog.isVisible():
        place = dialog.frameGeometry()
        parent = dialog.parentWidget()
        if dialog.width() != before and parent is not None:
            place.moveCenter(parent.window().frameGeometry().center())
        dialog.move(within(place, dialog.screen().availableGeometry()))


def short(name: str, length: int = 40) -> str:
    """A name with its middle left out, if it has more than ``length`` characters: labels can't break it."""
    if len(name) <= length:
        return name
    half = (length - 1) // 2
    return f"{name[:half]}…{name[-half:]}"


def frame(dialog: QDialog) -> tuple[MessageBar, QVBoxLayout]:
    """Lays a dialog out: a message bar at its top, and below it, with the dialog's margins, a column to fill."""
    unit = scale_of(dialog)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    bar = MessageBar()
    outer.addWidget(bar)
    column = QVBoxLayout()
    column.setContentsMargins(round(20 * unit), round(18 * unit), round(20 * unit), round(16 * unit))
    column.setSpacing(round(12 * unit))
    outer.addLayout(column, 1)
    return bar, column


def add_button(
    box: QDialogButtonBox, text: str, role: QDialogButtonBox.ButtonRole, clicked: Callable[[], object]
) -> QPushButton:
    """A button of a dialog's last row."""
    button = box.addButton(text, role)
    button.setAccessibleName(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: clicked())
    return button


def make_default(button: QPushButton) -> None:
    """Lets Enter press the button, and gives it the focus and the room that its bold words take."""
    bold = QFont(button.font())
    bold.setBold(True)
    plain_width, width = (QFontMetrics(font).horizontalAdvance(button.text()) for font in (button.font(), bold))
    # The style sheet makes the default button's words bold, which its size hint knows nothing of.
    button.setMinimumWidth(button.sizeHint().width() + width - plain_width)
    button.setDefault(True)
    button.setFocus()


def push_button(text: str, clicked: Callable[[], object]) -> QPushButton:
    """A button of a dialog that is not the one Enter presses."""
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: clicked())
    return button


class Scrolled(QScrollArea):
    """A widget that is scrolled where the screen is too low, or (down to ``least`` px of the look) too narrow."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None, *, least: float = 0) -> None:
        super().__init__(parent)
        self._least = round(least * scale_of(self))
        self.setWidgetResizable(True)
        if not least:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(widget.accessibleName())
        self._content = widget
        self.setWidget(widget)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint() + QSize(self._bar(), 0)

    def minimumSizeHint(self) -> QSize:
        # With the scroll bar: it would lie on the content's right edge where the screen is too low.
        width = self._content.minimumSizeHint().width()
        return QSize(min(width, self._least or width) + self._bar(), 0)

    def _bar(self) -> int:
        return self.verticalScrollBar().sizeHint().width()


class JobDialog(QDialog):
    """A dialog that may have a job under way: it doesn't go away while that runs, but asks it to stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job: Job | None = None

    def is_running(self) -> bool:
        return self.job is not None

    def cancel(self) -> None:
        """Asks the job, if there is one, to stop; what it has done so far is shown then."""
        if self.job is not None:
            self.job.cancel()

    def done(self, result: int) -> None:
        """Closes the dialog; while a job runs, it is asked to stop instead."""
        if self.job is None:
            super().done(result)
        else:
            self.cancel()


class ProgressLine(QWidget):
    """A bar, and below it the share done, the pace and the time left."""

    def __init__(
        self,
        name: str,
        unit: Literal["bytes", "articles", "rows", "addresses", "steps"],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._unit = unit
        self._began = 0.0
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(name)
        self._share = QLabel()
        self._pace = QLabel()
        for label in (self._share, self._pace):
            set_role(label, "small")
        self._pace.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(6 * scale_of(self)))
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._share)
        row.addWidget(self._pace, 1)
        column.addLayout(row)

    def begin(self) -> None:
        """Starts the clock at nothing done."""
        self._began = monotonic()
        self.advance(0, 1)

    def advance(self, done: int, total: int) -> None:
        """Shows how much is done; ``total`` may be 0."""
        share = min(1.0, done / total) if total else 0.0
        self._bar.setValue(round(share * 1000))
        self._share.setText(self.tr("%1 %").replace("%1", str(int(share * 100))))
        passed = monotonic() - self._began
        if not done or passed < _PACE_AFTER:
            self._pace.clear()
            return
        parts = [self._pace_text(done / passed)]
        if share < 1:
            parts.append(self._left_text(passed * (1 - share) / share))
        self._pace.setText(" · ".join(parts))

    def _pace_text(self, pace: float) -> str:
        if self._unit == "bytes":
            return self.tr("%1/s").replace("%1", QLocale().formattedDataSize(round(pace), 1, _SI))
        if self._unit == "rows":
            return self.tr("%Ln labels/s", "", round(pace))
        if self._unit == "addresses":
            return self.tr("%Ln addresses/min", "", round(pace * 60))
        if self._unit == "steps":
            return self.tr("%Ln steps/min", "", round(pace * 60))
        return self.tr("%Ln articles/s", "", round(pace))

    def _left_text(self, seconds: float) -> str:
        whole = max(1, round(seconds))
        if whole < 60:
            return self.tr("%1 s left").replace("%1", str(whole))
        minutes = round(seconds / 60)
        if minutes < 60:
            return self.tr("%1 min left").replace("%1", str(minutes))
        hours, rest = divmod(minutes, 60)
        return self.tr("%1 h %2 min left").replace("%1", str(hours)).replace("%2", str(rest))


_SI = QLocale.DataSizeFormat.DataSizeSIFormat
