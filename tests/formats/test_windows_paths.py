"""What is read where paths have backslashes: names in archives don't."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import PureWindowsPath

import pytest

from annotator.core.models import Draft
from annotator.formats.readers import read_stream
from annotator.formats.readers.walk import is_partner
from tests.formats.foreign_cases import CODEBOOK

PAIRS = {"x/a.txt": b"Paul ging.", "x/a.ann": b"T1\tACTOR 0 4\tPaul\n", "b.txt": b"Zwei.", "c/d.e/f.txt": b"Drei."}


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths as Windows has them in all that reads files."""
    for name, module in list(sys.modules.items()):
        if name.startswith("annotator.formats.readers") and hasattr(module, "PurePath"):
            monkeypatch.setattr(module, "PurePath", PureWindowsPath)


@pytest.mark.usefixtures("windows")
def test_pairs_in_an_archive_are_found() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in PAIRS.items():
            archive.writestr(name, content)
    out.seek(0)
    found = list(read_stream(out, r"C:\Data\news.zip", CODEBOOK))
    assert all(isinstance(one, Draft) for one in found), found
    drafts = {one.article.text: one for one in found if isinstance(one, Draft)}
    assert {text: len(one.spans) for text, one in drafts.items()} == {"Paul ging.": 1, "Zwei.": 0, "Drei.": 0}
    assert drafts["Paul ging."].article.file == "news.zip/x/a.txt"


@pytest.mark.usefixtures("windows")
def test_partners_are_told_by_names_as_they_are_written() -> None:
    assert is_partner("x/a.ann", {"x/a.txt", "x/a.ann"})
    assert is_partner("C:\\x\\a.ANN", {"C:\\x\\a.txt"})
    assert not is_partner("x/.ann", {"x/.txt"})
    assert not is_partner("x/a.ann", {"y/a.txt", "a.txt"})
