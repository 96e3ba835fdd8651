"""Which comes first in a file's dates, day or month: told by those that can be only one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Draft, Refusal
from annotator.formats import day_order
from annotator.formats.dates import day_order as order_of
from annotator.formats.dates import iso_date
from annotator.formats.day_order import settled
from annotator.formats.readers import read_stream
from tests.making import make_draft

LATE = ["x"] * 3


def drafts(dates: Sequence[str]) -> Iterator[Draft | Refusal]:
    for number, written in enumerate(dates):
        if not written:
            yield Refusal("a.csv", number, "empty")
            continue
        draft = make_draft(f"Text {number}", published=iso_date(written))
        draft.day_order = order_of(written, iso_date(written))
        yield draft


def read(*dates: str) -> list[str | None]:
    return [item.article.published if isinstance(item, Draft) else None for item in settled(drafts(dates))]


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (["03/04/2025", "25/04/2025", "12/05/2025"], ["2025-04-03", "2025-04-25", "2025-05-12"]),
        (["25/04/2025", "03/04/2025"], ["2025-04-25", "2025-04-03"]),
        (["03/04/2025", "04/25/2025"], ["2025-03-04", "2025-04-25"]),
        (["03/04/2025", "", "gestern", "3-25-2025"], ["2025-03-04", None, "gestern", "2025-03-25"]),
        (["03/04/2025", "12/05/2025", "gestern"], ["03/04/2025", "12/05/2025", "gestern"]),
        (["03/04/2025", "25/04/2025", "04/25/2025"], ["03/04/2025", "2025-04-25", "2025-04-25"]),
        ([], []),
    ],
)
def test_dates_of_one_order_settle_the_others(dates: list[str], found: list[str | None]) -> None:
    assert read(*dates) == found


def test_what_stands_further_on_counts_for_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_order, "MOST_ITEMS", 3)
    assert read("03/04/2025", *LATE, "25/04/2025", "03/04/2025") == [
        "03/04/2025", *LATE, "2025-04-25", "2025-04-03"
    ]  # fmt: skip
    # Proof to the contrary leaves those that follow as they are written.
    assert read("03/04/2025", "25/04/2025", *LATE, "04/25/2025", "03/04/2025") == [
        "2025-04-03", "2025-04-25", *LATE, "2025-04-25", "03/04/2025"
    ]  # fmt: skip


def test_no_more_is_read_ahead_than_may_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []

    def counted(dates: Sequence[str]) -> Iterator[Draft | Refusal]:
        for number, item in enumerate(drafts(dates)):
            taken.append(number)
            yield item

    dates = ["x", "03/04/2025", *["x"] * 20]
    monkeypatch.setattr(day_order, "MOST_ITEMS", 4)
    for first, most in ((0, 1), (1, 6), (2, 6)):
        taken.clear()
        items = settled(counted(dates))
        for _ in range(first + 1):
            next(items)
        assert len(taken) == most
    monkeypatch.setattr(day_order, "MOST_CHARACTERS", 2 * len("Text 2"))
    taken.clear()
    items = settled(counted(dates))
    next(items), next(items)
    assert len(taken) == 4


@pytest.mark.parametrize("error", [OSError("gone"), UserError("Gone.")])
def test_what_was_read_ahead_of_a_trouble_is_not_lost(error: Exception) -> None:
    def broken() -> Iterator[Draft | Refusal]:
        yield from drafts(["03/04/2025", "25/04/2025"])
        raise error

    items = settled(broken())
    assert [item.article.published for item in (next(items), next(items)) if isinstance(item, Draft)] == [
        "2025-04-03",
        "2025-04-25",
    ]
    with pytest.raises(type(error)):
        next(items)


@given(st.lists(st.sampled_from(["03/04/2025", "25/04/2025", "04/25/2025", "2025-01-01", "x", ""])))
def test_all_come_in_order_and_no_date_becomes_another_one(dates: list[str]) -> None:
    found = read(*dates)
    assert len(found) == len(dates)
    has_both = {"25/04/2025", "04/25/2025"} <= set(dates)
    proved = {"25/04/2025": "2025-04-03", "04/25/2025": "2025-03-04"}
    settles = next((proved[one] for one in dates if one in proved), "03/04/2025")
    for written, read_as in zip(dates, found, strict=True):
        if written == "03/04/2025":
            assert read_as == ("03/04/2025" if has_both else settles)
        else:
            assert read_as == (iso_date(written) or None)


ROWS = [
    ("Eins", "03/04/2025", "Der Hafen."),
    ("Zwei", "25/04/2025", "Die Fähre."),
    ("Drei", "gestern", "Der Rat."),
]


def table(delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([("title", "date", "text"), *ROWS])
    return out.getvalue().encode()


def workbook() -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    assert book.active is not None
    for row in [("title", "date", "text"), *ROWS]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def objects(text: str, between: str) -> bytes:
    return between.join(json.dumps(dict(zip(("title", "date", text), row, strict=True))) for row in ROWS).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", table(";")),
        ("a.tsv", table("\t")),
        ("a.xlsx", workbook()),
        ("a.json", b"[" + objects("text", ",\n") + b"]"),
        ("a.json", b"[" + objects("Volltext", ",\n") + b"]"),
        ("a.jsonl", objects("text", "\n")),
        ("b.jsonl", objects("content", "\n")),
    ],
)
def test_tables_and_json(name: str, data: bytes) -> None:
    found = list(read_stream(BytesIO(data), name, Codebook("news")))
    assert [item.article.published if isinstance(item, Draft) else item for item in found] == [
        "2025-04-03",
        "2025-04-25",
        "gestern",
    ]
