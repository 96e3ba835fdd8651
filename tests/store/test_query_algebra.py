"""However terms are combined, a query means what its terms mean: checked against sets of spans and articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.commands import SetActor
from annotator.core.models import Actor
from annotator.core.query import parse_query
from annotator.project import Project
from tests.store.test_queries import drafts

OF_SPANS = (
    "form:direct",
    "form:none",
    "label:QUOTE",
    "cue:sagte",
    "speaker:any",
    "text:bleib",
    "actor:any",
    "by:bert",
)
OF_ARTICLES = ("status:done", '"hafen"', "with:CLAIM", "source:post", "published>=2025", "zone:none")

Key = tuple[int, str]


@dataclass(frozen=True)
class Tree:
    """A leaf (``term``), or "and", "or", "not" of others."""

    term: str
    parts: tuple[Tree, ...] = ()

    def __str__(self) -> str:
        match self.term:
            case "and":
                return f"({' '.join(map(str, self.parts))})"
            case "or":
                return f"({' or '.join(map(str, self.parts))})"
            case "not":
                return f"-({self.parts[0]})"
            case _:
                return self.term


def trees() -> st.SearchStrategy[Tree]:
    leaf = st.sampled_from([Tree(term) for term in (*OF_SPANS, *OF_ARTICLES)])
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds(lambda parts: Tree("and", tuple(parts)), st.lists(inner, min_size=2, max_size=3)),
            st.builds(lambda parts: Tree("or", tuple(parts)), st.lists(inner, min_size=2, max_size=3)),
            st.builds(lambda part: Tree("not", (part,)), inner),
        ),
        max_leaves=7,
    )


class Meaning:
    """What each term and its opposite are true of, asked one by one; and what follows for a combination."""

    def __init__(self, project: Project) -> None:
        self.spans = {
            text: self._spans(project, text) for term in (*OF_SPANS, "label:any") for text in (term, f"-{term}")
        }
        self.articles = {text: articles(project, text) for term in OF_ARTICLES for text in (term, f"-{term}")}

    def _spans(self, project: Project, text: str) -> set[Key]:
        return {(m.article_id, m.span_id) for m in project.queries.spans(parse_query(text, project.codebook))}

    def is_true(self, tree: Tree, article: int, span: Key | None, negated: bool = False) -> bool:
        if tree.term == "not":
            return self.is_true(tree.parts[0], article, span, not negated)
        if tree.parts:
            each = (self.is_true(part, article, span, negated) for part in tree.parts)
            return all(each) if (tree.term == "and") != negated else any(each)
        text = f"-{tree.term}" if negated else tree.term
        if tree.term in OF_ARTICLES:
            return article in self.articles[text]
        return span in self.spans[text]


def articles(project: Project, text: str) -> set[int]:
    found = project.queries.articles(parse_query(text, project.codebook))
    return {article_id for chunk in found for article_id in chunk}


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    project = make_project(*drafts())
    project.apply(SetActor(((1, "a1"),), None, Actor("ohlsen", "Mara Ohlsen")))
    return project


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees())
def test_a_combination_means_what_its_terms_mean(project: Project, tree: Tree) -> None:
    meaning = Meaning(project)
    every = meaning.spans["label:any"]
    query = parse_query(str(tree), project.codebook)
    found = {(m.article_id, m.span_id) for m in project.queries.spans(query)}
    assert found == {key for key in every if meaning.is_true(tree, key[0], key)}
    assert articles(project, str(tree)) == {
        article
        for article in (1, 2, 3)
        if meaning.is_true(tree, article, None)
        or any(key[0] == article and meaning.is_true(tree, article, key) for key in every)
    }
