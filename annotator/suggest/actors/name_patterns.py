"""Names as news writes them: with a title, by first and last name, of organisations, acronyms.

German writes all nouns with capitals, so that two words in a row are a person's name there only if something
around them says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.core.lazily import lazily
from annotator.core.name_words import PARTICLES
from annotator.core.names import fold
from annotator.core.typography import is_function_word, word_set
from annotator.suggest.actors.kinds import is_organisation
from annotator.suggest.mentions import Mention, Parsed
from annotator.suggest.reading import Reading

_TITLED, _INTRODUCED, _PAIR, _ORGANISATION, _ACRONYM = 0.85, 0.8, 0.75, 0.7, 0.6
_NOUN_ENDS = (
    "ung", "heit", "keit", "schaft", "tion", "tät", "ismus", "nis", "tum", "ling", "ment", "ungen", "heiten",
    "keiten", "schaften", "tionen", "isse", "enz", "anz", "ik", "ur",
)  # fmt: skip
_ROLE_ENDS = ("in", "er", "ist", "ent", "ant", "eur", "loge", "or")
# A word at the beginning of a sentence that is an adjective before a noun, not a first name.
_ADJECTIVE_ENDS = (
    "ende", "ender", "endes", "iche", "icher", "iches", "ige", "iger", "iges", "ische", "ischer", "isches", "lose",
    "same", "bare", "ierte", "ierter", "iertes", "edene", "oste", "este", "ißte",
)  # fmt: skip
_NOT_ACTORS = word_set(
    "LKW PKW TV DVD CD PC EM WM BIP USB PDF DNA SMS GPS PS kWh HIV AIDS ABC FAQ IT KI AI UKW OK TNT"
)
_MARKS = frozenset('„“”"«»‚‘›‹')
_CAPITAL = re.compile(r" [A-ZÀ-Ý][\w-]*")
_ENDS = frozenset('.:!?…”“»"')
_WHERE = word_set("im am ins ans aufs")
_CONTRACTED = word_set("im am zum zur vom beim ins ans aufs")
_PLACES = word_set(
    "street road avenue lane square island islands bay river lake park airport bridge mountain mountains valley "
    "county city coast sea ocean beach isle isles peninsula strait channel gulf hill hills forest desert "
    "strasse platz insel inseln allee weg kuste rue place quai boulevard ile iles port plage"
)
_WITH = {
    "en": word_set("by with between against for of to from behind"),
    "fr": word_set("par avec contre pour entre de d' d’ à selon chez"),
}
_COUNTRIES = word_set("US USA UK UAE DRC UAE USSR GDR RDC URSS RDA")
_LONGEST = 200  # code points of a mention
_LONGEST_ACRONYM = 6
_MOST_CAPITALS = 0.6  # of a line's words; where there are more it is a heading in title case


class Named(NamedTuple):
    """A mention that names somebody for certain: where, what names and describes in it, and why."""

    start: int
    end: int
    name: str
    role: str
    kind: str | None
    gender: str
    score: float
    reason: str


def _is_alone(name: str) -> bool:
    """Whether a name is one word, or may be a genitive with what it has: "Ohlsens Rede"."""
    first, blank, _ = name.partition(" ")
    return not blank or first.endswith("s")


class _Alone:
    """Names of one word in an article, and the last words of its longer ones."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._every = [mention.name for mention in mentions if mention.name]

    @lazily
    def names(self) -> set[str]:
        return {name.partition(" ")[0] for name in self._every if _is_alone(name)}

    @lazily
    def surnames(self) -> set[str]:
        return {name.split()[-1] for name in self._every if " " in name}


def named(reading: Reading) -> Iterator[Named]:
    """The persons and organisations that the article names, in order."""
    parsed = reading.parsed
    alone = _Alone(parsed.mentions)
    headings = _headings(reading)
    for mention in parsed.mentions:
        if mention.kind == "pronoun" or mention.end - mention.bare > _LONGEST:
            continue
        if headings and reading.line_of(mention.start) in headings:
            continue
        found = _person(reading, parsed, mention, alone) or _organisation(reading, parsed, mention)
        if found is not None:
            yield found


def _headings(reading: Reading) -> set[int]:
    """The lines in title case or capitals, where capitals tell nothing."""
    if reading.lang == "de":
        return set()
    found = set()
    for n, (start, end) in enumerate(reading.lines):
        if reading.text[end - 1] in _ENDS:
            continue
        words = [token for token in reading.tokens_in(start, min(end, start + 300)) if token.is_word]
        if len(words) > 3 and sum(word.is_capital for word in words) > _MOST_CAPITALS * len(words):
            found.add(n)
    return found


