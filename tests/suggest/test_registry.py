"""The suggesters that there are: those of the program, and those that other packages add."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from annotator.core.errors import UserError
from annotator.suggest import registry
from annotator.suggest.base import ENTRY_POINTS, KINDS, Context, Proposal, Suggestions
from annotator.suggest.reading import Reading
from tests.making import make_draft

PLUGIN = Path(__file__).parent.parent / "data" / "plugin_suggester"
ROOT = PLUGIN.parent.parent.parent
TEXT = "😀 Am 13.3.2025 und am 2025-03-14, nicht am 31.2.2025."
CODEBOOK = """\
name = "dates"
[[labels]]
name = "DATE"
title = "Date"
key = "D"
colour = "#1060F0"
colour_dark = "#5C9BFF"
[[labels.attributes]]
name = "iso"
type = "date"
"""


class Plain:
    """What a plug-in has to have."""

    name = "plain"
    version = "1"
    kind = "rule"
    needs: tuple[str, ...] = ()

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        return Suggestions()


class NeedsPlain(Plain):
    name = "after"
    needs = ("plain",)


def without(attribute: str, value: object = None) -> type:
    """A suggester with something else in the place of an attribute."""
    return type("Wrong", (Plain,), {"name": "wrong", attribute: value})


Offer = Callable[[dict[str, Any]], None]


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Offer]:
    """Sets what other packages add: by name what their entry points load, or an error."""

    def load(point: EntryPoint) -> Any:
        found = offered[point.name]
        if isinstance(found, Exception):
            raise found
        return found

    def points(group: str) -> list[EntryPoint]:
        assert group == ENTRY_POINTS
        return [EntryPoint(name, "module", group) for name in offered]

    def put(named: dict[str, Any]) -> None:
        offered.clear()
        offered.update(named)
        registry.plugins.cache_clear()

    offered: dict[str, Any] = {}
    monkeypatch.setattr(registry, "entry_points", points)
    monkeypatch.setattr(EntryPoint, "load", load)
    registry.plugins.cache_clear()
    yield put
    registry.plugins.cache_clear()


def test_built_in_suggesters_can_be_used(offer: Offer) -> None:
    found = registry.suggesters()
    assert [one.name for one in found] == list(registry.BUILT_IN) == list(registry.names())
    before: set[str] = set()
    for one in found:
        assert one.kind in KINDS
        assert one.version
        assert set(one.needs) <= before, f"{one.name} runs before what it needs"
        before.add(one.name)


def test_plug_ins_come_after_them_as_objects_or_classes(offer: Offer) -> None:
    offer({"plain": Plain(), "after": NeedsPlain})
    assert registry.names() == (*registry.BUILT_IN, "plain", "after")
    assert [one.name for one in registry.suggesters(("after",))] == ["plain", "after"]
    assert registry.suggesters(()) == []


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (ImportError("no module"), "ImportError: no module"),
        (SystemError("at import"), "SystemError: at import"),
        (without("name", ""), "TypeError: its name is no text"),
        (without("version", 3), "TypeError: its version is no text"),
        (without("kind", "poem"), "ValueError: its kind is not one of rule, model, llm"),
        (without("needs"), "TypeError: it has no needs"),
        (without("suggest"), "TypeError: it has no needs .* or no suggest to call"),
        (without("name", "plain"), "ValueError: there is a suggester plain already"),
        (without("name", "quotes"), "ValueError: there is a suggester quotes already"),
        (without("__init__", lambda self, needed: None), "TypeError: .*needed"),
        (3, "TypeError: its name is no text"),
    ],
)
def test_one_that_is_broken_is_told_of_and_the_others_go_on(offer: Offer, broken: Any, reason: str) -> None:
    offer({"plain": Plain, "broken": broken, "after": NeedsPlain})
    found = registry.plugins()
    assert list(found.suggesters) == ["plain", "after"]
    (problem,) = found.problems
    assert problem.startswith("the plug-in broken can't be used (")
    with pytest.raises(
        UserError, match=rf"no suggester 'broken'; there are quotes.*the plug-in broken .*{reason}"
    ):
        registry.suggesters(("broken",))


def test_one_that_needs_what_is_not_there(offer: Offer) -> None:
    offer({"after": NeedsPlain})
    with pytest.raises(UserError, match=r"the plug-in after can't be used \(what it needs is not there: plain\)"):
        registry.suggesters(("after",))


def test_plug_ins_run_in_the_order_of_their_needs(offer: Offer) -> None:
    offer({"after": NeedsPlain, "plain": Plain})
    assert list(registry.plugins().suggesters) == ["plain", "after"]


def run(code_or_command: list[str], *folders: Path) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own that also finds what lies in these folders."""
    path = os.pathsep.join(str(folder) for folder in (ROOT, *folders))
    return subprocess.run(
        [sys.executable, *code_or_command],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def installed(folder: Path, name: str, entry: str) -> None:
    """Writes what an installation of a package with this entry point leaves beside its module."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\n{entry}\n", "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the example installed, as its pyproject.toml says, and another package that is broken."""
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"]
    ((name, module),) = project["entry-points"][ENTRY_POINTS].items()
    site = tmp_path / "site"
    installed(site, project["name"], f"{name} = {module}")
    file = f"{module.partition(':')[0]}.py"
    (site / file).write_bytes((PLUGIN / file).read_bytes())
    installed(site, "broken", "broken = no_such_module:Broken")
    return site


def test_the_example_runs_once_it_is_installed(site: Path, tmp_path: Path, make_project: Any) -> None:
    code = """if True:
        from annotator.suggest import registry
        print([one.name for one in registry.suggesters()][-1])
        print(registry.plugins().problems)
    """
    done = run(["-c", code], site)
    assert done.returncode == 0, done.stderr
    last, problems = done.stdout.splitlines()
    assert last == "dates"
    assert "the plug-in broken can't be used (ModuleNotFoundError: No module named 'no_such_module')" in problems

    codebook, path, out = tmp_path / "dates.toml", tmp_path / "p.annotator", tmp_path / "out.jsonl"
    codebook.write_text(CODEBOOK, "utf-8")
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    for command in (
        ["new", str(path), "--codebook", str(codebook)],
        ["import", str(path), str(tmp_path / "one.txt")],
        ["suggest", str(path), "--only", "dates", "--workers", "1"],
        ["export", str(path), str(out), "--suggestions"],
    ):
        done = run(["-m", "annotator", *command], site)
        assert done.returncode == 0, done.stderr
    record = json.loads(out.read_text("utf-8"))
    found = [(span["text"], span["attributes"]["iso"], span["origin"]["name"]) for span in record["spans"]]
    assert found == [("13.3.2025", "2025-03-13", "dates"), ("2025-03-14", "2025-03-14", "dates")]
    assert all(record["text"][span["start"] : span["end"]] == span["text"] for span in record["spans"])
    done = run(["-m", "annotator", "suggest", str(path), "--only", "broken"], site)
    assert done.returncode == 2
    assert "the plug-in broken can't be used" in done.stderr


def test_the_example_proposes_nothing_that_a_codebook_has_no_label_for(site: Path, make_project: Any) -> None:
    project = make_project(make_draft(TEXT))
    project.close()
    done = run(["-m", "annotator", "suggest", str(project.path), "--only", "dates", "--workers", "0"], site)
    assert done.stdout.startswith("articles 1, skipped 0, suggestions 0,"), done.stderr
