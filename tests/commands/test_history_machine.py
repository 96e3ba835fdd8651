"""Commands, undo and redo at random, by two people on one file, against a model in plain Python."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Actor, Change, Concept, Draft, State
from annotator.project import Project
from annotator.store.bulk import digest
from tests.commands.history_model import KEYS, RELATIONS, Model, RefusedError, Row, Tables, place
from tests.making import OPEN, make_draft, make_relation, make_span

PEOPLE = ("anna", "bert")
LABELS = ("ACTOR", "QUOTE", "CUE", "CLAIM")
TEXTS = [f"{n} „Wir bleiben 🙂“, sagte sie. Die Fähre muss fahren." for n in range(4)]
person = st.sampled_from(PEOPLE)
pieces = st.lists(st.integers(0, 5).map(lambda n: (n * 3, n * 3 + 2)), min_size=1, max_size=2, unique=True)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project, made once: the schema costs more than a whole run."""
    path = tmp_path_factory.mktemp("template") / "p.annotator"
    Project.create(path, "anna").close()
    return path


def pool(number: int, key: str) -> Draft:
    """A labelled article, with suggestions and register entries that others share."""
    text = TEXTS[number]
    draft = make_draft(
        text,
        key,
        spans=[
            make_span("ACTOR", (3, 6), id="a", annotator="anna", actor_id="x", attributes={"kind": "person"}),
            make_span("CLAIM", (7, 9), id="c", concept_id="y"),
            make_span("QUOTE", (2, 15), id="q", origin=OPEN),
            make_span("CUE", (18, 23), id="u", origin=OPEN),
            make_span("ACTOR", (0, 2), id="s", origin=OPEN),
        ],
        relations=[
            make_relation("claimant", "c", "a", id="r1"),
            make_relation("cue", "q", "u", origin=OPEN, id="r2"),
            make_relation("speaker", "q", "s", origin=OPEN, id="r3"),
            make_relation("speaker", "q", "a", origin=OPEN, id="r4"),
        ],
        state=State.DONE if number == 1 else State.NEW,
    )
    draft.actors = {"x": Actor("x", "Ohlsen", "person")}
    draft.concepts = {"y": Concept("y", "Die Fähre soll fahren")}
    return draft


