"""Prodigy's annotated tasks, as ``prodigy db-out`` writes them: JSON Lines of one task each.

Source: prodi.gy/docs/api-interfaces (ner_manual, spans_manual, relations), Prodigy 1.11 to 1.15. Offsets count
code points; ``token_end`` is the last token, inclusive. Accepted spans are labels, those of tasks that nobody
answered suggestions, and rejected ones comments, as a project has no place for what a stretch is not. Ignored
tasks are skipped articles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.foreign import ForeignArticle
from annotator.formats.foreign_metadata import about_keys
from annotator.formats.mapping import Mapping as Said
from annotator.formats.values import kind_of, shorten

TOOL = "prodigy"
ANSWERS = ("accept", "reject", "ignore")
# Whoever accepts a task without a span has worked on it, if only for the labels that the session was about.
_STATUS = {"accept": "started", "ignore": "skipped"}
_KEYS = ("_input_hash", "_task_hash", "_session_id", "_annotator_id")
_READ = ("spans", "relations", "tokens", "answer", "flagged", "user_input", "label", "accept", "options")
_BEGINNING = re.compile(
    rb'"(?:_input_hash|_task_hash|_session_id|_annotator_id|token_start)"\s*:|"answer"\s*:\s*"'
)
# The name of a session that nobody gave a name is the data set's with the time of its start.
_NAMELESS = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\Z")
_TOKENS = re.compile(rb'"tokens"\s*:\s*\[\s*\{\s*"text"')


def is_prodigy(record: Mapping[str, Any]) -> bool:
    """Whether this is a task of Prodigy's about a text."""
    if "text" not in record:
        return False
    return record.get("answer") in ANSWERS or any(key in record for key in _KEYS) or _has_token_spans(record)


def begins_like_prodigy(line: bytes) -> bool:
    """Whether the beginning of a line too long to be parsed here is such a task's."""
    return b'"text"' in line and (_BEGINNING.search(line) is not None or _TOKENS.search(line) is not None)


def prodigy_draft(task: Mapping[str, Any], codebook: Codebook, file: str, mapping: Said | None = None) -> Draft:
    """The draft that a task describes; raises ValueError with one sentence.

    ``mapping`` says which keys beside the text are what.
    """
    answer = task.get("answer")
    if answer is not None and answer not in ANSWERS:
        raise ValueError(f"answer is {kind_of(answer)}, not one of {', '.join(ANSWERS)}")
    meta = task.get("meta")
    beside = {"": task, "meta.": meta} if isinstance(meta, dict) else {"": task}
    # Prodigy's own keys begin so.
    told = about_keys(beside, "text", (*_READ, *(key for key in task if key.startswith("_"))), mapping)
    article = ForeignArticle(codebook, TOOL, task.get("text"), told=told)
    article.set(annotator=_annotator(task), status=_STATUS.get(answer or ""))
    spans = [_Span(task, number, entry) for number, entry in enumerate(_objects(task, "spans"), 1)]
    if answer == "reject":
        for span in spans:
            article.say(f"Rejected in Prodigy: {span.quoted(task)}")
    elif answer != "ignore":
        _add_labels(article, task, spans, answer)
    for label in _whole_text_labels(task):
        article.say(f"{'Rejected' if answer == 'reject' else 'Labelled'} in Prodigy: {label}")
    if task.get("flagged") is True:
        article.say("Flagged in Prodigy")
    typed = task.get("user_input")  # what a text field is called that nobody gave another name
    if isinstance(typed, str) and typed.strip():
        article.say(typed)
    return article.draft(file)


def _add_labels(article: ForeignArticle, task: Mapping[str, Any], spans: list[_Span], answer: str | None) -> None:
    model = {"kind": "model", "name": TOOL, "decision": "open"}
    created = _time(task.get("_timestamp"))
    for span in spans:
        origin = None if answer else {**model, "score": span.score}
        article.span(
            span.label, span.start, span.end, id=span.id, text=span.text, origin=origin, created_at=created
        )
    places: dict[str, list[_Span]] = {}
    for span in spans:
        places.setdefault(_place(span.start, span.end), []).append(span)
    for number, relation in enumerate(_objects(task, "relations"), 1):
        ends = [_end(relation, key, number, spans, places) for key in ("head", "child")]
        if None in ends:
            head, child = (_token_text(task, relation, key, number) for key in ("head", "child"))
            article.say(f"Related in Prodigy: {relation.get('label')} from “{head}” to “{child}”")
        else:
            article.relation(relation.get("label"), *ends, origin=None if answer else model)


