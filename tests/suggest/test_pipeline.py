"""What of the suggesters' proposals is taken, and what each of them knows of the others'."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook_file import read_codebook
from annotator.core.errors import UserError
from annotator.core.models import Article, Segments, Span, Zone
from annotator.core.resources import resource
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.pipeline import Suggested, suggest
from annotator.suggest.reading import Reading
from tests.suggest.fakes import linked, proposal

TEXT = "„Wir bleiben“, sagte Ohlsen am Tor."
CONTEXT = Context(read_codebook(resource("codebooks", "news.toml")))
QUOTE, OHLSEN = ("„Wir bleiben“", "QUOTE"), ("Ohlsen", "ACTOR")
Propose = Callable[[Reading, Sequence[Proposal], Context], Suggestions]


class One:
    """Proposes what a function returns."""

    version = "1"
    kind = "rule"
    needs: tuple[str, ...] = ()

    def __init__(self, name: str, propose: Propose) -> None:
        self.name = name
        self._propose = propose

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        return self._propose(reading, known, context)


def run(*proposing: Propose, spans: Sequence[Span] = (), zones: Sequence[Zone] = ()) -> list[Suggested]:
    suggesters = [One(f"s{number}", propose) for number, propose in enumerate(proposing)]
    return suggest(Article(1, "k", "", TEXT, lang="de"), zones, spans, suggesters, CONTEXT)


def proposes(*proposals: Proposal, dropped: int = 0) -> Propose:
    return lambda reading, known, context: Suggestions(list(proposals), dropped=dropped)


def at(segments: Segments, label: str = "ACTOR") -> Proposal:
    return Proposal(label, segments, 0.5)


def test_what_was_proposed_before_is_not_proposed_again_but_linked_to() -> None:
    first, again = proposal(TEXT, *OHLSEN), proposal(TEXT, *OHLSEN)
    quote = proposal(TEXT, *QUOTE)

    def second(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        assert list(known) == [first]
        return Suggestions([quote, again], [Link("speaker", quote, again, 0.7)])

    one, two = run(proposes(first), second)
    assert (one.proposals, one.links) == ([first], [])
    assert two.proposals == [quote]
    assert [(link.head, link.child, link.score) for link in two.links] == [(quote, first, 0.7)]


def test_the_same_twice_by_one_suggester_is_one_with_one_link() -> None:
    quote, actor, twin = proposal(TEXT, *QUOTE), proposal(TEXT, *OHLSEN), proposal(TEXT, *OHLSEN)
    links = [Link("speaker", quote, actor, 0.7), Link("speaker", quote, twin, 0.6)]
    (found,) = run(lambda *_: Suggestions([quote, actor, twin], links))
    assert found.proposals == [quote, actor]
    assert [(link.child, link.score) for link in found.links] == [(actor, 0.7)]


def test_the_same_place_with_another_label_is_another() -> None:
    (found,) = run(proposes(at(((0, 13),), "QUOTE"), at(((0, 13),), "CLAIM")))
    assert [one.label for one in found.proposals] == ["QUOTE", "CLAIM"]


def test_labels_that_the_codebook_lacks_are_left_out_with_their_links() -> None:
    (found,) = run(lambda *_: linked(TEXT, QUOTE, ("Ohlsen", "POET"), "speaker"))
    assert [one.label for one in found.proposals] == ["QUOTE"]
    assert found.links == []
    assert found.failure == ""


def test_attributes_that_do_not_fit_are_left_out() -> None:
    made = proposal(TEXT, *OHLSEN, kind="ship", mention="name", form="direct", poem=True)
    (found,) = run(proposes(made))
    assert found.proposals[0].attributes == {"mention": "name"}


@pytest.mark.parametrize(
    ("head", "child", "label", "kept"),
    [
        (QUOTE, OHLSEN, "speaker", True),
        (OHLSEN, QUOTE, "speaker", False),
        (QUOTE, OHLSEN, "claimant", False),
        (QUOTE, OHLSEN, "poem", False),
        (QUOTE, ("sagte", "CUE"), "speaker", False),
        (QUOTE, ("sagte", "CUE"), "cue", True),
    ],
)
def test_links_are_those_of_the_codebook(
    head: tuple[str, str], child: tuple[str, str], label: str, kept: bool
) -> None:
    (found,) = run(lambda *_: linked(TEXT, head, child, label))
    assert len(found.proposals) == 2
    assert len(found.links) == kept


@pytest.mark.parametrize(
    ("quotes", "cue", "expected"), [((0.4,), 0.8, 0.4), ((0.4, 0.6), 0.8, 0.6), ((0.9,), 0.8, 0.8), ((), 0.8, 0.8)]
)
def test_a_cue_is_no_surer_than_its_quote(quotes: tuple[float, ...], cue: float, expected: float) -> None:
    def propose(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        said, who = Proposal("CUE", ((15, 20),), cue), Proposal("ACTOR", ((21, 27),), 0.9)
        heads = [Proposal("QUOTE", ((0, 13 - number),), score) for number, score in enumerate(quotes)]
        links = [Link(label, head, to, 0.9) for head in heads for label, to in (("cue", said), ("speaker", who))]
        return Suggestions([said, who, *heads], links)

    (made,) = run(propose)
    assert [p.score for p in made.proposals if p.label == "CUE"] == [expected]
    assert [p.score for p in made.proposals if p.label == "ACTOR"] == [0.9]  # somebody is named, whoever speaks


def test_the_cue_of_a_quote_that_is_there_is_as_sure_as_it_was() -> None:
    span = Span("q", 1, "anna", "QUOTE", ((0, 13),))

    def propose(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        cue = Proposal("CUE", ((15, 20),), 0.8)
        return Suggestions([cue], [Link("cue", known[0], cue, 0.8)])

    (made,) = run(propose, spans=[span])
    assert [p.score for p in made.proposals] == [0.8]


def test_links_to_what_nobody_proposes_are_left_out() -> None:
    quote, loose = proposal(TEXT, *QUOTE), proposal(TEXT, *OHLSEN)
    (found,) = run(lambda *_: Suggestions([quote], [Link("speaker", quote, loose, 0.7)]))
    assert (found.proposals, found.links) == ([quote], [])


def test_existing_spans_are_known_and_linked_to() -> None:
    spans = [
        Span("a", 1, "anna", "ACTOR", ((21, 27),), {"kind": "person"}, actor_id="ohlsen"),
        Span("b", 1, "ben", "ACTOR", ((21, 27),)),
    ]

    def first(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        (there,) = known
        assert (there.existing, there.actor_id, there.attributes) == ("a", "ohlsen", {"kind": "person"})
        return linked(TEXT, QUOTE, OHLSEN, "speaker")

    (found,) = run(first, spans=spans)
    assert [one.label for one in found.proposals] == ["QUOTE"]
    (link,) = found.links
    assert link.child.existing == "a"


@pytest.mark.parametrize(
    ("label", "labelled", "proposed"),
    [
        ("QUOTE", "Wir bleiben", "„Wir bleiben“"),
        ("QUOTE", "„Wir bleiben“,", "„Wir bleiben“"),
        ("ACTOR", "Ohlsen ", "Ohlsen"),
        ("CLAIM", "sagte Ohlsen am Tor", "sagte Ohlsen am Tor."),
    ],
)
def test_what_differs_from_a_span_by_marks_alone_is_that_span(label: str, labelled: str, proposed: str) -> None:
    start = TEXT.index(labelled)
    own = Span("own", 1, "anna", label, ((start, start + len(labelled)),), {})
    found = run(proposes(proposal(TEXT, proposed, label)), spans=[own])[0]
    assert found.proposals == []


def test_links_go_to_the_span_that_differs_by_marks_alone() -> None:
    own = Span("own", 1, "anna", "QUOTE", ((1, 12),), {})
    found = run(lambda reading, known, context: linked(reading.text, QUOTE, OHLSEN, "speaker"), spans=[own])[0]
    assert [one.label for one in found.proposals] == ["ACTOR"]
    assert [link.head.existing for link in found.links] == ["own"]


@pytest.mark.parametrize("labelled", ["sagte", "Ohlsen am", "Ohlse", "“, "])
def test_what_differs_by_a_word_or_a_letter_is_proposed(labelled: str) -> None:
    start = TEXT.index(labelled)
    own = Span("own", 1, "anna", "ACTOR", ((start, start + len(labelled)),), {})
    found = run(proposes(proposal(TEXT, *OHLSEN), at(((12, 13),))), spans=[own])[0]
    assert [one.segments for one in found.proposals] == [((21, 27),), ((12, 13),)]


def test_zones_are_blank_and_offsets_stay() -> None:
    def look(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        assert reading.text == "\n" * 15 + TEXT[15:]
        return Suggestions([proposal(reading.text, *OHLSEN)])

    (found,) = run(look, zones=[Zone("z", 1, 0, 15, "breadcrumb")])
    assert (found.failure, found.proposals[0].segments) == ("", ((21, 27),))


@pytest.mark.parametrize(
    "segments",
    [
        (),
        ((3, 3),),
        ((5, 3),),
        ((-1, 3),),
        ((0, len(TEXT) + 1),),
        ((5, 9), (0, 3)),
        ((0, 5), (4, 9)),
    ],
)
def test_what_is_no_place_fails_and_leaves_nothing_behind(segments: Segments) -> None:
    quote = proposal(TEXT, *QUOTE)

    def later(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        assert list(known) == []
        actor = proposal(TEXT, *OHLSEN)
        return Suggestions([actor], [Link("speaker", quote, actor, 0.7)])

    wrong, right = run(proposes(quote, at(segments)), later)
    assert wrong.failure.startswith("ValueError: s0 proposed")
    assert (wrong.proposals, wrong.links) == ([], [])
    assert (right.failure, [one.label for one in right.proposals], right.links) == ("", ["ACTOR"], [])


def test_places_may_touch_and_end_with_the_text() -> None:
    (found,) = run(proposes(at(((0, 5), (5, 9))), at(((5, len(TEXT)),))))
    assert len(found.proposals) == 2


def test_one_that_fails_does_not_stop_the_others() -> None:
    def fail(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        raise KeyError("poem")

    failed, went = run(fail, proposes(proposal(TEXT, *OHLSEN), dropped=3))
    assert (failed.failure, failed.proposals) == ("KeyError: 'poem'", [])
    assert (went.failure, len(went.proposals), went.dropped) == ("", 1, 3)


def span(**rest: Any) -> Suggestions:
    given: dict[str, Any] = {"label": "ACTOR", "segments": ((0, 3),), "score": 0.5} | rest
    return Suggestions([Proposal(**given)])


def with_link(**rest: Any) -> Suggestions:
    found = linked(TEXT, QUOTE, OHLSEN, "speaker")
    for name, value in rest.items():
        setattr(found.links[0], name, value)
    return found


@pytest.mark.parametrize(
    "wrong",
    [
        span(score=float("nan")),
        span(score=1.5),
        span(score=None),
        span(segments=((0.0, 3.0),)),
        span(reason=None),
        span(reason="\ud800"),
        span(attributes=None),
        span(actor_id=7),
        span(concept_id=b"x"),
        span(label=["ACTOR"]),
        with_link(score="high"),
        with_link(head=None),
        Suggestions(instead=[(at(((0, 3),)), None), (None, None)]),  # type: ignore[list-item]
        Suggestions(instead=[(at([[0, 3]]), None)]),  # type: ignore[arg-type]
        Suggestions(dropped=None),  # type: ignore[arg-type]
        Suggestions([at(((0, 3),)) for _ in range(2_000)]),
        None,
    ],
)
def test_what_can_not_be_written_is_a_fault_of_the_suggester_s_own(wrong: Any) -> None:
    bad, good = run(lambda *_: wrong, proposes(at(((0, 3),))))
    assert (bad.proposals, bad.links, bad.dropped) == ([], [], 0)
    assert bad.failure.partition(": ")[0] in ("TypeError", "ValueError", "AttributeError", "UnicodeEncodeError")
    assert (len(good.proposals), good.failure) == (1, "")


def test_numbers_of_other_libraries_become_plain_ones() -> None:
    class Number(int):
        pass

    (found,) = run(lambda *_: span(segments=[[Number(0), Number(3)]], score=Fraction(1, 2)))
    (one,) = found.proposals
    assert (one.segments, one.score) == (((0, 3),), 0.5)
    assert {type(offset) for segment in one.segments for offset in segment} == {int}
    assert type(one.score) is float


def test_what_others_fill_in_has_to_fit_too() -> None:
    def fill(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        known[0].attributes["form"] = "song"
        known[0].attributes["medium"] = object()  # type: ignore[assignment]
        return Suggestions()

    first, _ = run(proposes(proposal(TEXT, *QUOTE, form="direct")), fill)
    assert first.proposals[0].attributes == {}


def test_a_fault_is_one_short_line() -> None:
    def fail(*_: object) -> Suggestions:
        raise RuntimeError("no\nwords " * 1_000)

    (found,) = run(fail)
    assert found.failure.startswith("RuntimeError: no words no words")
    assert len(found.failure) < 400


def test_what_a_person_can_mend_ends_the_run() -> None:
    def refuse(reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        raise UserError("The server is gone.")

    with pytest.raises(UserError, match="is gone"):
        run(refuse)


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["ACTOR", "QUOTE", "CUE", "POEM"]), st.integers(-1, 36), st.integers(-1, 37)
            ),
            max_size=5,
        ),
        max_size=4,
    )
)
def test_no_place_is_proposed_twice_whatever_suggesters_do(made: list[list[tuple[str, int, int]]]) -> None:
    found = run(*(proposes(*(at(((lo, hi),), label) for label, lo, hi in one)) for one in made))
    assert len(found) == len(made)
    places = [(one.label, one.segments) for by in found for one in by.proposals]
    assert len(places) == len(set(places))
    assert all(0 <= lo < hi <= len(TEXT) and label != "POEM" for label, ((lo, hi),) in places)
    assert all(not (by.failure and by.proposals) for by in found)
