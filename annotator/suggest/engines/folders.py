"""Models in folders of this computer: whether they are there, what they are called, and loading them offline."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from annotator.core.errors import UserError

_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY")


def require(library: str) -> None:
    """Raises UserError unless the library of an extra is installed; it is not imported."""
    if find_spec(library) is None:
        raise UserError(
            f"The library {library} is not installed; it comes with the extra: uv sync --extra {library}, or "
            f'uv tool install ".[{library}]".'
        )


def model_folder(where: str, kind: str, marks: tuple[str, ...]) -> Path:
    """The folder, which has at least one of the files ``marks`` of this kind of model; else raises UserError."""
    # os.path, unlike Path, answers False for a name that is too long or of nobody's home.
    path = Path(os.path.expanduser(where))
    if not os.path.isdir(path):
        raise UserError(f"There is no folder {path}.")
    if not any(os.path.isfile(path / mark) for mark in marks):
        raise UserError(f"The folder {path} is no {kind}: it has no {' or '.join(marks)}.")
    return path


def folder_name(path: Path) -> str:
    return path.resolve().name


def stamp(path: Path) -> str:
    """Changes when a file of the folder does: a model that was trained anew is another version.

    Told by names, sizes and times, as models have gigabytes.
    """
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file():
            found = file.stat()
            digest.update(f"{file.relative_to(path).as_posix()}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


@contextmanager
def loading(path: Path | str, kind: str) -> Iterator[None]:
    """In which a library loads a model: from this computer alone, and what it can't load is a UserError."""
    for name in _OFFLINE:
        os.environ[name] = "1"
    hub = sys.modules.get("huggingface_hub.constants")
    if hub is not None:
        # It has read the environment already.
        hub.HF_HUB_OFFLINE = True  # type: ignore[attr-defined]
    try:
        yield
    except Exception as error:
        reason = " ".join(str(error).split())[:300]
        raise UserError(f"{path} can't be loaded as a {kind} ({type(error).__name__}: {reason}).") from error
