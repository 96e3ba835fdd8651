"""JSONL compressed, in folders and in shards, as Hugging Face's datasets reads it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from annotator.jobs.files import ExportFilter, Options, Writing
from annotator.project import Project
from tests.formats.hub_loading import load
from tests.making import make_draft, make_span

MakeProject = Callable[..., Project]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    texts = [(f"Ohlsens „Möwe“ 🙂 {n}", split) for n, split in enumerate(["train"] * 5 + ["dev", "test"])]
    return make_project(*(make_draft(text, spans=[make_span("ACTOR", (0, 7))], split=s) for text, s in texts))


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]


def test_compressed(project: Project, tmp_path: Path) -> None:
    plain, gz, zst = (tmp_path / name for name in ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst"))
    for path in (plain, gz, zst):
        project.export(path, ExportFilter())
    content = plain.read_bytes()
    assert gzip.decompress(gz.read_bytes()) == content
    assert zstandard.ZstdDecompressor().decompressobj().decompress(zst.read_bytes()) == content
    for loaded in load("json", tmp_path, plain, gz, zst):
        assert loaded["splits"]["train"] == lines(content)
    assert len(project.import_paths([gz]).duplicates) == 7


def test_folder_and_shards(project: Project, tmp_path: Path) -> None:
    whole, shards = tmp_path / "whole", tmp_path / "shards"
    project.export(whole, ExportFilter(), how=Writing("jsonl", folder=True))
    project.export(shards, ExportFilter(), how=Writing("jsonl", Options(shard=2), folder=True))
    assert sorted(p.name for p in whole.glob("*.jsonl")) == ["dev.jsonl", "test.jsonl", "train.jsonl"]
    files = sorted(shards.glob("*.jsonl"))
    assert [(p.name, len(lines(p.read_bytes()))) for p in files] == [
        ("dev-00000.jsonl", 1),
        ("test-00000.jsonl", 1),
        ("train-00000.jsonl", 2),
        ("train-00001.jsonl", 2),
        ("train-00002.jsonl", 1),
    ]
    train = (whole / "train.jsonl").read_bytes()
    assert b"".join(p.read_bytes() for p in files if p.name.startswith("train")) == train
    for loaded in load("folder", tmp_path, whole, shards):
        assert {name: len(rows) for name, rows in loaded["splits"].items()} == {
            "train": 5,
            "validation": 1,
            "test": 1,
        }
        assert loaded["splits"]["train"] == lines(train)
    assert len(project.import_paths([shards]).duplicates) == 7
