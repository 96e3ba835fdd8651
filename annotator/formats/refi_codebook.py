"""The codes of a REFI-QDA project, and what they say of a span (see :mod:`annotator.formats.refi_qda`)."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from annotator.core.codebook import Label
from annotator.formats.foreign import Names, read_entry
from annotator.formats.foreign_codebook import AboutLabel, folded, name_of
from annotator.formats.refi_xml import find, guid, inside, tag

ABOVE = " > "
"""What stands between a code and that above it, in the title of the label that it becomes."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


def own_guid(*parts: str) -> str:
    """An identity that the same things have in each of our exports, laid out like a UUID."""
    digits = hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@dataclass(slots=True)
class Code:
    """A code with those above it, the nearest one first.

    ``said`` are its description (as it is: ``described``) and memos, ``full`` its name with those above it.
    ``own`` is the name of the label that one of our exports made the code of, as its GUID tells; ``below`` is the
    nearest such code, which may be itself, and ``depth`` how many codes it is away.
    """

    guid: str
    name: str
    parents: tuple[Code, ...]
    described: str = ""
    said: tuple[str, ...] = ()
    colour: str = ""
    is_codable: bool = True
    is_parent: bool = False
    is_alone: bool = True  # no other has its name
    own: str = ""
    below: Code | None = None
    depth: int = 0

    @property
    def above(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.parents)

    @property
    def full(self) -> str:
        return ABOVE.join((*reversed(self.above), self.name))

    def about(self) -> AboutLabel:
        """What the codebook is told of the label that it becomes."""
        name = self.own or (self.name if self.is_alone else "")
        # Of those above it that are no labels, nothing else would tell.
        groups = (f"{one.name}: {text}" for one in self.parents if not one.is_codable for text in one.said)
        return AboutLabel(name, "\n\n".join((*self.said, *groups)), self.colour)


@dataclass(slots=True)
class Meaning:
    """What a code says of a span: a label, values of its attributes, or ``entry``, which is of a register."""

    label: str
    attributes: list[tuple[str, Any]] = field(default_factory=list)
    several: dict[str, list[str]] = field(default_factory=dict)
    entry: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def is_label(self) -> bool:
        return not (self.attributes or self.several or self.entry)


def read_codes(root: Element, is_ours: bool, said: Callable[[Element], list[str]]) -> dict[str, Code]:
    """The codes of a project by their normalised GUIDs.

    ``is_ours`` says that we exported it, ``said`` gives what the description and memos of an element say.
    """
    codes = {code.guid: code for code in _read(inside(inside(root, "CodeBook"), "Codes"), (), None, said)}
    shared = Counter(folded(code.name) for code in codes.values())
    colours = {code.colour for code in codes.values()}
    for code in codes.values():
        code.is_alone = shared[folded(code.name)] == 1
        if len(codes) > 1 and len(colours) == 1:
            code.colour = ""  # one for all of them, which nobody chose
    return codes


def _read(
    parent: Iterable[Element], above: tuple[Code, ...], below: Code | None, said: Callable[[Element], list[str]]
) -> Iterator[Code]:
    for element in parent:
        if tag(element) != "Code":
            continue
        colour = element.get("color", "")
        code = Code(
            guid(element),
            (element.get("name") or "").strip(),
            above,
            described.text or "" if (described := find(element, "Description")) is not None else "",
            tuple(said(element)),
            colour if _COLOUR.match(colour) else "",
            element.get("isCodable", "true").lower() != "false",
            find(element, "Code") is not None,
        )
        names = (code.name, name_of(code.name), name_of(code.full))
        code.own = next((name for name in names if own_guid("label", name) == code.guid), "")
        code.below = code if code.own else below
        code.depth = 0 if code.own or not above else above[0].depth + 1
        yield code
        yield from _read(element, (code, *above), code.below, said)


class Codes:
    """What the codes of a project say by a codebook.

    ``ours`` tells that one of our exports is as it was. In others a code below one that is called like a label is
    an entry of the register that this label points to, or a value of one of its attributes, surely so below a
    code that is called like the attribute, or that stands below a label's and that nothing can be coded with. Our
    own codes are known by their GUIDs, whoever saved them since.
    """

    def __init__(self, codes: dict[str, Code], names: Names, ours: bool) -> None:
        self._codes = codes
        self._names = names
        self._ours = ours
        self._meanings: dict[str, Meaning] = {}
        for code in codes.values():
            if code.is_parent and not code.own and not ours:
                # "Organisation" with its parts below it is a theme, and no actor.
                names.take_literally(code.name)

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def get(self, id_: str) -> Code | None:
        return self._codes.get(id_)

    def meaning(self, code: Code) -> Meaning:
        if code.guid not in self._meanings:
            self._meanings[code.guid] = self._own(code) or self._of_others(code)
        return self._meanings[code.guid]

    def label(self, meaning: Meaning) -> Label | None:
        """The label of the codebook that is meant."""
        found = self._names.label(meaning.label)
        return found[0] if found else None

    def _called(self, code: Code) -> str:
        if code.own:
            return code.own if self._names.codebook.label(code.own) else code.full
        known = (name for name in (code.full, code.name) if self._names.label(name))
        return next(known, code.full)

    def _own(self, code: Code) -> Meaning | None:
        """What a code of our own exports says; None if it is none."""
        if code.below is None:
            return None
        label, own = self._called(code.below), code.below.own
        found = self._names.codebook.label(own)
        if code.depth == 0:
            return Meaning(label)
        if code.depth == 1:
            register, id_ = read_entry(code.described, found.points_to if found else None)
            if not self._ours and own_guid("entry", own, id_) != code.guid:
                return None
            return Meaning(label, entry={register: {"id": id_, "name": code.name}} if register else {})
        name = code.above[0]
        if not self._ours and own_guid("value", own, name, code.name) != code.guid:
            return None
        named = self._names.attribute(found, name) if found else None
        # As long as nobody knows better, there may be several values.
        if named is None or named.type == "choices":
            return Meaning(label, several={name: [code.name]})
        return Meaning(label, [(name, code.name)])

    def _of_others(self, code: Code) -> Meaning:
        for depth, above in enumerate(code.parents):
            label = self._names.called(above.full) or self._names.called(above.name)
            if label is None:
                continue
            named = self._names.attribute(label, code.above[0]) if depth else None
            if named is None and depth + 1 < len(code.parents):
                continue
            if named is None and self._names.label(code.name):
                break
            if named and named.type == "choices":
                return Meaning(self._called(above), several={named.name: [code.name]})
            attribute = named.name if named else None if label.points_to else _attribute_with(label, code.name)
            if attribute is not None:
                return Meaning(self._called(above), [(attribute, code.name)])
            if label.points_to:
                return Meaning(self._called(above), entry={label.points_to: _entry(label.points_to, code)})
        if len(code.parents) > 1 and code.parents[1].is_codable and not code.parents[0].is_codable:
            return Meaning(self._called(code.parents[1]), several={code.above[0]: [code.name]})
        return Meaning(self._called(code))


def _attribute_with(label: Label, value: str) -> str | None:
    wanted = folded(value)
    return next((a.name for a in label.attributes if any(folded(v) == wanted for v in a.values)), None)


def _entry(register: str, code: Code) -> dict[str, str]:
    """The entry, with the identity that our export gave it, else one that a code's name keeps in all imports."""
    told, id_ = read_entry(code.described, None)
    return {"id": id_ if told == register else own_guid("refi-qda", register, code.name), "name": code.name}
