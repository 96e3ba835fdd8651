"""annotator actors: the register as a table, out and in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator import cli
from annotator.commands import CreateActor
from annotator.core.models import Actor
from annotator.project import Project

MakeProject = Callable[..., Project]
TAMM = Actor("tamm", "Juri Tamm", "person", ("J. Tamm",), wikidata="Q64", note="=1+1")


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    made = make_project()
    made.apply(CreateActor(TAMM))
    return made


def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
    """Runs the command; a bug in it fails the test."""
    result = CliRunner().invoke(cli.cli, ["actors", *(str(a) for a in arguments)], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("options", [(), ("--delimiter", ",")])
def test_out_and_in_again(
    project: Project, make_project: MakeProject, tmp_path: Path, options: tuple[str, ...]
) -> None:
    table = tmp_path / "actors.csv"
    result = run("export", project.path, table, *options)
    assert (result.exit_code, result.stdout) == (0, "wrote 1 actors\n")
    other = make_project(name="q.annotator")
    result = run("import", other.path, table)
    assert (result.exit_code, result.stdout) == (0, "added 1, updated 0, unchanged 0, refused 0\n")
    assert other.register.actors() == {"tamm": TAMM}
    result = run("import", other.path, table)
    assert (result.exit_code, result.stdout) == (0, "added 0, updated 0, unchanged 1, refused 0\n")


def test_through_a_pipe(project: Project, make_project: MakeProject) -> None:
    result = run("export", project.path, "-")
    assert (result.exit_code, result.stderr) == (0, "wrote 1 actors\n")
    other = make_project(name="q.annotator")
    assert run("import", other.path, "-", stdin=result.stdout_bytes).stdout.startswith("added 1,")
    assert other.register.actors() == {"tamm": TAMM}
    result = run("import", other.path, "-", stdin=b"name;kind\nTamm;person;?\n")
    assert result.stderr == "refused standard input:2: It has 3 cells, but there are 2 columns\n"


def test_bad_rows_are_told_and_the_rest_goes_in(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "actors.csv"
    table.write_text("name;wikidata;kind\nTamm;Q64;\nClassen;12;\nNissen;;person\n", encoding="utf-8")
    result = run("import", project.path, table)
    assert result.exit_code == 1
    assert result.stdout == "added 1, updated 1, unchanged 0, refused 1\n"
    assert result.stderr == "refused actors.csv:3: '12' is no Wikidata id such as Q64\n"
    named = {actor.name: actor for actor in project.register.actors().values()}
    assert set(named) == {"Tamm", "Nissen"}
    assert named["Tamm"] == Actor("tamm", "Tamm", None, ("J. Tamm",), wikidata="Q64", note="=1+1")


def test_columns_that_are_not_read_are_named(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "actors.csv"
    table.write_text('Name,Art,Partei,von,leer\n"Müller, Änne",Person,Neue Mitte,2020,\n', encoding="utf-8")
    result = run("import", project.path, table)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            'actors.csv: not read: columns "Art", "Partei", "von"; '
            "what is read: id, name, kind, aliases, affiliations, wikidata, colour, note.",
            "added 1, updated 0, unchanged 0, refused 0",
        ],
    )


def test_what_can_be_mended_is_one_line(project: Project, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    for arguments, sentence in (
        (("import", project.path, tmp_path / "gone.csv"), "can't be read: No such file or directory."),
        (("import", project.path, empty), "empty.csv: the file is empty."),
        (("export", project.path, tmp_path), "is a folder; name a file."),
        (("export", tmp_path / "gone.db", tmp_path / "x.csv"), "There is no project at"),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert sentence in result.stderr
        assert len(result.stderr.splitlines()) == 1
