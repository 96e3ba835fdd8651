"""A language model behind an OpenAI-compatible address (llama.cpp, Ollama, vLLM …), prompted with the codebook.

What it proposes counts only if it stands in the article; the rest is counted and dropped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import orjson

from annotator.core.errors import UserError
from annotator.core.grounding import Ground
from annotator.core.prompt import TASK, instructions, schema
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.engines.endpoint import AnswerError, Endpoint, UnfitError
from annotator.suggest.engines.entities import pieces
from annotator.suggest.reading import Reading

_LONGEST = 4_000
"""Code points of an article that are sent at once; with the codebook some 4,000 tokens."""
_MOST_TOKENS = 4_096  # of an answer: one that goes round in circles has to end
_MOST = 1_000  # spans of an answer that are looked at
_SCORE, _SCORE_NEARLY = 0.6, 0.5  # the models tell none that means anything; less where marks or spaces differ
_THOUGHT = re.compile(r"\A.*</think>", re.DOTALL)
_FORMATS = ("json_schema", "json_object", "text")


class Chat:
    """Labels, attributes and relations as the model finds them, part by part of an article."""

    kind = "llm"
    needs: tuple[str, ...] = ()

    def __init__(self, where: str, endpoint: Endpoint | None = None) -> None:
        address, _, model = where.partition("#")
        if not model.strip():
            raise UserError(f"Which model of {address}? It is named after a #: openai:{address}#MODEL.")
        self._model = model.strip()
        self._endpoint = endpoint or Endpoint(address.strip())
        self._format = 0
        self.name = f"openai:{self._model}"
        # The codebook, which is part of the prompt too, is looked after by whoever marks what has been suggested.
        self.version = hashlib.sha256(f"{TASK}\0{self._model}".encode()).hexdigest()[:12]

    def suggest(self, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
        found = Suggestions()
        for start, end in pieces(reading, _LONGEST):
            text = reading.text[start:end]
            self._add(found, self._ask(text, context), text, start)
        return found

    def stop(self) -> None:
        """Breaks off what another thread asks the server."""
        self._endpoint.stop()

    def _ask(self, text: str, context: Context) -> dict[str, Any]:
        """The model's answer; a server that doesn't know how to keep to a form is asked without one."""
        question: dict[str, Any] = {
            "model": self._model,
            "messages": [
                {
                    "role": "system",
                    "content": context.prepared("engines.prompt", lambda: instructions(context.codebook)),
                },
                {"role": "user", "content": text},
            ],
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            "stream": False,
        }
        for form in range(self._format, len(_FORMATS)):
            asked = _response_format(_FORMATS[form], context)
            try:
                answer = self._endpoint.ask(question | asked)
            except UnfitError:
                if form == len(_FORMATS) - 1:
                    raise
                continue
            self._format = form
            break
        return _content(answer)

    def _add(self, found: Suggestions, answer: dict[str, Any], text: str, offset: int) -> None:
        """Takes over what of an answer about ``text``, which begins at ``offset``, stands in it."""
        ground = Ground(text)
        spans = _records(answer, "spans")
        made: dict[int, Proposal] = {}
        for number, span in enumerate(spans[:_MOST]):
            words, before, label = span.get("pieces"), span.get("before"), span.get("label")
            words = [words] if isinstance(words, str) else words
            if (
                not isinstance(label, str)
                or not isinstance(words, list)
                or not all(isinstance(w, str) for w in words)
            ):
                found.dropped += 1
                continue
            place = ground.place(words, before if isinstance(before, str) else "")
            if place is None:
                found.dropped += 1
                continue
            segments, exactly = place
            attributes = span.get("attributes")
            made[number] = Proposal(
                label,
                tuple((lo + offset, hi + offset) for lo, hi in segments),
                _SCORE if exactly else _SCORE_NEARLY,
                f"proposed by {self._model}" + ("" if exactly else "; marks or spaces differ"),
                dict(attributes) if isinstance(attributes, dict) else {},
            )
        found.dropped += max(0, len(spans) - _MOST)
        found.proposals += made.values()
        for link in _records(answer, "relations")[:_MOST]:
            label, head, child = link.get("label"), _index(link.get("head")), _index(link.get("child"))
            if isinstance(label, str) and head in made and child in made and head != child:
                score = min(made[head].score, made[child].score)
                found.links.append(Link(label, made[head], made[child], score))


def _response_format(form: str, context: Context) -> dict[str, Any]:
    match form:
        case "json_schema":
            wanted = context.prepared("engines.schema", lambda: schema(context.codebook))
            return {"response_format": {"type": form, "json_schema": {"name": "labels", "schema": wanted}}}
        case "json_object":
            return {"response_format": {"type": form}}
    return {}


def _content(answer: dict[str, Any]) -> dict[str, Any]:
    """The JSON object that the model wrote; fences, and what it says around the object or thinks, are left out."""
    choice = next(iter(answer["choices"]), None)
    message = choice.get("message") if isinstance(choice, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(choice, dict) or not isinstance(content, str):
        raise AnswerError("the server's answer has no text of the model")
    if choice.get("finish_reason") == "length":
        raise AnswerError("the model's answer is cut off: it was longer than the server, or its context, allows")
    content = _THOUGHT.sub("", content)
    try:
        found = orjson.loads(content[content.find("{") : content.rfind("}") + 1])
    except orjson.JSONDecodeError as error:
        raise AnswerError("the model's answer is no JSON") from error
    if not isinstance(found, dict) or not isinstance(found.get("spans"), list):
        raise AnswerError("the model's answer has no list of spans")
    return found


def _records(answer: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects of a list; what is none is an empty one, so that the numbers of the others stay."""
    values = answer.get(key)
    return [one if isinstance(one, dict) else {} for one in values] if isinstance(values, list) else []


def _index(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
