"""Pairs of neighbouring lines by which pages of one source are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.line_pairs import line_pairs


def test_pairs_enclose_both_lines_and_the_line_ends_after_them() -> None:
    text = "Startseite › Politik\n\n  Newsletter bestellen \nMehr davon\nEin Absatz.\n"
    pairs = line_pairs(text).pairs
    assert [text[pair.start : pair.end] for pair in pairs] == [
        "Startseite › Politik\n\n  Newsletter bestellen \n",
        "  Newsletter bestellen \nMehr davon\n",
    ]


def test_numbers_case_and_white_space_make_no_difference() -> None:
    one, other = "Seite 1 von 3\nNächste  Seite", "SEITE 2 von 14\n\n   nächste Seite"
    assert [pair.key for pair in line_pairs(one).pairs] == [pair.key for pair in line_pairs(other).pairs]


def test_order_makes_one() -> None:
    first, second = (
        line_pairs("Nächste Seite hier\nSeite 1 von 3"),
        line_pairs("Seite 1 von 3\nNächste Seite hier"),
    )
    assert first.pairs[0].key != second.pairs[0].key


def test_paragraphs_and_answers_are_no_lines_of_pages() -> None:
    assert not line_pairs("Ja.\nNein.\nDoch.").pairs
    assert not line_pairs(f"Newsletter bestellen\n{'Ein langer Absatz. ' * 12}").pairs


def test_sentences_of_a_paragraph_are_no_lines_of_pages() -> None:
    sentence = "Die Hafenarbeiter von Lund haben am Dienstag ihre Arbeit niedergelegt, sagte Mara Ohlsen."
    assert not line_pairs(f"Mehr zum Thema\n{sentence}\nNewsletter bestellen").pairs
    assert line_pairs(f"Mehr zum Thema\n{sentence[:-1]}\nNewsletter bestellen").pairs


def test_prose_is_the_paragraphs_or_else_the_longest_line() -> None:
    paragraph = "Die Hafenarbeiter von Lund haben am Dienstag ihre Arbeit niedergelegt, sagte Mara Ohlsen."
    assert line_pairs(f"Oben steht das\n{paragraph}\nUnten\n\n{paragraph}").prose == f"{paragraph}\n{paragraph}"
    assert line_pairs("Oben\nUnten steht mehr").prose == "Unten steht mehr"
    assert line_pairs(" \n ").prose == ""


@given(st.text(st.sampled_from("ab 1\n\t\u2028é"), max_size=200))
def test_pairs_lie_in_the_text_and_in_order(text: str) -> None:
    pairs = line_pairs(text).pairs
    assert all(0 <= pair.start < pair.end <= len(text) for pair in pairs)
    assert [pair.start for pair in pairs] == sorted(pair.start for pair in pairs)
    assert all(text[pair.end - 1] == "\n" or pair.end == len(text) for pair in pairs)
