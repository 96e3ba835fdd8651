"""Small parts that the window's regions are made of: key caps, cards, chips, state dots and filters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.core.models import State
from annotator.ui.actions.key_text import key_text, portable
from annotator.ui.parts.flow import FlowLayout
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import Theme, scale_of, theme_of


def own_viewport(area: QAbstractScrollArea) -> QWidget:
    """Gives a scroll area a viewport that is made here, and is as Qt's own.

    To find out what kind of widget Qt's own is, PySide makes all its classes of widgets, which takes 10 ms.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
    return viewport


class KeyCap(QLabel):
    """A small key cap that shows which key acts here."""

    def __init__(self, keys: QKeySequence | str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "keycap")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_keys(keys)

    def set_keys(self, keys: QKeySequence | str) -> None:
        """Shows another key; an empty one hides the cap."""
        sequence = keys if isinstance(keys, QKeySequence) else portable(keys)
        self.setText(key_text(sequence))
        self.setAccessibleName(self.tr("Key %1").replace("%1", sequence.toString()))
        # Without a parent, showing it would open a window of its own.
        if sequence.isEmpty() or self.parentWidget() is not None:
            self.setHidden(sequence.isEmpty())


class Card(QFrame):
    """A rounded surface with a quiet heading; what it shows goes into ``body``."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        unit = scale_of(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(round(12 * unit),) * 4)
        outer.setSpacing(round(8 * unit))
        self._heading = QLabel()
        self._aside = QLabel()
        for label in (self._heading, self._aside):
            set_role(label, "heading")
        self._top = QWidget()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._heading, 1)
        row.addWidget(self._aside)
        outer.addWidget(self._top)
        self.body = QVBoxLayout()
        self.body.setSpacing(round(8 * unit))
        outer.addLayout(self.body)
        self.set_heading(heading)

    def set_heading(self, text: str, colour: QColor | None = None) -> None:
        """Sets the heading, in a label's colour if one is given; an empty one takes no room."""
        self._heading.setText(text)
        self._heading.setStyleSheet(f"color: {colour.name()};" if colour is not None else "")
        self.setAccessibleName(text)
        self._show_top()

    def set_aside(self, text: str) -> None:
        """Sets the text at the right of the heading, such as "3 of 11"."""
        self._aside.setText(text)
        self._show_top()

    def _show_top(self) -> None:
        self._top.setHidden(not (self._heading.text() or self._aside.text()))


