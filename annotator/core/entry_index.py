"""Finds actors and concepts by what is typed or stands in the text, within a few milliseconds among 20,000.

Exact names, beginnings of names, words and initials are looked up in sorted lists. Only where these find little
are words searched for what is typed, and those that begin with the same letter compared for typing errors.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from annotator.core.name_words import PARTICLES
from annotator.core.names import base_forms, fold, is_pronoun, pronoun_kinds, split_mention, words_of

_EXACT, _WHOLE_WORDS, _BEGINNING, _WORD_BEGINNINGS, _INITIALS = 100.0, 90.0, 85.0, 80.0, 60.0
_WITHIN, _TYPING_ERROR = 50.0, 40.0
_ANYBODY, _OF_OTHER_KIND = 0.0, -1.0
_RECENT = 30.0  # so that whoever fits and is in the article comes before whoever fits better but is not
_MOST_USES = 8.0
_FEW = 3  # hits, below which typing errors are thought of
_LIKE = 75.0  # of 100, the likeness from which on a word counts as a mistyped one
_LONGEST_TYPED = 500  # code points; 10,000 take a second
_END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor or concept; ``uses`` are its mentions in the corpus, ``last_used`` a time (ISO 8601) or empty."""

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    uses: int = 0
    last_used: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found entry with the name or alias that fits and how well it does, higher being better."""

    entry: Entry
    matched: str
    score: float


@dataclass(slots=True)
class _Slot:
    entry: Entry
    names: tuple[tuple[str, str, tuple[str, ...]], ...]  # as written, folded, words
    initials: tuple[str, ...]


class _Lookup:
    """Slots by folded key, to be found by the key's beginning."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self._slots: dict[str, set[int]] = {}
        for key, slot in pairs:
            self._slots.setdefault(key, set()).add(slot)
        self._keys = sorted(self._slots)

    def add(self, key: str, slot: int) -> None:
        if key not in self._slots:
            self._slots[key] = set()
            insort(self._keys, key)
        self._slots[key].add(slot)

    def discard(self, key: str, slot: int) -> None:
        slots = self._slots.get(key, set())
        slots.discard(slot)
        if not slots and self._slots.pop(key, None) is not None:
            del self._keys[bisect_left(self._keys, key)]

    def exactly(self, key: str) -> set[int]:
        return self._slots.get(key, set())

    def beginning(self, start: str) -> set[int]:
        return set().union(*(self._slots[key] for key in self.keys(start)))

    def holding(self, part: str) -> set[int]:
        # 30,000 keys take 1 ms.
        return set().union(*(self._slots[key] for key in self._keys if part in key))

    def keys(self, start: str) -> list[str]:
        return self._keys[bisect_left(self._keys, start) : bisect_left(self._keys, start + _END)]


