"""How a model's proposals stand beside those of the rules, in the pipeline."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.core.models import Article, Segments, Span
from annotator.suggest.base import Context, Link, Proposal, Suggester, Suggestions
from annotator.suggest.evaluation import Score
from annotator.suggest.learned.chain import Chain
from annotator.suggest.learned.model import Chooser, Labeller, Model, Rating
from annotator.suggest.learned.sieving import Sieve
from annotator.suggest.learned.suggester import Learned
from annotator.suggest.pipeline import Suggested, suggest
from annotator.suggest.reading import Reading
from tests.making import segments_in
from tests.suggest.learned.world import codebook

TEXT = "„Wir bleiben“, sagte Bürgermeister Tjark Ohlsen. Das Schiff Möwe fuhr ab."
ARTICLE = Article(1, "a", "", TEXT, lang="de")
_STEPS = [(0.0, 0.0, -50.0, -50.0), (0.0, 0.0, 1.0, -50.0), (0.0, 0.0, 1.0, -50.0), (0.0,) * 4]


def model(**words: tuple[str, ...]) -> Model:
    """Of each label, a labeller that finds these words, the first as the beginning."""
    ratings = [Rating(label, Score(20, 20, 15), Score(20, 20, 10)) for label in words]
    labellers = {label: _labeller(*found) for label, found in words.items()}
    made = Model("news@1", tuple(range(34)), (), ratings, labellers)
    made.as_bytes()
    return made


def _labeller(first: str, *others: str) -> Labeller:
    states = {"": (3.0, 0.0, 0.0, -50.0), f"W={first}": (-3.0, 6.0, 0.0, 0.0)}
    states |= {f"W={word}": (-3.0, 0.0, 6.0, 0.0) for word in others}
    return Labeller(Chain(states, _STEPS), ((0.0, 0.1), (1.0, 0.9)))


class Speakers:
    """A rule that proposes a quote and its speaker, "Ohlsen" alone, and another actor."""

    name, version, kind = "speakers", "1", "rule"
    needs: tuple[str, ...] = ()

    def suggest(self, reading: Reading, known: object, context: Context) -> Suggestions:
        quote = Proposal("QUOTE", segments_in(TEXT, "„Wir bleiben“"), 0.9)
        speaker = Proposal(
            "ACTOR", segments_in(TEXT, "Tjark Ohlsen"), 0.7, actor_id="o", attributes={"kind": "person"}
        )
        wrong = Proposal("ACTOR", segments_in(TEXT, "Schiff"), 0.7)
        return Suggestions([quote, speaker, wrong], [Link("speaker", quote, speaker, 0.6)])


class Claims:
    """A rule that proposes a claim, which is expressed in the quote."""

    name, version, kind = "claims", "1", "rule"
    needs: tuple[str, ...] = ()

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        claim = Proposal("CLAIM", segments_in(TEXT, "Wir bleiben"), 0.5)
        quote = next(one for one in known if one.label == "QUOTE")
        return Suggestions([claim], [Link("expressed_in", claim, quote, 0.5)])


def run(made: Model, *spans: Span, rules: tuple[Suggester, ...] = (Speakers(),)) -> list[Suggested]:
    found = suggest(ARTICLE, (), spans, [*rules, Learned(made)], Context(codebook()))
    assert not [one.failure for one in found if one.failure]
    return found


def words(segments: Segments) -> str:
    return " … ".join(TEXT[start:end] for start, end in segments)


def proposed(found: list[Suggested]) -> list[list[str]]:
    return [[f"{p.label} {words(p.segments)}" for p in one.proposals] for one in found]


def test_better_borders_stand_instead_and_keep_the_link_and_the_entry() -> None:
    found = run(model(ACTOR=("Bürgermeister", "Tjark", "Ohlsen")))
    assert proposed(found) == [["QUOTE „Wir bleiben“"], ["ACTOR Bürgermeister Tjark Ohlsen"]]
    (actor,) = found[1].proposals
    assert (actor.actor_id, actor.attributes) == ("o", {"kind": "person"})
    assert actor.reason == "learned from 34 articles (F1 0.75)"
    assert 0.5 < actor.score < 0.9
    # The link goes over, and comes with the one that it leads to.
    assert found[0].links == []
    (link,) = found[1].links
    assert (link.label, link.head, link.child) == ("speaker", found[0].proposals[0], actor)


def test_the_same_place_stays_the_rules() -> None:
    found = run(model(ACTOR=("Tjark", "Ohlsen")))
    assert proposed(found) == [["QUOTE „Wir bleiben“", "ACTOR Tjark Ohlsen"], []]
    assert [link.label for link in found[0].links] == ["speaker"]


def test_what_a_link_leads_to_stays_where_nothing_stands_for_it() -> None:
    found = run(model(ACTOR=("Möwe",)))
    assert proposed(found) == [["QUOTE „Wir bleiben“", "ACTOR Tjark Ohlsen"], ["ACTOR Möwe"]]
    assert [(link.label, words(link.child.segments)) for link in found[0].links] == [("speaker", "Tjark Ohlsen")]


def test_a_sieve_lets_some_of_the_rules_through_which_then_go_first() -> None:
    made = model(ACTOR=("Schiff", "Möwe"))
    made.labellers["ACTOR"].sieve = Sieve({"in=schiff": 3.0, "in=ohlsen": -3.0}, 0.5)
    assert proposed(run(made)) == [["QUOTE „Wir bleiben“", "ACTOR Tjark Ohlsen", "ACTOR Schiff"], []]
    made.labellers["ACTOR"].sieve = Sieve({}, 0.9)
    assert proposed(run(made)) == [["QUOTE „Wir bleiben“", "ACTOR Tjark Ohlsen"], ["ACTOR Schiff Möwe"]]


def test_a_quote_that_a_sieve_holds_back_goes_with_its_links() -> None:
    made = model()
    made.labellers["QUOTE"] = Labeller(None, (), Sieve({"": -1.0}, 0.5))
    found = run(made, rules=(Speakers(), Claims()))
    assert proposed(found) == [["ACTOR Tjark Ohlsen", "ACTOR Schiff"], ["CLAIM Wir bleiben"], []]
    assert [one.links for one in found] == [[], [], []]


def test_labels_that_were_not_kept_are_left_alone() -> None:
    found = run(model(SHIP=("Möwe",)))
    assert proposed(found) == [["QUOTE „Wir bleiben“", "ACTOR Tjark Ohlsen", "ACTOR Schiff"], ["SHIP Möwe"]]
    assert len(found[0].links) == 1


def test_what_people_labelled_is_neither_proposed_nor_overruled() -> None:
    span = Span("s", 1, "anna", "ACTOR", segments_in(TEXT, "Ohlsen"))
    found = run(model(ACTOR=("Bürgermeister", "Tjark", "Ohlsen")), span, rules=())
    assert proposed(found) == [[]]
    same = Span("s", 1, "anna", "ACTOR", segments_in(TEXT, "Tjark Ohlsen"))
    linked = run(model(ACTOR=("Möwe",)), same)
    assert proposed(linked) == [["QUOTE „Wir bleiben“"], ["ACTOR Möwe"]]
    assert [(link.label, link.child.existing) for link in linked[0].links] == [("speaker", "s")]


def test_a_label_that_the_codebook_lost_is_not_proposed() -> None:
    made = model(FERRY=("Möwe",))
    assert proposed(run(made)) == [["QUOTE „Wir bleiben“", "ACTOR Tjark Ohlsen", "ACTOR Schiff"], []]


def test_choices_fill_what_rules_left_open_and_only_values_of_the_codebook() -> None:
    made = model(SHIP=("Möwe",))
    weights = {"": (0.0, 1.0)}
    made.choosers = {
        ("QUOTE", "form"): Chooser(("indirect", "direct"), weights),
        ("QUOTE", "medium"): Chooser(("speech", "song"), weights),
        ("ACTOR", "kind"): Chooser(("person", "group"), weights),
        ("QUOTE", "gone"): Chooser(("a", "b"), weights),
        ("GONE", "form"): Chooser(("a", "b"), weights),
    }
    quote, speaker, other = run(made)[0].proposals
    assert quote.attributes == {"form": "direct"}
    assert speaker.attributes == {"kind": "person"}
    assert other.attributes == {"kind": "group"}


def test_what_runs_after_it_does_not_see_what_it_overruled() -> None:
    seen: list[str] = []

    class After(Speakers):
        name = "after"

        def suggest(self, reading: Reading, known: object, context: Context) -> Suggestions:
            assert isinstance(known, list)
            seen.extend(f"{one.label} {words(one.segments)}" for one in known)
            return Suggestions()

    learned = Learned(model(ACTOR=("Bürgermeister", "Tjark", "Ohlsen")))
    suggest(ARTICLE, (), (), [Speakers(), learned, After()], Context(codebook()))
    assert seen == ["QUOTE „Wir bleiben“", "ACTOR Bürgermeister Tjark Ohlsen"]


def test_any_text_is_read() -> None:
    made = model(ACTOR=("Tjark", "Ohlsen"), SHIP=("Möwe",))
    for text in ("", " \n\u2028", "\0", "👩‍👩‍👧 „", "Möwe" * 10, "Möwe " * 5000):
        (found,) = suggest(Article(1, "a", "", text), (), (), [Learned(made)], Context(codebook()))
        assert not found.failure
        assert len(found.proposals) == (5000 if text.endswith("Möwe ") else 0)
