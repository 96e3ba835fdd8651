"""What refers to annotations in a CAS, INCEpTION's layers aside: features, and structures of two ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from annotator.formats.cas_layers import ENTRY, ENTRY_NAME, NOTE, PART
from annotator.formats.cas_structures import Cas, Structure

_OTHERS = frozenset(("sofa", "begin", "end", "next", "Governor", "Dependent", NOTE, ENTRY, ENTRY_NAME, PART))
_CHILDREN = frozenset(("target", "child", "dependent", "to", "arg2", "object"))
_LABELS = ("kind", "type", "label", "value", "category", "role", "relation")


class References:
    """Finds the features of annotations that refer to others, alone or in an array.

    JSON tells them. XMI has an id like any other number: there a feature refers to annotations if each of its
    values in the file is the id of another one, all are of one type, and they are no mere digits, which may be
    marks.
    """

    def __init__(self, cas: Cas, spans: Sequence[Structure]) -> None:
        self.cas = cas
        self._ids = {span.id for span in spans}
        kinds: dict[tuple[str, str], set[str]] = {}
        longest = Counter[tuple[str, str]]()
        for span in spans:
            for feature, value in span.features.items():
                if feature not in _OTHERS and span.references is None:
                    kinds.setdefault((span.type, feature), set()).update(self._types(span, value))
                    longest[span.type, feature] = max(longest[span.type, feature], *map(len, _ids(value)), 0)
        self._found = {
            key for key, types in kinds.items() if len(types) == 1 and "" not in types and longest[key] > 1
        }

    def of(self, span: Structure) -> Iterator[tuple[str, list[str]]]:
        """Each such feature of an annotation with the ids that it refers to."""
        for feature, value in span.features.items():
            told = (
                feature in span.references if span.references is not None else (span.type, feature) in self._found
            )
            if told and feature not in _OTHERS and self._ids.issuperset(ids := _ids(value)) and ids:
                yield feature, ids

    def _types(self, span: Structure, value: object) -> Iterator[str]:
        """The types of what the value refers to; "" where it is no reference."""
        for id_ in _ids(value) or [""]:
            yield self.cas.structures[id_].type if id_ in self._ids and id_ != span.id else ""


def linking(
    others: Sequence[Structure], spans: Container[str]
) -> Iterator[tuple[str, str | None, str | None, list[str]]]:
    """Structures that are no annotations: label, both ends where there are two, and what else they say."""
    for structure in others:
        features = {key: value for key, value in structure.features.items() if key != "sofa"}
        ends = [key for key, value in features.items() if str(value) in spans]
        label, head, child = structure.name, None, None
        if len(ends) == 2:
            ends.sort(key=lambda end: end.casefold() in _CHILDREN)
            head, child = (str(features.pop(end)) for end in ends)
            named = next((key for key in _LABELS if isinstance(features.get(key), str)), None)
            label = str(features.pop(named)) if named else label
        yield label, head, child, [f"{key} {value}" for key, value in features.items()]


def _ids(value: object) -> list[str]:
    return value.split() if isinstance(value, str) and value.replace(" ", "").isdecimal() else []
