"""Which spans, relations and comments of an article go out, and which format a target gets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli import cli
from annotator.commands import AddComment, SetState
from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept, Origin, State
from annotator.formats.writers.registry import FORMATS, Format
from annotator.jobs.files import ExportFilter, ExportReport, Writing
from annotator.jobs.splitting import SplitPlan
from annotator.project import Project
from annotator.store import annotations as layers
from annotator.store import articles, queries
from tests.making import OPEN, TEXT, make_draft, make_relation, make_span, make_zone

MakeProject = Callable[..., Project]
MADE = Origin("rule", "quotes", "1", 0.9, "accepted")


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """One article that two people have labelled: alike but for the claim, and for a cue that a rule found."""
    spans = [
        make_span("QUOTE", (0, 13), id="q1", annotator="anna"),
        make_span("QUOTE", (0, 13), id="q2", annotator="bert"),
        make_span("ACTOR", (21, 27), id="a1", annotator="anna"),
        make_span("ACTOR", (21, 27), id="a2", annotator="bert"),
        make_span("CUE", (15, 20), id="u1", annotator="anna", origin=MADE),
        make_span("CLAIM", (36, 72), id="c1", annotator="bert"),
    ]
    relations = [
        make_relation("speaker", "q1", "a1", "anna", id="r1"),
        make_relation("speaker", "q2", "a2", "bert", id="r2"),
        make_relation("cue", "q1", "u1", "anna", id="r3"),
        make_relation("claimant", "c1", "a2", "bert", id="r4"),
    ]
    labelled = make_draft(TEXT, "eins", annotator="anna", state=State.DONE, spans=spans, relations=relations)
    made = make_project(labelled, make_draft("Zwei.", "zwei", lang="fr"))
    made.apply(AddComment(1, "u1", "Wirklich?"))
    made.apply(AddComment(1, "q2", "Gut"))
    made.apply(AddComment(1, None, "Ganz"))
    return made


def exported(project: Project, **wanted: Any) -> tuple[list[dict[str, Any]], ExportReport]:
    out = project.path.with_name("out.jsonl")
    report = project.export(out, ExportFilter(**wanted))
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()], report


def ids(record: dict[str, Any], of: str = "spans") -> list[str]:
    return [row["id"] for row in record[of]]


def test_nothing_is_filtered_unless_asked(project: Project) -> None:
    (one, two), report = exported(project)
    assert len(one["spans"]) == 6
    assert len(one["relations"]) == 4
    assert two["spans"] == []
    assert (report.spans_filtered, report.relations_filtered, report.not_found) == (0, 0, 0)
    assert report.sentences(ExportFilter())[0] == "2 articles written, 1 not done."


def test_one_label(project: Project) -> None:
    (one, _two), report = exported(project, labels=("QUOTE", "ACTOR"))
    assert ids(one) == ["q1", "q2", "a1", "a2"]
    assert ids(one, "relations") == ["r1", "r2"]
    assert (report.spans_filtered, report.relations_filtered) == (2, 2)
    wanted = ExportFilter(labels=("QUOTE", "ACTOR"))
    assert "Left out by --label, --origin or --agreement: 2 spans and 2 relations." in report.sentences(wanted)
    with pytest.raises(UserError, match="has no label 'MOON'"):
        exported(project, labels=("MOON",))


def test_one_origin(project: Project) -> None:
    (one, _two), report = exported(project, origins=("human", "import"))
    assert "u1" not in ids(one)
    assert ids(one, "relations") == ["r4", "r1", "r2"]
    assert (report.spans_filtered, report.relations_filtered) == (1, 1)
    (one, _two), _report = exported(project, origins=("rule",))
    assert ids(one) == ["u1"]


def test_agreement_takes_one_of_what_several_made(project: Project) -> None:
    (one,), report = exported(project, agreement=2)
    assert report.too_few == 1, "nobody has labelled the second article, so that nothing is agreed on there"
    assert ids(one) == ["q1", "a1"], "the first by time, then by id, stands for both"
    assert [(r["head"], r["child"]) for r in one["relations"]] == [("q1", "a1")]
    assert (report.spans_filtered, report.relations_filtered) == (4, 2)
    assert project.export(None, ExportFilter(agreement=3)).too_few == 2
    sentences = project.export(None, ExportFilter(agreement=2)).sentences(ExportFilter(agreement=2))
    assert "Left out by --agreement, as too few labelled them: 1 article." in sentences


def disputed(make_project: MakeProject) -> Project:
    """A claim and its concept, stance and claimant as three people have them, each otherwise."""
    spans, relations = [], []
    for name, actor, concept, said in (
        ("anna", "wiese", "ferry", {"stance": "support", "kind": "demand"}),
        ("bert", "other", "night", {"stance": "oppose", "kind": "demand"}),
        ("carl", "other", None, {"stance": "oppose"}),
    ):
        spans += [
            make_span("CLAIM", (36, 72), id=f"c-{name}", annotator=name, concept_id=concept, attributes=said),
            make_span("ACTOR", (21, 27), id=f"a-{name}", annotator=name, actor_id=actor),
        ]
    relations = [
        make_relation("claimant", "c-anna", "a-anna", "anna", id="r1"),
        make_relation("claimant", "c-bert", "a-bert", "bert", id="r2"),
        make_relation("target", "c-carl", "a-carl", "carl", id="r3"),
    ]
    draft = make_draft(TEXT, "eins", spans=spans, relations=relations)
    draft.actors = {key: Actor(key, key.title(), "person") for key in ("wiese", "other")}
    draft.concepts = {key: Concept(key, key.title()) for key in ("ferry", "night")}
    return make_project(draft)


def test_values_and_relations_are_those_that_enough_people_gave(make_project: MakeProject) -> None:
    project = disputed(make_project)
    ((one,), report) = exported(project, agreement=2)
    actor, claim = one["spans"]
    assert ids(one) == ["a-anna", "c-anna"], "the first by time, then by id"
    assert actor["actor"] == {"id": "other", "name": "Other", "kind": "person"}, (
        "as two have it, though she hasn't"
    )
    assert {name: value for name, value in claim["attributes"].items() if value is not None} == {
        "stance": "oppose",
        "kind": "demand",
    }
    assert claim["concept"] is None
    assert [(r["label"], r["head"], r["child"]) for r in one["relations"]] == [("claimant", "c-anna", "a-anna")]
    assert (report.values_disputed, report.relations_filtered) == (1, 1)
    told = "Left unset by --agreement, as too few gave the same: 1 value (attributes, actors, concepts)."
    assert told in report.sentences(ExportFilter(agreement=2))
    ((one,), report) = exported(project, agreement=3)
    assert [span["actor"] for span in one["spans"]] == [None, None]
    assert one["relations"] == []
    assert (report.values_disputed, report.relations_filtered) == (4, 3)


def test_agreement_of_one_annotator_is_refused(project: Project) -> None:
    with pytest.raises(UserError, match="Whether 2 annotators agree can't be told by the labels of one, bert"):
        exported(project, agreement=2, annotator="bert")


def test_labels_of_several_annotators_are_told_of_where_they_become_ones(project: Project) -> None:
    for form in FORMATS:
        for annotator, agreement in ((None, 1), (None, 2), ("anna", 1)):
            wanted = ExportFilter(annotator=annotator, agreement=agreement)
            report = project.export(None, wanted, how=Writing(form.name))
            mixed = not form.tells_annotators and annotator is None and agreement == 1
            assert report.losses.counts["mixed"] == mixed, form.name
    assert sum(not form.tells_annotators for form in FORMATS) == 9


def test_suggestions_are_nobodys_labels_of_an_article(make_project: MakeProject) -> None:
    """What bert let suggesters propose does not make him one of two who labelled it."""
    spans = [make_span("QUOTE", (0, 13), annotator="anna")]
    spans += [make_span("ACTOR", (21, 27), annotator="bert", origin=OPEN)]
    made = make_project(make_draft(TEXT, "eins", spans=spans))
    assert made.export(None, ExportFilter(agreement=2, suggestions=True)).too_few == 1


def test_articles_that_enough_have_read_are_agreed_on(project: Project) -> None:
    """No label of two readers is an answer, too; splits are of the same articles."""
    for id_ in (1, 2):
        project.apply(SetState((id_,), State.DONE))
    bert = Project.open(project.path, "bert")
    assert project.exporting.split(ExportFilter(agreement=2), SplitPlan({"train": 1.0}), dry=True).new == 1
    bert.apply(SetState((2,), State.DONE))
    bert.close()
    records, report = exported(project, agreement=2)
    assert [len(record["spans"]) for record in records] == [2, 0]
    assert report.too_few == 0
    assert project.exporting.split(ExportFilter(agreement=2), SplitPlan({"train": 1.0}), dry=True).new == 2


def test_comments_follow_their_spans(project: Project) -> None:
    (one,), _report = exported(project, agreement=2, comments=True)
    # In the order of their times, which may be the same.
    assert sorted((c["text"], c["span"]) for c in one["comments"]) == [("Ganz", None), ("Gut", "q1")]


def test_comments_on_what_is_filtered_are_counted(project: Project) -> None:
    wanted = ExportFilter(labels=("QUOTE",), comments=True)
    report = project.export(None, wanted)
    assert report.comments_filtered == 1
    told = "Left out by --label, --origin or --agreement: 4 spans, 4 relations and 1 comment."
    assert told in report.sentences(wanted)


def test_a_label_keeps_what_two_people_linked(make_project: MakeProject) -> None:
    spans = [make_span("QUOTE", (0, 13), id="q"), make_span("ACTOR", (21, 27), id="a")]
    relations = [make_relation("speaker", "q", "a", name, id=name) for name in ("anna", "bert")]
    made = make_project(make_draft(TEXT, "eins", spans=spans, relations=relations))
    ((one,), report) = exported(made, labels=("QUOTE", "ACTOR"))
    assert ids(one, "relations") == ["anna", "bert"]
    assert report.relations_filtered == 0


def test_open_suggestions_agree_with_nobody(make_project: MakeProject) -> None:
    spans = [
        make_span("QUOTE", (0, 13), id="q1", annotator="anna"),
        make_span("QUOTE", (0, 13), id="q2", annotator="carl", origin=OPEN),
        make_span("ACTOR", (21, 27), id="a1", annotator="anna"),
        make_span("ACTOR", (21, 27), id="a2", annotator="bert"),
    ]
    relations = [make_relation("speaker", "q2", "a2", "carl", OPEN, id="r")]
    made = make_project(make_draft(TEXT, "eins", spans=spans, relations=relations))
    ((one,), report) = exported(made, agreement=2, suggestions=True)
    assert ids(one) == ["q2", "a1"]
    assert [(r["head"], r["child"]) for r in one["relations"]] == [("q2", "a1")]
    assert report.spans_filtered == 2


MARKED = {"jsonl", "parquet", "prodigy", "label-studio"}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_no_suggestion_passes_for_a_label(make_project: MakeProject, form: Format) -> None:
    spans = [
        make_span("QUOTE", (0, 13), id="q1", annotator="anna"),
        make_span("ACTOR", (21, 27), id="a1", annotator="anna"),
        make_span("ACTOR", (0, 3), id="a2", annotator="anna", origin=OPEN),
    ]
    relations = [make_relation("speaker", "q1", "a1", "anna", OPEN)]
    made = make_project(
        make_draft(TEXT, "eins", annotator="anna", state=State.DONE, spans=spans, relations=relations)
    )
    how = Writing(form.name)
    report = made.export(None, ExportFilter(suggestions=True), how=how)
    plain, with_open = (
        made.exporting.preview(1, ExportFilter(suggestions=open_too), how) for open_too in (False, True)
    )
    assert plain is not None
    assert with_open is not None
    if form.name in MARKED or form.module.startswith("tables."):
        assert report.losses.counts["open"] == 0
        assert with_open.files != plain.files
    else:
        assert with_open.files == plain.files
        assert report.losses.counts["open"] == 1
        assert report.losses.counts["relations"] == 1


@pytest.mark.parametrize("form", ["conll", "prodigy", "label-studio", "doccano", "chat"])
def test_labels_of_an_article_without_text_are_counted(make_project: MakeProject, form: str) -> None:
    """Which is what remains of one that is a zone and white space."""
    spans = [make_span("QUOTE", (0, 6), id="q"), make_span("ACTOR", (5, 6), id="a")]
    links = [make_relation("speaker", "q", "a")]
    made = make_project(make_draft("Zone \n", "eins", spans=spans, relations=links, zones=[make_zone(0, 4)]))
    report = made.export(None, ExportFilter(), how=Writing(form))
    counts = report.losses.counts
    assert (counts["empty"], counts["blank"], counts["relations"]) == (1, 2, 1)
    assert (report.written, report.not_done) == (0, 0)


def test_a_query_takes_articles(project: Project) -> None:
    records, report = exported(project, query="lang:fr")
    assert ids({"spans": records}) == ["zwei"]
    assert report.not_found == 1
    assert "Left out by --query: 1 article." in report.sentences(ExportFilter(query="lang:fr"))
    with pytest.raises(UserError, match="No article would be exported"):
        exported(project, query="with:CLAIM", annotator="anna")  # her layer has no claim
    assert len(project.path.with_name("out.jsonl").read_text("utf-8").splitlines()) == 1, "as it was"
    report = project.export(None, ExportFilter(query="foo:bar"))
    assert report.sentences(ExportFilter())[-1].startswith("Note on the query: ")
    with pytest.raises(UserError, match="MOON"):
        exported(project, query="label:MOON")


def test_a_preview_asks_the_query_of_one_article_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[int]] = []
    asked = queries._ask

    def spy(conn: Any, sql: str, compiler: Any, ids: list[int]) -> Any:
        seen.append(ids)
        return asked(conn, sql, compiler, ids)

    monkeypatch.setattr(queries, "_ask", spy)
    for query, is_found in (("lang:fr", True), ("Zwei", True), ("-Zwei", False), ("with:CLAIM or Zwei", True)):
        found = project.exporting.preview(2, ExportFilter(query=query))
        assert (found is not None) == is_found, query
    assert seen == [[2]] * 4


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_preview_goes_through_no_other_articles(
    project: Project, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    """The window waits for it; spaCy alone has to know the language of most articles."""
    asked: list[int | None] = []
    splits = articles.splits

    def spy(conn: Any, only: int | None = None) -> Any:
        asked.append(only)
        return splits(conn, only)

    def never(*_given: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(articles, "splits", spy)
    if form.name != "spacy":
        monkeypatch.setattr(articles, "languages", never)
    assert project.exporting.preview(1, ExportFilter(), Writing(form.name)) is not None
    assert asked == [1]


@pytest.mark.parametrize("name", ["jsonl", "statements-csv"])
def test_a_preview_reads_the_entries_of_its_article_alone(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """With what stands above them; registers may have 10,000 entries."""
    spans = [
        make_span("ACTOR", (21, 27), id="a", actor_id="wiese"),
        make_span("ACTOR", (21, 27), id="b", actor_id="open", origin=OPEN),
        make_span("CLAIM", (36, 72), id="c", concept_id="deep"),
    ]
    draft = make_draft(TEXT, "eins", state=State.DONE, spans=spans)
    draft.actors = {key: Actor(key, key.title(), "person") for key in ("wiese", "open", "other")}
    above = {"deep": "middle", "middle": "top", "top": None, "other": "top"}
    draft.concepts = {key: Concept(key, key.title(), parent) for key, parent in above.items()}
    project = make_project(draft)
    out = project.path.with_name("out.csv" if name.endswith("csv") else "out.jsonl")
    project.export(out, ExportFilter(suggestions=True), how=Writing(name))
    read: dict[str, list[str]] = {}
    for register in ("actors", "concepts"):
        whole = getattr(layers, register)

        def spy(conn: Any, only: Any = None, register: str = register, whole: Any = whole) -> Any:
            found = whole(conn, only)
            read[register] = sorted(found)
            return found

        monkeypatch.setattr(layers, register, spy)
    preview = project.exporting.preview(1, ExportFilter(suggestions=True), Writing(name))
    assert preview is not None
    assert read == {"actors": ["open", "wiese"], "concepts": ["deep", "middle", "top"]}
    written = out.read_text("utf-8-sig").replace("\r\n", "\n")
    if name == "jsonl":
        assert json.loads(preview.files[""]) == json.loads(written)
    else:
        assert preview.files[""].replace("\r\n", "\n").removeprefix("\ufeff") == written
        assert "Middle" in written


def test_a_query_can_be_stopped(project: Project) -> None:
    asked: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        asked.append((done, total))
        return False

    assert project.export(None, ExportFilter(query="lang:fr"), stop).cancelled
    assert asked == [(0, 1)], "before the first article"


def test_a_dry_run_tells_and_writes_nothing(project: Project) -> None:
    wanted = ExportFilter(labels=("CUE",))
    report = project.export(None, wanted)
    assert (report.written, report.spans_filtered) == (2, 5)
    assert [path.name for path in project.path.parent.iterdir() if "out" in path.name] == []


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_format_is_told_by_its_name_or_makes_a_folder(form: Any, tmp_path: Path) -> None:
    for suffix in form.suffixes:
        assert Writing(form.name).format_for(tmp_path / f"a{suffix}") is form
        assert not Writing(form.name).makes_folder(tmp_path / f"a{suffix}", form)
        assert Writing(form.name, folder=True).makes_folder(tmp_path / "a", form)
    if not form.suffixes:
        assert Writing(form.name).makes_folder(tmp_path / "a", form)


def test_names_that_promise_something_else_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"not what \.docx promises"):
        Writing("jsonl").format_for(tmp_path / "a.docx")
    assert Writing("jsonl").format_for(tmp_path / "a.ndjson").name == "jsonl"
    for name, suffix in (("out.xyz", ".xyz"), ("out.v2.gz", ".v2"), ("out.zip", ".zip")):
        with pytest.raises(
            UserError, match=rf"{name}: no format has files that end in \{suffix}; there are \.jsonl, "
        ):
            Writing().format_for(tmp_path / name)
    assert Writing().format_for(tmp_path / "out").name == "jsonl"
    with pytest.raises(UserError, match="There is no format 'moon'"):
        Writing("moon").format_for(tmp_path / "a.jsonl")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_options_of_other_formats_are_refused(run: Callable[..., Result], project: Project) -> None:
    result = run("export", project.path, "out.jsonl", "--scheme", "BIOES")
    assert result.exit_code == 2
    assert result.stderr == "annotator: Records (JSON Lines) has no use for --scheme.\n"


def test_the_command_line_filters(run: Callable[..., Result], project: Project, tmp_path: Path) -> None:
    narrow = ("--label", "QUOTE", "--label", "CUE", "--origin", "rule", "--query", "with:CUE")
    result = run("export", project.path, "out.jsonl", *narrow)
    assert result.exit_code == 0, result.output
    (line,) = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert ids(json.loads(line)) == ["u1"]
    result = run("export", project.path, "dry.jsonl", "--dry-run", "--agreement", "2")
    assert "1 article would be written." in result.stdout
    assert not (tmp_path / "dry.jsonl").exists()


def test_compressed_and_in_several_files(run: Callable[..., Result], project: Project, tmp_path: Path) -> None:
    import gzip

    import zstandard

    for name in ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst"):
        assert run("export", project.path, name).exit_code == 0
    plain = (tmp_path / "a.jsonl").read_bytes()
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == plain
    with zstandard.open(tmp_path / "a.jsonl.zst", "rb") as file:
        assert file.read() == plain
    assert run("export", project.path, "parts", "--shard", "1").exit_code == 0
    parts = sorted((tmp_path / "parts").glob("*.jsonl"))
    assert [part.name for part in parts] == ["all-00000.jsonl", "all-00001.jsonl"]
    assert b"".join(part.read_bytes() for part in parts) == plain


def test_articles_that_nobody_read_are_no_negatives(project: Project, tmp_path: Path) -> None:
    report = project.export(tmp_path / "a.jsonl", ExportFilter(), how=Writing("chat"))
    assert (report.written, report.losses.counts["unread"]) == (1, 1)
    assert len((tmp_path / "a.jsonl").read_text("utf-8").splitlines()) == 1
    project.apply(SetState((2,), State.DONE))
    report = project.export(tmp_path / "a.jsonl", ExportFilter(), how=Writing("chat"))
    assert (report.written, report.losses.counts["unread"]) == (2, 0)


def test_a_file_of_parts_is_refused(run: Callable[..., Result], project: Project) -> None:
    result = run("export", project.path, "out.jsonl", "--shard", "4")
    assert result.exit_code == 2
    assert "--shard makes a folder of files: write out.jsonl/" in result.stderr
