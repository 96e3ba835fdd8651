"""brat's configuration of a collection, made from a codebook (brat.nlplab.org/configuration.html)."""

from __future__ import annotations

import re

from annotator.core.codebook import Codebook, RelationType
from annotator.formats.brat_names import BratNames
from annotator.formats.writers.base import Setup

_SPLITS_LINES = re.compile(r"[\s|]+")


def configuration(setup: Setup, names: BratNames) -> dict[str, str]:
    """The files by name: what may be labelled, how it is drawn, and the keys."""
    codebook, labels = setup.codebook, setup.labels
    return {
        "annotation.conf": _annotation(codebook, labels, names),
        "visual.conf": _visual(codebook, labels),
        "kb_shortcuts.conf": "".join(f"{one.key}\t{one.name}\n" for one in codebook.labels if one.key),
    }


def _annotation(codebook: Codebook, labels: tuple[str, ...], names: BratNames) -> str:
    lines = ["[entities]", *labels, "", "[relations]"]
    lines += [f"{r.name}\tArg1:{heads}, Arg2:{children}" for r, heads, children in _relations(codebook, labels)]
    lines += ["", "[events]", "", "[attributes]", *_attributes(codebook, labels, names), ""]
    return "\n".join(lines)


def _relations(codebook: Codebook, labels: tuple[str, ...]) -> list[tuple[RelationType, str, str]]:
    def among(end: tuple[str, ...]) -> str:
        return "|".join(label for label in end if label in labels)

    found = [(relation, among(relation.head), among(relation.child)) for relation in codebook.relations]
    return [(relation, heads, children) for relation, heads, children in found if heads and children]


def _attributes(codebook: Codebook, labels: tuple[str, ...], names: BratNames) -> list[str]:
    """Attributes with choices. Others may have any value, which brat keeps and shows, but can't offer."""
    owners: dict[str, list[str]] = {}
    values: dict[str, str] = {}
    for label in (label for label in codebook.labels if label.name in labels):
        for attribute in label.attributes:
            name = attribute.name
            if attribute.type == "choices":
                for flag in (names.flags[name][value] for value in attribute.values):
                    owners.setdefault(flag, []).append(label.name)
            elif attribute.type in ("choice", "boolean"):
                owners.setdefault(name, []).append(label.name)
                values[name] = "|".join(names.choices[name].values()) if name in names.choices else "true|false"
    return [
        f"{name}\tArg:{'|'.join(labels_)}" + (f", Value:{values[name]}" if name in values else "")
        for name, labels_ in owners.items()
    ]


def _visual(codebook: Codebook, labels: tuple[str, ...]) -> str:
    shown = [label for label in codebook.labels if label.name in labels]
    titled = {label.name: label.title for label in shown}
    titled |= {relation.name: relation.title for relation, _, _ in _relations(codebook, labels)}
    lines = ["[labels]", *(f"{name} | {_title(title) or name}" for name, title in titled.items())]
    lines += ["", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"]
    lines += ["ARC_DEFAULT\tcolor:black, arrowHead:triangle-5"]
    # The dark theme's colours are the light ones, which black letters are read on.
    lines += [f"{one.name}\tbgColor:{one.colour_dark}" for one in shown]
    return "\n".join([*lines, ""])


def _title(title: str) -> str:
    return _SPLITS_LINES.sub(" ", title).strip()
