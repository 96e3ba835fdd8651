from __future__ import annotations

import csv
import io
import os
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Article, Draft, Refusal
from annotator.formats.mapping import Mapping
from annotator.formats.readers import table
from annotator.formats.readers.table import CsvReader
from tests.formats.east_asian import EAST_ASIAN
from tests.formats.fuzzing import CODEBOOK, damaged, read, refusal

ROWS = [
    ["ID", "Headline", "Volltext", "Datum", "Autor", "Quelle"],
    ["1", "Kräne stehen still", "„Wir bleiben“, so Wendt.\nSie blieb; alle.", "13.03.2025", "Ilse Wendt", "Bote"],
    ["2", 'Das "Nein"', "Zwei, mit Komma\tund Tab | und Strich.", "2025-03-14", "Wendt, I.; Ay, C.", ""],
]  # fmt: skip
UNKNOWN = "no column is known to hold the text; say which by --map text=COLUMN: its columns are "
EXPECTED = [
    ("1", "Kräne stehen still", ROWS[1][2], "2025-03-13", ("Ilse Wendt",), "Bote"),
    ("2", 'Das "Nein"', ROWS[2][2], "2025-03-14", ("Wendt, I.", "Ay, C."), None),
]


def written(delimiter: str = ",", line_end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(ROWS)  # type: ignore[arg-type]
    return out.getvalue()


def articles(data: bytes, mapping: Mapping | None = None) -> list[Article]:
    items = read(CsvReader(mapping), data, "in/press.csv")
    assert all(isinstance(item, Draft) for item in items), items
    return [item.article for item in items if isinstance(item, Draft)]


def texts(data: bytes) -> list[str]:
    """The articles' texts; a refusal as it is shown."""
    return [i.article.text if isinstance(i, Draft) else str(i) for i in read(CsvReader(), data, "press.csv")]


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_quotes_and_line_ends_are_found_out(delimiter: str, line_end: str, quoting: int) -> None:
    if line_end == "\r":
        quoting = csv.QUOTE_ALL  # the writer takes "\\n" for an ordinary character then
    made = articles(written(delimiter, line_end, quoting).encode())
    assert [(a.key, a.title, a.text, a.published, a.authors, a.source) for a in made] == EXPECTED


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_encoding_is_found_out(encoding: str) -> None:
    made = articles(written(";").encode(encoding))
    assert [(a.title, a.text) for a in made] == [(row[1], row[2]) for row in ROWS[1:]]


def test_marked_letters_late_in_a_long_file_tell_its_encoding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_SAMPLE", 1000)
    monkeypatch.setattr(table, "_CHUNK", 777)
    plain = "\n".join(f"{n};Plain words of the article number {n}" for n in range(200))
    for encoding in ("utf-8", "cp1252"):
        made = articles(f"id;text\n{plain}\n9;Größere Kräne für Bäcker".encode(encoding))
        assert made[-1].text == "Größere Kräne für Bäcker"


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "gb18030", "big5hkscs", "cp949"])
@pytest.mark.parametrize("chunk", [331, 332, 1 << 20])
def test_encodings_of_several_bytes_are_told_wherever_the_file_is_cut(
    encoding: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "_SAMPLE", max(500, chunk))
    monkeypatch.setattr(table, "_CHUNK", chunk)
    text = EAST_ASIAN[encoding].replace(";", "")
    rows = "\n".join(f"{n};{text}" for n in range(30))
    assert texts(f"id;text\n{rows}\n".encode(encoding)) == [text] * 30


def test_a_name_above_the_header_and_a_line_that_names_the_delimiter_are_passed_over() -> None:
    assert texts(b"Export of 13 March;\n;\nTitle;Text\na;b\n") == ["b"]
    assert texts(b"sep=|\r\ntitle|text\r\na|b, c; d\r\n") == ["b, c; d"]
    assert texts(b'"sep=;"\ntitle;text\na;b\n') == ["b"]


