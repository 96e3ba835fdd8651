"""Whole web pages, asked for on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from annotator.cli import cli
from tests.formats.whole_page_cases import PAGE, SENTENCES


def run(*arguments: str | Path, stdin: str = "") -> str:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin.encode())
    assert result.exit_code == 0, result.output
    return result.output


def exported(project: Path, *options: str) -> dict[str, object]:
    out = project.with_suffix(".jsonl")
    run("export", project, out, *options)
    (line,) = out.read_text(encoding="utf-8").splitlines()
    record: dict[str, object] = json.loads(line)
    return record


def test_a_page_is_kept_whole_and_goes_out_as_its_article(tmp_path: Path) -> None:
    page = tmp_path / "hafen.html"
    page.write_text(PAGE, encoding="utf-8")
    for name, options in (("plain", ()), ("whole", ("--whole-pages",))):
        run("import", tmp_path / f"{name}.db", page, *options)
    plain, whole = exported(tmp_path / "plain.db"), exported(tmp_path / "whole.db")
    assert str(whole["text"]).removesuffix("\n") == plain["text"]
    assert "\n\n" not in str(whole["text"])
    assert (whole["title"], whole["meta"]) == (plain["title"], plain["meta"])
    kept = exported(tmp_path / "whole.db", "--keep-zones")
    assert "Endlich Ruhe am Kai." in str(kept["text"])
    zones = kept["zones"]
    assert isinstance(zones, list)
    assert {"breadcrumb", "byline", "caption", "related", "comments", "advert"} <= {zone["kind"] for zone in zones}
    assert exported(tmp_path / "plain.db", "--keep-zones")["zones"] == []


def test_a_page_from_standard_input(tmp_path: Path) -> None:
    run("import", tmp_path / "p.db", "-", "--whole-pages", stdin=PAGE)
    text = str(exported(tmp_path / "p.db", "--keep-zones")["text"])
    assert "Wir verwenden Cookies." in text
    assert SENTENCES[0] in text
