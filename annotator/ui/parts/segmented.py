"""Controls that show all values of an attribute side by side and take one, or several, by digit, click or key."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtGui import QResizeEvent as ResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.ui.actions.letter_keys import digit_of
from annotator.ui.parts.theme import scale_of, theme_of

_DIGITS = "1234567890"
_EVEN = 12  # values that stand in rows of equally many


def caption(value: object) -> str:
    """A value as a person reads it: ``free_indirect`` is "free indirect"."""
    return str(value).replace("_", " ")


class SegmentedControl(QWidget):
    """One of several values, or none.

    Tab reaches it once; arrow keys move along the values, Space or Enter takes the one reached, digits take one
    at once. Taking the chosen value again unsets it. ``value_chosen`` carries the value, or None when unset; it
    is sent for what the person does, not by ``set_value``. Clicking does not take the keyboard from where it is.
    """

    value_chosen = Signal(object)
    _APART: ClassVar[int] = 0  # px between the values of a row

    def __init__(
        self,
        name: str,
        values: Sequence[Hashable],
        captions: Sequence[str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what screen readers call it; ``captions`` default to the values with blanks for ``_``."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values = tuple(values)
        texts = captions if captions is not None else [caption(value) for value in values]
        self._segments = [_Segment(self, n, text) for n, text in enumerate(texts)]
        self._rows: list[list[_Segment]] = []
        self._active = False
        self._first = 1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for segment in self._segments:
            segment.setAccessibleName(f"{name}: {segment.text()}")
            segment.clicked.connect(self._clicked)
        self._reach(0)

    def values(self) -> tuple[Hashable, ...]:
        return self._values

    def value(self) -> Hashable | None:
        """The chosen value; None where none is."""
        chosen = self._chosen()
        return self._values[chosen[0]] if chosen else None

    def set_value(self, value: Hashable | None) -> None:
        """Shows a value without sending ``value_chosen``; one that is not among the values shows as unset."""
        numbers = [self._values.index(value)] if value in self._values else []
        self._show(numbers)
        self._reach(min(numbers, default=0))

    def choose(self, number: int) -> bool:
        """Takes the value of that number (from 0), or unsets it if it is chosen; False if there is none."""
        if not 0 <= number < len(self._segments):
            return False
        self._show(self._with(number))
        self._reach(number)
        self.value_chosen.emit(self.value())
        return True

    def choose_digit(self, digit: str) -> bool:
        """Takes the value that a digit stands for (1 is the first, 0 the tenth); False if there is none."""
        return digit in _DIGITS and digit != "" and self.choose(_DIGITS.index(digit) + 1 - self._first)

    def is_active(self) -> bool:
        return self._active

    def set_active(self, active: bool) -> None:
        """Shows the digits, where digits typed elsewhere act on this control now."""
        if active != self._active:
            self._active = active
            self._arrange()
            self.updateGeometry()

    def set_first_digit(self, first: int | None) -> None:
        """Shows digits from ``first`` on, where several controls share them; None shows none."""
        self._first = first or 1
        self.set_active(first is not None)
        self.update()

    def digit(self, number: int) -> str:
        """The digit that stands for a value (counted from 0), "" beyond the tenth."""
        place = number + self._first - 1
        return _DIGITS[place] if place < len(_DIGITS) else ""

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        rows = len(self._wrap(width))
        return rows * self._row_height() + (rows - 1) * self._gap()

    def sizeHint(self) -> QSize:
        width = sum(segment.sizeHint().width() for segment in self._segments)
        return QSize(width + self._between(self._segments), self._row_height())

    def minimumSizeHint(self) -> QSize:
        width = max((segment.sizeHint().width() for segment in self._segments), default=0)
        return QSize(width, self._row_height())

    def resizeEvent(self, event: ResizeEvent) -> None:
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._arrange()
            self.updateGeometry()
        super().changeEvent(event)

    def key_pressed(self, number: int, event: QKeyEvent) -> bool:
        """What a key does on the value of that number; whether it did anything."""
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            forward, back = back, forward
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        last = len(self._segments) - 1
        key = event.key()
        if key in (forward, Qt.Key.Key_Down):
            self._reach(min(number + 1, last), focus=True)
        elif key in (back, Qt.Key.Key_Up):
            self._reach(max(number - 1, 0), focus=True)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._reach(0 if key == Qt.Key.Key_Home else last, focus=True)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(number)
        else:
            return self.choose_digit(digit_of(event))
        return True

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Segment):
            self.choose(sender.number)

    def _chosen(self) -> list[int]:
        return [segment.number for segment in self._segments if segment.isChecked()]

    def _with(self, number: int) -> list[int]:
        """Which are chosen after the person has taken one."""
        return [] if self._chosen() == [number] else [number]

    def _show(self, numbers: list[int]) -> None:
        for segment in self._segments:
            segment.setChecked(segment.number in numbers)

    def _reach(self, number: int, focus: bool = False) -> None:
        """Makes one segment the one that Tab reaches, and moves the keyboard to it if it is in the control."""
        inside = any(segment.hasFocus() for segment in self._segments)
        for segment in self._segments:
            reached = segment.number == number
            segment.setFocusPolicy(Qt.FocusPolicy.TabFocus if reached else Qt.FocusPolicy.NoFocus)
            if reached and (focus or inside):
                segment.setFocus(Qt.FocusReason.OtherFocusReason)
            if reached:
                self.setFocusProxy(segment)

    def _row_height(self) -> int:
        return round(26 * scale_of(self))

    def _gap(self) -> int:
        return round(4 * scale_of(self))

    def _between(self, row: Sequence[_Segment]) -> int:
        return round(self._APART * scale_of(self)) * (len(row) - 1)

    def _wrap(self, width: int) -> list[list[_Segment]]:
        """The segments in as few rows as fit, the rows about equally full."""
        if not self._segments:
            return []
        widths = [segment.sizeHint().width() for segment in self._segments]
        for rows in range(1, len(widths) + 1):
            per_row = -(-len(widths) // rows)
            cut = [self._segments[i : i + per_row] for i in range(0, len(widths), per_row)]
            if all(sum(widths[s.number] for s in row) + self._between(row) <= width for row in cut):
                return cut
        return [[segment] for segment in self._segments]

    def _arrange(self) -> None:
        self._rows = self._wrap(self.width())
        height, y = self._row_height(), 0
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for row in self._rows:
            natural = [segment.sizeHint().width() for segment in row]
            spare, x = max(0, self.width() - sum(natural) - self._between(row)), 0
            for place, segment in enumerate(row):
                # The last one takes what rounding left over.
                share = spare - spare // len(row) * (len(row) - 1) if place == len(row) - 1 else spare // len(row)
                width = natural[place] + share
                segment.setGeometry(self.width() - x - width if mirrored else x, y, width, height)
                last = place == len(row) - 1 or bool(self._APART)
                segment.set_edges(first=place == 0 or bool(self._APART), last=last, mirrored=mirrored)
                x += width + round(self._APART * scale_of(self))
            y += height + self._gap()


class SeveralControl(SegmentedControl):
    """Any number of several values: taking one leaves the others as they are.

    The values stand apart, as each is on or off by itself. The value is a list in the order of the values, or
    None where none is on.
    """

    _APART: ClassVar[int] = 4

    def value(self) -> list[Hashable] | None:  # type: ignore[override]  # a list can't be hashed
        return [self._values[number] for number in self._chosen()] or None

    def set_value(self, value: Sequence[Hashable] | Hashable | None) -> None:
        """Shows values without sending ``value_chosen``; those that are not to choose from are left out."""
        on = value if isinstance(value, list | tuple) else ()
        self._show([number for number, one in enumerate(self._values) if one in on])

    def _with(self, number: int) -> list[int]:
        return sorted({*self._chosen()} ^ {number})

    def _wrap(self, width: int) -> list[list[_Segment]]:
        """As each stands by itself, many fill the rows as words fill lines, whatever the longest takes."""
        if len(self._segments) <= _EVEN:
            return super()._wrap(width)
        rows: list[list[_Segment]] = []
        gap, room = self._between(self._segments[:2]), 0
        for segment in self._segments:
            room -= segment.sizeHint().width() + gap
            if room < 0 or not rows:
                rows.append([])
                room = width - segment.sizeHint().width()
            rows[-1].append(segment)
        return rows


class _Segment(QAbstractButton):
    """One value of a segmented control."""

    _REST: ClassVar[int] = 10  # px on both sides of the text

    def __init__(self, control: SegmentedControl, number: int, text: str) -> None:
        super().__init__(control)
        self._control = control
        self.number = number
        self._left = self._right = True
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_edges(self, first: bool, last: bool, mirrored: bool) -> None:
        """Says on which sides the row ends, where the corners are round."""
        self._left, self._right = (last, first) if mirrored else (first, last)
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802
        """Does nothing: the control decides what is chosen."""

    def sizeHint(self) -> QSize:
        # Room for the bold face and the digit is kept always, so that nothing moves while one labels.
        metrics = QFontMetrics(self._face(bold=True))
        digit = self._control.digit(self.number)
        width = metrics.horizontalAdvance(f"{digit} {self.text()}" if digit else self.text())
        return QSize(width + round(2 * self._REST * scale_of(self)), round(26 * scale_of(self)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._control.key_pressed(self.number, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = self._shape(7 * scale_of(self))
        if self.isChecked():
            painter.fillPath(shape, theme.color("selected"))
        elif self.underMouse() and self.isEnabled():
            painter.fillPath(shape, theme.color("hover"))
        if self.hasFocus():
            painter.strokePath(shape, QPen(theme.color("accent"), 2.5))
        else:
            painter.strokePath(shape, QPen(theme.color("line"), 1))
        self._paint_text(painter, theme.color("text" if self.isChecked() else "muted"))
        painter.end()

    def _paint_text(self, painter: QPainter, colour: QColor) -> None:
        digit = self._control.digit(self.number) if self._control.is_active() else ""
        text = f"{digit} {self.text()}" if digit else self.text()
        painter.setFont(self._face(bold=self.isChecked()))
        painter.setPen(colour)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    def _face(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(1, round(12 * scale_of(self))))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _shape(self, radius: float) -> QPainterPath:
        """The outline, half a pixel in, round where the row ends; neighbours share their border."""
        rect = QRectF(self.rect()).adjusted(0.5 if self._left else -0.5, 0.5, -0.5, -0.5)
        left, right = (radius if self._left else 0.0), (radius if self._right else 0.0)
        path = QPainterPath()
        path.moveTo(rect.left() + left, rect.top())
        path.lineTo(rect.right() - right, rect.top())
        path.quadTo(rect.right(), rect.top(), rect.right(), rect.top() + right)
        path.lineTo(rect.right(), rect.bottom() - right)
        path.quadTo(rect.right(), rect.bottom(), rect.right() - right, rect.bottom())
        path.lineTo(rect.left() + left, rect.bottom())
        path.quadTo(rect.left(), rect.bottom(), rect.left(), rect.bottom() - left)
        path.lineTo(rect.left(), rect.top() + left)
        path.quadTo(rect.left(), rect.top(), rect.left() + left, rect.top())
        return path
