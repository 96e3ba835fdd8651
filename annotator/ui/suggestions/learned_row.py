"""What was learned from the labels of the project: when, from how much, and how good it is beside the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotator.core.codebook import Codebook
from annotator.jobs.suggesters import LEARNED
from annotator.project import Project
from annotator.ui.parts.dialog_parts import push_button
from annotator.ui.parts.stylesheet import set_role
from annotator.ui.parts.theme import scale_of, theme_of
from annotator.ui.parts.times import local_time
from annotator.ui.suggestions.acceptance import clear, named
from annotator.ui.suggestions.learning import FIRST, Learning
from annotator.ui.suggestions.suggester_row import SuggesterRow
from annotator.ui.suggestions.wording import title_of

if TYPE_CHECKING:
    from annotator.jobs.suggesters import Rated

_LABEL, _NUMBER = 174, 62  # pixels of the look


class LearnedRow(SuggesterRow):
    """The row of the learned suggester: without its tick, nothing is learned and nothing of it proposed."""

    def __init__(self, project: Project, learning: Learning, parent: QWidget | None = None) -> None:
        self._project = project
        self._learning = learning
        super().__init__(LEARNED, title_of(LEARNED), "", parent=parent)
        self._state = QLabel()
        self._state.setWordWrap(True)
        set_role(self._state, "small")
        self.below.insertWidget(0, self._state)
        self._ratings = RatingTable()
        self.below.insertWidget(1, self._ratings)
        self.button = push_button(self.tr("Learn now"), self._press)
        self.aside.addWidget(self.button)
        learning.changed.connect(self.refresh)
        self.refresh()

    def _press(self) -> None:
        if self._learning.is_running:
            self._learning.stop()
        else:
            self._learning.start()

    def refresh(self) -> None:
        """Shows how things stand."""
        running = self._learning.is_running
        self.button.setText(self.tr("Stop") if running else self.tr("Learn now"))
        self.button.setAccessibleName(self.tr("Stop learning") if running else self.tr("Learn now"))
        self.button.setEnabled(self._learning.is_on and not self._project.read_only)
        learned = self._project.suggesting.learned()
        self._state.setText(self.sentence())
        if self.check is not None:
            self.check.setAccessibleDescription(self._state.text())
        self._ratings.show_ratings(() if learned is None else learned.ratings, self._project.codebook)

    def sentence(self) -> str:
        """What there is, or why there is nothing."""
        if self._learning.is_running:
            return self.tr("Learning … %1 %. You can go on working.").replace("%1", str(self._learning.percent))
        if not self._learning.is_on:
            return self.tr("Off: nothing is learned, and nothing proposed from it.")
        number = QLocale().toString
        learned = self._project.suggesting.learned()
        if learned is not None and learned.is_used:
            text = self.tr("Learned from %1 articles (%2). Learns again as you finish more.")
            return text.replace("%1", number(learned.articles)).replace("%2", local_time(learned.at))
        if learned is not None:
            text = self.tr(
                "Tried with %1 articles (%2): no better than the other suggesters yet, so it is not used. "
                "Tries again as you finish more."
            )
            return text.replace("%1", number(learned.articles)).replace("%2", local_time(learned.at))
        done = self._project.suggesting.count_done()
        if self._learning.found_too_little:
            from annotator.jobs.training import LEAST_ARTICLES

            text = self.tr("Too little to learn from yet: at least %3 articles with labels are needed.")
            text = text.replace("%3", number(LEAST_ARTICLES))
        elif done < FIRST:
            text = self.tr(
                "Nothing yet: learns by itself from %2 finished articles on (you have finished %1), when asked to "
                "from fewer."
            )
        else:
            text = self.tr("Nothing yet: %1 articles are finished, and learning begins in a moment.")
        return text.replace("%1", number(done)).replace("%2", number(FIRST))


class RatingTable(QWidget):
    """F1 of what was learned and of the rules, for each label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = scale_of(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(round(10 * unit))
        self._grid.setVerticalSpacing(round(3 * unit))
        self._grid.setColumnMinimumWidth(0, round(_LABEL * unit))
        for column in (1, 2):
            self._grid.setColumnMinimumWidth(column, round(_NUMBER * unit))
        self._grid.setColumnStretch(3, 1)
        self.setToolTip(self.tr("F1 in cross-validation on this project: 1 is perfect, 0 useless"))
        self.hide()

    def show_ratings(self, ratings: Sequence[Rated], codebook: Codebook) -> None:
        """Shows these, or nothing where there are none."""
        clear(self._grid)
        if ratings:
            heads = (self.tr("F1 by label"), self.tr("learned"), self.tr("rules"))
            for column, head in enumerate(heads):
                self._put(head, 0, column)
        for row, one in enumerate(ratings, 1):
            label, _, attribute = one.name.partition(".")
            found = codebook.label(label)
            title = label if found is None else found.title
            named_so = f"{title}: {attribute}" if attribute else title
            colour = theme_of(self).muted if found is None else theme_of(self).colour(found).name()
            self._grid.addWidget(named(named_so, colour), row, 0)
            self._put(QLocale().toString(one.learned, "f", 2), row, 1, strong=one.is_used)
            self._put(QLocale().toString(one.rules, "f", 2), row, 2)
            self._put(self.tr("in use") if one.is_used else self.tr("not used: no better"), row, 3)
        self.setVisible(bool(ratings))

    def _put(self, text: str, row: int, column: int, strong: bool = False) -> None:
        cell = QLabel(text)
        if not strong:
            set_role(cell, "small")
        if column in (1, 2):
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(cell, row, column)
