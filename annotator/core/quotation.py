"""Quotations that the words about their speaker interrupt: „…“, sagte X, „…“ – which pieces belong together.

Made for German, English and French news. Conservative: two quotations of one paragraph are one only where what
stands between them reads as an insertion into one sentence, since joining what two people said is worse than
leaving one quotation in two. Offsets are code points, end exclusive; no function raises an error on any text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from annotator.core.boundaries import paragraph_at, snap_to_graphemes
from annotator.core.clusters import Range
from annotator.core.models import Segments
from annotator.core.patterns import late
from annotator.core.typography import quotations, sentences, trim, word_set, words

_REACH = 4000
_LONGEST = 250  # code points of an insertion; longer ones tell a story of their own
_MOST_WORDS = 30
_DASHES = "–—-"
_UNFINISHED = ",?!…"  # at the end of a piece these call for the insertion, with no comma after the mark

_GERMAN = late(
    r"(?:sag|erklär|mein|frag|beton|klag|kritisier|forder|versicher|behaupte|erinner|ergänz|bekräftig|bestätig|"
    r"kündig|erläuter|äußer|räum|urteil|mahn|schimpf|scherz|wunder|erzähl|lob|droh|entgegn|erwider|zitier|"
    r"kommentier|präzisier|prophezei|resümier|bilanzier|folger|vermute|argumentier|unterstrich|beschwer|murmel|"
    r"warn|antwort|bericht|tröst|flüster|brüll|jubel|spotte|twitter|stell|wette|unk|stöhn|knurr)"
    r"(?:t|et|te|ten|ete|eten)"
)
_ENGLISH = late(
    r"(?:say|ask|add|explain|insist|warn|claim|argu|not|observ|remark|repli|answer|respond|continu|declar|announc|"
    r"complain|whisper|shout|recall|admit|conced|conclud|suggest|stress|demand|comment|predict|promis|joke|"
    r"mutter|acknowledg|lament|emphasi[sz]|counter|urg|quipp)(?:s|es|ed|ted|d|ing)"
)
_FRENCH = late(
    r"(?:affirm|déclar|expliqu|ajout|assur|demand|insist|précis|soulign|estim|répliqu|rappel|regrett|"
    r"lanc|clam|confi|racont|martel|not|annonc|indiqu|dénonc|tranch|résum|plaid|observ|ironis|alert|avou|"
    r"jug|soupir|murmur|pest|tempêt|poursui|conclu)(?:e|é|a|ait|ent|t|èle)"
)
_OTHERS = word_set(
    "sprach rief schrieb schreibt sagen heißt hieß hinzu fort spricht ruft gab gibt laut denkt dachte findet fand "
    "said says wrote writes told tells replied replies thinks thought cried cries quoth "
    "dit disait disent répond répondu répondit écrit écrivait écrivit soutient soutenait prévient prévenu selon"
)
# What begins an insertion without a verb of saying.
_OPENERS = late(r"(?:so|laut|according\s+to|selon|d['’]après)\b")
_NAMES_ONLY = re.compile(r"[\w'’-]+(?:\s+[\w'’-]+){1,5}")
_WHO = re.compile(r",\s(?:qui|who|der|die)\s")
_ANOTHER_CLAUSE = late(
    r"(?:^|[,–—-]\s*)(?:und|oder|aber|doch|während|wobei|woraufhin|and|or|but|while|whereupon|et|ou|mais|tandis)\b"
)


def interrupted_at(text: str, start: int, end: int) -> list[Range]:
    """The pieces, marks included and in order, of the interrupted quotation that the range is a piece of.

    The range may be a caret (``start == end``), lie within a piece, or take in what is no word beside one. Empty
    where it is in no quotation, or in one of a single piece.
    """
    chains = _chains(text, start, end)
    around = (chain for chain in chains if any(s <= start < e and end <= e for s, e in chain))
    covered = (chain for chain in reversed(chains) if any(_is_all_of(text, start, end, piece) for piece in chain))
    return next(around, None) or next(covered, [])


def continuations(text: str, segments: Segments) -> list[Range]:
    """What the quotation marked by these segments lacks: the pieces of it that no segment touches, in order.

    The pieces come with their marks, or without where the first segment leaves its own out.
    """
    found: dict[Range, None] = {}
    for start, end in segments:
        found |= dict.fromkeys(interrupted_at(text, start, end))
    first = next((piece for piece in found if _touches(segments[:1], *piece)), None)
    bare = first is not None and _contains(trim(text, first[0] + 1, first[1] - 1), *segments[0])
    shown = [trim(text, s + 1, e - 1) if bare else (s, e) for s, e in sorted(found)]
    return [piece for piece in _whole(text, shown) if not _touches(segments, *piece)]


def _whole(text: str, pieces: list[Range]) -> list[Range]:
    whole = (snap_to_graphemes(text, s, e) for s, e in pieces)
    return [(s, e) for s, e in whole if s < e]


def _touches(segments: Segments, start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in segments)


def _contains(outer: Range, start: int, end: int) -> bool:
    return outer[0] <= start and end <= outer[1]


def _is_all_of(text: str, start: int, end: int, piece: Range) -> bool:
    """Whether the range is this piece and no word more."""
    return _contains((start, end), *piece) and not words(text, start, piece[0]) + words(text, piece[1], end)


def _chains(text: str, start: int, end: int) -> list[list[Range]]:
    """The interrupted quotations of the paragraph (4,000 characters to either side), inner before outer."""
    first, last = paragraph_at(text, start)
    lo, hi = max(first, min(start, end) - _REACH), min(last, max(start, end) + _REACH)
    if lo >= hi:
        return []
    found: list[list[Range]] = []
    for siblings in _by_parent(quotations(text, lo, hi)):
        chain = siblings[:1]
        for one, other in pairwise(siblings):
            if not continues(text, one, other):
                found.append(chain)
                chain = []
            chain.append(other)
        found.append(chain)
    return [chain for chain in found if len(chain) > 1]


def _by_parent(ranges: list[Range]) -> list[list[Range]]:
    """Ranges that nest or are apart, those within the same one together; inner groups first."""
    groups: dict[int, list[Range]] = {}
    depth: list[Range] = []
    levels: dict[int, int] = {}
    for found in sorted(ranges, key=lambda r: (r[0], -r[1])):
        while depth and depth[-1][1] <= found[0]:
            depth.pop()
        parent = depth[-1][0] if depth else -1
        groups.setdefault(parent, []).append(found)
        levels[parent] = len(depth)
        depth.append(found)
    return [groups[parent] for parent in sorted(groups, key=lambda p: -levels[p])]


def continues(text: str, one: Range, other: Range) -> bool:
    """Whether the quotation ``other`` continues ``one``, whose sentence the words between interrupt.

    Both come with their marks, and no other quotation stands between them.
    """
    gap = text[one[1] : other[0]]
    if text[one[0]] != text[other[0]] or len(gap) > _LONGEST or ";" in gap or ":" in gap:
        return False
    bare = gap.strip()
    head, tail = bare[:1], bare[-1:]
    following = _inside(text, other)
    small = following[:1].islower()
    if small and _OPENERS.match(bare) and _NAMES_ONLY.fullmatch(bare):
        return True  # „…“ laut Ohlsen „…“
    dashed = head in _DASHES and tail in _DASHES
    if not following or not (dashed or tail == "," or (tail == "." and small)):
        return False
    inside = _inside(text, one)
    if not (head == "," or dashed or inside[-1:] in _UNFINISHED) or not inside:
        return False
    body = gap.strip(f" \u00a0\u202f,.{_DASHES}")
    said = words(body, 0, len(body))
    if not 0 < len(said) <= _MOST_WORDS or _tells_more(text, one, other, body):
        return False
    spoken = _speech_words(body, said)
    if spoken > 1:
        return False
    if tail == "." and not dashed:
        return spoken == 1
    # Without a verb that we know: „Das Boot“, ein Roman, „Die Fähre“ must stay apart.
    return spoken == 1 or (small and inside[0].isupper() and len(words(inside, 0, len(inside))) > 1)


def _tells_more(text: str, one: Range, other: Range, body: str) -> bool:
    """Whether the words between are no insertion: several sentences, or a clause of their own.

    « … », balaie le maire, qui avait promis « … »: where no verb that we know stands before, what he promised is
    another quotation.
    """
    before, _, more = body.partition(clause[0]) if (clause := _WHO.search(body)) else (body, "", "")
    if more and not _speech_words(before, words(before, 0, len(before))):
        return True
    return _ANOTHER_CLAUSE.search(body) is not None or len(sentences(text, one[1], other[0])) > 1


def _inside(text: str, quotation: Range) -> str:
    start, end = trim(text, quotation[0] + 1, quotation[1] - 1)
    return text[start:end]


def _speech_words(body: str, said: list[Range]) -> int:
    """How many words of saying an insertion has: „sagte sie“ one, „sagte sie und fügte hinzu“ two."""
    number = 0
    for start, end in said:
        parts = body[start:end].split("-")  # ajoute-t-elle
        number += any(is_verb_of_saying(part) for part in parts)
    return number or int(_OPENERS.match(body) is not None)


@lru_cache(maxsize=20_000)
def is_verb_of_saying(word: str) -> bool:
    """Whether a word, in small letters, is a form of a German, English or French verb of saying."""
    return word in _OTHERS or any(verb.fullmatch(word) for verb in (_GERMAN, _ENGLISH, _FRENCH))
