"""Indirect and reported speech: what is found in invented sentences, where it begins and ends, and in which form.

In the cases what is expected stands in [[ ]]; the form is the first word of the case.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article, Zone
from annotator.core.resources import resource
from annotator.suggest.base import Context, Proposal
from annotator.suggest.quotes.direct import direct
from annotator.suggest.reading import Reading
from annotator.suggest.reported import reported

CONTEXT = Context(read_codebook(resource("codebooks", "news.toml")))

GERMAN = """
indirect Der Hafenbund teilte mit, [[dass die Kräne bis Freitag stillstehen]].
indirect Die Senatorin erklärte am Abend, [[dass sie keine Eile habe]].
indirect Ohlsen behauptete, [[er habe die Kräne nie berührt]].
indirect Die Reederei sagte, [[man sei zu Gesprächen bereit]].
indirect Harksen warnte, [[ohne Fähre reiche der Diesel noch acht Tage]].
indirect Classen fragte, [[ob das Tor offen bleibe]].
indirect Wieland betonte erneut, [[dass beide Seiten verhandeln müssten]].
indirect Der Vorwurf, [[die Reederei schleuse Leiharbeiter ein]], ist alt.
indirect Nach Angaben der Polizei [[blieb es in der Nacht ruhig]].
indirect Laut Hafenamt [[sind drei Kräne beschädigt]].
indirect Dem Hafenbund zufolge [[haben alle Schichten gestreikt]].
indirect Wie die Deichpost berichtete, [[soll die Fähre im Herbst verkauft werden]].
indirect [[Die Fähre fällt aus]], wie die Reederei mitteilte.
indirect [[Man sei mit dem Ergebnis zufrieden]], sagte die Sprecherin.
indirect [[Der Streik geht weiter]], kündigte Ohlsen an.
indirect [[Die Kassen sind leer]], so die Senatorin.
indirect Der Kapitän gab an, [[das Leuchtfeuer nicht gesehen zu haben]].
indirect Die Stadt versprach, [[den Nordzaun bis März zu flicken]].
indirect Der Bund warf der Reederei vor, [[die Zahlen zu verstecken]].
indirect Die Gewerkschaft forderte die Stadt auf, [[endlich zu handeln]].
indirect Enno Harksen glaubt, [[dass die Insel noch lange warten muss]].
indirect In einem Brief schrieb Classen, [[sie werde nicht zurücktreten]].
indirect Seiner Meinung nach [[wäre eine Schlichtung verfrüht]].
indirect Die Behauptung, [[dass die Kasse leer sei]], wies niemand zurück.
indirect Ohlsen sagte, [[die Stadt würde immer nur vertrösten]].
indirect_free_indirect [[Auf beiden Seiten wolle niemand verhandeln]].
indirect_free_indirect [[Die Nachtschicht sei ein Sonderfall]].
indirect_free_indirect [[Das Angebot habe niemand gelesen. Man werde es trotzdem prüfen]].
indirect_free_indirect [[Zudem gebe es keinen Zeitplan]].
free_indirect [[Der Kapitän soll betrunken gewesen sein]].
reported [[Der Hafenbund forderte ein neues Angebot bis Montag]].
reported [[Die Reederei kündigte den Verkauf zweier Fähren an]].
reported [[Die Senatorin sprach von einem Spiel auf Zeit]].
reported [[Harksen warnte vor leeren Regalen auf den Inseln]].
reported [[Der Verband verlangt eine Entschuldigung]].
none Die Fähre verlässt den Hafen um acht.
none Der Wind drehte am Abend auf Nordwest.
none Ich habe den Schlüssel im Wagen gelassen.
none Der Kapitän, der seit Jahren nach Holmsand fährt, blieb an Bord.
none Die Reederei hat im Frühjahr zwei Schiffe verkauft.
none Tjark Ohlsen, Chef des Hafenbunds, öffnete das Tor.
none Um die Insel zu erreichen, braucht man ein Boot.
"""

ENGLISH = """
indirect The harbour board said that [[the gate would remain shut until Friday]].
indirect Tjark Ohlsen said on Monday that [[nobody had asked the crews]].
indirect [[The night ferry must sail again]], the mayor of Holmsand said.
indirect [[The quay is safe for now]], said the inspector.
indirect Merle Classen told reporters [[the strike would end within a week]].
indirect Ohlsen told the paper that [[the cranes were older than he was]].
indirect She said [[she had not been asked]].
indirect According to the union, [[talks failed on Tuesday night]].
indirect [[Talks failed on Tuesday night]], according to the union.
indirect The shipowners denied that [[they had hired strike-breakers]].
indirect The board warned that [[prices could rise]].
indirect He added that [[the cranes were old]].
indirect Ministers believe [[the deal will hold]].
indirect The ferry company announced [[it would cut two routes]].
indirect The report says [[the quay is unsafe]].
indirect Officials confirmed on Sunday that [[three ships were damaged]].
indirect The board asked [[whether the crane was safe]].
indirect Wieland argues that [[an arbitration with an unclear mandate does more harm than good]].
indirect [[There is no proof that the crane was damaged]], the inspector wrote.
indirect Police said [[two people were injured]].
indirect The mayor insists that [[the harbour has enough diesel]].
indirect Residents fear [[the island could run out of flour]].
indirect The captain claimed [[he never saw the light]].
indirect Tregarth admitted that [[the figures were wrong]].
indirect In a letter to the crews, Classen wrote that [[she would not resign]].
indirect She rejected the suggestion that [[the board had lied]].
indirect The union hopes [[members will accept the offer]].
indirect He promised that [[every crew would be paid]].
reported [[The union criticised the offer as too low]].
reported [[Gwen Tregarth accused the board of hiding the figures]].
reported [[The dockers demanded a wage agreement before the autumn storms]].
reported [[The union called for an inquiry]].
reported [[The mayor promised to reopen the harbour]].
reported [[Shipowners rejected the plan on Thursday]].
reported [[Ohlsen threatened to walk out]].
none The crane fell into the harbour.
none Ohlsen opened the gate and walked to the pier.
none The captain, who had said little, left the room.
none It rained for three days and the quay was flooded.
none The strike, now in its tenth day, has stopped all ferries.
none She called him a friend.
none The said gate was painted green.
none Three ferries were sold in the spring.
"""

FRENCH = """
indirect Le syndicat affirme que [[les grues resteront à l'arrêt]].
indirect Selon la préfecture, [[deux cents personnes ont manifesté]].
indirect [[Deux cents personnes ont manifesté]], selon la préfecture.
indirect D'après la capitainerie, [[le quai est fermé depuis lundi]].
indirect Le ministre a déclaré mardi que [[la grève cesserait bientôt]].
indirect [[Le port resterait fermé jusqu'à vendredi]], a indiqué la capitainerie.
indirect La maire estime [[qu'il faut rouvrir le port]].
indirect L'armateur assure que [[personne n'a été licencié]].
indirect Ohlsen a demandé [[si la grue était sûre]].
indirect Les dockers disent que [[rien n'a changé]].
indirect Le capitaine a reconnu que [[le phare était éteint]].
indirect [[La traversée est annulée]], précise la compagnie.
free_indirect [[La direction aurait caché les chiffres]].
free_indirect [[Trois navires seraient endommagés]].
reported [[Le syndicat réclame une hausse des salaires]].
reported [[La mairie annonce la fermeture de deux lignes]].
none Les grues sont vieilles.
none Le bateau quitte le port à midi.
none Le capitaine, qui vit à Saint-Elme, est resté à bord.
none La compagnie a vendu deux navires au printemps.
"""

CASES = [
    pytest.param(lang, *case.split(" ", 1), id=f"{lang}-{n}")
    for lang, cases in (("de", GERMAN), ("en", ENGLISH), ("fr", FRENCH))
    for n, case in enumerate(cases.strip().splitlines())
]


def find(text: str, lang: str, zones: tuple[Zone, ...] = ()) -> list[Proposal]:
    reading = Reading(Article(1, "a", "", text, lang=lang), zones)
    return reported(reading, CONTEXT, direct(reading, CONTEXT))


@pytest.mark.parametrize(("lang", "form", "marked"), CASES)
def test_sentences(lang: str, form: str, marked: str) -> None:
    text = marked.replace("[[", "").replace("]]", "")
    found = [(proposal.attributes["form"], text[proposal.start : proposal.end]) for proposal in find(text, lang)]
    expected = re.search(r"\[\[(.*)\]\]", marked)
    assert found == ([(form, expected[1])] if expected else [])


def test_what_is_found_is_described() -> None:
    text = "Die Senatorin schrieb, man sei bereit. Der Bund teilte am Abend mit, dass er streikt. Das sei neu."
    found = find(text, "de")
    assert [(text[one.start : one.end], one.reason, one.attributes["medium"]) for one in found] == [
        ("man sei bereit", "Konjunktiv I after 'schrieb'", "writing"),
        ("dass er streikt", "clause after 'teilte … mit'", "speech"),
        ("Das sei neu", "Konjunktiv I", "unknown"),
    ]
    assert [[text[start:end] for start, end in one.cue] for one in found] == [["schrieb"], ["teilte", "mit"], []]
    assert all(0.4 < one.score < 0.95 for one in found)


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
    assert not find("Człowiek powiedział, że port jest zamknięty.", "pl")


WORDS = st.sampled_from(
    re.split(
        " ",
        "sagte dass sei habe , . ; : „ “ Ohlsen der laut so zufolge wie nach Angaben teilte mit zu handeln said "
        "that according to told the board was que selon a dit serait ( ) – \n soll sein „Nein“ 3 Å 👩‍🔬",
    )
)


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(), st.sampled_from(["de", "en", "fr"]))
def test_any_text(text: str, lang: str) -> None:
    last = -1
    for one in find(text, lang):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert all(0 <= start < end <= len(text) for start, end in one.cue)
        last = one.start
