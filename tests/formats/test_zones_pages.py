"""Article text told from the page around it: invented pages in several languages."""

from __future__ import annotations

import pytest

from annotator.formats.zones import find_zones
from tests.formats.zone_pages import ENGLISH, FRENCH, PAGE, PARAGRAPHS, around, kept, zoned


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
        ("boilerplate", "© Verlag Ostersander Bote 1998 - 2025"),
        ("boilerplate", "Inselleben"),
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
        ("caption", "The empty pier, Monday, March 10, 2025. (NP Photo/Jette Lührs)"),
        ("caption", "The empty pier on Monday. Photo: J. Lührs"),
        ("caption", "Image source, Ostersander Archiv"),
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


HEAD = ("Fähre nach Ostersand fährt nur am Vormittag", "Von Wiebke Hansen", "14. März 2025, 08:12 Uhr")
GOING_ON = (
    "Am Abend trafen sich alle im Rathaus. Dort verlangte der Verband der Reeder eine Entschädigung, die der "
    "Senat nach Angaben einer Sprecherin ablehnt.",
    "Wann die Fähren wieder fahren, ist offen. Im vergangenen Winter hatte eine ähnliche Sperrung drei Wochen "
    "gedauert und die Inseln von der Versorgung abgeschnitten.",
    "Die Anwohner hoffen nun auf ruhiges Wetter. „Noch so einen Sturm hält der Deich nicht aus“, sagte der "
    "Landwirt Peer Classen, dessen Felder unter Wasser stehen.",
)


@pytest.mark.parametrize("between", [["Seite 1 / 2", "Nächste Seite"], ["Nächste Seite »", "Seite 2 / 2"]])
def test_pages_pasted_one_below_the_other_are_one_article(between: list[str]) -> None:
    page = around("\n\n".join([*HEAD, *PARAGRAPHS, *between, *GOING_ON, ""]))
    parts = find_zones(page)
    assert [words for words in GOING_ON if words not in kept(page, parts)] == []
    assert zoned(page, "pagination").split("\n\n") == [*between, ""]


def test_what_one_paragraph_below_a_link_to_the_next_page_tells_may_be_another_article() -> None:
    teaser = (
        "Lesen Sie morgen: Der neue Leuchtturmwärter von Ostersand zieht ein, und die Insel feiert drei Tage lang."
    )
    page = around("\n\n".join([*HEAD, *PARAGRAPHS, "Seite 1 / 2", "Nächste Seite", teaser, ""]))
    assert teaser not in kept(page, find_zones(page))
