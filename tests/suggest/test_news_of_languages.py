"""Two invented articles a language, by all rules together: their direct quotations, and who says them.

``⟦2:«Hablaremos»⟧`` is a quotation, in several pieces where one number stands several times; ``⟨2:Cifuentes⟩`` is
who says it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article, Segments
from annotator.core.resources import resource
from annotator.suggest import pipeline, registry
from annotator.suggest.base import Context, Proposal

_FOLDER = Path(__file__).with_name("news")
_MARK = re.compile(r"(?P<open>[⟦⟨])(?P<number>\d+):|(?P<close>[⟧⟩])")
_EDGES = " \n.,،，。:–—-„“”»«›‹‘’\"'「」『』״"
ARTICLES = [
    (path.stem, number, text.strip())
    for path in sorted(_FOLDER.glob("*.txt"))
    for number, text in enumerate(path.read_text("utf-8").split("===="))
]


def read(marked: str) -> tuple[str, dict[int, Segments], dict[int, tuple[int, int]]]:
    """The plain text, the pieces of each quotation and the place of each speaker, by their numbers."""
    parts: list[str] = []
    quotes: dict[int, list[tuple[int, int]]] = defaultdict(list)
    speakers: dict[int, tuple[int, int]] = {}
    opened: list[tuple[str, int, int]] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        parts.append(marked[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match["open"]:
            opened.append((match["open"], int(match["number"]), length))
        else:
            kind, number, start = opened.pop()
            if kind == "⟦":
                quotes[number].append((start, length))
            else:
                speakers[number] = start, length
    return "".join((*parts, marked[at:])), {n: tuple(found) for n, found in quotes.items()}, speakers


def bare(text: str, segments: Segments) -> Segments:
    """The same without the marks and stops at the ends."""
    found = []
    for start, end in segments:
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        found.append((start, end))
    return tuple(found)


def suggested(text: str, lang: str) -> tuple[dict[Segments, Proposal], dict[Segments, tuple[int, int]]]:
    """The direct quotations that are proposed, and the place of the speaker of each."""
    rules = [one for one in registry.suggesters() if one.kind == "rule"]
    article = Article(1, "a", text.split("\n")[0], text, lang=lang)
    made = pipeline.suggest(article, (), (), rules, Context(read_codebook(resource("codebooks", "news.toml"))))
    quotes = {
        bare(text, one.segments): one
        for part in made
        for one in part.proposals
        if one.label == "QUOTE" and one.attributes["form"] == "direct"
    }
    speakers = {
        bare(text, link.head.segments): link.child.segments[0]
        for part in made
        for link in part.links
        if link.label == "speaker"
    }
    return quotes, speakers


@pytest.mark.parametrize(("lang", "number", "marked"), ARTICLES, ids=[f"{a}-{b}" for a, b, _ in ARTICLES])
def test_quotations_and_speakers(lang: str, number: int, marked: str) -> None:
    text, quotes, told = read(marked)
    found, speakers = suggested(text, lang)
    wanted = {bare(text, segments): n for n, segments in quotes.items()}
    assert sorted(found) == sorted(wanted)
    for segments, n in wanted.items():
        if n in told:
            start, end = speakers[segments]
            assert max(start, told[n][0]) < min(end, told[n][1]), (text[start:end], text[slice(*told[n])])


def test_there_are_two_articles_of_each_language() -> None:
    assert len(ARTICLES) == 2 * len(list(_FOLDER.glob("*.txt"))) >= 64
