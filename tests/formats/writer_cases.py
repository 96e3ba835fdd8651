"""What the tests of formats for other tools share: projects, and what an export makes of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from annotator.core.models import Article, Draft, Span, State
from annotator.formats.writers.base import Options
from annotator.formats.writers.targets import MARK
from annotator.jobs.files import ExportFilter, ExportReport, Writing
from annotator.project import Project
from tests.making import OPEN, make_comment, make_draft, make_relation, make_span, segments_in

many = settings(max_examples=15, suppress_health_check=list(HealthCheck))

USUAL = Options()
TEXT = (
    "Streit um die Fähre 🚢👩‍🔬\n\n„Wir 🙂 bleiben“, sagte Öhlrichs Kollegin Jørna Bräsig "
    "am Tor, „und zwar alle.“\n"
    "Die Fähre muss fahren, verlangte sie. „Nie wieder!“, rief der Ohlsen-Vertraute.\u2028Ende."
)


@contextmanager
def project_of(articles: Sequence[Draft]) -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder, "p.annotator"), "anna")
        assert project.import_drafts(articles).imported == len(articles)
        yield project
        project.close()


def export(
    project: Project,
    format: str,
    name: str,
    options: Options = USUAL,
    **wanted: Any,
) -> tuple[bytes, ExportReport]:
    """The one file that an export makes, and its report."""
    out = project.path.with_name(name)
    report = project.export(out, ExportFilter(**wanted), how=Writing(format, options))
    return out.read_bytes(), report


def folder(
    project: Project,
    format: str,
    options: Options = USUAL,
    **wanted: Any,
) -> dict[str, bytes]:
    """The files of an export to a folder, by name, but for its card."""
    out = project.path.with_name("folder")
    project.export(out, ExportFilter(**wanted), how=Writing(format, options, folder=True))
    return {p.name: p.read_bytes() for p in out.iterdir() if p.name not in (MARK, "README.md")}


def news(**rest: Any) -> Draft:
    """An article with nested, overlapping and interrupted spans among emoji, and all that a project has."""
    spans = [
        make_span("QUOTE", *segments_in(TEXT, "„Wir 🙂 bleiben“", "„und zwar alle.“"), id="q", annotator="anna",
                  attributes={"form": "direct"}, note="gut"),
        make_span("CUE", *segments_in(TEXT, "sagte"), id="c", annotator="anna"),
        make_span("ACTOR", *segments_in(TEXT, "Öhlrichs Kollegin Jørna Bräsig"), id="a", annotator="anna",
                  attributes={"kind": "person"}),
        make_span("ACTOR", *segments_in(TEXT, "Öhlrich"), id="inner", annotator="anna"),
        make_span("CLAIM", *segments_in(TEXT, "Die Fähre muss fahren"), id="d", annotator="anna",
                  attributes={"stance": "support", "category": "Verkehr"}),
        make_span("QUOTE", *segments_in(TEXT, "„Nie wieder!“"), id="q2", annotator="bert"),
        make_span("ACTOR", *segments_in(TEXT, "Ohlsen-Vertraute"), id="o", annotator="bert", origin=OPEN),
    ]  # fmt: skip
    relations = [
        make_relation("speaker", "q", "a", "anna"),
        make_relation("cue", "q", "c", "anna"),
        make_relation("speaker", "q2", "o", "bert", OPEN),
        make_relation("claimant", "d", "a", "anna"),
    ]
    comments = [make_comment("Wer?", "a"), make_comment("Fertig.", open=False)]
    about: dict[str, Any] = {
        "source": "Deichpost",
        "authors": ("Enno Groß",),
        "published": "2025-03-13",
        "url": "https://deichpost.example/1",
        "lang": "de",
    }
    return make_draft(
        TEXT, "🙂-1", "Die „Fähre“", "anna", State.DONE, spans, relations, comments=comments, **about | rest
    )


def labels(spans: Sequence[Span]) -> list[tuple[str, int, int]]:
    """Where which label is, the pieces of a span together."""
    return sorted((span.label, span.start, span.end) for span in spans)


def about(article: Article) -> tuple[Any, ...]:
    """What other tools keep of an article's metadata, blank texts as none."""
    values = (article.title, article.source, article.published, article.url, article.lang)
    return (*((value or "").strip() or None for value in values), [a for a in article.authors if a.strip()])
