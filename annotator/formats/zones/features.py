"""What the model is told of each line: by itself, by its neighbours, by its place on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from annotator.formats.zones.lines import Line, has_time, has_url, inner_end, separators
from annotator.formats.zones.words import CUE_NAMES, STRONG, Cue

_SIZES = (("w1", 1), ("w2-3", 3), ("w4-6", 6), ("w7-11", 11), ("w12-19", 19), ("w20-39", 39))
_TALK = Cue.COMMENTS | Cue.REPLY
_TAIL = Cue.COMMENTS | Cue.RELATED | Cue.TAGS | Cue.SOCIAL | Cue.PAGES | Cue.LEGAL | Cue.FORM | Cue.SUBSCRIBE


def prose_of(lines: Sequence[Line]) -> list[int]:
    """For each line 0: no sentence, 1: it may be one, 2: it is, and not a short one."""
    return [_prose(line) for line in lines]


def core_of(lines: Sequence[Line], prose: Sequence[int], price: float) -> tuple[int, int]:
    """First and last line of the stretch with most prose for fewest other lines, each at a ``price`` in words."""
    best, begin_best, end_best = 0.0, 0, -1
    value, begin = 0.0, 0
    for i, line in enumerate(lines):
        p = prose[i]
        if p == 2:
            value += min(line.words, 80)
        elif p == 1:
            value += 3
        else:
            value -= price
            if line.cues & STRONG:
                value -= price
                if line.cues & _TALK:
                    value -= 2 * price
        if value <= 0:
            value, begin = 0.0, i + 1
        elif value > best:
            best, begin_best, end_best = value, begin, i
    return begin_best, end_best


def features(lines: Sequence[Line], prose: Sequence[int], headline: int) -> list[list[str]]:
    """Names of the features of each line, with the headline's number known."""
    found = [_alone(line) for line in lines]
    _around(lines, prose, found)
    _on_page(lines, prose, found)
    _after_headline(lines, prose, headline, found)
    return found


def _prose(line: Line) -> int:
    words = line.words
    if words >= 20 and line.grammar > 0.12:
        return 2
    if words >= 12 and line.ends and line.grammar > 0.1:
        return 2
    if words >= 12 or (words >= 6 and line.ends):
        return 1
    return 0


def _alone(line: Line) -> list[str]:
    words, text = line.words, line.text
    found = ["bias", next((name for name, most in _SIZES if words <= most), "w40")]
    add = found.append
    add(("ends" if line.ends else "open") + ("-short" if words < 5 else "-middle" if words < 12 else "-long"))
    if words > 3:
        grammar = line.grammar
        add("g0" if grammar < 0.08 else "g1" if grammar < 0.2 else "g2" if grammar < 0.33 else "g3")
    if words > 7 and inner_end(text):
        add("sentences")
    first, last = text[0], text[-1]
    if first.islower():
        add("small")
    elif first.isdigit():
        add("digit")
    elif not first.isalpha():
        add("quote" if first in "\"„“«»'‚‘›" else "symbol")
    if last == ":":
        add("colon")
    elif last in ",;":
        add("comma")
    if words > 1 and text.isupper():
        add("loud")
    if words <= 14:
        _short(line, found)
    _cues(line, found)
    return found


def _short(line: Line, found: list[str]) -> None:
    words, text, add = line.words, line.text, found.append
    if words > 2 and line.capitals > 0.95:
        add("capitals")
    elif words > 4 and line.capitals < 0.3:
        add("no-capitals")
    if separators(text):
        add("parted")
    if line.dated:
        add("date")
        if words < 7:
            add("date-short")
    elif has_time(text):
        add("time")
    if not line.key.strip("0123456789 .,:/%-–+#°()"):
        add("number")
    if has_url(text):
        add("url")
    if line.pure:
        add("pure")
    if line.glued:
        add("glued")


def _cues(line: Line, found: list[str]) -> None:
    words, strong, weak = line.words, line.cues & STRONG, line.cues >> 16
    if strong or weak:
        kind = "+" if words > 14 else ":" if words > 6 else "="
        for bit, name in CUE_NAMES:
            if strong & bit:
                found.append(name + kind)
            elif weak & bit:
                found.append(name + kind + "?")
        if words <= 14:
            found.append("cue-strong" if strong else "cue-weak")
    elif words <= 6:
        found.append("plain")


