"""A codebook's TOML file, read strictly: an entry that is not known is a slip that would change the meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.errors import UserError
from annotator.core.files import refuse_open_project

_CODEBOOK = ("name", "version", "title", "labels", "relations")
_LABEL = (
    *("name", "title", "key", "unit", "points_to", "role", "colour", "colour_dark", "tint"),
    *("guideline", "example", "examples", "attributes"),
)
_ATTRIBUTE = ("name", "title", "type", "values", "default", "required", "guideline")
_RELATION = ("name", "title", "head", "child", "many", "role", "guideline")


def read_codebook(path: Path) -> Codebook:
    """A codebook from its TOML file; raises UserError."""
    import tomllib  # 4 ms, and no window needs it

    refuse_open_project(path)
    try:
        text = path.read_text(encoding="utf-8-sig")  # with the mark that programs on Windows put before it, too
        data = tomllib.loads(text)
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is no codebook: it is not UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        # Where something is missing at the end, Python names no line.
        reason = str(error).replace("(at end of document)", f"(at the end, line {len(text.splitlines()) or 1})")
        raise UserError(f"{path} is no codebook: {reason}.") from error
    try:
        for sentence in unknown_entries(data):
            raise UserError(sentence)
        return parse_codebook(data)
    except UserError as error:
        raise UserError(f"{path}: {error}") from error


def unknown_entries(data: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each entry of a codebook's TOML structure that has no meaning."""
    yield from _unknown("the codebook", data, _CODEBOOK)
    for label in _tables(data, "labels"):
        yield from _unknown(f"the label {label.get('name')}", label, _LABEL)
        for attribute in _tables(label, "attributes"):
            yield from _unknown(
                f"the attribute {label.get('name')}.{attribute.get('name')}", attribute, _ATTRIBUTE
            )
    for relation in _tables(data, "relations"):
        yield from _unknown(f"the relation {relation.get('name')}", relation, _RELATION)


def _tables(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = data.get(name, ())
    return [table for table in found if isinstance(table, Mapping)] if isinstance(found, list) else []


def _unknown(place: str, table: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[str]:
    from difflib import get_close_matches  # 3 ms, for a slip alone

    for entry in table.keys() - set(known):
        near = get_close_matches(entry, known, 1)
        yield f"{place} has the unknown entry {entry!r}" + (f"; did you mean {near[0]}?" if near else ".")
