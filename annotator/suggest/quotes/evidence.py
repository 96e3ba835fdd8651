"""What speaks for a stretch between quotation marks being a quotation, and what against: a sum of weights.

The weights (weights.py) are on the scale of log odds; the sum is turned into a score between 0 and 1 by the
logistic function. A sum of 0 is even chances.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp

from annotator.core.typography import is_function_word
from annotator.suggest.mentions.caseless import LANGUAGES as VERB_LAST
from annotator.suggest.quotes.hindi import is_before_postposition
from annotator.suggest.quotes.marks import DASH, PAIR, PARAGRAPHS, TURN, UNCLOSED, UNOPENED
from annotator.suggest.quotes.naming import (
    is_amid_name,
    is_behind_kind,
    is_listed,
    is_named,
    is_noun,
    tells_a_name,
)
from annotator.suggest.quotes.semitic import is_hearer, is_word_of_somebody
from annotator.suggest.quotes.view import VERB_FIRST, View, is_weak
from annotator.suggest.quotes.words import (
    ABOUT,
    ARTICLES,
    CALLS,
    GIVEN,
    IMPERSONAL,
    INCLUDING,
    INDEFINITE,
    IS_SAID_TO_BE,
    PASSIVE,
    SO,
    SOURCES,
    SPEAK,
    TEASERS,
    VOICE,
    WORDS,
    is_inscribed,
)
from annotator.suggest.reading import Token
from annotator.suggest.unspaced import cited, may_speak, source_begins, verb_ends

_STOPS = frozenset(".!?…。！？؟।۔")
_COLONS = frozenset(":：")
_HYPHENS = frozenset("-‐‑/")
_UNSPACED = frozenset(("zh", "ja"))
_GLUED = frozenset(("zh", "ja", "ko"))  # a particle stands right behind the mark: "…"고 말했다
_FEW = 3  # words
_LEAST_CITED = 3  # words; one less where it has a small word or is a predicate
_TOPIC = 24  # signs before は that are looked at
_AGE = re.compile(r"[（(]\d{1,3}[）)]\Z")
# German, English and French tell of sources by single words; their weights were set without phrases, and there
# a word stands before what somebody is called. Elsewhere the case may tell: назвал случившееся «катастрофой».
_WITHOUT_PHRASES = frozenset(("de", "en", "fr", ""))
_WITHOUT_CASE = frozenset(("de", "en", "vi", ""))  # where a small letter tells too little, or weights do without
# Whose opinion follows: Pour Morvan, « c’est fini »; Para Kauã, “faltou perna”.
_FOR = {"fr": "pour", "es": "para", "pt": "para", "it": "per", "ca": "per", "ro": "pentru", "nl": "voor"}
# Before a participle, between a quotation and its verb.
_PERFECT = {
    "fr": ("a", "ont", "avait", "avaient"),
    "es": ("ha", "han", "había", "habían"),
    "it": ("ha", "hanno", "aveva", "avevano"),
    "pt": ("tem", "tinha", "tinham"),
}
_NEAR, _NEAR_VERB_FIRST = 8, 12  # tokens from a verb of speech; where its subject stands between, more
_LENGTHS = ((1, "one word"), (2, "two words"), (4, "some words"), (8, "many words"))
_KINDS = {
    PARAGRAPHS: "several paragraphs", UNCLOSED: "unclosed", UNOPENED: "unopened", DASH: "dash", TURN: "turn",
}  # fmt: skip


def score(total: float) -> float:
    """A sum of weights as a probability."""
    return 1 / (1 + exp(-total))


def evidence(view: View, nested: bool) -> Iterator[str]:
    """The names of what is seen, each a key of ``WEIGHTS``."""
    yield "base"
    yield from _length(view)
    yield from _inside(view)
    yield from _beside(view)
    yield from _announced(view)
    if view.before_low[:2] in TEASERS:
        yield "teaser"
    if nested:
        yield "nested"
        previous = view.previous
        if previous is not None and previous.text in ",:" and view.cue_before in view.before[-2:-1]:
            yield "told inside"
        elif view.reading.lang == "en" and view.is_right_behind_cue:
            yield "told inside"  # “They kept saying ‘We know’”
        if view.reading.lang in _UNSPACED and _is_said_inside(view):
            yield "said inside"
    if view.candidate.kind != PAIR:
        yield _KINDS[view.candidate.kind]


def _length(view: View) -> Iterator[str]:
    if view.length == 1 and view.small:
        yield "one small word"
        return
    yield next((name for most, name in _LENGTHS if view.length <= most), "very many words")


def _inside(view: View) -> Iterator[str]:
    text, (lo, hi) = view.reading.text, view.candidate.inside
    if view.small and view.length > 1:
        yield "small"
    colon = view.previous is not None and view.previous.text in _COLONS
    if _is_answer(view):
        yield "told as a sentence"
    elif view.name_like and not (text[hi - 1] in (_STOPS if colon else "!?") and (colon or view.length > 1)):
        yield "like a name"
    elif view.length > 1 and view.has_small_word:
        yield "function words"
    if text[hi - 1] in (_STOPS if view.length > 1 or colon else "!?！？؟"):
        yield "sentence ends inside"
    elif text[hi - 1] == ",":
        yield "comma inside"
    if not VOICE.isdisjoint(view.words_low[:30]):
        yield "voice"
    if text.startswith("''", view.candidate.start):
        yield "apostrophes"
    if view.length > 2 and "[" in text[lo : lo + 500]:
        yield "brackets"


def _is_answer(view: View) -> bool:
    """Whether an English quotation of a word is a sentence behind another: “Write this down,” she says. “No.”"""
    if view.reading.lang != "en" or view.length > 1 or view.previous is not None:
        return False
    lo, hi = view.candidate.inside
    apart = not any(token.is_word for token in view.after) and view.reading.text[hi - 1] in _STOPS
    begin = view.reading.lines[view.reading.line_of(lo)][0]
    return apart and any(begin <= start and end < lo for start, end in view.reading.quotations)


def _beside(view: View) -> Iterator[str]:
    text, candidate = view.reading.text, view.candidate
    right = text[candidate.end : candidate.end + 1]
    previous = view.previous
    compound = right and (right in _HYPHENS or right.isalnum()) and view.reading.lang not in _GLUED
    if compound or is_before_postposition(view):
        yield "compound"
    if view.reading.lang == "zh" and previous is not None and view.length < 5 and right.isalnum():
        yield "amid a sentence"
    if text[candidate.end : candidate.end + 2] == " (" and view.length < 6:
        yield "parenthesis"
    if previous is None:
        if view.length > 2:
            yield "begins the sentence"
        ends = view.length < _FEW and text[candidate.inside[1] - 1] in _STOPS
        if (view.length > 2 or ends) and not any(token.is_word for token in view.after):
            yield "stands alone"
        if right == ":" and view.length > 1:
            yield "colon behind"
        return
    if view.length < 7 and any(token.text in "([" for token in view.before[-4:]):
        yield "in parentheses"
    if previous.text in _COLONS:
        yield "colon"
        if text[candidate.inside[1] - 1] not in _STOPS and tells_a_name(view):
            yield "colon of a name"
        return
    if is_amid_name(view):
        yield "amid a name"
    announced = _has_words(view)
    if is_named(view):
        yield "named"
    elif is_behind_kind(view):
        yield "kind before"
    elif announced:
        yield "words before"
    elif view.length < 4 and (previous.low in SOURCES or is_hearer(view)):
        yield "the source"
    elif is_noun(view) and not view.small:
        yield "noun before"
    elif previous.low in ARTICLES and view.capital:
        yield "article before a capital"
    if view.capital and previous.low in INCLUDING and not announced:
        yield "one of several"
    elif view.capital and is_listed(view):
        yield "in a list"


def _has_words(view: View) -> bool:
    """Whether a noun for what people say or shout stands right before, or where the words are written."""
    return not WORDS.isdisjoint(view.before_low[-4:]) or is_inscribed(view.before_low)


def _ends_with_verb(view: View) -> bool:
    """Whether who speaks stands between a quote and the verb: “…”, chị Vân nói."""
    lang = view.reading.lang
    return lang in VERB_LAST or (lang == "vi" and view.previous is None)


def _announced(view: View) -> Iterator[str]:
    before = view.before
    reach = _NEAR_VERB_FIRST if view.reading.lang in VERB_FIRST else _NEAR
    near = view.cue_before is not None and view.first - view.reading.token_at(view.cue_before.start) <= reach
    if not near and view.cue_before is not None and view.reading.lang in VERB_FIRST:
        near = not view.reading.lexicon.that.isdisjoint(view.before_low[-8:])  # the clause that tells it is near
    if view.cue_after is not None and not is_weak(view.reading, view.cue_after):
        yield "cue behind"
        told = [token for token in view.following if token.is_word]
        # In Turkish the verb comes last, and no comma stands before it: “…” diye bağırdı.
        if len(told) > 1 and told[0].low in _PERFECT.get(view.reading.lang, ()):
            told = told[1:]  # «Basta», ha detto il ministro
        is_next = view.cue_after in told[:1] and (view.is_apart or view.reading.lang == "tr")
        if (
            is_next
            or (view.is_apart and _ends_with_verb(view))
            or (view.previous is None and _says_so(view, told))
        ):
            yield "cue right behind"
    elif near and view.cue_before is not None and not _is_joined(view):
        yield "cue near"
        if (
            not view.has_case
            and (view.length > 1 or is_word_of_somebody(view))
            and view.reading.lang not in _UNSPACED
        ):
            yield "without case"
        if (
            before[-1].text == ","
            and view.cue_before in before[-2:-1]
            and view.length < _FEW
            and view.ends_sentence
        ):
            yield "told as a sentence"
        if view.is_right_behind_cue:
            yield "cue right before"
    else:
        if view.cue_before is not None or view.cue_later is not None:
            yield "cue in the sentence"
        announced = bool(before) and (before[-1].text in _COLONS or _has_words(view))
        if view.capital and not view.name_like and before and not announced:
            yield "out of place"
        if view.is_inverted or _is_cited(view):
            yield "cue behind"
    following = [token for token in view.following[:3] if token.is_word]
    if (following and following[0].low in SO) or _is_opinion(view):
        yield "so"
        behind = view.reading.text[view.candidate.end : view.candidate.end + 5]
        source = behind == ", so " or (view.reading.lang in _PERFECT and view.is_apart and following[:1])
        if view.previous is None and source and not view.name_like and not _is_opinion(view):
            yield "cue right behind"  # „Alles gut“, so die Sprecherin; «Todo bien», según la portavoz
    if view.mood is not None:
        yield "mood"
    yield from _called(view)
    if not view.reading.lexicon.nouns.isdisjoint(view.before_low):
        yield "noun of speech"
    if _tells_source(view):
        yield "source"
        if not view.has_case:
            yield "without case"


def _is_joined(view: View) -> bool:
    """Whether the verb before it tells of thought, or is joined to a name in Japanese: 公表した「…」."""
    if view.reading.lang == "ja" and view.previous is not None and view.previous.is_word:
        return True
    return view.cue_before is not None and is_weak(view.reading, view.cue_before)


def _says_so(view: View, told: list[Token]) -> bool:
    """Whether a pronoun and its verb follow a quotation that begins the sentence: “Parkin,” she said."""
    ends = view.reading.text[view.candidate.inside[1] - 1] in ",!?"
    pronoun = ends and told[:1] and told[0].low in view.reading.lexicon.pronouns
    return bool(pronoun) and told[1:2] == [view.cue_after]


def _is_cited(view: View) -> bool:
    """Whether the Japanese or Korean particle for what is said stands behind it."""
    if view.reading.lang not in _GLUED or view.length < _LEAST_CITED - view.has_small_word:
        return False
    if view.reading.lang == "ja" and _is_topic_before(view):
        return True
    particle = cited(view.reading.lang)
    return particle is not None and particle.match(view.reading.text, view.candidate.end) is not None


def _is_topic_before(view: View) -> bool:
    """Whether it stands alone behind somebody who may speak and は in Japanese: 監督（58）は「まだ伸びる」。"""
    text, start = view.reading.text, view.candidate.start
    if not text.startswith("は", start - 1) or text[view.candidate.end : view.candidate.end + 1] not in ("。", ""):
        return False
    before = _AGE.sub("", text[max(0, start - _TOPIC) : start - 1])
    return may_speak("ja").search(before) is not None


def _is_said_inside(view: View) -> bool:
    """Whether a verb of speech stands right before what is quoted in a quotation, or a particle behind it."""
    previous = view.previous
    if previous is not None and verb_ends(view.reading.lang).search(previous.text):
        return True
    return _is_cited(view)


def _tells_source(view: View) -> bool:
    """Whether the sentence names its source before: according to X, X'e göre, Xによると."""
    lexicon = view.reading.lexicon
    if view.reading.lang in _UNSPACED:
        first = view.before[0].start if view.before else view.candidate.start
        told = view.reading.text[first : view.candidate.start]
        begins = source_begins(view.reading.lang).search(told) is not None
        return begins or any(phrase in told for phrase in lexicon.after)
    if any(low in lexicon.before and not is_function_word(low) for low in view.before_low):
        return True
    if view.reading.lang not in _WITHOUT_PHRASES:
        told = f" {' '.join(view.before_low)} "
        return any(f" {phrase} " in told for phrase in (*lexicon.before, *lexicon.after))
    return False


