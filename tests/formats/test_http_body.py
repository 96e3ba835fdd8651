"""Bodies of HTTP are unpacked within limits, and refused where they are damaged."""

from __future__ import annotations

import gzip
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.http_body import CutOffError, unpacked
from annotator.formats.readers.warc import WarcReader
from tests.formats.fuzzing import read
from tests.formats.warc_files import BODY, PACKED, Archive, chunked


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_body_that_is_cut_off_or_damaged_is_refused(name: str) -> None:
    packed = PACKED[name](BODY)
    for body in (packed[:-30], packed[:100] + b"\xff\0" * 50 + packed[200:]):
        with pytest.raises(ValueError, match=r"cut off|damaged"):
            unpacked(body, "", name, 1 << 20)
    for body in (chunked(BODY)[:-300], chunked(BODY)[:-5], b"5\r\nab"):
        with pytest.raises(CutOffError):
            unpacked(body, "chunked", "", 1 << 20)


@given(
    body=st.binary(max_size=80),
    transfer=st.sampled_from(["", "chunked"]),
    encoding=st.sampled_from([*PACKED, "zstd", ",", "a" * 99]),
)
def test_any_body_is_unpacked_or_refused(body: bytes, transfer: str, encoding: str) -> None:
    with suppress(ValueError):
        assert len(unpacked(body, transfer, encoding, 1 << 20)) <= 1 << 20
    read(WarcReader(), Archive().page(body, Transfer_Encoding=transfer, Content_Encoding=encoding).bytes())


def test_very_many_pieces_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 100 pieces"):
        unpacked(gzip.compress(b"") * 5000, "", "gzip", 1000)
    assert unpacked(gzip.compress(b"ab") * 50, "", "gzip", 1000) == b"ab" * 50
