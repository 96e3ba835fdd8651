"""Agreement of annotators: in which articles it is measured, and α."""

from __future__ import annotations

from collections import Counter

import pytest

from annotator.commands import SetState
from annotator.core.models import Draft, State
from annotator.jobs.agreement import Unit, alpha
from annotator.project import Project
from tests.formats.table_projects import project_of
from tests.formats.test_card import card_of, tables
from tests.making import make_draft, make_span

PLACES = {"Ohlsen": (0, 6), "Tamm": (11, 15)}
TEXT = "Ohlsen und Tamm reden."


def article(number: int, **labelled: str) -> Draft:
    """``anna="Ohlsen/person"``: who labelled whom as what kind of actor, several parted by blanks."""
    spans = [
        make_span("ACTOR", PLACES[name], annotator=annotator, attributes={"kind": kind or None})
        for annotator, told in labelled.items()
        for name, _, kind in (one.partition("/") for one in told.split())
    ]
    return make_draft(f"{TEXT} {number}", str(number), spans=spans)


def do(project: Project, article: int, *annotators: str, state: State = State.DONE) -> None:
    for annotator in annotators:
        mine = Project.open(project.path, annotator)
        mine.apply(SetState((article,), state))
        mine.close()


def test_articles_count_that_both_have_done() -> None:
    both = {"anna": "Ohlsen Tamm", "bert": "Ohlsen Tamm"}
    begun = {"anna": "Ohlsen Tamm", "bert": "Ohlsen"}
    with project_of([article(1, **both), article(2, **begun), article(3, anna="Ohlsen Tamm")]) as project:
        assert "No article was done by two annotators." in card_of(project)
        do(project, 1, "anna", "bert")
        do(project, 2, "anna")
        do(project, 2, "bert", state=State.STARTED)
        do(project, 3, "anna")
        card = card_of(project)
        assert "In 1 article that more than one annotator has done" in card
        assert tables(card)["annotators"]["anna and bert"] == ["2", "2", "1.000", "1.000"]
        do(project, 3, "bert")  # and found nothing in it
        card = card_of(project)
        assert "In 2 articles that more than one annotator has done" in card
        assert tables(card)["annotators"]["anna and bert"] == ["4", "2", "0.667", "0.667"]


def test_where_nobody_labelled_there_is_no_figure() -> None:
    with project_of([article(1)]) as project:
        do(project, 1, "anna", "bert")
        assert tables(card_of(project))["annotators"]["anna and bert"] == ["0", "0", "–", "–"]


def test_choices_of_the_same_spans_are_compared() -> None:
    articles = [
        article(1, anna="Ohlsen/person Tamm/place", bert="Ohlsen/person Tamm/group"),
        article(2, anna="Ohlsen/person Tamm/person", bert="Ohlsen/person Tamm/"),
        article(3, anna="Ohlsen/place", bert="Tamm/place"),
    ]
    with project_of(articles) as project:
        do(project, 1, "anna", "bert")
        do(project, 2, "anna", "bert")
        do(project, 3, "anna", "bert")
        found = tables(card_of(project))["attribute of"]
        units: dict[Unit, int] = {("person", "person"): 2, ("group", "place"): 1}
        assert found == {"attribute of": ["spans", "α"], "ACTOR kind": ["3", f"{alpha(units):.3f}"]}
    with project_of(articles[1:2]) as project:
        do(project, 1, "anna", "bert")
        assert tables(card_of(project))["attribute of"]["ACTOR kind"] == ["1", "–"]


@pytest.mark.parametrize(
    ("observers", "expected"),
    [
        (["aabbdcccedda", "babbbccceddd"], 0.692),
        (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
        (["aaa", "aaa"], None),
    ],
)
def test_alpha_is_that_of_the_paper(observers: list[str], expected: float | None) -> None:
    """Sections B and C of Krippendorff (2011); a dot where an observer says nothing."""
    units = Counter(tuple(sorted(v for v in unit if v != ".")) for unit in zip(*observers, strict=True))
    found = alpha({unit: number for unit, number in units.items() if len(unit) > 1})
    assert found == (None if expected is None else pytest.approx(expected, abs=0.0005))
