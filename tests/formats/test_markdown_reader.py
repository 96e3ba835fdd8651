from __future__ import annotations

import subprocess
import sys
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.readers import markdown
from annotator.formats.readers.markdown import MarkdownReader
from tests.formats.fuzzing import damaged, draft, read, refusal

WHOLE = """---
title: "Hafen: Kräne stehen still"
author:
  - name: Ilse Wendt
    email: ilse@bote.example
  - Jan Ohlsen
date: 2025-03-13T08:05:00+01:00  # of the first edition
tags: [hafen, streik]
source: Hafenbote
lang: de
canonical: https://bote.example/a
url: https://bote.example/1#top
---

Kräne *stehen* **still**
========================

Am [Hafen](https://bote.example "Hafen") ruht
die Arbeit.\\
„Wir bleiben“, sagte `Wendt` &amp; <b>blieb</b>.<br>Neu ![Bild](a.png)

## Das Angebot

* Erstens
* Zweitens

  Noch ein Absatz

> „Ein Zitat“

| Tag | Schiffe |
|-----|--------:|
| Montag | ~~2~~ 3 |

<div>Rest<script>alert(1)</script></div>

    Code
"""
TEXT = (
    "Kräne stehen still\n\nAm Hafen ruht die Arbeit.\n„Wir bleiben“, sagte Wendt & blieb.\nNeu \n\nDas Angebot\n\n"
    "Erstens\n\nZweitens\n\nNoch ein Absatz\n\n„Ein Zitat“\n\nTag\tSchiffe\nMontag\t2 3\n\nRest\n\nCode"
)


def test_a_file_is_one_article_with_its_metadata() -> None:
    article = draft(MarkdownReader(), WHOLE.encode(), "in/hafen.md").article
    assert article.text == TEXT
    assert (article.title, article.authors) == ("Hafen: Kräne stehen still", ("Ilse Wendt", "Jan Ohlsen"))
    assert (article.published, article.source, article.lang) == ("2025-03-13T08:05:00+01:00", "Hafenbote", "de")
    assert (article.url, article.file) == ("https://bote.example/1#top", "hafen.md")


