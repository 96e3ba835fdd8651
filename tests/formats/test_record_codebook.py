"""What our own records have and a codebook lacks is added to it, so that an export comes back whole anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.codebook import Attribute, Codebook, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.formats.foreign_codebook import extended
from annotator.formats.readers.doccano import DoccanoReader
from annotator.formats.readers.json import JsonReader
from annotator.formats.readers.jsonl import JsonlReader
from annotator.formats.record_codebook import MOST_CHOICES
from annotator.jobs.files import ExportFilter, ImportReport, import_with_labels
from annotator.project import Project
from tests.core.any_codebook import any_codebooks
from tests.formats.foreign_cases import CODEBOOK, drafts, read, reason
from tests.formats.table_projects import CODEBOOK as PROBE
from tests.formats.table_projects import debate, project_of

TEXT = "Ilse came."


def record(*spans: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = [{"id": f"s{n}", "start": 0, "end": 4, **span} for n, span in enumerate(spans)]
    return {"text": TEXT, "spans": whole, **more}


def link(label: str, head: str = "s0", child: str = "s1") -> dict[str, str]:
    return {"label": label, "head": head, "child": child}


def lines(*records: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def of(*records: dict[str, Any], codebook: Codebook = CODEBOOK) -> Codebook:
    data = lines(*records)
    made = extended(codebook, lambda book: read(JsonlReader(), data, codebook=book))
    assert parse_codebook(codebook_data(made)) == made
    assert len(drafts(read(JsonlReader(), data, codebook=made))) == len(records)
    return made


def test_a_refusal_names_all_that_is_lacking() -> None:
    one = record(
        {"label": "PLACE", "attributes": {"size": 3}},
        {"label": "ACTOR", "attributes": {"mood": "glad", "kind": "ferry", "mention": None}},
        {"label": "QUOTE"},
        relations=[link("near"), link("speaker"), link("speaker", "s2", "s1")],
    )
    assert reason(read(JsonlReader(), lines(one))) == (
        "the codebook news@1 lacks the label PLACE, the attribute mood of ACTOR, the value ferry of ACTOR kind "
        "and the relations near, speaker from PLACE to ACTOR; add this to it (--extend-codebook) and import again"
    )


def test_names_are_added_as_they_are() -> None:
    made = of(
        record(
            {"label": "PLACE", "actor": {"id": "a", "name": "Brakesund"}, "attributes": {"home_town": True}},
            {"label": "Place", "attributes": {"kind": ["a"]}},
            {"label": "ACTOR", "attributes": {"kind": "ferry"}},
            relations=[link("speaker"), link("speaker", "s0", "s2"), link("Near")],
        )
    )
    place, other = made.labels[4:]
    assert (place.name, place.title, place.points_to, other.name, other.points_to) == (
        *("PLACE", "Place", "actor"),
        *("Place", None),
    )
    assert place.attributes == (Attribute("home_town", "boolean", title="Home town"),)
    assert other.attributes == (Attribute("kind", "choices", ("a",), title="Kind"),)
    kind = made.require_label("ACTOR").attribute("kind")
    assert kind is not None
    assert kind.values[-1] == "ferry"
    assert [(r.name, r.head, r.child) for r in made.relations[-2:]] == [
        ("speaker", ("PLACE",), ("Place", "ACTOR")),
        ("Near", ("PLACE",), ("Place",)),
    ]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([True, False], "boolean"),
        ([1, 2.5], "number"),
        (["a", "b", "a"], "choice"),
        (["2025-03-13", "2024-01-01"], "date"),
        ([["a"], ["b", "c"]], "choices"),
        ([[str(n)] for n in range(60)], "choices"),
        ([str(n) for n in range(MOST_CHOICES)], "choice"),
        ([str(n) for n in range(MOST_CHOICES + 1)], "text"),
        (["x" * 100, "y"], "text"),
    ],
)
def test_types_are_those_of_the_values(values: list[Any], kind: str) -> None:
    made = of(*(record({"label": "ACTOR", "attributes": {"trait": value}}) for value in values))
    trait = made.require_label("ACTOR").attribute("trait")
    assert trait is not None
    assert trait.type == kind


def test_what_says_nothing_adds_nothing() -> None:
    """Our records name each attribute of their codebook at each span."""
    unset = record({"label": "ACTOR", "attributes": {"form": None, "topics": [], "kind": "person"}})
    assert "no attribute topics" in reason(read(JsonlReader(), lines(unset)))
    del unset["spans"][0]["attributes"]["topics"]
    assert of(unset) is CODEBOOK


def test_what_no_codebook_can_have_is_refused() -> None:
    for label in ("Home town", "Größe", "1", ""):
        data = lines(record({"label": label}))
        assert "is not in the codebook" in reason(read(JsonlReader(), data))
        assert extended(CODEBOOK, partial(read, JsonlReader(), data, "in.jsonl")) is CODEBOOK


@pytest.mark.parametrize("spans", [None, 3, "x", [3], [{"label": 3}], [{"label": "NEW", "attributes": 3}]])
def test_what_is_no_record_is_told_as_before(spans: Any) -> None:
    made = extended(
        CODEBOOK, lambda book: read(JsonlReader(), lines({"text": TEXT, "spans": spans}), codebook=book)
    )
    assert {label.name for label in made.labels} <= {*(label.name for label in CODEBOOK.labels), "NEW"}


@pytest.mark.parametrize("value", [True, 3, 1.5, ["organisation"], {"a": 1}])
def test_a_choice_that_is_no_text_costs_its_record_only(value: Any) -> None:
    """As a database of before or another program may have written it: it once ended the file's reading."""
    wrong, good = record({"label": "ACTOR", "attributes": {"kind": value}}), record({"label": "ACTOR"})
    refused, taken = read(JsonlReader(), lines(wrong, good))
    assert "kind" in reason([refused])
    assert len(drafts([taken])) == 1


