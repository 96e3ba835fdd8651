"""Who says a quote that no verb of speech tells of: somebody who stands in a certain place beside it."""

from __future__ import annotations

from typing import NamedTuple

from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.quotes.words import STANDS, carries_words, is_inscribed
from annotator.suggest.speakers.cues import Cue
from annotator.suggest.speakers.finder import Speaker, is_animate, whole
from annotator.suggest.speakers.scene import Scene

_FOR = word_set("für for pour para per pentru voor för dla pro для")
_CARRIER = 8  # words to the end of what a quote stands on
_BRACKETED = 6  # words of a party or the like behind a name in brackets
# No thing, not who is spoken to, and nobody that a text goes on with.
NOBODY = word_set(
    "es it ce c' c’ you du tu vous usted ustedes você někdo nikdo ktoś nikt кто-то никто хтось ніхто alguien "
    "nadie qualcuno nessuno alguém ninguém iemand niemand någon nogen noen ingen κάποιος κάποια κανείς biri "
    "birisi kimse"
)
_DASHES = frozenset("—–―-")
_LEAST_ANSWERS = 2
_LABEL = 5  # words, at most, before a colon that tell whose turn it is
_ANSWERS = word_set(
    "a r antwort answer réponse respuesta risposta resposta antwoord svar odpowiedź odpověď ответ відповідь"
)
ANSWERS = "answers"  # the reason of who is taken to answer all questions
_MODALS = word_set("will would can could may might must shall should to")


class Attribution(NamedTuple):
    """What was found of a quote: its cue (None: none of its own), its speakers, how sure that is and why.

    It has no speakers where only the form of its verb says that somebody speaks.
    """

    cue: Cue | None
    speakers: list[Speaker]
    score: float
    reason: str


def signed(scene: Scene, last: int) -> Attribution | None:
    """Whoever stands behind a dash, or in brackets, and ends the line: “We stay.” – Tjark Ohlsen"""
    if scene.letters[last : last + 1] == "(":
        return _bracketed(scene, last)
    if scene.letters[last : last + 1] != "-" or last + 1 >= len(scene.words):
        return None
    mention = scene.around(last + 1)
    is_name = mention is not None and mention.first == last + 1 and mention.kind == "name"
    if mention is None or not is_name or scene.line(last) != scene.line(last - 1):
        return None
    ends = mention.last >= len(scene.words) or scene.line(mention.last) != scene.line(last)
    ends = ends or scene.letters[mention.last] in ",.("
    return Attribution(None, [whole(mention)], 0.75, "stands behind the quote") if ends else None


def named_before(scene: Scene, first: int, lo: int) -> Attribution | None:
    """Somebody right before the quote, and only a colon or bracket between."""
    mark = first - 1
    while mark > lo and scene.letters[mark] == "q":
        mark -= 1
    if mark <= lo or scene.letters[mark] not in ":(":
        return None
    mention = scene.around(mark - 1)
    if mention is None or mention.last != mark or mention.oblique or not is_animate(mention):
        return None
    if scene.words[mention.first].low in NOBODY:
        return None
    return Attribution(None, [whole(mention)], 0.75, "stands before the quote")


def labelled(scene: Scene, start: int, first: int, last: int) -> Attribution | None:
    """Whose turn it is in an interview without marks: "Ohlsen: Weil wir müssen." is a line.

    ``start`` is where the quote begins, in code points; ``first`` and ``last`` its first word and the one behind.
    """
    if first >= last:
        return None
    begin, colon = scene.lines[scene.line(first)], first - 1
    is_line = last >= len(scene.words) or scene.line(last) > scene.line(first)
    if not (0 < colon - begin <= _LABEL and is_line and scene.words[colon].text == ":"):
        return None
    if not scene.text[start].isalnum():
        return None
    if colon - begin == 1 and scene.low[begin] in _ANSWERS:
        return Attribution(None, [], 0.5, "an answer")
    mention = scene.around(begin)
    if mention is None or (mention.first, mention.last) != (begin, colon):
        lo, hi = scene.words[begin].start, scene.words[colon - 1].end
        name = scene.text[lo:hi]
        mention = Mention(lo, hi, lo, hi, hi, "name", name, "", "", "s", False, begin, colon, lo)
    return Attribution(None, [whole(mention)], 0.9, "whose turn it is")


