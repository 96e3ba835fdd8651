"""What the history calls a change."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotator import commands
from annotator.ui.parts.change_names import change_name, change_title

COMMANDS = [getattr(commands, name) for name in commands.__all__ if name != "Command"]
NAMES = sorted({command.name for command in COMMANDS if hasattr(command, "run")})


@pytest.mark.parametrize("command", NAMES)
def test_every_command_has_a_name_that_is_read(qtbot: QtBot, command: str) -> None:
    assert change_name(command)
    assert change_name(command) != command


def test_what_became_of_it(qtbot: QtBot) -> None:
    assert change_title("do", "add relation") == "linked"
    assert change_title("undo", "add relation") == "undone: linked"
    assert change_title("redo", "add relation") == "redone: linked"
    assert change_name("of a later version") == "of a later version"


def test_many_suggestions_are_counted(qtbot: QtBot) -> None:
    assert change_title("undo", "accept suggestion", 53) == "undone: 53 suggestions accepted"
    assert change_title("undo", "accept suggestion") == "undone: suggestion accepted"
