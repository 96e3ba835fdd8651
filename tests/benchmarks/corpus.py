"""A corpus of invented news, made anew on any machine: the same numbers give the same articles.

An ordinary article has about 3,000 code points, 30 spans that overlap and nest, and 6 relations; three in five are
German, the others English, and some hold emoji. Each is a record as the program imports it. Words are made of
syllables and used as often as words of a language are: a few in every article, most in hardly any.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import orjson

Record = dict[str, Any]

_SEED = 20250313
_LEXICON = 30_000
ACTORS, CONCEPTS = 20_000, 5_000  # entries of the registers that registered articles speak of
_ROUNDS = 5  # of four sentences each, which bring six spans
_EMOJI = ("🚢", "👩‍🔬", "🇩🇰", "🌊", "👍🏽", "⚖️")
_SOURCES = ("Deichpost", "Sundkurier", "The Firth Ledger", "Morning Quay", "Radio Nordsand")


@dataclass(frozen=True)
class _Language:
    code: str
    syllables: str
    small: str
    first_names: str
    last_names: str
    offices: tuple[str, ...]
    cues: tuple[str, ...]
    marks: tuple[str, str]

    @cached_property
    def words(self) -> list[str]:
        """The lexicon, the small words first as the most frequent ones (Zipf's law)."""
        chance = random.Random(f"{_SEED} {self.code}")
        parts = self.syllables.split()
        found = dict.fromkeys(self.small.split())
        while len(found) < _LEXICON:
            found["".join(chance.choices(parts, k=chance.choice((2, 2, 3, 4))))] = None
        return list(found)


_WEIGHTS = list(accumulate(1 / (place + 4) for place in range(_LEXICON)))


_GERMAN = _Language(
    "de",
    "sund hal ter wei ber fähr strö mung kü ste lan de grün der mei schaf tung öl pei lo gen ruh es min ver kas "
    "sel bür ger amt keit zö lich un ge fros ten ufer al so bra ke näs se",
    "die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an nach "
    "wie im für man aber aus durch wenn nur war noch werden bei hat wir was wird sein einen welche sind oder um",
    "Merle Enno Wiebke Tjark Femke Hauke Levke Ocke",
    "Brodersen Lüttjohann Petersen Öhlrich Nissen Harksen Groß Zülow",
    ("das Hafenamt", "die Deichgenossenschaft", "der Fährverband", "die Stadt Sandbüll"),
    ("sagte", "erklärte", "betonte", "warnte"),
    ("„", "“"),
)
_ENGLISH = _Language(
    "en",
    "har bour ten wick den sal ter for th moor wes tle brid ge lan tern cur rent ash fen ver tide mar low ket sto "
    "ne qua li ing ous ment er tion dale whit spar row ger ty mon",
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they "
    "which one you were her all she there would their we him been has when who will more no if out so said what",
    "Isla Rowan Edith Callum Maren Tobias Greta Alun",
    "Whitlock Pemberley Marsh Oduya Tregarth Lindqvist Fell Kettering",
    ("the harbour board", "the ferry union", "Firth Council", "the tide office"),
    ("said", "warned", "argued", "added"),
    ("“", "”"),
)


class _Writer:
    """Puts a text together and notes what stands where."""

    def __init__(self, key: str, chance: random.Random, language: _Language) -> None:
        self._chance = chance
        self._language = language
        self._key = key
        self._parts: list[str] = []
        self.length = 0
        self.spans: list[Record] = []
        self.relations: list[Record] = []
        first, last = language.first_names.split(), language.last_names.split()
        self._cast = [f"{chance.choice(first)} {chance.choice(last)}" for _ in range(3)]
        self._cast.append(chance.choice(language.offices))

    def put(self, text: str) -> tuple[int, int]:
        """Appends a piece; where it stands."""
        start, self.length = self.length, self.length + len(text)
        self._parts.append(text)
        return start, self.length

    def words(self, low: int, high: int) -> tuple[int, int]:
        language, number = self._language, self._chance.randint(low, high)
        found = self._chance.choices(language.words, cum_weights=_WEIGHTS, k=number)
        return self.put(" ".join(found))

    def span(self, label: str, start: int, end: int) -> str:
        id_ = f"{self._key}-{len(self.spans) + 1}"
        self.spans.append({"id": id_, "label": label, "start": start, "end": end})
        return id_

    def relate(self, label: str, head: str, child: str) -> None:
        self.relations.append({"label": label, "head": head, "child": child})

    def actor(self) -> str:
        return self.span("ACTOR", *self.put(self._chance.choice(self._cast)))

    def plain(self, low: int, high: int) -> None:
        self.words(low, high)
        self.put(". ")

    def quote(self) -> str:
        """A quotation whose second half is a claim, which goes on beyond its end; the id of the speaker."""
        opening, closing = self._language.marks
        start = self.put(opening)[0]
        self.words(9, 13)
        claim = self.put(" ")[1]
        self.words(6, 10)
        if self._chance.random() < 0.1:
            self.put(f" {self._chance.choice(_EMOJI)}")
        quote = self.span("QUOTE", start, self.put(closing)[1])
        self.put(", ")
        cue = self.put(self._chance.choice(self._language.cues))
        self.span("CLAIM", claim, cue[1])
        self.span("CUE", *cue)
        self.put(" ")
        speaker = self.actor()
        self.relate("speaker", quote, speaker)
        self.put(". ")
        return speaker

    def claim(self) -> str:
        """A sentence that is a claim, with an actor in it; the id of the claim."""
        start = self.length
        self.actor()
        self.put(" ")
        claim = self.span("CLAIM", start, self.words(13, 18)[1])
        self.put(". ")
        return claim

    def text(self) -> str:
        return "".join(self._parts)


def article(number: int) -> Record:
    """The record of an ordinary article."""
    return _article(f"article-{number:07d}", number, _ROUNDS)


def unlabelled_article(number: int) -> Record:
    """An ordinary article before anybody has labelled it."""
    return article(number) | {"spans": [], "relations": []}


def registered_article(number: int) -> Record:
    """An ordinary article four in five of whose actors and three in five of whose claims are in the registers.

    Some entries are in many articles, most in a few; every other quote has its form.
    """
    record = article(number)
    chance = random.Random(f"{_SEED} register {number}")
    for span in record["spans"]:
        if span["label"] == "ACTOR" and chance.random() < 0.8:
            place = int(ACTORS * chance.random() ** 3)
            span["actor"] = {"id": f"actor-{place:05d}", "name": actor_name(place), "kind": "person"}
        elif span["label"] == "CLAIM" and chance.random() < 0.6:
            place = int(CONCEPTS * chance.random() ** 2)
            span["concept"] = {"id": f"concept-{place:05d}", "name": concept_name(place)}
        elif span["label"] == "QUOTE" and chance.random() < 0.5:
            span["attributes"] = {"form": "direct"}
    return record


def actor_name(place: int) -> str:
    """The name of an entry of the register of actors, another one for each of ACTORS places."""
    chance = random.Random(f"{_SEED} actor {place}")
    language = _GERMAN if place % 5 < 3 else _ENGLISH
    last = "".join(chance.choices(language.syllables.split(), k=3)).capitalize()
    return f"{chance.choice(language.first_names.split())} {last}"


def concept_name(place: int) -> str:
    """The sentence that is a concept's name."""
    chance = random.Random(f"{_SEED} concept {place}")
    words = chance.choices(_GERMAN.words, cum_weights=_WEIGHTS, k=7)
    return f"{' '.join(words).capitalize()} {place}"


def short_article(number: int) -> Record:
    """The record of one sentence without labels, for projects of which only the number of articles counts."""
    chance = random.Random(_SEED + number)
    language = _GERMAN if chance.random() < 0.6 else _ENGLISH
    writer = _Writer("", chance, language)
    writer.plain(8, 12)
    # The number keeps every text different, as the same text comes into a project once only.
    text = f"{writer.text()}{number}"
    return {"id": f"short-{number:07d}", "title": text[:60], "text": text, "meta": _meta(chance, language)}


def large_article(length: int, spans: int, number: int = 0) -> Record:
    """The record of an article of so many code points with so many spans, spread evenly over it.

    Every fifth is a long one that covers others.
    """
    record = _article(f"large-{length}-{spans}-{number}", number, length // 500 + 1)
    text = str(record["text"])[: length - 1].ljust(length - 1, "–") + "."
    chance = random.Random(_SEED + number)
    labels = ("ACTOR", "QUOTE", "CUE", "CLAIM")
    found = []
    for place in range(spans):
        start = place * (length - 1) // spans
        reach = chance.randint(60, 200) if place % 5 == 0 else chance.randint(4, 20)
        end = min(length, start + reach)
        found.append({"id": f"span-{place}", "label": labels[place % 4], "start": start, "end": end})
    return record | {"text": text, "spans": found, "relations": []}


def _article(key: str, number: int, rounds: int) -> Record:
    chance = random.Random(_SEED + number)
    language = _GERMAN if chance.random() < 0.6 else _ENGLISH
    writer = _Writer(key, chance, language)
    for turn in range(rounds):
        speaker = writer.quote()
        writer.plain(13, 20)
        claim = writer.claim()
        if turn == 0:
            writer.relate("claimant", claim, speaker)
        writer.plain(13, 20)
        writer.put("\n\n")
    title = " ".join(chance.choices(language.words, cum_weights=_WEIGHTS, k=7)).capitalize()
    return {
        "id": key,
        "title": title,
        "text": writer.text().strip(),
        "meta": _meta(chance, language),
        "spans": writer.spans,
        "relations": writer.relations,
    }


def _meta(chance: random.Random, language: _Language) -> Record:
    day = f"20{chance.randint(15, 25)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    return {"source": chance.choice(_SOURCES), "published": day, "lang": language.code}


def write(path: Path, records: Iterator[Record]) -> Path:
    """Writes records as JSON Lines, unless the file is there already."""
    if not path.exists():
        draft = path.with_suffix(".part")
        with draft.open("wb") as file:
            for record in records:
                file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
        draft.replace(path)
    return path


def queries() -> dict[str, list[str]]:
    """What people search for, by kind: words in most articles, in a few, beginnings, and two words."""
    frequent, common, rare, beginnings = [], [], [], []
    for language in (_GERMAN, _ENGLISH):
        frequent += [f"{word} " for word in language.words[:60:6]]
        common += [f"{word} " for word in language.words[200:1200:100]]
        rare += [f"{word} " for word in language.words[5000:29000:2400]]
        beginnings += [word[:4] for word in language.words[100:1100:100]]
        beginnings += [word[:5] for word in language.words[2000:12000:1000]]
    pairs = [f"{one}{other}" for one, other in zip(frequent, common, strict=True)]
    pairs += [f"{one}{other}" for one, other in zip(common, frequent[::-1], strict=True)]
    return {"frequent": frequent, "common": common, "rare": rare, "beginning": beginnings, "two words": pairs}
