"""UIMA's CAS: what its two ways to be written, XMI and JSON, have in common.

Source: the UIMA reference, and what INCEpTION takes for a layer (TypeSystemAnalysis.java, RelationLayerSupport): a
relation layer has Governor and Dependent, of one type. Offsets are UTF-16 units. Structures are written without a
library, since dkpro-cassis makes an object of each token: the tests read them with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from annotator.core.codebook import Codebook
from annotator.core.offsets import Utf16Map
from annotator.formats.cas_layers import ENTRY, ENTRY_NAME, NOTE, PART, CasLayers, Layer, collection
from annotator.formats.writers.base import Record, RecordSpan, Setup
from annotator.formats.writers.contexts import every_sentence
from annotator.formats.writers.remembering import Remembering
from annotator.formats.writers.tokens import Tokens, tokenizer
from annotator.formats.writers.weaving import Numerals, woven

ANNOTATION = "uima.tcas.Annotation"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
ARRAY = "uima.cas.StringArray"
# As UIMA writes it. Without it cassis takes the JSON's type, String[], for another one and refuses the pair.
_ELEMENTS = "<elementType>uima.cas.String</elementType>"
TYPE_SYSTEM = "TypeSystem.xml"
SOFA = 1  # the id of the structure that has the text
_UNKNOWN = "x-unspecified"
_STRING = "uima.cas.String"
_ABOUT = ("documentTitle", "documentId", "collectionId")
_NO_FEATURES: Mapping[str, Any] = {}
_NO_REFERENCES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Type:
    """A type and the features that it adds, by name with the types of their values."""

    name: str
    parent: str
    features: dict[str, str]


class Structure(NamedTuple):
    """An annotation: offsets in UTF-16 units; features without None, references are ids of others."""

    id: int
    type: str
    begin: int
    end: int
    features: Mapping[str, Any]
    references: Mapping[str, int]


class Segments(NamedTuple):
    """Annotations of one type that say nothing but where they are, which are many: sentences, or tokens."""

    type: str
    ids: range
    begins: list[int]
    ends: list[int]

    def written(self, ids: Numerals, begins: Numerals, ends: Numerals) -> str:
        """All of them, each as its id, its begin and its end."""
        return woven(len(self.ids), ids.of(self.ids), begins.of(self.begins), ends.of(self.ends))


class CasArticle(NamedTuple):
    """What stands in the CAS of an article; segments have the ids behind that of the metadata, structures those
    behind them."""

    metadata: Structure
    segments: list[Segments]
    structures: list[Structure]

    @property
    def ids(self) -> range:
        """The ids of all annotations."""
        return range(SOFA + 1, self.segments[-1].ids.stop + len(self.structures))


class CasMaker:
    """Makes what stands in CASes. What these have no place for goes to the losses of the setup."""

    def __init__(self, setup: Setup) -> None:
        self._losses = setup.losses
        self._layers = CasLayers(setup.codebook)
        self._collection = collection(setup.codebook)
        self._tokens = tokenizer(setup.options.tokenizer)
        self._attributes = {
            label: Remembering(partial(_attributes, layer)).of for label, layer in self._layers.spans.items()
        }
        self.types = _types(setup, self._layers)

    def article(self, record: Record) -> CasArticle:
        """The CAS of an article."""
        units = Utf16Map(record["text"])
        tokens = self._tokens(record["text"], record["meta"]["lang"])
        about = _metadata(record, self._collection)
        metadata = Structure(SOFA + 1, METADATA, 0, units.length16, about, {})
        segments = []
        first = metadata.id + 1
        for type_, (begins, ends) in {
            SENTENCE: _sentences(record["text"], tokens),
            TOKEN: (tokens.starts, tokens.ends()),
        }.items():
            ids = range(first, first := first + len(begins))
            segments.append(Segments(type_, ids, units.all_to_utf16(begins), units.all_to_utf16(ends)))
        return CasArticle(metadata, segments, list(self._structures(record, units, first)))

    def _structures(self, record: Record, units: Utf16Map, first_id: int) -> Iterator[Structure]:
        """Spans, an annotation a piece, and relations."""
        move = units.to_utf16
        ids = count(first_id)
        first: dict[str, Structure] = {}
        for span in record["spans"]:
            layer = self._layers.spans[span["label"]]
            features = self._features(layer, span)
            part = {PART: str(len(first) + 1)} if len(span["segments"]) > 1 else _NO_FEATURES
            for start, end in span["segments"]:
                # What is said of the span stands at its first piece alone: nobody has to change it twice.
                said = {**features, **part} if part and start == span["start"] else part or features
                piece = Structure(next(ids), layer.type, move(start), move(end), said, _NO_REFERENCES)
                first.setdefault(span["id"], piece)
                yield piece
        for relation in record["relations"]:
            head, child = first[relation["head"]], first[relation["child"]]
            ends = {"Governor": head.id, "Dependent": child.id}
            # INCEpTION puts relations where their targets are.
            type_ = self._layers.relations[relation["label"]]
            yield Structure(next(ids), type_, child.begin, child.end, _NO_FEATURES, ends)

    def _features(self, layer: Layer, span: RecordSpan) -> Mapping[str, Any]:
        features, lost = self._attributes[span["label"]](span["attributes"])
        self._losses.count("attributes", lost)
        if span["note"] is not None:
            features = {**features, NOTE: span["note"]}
        for register, entry in (("actor", span["actor"]), ("concept", span["concept"])):
            if entry is not None and ENTRY in layer.ranges:
                features = {**features, ENTRY: f"{register}:{entry['id']}", ENTRY_NAME: entry["name"]}
            elif entry is not None:
                self._losses.count("entries")
        return features


def type_system(types: list[Type]) -> str:
    """The description of types as XML, which INCEpTION takes in where layers are imported."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n<types>\n'
    ]
    for one in types:
        features = "".join(
            f"<featureDescription><name>{escape(name)}</name><description/>"
            f"<rangeTypeName>{range_}</rangeTypeName>{_ELEMENTS if range_ == ARRAY else ''}"
            "</featureDescription>\n"
            for name, range_ in one.features.items()
        )
        parts.append(
            f"<typeDescription><name>{escape(one.name)}</name><description/>"
            f"<supertypeName>{one.parent}</supertypeName><features>\n{features}</features></typeDescription>\n"
        )
    return "".join([*parts, "</types>\n</typeSystemDescription>\n"])


