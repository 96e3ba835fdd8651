from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from annotator.formats.linked_data import LinkedArticle, LinkedData, address_key, linked_data
from tests.formats.page_saying import linked


def found(*data: Any) -> LinkedData:
    return linked_data(html.fromstring(f"<html><head>{linked(*data)}</head><body></body></html>"))


def first(*data: Any) -> LinkedArticle:
    return found(*data).article(set(), set())


ARTICLE: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Hafen zu"}


@pytest.mark.parametrize(
    ("author", "people", "groups"),
    [
        ("Jo Ohm", ["Jo Ohm"], []),
        (["Jo Ohm", {"@type": "Person", "name": "Li Lund"}], ["Jo Ohm", "Li Lund"], []),
        ({"@type": "Person", "name": ["Jo Ohm", "Li Lund"]}, ["Jo Ohm", "Li Lund"], []),
        ({"@type": "Person", "name": {"name": "Jo Ohm"}}, ["Jo Ohm"], []),
        ({"@type": "Person", "givenName": "Jo", "familyName": "Ohm"}, ["Jo Ohm"], []),
        ({"@type": "NewsMediaOrganization", "name": "Bote"}, [], ["Bote"]),
        (
            [{"@type": ["Person"], "name": "Jo Ohm"}, {"@type": "Organization", "name": "Bote"}],
            ["Jo Ohm"],
            ["Bote"],
        ),
        ({"@id": "#jo"}, ["Jo Ohm"], []),
        ("https://bote.example/jo", [], []),
        ([None, 3, {"name": None}, ""], [], []),
        ("<b>Jo &amp;amp; Ohm</b>", ["Jo & Ohm"], []),
    ],
)
def test_authors_however_they_are_written(author: Any, people: list[str], groups: list[str]) -> None:
    one = first({"@graph": [{**ARTICLE, "author": author}, {"@type": "Person", "@id": "#jo", "name": "Jo Ohm"}]})
    assert (list(one.people), list(one.groups)) == (people, groups)


@pytest.mark.parametrize(
    "data",
    [
        {"@graph": [{"@type": "WebSite", "name": "Bote"}, ARTICLE]},
        [[ARTICLE]],
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]},
        {
            **ARTICLE,
            "@type": "LiveBlogPosting",
            "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "14 Uhr"}],
        },
        '<!-- {"@type": "Article", "headline": "Hafen\tzu"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Hafen zu"}\n//]]>',
    ],
)
def test_the_article_is_found_wherever_it_lies(data: Any) -> None:
    assert [one.headline for one in found(data).articles] == ["Hafen zu"]


def test_other_articles_and_what_is_part_of_this_one_are_passed_over() -> None:
    other = {"@type": "NewsArticle", "headline": "Sturm"}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other}]}
    assert [one.headline for one in found(listed, {**ARTICLE, "hasPart": other, "comment": [other]}).articles] == [
        "Hafen zu"
    ]


def test_of_several_articles_that_of_the_page_is_taken() -> None:
    other = {"@type": "NewsArticle", "headline": "Sturm", "url": "https://bote.example/sturm"}
    page = {**ARTICLE, "mainEntityOfPage": {"@id": "http://www.bote.example/hafen/?a=1"}}
    data = found([other, page])
    assert data.article({address_key("https://bote.example/hafen#top")}, set()).headline == "Hafen zu"
    assert data.article(set(), {"Hafen zu"}).headline == "Hafen zu"
    assert data.article(set(), set()).headline == "Sturm"
    assert LinkedData().article(set(), set()) == LinkedArticle()


def test_date_publisher_and_site() -> None:
    data = found(
        {"@type": "WebPage", "datePublished": "2025-03-12"},
        {"@type": "WebSite", "name": "Der Bote"},
        {**ARTICLE, "datePublished": "2025-03-13T08:00:00Z", "publisher": {"@id": "#p"}},
        {"@type": "Organization", "@id": "#p", "name": "Verlag Bote"},
        '{"@type": "Article", "datePublished": "2025-03-11",, }',
    )
    one = data.articles[0]
    assert (one.published, one.publisher, data.site) == ("2025-03-13T08:00:00Z", "Verlag Bote", "Der Bote")
    assert data.dates == ("2025-03-11", "2025-03-12")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["Person", "Article"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@type", "@id", "@graph", "author", "name", "url", "publisher"]), inner)
    ),
    max_leaves=20,
)


@given(_JSON)
def test_any_data_is_safe(data: Any) -> None:
    assert isinstance(first(data), LinkedArticle)


def test_deep_and_broken_data_are_safe() -> None:
    assert found("[" * 100_000, "{", "", "1e999999").articles == ()
