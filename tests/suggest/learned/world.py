"""Invented articles with all their labels: one half of the templates and names to learn from, the other to be
tested with."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.core.codebook import Codebook, Label, parse_codebook
from annotator.core.models import Article, Segments, Span
from annotator.core.resources import resource
from annotator.suggest.base import Context, Proposal, Suggestions
from annotator.suggest.evaluation import Score
from annotator.suggest.learned.training import Example
from annotator.suggest.pipeline import suggest
from annotator.suggest.reading import Reading

# {SHIP:…} labels what is in it; *name* is replaced by one of NAMES.
_LEARN = [
    "Die Fähre {SHIP:*ship*} {CUE:legt} am Morgen in {PLACE:*place*} ab.",
    "Der Kutter {SHIP:*ship*} liegt seit Tagen vor {PLACE:*place*} fest.",
    "An Bord der Barkasse {SHIP:*ship*} waren *number* Gäste.",
    "{ACTOR:*person*} {CUE:sagte}, die Fähre {SHIP:*ship*} sei zu alt.",
    "Das {CUE:meldete} {ACTOR:*person*} aus {PLACE:*place*}.",
    "{CLAIM+:Wir brauchen die neue Brücke}, {CUE:rief} {ACTOR:*person*}.",
    "{CLAIM-:Wir brauchen die neue Brücke nicht}, {CUE:rief} {ACTOR:*person*}.",
    "{CLAIM+:Gut ist der Hafen}, {CUE:meinte} {ACTOR:*person*}.",
    "{CLAIM-:Schlecht ist der Hafen nicht nur im Winter}, {CUE:meinte} {ACTOR:*person*}.",
    "In {PLACE:*place*} regnete es *number* Stunden lang.",
    "Der Markt war am Abend leer.",
]
_TEST = [
    "Gestern fuhr die Fähre {SHIP:*ship*} nach {PLACE:*place*}.",
    "Ein Sturm traf den Kutter {SHIP:*ship*} in der Nacht.",
    "{ACTOR:*person*} {CUE:sagte}, der Kutter {SHIP:*ship*} komme nach {PLACE:*place*}.",
    "Am Kai warteten *number* Leute auf die Barkasse {SHIP:*ship*}.",
    "{CLAIM+:Wir brauchen die Werft}, {CUE:rief} {ACTOR:*person*}.",
    "{CLAIM-:Wir brauchen die Werft nicht}, {CUE:rief} {ACTOR:*person*}.",
    "Der Herbst war kalt.",
]
_SHIPS = [
    "Möwe",
    "Seestern",
    "Nordlicht",
    "Hilde",
    "Sturmvogel",
    "Albatros",
    "Fortuna",
    "Hanna",
    "Brandung",
    "Kormoran",
    "Eider",
    "Gesine",
    "Poseidon",
    "Flut",
    "Lerche",
    "Schwalbe",
    "Undine",
    "Antje",
    "Hoffnung",
    "Eintracht",
    "Concordia",
    "Rungholt",
    "Pinguin",
    "Basstölpel",
    "Lore",
    "Ilse",
]
_FIRST = [
    "Tjark",
    "Merle",
    "Heike",
    "Jens",
    "Ole",
    "Wiebke",
    "Antje",
    "Fiete",
    "Karin",
    "Uwe",
    "Silke",
    "Boje",
    "Tomma",
    "Rieke",
]
_LAST = [
    "Ohlsen",
    "Classen",
    "Brandt",
    "Petersen",
    "Harms",
    "Tamm",
    "Feddersen",
    "Lorenzen",
    "Matthiesen",
    "Thomsen",
    "Boysen",
    "Jessen",
]
_PLACES = [
    "Brakesund",
    "Lüttoog",
    "Norderhaven",
    "Osterfleth",
    "Süderkoog",
    "Westerhafen",
    "Möwenoog",
    "Tidehusen",
]
_NAMES = {
    kind: {
        "ship": [*_SHIPS[part::2], *(f"Kleine {name}" for name in _SHIPS[part:8:2])],
        "place": _PLACES[part::2],
        "person": [f"{first} {last}" for first in _FIRST[part::2] for last in _LAST[part::2]],
    }
    for part, kind in enumerate(("learn", "test"))
}
_LABEL = re.compile(r"\{(\w+)([+-]?):([^}]*)\}")


def codebook() -> Codebook:
    """The news codebook, with a label that no rule knows and without PLACE."""
    news = parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text("utf-8")))
    return replace(news, labels=(*news.labels, Label("SHIP", "Schiff", "S", "#226688", "#88ccee")))


def examples(number: int, kind: str = "learn", seed: int = 1) -> list[Example]:
    """So many articles of six sentences each; PLACE is not labelled, as it is not in the codebook."""
    chance = random.Random(f"{kind} {seed}")
    templates = _LEARN if kind == "learn" else _TEST
    found = []
    for n in range(number):
        text, spans = "", list[Span]()
        for _ in range(6):
            text, spans = _sentence(text, spans, chance.choice(templates), kind, chance)
        article = Article(n + 1, f"{kind}-{n}", f"Meldung {n}", text, lang="de")
        found.append(Example(article, spans))
    return found


def _sentence(
    text: str, spans: list[Span], template: str, kind: str, chance: random.Random
) -> tuple[str, list[Span]]:
    names = _NAMES[kind]
    template = re.sub(
        r"\*(\w+)\*",
        lambda m: str(chance.randint(2, 90)) if m[1] == "number" else chance.choice(names[m[1]]),
        template,
    )
    text, at = text + " " * bool(text), 0
    for match in _LABEL.finditer(template):
        text += template[at : match.start()]
        label, sign, words = match.groups()
        stance = {"+": {"stance": "support"}, "-": {"stance": "oppose"}}.get(sign, {})
        if label != "PLACE":
            place = ((len(text), len(text) + len(words)),)
            spans = [*spans, Span(f"s{len(spans)}", 0, "anna", label, place, dict(stance))]
        text += words
        at = match.end()
    return text + template[at:], spans


@dataclass
class Rule:
    """A rule that proposes, of one label, what ``places`` holds by the article's text."""

    label: str
    places: dict[str, Sequence[Segments]]
    name: str = "rule"
    version: str = "1"
    kind: str = "rule"
    needs: tuple[str, ...] = ()

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        return Suggestions(
            [Proposal(self.label, place, 0.8) for place in self.places.get(reading.article.text, ())]
        )


def rule_for(label: str, examples: Sequence[Example], share: float = 1.0, wrong: bool = False) -> Rule:
    """A rule that finds this share of the label's spans, and (``wrong``) the first word of each article, too."""
    chance = random.Random(3)
    places: dict[str, Sequence[Segments]] = {}
    for one in examples:
        right = [span.segments for span in one.spans if span.label == label and chance.random() < share]
        first = one.article.text.index(" ")
        places[one.article.text] = [*right, ((0, first),)] if wrong else right
    return Rule(label, places)


def score(label: str, examples: Sequence[Example], suggesters: Sequence[object], context: Context) -> Score:
    """The exact score of all suggesters together."""
    total = Score()
    for one in examples:
        made = suggest(one.article, one.zones, (), suggesters, context)  # type: ignore[arg-type]
        assert not any(part.failure for part in made)
        found = {p.segments for part in made for p in part.proposals if p.label == label}
        gold = {span.segments for span in one.spans if span.label == label}
        total.add(len(gold), len(found), len(gold & found))
    return total