def _person(reading: Reading, parsed: Parsed, mention: Mention, alone: _Alone) -> Named | None:
    if mention.kind != "name" or mention.who not in ("person", "") or not mention.name:
        return None
    text, name = reading.text, mention.name
    if not _MARKS.isdisjoint(name) or text[mention.bare - 1 : mention.bare] in _MARKS:
        return None
    at = text.find(name, mention.bare, mention.end)
    words = name.split()
    if at < 0:
        return None
    end = at + len(name)
    role = text[mention.bare : min(at, mention.core)].strip()
    begin = at if at >= mention.core else mention.bare
    if not role and reading.lang == "de" and len(words) > 2 and words[0].endswith(_ROLE_ENDS):
        role, words = words[0], words[1:]
        name = name.removeprefix(role).lstrip()
    if (
        is_function_word(words[0])
        or not (_is_namelike(words[0]) and _is_namelike(words[-1]))
        or fold(words[-1]) in _PLACES
    ):
        return None
    if begin == at and role and at >= mention.core:
        if len(words) < 2:
            return None  # "Polizisten, Fahnder, Lehrer"
        score, reason = _INTRODUCED, f"name after '{role},'"
    elif role:
        told = _has_role(parsed, mention, at) or name != mention.name
        if not told and (mention.start < mention.bare or len(words) < 2):
            return None
        score, reason = _TITLED if told else _INTRODUCED, f"name after '{role}'"
    elif len(words) < 2 or mention.start < mention.bare:
        return None
    elif mention.end > mention.core and mention.core == end:
        score, reason = _INTRODUCED, "name before what describes it"
    elif reading.lang != "de":
        score, reason = _PAIR, "first and last name"
    elif _is_german_name(parsed, mention, words, alone):
        score, reason = _PAIR, "first and last name, of one who speaks or comes again"
    else:
        return None
    return Named(begin, end, name, role, "person", mention.gender, score, reason)


def _has_role(parsed: Parsed, mention: Mention, name_at: int) -> bool:
    """Whether a word before the name is known as a title or role."""
    for n in range(mention.first, mention.last):
        if parsed.words[n].start >= name_at:
            break
        if parsed.letters[n] in "RT":
            return True
    return False


def _is_namelike(word: str) -> bool:
    return word[0].isupper() and (word.isalpha() or not any(char.isdigit() for char in word))


def _is_german_name(parsed: Parsed, mention: Mention, words: list[str], alone: _Alone) -> bool:
    """Whether two capitalised words are a person: one who speaks, or is called by the last one elsewhere."""
    first, last = words[0], words[-1]
    if first.lower().endswith((*_NOUN_ENDS, *_ADJECTIVE_ENDS)) or last.lower().endswith(_NOUN_ENDS):
        return False
    before = parsed.words[mention.first - 1].low if mention.first else ""
    if before in _CONTRACTED or before[:1].isdigit() or first.removesuffix("s") in alone.surnames:
        return False
    if not words[1][0].isupper():
        return False
    if last in alone.names or f"{last}s" in alone.names or last.removesuffix("s") in alone.names:
        return True
    beside = parsed.letters[mention.first - 1 : mention.first] + parsed.letters[mention.last : mention.last + 1]
    return "s" in beside and not mention.oblique


def _organisation(reading: Reading, parsed: Parsed, mention: Mention) -> Named | None:
    text = reading.text
    head = text[mention.bare : mention.head]
    words = head.split()
    if len(words) == 1:
        return _acronym(reading, parsed, mention, words[0])
    if mention.kind == "name" and mention.who == "organisation":
        name = mention.name
        at = text.find(name, mention.bare, mention.core)
        if at < 0 or not name[0].isupper() or not _MARKS.isdisjoint(name):
            return None
        if mention.first and parsed.words[mention.first - 1].low in _WHERE:
            return None  # where something is: "am Hafen Nord"
        name = _up_to_small_words(name)
        return Named(at, at + len(name), name, "", "organisation", "", _ORGANISATION, "name of an organisation")
    capitals = all(word[0].isupper() for word in words)
    if reading.lang != "de" and capitals and mention.kind == "nominal" and mention.start < mention.bare:
        end = mention.head
        while more := _CAPITAL.match(text, end):
            end = more.end()
        name = text[mention.bare : end]
        if last_word(name) in _PLACES:
            return None
        return Named(mention.bare, end, name, "", "organisation", "", _ORGANISATION, "name of an organisation")
    return None


def _up_to_small_words(name: str) -> str:
    """A name without what begins with a small word that leads to no other name: "NPR von seinen Kritikern"."""
    words = name.split(" ")
    if is_organisation(words[-1]):
        return name  # "Kestrel Bay council"
    end = next((n for n, word in enumerate(words) if word[:1].islower() and word not in PARTICLES), len(words))
    while end > 1 and words[end - 1][:1].islower():
        end -= 1
    return " ".join(words[:end]).rstrip()


def _acronym(reading: Reading, parsed: Parsed, mention: Mention, word: str) -> Named | None:
    if not (word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ACRONYM):
        return None
    if word in _NOT_ACTORS and (word, reading.lang) != ("PS", "fr"):
        return None
    if mention.oblique and not _is_beside_party(parsed, mention, word, reading.lang):
        return None  # "in den USA", "mit der SPD": who does something stands otherwise
    beside = parsed.letters[mention.first - 1 : mention.first] + parsed.letters[mention.last : mention.last + 1]
    if mention.start == mention.bare and "s" not in beside:
        return None
    if beside.strip(".,")[:1] == "O":
        return None
    return Named(mention.bare, mention.head, word, "", "organisation", "", _ACRONYM, "an acronym")


def _is_beside_party(parsed: Parsed, mention: Mention, word: str, lang: str) -> bool:
    """Whether an acronym stands behind a word by which English and French tell with or against whom, not where."""
    before = parsed.words[mention.first - 1].low if mention.first else ""
    if lang == "fr" and mention.start == mention.bare:
        return before in ("du", "au")
    return mention.start < mention.bare and lang in _WITH and before in _WITH[lang] and word not in _COUNTRIES


def last_word(name: str) -> str:
    """The folded last word of a name, by which news takes it up."""
    return fold(name.split()[-1])