class Chip(QPushButton):
    """A pill that names a thing one can go to, such as a quote's speaker, with a dot in its colour.

    The border of one that is only ``proposed`` is dashed, as everywhere.
    """

    def __init__(
        self, text: str, colour: QColor | None = None, parent: QWidget | None = None, proposed: bool = False
    ) -> None:
        super().__init__(text, parent)
        set_role(self, "proposed" if proposed else "chip")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        self.set_colour(colour)

    def set_text(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def set_colour(self, colour: QColor | None) -> None:
        """Sets the colour of the dot; None shows no dot."""
        side, gap = round(8 * scale_of(self)), round(6 * scale_of(self))
        self.setIconSize(QSize(side + gap, side))
        self.setIcon(_dot_icon(colour, side, gap) if colour is not None else QIcon())


def _dot_icon(colour: QColor, side: int, gap: int) -> QIcon:
    """A filled dot with ``gap`` pixels beside it: the style sheet sets an icon close to the text."""
    result = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap((side + gap) * ratio, side * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(0, 0, side * ratio, side * ratio))
        painter.end()
        result.addPixmap(pixmap)
    return result


def paint_state_dot(painter: QPainter, rect: QRectF, state: State, theme: Theme) -> None:
    """Paints an article's state as a dot that fills ``rect``.

    New: a ring; started: half filled; done: filled, green; skipped: a ring with a bar.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(1.5, rect.width() / 6)
    ring = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    colour = {State.DONE: theme.done, State.STARTED: theme.accent}.get(state, theme.muted)
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(QColor(colour) if state is State.DONE else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if state is State.STARTED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPie(ring, 90 * 16, 180 * 16)
    elif state is State.SKIPPED:
        painter.drawLine(ring.center() - (ring.topRight() - ring.center()) * 0.6, ring.center())
        painter.drawLine(ring.center() + (ring.topRight() - ring.center()) * 0.6, ring.center())
    painter.restore()


def _state_icon(state: State, side: int, theme: Theme) -> QIcon:
    result = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(side * ratio, side * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_state_dot(painter, QRectF(0, 0, side * ratio, side * ratio), state, theme)
        painter.end()
        result.addPixmap(pixmap)
    return result


def paint_focus(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paints the frame of the row that the keyboard is on; without it nobody sees which list has the keyboard."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent"), 1.5))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
    painter.restore()


def paint_row_focus(view: QAbstractItemView) -> None:
    """The same over the whole row of a view that has just painted its cells; without one, over all of the view."""
    if view.hasFocus():
        index, area = view.currentIndex(), view.viewport()
        row = view.visualRect(index) if index.isValid() else area.rect()
        painter = QPainter(area)
        paint_focus(painter, QRectF(0, row.top(), area.width(), row.height()), theme_of(view))
        painter.end()


def percents(percent: int) -> str:
    """A share of a hundred as a person reads it: "50 %", which is never broken."""
    return f"{percent}\N{NARROW NO-BREAK SPACE}%"


def state_title(state: State) -> str:
    """The name of a state, as a person reads it."""
    match state:
        case State.NEW:
            return QCoreApplication.translate("State", "New")
        case State.STARTED:
            return QCoreApplication.translate("State", "Started")
        case State.DONE:
            return QCoreApplication.translate("State", "Done")
        case State.SKIPPED:
            return QCoreApplication.translate("State", "Skipped")


class FilterChips(QWidget):
    """Which articles a list shows, by state: All, New, Started, Done, Skipped; exactly one is chosen.

    Tab reaches the chosen one, arrow keys choose another. ``chosen_changed`` carries a State, or None for all.
    """

    chosen_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._short = False
        self._counts: dict[State, int] = {}
        self.setAccessibleName(self.tr("Show articles by state"))
        layout = FlowLayout(self, spacing=round(6 * scale_of(self)))
        self._group = QButtonGroup(self)
        self._states: tuple[State | None, ...] = (None, *State)
        for number, state in enumerate(self._states):
            button = QPushButton(self._title(state))
            set_role(button, "filter")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._toggled)

    def chosen(self) -> State | None:
        return self._states[self._group.checkedId()]

    def choose(self, state: State | None) -> None:
        """Chooses a state; ValueError for one that is not offered."""
        self._group.button(self._states.index(state)).setChecked(True)

    def set_counts(self, counts: Mapping[State, int]) -> None:
        """Tells, as tool tip and spoken name, how many articles are in each state."""
        self._counts = dict(counts)
        for number, state in enumerate(self._states):
            count = sum(counts.values()) if state is None else counts.get(state, 0)
            button = self._group.button(number)
            text = self.tr("1 article") if count == 1 else self.tr("%Ln articles", "", count)
            title = self._title(state)
            button.setToolTip(f"{title}: {text}" if self._short and state is not None else text)
            button.setAccessibleName(f"{title}, {text}")

    def shorten(self, short: bool) -> None:
        """Shows the signs of the states in the list in place of their names."""
        if short != self._short:
            self._short = short
            self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._short:
            self._show()

    def _show(self) -> None:
        side = round(12 * scale_of(self))
        for number, state in enumerate(self._states):
            button = self._group.button(number)
            if state is not None:
                button.setText("" if self._short else state_title(state))
                button.setIcon(_state_icon(state, side, theme_of(self)) if self._short else QIcon())
                button.setIconSize(QSize(side, side))
        self.set_counts(self._counts)

    def _title(self, state: State | None) -> str:
        return self.tr("All") if state is None else state_title(state)

    def _toggled(self, number: int, checked: bool) -> None:
        if checked:
            self.chosen_changed.emit(self._states[number])
