"""Web addresses in what is dropped or pasted: links, shortcuts to pages, and text that is nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from annotator.core.web_addresses import SHORTCUTS, only_addresses, shortcut

_MAX_SHORTCUT = 1 << 16


def pasted_addresses(data: QMimeData) -> list[str]:
    """Those that the data consists of, as links or as text; none if there is more in it."""
    return addresses_of(data) or only_addresses(data.text())


def addresses_of(data: QMimeData) -> list[str]:
    """The web addresses that are dragged or copied: as links, or in shortcuts to them; none if there are files."""
    found = []
    for url in data.urls():
        if url.scheme() in ("http", "https"):
            found.append(url.toString(url.ComponentFormattingOption.FullyEncoded))
        elif not url.isLocalFile() or (address := address_of(Path(url.toLocalFile()))) is None:
            return []
        else:
            found.append(address)
    return found


def address_of(path: Path | str) -> str | None:
    """An address, or that in a shortcut to a web page; None if the file is none."""
    if isinstance(path, str):
        return path
    if path.suffix.lower() not in SHORTCUTS:
        return None
    try:
        with path.open("rb") as file:
            return shortcut(file.read(_MAX_SHORTCUT))
    except OSError:
        return None
