"""brat's standoff format: for each article a text and its annotations, and a configuration made from the codebook.

Source: brat.nlplab.org/standoff.html and brat 1.3's server/src/annotation.py. Offsets count code points. Pieces of
a span must not hold a line end, so that each line of it is a piece; the reader joins them again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from annotator.core.codebook import REGISTERS
from annotator.formats.brat_names import BratNames
from annotator.formats.writers.article_files import Files, FilesWriter, article_path
from annotator.formats.writers.base import Record, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.brat_config import configuration
from annotator.formats.writers.remembering import Remembering

# Where brat, whose server reads its files by Python's codecs, takes a line to end.
_LINE = re.compile("[^\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029]+")
_BLANK = re.compile(r"\s")


def make(setup: Setup, target: Target) -> Writer:
    return _BratWriter(setup, target)


class _BratWriter(FilesWriter):
    def __init__(self, setup: Setup, target: Target) -> None:
        super().__init__(target)
        self._setup = setup
        self._names = BratNames(setup.codebook)
        self._attributes = Remembering(self._made).of
        self.place(configuration(setup, self._names))

    def encode(self, record: Record) -> Files:
        path = article_path(self._setup, record)
        return {
            f"{path}.txt": record["text"],
            f"{path}.ann": "".join(f"{line}\n" for line in self._lines(record)),
        }

    def _lines(self, record: Record) -> list[str]:
        """Text-bound annotations, relations, attributes, normalisations and notes, numbered from 1."""
        texts: list[str] = []
        attributes: list[str] = []
        entries: list[str] = []
        notes: list[str] = []
        known: dict[str, str] = {}
        for span in record["spans"]:
            places = self._places(record, span)
            if not places:
                continue
            known[span["id"]] = id_ = f"T{len(known) + 1}"
            offsets = ";".join([f"{start} {end}" for start, end in places])
            shown = " ".join([record["text"][start:end] for start, end in places])
            texts.append(f"{id_}\t{span['label']} {offsets}\t{shown}")
            given, lost = self._attributes(span["attributes"])
            attributes += [f"{name} {id_}{value}" for name, value in given]
            self._setup.losses.count("attributes", lost)
            for register, entry in zip(REGISTERS, (span["actor"], span["concept"]), strict=True):
                if entry is not None:
                    entries += self._entry(entry, register, id_)
            if span["note"] is not None:
                notes += [f"AnnotatorNotes {id_}\t{line}" for line in _lines_of(span["note"])]
        relations = [
            f"{r['label']} Arg1:{known[r['head']]} Arg2:{known[r['child']]}"
            for r in record["relations"]
            if r["head"] in known and r["child"] in known
        ]
        self._setup.losses.count("relations", len(record["relations"]) - len(relations))
        groups = (("R", relations), ("A", attributes), ("N", entries), ("#", notes))
        return texts + [f"{kind}{n}\t{line}" for kind, lines in groups for n, line in zip(count(1), lines)]

    def _places(self, record: Record, span: RecordSpan) -> list[tuple[int, int]]:
        """The lines of the span's pieces without the white space at line ends; none if it is nothing else."""
        text, segments = record["text"], span["segments"]
        places: list[tuple[int, int]] = []
        whole = True
        for start, end in segments:
            if _LINE.fullmatch(text, start, end):
                kept = [] if text[start:end].isspace() else [(start, end)]
            else:
                lines = (_trimmed(text, *match.span()) for match in _LINE.finditer(text, start, end))
                kept = [(first, last) for first, last in lines if first < last]
            whole = whole and bool(kept) and kept[0][0] == start and kept[-1][1] == end
            places += kept
        if not places:
            self._setup.losses.add("blank", record["id"], span)
        elif not whole:
            became = text[places[0][0] : places[-1][1]]
            self._setup.losses.add("trimmed", record["id"], span, became)
        return places

    def _made(self, attributes: Mapping[str, Any]) -> tuple[list[tuple[str, str]], int]:
        """Names and values, these with the blank before them, and how many brat has no form for."""
        found: list[tuple[str, str]] = []
        lost = 0
        for name, value in attributes.items():
            if value is None:
                continue
            if isinstance(value, list):
                forms = self._names.flags.get(name, {})
                flags = [(forms[one], "") for one in value if one in forms]
                found += flags
                lost += len(value) - len(flags)
            elif said := self._value(name, value):
                found.append((name, f" {said}"))
            else:
                lost += 1
        return found, lost

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        return self._names.choices.get(name, {}).get(value) or " ".join(str(value).split())

    def _entry(self, entry: Mapping[str, Any], register: str, id_: str) -> list[str]:
        if _BLANK.search(entry["id"]):
            self._setup.losses.count("entries")
            return []
        return [f"Reference {id_} {register}:{entry['id']}\t{' '.join(entry['name'].split())}"]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a line is without the white space at its ends."""
    line = text[start:end]
    return end - len(line.lstrip()), start + len(line.rstrip())


def _lines_of(note: str) -> list[str]:
    return [line for line in map(str.strip, note.splitlines()) if line]
