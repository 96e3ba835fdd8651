"""Splits of a project: kept, taken back, told by the list and by queries, and never across near-duplicates."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import cli
from annotator.commands import SetSplits
from annotator.core.errors import Cancelled, UserError
from annotator.core.models import Draft
from annotator.core.query import parse_query
from annotator.jobs.files import ExportFilter, Writing
from annotator.jobs.splitting import SplitPlan, kept_plans
from annotator.project import Project
from annotator.store import history
from annotator.ui.exporting import wording
from tests.making import make_draft, make_span

MakeProject = Callable[..., Project]
PLAN = SplitPlan({"train": 0.6, "dev": 0.2, "test": 0.2})
COPY = (
    "„Wir bleiben“, sagte Mara Ohlsen, „bis jemand zuhört.“ Ohlsens Fähre muss fahren, sagte sie. Am Abend "
    "standen noch immer fünfzig Leute mit ihren Fahrrädern am Anleger und warteten auf das letzte Schiff."
)


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """Ten articles: the first three are copies of each other, sources take turns, the dates go up."""
    texts = [f"{n} {COPY}" if n < 3 else f"Artikel {'xyz' * n} Nummer {n}." for n in range(10)]
    return make_project(
        *(
            make_draft(
                text,
                f"k{n}",
                source="AB"[n % 2],
                published=f"2025-01-{n + 1:02}",
                spans=[make_span("ACTOR", (0, 2))],
            )
            for n, text in enumerate(texts)
        )
    )


def splits(project: Project) -> dict[int, str | None]:
    return {row.id: row.split for row in project.summaries(project.article_ids())}


def test_articles_are_shared_out_once_and_for_all(project: Project) -> None:
    report = project.exporting.split(ExportFilter(), PLAN)
    first = splits(project)
    assert sorted(report.articles.values()) == [2, 2, 6]
    assert {first[1], first[2], first[3]} == {"train"}, "copies stay together"
    assert report.labels["train"] == {"ACTOR": 6}
    assert (report.new, report.moved, report.crossing, report.groups) == (10, 0, 0, 1)
    project.import_drafts([make_draft("Ein neuer Artikel.", "neu")])
    again = project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, seed=7))
    assert again.new == 1
    assert {id_: split for id_, split in splits(project).items() if id_ in first} == first
    other = project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, seed=7, again=True))
    assert other.new == 11
    assert splits(project) != first | {11: splits(project)[11]}


def test_undo_takes_splits_back(project: Project) -> None:
    report = project.exporting.split(ExportFilter(), PLAN)
    assert report.change is not None
    assert report.change.command == "set splits"
    made = splits(project)
    project.undo()
    assert set(splits(project).values()) == {None}
    project.redo()
    assert splits(project) == made


def test_undo_takes_splits_of_very_many_articles_back(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a wide change the rows that undo writes hold no texts."""
    monkeypatch.setattr(history, "_WIDE", 5)
    project.exporting.split(ExportFilter(), PLAN)
    made = splits(project)
    project.undo()
    assert set(splits(project).values()) == {None}
    project.redo()
    assert splits(project) == made


def test_only_the_split_is_remembered(project: Project) -> None:
    change = project.apply(SetSplits({1: "dev", 2: None, 99: "dev"}))
    assert change is not None
    (row,) = change.rows
    assert row.after == {"deleted": 0, "split": "dev"}


def test_what_many_rows_say_is_remembered_once(project: Project) -> None:
    """A million articles have a handful of splits."""
    change = project.apply(SetSplits(dict.fromkeys(range(1, 11), "train")))
    assert change is not None
    assert len({id(row.before) for row in change.rows} | {id(row.after) for row in change.rows}) == 2


def test_a_dry_run_changes_nothing(project: Project) -> None:
    report = project.exporting.split(ExportFilter(), PLAN, dry=True)
    assert report.new == 10
    assert set(splits(project).values()) == {None}
    assert project.next_undo() == "import"


def test_only_what_is_exported_is_split(project: Project) -> None:
    report = project.exporting.split(ExportFilter(query="source:A"), PLAN)
    assert report.new == 5
    assert {id_ for id_, split in splits(project).items() if split} == {1, 3, 5, 7, 9}
    second = project.exporting.split(ExportFilter(), PLAN)
    assert splits(project)[2] == splits(project)[1], "a copy follows what another export decided"
    assert second.crossing == 0


def test_groups_of_files_that_near_duplicates_join_stay_together(make_project: MakeProject) -> None:
    """Two copies come in different groups, and one of these has a third article."""
    made = make_project(
        make_draft(f"Eins {COPY}", "a", group="g1"),
        make_draft(f"Zwei {COPY}", "b", group="g2"),
        make_draft("Ein Text mit ganz anderen Worten.", "c", group="g2"),
        *(make_draft(f"Artikel {'xyz' * n} Nummer {n}.") for n in range(3)),
    )
    for seed in range(5):
        made.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, seed, again=True))
        assert len({splits(made)[id_] for id_ in (1, 2, 3)}) == 1


