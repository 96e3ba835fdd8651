"""Which line is the headline: what tells one line from the others above the article.

A feature is a name, or one with a level, as in ``next=3``: of these the learning knows the order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from annotator.formats.zones.bylines import authors_of
from annotator.formats.zones.lines import Line, has_url, separators
from annotator.formats.zones.words import CUE_NAMES, FUNCTION_WORDS, STRONG, Cue

_REACH = 600  # lines above the first paragraph that may be the headline
_BEYOND = 6  # lines after it
_BYLINE = Cue.BYLINE | Cue.BYLINE << 16
_NEVER = Cue.COOKIES | Cue.FORM | Cue.SUBSCRIBE | Cue.SOCIAL
_STEM = 5  # so many letters of a word stand for it: "Hafens" for "Hafen"
_WORD = re.compile(r"[^\W\d_]{3,}")
_SIZES = (1, 2, 4, 7, 13, 20)
_AWAY = (0, 4, 8, 15, 30)
_NEXT = (1, 2, 4, 7, 12, 25)
_BEFORE = (0.0, 0.1, 0.3, 0.6)
_RUN = (0, 1, 3, 7, 15)
_NEAR = 12  # paragraphs from a line on that may take its words up
_PARTS = re.compile(r" [|»›>•·→/–—-] | ?[|»›] ?|: ")  # between the pieces of a trail or of the page's own title


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
            features.append("at-after" if i > begin else f"at={_level(between, _AWAY)}")
            features.append("loose-after" if i > loose[0] else f"loose={_level(loose[0] - i, _AWAY)}")
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
    found = [f"w={_level(words, _SIZES)}"]
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
        self.places: dict[str, list[int]] = {}
        for i, line in enumerate(lines):
            self.places.setdefault(line.key, []).append(i)
        self.stems = _stems(lines, prose, begin, min(end, begin + 25) + 1)
        self.opening = _stems(lines, prose, begin, min(len(lines), begin + 4))
        around = [*lines[low : begin + 60], *lines[-40:]]
        self.holders = [line.key for line in around if 4 < line.words < 40]
        self.held_in = "\n".join(self.holders)
        self.pieces = {piece for line in lines if 2 < line.words < 40 for piece in _pieces(line)}
        # Words of paragraphs up to each line, lines with cues up to each, and the next paragraph from each.
        said = (
            line.words if p == 2 and not line.cues & STRONG else 0 for line, p in zip(lines, prose, strict=True)
        )
        self.said = [0, *accumulate(said)]
        self.links = [0, *accumulate(bool(line.cues & STRONG) for line in lines)]
        self.next = [len(lines) + 99] * (len(lines) + 1)
        for i in range(len(lines) - 1, -1, -1):
            self.next[i] = i if prose[i] == 2 else self.next[i + 1]
        self.recurs = [self.places[line.key][-1] > i + 1 for i, line in enumerate(lines)]
        self.sizes = [line.words if line.words <= 20 else 0 for line in lines]
        self.brief = [line.words < 4 for line in lines]
        self.listed = [4 <= line.words <= 20 and not line.ends and not line.cues & STRONG for line in lines]
        self.stamps = [_is_stamp(line) for line in lines]
        self.likes = [_is_like(line) for line in lines]
        self.rows = _runs(self.likes)
        self.menus = _runs([line.words <= 3 or bool(line.cues & STRONG) for line in lines])
        self.since = _since_menu(lines)
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
        places = self.places[line.key]
        times = len(places)
        size = "-short" if words < 3 else "-middle" if words < 6 else "-long"
        if times > 1:
            add(("twice" if times == 2 else "often") + ("-long" if words > 3 else ""))
            if any(i - 5 <= place < i for place in places):
                add("just-said")
            if any(i < place < i + 40 for place in places):
                add("said-later" + size)
            found += self._echo(i)
        if words > 1 and len(line.key) > 8:
            found += self._held(line.key)
        if line.key in self.pieces:
            add("piece-short" if words < 4 else "piece-long")
        found += self._contents(i)
        found += self._rows(i)
        found += self._topic(i)
        found += self._stamps(i)
        found += self._neighbours(i)
        gap = _level(self.next[i + 1] - i, _NEXT)
        add(f"next={gap}")
        add(f"next{size}={gap}")
        add(f"before={_level(self.said[i] / (self.said[-1] or 1), _BEFORE)}")
        add(f"links={min(3, self.links[min(len(lines), i + 6)] - self.links[i + 1])}")
        add(f"linked={min(3, self.links[i] - self.links[max(0, i - 5)])}")
        return found

    def _held(self, key: str) -> list[str]:
        """Whether another line holds the whole of it: the page's title, a trail, "3 comments on …"."""
        # Most keys are nowhere but where they stand alone.
        if self.held_in.count(key) == self.holders.count(key):
            return []
        inside = [other for other in self.holders if len(other) > len(key) and key in other]
        if not inside:
            return []
        edge = any(other.startswith(key) or other.endswith(key) for other in inside)
        return ["held", "held-edge"] if edge else ["held"]

    def _echo(self, i: int) -> list[str]:
        """For a line that was there before, as in a menu: whether it now stands over the article."""
        lines, line = self.lines, self.lines[i]
        if self.places[line.key][0] == i:
            return []
        size = "-short" if line.words < 4 else "-long"
        found = ["echo" + size]
        if lines[i - 1].key == line.key:
            found.append("echo-next" + size)
        if i + 1 < len(lines) and lines[i + 1].words > 3:
            found.append("echo-out" + size)
        return found

    def _contents(self, i: int) -> list[str]:
        """Whether it is of a table of contents, the lines of which come again, or stands over one."""
        if sum(self.recurs[i + 1 : i + 4]) < 2:
            return []
        return ["contents-item" if self.recurs[i] else "contents-head"]

    def _rows(self, i: int) -> list[str]:
        """How many lines that might be headlines, and how many of a menu, stand in a row with it."""
        size = "-short" if self.lines[i].words < 4 else "-long"
        above = self.menus[i - 1][0] if i else 0
        below = self.menus[i + 1][1] if i + 1 < len(self.lines) else 0
        found = [f"menu-above{size}={_level(above, _RUN)}", f"menu-below{size}={_level(below, _RUN)}"]
        if self.likes[i]:
            up, down = self.rows[i]
            place = "first" if up == 1 else "last" if down == 1 else "in"
            found.append(f"row{min(up + down - 1, 4)}-{place}")
        return found

    def _topic(self, i: int) -> list[str]:
        """How many of its words the article uses, and the paragraphs that come next."""
        own = [word[:_STEM] for word in _WORD.findall(self.lines[i].key) if word not in FUNCTION_WORDS]
        if not own:
            return []
        size = "-long" if len(own) > 2 else ""
        found = [f"topic{size}={_share(own, self.stems)}"]
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
            found.append(f"local{size}={_share(own, near)}")
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
                found.append(f"stamp={3 if away == 1 else 2 if away == 2 else 1 if away < 5 else 0}")
                found.append(f"sign{'-sub' if skipped else ''}={3 - min(3, away - 1 - skipped)}")
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
            if words >= max(self.sizes[max(0, i - 12) : i], default=0):
                add("longest")
            if i and lines[i - 1].words <= 3:
                add("under-short")
            if sum(self.brief[max(0, i - 4) : i]) >= min(3, i):
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
        if words > 3 and sum(self.listed[max(0, i - 4) : i]) + sum(self.listed[i + 1 : i + 5]) >= 4:
            add("in-list")
        if any(separators(line.text) for line in above[-2:]):
            add("under-trail")
        if any(other.words > words and other.key.endswith(line.key) for other in above):
            add("trail-ends")
        if self.next[i + 1] < i + 8:
            add("near-prose")
        if below is not None:
            self._below(i, below, found)
        add(f"since-menu={self.since[i]}")
        return found

    def _below(self, i: int, below: Line, found: list[str]) -> None:
        """What a line under a caption or in the middle of a sentence says of this one."""
        if below.cues & STRONG & Cue.CAPTION or (below.text[0] == "(" and below.text[-1] == ")"):
            found.append("over-credit")
        if below.text[0].islower():
            found.append("over-small")
        if below.words > 3 and below.text[-1] == "." and self.prose[i + 1] < 2:
            found.append("over-sentence")


