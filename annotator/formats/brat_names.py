"""What brat calls the values of attributes: one word each, as its configuration is split at blanks and commas.

A choice of several is an attribute of its own in brat, which is there or not, and so needs a name of ASCII
letters: ``topics--harbour``. Both readings of the codebook, that of the export and that of the import, give the
same names; the import knows those of attributes that its codebook lacks by the two hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from annotator.core.codebook import Codebook

_NO_VALUE = re.compile(r"[\s,|]+")
_BETWEEN = "--"
_NO_NAME = re.compile(r"[^A-Za-z0-9_-]+")


class BratNames:
    """The names of one codebook.

    ``choices``: attribute → value → how brat calls the value; ``flags``: attribute → value → the attribute that
    stands for it. Where labels share an attribute's name, brat has their values together.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.choices: dict[str, dict[str, str]] = {}
        self.flags: dict[str, dict[str, str]] = {}
        found: dict[tuple[str, str], dict[str, None]] = {}
        for label in codebook.labels:
            for attribute in label.attributes:
                found.setdefault((attribute.name, attribute.type), {}).update(dict.fromkeys(attribute.values))
        taken = set(codebook.attribute_names)
        for (name, kind), values in found.items():
            if kind == "choice":
                self.choices[name] = _forms(values, _one_word, set())
            elif kind == "choices":
                self.flags[name] = _forms(values, partial(_flag, name), taken)
        self._values = {name: {form: v for v, form in forms.items()} for name, forms in self.choices.items()}
        self._flags = {form: (name, v) for name, forms in self.flags.items() for v, form in forms.items()}

    def attributes(self, given: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """Attributes of a span in brat's words as the codebook has them; what it doesn't know stays as it is."""
        several: dict[str, list[str]] = {}
        others: list[tuple[str, Any]] = []
        for name, value in given:
            if name in self._flags and value is True:
                attribute, choice = self._flags[name]
                several.setdefault(attribute, []).append(choice)
            elif _BETWEEN in name and value is True:
                attribute, _, choice = name.partition(_BETWEEN)
                several.setdefault(attribute, []).append(choice)
            else:
                others.append((name, self._values.get(name, {}).get(value, value)))
        return [*others, *several.items()]


def _forms(values: Iterable[str], form: Callable[[str], str], taken: set[str]) -> dict[str, str]:
    """A form of each value that no other one has and that is not taken; values that are fit keep theirs."""
    forms: dict[str, str] = {}
    for value in sorted(values, key=lambda v: form(v) != v):
        wanted, number = form(value), 1
        free = wanted
        while free in taken:
            number += 1
            free = f"{wanted}_{number}"
        taken.add(free)
        forms[value] = free
    return {value: forms[value] for value in values}


def _one_word(value: str) -> str:
    return _NO_VALUE.sub("_", value) or "_"


def _flag(name: str, value: str) -> str:
    plain = unicodedata.normalize("NFKD", value.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return f"{name}{_BETWEEN}{_NO_NAME.sub('_', plain) or '_'}"