def test_sources_stay_together(project: Project) -> None:
    report = project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, by=frozenset({"source"})))
    # The copies stand in both, which makes all of it one group.
    assert report.articles == {"train": 10}
    assert report.largest == 1.0
    assert "The largest group holds 100% of the articles, so shares may be far off." in report.sentences()


def of_sources(first: int, last: int, year: int = 2020) -> list[Draft]:
    drafts = []
    for n in range(first, last):
        text, day = f"Artikel {'abcdefgh'[n % 8] * 9} {n} {n * n}.", f"{year}-01-{n % 28 + 1:02}"
        drafts.append(make_draft(text, source=f"Blatt {n % 5}", published=day))
    return drafts


def test_what_stays_together_does_not_empty_splits_that_there_are(make_project: MakeProject) -> None:
    project = make_project(*of_sources(0, 50))
    project.exporting.split(ExportFilter(), PLAN)
    before = splits(project)
    assert set(before.values()) == {"train", "dev", "test"}
    report = project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, by=frozenset({"source"})))
    assert splits(project) == before
    assert (report.new, report.moved) == (0, 0)
    assert report.crossing > 0
    again = SplitPlan(PLAN.shares, by=frozenset({"source"}), again=True)
    assert project.exporting.split(ExportFilter(), again).crossing == 0


def test_what_stayed_together_stays_so_for_articles_that_come_later(make_project: MakeProject) -> None:
    project = make_project(*of_sources(0, 50))
    project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, by=frozenset({"source"})))
    project.import_drafts(of_sources(50, 100))
    report = project.exporting.split(ExportFilter(), PLAN)
    assert (report.new, report.crossing, report.as_before) == (50, 0, ("source",))
    assert "As before, articles are split by source (--resplit begins anew)." in report.sentences()
    assert "As before: sources stay together." in wording.split(report)
    assert [kept.plan.by for kept in kept_plans(project._db.conn)] == [{"source"}, {"source"}]
    report = project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, again=True))
    assert report.as_before == ()


def test_later_articles_to_train_on_are_told_of(make_project: MakeProject) -> None:
    project = make_project(*of_sources(0, 20))
    by_date = SplitPlan(PLAN.shares, by=frozenset({"date"}))
    assert project.exporting.split(ExportFilter(), by_date).later == 0
    project.import_drafts(of_sources(20, 40, 2024))
    report = project.exporting.split(ExportFilter(), by_date)
    assert report.later > 0
    told = f"Articles to train on that are later than one to test with: {report.later}."
    assert told in report.sentences()
    assert told in wording.split(report)


def test_actors_stay_together(make_project: MakeProject) -> None:
    def told(n: int, actor: str) -> str:
        return json.dumps(
            {
                "text": f"Artikel {'abc' * n} Nummer {n}.",
                "spans": [{"label": "ACTOR", "start": 0, "end": 7, "actor": {"id": actor, "name": actor}}],
            }
        )

    project = make_project()
    lines = "\n".join(told(n, "a" if n < 4 else f"x{n}") for n in range(12))
    source = project.path.with_name("in.jsonl")
    source.write_text(lines, "utf-8")
    assert project.import_paths([source]).imported == 12
    project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, by=frozenset({"actor"})))
    made = splits(project)
    assert len({made[n] for n in range(1, 5)}) == 1
    assert set(made.values()) == {"train", "dev", "test"}


def test_the_latest_are_tested_on(project: Project) -> None:
    project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, by=frozenset({"date"})))
    made = splits(project)
    assert [made[n] for n in range(7, 11)] == ["dev", "dev", "test", "test"]


def test_what_is_no_date_is_not_the_latest(make_project: MakeProject) -> None:
    dates = ["Frühjahr", "2025-01-01", "2025-01-02", "2025-01-03T10:00:00+01:00", "03/04/2025"]
    drafts = [make_draft(f"Artikel {'xyz' * n} Nummer {n}.", published=date) for n, date in enumerate(dates)]
    made = make_project(*drafts)
    made.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, by=frozenset({"date"})))
    assert list(splits(made).values()) == ["train", "train", "dev", "test", "train"]


def test_what_splits_can_not_go_by_is_told(make_project: MakeProject) -> None:
    """Else splits by a date that no article has look like a failure, or like a success."""
    drafts = [
        make_draft(
            f"Artikel {'xyz' * n} Nummer {n}.", source="A" if n else None, published="2025" if n > 1 else None
        )
        for n in range(5)
    ]
    made = make_project(*drafts)
    plan = SplitPlan(PLAN.shares, by=frozenset({"date", "source", "actor"}))
    report = made.exporting.split(ExportFilter(), plan)
    assert report.without == {"source": 1, "date": 2, "actor": 5}
    assert "Articles without date, so that they count as the earliest: 2." in report.sentences()
    assert "Articles without source, so that near-duplicates alone keep them together: 1." in report.sentences()
    assert made.exporting.split(ExportFilter(query="published>=2025"), plan).without == {"actor": 3}


