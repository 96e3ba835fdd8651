from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.codebook import Codebook, Label
from annotator.core.errors import UserError
from annotator.core.models import Draft, Refusal
from annotator.formats.mapping import Mapping
from annotator.formats.readers import HEAD_BYTES, READERS, read_path, read_stream, walk
from annotator.formats.readers.text import TextReader
from tests.making import make_draft

CODEBOOK = Codebook("news")
RECORDS = b'{"id": 1, "text": "Eins"}\n{"text": "Zwei"}\n'


def summary(items: Iterator[Draft | Refusal]) -> list[str]:
    return [item.article.text if isinstance(item, Draft) else str(item) for item in items]


def read(path: Path, data: bytes, format: str | None = None) -> list[str]:
    path.write_bytes(data)
    return [line.removeprefix(f"{path.parent}{os.sep}") for line in summary(read_path(path, CODEBOOK, format))]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jsonl", RECORDS, ["Eins", "Zwei"]),
        ("a.NDJSON", RECORDS, ["Eins", "Zwei"]),
        ("a.json-lines", b"\n" + RECORDS, ["Eins", "Zwei"]),
        ("a.json", RECORDS, ["Eins", "Zwei"]),
        ("a.txt", RECORDS, ["Eins", "Zwei"]),
        ("a.bak", b"\xef\xbb\xbf" + RECORDS, ["Eins", "Zwei"]),
        ("a.txt", b'{"title": "no record"}', ['{"title": "no record"}']),
        ("a.txt", b"{Editor's note} Eins", ["{Editor's note} Eins"]),
        ("a.TXT", "Größe".encode("cp1252"), ["Größe"]),
        ("noname", b"Eins", ["Eins"]),
        ("a.jsonl", b"1", ["a.jsonl:1: the line is a number, not a JSON object"]),
        ("a.json", b'[\n{"text": "Eins"}]', ["Eins"]),
        ("a.css", b"p { margin: 0 }", [
            "a.css: .css files are not known; if you know what it is, name the format"]),
        ("a.txt", b"\x89PNG\r\n\x1a\n", ["a.txt: the file is a PNG image, not text"]),
        ("a.jsonl", b"\x1f\x8b\x08", ["a.jsonl: it ends too early"]),
        ("a.jsonl", b"PK\x03\x04", ["a.jsonl: it is a ZIP archive, but it is damaged"]),
        ("a.xlsx", b"\0\0\0\0", [
            "a.xlsx: it doesn't begin as .xlsx files do: it is damaged, or something else by that name"]),
        ("a.xml", b"<unknown/>", [
            "a.xml: there is no reader for XML that begins with <unknown>: make a table or JSON of it"]),
        ("a.xml", b"<?xml version='1.0'?>\n<mediawiki>", [
            "a.xml: it is the dump of a wiki: WikiExtractor makes lines of JSON of it, which can be read"]),
        ("a.xml", b"unknown", ["a.xml: .xml files are not known; if you know what it is, name the format"]),
        ("data.qda", b"SQLite format 3\0" + b"\0" * 100, [
            "data.qda: it is a project of QualCoder: export it as REFI-QDA (.qdpx)"]),
        ("a.parquet", b"PAR1\x15\0", ["a.parquet: the file is damaged, or no Parquet"]),
        ("a.arrow", b"ARROW1\0\0", [
            "a.arrow: it is a table in columns for programs: write a table (CSV) or lines of JSON of it"]),
        ("a.bib", b"@article{olm,}", [
            "a.bib: references are read from RIS and CSL JSON: export them as one of these"]),
        ("a.pptx", b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", [
            "a.pptx: it is a presentation: save it as PDF"]),
        ("a.mobi", b"Issue\0\0\0", ["a.mobi: it is a book: Calibre makes .epub of it"]),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", [
            "a.msg: it is mail of Outlook: save the messages as .eml or text"]),
        ("a.xml", b"<urlset xmlns='x'><url>", [
            "a.xml: it holds web addresses, and nothing is fetched unasked: import it with --format urls, or in "
            "the window by Corpus › Import web addresses"]),
        ("a.xml", b"<!--" + b">" * 5000 + b"-->\n<sitemapindex>", [
            "a.xml: it is an index of sitemaps: save the sitemaps that it names, and give these files"]),
        ("a.jsonl", b"", ["a.jsonl: the file is empty"]),
    ],
)  # fmt: skip
def test_content_decides_first_and_the_name_second(
    tmp_path: Path, name: str, data: bytes, expected: list[str]
) -> None:
    assert read(tmp_path / name, data) == expected


