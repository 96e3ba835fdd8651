"""Spans as tags of tokens: BIO, or BIOES."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.formats.writers.tokens import Range

OUTSIDE = "O"


class Scheme:
    """Numbers of tags: 0 is outside, then those of each label in turn. ``names`` says what each is called."""

    def __init__(self, name: str, labels: Sequence[str]) -> None:
        self._ends = name == "BIOES"
        letters = "BIES" if self._ends else "BI"
        self.names = (OUTSIDE, *(f"{letter}-{label}" for label in labels for letter in letters))
        self._first = {label: 1 + n * len(letters) for n, label in enumerate(labels)}

    def put(self, tags: list[int], label: str, stretches: Sequence[Range]) -> bool:
        """Tags stretches of tokens, each as one of its own; nothing, and False, where one has tags already."""
        if any(any(tags[first:last]) for first, last in stretches):
            return False
        begin = self._first[label]
        for first, last in stretches:
            tags[first:last] = [begin, *[begin + 1] * (last - first - 1)]
            if self._ends:
                tags[last - 1] = begin + (3 if last - first == 1 else 2)
        return True
