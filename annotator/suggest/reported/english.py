"""The rules of English reported speech: that-clauses, clauses without that, clauses before "X said", sources."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.typography import word_set
from annotator.suggest.reported.found import INDIRECT, REPORTED, Found
from annotator.suggest.reported.sentence import Cue, Sentence

_FINITE = word_set(
    "is are was were am be been being has have had do does did can could will would shall should may might "
    "must isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't can't cannot couldn't won't "
    "wouldn't shouldn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t can’t couldn’t "
    "won’t wouldn’t shouldn’t"
)
_BEGINS = word_set(
    "the a an this these those his her its their our my he she it they we there i you no some all both each "
    "every many most more any such neither either nobody everyone everybody nothing one two three four five "
    "six seven eight nine ten dozens hundreds thousands people"
)
_SUBJECTS = word_set("i he she we they")
# After these a clause may follow without "that".
_SAY = word_set(
    "say think believe claim argue add insist explain warn note suggest acknowledge admit announce predict "
    "promise report conclude declare hope feel maintain confirm assert estimate expect fear recall reckon "
    "stress swear allege contend stipulate concede reply respond tell know suspect assume deny reveal state "
    "vow complain emphasise emphasize guess doubt imagine joke caution testify write"
)
# What somebody does by words, with what the words were about.
ACTS = word_set(
    "demand urge propose recommend promise pledge vow threaten offer announce advise request warn refuse deny "
    "reject dismiss criticise criticize condemn accuse blame praise denounce call"
)
_CONTRACTED = ("'s", "’s", "'ll", "’ll", "'re", "’re")
_CALL = word_set("for on")
_TIMES = word_set("day week year evening morning night month time")
_PASSIVE = word_set("was were is are been being be")
_TELL = word_set("tell told tells telling assure assured assures remind reminded warn warned inform informed")


def find(sentence: Sentence, after_report: bool) -> Iterator[Found]:
    """What the sentence tells of somebody's words."""
    found = list(_sources(sentence)) or list(_governed(sentence)) or list(_acts(sentence))
    yield from found


def _sources(sentence: Sentence) -> Iterator[Found]:
    """According to X, …; …, according to X."""
    source = sentence.source()
    if source is None:
        return
    first, behind = source
    phrase = " ".join(sentence.low[first:behind])
    if behind - first < 2 and phrase not in ("citing", "quoting"):
        return
    if phrase.startswith(("in a statement", "by the")):
        return
    cue = (sentence.words_place(first, behind),)
    size = len(sentence.words)
    if first <= 1:
        comma = sentence.next_break(behind, ",")
        if comma < size - 2:
            yield Found(*sentence.place(comma + 1, size), INDIRECT, "source", cue, phrase)
    elif first > 3:
        close = sentence.next_break(behind, ",")
        last = first if close >= size - 2 else size
        yield Found(*sentence.place(0, last), INDIRECT, "source", cue, phrase)


def _governed(sentence: Sentence) -> Iterator[Found]:
    for cue in reversed(sentence.verbs):
        # Before the clauses that the first words govern: "There is no proof that …, the inspector wrote."
        if not _is_adjective(sentence, cue) and (behind := _before(sentence, cue)) is not None:
            yield Found(*behind, INDIRECT, "clause before", sentence.segments(cue), cue.lemma)
            return
    reach = -1
    for cue in sentence.cues:
        if cue.at < reach:
            continue
        found = _clause(sentence, cue)
        if found is not None:
            reach, place, rule = found
            yield Found(*place, INDIRECT, rule, sentence.segments(cue), cue.lemma)


