"""Where the entries of the registers are spoken of, and what points to none yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import commands as do
from annotator.core.models import Concept, Mention, State
from annotator.project import Project
from annotator.store.mentions import CONTEXT, _context
from tests.commands.registers import CLASSEN, FERRY, FIRST, SECOND, TAMM, drafts
from tests.making import make_draft, make_span, segments_in

MakeProject = Callable[..., Project]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    made = make_project(*drafts())
    made.apply(do.SetActor(((1, "a1"), (1, "a2"), (2, "b2")), None, create=TAMM))
    made.apply(do.SetConcept(((1, "c1"), (2, "d1")), None, create=FERRY))
    return made


def ids(mentions: list[Mention]) -> list[str]:
    return [mention.span_id for mention in mentions]


def test_a_line_of_the_concordance(project: Project) -> None:
    (start, end) = segments_in(FIRST, "Die Fähre muss fahren")[0]
    assert project.register.concept_mentions("ferry", None, 1) == [
        Mention(
            1,
            "c1",
            "Eins",
            "CLAIM",
            start,
            end,
            "Tamm warnte. „Wir bleiben“, sagte er. Tamms Haus schweigt. ",
            "Die Fähre muss fahren",
            ".",
            "anna",
            None,
        )
    ]


def test_mentions_in_the_order_of_articles_and_of_the_text(project: Project) -> None:
    assert ids(project.register.mentions("tamm")) == ["a1", "a2", "b2"]
    assert ids(project.register.concept_mentions("ferry")) == ["c1", "d1"]
    assert [m.annotator for m in project.register.mentions("tamm")] == ["anna", "anna", "ben"]
    assert project.register.mentions("gone") == []


@given(size=st.integers(1, 7))
def test_pages_make_the_whole(size: int) -> None:
    """Each page goes on where the last one ended, also at the same place and after a deleted mention."""
    whole = ids(PAGED.register.mentions("tamm", None, 100))
    paged: list[str] = []
    after = None
    while page := PAGED.register.mentions("tamm", after, size):
        assert len(page) <= size
        paged += ids(page)
        after = page[-1].article_id, page[-1].span_id
    assert paged == whole
    assert len(whole) == 12


@pytest.fixture(scope="module", autouse=True)
def _paged(tmp_path_factory: pytest.TempPathFactory) -> Any:
    global PAGED
    spans = [make_span("ACTOR", (n // 2, n // 2 + 3), id=f"s{n * 7 % 6}", actor_id="tamm") for n in range(6)]
    articles = [make_draft(f"{FIRST} {n}", f"k{n}", spans=spans) for n in range(2)]
    articles[0].actors["tamm"] = TAMM
    PAGED = Project.create(tmp_path_factory.mktemp("paged") / "p.annotator", "anna")
    PAGED.import_drafts(articles)
    yield
    PAGED.close()


PAGED: Project


def test_page_after_a_mention_that_is_deleted(project: Project) -> None:
    project.apply(do.DeleteSpans(1, ("a1",)))
    assert ids(project.register.mentions("tamm", (1, "a1"))) == ["a2", "b2"]
    assert project.register.count_mentions("tamm") == 2


def test_counts_and_uses(project: Project) -> None:
    register = project.register
    assert (register.count_mentions("tamm"), register.count_concept_mentions("ferry")) == (3, 2)
    usage, claims = register.usage(), register.concept_usage()
    assert {id_: number for id_, (number, _) in usage.items()} == {"tamm": 3}
    assert {id_: number for id_, (number, _) in claims.items()} == {"ferry": 2}
    project.apply(do.SetActor(((2, "b1"),), None, create=CLASSEN))
    assert register.usage()["classen"] > (1, usage["tamm"][1])
    project.apply(do.DeleteArticles((2,)))
    assert (register.count_mentions("tamm"), register.count_concept_mentions("ferry")) == (2, 1)
    assert ids(register.mentions("tamm")) == ["a1", "a2"]


def test_what_points_to_nothing(project: Project) -> None:
    register, book = project.register, project.codebook
    assert ids(register.unlinked(book)) == ["a3", "b1"]
    assert ids(register.unlinked(book, (1, "a3"))) == ["b1"]
    assert ids(register.unlinked(book, None, 1)) == ["a3"]
    assert register.count_unlinked(book) == 2
    project.apply(do.DeleteArticles((1,)))
    assert ids(register.unlinked(book)) == ["b1"]
    assert register.count_unlinked(book) == 1


def test_what_points_to_nothing_in_ones_own_layer(project: Project) -> None:
    register, book = project.register, project.codebook
    project.everyone = False
    assert ids(register.unlinked(book)) == ["a3"]
    assert register.count_unlinked(book) == 1
    project.annotator = "ben"
    assert ids(register.unlinked(book)) == ["b1"]
    assert register.count_unlinked(book) == 1
    project.apply(do.DeleteArticles((2,)))
    assert (register.unlinked(book), register.count_unlinked(book)) == ([], 0)


def test_mentions_in_ones_own_layer(project: Project) -> None:
    register = project.register
    project.apply(do.SetAttribute(2, "d1", "stance", "oppose"))
    assert (ids(register.mentions("tamm")), register.count_hidden("actor", "tamm")) == (["a1", "a2", "b2"], 0)
    project.everyone = False
    assert (ids(register.mentions("tamm")), register.count_mentions("tamm")) == (["a1", "a2"], 2)
    assert ids(register.concept_mentions("ferry")) == ["c1"]
    assert (register.count_concept_mentions("ferry"), register.stances("ferry")) == (1, {None: 1})
    assert (register.count_hidden("actor", "tamm"), register.count_hidden("concept", "ferry")) == (1, 1)
    assert register.usage()["tamm"][0] == 3, "that is of everyone, as entries are"


def test_how_claims_have_put_a_concept(make_project: MakeProject) -> None:
    text = "Die Fähre muss fahren. Ohne Fähre\ngeht nichts. Wir brauchen sie. " + "x" * 400
    places = ((0, 21), (23, 46), (47, 64), (65, 460))
    spans = [make_span("CLAIM", place, id=f"c{n}", concept_id="ferry") for n, place in enumerate(places)]
    draft = make_draft(text, spans=spans)
    draft.concepts = {"ferry": Concept("ferry", "Die Fähre soll fahren")}
    project = make_project(
        draft, make_draft("Kein Boot mehr!", spans=[make_span("CLAIM", (0, 15), concept_id="ferry")])
    )
    assert list(project.register.wordings(2))[-1] == ("ferry", "Kein Boot mehr!")
    every = [text for _, text in project.register.wordings(10)]
    assert sorted(every) == [
        "Die Fähre muss fahren",
        "Kein Boot mehr!",
        "Ohne Fähre geht nichts.",
        "Wir brauchen sie.",
    ]


def test_stances(project: Project) -> None:
    assert project.register.stances("ferry") == {None: 2}
    project.apply(do.SetAttribute(2, "d1", "stance", "oppose"))
    assert project.register.stances("ferry") == {None: 1, "oppose": 1}
    assert project.register.stances("gone") == {}


def test_no_more_than_the_context_is_read_of_a_long_text(make_project: MakeProject) -> None:
    text = "Wort " * 30_000 + SECOND + " Ende" * 30_000
    span = make_span("ACTOR", *segments_in(text, "Tamm"), id="x", actor_id="tamm")
    draft = make_draft(text, spans=[span], state=State.DONE)
    draft.actors["tamm"] = TAMM
    (line,) = make_project(draft).register.mentions("tamm")
    assert line.text == "Tamm"
    assert line.before == "Wort Wort Wort Wort Wort Wort Merle Classen widersprach "
    assert line.after == ". Die Fähre darf nicht fahren, sagte Classen. Ende Ende Ende"


def test_line_ends_are_blanks_and_no_word_is_cut() -> None:
    text = "x" * 100 + " eins\n\nzwei \u2028drei"
    start = text.index("zwei")
    assert _context(text, start, start + 4, True) == ("eins ", "zwei", " drei")
    assert _context("x" * 99, 70, 71, False) == ("x" * 60, "x", "x" * 28)


@given(st.text(), st.data())
def test_context_of_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, inside, after = _context(text, start, end, False)
    assert len(before) <= CONTEXT
    assert len(after) <= CONTEXT
    squeezed = " ".join(text.split())
    assert " ".join(inside.split()) in squeezed
    assert "\n" not in before + inside + after


def test_entries(project: Project) -> None:
    register = project.register
    assert register.actor("tamm") == register.actors()["tamm"]
    assert register.concept("ferry") == Concept("ferry", FERRY.name)
    assert (register.actor(None), register.concept("gone")) == (None, None)
