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
    assert found == trafilatura.extract(f"<html><body>{body}</body></html>", include_comments=False)
    assert "| Montag | 12 |" in found
