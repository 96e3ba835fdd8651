"""Learns the weights by which article text and headline are told from the page around them.

    python -m tests.benchmarks.learn_zones PAGES.jsonl [--check FOLDS]

A line of PAGES.jsonl is one page: {"url", "title", "page_text": the page selected whole and pasted, "with":
pieces of the article, "without": pieces of what surrounds it}. Without --check the new text of
annotator/formats/zones/weights.py is printed; with it the share of right headlines and the F1 of the pieces, each
page read by weights that were learned from the pages of other domains.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from annotator.core.offsets import Cut
from annotator.formats.zones import find_zones, weights
from annotator.formats.zones.features import core_of, features, prose_of
from annotator.formats.zones.headline import candidates
from annotator.formats.zones.lines import Line, split_lines

Weights = dict[str, float]
Slope = Callable[[Weights, Weights], None]
"""Adds the loss's gradient at the first to the second."""

_HEADLINE_RIDGE, _LINE_RIDGE = 4.0, 5.0
_STEPS = 120
_LEAST = 0.035  # smaller weights are left out
_FILE = Path(weights.__file__)


class Page:
    """One page with what is known of it: which candidates are the headline, and what some lines are."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.record = record
        host = urlsplit(record["url"]).hostname or ""
        if host == "web.archive.org":
            host = record["url"].split("://")[-1].split("/")[0]
        self.domain = ".".join(host.split(".")[-2:])
        self.lines = split_lines(record["page_text"])
        self.prose = prose_of(self.lines)
        cores = core_of(self.lines, self.prose, 12.0), core_of(self.lines, self.prose, 4.0)
        self.candidates = candidates(self.lines, *cores, self.prose)
        title = squeeze(record["title"]).casefold()
        self.headlines = {i for i, _ in self.candidates if squeeze(self.lines[i].text).casefold() == title}
        self.known = known_lines(record, self.lines)

    def best(self, headline: Weights) -> int:
        """The line that would be chosen."""
        scored = [(score(headline, names), -i) for i, names in self.candidates]
        return -max(scored, default=(0.0, 0))[1]


def squeeze(text: str) -> str:
    return " ".join(text.split())


def score(known: Weights, names: Iterable[str]) -> float:
    return sum(known.get(name, 0.0) for name in names)


def known_lines(record: dict[str, Any], lines: Sequence[Line]) -> dict[int, bool]:
    """Numbers of the lines that hold a piece, and whether it is of the article."""
    owners: list[int] = []
    text = ""
    for i, line in enumerate(lines):
        piece = squeeze(line.text) + " "
        text += piece
        owners += [i] * len(piece)
    known: dict[int, bool] = {}
    for right, pieces in ((False, record["without"]), (True, record["with"])):
        for piece in map(squeeze, pieces):
            places = []
            at = text.find(piece)
            while at >= 0:
                places.append(sorted(set(owners[at : at + len(piece)])))
                at = text.find(piece, at + 1)
            if right and places:
                places = [max(places, key=lambda place: sum(lines[i].words for i in place))]
            known.update((i, right) for place in places for i in place)
    return known


def learn(pages: Sequence[Page]) -> tuple[Weights, Weights]:
    """Weights for the headline, by conditional logistic regression, and for the lines."""
    told = [page for page in pages if page.headlines]

    def slope_of_headline(at: Weights, slope: Weights) -> None:
        for page in told:
            _choice(page, at, slope)

    headline = descend(slope_of_headline, _HEADLINE_RIDGE)
    rows: list[tuple[list[str], bool]] = []
    for page in pages:
        found = features(page.lines, page.prose, min(page.headlines, default=page.best(headline)))
        rows += [(found[i], right) for i, right in page.known.items()]

    def slope_of_line(at: Weights, slope: Weights) -> None:
        for names, right in rows:
            chance = 1.0 / (1.0 + math.exp(-score(at, names)))
            for name in names:
                slope[name] = slope.get(name, 0.0) + chance - right

    return headline, descend(slope_of_line, _LINE_RIDGE)


def _choice(page: Page, at: Weights, slope: Weights) -> None:
    values = [math.exp(score(at, names)) for _, names in page.candidates]
    right = [value * (i in page.headlines) for value, (i, _) in zip(values, page.candidates, strict=True)]
    total, rights = sum(values), sum(right)
    for value, good, (_, names) in zip(values, right, page.candidates, strict=True):
        for name in names:
            slope[name] = slope.get(name, 0.0) + value / total - good / rights


def descend(slope_of: Slope, ridge: float) -> Weights:
    """The weights of the least loss with half the ``ridge`` times their squares (Rprop)."""
    at: Weights = {}
    steps: Weights = {}
    last: Weights = {}
    for _ in range(_STEPS):
        slope: Weights = {}
        slope_of(at, slope)
        for name, value in slope.items():
            value += ridge * at.get(name, 0.0)
            turned = value * last.get(name, 0.0)
            step = steps.get(name, 0.05) * (1.2 if turned > 0 else 0.5 if turned < 0 else 1.0)
            steps[name], last[name] = step, value
            at[name] = at.get(name, 0.0) - math.copysign(step, value) * (value != 0)
    return at


def use(headline: Weights, line: Weights) -> None:
    for known, new in ((weights.HEADLINE, headline), (weights.LINE, line)):
        known.clear()
        known.update(new)


def check(pages: Sequence[Page], folds: int) -> None:
    """Prints how well pages are read by weights learned from other domains."""
    kept = lost = left = titles = 0
    for fold in range(folds):
        rest = [page for page in pages if _fold(page, folds) != fold]
        use(*learn(rest))
        for page in pages:
            if _fold(page, folds) != fold:
                continue
            parts = find_zones(page.record["page_text"])
            text = squeeze(Cut(page.record["page_text"], [(zone.start, zone.end) for zone in parts.zones]).text)
            hits = sum(squeeze(piece) in text for piece in page.record["with"])
            kept, lost = kept + hits, lost + len(page.record["with"]) - hits
            left += sum(squeeze(piece) in text for piece in page.record["without"])
            titles += squeeze(parts.title).casefold() == squeeze(page.record["title"]).casefold()
    print(f"F1 {2 * kept / (2 * kept + lost + left):.3f}, headlines {titles / len(pages):.3f}")


def _fold(page: Page, folds: int) -> int:
    return int(hashlib.md5(page.domain.encode()).hexdigest(), 16) % folds


def block(known: Weights) -> str:
    shown = "  ".join(f"{name} {value:.2f}" for name, value in sorted(known.items()) if abs(value) >= _LEAST)
    # A name and its weight stay in one line.
    joined = textwrap.wrap(
        shown.replace("  ", "\0").replace(" ", "\1").replace("\0", " "), 108, break_on_hyphens=False
    )
    return "\n".join(joined).replace(" ", "  ").replace("\1", " ")


def source(headline: Weights, line: Weights) -> str:
    """The text of weights.py with the new weights in it."""
    parts = _FILE.read_text("utf-8").split('"""')
    parts[3], parts[7] = f"\n{block(headline)}\n", f"\n{block(line)}\n"
    return '"""'.join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of article text and headlines.")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--check", type=int, metavar="FOLDS")
    arguments = parser.parse_args()
    with arguments.pages.open(encoding="utf-8") as stream:
        pages = [Page(json.loads(line)) for line in stream]
    if arguments.check:
        check(pages, arguments.check)
    else:
        print(source(*learn(pages)), end="")


if __name__ == "__main__":
    main()