class EntryIndex:
    """Entries of one register, in memory. Ranks by fit, recency in the article, then uses and last use."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._slots = [_slot(entry) for entry in entries]
        self._of: dict[str, int] = {slot.entry.id: n for n, slot in enumerate(self._slots)}
        self._free: list[int] = []
        live = sorted(self._of.values())
        self._names = _Lookup((folded, n) for n in live for _, folded, _ in self._slots[n].names)
        self._words = _Lookup((word, n) for n in live for word in _all_words(self._slots[n]))
        self._initials = _Lookup((letters, n) for n in live for letters in self._slots[n].initials)
        self._by_use = sorted(self._use_key(n) for n in live)

    def __len__(self) -> int:
        return len(self._of)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._of

    def get(self, entry_id: str) -> Entry | None:
        """The entry of this id."""
        slot = self._of.get(entry_id)
        return None if slot is None else self._slots[slot].entry

    def update(self, entry: Entry) -> None:
        """Adds the entry, in place of the one that has its id."""
        self.remove(entry.id)
        slot = _slot(entry)
        if self._free:
            n = self._free.pop()
            self._slots[n] = slot
        else:
            n = len(self._slots)
            self._slots.append(slot)
        self._of[entry.id] = n
        for _, folded, _ in slot.names:
            self._names.add(folded, n)
        for word in _all_words(slot):
            self._words.add(word, n)
        for letters in slot.initials:
            self._initials.add(letters, n)
        insort(self._by_use, self._use_key(n))

    def remove(self, entry_id: str) -> None:
        """Takes the entry out, if there is one of this id."""
        n = self._of.pop(entry_id, None)
        if n is None:
            return
        slot = self._slots[n]
        for _, folded, _ in slot.names:
            self._names.discard(folded, n)
        for word in _all_words(slot):
            self._words.discard(word, n)
        for letters in slot.initials:
            self._initials.discard(letters, n)
        del self._by_use[bisect_left(self._by_use, self._use_key(n))]
        self._free.append(n)

    def search(self, typed: str, recent: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """The best entries for what is typed; ``recent`` are ids used in this article, the most recent first.

        Nothing typed gives the recent ones, then the most used. Of a text that was pasted the beginning counts.
        """
        folded = fold(typed[:_LONGEST_TYPED])
        places = self._places(recent)
        if not folded:
            return self._ranked(dict.fromkeys(self._most_used(None, places, limit), (_ANYBODY, "")), places, limit)
        found = self._fitting(folded, places, limit)
        for further in (self._within, self._mistyped):
            if len(found) < _FEW and len(folded) > 2:
                found = further(folded, places, limit) | found
        return self._ranked(found, places, limit)

    def best_for(self, mention: str, recent: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """The best entries for the text of a mention: with a role, inflected, or a pronoun.

        "Putin-Berater Juri Uschakow" and "Uschakows" find "Juri Uschakow"; "er" the persons that were used last.
        """
        places = self._places(recent)
        if is_pronoun(mention):
            kinds = pronoun_kinds(mention)
            fitting = [n for n in places if self._slots[n].entry.kind in (None, *kinds)]
            others = self._most_used(None, places, limit)
            return self._ranked(
                {
                    n: (_ANYBODY if n in fitting or n not in places else _OF_OTHER_KIND, "")
                    for n in (*places, *others)
                },
                places,
                limit,
            )
        found: dict[int, tuple[float, str]] = {}
        for rank, form in enumerate(base_forms(mention)):
            _merge(found, self._fitting(fold(form), places, limit, whole=True), rank)
        words = fold(split_mention(mention).name).split()
        for word in [word for word in words if len(words) > 1 and len(word) > 2 and word not in PARTICLES]:
            # Its last name alone, then any other of its words.
            _merge(found, self._fitting(word, places, limit, whole=True), 20 if word == words[-1] else 30)
        if len(found) < _FEW and words:
            _merge(found, self._mistyped(" ".join(words), places, limit), 0)
        if len(found) < limit:
            for n in self._most_used(None, places, limit):
                found.setdefault(n, (_ANYBODY, ""))
        return self._ranked(found, places, limit)

    def _places(self, recent: Sequence[str]) -> dict[int, int]:
        return {self._of[id_]: place for place, id_ in reversed(list(enumerate(recent))) if id_ in self._of}

    def _use_key(self, n: int) -> tuple[int, str, int]:
        entry = self._slots[n].entry
        return entry.uses, entry.last_used, n

    def _most_used(self, among: set[int] | None, places: dict[int, int], limit: int) -> list[int]:
        """The recent and the most used of a set (None: of all), at least ``limit`` if there are so many."""
        chosen = [n for n in places if among is None or n in among]
        if among is not None and len(among) <= len(self._by_use) // 40:
            return chosen + sorted(among, key=self._use_key, reverse=True)[:limit]
        # Of many, the most used are met soon on the way down from the most used of all.
        return chosen + list(_first(limit, (n for *_, n in reversed(self._by_use) if among is None or n in among)))

    def _fitting(
        self, folded: str, places: dict[int, int], limit: int, whole: bool = False
    ) -> dict[int, tuple[float, str]]:
        """Slots with their fit and the name that fits; ``whole``: the words are complete ones."""
        words = words_of(folded)
        if not words:
            return {}
        find = self._words.exactly if whole else self._words.beginning
        pools = [self._names.exactly(folded), self._having(words, self._words.exactly), set[int]()]
        if not whole:
            pools[2] = self._names.beginning(folded)
            pools.append(self._having(words, find))
            if len(folded) <= 4:
                pools.append(self._initials.beginning("".join(words)))
        found: dict[int, tuple[float, str]] = {}
        for pool, score in zip(
            pools, (_EXACT, _WHOLE_WORDS, _BEGINNING, _WORD_BEGINNINGS, _INITIALS), strict=False
        ):
            for n in self._most_used(pool, places, limit):
                if n not in found:
                    found[n] = score, _matched(self._slots[n], folded, words)
        return found

    def _having(self, words: tuple[str, ...], find: Callable[[str], set[int]]) -> set[int]:
        """The slots that have all these words."""
        sets = sorted((find(word) for word in words), key=len)
        return set.intersection(*sets) if len(sets) > 1 else sets[0]

    def _within(self, folded: str, places: dict[int, int], limit: int) -> dict[int, tuple[float, str]]:
        """Slots that have what is typed within their words: "Gebühr" is in "Hafengebühr"."""
        words = words_of(folded)
        pool = self._having(words, self._words.holding) if words else set[int]()
        return {
            n: (_WITHIN, _matched(self._slots[n], folded, words)) for n in self._most_used(pool, places, limit)
        }

    def _mistyped(self, folded: str, places: dict[int, int], limit: int) -> dict[int, tuple[float, str]]:
        """Slots whose words are like those typed, with the worst likeness of a word as their fit."""
        found: dict[int, float] | None = None
        for word in words_of(folded):
            slots = dict.fromkeys(self._words.beginning(word), 100.0)
            for key, likeness in self._like(word):
                for n in self._words.exactly(key):
                    slots[n] = max(slots.get(n, 0.0), likeness)
            if found is None:
                found = slots
            else:
                found = {n: min(likeness, slots[n]) for n, likeness in found.items() if n in slots}
        best = self._most_used(set(found or ()), places, 200)
        return {
            n: (_TYPING_ERROR * (found or {})[n] / 100.0, _matched(self._slots[n], folded, words_of(folded)))
            for n in sorted(best, key=lambda n: -(found or {})[n])[: 2 * limit]
        }

    def _like(self, word: str) -> list[tuple[str, float]]:
        """Words that may be meant by a mistyped one: its first two letters may be swapped, but not wrong."""
        from rapidfuzz import fuzz, process  # 35 ms to import, and no window needs it before a typing error

        if len(word) < 3:
            return []
        length = len(word)
        near = [key for first in {word[0], word[1]} for key in self._words.keys(first) if len(key) >= length - 2]
        cut = [key[: length + 1] if len(key) > length + 2 else key for key in near]
        likely = process.extract(word, cut, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=20)
        return [(near[place], score) for _, score, place in likely]

    def _ranked(self, found: dict[int, tuple[float, str]], places: dict[int, int], limit: int) -> list[Hit]:
        hits = []
        for n, (fit, matched) in found.items():
            entry = self._slots[n].entry
            if n in places and (fit >= _INITIALS or fit == _ANYBODY):
                score = fit + _RECENT - min(places[n], _RECENT)
            else:
                score = fit + min(_MOST_USES, log2(1 + max(0, entry.uses)) / 2)
            hits.append(Hit(entry, matched or entry.name, score))
        hits.sort(key=lambda hit: hit.entry.name)
        hits.sort(key=lambda hit: (hit.score, hit.entry.last_used), reverse=True)
        return hits[:limit]


def _slot(entry: Entry) -> _Slot:
    names = tuple((name, fold(name), words_of(name)) for name in dict.fromkeys((entry.name, *entry.aliases)))
    initials = dict.fromkeys(
        "".join(word[0] for word in words) for _, _, words in names if len(words) > 1
    ) | dict.fromkeys(
        "".join(word[0] for word in words if word not in PARTICLES) for _, _, words in names if len(words) > 2
    )
    return _Slot(entry, names, tuple(letters for letters in initials if len(letters) > 1))


def _all_words(slot: _Slot) -> set[str]:
    return {word for _, _, words in slot.names for word in words}


def _matched(slot: _Slot, folded: str, words: tuple[str, ...]) -> str:
    """The name or alias that fits best, the entry's name where all fit alike."""
    best, best_fit = slot.entry.name, -1
    for name, name_folded, name_words in slot.names:
        fit = 4 if name_folded == folded else 3 if name_folded.startswith(folded) else 0
        if not fit:
            fit = 2 * all(any(own.startswith(word) for own in name_words) for word in words)
        if not fit:
            fit = int(all(word in name_folded for word in words))
        if fit > best_fit:
            best, best_fit = name, fit
    return best


def _merge(into: dict[int, tuple[float, str]], more: dict[int, tuple[float, str]], less: float) -> None:
    for n, (fit, matched) in more.items():
        if n not in into or into[n][0] < fit - less:
            into[n] = max(fit - less, 2.0), matched


def _first(limit: int, slots: Iterator[int]) -> Iterator[int]:
    for n, _ in zip(slots, range(limit), strict=False):
        yield n
