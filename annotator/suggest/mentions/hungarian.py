"""Case in Hungarian, which its nouns end with: what has one is no subject, and no part of one behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.core.patterns import late

if TYPE_CHECKING:
    from annotator.suggest.mentions.phrases import Phrase
    from annotator.suggest.reading import Token

# -nak, -nek; -nál; -ról, -ből, -tól; -hoz; -val, -kal; -ért; -ként: no nominative and few names end so.
_CASE = r"[^\W\d_][\w-]+(?:n[ae]k|n[áé]l|[rbt][óő]l|h[oeö]z|(?:v|bb|dd|kk|mm|nn|pp|rr|ss|tt|zz)[ae]l|ért|ként)"
# Shorter ones may end so by themselves: Pavel.
_OF_NAMES = late(rf"(?=.{{6}})(?:{_CASE}|[^\W\d_]{{3,}}b[ae]n)")
# Of other nouns also the accusative and where to and where: -ra, -ban, -ba, -on.
_OF_NOUNS = late(
    rf"{_CASE}|[^\W\d_]{{3,}}(?:(?<![zl])[oeöaáéó]t|[áé]st|[eaá]szt|ig|r[ae]|b[ae]n?|[áé]n|[bcdfghjklmnpqrstvz][oeö]n)"
)
_SOMEBODY = frozenset("RMON")
_HOW = late(r"[^\W\d_]{3,}v[ae]")  # nyilatkozva, remélve
_PARTICIPLE = late(r"[^\W\d_]{2,}(?:[óő]|ott|ett|ött|[lrn]t)")


def is_oblique(noun: Token, is_name: bool) -> bool:
    """Whether a noun has the ending of a case that no subject has."""
    if is_name:
        return _OF_NAMES.fullmatch(noun.low) is not None
    return _OF_NOUNS.fullmatch(noun.low) is not None


def without_objects(phrase: Phrase, letters: str, words: list[Token]) -> Phrase:
    """Without an object before somebody, a pályázatot | a bizottság; but: az ülést vezető elnök.

    Nor with what stands between them and the verb: az elnök | levélben írta meg.
    """
    end = phrase.head_end
    while end - 1 > phrase.bare and letters[end - 1] == "n" and is_oblique(words[end - 1], False):
        end -= 1
    if end < phrase.head_end == phrase.last and not _SOMEBODY.isdisjoint(letters[phrase.bare : end]):
        phrase = phrase._replace(last=end, head_end=end, head=phrase.head[: end - phrase.head_end])
    for at in range(phrase.head_end - 2, phrase.bare - 1, -1):
        if letters[at] not in "nNO" or _PARTICIPLE.fullmatch(words[at + 1].low):
            continue
        if not is_oblique(words[at], letters[at] != "n") and not _HOW.fullmatch(words[at].text):
            continue
        head = phrase.head[at + 1 - phrase.head_end :]
        return phrase._replace(first=at + 1, bare=at + 1, det="", head=head)
    return phrase
