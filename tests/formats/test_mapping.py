from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Article
from annotator.formats.mapping import FIELDS, Mapping, find_columns, mapped_draft, parse_mapping

CODEBOOK = Codebook("news")


def guessed(*header: str) -> dict[str, str]:
    return {name: header[place] for name, place in find_columns(header).items()}


def article(**values: object) -> Article:
    return mapped_draft({"text": "x", **values}, CODEBOOK, "a.csv").article


@pytest.mark.parametrize(
    "header",
    [
        ("Headline", "Volltext", "Quelle", "Autor", "Datum", "Link", "Sprache", "ID"),
        ("Überschrift", "Text", "Medium", "Verfasser:in", "Erscheinungsdatum", "URL", "Sprache", "Artikel-ID"),
        ("TITEL", "Inhalt", "Zeitung", "AutorInnen", "Veröffentlicht am", "Permalink", "Sprachcode", "Dok-Nr."),
        ("title", "fullText", "publication", "authors", "pubDate", "url", "lang", "docid"),
        ("Titel (Artikel)", "Text [voll]", "Quelle/Medium", "Autor/in", "Datum/Zeit", "URL (x)", "Sprache", "Id"),
        ("data.title", "data.body", "source.name", "authors", "meta.date", "meta.url", "data.lang", "_id"),
        ("article_title", "article_text", "source_name", "byline", "pub_date", "web url", "language", "uuid"),
        ("title", "maintext", "source_domain", "authors", "date_publish", "url", "language", "id"),
        ("post_title", "post_content", "media_name", "post_author", "post_date", "Permalink", "language", "id"),
        ("título", "cuerpo", "medio", "autor", "fecha", "enlace", "idioma", "id"),
        ("Titular", "Texto completo", "Periódico", "Autores", "Fecha de publicación", "URL", "Idioma", "ID"),
        ("Titolo", "Testo", "Testata", "Autori", "Data", "URL", "Lingua", "ID"),
        ("título", "texto", "jornal", "autor", "data", "link", "idioma", "id"),
        ("Kop", "Tekst", "Krant", "Auteur", "Publicatiedatum", "Link", "Taal", "ID"),
        ("Titre de l'article", "Texte", "Source", "Auteurs", "Date de parution", "Lien", "Langue", "Identifiant"),
    ],
)  # fmt: skip
def test_columns_are_known_by_name_in_some_languages(header: tuple[str, ...]) -> None:
    names = ("title", "text", "source", "authors", "published", "url", "lang", "id")
    assert guessed(*header) == dict(zip(names, header, strict=True))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("url domain title text", {"source": "domain"}),
        ("media name_source domain_url content", {"source": "name_source"}),
        ("date dateTime dateTimePub body", {"published": "dateTimePub"}),
        ("bodyText body", {"text": "body"}),
        ("pubtime medium_code medium_name head subhead content", {"published": "pubtime", "title": "head"}),
        ("id thread.site thread.title text", {"source": "thread.site"}),
        ("version_created updated headline creditline article_html", {"published": "version_created"}),
        ("published created provider title text", {"published": "published", "source": "provider"}),
        ("web-scraper-start-url link link-href title body", {"url": "link-href"}),
        ("doc_id text datetimestamp heading origin", {"published": "datetimestamp", "source": "origin"}),
        ("title selftext created_utc author", {"text": "selftext", "published": "created_utc"}),
        ("title content published_at published_by", {"authors": "published_by"}),
        ("titolo testo data pubblicato_date", {"published": "data"}),
    ],
)
def test_names_of_well_known_interfaces_are_told_apart(header: str, expected: dict[str, str]) -> None:
    assert expected.items() <= guessed(*header.split()).items()


@pytest.mark.parametrize(
    "other",
    [
        "Text length",
        "research domain",
        "tag head",
        "test site",
        "Untertitel",
        "image_url",
        "author id",
        "Bildtext",
        "Kontext",
        "updated date",
        "title_id",
        "",
    ],
)
def test_what_only_sounds_alike_is_no_field(other: str) -> None:
    assert guessed(other, "Volltext") == {"text": "Volltext"}


def test_the_surer_name_wins_and_no_column_is_two_fields() -> None:
    assert guessed("content", "text", "body") == {"text": "text"}
    assert guessed("news_text", "Volltext")["text"] == "Volltext"
    assert guessed("text", "text") == {"text": "text"}
    assert find_columns(["text", "text"]) == {"text": 0}


def test_what_a_person_says_goes_before_a_guess() -> None:
    header = ["Headline", "Text", "Lead", "Autor"]
    mapping = parse_mapping(["text=lead, title = Text", "authors="])
    assert mapping is not None
    assert find_columns(header, mapping) == {"text": 2, "title": 1}


@pytest.mark.parametrize(
    ("source", "url", "expected"),
    [
        ("https://www.bote.example/", "https://bote.example/1", ("bote.example", "https://bote.example/1")),
        ("https://bote.example/1?a=b", "", ("bote.example", "https://bote.example/1?a=b")),
        ("https://Bote.example:8080", "", ("bote.example", None)),
        ("www.bote.example", "", ("www.bote.example", None)),
    ],
)
def test_an_address_as_a_source_is_its_sites_name(source: str, url: str, expected: tuple[str, str | None]) -> None:
    made = article(source=source, url=url)
    assert (made.source, made.url) == expected


def test_of_a_document_in_a_cell_the_body_is_the_text() -> None:
    content = (
        "<?xml version='1.0'?><entry><articleDoc><nitf:body><nitf:body.head><hl1>Hafen</hl1></nitf:body.head>"
        "<nitf:body.content><bodyText><p>Er ruht &amp; wartet.</p><p>Lang.</p></bodyText></nitf:body.content>"
        "</nitf:body><metadata>x</metadata></articleDoc></entry>"
    )
    assert article(text=content).text == "Er ruht & wartet.\n\nLang."


