"""What tells quotations from names in Hindi, which has no capitals."""

from __future__ import annotations

from annotator.core.typography import word_set
from annotator.suggest.quotes.view import View

_POSTPOSITIONS = word_set("ने को का के की में से पर तक द्वारा नाम नामक शीर्षक")


def is_before_postposition(view: View) -> bool:
    """Whether a name stands in the marks, as a postposition goes on right behind them: कंपनी 'प्राणवायु' ने."""
    if view.reading.lang != "hi" or not view.following:
        return False
    return view.following[0].low in _POSTPOSITIONS
