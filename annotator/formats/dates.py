"""Dates as newspapers and databases write them, and as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from annotator.core.models import DayOrder

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jänner jan janvier janv jän januari janeiro gennaio gen enero ene",
            "february februar feber feb février fevrier févr fevr fév februari febbraio febrero fevereiro fev",
            "march märz maerz mrz mrt mär mar mars maart marts marzo março",
            "april apr avril avr aprile abril abr",
            "may mai mei maj maggio mag mayo maio",
            "june juni jun juin giugno giu junio junho",
            "july juli jul juillet juil luglio lug julio julho",
            "august aug août aout augustus augusti agosto ago",
            "september sept sep septembre settembre set septiembre setiembre setembro",
            "october oktober oct okt octobre ottobre ott octubre outubro out",
            "november nov novembre noviembre novembro",
            "december dezember dec dez décembre decembre déc dicembre dic diciembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
"""Names of months and how they are cut short, in small letters → 1 to 12."""
WEEKDAYS = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    "|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|(?:segunda|ter[çc]a|quarta|quinta|sexta)-feira"
    "|(?:lune|marte|mercole|giove|vener)d[ìi]|sabato|domenica|(?:mån|tis|ons|tors|fre|lör|sön)dag"
)
"""Their names in English, German, French, Dutch, Spanish, Portuguese, Italian and Swedish, as a pattern."""
_WEEKDAYS = WEEKDAYS + "|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|mo|di|mi|do|fr|sa|so"
_WEEKDAY = re.compile(rf"(?:{_WEEKDAYS})(?:\.|,|\.,)?\s+(?:(?:den|le)\s+)?(?=\S)", re.IGNORECASE)
# Those of RFC 822, and of Germany and its neighbours.
_ZONES = {"UTC": "Z", "GMT": "Z", "CET": "+01:00", "MEZ": "+01:00", "CEST": "+02:00", "MESZ": "+02:00"}
_ZONES |= {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00"}
_ZONES |= {"MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00"}
# As C writes it, and the interface of Twitter with the zone between.
_YEAR_LAST = re.compile(
    r"(?P<day>[^\W\d_]{3,9}\.?\s+\d{1,2})\s+(?P<time>\d\d:\d\d(?::\d\d)?(?:\s+(?:[A-Z]{3,4}|[+-]\d{4}))?)"
    r"\s+(?P<year>\d{4})\Z"
)
_WORD = r"(?P<name>[^\W\d_]{3,10})"
_YEAR = r"(?P<y>\d{4})"
_DAY, _MONTH = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})"
_DATE = re.compile(
    "|".join(
        re.sub(r"\(\?P<(\w+)>", lambda found: f"(?P<{found[1]}{number}>", pattern)  # noqa: B023
        for number, pattern in enumerate(
            (
                rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}(?!\d)",
                r"(?P<y>1[89]\d\d|20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
                rf"{_DAY}\.\s?{_MONTH}\.\s?(?P<y>\d{{4}}|\d{{2}})(?!\d)",
                rf"(?P<one>\d{{1,2}})(?P<between>[/-])(?P<two>\d{{1,2}})(?P=between){_YEAR}(?!\d)",
                rf"{_DAY}(?:\.|st|nd|rd|th|er|re|[º°])?(?:\s+(?:of|de)\s+|\s*[-/ ]\s*|(?<=\.)){_WORD}"
                rf"\.?,?(?:\sdel?\s+|[-/ ]\s*){_YEAR}(?!\d)",
                rf"{_WORD}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
            )
        )
    ).replace("(?P=between)", "(?P=between3)"),
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:T|,?\s+|\s*[-–|/]\s+)(?:um\s+|at\s+|à\s+|om\s+|a\s+las\s+|às\s+|(?:alle\s+)?(?:ore\s+)?)?"
    r"(?P<h>\d{1,2})(?:[:.hH](?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?(?![a-z])|\s*(?:Uhr|h)(?![a-z]))?"
    rf"(?:\s*(?P<zone>Z|{'|'.join(_ZONES)}|[+-]\d\d(?::?\d\d)?))?(?:\s*\([A-Z]{{2,5}}\))?",
    re.IGNORECASE,
)
# As GDELT and NewsML have it, in the clearest form.
_DIGITS = re.compile(
    r"\A((?:19|20)\d\d)(\d\d)(\d\d)(?:T(?=\d{4}(?:\d\d)?(?:Z|[+-]\d\d:?\d\d)?\Z)|(?=\d{6}Z?\Z))(\d\d)(\d\d)(\d\d)?"
)
_SERIAL = re.compile(r"[345]\d{4}(?:\.\d{1,15})?")
_FIRST_DAY = datetime(1899, 12, 30)
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?")
_EITHER_FIRST = re.compile(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)")
_LONGEST = 80
_TWO_DIGITS_UNTIL = 69  # as strptime has it: 69 is 1969


def iso_date(written: str, day_first: bool | None = None) -> str:
    """The date as ``2025-03-13``, with ``T14:05:09+01:00`` where a time (of midnight: with its zone) is given.

    Understands numbers and names of months in English, German, French, Dutch, Spanish, Portuguese and Italian.
    What it doesn't understand, what is no date, and what may be two dates (``03/04/2025``) stays as it is written,
    white space at its ends aside; ``day_first`` says which of the two it is.
    """
    given = written.strip()
    if not given or len(given) > _LONGEST:
        return given
    text = _DIGITS.sub(lambda m: f"{m[1]}-{m[2]}-{m[3]}T{m[4]}:{m[5]}" + (f":{m[6]}" if m[6] else ""), given)
    weekday = _WEEKDAY.match(text)
    start = weekday.end() if weekday else 0
    if (last := _YEAR_LAST.match(text, start)) is not None:
        text, start = f"{last['day']} {last['year']} {last['time']}", 0
    found = _DATE.match(text, start)
    if found is None:
        return given
    parts = {name.rstrip("012345"): value for name, value in found.groupdict().items() if value is not None}
    day = _day(parts, day_first)
    if day is None:
        return given
    if not text[found.end() :].strip():
        return day
    time = _TIME.fullmatch(text, found.end())
    clock = _clock(time) if time else None
    return given if clock is None else day + clock


def epoch_date(written: str) -> str:
    """As :func:`iso_date`; of ten or thirteen digits, the (milli)seconds since 1970, from 2001 to 2033.

    Of five digits it is the day that spreadsheets count so, from 1982 to 2064, with its time if there is a
    fraction: what is left of a date whose cell is not shown as one.
    """
    found = _EPOCH.fullmatch(written.strip())
    if found is None and _SERIAL.fullmatch(written.strip()):
        moment = _FIRST_DAY + timedelta(seconds=round(float(written) * 86_400))
        return moment.isoformat() if "." in written else moment.date().isoformat()
    if found is None:
        return iso_date(written)
    return datetime.fromtimestamp(int(found[1]), UTC).isoformat().replace("+00:00", "Z")


def day_order(written: str, read: str) -> DayOrder | None:
    """What a date that :func:`iso_date` ``read`` tells of the order of day and month; None for any other text."""
    found = _EITHER_FIRST.search(written) if len(written) <= _LONGEST else None
    if found is None:
        return None
    if read != written.strip():
        one, two = int(found[1]), int(found[3])
        return None if one == two else DayOrder.DAY_FIRST if one > 12 else DayOrder.MONTH_FIRST
    return DayOrder.UNTOLD if iso_date(written, day_first=True) != read else None


def full_day(published: str | None) -> str | None:
    """The day of a date; None where there is none, or only a month or year."""
    day = day_of(published)
    return day if day is not None and len(day) == 10 else None


def day_of(published: str | None) -> str | None:
    """The day, month or year that a date in ISO 8601 names, without its time of day; None for other texts."""
    if not published or not published[:4].isdecimal():
        return None
    day = published[:10] if published[10:11] in ("", "T", " ") else published
    try:
        date.fromisoformat(day + "0000-01-01"[len(day) :])
    except ValueError:
        return None
    return day if len(day) in (4, 7, 10) else None


def _day(parts: dict[str, str], day_first: bool | None) -> str | None:
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 1900 if year >= _TWO_DIGITS_UNTIL else 2000
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one > 12 or two > 12 or one == two:
            day_first = two <= 12
        if day_first is None:
            return None
        day, month = (one, two) if day_first else (two, one)
    else:
        day = int(parts["d"])
        month = int(parts["m"]) if "m" in parts else MONTHS.get(parts["name"].lower(), 0)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(time: re.Match[str]) -> str | None:
    """``T14:05``, with seconds and zone where there are any; "" for a midnight without zone; None for no time."""
    if time["min"] is None and time["half"] is None and "uhr" not in time.group().lower():
        return None
    hour, minute, second = int(time["h"]), int(time["min"] or 0), int(time["s"] or 0)
    if time["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = _ZONES.get((time["zone"] or "").upper(), (time["zone"] or "").upper())
    if zone[:1] in ("+", "-"):
        zone = f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    if not (zone or hour or minute or second):
        return ""
    return f"T{hour:02}:{minute:02}" + (f":{second:02}" if time["s"] else "") + zone
