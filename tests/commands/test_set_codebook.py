"""Giving a project another codebook: what becomes of the labels, what is refused, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator import commands as do
from annotator.core.codebook import Codebook
from annotator.core.codebook_plan import Plan
from annotator.core.codebook_toml import codebook_toml
from annotator.core.errors import UserError
from annotator.project import OpenArticle, Project
from tests.commands.codebook_cases import changed, labelled, replaced, small
from tests.making import query

ACTOR, PARTY, QUOTE, CUE = range(4)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "small.toml").write_text(codebook_toml(small()), "utf-8")
    project = Project.create(tmp_path / "p.annotator", "anna", tmp_path / "small.toml")
    assert not project.import_drafts([labelled(0), labelled(1)]).refused
    yield project
    project.close()


@pytest.fixture
def bert(project: Project) -> Iterator[Project]:
    other = Project.open(project.path, "bert")
    yield other
    other.close()


def opened(project: Project) -> OpenArticle:
    found = project.load(1)
    assert found is not None
    return found


def attributes(project: Project, span: str) -> dict[str, Any]:
    return next(s.attributes for s in opened(project).spans if s.id == span)


def refusal(project: Project, codebook: Codebook, plan: Plan | None = None) -> str:
    with pytest.raises(UserError) as caught:
        project.apply(do.SetCodebook(codebook, plan or Plan()))
    return str(caught.value)


def labels(project: Project) -> dict[str, str]:
    return {span.id: span.label for span in opened(project).spans}


def test_another_guideline_touches_no_span(project: Project) -> None:
    new = changed(lambda data: data["labels"][QUOTE].update(guideline="What is said.", key="Q"))
    change = project.apply(do.SetCodebook(new))
    assert change is not None
    assert [row.table for row in change.rows] == ["codebook"]
    label = project.codebook.require_label("QUOTE")
    assert (label.guideline, label.key, project.codebook.version) == ("What is said.", "Q", 2)
    assert project.undo() is not None
    assert project.codebook == small()


def test_required_and_default_touch_no_span(project: Project) -> None:
    new = changed(lambda data: data["labels"][QUOTE]["attributes"][0].update(required=True, default="x"))
    change = project.apply(do.SetCodebook(new))
    assert change is not None
    assert len(change.rows) == 1


def test_the_same_codebook_is_no_change(project: Project) -> None:
    assert project.apply(do.SetCodebook(small())) is None
    assert project.apply(do.SetCodebook(changed(lambda data: data.update(version=9)))) is None
    assert project.codebook.version == 1


def test_the_version_counts_beyond_what_was_taken_back(project: Project) -> None:
    for version in (2, 3, 4):
        project.apply(do.SetCodebook(changed(lambda data: data.update(title="Another"))))
        assert project.codebook.version == version
        assert project.undo() is not None
        assert project.codebook.version == 1
    assert query(project.path, "select count(*) from codebook") == [(4,)]


def test_what_was_built_by_hand_is_checked(project: Project) -> None:
    twice = replace(small(), labels=(*small().labels, small().labels[0]))
    assert refusal(project, twice) == "The codebook has the label ACTOR twice."
    blue = replace(small(), labels=(replace(small().labels[0], colour="blue"),))
    assert "is no colour" in refusal(project, blue)


class TestLabels:
    def test_a_rename_reaches_all_layers_suggestions_and_relations(self, project: Project) -> None:
        new = replaced("QUOTE", "SAY")
        assert refusal(project, new).startswith("The new codebook can't hold 6 spans labelled QUOTE: ")
        project.apply(do.SetCodebook(new, Plan({"QUOTE": "SAY"})))
        found = labels(project)
        assert [found[id_] for id_ in ("q1", "q2", "q3", "s1", "a1")] == ["SAY", "SAY", "SAY", "SAY", "ACTOR"]
        assert len(opened(project).relations) == 8
        assert attributes(project, "q1")["tags"] == ["x"]
        assert list(project.problems()) == []

    def test_two_labels_change_names(self, project: Project) -> None:
        def swap(data: dict[str, Any]) -> None:
            data["labels"][ACTOR]["name"], data["labels"][CUE]["name"] = "CUE", "ACTOR"
            data["relations"] = []

        plan = Plan({"ACTOR": "CUE", "CUE": "ACTOR"}, relations={"speaker": None, "cue": None})
        project.apply(do.SetCodebook(changed(swap), plan))
        found = labels(project)
        assert (found["a1"], found["a2"], found["u1"]) == ("CUE", "CUE", "ACTOR")
        assert attributes(project, "a1") == {"kind": "x"}

    def test_removed_spans_take_their_relations_along(self, project: Project) -> None:
        project.apply(do.AddComment(1, "p1", "Really?"))

        def without(data: dict[str, Any]) -> None:
            del data["labels"][PARTY]
            del data["relations"][1]
            data["relations"][0]["child"] = ["ACTOR"]

        project.apply(do.SetCodebook(changed(without), Plan({"PARTY": None})))
        found = opened(project)
        assert not {"p1", "p2", "s2"} & {span.id for span in found.spans}
        assert sorted(relation.id for relation in found.relations) == ["r1", "r5"]
        # What was said of a span that is gone can still be read.
        assert [(comment.span_id, comment.text) for comment in found.comments] == [("p1", "Really?")]
        assert project.undo() is not None
        assert len(opened(project).relations) == 8

    def test_labels_that_become_one_leave_one_span(self, project: Project) -> None:
        project.apply(do.AddComment(1, "p1", "Really?"))

        def without(data: dict[str, Any]) -> None:
            del data["labels"][PARTY]
            data["labels"][ACTOR]["attributes"].append({"name": "more", "type": "text"})
            data["relations"] = [
                {"name": "speaker", "head": "QUOTE", "child": "ACTOR"},
                {"name": "knows", "head": "ACTOR", "child": "ACTOR"},
                {"name": "cue", "head": "QUOTE", "child": "CUE"},
            ]

        plan = Plan({"PARTY": "ACTOR"}, {("PARTY", "kind"): "more"}, {}, {"speaker": "knows"})
        project.apply(do.SetCodebook(changed(without), plan))
        found = opened(project)
        kept = next(span for span in found.spans if span.id == "a1")
        # It has what both had; where both had something, its own.
        assert (kept.attributes, kept.actor_id, kept.note) == ({"kind": "x", "more": "w"}, "o", "who?")
        assert labels(project)["p2"] == "ACTOR"
        assert "p1" not in labels(project)
        ends = {(r.label, r.head, r.child) for r in found.relations}
        # Two relations of q1 have become one; what hung on p1 hangs on a1.
        assert ends == {
            ("speaker", "q1", "a1"),
            ("speaker", "q2", "p2"),
            ("knows", "a1", "a2"),
            ("cue", "q1", "u1"),
            ("speaker", "s1", "s2"),
            ("speaker", "q3", "s2"),
            ("speaker", "q3", "a1"),
        }
        assert [comment.span_id for comment in found.comments] == ["a1"]
        assert list(project.problems()) == []

    def test_another_persons_span_of_that_stretch_stays(self, project: Project, bert: Project) -> None:
        bert.apply(do.AddSpan(1, "PARTY", ((0, 2),), id="pb"))

        def without(data: dict[str, Any]) -> None:
            del data["labels"][PARTY]
            data["relations"] = [data["relations"][2]]

        plan = Plan({"PARTY": "ACTOR"}, {("PARTY", "kind"): None}, {}, {"speaker": None})
        project.apply(do.SetCodebook(changed(without), plan))
        assert labels(project)["pb"] == "ACTOR"

    def test_spans_of_a_deleted_article_change_too(self, project: Project) -> None:
        project.apply(do.DeleteArticles((1,)))
        project.apply(do.SetCodebook(replaced("QUOTE", "SAY"), Plan({"QUOTE": "SAY"})))
        rows = query(project.path, "select distinct label from span where article_id = 1 and id like 'q%'")
        assert rows == [("SAY",)]

    def test_suggestions_go_without_asking(self, project: Project) -> None:
        for article in (1, 2):
            project.apply(do.DeleteSpans(article, ("q1", "q2", "q3")))

        def without(data: dict[str, Any]) -> None:
            del data["labels"][QUOTE]
            data["relations"] = [data["relations"][1]]

        project.apply(do.SetCodebook(changed(without)))
        assert "s1" not in labels(project)
        assert "t1" not in {relation.id for relation in opened(project).relations}
        assert project.undo() is not None
        assert labels(project)["s1"] == "QUOTE"


class TestAttributes:
    def test_dropped_renamed_or_kept(self, project: Project) -> None:
        def other(data: dict[str, Any]) -> None:
            quote = data["labels"][QUOTE]["attributes"]
            quote[0]["name"] = "shape"
            del quote[1]

        new = changed(other)
        assert refusal(project, new).startswith(
            "The new codebook can't hold 2 QUOTE spans with form set and 4 QUOTE spans with tags set: "
        )
        plan = Plan(attributes={("QUOTE", "form"): "shape", ("QUOTE", "tags"): None})
        project.apply(do.SetCodebook(new, plan))
        found = attributes(project, "q1")
        assert (found["shape"], found["loud"], found["day"]) == ("x", True, "2025-03-13")
        assert not {"form", "tags"} & found.keys()
        assert attributes(project, "q3") == {}

    def test_what_fits_another_type_is_converted(self, project: Project) -> None:
        kinds = {"form": "choices", "tags": "text", "loud": "text", "count": "longtext", "gist": "choice"}

        def other(data: dict[str, Any]) -> None:
            for attribute in data["labels"][QUOTE]["attributes"]:
                attribute["type"] = kinds.get(attribute["name"], attribute.get("type", "choice"))
                if attribute["name"] == "gist":
                    attribute["values"] = ["x", "2"]

        uses = project.codebooks.uses(small(), changed(other))
        assert [(u.kind, u.name, u.spans, u.decided) for u in uses] == [
            ("attribute", "form", 2, True),
            ("attribute", "tags", 4, True),
            ("attribute", "loud", 2, True),
            ("attribute", "count", 2, True),
        ]
        project.apply(do.SetCodebook(changed(other)))
        found = attributes(project, "q1")
        assert (found["form"], found["tags"], found["loud"]) == (["x"], "x", "true")
        assert (found["count"], found["gist"]) == ("0", "x")
        assert attributes(project, "q2")["tags"] == "z, y"
        # A suggestion is not asked for.
        assert attributes(project, "s1") == {"form": ["y"], "count": "3"}

    def test_what_does_not_fit_needs_the_plan(self, project: Project) -> None:
        def other(data: dict[str, Any]) -> None:
            quote = {attribute["name"]: attribute for attribute in data["labels"][QUOTE]["attributes"]}
            quote["form"]["values"] = ["z", "v"]
            quote["gist"]["type"] = "number"
            quote["tags"] |= {"type": "choice", "values": ["x", "y"]}

        new = changed(other)
        assert refusal(project, new).startswith(
            "The new codebook can't hold 1 QUOTE span with form = x, 1 QUOTE span with form = y, "
            "2 QUOTE spans with tags = z, y and 2 QUOTE spans with gist = x: "
        )
        values = {
            ("QUOTE", "form", "x"): "v",
            ("QUOTE", "form", "y"): None,
            ("QUOTE", "gist", "x"): "7",
            ("QUOTE", "tags", "z"): None,
        }
        project.apply(do.SetCodebook(new, Plan(values=values)))
        found = attributes(project, "q1")
        assert (found["form"], found["gist"], found["tags"]) == ("v", 7, "x")
        found = attributes(project, "q2")
        assert (found["gist"], found["tags"]) == (2, "y")
        assert project.undo() is not None
        assert attributes(project, "q2") == {"tags": ["z", "y"], "gist": "2"}


class TestRelations:
    def test_what_is_not_allowed_any_more_is_asked_for(self, project: Project) -> None:
        new = changed(lambda data: data["relations"][0].update(child=["ACTOR"]))
        assert refusal(project, new).startswith(
            "The new codebook can't hold 4 relations speaker from QUOTE to PARTY: "
        )
        project.apply(do.SetCodebook(new, Plan(relations={"speaker": None})))
        # The other kind that has this name, and what still is allowed, stay.
        assert {relation.id for relation in opened(project).relations} == {"r1", "r4", "r5"}

    def test_one_of_two_kinds_with_one_name_is_renamed(self, project: Project) -> None:
        new = changed(lambda data: data["relations"][1].update(name="knows"))
        project.apply(do.SetCodebook(new, Plan(relations={"speaker": "knows"})))
        found = {relation.id: relation.label for relation in opened(project).relations}
        assert found["r4"] == "knows"
        assert {found[id_] for id_ in ("r1", "r2", "r3", "t1")} == {"speaker"}

    def test_relations_that_become_the_same_leave_one(self, project: Project) -> None:
        both = changed(lambda d: d["relations"].append({"name": "says", "head": "QUOTE", "child": "ACTOR"}))
        project.apply(do.SetCodebook(both))
        project.apply(do.AddRelation(1, "says", "q1", "a1", id="same"))
        project.apply(do.AddRelation(1, "says", "q1", "a2", id="other"))
        project.apply(do.SetCodebook(small(), Plan(relations={"says": "speaker"})))
        found = {relation.id: relation.label for relation in opened(project).relations}
        assert "same" not in found
        assert found["other"] == "speaker"
