"""Noun phrases, found by patterns over the letters that the words of a text have (word_classes.py)."""

from __future__ import annotations

import re
from typing import NamedTuple

# German: capitals tell nouns. A phrase goes on with genitives, "von …", "für …" and a party in brackets.
_CAP = r"(?:[NRMOCU]|T\.?|I\.)"
_CAPS = rf"{_CAP}(?:(?:p+|v[em]?(?=N))?{_CAP})*"
_QUOTED = r"q[NOCI]{1,4}q"
_ADJ = r"[0a]*"
_GERMAN = re.compile(
    rf"(?P<det>[demg])?(?P<adj>(?(det){_ADJ}))(?P<caps>{_CAPS}|(?(det){_QUOTED}|(?!)))(?P<app>(?<=[OC]){_QUOTED})?"
    rf"(?P<tail>(?:g{_ADJ}{_CAPS}|(?<=[RMOCU])(?:e|v[dem]?){_ADJ}{_CAPS}|v[dem]?{_ADJ}(?=[OC]){_CAPS}"
    rf"|(?<=[RMO])f[dm]?{_ADJ}{_CAPS}(?:u{_CAPS})?|(?<=[RMO])i[dem]?{_ADJ}{_CAPS}(?=,(?:N|T)))*)"
    r"(?P<paren>\([NOCI]{1,3}\))?|(?P<pronoun>r)"
)
# English and French and the like: a phrase begins with its article, or is a name with the role before it.
_WORD = r"(?:[0naRMOUCNSK]|T\.?|I\.|y(?=[nRMOUCN])|-(?=[NR]))"
_NAME = r"(?:T\.?|[NO]|I\.)(?:p{0,2}(?:[NOCUSR]|I\.))*"
_ROMANCE_TAIL = rf"(?:(?:o|(?<=[RMOa])f)d?(?:p?{_WORD}){{1,5}})*"
_OTHER = re.compile(
    rf"(?P<det>[dK]|o(?=n?M))(?P<caps>{_WORD}{{1,7}}(?:p{{1,2}}N+)?)(?P<tail>{_ROMANCE_TAIL})"
    rf"|(?P<role>n{{0,2}}[RO]*)(?P<name>(?:{_NAME})K?{_WORD}{{0,3}})(?P<more>od?{_WORD}{{1,4}})?"
    rf"|(?P<bare>n{{0,2}}[RMO]+)(?P<rest>{_ROMANCE_TAIL})|(?P<pronoun>r)"
)
_LAST = re.compile(r".*[RMOUCNSTI]\.?a?", re.DOTALL)


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
    """The noun phrases among the words from ``lo`` to ``hi`` of a text whose words have these letters, in order."""
    return (_german if lang == "de" else _other)(letters, lo, hi)


def _german(letters: str, lo: int, hi: int) -> list[Phrase]:
    found = []
    for match in _GERMAN.finditer(letters, lo, hi):
        first, last = match.span()
        if match["pronoun"]:
            found.append(Phrase(first, first, last, last, "", "r", True))
            continue
        det = match["det"] or ""
        head_end = match.end("app") if match["app"] else match.end("caps")
        found.append(Phrase(first, first + len(det), head_end, last, det, match["caps"]))
    return found


def _other(letters: str, lo: int, hi: int) -> list[Phrase]:
    found = []
    for match in _OTHER.finditer(letters, lo, hi):
        first, last = match.span()
        if match["pronoun"]:
            found.append(Phrase(first, first, last, last, "", "r", True))
        elif match["det"]:
            head_end = match.end("caps")
            head = match["caps"]
            kept = _kept(head)
            if kept < len(head):
                found.append(
                    Phrase(
                        first,
                        first + 1,
                        head_end - len(head) + kept,
                        head_end - len(head) + kept,
                        match["det"],
                        head[:kept],
                    )
                )
                continue
            last = match.start("tail") + _kept_tail(match["tail"])
            found.append(Phrase(first, first + 1, head_end, last, match["det"], head))
        elif match["name"]:
            head = match["role"] + match["name"]
            kept = _kept(head)
            last = first + kept
            if kept == len(head) and match["more"]:
                last += _kept_tail(match["more"])
            found.append(Phrase(first, first, first + kept, last, "", head[:kept]))
        else:
            last = match.start("rest") + _kept_tail(match["rest"])
            found.append(Phrase(first, first, match.end("bare"), last, "", match["bare"]))
    return found


def _kept(head: str) -> int:
    """How many words are left of a phrase that may have taken a verb in: up to the last noun or name we know."""
    known = _LAST.match(head)
    return known.end() if known else min(len(head), 3)


def _kept_tail(tail: str) -> int:
    if not tail:
        return 0
    known = _LAST.match(tail)
    return known.end() if known else min(len(tail), 3)
