"""Archives that a program made for itself: which of their members are articles, and whose labels are in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import orjson

# Web archives packed with their index (https://specs.webrecorder.net/wacz/1.1.1/).
_WACZ = "datapackage.json"
_WEB_ARCHIVE = re.compile(r"archive/.+\.warc(?:\.gz)?\Z")
# A project of INCEpTION or WebAnno (ProjectExportService and its exporters): the texts as they came, and for
# each a folder with what every annotator, and the curator, made of it.
_PROJECT = re.compile(r"exportedproject\d*\.json\Z")
_MADE = re.compile(r"(?:annotation|curation)/([^/]+)/([^/]+)\Z")
_UNTOUCHED = "INITIAL_CAS"  # before anybody had opened it
# doccano (data_export/celery_tasks.py) packs a file for each member of a project where nobody sees others' labels.
_OF_MEMBER = re.compile(r"([^/]+)\.jsonl\Z")
_LABELS = ("label", "entities")


@dataclass(frozen=True, slots=True)
class Package:
    """Which members of an archive are to be read, and whose layers those are that are one annotator's."""

    members: set[str]
    annotators: dict[str, str] = field(default_factory=dict)


def package_of(names: Iterable[str], head: Callable[[str], bytes]) -> Package:
    """What is to be read of an archive with these members; all of it where it is no package.

    ``head`` gives the beginning of a member.
    """
    every = set(names)
    if _WACZ in every:
        return Package({name for name in every if _WEB_ARCHIVE.match(name)} or every)
    if any(map(_PROJECT.match, every)):
        return _of_project(every)
    return Package(every, _members_of_doccano(every, head))


def _of_project(names: set[str]) -> Package:
    """What was made of each text, or the text itself where nobody has made anything of it."""
    made: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if found := _MADE.match(name):
            made[found[1]].add(name)
    kept = {name for name in names if name.startswith("source/") and name.removeprefix("source/") not in made}
    annotators: dict[str, str] = {}
    for each in made.values():
        touched = {name for name in each if not PurePosixPath(name).name.startswith(_UNTOUCHED)}
        annotators.update((name, PurePosixPath(name).stem) for name in touched)
        kept |= touched or each
    return Package(kept or names, annotators)


def _members_of_doccano(names: set[str], head: Callable[[str], bytes]) -> dict[str, str]:
    """The members of a project by their files; none where these have no text in common, as parts of a corpus."""
    # What macOS packs beside each file is none of theirs.
    found = {name: _OF_MEMBER.match(name) for name in sorted(names) if not name.startswith("__MACOSX/")}
    if len(found) < 2 or not all(found.values()):
        return {}
    seen: set[str] = set()
    for name in found:
        beginning = head(name)
        texts = set(_labelled(beginning))
        if beginning and (not texts or (seen and seen.isdisjoint(texts))):
            return {}
        seen |= texts
    return {name: match[1] for name, match in found.items() if match}


def _labelled(head: bytes) -> Iterator[str]:
    """The texts of a file's first lines, where these have labels as doccano writes them."""
    for line in head.split(b"\n"):
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError:
            return
        match record:
            case {"text": str(text), **rest} if any(isinstance(rest.get(key), list) for key in _LABELS):
                yield text
            case _:
                return
