"""Queries over a project: which articles and spans are found, in which order, in whose layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotator.commands import (
    AddComment,
    AddSpan,
    DeleteArticles,
    DeleteSpans,
    SetActor,
    SetConcept,
    SetNote,
    SetState,
)
from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept, Draft, Origin, Span, State
from annotator.core.query import parse_query
from annotator.project import Project
from tests.making import make_draft, make_relation, make_span, make_zone, segments_in

MakeProject = Callable[..., Project]

ONE = "„Wir bleiben“, sagte Ohlsen. „Nie“, erklärte sie. Die Stadt kündigte einen Streik an."
TWO = "Der Hafen liegt still. „Ja“, SAGTE Lüders."
THREE = "Ein Text ohne Zitat."


def drafts() -> list[Draft]:
    def one(label: str, *pieces: str, **rest: Any) -> Span:
        return make_span(label, *segments_in(ONE, *pieces), annotator="anna", **rest)

    spans = [
        one("QUOTE", "„Wir bleiben“", id="q1", attributes={"form": "direct"}),
        one("QUOTE", "„Nie“", id="q2"),
        one("CUE", "sagte", id="c1"),
        one("CUE", "erklärte", id="c2"),
        one("CUE", "kündigte", "an", id="c3"),
        one("QUOTE", "einen Streik", id="q3", attributes={"form": "reported"}, origin=Origin("rule", "x")),
        one("ACTOR", "Ohlsen", id="a1"),
        one("ACTOR", "sie", id="a2"),
        one("CLAIM", "Wir bleiben", id="k1", attributes={"stance": "support", "category": "Forderung 1"}),
    ]
    relations = [
        make_relation(*ends, annotator="anna")
        for ends in [
            ("speaker", "q1", "a1"),
            ("speaker", "q2", "a2"),
            ("cue", "q1", "c1"),
            ("cue", "q2", "c2"),
            ("cue", "q3", "c3"),
        ]
    ]
    two = [
        make_span("QUOTE", *segments_in(TWO, "„Ja“"), id="q1", annotator="anna"),
        make_span("CUE", *segments_in(TWO, "SAGTE"), id="c1", annotator="anna"),
        make_span("ACTOR", *segments_in(TWO, "Lüders"), id="b1", annotator="bert"),
    ]
    links = [make_relation("cue", "q1", "c1", "anna"), make_relation("speaker", "q1", "b1", "bert")]
    return [
        make_draft(
            ONE,
            "k1",
            "Streik im Hafen",
            "anna",
            State.DONE,
            spans,
            relations,
            [make_zone(0, 3)],
            source="Deichpost",
            authors=("Mara Ohlsen", "B. Kok"),
            published="2025-03-13",
            lang="de",
            url="https://deich.example/1",
        ),
        make_draft(
            TWO,
            "k2",
            "Stille",
            "anna",
            State.STARTED,
            two,
            links,
            source="Sundkurier",
            published="2024",
            lang="de-AT",
        ),
        make_draft(THREE, "k3", "Leer", source="", file="b.html"),
    ]


def test_why_articles_were_skipped(project: Project) -> None:
    project.apply(SetState((2,), State.SKIPPED, "Agenturmeldung (doppelt)"))
    project.apply(SetState((3,), State.SKIPPED, "Sport"))
    assert articles(project, "skipped:agentur") == [2]
    assert articles(project, "skipped:=sport") == [3]
    assert articles(project, "skipped:any") == [2, 3]
    assert articles(project, "-skipped:agentur status:skipped") == [3]
    assert articles(project, "skipped:none") == [1]
    project.apply(SetState((2,), State.DONE))
    assert articles(project, "skipped:any") == [3]
    assert project.statistics().skipped == {"Sport": 1}


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    project = make_project(*drafts())
    actor = Actor("ohlsen", "Mara Ohlsen", aliases=("Ohlsen", "die Bürgermeisterin"))
    project.apply(SetActor(((1, "a1"),), None, actor))
    project.apply(SetConcept(((1, "k1"),), None, Concept("child", "The port stays open", "")))
    return project


def articles(project: Project, text: str) -> list[int]:
    found = project.queries.articles(parse_query(text, project.codebook))
    return [article_id for chunk in found for article_id in chunk]


def spans(project: Project, text: str) -> list[str]:
    query = parse_query(text, project.codebook)
    found = [f"{m.article_id}{m.span_id}" for m in project.queries.spans(query)]
    assert max(total for _, total in project.queries.stream(query, 0)) == len(found)
    assert [f"{i}{s}" for i in (1, 2, 3) for s in project.queries.spans_in(query, i)] == found
    assert articles(project, text) == sorted({int(key[0]) for key in found}) or "flag" in text or "comment" in text
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("label:QUOTE", "1q1 1q2 1q3 2q1"),
        ("label:{quote, cue} -label:cue", "1q1 1q2 1q3 2q1"),
        ("-label:any", ""),
        ("form:direct", "1q1"),
        ("form:none", "1q2 2q1"),
        ("form:any", "1q1 1q3"),
        ("-form:direct", "1q2 1q3 2q1"),
        ("form:{direct, none}", "1q1 1q2 2q1"),
        ("QUOTE.form:direct or CLAIM.stance:any", "1q1 1k1"),
        ("category:forderung", "1k1"),
        ("category:=forderung", ""),
        ('category:="Forderung 1"', "1k1"),
        ("cue:sagte", "1q1 2q1"),
        ("cue:{sagte, erklärte} form:none", "1q2 2q1"),
        ("cue:*te", "1q1 1q2 2q1"),
        ('cue:"kündigte an"', "1q3"),
        ("cue:none", ""),
        ("speaker:none", "1q3"),
        ("speaker:any", "1q1 1q2 2q1"),
        ("-speaker:any", "1q3"),
        ("addressee:none", "1q1 1q2 1q3 2q1"),
        ("speaker:ohlsen", "1q1"),
        ('speaker:"mara ohlsen"', "1q1"),
        ('speaker:"die Bürgermeisterin"', "1q1"),
        ("speaker:*ohlsen", "1q1"),
        ("speaker:lüders", "2q1"),
        ("actor:none", "1a2 2b1"),
        ('actor:"mara ohlsen"', "1a1"),
        ("actor:Ohl*", "1a1"),
        ("actor:*sen", "1a1"),
        ("actor:mara", "1a1"),
        ("actor:BÜRGERMEISTERIN", "1a1"),
        ("actor:=ohlsen", "1a1"),
        ("actor:=mara", ""),
        ("actor:=mar*", "1a1"),
        ("actor:=*hlsen", "1a1"),
        ("actor:ohl", ""),
        ("actor:hlsen", ""),
        ('actor:"m*a"', ""),
        ("actor:{nobody, ohlsen}", "1a1"),
        ("speaker:bürgermeisterin", "1q1"),
        ("speaker:=bürgermeisterin", ""),
        ("-actor:Ohlsen", "1a2 2b1"),
        ("concept:any", "1k1"),
        ('concept:"the PORT stays open"', "1k1"),
        ("concept:nothing", ""),
        ("concept:open", "1k1"),
        ("concept:ope", ""),
        ("concept:=open", ""),
        ("text:bleib", "1q1 1k1"),
        ('text:="„nie“"', "1q2"),
        ("text:e*n label:QUOTE", "1q1 1q3"),
        ("origin:rule", "1q3"),
        ("by:bert", "2b1"),
        ("by:B* or by:x", "2b1"),
        ("form:none hafen", "1q2 2q1"),
        ("form:none stadt", "1q2"),
        ("form:none -hafen", ""),
        ('form:none "der hafen"', "2q1"),
        ("form:none (stadt or still)", "1q2 2q1"),
        ("label:QUOTE status:done", "1q1 1q2 1q3"),
        ("label:QUOTE -status:done", "2q1"),
        ("label:ACTOR lang:de source:post", "1a1 1a2"),
    ],
)
def test_spans(project: Project, text: str, found: str) -> None:
    assert sorted(spans(project, text)) == sorted(found.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("hafen", [1, 2]),
        ("haf", []),
        ("hafe", [1, 2]),
        ('"liegt still"', [2]),
        ('"still liegt"', []),
        ("hafen or ohne", [1, 2, 3]),
        ("-hafen", [3]),
        ("status:done", [1]),
        ("status:{new, started}", [2, 3]),
        ("-status:new", [1, 2]),
        ("source:post", [1]),
        ("source:=post", []),
        ("source:=deichpost", [1]),
        ("source:none", [3]),
        ("-source:deichpost", [2, 3]),
        ("lang:de", [1, 2]),
        ("lang:de-AT", [2]),
        ("lang:none", [3]),
        ("author:kok", [1]),
        ("author:none", [2, 3]),
        ("author:any", [1]),
        ("file:html", [3]),
        ("url:deich.example", [1]),
        ("title:streik", [1]),
        ("published:2025", [1]),
        ("published:2025-03-13", [1]),
        ("published<2025", [2]),
        ("published<=2025", [1, 2]),
        ("published>2025-03", []),
        ("published>=2024", [1, 2]),
        ("published:none", [3]),
        ("-published:2025", [2, 3]),
        ("with:QUOTE", [1, 2]),
        ("with:{CLAIM, ACTOR} without:CLAIM", [2]),
        ("without:any", [3]),
        ("-with:any", [3]),
        ("zone:byline", [1]),
        ("zone:none", [2, 3]),
        ("form:none or title:leer", [1, 2, 3]),
        ("(form:direct or title:leer) (hafen or ohne)", [1, 3]),
        ("-(form:direct or hafen)", []),
        ("Berlin:Mitte", []),
    ],
)
def test_articles(project: Project, text: str, found: list[int]) -> None:
    assert articles(project, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("published<2026", [5, 6, 7, 8, 9]),
        ("published>=1000", [5, 6, 7, 8, 9]),
        ("published:2025", [5, 6]),
        ("published<2025", [7, 8, 9]),
        ("published<=2024-02-29", [7, 8, 9]),
        ("-published>=1000", [1, 2, 3, 4, *range(10, 17)]),
        ("published:any -published>=1000", [1, 2, 3, *range(10, 17)]),
    ],
)
def test_what_is_no_date_is_neither_before_nor_after_one(
    make_project: MakeProject, text: str, found: list[int]
) -> None:
    written = ["03/04/2025", "gestern", "2025 im März", None, "2025-03-13T08:00Z", "2025-03", "2024"]
    written += ["2024-02-29", "1999-12-31 23:59"]
    written += ["2025-02-30", "2025-02-29T08:00", "2025-13-45", "2025-13", "2025-00", "0000-00-00", "0000"]
    project = make_project(*(make_draft(f"Text {n}", published=p) for n, p in enumerate(written)))
    assert articles(project, text) == found


def test_an_annotator_whose_name_has_quotation_marks(make_project: MakeProject) -> None:
    labelled = make_draft("Der Hafen.", spans=[make_span("ACTOR", (4, 9), annotator='Anna "Nan" „N“ Kok')])
    project = make_project(
        labelled, make_draft("Die Fähre.", spans=[make_span("ACTOR", (0, 3), annotator="Anna")])
    )
    assert articles(project, 'by:"anna ""nan"" „n“ kok"') == [1]
    assert articles(project, 'by:{x, "Anna ""*"}') == []


def test_remarks(project: Project) -> None:
    project.apply(AddComment(1, "q2", "Wirklich?", open=True))
    project.apply(AddComment(2, None, "Doppelt", open=True))
    project.apply(AddComment(3, None, "nichts zu tun"))
    assert articles(project, "flag:open") == [1, 2]
    assert articles(project, "article.flag:open") == [2]
    assert articles(project, "-flag:open") == articles(project, "flag:none") == [3]
    assert articles(project, "comment:any") == [1, 2, 3]
    assert articles(project, "comment:WIRKLICH") == [1]
    assert articles(project, "commenter:anna status:done") == [1]
    assert spans(project, "label:QUOTE flag:open") == ["1q2"]
    assert articles(project, "label:QUOTE flag:open") == [1]
    assert articles(project, "label:QUOTE article.flag:open") == [2]
    assert spans(project, "flag:open") == ["1q2"]
    project.apply(DeleteSpans(1, ("q2",)))
    assert articles(project, "flag:open") == [2]


def test_notes(project: Project) -> None:
    project.apply(SetNote(1, "q2", "unsicher: wer?"))
    assert spans(project, "note:any") == spans(project, "note:Unsicher") == ["1q2"]
    assert "1q2" not in spans(project, "note:none")


def test_required_values_that_are_missing(project: Project) -> None:
    labels = tuple(
        replace(label, attributes=tuple(replace(a, required=a.name == "form") for a in label.attributes))
        for label in project.codebook.labels
    )
    codebook = replace(project.codebook, labels=labels)
    found = [
        project.queries.spans(parse_query(text, codebook)) for text in ("missing:required", "-missing:required")
    ]
    assert [[m.span_id for m in mentions] for mentions in found] == [["q2", "q1"], ["q1", "q3"]]


def test_concepts_below_are_meant_too(project: Project) -> None:
    project.apply(SetConcept(((1, "k1"),), None, Concept("top", "Ports")))
    project.apply(AddSpan(2, "CLAIM", ((0, 9),), id="k2"))
    project.apply(SetConcept(((2, "k2"),), None, Concept("sub", "Ports stay open", "top")))
    assert spans(project, "concept:ports") == ["1k1", "2k2"]
    assert spans(project, "concept:=ports") == ["1k1"]


def test_own_layer_alone(project: Project) -> None:
    project.everyone = False
    assert spans(project, "label:ACTOR") == ["1a1", "1a2"]
    assert spans(project, "speaker:none") == ["1q3", "2q1"]
    assert articles(project, "with:ACTOR") == [1]
    project.annotator = "bert"
    assert spans(project, "label:any") == ["2b1"]
    assert articles(project, "status:done") == []


def test_what_is_deleted_is_not_found(project: Project) -> None:
    project.apply(DeleteSpans(1, ("c1",)))
    assert spans(project, "cue:sagte") == ["2q1"]
    project.apply(DeleteArticles((2,)))
    assert spans(project, "cue:sagte") == []
    assert articles(project, "lang:de") == [1]
    assert articles(project, "still") == []


def test_concordance(project: Project) -> None:
    mention = project.queries.spans(parse_query("cue:erklärte", project.codebook))[0]
    assert (mention.title, mention.label, mention.text) == ("Streik im Hafen", "QUOTE", "„Nie“")
    assert mention.before.endswith("sagte Ohlsen. ")
    assert mention.after.startswith(", erklärte sie.")
    ((_, span),) = project.queries.lines(parse_query("form:reported", project.codebook))
    assert span.attributes == {"form": "reported"}


def test_pages_and_chunks(make_project: MakeProject) -> None:
    text = "a b c d e f g h"
    project = make_project(
        *(
            make_draft(f"{text} {n}", spans=[make_span("CUE", (2 * p, 2 * p + 1)) for p in (3, 0, 5)])
            for n in range(300)
        )
    )
    query = parse_query("label:CUE -text:=d", project.codebook)
    chunks = list(project.queries.articles(query))
    assert len(chunks) > 1
    assert len(chunks[0]) <= 64
    assert [i for chunk in chunks for i in chunk] == list(range(1, 301))
    found, after = [], None
    while page := project.queries.spans(query, after, 7):
        found += page
        after = (page[-1].article_id, page[-1].span_id)
    places = [(m.article_id, m.start) for m in found]
    assert places == [(i, start) for i in range(1, 301) for start in (0, 10)]
    streamed = list(project.queries.stream(query, 7))
    counts = [total for _, total in streamed]
    assert counts == sorted(counts)
    assert [m for lines, _ in streamed for m, _ in lines] == found[:7]
    assert counts[-1] == 600
    assert len(project.queries.spans(query, None, 10**6, lambda: False)) < 600


def test_half_read_query_hinders_nobody(make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"Die Fähre {n}.") for n in range(300)))
    hits = project.queries.articles(parse_query("without:QUOTE", project.codebook))
    assert len(next(hits)) == 64
    other = Project.open(project.path, "bert")
    assert other.apply(AddSpan(1, "ACTOR", ((0, 3),))) is not None
    assert project.apply(AddSpan(1, "ACTOR", ((4, 9),))) is not None
    assert sum(map(len, hits)) == 236
    other.close()


def test_text_with_nul_and_astral_signs(make_project: MakeProject) -> None:
    text = "🚢\x00 „Ja\nwohl“ 🇩🇰 Fa\u0308hre"
    project = make_project(
        make_draft(text, spans=[make_span("QUOTE", *segments_in(text, "„Ja\nwohl“")), make_span("CUE", (17, 22))])
    )
    assert len(project.queries.spans(parse_query('text:="„ja wohl“"', project.codebook))) == 1
    assert len(project.queries.spans(parse_query("text:hr label:CUE", project.codebook))) == 1


ANYTHING = st.text("ab'\"%_\\*;-{}():<>=,. \x00ä🙂", max_size=14)
FIELDS = [
    *("text", "note", "by", "actor", "concept", "category", "speaker", "cue", "comment", "commenter", "source"),
    *("title", "author", "file", "url", "lang", "zone", "text:=", "cue:=", "actor:=", "title:="),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FIELDS), ANYTHING, st.booleans())
@example("actor", "x') or 1=1 --", False)
@example("cue", "%", False)
def test_no_value_is_more_than_a_value(project: Project, name: str, value: str, negated: bool) -> None:
    """Neither SQL nor the signs of its patterns come through."""
    field = name if name.endswith("=") else f"{name}:"
    bare = value.replace('"', "")
    try:
        query = parse_query(f'{"-" if negated else ""}{field}"{bare}"', project.codebook)
    except UserError:
        assert not bare.split()
        return
    found = [i for chunk in project.queries.articles(query) for i in chunk]
    project.queries.spans(query)
    if set(bare) & set("%_\\;{}<>=*\x00🙂") and not negated:
        assert found == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30) | ANYTHING)
def test_any_text_is_answered(project: Project, text: str) -> None:
    try:
        query = parse_query(text, project.codebook)
    except UserError:
        return
    assert {i for chunk in project.queries.articles(query) for i in chunk} <= {1, 2, 3}
    project.queries.spans(query)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("李晓明", [1]),
        ("李晓明 hafen", [1]),
        ("李晓明 fähre", []),
        ("田中", [2]),
        ("สมชาย", [3]),
        ("박철수", [4]),
        ("شركه", [5]),
        ("וקע or שלום", [5]),
        ("राम", [6]),
        ("हिन्द", []),
        ("-李晓明 hafen", [2]),
        ('"晓明 周二"', [1]),
        ('"晓明 二"', []),
        ("2025 ２０２５", [1]),
    ],
)
def test_words_that_the_index_does_not_know(make_project: MakeProject, query: str, ids: list[int]) -> None:
    project = make_project(
        make_draft("北港负责人李晓明,周二表示2025", title="Hafen"),
        make_draft("責任者である田中さん", title="Hafen"),
        make_draft("นายสมชายจากสหภาพ"),
        make_draft("대표 박철수는 말했다"),
        make_draft("وقّع مع الشركة שָׁלוֹם"),
        make_draft("राम हन्दि"),
    )
    chunks = project.queries.articles(parse_query(query, project.codebook))
    assert [article_id for chunk in chunks for article_id in chunk] == ids
