"""The codes of a REFI-QDA project, as their tree says them (see :mod:`annotator.formats.refi_qda`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from annotator.formats.foreign_codebook import folded
from annotator.formats.refi_xml import find, guid, inside, tag


@dataclass(slots=True)
class Code:
    """A code with those above it, the nearest one first.

    ``identity`` is the register and id of an entry, which our own exports keep in the code's description; ``full``
    is the name, with those above it where another code has the same.
    """

    name: str
    above: tuple[str, ...]
    identity: str = ""
    full: str = ""


def read_codes(root: Element, is_ours: bool) -> dict[str, Code]:
    """The codes of a project by their normalised GUIDs; ``is_ours`` says that we exported it."""
    codes: dict[str, Code] = {}
    _read(codes, inside(inside(root, "CodeBook"), "Codes"), (), is_ours)
    shared = Counter(folded(code.name) for code in codes.values())
    for code in codes.values():
        is_shared = shared[folded(code.name)] > 1 and not is_ours
        code.full = " > ".join((*reversed(code.above), code.name)) if is_shared else code.name
    return codes


def _read(codes: dict[str, Code], parent: Iterable[Element], above: tuple[str, ...], is_ours: bool) -> None:
    for element in parent:
        if tag(element) == "Code":
            name = (element.get("name") or "").strip()
            told = find(element, "Description") if is_ours else None
            codes[guid(element)] = Code(name, above, "" if told is None else told.text or "")
            _read(codes, element, (name, *above), is_ours)
