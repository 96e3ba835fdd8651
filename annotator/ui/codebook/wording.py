"""What the codebook's editor says in words: troubles, types, units, and what is in the way of saving."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.core.roles import NO_ROLE
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import Item, Reason, Trouble
from annotator.ui.codebook.draft_items import DraftAttribute, DraftLabel

_translate = QCoreApplication.translate


def type_name(type_: str) -> str:
    """A type of attribute, as a person reads it."""
    names = {
        "choice": _translate("Codebook", "one of several values"),
        "choices": _translate("Codebook", "any of several values"),
        "boolean": _translate("Codebook", "yes or no"),
        "number": _translate("Codebook", "number"),
        "text": _translate("Codebook", "one line of text"),
        "longtext": _translate("Codebook", "long text"),
        "date": _translate("Codebook", "date"),
    }
    return names[type_]


def unit_name(unit: str) -> str:
    """What a key labels where nothing is selected."""
    names = {
        "word": _translate("Codebook", "the word"),
        "name": _translate("Codebook", "the name"),
        "quotation": _translate("Codebook", "the quotation"),
        "clause": _translate("Codebook", "the clause"),
        "sentence": _translate("Codebook", "the sentence"),
        "paragraph": _translate("Codebook", "the paragraph"),
    }
    return names[unit]


def role_name(role: str) -> str:
    """What suggesters take a label for."""
    names = {
        "quote": _translate("Codebook", "quotations"),
        "cue": _translate("Codebook", "words that announce a quotation"),
        "actor": _translate("Codebook", "actors"),
        "claim": _translate("Codebook", "claims"),
        NO_ROLE: _translate("Codebook", "nothing"),
    }
    return names[role]


def relation_role_name(role: str) -> str:
    """What suggesters take a relation for."""
    names = {
        "speaker": _translate("Codebook", "who says a quotation"),
        "cue": _translate("Codebook", "the words that announce it"),
        "addressee": _translate("Codebook", "whom it is said to"),
        "claimant": _translate("Codebook", "who makes a claim"),
        "expressed_in": _translate("Codebook", "the quotation that a claim is made in"),
        NO_ROLE: _translate("Codebook", "nothing"),
    }
    return names[role]


def trouble_text(trouble: Trouble) -> str:
    """What is wrong with a field, as a sentence for the place below it."""
    texts = {
        Reason.NAME_MISSING: _translate("Codebook", "A name is needed."),
        Reason.NAME_SPELLED: _translate("Codebook", "Letters A to Z, digits and _ only, a letter first."),
        Reason.NAME_TWICE: _translate("Codebook", "There is another one named %1."),
        Reason.NAME_IN_USE: _translate(
            "Codebook", "Spans may have the %1 that was removed: save first, then give its name to another."
        ),
        Reason.KEY_SPELLED: _translate("Codebook", "The key is one letter."),
        Reason.KEY_OF_LABEL: _translate("Codebook", "This is the key of %1."),
        Reason.KEY_OF_ACTION: _translate(
            "Codebook", "This key also means “%1”: the label will have it, the menu and the palette the action."
        ),
        Reason.COLOUR_SPELLED: _translate("Codebook", "A colour is # and six digits, such as #1060F0."),
        Reason.NO_VALUES: _translate("Codebook", "There must be a value to choose."),
        Reason.VALUE_EMPTY: _translate("Codebook", "A value is empty."),
        Reason.VALUE_TWICE: _translate("Codebook", "The value %1 is there twice."),
        Reason.VALUE_IN_USE: _translate(
            "Codebook", "Spans may have the value %1 that was removed: save first, then give its name to another."
        ),
        Reason.DEFAULT_WRONG: _translate("Codebook", "%1 is no value of this attribute."),
        Reason.NO_HEAD: _translate("Codebook", "At least one label it can start from is needed."),
        Reason.NO_CHILD: _translate("Codebook", "At least one label it can lead to is needed."),
        Reason.ROLE_TWICE: _translate("Codebook", "%1 is taken for this already."),
        Reason.NO_LABELS: _translate("Codebook", "A codebook needs at least one label."),
    }
    return texts[trouble.reason].replace("%1", trouble.what)


def trouble_place(trouble: Trouble) -> str:
    """What is in the way of saving, with the place where it is."""
    return f"{_item_name(trouble.item, trouble.label)}: {trouble_text(trouble)}"


def _item_name(item: Item, label: DraftLabel | None) -> str:
    if isinstance(item, DraftCodebook):
        return _translate("Codebook", "Codebook")
    shown = item.shown or _translate("Codebook", "(no name)")
    if isinstance(item, DraftAttribute) and label is not None:
        return f"{label.shown} › {shown}"
    return shown