def _pieces(line: Line) -> list[str]:
    pieces = _PARTS.split(line.key)
    return [piece for piece in pieces if len(piece) > 4] if len(pieces) > 1 else []


def _runs(marked: Sequence[bool]) -> list[tuple[int, int]]:
    """For each line how many marked ones in a row end with it, and how many begin with it."""
    up, down = [0] * len(marked), [0] * len(marked)
    for i, mark in enumerate(marked):
        up[i] = (up[i - 1] if i else 0) + 1 if mark else 0
    for i in range(len(marked) - 1, -1, -1):
        down[i] = (down[i + 1] if i + 1 < len(marked) else 0) + 1 if marked[i] else 0
    return list(zip(up, down, strict=True))


def _since_menu(lines: Sequence[Line]) -> list[int]:
    """For each line how many of more than two words were there since the last of a menu, in four steps."""
    found = []
    count = 0
    for line in lines:
        found.append(_level(count, (0, 1, 3)))
        if line.cues & STRONG or (line.cues and line.words < 3) or line.words <= 1:
            count = 0
        elif line.words > 2:
            count += 1
    return found


def _is_like(line: Line) -> bool:
    """Whether the line might be a headline, or a subtitle, for all that it says itself."""
    return 3 <= line.words <= 20 and not line.dated and not line.cues & STRONG and line.text[-1] != "."


def _is_stamp(line: Line) -> bool:
    return line.words < 14 and (line.dated or bool(line.cues & Cue.BYLINE))


def _share(words: Sequence[str], known: set[str]) -> int:
    share = sum(word in known for word in words) / len(words)
    return 0 if not share else 1 if share < 0.4 else 2 if share < 0.75 else 3


def _stems(lines: Sequence[Line], prose: Sequence[int], begin: int, end: int) -> set[str]:
    text = " ".join(lines[i].key for i in range(begin, end) if prose[i])
    return {word[:_STEM] for word in _WORD.findall(text)}


def _level(number: float, steps: Sequence[float]) -> int:
    """How many of the steps it is beyond."""
    return bisect_left(steps, number)
