"""A server on this computer's own loopback that answers as one of a language model does."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What is answered; ``act`` instead, if it is given."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    act: Callable[[BaseHTTPRequestHandler], object] | None = None


def says(content: object, finish: str = "stop") -> Reply:
    """The model's words: a text, or what is to be written as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return Reply(json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def fails(status: int, message: str = "", **headers: str) -> Reply:
    """An error as such servers tell it."""
    return Reply(json.dumps({"error": {"message": message}}).encode(), status, headers)


class ModelServer:
    """Gives ``replies`` one after the other, the last one for ever; keeps what it was asked."""

    def __init__(self, port: int) -> None:
        self.replies: list[Reply] = []
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        self.address = f"http://127.0.0.1:{port}/v1"
        self.port = port
        self.ending = threading.Event()


@contextmanager
def serve() -> Iterator[ModelServer]:
    """Runs a server."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append(json.loads(body))
            server.paths.append(self.path)
            server.keys.append(self.headers["Authorization"])
            reply = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
            if reply.act is not None:
                reply.act(self)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes is what some tests are about."""

    http = Server(("127.0.0.1", 0), Handler)
    server = ModelServer(http.server_address[1])
    thread = threading.Thread(target=http.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.ending.set()
        http.shutdown()
        thread.join()
        http.server_close()
