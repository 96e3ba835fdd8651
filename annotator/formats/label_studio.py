"""Label Studio's JSON and JSON-MIN exports, and the JSON that it imports with predictions.

Source: labelstud.io/guide/export, /guide/task_format and the editor's own tests (develop, 2024). The editor counts
the offsets of a Text tag in code points since 2022 and in UTF-16 units before; both count each of ``\\r\\n``.
Which of them it is, is proved by the text that it repeats in each region. Predictions become suggestions,
cancelled annotations skipped articles, answers about the whole text comments. Relations have a label only where
the labelling configuration lists some; the others are called ``relation``. JSON-MIN has no relations. The text of
a HyperText tag is that of its page, where the file tells global offsets. Tasks that we exported, which their data
tell, have controls for attributes alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, State
from annotator.formats.foreign import ANSWERED, ForeignArticle
from annotator.formats.foreign_metadata import OURS, About, about_keys, is_metadata
from annotator.formats.label_studio_text import Region, find_text
from annotator.formats.mapping import Mapping as Said
from annotator.formats.values import kind_of, quote, shorten

TOOL = "label studio"
_RESULTS = ("annotations", "completions", "predictions")
_ROW_KEYS = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
_MINIMAL_KINDS = ("choices", "rating", "number", "datetime", "taxonomy", "text")
_LABEL_TYPES = ("labels", "hypertextlabels")
_NO_LABEL = "relation"


@dataclass(slots=True)
class _Layer:
    """One annotation or prediction."""

    regions: dict[str, Region] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    annotator: str | None = None
    created: str | None = None
    model: str | None = None  # of a prediction
    score: float | None = None
    cancelled: bool = False


def is_label_studio(record: Mapping[str, Any]) -> bool:
    """Whether this is a task with annotations or predictions, be there none yet."""
    return isinstance(record.get("data"), dict) and any(isinstance(record.get(key), list) for key in _RESULTS)


def label_studio_draft(task: Any, codebook: Codebook, file: str, mapping: Said | None = None) -> Draft:
    """The draft that an element of the file describes; raises ValueError with one sentence.

    ``mapping`` says which keys beside the text are what, ``data.`` before those of the data.
    """
    if not isinstance(task, dict):
        raise ValueError(f"a task is {kind_of(task)}, not an object")
    if isinstance(task.get("data"), dict):
        data: Mapping[str, Any] = task["data"]
        layers = list(_layers(task))
    else:
        data = task
        layers = [_minimal_layer(task)]
    key, text, unit = find_text(data, [region for layer in layers for region in layer.regions.values()])
    told = _about(task, data, key, mapping)
    if data is task:
        layers[0].said += _plain_answers(task, {key, *told.used})
    people = [layer for layer in layers if layer.model is None]
    article = ForeignArticle(codebook, TOOL, text, told=told)
    first = next((p.annotator for p in sorted(people, key=lambda p: p.cancelled) if p.annotator), None)
    article.set(
        offset_unit=unit,
        annotator=first,
        # An annotation without a result was submitted, too.
        status=("skipped" if all(layer.cancelled for layer in people) else "started") if people else None,
    )
    is_ours = data is not task and data.keys() >= {"id", *OURS}
    for number, layer in enumerate(layers, 1):
        _add(article, layer, str(number), is_ours)
        if layer.model is None and layer.annotator not in (None, first) and not layer.regions:
            state = State.SKIPPED if layer.cancelled else State.STARTED
            article.say(ANSWERED[state], annotator=layer.annotator)
    for draft in _objects(task.get("drafts"), "drafts") if data is not task else ():
        article.say(_unsubmitted(draft))
    return article.draft(file)


def _about(task: Mapping[str, Any], data: Mapping[str, Any], text: str, mapping: Said | None) -> About:
    """What stands beside the text, whose key in the data is told; an element of JSON-MIN is its own data."""
    meta = task.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    if data is task:
        # What it has more are answers, which become comments.
        told = about_keys({"": task, "meta.": meta}, text, (), mapping)
        return About(told.record, told.used)
    # The task's number counts what its project has; an id among the data is somebody's own.
    number = {"id": task["id"]} if "id" in task else {}
    told = about_keys({"data.": data, "meta.": meta, "": number}, f"data.{text}", (), mapping)
    return About(told.record, told.used, tuple(key for key in told.unread if key != "id"))


def _add(article: ForeignArticle, layer: _Layer, number: str, is_ours: bool) -> None:
    names = article.names
    origin = None
    ids: dict[str, str] = {}
    for region in layer.regions.values():
        if layer.model is not None:
            score = layer.score if region.score is None else region.score
            origin = {"kind": "model", "name": layer.model, "score": score, "decision": "open"}
        if not region.labels:
            raise ValueError(f"the region {quote(region.id)} has no label")
        for count, label in enumerate(region.labels):
            found = names.label(label)
            values, texts = region.values, region.texts
            if is_ours:
                values, texts = ([(n.removeprefix(f"{label}."), v) for n, v in all_] for all_ in (values, texts))
            # What was typed is a note where the codebook has no attribute for it.
            typed = [(n, v) for n, v in texts if is_ours or (found and names.attribute(found[0], n))]
            notes = region.notes + [f"{n}: {_said(v)}" for n, v in texts if (n, v) not in typed]
            id_ = ids.setdefault(region.id, f"{number}.{region.id}") + (f".{count + 1}" if count else "")
            article.span(
                label,
                region.start,
                region.end,
                id=id_,
                attributes=values + typed,
                origin=origin,
                note="\n".join(notes) or None,
                annotator=layer.annotator,
                created_at=layer.created,
            )
    for label, head, child in layer.relations:
        article.relation(label, ids.get(head, head), ids.get(child, child), origin=origin)
    for said in layer.said:
        article.say(said, annotator=layer.annotator)


def _unsubmitted(draft: Mapping[str, Any]) -> str:
    """What is told of a draft: whoever made it has not submitted it, so that its labels are nobody's yet."""
    result = _objects(draft.get("result"), "result of a draft")
    number = len({item.get("id") for item in result if item.get("type") in _LABEL_TYPES})
    who = _annotator(draft.get("user"))
    by = f" by {who}" if who else ""
    return f"Left out: a draft{by} that was not submitted in Label Studio ({number} label{'s' * (number != 1)})"


