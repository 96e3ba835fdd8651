from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from annotator.core.codebook import Codebook, parse_codebook
from annotator.core.models import Draft, State
from annotator.formats.foreign import ForeignArticle, Names, merge, read_entry
from annotator.formats.foreign_codebook import extended
from tests.formats.foreign_cases import CODEBOOK as NEWS
from tests.formats.foreign_cases import labels

BOOK = parse_codebook(
    {
        "name": "own",
        "labels": [
            {"name": "ACTOR", "title": "Who acts", "colour": "#1D5FD1"},
            {"name": "PERSON", "title": "Man", "colour": "#1D5FD1"},
            {"name": "WOMAN", "title": "Man", "colour": "#1D5FD1"},
            {
                "name": "SAID",
                "colour": "#1D5FD1",
                "attributes": [
                    {"name": "how", "title": "Way of saying", "values": ["free indirect", "direct"]},
                    {"name": "through", "type": "choices", "values": ["Radio", "Print"]},
                    {"name": "sure", "type": "boolean"},
                    {"name": "weight", "type": "number"},
                    {"name": "remark", "type": "text"},
                ],
            },
        ],
        "relations": [{"name": "by", "title": "Said by", "head": "SAID", "child": "ACTOR"}],
    }
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("SAID", "SAID"),
        ("said", "SAID"),
        ("Who_acts", "ACTOR"),
        ("who-Acts", "ACTOR"),
        ("person", "PERSON"),
        ("man", None),  # two labels have this title
        ("ORG", None),  # this codebook has no kinds of actors to tell it by
        ("", None),
    ],
)
def test_labels_are_found_by_name_and_title(name: str, found: str | None) -> None:
    label = Names(BOOK).label(name)
    assert (label and (label[0].name, label[1])) == (found and (found, {}))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("PER", "person"), ("Person", "person"), ("ORG", "organisation"), ("organization", "organisation")],
)
def test_what_entity_recognisers_call_actors(name: str, kind: str) -> None:
    label = Names(NEWS).label(name)
    assert label is not None
    assert (label[0].name, label[1]) == ("ACTOR", {"kind": kind})


@pytest.mark.parametrize("name", ["LOC", "GPE", "MISC", "DATE"])
def test_places_are_no_actors(name: str) -> None:
    assert Names(NEWS).label(name) is None


def test_relations_are_found_by_name_and_title() -> None:
    found = [Names(BOOK).relation(name) for name in ("by", "SAID_BY", "about")]
    assert [kind and kind.name for kind in found] == ["by", "by", None]


@pytest.mark.parametrize(
    ("name", "given", "stored"),
    [
        ("how", "Free_Indirect", "free indirect"),
        ("Way of saying", ["DIRECT"], "direct"),
        ("through", "radio", ["Radio"]),
        ("through", ["print", "RADIO"], ["Print", "Radio"]),
        ("Sure", "Yes", True),
        ("sure", "0", False),
        ("sure", True, True),
        ("weight", "3", 3),
        ("weight", "-2.5", -2.5),
        ("remark", ["one", "two"], "one\ntwo"),
        ("remark", "one", "one"),
    ],
)
def test_values_are_those_of_the_attribute(name: str, given: Any, stored: Any) -> None:
    article = ForeignArticle(BOOK, "tool", "Ilse came.")
    article.span("said", 0, 4, attributes=[(name, given)])
    (value,) = article.draft("x").spans[0].attributes.values()
    assert value == stored


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        (
            "how",
            "sung",
            r"the codebook own@1 lacks the value sung of SAID how; add this to it \(--extend-codebook\)",
        ),
        ("how", ["a", "b"], "no value of the attribute"),
        ("sure", "maybe", "no value of the attribute"),
        ("weight", "x", "no value of the attribute"),
    ],
)
def test_what_an_attribute_cannot_hold_is_refused(name: str, given: Any, why: str) -> None:
    article = ForeignArticle(BOOK, "tool", "Ilse came.")
    article.span("said", 0, 4, attributes=[(name, given)])
    with pytest.raises(ValueError, match=why):
        article.draft("x")


def test_a_label_whose_attributes_contradict_its_name_is_its_own() -> None:
    def read(codebook: Codebook) -> Draft:
        article = ForeignArticle(codebook, "tool", "Ilse met the board.")
        article.span("Person", 0, 4, attributes=[("kind", "victim")])
        article.span("Organization", 9, 18, attributes=[("Kind", ["Organisation"])])
        return article.draft("x")

    def articles(codebook: Codebook) -> Iterator[object]:
        with suppress(ValueError):
            yield read(codebook)

    with pytest.raises(ValueError, match=r"lacks the label Person; add"):
        read(NEWS)
    draft = read(extended(NEWS, articles))
    assert [(span.label, span.attributes) for span in draft.spans] == [
        ("Person", {"kind": "victim"}),
        ("ACTOR", {"kind": "organisation"}),
    ]
    assert draft.taken == {"Organization": "ACTOR with kind organisation"}


def test_names_that_are_something_else_here_are_told() -> None:
    article = ForeignArticle(BOOK, "tool", "Ilse came.")
    for number, name in enumerate(("SAID", "said", "Who acts", "who-acts", "PERSON")):
        article.span(name, 0, 4, id=str(number))
    article.relation("SAID_BY", "0", "2")
    article.relation("by", "0", "2")
    assert article.draft("x").taken == {"said": "SAID", "who-acts": "ACTOR", "SAID_BY": "by"}
    article = ForeignArticle(NEWS, "tool", "Ilse came.")
    article.span("PER", 0, 4)
    assert article.draft("x").taken == {"PER": "ACTOR with kind person"}


