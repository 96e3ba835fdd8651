"""What the text pane itself does with keys and mouse, for the keys overlay and README."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.ui.actions.key_text import with_keys

if TYPE_CHECKING:
    # PySide6 says that it returns an object.
    def QT_TRANSLATE_NOOP(context: str, text: str) -> str: ...  # noqa: N802
else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Move:
    """Something that the text pane itself does with keys or mouse, which is no action and can't be changed.

    ``text`` and ``by`` are English and translated when shown; ``group`` is a key of spec.GROUPS. ``by``
    says what to do where that is not just pressing one of the ``keys``.
    """

    group: str
    text: str
    keys: tuple[str, ...] = ()
    by: str = ""

    @property
    def title(self) -> str:
        """The text in the language of the interface."""
        return QCoreApplication.translate("Actions", self.text)

    @property
    def how(self) -> str:
        """``by`` in the language of the interface, with the keys of this system."""
        return with_keys(QCoreApplication.translate("Actions", self.by)) if self.by else ""


MOVES: tuple[Move, ...] = (
    Move("moves", QT_TRANSLATE_NOOP("Actions", "By a word"), ("Left", "Right")),
    Move("moves", QT_TRANSLATE_NOOP("Actions", "By a sentence"), ("Ctrl+Left", "Ctrl+Right")),
    Move("moves", QT_TRANSLATE_NOOP("Actions", "By a character"), ("Alt+Left", "Alt+Right")),
    Move(
        "moves",
        QT_TRANSLATE_NOOP("Actions", "From piece to piece of the selected span"),
        ("Alt+Left", "Alt+Right"),
    ),
    Move("moves", QT_TRANSLATE_NOOP("Actions", "By a line"), ("Up", "Down")),
    Move("moves", QT_TRANSLATE_NOOP("Actions", "To the start or end of the line"), ("Home", "End")),
    Move("moves", QT_TRANSLATE_NOOP("Actions", "To the start or end of the text"), ("Ctrl+Home", "Ctrl+End")),
    Move("moves", QT_TRANSLATE_NOOP("Actions", "By a page"), ("PgUp", "PgDown")),
    Move(
        "moves",
        QT_TRANSLATE_NOOP("Actions", "Select on the way"),
        by=QT_TRANSLATE_NOOP("Actions", "Shift with any of these"),
    ),
    Move("moves", QT_TRANSLATE_NOOP("Actions", "Select the whole text"), ("Ctrl+A",)),
    Move("moves", QT_TRANSLATE_NOOP("Actions", "Copy the selection"), ("Ctrl+C",)),
    Move(
        "codebook",
        QT_TRANSLATE_NOOP("Actions", "Value of the selected span's attribute"),
        by=QT_TRANSLATE_NOOP("Actions", "its digit"),
    ),
    Move(
        "codebook",
        QT_TRANSLATE_NOOP("Actions", "Candidate; again, to unlink it"),
        by=QT_TRANSLATE_NOOP("Actions", "its digit, or a click"),
    ),
    Move("mouse", QT_TRANSLATE_NOOP("Actions", "Select words"), by=QT_TRANSLATE_NOOP("Actions", "drag")),
    Move(
        "mouse", QT_TRANSLATE_NOOP("Actions", "Select characters"), by=QT_TRANSLATE_NOOP("Actions", "Alt + drag")
    ),
    Move(
        "mouse",
        QT_TRANSLATE_NOOP("Actions", "Select up to here"),
        by=QT_TRANSLATE_NOOP("Actions", "Shift + click"),
    ),
    Move("mouse", QT_TRANSLATE_NOOP("Actions", "Select the word"), by=QT_TRANSLATE_NOOP("Actions", "two clicks")),
    Move(
        "mouse",
        QT_TRANSLATE_NOOP("Actions", "Select the sentence"),
        by=QT_TRANSLATE_NOOP("Actions", "three clicks"),
    ),
    Move(
        "mouse",
        QT_TRANSLATE_NOOP("Actions", "Select the paragraph"),
        by=QT_TRANSLATE_NOOP("Actions", "four clicks"),
    ),
    Move(
        "mouse",
        QT_TRANSLATE_NOOP("Actions", "Choose a span; again, the one below it"),
        by=QT_TRANSLATE_NOOP("Actions", "click"),
    ),
    Move(
        "mouse",
        QT_TRANSLATE_NOOP("Actions", "Resize the selected span"),
        by=QT_TRANSLATE_NOOP("Actions", "drag its edge"),
    ),
    Move(
        "mouse",
        QT_TRANSLATE_NOOP("Actions", "Link the selected span to another"),
        by=QT_TRANSLATE_NOOP("Actions", "drag its handle"),
    ),
    Move(
        "mouse",
        QT_TRANSLATE_NOOP("Actions", "Add words to the selected span"),
        by=QT_TRANSLATE_NOOP("Actions", "Ctrl + drag"),
    ),
)
