"""Codebooks at random, with every field and any text."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from annotator.core.codebook import ATTRIBUTE_TYPES, CHOICES, UNITS, Codebook, parse_codebook
from annotator.core.roles import LABEL_ROLES, RELATION_ROLES

NAMES = st.sampled_from(["ACTOR", "CLAIM", "QUOTE", "A", "b_2", "Long_name9"])
MARKDOWN = st.lists(
    st.sampled_from(['"""', "\\", "\n", "- **a** [b]\n", " ", "word " * 30, "„ß“ 🙂", "\t", "'''", "# "]),
    max_size=12,
).map("".join)
TEXTS = st.one_of(st.text(max_size=30), MARKDOWN)
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
DEFAULTS: dict[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "number": st.one_of(st.integers(-(2**62), 2**62), st.floats(allow_nan=False, allow_infinity=False)),
    "text": TEXTS,
    "longtext": TEXTS,
    "date": st.dates().map(lambda day: day.isoformat()),
}


@st.composite
def attributes(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """One attribute's entry."""
    kind = draw(st.sampled_from(ATTRIBUTE_TYPES))
    entry: dict[str, Any] = {"name": name, "type": kind, "required": draw(st.booleans())}
    if kind in CHOICES:
        values = [value.replace("\r", "\n") for value in draw(st.lists(TEXTS, min_size=1, max_size=4))]
        entry["values"] = values
        default = st.sampled_from(values)
        defaults: st.SearchStrategy[Any] = default if kind == "choice" else st.lists(default, max_size=2)
    else:
        defaults = DEFAULTS[kind]
    if draw(st.booleans()):
        entry["default"] = draw(defaults)
    return entry | draw(_texts("title", "guideline"))


@st.composite
def labels(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """One label's entry."""
    entry: dict[str, Any] = {"name": name, "colour": draw(COLOURS), "unit": draw(st.sampled_from(UNITS))}
    for colour in ("colour_dark", "tint"):
        if draw(st.booleans()):
            entry[colour] = draw(COLOURS)
    if draw(st.booleans()):
        entry["points_to"] = draw(st.sampled_from(["actor", "concept", "none"]))
    entry["examples"] = draw(st.lists(TEXTS, max_size=3))
    names = draw(st.lists(NAMES, max_size=3, unique=True))
    entry["attributes"] = [draw(attributes(attribute)) for attribute in names]
    return entry | draw(_texts("title", "guideline"))


@st.composite
def any_codebooks(draw: st.DrawFn) -> Codebook:
    """A codebook as it is read."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    entries = [draw(labels(name)) for name in names]
    for entry, key in zip(entries, draw(st.permutations("QWERT")), strict=False):
        if draw(st.booleans()):
            entry["key"] = key
    ends = st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)
    relations = [
        {"name": draw(NAMES), "head": draw(ends), "child": draw(ends), "many": draw(st.booleans())}
        | {"role": draw(st.sampled_from(["", "none", *RELATION_ROLES]))}
        | draw(_texts("title", "guideline"))
        for _ in range(draw(st.integers(0, 3)))
    ]
    for entry, role in zip(entries, draw(st.permutations(list(LABEL_ROLES))), strict=False):
        entry["role"] = draw(st.sampled_from(["", "none", role]))
    data = {"name": draw(TEXTS), "version": draw(st.integers(1, 99)), "labels": entries, "relations": relations}
    return parse_codebook(data | draw(_texts("title")))


@st.composite
def _texts(draw: st.DrawFn, *fields: str) -> dict[str, str]:
    return {field: draw(TEXTS) for field in fields if draw(st.booleans())}
