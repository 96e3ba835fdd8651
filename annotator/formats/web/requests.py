"""One request to a server, and what it answers: bounded in time and size, and given up when the person cancels."""

from __future__ import annotations

import ipaddress
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from http import HTTPStatus
from http.client import HTTPException
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING

from annotator import __version__
from annotator.formats.http_body import TooLongError, unpacked

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import HTTPResponse
    from urllib3.util import Url

PRODUCT = "Annotator"
"""By what name robots.txt speaks of this program."""
AGENT = f"{PRODUCT}/{__version__}"
CONNECT_S = 10.0
READ_S = 20.0
TOTAL_S = 120.0
"""Seconds until a connection stands, between two pieces of the answer, and for all of it."""

_PIECE = 1 << 16
_LOOK_S = 0.05  # seconds between two questions whether to go on
_HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


class NotFetchedError(Exception):
    """Why an address can't be fetched, as a person reads it."""


class StoppedError(Exception):
    """The person has cancelled."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers; ``body`` is unpacked, and empty unless the status is 200 or 203.

    ``is_local`` says whether the server is this computer or one of its own network.
    """

    status: int
    body: bytes = b""
    headers: Message = field(default_factory=Message)
    is_local: bool = False

    @property
    def has_page(self) -> bool:
        return self.status in _WITH_PAGE

    def __str__(self) -> str:
        try:
            phrase = f" ({HTTPStatus(self.status).phrase})"
        except ValueError:
            phrase = ""
        return f"the server answers {self.status}{phrase}"


_WITH_PAGE = (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION)


def get(
    address: str,
    limit: int,
    going: Callable[[], bool],
    context: ssl.SSLContext | None = None,
    local: bool = True,
    cut: bool = False,
) -> Answer:
    """Asks for an address, once; redirects are answers like others.

    ``limit`` is the most bytes that are taken of an unpacked body, ``cut`` whether the rest of a longer one is
    left out, ``local`` whether the server may be in this computer's own network. Raises NotFetchedError, and
    StoppedError once ``going`` answers False.
    """
    request = _Request(address, limit, context, local, cut)
    request.start()
    end = time.monotonic() + TOTAL_S
    while request.is_alive():
        request.join(_LOOK_S)
        if not going():
            request.stop()
            raise StoppedError
        if time.monotonic() > end:
            request.stop()
            raise NotFetchedError(f"the answer was not complete after {TOTAL_S:.0f} s")
    return request.result()


class _Request(threading.Thread):
    """A request in a thread of its own: neither the look-up of a name nor a server that drips can be cancelled."""

    def __init__(self, address: str, limit: int, context: ssl.SSLContext | None, local: bool, cut: bool) -> None:
        super().__init__(name="annotator-request", daemon=True)
        self._address = address
        self._limit, self._cut = limit, cut
        self._context = context
        self._local = local
        self._socket: socket | None = None
        self._answer: Answer | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            self._answer = self._ask()
        except Exception as error:  # noqa: BLE001 – the thread's border: result() raises it again
            self._error = error

    def stop(self) -> None:
        """Breaks the connection off, so that the thread ends; one without a connection ends by its time limit."""
        if self._socket is not None:
            with suppress(OSError):
                # An SSLSocket's own method would say farewell first.
                socket.shutdown(self._socket, SHUT_RDWR)
        self.join(1)

    def result(self) -> Answer:
        """What came of it, once the thread has ended; raises NotFetchedError."""
        if self._answer is not None:
            return self._answer
        assert self._error is not None
        reason = _reason(self._error)
        if reason is None:
            raise self._error
        raise NotFetchedError(reason) from self._error

    def _ask(self) -> Answer:
        from urllib3.util import parse_url

        url = parse_url(_ascii_host(self._address))
        connection = _connection(url, self._context)
        try:
            connection.connect()
            self._socket = connection.sock
            connection.timeout = READ_S
            is_local = _is_local(self._socket)
            if is_local and not self._local:
                raise NotFetchedError("it redirects to this computer or its own network")
            connection.request("GET", url.request_uri, headers=_HEADERS, preload_content=False)
            with closing(connection.getresponse()) as response:
                headers = Message()
                for name, value in response.headers.items():
                    headers[name] = value.replace("\r", " ").replace("\n", " ")
                body = self._body(response) if response.status in _WITH_PAGE else b""
                return Answer(response.status, body, headers, is_local)
        finally:
            connection.close()

    def _body(self, response: HTTPResponse) -> bytes:
        # As it was sent: urllib3 takes a packed answer for whole that lacks its end.
        most = self._limit + _PIECE  # what can't be packed grows a little when it is
        pieces: list[bytes] = []
        size = 0
        while size <= most and (piece := response.read(_PIECE, decode_content=False)):
            pieces.append(piece)
            size += len(piece)
        body = b"".join(pieces)
        if size <= most or self._cut:
            body = self._unpacked(body, response.headers.get("Content-Encoding", ""))
        if len(body) > self._limit and not self._cut:
            raise NotFetchedError(f"the page is longer than {self._limit >> 20} MiB")
        return body[: self._limit]

    def _unpacked(self, body: bytes, encoding: str) -> bytes:
        """No more of it than is wanted: a small answer may be the archive of a huge one."""
        try:
            return unpacked(body, "", encoding, self._limit)
        except TooLongError as error:
            return error.beginning
        except ValueError as error:
            raise NotFetchedError(f"the answer can't be unpacked: {error}") from None


def _connection(url: Url, context: ssl.SSLContext | None) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection

    host = (url.host or "").strip("[]")
    if url.scheme == "https":
        return HTTPSConnection(host, url.port, timeout=CONNECT_S, ssl_context=context or _trusted())
    return HTTPConnection(host, url.port, timeout=CONNECT_S)


@cache
def _trusted() -> ssl.SSLContext:
    """Trusts whom the system trusts (a university may have an authority of its own) and Mozilla's list."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _ascii_host(address: str) -> str:
    """The address with a name such as "fähre.example" as the name system knows it: "xn--fhre-loa.example"."""
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(address)
    if parts.netloc.isascii():
        return address
    name, colon, port = parts.netloc.partition(":")
    return urlunsplit(parts._replace(netloc=f"{name.encode('idna').decode()}{colon}{port}"))


def _is_local(connected: socket) -> bool:
    address = ipaddress.ip_address(str(connected.getpeername()[0]).partition("%")[0])
    return not address.is_global


def _reason(error: Exception) -> str | None:
    """What a person is told of an error of the network; None if it is another one."""
    from urllib3 import exceptions as urllib3

    match error:
        case NotFetchedError():
            return str(error)
        case urllib3.NameResolutionError():
            return "the name of the server is not known, or there is no network"
        case urllib3.NewConnectionError():
            cause = error.__cause__
            words = cause.strerror if isinstance(cause, OSError) else None
            return f"there is no connection to the server ({words.lower()})" if words else "there is no connection"
        case urllib3.ConnectTimeoutError():
            return f"no connection within {CONNECT_S:.0f} s"
        case urllib3.ReadTimeoutError() | TimeoutError():
            return f"no answer within {READ_S:.0f} s"
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not valid ({error.verify_message})"
        case ssl.SSLError():
            return "there is no secure connection to the server"
        case urllib3.LocationValueError() | UnicodeError():
            return "it is no valid address"
        case urllib3.HTTPError() | HTTPException() | OSError():
            return "the connection broke off"
    return None
