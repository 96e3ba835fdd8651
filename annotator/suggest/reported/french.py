"""The rules of French reported speech: que, selon, the conditional of what others say, inversion."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.core.typography import word_set
from annotator.suggest.reported.found import FREE, INDIRECT, REPORTED, Found
from annotator.suggest.reported.sentence import Cue, Sentence

_CONDITIONAL = word_set(
    "serait seraient aurait auraient devrait devraient pourrait pourraient ferait feraient viendrait prendrait "
    "voudrait irait iraient"
)
ACTS = word_set(
    "demander exiger réclamer proposer promettre annoncer exhorter appeler dénoncer critiquer menacer rejeter"
)
_SKIP = word_set("pour par de")


def find(sentence: Sentence, after_report: bool) -> Iterator[Found]:
    """What the sentence tells of somebody's words."""
    found = list(_sources(sentence)) or list(_governed(sentence))
    if found:
        yield from found
        return
    conditional = [n for n, low in enumerate(sentence.low) if low in _CONDITIONAL]
    if conditional and not any(low in ("si", "s'il", "s’il") for low in sentence.low):
        before = sentence.low[: conditional[0]]
        if "," not in before and "que" not in before:
            yield Found(*sentence.place(0, len(sentence.words)), FREE, "conditional")
            return
    yield from _acts(sentence)


def _sources(sentence: Sentence) -> Iterator[Found]:
    """Selon X, …; …, selon X."""
    source = sentence.source()
    if source is None:
        return
    first, behind = source
    phrase = " ".join(sentence.low[first:behind])
    if phrase in _SKIP or phrase == "suivant":
        return
    cue = (sentence.words_place(first, behind),)
    size = len(sentence.words)
    if first <= 1:
        comma = sentence.next_break(behind, ",")
        if comma < size - 2:
            yield Found(*sentence.place(comma + 1, size), INDIRECT, "source", cue, phrase)
    elif first > 3:
        close = sentence.next_break(behind, ",")
        yield Found(*sentence.place(0, first if close >= size - 2 else size), INDIRECT, "source", cue, phrase)


def _governed(sentence: Sentence) -> Iterator[Found]:
    reach = -1
    for cue in sentence.cues:
        if cue.at >= reach and (found := _clause(sentence, cue)) is not None:
            reach, place, rule = found
            yield Found(*place, INDIRECT, rule, sentence.segments(cue), cue.lemma)


def _clause(sentence: Sentence, cue: Cue) -> tuple[int, tuple[int, int], str] | None:
    low, size = sentence.low, len(sentence.words)
    end = sentence.next_break(cue.last + 1, ";")
    for n in range(cue.last + 1, min(end - 2, cue.last + (3 if cue.is_noun else 9))):
        word = low[n]
        if word == "que" or word.startswith(("qu'", "qu’")):
            begin = n + 1 if word == "que" else n
            return end, sentence.place(begin, end), "noun, that" if cue.is_noun else "that"
        if word in ("si", "comment", "pourquoi") and not cue.is_noun:
            return end, sentence.place(n, end), "question"
        if word in ",:–—":
            break
    opening = sentence.previous_break(cue.at, ",")
    if cue.is_noun or opening < 3 or cue.at - opening > 7 or sentence.quoted:
        return None
    if sentence.next_break(cue.last + 1, ",;") < size - 2 or size - cue.last > 14:
        return None
    if low[opening + 1] in ("qui", "que", "dont", "et", "mais", "où"):
        return None
    if (
        cue.at == opening + 1
        or "-t-" in low[cue.at]
        or low[opening + 1] in ("a", "ont")
        or low[opening + 1].startswith("a-")
    ):
        return size, sentence.place(0, opening), "clause before"
    return None


def _acts(sentence: Sentence) -> Iterator[Found]:
    for cue in sentence.verbs:
        if (
            cue.lemma in ACTS
            and cue.at
            and len(sentence.low) - cue.last > 3
            and sentence.low[cue.at - 1] not in _SKIP
        ):
            yield Found(
                *sentence.place(0, len(sentence.words)), REPORTED, "act", sentence.segments(cue), cue.lemma
            )
            return