def test_splits_of_other_tools_are_files_of_any_disk(make_project: MakeProject, tmp_path: Path) -> None:
    """Also of one on which Train and train are the same, and of Windows, where nul.jsonl is nothing."""
    names = ["Train", "train", "../x", "NUL", "x" * 300, "ende.", "u\u0308", "ü"]
    made = make_project(*(make_draft(f"Nr. {n} {'xyz' * n}.", str(n), split=name) for n, name in enumerate(names)))
    made.export(tmp_path / "out", ExportFilter(), how=Writing("jsonl", folder=True))
    found = {path.name: path.read_bytes().count(b"\n") for path in (tmp_path / "out").glob("*.jsonl")}
    (long,) = (name for name in found if name.startswith("xxx"))
    assert len(long) < 100
    del found[long]
    assert found == {"train.jsonl": 2, "_._x.jsonl": 1, "_nul.jsonl": 1, "ende_.jsonl": 1, "ü.jsonl": 2}
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert '"___x": "_._x.jsonl"' in card


def test_other_grouping_and_cancelling_are_refused(project: Project) -> None:
    with pytest.raises(UserError, match="can't be split by 'moon'"):
        project.exporting.split(ExportFilter(), SplitPlan(PLAN.shares, by=frozenset({"moon"})))
    with pytest.raises(Cancelled):
        project.exporting.split(ExportFilter(), PLAN, lambda _done, _total: False)
    assert set(splits(project).values()) == {None}


def test_queries_find_splits(project: Project) -> None:
    project.apply(SetSplits({1: "train", 2: "dev"}))

    def found(query: str) -> list[int]:
        asked = parse_query(query, project.codebook)
        return sorted(id_ for chunk in project.queries.articles(asked) for id_ in chunk)

    assert found("split:train") == [1]
    assert found("split:any") == [1, 2]
    assert found("split:none") == [3, 4, 5, 6, 7, 8, 9, 10]


def test_a_folder_has_a_file_for_each_split(project: Project, tmp_path: Path) -> None:
    project.exporting.split(ExportFilter(), PLAN)
    out = tmp_path / "data"
    project.export(out, ExportFilter(), how=Writing(folder=True))
    names = {path.name for path in out.iterdir() if path.suffix == ".jsonl"}
    assert names == {"train.jsonl", "dev.jsonl", "test.jsonl"}
    lines = (out / "dev.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["split"] for line in lines] == ["dev", "dev"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_the_command_line_splits_and_exports(run: Callable[..., Result], project: Project, tmp_path: Path) -> None:
    result = run("export", project.path, "out/", "--split", "60/20/20", "--seed", 3)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "10 articles split."
    assert "train: 6 articles (6 ACTOR)." in lines
    assert "Groups that stay together: 1, parted: 0." in lines
    assert "10 articles written, 10 not done." in lines
    assert (tmp_path / "out" / "train.jsonl").is_file()


def test_wrong_splits_are_one_line(run: Callable[..., Result], project: Project) -> None:
    for arguments in (("--split", "80/20"), ("--seed", "1"), ("--resplit",)):
        result = run("export", project.path, "out.jsonl", *arguments)
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert line.startswith("annotator: ")
    assert set(splits(project).values()) == {None}


def test_what_cannot_be_written_leaves_the_project_without_splits(
    run: Callable[..., Result], project: Project, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Liebe Mara", "utf-8")
    template = tmp_path / "template.txt"
    template.write_text("no part of it", "utf-8")
    for out, *options in (
        ("nowhere/out.jsonl",),
        ("out.csv", "--format", "jsonl"),
        ("mine/",),
        (project.path,),
        ("out.jsonl", "--label", "MOON"),
        ("out.jsonl", "--format", "chat", "--template", template),
    ):
        result = run("export", project.path, out, "--split", "60/20/20", *options)
        assert result.exit_code == 2, out
        assert result.stdout == ""
        assert set(splits(project).values()) == {None}, out
    assert not list(tmp_path.glob(".*"))
    assert project.next_undo() == "import"


def test_shares_that_are_no_whole_are_told_of(
    run: Callable[..., Result], project: Project, tmp_path: Path
) -> None:
    result = run("export", project.path, "out/", "--split", "80/20/10")
    assert result.exit_code == 0
    assert result.stderr == "note: 80/20/10 doesn't sum up to 100, and is taken as 72.7/18.2/9.1\n"
    assert "train/dev/test 72.7/18.2/9.1 by seed 0" in (tmp_path / "out" / "README.md").read_text("utf-8")
    assert run("export", project.path, "out/", "--split", "80/10/10", "--resplit").stderr == ""
