"""The filter above the article list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QPushButton, QWidget

from annotator.core.models import State
from annotator.ui.stylesheet import set_role
from annotator.ui.widgets import FilterChips, state_title


class StateFilter(FilterChips):
    """Chips for all articles and for each state, with how many there are as tool tip and spoken name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        button = QPushButton(state_title(State.SKIPPED))
        set_role(button, "filter")
        button.setCheckable(True)
        button.setAutoDefault(False)
        self._group.addButton(button, len(self._states))
        self._states = (*self._states, State.SKIPPED)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)

    def set_counts(self, counts: Mapping[State, int]) -> None:
        """How many articles are in each state."""
        for number, state in enumerate(self._states):
            count = sum(counts.values()) if state is None else counts.get(state, 0)
            button = self._group.button(number)
            text = self.tr("1 article") if count == 1 else self.tr("%Ln articles", "", count)
            button.setToolTip(text)
            button.setAccessibleName(f"{button.text()}, {text}")
