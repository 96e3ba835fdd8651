"""What a change of the codebook would touch, and which codebooks a project had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.core.codebook import Codebook
from annotator.core.codebook_plan import Plan, Use
from annotator.core.codebook_toml import codebook_toml
from annotator.project import Project
from annotator.store.codebook_uses import Survey
from tests.commands.codebook_cases import changed, labelled, small

QUOTE = 2


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "small.toml").write_text(codebook_toml(small()), "utf-8")
    project = Project.create(tmp_path / "p.annotator", "anna", tmp_path / "small.toml")
    assert not project.import_drafts([labelled(n) for n in range(3)]).refused
    yield project
    project.close()


def survey(project: Project, new: Codebook, plan: Plan | None = None) -> Survey:
    return project.codebooks.survey(small(), new, plan or Plan())


def test_nothing_is_touched_by_what_is_only_said_otherwise(project: Project) -> None:
    def other(data: dict[str, Any]) -> None:
        data["labels"][QUOTE]["attributes"][0] |= {"values": ["w", "z", "y", "x"], "required": True, "title": "T"}
        data["labels"].append({"name": "EVENT", "colour": "#000000"})
        data["relations"].append({"name": "place", "head": "EVENT", "child": "ACTOR"})

    assert survey(project, changed(other)) == Survey()
    assert project.codebooks.uses(small(), changed(other)) == []


def test_a_label_that_is_gone(project: Project) -> None:
    def without(data: dict[str, Any]) -> None:
        del data["labels"][QUOTE]
        data["relations"] = [data["relations"][1]]

    assert survey(project, changed(without)) == Survey([Use("label", "QUOTE", spans=9)], 9, 0)
    found = survey(project, changed(without), Plan({"QUOTE": None}))
    assert found.uses == [
        Use("label", "QUOTE", spans=9, decided=True),
        Use("relation", "QUOTE", "cue", "CUE", 3, True),
        Use("relation", "QUOTE", "speaker", "ACTOR", 3, True),
        Use("relation", "QUOTE", "speaker", "PARTY", 6, True),
    ]
    assert (found.spans, found.relations) == (9, 12)


def test_a_renamed_label_whose_attributes_are_open(project: Project) -> None:
    def other(data: dict[str, Any]) -> None:
        data["labels"][QUOTE] = {
            "name": "SAY",
            "colour": "#000000",
            "attributes": [{"name": "form", "values": ["x"]}],
        }
        data["relations"] = []

    plan = Plan({"QUOTE": "SAY"}, {("QUOTE", name): None for name in ("loud", "count", "gist", "remark")})
    found = survey(project, changed(other), plan)
    assert found.spans == 9
    open_ = {(use.kind, use.name, use.value, use.spans) for use in found.uses if not use.decided}
    assert open_ == {
        ("attribute", "tags", "", 6),
        ("attribute", "day", "", 3),
        ("value", "form", "y", 1),
        ("value", "form", "z", 1),
        ("relation", "speaker", "ACTOR", 3),
        ("relation", "speaker", "PARTY", 6),
        ("relation", "cue", "CUE", 3),
    }


def test_values_by_their_number(project: Project) -> None:
    new = changed(lambda data: data["labels"][QUOTE]["attributes"][1].update(values=["x"]))
    assert survey(project, new) == Survey(
        [Use("value", "QUOTE", "tags", "z", 3), Use("value", "QUOTE", "tags", "y", 3)], 3, 0
    )
    half = Plan(values={("QUOTE", "tags", "y"): None})
    assert survey(project, new, half) == Survey([Use("value", "QUOTE", "tags", "z", 3)], 3, 0)
    whole = Plan(values={("QUOTE", "tags", "y"): None, ("QUOTE", "tags", "z"): "x"})
    assert survey(project, new, whole) == Survey([Use("attribute", "QUOTE", "tags", "", 3, True)], 3, 0)
