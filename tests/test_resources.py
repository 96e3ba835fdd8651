"""Files that come with the program are found in a checkout and in a wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from annotator.core.resources import resource, sample_data

ROOT = Path(__file__).parent.parent
NEEDED = [
    "resources/codebooks/news.toml",
    "resources/record.schema.json",
    "resources/annotator.desktop",
    "resources/icons/annotator.svg",
    "sample_data/sample.jsonl",
]


def test_checkout_has_them() -> None:
    assert resource("codebooks", "news.toml") == ROOT / "resources" / "codebooks" / "news.toml"
    assert sample_data("sample.jsonl") == ROOT / "sample_data" / "sample.jsonl"
    assert all((ROOT / name).is_file() for name in NEEDED)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as an installation unpacks it; built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_wheel_has_every_resource(wheel: Path) -> None:
    for folder in ("resources", "sample_data"):
        for path in ROOT.joinpath(folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                inside = wheel / "annotator" / path.relative_to(ROOT)
                assert inside.read_bytes() == path.read_bytes()
    assert all((wheel / "annotator" / name).is_file() for name in NEEDED)


def test_wheel_has_the_whole_program(wheel: Path) -> None:
    ours = {path.relative_to(ROOT) for path in ROOT.joinpath("annotator").rglob("*.py")}
    assert ours <= {path.relative_to(wheel) for path in wheel.rglob("*.py")}
    (metadata,) = wheel.glob("*.dist-info")
    assert "annotator = annotator.__main__:main" in (metadata / "entry_points.txt").read_text()
    assert (metadata / "licenses" / "LICENSE").is_file()


def test_program_in_a_wheel_finds_them(wheel: Path, tmp_path: Path) -> None:
    code = """if True:
        import json, sys
        sys.path.insert(0, sys.argv[1])
        from pathlib import Path
        from annotator.core.resources import resource, sample_data
        from annotator.project import Project
        project = Project.create(Path("p.annotator"), "anna", sample=True)
        found = [resource("codebooks", "news.toml"), resource("icons"), sample_data("sample.jsonl")]
        print(json.dumps([project.codebook.reference, len(project.article_ids()), *map(str, found)]))
    """
    # -I: neither the checkout's folder nor PYTHONPATH is searched.
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, wheel], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    reference, articles, *found = json.loads(done.stdout)
    assert reference == "news@1"
    assert articles >= 8
    assert all(path.startswith(str(wheel)) and Path(path).exists() for path in found)


def test_version_is_told_once() -> None:
    from annotator import __version__

    assert tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__
