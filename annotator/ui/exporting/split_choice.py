"""Whether the articles are split into train, dev and test before they go out, and how."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from annotator.core.errors import UserError
from annotator.core.splitting import parse_shares, told_shares
from annotator.jobs.splitting import SPLIT_BY, SplitPlan
from annotator.ui.exporting.choice_column import ChoiceColumn

_SHARES = "80/10/10"


class SplitChoice(ChoiceColumn):
    """The split as controls. What is not split goes out with the split that it has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("SplitChoice", "Train, dev and test"), parent)
        self.add_title(self.tr("Train, dev and test"))
        self._on = self.add_box(self.tr("Split articles that are not yet"))
        self.add_hint(
            self.tr("Near-duplicates stay together. What is in a split stays there; undo takes it back.")
        )
        self._details = ChoiceColumn(self.tr("How articles are split"))
        self._shares = self._details.add_line(self.tr("Shares of train, dev and test"))
        self._shares.setText(_SHARES)
        self._taken = self._details.add_hint("", indented=False)
        self._shares.textChanged.connect(self._tell_shares)
        self._tell_shares()
        captions = {
            "source": self.tr("Keep sources together"),
            "date": self.tr("Test with the latest"),
            "actor": self.tr("Keep actors together"),
        }
        self._by = {name: self._details.add_box(captions[name]) for name in SPLIT_BY}
        self._seed = self._details.add_line(self.tr("Seed"), self.tr("seed: 0"), number=True)
        self._again = self._details.add_box(self.tr("Forget earlier splits"))
        self._details.changed.connect(self.changed)
        self._details.hide()
        self.add(self._details)
        self._on.toggled.connect(self._details.setVisible)

    def plan(self) -> SplitPlan | None:
        """How to split; None if it isn't wanted. Raises UserError where the shares are none."""
        if not self._on.isChecked():
            return None
        by = frozenset(name for name, box in self._by.items() if box.isChecked())
        seed = int(self._seed.text() or 0)
        return SplitPlan(parse_shares(self._shares.text()), seed, by, self._again.isChecked())

    def _tell_shares(self) -> None:
        """Says what is made of shares that don't sum up to a whole."""
        try:
            told = told_shares(self._shares.text())
        except UserError:
            told = None  # the preview says what is wrong
        self._taken.setVisible(told is not None)
        self._taken.setText(self.tr("Taken as %1, which sums up to 100.").replace("%1", told or ""))

    def values(self) -> dict[str, object]:
        """The shares, to be handed to :meth:`set_values` another time; whether to split is decided each time."""
        return {
            "shares": self._shares.text(),
            "seed": self._seed.text(),
            "split_by": [name for name, box in self._by.items() if box.isChecked()],
        }

    def set_values(self, values: Mapping[str, object]) -> None:
        """Sets remembered choices; what is missing or not offered here stays as it is."""
        shares, seed, by = values.get("shares"), values.get("seed"), values.get("split_by")
        if isinstance(shares, str):
            self._shares.setText(shares)
        if isinstance(seed, str) and (seed.isdecimal() or not seed):
            self._seed.setText(seed)
        if isinstance(by, list):
            for name, tick in self._by.items():
                tick.setChecked(name in by)