def conversed(scene: Scene, start: int, end: int, first: int, last: int) -> Attribution | None:
    """Who answers in an interview, a paragraph each turn: whoever it names first. Who asks is nobody's matter.

    Questions have a dash as answers have, or no mark at all where answers stand in marks. ``start`` and ``end``
    are those of the quote, in code points, ``first`` and ``last`` its words.
    """
    if first >= last:
        return None
    text, line = scene.text, scene.line(first)
    begin = scene.lines[line]
    dashed = first - 1 == begin and scene.words[begin].text in _DASHES
    dashed = dashed and (text[start].isalnum() or text[start] in "¿¡")
    is_line = last >= len(scene.words) or scene.line(last) > line
    if not is_line or not (dashed or begin == first) or begin == 0:
        return None
    if dashed and text.endswith("?", start, end):
        return Attribution(None, [], 0.4, "a question")
    if line not in scene.answers or len(scene.answers) < _LEAST_ANSWERS:
        return None
    found = next((one for one in scene.mentions if one.who == "person" and " " in one.name), None)
    return Attribution(None, [whole(found)], 0.4, ANSWERS) if found is not None else None


def _bracketed(scene: Scene, last: int) -> Attribution | None:
    mention = scene.around(last + 1)
    if mention is None or mention.first != last + 1 or mention.who != "person" or not mention.name:
        return None
    close = scene.letters.find(")", mention.last, mention.last + _BRACKETED)
    ends = close >= 0 and (close + 1 >= len(scene.words) or scene.line(close + 1) != scene.line(close))
    return Attribution(None, [whole(mention)], 0.75, "stands behind the quote") if ends else None


def beside(scene: Scene, last: int, hi: int) -> Attribution | None:
    """Whoever stands with one word of any kind between a quote and a comma: ‘No,’ Ms Tregarth began, ‘…’"""
    mention = scene.around(last) if last < hi and scene.lang == "en" else None
    if mention is None or mention.first != last or not is_animate(mention) or mention.last + 1 >= hi:
        return None
    ends = (
        scene.letters[last - 1] == "Q"
        and scene.letters[mention.last] in "nyb"
        and scene.letters[mention.last + 1] in ",."
    )
    return Attribution(None, [whole(mention)], 0.5, "stands behind the quote") if ends else None


def for_whom(scene: Scene, lo: int, first: int, reach: int = 2) -> Attribution | None:
    """ "Für Ohlsen ist das …", "Was für Ohlsen …, ist für Berg …": whose opinion it is.

    The first "für" is among as many words of the sentence as ``reach`` tells.
    """
    words = scene.words
    if not any(word.low in _FOR for word in words[lo : lo + reach]):
        return None
    found = [
        mention
        for mention in scene.between(lo + 1, first)
        if words[mention.first - 1].low in _FOR and is_animate(mention) and mention.kind != "pronoun"
    ]
    return Attribution(None, [whole(found[-1])], 0.4, "whose opinion it is") if found else None


def inscribed(scene: Scene, lo: int, first: int, last: int) -> Attribution | None:
    """What the words of a quote stand on: "Auf einem Schild stand: „…“", «…», si legge in una nota."""
    if scene.lang == "it" and scene.low[last + 1 : last + 3] == ["si", "legge"]:
        note = scene.around(last + 4)
        return Attribution(None, [whole(note)], 0.75, "what the quote stands on") if note is not None else None
    if scene.lang != "de":
        return None
    if is_inscribed(scene.low[lo:first]):
        near = scene.between(lo, first)
    elif scene.low[last : last + 1] and scene.low[last] in STANDS:
        near = scene.between(last + 2, last + _CARRIER)[:1]
    else:
        return None
    on = next((one for one in near if any(map(carries_words, scene.low[one.first : one.last]))), None)
    return Attribution(None, [whole(on)], 0.6, "what the quote stands on") if on else None


def tells_inside(scene: Scene, cue: Cue | None, last: int, start: int, end: int) -> bool:
    """Whether a cue that stands within reported speech, told by its code points, announces a quote there.

    ``last`` is the index of the word behind the quote.

    In English "said she had not read it but was “troubled”" and "said she would respond “in kind”" have none.
    """
    if cue is None or not start <= scene.words[cue.at].start < end:
        return False
    if scene.lang == "de":
        # "halte" in "Man wolle „…“, sondern eine Reform, die bis 2040 halte" has nothing to do with the quote.
        return scene.letters.find(",", last + 2, cue.at) < 0
    if scene.lang != "en":
        return True
    # "said the district's offer was “poor”", "said she heard shouting and “a bang”"
    thing = cue.kind == "noun" or scene.low[cue.at].endswith("ing")
    return not (thing or cue.is_weak or scene.low[cue.at - 1] in _MODALS)
