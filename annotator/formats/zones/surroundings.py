"""What the rest of the page says of a line that may be the headline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

from annotator.formats.zones.lines import Line, separators
from annotator.formats.zones.words import FUNCTION_WORDS, STRONG, Cue

_STEM = 5  # so many letters of a word stand for it: "Hafens" for "Hafen"
_WORD = re.compile(r"[^\W\d_]{3,}")
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")  # written without blanks: pairs of signs are words
_NEXT = (1, 2, 4, 7, 12, 25)
_BEFORE = (0.0, 0.1, 0.3, 0.6)
_RUN = (0, 1, 3, 7, 15)
_NEAR = 12  # paragraphs from a line on that may take its words up
_FULL = 3  # words of a section's name or a kicker at most
_LISTED = 14  # lines below "Related" that may be of its list
_PARTS = re.compile(r" [|»›>•·→/–—-] | ?[|»›] ?|: ")  # between the pieces of a trail or of the page's own title
_AGO = re.compile(
    r"\b\d+ (?:hour|minute|min|day|week|month|year)s? ago\b|\bvor \d+ (?:minute|stunde|tag|woche|monat|jahr)"
    r"|\bil y a \d|\bhace \d|\d ?(?:時間|分|日|か月|小时|分钟|天|个月|月|年)前"
    r"|^(?:today|yesterday|heute|gestern|aujourd.hui|hier|hoy|ayer|oggi|ieri)\b.{0,5}\d",
    re.IGNORECASE,
)


class Surroundings:
    """A page as the lines around each one; made once, then asked about line after line."""

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
        self.names = [_is_name(line) for line in lines]
        self.shares = [line.words < 6 and bool((line.cues | line.cues >> 16) & Cue.SOCIAL) for line in lines]
        self.related = _related(lines, prose)
        self.own: dict[int, list[str]] = {}
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
        found += self._company(i)
        gap = level(self.next[i + 1] - i, _NEXT)
        add(f"next={gap}")
        add(f"next{size}={gap}")
        add(f"before={level(self.said[i] / (self.said[-1] or 1), _BEFORE)}")
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
        found = [f"menu-above{size}={level(above, _RUN)}", f"menu-below{size}={level(below, _RUN)}"]
        if self.likes[i]:
            up, down = self.rows[i]
            place = "first" if up == 1 else "last" if down == 1 else "in"
            found.append(f"row{min(up + down - 1, 4)}-{place}")
        return found

    def _topic(self, i: int) -> list[str]:
        """How many of its words the article uses, and the paragraphs that come next."""
        own = self._telling(i)
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

    def _company(self, i: int) -> list[str]:
        """What else stands by it: a name with its date, links to share it, other headlines, each with a date."""
        found: list[str] = []
        add = found.append
        lines, line, stamps = self.lines, self.lines[i], self.stamps
        if line.words > _FULL:
            for other in lines[i + 1 : i + 5]:
                if 2 < other.words < line.words and line.key.endswith(other.key):
                    add("trail")
                    break
        if sum(self.shares[i + 1 : i + 4]) > 1:
            add("over-share")
        if self.related[i]:
            add("related")
        if stamps[i + 1 : i + 4] == [True, False, True] or stamps[max(0, i - 3) : i] == [True, False, True]:
            add("dated-list")
        if any(self.names[i + 1 : i + 2]) and any(stamps[i + 2 : i + 4]):
            add("over-name")
        if self.names[i] and any(stamps[i + 1 : i + 3]):
            add("name")
        # Headline and subtitle: which of two lines has the other's company.
        if i and self.likes[i - 1] and lines[i - 1].words > _FULL:
            add(f"under-topic={self._told(i - 1)}")
        if i + 1 < len(lines) and self.likes[i + 1] and lines[i + 1].words > _FULL:
            add(f"over-topic={self._told(i + 1)}")
        return found

    def _telling(self, i: int) -> list[str]:
        if i not in self.own:
            self.own[i] = _telling(self.lines[i].key)
        return self.own[i]

    def _told(self, i: int) -> int:
        """How many of a line's words the article uses, as a level."""
        own = self._telling(i)
        return _share(own, self.stems) if own else 0

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
        found.append(level(count, (0, 1, 3)))
        if line.cues & STRONG or (line.cues and line.words < 3) or line.words <= 1:
            count = 0
        elif line.words > 2:
            count += 1
    return found


def _is_like(line: Line) -> bool:
    """Whether the line might be a headline, or a subtitle, for all that it says itself."""
    return 3 <= line.words <= 20 and not line.dated and not line.cues & STRONG and line.text[-1] != "."


def _is_stamp(line: Line) -> bool:
    if line.words >= 14:
        return False
    return line.dated or bool(line.cues & Cue.BYLINE) or _AGO.search(line.text) is not None


def _is_name(line: Line) -> bool:
    """Whether the line might be a person's name and nothing else."""
    if not 2 <= line.words <= 4 or line.dated:
        return False
    return line.capitals > 0.9 and not line.grammar and line.text[-1].isalpha()


def _related(lines: Sequence[Line], prose: Sequence[int]) -> list[bool]:
    """For each line whether it may be of the list below "Related", or the like."""
    found = []
    left = 0
    for line, p in zip(lines, prose, strict=True):
        found.append(left > 0)
        strong = line.cues & STRONG
        if strong & Cue.RELATED and line.words <= 6:
            left = _LISTED
        elif p == 2 or strong & ~Cue.RELATED:
            left = 0
        else:
            left = max(0, left - 1)
    return found


def _share(words: Sequence[str], known: set[str]) -> int:
    share = sum(word in known for word in words) / len(words)
    return 0 if not share else 1 if share < 0.4 else 2 if share < 0.75 else 3


def _stems(lines: Sequence[Line], prose: Sequence[int], begin: int, end: int) -> set[str]:
    text = " ".join(lines[i].key for i in range(begin, end) if prose[i])
    return set(_telling(text))


def _telling(text: str) -> list[str]:
    """The words of a line that may be found again in the article, each by its stem."""
    found = [word[:_STEM] for word in _WORD.findall(text) if word not in FUNCTION_WORDS]
    if text.isascii() or not (runs := _UNPARTED.findall(text)):
        return found
    found = [word for word in found if not _UNPARTED.match(word)]
    for run in runs:
        found += map("".join, pairwise(run))
    return found


def level(number: float, steps: Sequence[float]) -> int:
    """How many of the steps it is beyond."""
    return bisect_left(steps, number)
