"""UIMA's CAS as XMI and JSON, which INCEpTION and WebAnno export.

Source: the UIMA reference (XMI CAS serialization), github.com/apache/uima-uimaj-io-jsoncas (JSON CAS 0.4) and
INCEpTION's layers. Offsets are UTF-16 units. A layer is a label if the codebook has one of its name, if the file
is an export of ours, or if somebody made it and gave it no value; of others, such as NamedEntity, the value is.
Relation layers (Governor, Dependent), links (target, role), chains (next), features that refer to annotations and
structures that link two of them are relations, what is said of the whole text or of a relation is a comment. Other
features are attributes but for those of our own exports (:mod:`annotator.formats.cas_layers`): note, entry of a
register, which span a piece is of. Addresses of a knowledge base go into the note. What preprocessing leaves, such
as tokens and parts of speech, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.core.offsets import Utf16Map
from annotator.formats.cas_layers import (
    CUSTOM,
    ENTRY,
    ENTRY_NAME,
    NOTE,
    PART,
    CasLayers,
    Layer,
    is_our_collection,
)
from annotator.formats.cas_references import References, linking
from annotator.formats.cas_structures import DOCUMENT, METADATA, PLACE, Cas, CasError, Structure
from annotator.formats.foreign import ForeignArticle, Names, read_entry
from annotator.formats.values import of_relation, shorten

TOOL = "uima cas"
_FILE_NAME = re.compile(r"\.\w{2,5}\Z")
_ADDRESS = re.compile(r"(?:https?|urn|mailto):\S+\Z")
_VALUES_OF_CUSTOM = ("value", "label", "tag")
_VALUES = (*_VALUES_OF_CUSTOM, "category", "role")
_ENDS = ("Governor", "Dependent")
_AROUND = 20  # characters that tell where an annotation without text was
_FIRST, _NEXT = "first", "next"  # of a chain, which is no annotation, and of each annotation in it


def cas_draft(cas: Cas, codebook: Codebook, file: str) -> Draft:
    """The draft of the text that is labelled, else the first view's; raises ValueError with one sentence."""
    sofa = _sofa(cas)
    document = _Document(cas, sofa)
    article = ForeignArticle(codebook, TOOL, sofa.features["sofaString"])
    article.set(offset_unit="utf16", title=document.title, meta={"lang": document.lang} if document.lang else None)
    names = article.names
    layers = _Layers(codebook, article.names, document.is_ours)
    spans = [s for s in document.annotations if not all(end in s.features for end in _ENDS)]
    spans.sort(key=lambda s: (_offset(s, "begin"), -_offset(s, "end")))
    places = {s.id: s for s in spans if _offset(s, "begin") == _offset(s, "end")}  # INCEpTION may allow them
    spans = [s for s in spans if s.id not in places]
    for place in places.values():
        article.say(_left_out(sofa.features["sofaString"], place))
    references = References(cas, [] if document.is_ours else spans)
    first: dict[str, str] = {}
    relate = _Relating(article, sofa.features["sofaString"], cas)
    for pieces in _pieces(layers, spans):
        first.update((piece.id, pieces[0].id) for piece in pieces)
        _add_span(article, layers, references, pieces)
    for structure in document.annotations:
        ends = [str(structure.features[end]) for end in _ENDS if end in structure.features]
        if len(ends) == len(_ENDS):
            if places.keys().isdisjoint(ends):
                _add_relation(relate, layers, structure, first)
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
        for feature, targets in references.of(structure):
            for target in targets:
                if target in places:
                    article.say(f"Left out: {feature} to a place without text", first[structure.id])
                else:
                    article.relation(feature, first[structure.id], first.get(target, target))
        following = _next(cas, structure)
        if following is not None and following not in places:
            article.relation(_NEXT, first[structure.id], first.get(following, following))
    for label, head, child, told in linking(document.others, first):
        if head is not None and child is not None:
            relate(label, first[head], first[child], told)
        else:
            for line in told:
                article.say(f"{label}: {line}")
    for said in document.said:
        article.say(said)
    return article.draft(file)


