"""What records have that a codebook lacks: told in one refusal, and kept for a codebook that is to have it.

A record calls things as some codebook did, so that a name is added as it is; what no codebook can have is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from annotator.core.codebook import CHOICES, NAME, Attribute, Codebook, Label
from annotator.core.models import Draft
from annotator.core.offsets import clean_text
from annotator.formats.record import parse_record

MOST_CHOICES = 40  # more different values than these, or longer ones, are texts
LONGEST_CHOICE = 60
_DATE = Attribute("date", "date")


def draft_of(data: Mapping[str, Any], codebook: Codebook, file: str) -> Draft:
    """As :func:`parse_record`, but where the codebook lacks something, the refusal names all that it lacks."""
    try:
        return parse_record(data, codebook, file)
    except ValueError:
        from annotator.formats.foreign import lacking
        from annotator.formats.foreign_codebook import CollectingCodebook

        wanted = codebook.records if isinstance(codebook, CollectingCodebook) else RecordWanted()
        missing = wanted.look(data, codebook)
        if not any(missing.values()):
            raise
        raise ValueError(lacking(codebook, missing)) from None


@dataclass
class Values:
    """The values that records give an attribute."""

    kinds: set[str] = field(default_factory=set)
    choices: dict[str, None] = field(default_factory=dict)
    are_dates: bool = True
    are_short: bool = True

    def add(self, value: Any) -> None:
        if isinstance(value, bool):
            self.kinds.add("boolean")
        elif isinstance(value, int | float):
            self.kinds.add("number")
        else:
            self.kinds.add("choices" if isinstance(value, list) else "choice")
            for text in map(clean_text, value if isinstance(value, list) else [value]):
                self.are_dates = self.are_dates and _is_date(text)
                self.are_short = self.are_short and len(text) <= LONGEST_CHOICE and "\n" not in text
                # A list has to be one of choices, however many; a text that is one of too many is any text.
                if "choices" in self.kinds or len(self.choices) <= MOST_CHOICES:
                    self.choices[text] = None

    def attribute(self, name: str) -> Attribute:
        """The attribute that has these values."""
        title = name.replace("_", " ").capitalize()
        if "choices" in self.kinds:
            return Attribute(name, "choices", tuple(self.choices), title=title)
        if "choice" not in self.kinds:
            return Attribute(name, min(self.kinds), title=title)
        if self.are_dates:
            return Attribute(name, "date", title=title)
        if self.are_short and len(self.choices) <= MOST_CHOICES:
            return Attribute(name, "choice", tuple(self.choices), title=title)
        return Attribute(name, "text", title=title)


@dataclass
class RecordWanted:
    """What records have that their codebook lacks, by the names that they have for it.

    ``labels`` with the register that their spans point to, if any; ``attributes`` by the label that lacks them;
    ``values`` by label and attribute; ``relations`` with the labels at their two ends.
    """

    labels: dict[str, str | None] = field(default_factory=dict)
    attributes: dict[str, dict[str, Values]] = field(default_factory=dict)
    values: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    relations: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.labels or self.attributes or self.values or self.relations)

    def look(self, data: Mapping[str, Any], codebook: Codebook) -> dict[str, dict[str, None]]:
        """Notes what of a record the codebook lacks; the names of that, by what it is.

        Whatever else is wrong is passed over, as reading the record tells of it.
        """
        missing: dict[str, dict[str, None]] = {"label": {}, "attribute": {}, "value": {}, "relation": {}}
        called: dict[Any, str] = {}
        for entry in _objects(data, "spans"):
            name = entry.get("label")
            if not _is_name(name):
                continue
            called[str(entry.get("id"))] = name
            label = codebook.label(name)
            if label is None:
                missing["label"][name] = None
                register = next((key for key in ("actor", "concept") if entry.get(key) is not None), None)
                self.labels[name] = self.labels.get(name) or register
            attributes = entry.get("attributes")
            for key, value in attributes.items() if isinstance(attributes, dict) else ():
                self._attribute(name, label, key, value, missing)
        for entry in _objects(data, "relations"):
            name, ends = entry.get("label"), [called.get(str(entry.get(end))) for end in ("head", "child")]
            if _is_name(name) and ends[0] is not None and ends[1] is not None:
                self._relation(codebook, name, (ends[0], ends[1]), missing)
        return missing

    def _attribute(
        self, name: str, label: Label | None, key: str, value: Any, missing: dict[str, dict[str, None]]
    ) -> None:
        if not _is_name(key) or not _is_value(value):
            return
        known = label.attribute(key) if label is not None else None
        if known is None:
            self.attributes.setdefault(name, {}).setdefault(key, Values()).add(value)
            if label is not None:
                missing["attribute"][f"{key} of {name}"] = None
        elif isinstance(value, list if known.type == "choices" else str) and known.type in CHOICES:
            for text in map(clean_text, value if isinstance(value, list) else [value]):
                if text not in known.values:
                    self.values.setdefault((name, key), {})[text] = None
                    missing["value"][f"{text} of {name} {key}"] = None

    def _relation(
        self, codebook: Codebook, name: str, ends: tuple[str, str], missing: dict[str, dict[str, None]]
    ) -> None:
        kinds = [kind for kind in codebook.relations if kind.name == name]
        if not any(ends[0] in kind.head and ends[1] in kind.child for kind in kinds):
            self.relations.setdefault(name, {})[ends] = None
            missing["relation"][f"{name} from {ends[0]} to {ends[1]}" if kinds else name] = None


def _objects(data: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    entries = data.get(key)
    return (entry for entry in (entries if isinstance(entries, list) else ()) if isinstance(entry, dict))


def _is_name(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and NAME.match(value) is not None


def _is_value(value: Any) -> bool:
    """Whether an attribute can have the value; nothing and an empty list say nothing of it."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, str) for one in value)
    return isinstance(value, str | int | float)


def _is_date(text: str) -> bool:
    try:
        _DATE.check(text)
    except ValueError:
        return False
    return True