@pytest.mark.parametrize(
    ("front", "title", "authors", "published"),
    [
        ("title: Hafen\nauthors: [Ilse Wendt, 'Jan Ohlsen']\ndate: 13.03.2025", "Hafen", 2, "2025-03-13"),
        ("Titel: Hafen # alt\nAutor: Ilse Wendt und Jan Ohlsen\nDatum: gestern", "Hafen", 2, "gestern"),
        ("title:\n  Hafen\nauthor:\n- Ilse Wendt\n- Jan Ohlsen", "Hafen", 2, None),
        ("title: ~\nauthor: null", "Kopf", 0, None),
        # As PyYAML, js-yaml and Hugo write what is long or has quotation marks in it.
        ("title: >-\n  Der Hafen\n\n  bleibt zu\nauthor:\n  - Ilse Wendt", "Der Hafen bleibt zu", 1, None),
        ("title: |\n    Kran #3\n    bleibt zu\nauthor: Ilse Wendt", "Kran #3 bleibt zu", 1, None),
        ("title: Der Hafen\n  bleibt zu\nauthor: Ilse Wendt", "Der Hafen bleibt zu", 1, None),
        ('title: "„Nein“: der \\"Hafen\\" bleibt\n  zu" # alt', '„Nein“: der "Hafen" bleibt zu', 0, None),
        ('title: "Fa\\xEFen \\u2013 \\U0001F6A2"', "Faïen – 🚢", 0, None),
        ("title: 'Ada''s Hafen: zu'", "Ada's Hafen: zu", 0, None),
        ("title: 'Hafen': zu", "'Hafen': zu", 0, None),
        ("""title: Hafen\nauthor: ["Ilse \\"Ille\\" Wendt", 'Jan O''Hara']""", "Hafen", 2, None),
        ("text: no\nlayout: post", "Kopf", 0, None),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_usual_metadata(front: str, title: str, authors: int, published: str | None, line_end: str) -> None:
    source = f"---\n{front}\n---\n# Kopf\n\nx".replace("\n", line_end)
    article = draft(MarkdownReader(), source.encode()).article
    assert (article.title, len(article.authors), article.published) == (title, authors, published)
    assert article.text == "Kopf\n\nx"


def test_metadata_in_toml() -> None:
    source = '+++\ntitle = "Hafen"\ndate = 2025-03-13\nauthors = ["Ilse Wendt", "Jan Ohlsen"]\n+++\nx'
    article = draft(MarkdownReader(), source.encode()).article
    assert (article.title, article.published, article.text) == ("Hafen", "2025-03-13", "x")
    assert article.authors == ("Ilse Wendt", "Jan Ohlsen")
    assert draft(MarkdownReader(), b"+++\n= x\n+++\ny").article.text == "+++\n= x\n+++ y".replace("\n", " ")


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        ("Vorweg\n\n## Zwei\n\n# Eins\n", "Eins", "Vorweg\n\nZwei\n\nEins"),
        ("### Drei\n\n## Zwei\n", "Zwei", "Drei\n\nZwei"),
        ("### Drei\n\nText", "Drei", "Drei\n\nText"),
        ("---\nEin Satz\n\n---\nRest", "Ein Satz", "Ein Satz\n\nRest"),
        ("---\nEin Satz\n", "Ein Satz", "Ein Satz"),
        ("a < b && c > d, 2 * 3 * 4, snake_case_name", "a < b && c > d, 2 * 3 * 4, snake_case_name", None),
    ],
)
def test_without_metadata_a_heading_is_the_title(source: str, title: str, text: str | None) -> None:
    article = draft(MarkdownReader(), source.encode()).article
    assert (article.title, article.text) == (title, text or source)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    assert draft(MarkdownReader(), WHOLE.encode(encoding)).article.text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"---\ntitle: x\n---\n", "its text is empty"),
        (b"<!-- x -->\n\n![a](b)", "its text is empty"),
        (b"\x89PNG\r\n\x1a\n", "the file is a PNG image, not text"),
        (b"a" * (5 << 20), "the file is longer than 4 MiB"),
    ],
)
def test_what_is_no_article_is_refused(data: bytes, reason: str) -> None:
    assert refusal(MarkdownReader(), data) == reason


def test_what_nests_without_end_is_read() -> None:
    for piece in ("> ", "[", "- ", "*a **b ", "<b>", "`a", "![](", "| a\n|-\n"):
        read(MarkdownReader(), (piece * 5_000 + "x").encode())


def test_only_markdown_is_accepted_and_the_parser_imported_late() -> None:
    assert MarkdownReader().accepts(PurePath("a.MD"), b"x")
    assert not MarkdownReader().accepts(PurePath("a.txt"), b"# x")
    code = f"import sys, {markdown.__name__}; assert 'markdown_it' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.data())
def test_damaged_files_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (b"---\n", b"> ", b"[", b"]", b"(", b"<", b"|", b"`", b"\n\n", b": ", b"\xff")
    read(MarkdownReader(), data.draw(damaged(WHOLE.encode(), foreign)))


def test_clippings_of_obsidian_are_read() -> None:
    source = (
        '---\ntitle: "Kräne"\nsource: "https://bote.example/1"\nauthor:\n  - "[[Ilse Wendt]]"\n'
        '  - "[[people/Jan Ohlsen|Jan Ohlsen]]"\npublished: 2025-03-13\ncreated: 2025-03-14\n---\n'
        "By Ilse Wendt\n\nDie Kräne am Hafen stehen seit Dienstag still, weil niemand sie bedient.\n"
    )
    found = draft(MarkdownReader(), source.encode())
    article = found.article
    assert (article.title, article.url, article.source) == ("Kräne", "https://bote.example/1", None)
    assert (article.authors, article.published) == (("Ilse Wendt", "Jan Ohlsen"), "2025-03-13")
    assert [article.text[zone.start : zone.end].strip() for zone in found.zones] == ["By Ilse Wendt"]