def _is_opinion(view: View) -> bool:
    """Whether the sentence begins with whose opinion it is: Pour Morvan, « c’est fini »."""
    told = view.before_low[:1] == [_FOR.get(view.reading.lang, "")]
    return told and view.before_low[-1] == ","


def _called(view: View) -> Iterator[str]:
    around = view.before_low + view.after_low[:8]
    called = not CALLS.isdisjoint(around)
    if called and view.before_low[-1:] != ["so-called"]:
        yield "called"
    previous = view.previous
    speaks = called or not SPEAK.isdisjoint(around)
    behind = [token.low for token in view.following[:2]]
    thrown = called and behind[:1] == ["vor"]
    # Es war von „Theater“ die Rede is no talk of a title.
    spoken_of = view.reading.lang == "de" and previous is not None and previous.low in ("von", "vom", "vor")
    spoken_of = spoken_of and not SPEAK.isdisjoint(view.before_low[-5:])
    by_case = called and view.small and view.reading.lang not in _WITHOUT_CASE
    by_case = by_case and previous is not None and not is_named(view)
    if view.small and previous is not None and previous.low in ABOUT and view.reading.lang not in _WITHOUT_PHRASES:
        spoken_of = not SPEAK.isdisjoint(view.before_low[-5:])
    told = speaks and previous is not None and (thrown or by_case or spoken_of or previous.low in INDEFINITE)
    if view.length < 8 and (told or (view.reading.lang == "de" and _is_said_to_be(view))):
        yield "called so"
    if called and not IMPERSONAL.isdisjoint(around):
        yield "named"  # so etwas nennt man „Kaikante“
    elif behind and (behind[0] in GIVEN or (behind[0] in CALLS and behind[1:] and behind[1] in PASSIVE)):
        yield "named behind"


def _is_said_to_be(view: View) -> bool:
    """Whether it is what somebody is reported to call something: Das Nein sei ein „Sieg der Vernunft“."""
    *_, verb, article = ["", "", *view.before_low]
    return verb in IS_SAID_TO_BE and article in INDEFINITE
