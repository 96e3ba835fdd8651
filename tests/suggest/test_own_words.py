"""Suggestions in projects that call labels and relations otherwise: they are the same, under these names."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from annotator.commands import AddSpan, SetCodebook
from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.codebook_plan import Plan
from annotator.core.errors import UserError
from annotator.core.resources import resource
from annotator.project import Project
from tests.making import make_draft

MakeProject = Callable[..., Project]
NAMES = {"QUOTE": "ZITAT", "CUE": "SIGNAL", "ACTOR": "AKTEUR", "CLAIM": "AUSSAGE"}
RELATIONS = {"speaker": "sprecher", "cue": "signal", "claimant": "urheber", "expressed_in": "steht_in"}
TEXT = (
    "Die Fähre muss auch im Winter fahren, verlangte Bürgermeisterin Ida Ohlsen.\n\n"
    "„Wir bleiben am Hafen“, sagte Ohlsen am Montag. „Der Rat muss die Preise senken“, forderte Tom Classen.\n\n"
    "Classen lehnt die Schließung des Hafens ab."
)


def news() -> dict[str, Any]:
    return tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8"))


def renamed() -> Codebook:
    """The codebook "news" with German names, as somebody types it, who says nothing of roles."""
    data = news()
    for label in data["labels"]:
        label["name"] = NAMES[label["name"]]
    for relation in data["relations"]:
        relation["name"] = RELATIONS.get(relation["name"], relation["name"])
        for end in ("head", "child"):
            relation[end] = [NAMES[name] for name in relation[end]]
    return parse_codebook(data)


PLAN = Plan(labels=NAMES, relations=RELATIONS)


def suggested(project: Project) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    opened = project.load(1)
    assert opened is not None
    return sorted((span.label, span.segments) for span in opened.spans if span.is_open)


def linked(project: Project) -> list[tuple[str, str, str]]:
    opened = project.load(1)
    assert opened is not None
    words = {span.id: TEXT[span.start : span.end] for span in opened.spans}
    return sorted((r.label, words[r.head], words[r.child]) for r in opened.relations)


def test_a_renamed_label_is_suggested_under_its_new_name(make_project: MakeProject) -> None:
    project = make_project(make_draft(TEXT, lang="de"))
    project.suggesting.run()
    before, links = suggested(project), linked(project)
    assert {label for label, _ in before} == set(NAMES)
    assert {label for label, *_ in links} >= {"speaker", "cue", "claimant", "expressed_in"}
    project.apply(SetCodebook(renamed(), PLAN))
    project.suggesting.run()
    assert suggested(project) == sorted((NAMES[label], segments) for label, segments in before)
    assert linked(project) == sorted((RELATIONS.get(label, label), *ends) for label, *ends in links)
    assert [label.role for label in project.codebook.labels] == [
        {"QUOTE": "quote", "CUE": "cue", "ACTOR": "actor", "CLAIM": "claim"}[name] for name in news_names()
    ]


def news_names() -> list[str]:
    return [label["name"] for label in news()["labels"]]


def test_what_is_labelled_is_known_under_its_new_name(make_project: MakeProject) -> None:
    """A quote of the person's own gets its speaker, and is not proposed again."""
    project = make_project(make_draft(TEXT, lang="de"))
    project.apply(SetCodebook(renamed(), PLAN))
    start = TEXT.index("„Wir")
    place = ((start, TEXT.index("“,") + 1),)
    project.apply(AddSpan(1, "ZITAT", place))
    project.suggesting.run()
    assert ("ZITAT", place) not in suggested(project)
    assert ("sprecher", TEXT[slice(*place[0])], "Ohlsen") in linked(project)


def test_a_label_can_be_taken_for_nothing(make_project: MakeProject) -> None:
    data = news()
    next(label for label in data["labels"] if label["name"] == "CLAIM")["role"] = "none"
    project = make_project(make_draft(TEXT, lang="de"))
    project.apply(SetCodebook(parse_codebook(data)))
    project.suggesting.run()
    assert {label for label, _ in suggested(project)} == {"QUOTE", "CUE", "ACTOR"}


def test_of_two_labels_that_has_the_role_which_says_so(make_project: MakeProject) -> None:
    data = news()
    claim = next(label for label in data["labels"] if label["name"] == "CLAIM")
    data["labels"].append({**claim, "name": "DEMAND", "key": "F", "role": "claim"})
    project = make_project(make_draft(TEXT, lang="de"))
    project.apply(SetCodebook(parse_codebook(data)))
    project.suggesting.run()
    assert {label for label, _ in suggested(project)} == {"QUOTE", "CUE", "ACTOR", "DEMAND"}


def test_renaming_back_leaves_the_role(make_project: MakeProject) -> None:
    project = make_project(make_draft(TEXT, lang="de"))
    project.apply(SetCodebook(renamed(), PLAN))
    back = Plan({new: old for old, new in NAMES.items()}, relations={new: old for old, new in RELATIONS.items()})
    project.apply(SetCodebook(parse_codebook(news()), back))
    project.suggesting.run()
    assert {label for label, _ in suggested(project)} == set(NAMES)
    changed = project.codebook
    project.apply(SetCodebook(replace(changed, title="Other")))
    assert [label.role for label in project.codebook.labels] == [label.role for label in changed.labels]


@pytest.mark.parametrize(
    ("roles", "why"),
    [
        (("claim", "claim"), "The codebook has the role claim twice."),
        (("reporter", ""), "the role 'reporter' of QUOTE is none of quote, cue, actor, claim, none"),
    ],
)
def test_wrong_roles_are_refused(roles: tuple[str, str], why: str) -> None:
    data = codebook_data(parse_codebook(news()))
    for label, role in zip(
        [one for one in data["labels"] if one["name"] in ("QUOTE", "CLAIM")], roles, strict=True
    ):
        label["role"] = role
    with pytest.raises(UserError, match=why):
        parse_codebook(data)
