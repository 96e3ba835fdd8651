"""Speech that a dash at the beginning of a paragraph marks: — Мы останемся, — сказал он. — До конца.

French, Spanish, Portuguese, Polish, Turkish and the languages in Cyrillic print dialogue so. Only speech whose
speaker is told of behind a second dash, by a verb, is sure to be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.core.typography import trim
from annotator.suggest.quotes.incises import incises
from annotator.suggest.quotes.marks import DASH, Candidate
from annotator.suggest.quotes.view import is_cue
from annotator.suggest.reading import Reading

_OPENING = re.compile(r"\s*[—–―]\s?(?=\w|[¡¿])")
_DASH = re.compile(r"[—–―]\s*")
_LONGEST = 150  # code points of what stands between the two parts of a speech


def dialogues(reading: Reading) -> Iterator[Candidate]:
    """What is spoken in the paragraphs that begin with a dash, without the dashes and commas at its ends."""
    text = reading.text
    for lo, hi in reading.lines:
        opening = _OPENING.match(text, lo, hi)
        if opening is None:
            continue
        start = opening.end()
        for dash in _DASH.finditer(text, start, hi):
            if not _speaks(reading, dash.end()):
                continue
            end = dash.start()
            while end > start and (text[end - 1] in ",;" or text[end - 1].isspace()):
                end -= 1
            if start < end:
                more = _more(text, dash.end(), hi)
                yield Candidate(start, end, DASH, ((start, end), *((more,) if more else ())), (start, end))
            break
        else:
            yield from _with_incise(reading, start, hi)


def _with_incise(reading: Reading, start: int, hi: int) -> Iterator[Candidate]:
    """Speech with the words about its speaker behind a comma: – Je pars, dit le plus vieux."""
    found = incises(reading, start, hi, surely=True)[:1]
    if found:
        begin, end = trim(reading.text, start, found[0].start)
        if begin < end:
            more = trim(reading.text, found[0].end, hi)
            yield Candidate(
                begin, end, DASH, ((begin, end), *((more,) if more[0] < more[1] else ())), (begin, end)
            )


def _speaks(reading: Reading, offset: int) -> bool:
    first = reading.token_at(offset)
    return any(is_cue(reading, token) for token in reading.tokens[first : first + 2])


def _more(text: str, lo: int, hi: int) -> tuple[int, int] | None:
    """What is spoken after the words about the speaker."""
    second = _DASH.search(text, lo, min(hi, lo + _LONGEST))
    if second is None:
        return None
    start, end = trim(text, second.end(), hi)
    while start < end and (text[start] in ".,;:" or text[start].isspace()):  # —dijo Marta—. Hasta
        start += 1
    return (start, end) if start < end else None
