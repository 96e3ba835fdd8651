"""The engines that a person has added: model folders on this computer, and servers that she agreed to.

An engine is named by its spec: ``spacy:PATH``, ``transformers:PATH``, ``gliner:PATH`` or ``openai:URL#MODEL``.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication

from annotator.ui.settings import Settings

FOLDERS = ("spacy", "transformers", "gliner")
SERVER = "openai"
_PORTS = {"http": 80, "https": 443}


class Engine(NamedTuple):
    """One engine; ``place`` is a folder or the URL of a server, ``model`` the name of the model there."""

    kind: str
    place: str
    model: str = ""

    @property
    def spec(self) -> str:
        return f"{self.kind}:{self.place}" + (f"#{self.model}" if self.model else "")

    @classmethod
    def of(cls, spec: str) -> Engine | None:
        """None for what names no engine."""
        kind, _, place = spec.partition(":")
        model = ""
        if kind == SERVER:
            place, _, model = place.partition("#")
            if server_of(place) is None or not model:
                return None
        return cls(kind, place, model) if place and kind in (*FOLDERS, SERVER) else None

    @property
    def server(self) -> str | None:
        """The server that texts would be sent to; None for an engine on this computer's disk."""
        return server_of(self.place) if self.kind == SERVER else None

    @property
    def title(self) -> str:
        name = self.model or self.place.replace("\\", "/").rstrip("/").rpartition("/")[2]
        return f"{kind_title(self.kind)} · {name}"


def kind_title(kind: str) -> str:
    """A kind of engine as a person reads it."""
    tr = QCoreApplication.translate
    titles = {
        "spacy": tr("Engine", "spaCy pipeline"),
        "transformers": tr("Engine", "Transformers model"),
        "gliner": tr("Engine", "GLiNER model"),
        SERVER: tr("Engine", "Language model on a server"),
    }
    return titles[kind]


def server_of(url: str) -> str | None:
    """Scheme, host and port of a URL, which is all that tells one server from another; None where it has none."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        return None
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")


def consent_sentence(server: str) -> str:
    """What a person agrees to before anything is sent."""
    text = QCoreApplication.translate(
        "Engine", "Texts of the articles and the codebook are sent to %1. Nothing is sent to any other place."
    )
    return text.replace("%1", server)


class Engines:
    """The engines in the settings, for one project.

    One on a server runs only while the person agrees that texts of this very project go to that very server.
    """

    def __init__(self, settings: Settings, project: Path) -> None:
        self._settings = settings
        self._project = project

    def all(self) -> list[Engine]:
        """Those that were added, in this order."""
        found = (Engine.of(spec) for spec in self._settings.engines)
        return [engine for engine in found if engine is not None]

    def is_agreed(self, engine: Engine) -> bool:
        """Whether it needs no consent, or has it for this project."""
        return engine.server is None or engine.server in self._settings.agreed_servers(self._project)

    def is_on(self, engine: Engine) -> bool:
        return self.is_agreed(engine) and engine.spec not in self._settings.engines_off

    def chosen(self) -> tuple[str, ...]:
        """The specs of those that are to run."""
        return tuple(engine.spec for engine in self.all() if self.is_on(engine))

    def add(self, engine: Engine) -> None:
        """Adds an engine and turns it on; on a server, the person has agreed to that."""
        settings = self._settings
        settings.engines = list(dict.fromkeys([*settings.engines, engine.spec]))
        self.switch(engine, on=True)
        if engine.server is not None:
            settings.agree(self._project, engine.server)

    def switch(self, engine: Engine, on: bool) -> None:
        """Turns an engine on or off."""
        others = [spec for spec in self._settings.engines_off if spec != engine.spec]
        self._settings.engines_off = others if on else [*others, engine.spec]

    def remove(self, engine: Engine) -> None:
        """Takes an engine out; with the last one on its server, the person agrees to that nowhere any more."""
        settings = self._settings
        settings.engines = [spec for spec in settings.engines if spec != engine.spec]
        settings.engines_off = [spec for spec in settings.engines_off if spec != engine.spec]
        if engine.server is not None and engine.server not in {other.server for other in self.all()}:
            settings.disagree(engine.server)
