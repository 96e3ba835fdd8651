"""The choices of a training: which kind of model, and the labels that it learns from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QWidget

from annotator.jobs.spacy_training import Recipe
from annotator.ui.exporting.label_filters import LabelFilters


class TrainChoices(LabelFilters):
    """The choices as controls. ``labels`` are those of the codebook."""

    def __init__(
        self, annotators: Sequence[str], labels: Sequence[str], steps: int, parent: QWidget | None = None
    ) -> None:
        """``steps`` at most are taken where none are named."""
        super().__init__(QCoreApplication.translate("TrainChoices", "What is trained"), "done", parent)
        self.add_title(self.tr("Kind"))
        self._kind = self.add_combo(
            self.tr("Kind"),
            {
                "spancat": self.tr("spans that may overlap (span categoriser)"),
                "ner": self.tr("names: of overlapping spans the longest (NER)"),
            },
        )
        usual = self.tr("steps at most: %1").replace("%1", QLocale().toString(steps))
        self._steps = self.add_line(self.tr("Steps at most"), usual, number=True)
        self.add_hint(
            self.tr("Each reads up to a thousand words. It ends earlier when it gets no better."), indented=False
        )
        self._add_articles()
        self.add_hint(
            self.tr(
                "Of articles that are not done, those without labels are left out: nobody knows what is in them."
            ),
            indented=False,
        )
        self._add_annotators(self.tr("Labels of"), annotators)
        self._add_labels(labels, self.tr("Otherwise it learns from accepted suggestions, too."))

    def recipe(self, usual: Recipe) -> Recipe:
        """What is to be made, by a usual recipe where nothing is said here."""
        steps = int(self._steps.text() or 0) or usual.steps
        return replace(usual, task=str(self._kind.currentData()), steps=steps)
