"""Stretches of text on a page, from the characters that PDFium tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from annotator.formats import pdf_lines

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

WIDTH, HEIGHT, SIZE = 5.0, 800.0, 10.0
BREAK = "\r\n"


class Page:
    def get_size(self) -> tuple[float, float]:
        return 600.0, HEIGHT

    def get_rotation(self) -> int:
        return 0


def pieces(monkeypatch: pytest.MonkeyPatch, *lines: str, between: str = "", gap: float = 0.3) -> list[str]:
    """The pieces of a page with such lines; ``between`` letters stands what PDFium puts there."""
    found: list[tuple[int, tuple[float, float, float, float], int]] = []
    for row, line in enumerate(lines):
        x, y = 50.0, HEIGHT - 50 - 20 * row
        for letter in line:
            if letter == " ":
                x += gap * SIZE
                continue
            box = x, y, x + WIDTH, y + SIZE
            found += [(ord(letter), box, 0), *((ord(mark), box, 0) for mark in between)]
            x += WIDTH
        found += [(ord(mark), box, 0) for mark in BREAK]
    monkeypatch.setattr(pdf_lines, "_characters", lambda _page: found)
    made, _ = pdf_lines.page_pieces(cast("PdfPage", Page()))
    return [piece.text for piece in made]


def test_a_break_behind_each_letter_parts_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("Der Hafen bleibt", "bis Montag zu.")
    assert pieces(monkeypatch, *lines, between=BREAK) == list(lines)


def test_what_stands_apart_in_a_line_stays_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pieces(monkeypatch, "ab cd", between=BREAK, gap=0.9) == ["ab", "cd"]
    assert pieces(monkeypatch, "ab cd", gap=1.5) == ["ab", "cd"]
