"""Which concepts say much the same as what is typed: by their own sentences and by how claims have put them.

Only concepts are compared that share a word, however it is inflected, so that those of 20,000 are found while one
types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log

from annotator.core.models import Concept
from annotator.core.names import fold, words_of
from annotator.core.typography import is_function_word


@dataclass(frozen=True, slots=True)
class Similar:
    """A concept that says much the same; ``score`` is of 100, which is the same words."""

    id: str
    score: float


_ENDINGS = re.compile(r"(?:ungen|ing|en|er|es|em|ed|e|s|n|t)\Z")
_SHORTEST_STEM = 4
_FREQUENT = 0.1  # share of the concepts from which on a word finds none by itself
_LOOKED_AT = 60  # concepts with the weightiest words in common, whose letters are compared


WORDINGS = 5  # of claims about one concept that are kept
_Wording = tuple[str, int]


class ConceptIndex:
    """Concepts by the words of their sentences and of claims about them, for finding similar ones as one types."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        # 35 ms, which whoever makes the index can spare rather than the first key that is typed.
        from rapidfuzz.fuzz import token_sort_ratio

        self._likeness = token_sort_ratio
        # By (concept, number): 0 for its own sentence, others for how claims have put it.
        self._names: dict[_Wording, str] = {}
        self._stems: dict[_Wording, frozenset[str]] = {}
        self._having: dict[str, set[_Wording]] = {}
        self._wordings: dict[str, list[str]] = {}
        for concept in concepts:
            self.update(concept)

    def update(self, concept: Concept) -> None:
        """Adds the concept, in place of the one that has its id; how claims have put it stays."""
        self._put((concept.id, 0), concept.name)

    def learn(self, concept_id: str, wording: str) -> None:
        """Takes in how a claim puts the concept; the last few of each are kept."""
        known = self._wordings.setdefault(concept_id, [])
        if wording in known or (concept_id, 0) not in self._names:
            return
        known.append(wording)
        del known[:-WORDINGS]
        for number, text in enumerate(known, 1):
            self._put((concept_id, number), text)

    def remove(self, concept_id: str) -> None:
        """Takes the concept out, if there is one of this id."""
        for number in range(1 + len(self._wordings.pop(concept_id, ()))):
            self._take((concept_id, number))

    def _put(self, key: _Wording, text: str) -> None:
        self._take(key)
        stems = frozenset(_stems(text))
        self._names[key] = fold(text)
        self._stems[key] = stems
        for stem in stems:
            self._having.setdefault(stem, set()).add(key)

    def _take(self, key: _Wording) -> None:
        self._names.pop(key, None)
        for stem in self._stems.pop(key, ()):
            self._having[stem].discard(key)

    def similar(self, typed: str, limit: int = 10) -> list[Similar]:
        """The concepts most like what is typed, the likest first; the last word may be typed in part."""
        stems = dict.fromkeys(_stems(typed))
        if not stems:
            return []
        folded = fold(typed)
        last = words_of(typed)[-1]
        shared: dict[_Wording, float] = {}
        weights = {stem: self._weight(stem) for stem in stems}
        for stem in stems:
            having = self._having.get(stem, set())
            if not having and last.startswith(stem) and len(stem) > 2:
                # Half a word: whatever begins so, which is looked for only as long as nothing is so as a whole.
                having = set().union(*(ids for key, ids in self._having.items() if key.startswith(stem)))
            if len(having) <= max(50, _FREQUENT * len(self._names)) or len(stems) == 1:
                for id_ in having:
                    shared[id_] = shared.get(id_, 0.0) + weights[stem]
        likely = sorted(shared, key=lambda id_: (-shared[id_], len(self._stems[id_])))[:_LOOKED_AT]
        best: dict[str, float] = {}
        for key in likely:
            theirs = self._stems[key]
            common = max(shared[key], sum(weights[stem] for stem in stems if stem in theirs))
            every = max(common, sum(weights.values()) + sum(map(self._weight, theirs)) - common)
            letters = self._likeness(folded, self._names[key])
            best[key[0]] = max(best.get(key[0], 0.0), 50.0 * common / every + 0.5 * letters)
        found = [Similar(id_, score) for id_, score in best.items()]
        found.sort(key=lambda hit: (-hit.score, self._names[hit.id, 0]))
        return found[:limit]

    def _weight(self, stem: str) -> float:
        """A word weighs the more the fewer concepts have it (inverse document frequency)."""
        return log(1 + (len(self._names) + 1) / (len(self._having.get(stem, ())) + 1))


def _stems(text: str) -> Iterator[str]:
    """The words of a sentence without endings; small ones only where there are no others."""
    words = words_of(text)
    heavy = [word for word in words if not is_function_word(word)] or words
    for word in heavy:
        stem = _ENDINGS.sub("", word, count=1)
        yield stem if len(stem) >= _SHORTEST_STEM else word
