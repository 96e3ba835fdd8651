"""Learns the weights by which article text and headline are told from the page around them.

    python -m tests.benchmarks.learn_zones PAGES.jsonl [--check FOLDS]

A line of PAGES.jsonl is one page: {"url", "title", "page_text": the page selected whole and pasted, "with":
pieces of the article, "without": pieces of what surrounds it}. A page without pieces teaches the headline alone,
and one that is given twice counts twice. Without --check the new text of annotator/formats/zones/weights.py is
printed; with it the share of right headlines and the F1 of the pieces, each page read by weights that were
learned from the pages of other domains.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from annotator.core.offsets import Cut
from annotator.formats.language import detect_language
from annotator.formats.zones import find_zones, weights
from annotator.formats.zones.features import core_of, features, prose_of
from annotator.formats.zones.headline import candidates
from annotator.formats.zones.lines import Line, split_lines
from annotator.formats.zones.title import title_of

Weights = dict[str, float]
Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]

_HEADLINE_RIDGE, _LINE_RIDGE = 4.0, 5.0
_STEPS = 200
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
        lang = detect_language(record["page_text"])
        self.headlines = {
            i for i, _ in self.candidates if squeeze(title_of(self.lines, i, lang).text).casefold() == title
        }
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
    headline = learn_headline([page for page in pages if page.headlines])
    rows: list[list[str]] = []
    right: list[bool] = []
    for page in pages:
        found = features(page.lines, page.prose, page.best(headline))  # right or wrong, as in use
        rows += [found[i] for i in page.known]
        right += page.known.values()
    table, columns = tabulate(rows)
    wanted = np.array(right, np.float64)

    def slope_of(at: Vector) -> Vector:
        slope: Vector = (1.0 / (1.0 + np.exp(-(table @ at))) - wanted) @ table
        return slope

    at = descend(slope_of, len(columns), _LINE_RIDGE)
    return headline, {name: float(at[column]) for name, column in columns.items()}


def learn_headline(pages: Sequence[Page]) -> Weights:
    """Weights of the choice among a page's candidates.

    Each level of a feature is learned as one more step than the level before, so that neighbours stay alike.
    """
    rows = [names for page in pages for _, names in page.candidates]
    table, columns = tabulate([[step for name in names for step in steps_of(name)] for names in rows])
    wanted = np.array([i in page.headlines for page in pages for i, _ in page.candidates])
    sizes = [len(page.candidates) for page in pages]
    begins = np.cumsum([0, *sizes[:-1]])

    def slope_of(at: Vector) -> Vector:
        values = np.exp(table @ at)
        rights = values * wanted
        shares = values / np.repeat(np.add.reduceat(values, begins), sizes)
        slope: Vector = (shares - rights / np.repeat(np.add.reduceat(rights, begins), sizes)) @ table
        return slope

    at = descend(slope_of, len(columns), _HEADLINE_RIDGE)
    known = {name for names in rows for name in names}
    return {name: float(sum(at[columns[step]] for step in steps_of(name))) for name in known}


def steps_of(name: str) -> list[str]:
    """``next=2`` is ``next``, ``next>0`` and ``next>1``."""
    feature, sign, level = name.rpartition("=")
    return [feature, *(f"{feature}>{step}" for step in range(int(level)))] if sign else [name]


def tabulate(rows: Sequence[Sequence[str]]) -> tuple[Matrix, dict[str, int]]:
    """How often each feature is in each row, and the features' columns."""
    columns: dict[str, int] = {}
    for names in rows:
        for name in names:
            columns.setdefault(name, len(columns))
    table = np.zeros((len(rows), len(columns)))
    for row, names in zip(table, rows, strict=True):
        for name in names:
            row[columns[name]] += 1.0
    return table, columns


def descend(slope_of: Callable[[Vector], Vector], size: int, ridge: float) -> Vector:
    """The weights of the least loss with half the ``ridge`` times their squares (Rprop)."""
    at, last = np.zeros(size), np.zeros(size)
    steps = np.full(size, 0.05)
    for _ in range(_STEPS):
        slope = slope_of(at) + ridge * at
        turned = slope * last
        steps *= np.where(turned > 0, 1.2, np.where(turned < 0, 0.5, 1.0))
        at -= np.sign(slope) * steps
        last = slope
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
        shown.replace("  ", "\0").replace(" ", "\1").replace("\0", " "), 102, break_on_hyphens=False
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
