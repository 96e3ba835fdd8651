"""How well a model finds each label, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotator.core.codebook import Codebook
from annotator.jobs.spacy_training import Measured
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.suggestions.acceptance import named

_LABEL, _NUMBER = 160, 72  # pixels of the look


class ScoreTable(QWidget):
    """A row for each label below one for all, for each part of the articles that was measured in."""

    def __init__(self, codebook: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("How well each label is found"))
        self._codebook = codebook
        unit = scale_of(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(round(10 * unit))
        self._grid.setVerticalSpacing(round(4 * unit))
        self._grid.setColumnMinimumWidth(0, round(_LABEL * unit))
        for column in range(1, 6):
            self._grid.setColumnMinimumWidth(column, round(_NUMBER * unit))
        self._grid.setColumnStretch(6, 1)

    def show_scores(self, scores: Iterable[Measured], articles: dict[str, int]) -> None:
        """Shows these; ``articles`` tells how many there are in each part. Once, in a table that is new."""
        number, part, row = QLocale().toString, "", 0
        titles = {
            "dev": self.tr("Articles that it did not learn from, by which the best step was chosen (dev): %1"),
            "test": self.tr("Articles that had no part in it (test): %1"),
        }
        heads = (
            *(self.tr("labelled"), self.tr("precision"), self.tr("recall")),
            *(self.tr("F1"), self.tr("F1, overlap")),
        )
        for one in scores:
            if one.part != part:
                part = one.part
                title = QLabel(titles[part].replace("%1", number(articles[part])))
                title.setWordWrap(True)
                set_role(title, "small")
                self._grid.addWidget(title, row, 0, 1, 7)
                for column, head in enumerate(heads, 1):
                    self._put(head, row + 1, column, strong=False)
                row += 2
            self._name(one.label, row)
            figures = (one.precision, one.recall, one.f1, one.overlap)
            for column, text in enumerate((number(one.gold), *(number(f, "f", 2) for f in figures)), 1):
                self._put(text, row, column, strong=column == 4)
            row += 1

    def _name(self, label: str | None, row: int) -> None:
        found = self._codebook.label(label) if label is not None else None
        if label is None:
            self._grid.addWidget(QLabel(self.tr("all labels")), row, 0)
        else:
            colour = theme_of(self).muted if found is None else theme_of(self).colour(found).name()
            self._grid.addWidget(named(label if found is None else found.title, colour), row, 0)

    def _put(self, text: str, row: int, column: int, strong: bool) -> None:
        cell = QLabel(text)
        if not strong:
            set_role(cell, "small")
        cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(cell, row, column)
