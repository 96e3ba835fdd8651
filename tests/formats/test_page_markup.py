from __future__ import annotations

import pytest
import trafilatura

from annotator.formats.readers.html import HtmlReader
from tests.formats.fuzzing import draft

TITLE = "Hafen bleibt zu"
SENTENCES = [
    f"Am Tag {day} blieb der Hafen geschlossen, wie die Behörde in Nordwik der Zeitung am Abend mitteilte."
    for day in range(1, 7)
]


def text(body: str) -> str:
    page = f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>"
    return draft(HtmlReader(), page.encode(), "a.html").article.text


@pytest.mark.parametrize("between", ["</p><p>", "<br><br>"])
def test_an_article_in_a_table_that_lays_out_the_page_is_read_without_the_columns_beside_it(between: str) -> None:
    article = f"<tr><td><p>{between.join(SENTENCES)}</p></td></tr>"
    inner = f"<table><tr><td><font size=5>{TITLE}</font></td></tr>{article}</table>"
    menu = "<a href=/>Start</a><br><a href=/sport>Sport</a><br><a href=/kultur>Kultur</a>"
    lines = text(f"<table><tr><td>{menu}</td><td>{inner}</td></tr></table>").split("\n")
    assert [line for line in lines if line != TITLE] == SENTENCES


def test_a_table_of_figures_in_an_article_stays_a_table() -> None:
    figures = "<table><tr><th>Tag</th><th>Schiffe</th></tr><tr><td>Montag</td><td><p>12</p></td></tr></table>"
    body = f"<article><h1>{TITLE}</h1><p>{'</p><p>'.join(SENTENCES)}</p>{figures}</article>"
    found = text(body)
    theirs = trafilatura.extract(f"<html><body>{body}</body></html>", include_comments=False)
    assert theirs is not None
    assert found.split("\n") == [line.rstrip() for line in theirs.split("\n")]
    assert "| Montag | 12 |" in found


@pytest.mark.parametrize("tag", ["font", "font face=Arial", "center", "b"])
def test_paragraphs_that_are_left_open_in_another_element_stay_apart(tag: str) -> None:
    body = f"<p align=justify><{tag}>{'<p align=justify>'.join(SENTENCES)}</{tag.split()[0]}><p>Ende.</p>"
    assert text(f"<h1>{TITLE}</h1>{body}").split("\n")[-7:] == [*SENTENCES, "Ende."]


def test_breaks_between_fonts_part_lines() -> None:
    lines = f"<font size=1>14. Oktober 2003</font><br><font size=4><b>{TITLE}</b></font><br><br>"
    cell = f"{lines}<font size=2>{'<br><br>'.join(SENTENCES)}</font>"
    assert text(f"<table><tr><td>{cell}</td></tr></table>").split("\n") == ["14. Oktober 2003", TITLE, *SENTENCES]


def test_the_cells_of_a_single_column_are_lines_and_no_table() -> None:
    rows = "".join(
        f"<tr><td><table><tr><td><b>Tag {n}</b></td></tr><tr><td><p>{SENTENCES[n]}</p></td></tr></table></td></tr>"
        for n in range(3)
    )
    found = text(f"<table>{rows}</table>").split("\n")
    assert found == [line for n in range(3) for line in (f"Tag {n}", SENTENCES[n])]


def test_a_quotation_in_a_line_does_not_part_it() -> None:
    line = "Der Verein <q>Heil am Kai</q> hatte im Frühjahr davor gewarnt, den Hafen so lange zu schließen."
    body = f"<article><h1>{TITLE}</h1><p>{line}</p><p>{'</p><p>'.join(SENTENCES)}</p></article>"
    assert "Der Verein Heil am Kai hatte im Frühjahr davor gewarnt" in text(body)


@pytest.mark.parametrize(
    "initial",
    [
        '<span aria-hidden="true">A</span><span>m Tag</span>',
        '<span class="dropcap"><span aria-hidden="true">A</span></span>m Tag',
        '<span aria-hidden="true">„A</span>m Tag',
    ],
)
def test_the_first_letter_is_kept_where_it_is_drawn_apart(initial: str) -> None:
    first = SENTENCES[0].replace("Am Tag", initial)
    found = text(f"<article><h1>{TITLE}</h1><p>{first}</p><p>{'</p><p>'.join(SENTENCES[1:])}</p></article>")
    assert found.split("\n")[1].removeprefix("„") == SENTENCES[0]


def test_other_letters_that_nobody_reads_stay_out() -> None:
    first = SENTENCES[0].replace("blieb", '<span aria-hidden="true">B</span> Blieb')
    found = text(f"<article><h1>{TITLE}</h1><p>{first}</p><p>{'</p><p>'.join(SENTENCES[1:])}</p></article>")
    assert "Am Tag 1 Blieb" in found


def test_white_space_of_the_source_is_no_break_and_parts_no_sentence() -> None:
    """As pages are written that are indented by hand or by a program, with breaks inside paragraphs."""
    one = "Der Hafen von Nordwik bleibt bis\n   <a href=/x>\n    Montag\n   </a>\n\t zu, teilte die Behörde mit."
    two = "Am Kai warten zwölf Schiffe mit\nGetreide, Holz und Maschinen\r\nauf ihre Abfertigung."
    body = f"<article><h1>{TITLE}</h1><p>\n   {one}\n  <br>\n  {two} <br>\n</p><p>{SENTENCES[0]}<br></p></article>"
    assert text(body).split("\n") == [
        TITLE,
        "Der Hafen von Nordwik bleibt bis Montag zu, teilte die Behörde mit.",
        "Am Kai warten zwölf Schiffe mit Getreide, Holz und Maschinen auf ihre Abfertigung.",
        SENTENCES[0],
    ]


@pytest.mark.parametrize("tag", ["pre", 'div style="white-space: pre-wrap"'])
def test_lines_that_a_page_keeps_stay_lines(tag: str) -> None:
    lines = "\n".join(SENTENCES[:2])
    body = f"<article><h1>{TITLE}</h1><p>{SENTENCES[2]}</p><{tag}>{lines}</{tag.split()[0]}><p>{SENTENCES[3]}</p>"
    assert "\n".join(SENTENCES[:2]) in text(f"{body}</article>")
