"""The suggester "speakers": what it proposes and links, and that it takes any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.clusters import Range
from annotator.core.codebook_file import read_codebook
from annotator.core.models import Article, Span
from annotator.core.resources import resource
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.pipeline import Suggested, suggest
from annotator.suggest.reading import Reading
from annotator.suggest.registry import find
from annotator.suggest.speakers.suggester import Speakers

BOOK = read_codebook(resource("codebooks", "news.toml"))


def run(
    text: str, *quotes: str, lang: str = "de", actors: tuple[str, ...] = (), with_article: bool = True
) -> tuple[Suggestions, list[Proposal]]:
    known = [
        Proposal(label, ((start := text.index(words), start + len(words)),), 1.0, existing=f"{label} {words}")
        for label, found in (("QUOTE", quotes), ("ACTOR", actors))
        for words in found
    ]
    article = Article(1, "a", "", text, lang=lang)
    return Speakers().suggest(Reading(article), known, Context(BOOK, with_article=with_article)), known


def words(text: str, proposal: Proposal) -> list[str]:
    return [text[start:end] for start, end in proposal.segments]


def test_a_quote_gets_a_cue_and_a_speaker_with_reason_score_and_attributes() -> None:
    text = "„Wir bleiben“, sagte Reederei-Sprecherin Anna Berg."
    made, (quote,) = run(text, "„Wir bleiben“")
    cue, actor = made.proposals
    assert (cue.label, words(text, cue)) == ("CUE", ["sagte"])
    assert (actor.label, words(text, actor)) == ("ACTOR", ["Reederei-Sprecherin Anna Berg"])
    assert actor.attributes == {"mention": "name", "kind": "person"}
    assert [(link.label, link.head, link.child) for link in made.links] == [
        ("cue", quote, cue),
        ("speaker", quote, actor),
    ]
    assert cue.reason == "verb of speech"
    assert actor.reason == "belongs to “sagte”"
    assert 0.9 < cue.score < 1


def test_a_separable_verb_is_one_span_of_two_segments() -> None:
    text = "„Wir bleiben“, fügte er hinzu."
    made, _ = run(text, "„Wir bleiben“")
    assert words(text, made.proposals[0]) == ["fügte", "hinzu"]
    assert made.proposals[1].attributes == {"mention": "pronoun", "kind": "person"}


def test_a_phrase_is_one_cue() -> None:
    text = "Nach Angaben der Reederei war es „ein Versehen“."
    made, _ = run(text, "„ein Versehen“")
    assert words(text, made.proposals[0]) == ["Nach Angaben"]


def test_the_article_is_left_out_where_the_project_leaves_it_out() -> None:
    text = "„Wir bleiben“, sagte der Minister."
    made, _ = run(text, "„Wir bleiben“", with_article=False)
    assert words(text, made.proposals[1]) == ["Minister"]


def test_a_known_actor_that_covers_the_speaker_is_taken() -> None:
    text = "„Wir bleiben“, sagte der Minister Ohlsen."
    made, known = run(text, "„Wir bleiben“", actors=("Minister Ohlsen",))
    assert [proposal.label for proposal in made.proposals] == ["CUE"]
    assert made.links[1].child is known[1]


@pytest.mark.parametrize(
    ("lang", "text", "quote", "own"),
    [
        ("de", "Ministerin Ilse Brandt sagte: „Wir prüfen das.“", "„Wir prüfen das.“", "Ilse Brandt"),
        ("en", "Transport Minister Alice Grant told them: “We will look.”", "“We will look.”", "Alice Grant"),
        ("de", "Der Sprecher des Rats, Jan Berg, sagte: „Wir prüfen das.“", "„Wir prüfen das.“", "Jan Berg"),
        ("de", "Der Sprecher des Rats, Jan Berg, sagte: „Wir prüfen das.“", "„Wir prüfen das.“", "Der Sprecher"),
        ("de", "Ilse Brandt (GPB) sagte: „Wir prüfen das.“", "„Wir prüfen das.“", "Ilse Brandt"),
    ],
)
def test_a_persons_shorter_actor_is_taken(lang: str, text: str, quote: str, own: str) -> None:
    made, known = run(text, quote, lang=lang, actors=(own,))
    assert [proposal.label for proposal in made.proposals] == ["CUE"]
    assert [link.child for link in made.links if link.label == "speaker"] == [known[1]]


def test_one_that_is_somebody_else_within_the_mention_is_not() -> None:
    text = "Der Sprecher der Reederei sagte: „Wir prüfen das.“"
    made, _ = run(text, "„Wir prüfen das.“", actors=("der Reederei",))
    assert [words(text, proposal) for proposal in made.proposals] == [["sagte"], ["Der Sprecher der Reederei"]]


def test_an_actor_that_holds_the_quote_is_not_its_speaker() -> None:
    text = "Am Abend sagte Ohlsen: „Wir prüfen das.“ Dann ging er."
    made, _ = run(text, "„Wir prüfen das.“", actors=(text,))
    assert [words(text, proposal) for proposal in made.proposals] == [["sagte"], ["Ohlsen"]]


HEADINGS = {
    "de": (
        *("Hafen bleibt zu", "Merz greift an", "Regierung legt nach", "Räte stimmen zu", "Streit im Hafen"),
        *("Keine Lösung in Sicht", "Fähre: Streit geht weiter", "Der Streit der Räte"),
    ),
    "en": ("Harbour strike goes on", "Rose will not give in", "Storm moves in", "Unions take over"),
    "fr": ("La maire est contre", "La ville vote pour"),
    "es": ("El pueblo vota en contra",),
    "nl": ("Het werk gaat door",),
    "sv": ("Strejken hålls på", "Kravet läggs till"),
}
SENTENCES = {
    "de": ("Ilse Brandt sagte: „Wir prüfen das.“", "Der Minister sagte: „Wir prüfen das.“"),
    "en": ("Ilse Brandt said: “We will look.”", "The minister said: “We will look.”"),
    "fr": ("Ilse Brandt a déclaré : « Nous verrons. »",),
    "es": ("Ilse Brandt dijo: «Lo veremos.»",),
    "nl": ("Ilse Brandt zei: “Wij kijken ernaar.”",),
    "sv": ("Ilse Brandt sade: ”Vi ska se.”",),
}


@pytest.mark.parametrize("lang", HEADINGS)
def test_a_heading_governs_nothing_behind_it(lang: str) -> None:
    for heading in HEADINGS[lang]:
        for sentence in SENTENCES[lang]:
            text = f"{heading}\n\n{sentence}"
            said = sentence[sentence.index(":") + 1 :].strip()
            made, _ = run(text, said, lang=lang)
            speakers = [words(text, link.child) for link in made.links if link.label == "speaker"]
            assert [[sentence.startswith(words) for words in found] for found in speakers] == [[True]], text


def test_a_line_that_ends_within_a_sentence_does() -> None:
    text = "Anders als in der Sitzung\nder Minister: „Wir prüfen das.“"
    made, _ = run(text, "„Wir prüfen das.“")
    assert [words(text, link.child) for link in made.links if link.label == "speaker"] == []


def test_quotes_of_one_sentence_share_cue_and_speaker() -> None:
    text = "Ohlsen nannte den Plan „dreist“ und „teuer“."
    made, _ = run(text, "„dreist“", "„teuer“")
    assert [words(text, proposal)[0] for proposal in made.proposals] == ["nannte", "Ohlsen"]
    assert len(made.links) == 4


def test_a_cue_that_is_told_goes_before_others() -> None:
    text = "Berg sagte, Ohlsen rief „Halt“."
    made, (quote,) = run(text, "„Halt“")
    assert words(text, made.proposals[0]) == ["rief"]
    quote.cue = ((5, 10),)
    again = Speakers().suggest(Reading(Article(1, "a", "", text, lang="de")), [quote], Context(BOOK))
    assert words(text, again.proposals[0]) == ["sagte"]


@pytest.mark.parametrize(
    ("lang", "near", "far"),
    [
        (
            "en",
            "Sands said it was “a joke”.",
            "Sands, who had come from the quay with his men, said it was “a joke”.",
        ),
        ("fr", "Morvan dit : « Je pars. »", "Morvan, qui arrivait du quai avec ses hommes, dit : « Je pars. »"),
        ("de", "Ohlsen sagte: „Nein.“", "Ohlsen, der eben mit allen seinen Leuten vom Kai kam, sagte: „Nein.“"),
    ],
)
def test_words_between_speaker_and_cue_cost_score(lang: str, near: str, far: str) -> None:
    scores = []
    for text in (near, far):
        start = next(n for n, char in enumerate(text) if char in "“«„")
        made, _ = run(
            text, text[start : text.index({"“": "”", "«": "»", "„": "“"}[text[start]], start + 1) + 1], lang=lang
        )
        scores.append(next(link.score for link in made.links if link.label == "speaker"))
    assert scores[0] > 0.9
    assert scores[1] < scores[0]


@pytest.mark.parametrize(
    ("lang", "before", "text", "quote", "cue"),
    [
        ("es", "La ministra Ana Sanz llegó tarde. ", "«No hay dinero», añadió.", "«No hay dinero»", "añadió"),
        ("es", "La ministra Ana Sanz llegó tarde. ", "Añadió: «No hay dinero».", "«No hay dinero»", "Añadió"),
        ("pl", "Minister Jan Kowal wyszedł. ", "„Nie ma” – dodał.", "„Nie ma”", "dodał"),
        ("pl", "", "„Nie ma” – dodał.", "„Nie ma”", "dodał"),
        ("es", "La ministra Ana Sanz llegó tarde. ", "«No hay dinero». Añadió.", "«No hay dinero»", None),
        ("de", "Die Ministerin Anna Berg kam spät. ", "„Kein Geld“, sagte.", "„Kein Geld“", None),
    ],
)
def test_a_verb_whose_subject_is_left_out_is_the_cue(
    lang: str, before: str, text: str, quote: str, cue: str | None
) -> None:
    made, _ = run(before + text, quote, lang=lang)
    cues = [words(before + text, link.child) for link in made.links if link.label == "cue"]
    assert cues == ([] if cue is None else [[cue]])
    assert [link.label for link in made.links].count("speaker") == bool(before)


def test_a_heading_tells_no_speaker() -> None:
    text = "Dockers reject the offer\n“We were handed a sheet of paper and sent home.” It was Friday."
    made, _ = run(text, "“We were handed a sheet of paper and sent home.”", lang="en")
    assert not [link for link in made.links if link.label == "speaker"]


def test_nothing_is_proposed_without_quotes_or_without_anybody() -> None:
    assert run("Ohlsen sagte nichts.")[0].proposals == []
    assert run("„Wir bleiben“", "„Wir bleiben“")[0].proposals == []


def test_it_runs_in_the_pipeline_behind_quotes() -> None:
    text = "„Wir bleiben“, sagte Ohlsen. Er fügte hinzu: „Bis Ostern.“"
    spans = [Span("q", 1, "g", "QUOTE", ((0, 13),), {"form": "direct"})]
    speakers = find("speakers")
    assert speakers.needs == ("quotes",)
    found: list[Suggested] = suggest(Article(1, "a", "", text, lang="de"), (), spans, [speakers], Context(BOOK))
    assert [link.head.existing for link in found[0].links] == ["q", "q"]


def test_a_quote_that_has_a_speaker_gets_the_cue_alone() -> None:
    text = "„Wir bleiben“, sagte Ohlsen. „Bis Ostern.“"
    article = Article(1, "a", "", text, lang="de")
    first, second = (Proposal("QUOTE", (place,), 1.0, existing="q") for place in ((0, 13), (29, 42)))
    reading = Reading(article)
    reading.links.append(Link("speaker", first, Proposal("ACTOR", ((21, 27),), 1.0, existing="a"), 1.0))
    made = Speakers().suggest(reading, [first, second], Context(BOOK))
    assert [(link.label, link.head) for link in made.links] == [("cue", first), ("speaker", second)]


@pytest.mark.parametrize(
    ("lang", "text", "places"),
    [
        ("zh", "李海说：“我们留下。”“一直留下。”", ((4, 11), (11, 18))),
        ("ja", "田村さんは「私たちは残る」と語った。「ずっとだ」", ((5, 13), (18, 24))),
    ],
)
def test_so_it_is_without_blanks_between_words(lang: str, text: str, places: tuple[Range, Range]) -> None:
    first, second = (Proposal("QUOTE", (place,), 1.0, existing="q") for place in places)
    actor = Proposal("ACTOR", ((0, 2),), 1.0, existing="a")
    article = Article(1, "a", "", text, lang=lang)
    reading = Reading(article)
    reading.links.append(Link("speaker", first, actor, 1.0))
    made = Speakers().suggest(reading, [first, second, actor], Context(BOOK))
    links = [(link.label, link.head, link.child) for link in made.links]
    (cue,) = made.proposals
    assert links == [("cue", first, cue), ("speaker", second, actor)]
    reading.links[0] = Link("speaker", first, Proposal("ACTOR", ((0, 2),), 1.0), 1.0)
    made = Speakers().suggest(reading, [first], Context(BOOK))
    assert not made.links, "what another suggester says of a quote is whole"
    made = Speakers().suggest(Reading(article), [first, actor], Context(BOOK))
    assert [link.label for link in made.links] == ["cue", "speaker"]
    assert (made.links[1].child is actor) == (lang == "zh"), "a known actor that covers the speaker is taken"


def test_what_is_said_within_reported_speech_has_its_speaker() -> None:
    text = "Ohlsen sagte, der Plan sei „dreist“ und teuer."
    outer = Proposal("QUOTE", ((14, 45),), 1.0, attributes={"form": "indirect"}, existing="o")
    inner = Proposal("QUOTE", ((27, 35),), 1.0, existing="i")
    made = Speakers().suggest(Reading(Article(1, "a", "", text, lang="de")), [outer, inner], Context(BOOK))
    speakers = {link.head.existing: words(text, link.child) for link in made.links if link.label == "speaker"}
    assert speakers == {"o": ["Ohlsen"], "i": ["Ohlsen"]}


@given(st.data())
def test_any_text_with_any_quotes_gets_places_within_it(data: st.DataObject) -> None:
    pieces = (
        *("„", "“", "Ohlsen", " ", "sagte", ", ", ": ", "der ", "Minister", "\n", ".", " hinzu", "fügte ", "と"),
        *("言った", "wurde von ", "nach Angaben ", "’s ", "said ", "(", ")", "🙂", "\0", "a"),
    )
    text = "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=40)))
    lang = data.draw(st.sampled_from(["de", "en", "fr", "nl", "ru", "zh", "ja", "ko", "hi", ""]))
    places = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6))
    forms = st.sampled_from(["direct", "indirect"])
    quotes = [
        Proposal("QUOTE", ((start, end),), 1.0, attributes={"form": data.draw(forms)})
        for start, end in places
        if start < end
    ]
    made = Speakers().suggest(Reading(Article(1, "a", "", text, lang=lang)), quotes, Context(BOOK))
    for proposal in made.proposals:
        at = 0
        assert 0 < proposal.score <= 1
        for start, end in proposal.segments:
            assert at <= start < end <= len(text)
            at = end
    known = {id(proposal) for proposal in (*quotes, *made.proposals)}
    assert all({id(link.head), id(link.child)} <= known for link in made.links)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "“We stay,” said Ann Berg. “Nobody asked us.” Minister Tom Ohl said that the money was there."),
        ("en", "“We stay,” said Ann Berg. “Nobody asked us.” Minister Tom Ohl rejected the claim."),
        ("en", "“We stay,” said Ann Berg. “Nobody asked us.” The minister declined to comment."),
        ("en", "“We stay,” said Ann Berg. “Nobody asked us.” The minister could not be reached for comment."),
        ("fr", "« On reste », a dit Ann Berg. « Rien n’a changé. » Le maire Luc Ohl a nié avoir refusé."),
        ("es", "«No hay dinero», dijo Ann Berg. «Nadie nos ayuda.» El alcalde Luis Ohl negó que fuera verdad."),
        ("ru", "«Денег нет», — сказала Анна Берг. «Нам никто не помог». Мэр Лев Орлов заявил, что деньги есть."),
        ("pl", "„Nie możemy czekać” – powiedziała Anna Berg. „Nikt nas nie pytał.” Burmistrz Jan Ohl "
               "zaprzeczył, że miasto odmówiło."),
    ],
)  # fmt: skip
def test_a_verb_that_announces_something_else_tells_no_speaker(lang: str, text: str) -> None:
    made = _all_of(text, lang)
    speakers = {
        text[link.head.start : link.head.end]: text[link.child.start : link.child.end]
        for link in made
        if link.label == "speaker" and link.head.attributes["form"] == "direct"
    }
    cues = [link for link in made if link.label == "cue" and link.head.attributes["form"] == "direct"]
    assert len(speakers) == 2
    assert {name.split()[-1] for name in speakers.values()} == {"Berg" if lang != "ru" else "Берг"}
    assert len(cues) == 1


def test_who_asks_not_to_be_named_tells_by_another_verb() -> None:
    text = "“It was chaos,” a witness, who asked not to be named, told the Herald."
    assert [text[ln.child.start : ln.child.end] for ln in _all_of(text, "en") if ln.label == "cue"] == ["told"]


def _all_of(text: str, lang: str) -> list[Link]:
    found = suggest(
        Article(1, "a", "", text, lang=lang), [], [], [find("quotes"), find("speakers")], Context(BOOK)
    )
    return [link for one in found for link in one.links]


def test_a_subject_behind_a_source_is_no_apposition_of_it() -> None:
    text = "По мнению Костина, мэрия лгала жителям города."
    assert [text[ln.child.start : ln.child.end] for ln in _all_of(text, "ru") if ln.label == "speaker"] == [
        "Костина"
    ]


@pytest.mark.parametrize(
    "text",
    ["Gestern sagte er: „Es reicht.“ Die Fregatte lief aus.", "Er sagte, „wir bleiben“, aber niemand hörte zu."],
)
def test_a_particle_of_another_verb_is_no_part_of_the_cue(text: str) -> None:
    assert [ln.child.segments for ln in _all_of(text, "de") if ln.label == "cue"] == [
        ((text.index("sagte"), text.index("sagte") + 5),)
    ]


def test_a_word_in_scare_quotes_announces_nothing() -> None:
    text = "'We stay,' said Ann Berg. 'It's ours.' The union's 'final offer' is out."
    speakers = [text[ln.child.start : ln.child.end] for ln in _all_of(text, "en") if ln.label == "speaker"]
    assert speakers == ["Ann Berg", "Ann Berg"]