def _around(lines: Sequence[Line], prose: Sequence[int], found: list[list[str]]) -> None:
    count = len(lines)
    words = [0, *accumulate(line.words if prose[i] else 0 for i, line in enumerate(lines))]
    talk = [0, *accumulate(bool(line.cues & _TALK) for line in lines)]
    links = [0, *accumulate(bool(line.cues & STRONG) for line in lines)]
    runs = _runs(prose)
    for i, line in enumerate(lines):
        add, p = found[i].append, prose[i]
        before, after = prose[i - 1] if i else -1, prose[i + 1] if i + 1 < count else -1
        add(f"prose{p}")
        add(f"around{before}{p}{after}")
        add(f"before{prose[i - 2] if i > 1 else -1}{before}")
        add(f"after{after}{prose[i + 2] if i + 2 < count else -1}")
        if p == 0:
            run = runs[i]
            add(
                "run" + ("1" if run == 1 else "2" if run == 2 else "4" if run < 5 else "9" if run < 10 else "many")
            )
            ahead = _amount(words[min(count, i + 7)] - words[i + 1])
            add("ahead" + ahead)
            add("behind" + _amount(words[i] - words[max(0, i - 6)]))
            if ahead != "0" and 3 <= line.words <= 25 and not line.cues & STRONG:
                add("headline")
        else:
            near = words[min(count, i + 5)] - words[i + 1] + words[i] - words[max(0, i - 4)]
            add("dense" + _amount(near))
        chat = talk[min(count, i + 5)] - talk[max(0, i - 4)] - (talk[i + 1] - talk[i])
        if chat:
            add(f"chat{min(3, chat)}{p}")
        said = talk[i] - talk[max(0, i - 30)]
        if said:
            add(f"said{min(4, said)}{p}")
        linked = links[min(count, i + 6)] - links[i + 1]
        if linked > 1:
            add(f"linked{min(4, linked)}")
        linked = links[i] - links[max(0, i - 5)]
        if linked > 1:
            add(f"links{min(4, linked)}")
        if i and lines[i - 1].words <= 14 and lines[i - 1].cues & STRONG:
            for bit, name in CUE_NAMES:
                if lines[i - 1].cues & bit:
                    add(f"{name}<{p}")


def _on_page(lines: Sequence[Line], prose: Sequence[int], found: list[list[str]]) -> None:
    count = len(lines)
    times = Counter(line.key for line in lines)
    seen: set[str] = set()
    first = next((i for i, p in enumerate(prose) if p == 2), count)
    last = next((i for i in range(count - 1, -1, -1) if prose[i] == 2), -1)
    total = sum(line.words for i, line in enumerate(lines) if prose[i]) or 1
    tight, loose = core_of(lines, prose, 12.0), core_of(lines, prose, 4.0)
    read = 0
    for i, line in enumerate(lines):
        add = found[i].append
        add(_place("t", i, tight))
        add(_place("l", i, loose))
        if i < first:
            add("head")
        if i > last:
            add("tail")
        share = read / total
        add(
            "read0"
            if share < 0.02
            else "read1"
            if share < 0.2
            else "read2"
            if share < 0.6
            else "read3"
            if share < 0.9
            else "read4"
        )
        read += line.words if prose[i] else 0
        if times[line.key] > 1:
            word = "again" if line.key in seen else "recurs"
            add(word)
            if line.words > 3:
                add(word + "-long")
        seen.add(line.key)
        if not line.gap:
            add("close")


def _after_headline(lines: Sequence[Line], prose: Sequence[int], headline: int, found: list[list[str]]) -> None:
    """Where a line lies from the headline on, and what has been said since that ends articles."""
    total = sum(line.words for i, line in enumerate(lines) if i >= headline and prose[i]) or 1
    tails = done = quiet = 0
    for i, line in enumerate(lines):
        add, p, strong = found[i].append, prose[i], line.cues & STRONG
        if i < headline:
            add("pre")
            add("pre-near" if headline - i < 4 else "pre-far")
            continue
        if i == headline:
            add("HEAD")
        elif i <= headline + 5 and not done:
            add("lead")
        add(
            "tail"
            + (
                "0"
                if not tails
                else "1"
                if tails == 1
                else "2"
                if tails == 2
                else "4"
                if tails < 5
                else "9"
                if tails < 10
                else "x"
            )
            + f"p{p}"
        )
        share = done / total
        add(
            "done"
            + (
                "0"
                if share < 0.3
                else "1"
                if share < 0.7
                else "2"
                if share < 0.9
                else "3"
                if share < 0.97
                else "4"
            )
            + f"p{p}"
        )
        add("quiet" + ("0" if not quiet else "1" if quiet < 3 else "2" if quiet < 7 else "3") + f"p{p}")
        if p:
            done += line.words
        if p == 2 and not strong:
            quiet = 0
            if line.words > 30:
                tails = max(0, tails - 1)
        elif line.words < 12:
            quiet += 1
        if strong & _TAIL and line.words <= 14 and done > 20:
            tails += 1


def _runs(prose: Sequence[int]) -> list[int]:
    """How many lines in a row are no prose: menus are long, what stands in an article is short."""
    runs = [0] * len(prose)
    begin = 0
    for i in range(len(prose) + 1):
        if i == len(prose) or prose[i]:
            for j in range(begin, i):
                runs[j] = i - begin
            begin = i + 1
    return runs


def _amount(words: int) -> str:
    return "0" if not words else "20" if words < 20 else "60" if words < 60 else "150" if words < 150 else "more"


def _place(name: str, i: int, core: tuple[int, int]) -> str:
    begin, end = core
    if begin <= i <= end:
        return name + "in"
    away, where = (begin - i, "<") if i < begin else (i - end, ">")
    return (
        name
        + where
        + ("1" if away == 1 else "3" if away < 4 else "8" if away < 9 else "20" if away < 21 else "far")
    )
