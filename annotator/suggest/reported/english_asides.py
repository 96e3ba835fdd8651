"""What stands in English between a verb of speech and what it announces: "told the crew", "said on Monday"."""

from __future__ import annotations

from annotator.suggest.reported.english_phrases import EnglishPhrases

_HEARER = 9  # words that name whom something is told
_NOUN = 4  # words of a noun behind a preposition and an article


def hearer_end(phrases: EnglishPhrases, begin: int) -> int | None:
    """Where the words end that name whom something is told; None if there are none."""
    low = phrases.low
    if not phrases.is_word(begin) or low[begin] == "to":
        return None
    if low[begin] in phrases.words["objects"]:
        return begin + 1 if begin + 1 < phrases.size else None
    at, named = begin, -1
    while at < min(phrases.size, begin + _HEARER) and not phrases.is_finite(at):
        if at > begin and (
            low[at] in phrases.words["subjects"] or low[at] in phrases.words["questions"] or low[at] == "to"
        ):
            if low[at - 1] in phrases.words["prepositions"]:
                return None  # "told the Gazette in an interview published on Sunday"
            return at
        if phrases.low[at] == ",":
            return None
        if named < 0 and at > begin and phrases.is_capital(at - 1) and phrases.is_noun(at):
            named = at
        at += 1
    # "told the Commons parents had been left alone"
    return named if begin <= named < at < phrases.size and phrases.is_finite(at) else None


def skip_adverbs(phrases: EnglishPhrases, begin: int) -> int:
    """Where what is said begins behind "on Monday", "in a statement", "to the crew"; the end if it doesn't."""
    low, at = phrases.low, begin
    if low[at] == ",":
        return phrases.size
    while at < phrases.size and low[at] in phrases.words["adverbs"]:
        preposition = low[at] in phrases.words["prepositions"]
        if not preposition and low[at + 1 : at + 2] and low[at + 1] in phrases.words["occasions"]:
            at += 2  # "said last month", "said on Monday night"
            continue
        if phrases.quantity(at):
            break
        infinitive = low[at] == "to" and not _names(phrases, at + 1)
        at = phrases.size if infinitive else _phrase_end(phrases, at + 1) if preposition else at + 1
    return at


def _names(phrases: EnglishPhrases, at: int) -> bool:
    """Whether a word behind "to" names somebody, so that no infinitive begins here."""
    low = phrases.low[at] if at < phrases.size else ""
    named = low in phrases.words["determiners"] or low in phrases.words["objects"]
    return named or (bool(low) and phrases.is_capital(at))


def _phrase_end(phrases: EnglishPhrases, begin: int) -> int:
    """Where a noun behind a preposition ends; the sentence's end if that can't be told."""
    low, at = phrases.low, begin
    while at < phrases.size and low[at] in phrases.words["determiners"]:
        at += 1
    noun = at
    while at < phrases.size and (phrases.is_capital(at) or low[at][0].isdigit()):
        at += 1
    if at < phrases.size and low[at] in phrases.words["occasions"]:
        at += 1
    if at > noun or phrases.words["objects"].issuperset(low[begin : begin + 1]):
        return min(phrases.size, max(at, begin + 1))
    for end in range(noun + 1, min(phrases.size, noun + _NOUN)):
        if low[end - 1] != "of" and (
            low[end] in phrases.words["subjects"] or low[end] in phrases.words["questions"]
        ):
            return end
    return phrases.size
