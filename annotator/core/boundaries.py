"""Where words, names, clauses, quotations, sentences and paragraphs begin and end, for caret and selection.

Offsets are code points, end exclusive; those outside the text count as its nearest end, and a range given
backwards is turned round. A paragraph is a line: it ends at ``\\n``, U+2028 or U+2029. Each function looks at
the paragraph alone, of a very long one at some thousand characters around the offset, so that no key has to
wait. What words, sentences and quotations look like is the business of :mod:`annotator.core.typography`. No
function raises an error on any text, and nothing that is returned splits a grapheme cluster.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from annotator.core.clusters import Range, cluster_end, cluster_start
from annotator.core.name_runs import name_runs
from annotator.core.patterns import late
from annotator.core.typography import quotations, sentences, trim, with_both_marks, words

_REACH = 4000
_WORD_REACH = 250
_LINE_BREAKS = "\n\u2028\u2029"
_INK = re.compile(r"\S")
_CLAUSE_END = late(
    r"""[;()\[\]…—•„“”«»‹›،؛、，；：] | [!?؟。！？]+(?=\s)
    | [.!?…؟。！？]+(?=\s?[“”"'‘’»«›‹」』]) | (?<!\d),|,(?!\d) | :(?!\w)
    | (?<!\w)[–-](?!\w) | (?<!\w)–|–(?!\w) | (?<!\w)"|"(?!\w)""",
    re.VERBOSE,
)
_SENTENCE_TAIL = ".!?…؟。！？ \u00a0\u202f"


def word_at(text: str, offset: int) -> Range | None:
    """The word that touches the offset, the one that begins there before the one that ends there.

    A word is a hyphen compound, a number with its separators, an elided ``l’``, an emoji or an ideograph, too.
    """
    offset = _clamp(text, offset)
    touching = [w for w in _words_near(text, offset, offset) if w[0] <= offset <= w[1]]
    return touching[-1] if touching else None


def next_word(text: str, offset: int) -> int:
    """The next beginning of a word; after the last one the end of the last paragraph, then that of the text.

    A paragraph without words, such as "* * *", counts as one.
    """
    return _next_stop(text, offset, words, _WORD_REACH)


def previous_word(text: str, offset: int) -> int:
    """The last stop of :func:`next_word` before the offset; at last 0."""
    return _previous_stop(text, offset, words, _WORD_REACH)


def next_sentence(text: str, offset: int) -> int:
    """The next beginning of a sentence; at last, as in :func:`next_word`, the ends of paragraph and text."""
    return _next_stop(text, offset, sentences, _REACH)


def previous_sentence(text: str, offset: int) -> int:
    """The last stop of :func:`next_sentence` before the offset; at last 0."""
    return _previous_stop(text, offset, sentences, _REACH)


def sentence_at(text: str, offset: int) -> Range:
    """The sentence around the offset, without the white space at its ends; empty in a blank paragraph.

    Between two sentences it is the one that the offset touches, else the following one.
    """
    offset = _clamp(text, offset)
    found = sentences(text, *_window(text, offset, offset, _REACH))
    for index, (start, end) in enumerate(found):
        following = found[index + 1][0] if index + 1 < len(found) else None
        if offset <= end and offset != following:
            return start, end
    return found[-1] if found else _whole(text, offset, offset)


def paragraph_at(text: str, offset: int) -> Range:
    """The line around the offset, without the white space at its ends; empty where it is blank."""
    return trim(text, *_line(text, _clamp(text, offset)))


def quotation_at(text: str, start: int, end: int) -> Range | None:
    """The smallest quotation, marks included, that contains the range and is larger; None if there is none."""
    start, end = _order(text, start, end)
    return next(iter(_quotations_around(text, start, end)), None)


def phrase_at(text: str, start: int, end: int) -> Range:
    """The name around the range, or the clause where there is no larger name; the range itself if neither is.

    A name is a run of capitalised words with the titles, initials and particles (``von der``, ``de la``) among
    them; in German it may be any run of nouns. A clause lies between punctuation or quotation marks.
    """
    start, end = _order(text, start, end)
    if not _is_in_one_line(text, start, end):
        return start, end
    for grown in (_name(text, start, end), _clause(text, start, end)):
        if grown is not None and _is_larger(grown, start, end):
            return grown
    return start, end


def unit_at(text: str, offset: int, unit: str) -> Range | None:
    """What a label of this unit (codebook.UNITS) takes at a place; None where there is none in the line.

    A word that is in no name is taken alone; one in no quotation, with its clause. Where no word touches the
    offset, it is the next one of its sentence, else the last one before; a quotation may also end there.
    """
    offset = _clamp(text, offset)
    if unit in ("sentence", "paragraph"):
        start, end = (sentence_at if unit == "sentence" else paragraph_at)(text, offset)
        return (start, end) if start < end else None
    touching = word_at(text, offset)
    word = touching or _nearest_word(text, offset)
    if unit == "quotation":
        found = quotation_at(text, offset, min(offset + 1, len(text)))
        if found is None and touching is None:
            found = quotation_at(text, max(0, offset - 1), offset) or (word and quotation_at(text, *word))
        if found is not None:
            return found
    around = {"name": _name, "clause": _clause, "quotation": _clause}.get(unit)
    return word and ((around and around(text, *word)) or word)


def enclosing(text: str, start: int, end: int) -> list[Range]:
    """What contains the range, each strictly larger than the one before.

    Word, name, clause, the inside of the quotation, the quotation with its marks, outer ones, sentence, paragraph.
    A sentence that begins or ends within a quotation is cut there, until the quotation is contained.
    """
    start, end = _order(text, start, end)
    ladder = [(start, end)]

    def add(found: Range | None, within: Range | None = None) -> None:
        if found is None:
            return
        low, high = found if within is None else (max(found[0], within[0]), min(found[1], within[1]))
        found = _whole(text, low, high)
        if _is_larger(found, *ladder[-1]):
            ladder.append(found)

    if not _is_in_one_line(text, start, end):
        add((paragraph_at(text, start)[0], paragraph_at(text, end)[1]))
        return ladder[1:]
    if start == end:
        add(word_at(text, start))
    else:
        add(snap_to_words(text, start, end))
    add(_name(text, *ladder[-1]))
    for quotation in _quotations_around(text, *ladder[-1]):
        inside = trim(text, quotation[0] + 1, quotation[1] - 1)
        within = inside if _contains(inside, *ladder[-1]) else quotation
        add(_clause(text, *ladder[-1]), within)
        add(_sentences_around(text, *ladder[-1]), within)
        add(inside)
        add(quotation)
    add(_clause(text, *ladder[-1]))
    add(_sentences_around(text, *ladder[-1]))
    add(paragraph_at(text, start))
    return ladder[1:]


def grow(text: str, start: int, end: int) -> Range:
    """The next larger range of :func:`enclosing`; the range itself if there is none."""
    start, end = _order(text, start, end)
    return next(iter(enclosing(text, start, end)), (start, end))


def shrink(text: str, start: int, end: int, anchor: int) -> Range:
    """The largest of the ranges around ``anchor`` that is in the range and smaller; else the range itself."""
    start, end = _order(text, start, end)
    inner = [r for r in enclosing(text, anchor, anchor) if _is_larger((start, end), *r)]
    return inner[-1] if inner else (start, end)


def snap_to_words(text: str, start: int, end: int) -> Range:
    """The range without white space at its ends and with the words whole that it covers in part.

    Marks that it covers stay covered, and of a quotation's two marks it has both if it has one and all between.
    An empty range stays empty and goes to the border of a grapheme cluster; a blank one becomes empty.
    """
    start, end = _order(text, start, end)
    start, end = trim(text, start, end)
    if start < end:
        start = next((s for s, e in _words_near(text, start, start) if s < start < e), start)
        end = next((e for s, e in _words_near(text, end, end) if s < end < e), end)
        if end - start <= _REACH and _is_in_one_line(text, start, end):
            start, end = with_both_marks(text, *_window(text, start, end, _REACH), start, end)
    return _whole(text, start, end)


def snap_to_graphemes(text: str, start: int, end: int) -> Range:
    """The range with the grapheme clusters whole that it covers in part; an empty one goes back to a border."""
    return _whole(text, *_order(text, start, end))


def _clamp(text: str, offset: int) -> int:
    return max(0, min(offset, len(text)))


def _order(text: str, start: int, end: int) -> Range:
    start, end = _clamp(text, start), _clamp(text, end)
    return (start, end) if start <= end else (end, start)


def _whole(text: str, start: int, end: int) -> Range:
    first = cluster_start(text, start)
    return first, first if start >= end else cluster_end(text, end)


def _contains(outer: Range, start: int, end: int) -> bool:
    return outer[0] <= start and end <= outer[1]


def _is_larger(outer: Range, start: int, end: int) -> bool:
    return _contains(outer, start, end) and outer != (start, end)


def _line_start(text: str, offset: int, floor: int = 0) -> int:
    return max(floor, *(text.rfind(mark, floor, offset) + 1 for mark in _LINE_BREAKS))


def _line_end(text: str, offset: int, ceiling: int) -> int:
    for mark in _LINE_BREAKS:
        found = text.find(mark, offset, ceiling)
        ceiling = ceiling if found < 0 else found
    return ceiling


def _line(text: str, offset: int) -> Range:
    return _line_start(text, offset), _line_end(text, offset, len(text))


def _is_in_one_line(text: str, start: int, end: int) -> bool:
    return _line_end(text, start, end) == end


def _window(text: str, start: int, end: int, reach: int) -> Range:
    """The line around the range, cut at white space if it goes on for more than ``reach`` to either side."""
    low = _line_start(text, start, max(0, start - reach - 1))
    high = _line_end(text, end, min(len(text), end + reach + 1))
    if start - low > reach:
        space = text.find(" ", start - reach, start - 1)
        low = cluster_start(text, start - reach) if space < 0 else space
    if high - end > reach:
        space = text.rfind(" ", end + 1, end + reach)
        high = cluster_end(text, end + reach) if space < 0 else space
    return low, high


def _words_near(text: str, start: int, end: int) -> list[Range]:
    return words(text, *_window(text, start, end, _WORD_REACH))


def _nearest_word(text: str, offset: int) -> Range | None:
    """The first word behind the offset in the sentence there, else the last one before; None if it has none."""
    sentence = sentence_at(text, offset)
    found = [word for word in _words_near(text, offset, offset) if _contains(sentence, *word)]
    return next((word for word in found if word[0] >= offset), found[-1] if found else None)


Units = Callable[[str, int, int], list[Range]]


def _next_stop(text: str, offset: int, units: Units, reach: int) -> int:
    offset = _clamp(text, offset)
    line_end = _line_end(text, offset, len(text))
    low, high = _window(text, offset, offset, reach)
    following = next((start for start in _beginnings(text, low, high, units) if start > offset), None)
    if following is not None:
        return following
    if high < line_end:
        return high
    ink = _INK.search(text, line_end)
    if ink is None:
        last = len(text.rstrip())
        return last if offset < last else len(text)
    return _beginnings(text, *_window(text, ink.start(), ink.start(), reach), units)[0]


def _previous_stop(text: str, offset: int, units: Units, reach: int) -> int:
    offset = _clamp(text, offset)
    if 0 < (last := len(text.rstrip())) < offset:
        return last
    low, high = _window(text, offset, offset, reach)
    before = [start for start in _beginnings(text, low, high, units) if start < offset]
    if before:
        return before[-1]
    line_start = _line_start(text, offset)
    if low > line_start:
        return low
    end = line_start
    while end and text[end - 1].isspace():
        end -= 1
    return _beginnings(text, *_window(text, end, end, reach), units)[-1] if end else 0


def _beginnings(text: str, low: int, high: int, units: Units) -> list[int]:
    """Where the units of a part of a line begin; where there is none, as in "* * *", its own beginning."""
    start, end = trim(text, low, high)
    return ([first for first, _ in units(text, low, high)] or [start]) if start < end else []


def _quotations_around(text: str, start: int, end: int) -> list[Range]:
    """From the inner to the outer ones; a caret beside a quotation is not in it."""
    if not _is_in_one_line(text, start, end):
        return []
    inner = (start - 1, end + 1) if start == end else (start, end)
    found = quotations(text, *_window(text, start, end, _REACH))
    return [q for q in found if _contains(q, *inner) and q != (start, end)]


def _sentences_around(text: str, start: int, end: int) -> Range | None:
    """From the beginning of the sentence at ``start`` to the end of the one at ``end``."""
    found = sentences(text, *_window(text, start, end, _REACH))
    if not found:
        return None
    first = next((s for s, _ in reversed(found) if s <= start), found[0][0])
    return first, next((e for _, e in found if e >= end), found[-1][1])


def _clause(text: str, start: int, end: int) -> Range | None:
    around = _sentences_around(text, start, end)
    if around is None:
        return None
    low, high = around
    while high > max(low, end) and text[high - 1] in _SENTENCE_TAIL:
        high -= 1
    marks = [m.span() for m in _CLAUSE_END.finditer(text, low, high)]
    for first, last in quotations(text, *_window(text, start, end, _REACH)):
        marks += [(first, first + 1), (last - 1, last)]
    low = max([low, *(e for _, e in marks if e <= start)])
    high = min([high, *(s for s, _ in marks if s >= end)])
    return _whole(text, *trim(text, low, high)) if low < high else None


def _name(text: str, start: int, end: int) -> Range | None:
    """The run of capitalised words that contains or touches the range."""
    runs = name_runs(text, _words_near(text, start, end))
    return next((run for run in runs if _contains(run, start, end)), None)
