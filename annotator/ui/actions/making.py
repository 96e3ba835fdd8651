"""Makes menus and actions from the table of actions, and finds what a key means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from annotator.ui.actions.key_text import combinations, portable
from annotator.ui.actions.letter_keys import LetterKeys
from annotator.ui.actions.spec import GROUPS, MENUS, ActionSpec, attribute_keys, label_rows
from annotator.ui.actions.table import ACTIONS

__all__ = [
    "ACTIONS",
    "GROUPS",
    "MENUS",
    "ActionSpec",
    "PaneKeys",
    "attribute_keys",
    "build_menus",
    "conflicts",
    "label_rows",
    "load_keys",
    "make_actions",
    "show_keys",
]

FindSlot = Callable[[str], Callable[..., object]]
"""Finds the method that a row of the table names."""
Keys = Mapping[str, tuple[str, ...]]
"""Keys by the ids of actions, in portable text."""


def load_keys(settings: Mapping[str, object], rows: Iterable[ActionSpec] = ACTIONS) -> Keys:
    """The keys of every row, with the person's own in place of the defaults.

    ``settings`` has ids, each with a key or a list of keys in portable text; an empty one takes the key away.
    What can't be read as a key leaves the default in place; key_trouble.py tells of it.
    """
    keys = {row.id: row.keys for row in rows}
    for row_id in keys.keys() & settings.keys():
        own = read_keys(settings[row_id])
        if own is not None:
            keys[row_id] = own
    return keys


def read_keys(value: object) -> tuple[str, ...] | None:
    """The keys that a value of the settings names, in portable text; None where it can't be read."""
    if value in ("", None):
        return ()
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list | tuple):
        return None
    sequences = [portable(str(text)) for text in texts]
    for sequence in sequences:
        if sequence.isEmpty() or combinations(sequence)[0].key() == Qt.Key.Key_unknown:
            return None
    return tuple(sequence.toString(QKeySequence.SequenceFormat.PortableText) for sequence in sequences)


def conflicts(keys: Keys, rows: Iterable[ActionSpec] = ACTIONS) -> list[tuple[str, str, str]]:
    """Keys that would do two things in one place: (key, id, other id)."""
    taken: dict[str, list[ActionSpec]] = {}
    found = []
    for row in rows:
        for key in sorted({normal(key) for key in keys.get(row.id, row.keys)}):
            others = taken.setdefault(key, [])
            found += [(key, other.id, row.id) for other in others if _meet(other, row)]
            others.append(row)
    return found


def _meet(one: ActionSpec, other: ActionSpec) -> bool:
    """Whether there is a place where the keys of both act."""
    contexts = {one.context, other.context}
    return len(contexts) == 1 or "window" in contexts or "pane" in contexts


@cache
def normal(keys: str) -> str:
    """A key in one spelling, so that ``Shift+Backtab``, ``Num+Enter`` and the like equal what the table says."""
    return ", ".join(_normal(combination) for combination in combinations(portable(keys)))


def _normal(combination: QKeyCombination) -> str:
    modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key.Key_Tab if combination.key() == Qt.Key.Key_Backtab else combination.key()
    if 0x20 < key < 0x100 and not chr(key).isalnum():
        # Whether "!" and "+" are typed with Shift is the keyboard's affair.
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText)


