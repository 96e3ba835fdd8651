"""README is true: its commands run, and what there is (actions, options, keys of the record) is in it."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from annotator.cli import cli
from annotator.core.codebook import parse_codebook
from annotator.core.resources import resource, sample_data
from annotator.ui.actions.spec import ActionSpec, label_rows
from annotator.ui.actions.table import ACTIONS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def row_of(action: ActionSpec) -> str:
    """The line of README's table of keys for an action."""
    keys = ", ".join(action.keys) or "–"
    return f"| {action.text.rstrip('…')} | {keys} |"


def actions() -> list[ActionSpec]:
    codebook = parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8")))
    return [*ACTIONS, *label_rows(codebook)]


@pytest.mark.parametrize("action", actions(), ids=lambda action: action.id)
def test_every_action_is_in_the_table_with_its_keys(action: ActionSpec) -> None:
    assert row_of(action) in README.splitlines()


def test_the_table_has_no_other_actions() -> None:
    table = README.partition("| does | key |\n|---|---|\n")[2].partition("\n\n")[0]
    assert sorted(table.splitlines()) == sorted({row_of(action) for action in actions()})


def subcommands(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """All commands by what is typed, those of groups too."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        words = f"{before}{name}"
        found |= subcommands(command, f"{words} ") if isinstance(command, click.Group) else {words: command}
    return found


@pytest.mark.parametrize(("name", "command"), subcommands(cli).items())
def test_every_subcommand_is_there_with_its_options(name: str, command: click.Command) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"| `annotator {name} "))
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.opts[0] in line


def test_every_key_of_the_record_is_there() -> None:
    schema = json.loads(resource("record.schema.json").read_text(encoding="utf-8"))
    example = README.partition("```json\n")[2].partition("```")[0]
    shown = json.loads(example)
    assert [*shown, "comments", "reason"] == list(schema["properties"])
    assert "`--comments` adds two last keys: `comments`" in README
    record = json.loads(sample_data("sample.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert list(shown) == list(record)
    assert list(shown["meta"]) == list(record["meta"])
    assert list(shown["spans"][0]) == list(record["spans"][0])
    assert list(shown["spans"][0]["origin"]) == list(record["spans"][0]["origin"])
    assert list(shown["relations"][0]) == list(record["relations"][0])
    assert list(shown["zones"][0]) == list(record["zones"][0])


def test_the_first_command_changes_no_file_of_the_repository() -> None:
    assert "\npip install uv && uv run --no-dev annotator --sample\n" in README
    assert "\npip install uv && uv run pytest\n" in README


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("new P --sample", 0),
        ("import P ROOT/sample_data/sample.jsonl", 0),
        ("stats P", 0),
        ("check P", 0),
        ("export P OUT --status done --keep-zones --comments", 0),
        ("export P OUT.csv --format statements-csv --delimiter , --card --report OUT.json", 0),
        ('find P "label:QUOTE form:none"', 0),
        ('find P "fähre hafen" --spans', 0),
        ('find P "(stance:oppose or speaker:none) -origin:rule published>=2025-01 with:QUOTE"', 0),
        ("export P FOLDER --format spacy --split 80/20/0", 0),
        ("train P FOLDER --max-steps 1", 0),
        ("codebook show P", 0),
        ("codebook diff P ROOT/resources/codebooks/news.toml", 0),
        ("codebook set P ROOT/resources/codebooks/news.toml --dry-run", 0),
        ("actors export P OUT", 0),
        ("concepts export P OUT", 0),
    ],
)
@pytest.mark.usefixtures("trained_here")
def test_the_commands_run(command: str, code: int, tmp_path: Path) -> None:
    project = tmp_path / "p.annotator"
    runner = CliRunner()
    if not command.startswith("new"):
        assert runner.invoke(cli, ["new", str(project), "--sample"]).exit_code == 0
    places = {"ROOT": ROOT, " P": f" {project}", "OUT": tmp_path / "out.jsonl", "FOLDER": tmp_path / "folder"}
    words = command
    for name, place in places.items():
        words = words.replace(name, str(place))
    result = runner.invoke(cli, shlex.split(words))
    assert result.exit_code == code, result.output
