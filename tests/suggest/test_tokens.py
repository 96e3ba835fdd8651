"""Words whose accents stand beside their letters, as many web pages write them."""

from __future__ import annotations

import unicodedata

import pytest

from annotator.suggest.reading import tokens_of


@pytest.mark.parametrize("text", ["René Duval", "Zoë-Maëlle", "يؤخّر السفن", "דָּבָר"])
def test_marks_on_letters_divide_no_word(text: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        assert [token.text for token in tokens_of(written)] == written.split()


def test_a_mark_alone_is_no_word() -> None:
    assert [token.is_word for token in tokens_of("a \u0301 b")] == [True, False, True]
