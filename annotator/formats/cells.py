"""Cells of tables for spreadsheets: none runs as a formula, and several values in one are told apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

DELIMITERS = (";", ",")
"""What cells are separated by; the first is what a German, Austrian, Swiss or French spreadsheet expects."""

# OWASP, CSV Injection.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
RISKY = frozenset((*_FORMULA, "'"))
"""What a text begins with that :func:`harmless` has to look at."""


def harmless(text: str) -> str:
    """The text as a cell: one that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def as_meant(cell: str) -> str:
    """The text that :func:`harmless` made a cell of."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def csv_file(rows: Iterable[Iterable[object]], delimiter: str = DELIMITERS[0]) -> bytes:
    """A table as CSV (RFC 4180), with its texts harmless.

    It is UTF-8 with a byte order mark, without which Excel takes it for Windows-1252.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    # Names of files may hold what UTF-8 has no form for.
    return out.getvalue().encode("utf-8-sig", "replace")


def joined(values: Iterable[str]) -> str:
    r"""Several values as one, with ``|`` between them; a ``|`` or ``\`` of their own has a ``\`` before it."""
    return "|".join([value.replace("\\", "\\\\").replace("|", "\\|") for value in values])
