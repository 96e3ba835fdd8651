"""Files and archives that xz and bzip2 packed."""

from __future__ import annotations

import bz2
import io
import lzma
import os
import tarfile
from collections.abc import Callable

import pytest

from annotator.core.codebook import Codebook
from annotator.core.models import Draft
from annotator.formats.readers import read_stream

RECORDS = b'{"text": "Eins"}\n{"text": "Zwei"}\n'


def read(data: bytes, name: str) -> list[str]:
    return [
        f"{item.article.file}: {item.article.text}" if isinstance(item, Draft) else str(item)
        for item in read_stream(io.BytesIO(data), name, Codebook("news"))
    ]


def tarred(content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:") as archive:
        info = tarfile.TarInfo("monday/b.jsonl")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize(("pack", "suffix"), [(lzma.compress, "xz"), (bz2.compress, "bz2")])
def test_they_are_read_through(pack: Callable[[bytes], bytes], suffix: str) -> None:
    assert read(pack(RECORDS), f"in/a.jsonl.{suffix}") == [f"a.jsonl.{suffix}: Eins", f"a.jsonl.{suffix}: Zwei"]
    assert read(pack(b"Eins ") + pack(b"zwei"), f"a.txt.{suffix}") == [f"a.txt.{suffix}: Eins zwei"]
    name = f"news.tar.{suffix}"
    assert read(pack(tarred(RECORDS)), name) == read(tarred(RECORDS), name)
    assert len(read(tarred(RECORDS), name)) == 2
    long = b"Der Hafen ruht. " * 20_000
    assert read(pack(long), f"a.txt.{suffix}") == [f"a.txt.{suffix}: {long.decode()}"]


@pytest.mark.parametrize(("pack", "suffix"), [(lzma.compress, "xz"), (bz2.compress, "bz2")])
def test_what_is_damaged_is_refused(pack: Callable[[bytes], bytes], suffix: str) -> None:
    packed = pack(b"".join(b'{"text": "%s"}\n' % os.urandom(50).hex().encode() for _ in range(3000)))
    assert read(packed[:-100], f"a.jsonl.{suffix}")[-1] == f"a.jsonl.{suffix}: it ends too early"
    assert read(packed[:14] + b"\xff" * 100, f"a.jsonl.{suffix}")[-1] == f"a.jsonl.{suffix}: it is damaged"
    assert read(pack(bytes(64 << 20)), f"a.txt.{suffix}") == [
        f"a.txt.{suffix}: it unpacks to more than 250 times its size"
    ]


def test_xz_that_asks_for_too_much_memory_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]
    assert read(lzma.compress(RECORDS, filters=filters), "a.jsonl.xz") == [
        "a.jsonl.xz: it takes too much memory to unpack: pack it anew by xz -9 or less"
    ]
