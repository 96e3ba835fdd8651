"""One question to a language model behind an OpenAI-compatible address: the only file of suggest/ with a network.

Nothing is sent anywhere but to the address that a person named; a proxy of the environment is not used. The key,
if the server wants one, comes from the environment variable ANNOTATOR_API_KEY and is kept nowhere else.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import orjson

from annotator.core.errors import UserError
from annotator.suggest.base import HiccupError

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse
    from urllib3.util import Url

KEY = "ANNOTATOR_API_KEY"
CONNECT_S = 10.0
READ_S = 300.0
"""Seconds until a connection stands, and for a whole answer: a model on a small computer takes its time."""
MAX_ANSWER = 1 << 20
"""Bytes of an answer, unpacked."""
PAUSES_S = (2.0, 8.0, 30.0)
"""How long to wait before a server that is busy, or whose answer came broken, is asked again."""

_MAX_PAUSE_S = 60.0
_MAX_REDIRECTS = 3
_PIECE = 1 << 14
_BUSY = (429, 503)
_BROKEN = (502, 504)  # what a gateway says while the server behind it is away
_UNFIT = (400, 413, 422, 500, 501)  # said of one question, as it is too long or asks for what the server can't do


class AnswerError(ValueError):
    """An answer that is of no use, of a server that otherwise works; the next article may fare better."""


class UnfitError(AnswerError):
    """The server refuses this question, but perhaps not another."""


class BrokenError(AnswerError, HiccupError):
    """No answer, or not a whole one; where that goes on, the server is no longer what it was."""


class _LateError(BrokenError):
    """An answer that didn't come in time."""


class _StoppedError(BrokenError):
    """Somebody has stopped the asking."""


class _GarbledError(BrokenError):
    """An answer that came whole and isn't one of such a server."""


