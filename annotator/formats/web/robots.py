"""What a site's robots.txt asks of programs (RFC 9309).

Read by Protego, Scrapy's parser: Python's own knows neither ``*`` nor ``$`` in paths and takes the first rule that
fits, where the longest counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.formats.web.requests import PRODUCT, Answer

if TYPE_CHECKING:
    from protego import Protego

LONGEST = 512 << 10
"""Bytes of a robots.txt that are read, a little more than the standard demands."""
MAX_DELAY = 30.0
"""Seconds between two requests that a site may ask for; who asks for more gets these."""

_AGENT_LINE = re.compile(r"[ \t]*user[- ]?agent\b[ \t]*:?[ \t]*([^\s#/]*)", re.I)
_MAX_LINE = 4000


@dataclass(frozen=True, slots=True)
class Rules:
    """What is allowed; ``refusal`` is why nothing is, where there is a reason for that."""

    parsed: Protego | None = None
    refusal: str | None = None

    def objection(self, address: str) -> str | None:
        """Why the address should not be fetched; None if it may be."""
        if self.refusal is not None or self.parsed is None:
            return self.refusal
        allowed = self.parsed.can_fetch(address, PRODUCT)
        return None if allowed else "the site's robots.txt asks not to fetch it"

    @property
    def delay(self) -> float:
        """The seconds between two requests that the site asks for, up to a bound; 0 if it asks for none."""
        asked = self.parsed.crawl_delay(PRODUCT) if self.parsed is not None else None
        return min(asked or 0.0, MAX_DELAY)


def rules_of(answer: Answer) -> Rules:
    """The rules in what a server answered: none where there is no such file, nothing allowed where it fails."""
    if answer.has_page:
        return parse(answer.body)
    if 400 <= answer.status < 500 and answer.status != 429:
        return Rules()
    return Rules(refusal=f"the site's robots.txt can't be read: {answer}")


def parse(data: bytes) -> Rules:
    """The rules in a file. Pages that are sent in its place have none."""
    from protego import Protego

    lines = data[:LONGEST].decode("utf-8-sig", "replace").splitlines()
    return Rules(Protego.parse("\n".join(_ours(line) for line in lines if len(line) <= _MAX_LINE)))


def _ours(line: str) -> str:
    """The line, with one name for all other programs: each rule is kept for each of them, and that adds up."""
    found = _AGENT_LINE.match(line)
    if found is None:
        return line
    name = found[1].lower()
    return f"User-agent: {name if name in ('*', PRODUCT.lower()) else 'other'}"