def _layers(task: Mapping[str, Any]) -> Iterator[_Layer]:
    for key in _RESULTS:
        for entry in _objects(task.get(key), key):
            layer = _Layer(cancelled=entry.get("was_cancelled") is True)
            if key == "predictions":
                layer.model = _string(entry.get("model_version")) or TOOL
                layer.score = _score(entry.get("score"))
            else:
                layer.annotator = _annotator(entry.get("completed_by"))
                layer.created = _string(entry.get("created_at"))
            if not layer.cancelled:
                _read_result(layer, _objects(entry.get("result"), "result"))
            yield layer


def _read_result(layer: _Layer, items: Sequence[Mapping[str, Any]]) -> None:
    for number, item in enumerate(items, 1):
        kind, value = item.get("type"), item.get("value")
        if kind == "relation":
            layer.relations += _relations(item)
        elif not isinstance(value, dict):
            raise ValueError(f"result {number}: its value is {kind_of(value)}, not an object")
        elif (place := _place(value)) is not None and _is_of_text(str(kind)):
            _read_region(layer, item, value, str(kind), place)
        elif not {"start", "end", "startOffset", "x", "points", "rle"} & value.keys() and _is_of_text(str(kind)):
            # A text area's answer has the key that the words of a region have.
            key = "text" if kind == "textarea" else str(kind)
            layer.said.append(f"{_name(item)}: {_said(value.get(key, list(value.values())))}")
        elif kind in _LABEL_TYPES and "startOffset" in value:
            raise ValueError(f"result {number}: it has no global offsets, which tell its place in the page's text")
        else:
            raise ValueError(f"result {number}: labels of the type {shorten(str(kind))} are not of a plain text")


def _is_of_text(kind: str) -> bool:
    return kind in _LABEL_TYPES or not kind.endswith("labels")


