"""The words by which a language demands, judges and foretells, from data files.

One TOML file a language lies in ``resources/claims``; a language is added by a file alone.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from annotator.core.resources import resource
from annotator.core.word_cache import WordCache

KINDS = ("demand", "judgement", "sweeping", "forecast")
"""What a word makes of its sentence, the most telling first."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words of claims, all in small letters.

    ``beginnings`` are those of words that end in any way. ``wants`` and ``refuses`` map the forms of verbs to the
    particles that have to stand apart from them ("lehnte … ab"), empty where none has, ``verbs`` are both;
    ``hollow`` are objects of these that do not tell what it is about ("wies den Vorwurf zurück"). ``personal`` are
    pairs of neighbours that tell what the speaker has to do ("ich muss"). Before ``after_subject`` "that" is a
    pronoun ("that would help").
    """

    kinds: dict[str, str] = field(default_factory=dict)
    beginnings: tuple[tuple[str, str], ...] = ()
    questions: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    after_subject: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()
    hollow: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    negation: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    wants: dict[str, str] = field(default_factory=dict)
    refuses: dict[str, str] = field(default_factory=dict)
    verbs: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.kinds)


@lru_cache(maxsize=64)
def words_of(lang: str) -> Words:
    """The words of a language by its primary subtag ("de"); none where there is no file."""
    path = resource("claims", f"{lang}.toml")
    if not re.fullmatch(r"[a-z]{2,3}", lang) or not path.is_file():
        return Words()
    data = tomllib.loads(path.read_text("utf-8"))
    kinds: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    for kind in KINDS:
        for word in data.get(kind, "").split():
            if word.endswith("*"):
                beginnings.append((word[:-1], kind))
            else:
                kinds.setdefault(word, kind)

    def listed(name: str) -> frozenset[str]:
        return frozenset(data.get(name, "").split())

    wants, refuses = _verbs(data, "wants"), _verbs(data, "refuses")
    return Words(
        kinds,
        tuple(beginnings),
        questions=listed("questions"),
        that=listed("that"),
        after_subject=listed("after_subject"),
        joints=listed("joints"),
        calling=listed("calling"),
        hollow=listed("hollow"),
        conditions=listed("conditions"),
        personal=frozenset(pair.strip() for pair in data.get("personal", "").split(",")),
        negation=listed("negation"),
        passive=listed("passive"),
        wants=wants,
        refuses=refuses,
        verbs=wants | refuses,
    )


def _verbs(data: dict[str, Any], name: str) -> dict[str, str]:
    found = {}
    for line in data.get(name, "").splitlines():
        forms, _, particle = line.partition("|")
        found.update(dict.fromkeys(forms.split(), particle.strip()))
    return found


@lru_cache(maxsize=64)
def ranks(lang: str) -> WordCache[int]:
    """The place of a word's kind among KINDS; their number for a word in small letters that tells nothing."""
    words = words_of(lang)
    beginnings = tuple([beginning for beginning, _ in words.beginnings])

    def rank_of(word: str) -> int:
        found = words.kinds.get(word)
        if found is None and word.startswith(beginnings):
            found = next((kind for beginning, kind in words.beginnings if word.startswith(beginning)), None)
        return len(KINDS) if found is None else KINDS.index(found)

    return WordCache(rank_of)
