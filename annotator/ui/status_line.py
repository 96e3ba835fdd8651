"""The line at the foot of the window: whether all is saved, who labels, and what keys do now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.ui.parts.elided_line import ElidedLine
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.widgets import KeyCap
from annotator.ui.parts.writing import elided

_TOLD_MS = 6000
_GAP = 14
_LONGEST_NAME = 24  # average characters of a name that are shown
Hint = tuple[str, str]  # a key and what it does


class StatusLine(QFrame):
    """Saved state, name and counts at the left; at the right key caps, and for a while a sentence.

    Where there is no room for both, the caps give way to the sentence; it never makes the window wider, nor does a
    long name.
    """

    told = Signal(str)  # the sentence that is shown from now on

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Status"))
        set_role(self, "foot")
        self._saved = QLabel()
        set_role(self._saved, "done")
        self.name = QPushButton()
        set_role(self.name, "quiet")
        self._whose = self._addition = ""
        self._counts = QLabel()
        set_role(self._counts, "muted")
        self.alike = QPushButton()
        set_role(self.alike, "quiet")
        self.alike.hide()
        self._told = ElidedLine()
        set_role(self._told, "muted")
        self._caps = QWidget()
        self._hints = QHBoxLayout(self._caps)
        self._hints.setContentsMargins(0, 0, 0, 0)
        self._hints.setSpacing(6)
        self._shown: tuple[Hint, ...] = ()
        self._line = layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 14, 2)
        layout.setSpacing(_GAP)
        self._left = (self._saved, self.name, self._counts, self.alike)
        for widget in self._left:
            layout.addWidget(widget)
        layout.addWidget(self._told, 1)
        layout.addWidget(self._caps)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOLD_MS)
        self._timer.timeout.connect(self.forget)

    def show_saved(self, read_only: bool = False) -> None:
        """All that is on screen is on disk; in a read-only project nothing can be changed."""
        self._saved.setText(self.tr("Read-only") if read_only else self.tr("● Saved"))
        set_role(self._saved, "error" if read_only else "done")

    def show_name(self, name: str, addition: str = "") -> None:
        self._whose, self._addition = name, addition
        self._cut_name()
        self.name.setAccessibleName(self.tr("Annotator: %1").replace("%1", name))
        self.name.setToolTip(self.tr("%1: whose labels these are; click to change").replace("%1", name))

    def show_counts(self, text: str) -> None:
        self._counts.setText(text)

    def show_alike(self, number: int) -> None:
        """How many near-duplicates the article on screen has; nothing is shown where it has none."""
        text = self.tr("≈ 1 near-duplicate") if number == 1 else self.tr("≈ %Ln near-duplicates", "", number)
        self.alike.setText(text)
        self.alike.setAccessibleName(text.removeprefix("≈ "))
        self.alike.setToolTip(self.tr("Compare with near-duplicates"))
        self.alike.setVisible(number > 0)

    def forget(self) -> None:
        """Takes back what was told: something else has happened since."""
        self._timer.stop()
        self._told.say("")
        self._fit()

    def tell(self, sentence: str) -> None:
        """Shows a sentence for some seconds."""
        self._told.say(sentence)
        self._fit()
        self._timer.start()
        self.told.emit(sentence)

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        """Shows what keys do now."""
        if hints == self._shown:
            return
        self._shown = hints
        while self._hints.count():
            item = self._hints.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for keys, text in hints:
            label = QLabel(text)
            set_role(label, "muted")
            self._hints.addWidget(_cap(keys))
            self._hints.addWidget(label)
            self._hints.addSpacing(8)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What is at the left alone."""
        margins = self._line.contentsMargins()
        return QSize(self._left_width() + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Something in the line is wider or narrower than it was."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _left_width(self) -> int:
        widths = [widget.sizeHint().width() for widget in self._left if not widget.isHidden()]
        return sum(widths) + _GAP * len(widths)

    def _cut_name(self) -> None:
        metrics = self.name.fontMetrics()
        shown = elided(metrics, self._whose, metrics.averageCharWidth() * _LONGEST_NAME)
        self.name.setText((f"{shown} · {self._addition}" if self._addition else shown).replace("&", "&&"))

    def _fit(self) -> None:
        self._cut_name()  # its face may be another one by now
        margins = self._line.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._left_width() - self._told.whole_width - _GAP
        self._caps.setVisible(self._caps.sizeHint().width() <= room)


def _cap(keys: str) -> QLabel:
    """A key cap; a range of keys, which is no key that Qt could name, is shown as it is."""
    if "–" not in keys:
        return KeyCap(keys)
    cap = QLabel(keys)
    set_role(cap, "keycap")
    return cap
