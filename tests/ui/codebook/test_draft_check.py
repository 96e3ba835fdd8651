"""What is wrong with a codebook that is being edited is found where it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.errors import UserError
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Reason, troubles
from annotator.ui.codebook.draft_items import DraftAttribute, DraftLabel, DraftValue
from annotator.ui.codebook.wording import trouble_place, trouble_text
from tests.ui.codebook.making import attribute_of, label_of, news, relation_of

KEYS = {"S": "Link speaker or claimant", "N": "Note"}


def found(draft: DraftCodebook) -> list[tuple[str, Reason, str]]:
    return [(trouble.field, trouble.reason, trouble.what) for trouble in troubles(draft, KEYS)]


def take_for_claims(*labels: DraftLabel) -> None:
    for label in labels:
        label.role = "claim"


def take_name_of_removed_label(draft: DraftCodebook) -> None:
    draft.remove_label(label_of(draft, "CUE"))
    for relation in [relation for relation in draft.relations if not (relation.heads and relation.children)]:
        draft.relations.remove(relation)
    label_of(draft, "CLAIM").name = "CUE"


def take_name_of_removed_attribute(draft: DraftCodebook) -> None:
    label_of(draft, "QUOTE").attributes.remove(attribute_of(draft, "QUOTE", "form"))
    attribute_of(draft, "QUOTE", "medium").name = "form"


def take_name_of_removed_value(attribute: DraftAttribute) -> None:
    attribute.remove_value(attribute.values[0])
    attribute.rename_value(attribute.values[0], "direct")


def swap_names(one: DraftLabel | DraftValue, other: DraftLabel | DraftValue) -> None:
    one.name, other.name = other.name, one.name


def remove_and_add(draft: DraftCodebook) -> None:
    label_of(draft, "QUOTE").attributes.remove(attribute_of(draft, "QUOTE", "form"))
    label_of(draft, "QUOTE").add_attribute("form").set_type("text")


def test_nothing_is_wrong_with_the_default_codebook() -> None:
    assert found(DraftCodebook(news())) == []


CASES: list[tuple[Callable[[DraftCodebook], object], list[tuple[str, Reason, str]]]] = [
    (lambda d: setattr(label_of(d, "CUE"), "name", ""), [("name", Reason.NAME_MISSING, "")]),
    (lambda d: setattr(label_of(d, "CUE"), "name", "A CUE"), [("name", Reason.NAME_SPELLED, "A CUE")]),
    (lambda d: setattr(label_of(d, "CUE"), "name", "QUOTE"), [("name", Reason.NAME_TWICE, "QUOTE")] * 2),
    (lambda d: setattr(label_of(d, "CUE"), "key", "1"), [("key", Reason.KEY_SPELLED, "1")]),
    (
        lambda d: setattr(label_of(d, "CUE"), "key", "q"),
        [("key", Reason.KEY_OF_LABEL, "Cue"), ("key", Reason.KEY_OF_LABEL, "Quote")],
    ),
    (
        lambda d: setattr(label_of(d, "CUE"), "key", "S"),
        [("key", Reason.KEY_OF_ACTION, "Link speaker or claimant")],
    ),
    (lambda d: setattr(label_of(d, "CUE"), "key", ""), []),
    (lambda d: setattr(label_of(d, "CUE"), "role", "claim"), []),
    (
        lambda d: take_for_claims(label_of(d, "CUE"), label_of(d, "QUOTE")),
        [("role", Reason.ROLE_TWICE, "Cue"), ("role", Reason.ROLE_TWICE, "Quote")],
    ),
    (lambda d: setattr(label_of(d, "CUE"), "colour", "red"), [("colour", Reason.COLOUR_SPELLED, "red")]),
    (lambda d: setattr(label_of(d, "CUE"), "colour_dark", ""), [("colour_dark", Reason.COLOUR_SPELLED, "")]),
    (lambda d: setattr(label_of(d, "CUE"), "tint", ""), []),
    (lambda d: setattr(label_of(d, "CUE"), "tint", "#12"), [("tint", Reason.COLOUR_SPELLED, "#12")]),
    (lambda d: attribute_of(d, "QUOTE", "form").values.clear(), [("values", Reason.NO_VALUES, "")]),
    (
        lambda d: setattr(attribute_of(d, "QUOTE", "form").values[1], "name", "direct"),
        [("values", Reason.VALUE_TWICE, "direct")],
    ),
    (
        lambda d: setattr(attribute_of(d, "QUOTE", "form").values[1], "name", " "),
        [("values", Reason.VALUE_EMPTY, "")],
    ),
    (
        lambda d: setattr(attribute_of(d, "QUOTE", "form"), "default", "sung"),
        [("default", Reason.DEFAULT_WRONG, "sung")],
    ),
    (
        lambda d: setattr(attribute_of(d, "QUOTE", "form"), "name", "medium"),
        [("name", Reason.NAME_TWICE, "medium")] * 2,
    ),
    (take_name_of_removed_label, [("name", Reason.NAME_IN_USE, "CUE")]),
    (take_name_of_removed_attribute, [("name", Reason.NAME_IN_USE, "form")]),
    (
        lambda d: take_name_of_removed_value(attribute_of(d, "QUOTE", "form")),
        [("values", Reason.VALUE_IN_USE, "direct")],
    ),
    (lambda d: swap_names(label_of(d, "CUE"), label_of(d, "QUOTE")), []),
    (lambda d: swap_names(*attribute_of(d, "QUOTE", "form").values[:2]), []),
    (remove_and_add, []),
    (lambda d: relation_of(d, "cue").heads.clear(), [("heads", Reason.NO_HEAD, "")]),
    (lambda d: relation_of(d, "cue").children.clear(), [("children", Reason.NO_CHILD, "")]),
    (lambda d: setattr(relation_of(d, "cue"), "name", "speaker"), [("name", Reason.NAME_TWICE, "speaker")] * 2),
    (lambda d: setattr(relation_of(d, "cue"), "name", "claimant"), []),
    (lambda d: setattr(d, "name", ""), [("name", Reason.NAME_MISSING, "")]),
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_is_found(number: int) -> None:
    change, expected = CASES[number]
    draft = DraftCodebook(news())
    change(draft)
    assert found(draft) == expected
    for trouble in troubles(draft, KEYS):
        assert "%" not in trouble_place(trouble)
        assert trouble_text(trouble) in trouble_place(trouble)


def test_no_label_at_all() -> None:
    draft = DraftCodebook(news())
    for label in list(draft.labels):
        draft.remove_label(label)
    assert found(draft)[0] == ("labels", Reason.NO_LABELS, "")


def test_only_the_key_of_an_action_does_not_refuse() -> None:
    draft = DraftCodebook(news())
    label_of(draft, "CUE").key = "S"
    assert [trouble.refuses for trouble in troubles(draft, KEYS)] == [False]
    label_of(draft, "QUOTE").name = "x y"
    assert [trouble.refuses for trouble in troubles(draft, KEYS)] == [True, False]


def test_an_attribute_is_told_with_its_label() -> None:
    draft = DraftCodebook(news())
    attribute_of(draft, "QUOTE", "form").values.clear()
    assert trouble_place(troubles(draft, KEYS)[0]) == "Quote › Form: There must be a value to choose."


@given(st.data())
def test_what_passes_can_be_read_back(data: st.DataObject) -> None:
    """Whatever is typed: either something is found wrong with it, or the codebook reads back as it is."""
    draft = DraftCodebook(news())
    label = data.draw(st.sampled_from(draft.labels))
    typed = st.one_of(st.sampled_from(["", "Q", "QUOTE", "kind", "#FFFFFF", "x y", "é", "ß"]), st.text(max_size=4))
    label.name, label.key = data.draw(typed), data.draw(typed)
    label.set_colour(data.draw(typed))
    for attribute in label.attributes:
        attribute.name = data.draw(typed)
        attribute.set_type(data.draw(st.sampled_from(["choice", "choices", "text", "number", "boolean", "date"])))
        for value in attribute.values:
            attribute.rename_value(value, data.draw(typed))
    draft.relations[0].name = data.draw(typed)
    if any(trouble.refuses for trouble in troubles(draft, KEYS)):
        return
    try:
        again = parse_codebook(codebook_data(draft.codebook()))
    except UserError as error:
        raise AssertionError(f"passed, but: {error}") from error
    assert [label.name for label in again.labels] == [label.name for label in draft.labels]
