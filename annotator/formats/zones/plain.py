"""Zones of a text that has no page around it: what stands out by itself, and nothing on suspicion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.formats.zones.bylines import authors_of
from annotator.formats.zones.features import prose_of
from annotator.formats.zones.kinds import (
    heads_list,
    is_advert,
    is_also,
    is_byline,
    is_call,
    is_caption,
    is_copyright,
    is_pages,
    is_skip,
    is_stamp,
    is_trail,
)
from annotator.formats.zones.lines import Line
from annotator.formats.zones.model import choose_headline
from annotator.formats.zones.words import STRONG, Cue

_TOP = 8  # lines within which headline, trail and byline are looked for
_MENU_WORDS = 2
_NAME_WORDS = 4
_HEADLINE_WORDS = 5
_TAIL_CUES = (
    Cue.SUBSCRIBE | Cue.LEGAL | Cue.SOCIAL | Cue.COMMENTS | Cue.TAGS | Cue.NAVIGATION | Cue.FORM | Cue.COOKIES
)


@dataclass(frozen=True, slots=True)
class Mark:
    """That a line is no article text.

    ``split`` is how far into the line its own headline begins that is a zone of its own; with ``from_`` only what
    follows that place is marked.
    """

    kind: str
    score: float
    split: int | None = None
    from_: int | None = None


def glued_headline(lines: Sequence[Line], headline: int) -> tuple[int, int] | None:
    """A line that ends with the headline after something else, and where in it the headline begins."""
    key = lines[headline].key
    if lines[headline].words < 2:
        return None
    for i in range(max(0, headline - 5), headline):
        line = lines[i]
        if line.key.endswith(" " + key) and line.words - lines[headline].words <= 12:
            at = len(line.text) - len(lines[headline].text)
            if 0 < at < len(line.text) and line.text[at - 1].isspace():
                return i, at
    return None


def plain_marks(lines: Sequence[Line]) -> tuple[int | None, list[Mark | None]]:
    """The number of the headline, if there is one, and for each line its mark or None."""
    prose = prose_of(lines)
    marks: list[Mark | None] = [None] * len(lines)
    if len(lines) == 1:
        return None, marks
    skip = next((i for i, line in enumerate(lines) if not is_skip(line)), 0)
    marks[:skip] = [Mark("boilerplate", 0.9)] * skip
    headline = _headline(lines, prose, marks, skip)
    # Dates in a row are a list, or the headings of a diary.
    diary = sum(map(is_stamp, lines)) > 2
    _byline(lines, prose, headline, diary, marks)
    _single(lines, marks)
    _lists(lines, prose, marks)
    _tail(lines, prose, diary, marks)
    return headline, marks


def article_marks(lines: Sequence[Line], headline: int | None) -> list[Mark | None]:
    """For each line of an article that was taken out of its page what it is if not the article's text.

    ``headline`` is the number of its headline, which stays.
    """
    prose = prose_of(lines)
    marks: list[Mark | None] = [None] * len(lines)
    if len(lines) > 1:
        diary = sum(map(is_stamp, lines)) > 2
        _byline(lines, prose, headline, diary, marks)
        _single(lines, marks)
        _lists(lines, prose, marks)
        _tail(lines, prose, diary, marks)
    if headline is not None:
        marks[headline] = None
    return marks


def _headline(lines: Sequence[Line], prose: Sequence[int], marks: list[Mark | None], begin: int) -> int | None:
    """The headline, from the line ``begin`` on; marks what leads to it and where it comes again."""
    top = min(begin + _TOP, len(lines))
    for i in range(begin + 1, top):
        glued = glued_headline(lines, i)
        if glued is not None:
            marks[glued[0]] = Mark("breadcrumb", 0.95, split=glued[1])
            _leading(lines, glued[0], marks)
            _again(lines, i, top, marks)
            return i
    for i in range(begin, min(begin + 4, top)):
        # Parted by a blank line: verses have refrains.
        if lines[i].words > 1 and any(
            lines[j].key == lines[i].key and lines[j].gap for j in range(i + 1, min(i + 4, top))
        ):
            _leading(lines, i, marks)
            _again(lines, i, top, marks)
            return i
    for i in range(begin, min(begin + _TOP, len(lines) - 1)):
        # Without a blank line between, of a page; above it stand the names of its sections.
        if lines[i].words > 3 and not lines[i].ends and lines[i + 1].key == lines[i].key and 2 in prose[i:]:
            if 2 in prose[begin:i]:
                break
            _leading(lines, i, marks)
            _again(lines, i, min(i + _TOP, len(lines)), marks)
            _calls(lines, prose, i, marks)
            return i
    first, *rest = lines[begin : begin + 3]
    if is_trail(first) and len(rest) == 2 and rest[0].words > 3 and not rest[0].ends and rest[1].gap:
        marks[begin] = Mark("breadcrumb", 0.8)
        return begin + 1
    if prose[begin] == 2 or first.words > 30 or (first.ends and first.text[-1] == ".") or is_byline(first):
        return None
    if first.words <= _NAME_WORDS and 2 in prose:
        # Below the link past a menu, or above the headline, the names of the site and of sections may stand.
        chosen = choose_headline(lines, prose)
        is_below = chosen is not None and begin < chosen < top and 2 not in prose[:chosen]
        if chosen is not None and is_below and (begin or _are_names(lines[begin:chosen], lines[chosen])):
            _leading(lines, chosen, marks)
            _calls(lines, prose, chosen, marks)
            return chosen
    # Menus begin with a word or two, and no paragraph follows soon.
    if first.words <= _MENU_WORDS and 2 not in prose[begin:top] and 2 in prose:
        return choose_headline(lines, prose)
    return begin


def _are_names(above: Sequence[Line], headline: Line) -> bool:
    """Whether lines are names above a longer headline, and not a short headline above its second line."""
    if any(line.words > _NAME_WORDS or line.ends or is_byline(line) for line in above):
        return False
    longer = headline.words >= max(_HEADLINE_WORDS, 2 * above[0].words) and not headline.text.endswith(".")
    return longer and (len(above) > 1 or above[0].words == 1)


def _leading(lines: Sequence[Line], headline: int, marks: list[Mark | None]) -> None:
    """What stands above a headline that comes twice: a trail, a section's name."""
    for i in range(headline):
        if lines[i].words <= 10 and not lines[i].ends and marks[i] is None:
            marks[i] = Mark("breadcrumb", 0.8 if is_trail(lines[i]) else 0.6)


