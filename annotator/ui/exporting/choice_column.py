"""A column of choices below headings, with a hint below some of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of

_TYPED_MS = 300  # after the last letter, before the preview follows
_MOST = 1_000_000_000
_CAPTION = 20  # characters


class _Choice(QComboBox):
    """A long caption loses its end where the column is narrow; its tool tip and the list have all of it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        end = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), end, room.width())
        self.setToolTip("" if option.currentText == self.currentText() else self.currentText())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ChoiceColumn(QWidget):
    """What groups of choices of a dialog are made of; ``changed`` is sent when the person sets another."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._unit = scale_of(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(round(6 * self._unit))
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self._tell)

    def add_title(self, text: str) -> QLabel:
        """A heading, with room above it unless it is the first."""
        if self._column.count():
            self._column.addSpacing(round(10 * self._unit))
        label = QLabel(text)
        set_role(label, "heading")
        self._column.addWidget(label)
        return label

    def add_hint(self, text: str, indented: bool = True) -> QLabel:
        """A sentence in small words, set in as far as the words of a box above it."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setIndent(round(26 * self._unit) if indented else 0)
        set_role(label, "small")
        self._column.addWidget(label)
        return label

    def add_box(self, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.toggled.connect(lambda: self.changed.emit())
        self._column.addWidget(box)
        return box

    def add_combo(self, name: str, items: dict[str, str]) -> QComboBox:
        """One of several values, each with its caption."""
        combo = _Choice()
        for value, caption in items.items():
            combo.addItem(caption, value)
        combo.setAccessibleName(name)
        # A long caption is cut off where the column is narrow, instead of making it wider than its dialog.
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_CAPTION)
        combo.currentIndexChanged.connect(lambda: self.changed.emit())
        self._column.addWidget(combo)
        return combo

    def add_line(self, name: str, placeholder: str = "", number: bool = False) -> QLineEdit:
        """One line to type; ``number`` lets only digits in."""
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setPlaceholderText(placeholder)
        line.setClearButtonEnabled(True)
        if number:
            line.setValidator(QIntValidator(0, _MOST, line))
        line.textEdited.connect(lambda: self._typed.start())
        self._column.addWidget(line)
        return line

    def add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _tell(self) -> None:
        # The dialog may have gone since the last letter, and the project with it.
        if self.isVisible():
            self.changed.emit()
