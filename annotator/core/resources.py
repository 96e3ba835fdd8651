"""Where the files that come with the program lie: in a checkout, an editable install and a wheel alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """The path of a file below ``resources/`` (icons, codebooks, schema …)."""
    return _find("resources").joinpath(*parts)


def sample_data(*parts: str) -> Path:
    """The path of a file below ``sample_data/``."""
    return _find("sample_data").joinpath(*parts)


def _find(folder: str) -> Path:
    # A wheel carries the folder inside the package; a checkout has it beside the package.
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder
