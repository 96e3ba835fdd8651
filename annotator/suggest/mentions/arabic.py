"""What the beginnings and ends of Arabic words tell, and where a subject ends before an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.lexicon import Lexicon
from annotator.suggest.mentions.prefixes import LEAST, TO, owned
from annotator.suggest.mentions.semitic_words import (
    ADJECTIVES,
    BEFORE_NOUNS,
    BEFORE_VERBS,
    BESIDE,
    COUNTED,
    EACH,
    HEARERS,
    LIKE_NOUNS,
    NAMED_WITH,
    NAMES_LIKE_OWNED,
    SHOWN,
    UNNAMED,
    WHOLE,
    WISHED,
    WITH_BY,
    WITH_OBJECT,
)
from annotator.suggest.quotes.words import KINDS

if TYPE_CHECKING:
    from annotator.suggest.reading import Token

_TANWIN = ("\u064b", "\u064bا")  # end adverbs and objects: قائلاً, أمراً
_THE = ("ال", "وال")
_WITH_ARTICLE = ("لل", "بال", "كال")
_HERS = ("ه", "ها", "هم", "هما")
_LONGER = 4  # letters of a word that begins so
_RELATION = ("ي", "ية")  # end adjectives of origin and field: الفرنسي, الخارجية
_TOPIC = "أما"


def in_arabic(words: list[Token], low: list[str], found: list[str], known: Lexicon) -> None:
    """Changes the letters of unknown words, of verbs that are none, of what begins an object."""
    letters = "".join(found)
    verbs = [at for at, letter in enumerate(letters) if letter in "sS"]
    for at in verbs:
        if at and low[at - 1] in BEFORE_NOUNS:
            found[at] = "n"
    unlisted = []
    for at, letter in enumerate(letters):
        if low[at] == "من" and at and low[at - 1] in EACH:
            found[at] = "x"
        elif letter == "n" and at and low[at - 1] in BEFORE_VERBS:
            found[at] = "b"
        elif low[at] in WISHED and letters[at - 1 : at] == "," and low[at + 1 : at + 2] and low[at + 1] in UNNAMED:
            found[at] = "x"  # …، رفض ذكر اسمه، …
        elif low[at] in SHOWN:
            found[at] = "i" if at and found[at - 1] == "i" else "n"
        elif letter == "n" and _is_beside(low, letters, at):
            found[at] = "x"
        elif letter == "n" and low[at][0].isalpha():
            found[at] = _letter(words[at].text, low[at], known, at > 0 and found[at - 1] in "nRMO")
            if found[at] == "n" and (_is_verb(low, letters, at) or _is_topic_done(low, letters, at)):
                found[at] = "b"
                unlisted.append(at)
    for at in (*unlisted, *(at for at in verbs if known.verbs.get(low[at]) in WITH_OBJECT)):
        cut = _object(low, found, at + 1)
        if cut:
            found[cut] = "x"
    for at in verbs:
        if known.verbs.get(low[at]) in WITH_BY and (by := _by(low, found, at + 2)):
            found[by] = "i"
    for at in range(1, len(found)):
        if found[at] == "n" and found[at - 1] not in "nRMO" and low[at].startswith("لل"):
            found[at] = "i"


def _by(low: list[str], letters: list[str], at: int) -> int:
    """Where the complement begins that a verb has with "by": طالبت المنظمة بفتح تحقيق; 0 where none is found."""
    while at < len(low) and letters[at] in "nRMOq":
        if letters[at] == "n" and low[at][0] == "ب" and len(low[at]) > LEAST and low[at] not in WHOLE:
            return at
        at += 1
    return 0


def _letter(text: str, low: str, known: Lexicon, follows_noun: bool) -> str:
    if owned(low, known) and low not in NAMES_LIKE_OWNED:
        return "R"
    if text.endswith(_TANWIN):
        return "x"
    if len(low) > _LONGER and low.startswith(_WITH_ARTICLE):
        is_whose = low.startswith("لل") and follows_noun and low.removeprefix("لل") not in HEARERS
        return "n" if is_whose else "i"  # الأمين العام للحزب
    if low[0] in TO["ar"] and (low[1:] in known.nouns or low[1:] in KINDS):
        return "i"  # بتصريحات, برواية
    is_to = len(low) > LEAST and low[0] == "ل" and low not in WHOLE and low[1:] not in COUNTED
    return "i" if is_to else "n"


def _is_beside(low: list[str], letters: str, at: int) -> bool:
    """Whether a word has the accusative of a participle or predicate: …، مكتفيا بالقول; بدا المدرب سعيدا."""
    word = low[at]
    if not word.endswith("ا") or word.endswith(_HERS) or len(word) <= LEAST or at == 0:
        return False
    if letters[at - 1] == ",":
        return word.startswith("م") or word in BESIDE
    return letters[at + 1 : at + 2] not in tuple("nRMO") and low[at - 1].startswith(_THE)


def _is_verb(low: list[str], letters: str, at: int) -> bool:
    """Whether a word that begins a clause before a role is a verb that no lexicon has: واستقبل الوزير."""
    if low[at].startswith("و") and letters[at + 1 : at + 2] == "s" and low[at + 1].endswith(("ا", "ة")):
        return at == 0 or letters[at - 1] in ".:"  # ومضى قائلا
    if letters[at + 1 : at + 2] not in ("R", "M", "O"):
        return False
    if low[at].startswith(_THE) and low[at] not in LIKE_NOUNS:
        return False
    before = at
    if at and letters[at - 1] == "n" and low[at - 1].startswith(_THE):
        while before and letters[before - 1] in "nO":
            before -= 1
        if before == 0 or letters[before - 1] != "i":
            return False
        before -= 1  # وفي القاعة جلست الوزيرة
    return before == 0 or letters[before - 1] in ".,:x"


def _is_topic_done(low: list[str], letters: str, at: int) -> bool:
    """Whether a word that begins with "so" is the verb behind a topic: أما هالة فاكتفت بالقول."""
    if not low[at].startswith("ف") or letters[at + 1 : at + 2] not in tuple("isxjbRMO"):
        return False
    begin = at - 1
    while begin > 0 and letters[begin] in "nRMO":
        begin -= 1
    return 0 <= begin < at - 1 and low[begin].endswith(_TOPIC)


def _object(low: list[str], letters: list[str], at: int) -> int:
    """Where the object begins behind the subject of an Arabic verb that has one; 0 where none is found.

    A role ends with the first word that has the article and its adjectives, a name with its second word; one of a
    word is known by another place that the article names it in.
    """
    end = at
    while end < len(low) and letters[end] in "nRMO":
        end += 1
    if at >= end:
        return 0
    owned_at = next((n for n in range(at + 1, end) if _is_owned(low, n, end)), end)
    n = at
    is_named = letters[at] == "n" and _is_elsewhere(low, at)
    more = any(not word.startswith("ال") for word in low[at + 1 : end])
    if letters[n] in "RMO" or (low[n].startswith("ال") and more and not is_named):
        n = _role_end(low, n, end)
        if n < end and low[n].startswith("ال"):
            return min(n, owned_at)
    elif low[n].startswith("ال") or is_named:
        return n + 1 if n + 1 < end else 0
    for _ in range(2):
        if n < end and low[n] in NAMED_WITH:
            n += 1
        n += 1
    cut = min(n if n < end and low[n].startswith("ال") else owned_at, owned_at)
    return cut if cut < end else 0


def _role_end(low: list[str], n: int, end: int) -> int:
    """Behind a role with whose it is and its adjectives: الأمين العام للاتحاد."""
    while n < end and not low[n].startswith("ال"):
        n += 1
    n += 1
    while n < end and (
        low[n].startswith("لل")
        or (low[n].startswith("ال") and (low[n].endswith(_RELATION) or low[n] in ADJECTIVES))
    ):
        n += 1
    return n


def _is_elsewhere(low: list[str], at: int) -> bool:
    """Whether a word stands elsewhere with another word behind it, as a surname mentioned again does."""
    others = (n for n, word in enumerate(low) if word == low[at] and n != at)
    return any(low[n + 1 : n + 2] != low[at + 1 : at + 2] for n in others)


def _is_owned(low: list[str], n: int, end: int) -> bool:
    """Whether an Arabic word ends with whose it is, as few names do, and ends a phrase: حكايته, أسفها الشديد."""
    word = low[n]
    if len(word) <= LEAST or not word.endswith(_HERS) or word in NAMES_LIKE_OWNED:
        return False
    return n + 1 == end or low[n + 1].startswith(("ال", "لل"))
