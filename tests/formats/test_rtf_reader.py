"""The fixtures follow the Rich Text Format Specification 1.9.1; WordPad, TextEdit and Word write such files."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.readers.rtf import RtfReader
from tests.formats.fuzzing import damaged, draft, read, refusal

WHOLE = rb"""{\rtf1\ansi\ansicpg1252\deff0
{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial Cyr;}}
{\colortbl ;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}{\*\generator Riched20 10;}
{\info{\title Kr\'e4ne stehen still \u-10179?\u-8638?}{\author Ilse Wendt; Jan Ohlsen}
{\operator Jan}{\creatim\yr2025\mo3\dy13\hr8\min5}}
{\header\pard Running head\par}{\footer\pard Page 1\par}
\pard\sa200\f0\fs24 Gr\'f6\'dfe
 bleibt: \u8222?Wir \b bleiben\b0\u8220?, sagte {\i Wendt}.{\footnote A note}\par
\par
{\pntext 1.\tab}{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} \u-10179?\u-8638?\line neu\tab da\~hin\emdash ja.\par
{\field{\*\fldinst{HYPERLINK "http://bote.example"}}{\fldrslt Der Bote}} meldet es.\par
\trowd\pard\intbl Tag\cell Schiffe\cell\row\trowd\pard\intbl Montag\cell 3\cell\row\pard
Ende\{\\\}.{\pict\wmetafile8\bin6 }}{{\\x}{\v hidden}\par
}"""


def text(body: bytes) -> str:
    return draft(RtfReader(), b"{\\rtf1\\ansi\\ansicpg1252\\deff0 " + body + b"}").article.text


def test_a_document_is_one_article() -> None:
    article = draft(RtfReader(), WHOLE, "in/hafen.rtf").article
    assert article.text == (
        "Größe bleibt: „Wir bleiben“, sagte Wendt.\n\nПривет 🙂\nneu\tda\u00a0hin—ja.\n\nDer Bote meldet es.\n\n"
        "Tag\tSchiffe\nMontag\t3\n\nEnde{\\}."
    )
    assert (article.title, article.authors) == ("Kräne stehen still 🙂", ("Ilse Wendt", "Jan Ohlsen"))
    assert (article.published, article.file) == (None, "hafen.rtf")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb"Sie {\deleted geht}{\revised bleibt}.\par", "Sie bleibt."),
        (rb"Eins {\deleted\par}und zwei.\par", "Eins und zwei."),
        (rb"a\v b\v0 c\plain\par", "ac"),
        (rb"\uc2\u228aeb{\uc0\u228}c\uc1\u228\'e4d", "äbäcäd"),
        (rb"{\u8364{}x}", "€x"),
        (rb"co\-op\_x\lquote y\rquote", "coop\u2011x‘y’"),
        (rb"a{\*\newthing b{\pard c\par}}d", "ad"),
        (rb"{\upr{ab}{\*\ud{a\u1073?}}}", "ab"),
        (rb"{\fonttbl{\f2\fcharset128 Mincho;}}\f2\'93\'fa\'96{\'7b}", "日本"[:1] + "\ufffd{"),
        (rb"{\fonttbl{\f2\fcharset128 Mincho;}}\f2\'93\'fa\'96\'7b", "日本"),
        (rb"\ansicpg1250\'b3\mac\'8a", "łä"),
        (rb"\ansicpg77777 \'e4", "ä"),
        (b"a\\\nb\\par\r\nc", "a\n\nb\n\nc"),
        (rb"a\page b\sect c", "a\n\nb\n\nc"),
        (rb"a\u-10179?b", "a\ufffdb"),
        ("grün".encode("cp1252"), "grün"),
    ],
)
def test_words_of_the_format(body: bytes, expected: str) -> None:
    assert text(body) == expected


def test_a_table_that_lays_out_an_article_is_no_table() -> None:
    row = rb"\trowd\pard\intbl " + b"A" * 300 + rb"\par " + b"B" * 300 + rb"\cell C\cell\row\pard"
    assert text(row) == "A" * 300 + "\n\n" + "B" * 300 + "\n\nC"
    assert text(rb"\trowd\pard\intbl A\par B\cell\row\trowd\pard\intbl C\cell\row") == "A\n\nB\n\nC"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"{\\rtf1\\ansi\\par}", "its text is empty"),
        (b"plain", "the file is no RTF document"),
        (WHOLE[:700], "the file is cut off: its groups are not closed"),
        (b"{\\rtf1" + b"{" * 5000, "more than 1000 groups are nested in it"),
        (b"{\\rtf1 a\\bin99999999 }", "the file is cut off: its groups are not closed"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, reason: str) -> None:
    assert refusal(RtfReader(), data) == reason


@pytest.mark.parametrize(
    ("head", "accepted"), [(WHOLE, True), (b"\n{\\rtf1", True), (b"{rtf", False), (b"", False)]
)
def test_documents_are_known_by_content(head: bytes, accepted: bool) -> None:
    assert RtfReader().accepts(PurePath("a.doc"), head) is accepted


@given(st.data())
def test_damaged_documents_are_articles_or_refusals(data: st.DataObject) -> None:
    foreign = (
        b"{",
        b"}",
        b"\\",
        b"\\'",
        b"\\u-1?",
        b"\\cell",
        b"\\row",
        b"\\bin3 ",
        b"\\*",
        b"\\ansicpg932",
        b"\\f9",
    )
    read(RtfReader(), data.draw(damaged(WHOLE, foreign)))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_every_text_comes_back(given_: str) -> None:
    units = given_.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    assert text("".join(f"\\u{code}?" for code in codes).encode()) == given_
