"""Text in XML 1.0: white space kept in attributes too, and what XML can't hold replaced and counted."""

from __future__ import annotations

import re

from annotator.formats.writers.losses import Losses

_ODD = re.compile('[\x00-\x1f&<>"\ufffe\uffff]')
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The ampersand first, as the others bring some.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
_REPLACEMENT = "\ufffd"  # as long in UTF-16, so that offsets stay


def quoted(text: str, losses: Losses) -> str:
    """The text as it stands between quotation marks or tags."""
    if not _ODD.search(text):
        return text
    text, replaced = _FORBIDDEN.subn(_REPLACEMENT, text)
    losses.count("characters", replaced)
    for char, entity in _ENTITIES.items():
        text = text.replace(char, entity)
    return text