def test_below_lines_of_one_cell_the_names_are_told_apart() -> None:
    assert texts(b"Export\nStand 2025\n\nNr,Artikel,Ressort\n1,Der Hafen bleibt zu.,Lokales\n") == [
        "Der Hafen bleibt zu."
    ]


def test_one_column_is_a_table_too() -> None:
    assert texts("Text\nEins, zwei; drei\n\n„Vier“, sagte sie.\n".encode()) == [
        "Eins, zwei; drei",
        "„Vier“, sagte sie.",
    ]


def test_quotes_behind_backslashes_are_read() -> None:
    assert texts(b'title,text\n"a","She said \\"no\\", twice."\n"b","\\"Yes\\", he said"\n') == [
        'She said "no", twice.',
        '"Yes", he said',
    ]
    assert texts(b'title,text\n"a","C:\\"\n"b","x ""y"" z"\n') == ["C:\\", 'x "y" z']


def test_quotation_marks_may_be_the_text_s_own() -> None:
    assert texts(b'title\ttext\na\t"No", she said, "never".\nb\t"Yes\nc\td\n') == [
        '"No", she said, "never".', '"Yes', "d",
    ]  # fmt: skip
    assert texts(b'title\ttext\na\t"No"\nb\t"He said ""yes"".\nTwice."\n') == ["No", 'He said "yes".\nTwice.']
    # Cut off with the sample, in the middle of a quoted cell.
    long = "word " * (table._SAMPLE // 5)
    assert texts(f'title,text\na,"{long}, ""x"""\n'.encode()) == [f'{long}, "x"']


def test_a_mapping_names_the_columns() -> None:
    made = articles(b"A;B;C\n1;Eins;x\n", Mapping({"text": "B", "title": "C"}))
    assert [(a.title, a.text) for a in made] == [("x", "Eins")]
    other = CsvReader().mapped(Mapping({"text": "D"}))
    assert refusal(other, b"A;B\n1;2\n") == 'there is no column "D"; its columns are "A", "B"'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "the table is empty"),
        (b"\n \n", "the table is empty"),
        (b"A;B\n1;2\n4\n", UNKNOWN + '"A", "B"'),
        (b"title;text\n", "there are no rows below the names of the columns"),
        (b"PK\x03\x04" + b"x" * 100, "the file is a ZIP archive or an office document, not text"),
        (b"\0\1\2\3" * 1000 + b"\xff\xfe\xfd", "the file is binary, not text"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(data: bytes, reason: str) -> None:
    assert refusal(CsvReader(), data) == reason


def test_a_bad_row_is_refused_and_the_others_are_read() -> None:
    good = b"a;\xc3\xa4\xc3\xb6\xc3\xbc;x\n"
    data = b"title;text;note\n" + good + b"b;c;d;e\nb;\xff;x\nb; ;x\n" + good + b'b;"open;x\n'
    assert texts(data) == [
        "äöü",
        "press.csv:3: it has 4 cells, but there are 3 columns",
        "press.csv:4: it has bytes that are not UTF-8, though the rest of the file is",
        "press.csv:5: its text is empty",
        "äöü",
        "press.csv:7: a quotation mark is opened and never closed: the file may be cut off",
    ]
    assert texts(b"text;title\nEins;a\nZwei") == ["Eins", "press.csv:3: the file ends in the middle of this row"]
    assert texts(b"text;title\nEins\n") == ["Eins"]


def test_nuls_are_dropped() -> None:
    assert texts(b"title;te\0xt\na;Ei\0ns und zwei und drei\n") == ["Eins und zwei und drei"]


def test_too_long_cells_and_lines_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_CELL", 1 << 20)
    monkeypatch.setattr(table, "_CHUNK", 1000)
    long = b"x" * (1 << 20)
    data = b'title;text\na;b\na;"' + (b"y" * 999 + b"\n") * 1100 + b"a;" + long + b"\nc;d\n"
    first, cell, *rest = texts(data)
    assert first == "b"
    assert cell == "press.csv:3: a cell is longer than 1 Mi characters: a quotation mark may be missing"
    assert rest[-2:] == ["press.csv:1103: the line is longer than 1 Mi characters", "d"]


def test_a_stream_need_not_be_seekable_and_stays_open() -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as stream:
        with os.fdopen(write_end, "wb") as out:
            out.write(b"text\nEins\n")
        assert len(list(CsvReader().read(stream, "-", CODEBOOK))) == 1
        assert not stream.closed


def test_progress_counts_all_bytes_once() -> None:
    data = b"text\n" + b"Eins und zwei\n" * 10_000
    seen: list[int] = []
    counts = [sum(seen) for _ in CsvReader().read(io.BytesIO(data), "x", CODEBOOK, seen.append)]
    assert counts == sorted(counts)
    assert counts[5000] < len(data)
    assert sum(seen) == len(data)


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.csv", b"x", True),
        ("a.TSV", b"x", True),
        ("a.txt", b"Headline\tText\tDatum\r\n", True),
        ("a.txt", "Titel;Text;Quelle\n".encode("utf-16"), True),
        ("export", b'"title","text","url"\n', True),
        ("a.xls", b"Headline\tText\tDatum\r\n", True),
        ("a.txt", b"Text, Titel\n", False),
        ("a.txt", b"Der Text, der Titel, die Quelle und das Datum stimmen.\n", False),
        ("a.html", b"title,text,url\n", False),
        ("a.txt", b"", False),
    ],
)
def test_tables_are_known_by_name_or_by_their_first_line(name: str, head: bytes, accepted: bool) -> None:
    assert CsvReader().accepts(PurePath(name), head) is accepted


