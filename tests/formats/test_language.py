"""The language of an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.language import detect_language, told_language

SENTENCES = {
    "de": "Der Hafen lehnt den Vorschlag ab. Die Gewerkschaft kündigte weitere Streiks an, sagte Mara Ohlsen.",
    "en": "The union announced further strikes on Monday, a spokesman said, after talks with the port had failed.",
    "fr": "Le syndicat a annoncé de nouvelles grèves lundi, a déclaré un porte-parole après l'échec du dialogue.",
    "es": "El sindicato anunció nuevas huelgas el lunes, dijo un portavoz tras el fracaso de las negociaciones.",
    "it": "Il sindacato ha annunciato nuovi scioperi, ha detto un portavoce dopo il fallimento dei negoziati.",
    "nl": "De vakbond kondigde maandag nieuwe stakingen aan, zei een woordvoerder toen het overleg mislukte.",
    "pl": "Związek zapowiedział w poniedziałek kolejne strajki, powiedział rzecznik po fiasku rozmów.",
    "ru": "Профсоюз объявил в понедельник о новых забастовках, сообщил представитель после провала переговоров.",
    "uk": "Профспілка оголосила в понеділок про нові страйки, повідомив речник після провалу переговорів.",
    "el": "Το συνδικάτο ανακοίνωσε νέες απεργίες τη Δευτέρα, δήλωσε εκπρόσωπος μετά την αποτυχία των συνομιλιών.",
    "tr": "Sendika pazartesi günü yeni grevler duyurdu, dedi sözcü görüşmelerin başarısız olmasının ardından.",
    "ar": "أعلنت النقابة عن إضرابات جديدة يوم الاثنين، حسبما قال متحدث باسمها بعد فشل المفاوضات.",
    "he": "האיגוד הודיע ביום שני על שביתות חדשות, אמר דובר לאחר כישלון השיחות עם מפעיל הנמל.",
    "zh": "工会周一宣布将举行更多罢工，发言人在谈判失败后表示。",
    "ja": "労働組合は月曜日、交渉が決裂した後、さらなるストライキを発表したと広報担当者は述べた。",
    "ko": "노조는 월요일 협상이 결렬된 후 추가 파업을 발표했다고 대변인이 말했다.",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_sentence_is_enough(lang: str) -> None:
    assert detect_language(SENTENCES[lang]) == lang


@pytest.mark.parametrize(
    "text", ["", "Wetter", "Seite 1 / 2", "12.3.2025, 14:02", "😀" * 500, "\0\0\0", "http://a.example/b" * 9]
)
def test_what_is_too_short_or_no_language_is_left_open(text: str) -> None:
    assert detect_language(text) is None


def test_noise_does_not_matter() -> None:
    noisy = f"\0\ufffd\x1b[31m https://de.example/the-and-of {SENTENCES['de']} 🚢🚢 \udc80"
    assert detect_language(noisy.replace("\udc80", "\ufffd")) == "de"


def test_transliterated_text_is_left_open() -> None:
    assert (
        detect_language("Profsoyuz obyavil v ponedelnik o novykh zabastovkakh, soobshchil predstavitel.")
        != "ru-Latn"
    )


@pytest.mark.parametrize(
    ("told", "lang", "language"),
    [
        (None, "de", None),
        ("de", "de", "de"),
        ("de-AT", "de", "de-AT"),
        ("en-US", "de", "de"),
        ("de", "fr", "fr"),
        ("x-default", "fr", "fr"),
        ("iw", "he", "iw"),
        ("gl_ES", "es", "gl_ES"),
        ("be", "uk", "be"),
    ],
)
def test_a_page_is_believed_unless_its_text_says_otherwise(
    told: str | None, lang: str, language: str | None
) -> None:
    text = " ".join([SENTENCES[lang]] * 6)
    assert told_language(told, text) == language
    assert told_language(told, text[:50]) == told, "too little to tell"
    assert told_language(told, "1234 " * 100) == told


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_has_a_code_or_none(text: str) -> None:
    found = detect_language(text)
    assert found is None or (found.isalpha() and found.islower() and 2 <= len(found) <= 3)
