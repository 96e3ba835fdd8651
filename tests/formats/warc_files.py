"""Web archives for the tests of their reader, written by warcio; their pages are invented."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable

import brotli
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SITE = "https://bote.example"
TEXT = [
    f"Der Hafen von Nordwik bleibt auch in Woche {n} zu, sagte Ada Böhm von der Behörde für die Küste am Montag."
    for n in range(1, 6)
]
PAGE = (
    "<!DOCTYPE html><html lang=de><head><title>Der Hafen bleibt vorerst zu - Bote</title>"
    '<meta property="article:published_time" content="2025-03-13T18:30:00+01:00"></head><body><nav>Start</nav>'
    f"<article><h1>Der Hafen bleibt vorerst zu</h1>{''.join(f'<p>{line}</p>' for line in TEXT)}</article>"
    "</body></html>"
)
BODY = PAGE.encode()
HOME = b"<html><body><ul><li><a href=/1>Hafen</a></li></ul></body></html>"
FEED = (
    b"<rss version='2.0'><channel><title>Bote</title><item><title>Kran</title><link>/kran</link>"
    b"<description>Der Kran steht still.</description></item><item><title>leer</title></item></channel></rss>"
)
HTML = "text/html; charset=utf-8"


class Archive:
    """A web archive in the making."""

    def __init__(self, packed: bool = False) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=packed)
        # The temporary file of its own choice is left open.
        self._writer._create_temp_file = io.BytesIO
        self._writer.write_record(self._writer.create_warcinfo_record("a.warc", {"software": "Kran 1.0"}))

    def page(
        self, body: bytes = BODY, path: str = "/1", kind: str = HTML, status: str = "200 OK", **more: str
    ) -> Archive:
        headers = [("Content-Type", kind)] if kind else []
        headers += [(name.replace("_", "-"), value) for name, value in more.items() if name[:4] != "WARC"]
        about = {name.replace("_", "-"): value for name, value in more.items() if name[:4] == "WARC"}
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        return self.record("response", body, SITE + path, http_headers=http, warc_headers_dict=about)

    def record(self, kind: str, body: bytes, url: str = f"{SITE}/1", **more: object) -> Archive:
        record = self._writer.create_warc_record(url, kind, payload=io.BytesIO(body), **more)
        self._writer.write_record(record)
        return self

    def bytes(self) -> bytes:
        return self._out.getvalue()


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 400] for at in range(0, len(body), 400)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": lambda body: gzip.compress(body[:500]) + gzip.compress(body[500:]),
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
    "br": brotli.compress,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body)),
    "identity": lambda body: body,
}


def arc(*bodies: bytes) -> bytes:
    """ARC 1: https://archive.org/web/researcher/ArcFileFormat.php."""
    version = b"1 0 Kran\nURL IP-address Archive-date Content-type Archive-length\n\n"
    out = b"filedesc://a.arc 0.0.0.0 20250313173000 text/plain %d\n%s\n" % (len(version), version)
    for number, body in enumerate(bodies, 1):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        out += b"%s/%d 192.0.2.1 20250313173000 text/html %d\n%s\n" % (SITE.encode(), number, len(block), block)
    return out
