"""Noun phrases, found by patterns over the letters that the words of a text have (word_classes.py)."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.core.patterns import late

# German: capitals tell nouns. A phrase goes on with genitives, "von …", "für …" and a party in brackets.
_CAP = r"(?:[NRMOCU]|T\.?|I\.)"
_CAPS = rf"{_CAP}(?:(?:p+|(?<=[NI.])v[em]?(?=N)|-u|u(?:(?<=Ru)(?=R,?N)|(?<=O[NC]u)(?=[NCO]\([NO]\))))?{_CAP})*"
_QUOTED = r"q[NOCI]{1,4}q"
_ADJ = r"(?:x?[0a])*"
_PARTICIPLE = r"(?:i[dm]?[0a]*[NROC]{1,3}a)?"
_GERMAN = late(
    rf"(?P<det>[demg]|N(?=a[0a]*R))?(?P<adj>(?(det){_PARTICIPLE}{_ADJ}))(?P<caps>{_CAPS}|(?(det){_QUOTED}|(?!)))(?P<app>(?<=[OC]){_QUOTED})?"
    rf"(?P<tail>(?:(?:g{_ADJ}{_CAPS}|(?<=[RMOCU])(?:e|v[dem]?){_ADJ}{_CAPS}(?:0N)?)(?:[eg]{_ADJ}{_CAPS})*"
    rf"(?:f[dm]?{_ADJ}{_CAPS})?|v[dem]?{_ADJ}(?=[OC]){_CAPS}|(?<=[RMO])f[dm]?{_ADJ}{_CAPS}(?:u{_CAPS})?"
    rf"|(?:(?<=[RMO])|(?<=[eg]N))i[dem]?{_ADJ}{_CAPS}(?=,(?:N|T)))*)"
    r"(?P<close>(?(det)(?<=[OCNU])q[NOCI]{1,4}q|(?!)))?(?P<paren>\([NOCI]{1,3}\))?|(?P<pronoun>r)"
)
# English and French and the like: a phrase begins with its article, or is a name with the role before it.
_WORD = (
    r"(?:[0naRMOUCNSK]|T\.?|I\.|y(?=[nRMOUCN])|-(?=[NR])|(?<=R)u(?=n?R+N)|(?:(?<=O[of][NO])|(?<=O[of]NN))u(?=N))"
)
_NAME = r"(?:(?:T\.?){1,3}|[NO]|I\.)(?:p{0,2}(?:[NOCUSR]|I\.))*"
_PAREN = r"\([NOCR]{1,3}\)"  # a party
_ROMANCE_TAIL = rf"(?:(?:o|(?<=[RMOa])f)d?(?:p?{_WORD}){{1,5}})*"
_TO = rf"(?:(?<=R)id?{_WORD}{{1,3}}(?=,[NT]))?"  # "adviser to the board, Anna Berg"
_FOR = r"(?:(?<=O)f(?=N)[NOUS]{1,4})"  # "of the Institute for Tidal Studies"
_OTHER = late(
    rf"(?P<part>dod?{_WORD}{{1,4}})|(?P<det>[dK]|o(?=n?M))(?P<caps>(?:{_WORD}|u(?=[NMK]{{1,3}}O)){{1,8}}(?:p{{1,2}}N+)?)(?P<tail>{_ROMANCE_TAIL}{_TO})(?P<aside>{_PAREN})?"
    rf"|(?P<role>(?:[SM](?=n?[RO])|(?<=s)y(?=R))?n{{0,2}}(?:[RO]+(?:n|un?)(?=R))?[RO]*)(?P<name>(?:{_NAME})K?{_WORD}{{0,5}})(?P<more>(?:od?{_WORD}{{1,4}}){{1,2}}{_FOR}?)?"
    rf"(?P<paren>{_PAREN})?|(?P<bare>(?:S(?=[RO]))?n{{0,2}}[RMO]+)(?P<rest>{_ROMANCE_TAIL}{_TO})|(?P<pronoun>r)"
)
# Without articles: what stands behind a verb of speech, "заявил министр Петров"; a role with its genitives before
# a name or the end of the phrase, "мэр города Анна Белова"; a name before a role that is not its own.
# "директор по развитию Иван Белов", "тренер «Кометы» Иван Белов", "начальник відділення капітан Іван Білий"
_TOLD_OF = r"(?:f[nO]{1,3}(?=N{2})|q[NO]{1,3}q(?=N)|[nO]{1,3}R(?=N))"
_GENITIVES = rf"(?:{_TOLD_OF}?[nO]{{0,3}}(?:T\.?){{0,3}}N(?:p{{0,2}}(?:N|I\.?))*|n{{1,2}}(?=[-,.:sbqi(]))"
# What a preposition governs does not go on with a role in the form of a subject: написала в чате депутат Видаль.
_APART = r"(?<![if])n"
_BEHIND_VERB = r"(?:(?<=s)|(?<=sb))(?![nx]{0,3}[RMO])n{1,3}(?:N(?:p{0,2}N)*)?"
_ROLE = rf"(?:{_APART})?[RMO](?!o|f(?![nO]{{1,3}}N{{2}})){_GENITIVES}?"
_WITHOUT_ARTICLES = _OTHER.pattern.replace("n{0,2}", f"(?:{_APART}n?)?").replace(
    f"{_NAME})K?{_WORD}{{0,5}}", f"{_NAME})[0NOICUS]{{0,5}}"
)
_FREE = late(rf"(?P<free>{_BEHIND_VERB}|{_ROLE}|N(?:p{{0,2}}N)*(?=[MRO]))|{_WITHOUT_ARTICLES}")
# Turkish has whose role it is before it: Karataş Başkanı Selim Uçar, teknik direktör Oğuz Tan; behind it stands an
# object: Uzmanlar yangının söndüğünü söyledi. What stands behind a verb is how it is done: diyor gülerek.
_ROLES = (
    _FREE.pattern.replace(f"{_GENITIVES}?", "")
    .replace("n{1,3}(?:N(?:p{0,2}N)*)?|", "n{1,3}N(?:p{0,2}N)*|")
    .replace("?P<free>", "?P<other>")
)
_TURKISH = late(rf"(?P<free>[NRMO]{{2,9}}(?=[,.:sbqx-]))|{_ROLES}")
# What tells more of somebody stands behind, up to the verb or the end: pebulu tangkis itu, juru bicara kantor Ani.
# An age belongs to it, and no role begins within a name: Siti Maemunah (43), Amerika Serikat.
_INDONESIAN = late(
    r"(?P<free>[RMO]{1,3}[nO0]{0,4}(?:N(?:p{0,2}N)*)?(?:\(0\))?x?(?=[,.:sbq(]))|"
    + _FREE.pattern.replace("?P<free>", "?P<other>")
    .replace("|N(?:p{0,2}N)*(?=[MRO]))", ")")
    .replace(_PAREN, r"\([NOCR0]{1,3}\)")
)
# Hungarian has roles behind names, and whose they are before them: Kis Anna tanácsnok, a Malom igazgatója.
_HUNGARIAN = late(
    _FREE.pattern.replace(
        f"{_BEHIND_VERB}|{_ROLE}|N(?:p{{0,2}}N)*(?=[MRO])", "NN{1,3}[n0]{0,2}R+|[RMO]{1,4}"
    ).replace(f"(?:{_APART}n?)?", "")
)
_SOURCE = late(r"n{1,3}(?:in{1,2})?(?=,)|n(?=n)")
_OF_SLAVS = late(r"n{1,3}(?:in{1,2})?(?=[,b])|nU|n(?=[ni])")
# Where the article is the noun's ending, "ifølge rapporten er …", and where it may be that of an object.
_SOURCES = dict.fromkeys(("sv", "da", "no", "nb", "nn"), late(r"[nROMUC]{1,3}N{0,3}(?=[bs,i])")) | {
    **dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "bs", "sr", "ru", "uk"), _OF_SLAVS),
    "el": late(r"[xi]?(?:[nR]{1,3}N{0,4}|N{1,4})(?=[bs,])"),
    "en": late(r"[na0y]{0,2}(?:n(?=[-,.:quiby])|s(?=[.u,]))"),
    "ar": late(r"i?[nRMOUNT]{1,8}"),
    "he": late(r"i?[nRMOUNT]{1,4}(?=[-,.:q])|[nRMOUNT]{1,2}"),
    "bg": late(r"n(?:on{1,2})?(?=[,bni])"),
}
FREE_LANGUAGES = frozenset(
    ("pl", "cs", "sk", "sl", "hr", "bs", "sr", "bg", "ru", "uk", "fi", "hu", "tr", "ro", "id", "ms", "vi")
)
_LAST = late(r".*(?:[RMOUCNSTI]\.?a?|Kn)")
_LAST_OF_TAIL = late(r".*(?:[RMOUCNSTI]\.?a?|od?n)")


class Phrase(NamedTuple):
    """A noun phrase: the indices of its first token, of the one after its article, of the one after its head and
    of the one after its end; and the letters of its article and its head."""

    first: int
    bare: int
    head_end: int
    last: int
    det: str
    head: str
    is_pronoun: bool = False


def phrases(letters: str, lang: str, lo: int, hi: int) -> list[Phrase]:
    """The noun phrases among the words from ``lo`` to ``hi``, in order; ``letters`` are those of all words."""
    if lang == "de":
        return _german(letters, lo, hi)
    if lang == "tr":
        return [_phrase(match, letters, True) for match in _TURKISH.finditer(letters, lo, hi)]
    if lang in ("id", "ms"):
        return [_indonesian(match, letters) for match in _INDONESIAN.finditer(letters, lo, hi)]
    if lang == "hu":
        return [_phrase(match, letters, True) for match in _HUNGARIAN.finditer(letters, lo, hi)]
    return _other(letters, lo, hi, lang in FREE_LANGUAGES)


def source_end(letters: str, lang: str, first: int, hi: int) -> int:
    """Where a source ends that begins at ``first`` and no article or capital tells of: по данным прокуратуры, …

    ``first`` where there is none, as in most languages with articles.
    """
    pattern = _SOURCES.get(lang) or (_SOURCE if lang in FREE_LANGUAGES else None)
    found = pattern.match(letters, first, hi) if pattern else None
    return found.end() if found else first


def _german(letters: str, lo: int, hi: int) -> list[Phrase]:
    found = []
    for match in _GERMAN.finditer(letters, lo, hi):
        first, last = match.span()
        pronoun, det, apposition, caps = match.group("pronoun", "det", "app", "caps")
        if pronoun:
            found.append(Phrase(first, first, last, last, "", "r", True))
            continue
        if not det or det == "N":
            det = ""  # "Ohlsens alter Lehrer" has no article
        head_end = match.end("app" if apposition else "caps")
        found.append(Phrase(first, first + len(det), head_end, last, det, caps))
    return found


def _other(letters: str, lo: int, hi: int, is_free: bool) -> list[Phrase]:
    return [_phrase(match, letters, is_free) for match in (_FREE if is_free else _OTHER).finditer(letters, lo, hi)]


def _phrase(match: re.Match[str], letters: str, is_free: bool) -> Phrase:
    first, last = match.span()
    pronoun, part, det, name = match.group("pronoun", "part", "det", "name")
    if pronoun:
        return Phrase(first, first, last, last, "", "r", True)
    if is_free and (match["free"] or match.groupdict().get("other")):
        return Phrase(first, first, last, last, "", letters[first:last].replace("n", "R"))
    if part:
        last = first + 2 + _kept_tail(part[2:])
        return Phrase(first, first, last, last, "", part[2 : last - first] or "n")
    if det:
        return _with_article(match, letters)
    if name:
        head = match["role"] + name
        end = last = first + _kept(head)
        if end == first + len(head) and match["more"]:
            last += _kept_tail(match["more"])
        last = _with_paren(match, "paren", last)
        return Phrase(first, first, end, last, "", letters[first:end])
    last = match.start("rest") + _kept_tail(match["rest"])
    return Phrase(first, first, match.end("bare"), last, "", match["bare"])


def _indonesian(match: re.Match[str], letters: str) -> Phrase:
    """A phrase whose first noun tells what it is: kapten tim."""
    phrase = _phrase(match, letters, True)
    if not phrase.head.startswith("R"):
        return phrase
    return phrase._replace(head=phrase.head.replace("O", "R").replace("M", "R"))


def _with_article(match: re.Match[str], letters: str) -> Phrase:
    start, end = match.span("caps")
    kept = start + _kept(match["caps"])
    if kept < end and end - kept < 3 and letters[end : end + 1] in ("s", "b") and match.end() == end:
        kept = end  # "le comité portuaire a répondu": right before the verb
    if kept < end:
        return Phrase(match.start(), start, kept, kept, match["det"], letters[start:kept])
    last = _with_paren(match, "aside", end + _kept_tail(match["tail"]))
    return Phrase(match.start(), start, end, last, match["det"], match["caps"])


def _with_paren(match: re.Match[str], group: str, last: int) -> int:
    """Where a phrase ends that goes on with something in parentheses: "Anne Morvan (UDP)"."""
    return match.end(group) if match[group] and match.start(group) == last else last


def _kept(head: str) -> int:
    """How many words are left of a phrase that may have taken a verb in: up to the last noun or name we know."""
    known = _LAST.match(head)
    return known.end() if known else min(len(head), 3)


def _kept_tail(tail: str) -> int:
    known = _LAST_OF_TAIL.match(tail)
    return known.end() if known else min(len(tail), 3)
