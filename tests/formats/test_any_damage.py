"""Whatever lies in a folder, whole or damaged: articles or reasons, and no reader fails in a way it should not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats.readers import read_stream
from annotator.project import Project
from tests.formats.fuzzing import CODEBOOK, damaged
from tests.formats.mixed_files import BROKEN, samples, write_mixed

SAMPLES = samples()


def read(name: str, data: bytes) -> list[Draft | Refusal]:
    items = list(read_stream(io.BytesIO(data), name, CODEBOOK))
    assert items
    for item in items:
        if isinstance(item, Refusal):
            assert item.reason
            assert "failed on it" not in item.reason, item
        else:
            assert item.article.text.strip()
    return items


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_with_a_reason(name: str) -> None:
    assert all(isinstance(item, Refusal) for item in read(name, BROKEN[name]))


@given(st.data())
def test_damaged_files_are_articles_or_reasons(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SAMPLES)))
    # Under another's name, too: content decides, and may be mistaken.
    shown = data.draw(st.sampled_from([name, name, "x", *SAMPLES]))
    read(shown, data.draw(damaged(SAMPLES[name])))


def test_a_mixed_folder_comes_in_but_for_what_is_broken(tmp_path: Path) -> None:
    articles = write_mixed(tmp_path / "in", 100)
    project = Project.create(tmp_path / "p.annotator", "anna")
    report = project.import_paths([tmp_path / "in"])
    assert {Path(refusal.file).name.partition("/")[0] for refusal in report.refused} == {*BROKEN}
    assert (report.imported, report.duplicates) == (articles, [])
    assert not list(project.problems())
    again = project.import_paths([tmp_path / "in"])
    assert (again.imported, len(again.duplicates), len(again.refused)) == (0, articles, len(report.refused))
    project.close()
