"""What the model is told of each line: by itself, by its neighbours, by its place on the page."""

from __future__ import annotations

from collections import Counter

from annotator.formats.zones.lines import Line, has_time, has_url, inner_end, separators
from annotator.formats.zones.words import Cue

_CUES = [(int(cue), cue.name.lower()) for cue in Cue if cue and cue.name]
_WORDS = [("w1", 1), ("w2-3", 3), ("w4-6", 6), ("w7-11", 11), ("w12-19", 19), ("w20-39", 39)]


def features(lines: list[Line]) -> list[list[str]]:
    """Names of the features of each line."""
    count = len(lines)
    prose = [_prose(line) for line in lines]
    times = Counter(line.key for line in lines)
    heads = {line.key for line in lines if 3 <= line.words <= 25}
    seen: set[str] = set()
    # How many lines in a row are no prose: menus and lists of links are long, what stands in an article is short.
    runs = _runs(prose)
    first = next((i for i, p in enumerate(prose) if p == 2), count)
    last = next((i for i in range(count - 1, -1, -1) if prose[i] == 2), -1)
    sums = [0]
    for i, line in enumerate(lines):
        sums.append(sums[-1] + (line.words if prose[i] else 0))
    total = sums[-1] or 1
    short_sums = [0]
    for p in prose:
        short_sums.append(short_sums[-1] + (p == 0))
    tight, loose = _core(lines, prose, 12.0), _core(lines, prose, 4.0)
    talk = [0]
    for line in lines:
        talk.append(talk[-1] + bool(line.cues & _TALK))
    links = [0]
    for line in lines:
        links.append(links[-1] + bool(line.cues & 0xFFFF))
    result = []
    for i, line in enumerate(lines):
        found = _alone(line)
        found.append(_place("t", i, tight))
        found.append(_place("l", i, loose))
        add = found.append
        p = prose[i]
        add(f"prose{p}")
        before, after = prose[i - 1] if i else -1, prose[i + 1] if i + 1 < count else -1
        add(f"around{before}{p}{after}")
        add("before" + str(prose[i - 2] if i > 1 else -1) + str(before))
        add("after" + str(after) + str(prose[i + 2] if i + 2 < count else -1))
        if p == 0:
            add("run" + _bucket(runs[i]))
            # What comes next, whatever is in between.
            near = sums[min(count, i + 7)] - sums[i + 1]
            add("ahead" + _amount(near))
            near = sums[i] - sums[max(0, i - 6)]
            add("behind" + _amount(near))
        else:
            near = sums[min(count, i + 5)] - sums[i + 1]
            back = sums[i] - sums[max(0, i - 4)]
            add("dense" + _amount(near + back))
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
        if i < first:
            add("head")
        if i > last:
            add("tail")
        share = sums[i] / total
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
        if times[line.key] > 1:
            add("again" if line.key in seen else "recurs")
            if line.words > 3:
                add("again-long" if line.key in seen else "recurs-long")
        seen.add(line.key)
        if not line.gap:
            add("close")
        if (
            p == 0
            and 3 <= line.words <= 25
            and not line.cues & 0xFFFF
            and _amount(sums[min(count, i + 7)] - sums[i + 1]) != "0"
        ):
            add("headline")
            if times[line.key] > 1:
                add("headline-again")
            if any(lines[j].dated for j in range(i + 1, min(i + 4, count))):
                add("headline-dated")
        result.append(found)
    return result


def _alone(line: Line) -> list[str]:
    words, text = line.words, line.text
    found = ["bias"]
    add = found.append
    size = next((name for name, most in _WORDS if words <= most), "w40")
    add(size)
    add(("ends" if line.ends else "open") + ("-short" if words < 5 else "-middle" if words < 12 else "-long"))
    if words > 3:
        grammar = line.grammar
        add("g0" if grammar < 0.08 else "g1" if grammar < 0.2 else "g2" if grammar < 0.33 else "g3")
    if words > 7 and inner_end(text):
        add("sentences")
    first = text[0]
    if first.islower():
        add("small")
    elif first.isdigit():
        add("digit")
    elif not first.isalpha():
        add("quote" if first in "\"„“«»'‚‘›" else "symbol")
    last = text[-1]
    if last == ":":
        add("colon")
    elif last == "," or last == ";":
        add("comma")
    if words > 1 and text.isupper():
        add("loud")
    if words <= 14:
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
        if line.key.strip("0123456789 .,:/%-–+#°()") == "":
            add("number")
        if has_url(text):
            add("url")
        if line.glued:
            add("glued")
    strong, weak = line.cues & 0xFFFF, line.cues >> 16
    if strong or weak:
        kind = "+" if words > 14 else ":" if words > 6 else "="
        for bit, name in _CUES:
            if strong & bit:
                add(name + kind)
            elif weak & bit:
                add(name + kind + "?")
        if words <= 14:
            add("cue-strong" if strong else "cue-weak")
    elif words <= 6:
        add("plain")
    return found


def _prose(line: Line) -> int:
    """0: no sentence, 1: it may be one, 2: it is, and not a short one."""
    words = line.words
    if words >= 20 and line.grammar > 0.12:
        return 2
    if words >= 12 and line.ends and line.grammar > 0.1:
        return 2
    if words >= 12 or (words >= 6 and line.ends):
        return 1
    return 0


def _runs(prose: list[int]) -> list[int]:
    runs = [0] * len(prose)
    begin = 0
    for i in range(len(prose) + 1):
        if i == len(prose) or prose[i]:
            for j in range(begin, i):
                runs[j] = i - begin
            begin = i + 1
    return runs


def _bucket(number: int) -> str:
    return "1" if number == 1 else "2" if number == 2 else "4" if number < 5 else "9" if number < 10 else "many"


def _amount(words: int) -> str:
    return "0" if not words else "20" if words < 20 else "60" if words < 60 else "150" if words < 150 else "more"


_TALK = int(Cue.COMMENTS | Cue.REPLY)


def _core(lines: list[Line], prose: list[int], price: float) -> tuple[int, int]:
    """First and last line of the stretch that holds most prose for fewest other lines."""
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
            if line.cues & 0xFFFF:
                value -= price
                if line.cues & _TALK:
                    value -= 2 * price
        if value <= 0:
            value, begin = 0.0, i + 1
        elif value > best:
            best, begin_best, end_best = value, begin, i
    return begin_best, end_best


def _place(name: str, i: int, core: tuple[int, int]) -> str:
    begin, end = core
    if i < begin:
        away, where = begin - i, "<"
    elif i > end:
        away, where = i - end, ">"
    else:
        return name + "in"
    return (
        name
        + where
        + ("1" if away == 1 else "3" if away < 4 else "8" if away < 9 else "20" if away < 21 else "far")
    )
