"""Brings together whatever may stand for an actor: spans that are known, and names that nobody has marked yet."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.core.clusters import Range
from annotator.core.name_words import ARTICLES
from annotator.core.names import fold, is_name, is_pronoun, split_mention
from annotator.core.typography import is_function_word, word_set
from annotator.suggest.actors.coreference import Mention
from annotator.suggest.actors.described import described
from annotator.suggest.actors.inflection import stem_of
from annotator.suggest.actors.kinds import FEMALE, gender_of_pronoun, gender_of_role, is_organisation
from annotator.suggest.actors.name_patterns import Named, last_word, named
from annotator.suggest.actors.register_index import Match, RegisterIndex
from annotator.suggest.base import Proposal
from annotator.suggest.mentions import Mention as Phrase
from annotator.suggest.reading import Reading

_REGISTER, _LOWERED, _AMBIGUOUS, _LAST_NAME = 0.95, 0.85, 0.7, 0.8
_LONGEST_KNOWN = 200  # code points of a span that is read as a mention
_DEEPEST = 9  # quotes within one another
# Beside those of German, English and French.
_OTHER_ARTICLES = {
    "es": word_set("el los las"),
    "ca": word_set("el els les"),
    "it": word_set("il lo gli i"),
    "pt": word_set("o os as um uma"),
    "nl": word_set("de het een"),
}
_SHORTEST = 3  # letters of a last name that is inflected
_BLANKS = (" ", "\u00a0", "\u202f")


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
    matches = [match for match in index.find(tokens, reading.lang) if _is_in_line(reading, match)]
    by_end = {tokens[match.last].end: match for match in matches}
    phrases = {mention.start: mention for mention in reading.parsed.mentions}
    phrases |= {mention.bare: mention for mention in reading.parsed.mentions}
    found: list[Candidate] = []
    taken = _Places()
    for proposal in known:
        if proposal.label == "ACTOR" and proposal.end - proposal.start <= _LONGEST_KNOWN:
            mention = _of_known(reading, proposal, by_end, index, phrases.get(proposal.start))
            found.append(Candidate(mention, proposal, False))
            taken.add(_head(reading, mention))
    by_head = {mention.head: mention for mention in reading.parsed.mentions} if matches else {}
    for match in matches:
        start, end = tokens[match.first].start, tokens[match.last].end
        # Other words than a name mean somebody only where something points at them.
        if _is_of_longer_name(reading, match, index):
            continue
        if not taken.meets(start, end) and (not match.linked or is_name(reading.text[start:end])):
            taken.add((start, end))
            found.append(_of_match(reading, match, index, by_head.get(end), with_article=with_article))
    for name in named(reading):
        if not taken.meets(name.start, name.end):
            taken.add((name.start, name.end))
            found.append(_of_name(reading, name, with_article=with_article))
    _add_last_names(reading, found, taken)
    places = [(quote.start, quote.end - 1) for quote in known if quote.label == "QUOTE"]
    for proposal in described(reading, index, places, with_article=with_article):
        if not taken.meets(proposal.start, proposal.end):
            taken.add((proposal.start, proposal.end))
            mention = _of_known(reading, proposal, by_end, index, phrases.get(proposal.start))
            if mention.form == "name":
                # Its capital is that of any German noun.
                mention.form, mention.name, mention.role = "nominal", "", mention.name
            found.append(Candidate(mention, proposal, True))
    found.sort(key=lambda one: (one.mention.start, -one.mention.end))
    quotes = _direct_quotes(reading, known)
    for one in found:
        one.mention.sentence = reading.sentence_of(one.mention.start)
        one.mention.quote = _around(quotes, one.mention.start)
    return found


def _is_of_longer_name(reading: Reading, match: Match, index: RegisterIndex) -> bool:
    """Whether the one word of an entry ends the name of another body: "Union" in "die Europäische Union"."""
    if match.first != match.last or not match.first:
        return False
    before, word = reading.tokens[match.first - 1 : match.first + 1]
    if not before.is_capital or reading.text[before.end : word.start] not in _BLANKS:
        return False
    begins = before.start == reading.sentences[reading.sentence_of(before.start)][0]
    is_body = is_organisation(word.text) and not is_function_word(before.text)
    # "SPD-Fraktion", "Reederei Boysen": what stands before is no adjective in German.
    told = reading.lang != "de" or before.low.endswith(("e", "en", "er", "es", "em"))
    return is_body and told and not begins and all(index.actors[one].kind != "person" for one in match.actor_ids)


def _add_last_names(reading: Reading, found: list[Candidate], taken: _Places) -> None:
    """Words that are the last names of persons found so far, or their first names."""
    names = [
        one.mention.name
        for one in found
        if one.mention.form == "name" and one.mention.kind == "person" and " " in one.mention.name
    ]
    if stem_of(reading.lang) is not None:
        _add_inflected(reading, found, taken, names)
        return
    full = {fold(name.split()[0]): name for name in names} | {last_word(name): name for name in names}
    for phrase in reading.parsed.mentions if full else ():
        if phrase.kind != "name" or not reading.text.startswith(phrase.name, phrase.bare):
            continue
        # "Ohlsen", but also "Ohlsens Rede", which German writes as it does names.
        word = phrase.name.split()[0]
        start, end = phrase.bare, phrase.bare + len(word)
        folded = fold(word)
        genitive = full.get(folded.removesuffix("s").rstrip("'"))
        name = (full.get(folded) if word == phrase.name else None) or genitive
        if name is not None and not taken.meets(start, end):
            taken.add((start, end))
            mention = Mention(start, end, word, "", "name", "person")
            proposal = Proposal("ACTOR", ((start, end),), _LAST_NAME, f"as '{name}' in this article")
            found.append(Candidate(mention, proposal, True))


def _add_inflected(reading: Reading, found: list[Candidate], taken: _Places, names: list[str]) -> None:
    """The same where names have cases: Брезгиным means Юрий Брезгин.

    Such a mention is called by the form that the full name has, so that both are one.
    """
    stem = stem_of(reading.lang)
    assert stem is not None
    full = {stem(name.split()[-1]): name for name in names}
    for one in found:
        known = full.get(stem(one.mention.name)) if one.mention.form == "name" else None
        if known is not None:
            one.mention.name = known.split()[-1]
    for token in reading.tokens if full else ():
        name = full.get(stem(token.low)) if token.is_capital and len(token.text) >= _SHORTEST else None
        if name is not None and not taken.meets(token.start, token.end):
            taken.add((token.start, token.end))
            mention = Mention(token.start, token.end, name.split()[-1], "", "name", "person")
            reason = f"as '{name}' in this article"
            found.append(
                Candidate(mention, Proposal("ACTOR", ((token.start, token.end),), _LAST_NAME, reason), True)
            )


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
    for n in range(at - 1, max(0, at - _DEEPEST) - 1, -1):
        if offset < quotes[n][1]:
            return quotes[n][2]
    return None


def _is_in_line(reading: Reading, match: Match) -> bool:
    start, end = reading.tokens[match.first].start, reading.tokens[match.last].end
    return reading.line_of(start) == reading.line_of(end - 1)


def _of_known(
    reading: Reading,
    proposal: Proposal,
    by_end: dict[int, Match],
    index: RegisterIndex,
    phrase: Phrase | None,
) -> Mention:
    """A span that somebody has marked, or a suggester before."""
    text = reading.text[proposal.start : proposal.end]
    if is_pronoun(text):
        gender = gender_of_pronoun(text)
        if reading.lang == "de" and fold(text) == "sie":
            gender = "" if _is_plural(reading, proposal) else FEMALE
        return Mention(proposal.start, proposal.end, text, "", "pronoun", None, gender, _ids(proposal))
    name, role, kind, gender = _taken_apart(reading, proposal, phrase)
    match = by_end.get(proposal.end)
    if name:
        ends = reading.text.find(name, proposal.start) + len(name)
        if match is None or reading.tokens[match.first].start >= ends:
            # What stands behind the name belongs to a role: "Wiebke Tams, Sprecherin des Hafenbunds".
            match = by_end.get(ends)
    if match is not None and not name and (told := _told_by_register(reading, proposal, match, index)):
        name, role, kind = told
    gender = gender or (gender_of_role(role, reading.lang) if kind == "person" else "")
    form = "name" if name else "nominal"
    ids = _ids(proposal) or _entries(reading, proposal, match, index, form, kind)
    if ids and ids[0] in index.actors:
        kind = index.actors[ids[0]].kind
        if match is not None and not match.lowered and not match.shortened and not name:
            form, name = "name", role
    return Mention(proposal.start, proposal.end, name, role, form, kind, gender, ids)


def _taken_apart(reading: Reading, proposal: Proposal, phrase: Phrase | None) -> tuple[str, str, str | None, str]:
    """What names in a span, what describes, its kind and gender; by the phrase that begins with it, if any."""
    text = reading.text[proposal.start : proposal.end]
    if phrase is not None and phrase.kind != "pronoun" and proposal.end >= phrase.head:
        if not phrase.name:
            return (
                "",
                reading.text[phrase.bare : min(proposal.end, phrase.core)],
                phrase.who or None,
                phrase.gender,
            )
        at = reading.text.find(phrase.name, phrase.bare, proposal.end)
        if at >= 0:
            return phrase.name, reading.text[phrase.bare : at].strip(), phrase.who or None, phrase.gender
    parts = split_mention(text)
    return parts.name, parts.role, "person" if parts.role and parts.name else None, ""


def _told_by_register(
    reading: Reading, proposal: Proposal, match: Match, index: RegisterIndex
) -> tuple[str, str, str] | None:
    """Name, role and kind of a person whom nothing but the register knows: "crane mechanic Noor El-Amin"."""
    start = reading.tokens[match.first].start
    before = reading.tokens_in(proposal.start, start)
    if match.first == match.last or any(is_function_word(token.text) for token in before[1:]):
        return None
    if start < proposal.start or any(index.actors[one].kind != "person" for one in match.actor_ids):
        return None
    return reading.text[start : proposal.end], reading.text[proposal.start : start].strip(), "person"


def _entries(
    reading: Reading,
    proposal: Proposal,
    match: Match | None,
    index: RegisterIndex,
    form: str,
    kind: str | None,
) -> tuple[str, ...]:
    """The entries of the register that the words of a span may mean."""
    text = reading.text[proposal.start : proposal.end]
    bare = _without_article(text)
    if match is not None and reading.tokens[match.first].start >= proposal.start:
        # Of "Sprecherin der Reederei Boysen" the register's "Reederei Boysen" is not the head.
        whole = reading.text[reading.tokens[match.first].start : proposal.end]
        if form != "name" and bare != whole:
            return ()
        # A person is no organisation, whatever her role names.
        return tuple(one for one in match.actor_ids if kind != "person" or index.actors[one].kind in (None, kind))
    if " " in bare:
        return ()
    # "syndicats" are several, none of which is the "Syndicat des quais".
    return tuple(one for one in index.head_of(bare) if kind in (None, index.actors[one].kind))


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


def _of_match(
    reading: Reading, match: Match, index: RegisterIndex, phrase: Phrase | None, *, with_article: bool
) -> Candidate:
    """An entry of the register, with the title or role that its phrase begins with."""
    tokens = reading.tokens
    start, end = tokens[match.first].start, tokens[match.last].end
    begin, role, gender = start, "", ""
    if phrase is not None and phrase.bare <= start and not _begins_with_verb(reading, phrase, start):
        begin = phrase.bare
        role = reading.text[begin:start].strip()
        gender = phrase.gender or gender_of_role(role, reading.lang)
    if with_article:
        begin = _article_before(reading, begin)
    actor = index.actors[match.actor_ids[0]] if len(match.actor_ids) == 1 else None
    score = _REGISTER
    if match.lowered or match.shortened or match.linked:
        score = _LOWERED
    if actor is None:
        score = _AMBIGUOUS
    name = reading.text[start:end]
    kinds = {index.actors[one].kind for one in match.actor_ids}
    kind = kinds.pop() if len(kinds) == 1 else None
    form = "name" if match.lowered or is_name(name) else "nominal"
    mention = Mention(begin, end, name, role, form, kind, gender, match.actor_ids)
    whom = actor.name if actor else match.name
    reason = f"linked to {whom} elsewhere" if match.linked else f"in the register: {whom}"
    return Candidate(mention, Proposal("ACTOR", ((begin, end),), score, reason), True)


def _begins_with_verb(reading: Reading, phrase: Phrase, start: int) -> bool:
    """Whether what stands before a name has its capital from the sentence: Встретили Юрия Брезгина."""
    if stem_of(reading.lang) is None or reading.parsed.words[phrase.first].end >= start:
        return False
    begins = phrase.start == reading.sentences[reading.sentence_of(phrase.start)][0]
    return begins and reading.parsed.letters[phrase.first] == "N"


def _of_name(reading: Reading, name: Named, *, with_article: bool) -> Candidate:
    begin = _article_before(reading, name.start) if with_article else name.start
    gender = name.gender or gender_of_role(name.role, reading.lang)
    mention = Mention(begin, name.end, name.name, name.role, "name", name.kind, gender)
    return Candidate(mention, Proposal("ACTOR", ((begin, name.end),), name.score, name.reason), True)


def _article_before(reading: Reading, start: int) -> int:
    at = reading.token_at(start)
    if not at:
        return start
    before = reading.tokens[at - 1]
    if before.low == "that":
        return start  # "said that Ms Tams …"
    is_article = before.low in ARTICLES or before.low in _OTHER_ARTICLES.get(reading.lang, ())
    return before.start if is_article and reading.text[before.end : start] in _BLANKS else start


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
