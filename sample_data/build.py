"""Makes sample.jsonl and demo.annotator from the articles and their labels.

``articles/NN-slug.txt`` is the text as pasted, ``labels/NN-slug.toml`` its metadata, zones and labels, and
``labels/register.toml`` the actors and concepts that the labels point to. Labels are given by their exact text, so
that offsets are computed and never typed; README.md says how. Run it with ``python sample_data/build.py``.
"""

from __future__ import annotations

import re
import sys
import tomllib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from annotator.core.codebook import Codebook, Label, parse_codebook
from annotator.core.errors import UserError
from annotator.core.models import HUMAN, Origin, Row, Segments, State
from annotator.core.offsets import clean_text, normalise_segments
from annotator.core.resources import resource

HERE = Path(__file__).resolve().parent
ANNOTATOR = "Sample"
TIME = "2025-03-20T09:00:00.000Z"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://annotator.example.org/sample")

_META = {"id", "title", "source", "authors", "published", "lang", "url", "status", "zones"}
_WHERE = {"text", "within", "occurrence"}
_SPAN = {"id", "note", "actor", "concept", "suggested"} | _WHERE


def build(folder: Path = HERE) -> bytes:
    """The content of sample.jsonl; raises UserError that names the file and the text where something is wrong."""
    codebook = parse_codebook(_toml(resource("codebooks", "news.toml")))
    register = _register(_toml(folder / "labels" / "register.toml"))
    lines = []
    for path in sorted((folder / "articles").glob("*.txt")):
        labels = folder / "labels" / f"{path.stem}.toml"
        text = clean_text(path.read_text(encoding="utf-8"))
        record = _Record(codebook, register, _toml(labels), text, labels.name)
        lines.append(orjson.dumps(record.make(path.name), option=orjson.OPT_APPEND_NEWLINE))
    return b"".join(lines)


def make_project(path: Path, jsonl: Path) -> None:
    """Makes the project file anew, with the articles and labels of ``jsonl``; raises UserError."""
    # Late, so that building the records needs nothing but core.
    from annotator.project import Project

    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    project = Project.create(path, ANNOTATOR)
    try:
        report = project.import_paths([jsonl])
    finally:
        project.close()
    for refusal in report.refused:
        raise UserError(str(refusal))


def main() -> int:
    """Writes both files; returns the exit status."""
    jsonl = HERE / "sample.jsonl"
    try:
        jsonl.write_bytes(build())
        make_project(HERE / "demo.annotator", jsonl)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UserError(f"{path.name} is missing.") from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path.name}: {error}.") from error


def _id(*parts: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join(parts)))


def _register(data: Mapping[str, Any]) -> dict[str, dict[str, Row]]:
    """Actors and concepts as records hold them, by their key."""
    actors = {key: {"id": _id("actor", key), **entry} for key, entry in data["actors"].items()}
    concepts = {key: {"id": _id("concept", key), "name": name} for key, name in data["concepts"].items()}
    return {"actor": actors, "concept": concepts}


