"""The words by which a language reports what was said: verbs, nouns and prepositions of speech, from data files.

One TOML file a language lies in ``resources/lexicons``; a language is added by a file alone.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from annotator.core.resources import resource

_WORD = re.compile(r"\w+")
_GUESS_FROM = 2_000  # code points


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language says of speech; all words in small letters, inflected as they stand in texts.

    ``verbs`` maps each form of a verb of speech to its lemma; ``particles`` a lemma to the separable prefix that
    stands apart from it ("teilte … mit"); ``nouns`` are nouns of speech ("Vorwurf", "statement"); ``before`` and
    ``after`` words or phrases that stand before the speaker ("laut", "according to") or after ("zufolge").
    """

    lang: str
    verbs: dict[str, str] = field(default_factory=dict)
    particles: dict[str, frozenset[str]] = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language by its primary subtag ("de"); an empty one where there is none."""
    path = resource("lexicons", f"{lang}.toml")
    if not re.fullmatch(r"[a-z]{2,3}", lang) or not path.is_file():
        return Lexicon(lang)
    data = tomllib.loads(path.read_text("utf-8"))
    verbs: dict[str, str] = {}
    particles: dict[str, set[str]] = {}
    for line in data.get("verbs", "").splitlines():
        # "mitteilen: teilt teilte mitgeteilt | mit": lemma, forms, separable prefix.
        lemma, colon, forms = line.partition(":")
        forms, _, particle = forms.partition("|")
        for form in forms.split() if colon else ():
            verbs.setdefault(form, lemma.strip())
            if particle.strip():
                particles.setdefault(form, set()).add(particle.strip())
    return Lexicon(
        lang,
        verbs,
        {form: frozenset(found) for form, found in particles.items()},
        **{
            name: frozenset(entry.strip() for entry in data.get(name, "").split(",") if entry.strip())
            for name in ("nouns", "before", "after", "that", "function_words")
        },
    )


def guess_language(text: str) -> str:
    """The language whose small words are the most frequent at the beginning of a text; "" if none has any."""
    words = Counter(_WORD.findall(text[:_GUESS_FROM].lower()))
    scores = {lang: sum(words[word] for word in lexicon(lang).function_words) for lang in languages()}
    best = max(scores, key=lambda lang: scores[lang], default="")
    return best if best and scores[best] else ""


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that have a lexicon."""
    return tuple(sorted(path.stem for path in resource("lexicons").glob("*.toml")))
