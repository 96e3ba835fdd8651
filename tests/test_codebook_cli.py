"""``annotator codebook``: what it prints, asks and ends with."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator import cli
from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_toml import codebook_toml
from annotator.project import Project
from tests.commands.codebook_cases import labelled, small
from tests.making import query


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``annotator codebook`` in the test's folder; a bug in it fails the test."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str | Path, stdin: str = "") -> Result:
        result = CliRunner().invoke(cli.cli, ["codebook", *map(str, arguments)], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "old.toml").write_text(codebook_toml(small()), "utf-8")
    project = Project.create(tmp_path / "p.annotator", "anna", tmp_path / "old.toml")
    project.import_drafts([labelled(0), labelled(1)])
    project.close()
    return project.path


@pytest.fixture
def renamed(tmp_path: Path) -> str:
    """A file in which QUOTE is SAY and has no form ``z``."""
    text = codebook_toml(small()).replace('"QUOTE"', '"SAY"')
    (tmp_path / "new.toml").write_text(text.replace('values = ["x", "y", "z"]', 'values = ["x", "z"]'), "utf-8")
    return "new.toml"


def read(text: str) -> Codebook:
    return parse_codebook(tomllib.loads(text))


def errors(result: Result) -> list[str]:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr.splitlines()


def test_show(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    result = run("show", project)
    assert (result.exit_code, result.stderr) == (0, "")
    assert read(result.stdout) == small()
    result = run("show", project, "--out", "out.toml")
    assert (result.exit_code, result.output) == (0, "")
    assert read((tmp_path / "out.toml").read_text("utf-8")) == small()
    assert errors(run("show", project, "--out", "none/out.toml")) == [
        f"annotator: The folder {tmp_path / 'none'} does not exist."
    ]


def test_diff(run: Callable[..., Result], project: Path, renamed: str) -> None:
    result = run("diff", project, "old.toml")
    assert (result.exit_code, result.output) == (0, "")
    result = run("diff", project, renamed)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        "The value y of kind (ACTOR) is gone.",
        "The label SAY (Quote) is new, with form, tags, loud, count, gist, remark and day.",
    ]
    assert errors(run("diff", project, "none.toml")) == [
        "annotator: none.toml can't be read: No such file or directory."
    ]


def test_set_tells_what_has_to_be_decided(run: Callable[..., Result], project: Path, renamed: str) -> None:
    assert errors(run("set", project, renamed, "--yes")) == [
        "annotator: The new codebook can't hold 2 ACTOR spans with kind = y and 6 spans labelled QUOTE: "
        "say for each what it becomes, or that it is removed. "
        "--rename ACTOR.kind=y=… or --remove ACTOR.kind=y; --rename QUOTE=… or --remove QUOTE.",
    ]
    assert query(project, "select count(*) from codebook") == [(1,)]


PLAN = (
    "--rename",
    "QUOTE=SAY",
    "--rename",
    "ACTOR.kind=y=x",
    "--remove",
    "QUOTE.form=y",
    "--remove",
    "QUOTE.tags=y",
)


def test_set_with_a_plan(run: Callable[..., Result], project: Path, renamed: str) -> None:
    result = run("set", project, renamed, *PLAN, "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "The value y of kind (ACTOR) is merged into x.",
        "The label QUOTE is now SAY.",
        "The value y of form (SAY) is gone.",
        "The value y of tags (SAY) is gone.",
        "touches 8 spans, 0 relations",
        "codebook small@2",
    ]
    assert query(project, "select count(*) from span where label = 'SAY' and deleted = 0") == [(6,)]
    result = CliRunner().invoke(cli.cli, ["check", str(project)])
    assert result.exit_code == 0


def test_a_dry_run_changes_nothing(run: Callable[..., Result], project: Path, renamed: str) -> None:
    result = run("set", project, renamed, *PLAN, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "touches 8 spans, 0 relations"
    assert query(project, "select count(*) from codebook") == [(1,)]


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_it_asks_before_it_touches_spans(
    run: Callable[..., Result], project: Path, renamed: str, answer: str
) -> None:
    result = run("set", project, renamed, *PLAN, stdin=answer)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].endswith("annotator: Nothing was changed.")
    assert query(project, "select count(*) from codebook") == [(1,)]
    assert run("set", project, renamed, *PLAN, stdin="y\n").exit_code == 0
    assert query(project, "select count(*) from codebook") == [(2,)]


def test_it_does_not_ask_where_no_span_is_touched(
    run: Callable[..., Result], project: Path, tmp_path: Path
) -> None:
    (tmp_path / "new.toml").write_text(codebook_toml(small()).replace('"Quote"', '"Words"'), "utf-8")
    result = run("set", project, "new.toml")
    assert result.stdout.splitlines() == [
        "The title of QUOTE is Words instead of Quote.",
        "touches 0 spans, 0 relations",
        "codebook small@2",
    ]


def test_nothing_to_change(run: Callable[..., Result], project: Path) -> None:
    result = run("set", project, "old.toml")
    assert (result.exit_code, result.stdout) == (0, "nothing to change\n")
    assert query(project, "select count(*) from codebook") == [(1,)]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--rename", "QUOTE"], "--rename QUOTE: write it as OLD=NEW."),
        (["--remove", "EVENT"], "The codebook small@1 has no label 'EVENT'; it has ACTOR, PARTY, QUOTE, CUE."),
        (["--rename", "QUOTE=EVENT"], "The label QUOTE can't become EVENT: the new codebook has no such label."),
    ],
)
def test_a_plan_that_makes_no_sense(
    run: Callable[..., Result], project: Path, arguments: list[str], reason: str
) -> None:
    assert errors(run("set", project, "old.toml", *arguments)) == [f"annotator: {reason}"]


def test_a_file_that_is_no_codebook(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("labels = 3", "utf-8")
    (line,) = errors(run("set", project, "bad.toml"))
    assert line.startswith("annotator: bad.toml: ")


def test_what_other_tools_data_needs_is_added(tmp_path: Path) -> None:
    runner = CliRunner()
    project, data = tmp_path / "p.annotator", tmp_path / "doccano.jsonl"
    data.write_text('{"text": "Brakesund liegt am Meer.", "label": [[0, 9, "LOC"]]}\n', encoding="utf-8")
    assert runner.invoke(cli.cli, ["new", str(project)]).exit_code == 0
    refused = runner.invoke(cli.cli, ["import", str(project), str(data)])
    assert refused.exit_code == 1
    assert "lacks the label LOC; add this to it (--extend-codebook)" in refused.stderr
    told = runner.invoke(cli.cli, ["codebook", "extend", str(project), str(data), "--dry-run"])
    assert (told.exit_code, told.stdout) == (0, "The label LOC is new.\n")
    assert runner.invoke(cli.cli, ["import", str(project), str(data)]).exit_code == 1
    assert runner.invoke(cli.cli, ["codebook", "extend", str(project), str(data)]).stdout == told.stdout
    again = runner.invoke(cli.cli, ["codebook", "extend", str(project), str(data)])
    assert again.stdout == "nothing to change\n"
    assert (
        runner.invoke(cli.cli, ["import", str(project), str(data)]).stdout
        == "imported 1, duplicates 0, refused 0\n"
    )
    assert "LOC" in runner.invoke(cli.cli, ["find", str(project), "label:LOC", "--spans"]).stdout


def test_labels_that_an_import_brings_have_keys_and_colours_of_their_own(tmp_path: Path) -> None:
    runner, project, data = CliRunner(), tmp_path / "p.annotator", tmp_path / "doccano.jsonl"
    names = ["Schiff", "Hafen", "Ort", *(f"Kategorie {n}" for n in range(30))]
    labels = [[n, n + 1, name] for n, name in enumerate(names)]
    data.write_text(
        json.dumps({"text": "Brakesund liegt am Meer. " * 2, "label": labels}) + "\n", encoding="utf-8"
    )
    assert runner.invoke(cli.cli, ["import", str(project), str(data)]).exit_code == 0
    book = parse_codebook(tomllib.loads(runner.invoke(cli.cli, ["codebook", "show", str(project)]).stdout))
    keys = {label.title: label.key for label in book.labels}
    assert [keys[name] for name in names[:4]] == ["I", "H", "O", "K"]
    assert len({(label.colour, label.colour_dark) for label in book.labels[:22]}) == 22


def test_records_of_another_project_bring_their_codebook_along(tmp_path: Path) -> None:
    data = tmp_path / "ours.jsonl"
    span = {"id": "a", "label": "PLACE", "start": 15, "end": 19, "attributes": {"size": "town"}}
    data.write_text(json.dumps({"text": "Die Fähre nach Lund.", "spans": [span]}), encoding="utf-8")
    runner, there, new = CliRunner(), tmp_path / "there.annotator", tmp_path / "new.annotator"
    assert runner.invoke(cli.cli, ["new", str(there)]).exit_code == 0
    refused = runner.invoke(cli.cli, ["import", str(there), str(data)])
    assert refused.exit_code == 1
    assert "lacks the label PLACE; add this to it (--extend-codebook) and import again" in refused.stderr
    done = "Codebook: The label PLACE is new, with size.\nimported 1, duplicates 0, refused 0\n"
    assert runner.invoke(cli.cli, ["import", str(there), str(data), "--extend-codebook"]).stdout == done
    assert runner.invoke(cli.cli, ["import", str(new), str(data)]).stdout == done
    for project in (there, new):
        assert runner.invoke(cli.cli, ["check", str(project)]).exit_code == 0
        assert "PLACE" in runner.invoke(cli.cli, ["find", str(project), "label:PLACE size:town", "--spans"]).stdout
