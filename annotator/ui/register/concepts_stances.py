"""How the claims that say a concept stand to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.core.codebook import Codebook
from annotator.project import Project
from annotator.ui.parts.segmented import caption
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.parts.worker import Job, Progress

STANCE = "stance"
"""The attribute whose values are counted, of labels that point to concepts."""


def stance_values(codebook: Codebook) -> tuple[str, ...] | None:
    """The values that the codebook has for the stance of claims; None if it has no such attribute."""
    labels = [label for label in codebook.labels if label.points_to == "concept"]
    found = [attribute for label in labels if (attribute := label.attribute(STANCE)) is not None]
    return tuple(dict.fromkeys(value for attribute in found for value in attribute.values)) if found else None


class StanceBar(QWidget):
    """How many claims take which stance: a bar in parts, and above it the same in words."""

    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._bar = _Parts()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(6 * scale_of(self)))
        column.addWidget(self._text)
        column.addWidget(self._bar)
        self.show_counts({}, ())

    def count(self, project: Project, concept_id: str) -> None:
        """Counts the stances of the claims that say a concept, in a thread of its own, and shows them then."""
        self.forget()
        values = stance_values(project.codebook)

        # 3 µs a claim: a frequent concept of a large corpus takes longer than a frame.
        def work(project: Project, _progress: Progress) -> object:
            return project.register.stances(concept_id, STANCE)

        job = self._job = Job(project.path, project.annotator, work, project.everyone)

        def take(counts: object) -> None:
            if self._job is job:
                self._job = None
                if isinstance(counts, dict):
                    self.show_counts(counts, values or ())

        job.finished_with.connect(take)
        job.failed.connect(self.failed)
        job.start()

    def forget(self) -> None:
        """Doesn't show what is being counted."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def show_counts(self, counts: Mapping[str | None, int], values: Sequence[str]) -> None:
        """Shows how many claims have each value of the attribute, in the codebook's order; None is without one."""
        order: list[str | None] = [*values, *(v for v in counts if v is not None and v not in values), None]
        found = [(value, counts[value]) for value in order if counts.get(value)]
        self._text.setText(
            " · ".join(f"{self._title(value)} {QLocale().toString(number)}" for value, number in found)
            or self.tr("No claims yet")
        )
        self._bar.setVisible(bool(found))
        self._bar.show_parts([(None if value is None else order.index(value), number) for value, number in found])
        self.setAccessibleDescription(self._text.text())

    def text(self) -> str:
        """The numbers in words."""
        return self._text.text()

    def _title(self, value: str | None) -> str:
        return self.tr("not set") if value is None else caption(value)


class _Parts(QWidget):
    """A bar in parts, each as long as its number, in the colour of its place; what is not set is grey."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[int | None, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: list[tuple[int | None, int]]) -> None:
        self._parts = parts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(120 * scale_of(self)), round(8 * scale_of(self)))

    def paintEvent(self, event: QPaintEvent) -> None:
        total = sum(number for _, number in self._parts)
        if not total:
            return
        theme, unit = theme_of(self), scale_of(self)
        colours = [theme.color(name) for name in ("done", "danger", "accent", "text")]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 2 * unit
        room = self.width() - gap * (len(self._parts) - 1)
        left = 0.0
        for place, number in self._parts:
            width = room * number / total
            painter.setBrush(QColor(theme.line) if place is None else colours[place % len(colours)])
            painter.drawRoundedRect(QRectF(left, 0, width, self.height()), 2 * unit, 2 * unit)
            left += width + gap
        painter.end()
