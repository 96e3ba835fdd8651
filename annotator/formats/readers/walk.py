"""Which files there are to read below folders."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from pathlib import Path, PurePath

from annotator.formats.readers.registry import PARTNERS, TEXT_OF_PAIR

_PAGES = (".html", ".htm", ".xhtml")
# How browsers name the folder of what belongs to a saved page: "Title_files", in German "Title-Dateien" …
_BELONGINGS = (
    "_files",
    "-Dateien",
    "_fichiers",
    "-filer",
    "_archivos",
    "_file",
    "_arquivos",
    "_bestanden",
    ".files",
)
# What brat, UIMA and Label Studio keep beside texts to say what their labels are, and (also below a file's name)
# data cards.
_DESCRIPTIONS = (
    "annotation.conf",
    "visual.conf",
    "tools.conf",
    "kb_shortcuts.conf",
    "acl.conf",
    "typesystem.xml",
    "config.xml",
)
# What a copy of a site has beside its pages.
_SITE = "robots.txt"
_CARD = ".readme.md"


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """The files in the order given; in place of a folder all that lie below it, sorted by name.

    Below folders, hidden files and their like, what describes other files, and the folder with the belongings of a
    saved page beside it (scripts, images, adverts) are skipped. No folder is entered twice, so that links make no
    loop. Labels are skipped where the text that they are read with comes too. A folder that can't be listed comes
    itself, and so does what is no regular file, as a link that leads nowhere: reading it says why.
    """
    paths = list(paths)
    given = {str(path) for path in paths}
    entered: set[tuple[int, int]] = set()
    for path in paths:
        if is_partner(str(path), given):
            continue
        pending = [path]
        while pending:
            current = pending.pop()
            found = _children(current, entered) if os.path.isdir(current) else None
            if found is None:
                yield current
            else:
                pending.extend(found)


def belongings(pages: Iterable[str]) -> set[str]:
    """The names that folders with the belongings of these saved pages may have."""
    stems = [PurePath(name).stem for name in pages if PurePath(name).suffix.lower() in _PAGES]
    return {stem + ending for stem in stems for ending in _BELONGINGS}


def is_left_behind(name: str) -> bool:
    """Whether a file is hidden, or what an office program or a system keeps beside the person's own files."""
    return name.startswith((".", "~$")) or name.lower() in ("thumbs.db", "desktop.ini")


def is_description(name: str) -> bool:
    """Whether a file says what others are, and so has no article."""
    name = name.lower()
    return name in (*_DESCRIPTIONS, _SITE) or f".{name}".endswith(_CARD)


def is_partner(name: str, names: Container[str]) -> bool:
    """Whether the file holds the labels of a text among the names."""
    # Not by a path, which on Windows has other slashes than the names in an archive.
    stem, suffix = os.path.splitext(name)
    return suffix.lower() in PARTNERS and stem + TEXT_OF_PAIR in names


def _children(folder: Path, entered: set[tuple[int, int]]) -> list[Path] | None:
    """What is to be read below the folder, last first; None if it can't be listed."""
    try:
        status = folder.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in entered:
            return []
        entered.add(identity)
        with os.scandir(folder) as entries:
            names = {entry.name: _is_folder(entry) for entry in entries if not is_left_behind(entry.name)}
    except OSError:
        return None
    skipped = belongings(name for name, is_folder in names.items() if not is_folder)
    kept = sorted(
        name
        for name, is_folder in names.items()
        if not (name in skipped if is_folder else is_description(name) or is_partner(name, names))
    )
    return [folder / name for name in reversed(kept)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, not a file or what is neither."""
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link to itself, say


def size_of(path: Path) -> int:
    """How many bytes a file has; 0 where that can't be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
