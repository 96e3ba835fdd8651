"""Two people label, correct, undo and redo in any order: no label ever lies on another text unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.identity import new_id
from annotator.project import Project
from annotator.store import history
from tests.making import make_draft

MakeProject = Callable[..., Project]
START = "Anna Berg kam. Der Berg war hoch.\nBert ging."
PIECES = ("Anna", "Berg", " ", ".", "\n", "der ", "ü", "u\u0308", "👨‍👩‍👧", "X")

person = st.integers(0, 1)
share = st.floats(0, 1)
steps = st.one_of(
    st.tuples(st.just("add"), person, share, st.integers(1, 8)),
    st.tuples(st.just("delete"), person, share, st.just(0)),
    st.tuples(st.just("resize"), person, share, st.integers(1, 8)),
    st.tuples(st.just("correct"), person, share, st.tuples(st.integers(0, 6), st.sampled_from(PIECES))),
    st.tuples(st.just("occurrences"), person, share, st.integers(1, 4)),
    st.tuples(st.just("undo"), person, share, st.just(0)),
    st.tuples(st.just("redo"), person, share, st.just(0)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=3, max_size=14))
def test_any_order(make_project: MakeProject, todo: list[tuple[str, int, float, object]]) -> None:
    # Two changes may fall into one millisecond, and what a label was set to is known by its time here.
    times = count()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "timestamp", lambda: f"2025-03-13T00:00:{next(times):06d}Z")
        _run(make_project, todo)


def _run(make_project: MakeProject, todo: list[tuple[str, int, float, object]]) -> None:
    anna = make_project(make_draft(START), name=f"{new_id()}.annotator", annotator="importer")
    anna.annotator = "anna"
    # What each label was given to, by its id and when it was set.
    meant: dict[tuple[str, str], str] = {}
    with closing(anna), closing(Project.open(anna.path, "bert")) as bert:
        for name, who, share, extra in todo:
            project = (anna, bert)[who]
            opened = project.load(1)
            assert opened is not None
            text, spans = opened.article.text, opened.spans
            start = round(share * (len(text) - 1))
            end = min(len(text), start + extra) if isinstance(extra, int) else start
            span = spans[round(share * (len(spans) - 1))] if spans else None
            command: do.Command | None = None
            if name == "add" and start < end:
                command = do.AddSpan(1, "ACTOR", ((start, end),))
            elif name == "occurrences" and start < end:
                command = do.LabelOccurrences("ACTOR", ((1, start, end), (1, 0, 1)))
            elif name == "delete" and span is not None:
                command = do.DeleteSpans(1, (span.id,))
            elif name == "resize" and span is not None and start < end:
                command = do.ResizeSpan(1, span.id, ((start, end),))
            elif name == "correct" and isinstance(extra, tuple):
                command = do.CorrectText(1, text[:start] + extra[1] + text[start + extra[0] :], text)
            try:
                if command is not None:
                    project.apply(command)
                elif name in ("undo", "redo"):
                    project.undo() if name == "undo" else project.redo()
            except UserError:
                assert project.load(1) == opened, "what is refused changes nothing"
                continue
            _check(project, meant)


def _check(project: Project, meant: dict[tuple[str, str], str]) -> None:
    assert not list(project.problems())
    opened = project.load(1)
    assert opened is not None
    for span in opened.spans:
        said = "|".join(opened.article.text[first:last] for first, last in span.segments)
        assert meant.setdefault((span.id, span.updated_at), said) == said
