"""How plans are written on the command line, and what is asked."""

from __future__ import annotations

import pytest

from annotator.core.codebook_plan import Plan, Use, options, question, read_plan
from annotator.core.errors import UserError


def test_a_plan_of_the_command_line() -> None:
    plan = read_plan(
        ["QUOTE=SAY", "QUOTE.form=shape", "QUOTE.gist=SAY.text", "QUOTE.form=a=b", "relation:cue=relation:sign"],
        ["CUE", "ACTOR.kind", "QUOTE.gist=x=y", "relation:speaker"],
    )
    assert plan == Plan(
        {"QUOTE": "SAY", "CUE": None},
        {("QUOTE", "form"): "shape", ("QUOTE", "gist"): "text", ("ACTOR", "kind"): None},
        {("QUOTE", "form", "a"): "b", ("QUOTE", "gist", "x=y"): None},
        {"cue": "sign", "speaker": None},
    )


@pytest.mark.parametrize(
    ("rename", "remove", "reason"),
    [
        (["QUOTE"], [], "--rename QUOTE: write it as OLD=NEW."),
        (["QUOTE="], [], "--rename QUOTE=: write it as OLD=NEW."),
        (["=SAY"], [], "--rename =SAY: write it as OLD=NEW."),
        (["QUOTE=SAY"], ["QUOTE"], "QUOTE is renamed or removed twice."),
        ([], ["relation:cue", "relation:cue"], "relation:cue is renamed or removed twice."),
    ],
)
def test_what_is_no_plan(rename: list[str], remove: list[str], reason: str) -> None:
    with pytest.raises(UserError) as caught:
        read_plan(rename, remove)
    assert str(caught.value) == reason


USES = [
    Use("label", "QUOTE", spans=1200),
    Use("attribute", "ACTOR", "kind", spans=1),
    Use("value", "ACTOR", "kind", "a", 2),
    Use("relation", "QUOTE", "cue", "CUE", 1),
]


def test_what_is_asked() -> None:
    assert question(USES[:1]) == (
        "The new codebook can't hold 1,200 spans labelled QUOTE: "
        "say for each what it becomes, or that it is removed."
    )
    assert question(USES).startswith(
        "The new codebook can't hold 1,200 spans labelled QUOTE, 1 ACTOR span with kind set, 2 ACTOR spans with "
        "kind = a and 1 relation cue from QUOTE to CUE: "
    )
    assert "kind set and 3 more: " in question([*USES[:2], *USES[:2], USES[1], *USES[:3]])


def test_how_the_command_line_is_told() -> None:
    assert options([*USES, USES[3]]) == [
        "--rename QUOTE=… or --remove QUOTE",
        "--rename ACTOR.kind=… or --remove ACTOR.kind",
        "--rename ACTOR.kind=a=… or --remove ACTOR.kind=a",
        "--rename relation:cue=… or --remove relation:cue",
    ]
    many = [Use("value", "QUOTE", "gist", str(n), 1) for n in range(22)]
    assert options(many)[19:] == ["--rename QUOTE.gist=19=… or --remove QUOTE.gist=19", "and 2 more"]
    # What it says can be said.
    assert read_plan([], [use.path for use in USES]) == Plan(
        {"QUOTE": None}, {("ACTOR", "kind"): None}, {("ACTOR", "kind", "a"): None}, {"cue": None}
    )
