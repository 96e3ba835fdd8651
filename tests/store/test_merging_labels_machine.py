"""Layers that are merged amid all that two people do: undo is exact, and nothing that was there changes."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from annotator.core.models import Actor, Draft, Origin, State
from annotator.project import Project
from tests.commands.test_commands_machine import ENTRIES, PEOPLE, TEXTS, CommandsMachine, snapshot, template
from tests.making import OPEN, make_comment, make_draft, make_relation, make_span

template = template  # a fixture

IDS = ("q", "o", "a", "b", "c", "s", "new")


def layer(data: st.DataObject, project: Project) -> Draft | None:
    """A record of an article as it is, with labels that the codebook has, of few ids; None if it is gone."""
    opened = project.load(data.draw(st.integers(1, len(TEXTS))))
    if opened is None:
        return None
    text, book = opened.article.text, project.codebook
    spans = []
    for id_ in data.draw(st.lists(st.sampled_from(IDS), max_size=4, unique=True)):
        label = data.draw(st.sampled_from(book.labels))
        start = data.draw(st.integers(0, 60))
        spans.append(
            make_span(
                label.name,
                (start, start + data.draw(st.integers(1, 12))),
                id=id_,
                annotator=data.draw(st.sampled_from(PEOPLE)),
                actor_id=data.draw(st.sampled_from((None, *ENTRIES))) if label.points_to == "actor" else None,
                origin=data.draw(st.sampled_from((Origin(), Origin(), OPEN))),
            )
        )
    links = [
        make_relation(kind.name, head.id, child.id, head.annotator, OPEN if OPEN in origins else Origin())
        for kind in book.relations
        for head in spans
        for child in spans
        if head is not child and head.label in kind.head and child.label in kind.child
        if (origins := (head.origin, child.origin))
    ]
    links = data.draw(st.lists(st.sampled_from(links), max_size=3, unique_by=id)) if links else []
    said = [make_comment("Wer?", s.id, id=f"c{s.id}", annotator="bert") for s in spans if not s.is_open][:1]
    draft = make_draft(text, "", "T", "bert", data.draw(st.sampled_from(State)), spans, links, comments=said)
    draft.actors = {s.actor_id: Actor(s.actor_id, "Ohlsen", "person") for s in spans if s.actor_id}
    return draft


class MergingMachine(CommandsMachine):
    """One rule more: a layer comes in, goes, comes back, and comes in once more for nothing."""

    @rule(name=st.sampled_from(PEOPLE), data=st.data())
    def merge(self, name: str, data: st.DataObject) -> None:
        project = self.projects[name]
        project.poll()  # the other may have changed the codebook
        before, draft = snapshot(self.path), layer(data, project)
        if draft is None:
            return
        change = project.import_drafts([draft], merge_labels=True).change
        after = snapshot(self.path)
        for table, found in before.items():
            assert after[table].items() >= found.items()
        assert not list(project.problems())
        if change is None:
            assert after == before
            return
        assert project.undo() is not None
        assert snapshot(self.path) == before
        assert project.redo() is not None
        assert snapshot(self.path) == after
        assert project.import_drafts([draft], merge_labels=True).change is None
        assert snapshot(self.path) == after


def test_merged_layers_are_taken_back_exactly(template: Path) -> None:
    MergingMachine.template = template
    run_state_machine_as_test(
        MergingMachine,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
