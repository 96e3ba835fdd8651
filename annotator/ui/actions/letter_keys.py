"""Which letter or digit a key stands for while the keyboard writes another script: a Russian "ф" is the key A."""

from __future__ import annotations

import sys
import unicodedata

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_ROWS = "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"
# The letters' places on X11 and Wayland (evdev's code and 8); keyboards of other scripts are laid over QWERTY.
_EVDEV = {first + n: char for first, row in zip((24, 38, 52), _ROWS, strict=True) for n, char in enumerate(row)}
# Those on a Mac: Carbon's kVK_ANSI_A and so on.
_MAC = dict(enumerate("ASDFHGZXCV")) | dict(zip(range(11, 18), "BQWERYT", strict=True))
_MAC |= {31: "O", 32: "U", 34: "I", 35: "P", 37: "L", 38: "J", 40: "K", 45: "N", 46: "M"}
_LATIN_1_ENDS, _UNICODE_ENDS = 0x100, 0x110000  # beyond are keys that write nothing


class LetterKeys:
    """Remembers whether the keyboard writes another script, as its keys for marks don't tell: a Greek Q is ";"."""

    def __init__(self) -> None:
        self._is_foreign = False

    def key(self, event: QKeyEvent) -> Qt.Key | None:
        """The letter that the key would write in Latin; None where it writes Latin, or is none of the letters."""
        code = event.key()
        if _is_foreign(code):
            self._is_foreign = True
        elif chr(min(code, _UNICODE_ENDS - 1)).isalpha():
            self._is_foreign = False
        return _at_place(event) if self._is_foreign and code < _UNICODE_ENDS else None


def letter_key(event: QKeyEvent) -> Qt.Key:
    """The event's key; of one that writes a letter of another script the Latin one, where there is one."""
    key = _at_place(event) if _is_foreign(event.key()) else None
    return Qt.Key(event.key()) if key is None else key


def is_taken_by_focus(key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
    """Whether what has the keyboard wants a key rather than the window's shortcut for it; it has the key then.

    A field pastes by Ctrl+V, and undoes its own words. Asked as Qt asks it of the keys that it knows.
    """
    focus = QApplication.focusWidget()
    if focus is None:
        return False
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
    asked.ignore()
    QApplication.sendEvent(focus, asked)
    if asked.isAccepted():
        QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, key, held))
    return asked.isAccepted()


def digit_of(event: QKeyEvent) -> str:
    """The digit that was typed, as 0 to 9, in whatever script, perhaps with Shift (French keyboards); or ""."""
    quiet = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    text = event.text()
    if event.modifiers() & ~quiet or len(text) != 1 or not text.isdecimal():
        return ""
    return str(unicodedata.decimal(text))


def _is_foreign(code: int) -> bool:
    """Whether a key writes a letter of another script than Latin."""
    if not _LATIN_1_ENDS <= code < _UNICODE_ENDS:
        return False
    char = chr(code)
    return char.isalpha() and not unicodedata.name(char, "LATIN").startswith("LATIN")


def _at_place(event: QKeyEvent) -> Qt.Key | None:
    """The Latin letter at the place of the pressed key."""
    if sys.platform == "win32":
        # Windows keeps the letters' virtual keys whatever they write.
        code = event.nativeVirtualKey()
        letter = chr(code) if 0x41 <= code <= 0x5A else None
    elif sys.platform == "darwin":
        letter = _MAC.get(event.nativeVirtualKey())
    else:
        letter = _EVDEV.get(event.nativeScanCode())
    return Qt.Key(ord(letter)) if letter else None
