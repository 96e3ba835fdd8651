"""Columns of tables and keys of JSON, named on the command line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator import cli
from annotator.formats import day_order
from annotator.project import Project
from tests.making import query

TABLE = "Kopfzeile;Fließtext;Tag\nKräne stehen;Eins.;13.03.2025\nStreik;Zwei.;gestern\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs an import in the test's folder; a bug in it fails the test."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, stdin: bytes = b"") -> Result:
        result = CliRunner().invoke(cli.cli, ["import", *arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


def test_columns_are_named(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, "cp1252")
    (tmp_path / "b.jsonl").write_text('{"Kopfzeile": "K", "Fließtext": "Drei.", "Tag": "14.03.2025"}', "utf-8")
    result = run("p.db", "a.csv", "b.jsonl", "--map", "title=Kopfzeile,text=Fließtext", "--map", "date=Tag")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ['a.csv: 1 date not understood: "gestern" (line 3).', "imported 3, duplicates 0, refused 0"],
    )
    assert query(tmp_path / "p.db", "select title, text, published from article order by id") == [
        ("Kräne stehen", "Eins.", "2025-03-13"),
        ("Streik", "Zwei.", "gestern"),
        ("K", "Drei.", "2025-03-14"),
    ]


def test_columns_that_can_not_be_known_are_named_in_the_refusal(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("A;B\n1;Eins.\n", "utf-8")
    result = run("p.db", "a.csv")
    assert (result.exit_code, result.stdout) == (1, "imported 0, duplicates 0, refused 1\n")
    assert result.stderr == (
        "refused a.csv: no column is known to hold the text; say which by --map text=COLUMN: its columns are "
        '"A", "B"\n'
    )
    assert run("p.db", "a.csv", "--map", "text=B").exit_code == 0


def test_a_mapping_that_can_not_be_meant_makes_no_project(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("p.db", "a.csv", "--map", "body=B")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("annotator: --map takes FIELD=COLUMN, where FIELD is one of title, text, ")
    assert not (tmp_path / "p.db").exists()


def test_standard_input_takes_a_mapping(run: Callable[..., Result]) -> None:
    result = run("p.db", "-", "--format", "csv", "--map", "text=B,id=A", stdin=b"A,B\n1,Eins.\n")
    assert result.stdout == "imported 1, duplicates 0, refused 0\n"


DOCCANO = '{"text": "Die Fähre nach Lund fährt nicht.", "label": [[15, 19, "PLACE"]]}\n'


def test_labels_of_other_tools_are_added_to_the_codebook_of_a_new_project(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(DOCCANO + '{"text": "Ohne.", "label": []}\n', "utf-8")
    result = run("p.db", "a.jsonl")
    *told, last = result.stdout.splitlines()
    assert (result.exit_code, last) == (0, "imported 2, duplicates 0, refused 0")
    assert any("PLACE" in line for line in told)
    assert query(tmp_path / "p.db", "select label, start, end from span") == [("PLACE", 15, 19)]
    assert query(tmp_path / "p.db", "select max(version) from codebook") == [(2,)]


def test_labels_are_added_to_a_codebook_in_use_only_if_asked(run: Callable[..., Result], tmp_path: Path) -> None:
    Project.create(tmp_path / "p.db", "anna").close()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.jsonl", DOCCANO)
    result = run("p.db", "a.zip")
    assert (result.exit_code, result.stdout) == (1, "imported 0, duplicates 0, refused 1\n")
    assert "lacks the label PLACE; add this to it (--extend-codebook)" in result.stderr
    result = run("p.db", "a.zip", "--extend-codebook")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "imported 1, duplicates 0, refused 0")


def test_columns_that_were_not_read_are_told(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Kopfzeile;Text;Nr;Leer\nKräne stehen;Eins.;7;\n", "utf-8")
    result = run("p.db", "a.csv", "--report", "r.json")
    assert result.stdout == (
        'a.csv: not read: columns "Kopfzeile", "Nr".\n'
        "--map FIELD=COLUMN says what a column is, where the articles aren't in the project yet.\n"
        "imported 1, duplicates 0, refused 0\n"
    )
    told = [{"file": "a.csv", "columns": ["Kopfzeile", "Nr"]}]
    assert json.loads((tmp_path / "r.json").read_bytes())["unread_columns"] == told
    result = run("q.db", "a.csv", "--map", "title=Kopfzeile", "--report", "r.csv")
    assert 'a.csv: not read: column "Nr".' in result.stdout
    assert "unread;a.csv;" in (tmp_path / "r.csv").read_text("utf-8-sig")
    # Of words with tags nobody has to say what the columns are.
    (tmp_path / "b.conll").write_text("Ilse NNP B-ACTOR\nran VBD O\n", "utf-8")
    assert run("q.db", "b.conll").stdout == (
        'b.conll: not read: column "2".\nimported 1, duplicates 0, refused 0\n'
    )


def test_dates_that_were_not_understood_are_told(run: Callable[..., Result], tmp_path: Path) -> None:
    dates = ["03/04/2025", "gestern", "2025-03", "12/05/2025", *["bald"] * 4, ""]
    rows = "".join(f"Text Nummer {number}.;{written}\n" for number, written in enumerate(dates))
    (tmp_path / "a.csv").write_text(f"Text;Datum\n{rows}", "utf-8")
    told = (
        '7 dates not understood: "03/04/2025" (line 2), "gestern" (line 3), "12/05/2025" (line 5), '
        '"bald" (line 6), "bald" (line 7) …; 2 of them may have the day or the month first'
    )
    result = run("p.db", "a.csv", "--report", "r.json")
    assert result.stdout.splitlines() == [
        f"a.csv: {told}.",
        "imported 9, duplicates 0, refused 0",
    ]
    (found,) = json.loads((tmp_path / "r.json").read_bytes())["dates_not_understood"]
    assert found["examples"][0] == {"line": 2, "date": "03/04/2025"}
    assert (found["file"], found["number"], found["day_or_month_first"]) == ("a.csv", 7, 2)
    run("q.db", "a.csv", "--report", "r.csv")
    assert "unread;a.csv;;;;;;;" in (tmp_path / "r.csv").read_text("utf-8-sig")
    # What is there already is not told of again.
    assert run("p.db", "a.csv").stdout == "imported 0, duplicates 9, refused 0\n"


def test_dates_that_there_are_not_are_told(run: Callable[..., Result], tmp_path: Path) -> None:
    dates = [
        "2025-02-30",
        "2025-13-45",
        "0000-00-00",
        "2025-13",
        "0000",
        "2024-02-29",
        "2025-12",
        "2025-03-13T08:00Z",
    ]
    rows = "".join(f"Text Nummer {number}.;{written}\n" for number, written in enumerate(dates))
    (tmp_path / "a.csv").write_text(f"Text;Datum\n{rows}", "utf-8")
    assert run("p.db", "a.csv").stdout.splitlines()[0] == (
        'a.csv: 5 dates not understood: "2025-02-30" (line 2), "2025-13-45" (line 3), "0000-00-00" (line 4), '
        '"2025-13" (line 5), "0000" (line 6).'
    )


def test_an_order_of_day_and_month_that_is_contradicted_is_told(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def imported(name: str, *dates: str) -> str:
        rows = "".join(f"Text Nummer {number} in {name}.;{written}\n" for number, written in enumerate(dates))
        (tmp_path / name).write_text(f"Text;Datum\n{rows}", "utf-8")
        return run("p.db", name).stdout.splitlines()[0]

    assert imported("a.csv", "03/04/2025", "25/04/2025", "04/25/2025") == (
        'a.csv: 1 date not understood: "03/04/2025" (line 2); 1 of them may have the day or the month first; '
        "in some dates of the file the day comes first, in others the month."
    )
    monkeypatch.setattr(day_order, "MOST_ITEMS", 1)
    assert imported("b.csv", "03/04/2025", "25/04/2025", "04/25/2025") == (
        "b.csv: in some dates of the file the day comes first, in others the month; "
        "1 date such as 03/04/2025 was read in one of these orders, maybe wrongly."
    )
    assert imported("c.csv", "03/04/2025", "25/04/2025", "12/04/2025") == "imported 3, duplicates 0, refused 0"


def test_keys_of_other_tools_are_named_and_told(run: Callable[..., Result], tmp_path: Path) -> None:
    line = {"id": 91, "text": "Ilse came.", "label": [[0, 4, "PER"], [5, 9, "人名"]], "doc": "BC-1", "wave": 3}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    result = run("p.db", "a.jsonl", "--map", "id=doc", "--report", "r.json")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "Codebook: The label LABEL (人名) is new.",
            "Names of other tools were read as what the codebook has: PER as ACTOR with kind person.",
            'a.jsonl: not read: columns "id", "wave".',
            "--map FIELD=COLUMN says what a column is, where the articles aren't in the project yet.",
            "imported 1, duplicates 0, refused 0",
        ],
    )
    assert query(tmp_path / "p.db", "select key from article") == [("BC-1",)]
    report = json.loads((tmp_path / "r.json").read_bytes())
    told = [{"file": "a.jsonl", "name": "PER", "as": "ACTOR with kind person"}]
    assert (report["names_read_as_others"], report["unread_columns"][0]["columns"]) == (told, ["id", "wave"])
    # Once a name, however many files have it.
    (tmp_path / "b.jsonl").write_text(json.dumps({**line, "text": "Ilse went."}), "utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps({**line, "text": "Ilse left."}), "utf-8")
    assert run("p.db", "b.jsonl", "c.jsonl", "--report", "r.csv").stdout.count("PER") == 1
    assert (tmp_path / "r.csv").read_text("utf-8-sig").count("PER as ACTOR with kind person") == 1
