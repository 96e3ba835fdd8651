"""Labels that an import added to the codebook: all of it is taken back, and brought back, step by step."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands import SetCodebook
from annotator.core.codebook import parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.errors import ConflictError
from annotator.jobs.files import import_with_labels
from annotator.project import Project


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Die Fähre nach Lund.", "label": [[15, 19, "PLACE"]]}\n', encoding="utf-8")
    return path


def bring_in(project: Project, source: Path) -> None:
    report = import_with_labels(project, project.import_paths([source]), project.import_paths)
    assert (report.imported, report.refused) == (1, [])


def test_import_and_codebook_are_taken_back_and_brought_back(tmp_path: Path, source: Path) -> None:
    project = Project.create(tmp_path / "p.annotator", "anna")
    bring_in(project, source)
    assert [project.undo() is not None for _ in range(3)] == [True, True, False]
    assert (project.codebook.version, len(project.article_ids())) == (1, 0)
    assert [project.redo() is not None for _ in range(3)] == [True, True, False]
    assert (project.codebook.version, len(project.article_ids())) == (2, 1)
    assert not list(project.problems())
    project.close()


def test_an_import_does_not_come_back_into_a_codebook_that_lacks_its_labels(tmp_path: Path, source: Path) -> None:
    anna = Project.create(tmp_path / "p.annotator", "anna")
    bring_in(anna, source)
    anna.undo()
    anna.undo()
    bert = Project.open(tmp_path / "p.annotator", "bert")
    bert.apply(SetCodebook(parse_codebook(codebook_data(bert.codebook) | {"title": "Another"})))
    with pytest.raises(ConflictError):
        anna.redo()  # the codebook
    anna.pass_over(redo=True)
    with pytest.raises(ConflictError):
        anna.redo()  # the import
    assert (len(anna.article_ids()), list(anna.problems())) == (0, [])
    anna.close()
    bert.close()
