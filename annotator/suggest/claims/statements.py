"""What of a quote states or demands something that others could dispute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.core.clusters import Range
from annotator.core.models import Segments
from annotator.suggest.base import Proposal
from annotator.suggest.claims.inside import Inside
from annotator.suggest.claims.words import KINDS, Words, ranks
from annotator.suggest.reading import Reading, Token

# What a claim is worth by the most telling of its words, in the speaker's own words and in others'.
_DIRECT = {"demand": 0.75, "judgement": 0.65, "sweeping": 0.45, "forecast": 0.5}
# Where no word tells, the claim is but the quote once more: many analysts label it as both.
_RETOLD = {"demand": 0.8, "judgement": 0.75, "forecast": 0.65, "sweeping": 0.6, "": 0.5}
_CALLED = 0.6
_REASONS = {
    "demand": "demands: '{}'",
    "judgement": "judges: '{}'",
    "sweeping": "of all or none: '{}'",
    "forecast": "foretells: '{}'",
    "": "a statement that is told again",
}
_CATEGORIES = {"demand": "demand", "judgement": "assessment", "sweeping": "assessment", "forecast": "assessment"}
_FEWEST = 3  # words of a clause
_LONGEST_CALLED = 200  # code points
_MOST_CALLED = 8  # words of what somebody or something is called
_RETOLD_FORMS = ("indirect", "indirect_free_indirect")
_OPENING_MARKS = "„“”«»‚‘\"'‹›「『"


def statements(
    reading: Reading, words: Words, quote: Proposal, inner: Sequence[Range], cue: Segments
) -> Iterator[Proposal]:
    """The claims of a quote; those of quotes within it (``inner``) are left to these. Reported speech has none."""
    form = quote.attributes.get("form")
    if form is None:
        form = "direct" if reading.text[quote.start] in _OPENING_MARKS else "indirect"
    if form == "reported":
        return
    inside = Inside(reading, quote.segments)
    found = inside.sentences()
    if form == "direct" and len(found) == 1 and _is_called(inside, reading, words, cue):
        yield _claim(
            inside.place(inside.start, inside.end), _CALLED, f"after '{_text(reading, cue)}'", "judgement"
        )
        return
    for start, end in found:
        yield from _of_sentence(reading.lang, words, inside, start, end, inner, form in _RETOLD_FORMS)


def _of_sentence(
    lang: str, words: Words, inside: Inside, start: int, end: int, inner: Sequence[Range], retold: bool
) -> Iterator[Proposal]:
    if inside.text[start:end].rstrip("”“»«’‘›‹\"' \u00a0\u202f").endswith("?"):
        return
    start, end = inside.trimmed(start, end)
    tokens = inside.tokens(start, end)
    if retold and len(tokens) > 1 and tokens[0].low in words.that and tokens[1].low not in words.after_subject:
        tokens = tokens[1:]
    if retold and tokens and tokens[0].low in words.questions:
        return
    telling: list[tuple[str, str, int, int]] = []
    for part in _parts(tokens, words, inside):
        kind, word = _kind(lang, words, part, inside, inner)
        if kind == "forecast" and not retold and not any(token.low in words.conditions for token in tokens):
            continue
        if kind and sum(token.is_word for token in part) >= _FEWEST:
            telling.append((kind, word, part[0].start, part[-1].end))
    if not telling and not retold:
        return
    if len(telling) == 1:
        kind, word, start, end = telling[0]
    elif tokens:
        kind, word, *_ = min(telling, key=lambda part: KINDS.index(part[0]), default=("", "", 0, 0))
        start = tokens[0].start
    else:
        return
    segments = inside.place(start, end)
    if segments:
        yield _claim(segments, (_RETOLD if retold else _DIRECT)[kind], _REASONS[kind].format(word), kind)


def _claim(segments: Segments, score: float, reason: str, kind: str) -> Proposal:
    category = _CATEGORIES.get(kind)
    return Proposal("CLAIM", segments, score, reason, {"category": category} if category else {})


def _parts(tokens: list[Token], words: Words, inside: Inside) -> list[list[Token]]:
    """The clauses that "but" and the like join, without these words."""
    if words.joints.isdisjoint([token.low for token in tokens]):
        return [tokens] if tokens else []
    parts: list[list[Token]] = [[]]
    for n, token in enumerate(tokens):
        if token.low in words.joints and (
            n == 0 or tokens[n - 1].text in (",", ";", "–", "—") or inside.begins_piece(token.start)
        ):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _kind(lang: str, words: Words, part: list[Token], inside: Inside, inner: Sequence[Range]) -> tuple[str, str]:
    """The most telling kind of word of a clause, and the first such word; empty where there is none."""
    best, found = len(KINDS), ""
    rank_of = ranks(lang)
    every = [rank_of[token.low] for token in part]
    if min(every) == best:
        return "", ""
    for n, (rank, token) in enumerate(zip(every, part, strict=True)):
        if rank < best and not (rank == 0 and _is_personal(words, part, n)):
            if inner:
                at = inside.offset(token.start)
                if any(start <= at < end for start, end in inner):
                    continue
            best, found = rank, token.text
    return (KINDS[best], found) if found else ("", "")


def _is_personal(words: Words, part: list[Token], n: int) -> bool:
    """Whether "must" and the like say what the speaker has to do, or open a condition ("Sollte er kommen")."""
    low = part[n].low
    before = part[n - 1].low if n else ""
    after = part[n + 1].low if n + 1 < len(part) else ""
    conditional = n == 0 and low in ("sollte", "sollten", "should")
    return conditional or f"{before} {low}" in words.personal or f"{low} {after}" in words.personal


def _is_called(inside: Inside, reading: Reading, words: Words, cue: Segments) -> bool:
    """Whether a quote of a few words is what its speaker calls something: "nannte das „ein Spiel auf Zeit“"."""
    if not 0 < inside.end - inside.start < _LONGEST_CALLED:
        return False
    if not any(reading.text[start:end].lower() in words.calling for start, end in cue):
        return False
    tokens = inside.tokens(inside.start, inside.end)
    # "nannte sich „Oberster Rat“": a name.
    rank_of = ranks(reading.lang)
    return (
        bool(tokens)
        and (not tokens[0].is_capital or any(rank_of[token.low] < len(KINDS) for token in tokens))
        and 1 < sum(token.is_word for token in tokens) <= _MOST_CALLED
        and inside.text[inside.end - 1] not in ".!?,"
    )


def _text(reading: Reading, segments: Segments) -> str:
    return " … ".join(reading.text[start:end] for start, end in segments)
