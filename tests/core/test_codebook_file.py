"""Entries of a codebook's file that have no meaning."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from annotator.core.codebook import parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.codebook_file import read_codebook, unknown_entries
from annotator.core.errors import UserError
from annotator.core.resources import resource

NEWS = resource("codebooks", "news.toml").read_text(encoding="utf-8")


def test_all_that_is_written_is_known() -> None:
    data = tomllib.loads(NEWS)
    assert list(unknown_entries(data)) == []
    assert list(unknown_entries(codebook_data(parse_codebook(data)))) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("unit =", "unti =", "the label ACTOR has the unknown entry 'unti'; did you mean unit?"),
        ('title = "News', 'heading = "News', "the codebook has the unknown entry 'heading'."),
        ("values =", "valeus =", "the attribute ACTOR.kind has the unknown entry 'valeus'; did you mean values?"),
        ("child =", "children =", "the relation speaker has the unknown entry 'children'; did you mean child?"),
    ],
)
def test_a_slip_is_told(old: str, new: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(NEWS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_codebook(path)
    assert str(caught.value) == f"{path}: {sentence}"


def test_what_is_no_table_is_left_to_the_parser() -> None:
    assert list(unknown_entries({"name": "own", "labels": "ACTOR", "relations": [1]})) == []


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="is not UTF-8 text"):
        read_codebook(path)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('name = "own"\ntitle = \nversion = 2\n', "line 2"),
        ('name = "own"\ntitle =', "(at the end, line 2)."),
        ('name = "own"\ntitle = """one\ntwo\n', "(at the end, line 3)."),
    ],
)
def test_what_is_no_toml_is_refused_with_its_line(text: str, place: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_codebook(path)
    assert place in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_a_mark_before_the_text_is_none_of_it(tmp_path: Path) -> None:
    """Programs on Windows begin UTF-8 with it."""
    path = tmp_path / "own.toml"
    path.write_text(NEWS, encoding="utf-8-sig")
    assert read_codebook(path) == parse_codebook(tomllib.loads(NEWS))
