"""What an edit replaced, and where labels go with it, by examples and against a plain reference."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.clusters import cluster_end, cluster_start, is_wordish
from annotator.core.text_edit import Edit, TextEdit, apply_edits, find_edits


def moved(old: str, new: str, piece: str, at: int = 0) -> tuple[str | None, bool]:
    """The text of a label after the edit, and whether it counts as touched."""
    start = old.index(piece, at)
    segments, touched = TextEdit(old, new).move(((start, start + len(piece)),))
    return None if segments is None else new[segments[0][0] : segments[-1][1]], touched


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Die Fahre muss", "Die Fähre muss", [(5, 6, "ä")]),
        ("Fahre und ubers", "Fähre und übers", [(1, 2, "ä"), (10, 11, "ü")]),
        ("die Regierung, sagt", "das Kabinett. sagt", [(1, 3, "as"), (4, 13, "Kabinett"), (13, 14, ".")]),
        ("der Kanzler kam", "Merz kam", [(0, 11, "Merz")]),
        ("Uschako sagt", "Uschakow sagt", [(7, 7, "w")]),
        ("a\n\nb", "a\nb", [(2, 3, "")]),
        ("same", "same", []),
        ("", "new", [(0, 0, "new")]),
        ("old", "", [(0, 3, "")]),
        ("ab", "abab", [(2, 2, "ab")]),
    ],
)
def test_what_was_replaced(old: str, new: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(e.start, e.end, e.text) for e in find_edits(old, new)] == expected


def test_far_apart_typos_stay_apart() -> None:
    words = [f"Wort{n:05d}" for n in range(20_000)]
    old = " ".join(words)
    for n in (3, 9_000, 19_990):
        words[n] = words[n].replace("W", "V")
    words[500:900] = []
    words[12_000:12_000] = [f"neu{n}" for n in range(300)]
    new = " ".join(words)
    edits = find_edits(old, new)
    assert apply_edits(old, edits) == new
    assert len(edits) == 5
    assert sum(e.end - e.start for e in edits) < 3 + 400 * 10 + 20


def test_texts_that_have_nothing_in_common() -> None:
    for old, new in (("x" * 100_000, "y" * 90_000), ("a b " * 3000, "c d " * 3000), ("ab" * 9, "ba" * 9)):
        assert apply_edits(old, find_edits(old, new)) == new


@pytest.mark.parametrize(
    ("old", "new", "label", "expected"),
    [
        ("Die Fahre muss", "Die Fähre muss", "Fahre", ("Fähre", True)),
        ("Die Fahre muss", "Die Fähre muss", "muss", ("muss", False)),
        ("Die Fahre muss", "Die Fähre muss", "Die", ("Die", False)),
        ("Herr Uschako kam", "Herr Uschakow kam", "Uschako", ("Uschakow", True)),
        ("Herr schakow kam", "Herr Uschakow kam", "schakow", ("Uschakow", True)),
        ("sagte Uschakow", "sagte Juri Uschakow", "Uschakow", ("Uschakow", False)),
        ("sagte Uschakow", "sagte Uschakow heute", "Uschakow", ("Uschakow", False)),
        ("sagte Uschakow.", "sagte Uschakow", "Uschakow", ("Uschakow", False)),
        ("sagte Uschakow Mal", "sagte Uschakow-Mal", "Uschakow", ("Uschakow", False)),
        ("sagte Merz heute", "sagte Söder heute", "Merz", ("Söder", True)),
        ("sagte Merz, der", "sagte Söder. Die", "Merz", ("Söder", True)),
        ("der Kanzler kam", "Merz kam", "Kanzler", (None, True)),
        ("der Kanzler kam", "Merz kam", "der Kanzler", ("Merz", True)),
        ("der Kanzler kam", "Merz kam", "Kanzler kam", ("Merz kam", True)),
        ("der alte Kanzler kam", "der Kanzler kam", "alte", (None, True)),
        ("der alte Kanzler kam", "der Kanzler kam", "der alte", ("der", True)),
        ("der alte Kanzler kam", "der Kanzler kam", "alte Kanzler", ("Kanzler", True)),
        ("der alte Kanzler kam", "der Kanzler kam", "der alte Kanzler", ("der Kanzler", True)),
        ("ein Cafe am", "ein Cafe\u0301 am", "Cafe", ("Cafe\u0301", True)),
        ("ein 👨 am", "ein 👨‍👩 am", "👨", ("👨‍👩", True)),
        ("Bergbau", "Bergtagebau", "bau", ("bau", False)),
    ],
)
def test_where_a_label_goes(old: str, new: str, label: str, expected: tuple[str | None, bool]) -> None:
    assert moved(old, new, label) == expected


def test_a_label_of_several_pieces() -> None:
    old = "„Ja“, sagte sie, „sehr gern“."
    label = ((0, 4), (17, 28))
    assert TextEdit(old, old.replace("sagte", "rief")).move(label) == (((0, 4), (16, 27)), False)
    assert TextEdit(old, old.replace("„Ja“, ", "")).move(label) == (((11, 22),), True)
    joined, touched = TextEdit(old, "„Ja“„sehr gern“.").move(label)
    assert (joined, touched) == (((0, 15),), False)
    assert TextEdit(old, ".").move(label) == (None, True)


pieces = st.sampled_from(
    [
        "a",
        "b",
        "Berg",
        " ",
        "\n",
        ".",
        "-",
        "ü",
        "u\u0308",
        "\u0301",
        "👨‍👩‍👧",
        "👨",
        "\u200d",
        "🇩🇪",
        "🇫",
        "1",
        "\x00",
    ]
)
texts = st.one_of(st.text(max_size=20), st.lists(pieces, max_size=20).map("".join))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, list[Edit]]:
    """An old text, a new one, and the edits between them, some of which touch each other."""
    old = draw(texts)
    borders = draw(st.lists(st.integers(0, len(old)), max_size=6).map(sorted))
    edits = [Edit(borders[n], borders[n + 1], draw(texts)) for n in range(0, len(borders) - 1, 2)]
    return old, apply_edits(old, edits), edits


def reference(old: str, new: str, edits: list[Edit], start: int, end: int) -> tuple[int, int] | None:
    """Follows each character of the new text back to the old one, or to the edit that brought it."""
    origins: list[int | Edit] = []
    last = 0
    for edit in edits:
        origins += [*range(last, edit.start), *[edit] * len(edit.text)]
        last = edit.end
    origins += range(last, len(old))
    hit = [e for e in edits if e.start < end and start < e.end]
    gone = {n for e in edits for n in range(e.start, e.end)}
    wider = any(e.start < start or e.end > end for e in hit)
    if gone >= set(range(start, end)) and (wider or not any(e.text for e in hit)):
        return None

    def belongs(origin: int | Edit) -> bool:
        if isinstance(origin, int):
            return start <= origin < end
        return origin in hit or start < origin.start == origin.end < end

    inside = [place for place, origin in enumerate(origins) if belongs(origin)]
    if not inside:
        return None
    low, high = inside[0], inside[-1] + 1

    def glued(text: str, at: int) -> bool:
        return 0 < at < len(text) and is_wordish(text[at - 1]) and is_wordish(text[at])

    def brought_by(place: int, edge: str, at: int) -> bool:
        origin = origins[place]
        return isinstance(origin, Edit) and origin not in hit and getattr(origin, edge) == at

    while low > 0 and brought_by(low - 1, "end", start) and not glued(old, start) and glued(new, low):
        low -= 1
    while high < len(new) and brought_by(high, "start", end) and not glued(old, end) and glued(new, high):
        high += 1
    while low < high and new[low].isspace() and not old[start].isspace():
        low += 1
    while low < high and new[high - 1].isspace() and not old[end - 1].isspace():
        high -= 1
    if low == high:
        return None
    if cluster_start(old, start) == start:
        low = cluster_start(new, low)
    if cluster_end(old, end) == end:
        high = cluster_end(new, high)
    return low, high


@given(edited(), st.data())
def test_moves_as_the_reference_does(change: tuple[str, str, list[Edit]], data: st.DataObject) -> None:
    old, new, edits = change
    if not old:
        return
    edit = TextEdit(old, new, edits)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    segments, touched = edit.move(((start, end),))
    expected = reference(old, new, list(edit.edits), start, end)
    assert segments == (None if expected is None else (expected,))
    if segments is not None:
        assert touched == (old[start:end] != new[segments[0][0] : segments[0][1]])


@given(texts, texts)
def test_edits_lead_to_the_new_text(old: str, new: str) -> None:
    edits = find_edits(old, new)
    assert apply_edits(old, edits) == new
    assert all(e.start < e.end or e.text for e in edits)
    assert bool(edits) == (old != new)
    assert all(one.end <= other.start for one, other in pairwise(edits))


@given(edited(), st.data())
def test_any_text(change: tuple[str, str, list[Edit]], data: st.DataObject) -> None:
    old, new, _ = change
    edit = TextEdit(old, new)
    if not old:
        return
    some = st.lists(st.integers(0, len(old)), min_size=2, max_size=min(6, len(old) + 1), unique=True)
    places = sorted(data.draw(some))
    segments = tuple((places[n], places[n + 1]) for n in range(0, len(places) - 1, 2))
    after, touched = edit.move(segments)
    if after is None:
        assert touched
        return
    flat = [offset for segment in after for offset in segment]
    assert flat == sorted(set(flat))
    assert 0 <= flat[0] < flat[-1] <= len(new)
    if all(cluster_start(old, offset) == offset for segment in segments for offset in segment):
        assert all(cluster_start(new, offset) == offset for offset in flat)
    kept = "".join(old[start:end] for start, end in segments) == "".join(new[start:end] for start, end in after)
    assert touched != kept


@given(edited())
def test_there_and_back(change: tuple[str, str, list[Edit]]) -> None:
    """What the edit did not come near is where it was when the edit is taken back."""
    old, new, _ = change
    there = TextEdit(old, new)
    takes_back = [
        Edit(edit.start + shift, edit.start + shift + len(edit.text), old[edit.start : edit.end])
        for edit, shift in zip(there.edits, there._shifts, strict=False)
    ]
    back = TextEdit(new, old, takes_back)
    borders = [at for at in range(len(old) + 1) if cluster_start(old, at) == at]
    for start, end in combinations(borders, 2):
        if any(e.start <= end and start <= e.end for e in there.edits):
            continue
        after, touched = there.move(((start, end),))
        if not touched and after is not None:
            assert back.move(after) == (((start, end),), False)


def test_places() -> None:
    edit = TextEdit("Die Fahre muss ganz schnell fahren", "Die Fähre muss bald fahren")
    expected = {0: 0, 4: 4, 6: 6, 9: 9, 15: 15, 17: 19, 27: 19, 28: 20, 34: 26}
    assert {at: edit.place(at) for at in expected} == expected


def test_a_label_of_which_white_space_alone_is_left_goes() -> None:
    edit = TextEdit("a\nWort\n b", "a\n\n b")
    assert edit.move(((1, 7),)) == (None, True)
    # One that was nothing else stays.
    assert TextEdit("a \n b x", "a \n b y").move(((1, 3),)) == (((1, 3),), False)
