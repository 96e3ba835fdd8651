from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path, PurePath
from typing import Any

import pytest

from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Draft, Refusal
from annotator.formats.readers import READERS, read_path, read_stream, registry
from tests.making import make_draft

CODEBOOK = Codebook("news")


class Telex:
    name = "telex"
    suffixes = (".tlx",)
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        return head.startswith(b"ZCZC")

    def read(self, stream: Any, file: str, codebook: Codebook, on_bytes: Any = None) -> Iterator[Draft | Refusal]:
        yield make_draft(stream.read().decode().removeprefix("ZCZC").strip())


class Broken(Telex):
    name = "broken"

    def accepts(self, path: PurePath, head: bytes) -> bool:
        raise KeyError(path.suffix)


class Failing(Telex):
    name = "failing"

    def read(self, stream: Any, file: str, codebook: Codebook, on_bytes: Any = None) -> Iterator[Draft | Refusal]:
        raise ZeroDivisionError


class NoName(Telex):
    name = ""


class Taken(Telex):
    name = "jsonl"


class ListOfSuffixes(Telex):
    suffixes = [".tlx"]  # type: ignore[assignment]  # noqa: RUF012


class Unsaid(Telex):
    binary = None  # type: ignore[assignment]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes installed packages of entry points, each "name = module:attribute"."""

    def use(*values: str) -> None:
        found = [metadata.EntryPoint(v.split(" = ")[0], v.split(" = ")[1], registry.GROUP) for v in values]
        monkeypatch.setattr(metadata, "entry_points", lambda group: found if group == registry.GROUP else [])
        registry.plugins.cache_clear()

    yield use
    registry.plugins.cache_clear()


def read(data: bytes, name: str = "a.txt", format: str | None = None) -> list[str]:
    found = read_stream(io.BytesIO(data), name, CODEBOOK, format)
    return [item.article.text if isinstance(item, Draft) else str(item) for item in found]


def test_a_plug_in_reads_its_files_before_plain_text_does(install: Any) -> None:
    assert read(b"ZCZC Eins") == ["ZCZC Eins"]
    install(f"telex = {__name__}:Telex")
    assert read(b"ZCZC Eins") == ["Eins"]
    assert read(b"Zwei") == ["Zwei"]
    assert read(b"Zwei", format="telex") == ["Zwei"]
    assert ".tlx" in registry.suffixes()
    assert [r.name for r in registry.all_readers()] == ["telex", *(r.name for r in READERS)]


def test_the_formats_of_plug_ins_may_be_named(install: Any) -> None:
    from annotator.jobs import files

    assert "telex" not in files.READ_FORMATS
    install(f"telex = {__name__}:Telex")
    assert "telex" in files.READ_FORMATS
    assert ".tlx" in files.READ_SUFFIXES
    with pytest.raises(AttributeError, match="NO_FORMATS"):
        _ = files.NO_FORMATS


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("no_such_module:Telex", "ModuleNotFoundError: No module named 'no_such_module'"),
        (f"{__name__}:Telegram", f"AttributeError: module '{__name__}' has no attribute 'Telegram'"),
        (f"{__name__}:CODEBOOK", "TypeError: its name is no text|AttributeError: 'Codebook'"),
        (f"{__name__}:NoName", "TypeError: its name is no text"),
        (f"{__name__}:Taken", "ValueError: there is a format jsonl already"),
        (f"{__name__}:ListOfSuffixes", "TypeError: its suffixes are no tuple of texts"),
        (f"{__name__}:Unsaid", "TypeError: its binary is not True or False"),
    ],
)
def test_a_broken_plug_in_is_told_where_it_is_missed(install: Any, value: str, problem: str) -> None:
    install(f"telex = {value}")
    assert read(b"Eins") == ["Eins"]
    (told,) = read(b"x", "a.tlx")
    start = (
        "a.tlx: .tlx files are not known; if you know what it is, name the format; the plug-in telex can't be used"
    )
    assert told.startswith(start)
    assert any(told[len(start) :].startswith(f" ({words}") for words in problem.split("|")), told
    with pytest.raises(UserError, match="the plug-in telex can't be used"):
        read(b"Eins", format="telex")
    assert len(registry.plugins().problems) == 1


def test_a_plug_in_that_fails_ends_nothing(install: Any) -> None:
    install(f"broken = {__name__}:Broken", f"failing = {__name__}:Failing")
    assert read(b"Eins") == ["Eins"]
    assert read(b"ZCZC Eins") == ["a.txt: the plug-in's reader failing failed on it (ZeroDivisionError)"]


def test_a_package_that_is_installed_adds_a_reader(tmp_path: Path) -> None:
    """As another interpreter finds it: a module, and the metadata that an installation writes."""
    (tmp_path / "telex_reader.py").write_text(
        """from annotator.core.models import Article, Draft

class TelexReader:
    name = "telex"
    suffixes = (".tlx",)
    binary = False

    def accepts(self, path, head):
        return head.startswith(b"ZCZC")

    def read(self, stream, file, codebook, on_bytes=None):
        text = stream.read().decode().removeprefix("ZCZC").removesuffix("NNNN").strip()
        yield Draft(Article(id=0, key="", title=text.split(".")[0], text=text))
"""
    )
    info = tmp_path / "telex_reader-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: telex-reader\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[annotator.readers]\ntelex = telex_reader:TelexReader\n")
    (tmp_path / "a.txt").write_text("ZCZC Der Hafen ruht. NNNN")
    code = """if True:
        import sys
        from pathlib import Path
        from annotator.jobs.files import READ_FORMATS
        from annotator.project import Project
        project = Project.create(Path(sys.argv[1]) / "p.annotator", "anna")
        report = project.import_paths([Path(sys.argv[1]) / "a.txt"])
        print(report, READ_FORMATS[0], project.load(report.first_id).article.text, sep="|")
    """
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path],
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "imported 1, duplicates 0, refused 0|telex|Der Hafen ruht.\n"


def test_readers_keep_to_the_protocol(tmp_path: Path) -> None:
    for reader in READERS:
        assert all(s.startswith(".") and s == s.lower() for s in reader.suffixes), reader.name
        assert isinstance(reader.binary, bool)
        assert not reader.accepts(PurePath("x.css"), b"p { margin: 0 }"), reader.name
    path = tmp_path / "p.css"
    path.write_text("p {}")
    assert isinstance(next(read_path(path, CODEBOOK)), Refusal)


def test_the_libraries_of_formats_are_loaded_when_they_are_needed() -> None:
    code = (
        "import sys, annotator.jobs.files, annotator.formats.readers; annotator.jobs.files.READ_FORMATS;"
        "late = ('trafilatura', 'feedparser', 'lxml', 'tarfile', 'charset_normalizer');"
        "print([name for name in late if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_window_needs_no_readers_to_start() -> None:
    code = "import sys, annotator.jobs.files; print([name for name in sys.modules if 'formats.readers' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
