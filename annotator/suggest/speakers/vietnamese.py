"""Speakers in Vietnamese, whose verb stands behind them: “…”, ông Vũ Hải, chủ quán, nói; bà Lan kể: “…”.

They begin a clause with a word of address, a role or a name. A verb is of one syllable or several, and so are the
words for how somebody says it (asides in the lexicon): chị Mai nghẹn ngào kể.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from annotator.core.clusters import Range
from annotator.suggest.lexicon import lexicon
from annotator.suggest.speakers.beside import HIDDEN, Found, hidden, moved
from annotator.suggest.unspaced import any_of

LANG = "vi"
_BEHIND = 200  # code points behind a quote that are looked at
_STOP = re.compile(r"[.!?…;](?=\s|\Z)|\n")
_APART = re.compile(r"(?:,|(?<=\s)[-–—])(?=\s|\Z)")
_JOINED = re.compile(r"[,\s\-–—:]*")  # between a quote and the words about who says it
_ENDS = " ,:-–—\n\t"
_SOME = (
    r"(?:(?:một số|một vài|một trong những|một|hai|ba|vài|nhiều|các|những|phần lớn|đa số|không ít|hàng chục|"
    r"hàng trăm|đông đảo|toàn bộ|cả|phía|đại diện|lãnh đạo|nguồn tin)\s+)"
)
_WHOM = r"(?:ông|bà|anh|chị|cô|chú|bác|cụ|em|cậu|thầy|bạn|TS|ThS|PGS|GS|BS|LS|bé)"
_CAPITALS = "".join(sign for sign in map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA))) if sign.isupper())
_NAME = rf"[{_CAPITALS}]\w*"
_NAMES = rf"{_NAME}(?:\s+{_NAME})*"
_ONE_NAME = re.compile(_NAME)
_TWO_NAMES = re.compile(rf"{_NAME}(?:\s+{_NAME})+")
# The word of address with the names, or with words between: ông Vũ Hải, Phó chủ tịch xã Vũ Hải.
_ADDRESSED = re.compile(rf"\s*(?:(?i:{_WHOM})\.?|{_NAME})\s+{_NAMES}\b")
_IS_ADDRESSED = re.compile(rf"\s*(?i:{_WHOM})\b")
_NAMES_BEHIND = re.compile(rf"\s+{_NAMES}")
_INSIDE = re.compile(r"[\d(]")
# Small words that stand between a subject and its verb.
_AMID = (
    "cũng, đã, đang, sẽ, vừa, mới, lại, còn, thì, chỉ, vẫn, liền, bèn, từng, luôn, tiếp tục, đều, cùng, ai cũng, "
    "một lần nữa, thường, nhanh chóng, trước đó, sau đó, công khai, đồng loạt, bất ngờ, mà, vội, tự, chính thức, "
    "không khỏi, ngay lập tức, nhiều lần, liên tục, tái, trực tiếp"
)
_OCCASION = re.compile(r"\s(?:trong|khi|với|vào|hôm|sáng|chiều|tối|trưa|ngày|qua|trên)\s.*\Z", re.DOTALL)
_NO_VERB = r"(?<!câu )(?<!đòi )(?<!lời )(?<!đáng )(?<!tiếng )(?<!thăm )(?<!không )(?<!chưa )(?<!biết )"
_GOES_ON = r"(?! (?:chung|riêng|từ|cả|chuyện)\b)"
_QUOTES = re.compile(r"\b(?:dẫn|trích) lời\s+")  # Reuters dẫn lời một quan chức cho biết
# Whose words they are: “…”, đó là chia sẻ của chị Lan; lời của ông Hải: “…”
_WHOSE = re.compile(r"(?:\b(?:đó là|là|đây là)\s[^,.]{1,30}|\blời[^,.]{0,12})\bcủa\s+")
_MANNER = 3  # words of how somebody says something that no list knows
_NEAR = 4  # words from a single name to its verb
_SOURCE = re.compile(r"\b(?P<cue>theo)\s+(?!đó|quy định|kế hoạch|dõi|đuổi)", re.IGNORECASE)


class _Patterns(NamedTuple):
    leads: re.Pattern[str]
    who: re.Pattern[str]  # what begins a speaker
    verb: re.Pattern[str]
    amid: re.Pattern[str]  # the small words and manners right before the verb
    manner: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = lexicon(LANG)
    verbs = any_of({*words.verbs.values(), *words.separated.values()} - {"lời"})
    heads = any_of({*words.roles, *words.groups, *words.organisations, *words.pronouns})
    manners = any_of(words.asides)
    small = any_of(one.strip() for one in _AMID.split(","))
    return _Patterns(
        re.compile(rf"(?:{any_of(words.leads)})(?=[\s,])[\s,]*", re.IGNORECASE),
        re.compile(rf"{_SOME}\w+|{_SOME}?(?:{heads})\b", re.IGNORECASE),
        re.compile(rf"{_NO_VERB}\b(?:{verbs})\b{_GOES_ON}"),
        re.compile(rf"[\s,]+(?:{small}|{manners})\Z"),
        re.compile(rf"\b(?:{manners})\b"),
    )


def find(text: str, floor: int, start: int, end: int) -> Found | None:
    """Who says what stands from ``start`` to ``end``, as far as the line tells that begins at ``floor``."""
    masked = hidden(text[floor:start])
    sentence = max((stop.end() for stop in _STOP.finditer(masked)), default=0)
    begin, masked = floor + sentence, masked[sentence:]
    told = masked.strip(_ENDS + HIDDEN + "“‘\"'")
    if told and (before := _subject(begin, masked) or _source(begin, masked)):
        return before
    after = hidden(text[end : end + _BEHIND].partition("\n")[0])
    stop = _STOP.search(after)
    after = after[: stop.start()] if stop else after
    joined = _JOINED.match(after)
    if joined is not None and after[joined.end() :].strip():
        first = joined.end()
        if behind := _subject(end + first, after[first:]) or _source(end + first, after[first:]):
            return behind
        if whose := _WHOSE.match(after, first):
            who = _whole(after, whose.end())
            return Found(moved(who, end), None) if who[0] < who[1] else None
        verb = _patterns().verb.match(after, first)
        if verb is not None and (some := _unknown(end + verb.end(), after[verb.end() :])):
            return Found(some, moved(verb.span(), end))  # “…”, cho biết ông Hải
        if "," in joined[0] and (some := _unknown(end + first, after[first:])):
            return Found(some, None)
    if told.strip() and masked.rstrip().endswith(":"):
        return _begun(begin, masked)
    if not told and text[start : start + 1].isalnum() and not text[:start].rstrip(" ").endswith(tuple("-–—")):
        return _subject(start, hidden(text[start:end]))  # what is reported with its verb
    return None


def earlier(text: str, floor: int, until: int) -> Found | None:
    """Who speaks, or who is the subject, in the last sentence before ``until`` that has somebody."""
    masked = hidden(text[floor:until])
    ends = [0, *(stop.end() for stop in _STOP.finditer(masked)), len(masked)]
    for lo, hi in zip(reversed(ends[:-1]), reversed(ends[1:]), strict=True):
        found = _subject(floor + lo, masked[lo:hi]) or _begun(floor + lo, masked[lo:hi])
        if found is not None:
            return found._replace(cue=None)
    return None


def _clauses(masked: str) -> Iterator[Range]:
    """What commas divide, without what leads in a sentence: Tuy nhiên, …"""
    cited = _QUOTES.search(masked)
    start = cited.end() if cited else 0
    for end in [*(apart.start() for apart in _APART.finditer(masked, start)), len(masked)]:
        while start < end and masked[start] in _ENDS:
            start += 1
        while lead := _patterns().leads.match(masked, start, end):
            start = lead.end()
        if start < end:
            yield start, end
        start = end + 1


def _head(masked: str, start: int, end: int) -> int:
    """Where the first words of somebody end who begins there; 0 where nobody does."""
    head = _patterns().who.match(masked, start, end)
    name = _TWO_NAMES.match(masked, start, end)
    return max((found.end() for found in (head, name) if found), default=0)


def _subject(begin: int, masked: str) -> Found | None:
    """Who stands before the first verb of speech of a clause, with the appositions between."""
    for start, end in _clauses(masked):
        head = _head(masked, start, end)
        single = None if head else _single(masked, start, end)
        head = single.end() if single else head
        if not head:
            continue
        verb = _patterns().verb.search(masked, head) or _patterns().manner.search(masked, head)
        if verb is None or (single and len(masked[head : verb.start()].split()) > _NEAR):
            continue
        who = _trimmed(masked, start, verb.start(), head)
        return Found(moved(who, begin), moved(verb.span(), begin))
    return None


def _single(masked: str, start: int, end: int) -> re.Match[str] | None:
    """A name of one word, which is no other word that begins a sentence: Hương kể: “…”"""
    name, words = _ONE_NAME.match(masked, start, end), lexicon(LANG)
    no_name = words.prepositions | words.nobody | words.auxiliaries | words.function_words | words.verbs.keys()
    return None if name is None or name[0].lower() in no_name else name


def _source(begin: int, masked: str) -> Found | None:
    """Who stands behind "theo", with the appositions: Theo bà Lan, chủ quán, …"""
    source = _SOURCE.search(masked)
    if source is None:
        return None
    first, last = _whole(masked, source.end())
    return Found(moved((first, last), begin), moved(source.span("cue"), begin)) if last > first else None


def _begun(begin: int, masked: str) -> Found | None:
    """Somebody who begins a sentence, whatever its verb."""
    for start, end in _clauses(masked):
        if _head(masked, start, end):
            return Found(moved(_bare(masked, start, end), begin), None)
    return None


def _whole(masked: str, start: int) -> Range:
    """Somebody up to the end, or the next comma that no apposition follows."""
    last = start
    for lo, hi in _clauses(masked[start:]):
        if last > start and not _head(masked, start + lo, start + hi):
            break
        last = start + hi
    while last > start and masked[last - 1] in _ENDS:
        last -= 1
    return start, last


def _unknown(begin: int, masked: str) -> Range | None:
    """Who stands before a verb behind a quote that no list knows: “…”, lão nông thở dài."""
    clauses = list(_clauses(masked))
    if not clauses or not _head(masked, *clauses[0]):
        return None
    return moved(_bare(masked, *clauses[0]), begin)


def _bare(masked: str, start: int, end: int) -> Range:
    """Somebody of a clause without its verb: the word of address or the role, with the names behind."""
    head = _head(masked, start, end)
    named = _NAMES_BEHIND.match(masked, head, end)
    return start, named.end() if named else head


def _trimmed(masked: str, start: int, end: int, head: int) -> Range:
    """Without what stands between the subject and its verb: small words, manners, an occasion."""
    while end > head:
        while end > head and masked[end - 1] in _ENDS:
            end -= 1
        amid = _patterns().amid.search(masked, head, end)
        if amid is None:
            break
        end = amid.start()
    occasion = _OCCASION.search(masked, head, end)
    if occasion is not None and "," not in masked[start:end]:
        end = occasion.start()
    last = max(start, masked.rfind(",", start, end) + 1)
    # Hội Nông dân huyện: of what is no person, small words behind a capital are a part.
    is_person = _IS_ADDRESSED.match(masked, last) or not _patterns().who.match(masked, last)
    name = _ADDRESSED.match(masked, last, end) if is_person else None
    if name is not None and not _INSIDE.search(masked, name.end(), end):
        rest = masked[name.end() : end].split()
        if (
            len(rest) <= _MANNER
            and not lexicon(LANG).prepositions.intersection(rest)
            and HIDDEN not in masked[last:end]
        ):
            end = name.end()
    while end > start and masked[end - 1] in _ENDS:
        end -= 1
    return start, max(end, min(head, len(masked)))