class PaneKeys:
    """Finds the action that a key means in the text pane; the pane asks for each key pressed there."""

    def __init__(self, keys: Keys, rows: Iterable[ActionSpec] = ACTIONS) -> None:
        """``rows`` are the table's and, for a project, ``label_rows`` of its codebook.

        Where both want a key, it is the label's: people choose those, and the palette has the others.
        """
        self._keys = keys
        self._ids: dict[tuple[str, str], str] = {}
        self._letters = LetterKeys()
        for row in sorted(rows, key=lambda row: row.group != "codebook"):
            if row.context != "window":
                for key in keys.get(row.id, row.keys):
                    self._ids.setdefault((row.context, normal(key)), row.id)

    def keys_of(self, row: ActionSpec) -> tuple[str, ...]:
        """The row's keys without those that mean something else in the text pane."""
        keys = self._keys.get(row.id, row.keys)
        if row.context == "window":
            return keys
        return tuple(key for key in keys if self._ids.get((row.context, normal(key))) == row.id)

    def match(self, event: QKeyEvent, label: str | None = None) -> str | None:
        """The id of the action for a key, or None; ``label`` is that of the selected span, if there is one."""
        combination = event.keyCombination()
        found = self._find(combination, label)
        # A key that writes another script does what its Latin letter does, unless it is somebody's own choice.
        latin = self._letters.key(event)
        if found is None and latin is not None:
            found = self._find(QKeyCombination(combination.keyboardModifiers(), latin), label)
        return found

    def _find(self, combination: QKeyCombination, label: str | None) -> str | None:
        key = _normal(combination)
        found = self._ids.get((f"span:{label}", key)) if label is not None else None
        return found if found is not None else self._ids.get(("pane", key))


def build_menus(
    menu_bar: QMenuBar, window: QWidget, keys: Keys, find_slot: FindSlot | None = None
) -> dict[str, QAction]:
    """Makes the table's actions, and the menus that show them; AttributeError if there is no such slot.

    The menus' object names are ``menu.article`` and so on. Keys of the pane are shown but are no shortcuts.
    """
    actions = make_actions(ACTIONS, window, keys, find_slot)
    for name in MENUS:
        rows = [row for row in ACTIONS if row.group == name]
        if not rows:
            continue
        # No mnemonics: Alt with a letter turns to an attribute.
        menu = menu_bar.addMenu(rows[0].group_title)
        menu.setObjectName(f"menu.{name}")
        for row in rows:
            if row.rule and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(actions[row.id])
    return actions


def make_actions(
    rows: Iterable[ActionSpec], window: QWidget, keys: Keys, find_slot: FindSlot | None = None
) -> dict[str, QAction]:
    """Actions for rows, connected to the window's methods or to what ``find_slot`` finds.

    Those of the context "window" act by their keys.
    """
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for row in rows:
        action = QAction(row.title, window)
        action.setObjectName(row.id)
        action.setCheckable(row.checkable or bool(row.choice))
        action.setMenuRole(_ROLES.get(row.id, QAction.MenuRole.NoRole))
        _set_keys(action, row, keys.get(row.id, row.keys))
        _connect(action, row, find_slot(row.slot) if find_slot else getattr(window, row.slot))
        if row.choice:
            groups.setdefault(row.choice, QActionGroup(window)).addAction(action)
        if row.context == "window":
            window.addAction(action)
        actions[row.id] = action
    return actions


def show_keys(actions: Mapping[str, QAction], keys: Keys) -> None:
    """Lets actions of the text pane show other keys in menus."""
    for row in ACTIONS:
        if row.context != "window":
            _set_keys(actions[row.id], row, keys[row.id])


def _set_keys(action: QAction, row: ActionSpec, keys: tuple[str, ...]) -> None:
    if row.context == "window":
        action.setShortcuts([portable(key) for key in keys])
    else:
        # A shortcut, even of one widget, would be grabbed from line edits by macOS's menu bar; after a tab it
        # is shown in the same place.
        shown = portable(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        action.setText(f"{row.title}\t{shown}" if shown else row.title)
    action.setToolTip(row.title)


def _connect(action: QAction, row: ActionSpec, slot: Callable[..., object]) -> None:
    if row.argument:
        action.triggered.connect(lambda: slot(row.argument))
    elif row.checkable:
        action.triggered.connect(lambda checked: slot(checked))
    else:
        action.triggered.connect(lambda: slot())


_ROLES = {
    "article.quit": QAction.MenuRole.QuitRole,
    "help.about": QAction.MenuRole.AboutRole,
}
