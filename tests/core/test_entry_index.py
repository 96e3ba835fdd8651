"""Finding entries of a register by what is typed, and by what stands in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.entry_index import Entry, EntryIndex
from annotator.core.names import fold, words_of

ENTRIES = [
    Entry("tamm", "Juri Tamm", "person", ("Hafen-Juri",), 5, "2025-01-01"),
    Entry("tammsen", "Jana Tammsen", "person", (), 9, "2025-01-01"),
    Entry("wisch", "Merle von der Wisch", "person", (), 2, "2025-03-01"),
    Entry("wisch2", "Enno Wisch", "person", (), 2, "2025-02-01"),
    Entry("union", "Internationale Hafenunion", "organisation", ("IHU",), 50),
    Entry("amt", "Grünes Amt", "organisation"),
    Entry("kontor", "Kontor", "organisation", (), 1),
]


@pytest.fixture
def index() -> EntryIndex:
    return EntryIndex(ENTRIES)


def found(index: EntryIndex, typed: str, *recent: str) -> list[str]:
    return [hit.entry.id for hit in index.search(typed, recent)]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Juri Tamm", ["tamm"]),
        ("tamm", ["tamm", "tammsen"]),  # a whole word before the beginning of one that is used more
        ("tam ju", ["tamm"]),
        ("wisch", ["wisch", "wisch2"]),  # the one used later first
        ("GRUNES", ["amt"]),
        ("hafen", ["tamm", "union"]),
        ("hafen-j", ["tamm"]),
        ("ihu", ["union"]),
        ("mvdw", ["wisch"]),
        ("mw", ["wisch"]),
        ("union", ["union"]),  # within a compound
        ("kontro", ["kontor"]),  # typing errors
        ("tmamsen", ["tammsen"]),
        ("jana tamsen", ["tammsen"]),
        ("xyzxyz", []),
        ("?!", []),
    ],
)
def test_search(index: EntryIndex, typed: str, ids: list[str]) -> None:
    assert found(index, typed) == ids


def test_recent_ones_come_first(index: EntryIndex) -> None:
    assert found(index, "tamm", "tammsen") == ["tammsen", "tamm"]
    assert found(index, "", "amt", "tamm", "gone")[:3] == ["amt", "tamm", "union"]
    assert found(index, "")[:3] == ["union", "tammsen", "tamm"]
    assert found(index, "kontor", "tamm", "tammsen") == ["kontor"]


def test_matched_name(index: EntryIndex) -> None:
    assert index.search("hafen-ju")[0].matched == "Hafen-Juri"
    assert index.search("ihu")[0].matched == "IHU"
    assert index.search("tamm")[0].matched == "Juri Tamm"


def test_limit(index: EntryIndex) -> None:
    assert len(index.search("", limit=3)) == 3
    assert len(index.search("tamm", limit=1)) == 1


@pytest.mark.parametrize(
    ("mention", "id_"),
    [
        ("Hafenberater Juri Tamm", "tamm"),
        ("Tamms", "tamm"),
        ("Juri Tamms", "tamm"),
        ("Tamm", "tamm"),
        ("Berater Tamm, ein Freund", "tamm"),
        ("Hafenpräsidentin von der Wisch", "wisch"),
        ("des Grünen Amts", "amt"),
        ("Kontors", "kontor"),
        ("J. Tammsen", "tammsen"),
        ("Tamsmen", "tammsen"),
    ],
)
def test_best_for_a_mention(index: EntryIndex, mention: str, id_: str) -> None:
    assert index.best_for(mention)[0].entry.id == id_


def test_best_for_a_pronoun_is_who_was_used_last(index: EntryIndex) -> None:
    recent = ("union", "wisch", "tamm")
    assert [hit.entry.id for hit in index.best_for("er", recent)][:3] == ["wisch", "tamm", "union"]
    assert index.best_for("es", recent)[0].entry.id == "union"
    assert index.best_for("sie", recent)[0].entry.id == "union"


def test_best_for_a_description_are_recent_ones(index: EntryIndex) -> None:
    assert [hit.entry.id for hit in index.best_for("der Berater", ("amt", "tamm"))][:2] == ["amt", "tamm"]


def test_update_and_remove(index: EntryIndex) -> None:
    index.update(Entry("tamm", "Ocke Nissen", "person", (), 99))
    assert found(index, "juri") == []
    assert found(index, "nissen") == ["tamm"]
    assert found(index, "")[0] == "tamm"
    index.remove("tamm")
    index.remove("tamm")
    assert found(index, "nissen") == []
    assert "tamm" not in index
    assert len(index) == len(ENTRIES) - 1
    index.update(ENTRIES[0])
    assert found(index, "juri") == ["tamm"]
    assert index.get("tamm") == ENTRIES[0]
    assert index.get("gone") is None


_texts = st.text(max_size=6) | st.sampled_from(["Tamm", "tam", "Wisch Jan", "von", "é", "É", "T.", "'"])
_entries = st.builds(
    Entry,
    st.sampled_from("abcdef"),
    _texts,
    st.sampled_from([None, "person", "group"]),
    st.lists(_texts, max_size=2).map(tuple),
    st.integers(0, 5),
    st.sampled_from(["", "2025"]),
)


@given(st.lists(_entries, max_size=12), _texts, st.lists(st.sampled_from("abcdefx"), max_size=3))
def test_changed_index_is_the_same_as_a_new_one(entries: list[Entry], typed: str, recent: list[str]) -> None:
    changed = EntryIndex()
    now: dict[str, Entry] = {}
    for entry in entries:
        if entry.name == "tam":
            changed.remove(entry.id)
            now.pop(entry.id, None)
        else:
            changed.update(entry)
            now[entry.id] = entry
    new = EntryIndex(now.values())
    for ask in ("search", "best_for"):
        one, other = (getattr(index, ask)(typed, recent) for index in (changed, new))
        assert {(hit.entry.id, hit.score) for hit in one} == {(hit.entry.id, hit.score) for hit in other}
        assert [hit.score for hit in one] == sorted((hit.score for hit in one), reverse=True)
        assert len({hit.entry.id for hit in one}) == len(one)


@given(st.lists(_entries, max_size=8, unique_by=lambda entry: entry.id), st.data())
def test_every_beginning_of_a_name_finds_it(entries: list[Entry], data: st.DataObject) -> None:
    named = [entry for entry in entries if words_of(entry.name)]
    if named:
        entry = data.draw(st.sampled_from(named))
        typed = entry.name[: data.draw(st.integers(1, len(entry.name)))]
        if words_of(typed) and fold(entry.name).startswith(fold(typed)):
            assert entry.id in [hit.entry.id for hit in EntryIndex(entries).search(typed)]


def test_of_a_text_that_was_pasted_the_beginning_counts() -> None:
    index = EntryIndex([*ENTRIES, Entry("long", "Wort " * 100, "other")])
    assert found(index, "Wort " * 100 + "und viel mehr " * 1000) == ["long"]
