"""What mentions in German need beside patterns: pronouns that look like articles, "von" of surnames, gender."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.suggest.mentions.mention import Mention
    from annotator.suggest.reading import Token

_NO_NOUN = re.compile(r"[ed](?=[bsixr.,:q])")
_THIS = frozenset(("dieser", "diese", "jener"))
_REGISTERED = re.compile(r"[^.]\.I\.")
_BECAME = frozenset(("wurde", "wurden", "wird", "werden", "werde", "würde", "worden"))
_VON_REACH = 12  # words before "von" in which "wurde" tells that somebody does something by it
FEMININE = ("in", "ung", "heit", "keit", "schaft", "tion", "tät", "ei", "enz", "frau", "innen")
# More nouns with which "der" is no article of a subject: "sagte der Stadt Hilfe zu".
FEMININE_NOUNS = (
    *("sion", "union", "stadt", "firma", "gemeinde", "bank", "gruppe", "behörde", "kammer", "armee", "presse"),
    *("justiz", "klinik", "kirche", "schule"),
)
NOT_FEMININE = ("ein", "zin", "min")  # der Verein, das Magazin, der Termin


def in_german(words: list[Token], letters: str) -> str:
    """The letters with "dieser" as a pronoun where no noun follows it, and "e. V." as a part of a name."""
    found = [match.start() for match in _NO_NOUN.finditer(letters) if words[match.start()].low in _THIS]
    if found:
        changed = list(letters)
        for at in found:
            changed[at] = "r"
        letters = "".join(changed)
    for match in _REGISTERED.finditer(letters):
        at = match.start()
        if words[at].text == "e" and words[at + 2].text == "V":
            letters = f"{letters[:at]}NNNN{letters[at + 4 :]}"
    return letters


def add_von(found: list[Mention], words: list[Token], letters: str, text: str) -> None:
    """Takes "von" to surnames that have it elsewhere in the article: "sagte von Wrede", "so von der Aue"."""
    surnames = {mention.name.partition(" von ")[2] for mention in found if " von " in mention.name}
    for mention in found if surnames else ():
        first = mention.first - 1
        surname = text[words[first].start : mention.end] if first > 0 else ""
        if surname[:4].lower() != "von " or surname[4:] not in surnames:
            continue
        is_agent = any(word.low in _BECAME for word in words[max(0, first - _VON_REACH) : first])
        if letters[first - 1] in "sq,.:bux" and not is_agent:
            mention.start = mention.bare = mention.named = words[first].start
            mention.kind, mention.name, mention.first, mention.oblique = "name", surname, first, False
