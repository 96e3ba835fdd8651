from __future__ import annotations

import io
from pathlib import Path

import pytest

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal, State
from annotator.formats import values
from annotator.formats.readers import read_path, text
from annotator.formats.readers.text import TextReader

CODEBOOK = Codebook("news")


def read(data: bytes, file: str = "in/wire.txt") -> Draft | Refusal:
    (item,) = TextReader().read(io.BytesIO(data), file, CODEBOOK)
    return item


def test_a_file_is_one_article_as_it_stands() -> None:
    draft = read("\ufeff\r\n  Hafen › Streik\r\nKräne stehen still. \r\n\r\n".encode())
    assert isinstance(draft, Draft)
    assert draft.article.text == "\n  Hafen › Streik\nKräne stehen still. \n\n"
    assert draft.article.title == "Hafen › Streik"
    assert (draft.article.key, draft.article.file, draft.state) == ("", "wire.txt", State.NEW)
    assert (draft.spans, draft.zones) == ([], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    line = "„Wir bleiben“, sagte die Müllerin – für heute."
    draft = read(line.encode(encoding))
    assert isinstance(draft, Draft)
    assert draft.article.text == line


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    draft = read(b"\xff\xfe" + "Crane \ud83d lost".encode("utf-16-le", "surrogatepass"))
    assert isinstance(draft, Draft)
    assert draft.article.text == "Crane \ufffd lost"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\r\n\t", "its text is empty"),
        (b"%PDF-1.4\n", "the file is a PDF, not text"),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, reason: str) -> None:
    assert read(data) == Refusal("in/wire.txt", None, reason)


def test_a_monster_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_FILE", 1 << 20)
    stream = io.BytesIO(b"a" * (3 << 20))
    (item,) = TextReader().read(stream, "wire.txt", CODEBOOK)
    assert item == Refusal("wire.txt", None, "the file is longer than 1 MiB, as no article is")
    assert stream.tell() == (1 << 20) + 1


def test_progress_counts_bytes(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_bytes("Kräne".encode())
    seen: list[int] = []
    list(read_path(path, CODEBOOK, None, seen.append))
    assert seen == [6]


def test_a_text_put_together_from_two_encodings_is_refused(tmp_path: Path) -> None:
    german = "Über die Fähre wird später geredet, hieß es gestern."
    both = f"{german}\n".encode() * 2 + f"{german}\n".encode("cp1252") + f"{german}\n".encode()
    place = both.index(b"\xdc") + 1
    assert read(both) == Refusal(
        "in/wire.txt", None, f"byte {place} is not UTF-8, though most of the file is: save it as UTF-8"
    )
    # What looks like UTF-8 by chance makes no such file: the end of a quotation.
    draft = read("Ein „Spaß“, heißt es, nur „Spaß“.".encode("cp1252"))
    assert isinstance(draft, Draft)
    assert draft.article.text == "Ein „Spaß“, heißt es, nur „Spaß“."


def test_what_is_longer_than_any_article_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "MAX_TEXT", 2 << 20)
    reason = "its text is longer than 2 Mi characters, as no article is"
    assert read(b"harbour " * (1 << 18) + b"x") == Refusal("in/wire.txt", None, reason)
    assert isinstance(read(b"harbour " * (1 << 18)), Draft)
