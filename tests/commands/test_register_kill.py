"""A merge of thousands of mentions whose process is killed in the middle: all or nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from annotator import commands as do
from annotator.project import Project
from tests.commands.registers import CLASSEN, TAMM, links
from tests.making import make_draft, make_span

_MERGE = """if True:
    import sys, time
    from pathlib import Path
    from annotator.commands import MergeActors
    from annotator.project import Project

    def progress(done, total):
        if done >= 1000:
            print("in the middle", flush=True)
            time.sleep(60)
        return True

    Project.open(Path(sys.argv[1]), "anna").apply(MergeActors("classen", ("tamm",)), progress)
"""


def test_killed_merge_changes_nothing(make_project: Callable[..., Project]) -> None:
    text = "Tamm " * 100
    spans = [make_span("ACTOR", (5 * n, 5 * n + 4), id=f"s{n}", actor_id="tamm") for n in range(100)]
    articles = [make_draft(f"{text}{n}", f"k{n}", spans=spans) for n in range(30)]
    articles[0].actors["tamm"] = TAMM
    project = make_project(*articles)
    project.apply(do.CreateActor(CLASSEN))
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", _MERGE, project.path], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        process.kill()
    again = Project.open(project.path, "anna")
    assert set(links(again).values()) == {"tamm"}
    assert set(again.register.actors()) == {"tamm", "classen"}
    assert list(again.problems()) == []
    again.apply(do.MergeActors("classen", ("tamm",)))
    assert set(links(again).values()) == {"classen"}
    again.close()
