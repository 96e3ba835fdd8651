"""References in RIS, as Zotero and databases export them: their abstract is the text, as there is no other.

Sources: the RIS specification of 2011, and what ProQuest, EBSCO and wiso make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.formats.markup import cell_text
from annotator.formats.press import Found, PressArticle, language_code

NO_TEXT = "it has no abstract, and a reference has no other text: import the article itself"

_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?\Z")
_BEGINNING = re.compile(r"\s*(?:\S.*\n\s*){0,3}?TY  ?- ?[A-Z]{3,8}\s*\n\s*[A-Z][A-Z0-9]  ?- ")
_YEAR_FIRST = re.compile(r"(\d{4}) ([A-Za-z]{3,9}) (\d{1,2})")
_PARTS = re.compile(r"(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?)?)?(?:/.*)?")


def looks_like_ris(text: str) -> bool:
    """Whether a text, or its beginning, is a list of references in RIS."""
    return _BEGINNING.match(text.lstrip("\ufeff")) is not None


def ris_articles(text: str) -> Iterator[Found]:
    """The references, one by one."""
    fields: dict[str, list[str]] = {}
    begin, last = 1, ""
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        found = _TAG.match(line.rstrip("\r "))
        if found is None:
            if last and line.strip():
                fields[last][-1] += f"\n{line.strip()}"
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == "TY":
            if fields:
                yield begin, _of_ris(fields)
            fields, begin = {}, number
        elif tag == "ER":
            if fields:
                yield begin, _of_ris(fields)
            fields, last = {}, ""
            continue
        fields.setdefault(tag, []).append(value)
        last = tag
    if fields:
        yield begin, _of_ris(fields)


def _of_ris(fields: dict[str, list[str]]) -> PressArticle | str:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), "")

    text = cell_text(first("AB", "N2"))
    if not text.strip():
        return NO_TEXT
    addresses = (value for tag in ("UR", "L1", "L2", "LK") for value in fields.get(tag, ()))
    return PressArticle(
        text=text,
        title=first("T1", "TI", "CT"),
        source=first("T2", "JF", "JO", "JA", "J2", "PB"),
        byline="; ".join(name for tag in ("AU", "A1") for name in fields.get(tag, ())),
        published=reference_day(first("DA", "Y1", "PY")),
        language=language_code(first("LA")) if first("LA") else "",
        url=next((address for address in addresses if address.startswith("http")), ""),
    )


def reference_day(written: str) -> str:
    """The date in ISO 8601 of ``2025/03/13/`` and the like, which may be a month or a year."""
    from annotator.formats.dates import iso_date

    parts = _PARTS.fullmatch(written)
    if parts is None:
        return iso_date(_YEAR_FIRST.sub(r"\3 \2 \1", written))
    return "-".join(part if len(part) == 4 else part.zfill(2) for part in parts.groups() if part)
