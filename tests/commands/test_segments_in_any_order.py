"""What holds after any sequence of changes to segments: a sound project, and a history that goes both ways."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import commands as do
from annotator.core.errors import UserError
from annotator.core.offsets import normalise_segments
from annotator.project import OpenArticle, Project
from tests.making import make_draft, make_relation, make_span

TEXT = "Wort " * 12
IDS = ("q", "p", "o", "a", "b", "c")
ids = st.sampled_from(IDS)
edges = st.integers(0, 12).map(lambda n: n * 5)

adding = st.builds(lambda i, s, n: do.AddSegment(1, i, s, s + n), ids, edges, st.integers(1, 8))
joining = st.builds(
    lambda found, s: do.JoinSpans(1, tuple(found), ((s, s + 4),) if s % 2 else ()),
    st.lists(ids, min_size=1, max_size=3),
    edges,
)
splitting = st.builds(lambda i: do.SplitSpan(1, i), ids)
removing = st.tuples(ids, st.integers(0, 3))
linking = st.builds(
    lambda head, label, child: do.AddRelation(1, label, head, child),
    ids,
    st.sampled_from(["speaker", "addressee", "expressed_in", "claimant"]),
    ids,
)
asking = st.builds(lambda i: do.AddComment(1, i, "Wer?", open=True), ids)
changes = st.lists(st.one_of(adding, joining, splitting, removing, linking, asking), max_size=8)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an article whose spans overlap, touch and are linked."""
    path = tmp_path_factory.mktemp("template") / "p.annotator"
    spans = [
        make_span("QUOTE", (0, 9), id="q", annotator="anna", attributes={"form": "direct"}),
        make_span("QUOTE", (20, 29), (35, 39), id="p", annotator="anna", note="n"),
        make_span("QUOTE", (5, 14), id="o", annotator="anna"),
        make_span("ACTOR", (10, 14), id="a", annotator="anna"),
        make_span("ACTOR", (40, 44), id="b", annotator="anna"),
        make_span("CLAIM", (0, 4), (20, 24), id="c", annotator="anna"),
    ]
    relations = [make_relation("speaker", "q", "a", "anna"), make_relation("expressed_in", "c", "p", "anna")]
    project = Project.create(path, "anna")
    project.import_drafts([make_draft(TEXT, spans=spans, relations=relations)])
    project.close()
    return path


@contextmanager
def opened(template: Path) -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "p.annotator")
        shutil.copy(template, path)
        project = Project.open(path, "anna")
        try:
            yield project
        finally:
            project.close()


def load(project: Project) -> OpenArticle:
    article = project.load(1)
    assert article is not None
    return article


def assert_sound(project: Project) -> None:
    assert list(project.problems()) == []
    article = load(project)
    labels = {span.id: span.label for span in article.spans}
    for span in article.spans:
        assert span.segments == normalise_segments(span.segments)
        assert span.end <= len(TEXT)
    places = [(span.label, span.annotator, span.segments) for span in article.spans]
    assert len(set(map(repr, places))) == len(places)
    links = [(r.label, r.head, r.child) for r in article.relations]
    assert len(set(links)) == len(links)
    for label, head, child in links:
        kind = project.codebook.relation(label, labels[head])
        assert kind is not None
        assert head != child
        assert labels[head] in kind.head
        assert labels[child] in kind.child
    assert {comment.span_id for comment in article.comments} <= labels.keys()


@given(found=changes)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence(template: Path, found: list[do.Command | tuple[str, int]]) -> None:
    with opened(template) as project:
        states = [load(project)]
        for change in found:
            if isinstance(change, tuple):
                span = next((s for s in load(project).spans if s.id == change[0]), None)
                segment = span.segments[change[1] % len(span.segments)] if span else (0, 1)
                change = do.RemoveSegment(1, change[0], *segment)
            before = load(project)
            words = sum(end - start for span in before.spans for start, end in span.segments)
            try:
                done = project.apply(change)
            except UserError:
                assert load(project) == before
                continue
            assert_sound(project)
            if isinstance(change, do.SplitSpan):
                after = load(project)
                assert sum(end - start for span in after.spans for start, end in span.segments) == words
                assert len(after.relations) >= len(before.relations)
            if done is not None:
                states.append(load(project))
        for state in reversed(states[:-1]):
            assert project.undo() is not None
            assert load(project) == state
        for state in states[1:]:
            assert project.redo() is not None
            assert load(project) == state
