"""References in RIS, as Zotero and databases export them: their abstract is the text, as there is no other.

Sources: the RIS specification of 2011, and what ProQuest, EBSCO and wiso make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from annotator.formats.markup import cell_text
from annotator.formats.press import MAX_ARTICLE, TOO_LONG, Found, PressArticle, language_code

NO_TEXT = "it has no abstract, and a reference has no other text: import the article itself"

# With one blank, as some write them, only known ones: an abstract may go on with "EU - ".
_KNOWN = (
    "A[1-4BDNUV]|BT|C[1-8ANPTY]|D[ABIOP]|E[DPRT]|I[DS]|J[12AFO]|KW|L[1-4ABKL]|M[1-3]|N[12V]|OP|P[BPY]|R[INP]"
    "|S[ENOPT]|T[1-3AITY]|U[1-5R]|V[LO]|Y[12]"
)
_TAG = re.compile(rf"([A-Z][A-Z0-9](?=  )|(?:{_KNOWN})(?= -))  ?-(?: (.*))?\Z")
_BEGINNING = re.compile(r"\s*(?:\S.*\n\s*){0,3}?TY  ?- ?[A-Z]{3,8}\s*\n\s*[A-Z][A-Z0-9]  ?- ")
_YEAR_FIRST = re.compile(r"(\d{4}) ([A-Za-z]{3,9}) (\d{1,2})")
_PARTS = re.compile(r"(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?)?)?(?:/.*)?")

Fields = dict[str, list[list[str]]]
"""Tag → its values, each in lines."""


def looks_like_ris(text: str) -> bool:
    """Whether a text, or its beginning, is a list of references in RIS."""
    return _BEGINNING.match(text.lstrip("\ufeff")) is not None


def ris_articles(text: str) -> Iterator[Found]:
    """The references, one by one."""
    fields: Fields = {}
    begin, size = 1, 0
    value: list[str] | None = None
    for number, line in enumerate(chain(text.lstrip("\ufeff").split("\n"), ("ER  - ",)), 1):
        found = _TAG.match(line.rstrip("\r "))
        ends = found is not None and found[1] in ("TY", "ER")
        if ends and fields:
            yield begin, TOO_LONG if size > MAX_ARTICLE else _of_ris(fields)
        if ends:
            fields, begin, size, value = {}, number, 0, None
        size += len(line)
        if found is not None and found[1] != "ER":
            value = [(found[2] or "").strip()]
            fields.setdefault(found[1], []).append(value)
        elif found is None and value is not None and line.strip():
            value.append(line.strip())


def _of_ris(fields: Fields) -> PressArticle | str:
    def every(*tags: str) -> Iterator[str]:
        return ("\n".join(lines).strip() for tag in tags for lines in fields.get(tag, ()))

    def first(*tags: str) -> str:
        return next(filter(None, every(*tags)), "")

    text = cell_text(first("AB", "N2"))
    if not text.strip():
        return NO_TEXT
    return PressArticle(
        text=text,
        title=first("T1", "TI", "CT"),
        source=first("T2", "JF", "JO", "JA", "J2", "PB"),
        byline="; ".join(every("AU", "A1")),
        published=_day(first("DA"), first("Y1"), first("PY")),
        language=language_code(first("LA")) if first("LA") else "",
        url=next((address for address in every("UR", "L1", "L2", "LK") if address.startswith("http")), ""),
    )


def _day(date: str, *years: str) -> str:
    """The date, which may lack the year, as EndNote has it; else the next that is one."""
    from annotator.formats.dates import day_of

    written = [date, *(f"{date} {year}" for year in years if year), *years]
    days = [reference_day(one) for one in written if one]
    return next((day for day in days if day_of(day) is not None), days[0] if days else "")


def reference_day(written: str) -> str:
    """The date in ISO 8601 of ``2025/03/13/`` and the like, which may be a month or a year."""
    from annotator.formats.dates import iso_date

    parts = _PARTS.fullmatch(written)
    if parts is None:
        return iso_date(_YEAR_FIRST.sub(r"\3 \2 \1", written))
    return "-".join(part if len(part) == 4 else part.zfill(2) for part in parts.groups() if part)
