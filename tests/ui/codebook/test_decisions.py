"""What is asked about existing labels, and the plan that the answers make."""

from __future__ import annotations

from dataclasses import replace

from annotator.core.codebook import Codebook
from annotator.core.codebook_plan import Plan, Use
from annotator.ui.codebook.decisions import Decisions, Question
from annotator.ui.codebook.draft import DraftCodebook
from tests.ui.codebook.making import attribute_of, label_of, news, relation_of, value_of


def edited() -> DraftCodebook:
    """QUOTE is SPEECH, its form is mode; CUE, ACTOR.mention and the value person are gone."""
    draft = DraftCodebook(news())
    label_of(draft, "QUOTE").name = "SPEECH"
    attribute_of(draft, "SPEECH", "form").name = "mode"
    draft.remove_label(label_of(draft, "CUE"))
    draft.relations.remove(relation_of(draft, "cue"))
    actor = label_of(draft, "ACTOR")
    actor.attributes.remove(attribute_of(draft, "ACTOR", "mention"))
    kind = attribute_of(draft, "ACTOR", "kind")
    kind.remove_value(value_of(kind, "person"))
    return draft


def decisions(draft: DraftCodebook, new: Codebook | None = None) -> Decisions:
    return Decisions(draft.base, new or draft.codebook(), draft.renames())


def ask(made: Decisions, use: Use) -> Question:
    (question,) = made.questions([use])
    return question


def test_renames_alone_are_a_plan() -> None:
    plan = decisions(edited()).plan()
    assert plan == Plan({"QUOTE": "SPEECH"}, {("QUOTE", "form"): "mode"}, {}, {})


def test_a_label_may_become_any_or_go() -> None:
    made = decisions(edited())
    question = ask(made, Use("label", "CUE", spans=7))
    assert (question.kind, question.spans, question.become) == ("label", 7, ("ACTOR", "SPEECH", "CLAIM"))
    assert not made.is_answered(question.place)
    made.answer(question.place, "CLAIM")
    assert made.is_answered(question.place)
    assert made.plan().labels == {"QUOTE": "SPEECH", "CUE": "CLAIM"}
    made.answer(question.place, None)
    assert made.plan().labels == {"QUOTE": "SPEECH", "CUE": None}


def test_an_attribute_may_become_one_that_is_free() -> None:
    made = decisions(edited())
    question = ask(made, Use("attribute", "ACTOR", "mention", spans=3))
    assert question.become == ()
    made.answer(question.place, None)
    assert made.plan().attributes == {("QUOTE", "form"): "mode", ("ACTOR", "mention"): None}
    draft = edited()
    draft.labels[0].add_attribute("How")
    question = ask(decisions(draft), Use("attribute", "ACTOR", "mention", spans=3))
    assert question.become == ("how",)


def test_a_value_may_become_another_of_the_attribute_as_it_is_called_now() -> None:
    draft = edited()
    made = decisions(draft)
    question = ask(made, Use("value", "ACTOR", "kind", "person", 5))
    assert question.become == ("organisation", "place", "group", "document", "other")
    made.answer(question.place, "group")
    assert made.plan().values == {("ACTOR", "kind", "person"): "group"}
    mode = attribute_of(draft, "SPEECH", "mode")
    mode.remove_value(value_of(mode, "direct"))
    question = ask(decisions(draft), Use("value", "QUOTE", "form", "direct", 5))
    assert question.become == ("indirect", "reported", "free_indirect", "indirect_free_indirect")


def test_a_text_that_becomes_yes_or_no() -> None:
    draft = edited()
    attribute_of(draft, "CLAIM", "category").set_type("boolean")
    question = ask(decisions(draft), Use("value", "CLAIM", "category", "demand", 2))
    assert question.become == ("true", "false")
    attribute_of(draft, "CLAIM", "category").set_type("number")
    assert ask(decisions(draft), Use("value", "CLAIM", "category", "demand", 2)).become == ()


def test_relations_are_asked_about_by_name() -> None:
    draft = edited()
    made = decisions(draft)
    uses = [Use("relation", "QUOTE", "cue", "CUE", 4), Use("relation", "CLAIM", "cue", "ACTOR", 1)]
    (question,) = made.questions(uses)
    assert question.spans == 5
    assert question.become == ("claimant", "target")
    made.answer(question.place, "target")
    assert made.plan().relations == {"cue": "target"}


def test_another_label_makes_what_was_said_of_attributes_void() -> None:
    made = decisions(edited())
    made.answer(("label", "CUE"), "ACTOR")
    made.answer(("attribute", "CUE", "tense"), None)
    made.answer(("value", "CUE", "mood", "x"), None)
    made.answer(("value", "ACTOR", "kind", "person"), "other")
    made.answer(("label", "CUE"), "CLAIM")
    plan = made.plan()
    assert plan.attributes == {("QUOTE", "form"): "mode"}
    assert plan.values == {("ACTOR", "kind", "person"): "other"}


def test_another_attribute_makes_what_was_said_of_values_void() -> None:
    made = decisions(edited())
    made.answer(("value", "ACTOR", "mention", "name"), None)
    made.answer(("attribute", "ACTOR", "mention"), "kind")
    assert made.plan().values == {}


def test_nothing_is_planned_for_attributes_of_a_label_that_goes() -> None:
    draft = DraftCodebook(news())
    attribute_of(draft, "QUOTE", "form").name = "mode"
    made = Decisions(draft.base, replace(draft.codebook(), labels=draft.codebook().labels[:1]), draft.renames())
    made.answer(("label", "QUOTE"), None)
    assert made.plan() == Plan({"QUOTE": None}, {}, {}, {})
