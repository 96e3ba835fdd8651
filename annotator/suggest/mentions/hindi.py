"""Noun phrases of Hindi, which has no capitals, and puts behind a phrase what tells its part in the sentence.

The postposition "ने" behind who did something has the letter "e", "का", "के" and "की" between nouns "o"; others have
that of prepositions.
"""

from __future__ import annotations

from annotator.core.patterns import late
from annotator.core.typography import word_set
from annotator.suggest.lexicon import Lexicon
from annotator.suggest.mentions.caseless import without_light_verb
from annotator.suggest.mentions.phrases import Phrase

_OF = word_set("का के की")
_WHOSE = word_set(
    "उनका उनके उनकी उसका उसके उसकी इनका इनके इनकी इसका इसके इसकी मेरा मेरे मेरी हमारा हमारे हमारी जिनका जिनके जिनकी "
    "जिसका जिसके जिसकी"
)
_MALE = "का"
_OWN = word_set("अपना अपने अपनी")
_THESE = word_set("इस उस इन उन यह ये वह वे किसी कुछ कई सभी")
_AND = word_set("और तथा एवं व")
_ONE = "एक"
_SINGLE_MARKS = frozenset("'’‘")
_DOING = "वाल"
_NOUNS = frozenset("nRMOT0IN")
_WORD = "[nRMOT0IN]"
_LONGEST_INITIALS = 2  # letters: एस.के. निगम
_BEGINS = frozenset(".q,")
_CHUNK = (
    rf"d?{_WORD}(?:o?{_WORD}|od{_WORD}|q{_WORD}{{1,4}}q(?=[eoi{_WORD[1:-1]}])){{0,9}}"  # कंपनी 'प्राणवायु' ने
    r"(?:\([0n]{1,4}\))?"  # सुरेश (45) ने
)
_PHRASES = late(rf"(?P<phrase>{_CHUNK})(?P<is>e|o?s|uo?d?{_WORD}{{1,4}}e)?|(?P<pronoun>r)")


def in_hindi(low: list[str], letters: str, known: Lexicon) -> str:
    """The letters with what depends on the words beside a word."""
    after = known.after
    found = without_light_verb(low, letters, known)
    for at in range(len(found) - 1, -1, -1):
        word = low[at]
        behind = found[at + 1] if at + 1 < len(found) else ""
        if word in _SINGLE_MARKS:
            found[at] = "q"
        elif word.startswith(_DOING) and found[at - 1 : at] == ["b"]:
            found[at - 1] = "n"  # रखरखाव करने वाली कंपनी
        elif word == "ने":
            found[at] = "e"
        elif word in after:
            found[at] = "i"
        elif word in _OF and low[at + 1 : at + 2] == ["."] and behind == "n":
            found[at] = "n"  # आर. के. मिश्र
        elif word in _OF:
            small = at + 1
            while small < len(found) and found[small] in "xb":
                small += 1  # विपक्ष का यह भी कहना है
            told = behind in tuple("sdrq") or (word == _MALE and found[small : small + 1] == ["s"])
            found[at] = "o" if behind in _NOUNS or told else "i" if behind == "i" else "b"
        elif word in _WHOSE:
            told = behind == "s" or (at + 1 < len(low) and low[at + 1] in after)
            found[at] = "r" if told else "d" if behind in _NOUNS else "x"
        elif word in _OWN:
            found[at] = "d" if behind in _NOUNS else "x"
        elif word in _THESE and behind in _NOUNS:
            found[at] = "d"
        elif word in _AND:
            found[at] = "u"
        elif word == _ONE and behind in _NOUNS:
            found[at] = "0"
        elif word == "." and at and behind in _NOUNS and _is_short(low[at - 1]):
            found[at] = "n"
    return "".join(found)


def _is_short(word: str) -> bool:
    """Whether a word before a full stop, which ends no sentence, is a title or an initial: डॉ. नरेश."""
    return len(word.rpartition(".")[2]) <= _LONGEST_INITIALS


def hindi(letters: str, lo: int, hi: int) -> list[Phrase]:
    """The noun phrases of the words from ``lo`` to ``hi``."""
    found = []
    at = lo
    while (match := _PHRASES.search(letters, at, hi)) is not None:
        if match["pronoun"]:
            first, last = match.span()
            found.append(Phrase(first, first, last, last, "", "r", True))
            at = last
            continue
        first, last = match.span("phrase")
        at = last
        head = _head(letters[first:last], bool(match["is"]))
        begins = first == lo or letters[first - 1] in _BEGINS
        if head == "n" and letters[max(lo, first - 2) : first] == "sb" and letters[last : last + 1] in (".", ""):
            head = "R"  # कहती हैं पुष्पा देवी
        if match["is"] or head != "n" or letters[last : last + 1] == "i" or begins:
            found.append(
                Phrase(first, first, last, last, "", head + "R" * (last - first - 1) if head != "n" else "n")
            )
    return found


def _head(phrase: str, speaks: bool) -> str:
    """The letter of the noun that a phrase is about, which is the last one: of a ministry's spokesman his."""
    last = phrase.rpartition("o")[2]
    known = next((letter for letter in reversed(last) if letter in "RMO"), "n")
    return "R" if known == "n" and speaks else known