def test_all_that_is_missing_is_named_at_once() -> None:
    article = ForeignArticle(BOOK, "tool", "Ilse came.")
    for number in range(15):
        article.span(f"L{number}", 0, 4)
    article.span("SAID", 0, 4, id="s", attributes=[("tone", "calm"), ("pace", "slow")])
    article.relation("about", "s", "s")
    with pytest.raises(ValueError, match="lacks") as caught:
        article.draft("x")
    first = ", ".join(f"L{number}" for number in range(12))
    assert str(caught.value) == (
        f"the codebook own@1 lacks the labels {first} and 3 more, the relation about and the attributes tone of "
        "SAID, pace of SAID; add this to it (--extend-codebook) and import again"
    )


def test_metadata_under_its_usual_names() -> None:
    found: list[dict[str, Any]] = [
        {"Headline": "Ferry", "outlet": "Courier", "byline": ["A", "B"], "id": "x7", "lang": 3},
        {
            "pub_date": "2025-03-13",
            "Language": "en",
            "meta.link": "no",
            "link": "https://a.example",
            "outlet": "Other",
        },
    ]
    article = ForeignArticle(BOOK, "tool", "Ilse came.", *found).draft("a.json").article
    assert (article.title, article.key, article.source, article.authors) == ("Ferry", "x7", "Courier", ("A", "B"))
    assert (article.published, article.lang, article.url, article.file) == (
        "2025-03-13",
        "en",
        "https://a.example",
        "a.json",
    )
    plain = ForeignArticle(BOOK, "tool", "Ilse came.", {"id": 7}).draft("a.json").article
    assert (plain.title, plain.key, plain.source) == ("Ilse came.", "7", None)


def draft(*spans: tuple[str, int, int], annotator: str = "ole", **values: Any) -> Draft:
    article = ForeignArticle(BOOK, "tool", "Ilse came.")
    article.set(annotator=annotator, **values)
    for number, (label, start, end) in enumerate(spans):
        article.span(label, start, end, id=str(number))
    return article.draft("x")


def test_merging_keeps_each_label_once_for_each_person() -> None:
    whole = draft(("ACTOR", 0, 4))
    merge(whole, draft(("ACTOR", 0, 4), ("SAID", 5, 9)))
    merge(whole, draft(("ACTOR", 0, 4), annotator="gwen"))
    assert labels(whole) == [("ACTOR", "Ilse"), ("SAID", "came"), ("ACTOR", "Ilse")]
    assert [span.annotator for span in whole.spans] == ["ole", "ole", "gwen"]
    assert (whole.annotator, whole.state) == ("ole", State.STARTED)


def test_merging_keeps_what_relations_and_comments_are_about() -> None:
    whole = draft(("ACTOR", 0, 4), ("SAID", 5, 9))
    article = ForeignArticle(BOOK, "tool", "Ilse came.")
    article.set(annotator="ole")
    article.span("ACTOR", 0, 4, id="a")
    article.span("SAID", 5, 9, id="s")
    article.relation("by", "s", "a")
    article.say("Same for all.")
    article.say("On her.", "a")
    merge(whole, article.draft("x"))
    merge(whole, article.draft("x"))
    ids = {span.id for span in whole.spans}
    assert all({relation.head, relation.child} <= ids for relation in whole.relations)
    assert [comment.text for comment in whole.comments] == ["Same for all.", "On her.", "On her."]
    assert {comment.span_id for comment in whole.comments} - {None} <= ids


def test_a_skipped_text_that_somebody_labelled_is_started() -> None:
    whole = draft(status="skipped")
    states = [whole.state]
    for other in (draft(("ACTOR", 0, 4)), draft(status="skipped")):
        merge(whole, other)
        states.append(whole.state)
    assert states == [State.SKIPPED, State.STARTED, State.STARTED]


def test_the_state_of_a_merged_text_is_that_of_whoever_labelled_it() -> None:
    whole = draft(status="skipped", annotator="gwen")
    merge(whole, draft(("ACTOR", 0, 4), annotator="ole"))
    assert (whole.annotator, whole.state) == ("ole", State.STARTED)
    assert [(c.annotator, c.text) for c in whole.comments] == [("gwen", "Skipped")]
    merge(whole, draft(("ACTOR", 0, 4), annotator="gwen"))
    assert (whole.annotator, [span.annotator for span in whole.spans]) == ("ole", ["ole", "gwen"])


def test_that_a_further_annotator_found_nothing_is_a_comment() -> None:
    whole = draft(("ACTOR", 0, 4), status="started")
    for _ in range(2):
        merge(whole, draft(annotator="gwen", status="started"))
    merge(whole, draft(annotator="ole", status="started"))
    assert [(c.annotator, c.text) for c in whole.comments] == [("gwen", "Answered without a label")]


@pytest.mark.parametrize(
    ("value", "register", "entry"),
    [
        ("actor:a1", None, ("actor", "a1")),
        ("concept:a:1", "concept", ("concept", "a:1")),
        ("a1", "actor", ("actor", "a1")),
        ("concept:1", "actor", ("actor", "concept:1")),
        ("urn:1", None, (None, "urn:1")),
    ],
)
def test_entries_tell_their_register_or_the_label_does(
    value: str, register: str | None, entry: tuple[str | None, str]
) -> None:
    assert read_entry(value, register) == entry
