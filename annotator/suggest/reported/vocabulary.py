"""The words that reported speech needs beside those of the lexicons, from data files.

One TOML file a language lies in ``resources/reported_speech``; each entry of it is a list of words divided by blanks.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache

from annotator.core.resources import resource
from annotator.core.typography import word_set


@lru_cache(maxsize=8)
def vocabulary(lang: str) -> dict[str, frozenset[str]]:
    """The word lists of a language by name; raises KeyError for a list that its file lacks."""
    data = tomllib.loads(resource("reported_speech", f"{lang}.toml").read_text("utf-8"))
    return {name: word_set(words) for name, words in data.items()}