class _Record:
    """One article's record, from its text and its TOML."""

    def __init__(
        self,
        codebook: Codebook,
        register: dict[str, dict[str, Row]],
        data: dict[str, Any],
        text: str,
        file: str,
    ) -> None:
        self._codebook = codebook
        self._register = register
        self._data = data
        self._text = text
        self._file = file
        self._labels: dict[str, str] = {}

    def make(self, article_file: str) -> Row:
        data = self._data
        self._refuse_unknown(data, _META | {label.name for label in self._codebook.labels}, "article")
        entries = [(label, entry) for label in self._codebook.labels for entry in data.get(label.name, ())]
        spans = [self._span(label, entry) for label, entry in entries]
        relations = [relation for label, entry in entries for relation in self._relations(label, entry)]
        zones = [self._zone(entry) for entry in data.get("zones", ())]
        status = State(data["status"])
        return {
            "id": data["id"],
            "title": data["title"],
            "text": self._text,
            "offset_unit": "codepoint",
            "meta": {
                "source": data["source"],
                "authors": data.get("authors", []),
                "published": data["published"],
                "url": data.get("url"),
                "lang": data["lang"],
                "file": article_file,
            },
            # An article that nobody has begun belongs to nobody's layer.
            "annotator": None if status is State.NEW else ANNOTATOR,
            "status": status.value,
            "split": None,
            "group": None,
            "spans": sorted(spans, key=lambda s: (s["start"], -s["end"], s["label"], s["id"])),
            "relations": sorted(relations, key=lambda r: (r["label"], r["head"], r["child"])),
            "zones": sorted(zones, key=lambda z: (z["start"], z["end"], z["kind"])),
            "codebook": self._codebook.reference,
        }

    def _span(self, label: Label, entry: Row) -> Row:
        relations = {relation.name for relation in self._codebook.relations_from(label.name)}
        known = _SPAN | relations | {attribute.name for attribute in label.attributes}
        self._refuse_unknown(entry, known, f"{label.name} {entry.get('id')!r}")
        if entry["id"] in self._labels:
            raise self._error(f"the id {entry['id']!r} is there twice")
        self._labels[entry["id"]] = label.name
        segments = self._find(entry)
        start, end = segments[0][0], segments[-1][1]
        actor = self._registered("actor", entry)
        score = entry.get("suggested")
        origin = HUMAN if score is None else Origin("rule", "quotes", "1", score, "open")
        return {
            "id": self._id(entry["id"]),
            "label": label.name,
            "start": start,
            "end": end,
            "segments": segments,
            "text": self._text[start:end],
            "attributes": self._attributes(label, entry, actor),
            "actor": actor,
            "concept": self._registered("concept", entry),
            "note": entry.get("note"),
            "annotator": ANNOTATOR,
            "created_at": TIME,
            "updated_at": TIME,
            "origin": origin.as_dict(),
        }

    def _attributes(self, label: Label, entry: Row, actor: Row | None) -> Row:
        """Every attribute of the codebook; a mention has the kind of its actor unless its entry says another."""
        values: Row = dict.fromkeys(self._codebook.attribute_names)
        for attribute in label.attributes:
            value = entry.get(attribute.name)
            if value is None and attribute.name == "kind" and actor is not None:
                value = actor["kind"]
            try:
                values[attribute.name] = attribute.check(value)
            except ValueError as error:
                raise self._error(f"{entry['id']!r}: {error}") from error
        return values

    def _registered(self, what: str, entry: Row) -> Row | None:
        key = entry.get(what)
        if key is not None and key not in self._register[what]:
            raise self._error(f"{entry['id']!r}: the register has no {what} {key!r}")
        return None if key is None else self._register[what][key]

    def _relations(self, label: Label, entry: Row) -> list[Row]:
        relations = []
        for relation in self._codebook.relations_from(label.name):
            given = entry.get(relation.name, [])
            for child in [given] if isinstance(given, str) else given:
                if self._labels.get(child) not in relation.child:
                    raise self._error(f"{entry['id']!r}: its {relation.name} {child!r} is no {relation.child[0]}")
                relations.append(
                    {
                        "id": self._id(entry["id"], relation.name, child),
                        "label": relation.name,
                        "head": self._id(entry["id"]),
                        "child": self._id(child),
                        "annotator": ANNOTATOR,
                    }
                )
        return relations

    def _zone(self, entry: Row) -> Row:
        self._refuse_unknown(entry, {"kind"} | _WHERE, "zone")
        ((start, end),) = self._find(entry)
        return {"start": start, "end": end, "kind": entry["kind"]}

    def _find(self, entry: Row) -> Segments:
        """Where ``text`` lies: inside ``within`` if given, and its ``occurrence`` from 1 if there are several.

        A list of texts is one span; each is looked for after the one before.
        """
        wanted: list[str] = [entry["text"]] if isinstance(entry["text"], str) else entry["text"]
        left, right = 0, len(self._text)
        if "within" in entry:
            left, right = self._only(entry["within"], left, right, None)
        found = [self._only(wanted[0], left, right, entry.get("occurrence"))]
        for text in wanted[1:]:
            start = self._text.find(text, found[-1][1], right)
            if start < 0:
                raise self._error(f"{text!r} does not follow {wanted[0]!r}")
            found.append((start, start + len(text)))
        return normalise_segments(found)

    def _only(self, wanted: str, left: int, right: int, occurrence: int | None) -> tuple[int, int]:
        # A lookahead, so that occurrences that overlap count, too.
        starts = [m.start() for m in re.finditer(f"(?={re.escape(wanted)})", self._text[left:right])]
        if len(starts) < (occurrence or 1):
            raise self._error(f"{wanted!r} is there {len(starts)} times, not {occurrence or 1}")
        if occurrence is None and len(starts) > 1:
            raise self._error(f"{wanted!r} is there {len(starts)} times: say which by occurrence or within")
        start = left + starts[(occurrence or 1) - 1]
        return start, start + len(wanted)

    def _id(self, *parts: str) -> str:
        return _id(str(self._data["id"]), *parts)

    def _refuse_unknown(self, entry: Row, known: set[str], what: str) -> None:
        unknown = sorted(entry.keys() - known)
        if unknown:
            raise self._error(f"the {what} has the unknown entry {unknown[0]!r}")

    def _error(self, reason: str) -> UserError:
        return UserError(f"{self._file}: {reason}.")


if __name__ == "__main__":
    sys.exit(main())
