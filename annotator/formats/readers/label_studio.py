"""Exports of Label Studio (see :mod:`annotator.formats.label_studio`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.core.offsets import clean_text
from annotator.formats.mapping import Mapping

_BEGINS = re.compile(rb"\A\s*(?:\[\s*)?\{\s*\"")
_TASK = re.compile(rb'"(?:annotations|completions|predictions)"\s*:\s*\[')
_TASK_TOO = re.compile(rb'"result"\s*:\s*\[|"data"\s*:\s*\{')
_MINIMAL = re.compile(rb'"(?:annotation_id|lead_time)"\s*:\s*[\d.]')


class LabelStudioReader:
    """Reads the tasks of a JSON or JSON-MIN export, one at a time; those that can't be read are refused.

    Elements that follow one another with the same text, as JSON-MIN has one for each person, are one article,
    which is refused if one of them is.
    """

    name = "label-studio"
    suffixes: tuple[str, ...] = ()
    binary = False

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping

    def mapped(self, mapping: Mapping) -> LabelStudioReader:
        """The reader that takes the keys beside texts as the mapping says."""
        return LabelStudioReader(mapping)

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By its first keys: tasks with annotations or predictions."""
        if not _BEGINS.match(head.removeprefix(b"\xef\xbb\xbf")):
            return False
        return bool(_TASK.search(head) and _TASK_TOO.search(head)) or _MINIMAL.search(head) is not None

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft for each text, and a refusal for each element that can't be read."""
        # Loaded when there is such a file, not at each start.
        from annotator.formats.foreign import merge
        from annotator.formats.json_array import JsonError, elements
        from annotator.formats.label_studio import label_studio_draft

        last: tuple[int, Draft] | None = None
        bad: tuple[int, Container[str]] | None = None  # where the last element that can't be read is, its texts
        for element in elements(stream, on_bytes):
            if isinstance(element, JsonError):
                yield Refusal(file, element.line, str(element))
                continue
            task: Any = None
            try:
                task = element.load()
                draft = label_studio_draft(task, codebook, PurePath(file).name, self._mapping)
            except JsonError as error:
                yield Refusal(file, error.line, str(error))
            except ValueError as error:
                yield Refusal(file, element.line, str(error))
                bad = element.line, _texts(task)
                if last is not None and last[1].article.text in bad[1]:
                    yield _refused_with(file, last[0], bad[0])
                    last = None
            else:
                if bad is not None and draft.article.text in bad[1]:
                    yield _refused_with(file, element.line, bad[0])
                elif last is not None and last[1].article.text == draft.article.text:
                    merge(last[1], draft)
                else:
                    if last is not None:
                        yield last[1]
                    last = element.line, draft
        if last is not None:
            yield last[1]


def _texts(task: Any) -> Container[str]:
    """What may be the text of an element."""
    data = task.get("data", task) if isinstance(task, dict) else None
    values = data.values() if isinstance(data, dict) else ()
    return {clean_text(value) for value in values if isinstance(value, str)}


def _refused_with(file: str, line: int, bad: int) -> Refusal:
    """Without some of its labels an article would be taken for one that never had them."""
    return Refusal(file, line, f"what is in line {bad}, which is about the same text, is refused")