class Endpoint:
    """A server that answers POST ``address``/chat/completions. Raises UserError for an address that is none."""

    def __init__(
        self,
        address: str,
        read_s: float = READ_S,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        address = address.rstrip("/").removesuffix("/chat/completions")
        try:
            parts = urlsplit(address)
            self._origin = (parts.scheme, parts.hostname, parts.port)
        except ValueError as error:
            raise UserError(f"{address!r} is no address: {error}.") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UserError(f"{address!r} is no address; one begins with http:// or https://.")
        if parts.username or parts.password:
            raise UserError(f"An address has no login; a key goes into the environment variable {KEY}.")
        if parts.scheme == "http" and not _is_near(parts.hostname):
            raise UserError(
                f"{address} would be sent the texts in the open; outside of your own network use https://."
            )
        self._address = f"{address}/chat/completions"
        self._host = parts.hostname
        self._read_s = read_s
        self._stopped = threading.Event()
        self._socket: socket.socket | None = None  # of the question under way
        self._sleep = sleep or self._stopped.wait
        self._has_answered = False

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer's JSON object. Raises UserError where asking again would be of no use, else AnswerError."""
        body = orjson.dumps(question)
        for pause in PAUSES_S:
            try:
                status, answer, wait = self._post(body)
                if status not in _BUSY:
                    return self._useful(status, answer)
            except (_LateError, _StoppedError):
                raise  # nobody wants to wait again
            except BrokenError:
                wait = None
            self._sleep(min(wait if wait is not None else pause, _MAX_PAUSE_S))
        try:
            return self._useful(*self._post(body)[:2])
        except _GarbledError as error:
            if self._has_answered:
                raise
            # It never was such a server: the address is that of something else.
            raise UserError(str(error)) from error

    def _useful(self, status: int, answer: bytes) -> dict[str, Any]:
        """The object of an answer that is one. Raises UserError and AnswerError."""
        if status == 200:
            found = _object(answer, self._host)
            self._has_answered = True
            return found
        said = _message(answer)
        if status in _UNFIT:
            raise UnfitError(f"{self._host} answers {status}{said}")
        if status in _BROKEN:
            raise BrokenError(f"{self._host} answers {status}{said}.")
        raise UserError(f"{self._host} answers {status}{said}; {_advice(status)}")

    def stop(self) -> None:
        """Breaks off what another thread asks, and lets it ask no more."""
        self._stopped.set()
        asking = self._socket
        if asking is not None:
            with suppress(OSError):
                # An SSLSocket's own method would say farewell first.
                socket.socket.shutdown(asking, socket.SHUT_RDWR)

    def _post(self, body: bytes) -> tuple[int, bytes, float | None]:
        """Status, body, and the seconds that the server asks to wait."""
        address = self._address
        for _ in range(_MAX_REDIRECTS + 1):
            status, headers, answer = self._request(address, body)
            if status not in (301, 302, 303, 307, 308):
                return status, answer, _seconds(headers.get("Retry-After"))
            address = self._redirected(address, status, headers.get("Location", ""))
        raise UserError(f"{self._host} redirects too often.")

    def _request(self, address: str, body: bytes) -> tuple[int, Mapping[str, str], bytes]:
        """Asks once, by a connection of its own, which another thread can break off."""
        from urllib3.exceptions import HTTPError
        from urllib3.util import parse_url

        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        key = _key()
        if key:
            headers["Authorization"] = f"Bearer {key}"
        connection = None
        try:
            url = parse_url(address)
            connection = _connection(url)
            connection.connect()
            self._socket = connection.sock
            if self._stopped.is_set():
                raise _StoppedError("stopped")
            end = time.monotonic() + self._read_s
            connection.timeout = self._read_s
            connection.request("POST", url.request_uri, body=body, headers=headers, preload_content=False)
            response = connection.getresponse()
            return response.status, response.headers, self._read(response, end)
        except (HTTPError, HTTPException, OSError) as error:
            raise self._trouble(error) from error
        finally:
            self._socket = None
            if connection is not None:
                connection.close()

    def _read(self, response: BaseHTTPResponse, end: float) -> bytes:
        parts, size = [], 0
        # read1 doesn't wait for a piece to be full, so that one that drips is noticed.
        while part := response.read1(_PIECE):
            parts.append(part)
            size += len(part)
            if size > MAX_ANSWER:
                raise AnswerError(f"the answer is longer than {MAX_ANSWER >> 20} MiB")
            if time.monotonic() > end:
                raise _LateError(f"{self._host} had not answered completely after {self._read_s:g} s.")
        return b"".join(parts)

    def _redirected(self, address: str, status: int, target: str) -> str:
        try:
            target = urljoin(address, target)
            parts = urlsplit(target)
            there = (parts.scheme, parts.hostname, parts.port)
        except ValueError:
            there = ("", None, None)
        if there != self._origin or status not in (307, 308):
            raise UserError(
                f"{self._host} redirects to {there[1] or 'nowhere'}, where nothing was sent: name the address "
                "that is meant."
            )
        return target

    def _trouble(self, error: Exception) -> UserError | BrokenError:
        """What is wrong with the connection: what ends all asking, or may be over the next time."""
        from urllib3 import exceptions

        if self._stopped.is_set():
            return _StoppedError("stopped")
        match error:
            case exceptions.LocationValueError():
                return UserError(f"{self._address!r} is no address.")
            case exceptions.NameResolutionError():
                return UserError(f"The server {self._host} is not known, or there is no network.")
            case exceptions.NewConnectionError():
                return UserError(
                    f"There is no connection to {self._host} at {self._address}: is the server running?"
                )
            case exceptions.ConnectTimeoutError() | TimeoutError() if self._socket is None:
                return UserError(f"There is no connection to {self._host} within {CONNECT_S:g} s.")
            case exceptions.ReadTimeoutError() | TimeoutError():
                return _LateError(f"{self._host} has not answered within {self._read_s:g} s.")
            case exceptions.SSLError() | ssl.SSLError():
                return UserError(f"There is no secure connection to {self._host}: {error}")
        return BrokenError(f"The connection to {self._host} broke off ({type(error).__name__}).")


def _connection(url: Url) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection

    host = (url.host or "").strip("[]")
    if url.scheme != "https":
        return HTTPConnection(host, url.port, timeout=CONNECT_S)
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return HTTPSConnection(host, url.port, timeout=CONNECT_S, ssl_context=context)


def _object(answer: bytes, host: str) -> dict[str, Any]:
    try:
        found = orjson.loads(answer)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("choices"), list):
        raise _GarbledError(
            f"{host} doesn't answer as an OpenAI-compatible server does; its address often ends in /v1."
        )
    return found


def _is_near(host: str) -> bool:
    """Whether a host is this computer or one of its own network: a private address, or a name without a dot."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".lan", ".home.arpa", ".internal"))


def _key() -> str:
    key = os.environ.get(KEY, "").strip()
    if not key.isascii() or (key and not key.isprintable()):
        raise UserError(f"The key in {KEY} has characters that no key has.")
    return key


def _message(answer: bytes) -> str:
    """What the server says of an error, in parentheses; "" if nothing. A key that it repeats is left out."""
    try:
        found = orjson.loads(answer)
    except orjson.JSONDecodeError:
        return ""
    error = found.get("error", found) if isinstance(found, dict) else None
    said = error.get("message") if isinstance(error, dict) else error
    if not isinstance(said, str) or not said.strip():
        return ""
    said = said.replace(_key() or "\0", "…")
    return f" ({' '.join(said.split())[:200]})"


def _advice(status: int) -> str:
    if status in (401, 403):
        return f"it wants a key in the environment variable {KEY} that is valid."
    if status == 404:
        return "it has no such model, or its address is another (it often ends in /v1)."
    if status in _BUSY:
        return "it is too busy; suggesting again later goes on with the rest."
    return "suggesting again later goes on with the rest."


def _seconds(value: str | None) -> float | None:
    value = (value or "").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