def _calls(lines: Sequence[Line], prose: Sequence[int], headline: int, marks: list[Mark | None]) -> None:
    """What a page offers in a word between its headline and the first paragraph: to share it, to keep it."""
    for i in range(headline + 1, len(lines)):
        if prose[i] == 2:
            break
        if marks[i] is None and not lines[i].ends and (lines[i].words == 1 or is_call(lines[i])):
            marks[i] = Mark("boilerplate", 0.8)


def _again(lines: Sequence[Line], headline: int, top: int, marks: list[Mark | None]) -> None:
    for i in range(headline + 1, top):
        if lines[i].key == lines[headline].key:
            marks[i] = Mark("repeated headline", 0.95)


def _byline(
    lines: Sequence[Line], prose: Sequence[int], headline: int | None, diary: bool, marks: list[Mark | None]
) -> None:
    begin = 0 if headline is None else headline + 1
    seen = 0
    for i in range(begin, min(begin + _TOP, len(lines) - 1)):
        seen += prose[i] == 2
        if seen > 1:
            break
        if marks[i] is None and is_byline(lines[i]) and not (diary and is_stamp(lines[i])):
            marks[i] = Mark("byline", 0.9)


def _single(lines: Sequence[Line], marks: list[Mark | None]) -> None:
    """Lines that say by themselves what they are."""
    for i, line in enumerate(lines):
        if marks[i] is not None:
            continue
        if is_pages(line) and i:
            marks[i] = Mark("pagination", 0.95)
        elif is_advert(line):
            marks[i] = Mark("advert", 0.9)
            if i + 1 < len(lines) and not lines[i + 1].gap and lines[i + 1].words <= 20 and marks[i + 1] is None:
                marks[i + 1] = Mark("advert", 0.7)
        elif i and is_caption(line):
            marks[i] = Mark("caption", 0.85)
        elif i and is_also(line):
            marks[i] = Mark("related", 0.85)


def _lists(lines: Sequence[Line], prose: Sequence[int], marks: list[Mark | None]) -> None:
    """Headings over other articles, with the headlines under them: to the text's end, or to the next paragraph."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if prose[i] == 2), -1)
    i = 1
    while i < len(lines):
        if marks[i] is not None or not heads_list(lines[i]):
            i += 1
            continue
        end = i + 1
        while (
            end < len(lines)
            and prose[end] != 2
            and not (lines[end].ends and lines[end].text[-1] == "." and prose[end])
        ):
            if lines[end].cues & _TAIL_CUES or marks[end] is not None:
                break
            end += 1
        rest = end > last
        # In the middle of an article it might be a subheading, with a list of its own under it.
        if end - i > 1 and (rest or (end - i < 8 and not lines[i + 1].gap)):
            for j in range(i, end):
                marks[j] = Mark("related", 0.9 if rest else 0.6)
        i = max(end, i + 1)


def _tail(lines: Sequence[Line], prose: Sequence[int], diary: bool, marks: list[Mark | None]) -> None:
    """What comes after the last paragraph."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if prose[i] == 2 and marks[i] is None), -1)
    if last < 0:
        return
    names = [
        name.lower()
        for i, mark in enumerate(marks)
        if mark and mark.kind == "byline"
        for name in authors_of(lines[i].text) or ()
    ]
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if marks[i] is not None:
            continue
        cues = line.cues & STRONG
        if cues & Cue.SUBSCRIBE and line.words <= 14:
            marks[i] = Mark("advert", 0.8)
        elif is_copyright(line) or is_call(line) or (cues & _TAIL_CUES and line.words <= 8 and not line.ends):
            before = marks[i - 1]
            kind = "advert" if cues & Cue.FORM and before and before.kind == "advert" else "boilerplate"
            marks[i] = Mark(kind, 0.8)
        elif any(line.key.startswith(name + " ") for name in names):
            marks[i] = Mark("boilerplate", 0.7)
        elif is_byline(line) and not diary:
            marks[i] = Mark("byline", 0.7)
