"""What entries of the registers have to be: the one place that checks them, for windows, files and commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept, Row
from annotator.core.offsets import clean_text

AFFILIATION_TYPES = ("role", "party", "organisation")
ACTOR_KINDS = ("person", "organisation", "place", "group", "document", "other")
"""The kinds that windows offer, those of the codebook news; a file may bring others."""

_WIDE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,14}\Z")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


def one_line(text: str) -> str:
    """The text in one line, with single blanks and without control characters and lone surrogates."""
    return _WIDE.sub(" ", clean_text(text)).strip()


def _is_seen(text: str) -> bool:
    """Whether anything of the text is seen: marks of direction and the like alone are not."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


def checked_actor(actor: Actor) -> Actor:
    """The actor as it is stored; raises UserError with what is wrong with it."""
    name = one_line(actor.name)
    if not _is_seen(name):
        raise UserError("An actor needs a name.")
    aliases = dict.fromkeys(alias for alias in map(one_line, actor.aliases) if alias and alias != name)
    return replace(
        actor,
        name=name,
        kind=_line_or_none(actor.kind),
        aliases=tuple(aliases),
        affiliations=united_affiliations(map(checked_affiliation, actor.affiliations)),
        wikidata=_checked(actor.wikidata, _WIKIDATA, "no Wikidata id such as Q64"),
        colour=_checked(actor.colour, _COLOUR, "no colour such as #1060F0"),
        note=_text_or_none(actor.note),
    )


def checked_affiliation(row: Row) -> Row:
    """A role, party or organisation with its dates as it is stored; raises UserError.

    Dates are ISO 8601 and may be of a year or month alone: who knows only "since 2021" need not invent a day.
    """
    kind, value = row.get("type"), one_line(str(row.get("value") or ""))
    if kind not in AFFILIATION_TYPES:
        raise UserError(f"{kind!r} is none of {', '.join(AFFILIATION_TYPES)}.")
    if not value:
        raise UserError(f"A {kind} needs a text.")
    start, end = _date(row.get("from")), _date(row.get("to"))
    if start and end:
        shorter = min(len(start), len(end))
        if start[:shorter] > end[:shorter]:
            raise UserError(f"{value}: it can't begin on {start} and end before that, on {end}.")
    return {"type": kind, "value": value, "from": start, "to": end}


def united_affiliations(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The affiliations in order, each of them once."""
    return tuple({tuple(row.items()): row for row in rows}.values())


def affiliations_at(rows: Iterable[Row], kind: str, day: str | None) -> list[str]:
    """What of one type (role, party, organisation) somebody is on a day, the one that began last first.

    ``day`` is ISO 8601, and may be a month or year; where one of two dates is longer, what the other lacks is not
    compared. Affiliations without dates hold always; those with dates don't where there is no day.
    """
    held = [row for row in rows if row["type"] == kind and _holds(row.get("from"), row.get("to"), day)]
    held.sort(key=lambda row: row.get("from") or "", reverse=True)
    return list(dict.fromkeys(str(row["value"]) for row in held))


def _holds(start: str | None, end: str | None, day: str | None) -> bool:
    if day is None:
        return not start and not end
    return not (start and day[: len(start)] < start[: len(day)]) and not (
        end and end[: len(day)] < day[: len(end)]
    )


def checked_concept(concept: Concept) -> Concept:
    """The concept as it is stored; raises UserError with what is wrong with it."""
    name = one_line(concept.name)
    if not _is_seen(name):
        raise UserError("A concept needs a name.")
    return replace(concept, name=name, parent=concept.parent or None, note=_text_or_none(concept.note))


def _line_or_none(text: str | None) -> str | None:
    return one_line(text or "") or None


def _text_or_none(text: str | None) -> str | None:
    return clean_text(text).strip() or None if text else None


def _checked(value: str | None, pattern: re.Pattern[str], complaint: str) -> str | None:
    text = _line_or_none(value)
    if text is not None and not pattern.match(text):
        raise UserError(f"{text!r} is {complaint}.")
    return text


def _date(value: object) -> str | None:
    text = one_line(str(value or ""))
    if not text:
        return None
    match = _DATE.match(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = match.groups()
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise UserError(f"{text!r} is no date such as 2025-03-13, 2025-03 or 2025.") from None
    return text
