"""What names look like in German, English and French news: titles, roles, particles, genitives, pronouns.

Made for comparing and proposing; nothing here changes a stored text. No function raises an error on any text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from annotator.core.models import Actor
from annotator.core.name_words import (
    AFFIXED,
    AFTER_ROLE,
    AGE,
    ANYONE,
    ARTICLES,
    COMMON_NOUNS,
    COMPOUND_ROLES,
    ELISION,
    MANY,
    ONE_PERSON,
    ONE_THING,
    OPENING_PARTICLES,
    PARTICLES,
    ROLES,
    SUFFIXES,
    SURNAMES,
    TITLES,
)
from annotator.core.word_cache import WordCache

# Letters that Unicode does not take apart, in the writing that German, English and French use for them.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("’ʼ‘`´", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
)
_OUTSIDE = " \t\n\"'„“”‚‘’«»‹›()[]{}.,;:!?…–—-"
_OPENING_MARKS = _OUTSIDE.replace("'", "").replace("’", "") + "‘'"
_LONGEST_KEPT = 64  # code points of a text whose folded form and words are kept
_NOT_WORD = re.compile(r"[^\w]+")
_POSSESSIVE = re.compile(r"['’ʼ][sS]?\Z")
_AFTER_ROLE = AFTER_ROLE | {"a", "d"}
_ALL_KINDS = frozenset(("person", "organisation", "group", "place", "document", "other"))


@dataclass(frozen=True, slots=True)
class Parts:
    """A mention taken apart: ``role`` is what describes (titles, too), ``name`` what names. Each may be empty."""

    role: str
    name: str


def fold(text: str) -> str:
    """The text for comparing: small letters, no diacritics, plain apostrophes and hyphens, single blanks."""
    return _FOLDED[text] if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
        text = "".join([c for c in text if not unicodedata.combining(c)])
    text = text.lower()
    return text if text.isalnum() else " ".join(text.split())


_FOLDED = WordCache(_fold)


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, cut at hyphens, apostrophes and full stops as well."""
    return _WORDS[name] if len(name) <= _LONGEST_KEPT else _words(name)


def _words(name: str) -> tuple[str, ...]:
    return tuple([word for word in _NOT_WORD.split(fold(name)) if word])


_WORDS = WordCache(_words)


@lru_cache(maxsize=65536)
def core_words(name: str) -> tuple[str, ...]:
    """The folded words that tell a name from others, without titles, particles and "Jr.", at least one.

    "Prof. Dr. Ursula von der Leyen" gives ("ursula", "leyen"), "Baschar al-Assad" ("baschar", "assad").
    """
    every = words_of(name)
    words = [AFFIXED.sub("", word, count=1) for word in fold(name).split()]
    kept = [
        part
        for word in words
        if not (_is_title(word) or word in PARTICLES or word.strip(".") in SUFFIXES)
        for part in _NOT_WORD.split(word)
        if part
    ]
    return tuple(kept) or every


def is_pronoun(text: str) -> bool:
    """Whether the text is a pronoun of German, English or French, which stands for someone named elsewhere."""
    word = _bare(text)
    return word in ONE_PERSON or word in ONE_THING or word in MANY or word in ANYONE


def pronoun_kinds(text: str) -> frozenset[str]:
    """The kinds of actors that a pronoun may stand for: "er" for a person, "they" for anything but a document.

    Empty where the text is no pronoun.
    """
    word = _bare(text)
    if word in ANYONE:
        return _ALL_KINDS
    if word in ONE_PERSON:
        return frozenset(("person",))
    if word in ONE_THING:
        return _ALL_KINDS - {"person"}
    return _ALL_KINDS - {"document"} if word in MANY else frozenset()


def is_name(text: str) -> bool:
    """Whether the text names someone: no pronoun, and not a title or description alone ("der Präsident")."""
    return bool(split_mention(text).name)


@lru_cache(maxsize=4096)
def split_mention(text: str) -> Parts:
    """Takes a mention apart: "Putin-Berater Juri Uschakow" is the role "Putin-Berater", the name "Juri Uschakow".

    What follows a comma describes ("Juri Uschakow, Berater des Präsidenten"), unless it alone names.
    """
    text = " ".join(text.split())
    if not text or is_pronoun(text):
        return Parts("", "")
    left, comma, right = text.partition(",")
    if comma:
        first, second = _split_phrase(left), _split_phrase(right)
        if first.name or not second.name:
            tail = _strip(right)
            return Parts(", ".join(part for part in (first.role, tail) if part), first.name)
        return Parts(", ".join(part for part in (_strip(left), second.role) if part), second.name)
    return _split_phrase(text)


