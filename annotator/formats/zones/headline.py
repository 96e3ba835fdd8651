"""Which line is the headline: what tells one line from the others above the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from annotator.formats.zones.bylines import authors_of
from annotator.formats.zones.lines import Line, has_url, separators
from annotator.formats.zones.words import CUE_NAMES, FUNCTION_WORDS, STRONG, Cue

_REACH = 150  # lines above the first paragraph that may be the headline
_BEYOND = 6  # lines after it
_BYLINE = int(Cue.BYLINE) | int(Cue.BYLINE) << 16
_NEVER = int(Cue.COOKIES | Cue.FORM | Cue.SUBSCRIBE | Cue.SOCIAL)
_TAIL = int(Cue.COMMENTS | Cue.RELATED | Cue.COOKIES | Cue.SUBSCRIBE)
_STEM = 5  # so many letters of a word stand for it: "Hafens" for "Hafen"
_WORD = re.compile(r"[^\W\d_]{3,}")
_SIZES = ((1, "w1"), (2, "w2"), (4, "w4"), (7, "w7"), (13, "w13"), (20, "w20"))
_AWAY = ((0, "0"), (4, "4"), (8, "8"), (15, "15"), (30, "30"))


def candidates(
    lines: Sequence[Line], core: tuple[int, int], loose: tuple[int, int], prose: Sequence[int]
) -> list[tuple[int, list[str]]]:
    """The lines that may be the headline, each with its features.

    ``core`` is the first and last line of the prose, ``loose`` the same with more that is no prose in between.
    """
    begin = core[0]
    low, high = max(0, begin - _REACH), min(len(lines), begin + _BEYOND)
    page = _Page(lines, core, prose, low)
    found = []
    # Lines between here and the prose that are neither short nor of the page itself.
    between = 0
    for i in range(high - 1, low - 1, -1):
        line = lines[i]
        if _possible(line):
            features = [*_alone(line, i), *page.about(i)]
            features.append("at-after" if i > begin else "at" + _step(between, _AWAY, "far"))
            features.append("loose" + ("-after" if i > loose[0] else _step(loose[0] - i, _AWAY, "far")))
            found.append((i, features))
        if i <= begin and line.words > 2 and not line.cues & STRONG:
            between += 1
    found.reverse()
    return found


def _possible(line: Line) -> bool:
    if line.words > 30 or len(line.text) > 220 or line.cues & _NEVER or not line.key.strip("0123456789 .:/-"):
        return False
    if line.dated and (line.cues & _BYLINE or line.text[0].isdigit() or line.words < 5):
        return False
    return authors_of(line.text) is None


def _alone(line: Line, i: int) -> list[str]:
    words, last = line.words, line.text[-1]
    found = [_step(words, _SIZES, "w30")]
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


class _Page:
    """What the rest of the page says of a line."""

    def __init__(self, lines: Sequence[Line], core: tuple[int, int], prose: Sequence[int], low: int) -> None:
        begin, end = core
        self.lines, self.prose, self.begin = lines, prose, begin
        self.times = Counter(line.key for line in lines)
        self.stems = _stems(lines, prose, begin, min(end, begin + 25) + 1)
        self.opening = _stems(lines, prose, begin, min(len(lines), begin + 4))
        around = [*lines[low : begin + 60], *lines[-40:]]
        self.holders = [line.key for line in around if 4 < line.words < 40]
        self.tail = max((i for i in range(low, min(begin, len(lines))) if lines[i].cues & _TAIL), default=-1)

    def about(self, i: int) -> list[str]:
        lines, prose, line = self.lines, self.prose, self.lines[i]
        words, count = line.words, len(lines)
        found: list[str] = []
        add = found.append
        if prose[i]:
            add(f"prose{prose[i]}")
        if i == self.begin and prose[i] == 2:
            add("opens")
        times = self.times[line.key]
        if times > 1:
            add(("twice" if times == 2 else "often") + ("-long" if words > 3 else ""))
            if any(other.key == line.key for other in lines[max(0, i - 5) : i]):
                add("just-said")
        if words > 1 and len(line.key) > 8:
            found += self._held(line.key)
        for j in range(i + 1, min(i + 5, count)):
            if lines[j].words < 14 and (lines[j].dated or lines[j].cues & Cue.BYLINE):
                add(f"stamp{min(3, j - i)}")
                break
        found += self._topic(line)
        found += self._neighbours(i)
        if i < self.tail:
            add("tail-between")
        if any(prose[j] == 2 for j in range(i + 1, min(count, i + 8))):
            add("near-prose")
        return found

    def _held(self, key: str) -> list[str]:
        """Whether another line holds the whole of it: the page's title, a trail, "3 comments on …"."""
        inside = [other for other in self.holders if len(other) > len(key) and key in other]
        if not inside:
            return []
        edge = any(other.startswith(key) or other.endswith(key) for other in inside)
        return ["held", "held-edge"] if edge else ["held"]

    def _topic(self, line: Line) -> list[str]:
        """How many of its words the article uses."""
        own = [word[:_STEM] for word in _WORD.findall(line.key) if word not in FUNCTION_WORDS]
        if not own:
            return []
        share = sum(word in self.stems for word in own) / len(own)
        size = "-long" if len(own) > 2 else ""
        found = ["topic" + ("0" if not share else "1" if share < 0.4 else "2" if share < 0.75 else "3") + size]
        if any(word in self.opening for word in own):
            found.append("opening" + size)
        return found

    def _neighbours(self, i: int) -> list[str]:
        lines, words = self.lines, self.lines[i].words
        found: list[str] = []
        add = found.append
        above = lines[max(0, i - 4) : i]
        if words > 2:
            if words >= max((line.words for line in lines[max(0, i - 12) : i] if line.words <= 20), default=0):
                add("longest")
            if i and lines[i - 1].words <= 3:
                add("under-short")
            if sum(line.words < 4 for line in above) >= min(3, i):
                add("after-short")
            if i + 1 < len(lines):
                below = lines[i + 1]
                # What stands under a headline and is longer than it: a subtitle, a summary.
                if below.words > words and below.words > 8 and not below.cues & STRONG:
                    add("above-longer")
        if i and 3 < lines[i - 1].words <= 20 and not lines[i - 1].cues & STRONG and not lines[i - 1].ends:
            add("after-like")
        if words > 3:
            alike = [line for line in (*above, *lines[i + 1 : i + 5]) if 4 <= line.words <= 20 and not line.ends]
            if sum(not line.cues & STRONG for line in alike) >= 4:
                add("in-list")
        return found


def _stems(lines: Sequence[Line], prose: Sequence[int], begin: int, end: int) -> set[str]:
    text = " ".join(lines[i].key for i in range(begin, end) if prose[i])
    return {word[:_STEM] for word in _WORD.findall(text)}


def _step(number: int, steps: Sequence[tuple[int, str]], beyond: str) -> str:
    return next((name for most, name in steps if number <= most), beyond)
