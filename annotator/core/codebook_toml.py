"""A codebook as the TOML file that a person reads and edits.

tomlkit writes it, since guidelines of several lines have to stay lines and attributes tables of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import Array, Item, String, StringType, Table, Trivia

from annotator.core.codebook import Codebook
from annotator.core.codebook_data import codebook_data

_WIDTH = 100  # characters from which on a list gets a line for each value
_LINE = 120  # characters from which on a line of a text is written as several
_BREAKS = re.compile(r"(.{60,99}\S) (?=\S)")


def codebook_toml(codebook: Codebook) -> str:
    """The text of the file, which reads back as an equal codebook; what goes without saying is left out."""
    document = tomlkit.document()
    for name, value in codebook_data(codebook).items():
        document.append(name, _tables(value) if name in ("labels", "relations") else _item(value))
    return tomlkit.dumps(document).lstrip("\n")


def _tables(entries: list[Mapping[str, Any]]) -> Item:
    tables = tomlkit.aot()
    for entry in entries:
        tables.append(_table(entry))
    return tables


def _table(entry: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for name, value in entry.items():
        table.append(name, _tables(value) if name == "attributes" else _item(value))
    return table


def _item(value: Any) -> Item:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return _list(value)
    item: Item = tomlkit.item(value)
    return item


def _list(values: list[str]) -> Array:
    array = tomlkit.array()
    for value in values:
        array.append(_string(value))
    array.multiline(sum(map(len, values)) > _WIDTH)
    return array


def _string(value: str) -> String:
    """On several lines if it is long: a backslash at the end of a line says that there is none in the text."""
    if "\n" not in value and len(value) <= _WIDTH:
        return tomlkit.string(value)
    raw = tomlkit.string(value, multiline=True).as_string().removeprefix('"""').removesuffix('"""')
    if not value.startswith("\n"):  # else it is there already: the first line end is not part of the text
        raw = f"\n{raw}"
    lines = (_BREAKS.sub(r"\1 \\\n", line) if len(line) > _LINE else line for line in raw.split("\n"))
    return String(StringType.MLB, value, "\n".join(lines) + "\\\n", Trivia())
