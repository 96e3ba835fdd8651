"""The keys that act now: those of the actions, as far as no label of the codebook has taken them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.ui.actions.key_text import portable
from annotator.ui.actions.making import Keys, PaneKeys
from annotator.ui.actions.spec import ActionSpec
from annotator.ui.actions.table import ACTIONS
from annotator.ui.parts.widgets import KeyCap


class ActingKeys(QObject):
    """What a key means, and which one a cap, a hint or a menu may show for an action."""

    changed = Signal()  # another codebook's labels have keys

    def __init__(self, keys: Keys) -> None:
        """``keys``: those of the actions, where the person has keys of her own, as load_keys gives them."""
        super().__init__()
        self._keys = keys
        self.set_rows(ACTIONS)

    def set_rows(self, rows: Iterable[ActionSpec]) -> None:
        """Takes other rows: the table's and ``label_rows`` of a codebook."""
        rows = tuple(rows)
        self._pane = PaneKeys(self._keys, rows)
        self.table: Keys = {row.id: self._pane.keys_of(row) for row in rows}
        self.changed.emit()

    def match(self, event: QKeyEvent, label: str | None) -> str | None:
        """The id of the action for a key in the text pane, as of PaneKeys."""
        return self._pane.match(event, label)

    def first(self, action: str) -> str:
        """The key that is shown for an action, in portable text; "" if none acts."""
        return next(iter(self.table[action]), "")

    def in_menu(self, action: str) -> str:
        """The same behind an entry of a menu, with the tab before it."""
        key = portable(self.first(action)).toString(QKeySequence.SequenceFormat.NativeText)
        return f"\t{key}" if key else ""

    def show_on(self, cap: KeyCap, action: str) -> KeyCap:
        """Lets a cap that stays as long as the window show the action's key from now on; returns it."""
        cap.set_keys(self.first(action))
        self.changed.connect(lambda: cap.set_keys(self.first(action)))
        return cap
