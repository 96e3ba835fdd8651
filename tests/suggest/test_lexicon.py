"""The lexicons: what stands in the files, and the guess of a text's language."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.resources import resource
from annotator.suggest.lexicon import Lexicon, guess_language, languages, lexicon
from annotator.suggest.spellings import one_spelling

SAID = {
    "ar": "قال",
    "bg": "заяви",
    "ca": "deia",
    "cs": "řekla",
    "da": "sagde",
    "de": "sagte",
    "el": "είπε",
    "en": "said",
    "es": "dijo",
    "fa": "گفت",
    "fi": "sanoi",
    "fr": "disait",
    "he": "אמרה",
    "hi": "कहा",
    "hr": "rekla",
    "hu": "mondta",
    "id": "ujarnya",
    "it": "disse",
    "ja": "語った",
    "ko": "밝혔다",
    "nl": "zei",
    "no": "sa",
    "pl": "powiedziała",
    "pt": "disse",
    "ro": "declarat",
    "ru": "сказал",
    "sk": "povedala",
    "sl": "dejal",
    "sr": "рекао",
    "sv": "sade",
    "tr": "dedi",
    "uk": "сказала",
    "vi": "nói",
    "zh": "说",
}
TEXTS = {
    "ar": "وقال الصياد إن الميناء مغلق منذ الصباح، وهذا كل ما في الأمر بعد الإضراب.",
    "bg": "Пристанището е затворено от сутринта и това не е всичко, което се знае за стачката, но още не е ясно.",
    "ca": "El port és tancat des del matí i això no és tot, però els pescadors també són al carrer.",
    "cs": "Přístav je od rána zavřený, a to je vše, co se dá říct před začátkem stávky, která bude dlouhá.",
    "da": "Havnen har været lukket siden i går, og det er ikke noget, som nogen af dem blev glade for.",
    "de": "Der Hafen ist seit dem Morgen geschlossen, und das wird sich auch nicht ändern.",
    "el": "Το λιμάνι είναι κλειστό από το πρωί και δεν θα ανοίξει για μια εβδομάδα.",
    "en": "The harbour has been closed since the morning, and that is not going to change.",
    "es": "El puerto está cerrado desde la mañana y no se sabe por qué, pero es lo que hay.",
    "fa": "بندر از صبح بسته است و این همه چیزی نیست که از اعتصاب آن را می‌دانیم، اما ماهیگیران هم در خیابان هستند.",
    "fi": "Satama on suljettu, ja se ei ole hyvä asia, mutta hän oli myös sitä mieltä, että niin on.",
    "fr": "Le port est fermé depuis le matin, et ce n’est pas tout, car les pêcheurs sont dans la rue.",
    "he": "הנמל סגור מאז הבוקר, וזה לא כל מה שיש לדעת על השביתה של הדייגים או על הסיבות.",
    "hi": "बंदरगाह सुबह से बंद है और यह हड़ताल का पहला दिन है, लेकिन मछुआरे भी सड़क पर हैं।",
    "hr": "Luka je zatvorena od jutra i to nije sve što se zna o štrajku, ali su ribari već na ulici.",
    "hu": "A kikötő reggel óta zárva van, és ez nem minden, de a halászok már az utcán vannak, mert sztrájk van.",
    "id": "Pelabuhan itu ditutup sejak pagi dan ini tidak akan berubah, karena para nelayan juga sudah di jalan.",
    "it": "Il porto è chiuso dal mattino e non si sa perché, ma la gente che lavora con le barche è in strada.",
    "ja": "港は朝から閉まっています。それはストライキのためだということです。",
    "ko": "항구는 아침부터 문을 닫고 있다. 이 파업은 그 첫날이며 지난 주 것으로 보인다 했다.",
    "nl": "De haven is sinds vanochtend dicht en dat is niet het enige, want er wordt ook aan de dijk gewerkt.",
    "no": "Havnen har vært stengt siden i går, og det er ikke noe som noen av dem ble glade for.",
    "pl": "Port jest zamknięty od rana i nie wiadomo, czy to się zmieni, ale są też inne problemy przez strajk.",
    "pt": "O porto está fechado desde a manhã e não se sabe por que, mas os barcos estão no cais.",
    "ro": "Portul este închis de dimineață și nu este tot ce se știe, dar pescarii sunt în stradă.",
    "ru": "Порт закрыт с утра, и это не всё, что известно, но рыбаки уже на улице из-за забастовки.",
    "sk": "Prístav je od rána zatvorený a to nie je všetko, čo sa dá povedať.",
    "sl": "Pristanišče je zaprto že od jutra in to še ni vse, kar se ve o stavki.",
    "sr": "Лука је затворена од јутра и то није све што се зна о штрајку.",
    "sv": "Hamnen har varit stängd sedan i går, och det är inte något som de blev glada för.",
    "tr": "Liman sabahtan beri kapalı ve bu çok kötü bir şey, ama daha da kötü olan var.",
    "uk": "Порт закритий з ранку, і це не все, що відомо, але рибалки вже на вулиці та чекають.",
    "vi": "Cảng đã bị đóng từ sáng và đó không phải là tất cả, các ngư dân cũng có người trên đường.",
    "zh": "港口从早上就关闭了,这是罢工的第一天,人们都在码头上。",
}


def test_every_lexicon_has_what_finds_a_cue_and_guesses_the_language() -> None:
    assert set(languages()) == set(SAID) == set(TEXTS)
    for lang, said in SAID.items():
        found = lexicon(lang)
        assert said in found.verbs, lang
        assert all((found.function_words, found.that, found.pronouns, found.nouns, found.before | found.after)), (
            lang
        )


@pytest.mark.parametrize(("lang", "least"), [("de", 200), ("en", 200), ("fr", 120)])
def test_the_great_lexicons_are_rich(lang: str, least: int) -> None:
    found = lexicon(lang)
    assert len(set(found.verbs.values())) >= least
    assert {*found.thought, *found.writing} <= _lemmas(lang)


@pytest.mark.parametrize("lang", languages())
def test_entries_are_in_small_letters(lang: str) -> None:
    found = lexicon(lang)
    entries = {*found.verbs, *found.nouns, *found.before, *found.after, *found.that, *found.function_words}
    assert entries == {entry.lower() for entry in entries}


@pytest.mark.parametrize("lang", languages())
def test_no_entry_stands_twice_in_its_list_and_what_is_thought_or_written_is_a_verb(lang: str) -> None:
    data = tomllib.loads(resource("lexicons", f"{lang}.toml").read_text("utf-8"))
    verbs = [line.partition(":") for line in data.pop("verbs").splitlines()]
    lists = {name: [entry.strip() for entry in entries.split(",")] for name, entries in data.items()}
    lists |= {line: forms.partition("|")[0].split() for line, _, forms in verbs}
    assert not [(name, one) for name, every in lists.items() for one in set(every) if every.count(one) > 1]
    assert {*lexicon(lang).thought, *lexicon(lang).writing} <= {lemma for lemma, _, _ in verbs}


def test_a_form_of_two_meanings_counts_with_its_particle_alone() -> None:
    assert lexicon("hu").particles["jelentette"] == {"be", "ki"}
    assert lexicon("it").particles["fatto"] == {"sapere"}
    assert "sapere" not in lexicon("it").verbs


def _lemmas(lang: str) -> set[str]:
    lines = resource("lexicons", f"{lang}.toml").read_text("utf-8").splitlines()
    return {line.partition(":")[0] for line in lines if re.match(r"[\w' ]+: ", line)}


def test_forms_lead_to_their_lemma() -> None:
    german = lexicon("de")
    assert german.verbs["mitgeteilt"] == german.verbs["mitzuteilen"] == "mitteilen"
    assert german.verbs["rief"] == "rufen"
    assert german.verbs["empörte"] == "sich empören"
    assert lexicon("en").verbs["replied"] == "reply"
    assert lexicon("fr").verbs["répète"] == "répéter"


def test_a_separated_verb_is_told_by_form_and_particle() -> None:
    german = lexicon("de")
    assert german.separated["wies", "zurück"] == "zurückweisen"
    assert german.separated["wies", "hin"] == "hinweisen"


def test_german_forms_are_spelt_as_the_swiss_do_too() -> None:
    german = lexicon("de")
    assert german.verbs["heisst"] == german.verbs["heißt"] == "heißen"
    assert {"gemäß", "gemäss"} <= german.before


def test_particles_are_told_by_form_and_whether_the_form_needs_one() -> None:
    german, english = lexicon("de"), lexicon("en")
    assert "mit" in german.particles["teilte"]
    assert "" not in german.particles["teilte"]
    assert {"", "zu"} <= german.particles["sagte"]
    assert german.verbs["sagte"] == "sagen"
    assert "meinte" not in german.particles
    assert english.particles["pointed"] == {"out"}


def test_persian_and_hindi_nouns_have_all_the_light_verbs_of_their_line() -> None:
    persian, hindi = lexicon("fa"), lexicon("hi")
    assert {"کرد", "می‌کند", "داشت"} <= persian.particles["تاکید"]
    assert persian.separated["تاکید", "کردند"] == "تأکید کردن"
    assert {"दिया", "देते"} <= hindi.particles["निर्देश"]


def test_persian_and_hindi_words_have_one_spelling() -> None:
    assert one_spelling("fa", "كشوري") == "کشوری"
    assert one_spelling("hi", "ज़िला माँग") == "जिला मांग"
    assert one_spelling("hi", "\u095b") == "ज"
    assert one_spelling("ar", "كشوري") == "كشوري"


def test_norwegian_has_three_names_and_an_unknown_language_an_empty_lexicon() -> None:
    assert lexicon("nb") is lexicon("no") is lexicon("nn")
    assert lexicon("xx") == Lexicon("xx")
    assert lexicon("../de") == Lexicon("../de")


@pytest.mark.parametrize("lang", languages())
def test_the_language_of_a_text_is_guessed(lang: str) -> None:
    assert guess_language(TEXTS[lang]) == lang


@given(st.text())
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    assert guess_language(text) in {"", *languages()}
    assert guess_language("12 34 …") == ""


def test_arabic_and_hebrew_words_have_their_article_and_conjunction() -> None:
    arabic, hebrew = lexicon("ar"), lexicon("he")
    assert {"قال", "وقال", "فقال", "أكد", "اكد", "وأكد"} <= arabic.verbs.keys()
    assert arabic.verbs["وأكد"] == arabic.verbs["أكد"]
    assert "فرد" not in arabic.verbs  # an individual
    assert {"وزير", "الوزير", "وزيرة", "الوزيرة"} <= arabic.roles
    assert {"وبحسب", "وفي", "في"} <= arabic.before | arabic.prepositions
    assert {"אמר", "ואמר"} <= hebrew.verbs.keys()
    assert {"שר", "השר", "פעילת"} <= hebrew.roles
    assert "תושבי" in hebrew.groups
    assert "ועד" in hebrew.organisations
    assert "ועד" not in hebrew.prepositions
