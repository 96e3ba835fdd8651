"""Makes schema-2.annotator as the program of schema 2 wrote it. Once that was released, it is not made again.

python -m tests.data.make_schema_2
"""

from __future__ import annotations

from pathlib import Path

from annotator.commands import AddComment, EditComment, SetCommentOpen, ToggleFlag
from tests.data import make_schema_1

PATH = Path(__file__).with_name("schema-2.annotator")


COMMANDS = (
    AddComment(1, None, "Who took this down?", open=True, id="comment"),
    AddComment(1, "quote", "One quote or two?", open=True, id="asked"),
    EditComment(1, "asked", "One quote or two? 🙂"),
    SetCommentOpen(1, "asked", open=False),
    ToggleFlag(1, "claim", id="flag"),
)


def main() -> None:
    """Writes the file beside this script."""
    make_schema_1.make(PATH, COMMANDS)


if __name__ == "__main__":
    main()
