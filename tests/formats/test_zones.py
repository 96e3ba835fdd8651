"""Article text told from page text: invented pages and articles in three languages, and any text at all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft
from annotator.core.offsets import Cut
from annotator.formats.zones import PageParts, find_zones
from annotator.formats.zones.lines import split_lines

SAMPLES = Path(__file__).parents[2] / "sample_data"
SAMPLE_FILES = sorted(path.name for path in (SAMPLES / "articles").glob("*.txt"))

PARAGRAPHS = (
    "Die Fähre nach Ostersand fährt seit Montag wieder, aber nur am Vormittag. Die Reederei will zuerst "
    "wissen, wer "
    "den neuen Anleger bezahlt, und verweist auf einen Vertrag, den der Kreis nie unterschrieben hat.",
    "„Wir haben gewartet, bis das Eis weg war“, sagte Hafenmeisterin Jette Lührs. „Jetzt warten wir auf das "
    "Geld.“ "
    "Der Kreis hält die Rechnung für zu hoch und hat einen zweiten Gutachter bestellt.",
    "Auf der Insel sorgt das für Ärger. Wer zum Arzt muss, nimmt ein Hotel auf dem Festland oder bittet die "
    "Fischer, "
    "die seit Wochen ohne Genehmigung fahren und niemanden abweisen.",
)

PAGE = f"""Zum Inhalt springen

Suche
Anmelden
Newsletter
E-Paper

Startseite
Politik
Wirtschaft
Kultur
Sport
Wetter
Anzeigen

Start > Wirtschaft > Häfen

Fähre nach Ostersand fährt nur am Vormittag

Von Wiebke Hansen

14. März 2025, 08:12 Uhr

Artikel drucken

{PARAGRAPHS[0]}

Foto: Wiebke Hansen

{PARAGRAPHS[1]}

Streit um den Anleger

{PARAGRAPHS[2]}

Teilen
Facebook
Twitter
WhatsApp
E-Mail

Das könnte Sie auch interessieren

Möwen stehlen Brötchen vor dem Rathaus
Neuer Kran für die alte Werft
Warum der Leuchtturm nachts dunkel bleibt

5 Kommentare

Kommentar schreiben

Impressum
Datenschutz
AGB
Kontakt

© 2025 Ostersander Bote. Alle Rechte vorbehalten.
"""

ENGLISH = """Skip to content

Menu
Home
News
Business
Sport
Weather
Sign in
Subscribe

Old tram line to reopen after thirty years

By Thaddeus Orrin

Published: March 14, 2025

The tram that once ran from the fish market to the observatory is to run again in May, the city council decided on
Thursday, although nobody has yet found the key to the depot.

“We have the rails and we have the drivers,” said Nell Abernathy, who leads the transport committee. “What we do
not have is a timetable that anyone believes.”

Advertisement

Residents along the line are divided. Some remember the noise, and others have parked their cars on the tracks for
so long that they regard them as their own.

Share this article
Facebook
Twitter
Email

Related stories

Observatory loses its telescope
Fish market to sell flowers

Leave a comment

Your email address will not be published. Required fields are marked *

Privacy policy
Terms of use
© 2025 The Harrow Lantern
"""

FRENCH = """Aller au contenu

Menu
Accueil
Politique
Économie
Culture
Sport
Météo
Se connecter
Newsletter

Le phare de Kervaden rallumé après dix ans

Par Solenn Le Bihan

Publié le 14 mars 2025 à 9h30

Le phare de Kervaden a été rallumé jeudi soir devant deux cents habitants venus malgré la pluie. La commune avait
attendu dix ans une ampoule qui n’est plus fabriquée nulle part, et que l’on a trouvée dans une école.

« Nous avons la lumière, il nous manque les bateaux », a déclaré la maire, Enora Quilliou. Les pêcheurs, eux,
disent qu’ils n’ont jamais cessé de rentrer, et que la nuit leur plaisait ainsi.

Lire aussi : Trois idées de promenade sur la côte

Le gardien, qui avait pris sa retraite, est revenu pour l’occasion. Il n’a pas voulu monter, parce que l’escalier
compte trois cents marches et qu’il en connaît chacune.

Partager sur Facebook
Partager sur Twitter

À lire aussi

Une école sans ampoule
La pluie tombe sur le marché

Laisser un commentaire

