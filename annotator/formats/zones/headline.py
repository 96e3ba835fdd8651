"""Which line is the headline: what tells one line from the others above the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from annotator.formats.zones.bylines import authors_of
from annotator.formats.zones.lines import Line, has_url, separators
from annotator.formats.zones.words import CUE_NAMES, FUNCTION_WORDS, STRONG, Cue

_REACH = 400  # lines above the first paragraph that may be the headline
_BEYOND = 6  # lines after it
_BYLINE = Cue.BYLINE | Cue.BYLINE << 16
_NEVER = Cue.COOKIES | Cue.FORM | Cue.SUBSCRIBE | Cue.SOCIAL
_STEM = 5  # so many letters of a word stand for it: "Hafens" for "Hafen"
_WORD = re.compile(r"[^\W\d_]{3,}")
_SIZES = ((1, "w1"), (2, "w2"), (4, "w4"), (7, "w7"), (13, "w13"), (20, "w20"))
_AWAY = ((0, "0"), (4, "4"), (8, "8"), (15, "15"), (30, "30"))
_NEXT = ((1, "1"), (2, "2"), (4, "4"), (7, "7"), (12, "12"), (25, "25"))
_BEFORE = ((0.0, "0"), (0.1, "1"), (0.3, "2"), (0.6, "3"))
_NEAR = 12  # paragraphs from a line on that may take its words up


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
        # Words of paragraphs up to each line, lines with cues up to each, and the next paragraph from each.
        said = (
            line.words if p == 2 and not line.cues & STRONG else 0 for line, p in zip(lines, prose, strict=True)
        )
        self.said = [0, *accumulate(said)]
        self.links = [0, *accumulate(bool(line.cues & STRONG) for line in lines)]
        self.next = [len(lines) + 99] * (len(lines) + 1)
        for i in range(len(lines) - 1, -1, -1):
            self.next[i] = i if prose[i] == 2 else self.next[i + 1]
        self.stamps = [_is_stamp(line) for line in lines]
        self.likes = [_is_like(line) for line in lines]
        self.near: dict[int, tuple[set[str], set[str]]] = {}

    def about(self, i: int) -> list[str]:
        lines, prose, line = self.lines, self.prose, self.lines[i]
        words = line.words
        found: list[str] = []
        add = found.append
        if prose[i]:
            add(f"prose{prose[i]}")
        if i == self.begin and prose[i] == 2:
            add("opens")
        times = self.times[line.key]
        size = "-short" if words < 3 else "-middle" if words < 6 else "-long"
        if times > 1:
            add(("twice" if times == 2 else "often") + ("-long" if words > 3 else ""))
            if any(other.key == line.key for other in lines[max(0, i - 5) : i]):
                add("just-said")
            if any(other.key == line.key for other in lines[i + 1 : i + 40]):
                add("said-later" + size)
        if words > 1 and len(line.key) > 8:
            found += self._held(line.key)
        found += self._topic(i)
        found += self._stamps(i)
        found += self._neighbours(i)
        gap = _step(self.next[i + 1] - i, _NEXT, "far")
        add("next" + gap)
        add("next" + gap + size)
        add("before" + _step(self.said[i] / (self.said[-1] or 1), _BEFORE, "4"))
        add(f"links{min(3, self.links[min(len(lines), i + 6)] - self.links[i + 1])}")
        add(f"linked{min(3, self.links[i] - self.links[max(0, i - 5)])}")
        return found

    def _held(self, key: str) -> list[str]:
        """Whether another line holds the whole of it: the page's title, a trail, "3 comments on …"."""
        inside = [other for other in self.holders if len(other) > len(key) and key in other]
        if not inside:
            return []
        edge = any(other.startswith(key) or other.endswith(key) for other in inside)
        return ["held", "held-edge"] if edge else ["held"]

    def _topic(self, i: int) -> list[str]:
        """How many of its words the article uses, and the paragraphs that come next."""
        own = [word[:_STEM] for word in _WORD.findall(self.lines[i].key) if word not in FUNCTION_WORDS]
        if not own:
            return []
        size = "-long" if len(own) > 2 else ""
        found = ["topic" + _share(own, self.stems) + size]
        if any(word in self.opening for word in own):
            found.append("opening" + size)
        start = self.next[i + 1]
        if start < len(self.lines):
            if start not in self.near:
                self.near[start] = (
                    _stems(self.lines, self.prose, start, min(len(self.lines), start + _NEAR)),
                    _stems(self.lines, self.prose, start, start + 1),
                )
            near, first = self.near[start]
            found.append("local" + _share(own, near) + size)
            if any(word in first for word in own):
                found.append("local-first" + size)
        return found

    def _stamps(self, i: int) -> list[str]:
        """How far from it author and date are, with and without the subtitle in between."""
        lines, prose, count = self.lines, self.prose, len(self.lines)
        found: list[str] = []
        skipped = 0
        for j in range(i + 1, min(i + 9, count)):
            if self.stamps[j]:
                away = j - i
                found.append("stamp" + ("1" if away == 1 else "2" if away == 2 else "4" if away < 5 else "8"))
                found.append(f"sign{min(3, away - 1 - skipped)}" + ("-sub" if skipped else ""))
                break
            if not skipped and lines[i].words > 2 and (prose[j] or self.likes[j]):
                skipped = 1
        for j in range(i - 1, max(-1, i - 4), -1):
            if self.stamps[j]:
                found.append("stamped" + ("1" if i - j == 1 else "3"))
                break
        return found

    def _neighbours(self, i: int) -> list[str]:
        lines, line = self.lines, self.lines[i]
        words = line.words
        found: list[str] = []
        add = found.append
        above = lines[max(0, i - 4) : i]
        below = lines[i + 1] if i + 1 < len(lines) else None
        if words > 2:
            if words >= max((line.words for line in lines[max(0, i - 12) : i] if line.words <= 20), default=0):
                add("longest")
            if i and lines[i - 1].words <= 3:
                add("under-short")
            if sum(line.words < 4 for line in above) >= min(3, i):
                add("after-short")
            # What stands under a headline and is longer than it: a subtitle, a summary.
            if below is not None and below.words > words and below.words > 8 and not below.cues & STRONG:
                add("above-longer")
        if i and self.likes[i - 1]:
            add("after-like")
            if lines[i - 1].words > 3 and lines[i - 1].words * 1.3 < words:
                add("under-shorter")
        if below is not None and self.likes[i + 1]:
            add("before-like")
        if words > 3:
            alike = [line for line in (*above, *lines[i + 1 : i + 5]) if 4 <= line.words <= 20 and not line.ends]
            if sum(not line.cues & STRONG for line in alike) >= 4:
                add("in-list")
        else:
            add(f"menu{sum(line.words <= 3 for line in lines[i + 1 : i + 4])}")
            add(f"menued{sum(line.words <= 3 for line in above[-3:])}")
        if any(separators(line.text) for line in above[-2:]):
            add("under-trail")
        if any(line.words > words and line.key.endswith(lines[i].key) for line in above):
            add("trail-ends")
        if self.next[i + 1] < i + 8:
            add("near-prose")
        return found


def _is_like(line: Line) -> bool:
    """Whether the line might be a headline, or a subtitle, for all that it says itself."""
    return 3 <= line.words <= 20 and not line.dated and not line.cues & STRONG and line.text[-1] != "."


def _is_stamp(line: Line) -> bool:
    return line.words < 14 and (line.dated or bool(line.cues & Cue.BYLINE))


def _share(words: Sequence[str], known: set[str]) -> str:
    share = sum(word in known for word in words) / len(words)
    return "0" if not share else "1" if share < 0.4 else "2" if share < 0.75 else "3"


def _stems(lines: Sequence[Line], prose: Sequence[int], begin: int, end: int) -> set[str]:
    text = " ".join(lines[i].key for i in range(begin, end) if prose[i])
    return {word[:_STEM] for word in _WORD.findall(text)}


def _step(number: float, steps: Sequence[tuple[float, str]], beyond: str) -> str:
    return next((name for most, name in steps if number <= most), beyond)
