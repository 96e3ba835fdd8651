"""Tables of texts as one text, for formats that write a line for each token: no object is made for a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_REMEMBERED = 100_000


class _Numerals(dict[int, str]):
    """Numbers as text; small ones, which come in every article, are made once."""

    def __missing__(self, number: int) -> str:
        text = str(number)
        if number < _REMEMBERED:
            self[number] = text
        return text


_NUMERALS = _Numerals()


def numerals(numbers: Iterable[int]) -> Iterator[str]:
    return map(_NUMERALS.__getitem__, numbers)


def woven(rows: int, *columns: str | Iterable[str]) -> str:
    """The cells of a table row by row; a column that is a text is the same in all ``rows``."""
    cells = [""] * (rows * len(columns))
    for number, column in enumerate(columns):
        cells[number :: len(columns)] = [column] * rows if isinstance(column, str) else column
    return "".join(cells)