def test_json_lists_are_records_too() -> None:
    data = json.dumps([record({"label": "PLACE"})]).encode()
    made = extended(CODEBOOK, lambda book: read(JsonReader(), data, "a.json", book))
    assert made.labels[-1].name == "PLACE"


def test_records_and_tools_share_what_both_have() -> None:
    doccano = json.dumps({"text": TEXT, "label": [[0, 4, "place"], [0, 4, "boat"]]}).encode()

    def both(book: Codebook) -> list[Any]:
        ours = read(JsonlReader(), lines(record({"label": "PLACE"})), codebook=book)
        return [*ours, *read(DoccanoReader(), doccano, codebook=book)]

    made = extended(CODEBOOK, both)
    assert [label.name for label in made.labels[4:]] == ["PLACE", "boat"]
    assert len(drafts(both(made))) == 2


VALUES = st.one_of(
    st.booleans(),
    st.integers(-9, 9),
    st.sampled_from(["a", "b 🙂", "2025-03-13", "x" * 70, "two\nlines", ""]),
    st.lists(st.sampled_from(["a", "c"]), min_size=1, max_size=2),
)


@settings(deadline=None)
@given(any_codebooks(), st.dictionaries(st.sampled_from(["mood", "size", "kind_2"]), VALUES), st.booleans())
def test_any_codebook_takes_them(codebook: Codebook, attributes: dict[str, Any], linked: bool) -> None:
    relations = [link("between")] if linked else []
    first = codebook.labels[0].name
    of(
        record({"label": "NEW_1", "attributes": attributes}, {"label": first}, relations=relations),
        codebook=codebook,
    )


def test_an_export_comes_back_in_a_new_project(tmp_path: Path) -> None:
    """All but the order, as what brings something new comes last, and the names of attributes that no span has."""

    def exported(project: Project, name: str) -> list[dict[str, Any]]:
        out = tmp_path / name
        project.export(out, ExportFilter(keep_zones=True, suggestions=True, comments=True))
        records = [json.loads(line) for line in out.read_bytes().splitlines()]
        for one in records:
            del one["codebook"]
            for span in one["spans"]:
                span["attributes"] = {k: v for k, v in span["attributes"].items() if v is not None}
        return sorted(records, key=lambda one: str(one["id"]))

    with project_of(debate(), PROBE) as project:
        there = exported(project, "a.jsonl")
    again = Project.create(tmp_path / "again.annotator", "bert")

    def run(paths: list[Path]) -> ImportReport:
        return again.import_paths(paths)

    report = import_with_labels(again, run([tmp_path / "a.jsonl"]), run)
    assert (report.imported, report.refused) == (len(there), [])
    assert exported(again, "b.jsonl") == there
    assert not list(again.problems())
    again.close()


def test_duplicates_of_another_files_articles_are_told_of_when_labels_were_added(
    tmp_path: Path, make_project: Callable[..., Project]
) -> None:
    labelled, bare = tmp_path / "labelled.jsonl", tmp_path / "bare.jsonl"
    labelled.write_bytes(lines(record({"label": "PLACE"}, id="a"), {"text": "Bert went.", "id": "b"}))
    bare.write_bytes(lines({"text": TEXT, "id": "c"}))
    project = make_project()
    report = import_with_labels(project, project.import_paths([labelled, bare]), project.import_paths)
    assert (report.imported, report.refused) == (2, [])
    assert report.duplicates == report.unused
    assert [(repeat.file, repeat.key, repeat.line) for repeat in report.unused] == [(str(labelled), "c", 1)]
