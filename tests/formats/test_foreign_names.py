"""Labels of other tools go back to them under the names that they had there, and are found by these again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from annotator.core.codebook import Label, RelationType
from annotator.formats.foreign_names import Lookup, outside_names
from annotator.jobs.files import ExportFilter, Writing, import_with_labels
from annotator.project import Project

TEXT = "a b c d e f g h i j."
NAMES = ["人名", "地名", "Bürger", "Burger", "Thema/Umwelt", "thema umwelt", "US, EU", "us", "US", "ACTOR"]
LINKS = ["关系", "lives-in", "Lives in", "speaker"]


def label(name: str, title: str) -> Label:
    return Label(name, title, "", "#1060F0", "#1060F0", "#1060F0")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("US", "US"),
        ("us", "us_2"),
        ("Us", None),
        ("人名", "LABEL"),
        ("Bürger ", "Burger_2"),
        ("BURGER", "Burger"),
        ("burger-2", "Burger_2"),
        ("Same", None),
        ("-", None),
        ("", None),
    ],
)
def test_exact_names_come_before_alike_ones(name: str, found: str | None) -> None:
    things = [
        label("US", "United States"),
        label("us_2", "us"),
        label("LABEL", "人名"),
        label("Burger", "Burger"),
        label("Burger_2", "Bürger"),
        label("A", "Same"),
        label("B", "Same"),
        label("C", "_"),
    ]
    one = Lookup(things)(name)
    assert (one and one.name) == found


@pytest.mark.parametrize(
    ("name", "title", "outside"),
    [
        ("LABEL", "人名", "人名"),
        ("LABEL_7", "人名", "人名"),
        ("Burger_2", "Bürger", "Bürger"),
        ("Home_town", "Home-town", "Home-town"),
        ("Pro_life", "Pro life", "Pro life"),
        ("lives_in_2", "lives-in", "lives-in"),
        # What a codebook's author calls it in data stays.
        ("ACTOR", "Actor", "ACTOR"),
        ("CLAIM", "Forderung", "CLAIM"),
        ("PERSON", "人名", "PERSON"),
        ("speaker", "Speaker", "speaker"),
        ("LABEL", "", "LABEL"),
        ("A", " A", "A"),
        ("A_B", "A\x07B", "A_B"),
        # It would be taken for another.
        ("Other_2", "Other!", "Other!"),
        ("Other_2", "Other", "Other_2"),
        ("Twice_2", "Twice", "Twice_2"),
    ],
)
def test_names_outside(name: str, title: str, outside: str) -> None:
    others = [label("Other", "Another"), label("X", "Twice")]
    assert outside_names([label(name, title), *others])[name] == outside


def test_kinds_of_relations_that_share_a_name_share_that_outside() -> None:
    kinds = [RelationType("lives_in", "lives-in", (one,), (one,)) for one in "AB"]
    assert outside_names(kinds) == {"lives_in": "lives-in"}


def made(folder: Path, *files: Path) -> Project:
    project = Project.create(folder, "anna")
    report = import_with_labels(project, project.import_paths(list(files)), project.import_paths)
    assert not report.refused
    return project


def doccano(path: Path) -> tuple[set[str], set[str]]:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return (
        {entity["label"] for line in lines for entity in line["entities"]},
        {relation["type"] for line in lines for relation in line["relations"]},
    )


def prodigy(path: Path) -> tuple[set[str], set[str]]:
    tasks = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    linked = [relation for task in tasks for relation in task["relations"]]
    assert all(relation["head_span"]["label"] in NAMES for relation in linked)
    return {span["label"] for task in tasks for span in task["spans"]}, {relation["label"] for relation in linked}


def label_studio(path: Path) -> tuple[set[str], set[str]]:
    found = [r for task in json.loads(path.read_bytes()) for a in task["annotations"] for r in a["result"]]
    links = {name for r in found if r["type"] == "relation" for name in r["labels"]}
    return {name for r in found if r["type"] == "labels" for name in r["value"]["labels"]}, links


FORMATS: dict[str, Any] = {
    "doccano": ("out.jsonl", doccano),
    "prodigy": ("out.jsonl", prodigy),
    "label-studio": ("out.json", label_studio),
}


@pytest.fixture
def given(tmp_path: Path) -> Path:
    entities = [
        {"id": n, "label": name, "start_offset": 2 * n, "end_offset": 2 * n + 1} for n, name in enumerate(NAMES)
    ]
    links = [{"id": n, "from_id": n, "to_id": n + 1, "type": name} for n, name in enumerate(LINKS)]
    line = {"id": 4, "text": TEXT, "entities": entities, "relations": links}
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(line), "utf-8")
    return path


@pytest.mark.parametrize("format", FORMATS)
def test_labels_go_back_under_their_names(format: str, given: Path, tmp_path: Path) -> None:
    name, read = FORMATS[format]
    project = made(tmp_path / "a.annotator", given)
    project.export(tmp_path / name, ExportFilter(), how=Writing(format))
    assert read(tmp_path / name) == (set(NAMES), set(LINKS))
    # And are found by them, in this project and in a new one.
    again = made(tmp_path / "b.annotator", tmp_path / name)
    assert called(again) == called(project)
    before = project.codebook
    more = tmp_path / f"more{Path(name).suffix}"
    more.write_text((tmp_path / name).read_text("utf-8").replace(TEXT, TEXT[:-1] + "!"), "utf-8")
    report = project.import_paths([more])
    assert (report.refused, report.imported, report.taken) == ([], 1, [])
    assert project.codebook == before
    first, second = (project.all_spans(id_) for id_ in project.article_ids())
    assert [span.label for span in first] == [span.label for span in second]
    again.close()
    project.close()


def called(project: Project) -> list[set[str]]:
    """What labels and relations are called outside: numbers behind names go by the order in the file."""
    book = project.codebook
    return [set(outside_names(things).values()) for things in (book.labels, book.relations)]


def test_the_labelling_configuration_has_the_names_of_the_tasks(given: Path, tmp_path: Path) -> None:
    """Also where attributes ask for a label whose name has a comma, at which Label Studio parts them."""
    value = {"start": 0, "end": 2, "text": TEXT[:2]}
    result: list[dict[str, Any]] = [
        {"id": name, "from_name": "l", "to_name": "t", "type": "labels", "value": {**value, "labels": [name]}}
        for name in ("US, EU", "人名")
    ]
    result += [
        {"id": name, "from_name": control, "to_name": "t", "type": "choices", "value": {**value, "choices": ["x"]}}
        for name, control in (("US, EU", "side"), ("人名", "side"), ("人名", "size"))
    ]
    path = tmp_path / "in.json"
    path.write_text(json.dumps([{"id": 1, "data": {"text": TEXT}, "annotations": [{"result": result}]}]), "utf-8")
    project = made(tmp_path / "a.annotator", path)
    out = tmp_path / "out"
    project.export(out, ExportFilter(), how=Writing("label-studio", folder=True))
    project.close()
    config = ElementTree.fromstring((out / "config.xml").read_text("utf-8"))
    assert {"US, EU", "人名", "ACTOR"} <= {tag.attrib["value"] for tag in config.iter("Label")}
    parts = {tag[1].attrib["name"]: tag.get("whenLabelValue") for tag in config.iter("View") if len(tag) == 2}
    assert (parts["side"], parts["size"], parts["kind"]) == (None, "人名", "ACTOR")
