"""UIMA's CAS as XMI (see :mod:`annotator.formats.writers.cas`), in XML 1.0, as dkpro-cassis and others read it."""

from __future__ import annotations

from itertools import count

from annotator.formats.writers.article_files import Files, FilesWriter, article_path
from annotator.formats.writers.base import Record, Setup, Target, Writer
from annotator.formats.writers.cas import (
    SENTENCE,
    SOFA,
    TOKEN,
    TYPE_SYSTEM,
    CasMaker,
    Structure,
    Type,
    type_system,
)
from annotator.formats.writers.weaving import Numerals
from annotator.formats.writers.xml_text import quoted


def make(setup: Setup, target: Target) -> Writer:
    return _XmiWriter(setup, target)


class _XmiWriter(FilesWriter):
    def __init__(self, setup: Setup, target: Target) -> None:
        super().__init__(target)
        self._setup = setup
        self._maker = CasMaker(setup)
        self._elements = _elements(self._maker.types)
        self._numerals = Numerals()
        # Of sentences and tokens, which are many and say nothing but where they are.
        self._ids = {
            type_: Numerals(f'<{self._elements[type_]} sofa="{SOFA}" xmi:id="') for type_ in (SENTENCE, TOKEN)
        }
        self._begins, self._ends = Numerals('" begin="'), Numerals('" end="', '"/>\n')
        namespaces = {f"{element.partition(':')[0]}": type_ for type_, element in self._elements.items()}
        self._head = '<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" ' + (
            'xmlns:cas="http:///uima/cas.ecore" '
            + " ".join(f'xmlns:{prefix}="{_namespace(type_)}"' for prefix, type_ in namespaces.items())
            + ' xmi:version="2.0">\n<cas:NULL xmi:id="0"/>\n'
        )
        self.place({TYPE_SYSTEM: type_system(self._maker.types)})

    def encode(self, record: Record) -> Files:
        article = self._maker.article(record)
        parts = [self._head, self._element(article.metadata)]
        for one in article.segments:
            parts.append(one.written(self._ids[one.type], self._begins, self._ends))
        parts += map(self._element, article.structures)
        text = quoted(record["text"], self._setup.losses)
        parts.append(
            f'<cas:Sofa xmi:id="{SOFA}" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" '
            f'sofaString="{text}"/>\n'
            f'<cas:View sofa="{SOFA}" members="{" ".join(self._numerals.of(article.ids))}"/>\n</xmi:XMI>\n'
        )
        # Each part by itself: most have characters of one byte alone, which all would have to be widened for.
        return {f"{article_path(self._setup, record)}.xmi": b"".join([part.encode() for part in parts])}

    def _element(self, structure: Structure) -> str:
        name, losses = self._elements[structure.type], self._setup.losses
        start = f'<{name} xmi:id="{structure.id}" sofa="{SOFA}" begin="{structure.begin}" end="{structure.end}"'
        if not structure.features and not structure.references:
            return f"{start}/>\n"
        attributes = [f' {key}="{id_}"' for key, id_ in structure.references.items()]
        children = []
        for key, value in structure.features.items():
            if isinstance(value, list):
                children += [f"<{key}>{quoted(one, losses)}</{key}>" for one in value]
            elif value is not None:
                said = ("false", "true")[value] if isinstance(value, bool) else quoted(value, losses)
                attributes.append(f' {key}="{said}"')
        start += "".join(attributes)
        return f"{start}>{''.join(children)}</{name}>\n" if children else f"{start}/>\n"


def _elements(types: list[Type]) -> dict[str, str]:
    """Each type with the name of its elements: packages have prefixes, called by their last part."""
    prefixes: dict[str, str] = {}
    for type_ in types:
        package = type_.name.rpartition(".")[0]
        if package not in prefixes:
            base = package.rpartition(".")[2]
            taken = set(prefixes.values())
            prefixes[package] = (
                base if base not in taken else next(name for n in count(2) if (name := f"{base}{n}") not in taken)
            )
    return {t.name: f"{prefixes[t.name.rpartition('.')[0]]}:{t.name.rpartition('.')[2]}" for t in types}


def _namespace(type_: str) -> str:
    return f"http:///{type_.rpartition('.')[0].replace('.', '/')}.ecore"
