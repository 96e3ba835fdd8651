"""The line above the text: a button for each label, and how many suggestions wait."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from annotator.core.codebook import Codebook, Label
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import Appearance
from annotator.ui.parts.widgets import KeyCap, percents

_GAP = 8
_LEAST_NAME = 5  # characters on average: of less, nobody could tell which label it is


class LabelBar(QFrame):
    """Labels with their keys; a click labels as the key does."""

    label_chosen = Signal(str)
    label_pointed = Signal(str)  # by the mouse or the keyboard, but not chosen
    suggestions_clicked = Signal()
    least_clicked = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._codebook = Codebook("none")
        self._buttons: list[tuple[Label, _LabelButton]] = []
        self.setAccessibleName(self.tr("Labels"))
        set_role(self, "head")
        self._row = QHBoxLayout()
        self._row.setSpacing(_GAP)
        self._waiting = QPushButton()
        set_role(self._waiting, "quiet")
        self._waiting.clicked.connect(self.suggestions_clicked)
        self._cap = KeyCap("F8")
        self.least = QPushButton()
        set_role(self.least, "quiet")
        self.least.clicked.connect(self.least_clicked)
        self._number = self._held = 0
        self._layout = layout = QHBoxLayout(self)
        layout.setSpacing(_GAP)
        layout.setContentsMargins(18, 8, 18, 8)
        layout.addLayout(self._row)
        layout.addStretch(1)
        layout.addWidget(self._waiting)
        layout.addWidget(self._cap)
        layout.addWidget(self.least)
        appearance.changed.connect(self._colour)
        self.show_suggestions(0, 0, 0)

    def show_codebook(self, codebook: Codebook) -> None:
        """Makes the buttons of another codebook."""
        for _, button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._codebook = codebook
        self._buttons = [(label, self._button(label)) for label in codebook.labels]
        for _, button in self._buttons:
            self._row.addWidget(button)
        self._colour()
        self.updateGeometry()
        self._fit()

    def show_suggestions(self, number: int, held: int, least: int) -> None:
        """Says how many suggestions wait in the article, and how many have less than ``least`` percent."""
        self._number, self._held = number, held
        self._waiting.setAccessibleName(self.tr("Go to the next suggestion"))
        percent = percents(least)
        self.least.setText(f"≥ {percent}" if number else self.tr("%n below %1", "", held).replace("%1", percent))
        self.least.setAccessibleName(self.tr("Least score of suggestions: %1").replace("%1", percent))
        self.least.setToolTip(self.tr("Which suggestions are shown; %n more have a lower score", "", held))

        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The labels' keys alone: neither the text beside nor the window must be wider for what else there is."""
        margins = self._layout.contentsMargins()
        width = self._labels_width() + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def _labels_width(self) -> int:
        """Pixels of all labels without their names."""
        widths = [button.width_without_name() for _, button in self._buttons]
        return sum(widths) + _GAP * max(0, len(widths) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for it, leaves out the key, the score, the word behind the number, all of it.

        Where there is none for the labels' names either, the longest are cut short, and at last all show their
        keys alone.
        """
        one, more = self.tr("1 suggestion"), self.tr("%n suggestions", "", self._number)
        words = one if self._number == 1 else more
        self._waiting.setToolTip(words)
        margins = self._layout.contentsMargins()
        inside = self.width() - margins.left() - margins.right()
        names = [button.name_width for _, button in self._buttons]
        most = _share(names, inside - self._labels_width())
        if most < min(max(names, default=0), _LEAST_NAME * self.fontMetrics().averageCharWidth()):
            most = 0
        for _, button in self._buttons:
            button.shorten(most)
        used = sum(button.sizeHint().width() for _, button in self._buttons) + _GAP * len(self._buttons)
        room = inside - used
        least, cap = (part.sizeHint().width() + _GAP for part in (self.least, self._cap))
        self._waiting.setText(words)
        keyed = self._waiting.sizeHint().width() > room
        if keyed:
            # The key says what the number is about; by itself it would say nothing, and the foot has it, too.
            self._waiting.setText(str(self._number))
        number = self._waiting.sizeHint().width() + cap * keyed if self._number else 0
        self._waiting.setVisible(0 < number <= room)
        self.least.setVisible(self._number + self._held > 0 and number + least <= room)
        beside = 0 if keyed else cap + least
        self._cap.setVisible(number > 0 and number + beside <= room)

    def _button(self, label: Label) -> _LabelButton:
        button = _LabelButton(label)
        button.setAccessibleName(self.tr("Label %1, key %2").replace("%1", label.title).replace("%2", label.key))
        button.setToolTip(f"{label.title}: {label.example}" if label.example else label.title)
        button.clicked.connect(lambda: self.label_chosen.emit(label.name))
        button.pointed.connect(lambda: self.label_pointed.emit(label.name))
        return button

    def _colour(self) -> None:
        theme = self._appearance.theme
        for label, button in self._buttons:
            button.setIcon(_swatch(theme.tint(label), theme.colour(label)))
            button.setIconSize(QSize(16, 12))


class _LabelButton(QPushButton):
    """A label's name with its key cap at the right."""

    pointed = Signal()

    def __init__(self, label: Label) -> None:
        super().__init__(label.title)
        self._title = label.title
        set_role(self, "label")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cap = KeyCap(label.key)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 9, 0)
        row.addStretch(1)
        row.addWidget(self._cap)

    @property
    def name_width(self) -> int:
        """Pixels that the whole name takes."""
        return self._words_width(self._title)

    def shorten(self, most: int) -> None:
        """Shows as much of the name as ``most`` pixels take; for 0 the colour and the key alone."""
        whole = self.name_width <= most
        cut = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, most) if most else ""
        text = self._title if whole else cut
        if text != self.text():
            self.setText(text)

    def width_without_name(self) -> int:
        """Pixels that it takes without its name."""
        return self.sizeHint().width() - self._words_width(self.text())

    def _words_width(self, text: str) -> int:
        # As Qt counts it for the size hint.
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width() if text else 0

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._cap.sizeHint().width() + 4, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointed.emit()
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.pointed.emit()
        super().focusInEvent(event)


def _share(widths: list[int], room: int) -> int:
    """How wide the widest may be, so that all of them take no more than the room; narrower ones stay whole."""
    rest = max(0, room)
    for number, width in enumerate(sorted(widths)):
        share = rest // (len(widths) - number)
        if width > share:
            return share
        rest -= width
    return max(widths, default=0)


def _swatch(tint: QColor, line: QColor) -> QIcon:
    """The label as it looks in the text: a tint above an underline."""
    icon = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(16 * ratio, 12 * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.scale(ratio, ratio)
        painter.fillRect(QRectF(0, 1, 16, 8), tint)
        painter.fillRect(QRectF(0, 9, 16, 2.5), line)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
