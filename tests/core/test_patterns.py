"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import Any
from unittest import mock

import pytest

import annotator
from annotator.core.patterns import late


def test_a_late_pattern_does_what_a_pattern_does() -> None:
    found = late(r"(?P<word>b\w+)", re.IGNORECASE).search("Ein Brief", 2)
    assert found is not None
    assert found.span("word") == (4, 9)
    assert late("a").sub("b", "aha") == "bhb"
    assert late("b+", re.IGNORECASE).flags & re.IGNORECASE
    assert late("b+").groups == 0


def test_it_is_compiled_once_and_not_before_it_is_used() -> None:
    with mock.patch("annotator.core.patterns.re.compile", wraps=re.compile) as compiled:
        pattern = late("x{2}")
        assert pattern.pattern == "x{2}"
        assert not compiled.called
        assert [match.start() for match in pattern.finditer("axxbxx")] == [1, 4]
        assert pattern.match("xx")
        assert pattern.fullmatch("xx")
        assert compiled.call_count == 1


def test_one_that_is_wrong_says_so() -> None:
    with pytest.raises(re.error):
        late("(").search("")


def test_all_late_patterns_of_the_program_compile() -> None:
    late_kind = type(late(""))
    found = []
    for module in pkgutil.walk_packages(annotator.__path__, "annotator."):
        if module.name.startswith(("annotator.core", "annotator.store", "annotator.suggest")) and (
            "engines" not in module.name
        ):
            for value in vars(importlib.import_module(module.name)).values():
                found += [one for one in _within(value) if type(one) is late_kind]
    assert len(found) > 50
    wrong = [pattern.pattern for pattern in found if not _compiles(pattern)]
    assert wrong == []


def _compiles(pattern: Any) -> bool:
    try:
        re.compile(pattern.pattern, pattern.flags)
    except re.error:
        return False
    return True


def _within(value: object) -> list[object]:
    """The value, or those of a mapping and of tuples in it."""
    values = list(value.values()) if isinstance(value, dict) else [value]
    return [inner for one in values for inner in (one if isinstance(one, tuple) else (one,))]
