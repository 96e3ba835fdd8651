"""What Hugging Face's datasets makes of exports, in a process of its own: its import takes seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_LOAD = """
import json, sys, datasets
kind, cache = sys.argv[1:3]
loaded = []
for path in sys.argv[3:]:
    if kind == "folder":
        builder = datasets.load_dataset_builder(path, cache_dir=cache)
        declared = builder.info.features
        data = datasets.load_dataset(path, cache_dir=cache)
        assert declared is None or all(part.features == declared for part in data.values()), declared
    else:
        data = datasets.load_dataset(kind, data_files=path, cache_dir=cache)
    first = next(iter(data.values()))
    loaded.append({
        "features": first.features._to_yaml_list(),
        "splits": {name: part.to_list() for name, part in data.items()},
    })
print(json.dumps(loaded, default=str))
"""


def load(kind: str, tmp_path: Path, *paths: Path | str) -> list[dict[str, Any]]:
    """The ``features``, as README.md has them, and the rows of the ``splits`` of each data set.

    ``kind`` is folder for a folder with its README.md, or that of data files: parquet, json.
    """
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "HF_HOME": str(tmp_path / "hf"),
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, kind, tmp_path / "cache", *paths],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded: list[dict[str, Any]] = json.loads(done.stdout)
    return loaded


def classes(*names: str) -> dict[str, Any]:
    """A feature that is one of these names."""
    return {"class_label": {"names": {str(n): name for n, name in enumerate(names)}}}
