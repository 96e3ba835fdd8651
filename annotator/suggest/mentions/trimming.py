"""What stands around somebody in languages without articles, and is a part of the phrase or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.patterns import late
from annotator.suggest.mentions.hungarian import without_objects
from annotator.suggest.mentions.phrases import Phrase

if TYPE_CHECKING:
    from annotator.suggest.mentions.mention import Mention
    from annotator.suggest.reading import Token

# How Slavic adjectives of a subject end; other nouns before it are objects: hledal příčiny obratu trenér Kačena.
_ADJECTIVES = {
    "pl": ("y", "i", "na", "ska", "cka", "dzka", "wa", "była", "ta", "sza", "ca", "kie", "ne", "we", "te"),
    "cs": ("ý", "í", "á", "é"),
    "sk": ("ý", "í", "á", "é", "lny", "lna", "vny", "vna", "lni", "vni"),
    "ru": ("ый", "ий", "ой", "ая", "яя", "ые", "кие", "гие", "хие", "шие", "щие"),
    "uk": ("ий", "ій", "ська", "цька", "ова", "ева", "на", "ські", "цькі", "ні", "ві"),
}
_NOUNS = frozenset("RMOT")
_DATIVE = ("ům", "ovi", "ám", "om", "ám", "iom", "ам", "ям", "ові", "еві", "єві", "у", "ю", "emu", "ej")
_OBLIQUE = {
    "pl": ("ę", "ą", "ami", "ach", "owi", "om"),
    "cs": ("ů", "ům", "ám", "ách", "ou", "ami", "ovi", "ích"),
    "sk": ("ov", "om", "ám", "ách", "ou", "ami", "ovi", "ých"),
    "ru": ("ую", "ю", "ами", "ями", "ах", "ях", "ов", "ых", "ого", "ему", "ому"),
    "uk": ("ую", "ю", "ами", "ями", "ах", "ях", "ів", "их", "ого", "ому", "ові"),
}
# Verbs of the past that stand behind a role as its genitive would: zarząd opublikował komunikat.
_VERB = {
    "pl": late(r"\w+(?:[aeiyę]ł[aoy]|szła|szedł|[aiy]li|[aiyąo]ł)"),
    "cs": late(r"\w+[aeiíuyě]l[aoi]?"),
    "sk": late(r"\w+[aeiíuyie]l[aoi]?"),
    "ru": late(r"\w+(?:[аеиыуя]ли|[аеиыуя]лся|лась|лось|лись)"),
    "uk": late(r"\w+(?:[аиіуюя]ли|лася|лися|вся|[уюа]вав|[аиіуюя]ла)"),
}
_SHORTEST_VERB = 6
_PARTICIPLE = late(r"[^\W\d_]{2,}(?:[yltdrnkşz][ea]n|ken|[dt][ıiuü][ğk][ıiuü]\w*|m[ıiuü]ş|[ea]rek)")
_FROM = {
    "pl": ("z", "ze"),
    "cs": ("z", "ze"),
    "sk": ("z", "zo"),
    "ru": ("из",),
    "uk": ("з", "із", "зі"),
    "hr": ("iz",),
    "sr": ("iz", "из"),
}
_INDONESIAN = frozenset(("id", "ms"))
_PLACE = late(r"[nO]{0,2}N+")
# The same word is "with" before the instrumental: z Anną, з Іваном.
_WITH = ("ą", "em", "im", "ym", "ami", "ом", "ем", "єм", "ою", "ею", "єю", "им", "ами", "ями")


def trimmed(phrase: Phrase, letters: str, words: list[Token], lang: str) -> Phrase:
    """The phrase without what is no part of it: objects before a role or a name, a verb behind a role."""
    if lang == "tr":
        return _without_participle(phrase, letters, words)
    if lang == "hu":
        return phrase if phrase.is_pronoun else without_objects(phrase, letters, words)
    if lang == "bg":
        return _without_noun(phrase, letters)
    if lang not in _ADJECTIVES:
        return phrase
    return _without_verb(_without_objects(phrase, letters, words, lang), letters, words, lang)


def _without_noun(phrase: Phrase, letters: str) -> Phrase:
    """Without the noun behind a role, which no case joins to it in Bulgarian: според синдикатите | заплатите."""
    if phrase.is_pronoun or letters[phrase.last - 1] != "n":
        return phrase
    end = phrase.last
    while end > phrase.first and letters[end - 1] == "n":
        end -= 1
    if end == phrase.first or end < phrase.head_end - len(phrase.head) or letters[end - 1] not in _NOUNS:
        return phrase
    head_end = min(phrase.head_end, end)
    return phrase._replace(last=end, head_end=head_end, head=phrase.head[: head_end - phrase.bare])


def _without_participle(phrase: Phrase, letters: str, words: list[Token]) -> Phrase:
    """Without the Turkish clause that tells of somebody: iki çocuğuyla yaşayan | Gülten Erdem."""
    if letters[phrase.first] != "n" or phrase.bare > phrase.first:
        return phrase
    verbs = (
        at for at in range(phrase.head_end - 2, phrase.first - 1, -1) if _PARTICIPLE.fullmatch(words[at].text)
    )
    last = next((at for at in verbs if letters[at] == "n"), -1)
    if last < 0:
        return phrase
    return phrase._replace(first=last + 1, bare=last + 1, head=phrase.head[last + 1 - phrase.first :])


def with_opening(phrase: Phrase, found: list[Mention], letters: str, words: list[Token], lang: str) -> Phrase:
    """The phrase with an adjective before it that begins the sentence: Opoziční poslankyně Jana Nová.

    That was taken for a name, and is the last of the mentions ``found``; it goes from there.
    """
    first = phrase.first - 1
    if lang not in _ADJECTIVES or first < 0 or letters[first] != "N" or letters[phrase.first] not in _NOUNS:
        return phrase
    begins = not first or letters[first - 1] in ".:q"
    if not begins or not words[first].low.endswith(_ADJECTIVES[lang]):
        return phrase
    if found and found[-1].last > first:
        if found[-1].first < first:
            return phrase
        found.pop()
    return phrase._replace(first=first, bare=first, head=f"n{phrase.head}")


def _without_verb(phrase: Phrase, letters: str, words: list[Token], lang: str) -> Phrase:
    if phrase.is_pronoun or letters[phrase.last - 1] != "n":
        return phrase
    verbs = (
        at
        for at in range(phrase.bare + 1, phrase.last)
        if letters[at] == "n" and len(words[at].low) >= _SHORTEST_VERB and _VERB[lang].fullmatch(words[at].low)
    )
    end = next(verbs, phrase.last)
    if end == phrase.last:
        return phrase
    head_end = min(phrase.head_end, end)
    return phrase._replace(last=end, head_end=head_end, head=phrase.head[: head_end - phrase.bare])


def _without_objects(phrase: Phrase, letters: str, words: list[Token], lang: str) -> Phrase:
    first = phrase.first
    if letters[first] != "n" or phrase.bare > first:
        return phrase
    noun = next((at for at in range(first, phrase.head_end) if letters[at] != "n"), phrase.head_end)
    if noun == phrase.head_end:
        return phrase
    for at in range(noun - 1, first - 1, -1):
        if _is_other(words[at].low, lang):
            cut = at + 1 - first  # namalowała | ilustratorka Maja Nowak, widzi sprawę | Towarzystwo Muzyczne
            phrase = phrase._replace(first=at + 1, bare=at + 1, head=phrase.head[cut:])
            first = at + 1
            break
    if letters[first] != "n":
        return phrase
    adjective = noun
    while adjective > first and words[adjective - 1].low.endswith(_ADJECTIVES[lang]):
        adjective -= 1
    # Right before a name it may be a role that has a case, or that no list knows: po slovech učitelky Nové, říká
    # učednice Nela; but řekl novinářům Petr Nový.
    before = letters[first - 1] if first else "."
    is_object = before in "q,-" or (before == "s" and words[first].low.endswith(_DATIVE))
    if adjective == first or not (is_object or letters[noun] in _NOUNS):
        return phrase
    return phrase._replace(first=adjective, bare=adjective, head=phrase.head[adjective - first :])


def _is_other(low: str, lang: str) -> bool:
    """Whether a word has the ending of a verb of the past, or of a case that no subject has."""
    return low.endswith(_OBLIQUE[lang]) or (len(low) >= _SHORTEST_VERB and _VERB[lang].fullmatch(low) is not None)


def is_object(phrase: Phrase, letters: str, words: list[Token], lang: str) -> bool:
    """Whether nouns behind an Indonesian verb are no subject, as one is in it or before: “…,” katanya singkat."""
    at = phrase.first - 1
    if lang not in _INDONESIAN or at < 0 or letters[at] != "s" or letters[phrase.first : phrase.last].strip("n"):
        return False
    return words[at].low.endswith("nya") or words[at].low.startswith(("me", "ber"))


def add_origin(mention: Mention, letters: str, words: list[Token], lang: str) -> None:
    """Takes in where somebody is from, if that has a name: Josef Král z Lipové, ekonomista z Instytutu Badań."""
    at = mention.last
    if mention.who != "person" or mention.oblique or at >= len(words) or words[at].low not in _FROM.get(lang, ()):
        return
    place = _PLACE.match(letters, at + 1)
    if place is not None and not words[place.end() - 1].low.endswith(_WITH):
        mention.last = place.end()
        mention.end = mention.core = words[place.end() - 1].end
