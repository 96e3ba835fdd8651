"""Pages of Europresse."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats import europresse
from annotator.formats.readers.europresse import EuropresseReader
from tests.formats.fuzzing import damaged, read
from tests.formats.press_cases import ARTICLES, MONTHS, PRESS, Told, told

READER = EuropresseReader()
PAGE = (PRESS / "europresse.html").read_bytes()
_MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MOIS = _MOIS.split()


def test_a_page_is_read_article_by_article() -> None:
    first, second, third, fourth = read(READER, PAGE)
    assert isinstance(first, Draft)
    assert told(first) == (
        "Le port reste fermé : « On attend »",
        "Le Courrier de Nordville",
        ("Ada Olm", "Bert Kahl"),
        "2025-03-13",
        None,
    )
    assert first.article.text == (
        "Les dockers refusent l’offre\n\nLe port de Nordville reste fermé.\n\n"
        "« On attend », dit Carla Brandt.\nElle s'en va."
    )
    assert first.article.url == "https://kestrel.example/1"
    assert first.encoding == "utf-8"
    assert isinstance(second, Draft)
    assert told(second) == ("Les bacs repartent", "Le Kestrel (site web)", (), "2025-03-12T09:15+01:00", None)
    assert second.article.text == "Les bacs repartent, dit la compagnie."
    assert second.article.url == "https://kestrel.example/bacs"
    assert isinstance(third, Draft)
    assert told(third) == ("Council sells the lighthouse", "The Sund Times", ("DORA LIND",), "2025-03-11", None)
    assert fourth == Refusal("in/file", 43, "its text is empty")


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Par Ada Olm", ("Ada Olm",)),
        ("ADA OLM", ("ADA OLM",)),
        ("Jean-Luc de la Tour, Élise d'Orme", ("Jean-Luc de la Tour", "Élise d'Orme")),
        ("International", ()),
        ("Le fait du jour", ()),
        ("La page 3 en 1917", ()),
    ],
)
def test_names_below_the_headline_are_authors(written: str, authors: tuple[str, ...]) -> None:
    page = PAGE.replace(b"Ada Olm et Bert Kahl", written.encode(), 1)
    first, *_ = read(READER, page)
    assert isinstance(first, Draft)
    assert first.article.authors == authors


def one(inner: str) -> str:
    return f"<div class='titreArticleVisu'>Titel</div><div class='docOcurrContainer'>{inner}</div>"


def test_what_is_repeated_is_left_out_though_it_lies_in_another() -> None:
    inner = "<p>Text</p>" + "<b class='apd-wrapper'><i class='apd-wrapper'>x</i>y</b>" * 30_000
    (item,) = read(READER, f"<article>{one(inner)}</article>".encode())
    assert isinstance(item, Draft)
    assert item.article.text == "Text"


def test_many_links_in_a_line_are_looked_at_once() -> None:
    inner = "<p>" + "<a href='x'>a</a>" * 30_000 + "</p>"
    (item,) = read(READER, f"<article>{one(inner)}</article>".encode())
    assert isinstance(item, Draft)
    assert len(item.article.text) == 30_000


def test_a_link_that_says_itself_where_the_article_appeared_is_its_address() -> None:
    inner = "<a href='https://kestrel.example/2'>Cet article est paru dans Le Kestrel</a><p>Text</p>"
    (item,) = read(READER, f"<article>{one(inner)}</article>".encode())
    assert isinstance(item, Draft)
    assert item.article.url == "https://kestrel.example/2"
    assert item.article.text == "Text"


def test_a_page_of_one_article_needs_no_element_for_it() -> None:
    (item,) = read(READER, f"<html><body>{one('<p>Text</p>')}</body></html>".encode())
    assert isinstance(item, Draft)
    assert (item.article.title, item.article.text) == ("Titel", "Text")


def test_a_page_that_speaks_of_the_classes_is_none_of_them() -> None:
    page = b"<html><body><article><p>Die Klasse titreArticleVisu steht darin.</p></article></body></html>"
    assert not READER.accepts(PurePath("a.html"), page)


def test_the_number_tells_the_day_where_nothing_else_does() -> None:
    first, *_ = read(READER, PAGE.replace(b"jeudi 13 mars 2025&nbsp; 536 mots, p. NN4", b"p. NN4", 1))
    assert isinstance(first, Draft)
    assert first.article.published == "2025-03-13"


def test_an_article_that_is_too_long_is_refused_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(europresse, "MAX_ARTICLE", 1400)
    first, second, *_ = read(READER, PAGE)
    assert first == Refusal("in/file", 2, "it is longer than 4 MiB")
    assert isinstance(second, Draft)


def made(article: Told, french: bool) -> str:
    day = article.day
    written = (
        f"{day.day} {MOIS[day.month - 1]} {day.year}"
        if french
        else f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    )
    paragraphs = "".join(f"<p>{p.replace('&', '&amp;').replace('<', '&lt;')}</p>" for p in article.paragraphs)
    return "\n".join(
        (
            '<article><header><div class="rdp__DocPublicationName">',
            f'<span class="DocPublicationName">{article.source}, no. 12</span></div>',
            f'<span class="DocHeader">Une, {written} 12 mots, p. 3</span><div class="titreArticle">',
            f'<p class="titreArticleVisu">{article.title}</p></div>',
            f'<div class="docAuthors">{"; ".join(article.authors)}</div></header>',
            f'<div class="DocText clearfix">{paragraphs}</div></article>',
        )
    )


@given(ARTICLES, st.booleans())
def test_what_was_put_into_a_page_comes_out(given_articles: list[Told], french: bool) -> None:
    page = "<html><body>" + "\n".join(made(article, french) for article in given_articles)
    items = read(READER, page.encode())
    assert len(items) == len(given_articles)
    for item, article in zip(items, given_articles, strict=True):
        assert isinstance(item, Draft)
        assert told(item) == (*article.fields[:4], None)
        assert item.article.text == "\n\n".join(article.paragraphs)


@given(st.data())
def test_damaged_pages_are_articles_or_refusals(data: st.DataObject) -> None:
    read(READER, data.draw(damaged(PAGE, (b"<article>", b"</article>", b"<p>", b"\0", b"&", b"class='DocText'"))))
