"""Words, sentences and quotations in German, English and French print, and a little beyond."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core import typography
from annotator.core.clusters import Range
from annotator.core.typography import quotation_marks, quotations, sentences, words

FAMILY = "👩\u200d👩\u200d👧"
THUMB = "👍🏽"
FLAG = "🇩🇪"


def cut(text: str, ranges: list[Range]) -> list[str]:
    return [text[s:e] for s, e in ranges]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("der US-Waffenruhe-Vorschlag ab", ["der", "US-Waffenruhe-Vorschlag", "ab"]),
        ("eine 30-tägige Pause", ["eine", "30-tägige", "Pause"]),
        ("Jean-Luc, O’Brien und O'Brien.", ["Jean-Luc", "O’Brien", "und", "O'Brien"]),
        ("I don't; geht’s? rock'n'roll", ["I", "don't", "geht’s", "rock'n'roll"]),
        ("l’Élysée, qu’il, aujourd’hui", ["l’", "Élysée", "qu’", "il", "aujourd’hui"]),
        ("L'État jusqu'à lorsqu'on d'Anne", ["L'", "État", "jusqu'", "à", "lorsqu'", "on", "d'", "Anne"]),
        ("quelqu'un, presqu’île, entr'ouvrir", ["quelqu'un", "presqu’île", "entr'ouvrir"]),
        ("dell’Italia, un'altra, all's well", ["dell’", "Italia", "un'", "altra", "all's", "well"]),
        ("c'mon M'Bappé y'all", ["c'mon", "M'Bappé", "y'all"]),
        ("1,204 und 3.5 oder 10.000, 16:30", ["1,204", "und", "3.5", "oder", "10.000", "16:30"]),
        ("10\u202f000 euros, 5\u00a0Prozent", ["10\u202f000", "euros", "5", "Prozent"]),
        ("in den U.S. und z.B. hier", ["in", "den", "U.S.", "und", "z.B.", "hier"]),
        ("Ende. J. R. Weaver", ["Ende", "J", "R", "Weaver"]),
        ("auf example.org bei AT&T", ["auf", "example.org", "bei", "AT&T"]),
        ("Bürger:innen und Bürger*innen, sagte: ja", ["Bürger:innen", "und", "Bürger*innen", "sagte", "ja"]),
        ("Nord- und Süd-", ["Nord", "und", "Süd"]),
        ("„Wort“ (Wort) »Wort« 'tis", ["Wort", "Wort", "Wort", "tis"]),
        ("Cafe\u0301s ue\u0308ber", ["Cafe\u0301s", "ue\u0308ber"]),
        (f"gut {FAMILY}{THUMB}{FLAG}🇫🇷❤️", ["gut", FAMILY, THUMB, FLAG, "🇫🇷", "❤️"]),
        ("1\ufe0f\u20e3 ja", ["1\ufe0f\u20e3", "ja"]),
        ("قال الرئيسُ اليومَ", ["قال", "الرئيسُ", "اليومَ"]),
        ('צה"ל אמר', ['צה"ל', "אמר"]),
        ("יו״ר ג׳ורג׳ ד״ר מנכ”לית", ["יו״ר", "ג׳ורג", "ד״ר", "מנכ”לית"]),
        ('"שלום" אמר', ["שלום", "אמר"]),
        ("เราเริ่มงาน 3 น้ำ", ["เรา", "เริ่", "ม", "งา", "น", "3", "น้ำ"]),
        ("ພາສາລາວ", ["ພາ", "ສາ", "ລາ", "ວ"]),
        ("ភាសាខ្មែរ", ["ភា", "សា", "ខ្មែ", "រ"]),
        ("क्षितिजा शर्मा", ["क्षितिजा", "शर्मा"]),
        ("中国は大きい", ["中", "国", "は", "大", "き", "い"]),
        ("한국 한", ["한국", "한"]),
        ("!!! … \u0301", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert cut(text, words(text, 0, len(text))) == expected


@pytest.mark.parametrize(
    "written",
    [
        "Er kam. | Sie ging! | Wer blieb? | Niemand …",
        "„Das ist gut.“ | Er ging. | „Nein!“ | Sie blieb.",
        "„Ist das gut?“, fragte er. | „Warum?“ fragte sie. | Ja.",
        "„Er kam. | Sie ging“, sagte Berg. | Ende.",
        "»Gut.« | Er ging. | »Anfang« war das Wort.",
        "Fin. | « Bonjour ! » dit-il. | « Quoi ? » | Elle sort.",
        "“No.” | He left. | “Why?” he asked. | 'Yes.' | Done.",
        "Das gilt z. B. Für Kinder nicht, d. h. Menschen unter 14 Jahren, bzw. Jugendliche. | Ja.",
        "Dr. Ilse Brandt, Prof. Dr. med. Anna Berg und St. Pauli. | Es kam so.",
        "Mr. Smith met Mrs. Jones and Ms. Lee in St. Louis. | They left.",
        "M. Le Pen et Mme. Roux sont là. | Ils partent.",
        "Ca. Hundert kamen, ca. 50 blieben. | Nr. 5 lebt, No. 10 auch.",
        "Am 13. März 2025 kam er. | Im 19. Jahrhundert nicht. | Am 13. 3. 2025 auch.",
        "Er kam 2019. | Danach ging er. | Es waren 30. | Heute sind es 40.",
        "Die 2. Liga und der 1. FC Köln spielen. | Sie siegen.",
        "1. Punkt eins | ",
        "J. R. Weaver kam. | Er nannte Plan B. | Der gilt.",
        "Es kostet 3.5 Mio. Euro, sagt die U.S. Regierung. | In den U.S. | Die kamen.",
        "Er sagte […] Putin sei weg. | Das (!) Haus.",
        "Warte... | Dann kam er... und ging. | Was?! | Nein!!!",
        "It was Oct. 12. | On Mar. 3 it closed. | Det. Hale and Supt. Roe came. | Then he left.",
        "He said no. | Then he left. | It was art. | Police came.",
        "L’État décide. | L’Élysée se tait, etc. | Les gens partent.",
        "iOS. | Also Apple. | 🙂 Ja! | 🙂",
        "قال نعم. | وذهب؟ | لا.",
        "好。|是吗？|对！",
    ],
)
def test_sentences(written: str) -> None:
    expected = [s.strip() for s in written.split("|") if s.strip()]
    text = written.replace("|", "") if "。" in written else written.replace("| ", "")
    assert cut(text, sentences(text, 0, len(text))) == expected


# What may end a sentence, as one would write it who had all the time.
ENDS = re.compile(
    r"""
    (?<![.!?…‽؟۔]) [.!?…‽؟۔]++ (?: [“”"'’‘«‹)\]] | \s?[»›](?=[\s,.;:!?)]|$) )*+ (?=\s|$)
    | [。！？]++ [」』”’）]*+
    """,
    re.VERBOSE,
)


@given(
    st.lists(st.sampled_from([*'.!?…。！？」”’»›"() \nAa0', "Dr", "z.B."]), max_size=30).map("".join), st.data()
)
def test_ends_of_sentences_are_where_the_plain_rule_has_them(text: str, data: st.DataObject) -> None:
    lo = data.draw(st.integers(0, len(text)))
    found, plain = (pattern.finditer(text, lo) for pattern in (typography._SENTENCE_END, ENDS))
    assert [match.span() for match in found] == [match.span() for match in plain]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Ja“, sagte er, „nein“.", ["„Ja“", "„nein“"]),
        ('„Ja”, „ja", “ja“, "ja”, „ja“', ["„Ja”", '„ja"', "“ja“", '"ja”', "„ja“"]),
        ("»Ja«, »nein«, «oui», « oui », ‹oui›, ›ja‹", ["»Ja«", "»nein«", "«oui»", "« oui »", "‹oui›", "›ja‹"]),
        ("“Yes,” he said. ‘No.’", ["“Yes,”", "‘No.’"]),
        ('"Yes," he said, "no."', ['"Yes,"', '"no."']),
        ("'Yes,' he didn't say, 'no.'", ["'Yes,'", "'no.'"]),
        ("‘I don’t know,’ said O’Brien", ["‘I don’t know,’"]),
        ("„Er rief ‚Halt!‘ und lief“", ["‚Halt!‘", "„Er rief ‚Halt!‘ und lief“"]),
        ("„‚Halt!‘, rief er“", ["‚Halt!‘", "„‚Halt!‘, rief er“"]),
        ("»Er rief ›Halt!‹.«", ["›Halt!‹", "»Er rief ›Halt!‹.«"]),
        ("« Il dit « oui » hier »", ["« oui »", "« Il dit « oui » hier »"]),
        ("“He said ‘no’ twice”", ["‘no’", "“He said ‘no’ twice”"]),
        ("\"'No,' he said\"", ["'No,'", "\"'No,' he said\""]),
        ('„Er sagte "ja" und ging“', ['"ja"', '„Er sagte "ja" und ging“']),
        ("dans l’« Express » et l’“Avenir”", ["« Express »", "“Avenir”"]),
        ("Er sagte („Ja“) – „nein“", ["„Ja“", "„nein“"]),
        ("»Ja», sa hon, ”nej”", ["»Ja»", "”nej”"]),
        ("“ foo ” bar", ["“ foo ”"]),
        ("„Auf, „zu“", ["„zu“"]),
        ('"Auf. "Zu," sagte er', ['"Zu,"']),
        ("„Unclosed and on", []),
        ("closed“ only” and« more»", []),
        ("the '90s, O'Brien’s boys' club, 'tis", []),
        ("'We told 'em in the '90s,' she said", ["'We told 'em in the '90s,'"]),
        ('צה"ל אמר "כן" היום', ['"כן"']),
        ("「はい」と『いいえ』", ["「はい」", "『いいえ』"]),
        ("他说：“是。”她说“不”。", ["“是。”", "“不”"]),
        ("``Yes ,'' he said . ,,Ja'' >>nein<< <<oui>>", ["``Yes ,''", ",,Ja''", ">>nein<<", "<<oui>>"]),
        ('" Yes , " he said', ['" Yes , "']),
        ("”نعم“ قال", ["”نعم“"]),
        ("״כן״ אמר רמטכ״ל", ["״כן״"]),
        ("‘The dockers’ offer,’ she said", ["‘The dockers’ offer,’"]),
        ("‘The docks’ and ‘the cranes’", ["‘The docks’", "‘the cranes’"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert cut(text, quotations(text, 0, len(text))) == expected


def test_marks_that_match_none() -> None:
    text = "„Auf, „zu“. ab“ und “ "
    found = quotation_marks(text, 0, len(text))
    assert cut(text, found.pairs) == ["„zu“", "„Auf, „zu“. ab“"]
    assert (found.opening, found.closing) == ([], [20])
    assert quotation_marks("„Auf, „zu“", 0, 10).opening == [0]
