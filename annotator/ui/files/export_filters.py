"""The choices of an export: which articles, whose labels, and what goes out with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from annotator.jobs import STATUSES, ExportFilter
from annotator.ui.parts.segmented import SegmentedControl
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of


class ExportFilters(QWidget):
    """The filters as controls; ``changed`` is sent when the person sets another one."""

    changed = Signal()

    def __init__(self, annotators: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What is exported"))
        self._unit = scale_of(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(round(6 * self._unit))
        self._captions = {"any": self.tr("all"), "started": self.tr("started or done"), "done": self.tr("done")}
        title = self.tr("Articles")
        self._status = SegmentedControl(title, tuple(self._captions), list(self._captions.values()))
        self._last = "any"
        self._status.set_value(self._last)
        self._status.value_chosen.connect(self._status_chosen)
        self._annotator = QComboBox()
        self._annotator.addItem(self.tr("Everyone"), None)
        for name in annotators:
            self._annotator.addItem(name, name)
        self._annotator.setAccessibleName(self.tr("Labels and progress of"))
        self._annotator.currentIndexChanged.connect(lambda: self.changed.emit())
        self._zones = self._box(self.tr("Keep what is not article text"))
        self._suggestions = self._box(self.tr("Add open suggestions"))
        self._add_title(title)
        self._column.addWidget(self._status)
        self._add_title(self.tr("Labels and progress of"))
        self._column.addWidget(self._annotator)
        self._add_title(self.tr("Content"))
        self._column.addWidget(self._zones)
        self._add_hint(self.tr("Otherwise zones are cut out of the text, and offsets move with it."))
        self._column.addWidget(self._suggestions)
        self._add_hint(self.tr("They are marked by an origin whose decision is “open”."))
        self._comments = self._box(self.tr("Add comments and flags"))
        self._column.addWidget(self._comments)
        self._add_hint(self.tr("Everybody's, on the articles and on the spans that are exported."))
        self._column.addStretch(1)

    def wanted(self) -> ExportFilter:
        """The filter as it is set."""
        name = self._annotator.currentData()
        return ExportFilter(
            annotator=None if name is None else str(name),
            status=self._last,
            keep_zones=self._zones.isChecked(),
            suggestions=self._suggestions.isChecked(),
            comments=self._comments.isChecked(),
        )

    def caption(self) -> str:
        """What the chosen status is called here."""
        return self._captions[self._last]

    def values(self) -> dict[str, object]:
        """The choices, to be handed to :meth:`set_values` another time."""
        wanted = self.wanted()
        return {
            "status": wanted.status,
            "annotator": wanted.annotator,
            "keep_zones": wanted.keep_zones,
            "suggestions": wanted.suggestions,
            "comments": wanted.comments,
        }

    def set_values(self, values: Mapping[str, object]) -> None:
        """Sets remembered choices; what is missing or not offered here stays as it is."""
        status = values.get("status")
        if isinstance(status, str) and status in STATUSES:
            self._last = status
            self._status.set_value(status)
        self._annotator.setCurrentIndex(max(0, self._annotator.findData(values.get("annotator"))))
        self._zones.setChecked(values.get("keep_zones") is True)
        self._suggestions.setChecked(values.get("suggestions") is True)
        self._comments.setChecked(values.get("comments") is True)

    def _status_chosen(self, value: object) -> None:
        # Taking the chosen value again would unset it, but one of them always holds.
        if value is None:
            self._status.set_value(self._last)
        else:
            self._last = str(value)
            self.changed.emit()

    def _box(self, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.toggled.connect(lambda: self.changed.emit())
        return box

    def _add_title(self, text: str) -> None:
        if self._column.count():
            self._column.addSpacing(round(10 * self._unit))
        label = QLabel(text)
        set_role(label, "heading")
        self._column.addWidget(label)

    def _add_hint(self, text: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setIndent(round(26 * self._unit))
        set_role(label, "small")
        self._column.addWidget(label)
