"""UIMA's CAS as XMI and JSON, which INCEpTION and WebAnno export.

Source: the UIMA reference (XMI CAS serialization), github.com/apache/uima-uimaj-io-jsoncas (JSON CAS 0.4) and
INCEpTION's layers. Offsets are UTF-16 units. A layer is a label if the codebook has one of its name; of others,
such as NamedEntity, the value is. Relation layers (Governor, Dependent), links (target, role) and chains (next)
are relations, what is said of the whole text is a comment. Other features are attributes but for those of our own
exports (:mod:`annotator.formats.cas_layers`): note, entry of a register, which span a piece is of. Addresses of
a knowledge base go into the note. What preprocessing leaves, such as tokens and parts of speech, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

from annotator.core.codebook import Codebook, Label
from annotator.core.models import Draft
from annotator.core.offsets import Utf16Map
from annotator.formats.cas_layers import CasLayers
from annotator.formats.foreign import ForeignArticle, Names
from annotator.formats.values import kind_of, shorten

TOOL = "uima cas"
_PIECE = 1 << 20
_DEPTH = 50
_XMI = "http://www.omg.org/XMI"
_SOFA, _VIEW = "uima.cas.Sofa", "uima.cas.View"
_DOCUMENT = "uima.tcas.DocumentAnnotation"
_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_DKPRO = r"de\.tudarmstadt\.ukp\.dkpro\.core\.api\."
_PASSED_OVER = re.compile(
    rf"uima\.|{_DKPRO}(?:segmentation|metadata|lexmorph|syntax|structure|transform|anomaly|frequency|phonetics)\."
    r"|de\.tudarmstadt\.ukp\.(?:clarin\.webanno|inception)\.|org\.dkpro\.core\.api\.xml\."
)
_NAME = re.compile(r"http:///(.*)\.ecore\Z")
_FILE_NAME = re.compile(r"\.\w{2,5}\Z")
_ADDRESS = re.compile(r"(?:https?|urn|mailto):\S+\Z")
_VALUES = ("value", "label", "tag", "category", "role")
_ENDS = ("Governor", "Dependent")
_PLACE = ("sofa", "begin", "end")
_AROUND = 20  # characters that tell where an annotation without text was
_FIRST, _NEXT = "first", "next"  # of a chain, which is no annotation, and of each annotation in it


class CasError(ValueError):
    """Why a CAS can't be read; ``line`` of an XML file counts from 1."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True)
class _Structure:
    id: str
    type: str
    features: dict[str, Any]

    @property
    def name(self) -> str:
        return self.type.rpartition(".")[2]

    @property
    def is_annotation(self) -> bool:
        return "begin" in self.features and "end" in self.features


@dataclass(slots=True)
class Cas:
    """The feature structures of a file by their ids, references as ids."""

    structures: dict[str, _Structure] = field(default_factory=dict)
    sofas: list[_Structure] = field(default_factory=list)
    members: dict[str, set[str]] = field(default_factory=dict)  # of the views, by the id of their sofa

    def add(self, structure: _Structure) -> None:
        if structure.type == _SOFA:
            self.sofas.append(structure)
        elif structure.type == _VIEW:
            members = str(structure.features.get("members", "")).split()
            self.members[str(structure.features.get("sofa"))] = set(members)
        elif structure.type in (_DOCUMENT, _METADATA) or not _PASSED_OVER.match(structure.type):
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
    return cas


def read_json(data: Any) -> Cas:
    """The CAS in a parsed JSON file; raises CasError."""
    if not isinstance(data, dict):
        raise CasError(f"the file is {kind_of(data)}, not an object")
    found = data.get("%FEATURE_STRUCTURES")
    if isinstance(found, dict):
        found = [{"%ID": key, **value} for key, value in found.items() if isinstance(value, dict)]
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise CasError("%FEATURE_STRUCTURES is not a list of objects")
    arrays = {str(e.get("%ID")): e["%ELEMENTS"] for e in found if isinstance(e.get("%ELEMENTS"), list)}
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
        cas.add(_Structure(str(entry.get("%ID")), str(entry.get("%TYPE")), features))
    views = data.get("%VIEWS")
    for view in views.values() if isinstance(views, dict) else ():
        if isinstance(view, dict) and isinstance(view.get("%MEMBERS"), list):
            cas.members[str(view.get("%SOFA"))] = set(map(str, view["%MEMBERS"]))
    return cas


