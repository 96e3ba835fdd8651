from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Draft, Refusal
from annotator.formats.readers import HEAD_BYTES, READERS, read_path, read_stream, walk

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
        ("a.json", b'[\n{"text": "Eins"}]', [
            "a.json: a JSON file must hold one object with a text on each line (JSON Lines)"]),
        ("a.css", b"p { margin: 0 }", ["a.css: .css files are not known; if you know what it is, name the format"]),
        ("a.txt", b"\x89PNG\r\n\x1a\n", ["a.txt: the file is a PNG image, not text"]),
        ("a.jsonl", b"\x1f\x8b\x08", ["a.jsonl: it ends too early"]),
        ("a.jsonl", b"PK\x03\x04", ["a.jsonl: it is a ZIP archive, but it is damaged"]),
        ("a.pptx", b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", [
            "a.pptx: the file is a ZIP archive or an office document, not text"]),
        ("a.pdf", b"%PDF-", ["a.pdf: the file is a PDF, not text"]),
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
    with pytest.raises(UserError, match=r"^There is no format 'csv' to read; there are jsonl, text\.$"):
        read(tmp_path / "a.txt", b"Eins", "csv")
    assert [reader.name for reader in READERS] == ["jsonl", "text"]


def test_what_can_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "missing.txt"
    assert summary(read_path(missing, CODEBOOK)) == [f"{missing}: there is no such file"]
    assert summary(read_path(tmp_path, CODEBOOK)) == [f"{tmp_path}: it is a folder, not a file"]
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    (reason,) = summary(read_path(loop, CODEBOOK))
    assert reason.startswith(f"{loop}: it can't be read: ")

    # Root may read everything, so the refusal has to be played.
    def refuse(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert summary(read_path(missing, CODEBOOK)) == [f"{missing}: you may not read this file"]
    monkeypatch.setattr(os, "access", lambda *args: False)
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
    os.mkfifo(tmp_path / "b" / "pipe")

    def walked(*names: str) -> list[str]:
        return [p.relative_to(tmp_path).as_posix() for p in walk(tmp_path / name for name in names)]

    below_b = ["b/10.txt", "b/2.txt", "b/a/deep.txt", "b/linked.txt"]
    assert walked("") == [*below_b, "c/only.txt", "z.txt"]
    assert walked("z.txt", "missing.txt", "c", "b/.hidden.txt") == [
        "z.txt",
        "missing.txt",
        "c/only.txt",
        "b/.hidden.txt",
    ]
    assert walked("c", "c") == ["c/only.txt"]


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
