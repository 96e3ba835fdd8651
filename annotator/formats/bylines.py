"""The names in a line or cell that says who wrote an article."""

from __future__ import annotations

import re

from annotator.core.register_rules import one_line

# For lines with single blanks: of long runs the time would grow with the square.
_SURE = re.compile(r" ?[;|\n] ?|,? (?:und|and|et|&) ", re.IGNORECASE)
_COMMA = re.compile(r" ?, ")
_BY = re.compile(
    r"(?:(?:von|by|par|text|tekst|texto|testo|autor(?:in|en)?|authors?|auteur)\s*:\s*|מאת:?\s+"
    r"|(?:作者|记者|記者|撰文|文|글)\s*[:：/]\s*|by\s+(?=[\u1100-\uffdc])"
    # With a name and a surname after it: "von Ohlsen, Ada" keeps its "von".
    r"|(?:von|by|par|por|door|av|af|nga|(?-i:di))\s+(?=(?-i:[A-ZÄÖÜÉ])[\w.’'-]*\s+\w))",
    re.IGNORECASE,
)
# What stands behind a name, after a comma or by itself: "Ada Olm, Political Editor".
_ROLE = re.compile(
    r"(?:[\w’'-]+ ){0,5}?(?:[\w-]*(?:correspondent|editor|reporter|columnist|critic|writer)s?|staff"
    r"|[\w-]*(?:korrespondent|redakteur|reporter|kolumnist)(?:in)?|correspondante?|rédact(?:eur|rice)"
    r"|envoyée? spéciale?|journaliste?)(?: (?:in|at|for|of|à|für|beim?) .*)?\.?",
    re.IGNORECASE,
)
# Behind a comma, whom somebody writes for.
_AGENCY = re.compile(
    r"(?:dpa|afp|apa|ap|reuters|sda|kna|epd|ats|belga|anp|ansa|efe)(?:[-/][\w-]+)?", re.IGNORECASE
)
# Without a comma, as British papers have it: "Ada Olm Political editor".
_ROLE_BEHIND = re.compile(
    r"\A([^\W\d_a-z][\w’'-]+ [^\W\d_a-z][\w’'-]+) (?:[\w-]+ ){1,3}(?:correspondent|editor|reporter|writer)\Z"
)
_ROLE_AFTER = re.compile(rf",\s+(?:{_ROLE.pattern})\s*\Z", re.IGNORECASE)
_HELPED = re.compile(r"\s+(?:also )?(?:contributed (?:reporting|to this).*|reporting)\.?\Z", re.IGNORECASE)
_IN_PLACE = re.compile(r"\s+in\s+(?-i:[A-ZÄÖÜÉ])[\w’'-]*(?: (?-i:[A-ZÄÖÜÉ])[\w’'-]*){0,2}\Z")


def split_authors(written: str) -> tuple[str, ...]:
    """The names, each once: apart at semicolons, lines and "and"; at commas where each side has two words.

    "Olm, Ada" so stays one name, and "Ada Olm, Bert Kahl" become two. What an author is, and where, is left out
    behind a name: "Ada Olm, Political Editor", "Ada Olm in Nordwik".
    """
    names: list[str] = []
    text = "\n".join(filter(None, map(one_line, written.split("\n"))))
    by = _BY.match(text)
    for piece in _SURE.split(text[by.end() :] if by else text):
        parts = _COMMA.split(piece)
        parts = parts[:1] + [part for part in parts[1:] if not _is_beside(part.strip())]
        names += parts if all(" " in part.strip() for part in parts) else [", ".join(parts)]
    told = [_ROLE_BEHIND.sub(r"\1", _IN_PLACE.sub("", _HELPED.sub("", one_line(name)))) for name in names]
    kept = [name for number, name in enumerate(told) if name and not (number and _ROLE.fullmatch(name))]
    return tuple(dict.fromkeys(kept))


def _is_beside(part: str) -> bool:
    return _ROLE.fullmatch(part) is not None or _AGENCY.fullmatch(part) is not None


def without_role(line: str) -> str:
    """A byline of one name without what its author is: "By Ada Olm, harbour correspondent"."""
    return _ROLE_AFTER.sub("", one_line(line))
