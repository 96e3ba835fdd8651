"""What direct quotations are proposed with, and that any text is survived."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article, Zone
from annotator.core.resources import resource
from annotator.suggest.base import Context, Proposal
from annotator.suggest.pipeline import suggest
from annotator.suggest.quotes.direct import direct
from annotator.suggest.quotes.evidence import score
from annotator.suggest.quotes.suggester import Quotes
from annotator.suggest.quotes.weights import WEIGHTS
from annotator.suggest.reading import Reading
from annotator.suggest.registry import find

CONTEXT = Context(read_codebook(resource("codebooks", "news.toml")))


def proposals(text: str, lang: str = "de", zones: tuple[Zone, ...] = ()) -> list[Proposal]:
    return direct(Reading(Article(1, "a", "", text, lang=lang), zones))


def only(text: str, lang: str = "de") -> Proposal:
    (found,) = proposals(text, lang)
    return found


def texts(text: str, found: Proposal) -> list[str]:
    return [text[start:end] for start, end in found.segments]


def cues(text: str, found: Proposal) -> list[str]:
    return [text[start:end] for start, end in found.cue]


def test_it_is_registered() -> None:
    assert isinstance(find("quotes"), Quotes)


def test_a_quotation_comes_with_form_medium_reason_and_cue() -> None:
    text = "„Wir bleiben“, sagte Ohlsen."
    found = only(text)
    assert texts(text, found) == ["„Wir bleiben“"]
    assert found.attributes == {"form": "direct", "medium": "speech"}
    assert found.reason == "„…“ before 'sagte'"
    assert cues(text, found) == ["sagte"]
    assert 0.5 <= found.score <= 1


@pytest.mark.parametrize(
    ("text", "lang", "reason"),
    [
        ("Ohlsen sagte: „Wir bleiben hier.“", "de", "„…“ after a colon and 'sagte'"),
        ("Der Bescheid ist klar: „Wir bleiben alle hier.“", "de", "„…“ after a colon"),
        ("Tregarth called the offer “a bad joke”.", "en", "“…” after 'called'"),
        ("Die Lage sei „völlig unklar“.", "de", "„…“ in reported speech ('sei')"),
        ("„Das Meer holt sich alles zurück, was wir ihm nahmen.“ Dann ging sie.", "de", "„…“ around 10 words"),
    ],
)
def test_reasons(text: str, lang: str, reason: str) -> None:
    assert only(text, lang).reason == reason


@pytest.mark.parametrize(
    ("text", "lang", "medium"),
    [
        ("„Der Bericht liegt vor“, schrieb Classen.", "de", "writing"),
        ("“The report is late,” wrote Tregarth.", "en", "writing"),
        ("„Das wird teuer“, dachte Harksen.", "de", "thought"),
        ("“This is the end,” she thought.", "en", "thought"),
        ("„Der Bericht liegt vor“, heißt es in dem Brief der Reederei.", "de", "writing"),
        ("« C’est fini », écrit le maire.", "fr", "writing"),
        ("李海写道：“港口将在周一关闭。”", "zh", "writing"),
        ("李海说：“港口将在周一关闭。”", "zh", "speech"),
        ("Die Lage sei „völlig unklar“.", "de", None),
    ],
)
def test_mediums(text: str, lang: str, medium: str | None) -> None:
    assert only(text, lang).attributes.get("medium") == medium


def test_a_separable_verb_is_a_cue_of_two_segments() -> None:
    text = "„Die Fähre fällt aus“, teilte die Reederei am Abend mit."
    found = only(text)
    assert cues(text, found) == ["teilte", "mit"]
    assert found.attributes["medium"] == "writing"


def test_an_interrupted_quotation_is_one_span() -> None:
    text = "„Wir haben die Kräne nicht stillgelegt“, sagte Ohlsen, „um Applaus zu bekommen.“ Er ging."
    assert texts(text, only(text)) == ["„Wir haben die Kräne nicht stillgelegt“", "„um Applaus zu bekommen.“"]


def test_an_insertion_without_commas_is_one_too() -> None:
    text = "„Der Streik bleibt ein Problem der Reeder“ laut Ohlsen „auch in diesem Jahr“."
    assert len(only(text).segments) == 2


def test_an_interrupted_quotation_has_a_most_of_pieces() -> None:
    text = "„Wir gehen jetzt“, sagte Ohlsen, „wir " + "gehen jetzt“, sagte Ohlsen, „wir " * 40 + "gehen.“"
    found = proposals(text)
    assert len(found) > 1
    assert max(len(one.segments) for one in found) == 12


@pytest.mark.parametrize(
    ("text", "pieces", "cue"),
    [
        ("« Je pars, dit-il, et je reviens. »", ["« Je pars", "et je reviens. »"], "dit"),
        ("« Je pars, a assuré la patronne. On verra. »", ["« Je pars", "On verra. »"], "assuré"),
        ("« Je pars ! s’écrie Yann Morvan. »", ["« Je pars !"], "écrie"),
        ("« Le vent se lève, la mer aussi. »", ["« Le vent se lève, la mer aussi. »"], None),
    ],
)
def test_words_about_the_speaker_within_french_marks_stay_outside(
    text: str, pieces: list[str], cue: str | None
) -> None:
    found = only(text, "fr")
    assert texts(text, found) == pieces
    assert cues(text, found) == ([cue] if cue else [])


def test_two_quotations_stay_two() -> None:
    text = "„Wir gehen“, sagte Ohlsen. „Wir bleiben“, sagte Classen."
    assert [texts(text, one) for one in proposals(text)] == [["„Wir gehen“"], ["„Wir bleiben“"]]


def test_reopened_paragraphs_are_one_segment() -> None:
    text = "He said: “The port is not for sale.\n\n“It never was.\n\n“It never will be.” The council met."
    found = only(text, "en")
    assert texts(text, found) == [text[9:-17]]


def test_a_zone_between_paragraphs_stays_outside() -> None:
    ad = "Subscribe now and save"
    text = f"He said: “The port is not for sale.\n{ad}\n“It never was.” The council met."
    at = text.index(ad)
    (found,) = proposals(text, "en", (Zone("z", 1, at, at + len(ad), "AD"),))
    assert texts(text, found) == ["“The port is not for sale.", "“It never was.”"]


def test_nothing_is_found_in_a_zone() -> None:
    text = "„Wir bleiben hier“, sagte Ohlsen.\nEr ging."
    assert proposals(text)
    assert not proposals(text, zones=(Zone("z", 1, 0, text.index("\n"), "AD"),))


def test_quotations_that_nobody_closes_end_with_their_paragraph() -> None:
    text = "Ohlsen sagte: „Wir bleiben alle hier.\nEr ging nach Hause.\nDas war alles."
    assert texts(text, only(text)) == ["„Wir bleiben alle hier."]


def test_marks_that_match_nothing_are_no_quotation() -> None:
    assert not proposals("Zwölf Zoll (12“) misst das Rohr. Das Rohr „ist alt.")


def test_one_sort_of_marks_in_another() -> None:
    text = "«Sie rief ‹Lasst uns gehen!› und ging», sagte Ohlsen."
    assert texts(text, proposals(text)[0])[0] == "«Sie rief ‹Lasst uns gehen!› und ging»"


def test_an_inner_title_is_none() -> None:
    text = "„Der Roman ‚Licht über der Mole‘ hat mich sehr bewegt“, sagte Classen."
    assert len(proposals(text)) == 1


def test_full_stops_before_and_after_the_mark() -> None:
    for text in ("Er sagte: „Wir bleiben.“", "Er sagte: „Wir bleiben“."):
        assert texts(text, only(text))[0].startswith("„Wir bleiben")


def test_scores_tell_plain_quotations_from_doubtful_ones() -> None:
    plain = only("Ohlsen sagte: „Wir bleiben hier, bis uns endlich jemand zuhört.“")
    doubtful = only("Die Lage sei „völlig unklar“.")
    assert 0.5 <= doubtful.score < 0.95 < plain.score


def test_weights_are_halves() -> None:
    assert all(weight * 2 == int(weight * 2) for weight in WEIGHTS.values())
    assert score(0) == 0.5
    assert score(-50) < 0.01 < 0.99 < score(50)


_WORDS = """
„ “ ” " « » ‹ › ‚ ‘ ’ ' `` '' ,, << >> 「 」 『 』 《 》 ״ ＂ sagte said Ohlsen wir sei so laut 说 我们 12 […]
( ) mit teilte 👩‍🚀
"""
_PIECES = st.sampled_from(
    [*_WORDS.split(), "— ", ", ", ". ", ": ", "\n", "\n\n", " ", "\u0301", "\u200f", "\x00", "\u2028"]
)


@given(
    st.lists(_PIECES, max_size=60).map("".join) | st.text(),
    st.sampled_from(["de", "en", "fr", "zh", "ja", "ko", "ar", "sv", "hr", ""]),
)
def test_any_text(text: str, lang: str) -> None:
    found = proposals(text, lang)
    for one in found:
        at = 0
        for start, end in one.segments:
            assert at <= start < end <= len(text)
            at = end
        assert all(0 <= start < end <= len(text) for start, end in one.cue)
        assert 0.5 <= one.score <= 1
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            apart = other.start >= one.end or other.end <= one.start
            within = other.start >= one.start and other.end <= one.end
            around = one.start >= other.start and one.end <= other.end
            assert apart or within or around


@given(st.lists(_PIECES, min_size=3, max_size=60).map("".join), st.data())
def test_no_proposal_reaches_into_a_zone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for one in proposals(text, "de", (Zone("z", 1, start, end, "AD"),)):
        for lo, hi in one.segments:
            assert not text[max(lo, start) : min(hi, end)].strip()


@pytest.mark.parametrize(
    "piece", ["„", "“", '"', "„ab“ ", "„ab\n", "“ab cd\n", "— ab", "„ab“, sagte X, ", "“我们”，他说。"]
)
def test_the_work_grows_with_the_text(piece: str) -> None:
    """Counts calls, not time: ten times the text may take at most about ten times the steps."""
    few, many = _steps(piece * 300), _steps(piece * 3_000)
    assert many <= 14 * few


def _steps(text: str) -> int:
    reading = Reading(Article(1, "a", "", text, lang="de"))
    _ = reading.tokens, reading.sentences
    steps = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        direct(reading)
    finally:
        sys.setprofile(before)
    return steps


def test_the_pipeline_takes_them() -> None:
    text = "„Wir bleiben“, sagte Ohlsen."
    (made,) = suggest(Article(1, "a", "", text, lang="de"), (), (), [Quotes()], CONTEXT)
    assert [one.attributes["form"] for one in made.proposals] == ["direct"]


def test_a_hyphen_between_blanks_is_a_dash_to_words_about_the_speaker() -> None:
    for text in (
        "«Non lo so - dice Carla Bendoni -, ma aspettiamo»",
        "«Non lo so - dice Bendoni - ma aspettiamo»",
    ):
        found = direct(Reading(Article(1, "a", "", f"{text}, e poi esce.", lang="it")))
        pieces = [[text[start:end] for start, end in one.segments] for one in found]
        assert pieces == [["«Non lo so", "ma aspettiamo»"]]


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [("de", "„Gut so“, meinte er.", "„Gut so“"), ("fr", "« C’est bien », estime Luc Berthier.", "« C’est bien »")],
)
def test_what_only_its_sentence_tells_is_direct_though_it_is_short(lang: str, text: str, words: str) -> None:
    found = Quotes().suggest(Reading(Article(1, "a", "", text, lang=lang)), [], CONTEXT).proposals
    assert [(text[one.start : one.end], one.attributes["form"]) for one in found] == [(words, "direct")]


def test_quotations_of_two_paragraphs_are_never_one_that_is_interrupted() -> None:
    text = (
        "„Das ist falsch“, sagte Ohlsen. „Das muss aufhören!“\n\n"
        "Eine Entscheidung soll, wie ein Sprecher mitteilte, „nicht vor dem Sommer“ fallen."
    )
    assert all(len(one.segments) == 1 for one in proposals(text))


def test_a_quote_that_is_all_that_a_clause_tells_is_proposed_once() -> None:
    text = "The statement went on to say that “no boats will sail until May”."
    found = Quotes().suggest(Reading(Article(1, "a", "", text, lang="en")), [], CONTEXT).proposals
    assert [text[one.start : one.end] for one in found] == ["“no boats will sail until May”"]
