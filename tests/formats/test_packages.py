"""Which members of a package are articles."""

from __future__ import annotations

import io
import zipfile

import orjson
import pytest

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.readers import read_stream
from annotator.formats.readers.packages import package_of


def test_of_a_project_the_labelled_texts_are_read_and_those_that_nobody_labelled() -> None:
    names = {
        "exportedproject4711.json": "{}",
        "event_log.jsonl": "{}",
        "source/hafen.txt": "Der Hafen bleibt zu.",
        "source/kai.txt": "Am Kai warten Schiffe.",
        "source/sturm.txt": "Der Sturm ist vorüber.",
        "annotation_ser/hafen.txt/ada.ser": "",
        "annotation/hafen.txt/INITIAL_CAS.txt": "Der Hafen bleibt zu.",
        "annotation/hafen.txt/ada.txt": "Ada: Der Hafen bleibt zu.",
        "curation/hafen.txt/CURATION_USER.txt": "Alle: Der Hafen bleibt zu.",
        "annotation/kai.txt/INITIAL_CAS.txt": "Keiner: Am Kai warten Schiffe.",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in names.items():
            archive.writestr(name, text)
    found = list(read_stream(io.BytesIO(out.getvalue()), "project.zip", Codebook("news")))
    assert [item.article.file for item in found if isinstance(item, Draft)] == [
        f"project.zip/{name}"
        for name in (
            "source/sturm.txt",
            "annotation/hafen.txt/ada.txt",
            "curation/hafen.txt/CURATION_USER.txt",
            "annotation/kai.txt/INITIAL_CAS.txt",
        )
    ]
    assert len(found) == 4
    assert [item.annotator for item in found if isinstance(item, Draft)] == [None, "ada", "CURATION_USER", None]


def test_other_archives_are_read_whole() -> None:
    names = {"source/a.txt", "annotation/a.txt/ada.zip"}
    assert package_of(names, nothing).members == names
    assert package_of(empty := {"exportedproject1.json"}, nothing).members == empty


def nothing(_name: str) -> bytes:
    return b""


def line(text: str, *labels: tuple[int, int, str]) -> bytes:
    return orjson.dumps({"id": 1, "text": text, "label": labels, "Comments": []}) + b"\n"


def test_files_of_doccano_are_their_users() -> None:
    both = line("Ilse came.", (0, 4, "ACTOR")) + line("Gwen left.")
    files = {"ada.l@b.jsonl": both, "bo.jsonl": line("Gwen left."), "cy.jsonl": b"", "__MACOSX/._bo.jsonl": b"\0"}
    assert package_of(files, files.__getitem__).annotators == {
        "ada.l@b.jsonl": "ada.l@b",
        "bo.jsonl": "bo",
        "cy.jsonl": "cy",
    }


@pytest.mark.parametrize(
    "files",
    [
        {"all.jsonl": line("Ilse came.")},
        {"train.jsonl": line("Ilse came."), "dev.jsonl": line("Gwen left.")},
        {"a/ada.jsonl": line("Ilse came."), "a/bo.jsonl": line("Ilse came.")},
        {"ada.jsonl": line("Ilse came."), "bo.txt": b"Ilse came."},
        {"ada.jsonl": b'{"text": "Ilse came."}\n', "bo.jsonl": b'{"text": "Ilse came."}\n'},
        {"ada.jsonl": b"[" * 100_000, "bo.jsonl": line("Ilse came.")},
    ],
)
def test_other_files_are_nobodys(files: dict[str, bytes]) -> None:
    assert package_of(files, files.__getitem__).annotators == {}