def _split_phrase(text: str) -> Parts:
    words = _strip(text).split()
    lead = 0
    while lead < len(words) and fold(words[lead]) in ARTICLES and not _is_capital_article(words, lead):
        lead += 1
    words = words[lead:]
    if words and (elided := ELISION.match(words[0])) and _is_namey(words[0][elided.end() :]):
        words[0] = words[0][elided.end() :]
    if not words:
        return Parts("", "")
    last_role = _last_role(words)
    if last_role is None:
        start = 0 if _begins_name(words) else _run_start(words)
    else:
        start = last_role + 1 + _name_after_role(words[last_role + 1 :])
    name = words[start:]
    if not name or not any(_is_namey(word) for word in name) or _is_common(name):
        return Parts(" ".join(words), "")
    return Parts(" ".join(words[:start]), _trim_end(" ".join(name)))


def _is_capital_article(words: list[str], at: int) -> bool:
    """Within a text only a name's article ("Der La Plata") has a capital; at its start nobody can tell."""
    return at > 0 and words[at][:1].isupper()


def _last_role(words: list[str]) -> int | None:
    """The place of the last word that is a title or role rather than part of a name."""
    for at in range(len(words) - 1, -1, -1):
        if not _is_role(words, at):
            continue
        is_last = at == len(words) - 1
        before = words[at - 1] if at else ""
        bare = fold(words[at]).strip(".") if is_last and before else ""
        if bare in SURNAMES or bare in ROLES:
            named = _is_namey(before) and not before.isupper() and not _is_role(words, at - 1)
            surname = fold(words[at]) in SURNAMES and _is_role(words, at - 1)
            # "Gerhard Richter" and "Frau Richter", but "der neue Präsident" and "US Präsident".
            if named or surname:
                continue
        return at
    return None


def _is_role(words: list[str], at: int) -> bool:
    word = fold(words[at])
    bare = word.strip(".")
    if bare == "m" and word == "m.":
        # French for Mr, unless it is an initial: "M. Night Shyamalan".
        return at == 0 and len(words) == 2
    if _is_title(word):
        return True
    last = bare.rsplit("-", 1)[-1] if "porte-parole" not in bare else bare
    if not last or (words[at][:1].islower() and last not in ROLES):
        return False
    return any(stem in ROLES or stem.endswith(COMPOUND_ROLES) for stem in _role_stems(last))


def _role_stems(word: str) -> tuple[str, ...]:
    stems = [word]
    for end in ("s", "es", "n", "en", "in", "innen", "e", "er"):
        if word.endswith(end) and len(word) > len(end) + 3:
            stems.append(word[: -len(end)])
    return tuple(stems)


def _is_title(word: str) -> bool:
    return word.replace(".", "") in TITLES


def _begins_name(words: list[str]) -> bool:
    first = words[0]
    return _is_namey(first) or (fold(first) in OPENING_PARTICLES and len(words) > 1 and _is_namey(words[1]))


def _name_after_role(words: list[str]) -> int:
    """Where the name begins among the words after a role; their number where none does."""
    skip = 0
    while skip < len(words) and fold(words[skip]).replace(".", "").strip("()") in _AFTER_ROLE:
        if _is_namey(words[skip]) and "." not in words[skip]:
            break
        skip += 1
    rest = words[skip:]
    if not rest:
        return len(words)
    if all(_is_namey(word) for word in rest):
        return skip
    run = _run_start(rest)
    names = len([word for word in rest[run:] if _is_namey(word)])
    if fold(rest[0]) in OPENING_PARTICLES and names == 1 and run <= 2 and _are_particles(rest[:run]):
        return skip  # "Kommissionschefin von der Leyen"
    if _is_namey(rest[0]):
        return skip  # "Kanzler Konrad von Ohlsen"
    # "Vorsitzender der Küstenpartei Enno Brodersen": after the thing whose role it is, a name of two words.
    return len(words) - 2 if names >= 3 else len(words)


