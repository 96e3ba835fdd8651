"""Pages of an invented paper that say of their article what a test is about."""

from __future__ import annotations

import json
from typing import Any

from annotator.core.models import Article, Zone
from annotator.formats.readers.html import HtmlReader
from tests.formats.fuzzing import draft

TITLE = "Der Hafen von Nordwik bleibt bis Montag geschlossen"
SENTENCES = [
    "Die Behörde teilte es am Abend mit, nachdem der Sturm zwei Kräne umgeworfen hatte.",
    "„Wir können nicht bei jedem Wetter arbeiten“, sagte die Leiterin Ada Böhm am Kai.",
    "Die Reederei Falk widersprach: Der Sturm sei seit Stunden vorüber, die Fahrrinne frei.",
    "Zwölf Schiffe mit Getreide, Holz und Maschinen warten vor der Mole auf ihre Abfertigung.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def linked(*data: Any) -> str:
    """Scripts with linked data, each with the context that it needs."""
    return "".join(
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}</script>'
        for one in data
    )


def meta(**said: str) -> str:
    """Meta elements by their names; a double underscore stands for a colon."""
    return "".join(f'<meta name="{name.replace("__", ":")}" content="{text}">' for name, text in said.items())


def article(
    head: str = "", above: str = "", below: str = "", title: str = TITLE, heading: str = f"<h1>{TITLE}</h1>"
) -> Article:
    """The article of a page; ``above`` stands above its first sentence, ``below`` behind the last."""
    return with_zones(head, above, below, title, heading)[0]


def with_zones(
    head: str = "", above: str = "", below: str = "", title: str = TITLE, heading: str = f"<h1>{TITLE}</h1>"
) -> tuple[Article, list[Zone]]:
    """The article and its zones."""
    page = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body><main><article>"
    page += f"{heading}{above}{PARAGRAPHS}{below}</article></main></body></html>"
    found = draft(HtmlReader(), page.encode(), "a.html")
    return found.article, found.zones
