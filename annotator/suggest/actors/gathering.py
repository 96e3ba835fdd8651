"""Brings together whatever may stand for an actor: spans that are known, and names that nobody has marked yet."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.core.name_words import ARTICLES
from annotator.core.names import fold, is_name, is_pronoun, is_role, split_mention
from annotator.core.typography import Range, is_function_word
from annotator.suggest.actors.coreference import Mention
from annotator.suggest.actors.kinds import FEMALE, gender_of_pronoun, gender_of_role, kind_of_description
from annotator.suggest.actors.register_index import Match, RegisterIndex
from annotator.suggest.base import Proposal
from annotator.suggest.reading import Reading, Token

_REGISTER, _LOWERED, _AMBIGUOUS = 0.95, 0.85, 0.7
_LONGEST_KNOWN = 200  # code points of a span that is read as a mention
_MOST_ROLES = 4  # words in front of a name
_DEEPEST = 9  # quotes within one another
_MODIFIED = 4  # letters of a word that may stand before a role


@dataclass(slots=True, eq=False)
class Candidate:
    """A mention with the proposal that is to tell of it; ``is_new`` where nobody has marked it yet."""

    mention: Mention
    proposal: Proposal
    is_new: bool


def gather(
    reading: Reading,
    known: Sequence[Proposal],
    index: RegisterIndex,
    *,
    with_article: bool,
) -> list[Candidate]:
    """All mentions in order."""
    tokens = reading.tokens
    matches = [match for match in index.find(tokens) if _is_in_line(reading, match)]
    by_end = {tokens[match.last].end: match for match in matches}
    found: list[Candidate] = []
    taken = _Places()
    for proposal in known:
        if proposal.label == "ACTOR" and proposal.end - proposal.start <= _LONGEST_KNOWN:
            mention = _of_known(reading, proposal, by_end, index)
            found.append(Candidate(mention, proposal, False))
            taken.add(_head(reading, mention))
    for match in matches:
        start, end = tokens[match.first].start, tokens[match.last].end
        if taken.meets(start, end):
            continue
        taken.add((start, end))
        found.append(_of_match(reading, match, index, with_article=with_article))
    found.sort(key=lambda one: (one.mention.start, -one.mention.end))
    quotes = _direct_quotes(reading, known)
    for one in found:
        one.mention.sentence = reading.sentence_of(one.mention.start)
        one.mention.quote = _around(quotes, one.mention.start)
    return found


def _direct_quotes(reading: Reading, known: Sequence[Proposal]) -> list[tuple[int, int, int]]:
    """Their segments in order, with the id of the quote's object."""
    return sorted(
        (start, end, id(proposal))
        for proposal in known
        if proposal.label == "QUOTE" and proposal.attributes.get("form", "direct") == "direct"
        for start, end in proposal.segments
    )


def _around(quotes: list[tuple[int, int, int]], offset: int) -> int | None:
    """The innermost quote around the offset."""
    at = bisect_left(quotes, (offset + 1,))
    return next((quote for _, end, quote in reversed(quotes[max(0, at - _DEEPEST) : at]) if offset < end), None)


def _is_in_line(reading: Reading, match: Match) -> bool:
    start, end = reading.tokens[match.first].start, reading.tokens[match.last].end
    return reading.line_of(start) == reading.line_of(end - 1)


def _of_known(reading: Reading, proposal: Proposal, by_end: dict[int, Match], index: RegisterIndex) -> Mention:
    """A span that somebody has marked, or a suggester before."""
    text = reading.text[proposal.start : proposal.end]
    if is_pronoun(text):
        gender = gender_of_pronoun(text)
        if reading.lang == "de" and fold(text) == "sie":
            gender = "" if _is_plural(reading, proposal) else FEMALE
        return Mention(proposal.start, proposal.end, text, "", "pronoun", None, gender, _ids(proposal))
    parts = split_mention(text)
    form = "name" if parts.name else "nominal"
    match = by_end.get(proposal.end)
    ids, kind = _ids(proposal), None
    if not ids and match is not None and reading.tokens[match.first].start >= proposal.start:
        # Of "Sprecherin der Reederei Boysen" the register's "Reederei Boysen" is not the head.
        whole = reading.text[reading.tokens[match.first].start : proposal.end]
        if form == "name" or _without_article(text) == whole:
            ids = match.actor_ids
            form = "name" if is_name(whole) else form
    described = kind_of_description(text, reading.lang) if form == "nominal" else None
    if not ids and " " not in (bare := _without_article(text)):
        # "syndicats" are several, none of which is the "Syndicat des quais".
        ids = tuple(one for one in index.head_of(bare) if described in (None, index.actors[one].kind))
    if ids and ids[0] in index.actors:
        kind = index.actors[ids[0]].kind
    gender = gender_of_role(parts.role, reading.lang)
    if kind is None:
        kind = "person" if gender or (parts.role and parts.name) else described
    return Mention(proposal.start, proposal.end, parts.name, parts.role, form, kind, gender, ids)


