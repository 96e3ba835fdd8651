"""The words by which a language reports what was said: verbs, nouns and prepositions of speech, from data files.

One TOML file a language lies in ``resources/lexicons``; a language is added by a file alone. How it is written
stands at its head.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from annotator.core.resources import resource
from annotator.suggest import semitic
from annotator.suggest.spellings import one_spelling

# Of Chinese and Japanese, which have no blanks, each character counts as a word; Hindi has vowel signs in words.
_WORD = re.compile(
    r"[\u3041-\u30fe\u3400-\u9fff]|(?:[^\W\u3041-\u30fe\u3400-\u9fff]|[\u0900-\u0903\u093a-\u094f])+"
)
_GUESS_FROM = 2_000  # code points
_ENCLITICS = ("se", "lhe", "lhes", "me", "nos")  # behind Portuguese verbs: queixou-se o presidente
_SAME = {"nb": "no", "nn": "no", "bs": "hr", "ms": "id"}
_LISTS = (
    *("thought", "writing", "nouns", "before", "after", "of", "that", "pronouns", "function_words"),
    *(
        "prepositions",
        "auxiliaries",
        "roles",
        "groups",
        "organisations",
        "owners",
        "nobody",
        "titles",
        "asides",
        "leads",
        "acts",
    ),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language says of speech; all words in small letters, inflected as they stand in texts.

    ``verbs`` maps each form of a verb of speech to its lemma ("mitteilt" to "mitteilen", "beschwert" to "sich
    beschweren"), that of the verb without a particle where a form belongs to several. ``particles`` maps a form
    to the particles that stand apart from it ("teilte … mit", "pointed out"); "" is among them where the form is
    one of speech without any, too ("sagte", "sagte … zu"), and a form that never has one is no key.
    ``separated`` maps a form with such a particle to the lemma of both ("wies", "zurück" to "zurückweisen").
    ``thought`` and ``writing`` are the lemmas of verbs that tell of thinking and of writing, ``acts`` of those
    that tell what somebody did by words, though no clause tells these (demanded). ``nouns`` are nouns of
    speech ("Vorwurf", "statement"); ``before`` and ``after`` words or phrases that stand before the speaker
    ("laut", "nach angaben", "according to") or after ("zufolge"), ``of`` the words that may join a noun or a
    phrase to the speaker ("nach Angaben von"). ``that`` begins the clause that tells what was said;
    ``pronouns`` may be the speaker; ``owners`` stand for the speaker amid such a phrase ("по его словам"),
    ``nobody`` is no speaker though it stands in the place of one (adverbs, who is spoken to), ``titles`` stand
    before names ("bryg."), ``asides`` between a verb and its subject ("pour sa part"), ``leads`` before a
    subject in languages without blanks ("不过"). ``prepositions`` and ``auxiliaries`` begin no speaker's name;
    ``roles``, ``groups`` and ``organisations`` are nouns of those who speak, or what these end with in
    languages without blanks. Those of German, English and French are in
    annotator/suggest/mentions/word_classes.py.
    """

    lang: str
    verbs: dict[str, str] = field(default_factory=dict)
    particles: dict[str, frozenset[str]] = field(default_factory=dict)
    separated: dict[tuple[str, str], str] = field(default_factory=dict)
    thought: frozenset[str] = frozenset()
    writing: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()

    def may_speak(self, low: str) -> bool:
        """Whether a word in small letters is a role, a group of people or a kind of organisation."""
        return low in self.roles or low in self.groups or low in self.organisations


def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language by its primary subtag ("de"); an empty one where there is none."""
    return _lexicon(_SAME.get(lang, lang))


@lru_cache(maxsize=64)
def _lexicon(lang: str) -> Lexicon:
    path = resource("lexicons", f"{lang}.toml")
    if not re.fullmatch(r"[a-z]{2,3}", lang) or not path.is_file():
        return Lexicon(lang)
    data = tomllib.loads(one_spelling(lang, path.read_text("utf-8")))
    verbs, particles, separated = inflected(data.get("verbs", ""))
    if lang == "pt":
        verbs |= {f"{form}-{pronoun}": lemma for form, lemma in verbs.items() for pronoun in _ENCLITICS}
    lists = {name: _entries(data.get(name, "")) for name in _LISTS}
    if lang in semitic.ARTICLE:
        verbs = {form: lemma for verb, lemma in verbs.items() for form in semitic.verb_forms(lang, verb)} | verbs
        lists["roles"] = semitic.women(lang, lists["roles"])
        speaking = ("roles", "groups", "organisations")
        lists |= {name: semitic.nouns(lang, semitic.constructs(lang, lists[name])) for name in speaking}
        joined = ("before", "that", "prepositions", "auxiliaries", "nobody", "asides")
        speak = lists["roles"] | lists["groups"] | lists["organisations"]
        lists |= {name: semitic.phrases(lang, lists[name]) - (speak - lists[name]) for name in joined}
    return Lexicon(lang, verbs, particles, separated, **lists)


def inflected(lines: str) -> tuple[dict[str, str], dict[str, frozenset[str]], dict[tuple[str, str], str]]:
    """Verbs, particles and separated verbs of a :class:`Lexicon` from lines as "mitteilen: teilt teilte | mit".

    Several particles are the forms of a light verb: "تاکید | کرد کردند".
    """
    verbs: dict[str, str] = {}
    alone: set[str] = set()  # forms that are of speech without a particle
    marked = semitic.is_marked(lines)
    particles: dict[str, set[str]] = {}
    separated: dict[tuple[str, str], str] = {}
    for line in lines.splitlines():
        lemma, colon, forms = line.partition(":")
        lemma = lemma.strip()
        forms, _, apart = forms.partition("|")
        behind = spelt(apart.split()) if apart else ()
        # Most lines have words of one spelling alone.
        found = spelt(forms.split()) if marked or "ß" in forms or "'" in forms else forms.split()
        for form in found if colon else ():
            if behind:
                verbs.setdefault(form, lemma)
                particles.setdefault(form, set()).update(behind)
                for particle in behind:
                    separated[form, particle] = lemma
            elif form not in alone:
                verbs[form] = lemma
                alone.add(form)
    either = {form: frozenset(apart | {""} if form in alone else apart) for form, apart in particles.items()}
    return verbs, either, separated


def _entries(line: str) -> frozenset[str]:
    return frozenset(spelt(" ".join(entry.split()) for entry in line.split(",") if entry.strip()))


def spelt(words: Iterable[str]) -> list[str]:
    """The words, and those with "ß" as the Swiss spell them, and with an apostrophe as printers set it, too."""
    forms: list[str] = []
    for word in map(semitic.spelling, words):
        forms.append(word)
        if "ß" in word:
            forms.append(word.replace("ß", "ss"))
        if "'" in word:
            forms.append(word.replace("'", "’"))
    return forms


def guess_language(text: str) -> str:
    """The language whose small words are the most frequent at the beginning of a text; "" if none has any."""
    known = _function_words()
    scores: Counter[str] = Counter()
    for word, number in Counter(_WORD.findall(text[:_GUESS_FROM].lower())).items():
        for lang in known.get(word, ()):
            scores[lang] += number
    return max(sorted(scores), key=lambda lang: scores[lang], default="")


@lru_cache(maxsize=1)
def _function_words() -> dict[str, list[str]]:
    """The languages that each small word belongs to."""
    found: dict[str, list[str]] = {}
    for lang in languages():
        for word in lexicon(lang).function_words:
            found.setdefault(word, []).append(lang)
    return found


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that have a lexicon."""
    return tuple(sorted(path.stem for path in resource("lexicons").glob("*.toml")))
