"""Indirect and reported speech: what is found in invented sentences, where it begins and ends, and in which form.

The cases lie beside this file, one text a line. What is expected stands in braces behind the letter of its form.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.core.models import Article, Zone
from annotator.suggest.base import Proposal
from annotator.suggest.lexicon import languages, lexicon
from annotator.suggest.quotes.direct import direct
from annotator.suggest.reading import Reading
from annotator.suggest.reported import reported
from annotator.suggest.reported.proposals import OTHERS
from annotator.suggest.reported.vocabulary import speech, vocabulary
from annotator.suggest.unspaced import LANGUAGES as UNSPACED

FORMS = {"i": "indirect", "r": "reported", "f": "free_indirect", "m": "indirect_free_indirect"}
CASES = [
    pytest.param(lang, case, id=f"{lang}-{number}")
    for lang in ("de", "en", "fr")
    for number, case in enumerate(Path(__file__).with_name(f"{lang}.txt").read_text("utf-8").splitlines(), 1)
]
_OTHERS = Path(__file__).with_name("others.txt").read_text("utf-8").splitlines()
CASES += [pytest.param(*line.split("\t"), id=f"{line[:2]}-{number}") for number, line in enumerate(_OTHERS, 1)]


def find(text: str, lang: str, zones: tuple[Zone, ...] = ()) -> list[Proposal]:
    reading = Reading(Article(1, "a", "", text, lang=lang), zones)
    return reported(reading, direct(reading))


def marked(text: str, proposals: list[Proposal]) -> str:
    """The text with what is proposed in braces: "{i …}", and the second piece of a quote "{+ …}"."""
    letters = {form: letter for letter, form in FORMS.items()}
    marks = []
    for one in proposals:
        for number, (start, end) in enumerate(one.segments):
            letter = "+" if number else letters[str(one.attributes["form"])]
            marks += [(start, 1, f"{{{letter} "), (end, 0, "}")]
    for at, _, mark in sorted(marks, reverse=True):
        text = text[:at] + mark + text[at:]
    return text


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_sentences(lang: str, case: str) -> None:
    text = re.sub(r"\{[irfm+] |\}", "", case)
    assert marked(text, find(text, lang)) == case


def test_what_is_found_is_described() -> None:
    text = "Die Senatorin schrieb, man sei bereit. Der Bund teilte am Abend mit, dass er streikt. Das sei neu."
    found = find(text, "de")
    assert [(text[one.start : one.end], one.reason, one.attributes["medium"]) for one in found] == [
        ("man sei bereit", "Konjunktiv I after 'schrieb'", "writing"),
        ("dass er streikt", "Clause after 'teilte … mit'", "speech"),
        ("Das sei neu", "Sentence in Konjunktiv I", "unknown"),
    ]
    assert [[text[start:end] for start, end in one.cue] for one in found] == [["schrieb"], ["teilte", "mit"], []]
    assert all(0.4 < one.score < 0.95 for one in found)


@pytest.mark.parametrize(
    ("lang", "text", "medium"),
    [
        ("de", "Ohlsen sagte, das Tor bleibe zu.", "speech"),
        ("de", "Ohlsen glaubt, dass das Tor zubleibt.", "thought"),
        ("de", "Laut Ohlsen bleibt das Tor zu.", "unknown"),
        ("de", "Der Vorwurf, das Tor sei offen gewesen, traf Ohlsen.", "unknown"),
        ("en", "Ohlsen wrote that the gate was shut.", "writing"),
        ("en", "The gate was shut, Ohlsen said.", "speech"),
        ("en", "According to Ohlsen, the gate was shut.", "unknown"),
        ("fr", "Ohlsen estime que le port est fermé.", "thought"),
        ("zh", "李海指出，港口将在周一关闭。", "speech"),
        ("zh", "李海认为，港口将在周一关闭。", "thought"),
        ("ja", "市長は港を閉鎖すると書いた。", "writing"),
        ("ko", "장관은 항구를 다음 주까지 닫겠다고 말했다.", "speech"),
    ],
)
def test_the_medium_is_what_the_verb_tells(lang: str, text: str, medium: str) -> None:
    assert [one.attributes["medium"] for one in find(text, lang)] == [medium]


def test_sentences_in_the_mood_of_reports_are_one_until_another_comes() -> None:
    text = "Es sei kalt. Man habe gewartet. Die Fähre kam. Sie sei leer gewesen."
    assert [text[one.start : one.end] for one in find(text, "de")] == [
        "Es sei kalt. Man habe gewartet",
        "Sie sei leer gewesen",
    ]


def test_another_mood_counts_after_a_report_alone() -> None:
    report = "Die Lage sei ernst. Alle hätten Angst."
    assert [report[one.start : one.end] for one in find(report, "de")] == ["Die Lage sei ernst. Alle hätten Angst"]
    assert not find("Das Haus ist rot. Alle hätten Platz.", "de")


def test_direct_quotations_are_left_alone_and_partial_ones_kept() -> None:
    assert not find("„Man sei bereit, das habe er gesagt“, sagte Ohlsen am Abend.", "de")
    text = "Ohlsen sagte, die Stadt habe „nicht einen Tag“ gewartet."
    assert [text[one.start : one.end] for one in find(text, "de")] == ["die Stadt habe „nicht einen Tag“ gewartet"]


def test_nothing_is_found_in_zones_and_in_other_languages() -> None:
    text = "Man sei bereit.\nDie Reederei sagte, es sei kalt."
    zone = Zone("z", 1, 0, 15, "caption")
    assert [text[one.start : one.end] for one in find(text, "de", (zone,))] == ["es sei kalt"]
    assert not find("Kapten ütles, et sadam on täna suletud.", "et")


MARKS = [
    ",",
    ".",
    ":",
    ";",
    "–",
    "(",
    ")",
    "„",
    "“",
    "„Nein“",
    "\n",
    "3",
    "Å",
    "👩‍🔬",
    "Ohlsen",
    "Brakesund",
    "laut",
]
WORDS = {
    lang: st.one_of(
        st.sampled_from(MARKS),
        st.one_of([st.sampled_from(sorted(words)) for words in vocabulary(lang).values()]),
        st.sampled_from(sorted(speech(lang).verbs)),
        st.sampled_from(sorted(speech(lang).before)),
    )
    for lang in ("de", "en", "fr")
}
for _lang in sorted((OTHERS | UNSPACED) & set(languages())):
    _known = lexicon(_lang)
    _lists = (_known.verbs, _known.before, _known.after, _known.that, _known.auxiliaries, _known.roles)
    WORDS[_lang] = st.sampled_from(MARKS) | st.one_of([st.sampled_from(sorted(one)) for one in _lists if one])
TEXTS = st.sampled_from(sorted(WORDS)).flatmap(
    lambda lang: st.tuples(st.just(lang), st.lists(WORDS[lang], max_size=60).map(" ".join) | st.text())
)


@example(("de", "laut"))
@example(("de", "sagte , Hafen , der ,"))
@example(("en", "Ohlsen said to"))
@example(("en", "Ohlsen told"))
@example(("fr", "selon"))
@given(TEXTS)
def test_any_text(any_text: tuple[str, str]) -> None:
    lang, text = any_text
    last = -1
    for one in find(text, lang):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert all(0 <= start < end <= len(text) for start, end in one.cue)
        last = one.start


@pytest.mark.parametrize("lang", ["de", "en", "fr"])
def test_a_language_has_the_lists_that_its_rules_read_and_no_others(lang: str) -> None:
    modules = {"de": ["german", "german_clauses", "german_sources"]}
    modules |= {
        "en": ["english", "english_acts", "english_asides", "english_phrases", "phrases", "sources"],
        "fr": ["french", "phrases", "sources"],
    }
    folder = Path(inspect.getfile(reported)).parent
    code = "".join(folder.joinpath(f"{module}.py").read_text("utf-8") for module in modules[lang])
    read = {*re.findall(r'words\["(\w+)"\]', code), *re.findall(r'_verbs\("(\w+)"\)', code)}
    assert vocabulary(lang).keys() == read | {"nouns"}
