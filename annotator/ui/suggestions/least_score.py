"""The least score of suggestions: a small button beside their number, and a slider in its popup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from annotator.ui.label_bar import LabelBar
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of
from annotator.ui.parts.widgets import percents
from annotator.ui.session import Session
from annotator.ui.settings import Settings

STEP = 5  # percent
_WIDTH = 260


class LeastScore(QObject):
    """Hides suggestions below a score that the person chooses. What is chosen is remembered."""

    changed = Signal()
    left = Signal()  # by key: the person goes on in the text

    def __init__(self, session: Session, bar: LabelBar, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._bar = bar
        self._settings = settings
        self._window = window
        self._popup: LeastScorePopup | None = None
        session.set_least_score(settings.least_score / 100)
        bar.least_clicked.connect(self.choose_least_score)
        session.spans_changed.connect(self._count)
        session.article_changed.connect(self._count)

    def choose_least_score(self) -> None:
        """Shows the slider below its button; at the end of the bar where nothing is suggested."""
        if self._popup is None:
            self._popup = LeastScorePopup(self._window)
            self._popup.slider.valueChanged.connect(lambda _percent: self._choose())
            self._popup.left.connect(self.left)
        self._popup.slider.setValue(self._settings.least_score)
        self._count()
        self._popup.open_below(self._bar.least if self._bar.least.isVisible() else self._bar)

    def _choose(self) -> None:
        # The slider keeps to whole steps: what it tells first is not always what it ends up at.
        percent = self._popup.slider.value() if self._popup is not None else self._settings.least_score
        self._settings.least_score = percent
        self._session.set_least_score(percent / 100)
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        if self._popup is not None:
            self._popup.show_counts(self._session.waiting, self._session.sieve.held)


class LeastScorePopup(QFrame):
    """A slider in steps of five percent, its value, and what it does to the article on screen."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        unit = scale_of(parent)
        set_role(self, "panel")
        self.setAccessibleName(self.tr("Least score of suggestions"))
        self.setFixedWidth(round(_WIDTH * unit))
        heading = QLabel(self.tr("Show suggestions from"))
        self._value = QLabel()
        font = self._value.font()
        font.setBold(True)
        self._value.setFont(font)
        self.slider = ScoreSlider()
        self.slider.setAccessibleName(self.tr("Least score of suggestions"))
        self.slider.valueChanged.connect(lambda _percent: self._show_value())
        self._counts = QLabel()
        self._counts.setWordWrap(True)
        set_role(self._counts, "small")
        self._show_value()
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addStretch(1)
        row.addWidget(self._value)
        column = QVBoxLayout(self)
        margin = round(14 * unit)
        column.setContentsMargins(margin, round(12 * unit), margin, round(12 * unit))
        column.setSpacing(round(8 * unit))
        column.addLayout(row)
        column.addWidget(self.slider)
        column.addWidget(self._counts)
        self.slider.installEventFilter(self)

    def open_below(self, place: QWidget) -> None:
        """Shows it with its right edge at that of a button, or of the bar."""
        self.adjustSize()
        corner = place.mapToGlobal(QPoint(place.width(), place.height()))
        self.move(corner - QPoint(self.width(), round(-4 * scale_of(self))))
        self.show()
        self.slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_counts(self, shown: int, held: int) -> None:
        """What is shown of the article's suggestions, and what is not."""
        self._counts.setText(
            self.tr("In this article: %1 shown, %2 below.").replace("%1", str(shown)).replace("%2", str(held))
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter closes, as Escape does; neither leaves the keys with the button."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _show_value(self) -> None:
        self._value.setText(percents(self.slider.value()))


class ScoreSlider(QSlider):
    """From 0 to 100 percent; arrow keys move it by five, the page keys by twenty, Home and End to its ends."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100)
        self.setSingleStep(STEP)
        self.setPageStep(4 * STEP)
        self.valueChanged.connect(self._snap)

    def _snap(self, percent: int) -> None:
        """Only whole steps can be chosen, with the mouse too."""
        self.setValue(round(percent / STEP) * STEP)
