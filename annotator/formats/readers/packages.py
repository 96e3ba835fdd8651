"""Archives that a program made for itself: which of their members are articles, and which are only about these."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

# Web archives packed with their index (https://specs.webrecorder.net/wacz/1.1.1/).
_WACZ = "datapackage.json"
_WEB_ARCHIVE = re.compile(r"archive/.+\.warc(?:\.gz)?\Z")
# A project of INCEpTION or WebAnno (ProjectExportService and its exporters): the texts as they came, and for
# each a folder with what every annotator, and the curator, made of it.
_PROJECT = re.compile(r"exportedproject\d*\.json\Z")
_MADE = re.compile(r"(?:annotation|curation)/([^/]+)/([^/]+)\Z")
_UNTOUCHED = "INITIAL_CAS"  # before anybody had opened it


def articles_in(names: Iterable[str]) -> set[str]:
    """Those of an archive's members that are to be read; all where it is no package."""
    every = set(names)
    if _WACZ in every:
        return {name for name in every if _WEB_ARCHIVE.match(name)} or every
    if any(map(_PROJECT.match, every)):
        return _of_project(every) or every
    return every


def _of_project(names: set[str]) -> set[str]:
    """What was made of each text, or the text itself where nobody has made anything of it."""
    made: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if found := _MADE.match(name):
            made[found[1]].add(name)
    kept = {name for name in names if name.startswith("source/") and name.removeprefix("source/") not in made}
    for each in made.values():
        kept |= {name for name in each if not name.rpartition("/")[2].startswith(_UNTOUCHED)} or each
    return kept
