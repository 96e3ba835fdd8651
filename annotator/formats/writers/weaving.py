"""Tables of texts as one text, for formats that write a line for each token: no object is made for a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_REMEMBERED = 20_000


class Numerals(dict[int, str]):
    """Numbers as text, each with the same ``before`` and ``behind`` it.

    Those of small ones, which come in every article, are made once.
    """

    def __init__(self, before: str = "", behind: str = "") -> None:
        super().__init__()
        self._before = before
        self._behind = behind

    def __missing__(self, number: int) -> str:
        text = f"{self._before}{number}{self._behind}"
        if number < _REMEMBERED:
            self[number] = text
        return text

    def of(self, numbers: Iterable[int]) -> Iterator[str]:
        return map(self.__getitem__, numbers)


def woven(rows: int, *columns: str | Iterable[str]) -> str:
    """The cells of a table row by row; a column that is a text is the same in all ``rows``."""
    cells = [""] * (rows * len(columns))
    for number, column in enumerate(columns):
        cells[number :: len(columns)] = [column] * rows if isinstance(column, str) else column
    return "".join(cells)
