"""Speech that a dash at the beginning of a paragraph marks: — Мы останемся, — сказал он. — До конца.

French, Spanish, Portuguese, Polish, Turkish and the languages in Cyrillic print dialogue so, with a dash before
the words about the speaker; the Nordic languages have a comma there: – Vi blir, sa hun. – Til slutten. Croatian
and its neighbours, Czech, Slovak, Romanian, Turkish and Greek have either. Speech whose speaker a verb tells of is
sure to be any, and what a colon announces; where that is the way to quote, so is a paragraph that has no verb, but
for those of lists. In Nordic news it is usual: what follows such speech is more of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from annotator.core.clusters import Range
from annotator.core.typography import trim
from annotator.suggest.quotes.incises import incises
from annotator.suggest.quotes.marks import DASH, Candidate
from annotator.suggest.quotes.view import is_cue
from annotator.suggest.reading import Reading, Token

# Many a web page has hyphens for dashes, with blanks around them.
_OPENING = re.compile(r"\s*(?:[—–―]\s?|-\s)(?=[\w¡¿„“”\"«»])")
_DASH = re.compile(r"[—–―]\s*|(?<=\s)-\s+")
# Newspapers print speech so within a paragraph, too.
_WITHIN = re.compile(r"(?<=[.!?…:”“»«\"])\s+[—–-]\s(?=[^\W\d_])")
_NORDIC = frozenset(("sv", "no", "nb", "nn", "da", "fi"))
_WITH_COMMA = frozenset(("hr", "bs", "sr", "sl", "ro", "tr", "cs", "sk", "el", "fr", "it"))
_SUBJECT_FIRST = frozenset(("fi",))  # – Se on totta, ministeri sanoi.
_BEHIND_SUBJECT = frozenset(("vi",))  # - Tôi ở lại - chị Lan, chủ quán, nói.
_CLAUSE = 20  # tokens of these up to the verb
_ASKS = ("?", "？", "؟")
_LEAST_ANSWERS = 2
_LEAST_TOLD = 2  # paragraphs with a verb of speech, from which on others are speech, too
_MOST_BEFORE = 5  # words of a subject and what belongs to it
_NOT_WITHIN = frozenset(("de", "en"))  # where dashes in sentences are many
_STOPS = tuple(".!?…")
_CLOSING = ("»", "”", "’")
_OPENERS = frozenset("«“‘”»")
_CYRILLIC = frozenset(("ru", "uk", "be", "bg", "sr"))
_ENCLITIC = frozenset(("hr", "bs", "sr", "sl"))  # – Vidjet ćemo – kratko je odgovorila.
_NOT = ("не", "ни", "ні")
_INCISE = 7  # words in which somebody is named
_CLITIC = 4  # letters of the longest pronoun before a Greek verb
_LONGEST = 150  # code points of the words about the speaker between two parts of a speech
_GAP = 40  # code points of dashes, blanks and line breaks behind a colon


def dialogues(reading: Reading) -> Iterator[Candidate]:
    """What is spoken in the paragraphs that begin with a dash, without the dashes and commas at its ends."""
    find = _nordic if reading.lang in _NORDIC else _others
    told: dict[int, list[list[Range]]] = {}  # by line
    untold: dict[int, re.Match[str]] = {}
    for line, opening, speeches in find(reading):
        if any(speeches):
            told[line] = speeches
        elif opening.start() == reading.lines[line][0] and "-" not in opening[0]:
            untold[line] = opening
    if reading.lang not in _NOT_WITHIN:
        for line, opening in _talked(reading, told.keys(), untold):
            told[line] = [_whole(reading, opening.end(), reading.lines[line][1])]
    for _, speeches in sorted(told.items()):
        yield from _quotations(reading.text, speeches)


def _talked(
    reading: Reading, told: Collection[int], untold: Mapping[int, re.Match[str]]
) -> list[tuple[int, re.Match[str]]]:
    """The lines that are speech though nothing in them tells so; those of a list, which are several, are none."""
    found: list[tuple[int, re.Match[str]]] = []
    for line, opening in untold.items():
        first = last = line
        while first - 1 in untold:
            first -= 1
        while last + 1 in untold:
            last += 1
        is_usual = first == last and len(told) >= _LEAST_TOLD
        if is_usual or first - 1 in told or (first == last and _is_announced(reading, opening)):
            found.append((line, opening))
    return found


_Found = Iterator[tuple[int, re.Match[str], list[list[Range]]]]


def _others(reading: Reading) -> _Found:
    """The lines in which a dash may begin speech, and the parts of each speech that is told to be one."""
    talks = _talks(reading)
    for line, (lo, hi) in enumerate(reading.lines):
        opening = _OPENING.match(reading.text, lo, hi)
        if opening is None and reading.lang not in _NOT_WITHIN:
            opening = _within(reading, lo, hi)
        if opening is not None:
            speeches = _speeches(reading, opening.end(), hi) or _with_incise(reading, opening.end(), hi)
            if not speeches and reading.lang in _WITH_COMMA:
                speeches = _nordic_speeches(reading, opening.end(), hi)
            within = opening.start() > lo and reading.lang not in _NOT_WITHIN
            if not speeches and (line in talks or (within and _is_announced(reading, opening))):
                speeches = [_whole(reading, opening.end(), hi)]
            yield line, opening, speeches


def _talks(reading: Reading) -> set[int]:
    """The lines of an interview, in which a dash begins each question and each answer; none in a list."""
    text = reading.text
    if sum(map(text.count, _ASKS)) < _LEAST_ANSWERS:
        return set()
    begin = [line for line, (lo, hi) in enumerate(reading.lines) if _OPENING.match(text, lo, hi)]
    asks = {line for line in begin if text.endswith(_ASKS, 0, trim(text, *reading.lines[line])[1])}
    answered = [line for line in begin if line - 1 in asks and line not in asks]
    return set(begin) if len(answered) >= _LEAST_ANSWERS else set()


def _within(reading: Reading, lo: int, hi: int) -> re.Match[str] | None:
    """A dash that may begin speech behind another sentence of its paragraph."""
    found = _WITHIN.finditer(reading.text, lo, hi)
    return next((match for match in found if reading.text[match.end()].isupper()), None)


def _quotations(text: str, speeches: list[list[Range]]) -> Iterator[Candidate]:
    for parts in speeches:
        segments = tuple(part for lo, hi in parts if (part := _bare(text, lo, hi))[0] < part[1])
        if segments:
            yield Candidate(*segments[0], DASH, segments, segments[0])


def _speeches(reading: Reading, lo: int, hi: int) -> list[list[Range]]:
    """The parts of each speech of a paragraph; none where nothing tells of a speaker.

    What follows the words about a speaker goes on with the speech, or is another one where these end a sentence;
    it is none where a sentence of its own stands between and nobody is told to say it.
    """
    found: list[list[Range]] = []
    start, told = lo, -1  # where a part of the speech begins, or else the words about the speaker do
    goes_on = is_near = False
    for dash in _DASH.finditer(reading.text, lo, hi):
        if told < 0 and (_speaks(reading, dash.end()) or _is_incise(reading, lo, dash)):
            found.append([(start, dash.start())])
            told = dash.end()
        elif told >= 0 and dash.start() - told > _LONGEST:
            return found
        elif told >= 0:
            said = reading.text[told : dash.start()].rstrip()
            is_near = reading.sentence_of(told) == reading.sentence_of(dash.start() - 1)
            goes_on = is_near and not said.endswith(_STOPS)
            # „Prosimy o remont” – przypomina X: what the next dash begins is no speech.
            is_told = not is_near and _speaks(reading, dash.end())
            start, told = dash.end(), dash.end() if is_told else -1
    if found and told < 0 and is_near:
        found[-1:] = [[*found[-1], (start, hi)]] if goes_on else [found[-1], [(start, hi)]]
    return found


def _with_incise(reading: Reading, lo: int, hi: int) -> list[list[Range]]:
    """The same where French has the words about the speaker between commas: – Je pars, dit-il, et je reviens."""
    # Romanian has a dash or nothing behind them: – Din ce, domnule? întreabă el, fără să aștepte.
    found = incises(reading, lo, hi, surely=True)[:1] if reading.lang != "ro" else []
    return [[(lo, found[0].start), (found[0].end, hi)]] if found else []


def _nordic(reading: Reading) -> _Found:
    """The same in Nordic languages."""
    spoke = -1  # the index of the last line that is speech
    for line, (lo, hi) in enumerate(reading.lines):
        opening = _OPENING.match(reading.text, lo, hi)
        begins = opening is not None
        opening = opening or _within(reading, lo, hi)
        if opening is None:
            continue
        speeches = _nordic_speeches(reading, opening.end(), hi)
        if not speeches and ((begins and spoke == line - 1 >= 0) or _is_announced(reading, opening)):
            speeches = [_whole(reading, opening.end(), hi)]
        if any(speeches):
            spoke = line
        yield line, opening, speeches


def _is_announced(reading: Reading, opening: re.Match[str]) -> bool:
    """Whether a colon stands before what a dash begins, in its line or at the end of the one before."""
    before = reading.text[max(0, opening.end() - _GAP) : opening.end()]
    return before.rstrip("—–―- \u00a0\n").endswith(":")


def _nordic_speeches(reading: Reading, lo: int, hi: int) -> list[list[Range]]:
    """The same where a comma stands before the words about the speaker and a dash behind them.

    Another comma before that dash tells that the sentence goes on: – Vi må, sier Nes, – bli her.
    """
    found: list[list[Range]] = []
    goes_on = False
    while lo >= 0:
        end = _nordic_end(reading, lo, hi)
        if end < 0 and not found:
            break
        parts = [(lo, end)] if end >= 0 else _whole(reading, lo, hi)
        found[-1:] = [[*found[-1], *parts]] if goes_on else [*found[-1:], parts]
        dash = _DASH.search(reading.text, end, hi) if end >= 0 else None
        goes_on = dash is not None and reading.text[end : dash.start()].rstrip().endswith(",")
        lo = dash.end() if dash else -1
    return found


def _nordic_end(reading: Reading, lo: int, hi: int) -> int:
    """Where the speech ends that a comma, or a mark of its own, and a verb of speech follow; -1 if none does."""
    tokens = reading.tokens_in(lo, hi)
    inner = -1  # the same behind a quotation within the speech, if nothing follows
    for at in range(1, len(tokens) - 1):
        mark, verb = tokens[at], tokens[at + 1]
        if mark.text not in ",!?" and not (mark.text == ";" and reading.lang == "el"):
            continue
        is_small = verb.low in reading.lexicon.auxiliaries or (reading.lang == "el" and len(verb.low) <= _CLITIC)
        if is_small and at + 2 < len(tokens) and not is_cue(reading, verb):
            verb = tokens[at + 2]  # je pojasnila; τον ρώτησε
        if (verb.text == verb.low and is_cue(reading, verb)) or _speaks_first(reading, tokens[at + 1 :]):
            end = mark.start if mark.text == "," else mark.end
            if tokens[at - 1].text not in _CLOSING or _OPENERS.isdisjoint(one.text for one in tokens[1 : at - 1]):
                return end
            inner = end  # – Jeg spurte. «Nei», sa han. Det var alt, sier Moe.
    return inner


def _speaks_first(reading: Reading, following: list[Token]) -> bool:
    """Whether a subject with its verb of speech stands there, and no clause of what is said."""
    if reading.lang not in _SUBJECT_FIRST or following[0].low in reading.lexicon.that:
        return False
    for at, token in enumerate(following[: _MOST_BEFORE + 1]):
        if not token.is_word:
            return False
        if at and token.text == token.low and is_cue(reading, token):
            return True
    return False


def _whole(reading: Reading, lo: int, hi: int) -> list[Range]:
    """The stretch, if it ends as a sentence does."""
    lo, hi = trim(reading.text, lo, hi)
    ends = reading.text.endswith(_STOPS, lo, hi) or (reading.lang == "el" and reading.text.endswith(";", lo, hi))
    return [(lo, hi)] if ends else []


def _is_incise(reading: Reading, lo: int, dash: re.Match[str]) -> bool:
    """Whether words about somebody stand behind a dash, whatever their verb: — Садитесь, — командует Бобров.

    In Cyrillic a comma, or the mark of its own, ends the speech before that dash.
    """
    before = reading.text[lo : dash.start()].rstrip() if reading.lang in _CYRILLIC else ""
    if not before.endswith((",", *_STOPS[1:])):
        return False
    first = reading.token_at(dash.end())
    tokens = reading.tokens[first : first + _INCISE]
    end = next((at for at, token in enumerate(tokens) if not token.is_word), len(tokens))
    words, known = tokens[:end], reading.lexicon
    if words and words[0].low in _NOT:
        words = words[1:]  # — не стримує сліз Ганна
    if len(words) < 2 or words[0].low in known.function_words or words[0].low in known.that:
        return False
    who = words[1:] if words[0].text == words[0].low else words[:1]
    return any(word.is_capital or word.low in known.pronouns or known.may_speak(word.low) for word in who)


def _speaks(reading: Reading, offset: int) -> bool:
    first = reading.token_at(offset)
    if reading.lang in _BEHIND_SUBJECT:
        near = reading.tokens[first : first + _CLAUSE]
        end = next((at for at, token in enumerate(near) if token.text in _STOPS), len(near))
        return any(is_cue(reading, token) for token in near[:end])
    near = reading.tokens[first : first + 3]
    if reading.lang not in _ENCLITIC or all(token.low not in reading.lexicon.auxiliaries for token in near):
        near = near[:2]
    return any(is_cue(reading, token) for token in near)


def _bare(text: str, start: int, end: int) -> Range:
    """Without blanks and what only divides it from the words about the speaker: —dijo Marta—. Hasta mañana."""
    start, end = trim(text, start, end)
    while start < end and (text[start] in ".,;:" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in ",;" or text[end - 1].isspace()):
        end -= 1
    return start, end
