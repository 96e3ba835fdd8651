"""What a function says of words, kept."""

from __future__ import annotations

import pytest

from annotator.core import word_cache
from annotator.core.word_cache import WordCache


def test_a_function_is_asked_once_for_each_word() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    cache = WordCache(length)
    assert [cache[word] for word in ("Fähre", "Kai", "Fähre")] == [5, 3, 5]
    assert asked == ["Fähre", "Kai"]


def test_it_is_emptied_before_it_holds_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_cache, "_MOST", 2)
    cache = WordCache(str.upper)
    assert [cache[word] for word in ("a", "b", "c", "a")] == ["A", "B", "C", "A"]
    assert dict(cache) == {"c": "C", "a": "A"}
