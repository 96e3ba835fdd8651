"""The one import rule, and how large files and classes may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "annotator"
FILES = sorted(PACKAGE.rglob("*.py"))
# What each room may import of the others.
MAY = {
    "core": set(),
    "store": {"core"},
    "formats": {"core"},
    "suggest": {"core"},
    "commands": {"core", "store"},
    "jobs": {"core", "store", "formats", "suggest", "commands", "project"},
    "project": {"core", "store", "formats", "suggest", "commands", "jobs"},
    "ui": {"core", "project", "jobs"},
    "cli": {"core", "project", "jobs"},
    "app": {"core", "project", "jobs", "ui"},
    "__main__": {"cli", "app"},
    "__init__": set(),
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imported(path: Path) -> list[tuple[str, int]]:
    """The full names that a file imports anywhere, functions and type checking included, and the lines."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: a relative import"
            # "from annotator import commands" names a room, "from annotator import __version__" does not.
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "annotator" else []
            found += [(name, node.lineno) for name in names or [str(node.module)]]
    return found


def imports() -> Iterator[tuple[Path, str, str]]:
    """Each file with each name that it imports, and both as they are told."""
    for path in FILES:
        for name, line in imported(path):
            yield path, name, f"{path}:{line} imports {name}"


def test_rooms_are_those_of_the_design() -> None:
    assert {room(path) for path in FILES} == MAY.keys()


def test_imports_never_go_upwards() -> None:
    for path, name, told in imports():
        here, parts = room(path), name.split(".")
        if parts[0] == "annotator" and len(parts) > 1 and parts[1] in MAY:
            assert parts[1] == here or parts[1] in MAY[here], told


def test_libraries_stay_in_their_rooms() -> None:
    rooms = {
        "PySide6": {"ui"},
        "shiboken6": {"ui"},
        "sqlite3": {"store"},
        "sqlite_utils": {"store"},
        "click": {"cli"},
    }
    for path, name, told in imports():
        allowed = rooms.get(name.split(".")[0])
        assert allowed is None or room(path) in allowed, told


def test_two_places_touch_the_network() -> None:
    doors = ("urllib3", "urllib.request", "http.client", "socket", "ssl", "requests", "httpx", "PySide6.QtNetwork")
    # A language model behind an address that a person named is the other one.
    endpoint = PACKAGE / "suggest" / "engines" / "endpoint.py"
    for path, name, told in imports():
        if path.parent != PACKAGE / "formats" / "web" and path != endpoint:
            assert not f"{name}.".startswith(tuple(f"{door}." for door in doors)), told


def test_only_the_store_speaks_sql() -> None:
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("execute", "executemany", "executescript"):
                assert room(path) == "store", f"{path}:{node.lineno}"


def test_files_and_classes_stay_small() -> None:
    for path in FILES:
        assert len(path.read_text("utf-8").splitlines()) <= 400, path
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                assert (node.end_lineno or 0) - node.lineno < 300, f"{path}: {node.name}"


def test_facade_loads_neither_window_nor_what_comes_later() -> None:
    """A fresh interpreter: sqlite-utils alone takes 0.1 s, which a start can do without."""
    late = ("PySide6", "sqlite_utils", "click", "charset_normalizer", "annotator.ui", "annotator.cli")
    code = f"import sys, annotator.project; print([name for name in sys.modules if name.startswith({late!r})])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_opening_a_project_loads_no_migrations(tmp_path: Path) -> None:
    code = """if True:
        import sys
        from pathlib import Path
        from annotator.project import Project
        project = Project.open(Path(sys.argv[1]), "anna")
        project.summaries(project.article_ids())
        print([name for name in sys.modules if name.startswith(("sqlite_utils", "click"))])
    """
    from annotator.project import Project

    path = tmp_path / "p.db"
    Project.create(path, "anna").close()
    done = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_making_a_project_loads_no_data_frames() -> None:
    """Pandas is installed here for the sake of datasets; sqlite-utils would load it wherever it is."""
    code = "import sys, annotator.store.migrations; print({'pandas', 'numpy'} & sys.modules.keys()); import numpy"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_processes_of_an_export_load_no_commands() -> None:
    """They take long enough to start: the commands alone took half of it."""
    code = "import sys, annotator.jobs.export_work; print('annotator.commands' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
