"""A small site on this computer's own loopback, for what fetches from the web."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCES = [
    "Der Hafen von Nordwik bleibt bis Montag geschlossen, teilte die Behörde am Abend mit.",
    "„Wir können die Kräne nicht bei jedem Wetter bewegen“, sagte die Leiterin Ada Böhm.",
    "Die Reederei Falk widersprach: Der Sturm sei seit Stunden vorüber und die Fahrrinne frei.",
    "Am Kai warten zwölf Schiffe mit Getreide, Holz und Maschinen auf ihre Abfertigung.",
]
HTML = "text/html; charset=utf-8"


def page(title: str, head: str = "") -> str:
    """A page with an article; another title makes another article."""
    text = "".join(f"<p>{title}: {sentence}</p>" for sentence in SENTENCES)
    return (
        f'<!DOCTYPE html><html lang="de"><head><title>{title}</title>{head}</head><body>'
        f'<nav><a href="/menu">Menü</a></nav><img src="/track.png"><script src="/run.js"></script>'
        f'<article><h1>{title}</h1>{text}</article><a rel="next" href="/next">Weiter</a></body></html>'
    )


@dataclass
class Reply:
    """What the site answers at a path: each time, or (``more``) the first time and then as those say."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    more: list[Reply] = field(default_factory=list)
    act: Callable[[BaseHTTPRequestHandler], object] | None = None


def html(title: str, head: str = "") -> Reply:
    """The answer with an article."""
    return Reply(page(title, head).encode(), headers={"Content-Type": HTML})


def redirect(target: str, status: int = 302) -> Reply:
    """The answer that leads elsewhere."""
    return Reply(status=status, headers={"Location": target})


class Site:
    """Answers by path, 404 where it has none; ``asked`` are the paths that came, ``agents`` who asked."""

    def __init__(self, port: int, scheme: str, ending: threading.Event) -> None:
        self.replies: dict[str, Reply] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.root = f"{scheme}://127.0.0.1:{port}"
        self.other = f"{scheme}://localhost:{port}"
        self.ending = ending
        """Set when the site closes: what drips has to end then."""

    def __setitem__(self, path: str, reply: Reply | str) -> None:
        self.replies[path] = html(reply) if isinstance(reply, str) else reply

    def at(self, path: str) -> str:
        return self.root + path

    @property
    def pages(self) -> list[str]:
        """What was asked for beside robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serve(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Runs a site; with a context by TLS."""
    ending = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"])
            reply = site.replies.get(self.path, Reply(status=404))
            if reply.more:
                rest = reply.more
                site.replies[self.path] = Reply(
                    rest[0].body, rest[0].status, rest[0].headers, rest[1:], rest[0].act
                )
            if reply.act is not None:
                reply.act(self)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site = Site(server.server_address[1], "http" if context is None else "https", ending)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        ending.set()
        server.shutdown()
        thread.join()
        server.server_close()