Mentions légales
CGU
Contact
© 2025 La Dépêche de Kervaden. Tous droits réservés.
"""


def kept(text: str, parts: PageParts) -> str:
    return Cut(text, [(z.start, z.end) for z in parts.zones]).text


def zoned(text: str, kind: str) -> str:
    return "".join(text[z.start : z.end] for z in find_zones(text).zones if z.kind == kind)


# Pages


def test_a_page_leaves_its_article() -> None:
    parts = find_zones(PAGE)
    assert kept(PAGE, parts).split("\n\n") == [
        "Fähre nach Ostersand fährt nur am Vormittag",
        PARAGRAPHS[0],
        PARAGRAPHS[1],
        "Streit um den Anleger",
        PARAGRAPHS[2],
        "",
    ]
    assert (parts.title, parts.authors, parts.published, parts.lang) == (
        "Fähre nach Ostersand fährt nur am Vormittag",
        ("Wiebke Hansen",),
        "2025-03-14",
        "de",
    )
    assert parts.title_span is not None
    assert PAGE[slice(*parts.title_span)] == parts.title


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("breadcrumb", "Start > Wirtschaft > Häfen"),
        ("byline", "Von Wiebke Hansen"),
        ("byline", "14. März 2025, 08:12 Uhr"),
        ("caption", "Foto: Wiebke Hansen"),
        ("related", "Das könnte Sie auch interessieren"),
        ("related", "Warum der Leuchtturm nachts dunkel bleibt"),
        ("boilerplate", "Zum Inhalt springen"),
        ("boilerplate", "WhatsApp"),
        ("boilerplate", "5 Kommentare"),
        ("boilerplate", "© 2025 Ostersander Bote. Alle Rechte vorbehalten."),
    ],
)
def test_each_zone_of_a_page_has_its_kind(kind: str, line: str) -> None:
    assert line in zoned(PAGE, kind)


@pytest.mark.parametrize(
    ("page", "title", "author", "lang", "away"),
    [
        (
            ENGLISH,
            "Old tram line to reopen after thirty years",
            "Thaddeus Orrin",
            "en",
            [
                "Skip to content",
                "Advertisement",
                "Share this",
                "Fish market to sell",
                "Your email",
                "Terms of use",
            ],
        ),
        (
            FRENCH,
            "Le phare de Kervaden rallumé après dix ans",
            "Solenn Le Bihan",
            "fr",
            [
                "Aller au contenu",
                "Trois idées",
                "Partager sur",
                "Une école sans",
                "Laisser un",
                "Mentions légales",
            ],
        ),
    ],
)
def test_pages_in_other_languages(page: str, title: str, author: str, lang: str, away: list[str]) -> None:
    parts = find_zones(page)
    text = kept(page, parts)
    assert (parts.title, parts.authors, parts.published, parts.lang) == (title, (author,), "2025-03-14", lang)
    assert text.startswith(title)
    assert [piece for piece in away if piece in text] == []
    for paragraph in page.split("\n\n"):
        if len(paragraph.split()) > 25 and "\n" in paragraph and "." in paragraph:
            assert paragraph in text


def test_what_the_page_calls_itself_tells_the_source() -> None:
    title = "Fähre nach Ostersand fährt nur am Vormittag"
    assert find_zones(f"{title} | Ostersander Bote\n\n{PAGE}").source == "Ostersander Bote"
    assert find_zones(PAGE).source is None


SUBTITLE = "Der Kreis zahlt nicht, die Reederei wartet, und der Anleger rostet weiter vor sich hin"


@pytest.mark.parametrize(
    "above",
    [
        # What may stand between menu and article.
        ["{title}", "", "Von Wiebke Hansen"],
        ["{title}", "", SUBTITLE, "", "Von Wiebke Hansen"],
        ["Inselverkehr", "", "{title}", "", SUBTITLE, "14. März 2025"],
        ["14. März 2025", "", "{title}"],
        ["Start » Häfen » {title}", "", "{title}", "", "Aus der Redaktion"],
        ["Beliebt", "Möwen stehlen Brötchen vor dem Rathaus", "Neuer Kran für die alte Werft", "", "{title}"],
    ],
)
def test_the_headline_is_told_from_what_is_around_it(above: list[str]) -> None:
    title = "Fähre nach Ostersand fährt nur am Vormittag"
    article = "\n".join(above).format(title=title) + "\n\n" + "\n\n".join(PARAGRAPHS) + "\n\n"
    assert find_zones(around(article)).title == title


def test_a_colon_after_a_box_loses_its_blank_but_for_french() -> None:
    german = "Streit im Hafen : Fähre nach Ostersand fährt nur am Vormittag"
    assert find_zones(around(f"{german}\n\n" + "\n\n".join(PARAGRAPHS) + "\n\n")).title == german.replace(
        " :", ":"
    )
    title = "Le phare de Kervaden rallumé après dix ans"
    assert find_zones(FRENCH.replace(title, "Kervaden : le phare rallumé")).title == "Kervaden : le phare rallumé"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (
            "caption",
            "Der leere Anleger am Montag, kurz nach der Flut und lange vor der Fähre. Photograph: Ole Petersen",
        ),
        ("caption", "Der leere Anleger am Montag, Bild via Ostersander Archiv"),
        ("boilerplate", "Telefon (wird nicht veröffentlicht)"),
        ("boilerplate", "The views expressed here are those of our guests."),
        ("advert", "Sie haben einen von drei kostenlosen Artikeln gelesen"),
        ("advert", "You have two free articles left"),
        ("advert", "Vous avez lu 1 des 4 articles gratuits ce mois-ci."),
    ],
)
def test_short_lines_of_a_page_have_their_kind(kind: str, line: str) -> None:
    page = PAGE.replace(f"{PARAGRAPHS[0]}\n", f"{PARAGRAPHS[0]}\n\n{line}\n")
    assert line in zoned(page, kind)


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    title = "Fähre nach Ostersand fährt nur am Vormittag"
    text = f"{title} | Ostersander Bote\n\n" + "\n\n".join(PARAGRAPHS)
    parts = find_zones(text)
    assert (parts.title, parts.source, parts.zones) == (title, "Ostersander Bote", [])
    assert parts.title_span == (0, len(title))
    assert (
        find_zones(text.replace(title, "Fähre | Anleger | Hafen")).title
        == "Fähre | Anleger | Hafen | Ostersander Bote"
    )


def around(article: str) -> str:
    """The article with the same menus and lists around it, in no language that the program knows."""
    begin = PAGE.index("Start > ")
    return PAGE[:begin] + article + PAGE[PAGE.index("Teilen\n") :]


@pytest.mark.parametrize(
    "article",
    [
        # Finnish, Japanese, Greek: no function word of theirs is known.
        "Lautta kulkee vain aamuisin\n\n"
        "Lautta saarelle kulkee taas maanantaista alkaen, mutta vain aamuisin, koska varustamo haluaa ensin "
        "tietää kuka uuden laiturin maksaa.\n\nSatamamestari sanoi odottaneensa kunnes jää sulaa, ja nyt hän "
        "odottaa rahoja "
        "joita kunta ei ole vielä luvannut kenellekään.\n\n",
        "渡し船は午前だけ運航する\n\n"
        "島への渡し船は月曜日から再び運航しているが、午前中だけである。新しい桟橋の費用を誰が払うのかを、船会社はまず知りたいという。\n\n"
        "港長は「氷が解けるまで待った。今は金を待っている」と話した。町は請求額が高すぎるとして、二人目の鑑定人を頼んだ。\n\n",
        "Το πλοίο περνά μόνο το πρωί\n\n"
        "Το πλοίο για το νησί περνά πάλι από τη Δευτέρα, αλλά μόνο το πρωί, επειδή η εταιρεία θέλει "
        "πρώτα να μάθει ποιος θα πληρώσει την καινούργια προβλήτα.\n\nΗ λιμενάρχης είπε ότι περίμενε να "
        "λιώσει ο πάγος και ότι τώρα "
        "περιμένει τα χρήματα που ο δήμος δεν έχει ακόμη υποσχεθεί.\n\n",
    ],
)
def test_other_languages_keep_their_article(article: str) -> None:
    page = around(article)
    parts = find_zones(page)
    assert kept(page, parts) == article
    assert parts.title == article.split("\n")[0]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Der Kreis hat dem Vertrag zugestimmt, doch der Datenschutz blieb strittig, weil die Reederei auf "
        "ihrer Seite "
        "Cookies setzt und Kommentare der Gäste speichert.",
        "Auf Facebook und Twitter war der Spott groß, und im Newsletter der Gemeinde stand am Freitag, man "
        "solle die "
        "Fähre lieber gleich verkaufen und das Geld teilen.",
        "„Wir wollen keine Anzeige und keine Werbung, wir wollen eine Fähre“, sagte Lührs dem Ostersander "
        "Boten und "
        "legte ein Foto des leeren Anlegers auf den Tisch.",
    ],
)
def test_a_paragraph_may_speak_of_what_pages_speak_of(paragraph: str) -> None:
    page = PAGE.replace(PARAGRAPHS[1], paragraph)
    assert paragraph in kept(page, find_zones(page))


@pytest.mark.parametrize(
    "line",
    [
        "Mit dem Absenden willige ich ein, dass der Ostersander Bote meine Angaben speichert, und bestätige, "
        "dass ich "
        "die Hinweise gelesen und verstanden habe.",
        "Wir verwenden auf dieser Seite Cookies, damit Sie sich nicht jedes Mal neu anmelden müssen und damit wir "
        "wissen, was Sie gerne lesen.",
        "Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit einem Stern markiert, alle "
        "anderen kannst du leer lassen.",
        "Dieser Beitrag wurde am 14. März 2025 von Wiebke Hansen in Häfen und Inseln veröffentlicht und "
        "seitdem nicht "
        "mehr verändert.",
    ],
)
def test_long_lines_of_a_page_go(line: str) -> None:
    page = PAGE.replace("5 Kommentare\n", line + "\n\n5 Kommentare\n")
    text = kept(page, find_zones(page))
    assert line not in text
    assert PARAGRAPHS[2] in text


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
