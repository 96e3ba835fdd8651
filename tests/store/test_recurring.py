"""Pages of one source teach which of their lines are no article text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.commands import DeleteZone
from annotator.core.models import Zone
from annotator.project import Project
from annotator.store.recurring import mark_recurring
from tests.making import make_draft, make_zone, query

TOP = "Mein Konto verwalten\nHeute im Blatt lesen\n\n"
END = "\n\nDas Wetter am Hafen morgen\nUnsere Redaktion stellt sich vor\n"


def prose(n: int) -> str:
    words = random.Random(n).choices([f"wort{m}" for m in range(900)], k=60)
    return " ".join(words) + "."


def page(n: int, top: str = TOP, end: str = END) -> str:
    return f"{top}Der Titel {n * 'x'}\n\n{prose(n)}{end}"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", "anna")
    yield made
    made.close()


def add(project: Project, *texts: str, zones: tuple[Zone, ...] = ()) -> list[dict[str, int]]:
    drafts = [make_draft(text, zones=zones) for text in texts]
    for draft in drafts:
        draft.is_page = True
    return [article.zones for article in project.import_drafts(drafts).articles]


def zoned(project: Project, article_id: int) -> list[str]:
    opened = project.load(article_id)
    assert opened is not None
    return [opened.article.text[zone.start : zone.end] for zone in opened.zones]


def test_the_third_page_teaches_all_three(project: Project) -> None:
    assert add(project, page(1), page(2), page(3)) == [{"boilerplate": 2}] * 3
    assert zoned(project, 1) == zoned(project, 3) == [TOP, END.lstrip("\n")]


def test_two_pages_teach_nothing(project: Project) -> None:
    assert add(project, page(1), page(2)) == [{}, {}]


def test_earlier_imports_teach_and_are_left_alone(project: Project) -> None:
    assert add(project, page(1), page(2)) == [{}, {}]
    assert add(project, page(3)) == [{"boilerplate": 2}]
    assert zoned(project, 1) == []
    assert add(project, page(4), page(5)) == [{"boilerplate": 2}] * 2


def test_undo_takes_the_zones_along_and_what_they_taught(project: Project) -> None:
    add(project, page(1), page(2), page(3))
    project.undo()
    assert add(project, page(1)) == [{}]


def test_copies_of_one_article_teach_nothing(project: Project) -> None:
    """Not even where each outlet has changed the longest paragraph, and cut the rest."""
    words = random.Random(1).choices([f"wort{n}" for n in range(900)], k=160)
    paragraphs = [" ".join(words[n : n + 20]) + "." for n in range(0, 160, 20)]
    head = "Streik im Hafen\n\nDie Fähren stehen still\n\n"
    copies = [
        head
        + "\n\n".join([f"{paragraphs[0]} Dazu schreibt Blatt {n} viele eigene Worte.", *paragraphs[n : n + 5]])
        for n in range(3)
    ]
    assert add(project, *copies) == [{}] * 3


def test_what_is_no_page_neither_teaches_nor_learns(project: Project) -> None:
    project.import_drafts([make_draft(page(n)) for n in (1, 2, 3)])
    assert query(project.path, "select count(*) from page_line") == [(0,)]
    assert add(project, page(4)) == [{}]


def test_zones_that_are_there_stay(project: Project) -> None:
    zone = make_zone(0, 20, "breadcrumb")
    add(project, page(1), page(2))
    assert add(project, page(3), zones=(zone,)) == [{"breadcrumb": 1, "boilerplate": 2}]
    assert zoned(project, 3) == [TOP[:20], TOP[20:], END.lstrip("\n")]


def test_an_article_of_which_nothing_would_be_left_stays_whole(project: Project) -> None:
    short = "Die Fähre fährt heute nicht\nMorgen fährt sie wieder\n"
    texts = [page(n, short, "") for n in (1, 2, 3)]
    assert add(project, *texts, short) == [{"boilerplate": 1}] * 3 + [{}]


def test_wire_copy_in_short_paragraphs_is_no_boilerplate(project: Project) -> None:
    wire = [
        "Der Rat stimmte am Dienstag mit neun zu sechs Stimmen für zwei Fahrten am Tag.",
        "„Wir können den Dienst nicht mehr bezahlen“, sagte Imke Sander nach der Sitzung.",
        "Tammo Wieland sprach für die Bewohner von einem Schlag ins Gesicht.",
        "Pendler kämen so nicht mehr zur Arbeit.",
        "Die Reeder nannten die Zahlen des Rates falsch.",
        "Der neue Fahrplan gilt vom ersten Juni an.",
    ]
    leads = (
        "Streit um Fähren ist entbrannt.",
        "Auf der Insel herrscht Zorn.",
        "Zwei Fähren bleiben.",
        "Wut im Hafen.",
    )
    texts = ["\n\n".join((f"Blatt {n}: Fähren", lead, *wire, prose(n))) for n, lead in enumerate(leads)]
    assert add(project, *texts) == [{}] * 4


def test_lines_that_recur_alone_are_article_text(project: Project) -> None:
    texts = [f"Der Titel Nummer {n * 'x'}\n\nDer Hintergrund\n\n" + prose(n) for n in (1, 2, 3, 4)]
    assert add(project, *texts) == [{}] * 4


def test_what_is_remembered_is_bounded(project: Project) -> None:
    add(project, *(page(n) for n in range(1, 40)))
    (most,) = query(
        project.path, "select max(number) from (select count(*) as number from page_line group by key)"
    )
    assert most == (3,)


def test_a_zone_that_is_deleted_stays_deleted(project: Project) -> None:
    add(project, page(1), page(2), page(3))
    opened = project.load(1)
    assert opened is not None
    project.apply(DeleteZone(1, opened.zones[0].id))
    with project._db.transaction() as conn:
        mark_recurring(conn, [(3, page(3))], 1)
    assert zoned(project, 1) == [END.lstrip("\n")]
