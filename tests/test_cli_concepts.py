"""annotator concepts: the hierarchy as a table, out and in."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from click.testing import CliRunner, Result

from annotator import cli
from annotator.commands import CreateConcept
from annotator.core.models import Concept
from annotator.jobs.files import import_concepts
from annotator.project import Project

MakeProject = Callable[..., Project]
FERRY = Concept("f", "Die Fähre soll fahren")
NIGHT = Concept("n", "Die Nachtfähre soll fahren", "f", "=1+1")


def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
    """Runs the command; a bug in it fails the test."""
    result = CliRunner().invoke(cli.cli, ["concepts", *(str(a) for a in arguments)], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def parents(project: Project) -> dict[str, str | None]:
    return {concept.id: concept.parent for concept in project.register.concepts().values()}


def test_out_and_in_again(make_project: MakeProject, tmp_path: Path) -> None:
    project, other = make_project(), make_project(name="q.annotator")
    for concept in (FERRY, NIGHT):
        project.apply(CreateConcept(concept))
    table = tmp_path / "concepts.csv"
    result = run("export", project.path, table)
    assert (result.exit_code, result.stdout) == (0, "wrote 2 concepts\n")
    result = run("import", other.path, table)
    assert (result.exit_code, result.stdout) == (0, "added 2, updated 0, unchanged 0, refused 0\n")
    assert other.register.concepts() == {"f": FERRY, "n": NIGHT}
    result = run("import", other.path, table)
    assert (result.exit_code, result.stdout) == (0, "added 0, updated 0, unchanged 2, refused 0\n")


def test_what_changes_places_and_what_is_refused(make_project: MakeProject) -> None:
    project = make_project()
    for concept in (FERRY, NIGHT):
        project.apply(CreateConcept(concept))
    table = "id;name;parent\nf;Fähre;n\nn;Nacht;\n;Neu;Nirgends\n".encode()
    result = run("import", project.path, "-", stdin=table)
    assert result.exit_code == 1
    assert result.stdout == "added 0, updated 2, unchanged 0, refused 1\n"
    assert result.stderr == "refused standard input:4: There is no concept 'Nirgends' to put it below\n"
    assert parents(project) == {"f": "n", "n": None}


def test_columns_that_are_not_read_are_named(make_project: MakeProject) -> None:
    result = run("import", make_project().path, "-", stdin="name;Oberbegriff\nFähre;Verkehr\n".encode())
    assert result.stdout.splitlines() == [
        'standard input: not read: column "Oberbegriff"; what is read: id, name, parent, note.',
        "added 1, updated 0, unchanged 0, refused 0",
    ]


def test_a_table_is_taken_back_as_one_change(make_project: MakeProject) -> None:
    project = make_project()
    for concept in (FERRY, NIGHT):
        project.apply(CreateConcept(concept))
    import_concepts(project, BytesIO("id;name;parent\nf;Fähre;n\nn;Nacht;\n;Neu;Fähre\n".encode()))
    assert sorted(parents(project).values(), key=str) == [None, "f", "n"]
    assert project.undo() is not None
    assert project.register.concepts() == {"f": FERRY, "n": NIGHT}
    assert project.redo() is not None
    assert sorted(parents(project).values(), key=str) == [None, "f", "n"]
