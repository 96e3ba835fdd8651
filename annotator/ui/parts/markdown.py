"""Short texts in Markdown, as the codebook's guidelines are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def show_markdown(label: QLabel, text: str) -> None:
    """Shows Markdown in a label; links and images in it lead nowhere."""
    label.setTextFormat(Qt.TextFormat.MarkdownText)
    label.setOpenExternalLinks(False)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    label.setText(text)
