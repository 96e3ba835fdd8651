"""Pages made of pieces of text by hand: 10 points high, lines 12 points apart, 5 points to the letter."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.pdf_layout import Page, document_blocks, paragraphs
from annotator.formats.pdf_lines import Piece


def piece(text: str, left: float, top: float, height: float = 10) -> Piece:
    return Piece(left, top, left + 5 * len(text), top + height, text)


def column(lines: str, left: float, top: float, step: float = 12) -> list[Piece]:
    return [piece(line, left, top + step * n) for n, line in enumerate(lines.split("\n")) if line]


def texts(*pages: list[Piece]) -> list[str]:
    return paragraphs(document_blocks([Page(list(pieces), 800) for pieces in pages]))


LEFT = (
    "Die Kräne am Hafen stehen\nseit Montag still, weil die\n"
    "Arbeiter und ihre Frauen es\nso wollen und bleiben, auch\n"
)
RIGHT = "wenn die Nacht kalt wird am\nWasser und niemand bezahlt.\nDas Angebot der Reederei\nwird noch geprüft."
BOTH = (
    "Die Kräne am Hafen stehen seit Montag still, weil die Arbeiter und ihre Frauen es so wollen und bleiben, "
    "auch wenn die Nacht kalt wird am Wasser und niemand bezahlt."
)


def test_columns_are_read_one_after_the_other() -> None:
    assert texts(column(LEFT, 50, 100) + column(RIGHT, 200, 100)) == [
        f"{BOTH} Das Angebot der Reederei wird noch geprüft."
    ]


@pytest.mark.parametrize("shift", [0, 3, 6, 60])
def test_their_lines_need_not_stand_side_by_side(shift: float) -> None:
    assert texts(column(LEFT, 50, 100) + column(RIGHT, 200, 100 + shift)) == [
        f"{BOTH} Das Angebot der Reederei wird noch geprüft."
    ]


def test_the_order_in_the_file_is_no_matter() -> None:
    pieces = column(LEFT, 50, 100) + column(RIGHT, 200, 100)
    assert texts(sorted(pieces, key=lambda p: (p.top, p.left))) == texts(pieces) == texts(pieces[::-1])


def test_a_headline_over_both_and_a_line_below_stay_out_of_them() -> None:
    pieces = column(LEFT, 50, 100) + column(RIGHT, 200, 100)
    wide = "Eine Zeile, die über die beiden Spalten hinweg von links nach rechts reicht"
    head = piece("Kräne stehen still und Schiffe warten", 50, 60, 20)
    assert texts([*pieces, head, piece(wide, 50, 170)])[::2] == ["Kräne stehen still und Schiffe warten", wide]
    # Two articles, one above the other.
    lower = [Piece(p.left, p.top + 200, p.right, p.bottom + 200, p.text) for p in (head, *pieces)]
    assert texts([*lower, *pieces, head]) == texts([*pieces, head]) * 2


def test_three_columns() -> None:
    pieces = column(LEFT, 50, 100) + column(RIGHT, 200, 100) + column(LEFT.replace("Die", "Auch"), 350, 100)
    assert texts(pieces)[0].startswith(BOTH)
    assert texts(pieces)[-1].startswith("Auch Kräne")


def test_rows_of_a_table_are_no_columns() -> None:
    pieces = [
        piece(text, left, 100 + 12 * n) for n in range(5) for text, left in ((f"Kran {n}", 50), (f"{n}", 250))
    ]
    assert texts(pieces) == [f"Kran {n}\t{n}" for n in range(5)]


def test_wide_gaps_of_a_justified_line_are_blanks() -> None:
    lines = column(LEFT, 50, 100)
    lines[1:2] = [piece("seit", 50, 112), piece("Montag", 95, 112), piece("still,", 155, 112)]
    assert texts(lines)[0].startswith("Die Kräne am Hafen stehen seit Montag still, Arbeiter")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Die Arbei-\nter gehen", "Die Arbeiter gehen"),
        ("Die Arbei\u00ad\nter gehen", "Die Arbeiter gehen"),
        ("Die Arbei\u2010\nter gehen", "Die Arbeiter gehen"),
        ("Die US-\nKräne stehen", "Die US-Kräne stehen"),
        ("Die Hafen-\nund Seeleute", "Die Hafen- und Seeleute"),
        ("in port- and\nin port-\nand towns", "in port- and in port- and towns"),
        ("a long-term plan and the long-\nterm view", "a long-term plan and the long-term view"),
        ("the long-\nterm view", "the longterm view"),
        ("Sie ging –\nund kam", "Sie ging – und kam"),
        ("von 2019-\n2021 an", "von 2019-2021 an"),
        ("Ar\u00adbeit", "Arbeit"),
    ],
)
def test_words_broken_at_line_ends_are_made_whole(lines: str, expected: str) -> None:
    assert texts(column(lines, 50, 100)) == [expected]


def test_paragraphs_begin_with_an_indent_after_a_gap_or_after_a_short_line() -> None:
    indented = column(LEFT + RIGHT, 50, 100)
    for at in (2, 6):
        indented[at] = piece(indented[at].text, 60, indented[at].top)
    assert [text.split()[0] for text in texts(indented)] == ["Die", "Arbeiter", "Das"]
    assert texts(column(LEFT, 50, 100) + column(RIGHT, 50, 170))[1].startswith("wenn")
    short = "Die Kräne am Hafen stehen still.\nKurz.\nDie Schiffe warten auf See."
    assert texts(column(short, 50, 100)) == [
        "Die Kräne am Hafen stehen still. Kurz.",
        "Die Schiffe warten auf See.",
    ]
    larger = [piece("Kräne", 50, 80, 14), *column(LEFT, 50, 98)]
    assert texts(larger)[0] == "Kräne"


def test_a_line_that_a_long_word_cut_short_ends_no_paragraph() -> None:
    lines = [
        "Es kommt auf den",
        "Donaudampfschifffahrtskapitän und das Wetter an",
        "der See an, heißt es dort seit Jahren.",
    ]
    assert texts(column("\n".join(lines), 50, 100)) == [" ".join(lines)]
    assert (
        texts(column("\n".join([lines[0], "Kapitän und das Wetter und die Nacht am", lines[2]]), 50, 100))[0]
        == lines[0]
    )


def test_paragraphs_of_two_lines_are_parted_by_the_gap_between_them() -> None:
    two = "Die Kräne am Hafen stehen still, seit die Arbeiter\nvor dem Tor warten und niemand mit ihnen redet"
    page = [line for n in range(6) for line in column(two, 50, 100 + 34 * n)]
    assert texts(page) == [two.replace("\n", " ")] * 6


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert texts(column(LEFT, 50, 100), column(RIGHT, 50, 100))[0].startswith(BOTH)
    ended = column(LEFT.replace("auch", "auch."), 50, 100)
    assert texts(ended, column(RIGHT, 50, 100))[1].startswith("wenn")


def test_a_large_first_letter_begins_its_word() -> None:
    lines = column(LEFT + RIGHT, 50, 100)
    lines[0] = piece(lines[0].text[1:], 80, 100)
    lines[1].left, lines[2].left = 80, 80
    assert texts([piece("D", 50, 99, 34), *lines])[0].startswith(BOTH)


HEAD = piece("Hafenbote", 50, 30)


def numbered(pieces: list[Piece], number: int) -> list[Piece]:
    return [copy.copy(HEAD), piece(f"Seite {number}", 400, 30), *pieces, piece(f"- {number} -", 250, 770)]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [numbered(column(LEFT, 50, 100), 1), numbered(column(RIGHT, 50, 100), 2)]
    assert texts(*pages)[0].startswith(BOTH)
    assert not any("Hafenbote" in text or "Seite" in text for text in texts(*pages))
    # Of one page alone it can't be told, but for its number and what stands beside that.
    assert texts(pages[0]) == [BOTH.partition(" wenn")[0]]
    assert texts([HEAD, *column(LEFT, 50, 100)]) == ["Hafenbote", BOTH.partition(" wenn")[0]]
    assert texts([*column(LEFT, 50, 100), piece("3 / 12", 250, 770)]) == [BOTH.partition(" wenn")[0]]


@pytest.mark.parametrize(
    "date", ["13/03/2025, 10:15", "13.3.2025, 10:15", "3/13/25, 10:15 AM", "2025-03-13 10:15"]
)
def test_what_a_browser_prints_around_a_page_is_left_out(date: str) -> None:
    head = [piece(date, 30, 20), piece("Am Kai - Hafenbote", 220, 20)]
    foot = [piece("https://bote.example/am-kai", 30, 800), piece("1/1", 550, 800)]
    assert texts([*head, *column(LEFT, 50, 100), *foot]) == [BOTH.partition(" wenn")[0]]


def test_what_a_browser_prints_above_the_next_pages_parts_no_sentence() -> None:
    head = [piece("3/13/25, 10:15 AM", 30, 20), piece("Am Kai - Hafenbote", 220, 20)]
    # There the text begins right below it, as there is no margin but the paper's.
    assert texts([*head, *column(LEFT, 50, 32)], [*head, *column(RIGHT, 50, 32)]) == [
        f"{BOTH} Das Angebot der Reederei wird noch geprüft."
    ]
    address = [piece("https://bote.example/am-kai", 50, 20), *column(RIGHT, 50, 32)]
    assert "https://bote.example/am-kai" in " ".join(texts(column(LEFT, 50, 100), address))


def test_text_that_comes_again_is_no_running_head() -> None:
    same = column(LEFT + RIGHT, 50, 40)
    assert len(texts(same, same)) == 2
    inside = [*column(LEFT, 50, 100), piece("Immer wieder gesagt", 50, 300), *column(RIGHT, 50, 400)]
    assert texts(inside, inside).count("Immer wieder gesagt") == 2
    # A number in the middle of a page is part of the text.
    assert "17" in texts([*column(LEFT, 50, 100), piece("17", 50, 300), *column(RIGHT, 50, 400)])


@given(
    st.lists(
        st.lists(
            st.builds(
                lambda left, top, width, height, text: Piece(left, top, left + width, top + height, text),
                st.floats(-1e6, 1e6) | st.integers(0, 600),
                st.floats(-1e6, 1e6) | st.integers(0, 800),
                st.floats(-1e6, 1e6) | st.integers(0, 300),
                st.sampled_from([0, 0, 10, 10, 12, 24, -5, 1e6]),
                st.text("ab-. Ä9", min_size=1).map(str.strip).filter(bool),
            ),
            max_size=25,
        ),
        max_size=3,
    )
)
def test_pieces_anywhere_are_read(pages: list[list[Piece]]) -> None:
    letters = sorted(c for page in pages for p in page for c in p.text if c not in " -9")
    found = [c for text in texts(*pages) for c in text if c not in " -\t9"]
    assert len(found) <= len(letters)
