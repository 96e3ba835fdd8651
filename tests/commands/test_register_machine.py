"""Two annotators do anything to the registers, and take it back: whatever happens, nothing points to nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept
from annotator.project import Project
from tests.commands.registers import drafts, state
from tests.making import query

ACTORS = [(1, "a1"), (1, "a2"), (1, "a3"), (2, "b1"), (2, "b2")]
CLAIMS = [(1, "c1"), (2, "d1")]
who = st.sampled_from([0, 1])
ids = st.sampled_from("ABCD")
some_actors = st.lists(st.sampled_from(ACTORS), max_size=3).map(tuple)
some_claims = st.lists(st.sampled_from(CLAIMS), max_size=2).map(tuple)
some_ids = st.lists(ids, max_size=2).map(tuple)
_POINTERS = """select s.id from {table} s where s.deleted = 0 and s.{register}_id is not null {where}
    and not exists (select 1 from {register} r where r.id = s.{register}_id and r.deleted = 0)
    and exists (select 1 from article a where a.id = s.article_id and a.deleted = 0)"""


class Registers(RuleBasedStateMachine):
    """Two connections to one file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "p.annotator"
        anna = Project.create(path, "anna")
        first, second = drafts()
        second.spans[-1].actor_id = "A"  # the suggestion's
        second.actors["A"] = Actor("A", "Actor A")
        anna.import_drafts([first, second])
        self.people = [anna, Project.open(path, "ben")]

    def teardown(self) -> None:
        for project in self.people:
            project.close()
        shutil.rmtree(self.folder)

    def run(self, person: int, command: Any) -> None:
        """Does it; what is refused changes nothing."""
        before = state(self.people[0])
        try:
            self.people[person].apply(command)
        except UserError:
            assert state(self.people[0]) == before

    @rule(person=who, id=ids, mentions=some_actors, new=st.booleans(), learn=st.booleans())
    def set_actor(self, person: int, id: str, mentions: Any, new: bool, learn: bool) -> None:
        create = Actor(id, f"Actor {id}") if new else None
        self.run(person, do.SetActor(mentions, id, create, learn))

    @rule(person=who, mentions=some_actors)
    def unset_actor(self, person: int, mentions: Any) -> None:
        self.run(person, do.SetActor(mentions, None))

    @rule(person=who, id=ids, name=st.sampled_from("XY"))
    def edit_actor(self, person: int, id: str, name: str) -> None:
        self.run(person, do.EditActor(Actor(id, name)))

    @rule(person=who, into=ids, others=some_ids)
    def merge_actors(self, person: int, into: str, others: Any) -> None:
        self.run(person, do.MergeActors(into, others))

    @rule(person=who, id=ids, new=ids, mentions=some_actors)
    def split_actor(self, person: int, id: str, new: str, mentions: Any) -> None:
        self.run(person, do.SplitActor(id, Actor(new, f"Actor {new}"), mentions))

    @rule(person=who, id=ids)
    def delete_actor(self, person: int, id: str) -> None:
        self.run(person, do.DeleteActor(id))

    @rule(person=who, id=ids, parent=st.none() | ids)
    def create_concept(self, person: int, id: str, parent: str | None) -> None:
        self.run(person, do.CreateConcept(Concept(id, f"Concept {id}", parent)))

    @rule(person=who, id=ids, parent=st.none() | ids)
    def edit_concept(self, person: int, id: str, parent: str | None) -> None:
        self.run(person, do.EditConcept(Concept(id, f"Concept {id}", parent)))

    @rule(person=who, moved=some_ids, parent=st.none() | ids)
    def move_concepts(self, person: int, moved: Any, parent: str | None) -> None:
        self.run(person, do.MoveConcepts(moved, parent))

    @rule(person=who, id=st.none() | ids, mentions=some_claims)
    def set_concept(self, person: int, id: str | None, mentions: Any) -> None:
        self.run(person, do.SetConcept(mentions, id))

    @rule(person=who, into=ids, others=some_ids)
    def merge_concepts(self, person: int, into: str, others: Any) -> None:
        self.run(person, do.MergeConcepts(into, others))

    @rule(person=who, id=ids)
    def delete_concept(self, person: int, id: str) -> None:
        self.run(person, do.DeleteConcept(id))

    @rule(person=who, span=st.sampled_from([*ACTORS, *CLAIMS]))
    def delete_span(self, person: int, span: tuple[int, str]) -> None:
        self.run(person, do.DeleteSpans(span[0], (span[1],)))

    @rule(person=who, accept=st.booleans())
    def decide(self, person: int, accept: bool) -> None:
        self.run(person, do.AcceptSuggestions(2, ("s1",)) if accept else do.RejectSuggestion(2, "s1"))

    @rule(person=who, article=st.sampled_from([1, 2]))
    def delete_article(self, person: int, article: int) -> None:
        self.run(person, do.DeleteArticles((article,)))

    @rule(person=who, redo=st.booleans())
    def take_back(self, person: int, redo: bool) -> None:
        project, before = self.people[person], state(self.people[0])
        try:
            project.redo() if redo else project.undo()
        except UserError:
            assert state(self.people[0]) == before

    @invariant()
    def nothing_points_to_nothing(self) -> None:
        path = self.people[0].path
        for table, where in (("span", ""), ("suggestion", "and s.decision = 'open'")):
            for register in ("actor", "concept"):
                assert not query(path, _POINTERS.format(table=table, register=register, where=where))
        parents = dict(query(path, "select id, parent from concept where deleted = 0"))
        for concept in parents:
            seen = []
            while concept is not None:
                assert concept not in seen
                seen.append(concept)
                concept = parents[concept]


TestRegisters = Registers.TestCase
TestRegisters.settings = settings(stateful_step_count=25)