def cas_draft(cas: Cas, codebook: Codebook, file: str) -> Draft:
    """The draft of the first view's text; raises ValueError with one sentence."""
    sofa = _sofa(cas)
    document = _Document(cas, sofa)
    article = ForeignArticle(codebook, TOOL, sofa.features["sofaString"])
    article.set(offset_unit="utf16", title=document.title, meta={"lang": document.lang} if document.lang else None)
    names = article.names
    layers = CasLayers(codebook)
    spans = [s for s in document.annotations if not all(end in s.features for end in _ENDS)]
    spans.sort(key=lambda s: (_offset(s, "begin"), -_offset(s, "end")))
    places = {s.id: s for s in spans if _offset(s, "begin") == _offset(s, "end")}  # INCEpTION may allow them
    spans = [s for s in spans if s.id not in places]
    for place in places.values():
        article.say(_left_out(sofa.features["sofaString"], place))
    first: dict[str, str] = {}
    for pieces in _pieces(names, layers, spans):
        first.update((piece.id, pieces[0].id) for piece in pieces)
        _add_span(article, layers, cas, pieces)
    for structure in document.annotations:
        ends = [str(structure.features[end]) for end in _ENDS if end in structure.features]
        if len(ends) == len(_ENDS):
            if places.keys().isdisjoint(ends):
                _add_relation(article, layers, structure, first)
            else:
                article.say(f"Left out: {structure.name} of a place without text")
    for structure in spans:
        for feature, links in _links(cas, structure):
            for link in links:
                role = str(link.features.get("role", ""))
                label = role if names.relation(role) or not names.relation(feature) else feature
                target = str(link.features["target"])
                if target in places:
                    article.say(f"Left out: {feature} to a place without text", first[structure.id])
                    continue
                article.relation(label or feature, first[structure.id], first.get(target, target))
        following = _next(cas, structure)
        if following is not None and following not in places:
            article.relation(_NEXT, first[structure.id], first.get(following, following))
    for said in document.said:
        article.say(said)
    return article.draft(file)


class _Document:
    """What a view has: annotations, and what is told of the document."""

    def __init__(self, cas: Cas, sofa: _Structure) -> None:
        self.title: str | None = None
        self.lang: str | None = None
        self.annotations: list[_Structure] = []
        self.said: list[str] = []  # of the whole text
        members = cas.members.get(sofa.id)
        for structure in cas.structures.values():
            here = str(structure.features.get("sofa")) == sofa.id
            if not structure.is_annotation:
                if here and (members is None or structure.id in members):
                    self._say(structure)
                continue
            if structure.type in (_DOCUMENT, _METADATA):
                if here:
                    self._describe(structure.features)
            elif not here:
                raise CasError("it has labels in more than one view, and an article is one text")
            elif members is None or structure.id in members:
                self.annotations.append(structure)

    def _say(self, structure: _Structure) -> None:
        if _FIRST not in structure.features:
            for key, value in structure.features.items():
                if key not in _PLACE:
                    self.said.append(f"{structure.name}: {key} {value}")

    def _describe(self, features: Mapping[str, Any]) -> None:
        title, lang = features.get("documentTitle"), features.get("language")
        if isinstance(title, str) and not _FILE_NAME.search(title):
            self.title = title
        if isinstance(lang, str) and lang != "x-unspecified":
            self.lang = lang


def _sofa(cas: Cas) -> _Structure:
    texts = [sofa for sofa in cas.sofas if isinstance(sofa.features.get("sofaString"), str)]
    if not texts:
        raise CasError("it has no text")
    return next((sofa for sofa in texts if sofa.features.get("sofaID") == "_InitialView"), texts[0])


def _left_out(text: str, place: _Structure) -> str:
    """What is told of an annotation that has no text."""
    at = Utf16Map(text).to_codepoints(_offset(place, "begin"))
    told = [f"{key} {value}" for key, value in place.features.items() if key not in _PLACE]
    before, after = text[max(0, at - _AROUND) : at], text[at : at + _AROUND]
    return f"Left out, as it has no text: {', '.join([place.name, *told])} at “{before}|{after}”"


def _pieces(names: Names, layers: CasLayers, spans: list[_Structure]) -> list[list[_Structure]]:
    """The annotations of each span: those of several pieces say which span they are of."""
    found: dict[tuple[str, str], list[_Structure]] = {}
    for structure in spans:
        label = names.label(layers.label(structure.type))
        part = structure.features.get(layers.spans[label[0].name].part) if label else None
        key = (structure.id, "") if part is None else (structure.type, str(part))
        found.setdefault(key, []).append(structure)
    return list(found.values())


