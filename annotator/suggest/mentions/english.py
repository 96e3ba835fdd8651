"""What English words do in a noun phrase by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from annotator.core.typography import word_set

if TYPE_CHECKING:
    from annotator.suggest.reading import Token

_NUMBERS = re.compile(r"(?<=0),(?=0)|R(?=[nRMN])")
_ALONE = re.compile(r"d(?=x?[sb])|(?<=s)d(?=[.,:q-])|(?<=i)d(?=,)|(?:\A|(?<=[.:q]))d(?=,)")
_COUNT = re.compile(r"(?<=o)d(?=[,.:q)r])")
_COUNTED = re.compile(r"(?<=d)d(?=[naRM])")
_NAMED = re.compile(r"(?<=[RsT])x(?=N)|(?<=d)x(?=[naRMO])")
_NOUN = re.compile(r"(?<=[dK]n)s(?=[bsioxq.,])|(?<=[dK][RO])s(?=b)")
_PLURAL = re.compile(r"(?:(?<=[,.q(:])|\A)(?:[na]n|n)(?=x?s)")
_ORDINALS = word_set("first second third last next")
_COUNTS = word_set("two three four five six seven eight nine ten")  # "a mother of three"
_THINGS = word_set("forecast phone text post pen email message order address object rate label brand offer")
_SOMEBODY = word_set("one another others some many both several most all few each two three four five")
# "neighbours Ann and Tom Hale", "President Hale's spokesman", "a 90-page report", "Saltmere College used X-rays"
_SHAPES = re.compile(r"M(?=N{1,3}uN)|R(?=K[RM])|(?<=d0)s|(?<=[NO])y(?=[NO])")
_SAYS = re.compile(r"[xb]{0,3}s")
_SAY_PLURAL = re.compile(r"[nUMRO][xb]{0,2}s")
_THEMSELVES = word_set("himself herself itself themselves")
_MORE = word_set("earlier later more")
_MODIFIERS = word_set("official expert police state fire appeals")
_NOUNS = frozenset("nURMON")
_MODIFIED = frozenset("TRMOUNSno")
_WATCHED = _ORDINALS | _THEMSELVES | _MORE | _MODIFIERS | {"that", "no"}


def in_english(words: list[Token], low: list[str], letters: str, nouns: Collection[str]) -> str:
    """The letters of an English text with those told that depend on the words beside a word.

    The comma of "4,000" is a number, too, and so is "56-year-old" before a noun; in "another said" and "shrugged
    one" a determiner stands for somebody; "her new phone rang" has a noun; a plural that begins a clause before a
    verb of speech tells of people: "investigators said".
    """
    letters = _by_word(words, low, _by_shape(words, letters))
    found = list(letters)
    for match in _NUMBERS.finditer(letters):
        at = match.start()
        here, after = words[at : at + 2]
        glued = letters[at] == "," and words[at - 1].end == here.start and here.end == after.start
        if glued or here.low.endswith("-year-old"):
            found[at] = "0"
    for match in _COUNT.finditer(letters):
        if words[match.start()].low in _COUNTS:
            found[match.start()] = "0"
    for match in _COUNTED.finditer(letters):
        if words[match.start()].low in _COUNTS:
            found[match.start()] = "0"  # "the two dissenters"
    for match in _NAMED.finditer(letters):
        word = words[match.start()]
        if word.is_capital and not word.low.endswith("day"):
            found[match.start()] = "N"  # "said June Hadley"
        elif word.low in _ORDINALS or word.low == "then":
            found[match.start()] = "0"  # "a second official"
    for match in _ALONE.finditer(letters):
        at = match.start()
        if words[at].low == "her" and letters[at + 1] == ",":
            found[at] = "r"  # "according to her, it rained"
        elif words[at].low in _SOMEBODY and (letters[at + 1] != "s" or words[at + 1].low not in nouns):
            found[at] = "r"
    for match in _NOUN.finditer(letters):
        at = match.start()
        if words[at].low in nouns or words[at].low in _THINGS:
            found[at] = "n"
    for match in _PLURAL.finditer(letters):
        noun = low[match.end() - 1]
        if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 4:
            found[match.end() - 1] = "M"
    return "".join(found)


def _by_shape(words: list[Token], letters: str) -> str:
    """The letters with those told that the letters beside them tell."""
    for match in _SHAPES.finditer(letters):
        at, letter = match.start(), ""
        if letters[at] == "M":
            letter = "R"
        elif letters[at] == "y":
            letter = "x"
        elif letters[at] == "s":
            letter = "n" if "-" in words[at - 1].text else ""
        elif words[at].is_capital:
            letter = "N"
        if letter:
            letters = f"{letters[:at]}{letter}{letters[at + 1 :]}"
    return letters


def _by_word(words: list[Token], low: list[str], letters: str) -> str:
    """The letters with those told that words of many uses have."""
    for at in [at for at, word in enumerate(low) if word in _WATCHED]:
        letter = _letter(words, letters, at)
        if letter:
            letters = f"{letters[:at]}{letter}{letters[at + 1 :]}"
    return letters


def _letter(words: list[Token], letters: str, at: int) -> str:
    """What a word is beside others; "" where they tell nothing of it."""
    low, here = words[at].low, letters[at]
    before, behind = letters[at - 1 : at] if at else "", letters[at + 1 : at + 2]
    if low == "that":
        # "a report that said"; but "a sign that read" tells of who holds it
        if here != "d" or before not in _NOUNS or _SAYS.match(letters, at + 1) is None:
            return ""
        return "x" if words[at + 1].low not in ("read", "reads") else ""
    if low == "no":
        numbered = words[at].text == "No" and letters[at + 1 : at + 3].lstrip(".")[:1] == "0"
        return "N" if numbered and here == "x" else ""  # "a No 10 source"
    if low in _ORDINALS:
        return "R" if here == "x" and before == "d" and _SAYS.match(letters, at + 1) else ""  # "a third said"
    if low in _THEMSELVES:
        own = here == "r" and before in _NOUNS
        return "x" if own and _SAYS.match(letters, at + 1) else ""  # "Ohlsen himself said"
    if low in _MORE:
        begins = here == "x" and before in ("", ".", ":", ",")
        return "d" if begins and _SAY_PLURAL.match(letters, at + 1) else ""  # "Earlier studies suggest"
    if here == "M":
        return "O" if low == "police" and behind == "R" else ""  # "state police spokesman Tom Hale"
    if here == "R":
        return "n" if behind in ("n", "U") else ""  # "official figures"
    if here == "S":
        return "n" if behind in _NOUNS - {"N"} else ""  # "Fire officials"
    if here != "s" or behind not in _MODIFIED:
        return ""
    if low == "appeals":
        return "n" if behind == "O" else ""  # "an appeals court"
    # "said state Sen. Gwen Tregarth", but "court documents state Ohlsen knew"
    told = before in ("n", "M", "U", "R") and words[at - 1].low.endswith("s")
    return "" if told else "n"