def _place(value: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where a region is: by its offsets in a text, or by those of a page, which are called global."""
    of_page = value.get("globalOffsets")
    for told in (value, of_page if isinstance(of_page, dict) else {}):
        start, end = told.get("start"), told.get("end")
        if type(start) is int and type(end) is int:
            return start, end
    return None


def _read_region(
    layer: _Layer, item: Mapping[str, Any], value: Mapping[str, Any], kind: str, place: tuple[int, int]
) -> None:
    told = item.get("id")  # a number where a script made it
    id_ = str(told) if type(told) is int else _string(told) or f"region {len(layer.regions) + 1}"
    region = layer.regions.setdefault(id_, Region(id_, *place, is_of_page="globalOffsets" in value))
    region.tag = region.tag or _string(item.get("to_name"))
    if kind == "textarea":
        region.texts.append((_name(item), value.get("text")))
    else:
        region.text = _string(value.get("text")) or region.text
        if kind in _LABEL_TYPES:
            region.labels += _strings(value.get(kind))
        elif kind in value:
            region.values.append((_name(item), _answer(kind, value[kind])))
    if region.score is None:
        region.score = _score(item.get("score"))
    meta = item.get("meta")
    if isinstance(meta, dict):
        region.notes += [note for note in _strings(meta.get("text")) if note.strip()]


def _relations(item: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    head, child = str(item.get("from_id")), str(item.get("to_id"))
    if item.get("direction") == "left":
        head, child = child, head
    for label in _strings(item.get("labels")) or [_NO_LABEL]:
        yield label, head, child
        if item.get("direction") == "bi":
            yield label, child, head


def _minimal_layer(task: Mapping[str, Any]) -> _Layer:
    """What an element of a JSON-MIN export says, where each control is a key with its answers."""
    layer = _Layer(annotator=_annotator(task.get("annotator")), created=_string(task.get("created_at")))
    places: dict[tuple[int, int], list[Region]] = {}
    answers: list[tuple[str, Mapping[str, Any]]] = []
    for key, value in task.items():
        said: list[str] = []  # about the whole text
        for entry in value if isinstance(value, list) else [value] if isinstance(value, dict) else []:
            if not isinstance(entry, dict):
                said.append(_path(entry))
            elif type(entry.get("start")) is int and type(entry.get("end")) is int:
                answers.append((key, entry))
            elif {"start", "startOffset", "x", "points"} & entry.keys():
                raise ValueError(f"the answers to {shorten(key)} are not of a plain text")
            elif kind := _kind(entry):
                said.append(_said(entry[kind]))
        if said and key not in _ROW_KEYS and not is_metadata(key):
            layer.said.append(f"{key}: {', '.join(said)}")
    for _, entry in answers:
        if "labels" in entry:
            region = Region(str(len(layer.regions) + 1), entry["start"], entry["end"], _string(entry.get("text")))
            region.labels = _strings(entry["labels"])
            layer.regions[region.id] = region
            places.setdefault((region.start, region.end), []).append(region)
    for key, entry in answers:
        if "labels" in entry:
            continue
        found = places.get((entry["start"], entry["end"]))
        if not found:
            raise ValueError(
                f"an answer to {shorten(key)} is about {entry['start']}-{entry['end']}, which has no label"
            )
        kind = _kind(entry)
        for region in found:
            (region.texts if kind == "text" else region.values).append((key, _answer(kind, entry.get(kind or ""))))
    return layer


def _kind(entry: Mapping[str, Any]) -> str | None:
    """Which kind of control gave an answer of a JSON-MIN export."""
    return next((kind for kind in _MINIMAL_KINDS if kind in entry), None)


def _plain_answers(task: Mapping[str, Any], read: Container[str]) -> Iterator[str]:
    """What may be answers about the whole text: JSON-MIN has a single choice as a string, like other data."""
    for key, value in task.items():
        if (
            key not in _ROW_KEYS
            and key not in read
            and not is_metadata(key)
            and isinstance(value, str | int | float)
        ):
            yield f"{key}: {value}"


def _objects(value: Any, key: str) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ValueError(f"{key} is not a list of objects")
    return value


def _annotator(value: Any) -> str | None:
    """``completed_by`` is a number in most exports, a user in others."""
    if isinstance(value, dict):
        for key in ("email", "username", "first_name", "id"):
            if found := _annotator(value.get(key)):
                return found
        return None
    if type(value) is int:
        return f"user {value}"
    return _string(value)


def _name(item: Mapping[str, Any]) -> str:
    return _string(item.get("from_name")) or str(item.get("type"))


def _answer(kind: str | None, value: Any) -> Any:
    """The answer to a control of this kind; those of a taxonomy are paths."""
    return [_path(v) for v in value] if kind == "taxonomy" and isinstance(value, list) else value


def _said(value: Any) -> str:
    """An answer for a person to read: ``yes, no``."""
    values = value if isinstance(value, list) else [value]
    return ", ".join(_path(v) for v in values if v is not None)


def _path(value: Any) -> str:
    return " > ".join(map(str, value)) if isinstance(value, list) else str(value)


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _strings(value: Any) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _score(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
