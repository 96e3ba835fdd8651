"""Which members of a package are articles."""

from __future__ import annotations

import io
import zipfile

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.readers import read_stream
from annotator.formats.readers.packages import articles_in


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


def test_other_archives_are_read_whole() -> None:
    names = {"source/a.txt", "annotation/a.txt/ada.zip"}
    assert articles_in(names) == names
    assert articles_in(empty := {"exportedproject1.json"}) == empty