class _Layers(CasLayers):
    """The layers of a codebook, and those that it lacks where an export of ours may have them."""

    def __init__(self, codebook: Codebook, names: Names, is_ours: bool) -> None:
        super().__init__(codebook)
        self.names, self.is_ours = names, is_ours

    def of(self, label: str, type_: str) -> Layer | None:
        """The layer of a label of which an annotation of this type is; None where it is no layer such as ours."""
        known = self.names.label(label)
        if known is not None:
            return self.spans[known[0].name]
        # INCEpTION, which has a layer of ours like any other, forgets what we called the collection.
        return Layer(type_) if self.is_ours or type_.startswith(CUSTOM) else None

    def is_label(self, structure: Structure, features: Mapping[str, Any]) -> bool:
        """Whether an annotation's layer is its label, and not one of its features."""
        known = self.names.label(self.label(structure.type))
        if self.is_ours or known is None:
            return self.is_ours
        # Some layers have a name that is a label, too: that of their annotations without a value.
        key = next((key for key in _VALUES if key in features), None)
        if key is None or self.names.attribute(known[0], key) is not None:
            return True
        return self.names.label(str(features[key])) is None

    def is_address(self, value: Any) -> bool:
        """Whether a feature's value is an address of a knowledge base."""
        return not self.is_ours and _ADDRESS.match(str(value)) is not None


class _Document:
    """What a view has: annotations, and what is told of the document."""

    def __init__(self, cas: Cas, sofa: Structure) -> None:
        self.is_ours = False
        self.title: str | None = None
        self.lang: str | None = None
        self.annotations: list[Structure] = []
        self.said: list[str] = []  # of the whole text
        self.others: list[Structure] = []  # neither annotations nor of the whole text
        members = cas.members.get(sofa.id)
        for structure in cas.structures.values():
            here = str(structure.features.get("sofa")) == sofa.id
            if not structure.is_annotation:
                if here and (members is None or structure.id in members):
                    self._say(structure)
                elif members is not None and structure.id in members and _FIRST not in structure.features:
                    self.others.append(structure)
                continue
            if structure.type in (DOCUMENT, METADATA):
                if here:
                    self._describe(structure.features)
            elif not here:
                raise CasError("it has labels in more than one view, and an article is one text")
            elif members is None or structure.id in members:
                self.annotations.append(structure)

    def _say(self, structure: Structure) -> None:
        if _FIRST not in structure.features:
            for key, value in structure.features.items():
                if key not in PLACE:
                    self.said.append(f"{structure.name}: {key} {value}")

    def _describe(self, features: Mapping[str, Any]) -> None:
        title, lang = features.get("documentTitle"), features.get("language")
        if isinstance(title, str) and not _FILE_NAME.search(title):
            self.title = title
        if isinstance(lang, str) and lang != "x-unspecified":
            self.lang = lang
        self.is_ours = self.is_ours or is_our_collection(features.get("collectionId"))


def _sofa(cas: Cas) -> Structure:
    texts = [sofa for sofa in cas.sofas if isinstance(sofa.features.get("sofaString"), str)]
    if not texts:
        raise CasError("it has no text")
    labelled = {
        str(structure.features.get("sofa"))
        for structure in cas.structures.values()
        if structure.is_annotation and structure.type not in (DOCUMENT, METADATA)
    }
    # The first view may be what the text was taken from, such as a page.
    texts = [sofa for sofa in texts if sofa.id in labelled] or texts
    return next((sofa for sofa in texts if sofa.features.get("sofaID") == "_InitialView"), texts[0])


def _left_out(text: str, place: Structure) -> str:
    """What is told of an annotation that has no text."""
    at = Utf16Map(text).to_codepoints(_offset(place, "begin"))
    told = [f"{key} {value}" for key, value in place.features.items() if key not in PLACE]
    before, after = text[max(0, at - _AROUND) : at], text[at : at + _AROUND]
    return f"Left out, as it has no text: {', '.join([place.name, *told])} at “{before}|{after}”"


def _pieces(layers: _Layers, spans: list[Structure]) -> list[list[Structure]]:
    """The annotations of each span: those of several pieces say which span they are of."""
    found: dict[tuple[str, str], list[Structure]] = {}
    for structure in spans:
        part = structure.features.get(PART) if layers.of(layers.label(structure.type), structure.type) else None
        key = (structure.id, "") if part is None else (structure.type, str(part))
        found.setdefault(key, []).append(structure)
    return list(found.values())


