"""Files that were damaged at random, for the tests of readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath

from hypothesis import strategies as st

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.readers.registry import Reader

CODEBOOK = Codebook("news")


def read(reader: Reader, data: bytes, file: str = "in/file") -> list[Draft | Refusal]:
    """What the reader makes of the bytes, checked for what holds of any file."""
    seen: list[int] = []
    items = list(reader.read(io.BytesIO(data), file, CODEBOOK, seen.append))
    assert items
    assert all(size >= 0 for size in seen)
    assert sum(seen) <= len(data)
    for item in items:
        if isinstance(item, Draft):
            assert item.article.text.strip()
            assert item.article.file == PurePath(file).name
            repr(item).encode()
        else:
            assert isinstance(item, Refusal)
            assert item.file == file
            assert item.reason
            assert "\n" not in item.reason
            item.reason.encode()
    return items


def draft(reader: Reader, data: bytes, file: str = "in/file") -> Draft:
    """The one article that the bytes are."""
    (item,) = read(reader, data, file)
    assert isinstance(item, Draft), item
    return item


def refusal(reader: Reader, data: bytes, file: str = "in/file") -> str:
    """Why the bytes are refused as a whole."""
    (item,) = read(reader, data, file)
    assert isinstance(item, Refusal), item
    assert item.line is None
    return item.reason


@st.composite
def damaged(draw: st.DrawFn, data: bytes, foreign: tuple[bytes, ...] = ()) -> bytes:
    """The bytes with some changed, taken out, repeated, put in or cut off; ``foreign`` are bytes to put in."""
    made = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(made)))
        match draw(st.integers(0, 4)):
            case 0:
                del made[at:]
            case 1:
                del made[at : at + draw(st.integers(1, 300))]
            case 2:
                made[at:at] = made[at : at + draw(st.integers(1, 300))]
            case 3:
                made[at:at] = draw(st.binary(max_size=8) | st.sampled_from([b"\0", *foreign]))
            case _:
                made[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
    return bytes(made)


@st.composite
def damaged_parts(draw: st.DrawFn, data: bytes, foreign: tuple[bytes, ...] = ()) -> bytes:
    """The archive with one of its parts damaged, or taken out."""
    parts = dict(unpacked(data))
    name = draw(st.sampled_from(sorted(parts)))
    if draw(st.integers(0, 9)):
        parts[name] = draw(damaged(parts[name], foreign))
    else:
        del parts[name]
    return packed(parts)


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of an archive's parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()
