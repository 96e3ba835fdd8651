"""Starts the window: arguments, application, error border."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from annotator.core.collecting import spare
from annotator.core.errors import UserError

_LIBRARIES = {
    # What Qt's Linux build needs beside itself, and the Debian package that has it.
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
_X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

_LIBRARY_FOLDERS = (f"/usr/lib/{os.uname().machine}-linux-gnu", "/usr/lib64") if sys.platform == "linux" else ()


def run(arguments: list[str]) -> int:
    """Opens the window, with the project that the arguments name, or --sample; returns the exit code."""
    sample = arguments == ["--sample"]
    try:
        path = None if sample else _project_path(arguments)
        _check_display()
    except UserError as error:
        print(f"annotator: {error}", file=sys.stderr)
        return 2
    # Nearly all that is made from here to the first paint stays: looking through it for cycles takes 10 ms.
    gc.disable()
    try:
        from annotator.ui.start import start
    except ImportError as error:
        print(f"annotator: {_import_sentence(error)}", file=sys.stderr)
        return 2
    finally:
        spare()
        gc.enable()
    return start(path, sample)


def _project_path(arguments: list[str]) -> Path | None:
    if len(arguments) > 1:
        raise UserError(f"one project at a time, not {len(arguments)}; annotator --help lists the commands.")
    if not arguments:
        return None
    path = Path(arguments[0])
    if path.suffix not in (".annotator", ".db") and not os.path.exists(path):
        raise UserError(
            f"{arguments[0]!r} is neither a command nor a project; annotator --help lists the commands."
        )
    if not os.path.exists(path):
        raise UserError(f"There is no project at {path}. To make it: annotator new {path}")
    return path


def _check_display() -> None:
    """Qt ends the process where it finds no display or lacks a library; this says so first, in words."""
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    libraries = dict(_LIBRARIES)
    if platform in ("", "xcb") and not (platform == "" and os.environ.get("WAYLAND_DISPLAY")):
        if not os.environ.get("DISPLAY"):
            raise UserError(
                "there is no display to open a window on (DISPLAY is not set). "
                "The commands of annotator --help work without one."
            )
        libraries |= _X11_LIBRARIES
    missing = [package for library, package in libraries.items() if not _has(library)]
    if missing:
        raise UserError(
            f"Qt lacks libraries of the system. On Debian or Ubuntu: apt-get install {' '.join(missing)}"
        )


def _has(library: str) -> bool:
    # To load all of them takes 10 ms. A look at the file will do where Debian, and most of the others, keep them.
    if any(os.path.exists(f"{folder}/{library}") for folder in _LIBRARY_FOLDERS):
        return True
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _import_sentence(error: ImportError) -> str:
    library = str(error).partition(":")[0]
    package = (_LIBRARIES | _X11_LIBRARIES).get(library)
    if package is None:
        return f"Qt can't be loaded: {error}"
    return f"Qt lacks {library}. On Debian or Ubuntu: apt-get install {package}"
