"""Article text told from page text: articles with little or nothing around them, and any text at all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft
from annotator.formats.zones import find_zones
from annotator.formats.zones.lines import split_lines
from tests.formats.zone_pages import ENGLISH, FRENCH, PAGE, PARAGRAPHS, kept

SAMPLES = Path(__file__).parents[2] / "sample_data"
SAMPLE_FILES = sorted(path.name for path in (SAMPLES / "articles").glob("*.txt"))


# Articles


@pytest.mark.parametrize("name", sorted(path.stem for path in (SAMPLES / "articles").glob("*.txt")))
def test_the_sample_articles(name: str) -> None:
    """The zones that a person gave the sample; those left out here take knowing what the article is about."""
    text = (SAMPLES / "articles" / f"{name}.txt").read_text("utf-8")
    labels = tomllib.loads((SAMPLES / "labels" / f"{name}.toml").read_text("utf-8"))
    parts = find_zones(text)
    assert parts.title == labels["title"]
    cut = "".join(text[z.start : z.end] for z in parts.zones)
    beyond = ("Das Gespräch wurde",)
    for zone in labels.get("zones", []):
        if not zone["text"].startswith(beyond):
            assert zone["text"].strip() in cut
    rest = text.replace(cut, "")
    for line in text.split("\n"):
        if len(line.split()) > 14 and not line.startswith(beyond):
            assert line in rest


def test_kinds_of_a_sample() -> None:
    text = (SAMPLES / "articles" / "02-saltmere-offer.txt").read_text("utf-8")
    assert [(z.kind, text[z.start : z.end].split("\n")[0].strip()) for z in find_zones(text).zones] == [
        ("breadcrumb", "Home > Business > Ports"),
        ("repeated headline", "Dockers in Saltmere turn down overnight offer"),
        ("byline", "By Rosalind Achterberg"),
        ("caption", "Pickets at the east gate on Wednesday night. Photo: Ledger Pictures"),
        ("advert", "Advertisement"),
        ("pagination", "Page 1 of 2"),
        ("related", "More from The Daily Ledger"),
    ]


def test_a_trail_glued_to_the_headline() -> None:
    title = "Fähre nach Ostersand fährt nur am Vormittag"
    text = f"Häfen & Inseln {title}\n\n{title}\n\n" + "\n\n".join(PARAGRAPHS)
    parts = find_zones(text)
    assert parts.title == title
    assert [(z.kind, text[z.start : z.end]) for z in parts.zones] == [
        ("breadcrumb", "Häfen & Inseln "),
        ("repeated headline", title + "\n\n"),
    ]
    assert kept(text, parts) == f"{title}\n\n" + "\n\n".join(PARAGRAPHS)


PLAIN = [
    " ".join(PARAGRAPHS),
    "\n\n".join(PARAGRAPHS),
    "Fähre fährt nur am Vormittag\n\n" + "\n\n".join(PARAGRAPHS),
    # Subheadings, also such as speak of what pages are made of.
    "\n\n".join(
        (
            "Fähre fährt",
            PARAGRAPHS[0],
            "Kommentare im Netz",
            PARAGRAPHS[1],
            "Mehr Geld für Facebook",
            PARAGRAPHS[2],
        )
    ),
    # An interview.
    "Was fehlt Ihnen?\n\nNichts, das man kaufen kann.\n\nUnd was bleibt?\n\nDas Meer und die Rechnung.",
    # Verses.
    "Am Kai\n\n"
    + "\n".join(f"Das Wasser steigt, der Abend sinkt {n},\nund keiner sieht die Boote" for n in "abcdefghij"),
    # A list within an article.
    f"{PARAGRAPHS[0]}\n\nDrei Dinge fehlen:\n\nein Anleger\nein Fahrplan\nein Kapitän\n\n{PARAGRAPHS[1]}",
    # An agency's dispatch.
    f"OSTERSAND (kpa) - {PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}",
    # Lines of a letter, each broken at the same width.
    "Die Fähre nach Ostersand fährt seit Montag wieder, aber nur am Vormittag.\nDie Reederei will zuerst "
    "wissen, wer den "
    "neuen Anleger bezahlt, und sie\nverweist auf einen Vertrag, den der Kreis auch nach zwei Jahren "
    "noch\nnicht unterschrieben hat.",
    # Days as headings.
    "\n\n".join(
        f"{day}. März 2025\n\n{paragraph}" for day, paragraph in zip((13, 14, 15), PARAGRAPHS, strict=True)
    ),
    "Von Montag an gilt auf der Brücke Tempo 30.\n\nBy Thursday the bridge will be closed.\n\nPar hasard, le "
    "pont tient.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_articles_with_nothing_around_them_stay_untouched(text: str) -> None:
    assert find_zones(text).zones == []


@pytest.mark.parametrize("skip", ["Zum Inhalt springen", "Skip to main content", "Aller au contenu"])
def test_the_link_past_the_menu_is_no_headline(skip: str) -> None:
    text = f"{skip}\n\nFähre fährt nur am Vormittag\n\n" + "\n\n".join(PARAGRAPHS)
    parts = find_zones(text)
    assert parts.title == "Fähre fährt nur am Vormittag"
    assert [(z.kind, text[z.start : z.end]) for z in parts.zones] == [("boilerplate", f"{skip}\n\n")]


def test_a_headline_twice_without_a_blank_line_ends_the_names_of_sections_above_it() -> None:
    head = "Startseite\nLokales\nOstersand\n" + 2 * "Fähre fährt nur am Vormittag\n" + "Teilen\nMerken\n\n"
    text = head + "\n\n".join(PARAGRAPHS)
    parts = find_zones(text)
    assert parts.title == "Fähre fährt nur am Vormittag"
    assert kept(text, parts) == "Fähre fährt nur am Vormittag\n" + "\n\n".join(PARAGRAPHS)
    assert [z.kind for z in parts.zones] == ["breadcrumb", "repeated headline", "boilerplate"]


def test_the_name_of_a_site_below_the_link_past_its_menu_is_no_headline() -> None:
    head = "Skip to main content\nThe Ostersand Bote\nNews\nFähre fährt nur am Vormittag\nShare\n\n"
    text = head + "\n\n".join(PARAGRAPHS)
    parts = find_zones(text)
    assert parts.title == "Fähre fährt nur am Vormittag"
    assert kept(text, parts) == "Fähre fährt nur am Vormittag\n" + "\n\n".join(PARAGRAPHS)


def test_a_byline_and_a_tail_of_a_plain_article() -> None:
    text = (
        "Fähre fährt nur am Vormittag\nVon Wiebke Hansen und Ole Petersen\n13.3.2025\n\n"
        + "\n\n".join(PARAGRAPHS)
        + "\n\nWeiterlesen\n\n© 2025 Ostersander Bote\n"
    )
    parts = find_zones(text)
    assert [z.kind for z in parts.zones] == ["byline", "pagination", "boilerplate"]
    assert (parts.authors, parts.published) == (("Wiebke Hansen", "Ole Petersen"), "2025-03-13")
    assert kept(text, parts) == "Fähre fährt nur am Vormittag\n" + "\n\n".join(PARAGRAPHS) + "\n\n"


# Any text


PIECES = st.sampled_from(
    [
        *PAGE.split("\n"),
        *ENGLISH.split("\n"),
        *FRENCH.split("\n"),
        "",
        " ",
        "\u2028",
        "🧑‍🚒 x",
        "a\u0301",
        "|",
        "© 2025",
        "1 2 3",
    ]
)


def check(text: str) -> None:
    parts = find_zones(text)
    last = 0
    for zone in parts.zones:
        assert last <= zone.start < zone.end <= len(text)
        assert 0 <= zone.score <= 1
        last = zone.end
    assert not parts.zones or kept(text, parts).strip(), "a text of zones only"
    if parts.title_span is not None:
        # Blanks aside, of which a colon loses one.
        assert "".join(text[slice(*parts.title_span)].split()).startswith("".join(parts.title.split()))


@given(st.text())
def test_any_text_is_safe(text: str) -> None:
    check(text)


@given(st.lists(PIECES, max_size=60).map("\n".join))
def test_any_mixture_of_lines_is_safe(text: str) -> None:
    check(text)


@given(st.text(alphabet=st.characters(exclude_characters="\n"), min_size=1))
def test_one_line_is_never_a_zone(text: str) -> None:
    assert find_zones(text).zones == []


def test_lines_leave_out_blanks_and_know_gaps() -> None:
    lines = split_lines("\n eins \nzwei\n \t\n\ndrei")
    assert [(line.text, line.start, line.end, line.gap) for line in lines] == [
        ("eins", 2, 6, True),
        ("zwei", 8, 12, False),
        ("drei", 17, 21, True),
    ]


def test_the_reader_hands_zones_and_metadata_on(tmp_path: Path) -> None:
    from annotator.core.codebook import Codebook
    from annotator.formats.readers import read_path

    path = tmp_path / "seite.txt"
    path.write_text(PAGE, "utf-8")
    (draft,) = read_path(path, Codebook("news"))
    assert isinstance(draft, Draft)
    article = draft.article
    assert (article.title, article.authors, article.published) == (
        "Fähre nach Ostersand fährt nur am Vormittag",
        ("Wiebke Hansen",),
        "2025-03-14",
    )
    assert article.text == PAGE
    assert [(z.start, z.end, z.kind, z.score) for z in draft.zones] == [
        (z.start, z.end, z.kind, z.score) for z in find_zones(PAGE).zones
    ]
    assert len({z.id for z in draft.zones}) == len(draft.zones)


def test_kinds_are_those_that_the_window_offers() -> None:
    from annotator.commands.zones import ZONE_KINDS

    texts = [PAGE, ENGLISH, FRENCH, *((SAMPLES / "articles" / p).read_text("utf-8") for p in SAMPLE_FILES)]
    assert {zone.kind for text in texts for zone in find_zones(text).zones} == set(ZONE_KINDS)
