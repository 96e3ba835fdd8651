"""How a text is taken apart: words whose accents stand beside their letters, as many web pages write them."""

from __future__ import annotations

import unicodedata

import pytest

from annotator.core.models import Article
from annotator.suggest.reading import Reading, tokens_of


@pytest.mark.parametrize("text", ["René Duval", "Zoë-Maëlle", "يؤخّر السفن", "דָּבָר"])
def test_marks_on_letters_divide_no_word(text: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        assert [token.text for token in tokens_of(written)] == written.split()


def test_a_mark_alone_is_no_word() -> None:
    assert [token.is_word for token in tokens_of("a \u0301 b")] == [True, False, True]


def test_the_full_stop_of_a_title_ends_no_sentence() -> None:
    for blank in (" ", "\u00a0"):
        text = f"Mówił{blank}bryg.{blank}Tomasz Kulesza. Dodał, że to koniec."
        sentences = Reading(Article(1, "a", "", text, lang="pl")).sentences
        assert [text[start:end] for start, end in sentences] == [text[:27], text[28:]]


def test_a_turkish_capital_with_a_dot_has_one_small_letter() -> None:
    assert [token.low for token in tokens_of("İşçi İZİN")] == ["işçi", "izin"]
    assert Reading(Article(1, "a", "", "İtfaiyeciler", lang="tr")).parsed.letters == "M"


def test_small_letters_are_spelt_as_lexicons_have_them() -> None:
    written = "قائلاً أكّد يُذكر وبيّن بين יו״ר מנכ”לית שנות”"
    expected = ["قائلا", "أكد", "يذكر", "وبيّن", "بين", 'יו"ר', 'מנכ"לית', "שנות", "”"]
    assert [token.low for token in tokens_of(written)] == expected
    assert "".join(token.text for token in tokens_of(written)) == written.replace(" ", "")


def test_a_mark_behind_a_hebrew_prefix_is_no_part_of_a_word() -> None:
    assert [token.text for token in tokens_of('ו"כל אחד"')] == ["ו", '"', "כל", "אחד", '"']
    assert [token.text for token in tokens_of('ח"כ, ש"ס, מ"פים')] == ['ח"כ', ",", 'ש"ס', ",", 'מ"פים']


def test_prefixes_of_those_who_speak_are_words_of_their_own() -> None:
    for lang, text, word in (("he", "ממשרד החוץ נמסר", "משרד"), ("ar", "قالت للمدير والوزيرة", "الوزيرة")):
        parsed = Reading(Article(1, "a", "", text, lang=lang)).parsed
        found = next(token for token in parsed.words if token.text == word)
        assert text[found.start : found.end] == found.low == word
        assert parsed.starts == [token.start for token in parsed.words]