def _ids(proposal: Proposal) -> tuple[str, ...]:
    return (proposal.actor_id,) if proposal.actor_id else ()


def _without_article(text: str) -> str:
    first, blank, rest = text.partition(" ")
    return rest if blank and fold(first) in ARTICLES else text


def _is_plural(reading: Reading, proposal: Proposal) -> bool:
    """Whether "sie" has a verb of many beside it ("sie fordern"): the word after it, or else the one before."""
    after = reading.token_at(proposal.end)
    verbs = reading.lexicon.verbs
    beside = [reading.tokens[n].low for n in (after, after - 2) if 0 <= n < len(reading.tokens)]
    return any(word.endswith("en") and (word in verbs or n == 0) for n, word in enumerate(beside))


def _head(reading: Reading, mention: Mention) -> Range:
    """What of a mention no other one may touch: all of a name, the first word of a description."""
    if mention.form != "nominal":
        return mention.start, mention.end
    words = [token for token in reading.tokens_in(mention.start, mention.end) if token.is_word]
    if words and words[0].low in ARTICLES:
        words = words[1:]
    end = next((one.end for one, other in pairwise(words) if is_function_word(other.text)), mention.end)
    return mention.start, end


def _of_match(reading: Reading, match: Match, index: RegisterIndex, *, with_article: bool) -> Candidate:
    tokens = reading.tokens
    first = role_before(reading, match.first)
    start, end = tokens[match.first].start, tokens[match.last].end
    role = reading.text[tokens[first].start : start].strip()
    name = reading.text[start:end]
    begin = tokens[_article_before(reading, first) if with_article else first].start
    actor = index.actors[match.actor_ids[0]] if len(match.actor_ids) == 1 else None
    score = _REGISTER
    if match.lowered or match.shortened:
        score = _LOWERED
    if actor is None:
        score = _AMBIGUOUS
    kinds = {index.actors[one].kind for one in match.actor_ids}
    kind = kinds.pop() if len(kinds) == 1 else None
    gender = gender_of_role(role, reading.lang)
    mention = Mention(
        begin,
        end,
        name,
        role,
        "name" if match.lowered or is_name(name) else "nominal",
        kind,
        gender,
        match.actor_ids,
    )
    reason = f"in the register: {actor.name if actor else match.name}"
    return Candidate(mention, Proposal("ACTOR", ((begin, end),), score, reason), True)


def role_before(reading: Reading, first: int) -> int:
    """The first of the tokens in front of a name that tell a title or role; ``first`` where none does."""
    tokens = reading.tokens
    at, reached = first, first
    while at > max(0, first - _MOST_ROLES) and _is_beside(reading, at - 1, at):
        token = tokens[at - 1]
        if token.text == "." and at > 1 and tokens[at - 2].end == token.start and is_role(tokens[at - 2].text):
            at -= 1  # "Dr. Ohlsen"
            continue
        if is_role(token.text) and not (reading.lang == "de" and not token.is_capital):
            at = reached = at - 1
            continue
        if reached < first and reading.lang == "en" and _modifies(reading, token):
            reached = at - 1  # "port senator"
        break
    return reached


def _modifies(reading: Reading, token: Token) -> bool:
    return (
        token.is_word
        and len(token.text) >= _MODIFIED
        and not is_function_word(token.text)
        and token.low not in reading.lexicon.verbs
        and not token.low.endswith(("ed", "ly", "ing"))
    )


def _is_beside(reading: Reading, one: int, other: int) -> bool:
    """Whether there is at most a blank between two tokens."""
    tokens = reading.tokens
    gap = reading.text[tokens[one].end : tokens[other].start]
    return gap in ("", " ", "\u00a0", "\u202f")


def _article_before(reading: Reading, first: int) -> int:
    tokens = reading.tokens
    if first and tokens[first - 1].low in ARTICLES and _is_beside(reading, first - 1, first):
        return first - 1
    return first


class _Places:
    """Stretches that are taken."""

    def __init__(self) -> None:
        self._ranges: list[Range] = []
        self._longest = 0

    def add(self, place: Range) -> None:
        insort(self._ranges, place)
        self._longest = max(self._longest, place[1] - place[0])

    def meets(self, start: int, end: int) -> bool:
        for n in range(bisect_left(self._ranges, (end, end)) - 1, -1, -1):
            first, last = self._ranges[n]
            if first < start - self._longest:
                return False
            if last > start:
                return True
        return False
