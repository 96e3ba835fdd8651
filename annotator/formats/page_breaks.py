"""The lines of a text that the extraction made one of, as it does with short articles and with linked data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.formats.page_lines import PageLine

_LONGEST = 100_000  # code points; the time grows with the lines of the page, too


def with_breaks(text: str, bodies: Iterable[str], lines: Sequence[PageLine]) -> str:
    """The same text with the breaks of one of the ``bodies``, or of the page's ``lines``, that say just that.

    White space aside; else the text as it is.
    """
    letters = _letters(text)
    for body in bodies:
        if _letters(body) == letters:
            return body
    shown = [_letters(line.text) for line in lines] if len(text) <= _LONGEST else []
    for first in range(len(shown)):
        at, last = 0, first
        while last < len(shown) and letters.startswith(shown[last], at):
            at += len(shown[last])
            last += 1
            if at == len(letters):
                return "\n".join(line.text for line in lines[first:last])
    return text


def _letters(text: str) -> str:
    return "".join(text.split())
