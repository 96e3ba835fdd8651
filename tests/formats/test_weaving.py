"""Tables of texts as one text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.writers.weaving import Numerals, woven


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 1 << 40)), max_size=9))
def test_cells_row_by_row(rows: list[tuple[str, int]]) -> None:
    texts, numbers = [text for text, _ in rows], [number for _, number in rows]
    numerals = Numerals(" ", ">")
    for _ in range(2):  # numbers that are known are the same
        written = woven(len(rows), "<", texts, numerals.of(numbers))
        assert written == "".join(f"<{text} {number}>" for text, number in rows)
