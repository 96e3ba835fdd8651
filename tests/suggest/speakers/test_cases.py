"""Invented sentences in German, English, French and other languages whose speakers are known."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article
from annotator.core.resources import resource
from annotator.suggest.base import Context, Proposal
from annotator.suggest.reading import Reading
from annotator.suggest.speakers.suggester import Speakers
from tests.suggest.speakers.caseless_cases import HINDI, PERSIAN
from tests.suggest.speakers.cases import ENGLISH, FRENCH, OTHERS
from tests.suggest.speakers.german_cases import GERMAN
from tests.suggest.speakers.semitic_cases import ARABIC, HEBREW

_MARKS = re.compile(r"\[\[|\]\]|\(\(|\)\)|[{}]")


class Case(NamedTuple):
    text: str
    quote: tuple[tuple[int, int], ...]
    others: list[tuple[int, int]]
    speakers: list[str]


def case(line: str) -> Case:
    """Reads a line of cases.py; what stands behind a bar is the speaker where no brackets tell."""
    line, _, told = line.partition("|")
    parts: list[str] = []
    places: dict[str, list[int]] = {mark: [] for mark in ("[[", "]]", "((", "))", "{", "}")}
    at = length = 0
    for match in _MARKS.finditer(line):
        parts.append(line[at : match.start()])
        length += match.start() - at
        at = match.end()
        places[match[0]].append(length)
    text = "".join((*parts, line[at:]))
    speakers = [text[start:end] for start, end in zip(places["{"], places["}"], strict=True)]
    return Case(
        text,
        tuple(zip(places["[["], places["]]"], strict=True)),
        list(zip(places["(("], places["))"], strict=True)),
        [told] if told else speakers,
    )


def lines(block: str) -> list[str]:
    return block.strip().splitlines()


def speakers_of(line: str, lang: str) -> tuple[list[str], list[str]]:
    read = case(line)
    direct = {"form": "direct"}
    quote = Proposal("QUOTE", read.quote, 1.0, attributes=dict(direct), existing="asked")
    others = [Proposal("QUOTE", (place,), 1.0, attributes=dict(direct), existing="other") for place in read.others]
    context = Context(read_codebook(resource("codebooks", "news.toml")))
    made = Speakers().suggest(Reading(Article(1, "a", "", read.text, lang=lang)), [quote, *others], context)
    found = [link.child for link in made.links if link.label == "speaker" and link.head is quote]
    return [read.text[p.start : p.end] for p in sorted(found, key=lambda p: p.start)], read.speakers


@pytest.mark.parametrize("line", lines(GERMAN))
def test_german(line: str) -> None:
    found, expected = speakers_of(line, "de")
    assert found == expected


@pytest.mark.parametrize("line", lines(ENGLISH))
def test_english(line: str) -> None:
    found, expected = speakers_of(line, "en")
    assert found == expected


@pytest.mark.parametrize("line", lines(FRENCH))
def test_french(line: str) -> None:
    found, expected = speakers_of(line, "fr")
    assert found == expected


@pytest.mark.parametrize("line", lines(ARABIC))
def test_arabic(line: str) -> None:
    found, expected = speakers_of(line, "ar")
    assert found == expected


@pytest.mark.parametrize("line", lines(HEBREW))
def test_hebrew(line: str) -> None:
    found, expected = speakers_of(line, "he")
    assert found == expected


@pytest.mark.parametrize("line", lines(PERSIAN))
def test_persian(line: str) -> None:
    found, expected = speakers_of(line, "fa")
    assert found == expected


@pytest.mark.parametrize("line", lines(HINDI))
def test_hindi(line: str) -> None:
    found, expected = speakers_of(line, "hi")
    assert found == expected


@pytest.mark.parametrize("line", lines(OTHERS))
def test_other_languages(line: str) -> None:
    lang, _, line = line.partition("|")
    found, expected = speakers_of(line, lang)
    assert found == expected


def test_there_are_enough_cases() -> None:
    numbers = [len(lines(block)) for block in (GERMAN, ENGLISH, FRENCH, OTHERS)]
    assert all(number >= least for number, least in zip(numbers, (50, 50, 25, 10), strict=True))
