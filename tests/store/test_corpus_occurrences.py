"""The occurrences of a text in the corpus: what the index leaves out must have none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator import commands as do
from annotator.core.models import Actor, State
from annotator.core.occurrences import Occurrence, Search
from annotator.project import Project
from annotator.store import search as index
from tests.making import make_draft, make_span, make_zone, query

MakeProject = Callable[..., Project]
TEXTS = (
    "Juri Uschakow sprach mit Merkel.",
    "Uschakows Plan, Uschakow’s plan.",
    "Der Neuuschakow und USCHAKOW.",
    "In der Straße, STRASSE, strasse.",
    "Mu\u0308ller und Müller, l’Élysée.",
    "Das Schiff 🚢 und 東京都 und 京.",
    "Juri\nUschakow, Anna-Berg, 10 000.",
    "Straßenbahn und Masse und Kussmund 🚢.",
)


def found(project: Project, search: Search, zones: bool = False, done: bool = True) -> list[tuple[int, str]]:
    chunks = project.occurrences.in_corpus(search, "anna", zones, done)
    return [(hit.line.article_id, hit.text) for chunk in chunks for hit in chunk]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(*(make_draft(text, title=f"Titel {n}") for n, text in enumerate(TEXTS)))


@pytest.mark.parametrize("whole_words", [True, False])
@pytest.mark.parametrize("match_case", [True, False])
@pytest.mark.parametrize("inflected", [True, False])
def test_finds_what_each_article_has(
    project: Project, whole_words: bool, match_case: bool, inflected: bool
) -> None:
    some = 0
    for sought in (
        *(
            "Uschakow",
            "uschakow",
            "Uschakows",
            "Juri Uschakow",
            "i Uschakow",
            "Straße",
            "strasse",
            "STRASSE",
            "Müller",
        ),
        *(
            "Mu\u0308ller",
            "Élysée",
            "l'Élysée",
            "🚢",
            "🚢 und",
            "東京都",
            "京",
            "ss",
            "Masse",
            "Kuss",
            "Kussmund",
            "und",
        ),
        *(
            "und 京",
            "Anna-Berg",
            "Berg",
            "10 000",
            "Schiff 🚢",
            '"',
            "x OR y",
            ".",
            "Bahn",
            "bahn und Mas",
            "Uschakow’s",
        ),
    ):
        search = Search(sought, whole_words, match_case, inflected)
        expected = [(n, text[s:e]) for n, text in enumerate(TEXTS, 1) for s, e in search.find(text)]
        assert found(project, search) == expected, sought
        some += len(expected)
    assert some > 20


def test_articles_that_are_not_indexed_yet(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "fill", lambda *_: None)
    project.import_drafts([make_draft("Uschakow ist neu.")])
    assert (9, "Uschakow") in found(project, Search("Uschakow"))


def test_zones_and_articles_that_are_read(make_project: MakeProject) -> None:
    project = make_project(
        make_draft("Berg: Titel\nBerg ging. Berg kam.", zones=[make_zone(0, 12), make_zone(25, 27)]),
        make_draft("Auch Berg."),
    )
    search = Search("Berg")
    assert found(project, search) == [(1, "Berg"), (2, "Berg")]
    assert len(found(project, search, zones=True)) == 4
    assert len(project.occurrences.in_article(search, 1, "anna", zones=True)) == 3
    project.apply(do.SetState((1,), State.DONE))
    assert found(project, search, done=False) == [(2, "Berg")]
    project.apply(do.DeleteArticles((2,)))
    assert found(project, search) == [(1, "Berg")]
    assert found(project, search, done=False) == []


def test_says_what_is_labelled_there(make_project: MakeProject) -> None:
    text = "Anna Berg und\nBerg kam, Bergs Haus, Berg."
    spans = [
        make_span("ACTOR", (0, 9), annotator="anna"),
        make_span("ACTOR", (14, 18), annotator="anna", actor_id="berg"),
        make_span("CUE", (14, 18), annotator="anna"),
        make_span("ACTOR", (24, 28), annotator="anna"),
        make_span("ACTOR", (36, 40), annotator="bert"),
    ]
    draft = make_draft(text, spans=spans)
    draft.actors["berg"] = Actor("berg", "Anna Berg")
    project = make_project(draft)
    hits = project.occurrences.in_article(Search("Berg"), 1, "anna")
    assert [(hit.place, hit.text, hit.spans, hit.around) for hit in hits] == [
        ((1, 5, 9), "Berg", (), ("ACTOR",)),
        ((1, 14, 18), "Berg", (("ACTOR", "berg"), ("CUE", None)), ()),
        ((1, 24, 29), "Bergs", (), ("ACTOR",)),
        ((1, 36, 40), "Berg", (), ()),
    ]
    line = hits[1].line
    assert (line.before, line.text, line.after) == ("Anna Berg und ", "Berg", " kam, Bergs Haus, Berg.")
    assert hits[1].has("CUE")
    assert not hits[3].has("ACTOR")


def test_it_can_be_stopped_and_comes_in_parts(make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"{n} Berg") for n in range(100, 500)))
    chunks: list[list[Occurrence]] = []
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 100

    chunks.extend(project.occurrences.in_corpus(Search("Berg"), "anna", progress=progress))
    assert [len(chunk) for chunk in chunks] == [16, 256]
    assert told == [(0, 400), (16, 400), (272, 400)]
    assert len(query(project.path, "select 1 from article")) == 400


def test_others_labels_are_told_where_they_are_shown(make_project: MakeProject) -> None:
    spans = [
        make_span("ACTOR", (0, 8), id="mine", annotator="anna"),
        make_span("ACTOR", (13, 21), id="hers", annotator="berta"),
    ]
    project = make_project(make_draft("Uschakow und Uschakow.", spans=spans))
    search = Search("Uschakow")

    def there(everyone: bool) -> list[list[str]]:
        in_article = project.occurrences.in_article(search, 1, "anna", everyone=everyone)
        chunks = project.occurrences.in_corpus(search, "anna", everyone=everyone)
        assert [hit for chunk in chunks for hit in chunk] == in_article
        return [[label for label, _ in hit.spans] for hit in in_article]

    assert there(everyone=False) == [["ACTOR"], []]
    assert there(everyone=True) == [["ACTOR"], ["ACTOR"]]
