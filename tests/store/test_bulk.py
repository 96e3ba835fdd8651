"""Importing: what goes in, what is a duplicate, what is refused, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.commands import AddSpan, CreateActor, DeleteArticles, MergeActors, SetCodebook
from annotator.core.codebook import parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.codebook_plan import Plan
from annotator.core.errors import UserError
from annotator.core.models import Actor, Article, AttributeValue, Concept, Draft, Origin, State
from annotator.jobs.files import rows
from annotator.jobs.importing import _BATCH
from annotator.project import Project
from tests.making import AT, OPEN, TEXT, make_draft, make_relation, make_span, make_zone, query, segments_in

MakeProject = Callable[..., Project]


def labelled(key: str = "eins", text: str = TEXT) -> Draft:
    """An article with something of everything."""
    draft = make_draft(
        text,
        key,
        "Fähre",
        "carla",
        State.DONE,
        spans=[
            make_span("QUOTE", *segments_in(text, "„Wir", "bleiben“"), id="q", note="Notiz", annotator="dora"),
            make_span("ACTOR", *segments_in(text, "Ohlsen"), id="a", actor_id="ohlsen", annotator="carla"),
            make_span(
                "CLAIM",
                *segments_in(text, "Die Fähre muss fahren"),
                id="c",
                concept_id="ferry",
                attributes={"stance": "support", "category": None},
                origin=Origin("model", "claims", "2", 0.25, "edited"),
            ),
            make_span("CUE", *segments_in(text, "sagte"), id="u", origin=OPEN),
        ],
        relations=[
            make_relation("speaker", "q", "a", annotator="emil", id="r"),
            make_relation("cue", "q", "u", id="open"),
        ],
        zones=[make_zone(0, 4)],
        source="Inselbote",
        authors=("A", "B"),
        published="2025-03-13",
        url="https://inselbote.example/1",
        lang="de",
        split="train",
        group="g",
    )
    draft.actors = {"ohlsen": Actor("ohlsen", "Ohlsen", "person")}
    draft.concepts = {"ferry": Concept("ferry", "Die Fähre soll fahren")}
    return draft


def test_everything_of_a_draft_is_in_the_project(make_project: MakeProject) -> None:
    draft = labelled()
    project = make_project(draft)
    opened = project.load(1)
    assert opened is not None
    assert opened.article == replace(draft.article, id=1)
    assert opened.state is State.DONE
    mine = {s.id: s for s in opened.spans}
    for given in draft.spans:
        owner = given.annotator or "anna"
        attributes: dict[str, AttributeValue] = {
            name: value for name, value in given.attributes.items() if value is not None
        }
        assert mine[given.id] == replace(given, article_id=1, annotator=owner, attributes=attributes)
    assert [(z.start, z.end, z.kind, z.annotator) for z in opened.zones] == [(0, 4, "byline", "anna")]
    assert [(r.id, r.annotator, r.created_at) for r in opened.relations] == [
        ("r", "emil", AT),
        ("open", "anna", AT),
    ]
    assert list(project.register.actors().values()) == list(draft.actors.values())
    assert list(project.register.concepts().values()) == list(draft.concepts.values())
    assert project.annotators() == ["anna", "carla", "dora", "emil"]
    assert not list(project.problems())


def test_link_to_a_suggestion_is_a_suggestion(make_project: MakeProject) -> None:
    """The record has no origin for relations: its end would never come to be if nobody accepted it."""
    project = make_project(labelled())
    assert query(project.path, "select id from relation") == [("r",)]
    assert query(project.path, "select id, decision from suggestion_relation") == [("open", "open")]
    opened = project.load(1)
    assert opened is not None
    assert [r.origin for r in opened.relations if r.id == "open"] == [replace(OPEN, score=None)]


def test_import_twice_adds_nothing(make_project: MakeProject) -> None:
    project = make_project(labelled(), make_draft("Anderer Text."))
    tables = ("article", "span", "relation", "zone", "suggestion", "actor", "change", "change_row")
    before = [query(project.path, f"select * from {table}") for table in tables]
    report = project.import_drafts([labelled(), make_draft("Anderer Text.")])
    assert str(report) == "imported 0, duplicates 2, refused 0"
    assert report.duplicates[0][:2] == ("a.txt", "eins")
    # Only one of them has labels, and it is said that they stay outside.
    assert report.unused == report.duplicates[:1]
    assert report.sentences() == ["1 duplicate has labels, which were not added to those that are there."]
    assert [row.reason.endswith("its labels were not added") for row in rows(report)] == [True, False]
    assert report.change is None
    assert [query(project.path, f"select * from {table}") for table in tables] == before


def test_import_that_adds_nothing_keeps_redo(make_project: MakeProject) -> None:
    project = make_project(make_draft())
    project.apply(AddSpan(1, "ACTOR", ((0, 3),)))
    project.undo()
    project.import_drafts([make_draft()])
    assert project.next_redo() == "add span"


@pytest.mark.parametrize("text", ["Ein  Text.\n", "\tEin\n\nText.", "Ein\u00a0Text. "])
def test_other_white_space_is_a_duplicate(make_project: MakeProject, text: str) -> None:
    project = make_project(make_draft("Ein Text.", "k"))
    (duplicate,) = project.import_drafts([make_draft(text, "other")]).duplicates
    assert (duplicate.file, duplicate.key, duplicate.title) == ("a.txt", "k", "Titel")


def test_duplicates_within_one_import(make_project: MakeProject) -> None:
    report = make_project().import_drafts(
        [make_draft("Ein Text.", "k"), make_draft("Ein Text."), make_draft("Zwei.")]
    )
    assert (report.imported, report.duplicates[0][:2], report.first_id) == (2, ("a.txt", "k"), 1)


def test_id_of_another_text_is_refused(make_project: MakeProject) -> None:
    project = make_project(make_draft("Ein Text.", "k"))
    report = project.import_drafts([make_draft("Ein anderer.", "k"), make_draft("Ein dritter.", "j")])
    assert report.imported == 1
    assert [str(r) for r in report.refused] == [
        "a.txt: the id 'k' belongs to an article with another text; "
        "if its file's ids count its rows, import it with --map id="
    ]
    assert project.article_ids().tolist() == [1, 2]


def test_a_number_that_another_article_has_gives_way_to_a_new_id(make_project: MakeProject) -> None:
    """Two tables that count their rows from 1."""
    project = make_project(make_draft("Ein Text.", "1"))
    ours = replace(make_draft("Von uns.", "1"), complete=True)
    report = project.import_drafts([make_draft("Ein anderer.", "1"), make_draft("Ein Text.", "7"), ours])
    assert (report.imported, report.repeated, len(report.refused)) == (1, 1, 1)
    assert report.sentences() == [
        "1 article got a new id, as other articles have the numbers that were theirs in their files."
    ]
    keys = [key for (key,) in query(project.path, "select key from article order by id")]
    assert keys[0] == "1"
    assert len(set(keys)) == 2
    assert project.import_drafts([make_draft("Ein anderer.", "1")]).repeated == 1


def test_article_without_id_gets_one(make_project: MakeProject) -> None:
    project = make_project(make_draft("Eins."), make_draft("Zwei."))
    keys = [key for (key,) in query(project.path, "select key from article")]
    assert all(keys)
    assert keys[0] != keys[1]


def test_undo_hides_all_redo_brings_back(make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"Text {n}.", f"k{n}") for n in range(1200)), labelled())
    first = project.load(1201)
    undone = project.undo()
    assert undone is not None
    assert (undone.kind, undone.command, undone.bulk) == ("undo", "import", True)
    assert not project.article_ids()
    assert not project.register.actors()
    assert not list(project.search("fähre"))
    assert not list(project.problems())
    assert project.statistics().spans == {}
    redone = project.redo()
    assert redone is not None
    assert redone.kind == "redo"
    assert len(project.article_ids()) == 1201
    assert project.load(1201) == first
    assert list(project.register.actors()) == ["ohlsen"]
    assert not list(project.problems())


def test_import_again_after_undo(make_project: MakeProject) -> None:
    project = make_project(labelled())
    project.undo()
    report = project.import_drafts([labelled()])
    assert report.imported == 1
    assert report.first_id == 2
    assert project.next_redo() is None
    assert list(project.register.actors()) == ["ohlsen"]
    assert not list(project.problems())


@pytest.mark.parametrize("key", ["eins", "zwei"])
def test_redo_of_articles_that_somebody_imported_again(make_project: MakeProject, key: str) -> None:
    project = make_project(labelled())
    project.undo()
    other = Project.open(project.path, "bert")
    other.import_drafts([replace(labelled(), article=replace(labelled().article, key=key))])
    with pytest.raises(UserError, match="imported again since"):
        project.redo()
    assert project.article_ids().tolist() == [2]
    other.close()


def test_deletion_of_an_article_that_somebody_imported_again(make_project: MakeProject) -> None:
    project = make_project(labelled())
    project.apply(DeleteArticles((1,)))
    other = Project.open(project.path, "bert")
    other.import_drafts([labelled()])
    with pytest.raises(UserError, match="imported again since"):
        project.undo()
    assert project.article_ids().tolist() == [2]
    other.close()


def test_redo_of_an_import_leaves_deleted_what_somebody_deleted(make_project: MakeProject) -> None:
    project = make_project(make_draft("Eins."), make_draft("Zwei."))
    other = Project.open(project.path, "bert")
    other.apply(DeleteArticles((1,)))
    project.undo()
    project.redo()
    assert project.article_ids().tolist() == [2]
    other.undo()
    assert project.article_ids().tolist() == [1, 2]
    other.close()


def test_register_entry_that_others_use_stays(make_project: MakeProject) -> None:
    project = make_project(labelled())
    other = Project.open(project.path, "bert")
    other.import_drafts([labelled("zwei", "Ein anderer. " + TEXT)])
    project.undo()
    assert list(project.register.actors()) == ["ohlsen"]
    assert list(project.register.concepts()) == ["ferry"]
    assert not list(project.problems())
    project.redo()
    assert not list(project.problems())
    other.close()


def test_register_entry_that_is_there_stays_as_it_is(make_project: MakeProject) -> None:
    project = make_project(labelled())
    again = labelled("zwei", "Ein anderer. " + TEXT)
    again.actors = {"ohlsen": Actor("ohlsen", "Anders", "group")}
    project.import_drafts([again])
    assert project.register.actors()["ohlsen"].name == "Ohlsen"
    project.undo()
    assert project.register.actors()["ohlsen"].name == "Ohlsen"


def test_cancel_leaves_whole_articles(make_project: MakeProject, tmp_path: Path) -> None:
    for n in range(1100):
        (tmp_path / f"{n:04}.txt").write_text(f"Die Fähre {n} fährt.", "utf-8")
    project = make_project()
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return len(seen) < 2

    report = project.import_paths([tmp_path], "text", progress)
    assert report.cancelled
    assert 0 < report.imported == len(project.article_ids()) < 1100
    assert seen[0][0] < seen[1][0] <= seen[1][1]
    project.derived.catch_up()
    assert not list(project.problems())
    assert sum(map(len, project.search("fähre"))) == report.imported


def test_text_of_every_kind_is_stored_as_it_is(make_project: MakeProject) -> None:
    text = "a\u0308 👨‍👩‍👧 \x00 \u2028 \U0010ffff نص\nEnde"
    project = make_project(Draft(Article(0, "k", "T\x00", text)))
    opened = project.load(1)
    assert opened is not None
    assert opened.article.text == text
    assert query(project.path, "select length from article") == [(len(text),)]
    assert not list(project.problems())


def test_an_actor_merged_while_an_import_runs_comes_back_for_the_rest(make_project: MakeProject) -> None:
    project, other = two_windows(make_project)
    other.apply(CreateActor(Actor("y", "Mara")))

    def merge(_: int) -> None:
        other.apply(MergeActors("y", ("ohlsen",)))

    report = project.import_drafts(interrupted(merge))
    assert report.imported == 2 * _BATCH
    assert not list(project.problems())
    actors = query(project.path, "select actor_id, count(*) from span group by 1 order by 1")
    assert actors == [("ohlsen", _BATCH), ("y", _BATCH)]
    other.close()


def test_a_codebook_changed_while_an_import_runs_stops_it(make_project: MakeProject) -> None:
    project, other = two_windows(make_project)

    def without_actors(_: int) -> None:
        data = codebook_data(other.codebook)
        data["labels"] = [label for label in data["labels"] if label["name"] != "ACTOR"]
        data["relations"] = [r for r in data["relations"] if "ACTOR" not in (*r["head"], *r["child"])]
        other.apply(SetCodebook(parse_codebook(data), Plan({"ACTOR": None})))

    with pytest.raises(UserError, match=f"import the rest again. {_BATCH} articles had been imported"):
        project.import_drafts(interrupted(without_actors))
    assert len(project.article_ids()) == _BATCH
    assert not list(project.problems())
    assert project.import_drafts([make_draft("Noch einer.")]).imported == 1
    other.close()


def test_an_import_taken_back_while_it_runs_stops(make_project: MakeProject) -> None:
    project, other = two_windows(make_project)
    with pytest.raises(UserError, match="taken back while it ran"):
        project.import_drafts(interrupted(lambda _: other.undo()))
    assert not project.article_ids()
    assert other.redo() is not None
    assert len(project.article_ids()) == _BATCH
    other.close()


def two_windows(make_project: MakeProject) -> tuple[Project, Project]:
    project = make_project()
    return project, Project.open(project.path, project.annotator)


def interrupted(meanwhile: Callable[[int], object]) -> Iterator[Draft]:
    """Two batches of articles that name one actor; something happens between them."""
    for n in range(2 * _BATCH):
        if n == _BATCH:
            meanwhile(n)
        draft = make_draft(f"Ohlsen {n}", spans=[make_span("ACTOR", (0, 6), actor_id="ohlsen")])
        draft.actors = {"ohlsen": Actor("ohlsen", "Ohlsen", "person")}
        yield draft
