"""Archives with a layer of each text for each annotator: INCEpTION's projects, doccano's files by user."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import cli
from annotator.jobs.files import ImportReport, rows
from annotator.project import Project
from tests.making import query

TEXT = "Ministerin Ohlsen: „Wir brauchen Ruhe“."
OHLSEN, QUOTE = (11, 17), (20, 36)


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "anna.annotator", "anna")
    with closing(made):
        yield made


def cas(*features: str) -> str:
    """A CAS with these elements, in which offsets are code points."""
    members = " ".join(str(number) for number in range(2, len(features) + 2))
    inside = "".join(
        f'<custom:{feature} xmi:id="{number}" sofa="1"/>' for number, feature in enumerate(features, 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmi:version="2.0" '
        'xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore">'
        f'{inside}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{TEXT}"/>'
        f'<cas:View sofa="1" members="{members}"/></xmi:XMI>'
    )


def actor(kind: str) -> str:
    return f'ACTOR begin="{OHLSEN[0]}" end="{OHLSEN[1]}" kind="{kind}"'


def said(note: str) -> str:
    return f'QUOTE begin="{QUOTE[0]}" end="{QUOTE[1]}" note="{note}"'


SPEAKER = f'speaker begin="{QUOTE[0]}" end="{QUOTE[1]}" Governor="3" Dependent="2" sure="no"'


def packed(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def project(folder: Path, name: str = "project.zip", **layers: str) -> Path:
    files = {f"annotation/a.txt/{user}.xmi": text for user, text in layers.items()}
    return packed(folder / name, {"exportedproject1.json": "{}", "source/a.txt": TEXT, **files})


def doccano(folder: Path, **labels: list[tuple[int, int, str]]) -> Path:
    lines = {
        user: json.dumps({"id": 1, "text": TEXT, "label": found, "Comments": []}) for user, found in labels.items()
    }
    return packed(folder / "doccano.zip", {f"{user}.jsonl": f"{line}\n" for user, line in lines.items()})


def kinds(of: Project) -> list[tuple[str, str]]:
    found = query(
        of.path, "select annotator, attributes from span where label = 'ACTOR' order by annotator, attributes"
    )
    return [(name, json.loads(given)["kind"]) for name, given in found]


def told(report: ImportReport) -> tuple[str, list[str]]:
    return str(report), report.sentences()


def test_each_annotators_labels_go_into_a_layer_of_their_name(anna: Project, tmp_path: Path) -> None:
    files = {
        "exportedproject1.json": "{}",
        "annotation/a.txt/INITIAL_CAS.xmi": cas(actor("person")),
        "annotation/a.txt/ada.xmi": cas(actor("person"), said("ada"), SPEAKER),
        "annotation/a.txt/bo.xmi": cas(actor("organisation"), said("bo"), SPEAKER),
        "annotation/a.txt/cy.xmi": cas(),
        "curation/a.txt/CURATION_USER.xmi": cas(actor("group")),
    }
    archive = packed(tmp_path / "p.zip", files)
    report = anna.import_paths([archive])
    assert told(report) == (
        "imported 1, duplicates 0, refused 0",
        [
            "Layers of further annotators (CURATION_USER, bo) in 1 article: labels added: 3; relations added: 1; "
            "comments added: 1; states added: 2."
        ],
    )
    assert kinds(anna) == [("CURATION_USER", "group"), ("ada", "person"), ("bo", "organisation")]
    assert query(anna.path, "select annotator, note from span where note is not null order by 1") == [
        ("ada", "ada"),
        ("bo", "bo"),
    ]
    for table in ("relation", "comment"):
        assert query(anna.path, f"select annotator from {table} order by 1") == [("ada",), ("bo",)]
    assert query(anna.path, "select annotator from article_state order by 1") == [
        ("CURATION_USER",),
        ("ada",),
        ("bo",),
    ]
    assert [(row.what, row.file.rpartition("/")[2]) for row in rows(report)] == [
        ("layer", "bo.xmi"),
        ("layer", "cy.xmi"),
        ("layer", "CURATION_USER.xmi"),
        ("imported", "ada.xmi"),
    ]
    assert rows(report)[0].reason.startswith("the layer of bo, beside ada.xmi; labels added: 2")
    assert not list(anna.problems())
    # Nothing comes twice, and what is new in a later export joins.
    again = anna.import_paths([archive])
    assert (str(again), len(again.unused)) == ("imported 0, duplicates 3, refused 0", 3)
    packed(archive, files | {"annotation/a.txt/cy.xmi": cas(actor("person"))})
    assert anna.import_paths([archive]).labels_added == 1
    assert len(kinds(anna)) == 4
    for _ in range(2):
        anna.undo()
    assert query(anna.path, "select count(*) from article where deleted = 0") == [(0,)]


def test_labels_at_one_place_all_come(anna: Project, tmp_path: Path) -> None:
    both = cas(actor("person"), actor("group"))
    report = anna.import_paths([project(tmp_path, ada=both, bo=both)])
    assert report.layers[0].there == 0
    assert kinds(anna) == [("ada", "group"), ("ada", "person"), ("bo", "group"), ("bo", "person")]


def test_an_article_from_elsewhere_gets_no_layers_unasked(anna: Project, tmp_path: Path) -> None:
    anna.import_paths([project(tmp_path, "old.zip", ada=cas(actor("person")))])
    archive = project(tmp_path, ada=cas(actor("group"), said("new")), bo=cas(actor("group")))
    report = anna.import_paths([archive])
    assert (str(report), len(report.unused)) == ("imported 0, duplicates 2, refused 0", 2)
    assert anna.import_paths([archive], merge_labels=True).labels_added == 2
    assert kinds(anna) == [("ada", "person"), ("bo", "group")]


def test_users_of_doccano_whose_labels_the_codebook_lacks(tmp_path: Path) -> None:
    archive = doccano(tmp_path, ada=[(*OHLSEN, "PER")], bo=[(*OHLSEN, "ORG"), (0, 10, "TITLE")])
    result = CliRunner().invoke(cli, ["import", str(tmp_path / "p.annotator"), str(archive)])
    assert result.stdout.splitlines()[-3:] == [
        "Layers of further annotators (bo) in 1 article: labels added: 2; states added: 1.",
        "Names of other tools were read as what the codebook has: PER as ACTOR with kind person, "
        "ORG as ACTOR with kind organisation.",
        "imported 1, duplicates 0, refused 0",
    ]
    found = query(tmp_path / "p.annotator", "select annotator, label from span order by 1, 2")
    assert found == [("ada", "ACTOR"), ("bo", "ACTOR"), ("bo", "TITLE")]