def test_what_only_names_an_article_is_no_address() -> None:
    assert article(url="urn:newsml:bote.example:1").url is None
    named = article(source="https://www.bote.example/hafen", url="urn:newsml:bote.example:1")
    assert (named.source, named.url) == ("bote.example", "https://www.bote.example/hafen")


def test_the_markup_of_swissdox_is_taken_apart() -> None:
    markup = (
        "<tx><ld><p>Der Hafen bleibt zu.</p></ld><p><au>Ada Olm</au></p><p>„Wir warten“, sagte &amp; ging sie.</p>"
        "<zt>Der Streik</zt><p>Sie kam nicht zurück.</p><lg>Bild: Bert Kahl</lg></tx>"
    )
    made = article(text=markup)
    assert made.text == (
        "Der Hafen bleibt zu.\n\n„Wir warten“, sagte & ging sie.\n\nDer Streik\n\nSie kam nicht zurück."
    )
    assert made.authors == ("Ada Olm",)
    assert article(text="<tx>Der Hafen ruht.</tx>").text == "Der Hafen ruht."
    assert article(text=markup, authors="Dora Lind").authors == ("Dora Lind",)


def test_a_name_may_hold_commas_and_marks_may_differ() -> None:
    mapping = parse_mapping(["text=Text, gekürzt,title=Uberschrift,date=Tag"])
    assert mapping == Mapping({"text": "Text, gekürzt", "title": "Uberschrift", "published": "Tag"})
    assert find_columns(["Tag", "Überschrift", "TEXT, GEKÜRZT"], mapping) == {
        "published": 0,
        "title": 1,
        "text": 2,
    }
    assert parse_mapping([]) is None


@pytest.mark.parametrize("given_", ["text", "body=Text", "=Text", "text=A,text=B", "author=A,authors=B"])
def test_a_mapping_that_can_not_be_meant_is_the_persons_to_mend(given_: str) -> None:
    with pytest.raises(UserError, match=r"^--map .*\.$"):
        parse_mapping([given_])


def test_without_a_text_the_columns_are_named() -> None:
    with pytest.raises(ValueError, match=r'^no column .* by --map text=COLUMN: its columns are "A", "B\\n"$'):
        find_columns(["A", "B\n", " "])
    with pytest.raises(ValueError, match=r'^there is no column "C"; its columns are "A"$'):
        find_columns(["A"], Mapping({"text": "C"}))
    with pytest.raises(ValueError, match=r'"29" and 70 more$'):
        find_columns([str(n) for n in range(100)])
    with pytest.raises(ValueError, match=r"its columns have no names$"):
        find_columns(["", " "])


def test_cells_become_an_article() -> None:
    made = article(
        title=" <b>Kräne</b>\n stehen ",
        text="<p>Eins &amp; zwei</p><p>Drei</p>",
        source=" Hafenbote ",
        authors="Von Ilse Wendt und Jan Ohlsen",
        published="13.03.2025",
        url="https://hafenbote.example/1",
        lang="de",
        id=" 7 ",
    )
    assert (made.title, made.text, made.source) == ("Kräne stehen", "Eins & zwei\n\nDrei", "Hafenbote")
    assert (made.authors, made.published) == (("Ilse Wendt", "Jan Ohlsen"), "2025-03-13")
    assert (made.url, made.lang, made.key, made.file) == ("https://hafenbote.example/1", "de", "7", "a.csv")


@pytest.mark.parametrize(
    ("written", "lang"), [("German", "de"), ("deu", "de"), ("français", "fr"), ("de-AT", "de-AT"), ("zz?", "zz?")]
)
def test_names_of_languages_become_codes(written: str, lang: str) -> None:
    assert article(lang=written).lang == lang


@pytest.mark.parametrize("missing", ["NA", "nan", "None", "null", "#N/A"])
def test_what_programs_write_for_no_value_is_none(missing: str) -> None:
    made = article(source=missing, authors=missing, published=missing, url=missing, lang=missing)
    assert (made.source, made.authors, made.published, made.url, made.lang) == (None, (), None, None, None)


def test_lists_and_seconds_as_programs_write_them_into_cells() -> None:
    names = ["Jörg O'Hara", 'Jan "Jo" Ohlsen']
    for listed in (names, [{"name": name, "id": 1} for name in names]):
        assert article(authors=json.dumps(listed)).authors == tuple(names)
    made = article(authors="['Ilse Wendt', \"Jan Ohlsen\"]", published="1741853100000")
    assert (made.authors, made.published) == (("Ilse Wendt", "Jan Ohlsen"), "2025-03-13T08:05:00Z")
    assert article(authors="[]", published="1741853100").published == "2025-03-13T08:05:00Z"


def test_empty_cells_are_no_values() -> None:
    made = article(title="", source=" ", authors="", published="", url="", lang="", id="")
    assert (made.title, made.source, made.authors, made.published) == ("x", None, (), None)
    assert (made.url, made.lang, made.key) == (None, None, "")
    with pytest.raises(ValueError, match=r"^its text is empty$"):
        article(text="<p> </p>")


@given(st.lists(st.text(max_size=12) | st.sampled_from(["Text", "Titel", "Autor ID", "Date", "URL", "body"])))
def test_any_header_gives_columns_or_a_sentence(header: list[str]) -> None:
    try:
        found = find_columns(header)
    except ValueError as error:
        reason = str(error)
    else:
        reason = ""
        assert set(found) <= set(FIELDS)
        assert "text" in found
        assert len(set(found.values())) == len(found)
        assert all(0 <= place < len(header) for place in found.values())
    assert "\n" not in reason