def _are_particles(words: list[str]) -> bool:
    return all(fold(word) in PARTICLES for word in words)


def _run_start(words: list[str]) -> int:
    """Where the run of name words at the end begins, particles between them included."""
    start = at = len(words)
    while at:
        word = words[at - 1]
        if _is_namey(word):
            start = at - 1
        elif fold(word) not in PARTICLES or start == len(words):
            break
        at -= 1
    return start


def _is_namey(word: str) -> bool:
    """Whether a word is written as those of names are: with a capital, or in letters that have none."""
    inner = AFFIXED.sub("", ELISION.sub("", word, count=1), count=1)
    for char in inner:
        if char.isalpha():
            return not char.islower()
    return False


def _is_common(words: list[str]) -> bool:
    """Whether German nouns alone are left, of which none names anybody, or an age ("die 66-Jährige")."""
    return all(
        AGE.match(word)
        or any(stem in COMMON_NOUNS for stem in _role_stems(fold(word).rsplit("-", 1)[-1]))
        or not _is_namey(word)
        for word in words
    )


@lru_cache(maxsize=4096)
def base_forms(text: str) -> tuple[str, ...]:
    """What the mention may be called in a register, the likeliest first: as it is, its name, and that uninflected.

    "Uschakows" also gives "Uschakow", "des Weißen Hauses" also "Weißes Haus". Empty for a blank text.
    """
    whole = " ".join(text.split())
    if not whole:
        return ()
    name = split_mention(text).name or _strip(whole)
    forms = [whole, name]
    has_article = fold(whole.split()[0]) in ARTICLES
    left, comma, right = whole.partition(",")
    if comma and _is_namey(left.strip()) and _is_namey(right.strip()) and len(right.split()) == 1:
        forms.append(f"{right.strip()} {left.strip()}")  # as lists write it: "Uschakow, Juri"
    *before, last = name.split() or [name]
    for ending in (last, *_uninflected(last)):
        forms.append(" ".join((*before, ending)))
        if has_article and before and before[-1].endswith("en") and len(before[-1]) > 4:
            # The adjective in it: "dem Auswärtigen Amt", "des Weißen Hauses".
            stem = before[-1][:-2]
            forms += [" ".join((*before[:-1], stem + end, ending)) for end in ("es", "er", "e")]
    return tuple(dict.fromkeys(form for form in forms if form.strip()))


def _uninflected(word: str) -> list[str]:
    """The word without the ending of a genitive, most likely first."""
    if match := _POSSESSIVE.search(word):
        return [word[: match.start()]] if match.start() else []
    found = []
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        found.append(word[:-1])
        if word.endswith("es") and len(word) > 5:
            found.append(word[:-2])
            if word.endswith("ses"):
                found.append(word[:-2])
    if word.endswith("en") and fold(word[:-2]).rsplit("-", 1)[-1].endswith(COMPOUND_ROLES):
        found.append(word[:-2])
    return found


def alias_from(text: str, actor: Actor) -> str | None:
    """The alias that a mention teaches: its name in the uninflected form, None where the actor has it already.

    "Uschakows" teaches "Uschakow" to an actor "Juri Uschakow"; pronouns and descriptions teach nothing.
    """
    name = split_mention(text).name
    if not name:
        return None
    known = (actor.name, *actor.aliases)
    folded = {fold(entry) for entry in known}
    forms = [form for form in base_forms(name) if is_name(form)]
    if not forms or any(fold(form) in folded for form in forms):
        return None
    words = {word for entry in known for word in fold(entry).split()}
    return next((form for form in forms if set(fold(form).split()) <= words), forms[0])


def _bare(text: str) -> str:
    return fold(text).strip(_OUTSIDE).replace("-", "").replace("'", "")


def _strip(text: str) -> str:
    return _trim_end(text.strip().lstrip(_OPENING_MARKS))


def _trim_end(text: str) -> str:
    """Without the marks at its end, but with the apostrophe of a genitive and the stop of an initial."""
    end = text.rstrip(_OUTSIDE)
    rest = text[len(end) :]
    if rest[:1] in ("'", "’") and end[-1:].lower() in "sxzßc" and "‘" not in text and not text.startswith("'"):
        return end + rest[0]
    *_, last = end.split() or [""]
    return end + "." if rest[:1] == "." and 0 < len(last) <= 2 else end
