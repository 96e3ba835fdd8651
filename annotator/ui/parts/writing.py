"""Which way words run, and how they stand among others that run the other way (Unicode Standard Annex #9)."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

# Letters and controls that run from right to left: Hebrew to Arabic Extended, their presentation forms, the
# astral right-to-left scripts, and the marks and overrides that turn the direction.
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u200f\u202b\u202e\u2067\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FIRST_STRONG, _LEFT_TO_RIGHT, _LEFTWARDS, _END = "\u2068", "\u2066", "\u2067", "\u2069"
_STRONG = ("L", "R", "AL")


def runs_leftwards(text: str) -> bool:
    """Whether a text is written from right to left: its first letter that has a direction tells (rule P2)."""
    if RIGHT_TO_LEFT.search(text) is None:
        return False
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), "L") != "L"


def isolated(text: str) -> str:
    """The text so that, within a line of any direction, it runs its own way and reorders nothing around it.

    Without a letter that runs from right to left, it is left as it is. Qt draws in a widget's direction, whatever
    the words are, so this is also for a text that is drawn alone.
    """
    return f"{_FIRST_STRONG}{text}{_END}" if RIGHT_TO_LEFT.search(text) else text


class WordsDelegate(QStyledItemDelegate):
    """Paints the words of each cell in their own direction, and cuts them at their own end."""

    def initStyleOption(  # noqa: N802 (a virtual method of Qt)
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = isolated(option.text)


def directed(text: str, leftwards: bool) -> str:
    """The text as part of a line of this direction, drawn apart from the rest of the line."""
    if not leftwards and RIGHT_TO_LEFT.search(text) is None:
        return text
    return f"{_LEFTWARDS if leftwards else _LEFT_TO_RIGHT}{text}{_END}"


def elided(
    metrics: QFontMetrics, text: str, width: float, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
) -> str:
    """The text cut to a width in pixels, with "…" at its own end, and :func:`isolated`."""
    return isolated(metrics.elidedText(text, mode, round(width)))
