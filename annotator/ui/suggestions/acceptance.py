"""How what a suggester proposed was decided: a row for each label, with a bar, the rate and the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from annotator.core.codebook import Codebook
from annotator.jobs.suggesters import Acceptance
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of

_LABEL, _BAR, _RATE = 104, 132, 52  # pixels of the look


class AcceptanceBar(QWidget):
    """Accepted, edited and rejected as shares of those decided on, in this order."""

    def __init__(self, counts: Acceptance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares = (counts.accepted, counts.edited, counts.rejected)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(_BAR * scale_of(self)), round(6 * scale_of(self)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setClipPath(shape)
        painter.fillRect(area, QColor(theme.line))
        left, total = area.left(), sum(self._shares)
        for share, token in zip(self._shares, ("done", "accent", "danger"), strict=True):
            width = area.width() * share / total if total else 0
            painter.fillRect(QRectF(left, area.top(), width, area.height()), theme.color(token))
            left += width
        painter.end()


class AcceptanceTable(QWidget):
    """The rows of one suggester, label by label in the order of the codebook."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = scale_of(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(round(10 * unit))
        self._grid.setVerticalSpacing(round(3 * unit))
        self._grid.setColumnMinimumWidth(0, round(_LABEL * unit))
        self._grid.setColumnMinimumWidth(1, round(_BAR * unit))
        self._grid.setColumnMinimumWidth(2, round(_RATE * unit))
        self._grid.setColumnStretch(3, 1)
        self.hide()

    def show_counts(self, counts: Sequence[Acceptance], codebook: Codebook, labels: Sequence[str] = ()) -> None:
        """Shows these rows, and one for each of these labels of the codebook; nothing where there are none."""
        missing = {*labels} - {one.label for one in counts}
        counts = [*counts, *(Acceptance("", "", "", name, 0, 0, 0, 0) for name in missing if codebook.label(name))]
        clear(self._grid)
        order = {label.name: n for n, label in enumerate(codebook.labels)}
        for row, one in enumerate(sorted(counts, key=lambda one: order.get(one.label, len(order)))):
            self._add(row, one, codebook)
        self.setVisible(bool(counts))

    def _add(self, row: int, one: Acceptance, codebook: Codebook) -> None:
        label = codebook.label(one.label)
        title = one.label if label is None else label.title
        colour = theme_of(self).muted if label is None else theme_of(self).colour(label).name()
        numbers = QLabel(self.numbers(one) or self.tr("nothing proposed yet"))
        rate = QLabel("" if one.rate is None else self.tr("%1 %").replace("%1", str(round(one.rate * 100))))
        rate.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(numbers, "small")
        bar = AcceptanceBar(one)
        bar.setAccessibleName(self.tr("%1: %2").replace("%1", title).replace("%2", numbers.text()))
        self._grid.addWidget(named(title, colour), row, 0)
        if one.rate is None:
            self._grid.addWidget(numbers, row, 1, 1, 3)
            bar.deleteLater()
            return
        self._grid.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(rate, row, 2)
        self._grid.addWidget(numbers, row, 3)

    def numbers(self, one: Acceptance) -> str:
        """ "34 accepted · 2 edited · 5 rejected · 12 open", without those that are none."""
        words = (
            (one.accepted, self.tr("%1 accepted")),
            (one.edited, self.tr("%1 edited")),
            (one.rejected, self.tr("%1 rejected")),
            (one.open, self.tr("%1 open")),
        )
        return " · ".join(text.replace("%1", QLocale().toString(n)) for n, text in words if n)


def clear(grid: QGridLayout) -> None:
    """Takes all out of a table."""
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()


def named(title: str, colour: str) -> QWidget:
    """A label's title behind a dot in its colour."""
    named, dot, name = QWidget(), QLabel("●"), QLabel(title)
    name.setTextFormat(Qt.TextFormat.PlainText)
    dot.setStyleSheet(f"color: {colour};")
    row = QHBoxLayout(named)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(round(8 * scale_of(named)))
    row.addWidget(dot)
    row.addWidget(name, 1)
    return named