class _Span:
    """A span of a task, with offsets taken from its tokens where it has none of its own."""

    def __init__(self, task: Mapping[str, Any], number: int, entry: Mapping[str, Any]) -> None:
        self.id = str(number)
        self.label = entry.get("label")
        first, last = entry.get("token_start"), entry.get("token_end")
        self.tokens = (first, last) if type(first) is int and type(last) is int else None
        self.start, self.end = entry.get("start"), entry.get("end")
        score = entry.get("score")
        self.score = score if isinstance(score, int | float) and not isinstance(score, bool) else None
        text = entry.get("text")
        self.text = text if isinstance(text, str) else None
        told = _token_place(task, *self.tokens) if self.tokens else None
        if self.start is None and self.end is None and told:
            self.start, self.end = told
        elif told and (self.start, self.end) != told:
            place = shorten(f"{self.start}-{self.end}")
            raise ValueError(f"span {number}: its tokens are at {told[0]}-{told[1]}, but it is at {place}")

    def has_token(self, number: Any) -> bool:
        return self.tokens is not None and type(number) is int and self.tokens[0] <= number <= self.tokens[1]

    def quoted(self, task: Mapping[str, Any]) -> str:
        """``ORG “Harbour Board”``, for a person to read."""
        text = task.get("text")
        if not (isinstance(text, str) and type(self.start) is type(self.end) is int):
            return str(self.label)
        return f"{self.label} “{text[self.start : self.end]}”"


def _token_place(task: Mapping[str, Any], first: int, last: int) -> tuple[int, int] | None:
    """Where the tokens from the first to the last one, inclusive, are; None if that isn't told."""
    tokens = task.get("tokens")
    if not isinstance(tokens, list):
        return None
    if not 0 <= first <= last < len(tokens):
        raise ValueError(f"the tokens {first} to {last} are not all among its {len(tokens)} tokens")
    ends = tokens[first], tokens[last]
    if not all(isinstance(token, dict) for token in ends):
        return None
    start, end = ends[0].get("start"), ends[1].get("end")
    return (start, end) if type(start) is int and type(end) is int else None


def _end(
    relation: Mapping[str, Any],
    key: str,
    number: int,
    spans: list[_Span],
    places: Mapping[str, list[_Span]],
) -> str | None:
    """The id of the span at one end of a relation, which tells a span's place or one of its tokens.

    None where that is a token alone, as in dependencies, which no span has.
    """
    place, token = relation.get(f"{key}_span"), relation.get(key)
    if isinstance(place, dict):
        there = places.get(_place(place.get("start"), place.get("end")), [])
        found = [s for s in there if place.get("label") in (s.label, None)]
    else:
        found = [s for s in spans if s.has_token(token)]
        if not found:
            return None
        # Of spans that lie in one another it is that which ends there.
        last = [s for s in found if s.tokens is not None and s.tokens[1] == token]
        found = last if len(last) == 1 else found
    if len(found) != 1:
        what = "none" if not found else "several"
        raise ValueError(f"relation {number}: its {key} should be one of the spans, but {what} of them fits")
    return found[0].id


def _place(start: Any, end: Any) -> str:
    """What is the same of two places, whatever a file has there."""
    return f"{start}-{end}"


def _token_text(task: Mapping[str, Any], relation: Mapping[str, Any], key: str, number: int) -> str:
    """The token at one end of a relation between tokens; raises ValueError where there is none."""
    token, tokens = relation.get(key), task.get("tokens")
    if type(token) is not int or not isinstance(tokens, list) or not 0 <= token < len(tokens):
        raise ValueError(f"relation {number}: its {key} is neither one of the spans nor one of the tokens")
    return str(tokens[token].get("text") if isinstance(tokens[token], dict) else tokens[token])


def _objects(task: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = task.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ValueError(f"{key} is not a list of objects")
    return value


def _whole_text_labels(task: Mapping[str, Any]) -> list[str]:
    """The labels that a text as a whole was given: one as such, or the options chosen."""
    chosen = task.get("accept")
    labels = [task.get("label"), *(chosen if isinstance(chosen, list) else [])]
    return [shorten(str(label)) for label in labels if isinstance(label, str | int) and str(label).strip()]


def _annotator(task: Mapping[str, Any]) -> str | None:
    for key in ("_annotator_id", "_session_id"):
        name = task.get(key)
        if isinstance(name, str) and name and not _NAMELESS.search(name):
            return name
    return None


def _time(seconds: Any) -> str | None:
    """A time in seconds since 1970 as the record has it; None for what is no such."""
    if type(seconds) is not int:
        return None
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def _has_token_spans(record: Mapping[str, Any]) -> bool:
    match record.get("spans"):
        case [{"token_start": int(), "start": int()}, *_]:
            return True
    return False