def _add_span(article: ForeignArticle, layers: _Layers, references: References, pieces: list[Structure]) -> None:
    structure, cas = pieces[0], references.cas
    linked = {feature for feature, _ in (*_links(cas, structure), *references.of(structure))}
    if _next(cas, structure) is not None:
        linked.add(_NEXT)
    features = {key: value for piece in reversed(pieces) for key, value in piece.features.items()}
    features = {key: value for key, value in features.items() if key not in PLACE and key not in linked}
    if not layers.is_ours:
        features = {key: value for key, value in features.items() if value not in ("", [])}
    names, label = article.names, layers.label(structure.type)
    if not layers.is_label(structure, features):
        # Whoever makes a layer of their own calls it as they would the label, whatever its features say.
        is_custom = structure.type.startswith(CUSTOM)
        values = _VALUES_OF_CUSTOM if is_custom else _VALUES
        keys = [key for key in values if key in features]
        keys += [key for key in features if key not in values and not is_custom]
        key = next((key for key in keys if names.label(str(features[key]))), keys[0] if keys else None)
        label = str(features.pop(key)) if key and (key in values or names.label(str(features[key]))) else label
    told = _told(layers, label, structure.type, features)
    notes = [f"{key}: {value}" for key, value in features.items() if layers.is_address(value)]
    segments = [[_offset(piece, "begin"), _offset(piece, "end")] for piece in pieces]
    article.span(
        label,
        min(start for start, _ in segments),
        max(end for _, end in segments),
        id=structure.id,
        segments=segments if len(segments) > 1 else None,
        attributes=[(key, value) for key, value in features.items() if not layers.is_address(value)],
        note="\n".join([*notes, *told.pop("note", [])]) if notes or "note" in told else None,
        **told,
    )


def _told(layers: _Layers, label: str, type_: str, features: dict[str, Any]) -> dict[str, Any]:
    """What a span says beyond attributes, taken out of its features; these then have the names of attributes."""
    layer, found = layers.of(label, type_), layers.names.label(label)
    if layer is None:
        return {}
    told: dict[str, Any] = {}
    features.pop(PART, None)
    if NOTE in features:
        told["note"] = [str(features.pop(NOTE))]
    if ENTRY in features:
        register, id_ = read_entry(str(features[ENTRY]), found[0].points_to if found else None)
        if register:
            del features[ENTRY]
            told[register] = {"id": id_, "name": str(features.pop(ENTRY_NAME, id_))}
    given = [(layer.attribute(key), value) for key, value in features.items()]
    features.clear()
    features.update(given)
    return told


class _Relating:
    """Adds relations between annotations; what they say beyond their label becomes a comment on the head."""

    def __init__(self, article: ForeignArticle, text: str, cas: Cas) -> None:
        self.names = article.names
        self._article, self._text, self._cas = article, text, cas

    def __call__(self, label: str, head: str, child: str, told: Sequence[str]) -> None:
        self._article.relation(label, head, child)
        if told:
            self._article.say(of_relation(label, self._covered(head), self._covered(child), told), head)

    def _covered(self, id_: str) -> str:
        """The text of an annotation; "" where there is none of this id, for which the relation is refused."""
        structure = self._cas.structures.get(id_)
        if structure is None or not structure.is_annotation:
            return ""
        units = Utf16Map(self._text)
        return self._text[slice(*(units.to_codepoints(_offset(structure, key)) for key in ("begin", "end")))]


def _add_relation(relate: _Relating, layers: CasLayers, structure: Structure, first: Mapping[str, str]) -> None:
    features = {key: str(value) for key, value in structure.features.items() if key not in (*PLACE, *_ENDS)}
    names, label = relate.names, layers.relation(structure.type)
    if names.relation(label) is None and features:
        key = next((key for key in features if names.relation(features[key])), None)
        key = key or next((key for key in _VALUES if key in features), None)
        label = features.pop(key) if key else label
    head, child = (first.get(end, end) for end in (str(structure.features[end]) for end in _ENDS))
    relate(label, head, child, [f"{key} {value}" for key, value in features.items()])


def _links(cas: Cas, structure: Structure) -> Iterator[tuple[str, list[Structure]]]:
    """The features that link to other annotations, each by a structure with a target and perhaps a role."""
    for key, value in structure.features.items():
        if key in PLACE or not isinstance(value, str):
            continue
        found = [cas.structures.get(id_) for id_ in value.split()]
        links = [s for s in found if s is not None and "target" in s.features and not s.is_annotation]
        if links and len(links) == len(found):
            yield key, links


def _next(cas: Cas, structure: Structure) -> str | None:
    """The id of the annotation that follows in a chain."""
    following = cas.structures.get(str(structure.features.get(_NEXT)))
    return following.id if following is not None and following.type == structure.type else None


def _offset(structure: Structure, key: str) -> int:
    value = structure.features[key]
    if isinstance(value, str) and value.isdecimal() and len(value) < 12:
        value = int(value)
    if type(value) is not int:
        raise CasError(f"{key} of {shorten(structure.name)} {shorten(structure.id)} is no number")
    return value
