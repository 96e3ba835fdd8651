"""The feature structures of CAS files, XMI and JSON, as they stand there (see :mod:`annotator.formats.cas`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

from annotator.formats.values import kind_of

_PIECE = 1 << 20
_DEPTH = 50
_XMI = "http://www.omg.org/XMI"
_SOFA, _VIEW = "uima.cas.Sofa", "uima.cas.View"
DOCUMENT = "uima.tcas.DocumentAnnotation"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_DKPRO = r"de\.tudarmstadt\.ukp\.dkpro\.core\.api\."
_PASSED_OVER = re.compile(
    rf"uima\.|{_DKPRO}(?:segmentation|metadata|lexmorph|syntax|structure|transform|anomaly|frequency|phonetics)\."
    r"|de\.tudarmstadt\.ukp\.(?:clarin\.webanno|inception)\.|org\.dkpro\.core\.api\.xml\."
)
PLACE = ("sofa", "begin", "end")
_ARRAY = re.compile(r"\Auima\.cas\.\w+Array\Z|\[\]\Z")
_NAME = re.compile(r"http:///(.*)\.ecore\Z")


class CasError(ValueError):
    """Why a CAS can't be read; ``line`` of an XML file counts from 1."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True)
class Structure:
    """``references`` names the features that refer to others; None where the file doesn't tell, as XMI."""

    id: str
    type: str
    features: dict[str, Any]
    references: frozenset[str] | None = None

    @property
    def name(self) -> str:
        return self.type.rpartition(".")[2]

    @property
    def is_annotation(self) -> bool:
        return "begin" in self.features and "end" in self.features


@dataclass(slots=True)
class Cas:
    """The feature structures of a file by their ids, references as ids."""

    structures: dict[str, Structure] = field(default_factory=dict)
    sofas: list[Structure] = field(default_factory=list)
    members: dict[str, set[str]] = field(default_factory=dict)  # of the views, by the id of their sofa

    def add(self, structure: Structure) -> None:
        if structure.type == _SOFA:
            self.sofas.append(structure)
        elif structure.type == _VIEW:
            members = str(structure.features.get("members", "")).split()
            self.members[str(structure.features.get("sofa"))] = set(members)
        elif structure.type in (DOCUMENT, METADATA) or not _PASSED_OVER.match(structure.type):
            self.structures[structure.id] = structure


def read_xmi(stream: BinaryIO) -> Cas:
    """The CAS in an XMI file; raises CasError. Entities are not expanded: a file that declares any is refused."""
    cas = Cas()
    parser = _XmiParser(cas)
    # Java writes 1.1 for the sake of control characters; all else is the same.
    piece = stream.read(_PIECE)
    piece = piece[:100].replace(b'version="1.1"', b'version="1.0"') + piece[100:]
    while piece:
        parser.feed(piece)
        piece = stream.read(_PIECE)
    parser.feed(b"", True)
    _put_arrays(cas, parser.arrays)
    return cas


def _put_arrays(cas: Cas, arrays: dict[str, Structure]) -> None:
    """Puts arrays that are structures of their own where features refer to them, as ids or texts.

    XMI has such a reference as a number like any other: a feature refers to arrays if each of its values in the
    file is the id of one, and all are of one type.
    """
    if not arrays:
        return
    kinds: dict[tuple[str, str], set[str]] = {}
    for structure in cas.structures.values():
        for key, value in structure.features.items():
            found = arrays.get(value) if isinstance(value, str) and key not in PLACE else None
            kinds.setdefault((structure.type, key), set()).add(found.type if found else "")
    for structure in cas.structures.values():
        for key, value in structure.features.items():
            types = kinds[structure.type, key]
            if len(types) == 1 and "" not in types:
                structure.features[key] = arrays[value].features.get("elements", [])


def read_json(data: Any) -> Cas:
    """The CAS in a parsed JSON file; raises CasError."""
    if not isinstance(data, dict):
        raise CasError(f"the file is {kind_of(data)}, not an object")
    found = data.get("%FEATURE_STRUCTURES")
    if isinstance(found, dict):
        found = [{"%ID": key, **value} for key, value in found.items() if isinstance(value, dict)]
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise CasError("%FEATURE_STRUCTURES is not a list of objects")
    arrays = {str(e.get("%ID")): e.get("%ELEMENTS", []) for e in found if _ARRAY.search(str(e.get("%TYPE")))}
    cas = Cas()
    for entry in found:
        features = {}
        for key, value in entry.items():
            if key.startswith("%") or value is None:
                continue
            if key.startswith("@"):
                key, value = key[1:], str(value)
                value = arrays.get(value, value)
            is_text = isinstance(value, list) and all(isinstance(one, str) for one in value)
            features[key.lstrip("^#")] = (
                " ".join(map(str, value)) if isinstance(value, list) and not is_text else value
            )
        references = frozenset(key[1:] for key in entry if key.startswith("@"))
        cas.add(Structure(str(entry.get("%ID")), str(entry.get("%TYPE")), features, references))
    views = data.get("%VIEWS")
    for view in views.values() if isinstance(views, dict) else ():
        if isinstance(view, dict) and isinstance(view.get("%MEMBERS"), list):
            cas.members[str(view.get("%SOFA"))] = set(map(str, view["%MEMBERS"]))
    return cas


class _XmiParser:
    """Fills a CAS with the elements of an XMI file, of which nothing but the top two levels matters."""

    def __init__(self, cas: Cas) -> None:
        self._cas = cas
        self.arrays: dict[str, Structure] = {}
        self._depth = 0
        self._open: Structure | None = None
        self._child: str | None = None
        self._text: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, data: bytes, last: bool = False) -> None:
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise CasError(f"invalid XML at column {error.offset + 1}: {reason}", error.lineno) from None
        except CasError as error:
            error.line = self._parser.CurrentLineNumber
            raise
        except (LookupError, ValueError):
            raise CasError("it declares an encoding that is not known", 1) from None

    def _doctype(self, *_: object) -> None:
        raise CasError("it declares a document type, which no CAS has")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        namespace, _, local = name.rpartition("}")
        if self._depth == 1:
            if (namespace, local) != (_XMI, "XMI"):
                raise CasError("it is XML, but no CAS")
        elif self._depth == 2:
            found = _NAME.match(namespace)
            package = found[1].replace("/", ".") + "." if found and found[1] != "uima/noNamespace" else ""
            features = {key: value for key, value in attributes.items() if "}" not in key}
            self._open = Structure(attributes.get(f"{_XMI}}}id", ""), package + local, dict(features))
        elif self._depth == 3:
            self._child, self._text = local, []
        elif self._depth > _DEPTH:
            raise CasError("it is nested too deeply")

    def _characters(self, text: str) -> None:
        if self._depth == 3:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if self._depth == 3 and self._open is not None and self._child is not None:
            known = self._open.features.setdefault(self._child, [])
            if isinstance(known, list):  # an array of texts; a value stands in an attribute
                known.append("".join(self._text))
        elif self._depth == 2 and self._open is not None:
            if _ARRAY.search(self._open.type):
                self.arrays[self._open.id] = self._open
            self._cas.add(self._open)
            self._open = None
        self._depth -= 1
