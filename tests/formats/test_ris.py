"""References in RIS and CSL JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats import ris
from annotator.formats.readers.json import JsonReader
from annotator.formats.readers.ris import RisReader
from tests.formats.fuzzing import damaged, draft, read
from tests.formats.press_cases import told

NO_TEXT = "it has no abstract, and a reference has no other text: import the article itself"
RIS = """TY  - NEWS
T1  - Harbour stays shut
AU  - Olm, Ada
AU  - Kahl, Bert
T2  - The Nordwik Herald
DA  - 2025/03/13/
PY  - 2025
AB  - The harbour stays shut &amp; quiet.
 It does.
UR  - https://herald.example/1
LA  - English
ER  -\x20

TY  - NEWS
TI  - Ferries to Sund run again
JF  - Kestrel Wire
Y1  - 2025 Mar 12
N2  - They run.
L2  - https://wire.example/2
ER  -
TY  - NEWS
TI  - A photograph
PY  - 2025
ER  -
"""
CSL: dict[str, Any] = {
    "id": "olm2025",
    "type": "article-newspaper",
    "title": "Harbour stays <i>shut</i>",
    "container-title": "The Nordwik Herald",
    "abstract": "The harbour stays shut.",
    "author": [{"family": "Olm", "given": "Ada"}, {"literal": "Kestrel Wire"}],
    "issued": {"date-parts": [[2025, 3, 13]]},
    "URL": "https://herald.example/1",
    "language": "en",
}


def test_lines_of_an_abstract_that_begin_like_fields_stay_in_it() -> None:
    text = "TY - NEWS\nTI - Streik\nAB - Wir warten.\nEU - Die Kommission auch.\nT2 - Bote\nER -\n"
    (item,) = read(RisReader(), text.encode())
    assert isinstance(item, Draft)
    assert item.article.text == "Wir warten.\nEU - Die Kommission auch."
    assert item.article.source == "Bote"


@pytest.mark.parametrize(
    ("date", "day"), [("Mar 13", "2025-03-13"), ("Spring", "2025"), ("2024/12/31", "2024-12-31")]
)
def test_a_date_without_its_year_gets_it(date: str, day: str) -> None:
    text = f"TY  - NEWS\nDA  - {date}\nPY  - 2025\nAB  - Wir warten.\nER  -\n"
    (item,) = read(RisReader(), text.encode())
    assert isinstance(item, Draft)
    assert item.article.published == day


@pytest.mark.parametrize("text", [RIS, "\ufeff" + RIS, RIS.replace("\n", "\r\n")])
def test_references_are_read_one_by_one(text: str) -> None:
    first, second, third = read(RisReader(), text.encode())
    assert isinstance(first, Draft)
    assert told(first) == (
        "Harbour stays shut",
        "The Nordwik Herald",
        ("Olm, Ada", "Kahl, Bert"),
        "2025-03-13",
        "en",
    )
    assert (first.article.text, first.article.url) == (
        "The harbour stays shut & quiet.\nIt does.",
        "https://herald.example/1",
    )
    assert isinstance(second, Draft)
    assert told(second) == ("Ferries to Sund run again", "Kestrel Wire", (), "2025-03-12", None)
    assert second.article.url == "https://wire.example/2"
    assert third == Refusal("in/file", 21, NO_TEXT)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025/03/13/", "2025-03-13"),
        ("2025/3", "2025-03"),
        ("2025///", "2025"),
        ("2025", "2025"),
        ("n. d.", "n. d."),
    ],
)
def test_days_months_and_years_are_dates(written: str, expected: str) -> None:
    text = f"TY  - NEWS\nTI  - Harbour\nDA  - {written}\nAB  - It rests."
    assert draft(RisReader(), text.encode()).article.published == expected


def test_a_reference_that_is_too_long_is_refused_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ris, "MAX_ARTICLE", 150)
    first, second, _ = read(RisReader(), RIS.encode())
    assert first == Refusal("in/file", 1, "it is longer than 4 MiB")
    assert isinstance(second, Draft)


def csl(**changes: Any) -> Draft:
    (item,) = read(JsonReader(), json.dumps([CSL | changes]).encode())
    assert isinstance(item, Draft)
    return item


def test_references_of_citation_processors_are_read() -> None:
    found = csl()
    assert told(found) == (
        "Harbour stays shut",
        "The Nordwik Herald",
        ("Ada Olm", "Kestrel Wire"),
        "2025-03-13",
        "en",
    )
    assert (found.article.text, found.article.url) == ("The harbour stays shut.", "https://herald.example/1")
    assert csl(issued={"date-parts": [["2025", 3]]}).article.published == "2025-03"
    assert csl(issued={"raw": "2025-03-13"}).article.published == "2025-03-13"
    assert csl(issued=None, author="Ada").article.published is None


def test_a_reference_without_abstract_is_refused() -> None:
    items = read(JsonReader(), json.dumps([CSL | {"abstract": ""}]).encode())
    assert items == [Refusal("in/file", 1, NO_TEXT)]


@given(st.data())
def test_damaged_references_are_articles_or_refusals(data: st.DataObject) -> None:
    read(RisReader(), data.draw(damaged(RIS.encode(), (b"TY  - ", b"ER  -", b"\nAB  - ", b"\n\n", b"\xff"))))


def test_what_is_like_a_reference_but_has_a_text_is_an_article() -> None:
    value = {"type": "article", "issued": {"raw": "2025-03-13"}, "text": "The harbour stays shut."}
    assert draft(JsonReader(), json.dumps([value]).encode()).article.text == "The harbour stays shut."