def _types(setup: Setup, layers: CasLayers) -> list[Type]:
    found = [
        Type(SENTENCE, ANNOTATION, {}),
        Type(TOKEN, ANNOTATION, {}),
        Type(METADATA, "uima.tcas.DocumentAnnotation", dict.fromkeys(_ABOUT, _STRING)),
    ]
    found += [Type(layer.type, ANNOTATION, layer.ranges) for layer in layers.spans.values()]
    for name, type_ in layers.relations.items():
        attached = _attached(setup.codebook, layers, name)
        found.append(Type(type_, ANNOTATION, {"Dependent": attached, "Governor": attached}))
    return found


def _attached(codebook: Codebook, layers: CasLayers, relation: str) -> str:
    """The layer that both ends are of; that of all layers where they are of several (INCEpTION: Any)."""
    ends = {end for one in codebook.relations if one.name == relation for end in (*one.head, *one.child)}
    return layers.spans[ends.pop()].type if len(ends) == 1 else ANNOTATION


def _attributes(layer: Layer, given: Mapping[str, Any]) -> tuple[Mapping[str, Any], int]:
    """The features that attributes are, and how many have none."""
    values = {name: value for name, value in given.items() if value is not None}
    features = {
        layer.attributes[name]: value if isinstance(value, (str, bool, list)) else repr(value)
        for name, value in values.items()
        if name in layer.attributes
    }
    return features, len(values) - len(features)


def _metadata(record: Record, collection: str) -> dict[str, Any]:
    about = zip(_ABOUT, (record["title"], record["id"], collection), strict=True)
    return {"language": record["meta"]["lang"] or _UNKNOWN, **dict(about)}


def _sentences(text: str, tokens: Tokens) -> tuple[list[int], list[int]]:
    """Where sentences begin and end, no token in two of them."""
    begins: list[int] = []
    ends: list[int] = []
    for start, end in every_sentence(text):
        last = ends[-1] if ends else 0
        token = tokens.touched(last, last)[0]
        if token < len(tokens) and tokens.starts[token] < last and start < tokens.end(token):
            ends[-1] = end
        else:
            begins.append(start)
            ends.append(end)
    return begins, ends
