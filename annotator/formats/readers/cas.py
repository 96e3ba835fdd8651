"""UIMA's CAS as XMI and JSON (see :mod:`annotator.formats.cas`)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal

_BOM = b"\xef\xbb\xbf"
_HEAD_BYTES = 65536
_XMI = re.compile(rb"<(?:\w+:)?XMI\b[^>]{0,4000}http:///uima/")
_TYPES = re.compile(rb"<typeSystemDescription\b")
_JSON = re.compile(rb'\A\s*\{\s*"%(?:TYPES|FEATURE_STRUCTURES|VIEWS|FLAGS)"')


class CasReader:
    """Reads a file as one article. The description of types that comes with XMI is passed over."""

    name = "cas"
    suffixes: tuple[str, ...] = (".xmi",)
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the names that begin such files."""
        return any(pattern.search(head.removeprefix(_BOM)) for pattern in (_XMI, _TYPES, _JSON))

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """One draft or one refusal, or nothing for a description of types."""
        # Loaded when there is such a file, not at each start.
        from annotator.formats.cas import cas_draft
        from annotator.formats.cas_structures import CasError, read_json, read_xmi
        from annotator.formats.json_array import LONGEST, Element, JsonError

        data = stream.read(LONGEST + 1)
        if on_bytes is not None:
            on_bytes(len(data))
        try:
            if len(data) > LONGEST:
                raise CasError(f"the file is longer than {LONGEST >> 20} MiB")
            head = data[:_HEAD_BYTES].removeprefix(_BOM)
            if _TYPES.search(head):
                return
            is_json = head.lstrip().startswith(b"{")
            cas = read_json(Element(1, data.removeprefix(_BOM)).load()) if is_json else read_xmi(io.BytesIO(data))
            draft = cas_draft(cas, codebook, PurePath(file).name)
        except (CasError, JsonError) as error:
            yield Refusal(file, error.line, str(error))
        except ValueError as error:
            yield Refusal(file, None, str(error))
        else:
            yield draft
