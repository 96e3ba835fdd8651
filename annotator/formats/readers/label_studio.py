"""Exports of Label Studio (see :mod:`annotator.formats.label_studio`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal

_BEGINS = re.compile(rb"\A\s*(?:\[\s*)?\{\s*\"")
_TASK = re.compile(rb'"(?:annotations|completions|predictions)"\s*:\s*\[')
_TASK_TOO = re.compile(rb'"result"\s*:\s*\[|"data"\s*:\s*\{')
_MINIMAL = re.compile(rb'"(?:annotation_id|lead_time)"\s*:\s*[\d.]')


class LabelStudioReader:
    """Reads the tasks of a JSON or JSON-MIN export, one at a time; those that can't be read are refused.

    Elements that follow one another with the same text, as JSON-MIN has one for each person, are one article.
    """

    name = "label-studio"
    suffixes: tuple[str, ...] = ()
    binary = False

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

        last: Draft | None = None
        for element in elements(stream, on_bytes):
            if isinstance(element, JsonError):
                yield Refusal(file, element.line, str(element))
                continue
            try:
                draft = label_studio_draft(element.load(), codebook, PurePath(file).name)
            except JsonError as error:
                yield Refusal(file, error.line, str(error))
            except ValueError as error:
                yield Refusal(file, element.line, str(error))
            else:
                if last is not None and last.article.text == draft.article.text:
                    merge(last, draft)
                    continue
                if last is not None:
                    yield last
                last = draft
        if last is not None:
            yield last
