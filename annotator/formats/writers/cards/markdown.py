"""Pieces of Markdown in which no text, whatever it says, breaks what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from annotator.core.register_rules import one_line

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")


def inline(text: str) -> str:
    """The text as one line without markup, for the middle of a line or a cell; a dash where nothing is left."""
    return _SPECIAL.sub(r"\\\g<0>", one_line(text)) or "–"


def code(name: str) -> str:
    """A name of the codebook (letters, digits and _) as code."""
    return f"`{name}`"


def quoted(text: str, indent: str = "") -> list[str]:
    """The lines of Markdown by somebody else, in a block of its own: what it opens ends there."""
    return [f"{indent}> {line}".rstrip() for line in re.split("\r\n?|\n", text)]


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """The lines of a table; all columns but the first are numbers. Cells are Markdown."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return [f"| {' | '.join(map(str, line))} |" for line in lines]


def fence(language: str, lines: str) -> list[str]:
    """A block of code."""
    return [f"```{language}", *lines.strip("\n").split("\n"), "```"]
