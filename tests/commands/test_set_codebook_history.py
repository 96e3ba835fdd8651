"""Another codebook and what comes after: taking it back, other windows, being stopped or killed half-way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator import commands as do
from annotator.commands import codebook
from annotator.core.codebook_plan import Plan
from annotator.core.codebook_toml import codebook_toml
from annotator.core.errors import Cancelled, UserError
from annotator.project import Project
from annotator.store import codebook_uses, history
from tests.commands.codebook_cases import changed, labelled, replaced, small
from tests.making import query

ACTOR, PARTY, QUOTE, CUE = range(4)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "small.toml").write_text(codebook_toml(small()), "utf-8")
    project = Project.create(tmp_path / "p.annotator", "anna", tmp_path / "small.toml")
    assert not project.import_drafts([labelled(0), labelled(1)]).refused
    yield project
    project.close()


@pytest.fixture
def bert(project: Project) -> Iterator[Project]:
    other = Project.open(project.path, "bert")
    yield other
    other.close()


class TestHistory:
    def test_another_window_follows(self, project: Project, bert: Project) -> None:
        project.apply(do.SetCodebook(replaced("QUOTE", "SAY"), Plan({"QUOTE": "SAY"})))
        with pytest.raises(UserError, match="has no label 'QUOTE'"):
            bert.apply(do.AddSpan(1, "QUOTE", ((0, 1),)))
        bert.poll()
        assert bert.codebook == project.codebook
        bert.apply(do.AddSpan(1, "SAY", ((0, 1),)))

    def test_labels_made_since_keep_it_from_being_taken_back(self, project: Project, bert: Project) -> None:
        project.apply(do.SetCodebook(replaced("QUOTE", "SAY"), Plan({"QUOTE": "SAY"})))
        bert.apply(do.AddSpan(1, "SAY", ((0, 1),)))
        with pytest.raises(UserError, match="Somebody else changed this since"):
            project.undo()
        assert project.codebook.label("SAY")
        bert.undo()
        assert project.undo() is not None
        assert list(project.problems()) == []

    def test_values_set_since_keep_it_from_being_taken_back(self, project: Project, bert: Project) -> None:
        new = changed(lambda data: data["labels"][QUOTE]["attributes"][0]["values"].append("v"))
        project.apply(do.SetCodebook(new))
        bert.apply(do.SetAttribute(1, "q3", "form", "v"))
        with pytest.raises(UserError, match="Somebody else changed this since"):
            project.undo()
        bert.apply(do.SetAttribute(1, "q3", "form", "z"))
        assert project.undo() is not None

    def test_a_newer_codebook_keeps_it_from_being_taken_back(self, project: Project, bert: Project) -> None:
        project.apply(do.SetCodebook(changed(lambda data: data.update(title="One"))))
        bert.apply(do.SetCodebook(changed(lambda data: data.update(title="Two"))))
        with pytest.raises(UserError, match="Somebody else changed this since"):
            project.undo()
        assert bert.undo() is not None
        assert project.undo() is not None
        assert project.codebook.title == "small"

    def test_what_the_codebook_lacks_now_is_not_brought_back(self, project: Project, bert: Project) -> None:
        bert.apply(do.AddSpan(1, "CUE", ((5, 6),), id="new"))
        bert.undo()

        def without(data: dict[str, Any]) -> None:
            del data["labels"][CUE]
            del data["relations"][2]

        project.apply(do.SetCodebook(changed(without), Plan({"CUE": None})))
        with pytest.raises(UserError, match="Somebody else changed this since"):
            bert.redo()
        assert project.undo() is not None
        assert bert.redo() is not None

    def test_a_rejected_suggestion_of_a_label_that_is_gone(self, project: Project, bert: Project) -> None:
        bert.apply(do.RejectSuggestion(1, "s2"))

        def without(data: dict[str, Any]) -> None:
            del data["labels"][PARTY]
            data["relations"] = [data["relations"][2]]

        plan = Plan({"PARTY": None}, relations={"speaker": None})
        project.apply(do.SetCodebook(changed(without), plan))
        with pytest.raises(UserError, match="Somebody else changed this since"):
            bert.undo()
        assert list(project.problems()) == []


class TestManyRows:
    def test_windows_read_all_anew_from_where_rows_are_not_told_whole(self) -> None:
        assert codebook_uses.WIDE >= history._WIDE

    def test_it_can_be_stopped(self, project: Project) -> None:
        before = query(project.path, "select * from span")
        asked = []

        def stop(done: int, total: int) -> bool:
            asked.append((done, total))
            return False

        with pytest.raises(Cancelled):
            project.apply(do.SetCodebook(replaced("QUOTE", "SAY"), Plan({"QUOTE": "SAY"})), stop)
        assert asked == [(0, 8)]
        assert query(project.path, "select * from span") == before
        assert project.codebook.version == 1

    def test_it_tells_how_far_it_is(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(codebook, "_STEP", 3)
        asked = []

        def go(done: int, total: int) -> bool:
            asked.append((done, total))
            return True

        project.apply(do.SetCodebook(replaced("QUOTE", "SAY"), Plan({"QUOTE": "SAY"})), go)
        assert asked == [(0, 8), (3, 8), (6, 8)]

    def test_a_kill_in_the_middle_leaves_nothing_of_it(self, project: Project) -> None:
        before = query(project.path, "select * from span")
        code = """if True:
            import sys, time
            from pathlib import Path
            from annotator.commands import SetCodebook, codebook
            from annotator.core.codebook_plan import Plan
            from annotator.project import Project, read_codebook
            codebook._STEP = 3
            def stay(done, total):
                if done > 3:
                    print("half", flush=True)
                    time.sleep(60)
                return True
            project = Project.open(Path(sys.argv[1]), "anna")
            project.apply(SetCodebook(read_codebook(Path(sys.argv[2])), Plan({"QUOTE": "SAY"})), stay)
        """
        file = project.path.with_name("new.toml")
        file.write_text(codebook_toml(replaced("QUOTE", "SAY")), "utf-8")
        command = [sys.executable, "-c", code, str(project.path), str(file)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "half\n"
            process.kill()
        assert query(project.path, "select * from span") == before
        assert query(project.path, "select count(*) from codebook") == [(1,)]
        assert project.apply(do.SetCodebook(replaced("QUOTE", "SAY"), Plan({"QUOTE": "SAY"}))) is not None
        assert list(project.problems()) == []
