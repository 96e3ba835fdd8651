"""What the dialogs say before actors are merged or split, and which command comes of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from annotator.core.models import Actor, Mention
from annotator.ui.register.merging import MergeDialog, SplitDialog

ROLE = {"type": "role", "value": "Anwalt", "from": "2021", "to": None}
TAMMO = Actor("t", "Tammo Brarens", "person", ("Brarens",), (ROLE,), "Q1")
SHORT = Actor("s", "T. Brarens", None, ("Brarens", "TB"), (), None, None, "Eine Notiz.")
USES = {"t": 1, "s": 7}


def mention(text: str, n: int) -> Mention:
    return Mention(1, f"s{n}", "Am Kai", "ACTOR", n, n + len(text), "", text, "", "m")


@pytest.fixture
def merge(qtbot: QtBot) -> MergeDialog:
    dialog = MergeDialog([TAMMO, SHORT], lambda id_: USES[id_])
    qtbot.addWidget(dialog)
    return dialog


def test_the_most_used_one_stays_unless_another_is_chosen(merge: MergeDialog) -> None:
    assert (merge.into(), merge.others()) == ("s", ("t",))
    assert merge.preview().splitlines() == [
        "T. Brarens · person · 8 mentions",
        "Other names: Brarens, TB, Tammo Brarens",
        "Affiliations: Anwalt",
        "Wikidata: Q1",
    ]
    buttons = merge.findChildren(QRadioButton)
    assert [button.text() for button in buttons] == ["T. Brarens · 7 mentions", "Tammo Brarens · 1 mention"]
    buttons[1].click()
    assert (merge.into(), merge.others()) == ("t", ("s",))
    assert merge.preview().startswith("Tammo Brarens · person · 8 mentions\nOther names: Brarens, T. Brarens, TB")


def test_the_fuller_name_stays_of_two_that_are_used_alike(qtbot: QtBot) -> None:
    dialog = MergeDialog([Actor("b", "Brarens"), TAMMO], lambda _: 1)
    qtbot.addWidget(dialog)
    assert (dialog.into(), dialog.others()) == ("t", ("b",))


def test_a_split_proposes_the_fullest_name_and_the_aliases_that_are_used(qtbot: QtBot) -> None:
    actor = Actor("t", "Tammo Brarens", "person", ("Brarens", "Enno Brarens", "Anwalt Brarens"))
    mentions = [mention("Brarens", 1), mention("Kapitän Enno Brarens’", 2), mention("er", 3)]
    dialog = SplitDialog(actor, mentions, 9)
    qtbot.addWidget(dialog)
    assert dialog.name.text() == "Enno Brarens"
    checked = [box.accessibleName() for box in dialog.findChildren(QCheckBox) if box.isChecked()]
    assert checked == ["Brarens", "Enno Brarens"]
    command = dialog.command()
    assert command.actor_id == "t"
    assert (command.create.name, command.create.kind) == ("Enno Brarens", "person")
    assert command.mentions == ((1, "s1"), (1, "s2"), (1, "s3"))
    assert command.take_aliases == ("Brarens", "Enno Brarens")


def test_a_split_of_pronouns_keeps_the_name_to_be_changed_and_needs_one(qtbot: QtBot) -> None:
    dialog = SplitDialog(TAMMO, [mention("er", 1)], 3)
    qtbot.addWidget(dialog)
    assert dialog.name.text() == "Tammo Brarens"
    assert dialog.name.selectedText() == "Tammo Brarens"
    dialog.name.setText("  ")
    dialog.show()
    dialog.accept()
    assert dialog.isVisible()
    dialog.name.setText("Enno Brarens")
    dialog.accept()
    assert not dialog.isVisible()
