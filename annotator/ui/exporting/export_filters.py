"""The choices of an export: which articles, whose labels, which of them, and what goes out with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.jobs import STATUSES, ExportFilter
from annotator.ui.exporting.choice_column import ChoiceColumn
from annotator.ui.parts.segmented import SegmentedControl, SeveralControl

_HANDMADE = ("human", "import")


class ExportFilters(ChoiceColumn):
    """The filters as controls. ``labels`` are those of the codebook."""

    def __init__(
        self, annotators: Sequence[str], labels: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("ExportFilters", "What is exported"), parent)
        self._captions = {"any": self.tr("all"), "started": self.tr("started or done"), "done": self.tr("done")}
        title = self.tr("Articles")
        self._status = SegmentedControl(title, tuple(self._captions), list(self._captions.values()))
        self._last = "any"
        self._status.set_value(self._last)
        self._status.value_chosen.connect(self._status_chosen)
        self.add_title(title)
        self.add(self._status)
        self._query = self.add_line(
            self.tr("Articles that a query finds"), self.tr("query, such as lang:de source:Post")
        )
        self.add_title(self.tr("Labels and progress of"))
        self._annotator = QComboBox()
        self._annotator.addItem(self.tr("Everyone"), None)
        for name in annotators:
            self._annotator.addItem(name, name)
        self._annotator.setAccessibleName(self.tr("Labels and progress of"))
        self._annotator.currentIndexChanged.connect(lambda: self.changed.emit())
        self.add(self._annotator)
        self._add_labels(labels, len(annotators))
        self.add_title(self.tr("Content"))
        self._zones = self.add_box(self.tr("Keep what is not article text"))
        self.add_hint(self.tr("Otherwise zones are cut out of the text, and offsets move with it."))
        self._suggestions = self.add_box(self.tr("Add open suggestions"))
        self.add_hint(self.tr("They are marked by an origin whose decision is “open”."))
        self._comments = self.add_box(self.tr("Add comments and flags"))
        self.add_hint(self.tr("Everybody's, on the articles and on the spans that are exported."))

    def _add_labels(self, labels: Sequence[str], annotators: int) -> None:
        self.add_title(self.tr("Labels"))
        self._labels = SeveralControl(self.tr("Labels"), tuple(labels), list(labels))
        self._labels.value_chosen.connect(lambda _value: self.changed.emit())
        self.add(self._labels)
        self.add_hint(self.tr("All, unless some are chosen."), indented=False)
        self._handmade = self.add_box(self.tr("Only what was labelled by hand"))
        self.add_hint(self.tr("Otherwise accepted suggestions go out, too; each span tells where it is from."))
        alike = {"1": self.tr("whoever made them")}
        for number in range(2, annotators + 1):
            alike[str(number)] = self.tr("made alike by at least %1 annotators").replace("%1", str(number))
        self._agreement = self.add_combo(self.tr("Annotators who agree"), alike)
        self._agreement.setVisible(annotators > 1)

    def wanted(self) -> ExportFilter:
        """The filter as it is set."""
        name = self._annotator.currentData()
        chosen = self._labels.value()
        return ExportFilter(
            annotator=None if name is None else str(name),
            status=self._last,
            keep_zones=self._zones.isChecked(),
            suggestions=self._suggestions.isChecked(),
            comments=self._comments.isChecked(),
            labels=tuple(str(label) for label in chosen) if isinstance(chosen, list | tuple) else (),
            origins=_HANDMADE if self._handmade.isChecked() else (),
            agreement=int(self._agreement.currentData()),
            query=self._query.text(),
        )

    def caption(self) -> str:
        """What the chosen status is called here."""
        return self._captions[self._last]

    def values(self) -> dict[str, object]:
        """The choices, to be handed to :meth:`set_values` another time; a query is of one time only."""
        wanted = self.wanted()
        return {
            "status": wanted.status,
            "annotator": wanted.annotator,
            "keep_zones": wanted.keep_zones,
            "suggestions": wanted.suggestions,
            "comments": wanted.comments,
            "handmade": bool(wanted.origins),
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
        self._handmade.setChecked(values.get("handmade") is True)

    def _status_chosen(self, value: object) -> None:
        # Taking the chosen value again would unset it, but one of them always holds.
        if value is None:
            self._status.set_value(self._last)
        else:
            self._last = str(value)
            self.changed.emit()