@given(st.data())
def test_damaged_tables_are_articles_or_refusals(data: st.DataObject) -> None:
    whole = written(data.draw(st.sampled_from(",;\t"))).encode(
        data.draw(st.sampled_from(["utf-8", "utf-16", "cp1252"]))
    )
    read(CsvReader(), data.draw(damaged(whole, (b'"', b"\n", b"\xff", b'\\"'))))


@given(st.binary(min_size=1))
def test_any_bytes_are_articles_or_refusals(data: bytes) -> None:
    read(CsvReader(), data)
    read(CsvReader(), b"text,title\n" + data)


TEXTS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(st.lists(TEXTS.filter(lambda t: "<" not in t and "&" not in t), min_size=1), st.sampled_from(",;\t|"))
def test_every_text_comes_back(given_: list[str], delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["title", "text", "url"]])
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(["t", text, ""] for text in given_)
    assert [a.text for a in articles(out.getvalue().encode())] == given_


def test_lines_are_those_of_the_file() -> None:
    items = read(CsvReader(), b'text\n"a\nb"\n\n""\n"c\nd"\n')
    assert [item.line for item in items if isinstance(item, Refusal)] == []
    assert [i.article.text for i in items if isinstance(i, Draft)] == ["a\nb", "c\nd"]
    (bad,) = [i for i in read(CsvReader(), b'text;x\n"a\nb";\n;y\n') if isinstance(i, Refusal)]
    assert bad.line == 4


def test_the_first_paragraphs_that_dow_jones_has_apart_stand_before_the_text() -> None:
    data = b"an,source_code,title,snippet,body\nN1,NWN,Hafen,Der Hafen ruht.,Wir warten.\nN2,NWN,Kai,,Sie geht.\n"
    first, second = read(CsvReader(), data)
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert first.article.text == "Der Hafen ruht.\n\nWir warten."
    assert second.article.text == "Sie geht."


def test_a_cell_that_is_called_like_a_column_is_no_header() -> None:
    data = b"Title,ArticleType,Database\nHarbour,News article,Global\nFerries,Article,Global\n"
    assert refusal(CsvReader(), data) == f'{UNKNOWN}"Title", "ArticleType", "Database"'
    (article,) = articles(b"Press of today,,\nNo,Volltext,\n1,Der Hafen ruht.,\n")
    assert article.text == "Der Hafen ruht."
    (article,) = articles(b"Press,today\nNo,Words\n1,Der Hafen ruht.\n", Mapping({"text": "Words"}))
    assert article.text == "Der Hafen ruht."
