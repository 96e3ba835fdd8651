"""A codebook that is being edited knows what was renamed, and comes out as it was put in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Attribute, Codebook, Label, RelationType
from annotator.core.colour_check import problems
from annotator.core.label_signs import COMMAND_KEYS
from annotator.ui.actions.making import ACTIONS, load_keys
from annotator.ui.codebook.dialog import letters
from annotator.ui.codebook.draft import DraftCodebook, Renames
from annotator.ui.codebook.draft_items import free_name, label_name, plain_name
from tests.ui.codebook.making import attribute_of, label_of, news, relation_of, value_of

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    names = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    labels = []
    for number, name in enumerate(names):
        attributes = [
            Attribute(a, "choice", tuple(draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))), None, "T")
            for a in draw(st.lists(NAMES, max_size=3, unique=True))
        ]
        colour = f"#0000{number:02X}"
        labels.append(Label(name, f"Title {name}", "", colour, colour, colour, attributes=tuple(attributes)))
    relations = []
    for name in draw(st.lists(NAMES, max_size=3, unique=True)):
        head, child = (tuple(draw(st.lists(st.sampled_from(names), min_size=1, unique=True))) for _ in range(2))
        relations.append(RelationType(name, name, head, child))
    return Codebook("any", 3, "Any", tuple(labels), tuple(relations))


@given(codebooks())
def test_what_is_not_edited_comes_out_as_it_was(codebook: Codebook) -> None:
    draft = DraftCodebook(codebook)
    assert draft.codebook() == codebook
    assert draft.renames() == Renames()
    assert not draft.is_changed


def test_the_default_codebook_comes_out_as_it_was() -> None:
    assert DraftCodebook(news()).codebook() == news()


@given(codebooks(), st.randoms(use_true_random=False))
def test_renames_are_known_however_they_go(codebook: Codebook, random: object) -> None:
    """Labels swap their names as they like, many times over: only the way from first to last counts."""
    draft = DraftCodebook(codebook)
    for _ in range(3):
        names = [label.name for label in draft.labels]
        random.shuffle(names)  # type: ignore[attr-defined]
        for label, name in zip(draft.labels, names, strict=True):
            label.name = name
    draft.labels.reverse()
    assert draft.renames().labels == {
        label.origin: label.name for label in draft.labels if label.origin != label.name
    }
    heads = {relation.name: {label.origin for label in relation.heads} for relation in draft.relations}
    assert heads == {relation.name: set(relation.head) for relation in codebook.relations}


def test_renames_of_everything() -> None:
    draft = DraftCodebook(news())
    label_of(draft, "QUOTE").name = "SPEECH"
    form = attribute_of(draft, "SPEECH", "form")
    form.name = "mode"
    form.rename_value(value_of(form, "direct"), "verbatim")
    form.rename_value(value_of(form, "verbatim"), "literal")
    relation_of(draft, "speaker").name = "source"
    assert draft.renames() == Renames(
        {"QUOTE": "SPEECH"},
        {("QUOTE", "form"): "mode"},
        {("QUOTE", "form", "direct"): "literal"},
        {"speaker": "source"},
    )
    book = draft.codebook()
    assert book.relation("source", "SPEECH") is not None
    assert book.require_label("SPEECH").attributes[0].values[0] == "literal"


def test_a_name_given_back_is_no_rename() -> None:
    draft = DraftCodebook(news())
    label_of(draft, "CUE").name = "VERB"
    label_of(draft, "VERB").name = "CUE"
    assert draft.renames() == Renames()
    assert not draft.is_changed


def test_what_is_new_or_gone_is_no_rename() -> None:
    draft = DraftCodebook(news())
    cue = label_of(draft, "CUE")
    draft.remove_label(cue)
    added = draft.add_label("Cue")
    assert added.name == "CUE"
    assert draft.renames() == Renames()
    assert added not in relation_of(draft, "cue").children


def test_of_two_relations_with_one_name_the_name_stays_if_one_keeps_it() -> None:
    base = news()
    twin = RelationType("speaker", "Speaker of a claim", ("CLAIM",), ("ACTOR",))
    draft = DraftCodebook(replace(base, relations=(*base.relations, twin)))
    draft.relations[-1].name = "voice"
    assert draft.renames().relations == {}
    draft.relations[0].name = "voice"
    assert draft.renames().relations == {"speaker": "voice"}


def test_a_default_follows_its_value() -> None:
    draft = DraftCodebook(news())
    kind = attribute_of(draft, "ACTOR", "kind")
    kind.default = "person"
    kind.rename_value(value_of(kind, "person"), "human")
    assert kind.default == "human"
    kind.set_type("choices")
    assert kind.default is None
    kind.default = ["human", "place"]
    kind.rename_value(value_of(kind, "place"), "spot")
    assert kind.default == ["human", "spot"]
    kind.remove_value(value_of(kind, "human"))
    assert kind.default == ["spot"]
    kind.remove_value(value_of(kind, "spot"))
    assert kind.default is None


def test_values_come_back_with_the_type_that_has_them() -> None:
    draft = DraftCodebook(news())
    kind = attribute_of(draft, "ACTOR", "kind")
    kind.set_type("text")
    assert kind.frozen().values == ()
    assert draft.renames() == Renames()
    kind.set_type("choice")
    assert draft.codebook() == news()


class TestAdding:
    def test_a_new_label_is_named_keyed_and_coloured_by_itself(self) -> None:
        draft = DraftCodebook(news(), reserved_keys=("P",))
        label = draft.add_label("Place of the deed", 1)
        assert draft.labels[1] is label
        assert (label.name, label.key) == ("PLACE_OF_THE_DEED", "L")
        draft.retitle_label(label, "Wörtliche Rede")
        assert (label.name, label.key) == ("WOERTLICHE_REDE", "W")
        assert problems(draft.codebook()) == []

    def test_the_letters_that_commands_have_are_those_that_no_import_gives_a_label(self) -> None:
        assert set(letters(ACTIONS, load_keys({}))) == COMMAND_KEYS

    def test_what_was_typed_stays_when_the_title_changes(self) -> None:
        draft = DraftCodebook(news())
        label = draft.add_label("Place")
        label.name, label.key = "WHERE", "X"
        draft.retitle_label(label, "Town")
        assert (label.title, label.name, label.key) == ("Town", "WHERE", "X")
        quote = label_of(draft, "QUOTE")
        draft.retitle_label(quote, "Speech")
        assert (quote.name, quote.key) == ("QUOTE", "Q")

    def test_names_that_are_taken_get_a_number(self) -> None:
        draft = DraftCodebook(news())
        assert draft.add_label("Quote").name == "QUOTE_2"
        assert draft.add_label("Quote").name == "QUOTE_3"
        assert draft.add_relation("Speaker").name == "speaker_2"
        assert draft.labels[0].add_attribute("Kind").name == "kind_2"

    def test_six_labels_can_be_told_apart(self) -> None:
        draft = DraftCodebook(replace(news(), labels=news().labels[:1], relations=()))
        for number in range(6):
            draft.add_label(f"Label {number}")
        assert problems(draft.codebook()) == []

    def test_a_copy_has_all_but_the_identity(self) -> None:
        draft = DraftCodebook(news())
        copy = draft.duplicate_label(label_of(draft, "ACTOR"), "Person")
        assert draft.labels.index(copy) == 1
        assert copy.points_to == "actor"
        assert [a.name for a in copy.attributes] == ["kind", "mention"]
        assert all(a.origin is None and all(v.origin is None for v in a.values) for a in copy.attributes)
        copy.attributes[0].values[0].name = "human"
        assert draft.renames() == Renames()
        assert attribute_of(draft, "ACTOR", "kind").values[0].name == "person"
        assert copy in relation_of(draft, "speaker").children

    def test_a_new_relation(self) -> None:
        draft = DraftCodebook(news())
        relation = draft.add_relation("Same as")
        assert relation.frozen().head == ("ACTOR",)
        draft.retitle_relation(relation, "Reply to")
        assert relation.name == "reply_to"


class TestFiles:
    def test_what_has_the_same_name_is_the_same(self) -> None:
        draft = DraftCodebook(news())
        other = replace(
            news(),
            name="mine",
            labels=tuple(label for label in news().labels if label.name != "CUE"),
            relations=(),
        )
        draft.take_file(other)
        assert draft.name == "mine"
        assert [label.origin for label in draft.labels] == ["ACTOR", "QUOTE", "CLAIM"]
        assert draft.renames() == Renames()
        assert replace(draft.codebook(), version=other.version) == other

    def test_what_was_renamed_before_is_still_known(self) -> None:
        draft = DraftCodebook(news())
        label_of(draft, "QUOTE").name = "SPEECH"
        form = attribute_of(draft, "SPEECH", "form")
        form.name = "mode"
        form.rename_value(value_of(form, "direct"), "literal")
        relation_of(draft, "speaker").name = "source"
        before = draft.renames()
        draft.take_file(draft.codebook())
        assert draft.renames() == before

    def test_both_names_in_the_file_are_two_things(self) -> None:
        draft = DraftCodebook(news())
        label_of(draft, "QUOTE").name = "SPEECH"
        speech = replace(news().labels[1], name="SPEECH", key="X")
        draft.take_file(replace(news(), labels=(*news().labels, speech)))
        assert draft.renames() == Renames()
        assert label_of(draft, "SPEECH").origin is None

    def test_something_unknown_is_new(self) -> None:
        draft = DraftCodebook(news())
        draft.take_file(Codebook("x", 1, "X", (replace(news().labels[0], name="PERSON"),)))
        assert [label.origin for label in draft.labels] == [None]


@pytest.mark.parametrize(
    ("title", "name"),
    [("How sure", "how_sure"), ("Größe (cm)", "groesse_cm"), ("2nd form", "nd_form"), ("—", ""), ("", "")],
)
def test_names_of_titles(title: str, name: str) -> None:
    assert plain_name(title, "") == name
    assert label_name(title) == name.upper()


@given(st.text(), st.lists(st.text()))
def test_a_free_name_is_free(title: str, taken: list[str]) -> None:
    assert free_name(plain_name(title, "x"), taken) not in taken


def test_titles_in_other_letters_have_names_and_keys_too() -> None:
    draft = DraftCodebook(news())
    first, second = draft.add_label("Актор"), draft.add_label("行为者")
    assert (first.name, second.name) == ("LABEL", "LABEL_2")
    assert first.key in tuple("LBE")
    assert second.key not in ("", first.key)
    assert [first.add_attribute(title).name for title in ("Тон", "Тип", "?")] == ["attribute", "attribute_2", ""]
    assert draft.add_relation("Λέει").name == "relation"
