"""The command line: what each command does, says and ends with."""

from __future__ import annotations

import errno
import getpass
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator import __version__, cli
from annotator.__main__ import main
from annotator.commands import AcceptSuggestions, AddComment, RejectSuggestion, ResizeSpan, SetState
from annotator.core.identity import account_name
from annotator.core.models import Origin, Span, State
from annotator.project import Project
from tests.making import TEXT, make_draft, make_span, query

MakeProject = Callable[..., Project]
ROOT = Path(__file__).parent.parent


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in the test's folder; a bug in it fails the test."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str | Path, stdin: bytes = b"") -> Result:
        result = CliRunner().invoke(cli.cli, [str(a) for a in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    draft = make_draft(TEXT, "eins", state=State.DONE, spans=[make_span("ACTOR", (21, 27))], annotator="bert")
    made = make_project(draft, make_draft("Zwei."))
    made.close()
    return made.path


def failed(result: Result) -> str:
    """The one line on stderr of a command that ends with 2."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("annotator: ")
    return line.removeprefix("annotator: ")


@pytest.mark.parametrize("command", sorted(cli.cli.commands))
def test_every_command_is_one_of_the_entry_point(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """That takes what it doesn't know for a project to open."""
    monkeypatch.setattr(sys, "argv", ["annotator", command, "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"Usage: annotator {command} ")


def test_new(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("new", "p.annotator")
    assert (result.exit_code, result.stdout) == (0, "made p.annotator\n")
    assert query(tmp_path / "p.annotator", "select count(*) from article") == [(0,)]
    assert failed(run("new", "p.annotator")) == (
        "p.annotator exists already: annotator p.annotator opens it, annotator import p.annotator … adds articles."
    )
    assert "a project's name ends in" in failed(run("new", "p.txt"))


def test_new_with_the_sample(run: Callable[..., Result], tmp_path: Path) -> None:
    assert run("new", "p.db", "--sample").exit_code == 0
    assert query(tmp_path / "p.db", "select count(*) from article")[0][0] >= 8


def test_new_with_a_codebook(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text('name = "mine"\n[[labels]]\nname = "A"\ncolour = "#000000"\n')
    assert run("new", "p.db", "--codebook", "book.toml").exit_code == 0
    assert query(tmp_path / "p.db", "select name from codebook") == [("mine",)]
    (tmp_path / "book.toml").write_text("labels = 3")
    assert failed(run("new", "q.db", "--codebook", "book.toml")).startswith("book.toml: ")


def test_import_makes_the_project(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Ein Artikel.", "utf-8")
    (folder / "b.txt").write_bytes("Noch einer für alle.".encode("cp1252"))
    result = run("import", "p.annotator", "texts")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "imported 2, duplicates 0, refused 0\n", "")
    result = run("import", "p.annotator", "texts/a.txt", "texts/b.txt")
    assert (result.exit_code, result.stdout) == (0, "imported 0, duplicates 2, refused 0\n")
    assert query(tmp_path / "p.annotator", "select name from annotator") == [(getpass.getuser(),)]


def test_import_of_standard_input(run: Callable[..., Result]) -> None:
    lines = b'{"text": "Eins."}\n{"text": "Zwei."}\n{"text": ""}\n'
    result = run("import", "p.db", "-", stdin=lines)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "imported 2, duplicates 0, refused 1"
    assert result.stderr == "refused standard input:3: its text is empty\n"
    result = run("import", "p.db", "-", "--format", "text", stdin="Nur Text, für sich.".encode())
    assert result.stdout == "imported 1, duplicates 0, refused 0\n"


def test_import_tells_each_refusal_with_its_place(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Eins."}\n{}\nnichts\n', "utf-8")
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("import", "p.db", "a.jsonl", "b.png", "none.txt", "--report", "report.json")
    assert result.exit_code == 1
    assert result.stdout == "imported 1, duplicates 0, refused 4\n"
    lines = result.stderr.splitlines()
    assert lines[0] == 'refused a.jsonl:2: it has no "text"'
    assert lines[1].startswith("refused a.jsonl:3: invalid JSON")
    assert lines[2:] == [
        "refused b.png: the file is a PNG image, not text",
        "refused none.txt: there is no such file",
    ]
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["imported"] == 1
    assert report["refused"][0] == {"file": "a.jsonl", "line": 2, "reason": 'it has no "text"'}


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode there")
def test_a_report_on_a_full_disk_leaves_the_old_one(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Eins.")
    (tmp_path / "r.json").write_text("old")
    (tmp_path / "p.toml").write_text("old")
    run("import", "p.db", "a.txt")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    for arguments, name in (
        (("import", "p.db", "a.txt", "--report", "r.json"), "r.json"),
        (("export", "p.db", "out.jsonl", "--dry-run", "--report", "r.json"), "r.json"),
        (("codebook", "show", "p.db", "--out", "p.toml"), "p.toml"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "annotator: The disk is full: nothing was written to " in result.stderr
        assert (tmp_path / name).read_text() == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such file")
def test_a_report_may_go_to_what_is_no_file(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Eins.")
    assert run("import", "p.db", "a.txt", "--report", "/dev/null").exit_code == 0


def test_names_that_are_no_utf8_are_reported(run: Callable[..., Result], tmp_path: Path) -> None:
    """As those on disks of the nineties are."""
    (tmp_path / "old").mkdir()
    for name, content in ((b"M\xe4rz.txt", TEXT.encode()), (b"M\xe4rz.xlsx", b"zz")):
        Path(os.fsdecode(os.fsencode(tmp_path / "old") + b"/" + name)).write_bytes(content)
    for report in ("report.json", "report.csv"):
        run("import", f"{report}.db", "old", "--report", report)
        told = (tmp_path / report).read_text("utf-8-sig")
        assert "it doesn't begin as .xlsx files do" in told
        assert told.count("M\ufffdrz.txt") + told.count("M?rz.txt") == 1


def test_import_report_tells_the_duplicates(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    (tmp_path / "again.txt").write_text(TEXT, "utf-8")
    assert run("import", project, "again.txt", "--report", "report.json").exit_code == 0
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (report["imported"], report["articles"], report["refused"]) == (0, [], [])
    title = "„Wir bleiben“, sagte Ohlsen am Tor. Die Fähre muss fahren, verlangte sie."
    assert report["duplicates"] == [
        {"file": "again.txt", "line": None, "title": title, "of": "eins", "of_title": "Titel"}
    ]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "json"])
def test_import_report_tells_which_row_repeats_which(
    run: Callable[..., Result], tmp_path: Path, suffix: str
) -> None:
    rows = [("7", "Der Hafen", "Der Hafen bleibt offen."), ("8", "Die Fähre", "Die Fähre fährt wieder.")]
    rows.append(("9", "Wieder der Hafen", "Der Hafen  bleibt offen."))
    if suffix == "csv":
        table = "".join(f"{';'.join(row)}\n" for row in [("id", "title", "text"), *rows])
    else:
        lines = [json.dumps(dict(zip(("id", "title", "text"), row, strict=True))) for row in rows]
        table = "\n".join(lines) if suffix == "jsonl" else "[" + ",\n".join(lines) + "]"
    (tmp_path / f"a.{suffix}").write_text(table, "utf-8")
    run("import", "p.db", f"a.{suffix}", "--report", "r.json")
    first = 2 if suffix == "csv" else 1
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [article["line"] for article in report["articles"]] == [first, first + 1]
    assert report["duplicates"] == [
        {
            "file": f"a.{suffix}",
            "line": first + 2,
            "title": "Wieder der Hafen",
            "of": "7",
            "of_title": "Der Hafen",
        }
    ]
    run("import", "q.db", f"a.{suffix}", "--report", "r.csv")
    told = (tmp_path / "r.csv").read_text("utf-8-sig").splitlines()[1]
    assert told.startswith(f"duplicate;a.{suffix};{first + 2};Wieder der Hafen;")
    assert 'the same text as ""Der Hafen"" (id 7)' in told


@pytest.mark.parametrize(
    "command",
    [
        ("codebook", "show", "{}", "--out", "{}"),
        ("actors", "export", "{}", "{}"),
        ("import", "{}", "a.txt", "--report", "{}"),
    ],
)
def test_nothing_is_written_over_a_project(
    run: Callable[..., Result], project: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "a.txt").write_text("Ein Artikel.", encoding="utf-8")
    result = run(*(part.format(project) for part in command))
    assert result.exit_code == 2
    assert "is a project" in result.stderr
    assert run("check", project).exit_code == 0


def test_import_in_somebodys_name(run: Callable[..., Result], tmp_path: Path) -> None:
    record = {"text": "Mara spricht.", "status": "done", "spans": [{"label": "ACTOR", "start": 0, "end": 4}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), "utf-8")
    assert run("import", "p.db", "a.jsonl", "--annotator", "bert").exit_code == 0
    assert query(tmp_path / "p.db", "select annotator from span") == [("bert",)]
    assert query(tmp_path / "p.db", "select annotator, state from article_state") == [("bert", "done")]


def test_import_merges_labels_if_asked(run: Callable[..., Result], tmp_path: Path) -> None:
    def record(name: str, *spans: tuple[int, int]) -> str:
        told = [{"label": "ACTOR", "start": start, "end": end, "id": f"{start}"} for start, end in spans]
        return json.dumps({"text": "Mara und Jule.", "annotator": name, "status": "done", "spans": told}) + "\n"

    (tmp_path / "a.jsonl").write_text(record("anna", (0, 4)), "utf-8")
    (tmp_path / "b.jsonl").write_text(record("bert", (0, 4), (9, 13)), "utf-8")
    assert run("import", "p.db", "a.jsonl").exit_code == 0
    assert run("import", "p.db", "b.jsonl").stdout.splitlines() == [
        "1 duplicate has labels, which were not added to those that are there.",
        "--merge-labels adds them, each to its annotator's layer.",
        "imported 0, duplicates 1, refused 0",
    ]
    result = run("import", "p.db", "b.jsonl", "--merge-labels", "--report", "r.json")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "In 1 article that was there already: labels added: 2; states added: 1.",
        "imported 0, duplicates 1, refused 0",
    ]
    (merged,) = json.loads((tmp_path / "r.json").read_text("utf-8"))["merged_labels"]
    assert (merged["file"], merged["added"], merged["there"]) == ("b.jsonl", 2, 0)
    result = run("import", "p.db", "-", "--merge-labels", stdin=(tmp_path / "b.jsonl").read_bytes())
    assert (
        result.stdout.splitlines()[0] == "In 1 article that was there already: labels added: 0 (2 there already)."
    )
    found = query(tmp_path / "p.db", "select annotator, count(*) from span group by 1")
    assert found == [("anna", 1), ("bert", 2)]
    assert run("check", "p.db").exit_code == 0


def test_labels_are_merged_with_a_codebook_that_grows(run: Callable[..., Result], tmp_path: Path) -> None:
    """Of the second import, which the new labels make needed, the first ones are not told again."""
    lines = [{"text": text, "label": [[0, 4, "ACTOR"]]} for text in ("Mara geht.", "Jule geht.")]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert run("import", "p.db", "a.jsonl", "--annotator", "anna").exit_code == 0
    lines[1]["label"] = [[5, 9, "VERB"]]
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    result = run("import", "p.db", "b.jsonl", "--annotator", "bert", "--extend-codebook", "--merge-labels")
    assert result.stdout.splitlines()[-2:] == [
        "In 2 articles that were there already: labels added: 2; states added: 2.",
        "imported 0, duplicates 2, refused 0",
    ]


def test_export(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    result = run("export", project, "out.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "2 articles written, 1 not done.\n"
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert (first["id"], first["status"], first["annotator"]) == ("eins", "done", "bert")
    assert first["spans"][0]["text"] == "Ohlsen"
    assert second["spans"] == []
    result = run("export", project, "out.jsonl", "--status", "done", "--annotator", "bert")
    assert result.stdout == "1 article written.\nLeft out by --status done: 1 new.\n"
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 1


def test_export_with_comments(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    opened = Project.open(project, "anna")
    opened.apply(AddComment(1, None, "Woher?", open=True))
    opened.apply(AddComment(2, None, "Gut."))
    opened.close()

    def exported(*options: str) -> list[dict[str, Any]]:
        assert run("export", project, "out.jsonl", *options).exit_code == 0
        return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]

    assert not any("comments" in record for record in exported())
    found = exported("--comments")
    assert [[(c["text"], c["open"]) for c in record["comments"]] for record in found] == [
        [("Woher?", True)],
        [("Gut.", False)],
    ]
    assert run("import", "again.db", "out.jsonl").exit_code == 0
    assert query(tmp_path / "again.db", "select text, open from comment order by article_id") == [
        ("Woher?", 1),
        ("Gut.", 0),
    ]
    assert ["open", "1"] in [line.split() for line in run("stats", "again.db").stdout.splitlines()]


def test_export_errors(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    assert failed(run("export", "none.annotator", "out.jsonl")) == "There is no project at none.annotator."
    assert "holds other files than an export's" in failed(run("export", project, "."))
    assert "can't replace the project itself" in failed(run("export", project, project))
    assert failed(run("export", project, "none/out.jsonl")) == f"The folder {tmp_path / 'none'} does not exist."
    assert "has no annotator 'zoe'; it has anna, bert." in failed(
        run("export", project, "o", "--annotator", "zoe")
    )
    assert not (tmp_path / "o").exists()
    for name in ("out.docx", "out.TSV", "out.pdf"):
        assert f"{name} would hold Records (JSON Lines), not what" in failed(run("export", project, name))
        assert not (tmp_path / name).exists()


def test_stats(run: Callable[..., Result], project: Path) -> None:
    lines = [line.split() for line in run("stats", project).stdout.splitlines()]
    assert ["articles", "2"] in lines
    assert ["characters", str(len(TEXT) + 5)] in lines
    assert ["spans", "1"] in lines
    assert ["ACTOR", "1", "anna"] in lines
    assert ["done", "1", "bert"] in lines
    assert ["comments", "0"] in lines
    assert ["incomplete", "0"] in lines
    assert ["skipped", "0"] in lines
    with closing(Project.open(project, "anna")) as opened:
        opened.apply(SetState((1, 2), State.SKIPPED, "Sport"))
    lines = [line.split() for line in run("stats", project).stdout.splitlines()]
    assert lines[lines.index(["skipped", "2"]) + 1] == ["Sport", "2"]


def test_stats_of_suggesters(run: Callable[..., Result], make_project: MakeProject) -> None:
    def suggested(start: int, name: str, label: str = "ACTOR") -> Span:
        return make_span(label, (start, start + 3), origin=Origin("rule", name, "2", 0.5, "open"))

    spans = [*(suggested(n, "actors") for n in range(0, 16, 4)), suggested(20, "ein-sehr-langer-name", "QUOTE")]
    project = make_project(make_draft(TEXT, spans=spans))
    heads = ["suggesters", "open", "accepted", "edited", "rejected", "rate"]

    def rows() -> list[list[str]]:
        lines = [line.split() for line in run("stats", project.path).stdout.splitlines()]
        return lines[lines.index(heads) + 1 :]

    assert rows() == [
        ["actors", "ACTOR", "4", "0", "0", "0", "–"],
        ["ein-sehr-langer-name", "QUOTE", "1", "0", "0", "0", "–"],
    ]
    project.apply(AcceptSuggestions(1, (spans[0].id, spans[1].id)))
    project.apply(ResizeSpan(1, spans[1].id, ((4, 8),)))
    project.apply(RejectSuggestion(1, spans[2].id))
    assert rows()[0] == ["actors", "ACTOR", "1", "1", "1", "1", "67", "%"]


def test_stats_without_suggesters(run: Callable[..., Result], project: Path) -> None:
    assert run("stats", project).stdout.splitlines()[-1].split()[0] == "suggesters"


def test_check(run: Callable[..., Result], project: Path) -> None:
    result = run("check", project)
    assert (result.exit_code, result.stdout) == (0, f"{project}: ok\n")
    opened = Project.open(project, "anna")
    opened._db.conn.execute("update span set end = 900")
    opened.close()
    result = run("check", project)
    assert result.exit_code == 1
    assert "lies outside the text (21-900" in result.stdout
    assert result.stdout.endswith(f"{project}: 1 problems\n")


@pytest.mark.parametrize("command", ["stats", "check", "export", "import"])
def test_files_that_are_no_project(run: Callable[..., Result], tmp_path: Path, command: str) -> None:
    (tmp_path / "text.db").write_text("Ein Text.")
    rest = {"export": ["out.jsonl"], "import": ["text.db"]}.get(command, [])
    assert (
        failed(run(command, "text.db", *rest))
        == "text.db is not an Annotator project: it is no SQLite file, or its beginning is damaged."
    )
    assert failed(run(command, ".", *rest)) == ". is a folder, not a project."
    assert "File name too long" in failed(run("stats", "x" * 300 + ".db"))


def test_projects_are_not_read_as_articles(run: Callable[..., Result], project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annotator"
    assert run("new", other).exit_code == 0
    result = run("import", project, project, other)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "imported 0, duplicates 0, refused 2"
    assert result.stderr.splitlines() == [
        f"refused {project}: it is the project that is open, or belongs to it",
        f"refused {other}: the file is an Annotator project: export its records (.jsonl), and import those",
    ]


def test_standard_input_extends_no_codebook(run: Callable[..., Result], project: Path) -> None:
    """It can't be read twice, and an option that does nothing would be a lie."""
    sentence = failed(run("import", project, "-", "--extend-codebook"))
    assert sentence == "--extend-codebook reads files twice, and standard input can't be; name a file."


def test_usage_errors_end_with_2(run: Callable[..., Result], project: Path) -> None:
    for arguments in (
        ["export", project],
        ["import", project],
        ["new"],
        ["stats", project, "--nonsense"],
        ["none"],
    ):
        assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "error", [KeyError("getpwuid(): uid not found: 12345"), ModuleNotFoundError("No module named 'pwd'")]
)
def test_account_without_a_name(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def nameless() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert account_name() == "annotator"


# The program as it is started


def start(*arguments: str | Path, stdin: bytes = b"", folder: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"QT_QPA_PLATFORM": "nonsense", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "annotator", *arguments],
        input=stdin,
        capture_output=True,
        env=environment,
        cwd=folder,
        check=False,
    )


def test_version_and_help() -> None:
    done = start("--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"annotator, version {__version__}\n")
    for arguments in (["--help"], ["-h"]):
        done = start(*arguments)
        assert done.returncode == 0
        for command in ("new", "import", "export", "stats", "check"):
            assert f"  {command} " in done.stdout.decode()


def test_every_command_runs_without_a_display(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Die Fähre fährt. 🙂", "utf-8")
    for arguments, code in (
        (["new", "p.annotator"], 0),
        (["import", "p.annotator", "a.txt"], 0),
        (["import", "p.annotator", "none.txt"], 1),
        (["export", "p.annotator", "out.jsonl"], 0),
        (["stats", "p.annotator"], 0),
        (["check", "p.annotator"], 0),
        (["check", "none.annotator"], 2),
        (["export", "a.txt", "out.jsonl"], 2),
    ):
        done = start(*arguments, folder=tmp_path)
        assert done.returncode == code, done.stderr
        assert b"Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == (code > 0)
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["text"] == "Die Fähre fährt. 🙂"


def test_two_imports_may_make_the_same_project(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, create = tmp_path / "p.annotator", Project.create

    def second(*arguments: Any) -> Project:
        create(path, "anna").close()  # the other one is quicker
        return create(*arguments)

    monkeypatch.setattr(Project, "create", second)
    (tmp_path / "a.txt").write_text("Die Fähre fährt.", "utf-8")
    result = run("import", str(path), str(tmp_path / "a.txt"))
    assert (result.exit_code, result.stdout) == (0, "imported 1, duplicates 0, refused 0\n")


def test_standard_input_of_a_real_process(tmp_path: Path) -> None:
    done = start("import", "p.db", "-", stdin=b'{"text": "Eins."}\n' * 2, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"imported 1, duplicates 1, refused 0\n")


def test_command_line_loads_no_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from annotator.cli import cli\n"
        "cli(['new', sys.argv[1], '--sample'], standalone_mode=False)\n"
        "cli(['export', sys.argv[1], sys.argv[1] + '.jsonl'], standalone_mode=False)\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'annotator.ui'))]"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "p.db"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_project_that_is_not_there_opens_no_window(tmp_path: Path) -> None:
    done = start("none.annotator", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("annotator: There is no project at none.annotator.")
    assert len(done.stderr.splitlines()) == 1


def test_find(run: Callable[..., Result], project: Path) -> None:
    assert run("find", project, "label:ACTOR").stdout == "eins\tTitel\n"
    assert run("find", project, "label:ACTOR", "--spans").stdout == (
        f"eins:21-27\tACTOR\t„Wir bleiben“, sagte [{TEXT[21:27]}] am Tor. Die Fähre muss fahren, verlangte sie.\n"
    )
    assert run("find", project, "without:ACTOR").stdout.endswith("\tTitel\n")
    assert run("find", project, "nirgends").stdout == ""
    noted = run("find", project, "(foo:bar")
    assert (noted.exit_code, noted.stdout) == (0, "")
    assert noted.stderr.splitlines() == [
        "note: there is no field foo; taken as words",
        "note: the bracket at character 1 is not closed",
    ]
    assert "Did you mean ACTOR?" in failed(run("find", project, "label:ACTR"))
    # What begins with a minus is a query, too.
    assert run("find", project, "-hafen").stdout.startswith("eins\tTitel\n")
    assert "eins" not in run("find", project, "-with:ACTOR").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["codebook", "show"], "annotator: Missing argument 'PROJECT'.\n"),
        (
            ["export", "p.db", "out", "--scheme", "foo"],
            "annotator: Invalid value for '--scheme': 'foo' is not one of 'BIO', 'BIOES'.\n",
        ),
        (["stats", "p.db", "--nothing"], "annotator: No such option '--nothing'.\n"),
    ],
)
def test_wrong_arguments_are_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run_command(arguments) == 2
    assert capsys.readouterr() == ("", said)


def test_a_group_alone_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run_command(["codebook"]) == 2
    assert "Show, change or compare" in capsys.readouterr().err
    assert cli.run_command(["--version"]) == 0


def test_a_report_replaces_nothing_that_is_imported(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for target, why in (
        ("a.txt", "a.txt is to be imported, so the report can't replace it; name another file."),
        ("none/r.json", "The folder none does not exist."),
        (".", ". is a folder; name a file."),
    ):
        result = run("import", "p.db", "a.txt", "--report", target)
        assert (result.exit_code, result.stderr) == (2, f"annotator: {why}\n")
    assert (tmp_path / "a.txt").read_text("utf-8") == TEXT
    assert not (tmp_path / "p.db").exists()


def test_help_says_whose_state_a_query_asks_for(run: Callable[..., Result], make_project: MakeProject) -> None:
    """As they differ: find takes one's own, an export the furthest."""
    project = make_project(make_draft("Eins.", "a"))
    path = project.path
    with closing(project):
        project.apply(SetState((1,), State.DONE))
    with closing(Project.open(path, account_name())) as own:
        own.apply(SetState((1,), State.STARTED))
    assert run("find", path, "status:done").stdout == ""
    exported = run("export", path, "out.jsonl", "--status", "any", "--query", "status:done")
    assert "1 article written" in exported.output
    for command, said in (
        ("find", "Here status: is your own state"),
        ("export", "status: is the furthest of all"),
        ("train", "status: is the furthest of all"),
    ):
        assert said in " ".join(run(command, "--help").output.split())
