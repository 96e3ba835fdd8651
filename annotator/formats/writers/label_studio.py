"""Label Studio's tasks: a JSON list, and in a folder the labelling configuration beside it.

Source: labelstud.io/guide/task_format and /guide/export, and the editor's tests (HumanSignal/label-studio,
web/libs/editor/tests/integration/e2e/ner/emoji.cy.ts): the offsets of a Text tag count code points since 2022.
Each annotator's labels are an annotation, the suggestions of each suggester a prediction; attributes are choices,
numbers, dates and texts about a region. Who annotated is not written, as a server refuses people that it doesn't
know. An article without a label that somebody has begun or done is an annotation without a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import orjson

from annotator.formats.foreign_names import outside_names
from annotator.formats.writers.base import Record, RecordRelation, RecordSpan, Setup, Target, Writer
from annotator.formats.writers.label_studio_config import LABELS, TEXT, Control, configuration, controls
from annotator.formats.writers.losses import Losses
from annotator.formats.writers.parts import is_open, metadata
from annotator.formats.writers.streams import StreamWriter, indented

CONFIGURATION = "config.xml"
_MARK = b"\0"  # nowhere in JSON
_NUMBER = orjson.Fragment(_MARK)


def make(setup: Setup, target: Target) -> Writer:
    if target.is_folder:
        with target.create(CONFIGURATION) as file:
            file.write(configuration(setup.codebook, setup.labels).encode())
    numbers = _Numbers()
    return StreamWriter(setup, target, ".json", _Tasks(setup).task, lambda file: _List(file, numbers))


def shown(name: str, content: bytes) -> str:
    return content.decode() if name == CONFIGURATION else indented(orjson.dumps(orjson.loads(content)))


class _Numbers:
    """Numbers tasks, and annotations and predictions, over all files."""

    def __init__(self) -> None:
        self._tasks = self._layers = 0

    def put(self, task: Sequence[bytes]) -> bytes:
        """The task with a number between each two of its parts: its own, then those of what is in it."""
        first, *rest = task
        layers = self._layers
        self._tasks, self._layers = self._tasks + 1, layers + len(rest) - 1
        numbers = [self._tasks, *range(layers + 1, self._layers + 1)]
        return b"".join([first, *(b"%d%b" % numbered for numbered in zip(numbers, rest, strict=True))])


class _List:
    """A JSON list, an element a line."""

    def __init__(self, file: BinaryIO, numbers: _Numbers) -> None:
        self._write = file.write
        self._numbers = numbers
        self._before = b"[\n"

    def write(self, task: Sequence[bytes]) -> None:
        self._write(self._before + self._numbers.put(task))
        self._before = b",\n"

    def finish(self) -> None:
        self._write(b"[]\n" if self._before == b"[\n" else b"\n]\n")


class _Tasks:
    """Makes tasks of records."""

    def __init__(self, setup: Setup) -> None:
        self._losses: Losses = setup.losses
        self._controls = controls(setup.codebook, setup.labels)
        self._labels, self._kinds = outside_names(setup.codebook.labels), outside_names(setup.codebook.relations)

    def task(self, record: Record) -> Sequence[bytes]:
        """The parts of the task between which numbers go (see _Numbers)."""
        data = {TEXT: record["text"], "id": record["id"], **metadata(record)}
        # Each layer by its annotator, predictions by the suggester.
        layers: dict[tuple[bool, str], list[RecordSpan]] = {}
        for span in record["spans"]:
            origin = span["origin"]
            who = str(origin["name"] or origin["kind"]) if is_open(span) else span["annotator"]
            layers.setdefault((is_open(span), who), []).append(span)
        if all(suggested for suggested, _ in layers) and record["status"] != "new":
            layers[False, record["annotator"] or ""] = []
            self._losses.count("begun", record["status"] == "started")
        task: dict[str, Any] = {"id": _NUMBER, "annotations": [], "predictions": []}
        left = len(record["relations"])
        for (suggested, who), spans in layers.items():
            result = self._result(spans)
            linked = list(_linked(spans, record["relations"], self._kinds))
            left -= len(linked)
            result += linked
            if suggested:
                task["predictions"].append({"id": _NUMBER, "model_version": who, "result": result})
            else:
                skipped = record["status"] == "skipped" and not spans
                task["annotations"].append({"id": _NUMBER, "was_cancelled": skipped, "result": result})
        self._losses.count("relations", left)
        # Last, as in exports of Label Studio: readers tell a file by its beginning, and texts may be long.
        task["data"] = data
        return orjson.dumps(task).split(_MARK)

    def _result(self, spans: Sequence[RecordSpan]) -> list[dict[str, Any]]:
        result: list[dict[str, Any]] = []
        for span in spans:
            place = {"start": span["start"], "end": span["end"], "text": span["text"]}
            region: dict[str, Any] = {
                "id": span["id"],
                "from_name": LABELS,
                "to_name": TEXT,
                "type": "labels",
                "value": {**place, "labels": [self._labels[span["label"]]]},
            }
            if span["note"] is not None:
                region["meta"] = {"text": [span["note"]]}
            if is_open(span) and span["origin"]["score"] is not None:
                region["score"] = span["origin"]["score"]
            result.append(region)
            for name, value in span["attributes"].items():
                if value is not None:
                    result.append(_answer(self._controls[span["label"], name], span["id"], place, value))
        return result


def _answer(control: Control, region: str, place: dict[str, Any], value: Any) -> dict[str, Any]:
    """What a control says of a region."""
    match control.kind:
        case "choices":
            several = value if isinstance(value, list) else [value]
            said: Any = [str(v).lower() if isinstance(v, bool) else v for v in several]
        case "textarea":
            said = [value]
        case _:
            said = value
    key = "text" if control.kind == "textarea" else control.kind
    # The text of a region stands where that of a text area's answer does.
    return {
        "id": region,
        "from_name": control.name,
        "to_name": TEXT,
        "type": control.kind,
        "value": {**place, key: said},
    }


def _linked(
    spans: Iterable[RecordSpan], relations: Iterable[RecordRelation], names: Mapping[str, str]
) -> Iterable[dict[str, Any]]:
    """The relations between regions of one layer, called as ``names`` say."""
    there = {span["id"] for span in spans}
    for relation in relations:
        if {relation["head"], relation["child"]} <= there:
            yield {
                "type": "relation",
                "from_id": relation["head"],
                "to_id": relation["child"],
                "direction": "right",
                "labels": [names[relation["label"]]],
            }
