from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.markup import cell_text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Eins &amp; zwei</p>\n<p>Drei<br/>vier</p>", "Eins & zwei\n\nDrei\nvier"),
        ("<h2 class='a'>Kräne</h2>Sie <b>stehen</b>.", "Kräne\n\nSie stehen."),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a\tb\nc"),
        ("a<script>alert('<p>')</script>b<p>", "ab"),
        ("a<SCRIPT src=http://x.example>b", "a"),
        ("<style>p{}</style>x<br>", "x"),
        ("a<!-- <p>hidden</p> -->b", "ab"),
        ("a<!-- cut off", "a"),
        ('<img src="http://x.example/a.png" alt="x">Bild', "Bild"),
        ("<p>3 < 4 und <<5></p>", "3 < 4 und <<5>"),
        ("Müller &amp; S&ouml;hne &#8222;ja&#8220;", "Müller & Söhne „ja“"),
    ],
)
def test_html_becomes_text(cell: str, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    "cell", ["a < b & c > d", "<3", "R&D", "if <x> then\n\n\n\n  y", "&copy", "", "?a=1&lang=de;"]
)
def test_what_is_no_html_stays(cell: str) -> None:
    assert cell_text(cell) == cell


@given(st.lists(st.sampled_from(["<", ">", "<p>", "<!--", "-->", "<script>", "</script", "a", "&", ";", "İ"])))
def test_any_markup_leaves_only_what_was_there(pieces: list[str]) -> None:
    left = cell_text("".join(pieces)).replace("\n", "")
    assert all(left.count(character) <= "".join(pieces).count(character) for character in left)


@pytest.mark.parametrize("piece", ["<", "<p ", "<!--", "<script>", "</", "&#", "<a b='", "<p>"])
def test_monsters_take_linear_time(piece: str) -> None:
    # Else it would take many minutes, which no test is given.
    assert len(cell_text("<p>a" + piece * 200_000)) <= len(piece) * 200_000 + 1
