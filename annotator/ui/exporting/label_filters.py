"""Which articles, whose labels and which of them: what exporting and training ask alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from annotator.jobs.files import ExportFilter
from annotator.ui.exporting.choice_column import ChoiceColumn
from annotator.ui.parts.segmented import SegmentedControl, SeveralControl

_HANDMADE = ("human", "import")


def _tr(text: str) -> str:
    return QCoreApplication.translate("LabelFilters", text)


class LabelFilters(ChoiceColumn):
    """The filters as controls; who inherits it adds them, in an order of its own."""

    def __init__(self, name: str, status: str, parent: QWidget | None = None) -> None:
        """``status`` is the one that is chosen at first."""
        super().__init__(name, parent)
        self._captions = {"any": _tr("all"), "started": _tr("started or done"), "done": _tr("done")}
        self._last = status

    def _add_articles(self) -> None:
        title = _tr("Articles")
        self._status = SegmentedControl(title, tuple(self._captions), list(self._captions.values()))
        self._status.set_value(self._last)
        self._status.value_chosen.connect(self._status_chosen)
        self.add_title(title)
        self.add(self._status)
        self._query: QLineEdit = self.add_line(
            _tr("Articles that a query finds"), _tr("query, such as lang:de source:Post")
        )

    def _add_annotators(self, title: str, annotators: Sequence[str]) -> None:
        self.add_title(title)
        self._annotator = QComboBox()
        self._annotator.addItem(_tr("Everyone"), None)
        for name in annotators:
            self._annotator.addItem(name, name)
        self._annotator.setAccessibleName(title)
        self._annotator.currentIndexChanged.connect(lambda: self.changed.emit())
        self.add(self._annotator)

    def _add_labels(self, labels: Sequence[str], about_handmade: str) -> None:
        self.add_title(_tr("Labels"))
        self._labels = SeveralControl(_tr("Labels"), tuple(labels), list(labels))
        self._labels.value_chosen.connect(lambda _value: self.changed.emit())
        self.add(self._labels)
        self.add_hint(_tr("All, unless some are chosen."), indented=False)
        self._handmade = self.add_box(_tr("Only what was labelled by hand"))
        self.add_hint(about_handmade)

    def wanted(self) -> ExportFilter:
        """The filter as it is set."""
        name = self._annotator.currentData()
        chosen = self._labels.value()
        return ExportFilter(
            annotator=None if name is None else str(name),
            status=self._last,
            labels=tuple(str(label) for label in chosen) if isinstance(chosen, list | tuple) else (),
            origins=_HANDMADE if self._handmade.isChecked() else (),
            query=self._query.text(),
        )

    def _status_chosen(self, value: object) -> None:
        # Taking the chosen value again would unset it, but one of them always holds.
        if value is None:
            self._status.set_value(self._last)
        else:
            self._last = str(value)
            self.changed.emit()
