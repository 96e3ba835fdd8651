from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import DayOrder
from annotator.formats.dates import day_order, epoch_date, iso_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-03-13", "2025-03-13"),
        ("2025/3/4", "2025-03-04"),
        ("20250313", "2025-03-13"),
        ("20250313140509", "2025-03-13T14:05:09"),
        ("20250313T140509Z", "2025-03-13T14:05:09Z"),
        ("20250313T1405", "2025-03-13T14:05"),
        ("20250313T1405+0100", "2025-03-13T14:05+01:00"),
        ("202503131405", "202503131405"),
        ("20251313140509", "20251313140509"),
        ("13.03.2025", "2025-03-13"),
        ("3. 4. 2025", "2025-04-03"),
        ("13.3.25", "2025-03-13"),
        ("13.3.98", "1998-03-13"),
        ("13. März 2025", "2025-03-13"),
        ("13.Maerz 2025", "2025-03-13"),
        ("1. Jänner 2025", "2025-01-01"),
        ("March 13, 2025", "2025-03-13"),
        ("Sept. 3rd, 2025", "2025-09-03"),
        ("3rd of September 2025", "2025-09-03"),
        ("13-Mar-2025", "2025-03-13"),
        ("1er août 2025", "2025-08-01"),
        ("jeudi 13 mars 2025", "2025-03-13"),
        ("donderdag 13 maart 2025 om 14:05", "2025-03-13T14:05"),
        ("jueves, 13 de marzo de 2025", "2025-03-13"),
        ("1 ene. 2025", "2025-01-01"),
        ("giovedì 13 marzo 2025", "2025-03-13"),
        ("1° marzo 2025, ore 10:30", "2025-03-01T10:30"),
        ("1º de março de 2025 às 10h30", "2025-03-01T10:30"),
        ("13 mrt. 2025", "2025-03-13"),
        ("quinta-feira, 13 de março de 2025", "2025-03-13"),
        ("torsdag 13 mars 2025", "2025-03-13"),
        ("13/03/2025", "2025-03-13"),
        ("03/13/2025", "2025-03-13"),
        ("04/04/2025", "2025-04-04"),
        ("Donnerstag, 13. März 2025, 08:05 Uhr", "2025-03-13T08:05"),
        ("Do., 13.03.2025 - 8 Uhr", "2025-03-13T08:00"),
        ("March 13, 2025 at 3:05 p.m.", "2025-03-13T15:05"),
        ("13 mars 2025 à 14h05", "2025-03-13T14:05"),
        ("Thu, 13 Mar 2025 08:00:00 +0100", "2025-03-13T08:00:00+01:00"),
        ("Thu, 13 Mar 2025 08:00:00 GMT", "2025-03-13T08:00:00Z"),
        ("2025-03-13T08:00:00.123Z", "2025-03-13T08:00:00Z"),
        ("Thu, 13 Mar 2025 08:00:00 EST", "2025-03-13T08:00:00-05:00"),
        ("13 Mar 2025 08:00 PDT", "2025-03-13T08:00-07:00"),
        ("13.03.2025, 08:00 Uhr MEZ", "2025-03-13T08:00+01:00"),
        ("2025-07-13 08:00:00 CEST", "2025-07-13T08:00:00+02:00"),
        ("Thu Mar 13 08:00:00 2025", "2025-03-13T08:00:00"),
        ("Mon Mar  3 08:00:00 +0000 2025", "2025-03-03T08:00:00+00:00"),
        ("Thu Mar 13 08:00 EDT 2025", "2025-03-13T08:00-04:00"),
        ("2025-03-13 00:00:00", "2025-03-13"),
        ("2025-03-13T00:00:00Z", "2025-03-13T00:00:00Z"),
        (" 2025-03-13\n", "2025-03-13"),
        ("12:00 a.m.", "12:00 a.m."),
        ("13.03.2025 12:30 am", "2025-03-13T00:30"),
    ],
)
def test_dates_become_iso(written: str, expected: str) -> None:
    assert iso_date(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2025", "31.02.2025", "2025-13-01", "gestern", "March 2025", "2025", "13. Merz 2025",
        "13.03.2025 25:00", "13.03.2025 08:00 XYZ", "Thu Mar 33 08:00:00 2025",
        "2025-03-13 und 2025-03-14", "Stand: 13.03.2025", "99999999", "1741852800", "", "13.03.2025 13:00 pm",
        "13.03.20251", "x" * 1000,
    ],
)  # fmt: skip
def test_what_is_no_date_or_two_stays_as_written(written: str) -> None:
    assert iso_date(written) == written


@given(
    st.dates(date(1000, 1, 1)), st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%A, %d %b %Y"])
)
def test_every_day_comes_back(day: date, form: str) -> None:
    assert iso_date(day.strftime(form)) == day.isoformat()


@given(st.datetimes())
def test_iso_stays_iso(moment: datetime) -> None:
    written = moment.isoformat(timespec="seconds")
    assert iso_date(written) == written.removesuffix("T00:00:00")


@given(st.text(st.sampled_from("0123456789.-/: TZ,Mai März Uhr pm+"), max_size=40))
def test_no_text_is_too_odd(written: str) -> None:
    once = iso_date(written)
    assert iso_date(once) == once


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("45730", "2025-03-14"),
        ("45729.4375", "2025-03-13T10:30:00"),
        ("20250", "20250"),
        ("457301", "457301"),
        ("45730 x", "45730 x"),
        ("1741852800", "2025-03-13T08:00:00Z"),
    ],
)
def test_numbers_of_spreadsheets_and_programs_are_dates(written: str, expected: str) -> None:
    assert epoch_date(written) == expected


@pytest.mark.parametrize(
    ("written", "day_first", "expected"),
    [
        ("03/04/2025", True, "2025-04-03"),
        ("03/04/2025", False, "2025-03-04"),
        ("3-4-2025 08:30", True, "2025-04-03T08:30"),
        ("25/04/2025", False, "2025-04-25"),
        ("04/25/2025", True, "2025-04-25"),
        ("31/02/2025", True, "31/02/2025"),
        ("03.04.2025", False, "2025-04-03"),
    ],
)
def test_the_order_of_day_and_month_may_be_known(written: str, day_first: bool, expected: str) -> None:
    assert iso_date(written, day_first) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("25/04/2025", DayOrder.DAY_FIRST),
        ("Fri 25-4-2025 08:30", DayOrder.DAY_FIRST),
        ("04/25/2025", DayOrder.MONTH_FIRST),
        (" 03/04/2025\n", DayOrder.UNTOLD),
        ("03/04/2025 8:30 PM", DayOrder.UNTOLD),
        *((text, None) for text in ("04/04/2025", "25/25/2025", "31/02/2025", "25/04/2025 or so", "03/04/2025 ?")),
        *((text, None) for text in ("2025-04-25", "25.04.2025", "25 April 2025", "gestern", "", "03/04/25")),
    ],
)
def test_what_a_date_tells_of_the_order_of_day_and_month(written: str, expected: DayOrder | None) -> None:
    assert day_order(written, iso_date(written)) == expected


@given(st.dates(date(1000, 1, 1)), st.sampled_from("/-"), st.booleans())
def test_a_day_comes_back_by_the_order_that_it_was_written_in(day: date, mark: str, day_first: bool) -> None:
    written = day.strftime(f"%d{mark}%m{mark}%Y" if day_first else f"%m{mark}%d{mark}%Y")
    assert iso_date(written, day_first) == day.isoformat()
    proved = DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST
    expected = proved if day.day > 12 else None if day.day == day.month else DayOrder.UNTOLD
    assert day_order(written, iso_date(written)) is expected
