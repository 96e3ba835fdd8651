"""The caret's and the selection's way through words, names, clauses, quotations and sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest

from annotator.core import boundaries as b
from annotator.core.clusters import Range, cluster_at
from annotator.core.codebook import UNITS

FAMILY = "👩\u200d👩\u200d👧"
THUMB = "👍🏽"
FLAG = "🇩🇪"


def marked(written: str) -> tuple[str, int, int]:
    """A text with its range written as ⟦…⟧, or its caret as ¦."""
    if "¦" in written:
        at = written.index("¦")
        return written.replace("¦", ""), at, at
    start, end = written.index("⟦"), written.index("⟧") - 1
    return written.replace("⟦", "").replace("⟧", ""), start, end


def cut(text: str, ranges: list[Range]) -> list[str]:
    return [text[s:e] for s, e in ranges]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("¦Der Kreml", "Der"),
        ("D¦er Kreml", "Der"),
        ("Der¦ Kreml", "Der"),
        ("Der ¦Kreml", "Kreml"),
        ("Der Kreml¦.", "Kreml"),
        ("l’¦Élysée", "Élysée"),
        ("l¦’Élysée", "l’"),
        ("der US-¦Waffenruhe-Vorschlag", "US-Waffenruhe-Vorschlag"),
        ("„¦Ja“", "Ja"),
        (f"a {FAMILY[:2]}¦{FAMILY[2:]} b", FAMILY),
    ],
)
def test_word_at(written: str, expected: str) -> None:
    text, at, _ = marked(written)
    found = b.word_at(text, at)
    assert found is not None
    assert text[slice(*found)] == expected


@pytest.mark.parametrize("written", ["¦", "a  ¦  b", "a \n¦\n b", "Ja. ¦– nein", "¦„Ja“"])
def test_no_word_touches(written: str) -> None:
    text, at, _ = marked(written)
    assert b.word_at(text, at) is None


def test_word_stops_are_the_beginnings_of_words_and_the_end() -> None:
    text = "Der Kreml.\n\n  \n„Ja“, sagte er"
    stops = [0, 4, 16, 21, 27, 29]
    assert [b.next_word(text, at) for at in stops] == [*stops[1:], 29]
    assert [b.previous_word(text, at) for at in stops] == [0, *stops[:-1]]
    assert [b.next_word(text, at) for at in (-5, 1, 10, 13, 99)] == [4, 4, 16, 16, 29]
    assert [b.previous_word(text, at) for at in (-5, 1, 10, 13, 99)] == [0, 0, 4, 4, 27]


def test_sentence_stops() -> None:
    text = "Eins. Zwei!\nDrei?  Vier"
    stops = [0, 6, 12, 19, 23]
    assert [b.next_sentence(text, at) for at in stops] == [6, 12, 19, 23, 23]
    assert [b.previous_sentence(text, at) for at in stops] == [0, 0, 6, 12, 19]


def test_a_line_without_words_is_one_stop() -> None:
    text = "Eins.\n * * *\nZwei."
    stops = [0, text.index("*"), text.index("Zwei"), len(text)]
    assert [b.next_word(text, at) for at in stops] == [*stops[1:], len(text)]
    assert [b.previous_word(text, at) for at in stops] == [0, *stops[:-1]]


def test_the_last_stop_is_before_the_empty_lines_at_the_end() -> None:
    text = "Eins zwei.\n\n"
    assert [b.next_word(text, at) for at in (0, 5, 10, 11, 12)] == [5, 10, 12, 12, 12]
    assert [b.previous_sentence(text, at) for at in (12, 11, 10)] == [10, 10, 0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Eins. ¦Zwei.", "Zwei."),
        ("Eins.¦ Zwei.", "Eins."),
        ("Eins. ¦ Zwei.", "Zwei."),
        ("Eins. Zwei. ¦ ", "Zwei."),
        (" ¦ Eins.", "Eins."),
        ("Eins\n¦Zwei", "Zwei"),
        ("Eins¦\nZwei", "Eins"),
        ("Eins\u2028Zw¦ei", "Zwei"),
        ("Eins\n¦\nZwei", ""),
        ("好。¦对。", "对。"),
    ],
)
def test_sentence_at(written: str, expected: str) -> None:
    text, at, _ = marked(written)
    assert text[slice(*b.sentence_at(text, at))] == expected


def test_paragraph_at() -> None:
    text = "  Eins. Zwei. \n\nDrei"
    assert b.paragraph_at(text, 7) == (2, 13)
    assert b.paragraph_at(text, 14) == (2, 13)
    assert b.paragraph_at(text, 15) == (15, 15)
    assert b.paragraph_at(text, 99) == (16, 20)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Er: „Das ¦ist gut“, ja", "„Das ist gut“"),
        ("Er: „⟦Das ist gut⟧“, ja", "„Das ist gut“"),
        ("Er: ⟦„Das⟧ ist gut“, ja", "„Das ist gut“"),
        ("„Er rief ‚¦Halt!‘ und lief“", "‚Halt!‘"),
        ("„Er rief ⟦‚Halt!‘⟧ und lief“", "„Er rief ‚Halt!‘ und lief“"),
        ("„Er ⟦rief ‚Halt⟧!‘ und lief“", "„Er rief ‚Halt!‘ und lief“"),
    ],
)
def test_quotation_at(written: str, expected: str) -> None:
    text, start, end = marked(written)
    found = b.quotation_at(text, start, end)
    assert found is not None
    assert text[slice(*found)] == expected


@pytest.mark.parametrize(
    "written",
    ["¦„Ja“", "„Ja“¦", "⟦„Ja“⟧", "⟦Er: „Ja⟧“", "„Ja, ¦sagte er", "„Auf\n¦zu“", "„Auf“ ⟦\n⟧ „zu“"],
)
def test_no_quotation_around(written: str) -> None:
    assert b.quotation_at(*marked(written)) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Names.
        ("Das hat Putin-Berater Juri ¦Uschakow gesagt.", "Putin-Berater Juri Uschakow"),
        ("Dann ging ⟦Jean⟧-Claude de la Tour weg.", "Jean-Claude de la Tour"),
        ("Jean-Claude de ⟦la⟧ Tour", "Jean-Claude de la Tour"),
        ("Es sprach Dr. Ilse ¦Brandt.", "Dr. Ilse Brandt"),
        ("Es sprach Prof. Dr. med. Ilse ¦Brandt.", "Prof. Dr. med. Ilse Brandt"),
        ("J. R. ¦Weaver came.", "J. R. Weaver"),
        ("Then A. J.R. ¦Weaver came.", "A. J.R. Weaver"),
        ("Ursula von der ¦Leyen reist.", "Ursula von der Leyen"),
        ("wie Karl von und zu ¦Guttenfels sagt", "Karl von und zu Guttenfels"),
        ("Valéry Giscard d’¦Estaing part", "Valéry Giscard d’Estaing"),
        ("Präsident Baschar al-¦Assad schweigt", "Präsident Baschar al-Assad"),
        ("Scheich Said bin ¦Raschid kam", "Scheich Said bin Raschid"),
        ("the Bank of the ¦West said", "Bank of the West"),
        ("selon M. Le ¦Pen, oui", "M. Le Pen"),
        ("Die Staatssekretärin Ilse ¦Brandt kam", "Staatssekretärin Ilse Brandt"),
        ("Während Anna ¦Berg schlief", "Anna Berg"),
        ("Les Verts ¦Unis partent", "Verts Unis"),
        ("L’Assemblée ¦Nationale vote", "Assemblée Nationale"),
        ("The White ¦House said", "White House"),
        ("„Der Neue ¦Bote“ schrieb", "Neue Bote"),
        ("It’s President ¦Harlan", "President Harlan"),
        ("wie The ¦Hague meint", "The Hague"),
        # "der" belongs to the object here, not to the name.
        ("sagte Anna ¦Berg der Zeitung", "Anna Berg"),
        ("Anna ¦Berg und Bernd Tal", "Anna Berg"),
        ("Heute kam Anna ¦Berg. Bernd Tal blieb.", "Anna Berg"),
        ("dass Anna ¦Berg Sie sieht", "Anna Berg"),
        # Clauses.
        ("Er sagte, dass die ¦kleine Anna Berg komme, und ging.", "dass die kleine Anna Berg komme"),
        ("Er sagte, dass ⟦Anna Berg⟧ komme, und ging.", "dass Anna Berg komme"),
        ("¦Der Kreml lehnt ab: Nein.", "Der Kreml lehnt ab"),
        ("Er kam. Sie ¦ging weg. Er blieb.", "Sie ging weg"),
        ("Ein Vorteil für Kiew – und ¦verschärft (sehr) das", "und verschärft"),
        ("Er nennt es „nichts ¦weiter als Ruhe“ heute", "nichts weiter als Ruhe"),
        ("Er nennt es ‚nichts ¦weiter‘ heute", "nichts weiter"),
        ("Es ¦kostet 1,204 Euro; ja", "Es kostet 1,204 Euro"),
        ("Von 2020–2023 ¦war es so – nun nicht", "Von 2020–2023 war es so"),
        ("Oui ! dit ¦il, bon", "dit il"),
        ("« Le ¦vent tombe. » Ah", "Le vent tombe"),
        ("Er rief ⟦laut, dann⟧ leise, und ging", "Er rief laut, dann leise"),
        # Nothing larger.
        ("⟦Der Kreml⟧", "Der Kreml"),
        ("⟦Eins\nZwei⟧ Drei", "Eins\nZwei"),
    ],
)
def test_phrase_at(written: str, expected: str) -> None:
    text, start, end = marked(written)
    assert text[slice(*b.phrase_at(text, start, end))] == expected


@pytest.mark.parametrize(
    ("written", "unit", "expected"),
    [
        # A word touches.
        ("Da kam Anna ¦Berg, weil es regnet.", "word", "Berg"),
        ("Da kam Anna ¦Berg, weil es regnet.", "name", "Anna Berg"),
        ("Da kam Anna Berg, weil ¦es regnet.", "clause", "weil es regnet"),
        ("Da kam „Anna ¦Berg“.", "quotation", "„Anna Berg“"),
        ("„Ja, weil“, ¦sagte sie.", "quotation", "sagte sie"),
        # None does: where Ctrl+→ and End stop.
        ("Ja. ¦„Wir gehen, weil es regnet“, rief sie. Gut.", "word", "Wir"),
        ("Ja. ¦„Anna Berg geht, weil es regnet“, rief sie. Gut.", "name", "Anna Berg"),
        ("Ja. ¦„Wir gehen, weil es regnet“, rief sie. Gut.", "clause", "Wir gehen"),
        ("Ja. ¦„Wir gehen, weil es regnet“, rief sie. Gut.", "quotation", "„Wir gehen, weil es regnet“"),
        ("Ja. ¦„Wir gehen, weil es regnet“, rief sie. Gut.", "sentence", "„Wir gehen, weil es regnet“, rief sie."),
        ("Vor\nJa. ¦„Wir gehen“, rief sie.", "paragraph", "Ja. „Wir gehen“, rief sie."),
        ("Ja. ¦“So geht es, ja”, rief sie.", "clause", "So geht es"),
        ("¦« Le vent tombe, dit-on. »", "clause", "Le vent tombe"),
        ("Ja. ¦(Sie blieb, weil es regnete.)", "clause", "Sie blieb"),
        ("Ja. ¦– Sie blieb, weil es regnete.", "clause", "Sie blieb"),
        ("¦• Sie blieb, weil es regnete.", "clause", "Sie blieb"),
        ("¦• Sie blieb, weil es regnete.", "sentence", "• Sie blieb, weil es regnete."),
        ("Ja.  ¦  „Gut.“ Nein.", "quotation", "„Gut.“"),
        ("Ja. Sie blieb, weil es regnete.¦", "word", "regnete"),
        ("Ja. Sie blieb, weil es regnete.¦\nNeu.", "clause", "weil es regnete"),
        ("Ja. Sie blieb, weil es regnete.¦", "sentence", "Sie blieb, weil es regnete."),
        ("Ja. Dann kam Anna Berg.¦", "name", "Anna Berg"),
        ("Sie rief: „Es regnet.“¦", "quotation", "„Es regnet.“"),
        ("Sie rief: „Es regnet.“¦", "clause", "Es regnet"),
        ("Sie rief „Ja“¦ – und ging.", "quotation", "„Ja“"),
        ("Sie rief: „Es regnet“.¦", "quotation", "„Es regnet“"),
        ("Ja. ¦* * *", "sentence", "* * *"),
        (",\u200cj¦a", "clause", ",\u200cja"),
        ("¦* * *", "paragraph", "* * *"),
    ],
)
def test_unit_at(written: str, unit: str, expected: str) -> None:
    text, at, _ = marked(written)
    found = b.unit_at(text, at, unit)
    assert found is not None
    assert text[slice(*found)] == expected


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("written", ["¦", "Ja.\n¦\nNein.", "Ja.\n ¦ \nNein."])
def test_no_unit_in_a_blank_line(written: str, unit: str) -> None:
    text, at, _ = marked(written)
    assert b.unit_at(text, at, unit) is None


def test_no_word_name_or_clause_in_a_line_of_signs() -> None:
    assert {unit for unit in UNITS if b.unit_at("Ja.\n* * *\nNein.", 4, unit)} == {"sentence", "paragraph"}


def test_the_ladder_in_a_quotation() -> None:
    text, at, _ = marked(
        "Vorher. Dr. Ilse Brandt sagte: „Wir glauben ‚fest, sehr¦ fest‘ daran. Ja.“, und ging. Nachher.\nNeu."
    )
    assert cut(text, b.enclosing(text, at, at)) == [
        "sehr",
        "sehr fest",
        "fest, sehr fest",
        "‚fest, sehr fest‘",
        "Wir glauben ‚fest, sehr fest‘ daran",
        "Wir glauben ‚fest, sehr fest‘ daran.",
        "Wir glauben ‚fest, sehr fest‘ daran. Ja.",
        "„Wir glauben ‚fest, sehr fest‘ daran. Ja.“",
        "Dr. Ilse Brandt sagte: „Wir glauben ‚fest, sehr fest‘ daran. Ja.“, und ging.",
        "Vorher. Dr. Ilse Brandt sagte: „Wir glauben ‚fest, sehr fest‘ daran. Ja.“, und ging. Nachher.",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "Das sagte Außenamtssprecherin Maria ¦Sol, heute. Ja.",
            [
                "Sol",
                "Außenamtssprecherin Maria Sol",
                "Das sagte Außenamtssprecherin Maria Sol",
                "Das sagte Außenamtssprecherin Maria Sol, heute.",
                "Das sagte Außenamtssprecherin Maria Sol, heute. Ja.",
            ],
        ),
        (
            "« Il a ¦raison, dit-elle. Oui ! » a déclaré M. Roux.",
            [
                "raison",
                "Il a raison",
                "Il a raison, dit-elle.",
                "Il a raison, dit-elle. Oui !",
                "« Il a raison, dit-elle. Oui ! »",
                "« Il a raison, dit-elle. Oui ! » a déclaré M. Roux",
                "« Il a raison, dit-elle. Oui ! » a déclaré M. Roux.",
            ],
        ),
        ("⟦Ei⟧ns zwei\nDrei", ["Eins", "Eins zwei"]),
        ("Eins. ⟦Zwei. Dr⟧ei.\nVier", ["Zwei. Drei", "Zwei. Drei.", "Eins. Zwei. Drei."]),
        ("Null eins. ⟦Zwei\nDr⟧ei. Vier\nFünf", ["Null eins. Zwei\nDrei. Vier"]),
        ("⟦Eins\nZwei⟧", []),
        ("Eins\n¦\nZwei", []),
        ("¦", []),
    ],
)
def test_enclosing(written: str, expected: list[str]) -> None:
    text, start, end = marked(written)
    assert cut(text, b.enclosing(text, start, end)) == expected


def test_grow_and_shrink_go_the_same_way() -> None:
    text, at, _ = marked("Ja. Anna Berg rief: „Wir sind ‚fast ¦da‘ und warten.“ Dann kam sie. Gut.")
    ladder = [(at, at), *b.enclosing(text, at, at)]
    assert len(ladder) > 6
    for small, large in pairwise(ladder):
        assert b.grow(text, *small) == large
        if small[0] < small[1]:
            assert b.shrink(text, *large, at) == small
    assert b.grow(text, *ladder[-1]) == ladder[-1]
    assert b.shrink(text, *ladder[1], at) == ladder[1]
    assert b.shrink(text, *ladder[1], 0) == ladder[1]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Der K⟦reml lehn⟧t ab", "Kreml lehnt"),
        ("Der⟦ Kreml ⟧lehnt", "Kreml"),
        ("sagte ⟦„Ja“, ⟧und", "„Ja“,"),
        ("sagte: „J⟦a“⟧ und", "„Ja“"),
        ("sagte: ⟦„Ja⟧“ und", "„Ja“"),
        ("a « ⟦Oui, bon » dit⟧ b", "« Oui, bon » dit"),
        ("„Er ‚⟦so‘⟧“, ja", "‚so‘"),
        ("„Er sagt: ⟦so“⟧, ja", "so“"),
        ("⟦sagte: „Wir⟧ gehen“", "sagte: „Wir"),
        ("US-⟦Waffen⟧ruhe", "US-Waffenruhe"),
        ("de l’⟦Élys⟧ée", "Élysée"),
        ("de l⟦’Élys⟧ée", "l’Élysée"),
        ("Kreml¦ ab", ""),
        ("Kr¦eml", ""),
        ("Kreml ⟦  ⟧ ab", ""),
        (f"a ⟦b {FAMILY[:3]}⟧{FAMILY[3:]}c", f"b {FAMILY}"),
        ("⟦Cafe⟧\u0301 b", "Cafe\u0301"),
    ],
)
def test_snap_to_words(written: str, expected: str) -> None:
    text, start, end = marked(written)
    assert text[slice(*b.snap_to_words(text, start, end))] == expected


@pytest.mark.parametrize(
    ("text", "given_range", "expected"),
    [
        ("ab", (0, 1), (0, 1)),
        ("ae\u0301\u0323b", (0, 2), (0, 4)),
        ("ae\u0301\u0323b", (3, 5), (1, 5)),
        ("ae\u0301b", (2, 2), (1, 1)),
        (f"x{FAMILY}y", (2, 3), (1, 6)),
        (f"x{THUMB}y", (2, 4), (1, 4)),
        ("🇩🇪🇫🇷🇮🇹", (3, 4), (2, 4)),
        ("🇩🇪🇫🇷🇮🇹", (2, 4), (2, 4)),
        ("❤️x", (0, 1), (0, 2)),
        ("1\ufe0f\u20e3", (1, 2), (0, 3)),
        ("ᄒ\u1161\u11ab글", (1, 2), (0, 3)),
        ("\n\u0301", (1, 2), (1, 2)),
        ("अक्षित", (1, 2), (1, 5)),  # a conjunct with its vowel
        ("க்க", (2, 3), (2, 3)),  # none in Tamil
        ("น้ำ", (0, 1), (0, 3)),
        ("ខ្មែរ", (2, 3), (0, 4)),
        ("ab", (5, -3), (0, 2)),
    ],
)
def test_snap_to_graphemes(text: str, given_range: Range, expected: Range) -> None:
    assert b.snap_to_graphemes(text, *given_range) == expected


def test_clusters_of_a_long_emoji_run() -> None:
    text = FAMILY * 500
    assert cluster_at(text, 1252) == (1250, 1255)
    assert b.next_word(text, 1250) == 1255


def test_a_very_long_paragraph_is_looked_at_near_the_offset() -> None:
    sentence = "Anna Berg sagte heute: „Wir kommen, und zwar bald.“ Dann ging sie. "
    text = sentence * 3000
    at = text.index("bald", len(text) // 2)
    start = text.rindex("Anna", 0, at)
    assert cut(text, b.enclosing(text, at, at)) == [
        "bald",
        "und zwar bald",
        "Wir kommen, und zwar bald.",
        "„Wir kommen, und zwar bald.“",
        "Anna Berg sagte heute: „Wir kommen, und zwar bald.“",
        text.strip(),
    ]
    assert b.previous_sentence(text, at) == start
    assert b.next_sentence(text, at) == text.index("Dann", at)
    assert b.word_at("x" * 9000, 4500) is not None
    assert b.next_word("x" * 9000, 4500) > 4500
    assert b.previous_word("x" * 9000, 4500) < 4500


@pytest.mark.parametrize("unit", [".", "„", "“", "'a ", "a’", "- ", "\u0301", "🇩", "a.", ". A", "\n", " ", "l'a"])
def test_monotonous_texts_are_taken_in_their_stride(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    middle = len(text) // 2
    ladder = b.enclosing(text, middle, middle + 1)
    assert all(s <= middle < e for s, e in ladder)
    assert middle < b.next_word(text, middle) <= len(text)
    assert 0 <= b.previous_sentence(text, middle) < middle
