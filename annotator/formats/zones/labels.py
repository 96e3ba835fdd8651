"""The lines above a text that a person labelled: "Quelle: Hafenbote", "Datum: 13.03.2025"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.formats.zones.lines import Line

_LABEL = re.compile(r"([^\W\d_][^\W\d_ /-]{0,24}[^\W\d_])[ \t]?:\s+(\S.*)", re.DOTALL)
_MOST = 12  # lines
# What is said of an article beside what the columns of a table may hold.
_OTHERS = frozenset(
    (
        "seite",
        "seiten",
        "page",
        "pages",
        "ressort",
        "rubrik",
        "rubrique",
        "section",
        "ausgabe",
        "edition",
        "umfang",
    )
)
_SAID = frozenset(("title", "source", "authors", "published"))


def labelled_head(lines: Sequence[Line]) -> tuple[dict[str, str], int]:
    """Field → value, and of how many lines; none unless source or date are among two or more fields."""
    from annotator.formats.mapping import known_columns

    values: dict[str, str] = {}
    number = 0
    for line in lines[:_MOST]:
        found = _LABEL.fullmatch(line.text)
        if found is None:
            break
        field = next(iter(known_columns([found[1]])), "")
        if field in values or field == "text" or not (field or found[1].lower() in _OTHERS):
            break
        if field:
            values[field] = " ".join(found[2].split())
        number += 1
    said = _SAID & values.keys()
    if number == len(lines) or len(said) < 2 or not said & {"source", "published"}:
        return {}, 0
    return values, number