def _clause(sentence: Sentence, cue: Cue) -> tuple[int, tuple[int, int], str] | None:
    low = sentence.low
    end = sentence.next_break(cue.last + 1, ";")
    if _is_adjective(sentence, cue):
        return None
    # "said on Monday that", "told reporters that", "the accusation that"
    for n in range(cue.last + 1, min(end - 2, cue.last + (3 if cue.is_noun else 9))):
        if low[n] == "that" and _is_conjunction(sentence, n, end):
            return end, sentence.place(n + 1, end), "noun, that" if cue.is_noun else "that"
        if low[n] in ("whether", "if", "how", "why") and not cue.is_noun:
            return end, sentence.place(n, end), "question"
        if low[n] in ",:–—" or low[n] in _FINITE:
            break
    if cue.is_noun:
        return None
    begin = cue.last + 1
    if low[begin : begin + 1] and cue.lemma in _SAY:
        if low[cue.at] in _TELL:
            begin = _after_object(sentence, begin)
        close = min(end, sentence.next_break(begin, ",;:"))
        if (
            begin < end - 2
            and _may_begin(sentence, begin)
            and (low[begin] in _SUBJECTS or _has_finite(sentence, begin, close))
        ):
            return end, sentence.place(begin, end), "clause"
    return None


def _before(sentence: Sentence, cue: Cue) -> tuple[int, int] | None:
    """The gate would stay shut, the board said."""
    size = len(sentence.words)
    opening = sentence.previous_break(cue.at, ",")
    if opening < 3 or cue.at - opening > 8 or sentence.quoted:
        return None
    after = sentence.next_break(cue.last + 1, ",;")
    if after < size - 2 or size - cue.last > 12:
        return None
    if _has_finite(sentence, opening + 1, cue.at) or not _has_verb(sentence, 0, sentence.next_break(1, ",")):
        return None
    if sentence.low[0] in ("if", "when", "after", "while", "although", "as", "because", "in", "on", "at"):
        return None
    return sentence.place(0, opening)


def _is_adjective(sentence: Sentence, cue: Cue) -> bool:
    """A form that stands between an article and a noun ("the said board") or after "to" is no report."""
    before = sentence.low[cue.at - 1] if cue.at else ""
    return not cue.is_noun and before in ("the", "a", "an", "this", "of")


def _is_conjunction(sentence: Sentence, at: int, end: int) -> bool:
    """Whether "that" begins a clause, and does not point to a thing ("said that day")."""
    if sentence.low[at + 1] in _TIMES:
        return False
    return _may_begin(sentence, at + 1) or _has_finite(sentence, at, end)


def _may_begin(sentence: Sentence, at: int) -> bool:
    """Whether a clause may begin there: an article, a pronoun, a name, a number, a plural."""
    low = sentence.low[at]
    plural = low.endswith("s") and len(low) > 4
    return low in _BEGINS or plural or sentence.words[at].is_capital or low[0].isdecimal()


def _after_object(sentence: Sentence, begin: int) -> int:
    """Behind whom somebody is told: "told the paper the gate", "told reporters"."""
    low = sentence.low
    if low[begin] in ("the", "a", "his", "her", "their", "its"):
        return begin + 2
    return begin + 1


def _has_finite(sentence: Sentence, begin: int, end: int) -> bool:
    return any(low in _FINITE or low.endswith(_CONTRACTED) for low in sentence.low[begin:end])


def _has_verb(sentence: Sentence, begin: int, end: int) -> bool:
    return _has_finite(sentence, begin, end) or any(
        low.endswith("ed") and len(low) > 4 for low in sentence.low[begin + 1 : end]
    )


def _acts(sentence: Sentence) -> Iterator[Found]:
    """Sentences that tell that somebody demanded, warned of, rejected something."""
    low = sentence.low
    for cue in sentence.verbs:
        before = low[cue.at - 1] if cue.at else ""
        if cue.lemma not in ACTS or before in _PASSIVE or before in ("to", "the", "a", "an", "of"):
            continue
        if cue.lemma == "call" and low[cue.at + 1 : cue.at + 2] and low[cue.at + 1] not in _CALL:
            continue
        if low[cue.at].endswith("ing") or len(low) - cue.last < 3 or not cue.at:
            continue
        begin = sentence.previous_break(cue.at, ";") + 1
        place = sentence.place(begin, sentence.next_break(cue.last, ";"))
        yield Found(*place, REPORTED, "act", sentence.segments(cue), cue.lemma)
        return
