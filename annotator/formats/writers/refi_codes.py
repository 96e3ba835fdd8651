"""The codes of a REFI-QDA project: labels, below them attributes with their values and entries of the register."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from annotator.core.codebook import Label
from annotator.formats.writers.base import RecordSpan, Setup
from annotator.formats.writers.xml_text import quoted

LONGEST = 200
"""Code points of a free text that may be a code."""


def guid(*parts: str) -> str:
    """An identity that the same things have in each export."""
    digits = blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class Codes:
    """The codes that spans were given, which are those of the codebook and what free values and entries need."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._labels = {one.name: one for one in setup.codebook.labels if one.name in setup.labels}
        # Label → attribute → values as codes; choices are there from the start.
        self._values: dict[str, dict[str, dict[str, None]]] = {
            name: {a.name: dict.fromkeys(a.values) for a in label.attributes}
            for name, label in self._labels.items()
        }
        self._entries: dict[str, dict[str, str]] = {name: {} for name in self._labels}

    def of(self, span: RecordSpan) -> list[str]:
        """The GUIDs of the span's codes, that of its label first. What can't be a code goes to the losses."""
        label = self._labels[span["label"]]
        found = [guid("label", label.name)]
        for name, value in span["attributes"].items():
            if value is not None:
                found += self._attribute(label, name, value)
        entry = span["actor"] or span["concept"]
        if entry is not None:
            found += self._entry(label, entry)
        return found

    def _attribute(self, label: Label, name: str, value: Any) -> list[str]:
        known = self._values[label.name].get(name)
        said = [_text(one) for one in (value if isinstance(value, list) else [value])]
        fit = [] if known is None else [one for one in said if one.strip() and len(one) <= LONGEST]
        self._setup.losses.count("attributes", len(said) - len(fit))
        if known is not None:
            known.update(dict.fromkeys(fit))
        return [guid("value", label.name, name, one) for one in fit]

    def _entry(self, label: Label, entry: Mapping[str, Any]) -> list[str]:
        if label.points_to is None or not entry["name"].strip():
            self._setup.losses.count("entries")
            return []
        self._entries[label.name][entry["id"]] = entry["name"]
        return [guid("entry", label.name, entry["id"])]

    def xml(self) -> str:
        """The code book."""
        return f"<CodeBook><Codes>\n{''.join(map(self._label, self._labels.values()))}</Codes></CodeBook>\n"

    def _label(self, label: Label) -> str:
        inside = [
            self._code(
                "".join(self._code("", one, guid("value", label.name, name, one)) for one in values),
                name,
                guid("attribute", label.name, name),
                codable=False,
            )
            for name, values in self._values[label.name].items()
            if values
        ]
        inside += [
            self._code(
                f"<Description>{label.points_to}:{self._quoted(id_)}</Description>",
                name,
                guid("entry", label.name, id_),
            )
            for id_, name in self._entries[label.name].items()
        ]
        told = f"<Description>{self._quoted(label.guideline)}</Description>" if label.guideline else ""
        return self._code(told + "".join(inside), label.name, guid("label", label.name), colour=label.colour)

    def _code(self, inside: str, name: str, id_: str, codable: bool = True, colour: str = "") -> str:
        attributes = f' color="{colour}"' if colour else ""
        is_codable = "true" if codable else "false"
        start = f'<Code guid="{id_}" name="{self._quoted(name)}" isCodable="{is_codable}"{attributes}'
        return f"{start}>{inside}</Code>\n" if inside else f"{start}/>\n"

    def _quoted(self, text: str) -> str:
        return quoted(text, self._setup.losses)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
