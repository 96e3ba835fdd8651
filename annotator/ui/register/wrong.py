"""Marks a field whose text can't be taken, where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from annotator.ui.parts.stylesheet import set_role


def mark(field: QLineEdit | QPlainTextEdit, complaint: str, hint: str = "") -> None:
    """Marks the field and says what is wrong, or (with "") takes the mark away and gives the ``hint`` instead."""
    set_role(field, "wrong" if complaint else "")
    field.setToolTip(complaint or hint)
    field.setAccessibleDescription(complaint)
