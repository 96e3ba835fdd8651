"""How keys are written on caps."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

_MODIFIERS = (
    (Qt.KeyboardModifier.MetaModifier, "Meta", "⌃"),
    (Qt.KeyboardModifier.ControlModifier, "Ctrl", "⌘"),
    (Qt.KeyboardModifier.AltModifier, "Alt", "⌥"),
    (Qt.KeyboardModifier.ShiftModifier, "⇧", "⇧"),
)
_KEYS = {
    Qt.Key.Key_Backspace: "⌫",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_PageDown: "PgDn",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_Up: "↑",
    Qt.Key.Key_Down: "↓",
    Qt.Key.Key_Left: "←",
    Qt.Key.Key_Right: "→",
    Qt.Key.Key_Escape: "Esc",
}


def key_text(keys: QKeySequence | str) -> str:
    """A key as it is printed on a cap: ``Ctrl ⇧ P``, ``⌫``, ``Enter``; Apple's signs on macOS.

    A string is portable text such as ``Ctrl+Shift+P``.
    """
    sequence = keys if isinstance(keys, QKeySequence) else portable(keys)
    return " ".join(_combination_text(combination) for combination in combinations(sequence))


def with_keys(sentence: str) -> str:
    """A sentence that names keys, as in ``Ctrl+Z`` or ``Ctrl + drag``, with this system's: ``⌘Z`` on macOS."""
    if sys.platform == "darwin":
        for modifier, name, sign in _MODIFIERS:
            named = "Shift" if modifier == Qt.KeyboardModifier.ShiftModifier else name
            sentence = sentence.replace(f"{named}+", sign).replace(f"{named} + ", f"{sign} + ")
    return sentence


def caps(keys: Iterable[str]) -> dict[str, str]:
    """What the caps of several keys say, each with its portable text; Return and Enter need only one."""
    result: dict[str, str] = {}
    for key in keys:
        result.setdefault(key_text(key), key)
    return result


def portable(keys: str) -> QKeySequence:
    """The key sequence of portable text such as ``Ctrl+Shift+P``."""
    return QKeySequence.fromString(keys, QKeySequence.SequenceFormat.PortableText)


def combinations(sequence: QKeySequence) -> list[QKeyCombination]:
    """The keys, each with its modifiers, that are struck one after the other; mostly one."""
    # PySide6's stubs don't know that a sequence can be indexed.
    return [sequence[i] for i in range(sequence.count())]  # type: ignore[index]


def _combination_text(combination: QKeyCombination) -> str:
    apple = sys.platform == "darwin"
    held = combination.keyboardModifiers()
    parts = [
        mac if apple else QCoreApplication.translate("KeyCap", name)
        for modifier, name, mac in _MODIFIERS
        if held & modifier
    ]
    key = combination.key()
    name = _KEYS.get(key) or QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    return " ".join([*parts, QCoreApplication.translate("KeyCap", name)])
