"""The choices of an export: which articles, whose labels, which of them, and what goes out with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from annotator.jobs.files import STATUSES, ExportFilter, Format
from annotator.ui.exporting.label_filters import LabelFilters


class ExportFilters(LabelFilters):
    """The filters as controls. ``labels`` are those of the codebook."""

    def __init__(
        self, annotators: Sequence[str], labels: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("ExportFilters", "What is exported"), "any", parent)
        self._add_articles()
        self._add_annotators(self.tr("Labels and progress of"), annotators)
        self._add_labels(
            labels, self.tr("Otherwise accepted suggestions go out, too; each span tells where it is from.")
        )
        alike = {"1": self.tr("whoever made them")}
        for number in range(2, len(annotators) + 1):
            alike[str(number)] = self.tr("made alike by at least %1 annotators").replace("%1", str(number))
        self._agreement = self.add_combo(self.tr("Annotators who agree"), alike)
        self._agreement.setVisible(len(annotators) > 1)
        self._annotator.currentIndexChanged.connect(lambda row: self._agreement.setEnabled(row == 0))
        self.add_title(self.tr("Content"))
        self._zones = self.add_box(self.tr("Keep what is not article text"))
        self.add_hint(self.tr("Otherwise zones are cut out of the text, and offsets move with it."))
        self._suggestions = self.add_box(self.tr("Add open suggestions"))
        self._open = self.add_hint(self.tr("They are marked by an origin whose decision is “open”."))
        self._comments = self.add_box(self.tr("Add comments and flags"))
        self._said = self.add_hint(self.tr("Everybody's, on the articles and on the spans that are exported."))

    def show_for(self, form: Format) -> None:
        """Hides what the format has no place for; it stays chosen for another format."""
        for part in (self._suggestions, self._open):
            part.setVisible("suggestions" in form.holds)
        for part in (self._comments, self._said):
            part.setVisible("comments" in form.holds)

    def wanted(self) -> ExportFilter:
        """The filter as it is set."""
        wanted = super().wanted()
        return replace(
            wanted,
            keep_zones=self._zones.isChecked(),
            suggestions=_is_chosen(self._suggestions),
            comments=_is_chosen(self._comments),
            # One alone has nobody to agree with.
            agreement=int(self._agreement.currentData()) if wanted.annotator is None else 1,
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
            "suggestions": self._suggestions.isChecked(),
            "comments": self._comments.isChecked(),
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


def _is_chosen(box: QCheckBox) -> bool:
    return box.isChecked() and not box.isHidden()