def test_a_long_record_is_known_by_its_beginning(tmp_path: Path) -> None:
    text = "a" * 2 * HEAD_BYTES
    assert read(tmp_path / "long.txt", b'{"text": "%s"}' % text.encode()) == [text]


def test_a_named_format_is_taken_at_its_word(tmp_path: Path) -> None:
    assert read(tmp_path / "a.css", b"Eins", "text") == ["Eins"]
    assert read(tmp_path / "b.jsonl", b'{"text": "x"}', "text") == ['{"text": "x"}']
    assert read(tmp_path / "c.txt", b'["x"]', "jsonl") == ["c.txt:1: the line is a list, not a JSON object"]


def test_an_unknown_format_is_the_persons_to_mend(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^There is no format 'papyrus' to read; there are .*jsonl, .*text\.$"):
        read(tmp_path / "a.txt", b"Eins", "papyrus")
    names = [reader.name for reader in READERS]
    assert len(set(names)) == len(names)
    assert names[-1] == "text"


def test_what_can_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "missing.txt"
    assert summary(read_path(missing, CODEBOOK)) == [f"{missing}: there is no such file"]
    assert summary(read_path(tmp_path, CODEBOOK)) == [f"{tmp_path}: it is a folder, not a file"]
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    (reason,) = summary(read_path(loop, CODEBOOK))
    assert reason.startswith(f"{loop}: it can't be read: ")

    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert summary(read_path(pipe, CODEBOOK)) == [
        f"{pipe}: it is a pipe: give what comes through it as standard input (-)"
    ]

    # Root may read everything, so the refusal has to be played.
    def refuse(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    for platform, doubt in (("linux", ""), ("win32", ", or another program has it open")):
        monkeypatch.setattr(sys, "platform", platform)
        assert summary(read_path(missing, CODEBOOK)) == [f"{missing}: you may not read this file{doubt}"]
    monkeypatch.setattr(os, "scandir", refuse)
    assert summary(read_path(tmp_path, CODEBOOK)) == [f"{tmp_path}: you may not read this folder"]


class Pipe(io.BytesIO):
    """A stream that can't go back and fails at its end."""

    def seekable(self) -> bool:
        return False

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if not piece:
            raise OSError(5, "Input/output error")
        return piece

    read1 = read


def test_a_stream_need_not_be_seekable() -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as stream:
        with os.fdopen(write_end, "wb") as out:
            out.write(RECORDS * 100)
        assert summary(read_stream(stream, "-", CODEBOOK)) == ["Eins", "Zwei"] * 100
    assert summary(read_stream(io.BytesIO(b"Eins"), "-", CODEBOOK)) == ["Eins"]
    seen: list[int] = []
    (draft,) = read_stream(io.BytesIO(b"Eins"), "standard input", CODEBOOK, "text", seen.append)
    assert isinstance(draft, Draft)
    assert (draft.article.file, seen) == ("standard input", [4])


def test_a_seekable_stream_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"skipped\n" + RECORDS)
    stream.seek(8)
    assert summary(read_stream(stream, "-", CODEBOOK)) == ["Eins", "Zwei"]


def test_what_a_broken_stream_held_is_kept() -> None:
    assert summary(read_stream(Pipe(RECORDS), "-", CODEBOOK)) == [
        "Eins",
        "Zwei",
        "-: it can't be read: Input/output error",
    ]


def test_walking_goes_through_folders_in_order(tmp_path: Path) -> None:
    for name in ("z.txt", "b/2.txt", "b/10.txt", "b/.hidden.txt", "b/a/deep.txt", ".git/config", "c/only.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "b" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b" / "linked.txt").symlink_to(tmp_path / "z.txt")
    (tmp_path / "b" / "robots.txt").write_text("User-agent: *")
    (tmp_path / "b" / "itself.txt").symlink_to(tmp_path / "b" / "itself.txt")
    os.mkfifo(tmp_path / "b" / "pipe")

    def walked(*names: str) -> list[str]:
        return [p.relative_to(tmp_path).as_posix() for p in walk(tmp_path / name for name in names)]

    # What can't be read is told by reading it.
    below_b = ["b/10.txt", "b/2.txt", "b/a/deep.txt", "b/broken.txt", "b/itself.txt", "b/linked.txt", "b/pipe"]
    assert walked("") == [*below_b, "c/only.txt", "z.txt"]
    assert walked("z.txt", "missing.txt", "c", "b/.hidden.txt") == [
        "z.txt",
        "missing.txt",
        "c/only.txt",
        "b/.hidden.txt",
    ]
    assert walked("c", "c") == ["c/only.txt"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have other devices")
def test_what_is_no_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = [summary(read_path(path, CODEBOOK)) for path in walk([tmp_path])]
    assert found == [
        [f"{tmp_path}/gone.txt: there is no such file"],
        [f"{tmp_path}/zero.txt: it is a device, not a file"],
    ]


def test_the_folder_of_a_saved_page_is_passed_over(tmp_path: Path) -> None:
    names = ["Hafen.html", "Hafen_files/ad.html", "Sturm.htm", "Sturm-Dateien/s.js", "Kai_files/a.txt", "x_files"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (tmp_path / "x.html").write_text("x")
    assert [p.relative_to(tmp_path).as_posix() for p in walk([tmp_path])] == [
        "Hafen.html",
        "Kai_files/a.txt",
        "Sturm.htm",
        "x.html",
        "x_files",
    ]
    assert list(walk([tmp_path / "Hafen_files"])) == [tmp_path / "Hafen_files" / "ad.html"]


def test_labels_are_read_with_the_text_beside_them(tmp_path: Path) -> None:
    for name, text in (("a.txt", "Paul ging."), ("a.ann", "T1\tACTOR 0 4\tPaul\n"), ("b.ann", "")):
        (tmp_path / name).write_text(text)
    assert list(walk([tmp_path])) == [tmp_path / "a.txt", tmp_path / "b.ann"]
    assert list(walk([tmp_path / "a.ann", tmp_path / "a.txt"])) == [tmp_path / "a.txt"]
    assert list(walk([tmp_path / "a.ann"])) == [tmp_path / "a.ann"]
    codebook = Codebook("news", labels=(Label("ACTOR", "Actor", "A", "#336699", "#6699cc"),))
    for name in ("a.txt", "a.ann"):
        (item,) = read_path(tmp_path / name, codebook)
        assert isinstance(item, Draft)
        assert (item.article.text, [span.label for span in item.spans]) == ("Paul ging.", ["ACTOR"])
    (item,) = read_path(tmp_path / "a.txt", codebook, "text")
    assert isinstance(item, Draft)
    assert not item.spans


def test_columns_go_by_the_mapping_that_is_given(tmp_path: Path) -> None:
    mapping = Mapping(columns={"text": "Zeile", "title": "Kopf"})
    path = tmp_path / "a.csv"
    path.write_text("Zeile,Kopf\nEins,Zwei\n", encoding="utf-8")
    (item,) = read_path(path, CODEBOOK, None, None, mapping)
    assert isinstance(item, Draft)
    assert (item.article.text, item.article.title) == ("Eins", "Zwei")
    (item,) = read_stream(io.BytesIO(path.read_bytes()), "a.csv", CODEBOOK, None, None, mapping)
    assert isinstance(item, Draft)


def test_a_reader_that_fails_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> Iterator[Draft]:
        yield make_draft("Eins")
        raise IndexError("list index out of range")

    monkeypatch.setattr(TextReader, "read", fail)
    assert read(tmp_path / "a.txt", b"x") == [
        "Eins",
        "a.txt: the reader text failed on it (IndexError: list index out of range)",
    ]


def test_a_folder_that_can_not_be_listed_comes_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (tmp_path / "z.txt").write_text("x")
    scandir = os.scandir

    def refuse(path: Path) -> os.PathLike[str]:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return scandir(path)  # type: ignore[return-value]

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(walk([tmp_path])) == [locked, tmp_path / "z.txt"]