def _add_span(article: ForeignArticle, layers: CasLayers, cas: Cas, pieces: list[_Structure]) -> None:
    structure = pieces[0]
    linked = {feature for feature, _ in _links(cas, structure)}
    if _next(cas, structure) is not None:
        linked.add(_NEXT)
    features = {key: value for piece in reversed(pieces) for key, value in piece.features.items()}
    features = {key: value for key, value in features.items() if key not in _PLACE and key not in linked}
    names, label = article.names, layers.label(structure.type)
    known = names.label(label)
    if known is None or _is_named_by_value(names, known[0], features):
        keys = [key for key in _VALUES if key in features] + [key for key in features if key not in _VALUES]
        key = next((key for key in keys if names.label(str(features[key]))), keys[0] if keys else None)
        label = str(features.pop(key)) if key and (key in _VALUES or names.label(str(features[key]))) else label
    told = _told(names, layers, label, features)
    notes = [f"{key}: {value}" for key, value in features.items() if _ADDRESS.match(str(value))]
    segments = [[_offset(piece, "begin"), _offset(piece, "end")] for piece in pieces]
    article.span(
        label,
        min(start for start, _ in segments),
        max(end for _, end in segments),
        id=structure.id,
        segments=segments if len(segments) > 1 else None,
        attributes=[(key, value) for key, value in features.items() if not _ADDRESS.match(str(value))],
        note="\n".join([*notes, *told.pop("note", [])]) if notes or "note" in told else None,
        **told,
    )


def _is_named_by_value(names: Names, label: Label, features: Mapping[str, Any]) -> bool:
    """Whether a layer's value is a label, though its name is one, too: that of its annotations without a value."""
    key = next((key for key in _VALUES if key in features), None)
    return key is not None and names.attribute(label, key) is None and names.label(str(features[key])) is not None


def _told(names: Names, layers: CasLayers, label: str, features: dict[str, Any]) -> dict[str, Any]:
    """What a span says beyond attributes, taken out of its features; these then have the names of attributes."""
    found = names.label(label)
    if found is None:
        return {}
    layer = layers.spans[found[0].name]
    told: dict[str, Any] = {}
    features.pop(layer.part, None)
    if layer.note in features:
        told["note"] = [str(features.pop(layer.note))]
    if found[0].points_to and layer.entry in features:
        id_ = str(features.pop(layer.entry))
        told[found[0].points_to] = {"id": id_, "name": str(features.pop(layer.entry_name, id_))}
    given = [(layer.attribute(key), value) for key, value in features.items()]
    features.clear()
    features.update(given)
    return told


def _add_relation(
    article: ForeignArticle, layers: CasLayers, structure: _Structure, first: Mapping[str, str]
) -> None:
    features = {key: str(value) for key, value in structure.features.items() if key not in (*_PLACE, *_ENDS)}
    names, label = article.names, layers.relation(structure.type)
    if names.relation(label) is None and features:
        key = next((key for key in features if names.relation(features[key])), None)
        key = key or next((key for key in _VALUES if key in features), None)
        label = features.pop(key) if key else label
    head, child = (first.get(end, end) for end in (str(structure.features[end]) for end in _ENDS))
    article.relation(label, head, child)
    for key, value in features.items():
        article.say(f"{label}: {key} {value}", head)


def _links(cas: Cas, structure: _Structure) -> Iterator[tuple[str, list[_Structure]]]:
    """The features that link to other annotations, each by a structure with a target and perhaps a role."""
    for key, value in structure.features.items():
        if key in _PLACE or not isinstance(value, str):
            continue
        found = [cas.structures.get(id_) for id_ in value.split()]
        links = [s for s in found if s is not None and "target" in s.features and not s.is_annotation]
        if links and len(links) == len(found):
            yield key, links


def _next(cas: Cas, structure: _Structure) -> str | None:
    """The id of the annotation that follows in a chain."""
    following = cas.structures.get(str(structure.features.get(_NEXT)))
    return following.id if following is not None and following.type == structure.type else None


def _offset(structure: _Structure, key: str) -> int:
    value = structure.features[key]
    if isinstance(value, str) and value.isdecimal() and len(value) < 12:
        value = int(value)
    if type(value) is not int:
        raise CasError(f"{key} of {shorten(structure.name)} {shorten(structure.id)} is no number")
    return value


class _XmiParser:
    """Fills a CAS with the elements of an XMI file, of which nothing but the top two levels matters."""

    def __init__(self, cas: Cas) -> None:
        self._cas = cas
        self._depth = 0
        self._open: _Structure | None = None
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
            self._open = _Structure(attributes.get(f"{_XMI}}}id", ""), package + local, dict(features))
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
            self._cas.add(self._open)
            self._open = None
        self._depth -= 1