def read_tables(path: Path) -> Tables:
    """All rows that are not deleted, as another program reads them."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    tables: Tables = {}
    for name, (article, row) in KEYS.items():
        rows = [dict(found) for found in connection.execute(f"select * from {name} where deleted = 0")]
        tables[name] = {(r[article] if article else 0, r[row] if row else ""): r for r in rows}
    connection.close()
    return tables


class HistoryMachine(RuleBasedStateMachine):
    """Each rule does one thing to the project and to the model."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.path = Path(tempfile.mkdtemp(dir=self.template.parent), "p.annotator")
        shutil.copy(self.template, self.path)
        self.model = Model()
        self.last_article = 0
        self.names = 0
        self.open()

    def open(self) -> None:
        self.projects = {name: Project.open(self.path, name) for name in PEOPLE}

    # Doing the same to both

    def both(self, name: str, act: Callable[[], Change | None], expect: Callable[[str], None]) -> None:
        """``expect`` is told the time of the change, which the model can't know; "" where there is none."""
        change: Change | None = None
        refused = False
        try:
            change = act()
        except UserError:
            refused = True
        try:
            with self.model.attempt():
                expect(change.at if change else "")
        except RefusedError:
            assert refused, "should have been refused"
        else:
            assert not refused, "should not have been refused"
        for other, project in self.projects.items():
            seen = [c.id for c in project.poll()]
            assert seen == ([change.id] if change and other != name else [])

    def apply(self, name: str, command: do.Command, expect: Callable[[str], None]) -> None:
        def run(at: str) -> None:
            expect(at)
            self.model.push(name)

        self.both(name, lambda: self.projects[name].apply(command), run)

    # Choosing what there is

    def new_id(self) -> str:
        self.names += 1
        return f"n{self.names}"

    def articles(self) -> list[int]:
        return [article for article, _ in self.model.tables["article"]]

    def rows(self, table: str) -> list[Row]:
        live = set(self.articles())
        return [row for (article, _), row in sorted(self.model.tables[table].items()) if article in live]

    def has(self, table: str) -> bool:
        return bool(self.rows(table))

    def pick(self, data: st.DataObject, table: str) -> Any:
        return data.draw(st.sampled_from(self.rows(table)))

    # Rules

    @rule(name=person, numbers=st.lists(st.integers(0, 3), min_size=1, max_size=2), key=st.sampled_from(["", "k"]))
    def import_(self, name: str, numbers: list[int], key: str) -> None:
        drafts = [pool(number, key) for number in numbers]
        known = {row["digest"]: row["key"] for row in self.model.tables["article"].values()}
        keys = set(known.values())
        fresh, answers = [], []
        for draft in drafts:
            mark = digest(draft.article.text)
            if mark in known:
                answers.append("duplicate")
            elif key and key in keys:
                answers.append("refused")
            else:
                answers.append("new")
                known[mark] = key
                keys.add(key)
                self.last_article += 1
                fresh.append(self.last_article)
        report = self.projects[name].import_drafts(drafts)
        counts = [answers.count(word) for word in ("new", "duplicate", "refused")]
        assert [report.imported, len(report.duplicates), len(report.refused)] == counts
        assert (report.change is not None) == bool(fresh)
        if report.change is not None:
            self.adopt(name, report.change.id, fresh)
        for other, project in self.projects.items():
            seen = [c.id for c in project.poll()]
            assert seen == ([report.change.id] if report.change and other != name else [])

    def adopt(self, name: str, batch: int, fresh: list[int]) -> None:
        """Takes the new articles' rows over as they are; tests/store/test_bulk.py looks at what they hold."""
        sizes = {"article": 1, "span": 2, "relation": 1, "suggestion": 3, "suggestion_relation": 3}
        with self.model.attempt():
            tables = read_tables(self.path)
            for table in ("article", "article_state", *list(sizes)[1:]):
                new = {key: row for key, row in tables[table].items() if key[0] in fresh}
                assert len(new) == sizes.get(table, len(new)) * len(fresh) or table == "article_state"
                self.model.tables[table].update(new)
            for table, id_ in (("actor", "x"), ("concept", "y")):
                if (0, id_) not in self.model.tables[table]:
                    self.model.set(table, (0, id_), tables[table][0, id_])
            self.model.entry.batch = batch
            self.model.push(name)

    @precondition(lambda self: self.articles())
    @rule(name=person, label=st.sampled_from(LABELS), places=pieces, data=st.data())
    def add_span(self, name: str, label: str, places: list[tuple[int, int]], data: st.DataObject) -> None:
        article, id_ = data.draw(st.sampled_from(self.articles())), self.new_id()
        segments = tuple(sorted(places))
        self.apply(
            name,
            do.AddSpan(article, label, segments, id=id_),
            lambda at: self.model.add_span(article, id_, name, label, segments, at),
        )

    @precondition(lambda self: self.has("span"))
    @rule(name=person, label=st.sampled_from(LABELS), data=st.data())
    def relabel(self, name: str, label: str, data: st.DataObject) -> None:
        row = self.pick(data, "span")
        key = (row["article_id"], row["id"])
        self.apply(name, do.RelabelSpan(*key, label), lambda at: self.model.edit_span(key, at, {"label": label}))

    @precondition(lambda self: self.has("span"))
    @rule(name=person, places=pieces, data=st.data())
    def resize(self, name: str, places: list[tuple[int, int]], data: st.DataObject) -> None:
        row = self.pick(data, "span")
        key, segments = (row["article_id"], row["id"]), tuple(sorted(places))
        self.apply(name, do.ResizeSpan(*key, segments), lambda at: self.model.edit_span(key, at, place(segments)))

    @precondition(lambda self: self.has("span"))
    @rule(name=person, note=st.sampled_from(["", " ", "eine Notiz\n", "🙂"]), data=st.data())
    def note(self, name: str, note: str, data: st.DataObject) -> None:
        row = self.pick(data, "span")
        key, kept = (row["article_id"], row["id"]), note.rstrip() or None
        self.apply(name, do.SetNote(*key, note), lambda at: self.model.edit_span(key, at, {"note": kept}))

    @precondition(lambda self: self.has("span"))
    @rule(
        name=person,
        pair=st.sampled_from([("kind", "person"), ("kind", None), ("form", "direct"), ("category", "Bär")]),
        data=st.data(),
    )
    def attribute(self, name: str, pair: tuple[str, str | None], data: st.DataObject) -> None:
        row = self.pick(data, "span")
        key = (row["article_id"], row["id"])
        self.apply(name, do.SetAttribute(*key, *pair), lambda at: self.model.set_attribute(key, *pair, at))

    @precondition(lambda self: self.has("span"))
    @rule(name=person, data=st.data())
    def delete_spans(self, name: str, data: st.DataObject) -> None:
        row = self.pick(data, "span")
        inside = sorted(r["id"] for r in self.model.within("span", row["article_id"]))
        ids = data.draw(st.lists(st.sampled_from(inside), min_size=1, max_size=2))

        def expect(_: str) -> None:
            for id_ in ids:
                self.model.delete_span((row["article_id"], id_))

        self.apply(name, do.DeleteSpans(row["article_id"], tuple(ids)), expect)

    @precondition(lambda self: any(row["label"] in RELATIONS for row in self.rows("span")))
    @rule(name=person, replace=st.booleans(), data=st.data())
    def add_relation(self, name: str, replace: bool, data: st.DataObject) -> None:
        head = data.draw(st.sampled_from([row for row in self.rows("span") if row["label"] in RELATIONS]))
        article = head["article_id"]
        child = data.draw(st.sampled_from(sorted(r["id"] for r in self.model.within("span", article))))
        label = data.draw(st.sampled_from(sorted(RELATIONS[head["label"]])))
        id_ = self.new_id()
        row = {"article_id": article, "id": id_, "annotator": name, "label": label, "head": head["id"]}
        row |= {"child": child, "deleted": 0}
        origin = '{"kind":"human"}'
        self.apply(
            name,
            do.AddRelation(article, label, head["id"], child, replace, id_),
            lambda at: self.model.add_relation(row | {"origin": origin, "created_at": at}, replace),
        )

    @precondition(lambda self: self.has("relation"))
    @rule(name=person, data=st.data())
    def delete_relation(self, name: str, data: st.DataObject) -> None:
        row = self.pick(data, "relation")
        key = (row["article_id"], row["id"])
        self.apply(name, do.DeleteRelation(*key), lambda _: self.model.set("relation", key, None))

    @precondition(lambda self: self.has("suggestion"))
    @rule(name=person, data=st.data())
    def accept(self, name: str, data: st.DataObject) -> None:
        article = self.pick(data, "suggestion")["article_id"]
        ids = data.draw(st.lists(st.sampled_from("qus"), min_size=1, max_size=3, unique=True))
        self.apply(
            name,
            do.AcceptSuggestions(article, tuple(ids)),
            lambda at: self.model.accept(article, ids, name, at),
        )

    @precondition(lambda self: self.has("suggestion"))
    @rule(name=person, data=st.data())
    def reject(self, name: str, data: st.DataObject) -> None:
        row = self.pick(data, "suggestion")
        key = (row["article_id"], row["id"])
        self.apply(name, do.RejectSuggestion(*key), lambda _: self.model.reject(*key))

    @precondition(lambda self: self.articles())
    @rule(name=person, start=st.integers(0, 20), size=st.integers(1, 9), data=st.data())
    def add_zone(self, name: str, start: int, size: int, data: st.DataObject) -> None:
        article, id_ = data.draw(st.sampled_from(self.articles())), self.new_id()
        row = {"article_id": article, "id": id_, "start": start, "end": start + size, "kind": "byline"}
        row |= {"score": None, "annotator": name, "deleted": 0}
        self.apply(
            name,
            do.AddZone(article, start, start + size, "byline", id_),
            lambda at: self.model.set("zone", (article, id_), row | {"created_at": at}),
        )

    @precondition(lambda self: self.has("zone"))
    @rule(name=person, kind=st.sampled_from(["", *do.ZONE_KINDS[:2]]), data=st.data())
    def change_zone(self, name: str, kind: str, data: st.DataObject) -> None:
        """No kind: the zone is deleted."""
        row = self.pick(data, "zone")
        key = (row["article_id"], row["id"])
        command = do.SetZoneKind(*key, kind) if kind else do.DeleteZone(*key)

        def expect(_: str) -> None:
            if not kind:
                self.model.set("zone", key, None)
            elif kind != row["kind"]:
                self.model.change("zone", key, kind=kind)

        self.apply(name, command, expect)

    @precondition(lambda self: self.articles())
    @rule(name=person, state=st.sampled_from(State), reason=st.sampled_from([None, "kurz"]), data=st.data())
    def set_state(self, name: str, state: State, reason: str | None, data: st.DataObject) -> None:
        ids = data.draw(st.lists(st.sampled_from(self.articles()), min_size=1, unique=True))

        def expect(at: str) -> None:
            for article in ids:
                self.model.state(article, name, state.value, reason, at)

        self.apply(name, do.SetState(tuple(ids), state, reason), expect)

    @precondition(lambda self: self.articles())
    @rule(name=person, title=st.sampled_from(["Titel", "Anders ", " "]), data=st.data())
    def edit_article(self, name: str, title: str, data: st.DataObject) -> None:
        article = data.draw(st.sampled_from(self.articles()))

        def expect(at: str) -> None:
            if not title.strip():
                raise RefusedError
            row = self.model.need("article", (article, ""))
            columns = {"title": title.strip(), "lang": "de"}
            if row | columns != row:
                self.model.change("article", (article, ""), **columns, updated_at=at)

        self.apply(name, do.EditArticle(article, title, lang="de"), expect)

    @precondition(lambda self: self.articles())
    @rule(name=person, data=st.data())
    def delete_articles(self, name: str, data: st.DataObject) -> None:
        ids = data.draw(st.lists(st.sampled_from(self.articles()), min_size=1, max_size=2, unique=True))

        def expect(_: str) -> None:
            for article in ids:
                self.model.set("article", (article, ""), None)

        self.apply(name, do.DeleteArticles(tuple(ids)), expect)

    @rule(name=person)
    def undo(self, name: str) -> None:
        there = self.model.done.get(name)
        assert (self.projects[name].next_undo() is not None) == bool(there)
        self.both(name, self.projects[name].undo, lambda _: self.model.undo(name) if there else None)

    @rule(name=person)
    def redo(self, name: str) -> None:
        there = self.model.undone.get(name)
        assert (self.projects[name].next_redo() is not None) == bool(there)
        self.both(name, self.projects[name].redo, lambda _: self.model.redo(name) if there else None)

    @rule()
    def reopen(self) -> None:
        for project in self.projects.values():
            project.close()
        self.open()

    @invariant()
    def same_rows(self) -> None:
        assert read_tables(self.path) == self.model.tables

    def teardown(self) -> None:
        project = self.projects["anna"]
        assert not list(project.problems())
        assert sorted(i for ids in project.search("fähre") for i in ids) == sorted(self.articles())
        for opened in self.projects.values():
            opened.close()
        connection = sqlite3.connect(self.path)
        connection.execute("insert into article_fts(article_fts, rank) values ('integrity-check', 1)")
        connection.close()
        shutil.rmtree(self.path.parent)


def test_history_equals_the_model(template: Path) -> None:
    HistoryMachine.template = template
    run_state_machine_as_test(
        HistoryMachine,
        settings=settings(
            stateful_step_count=35,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
