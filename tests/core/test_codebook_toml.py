"""A codebook as a file: it reads back equal, and a person can read it."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import orjson
import pytest
from hypothesis import given

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.codebook_toml import codebook_toml
from annotator.core.resources import resource
from tests.core.any_codebook import any_codebooks


@pytest.fixture(scope="module")
def news() -> Codebook:
    return parse_codebook(tomllib.loads(resource("codebooks", "news.toml").read_text(encoding="utf-8")))


@given(any_codebooks())
def test_any_codebook_reads_back_equal(codebook: Codebook) -> None:
    text = codebook_toml(codebook)
    assert parse_codebook(tomllib.loads(text)) == codebook
    # A file that has been through Windows, too.
    assert parse_codebook(tomllib.loads(text.replace("\n", "\r\n"))) == codebook


@given(any_codebooks())
def test_any_codebook_is_stored_as_json_and_comes_back(codebook: Codebook) -> None:
    assert parse_codebook(orjson.loads(orjson.dumps(codebook_data(codebook)))) == codebook


def test_a_short_codebook_looks_like_this() -> None:
    data = {
        "name": "small",
        "version": 3,
        "labels": [
            {
                "name": "QUOTE",
                "colour": "#A85507",
                "key": "q",
                "guideline": "What someone **said**.\n\n- One line.\n- Another.",
                "examples": ["He said [no]."],
                "attributes": [{"name": "form", "values": ["direct", "other"], "required": True}],
            },
            {"name": "ACTOR", "colour": "#1060F0"},
        ],
        "relations": [{"name": "speaker", "head": "QUOTE", "child": "ACTOR", "many": False}],
    }
    assert (
        codebook_toml(parse_codebook(data))
        == '''name = "small"
version = 3
title = "small"

[[labels]]
name = "QUOTE"
title = "Quote"
key = "Q"
unit = "word"
colour = "#A85507"
colour_dark = "#A85507"
tint = "#A85507"
guideline = """
What someone **said**.

- One line.
- Another.\\
"""
examples = ["He said [no]."]

[[labels.attributes]]
name = "form"
title = "Form"
type = "choice"
values = ["direct", "other"]
required = true

[[labels]]
name = "ACTOR"
title = "Actor"
unit = "word"
points_to = "actor"
colour = "#1060F0"
colour_dark = "#1060F0"
tint = "#1060F0"

[[relations]]
name = "speaker"
title = "Speaker"
head = ["QUOTE"]
child = ["ACTOR"]
many = false
'''
    )


def test_no_line_is_too_long_to_read(news: Codebook) -> None:
    long = replace(news.labels[0], guideline="word " * 300 + "end", examples=("[word] " * 60 + "end",) * 2)
    book = replace(news, labels=(long, *news.labels[1:]))
    text = codebook_toml(book)
    assert max(map(len, text.splitlines())) <= 120
    assert parse_codebook(tomllib.loads(text)) == book


def test_what_goes_without_saying_is_left_out(news: Codebook) -> None:
    data = codebook_data(news)
    assert "required" not in data["labels"][0]["attributes"][0]
    assert "points_to" not in data["labels"][1]
    assert "many" not in data["relations"][0]
