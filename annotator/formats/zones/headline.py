"""Which line is the headline: what tells one line from the others above the article.

A feature is a name, or one with a level, as in ``next=3``: of these the learning knows the order.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.formats.zones.bylines import authors_of
from annotator.formats.zones.lines import Line, has_url, separators
from annotator.formats.zones.surroundings import Surroundings, level
from annotator.formats.zones.words import CUE_NAMES, STRONG, Cue

_REACH = 600  # lines above the first paragraph that may be the headline
_BEYOND = 6  # lines after it
_BYLINE = Cue.BYLINE | Cue.BYLINE << 16
_NEVER = Cue.COOKIES | Cue.FORM | Cue.SUBSCRIBE | Cue.SOCIAL
_TELLING = 5  # words from which on a headline may speak of cookies, of passwords and of an inbox
_SIZES = (1, 2, 4, 7, 13, 20)
_AWAY = (0, 4, 8, 15, 30)


def candidates(
    lines: Sequence[Line], core: tuple[int, int], loose: tuple[int, int], prose: Sequence[int]
) -> list[tuple[int, list[str]]]:
    """The lines that may be the headline, each with its features.

    ``core`` is the first and last line of the prose, ``loose`` the same with more that is no prose in between.
    """
    begin = core[0]
    low, high = max(0, begin - _REACH), min(len(lines), begin + _BEYOND)
    page = Surroundings(lines, core, prose, low)
    found = []
    # Lines between here and the prose that are neither short nor of the page itself.
    between = 0
    for i in range(high - 1, low - 1, -1):
        line = lines[i]
        if _possible(line):
            features = [*_alone(line, i), *page.about(i)]
            features.append("at-after" if i > begin else f"at={level(between, _AWAY)}")
            features.append("loose-after" if i > loose[0] else f"loose={level(loose[0] - i, _AWAY)}")
            found.append((i, features))
        if i <= begin and line.words > 2 and not line.cues & STRONG:
            between += 1
    found.reverse()
    return found


def _possible(line: Line) -> bool:
    if line.words > 30 or len(line.text) > 220 or not line.key.strip("0123456789 .:/-"):
        return False
    if line.words < _TELLING and line.cues & _NEVER:
        return False
    if line.dated and (line.cues & _BYLINE or line.text[0].isdigit() or line.words < 5):
        return False
    return authors_of(line.text) is None


def _alone(line: Line, i: int) -> list[str]:
    words, last = line.words, line.text[-1]
    found = [f"w={level(words, _SIZES)}"]
    add = found.append
    if line.ends:
        add("ends" + (last if last in ".?!" else ""))
    elif last in ":,;":
        add("open" + last)
    if line.dated:
        add("dated" + ("-short" if words < 7 else ""))
    strong = line.cues & STRONG
    if strong:
        found += ["cue-" + name for bit, name in CUE_NAMES if strong & bit]
        add("cue")
    elif line.cues and words < 3:
        add("cue-weak")
    if has_url(line.text):
        add("url")
    if words < 14 and sum(map(str.isdigit, line.text)) * 4 > len(line.text):
        add("digits")
    if separators(line.text):
        add("parted")
    if line.glued:
        add("glued")
    if line.gap:
        add("gap")
    if not i:
        add("first")
    return found
