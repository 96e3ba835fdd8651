"""How many keys it takes to label the sample's articles, by hand and with suggestions, in the real window.

The goal is what the sample has: spans with their labels, the attributes that are required, speakers, cues and
claimants, and the entries of the register that actors point to. Both times the same person presses the keys (see
person.py), and each article ends as the sample has it.
"""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from annotator.core import boundaries
from annotator.core.models import OpenArticle
from annotator.project import Project, commands
from tests.end_to_end.person import Person
from tests.end_to_end.window import POPUPS, Windows, open_windows

windows = open_windows
pytestmark = POPUPS

ARTICLES = (1, 2, 3)  # of the sample, those that are labelled completely: one each in German, English and French
GOAL = 1 / 3


@pytest.fixture
def unlabelled(tmp_path: Path) -> tuple[Path, list[OpenArticle]]:
    """The sample without its labels but with its register, and the labels."""
    path = tmp_path / "sample.annotator"
    gold = []
    with closing(Project.create(path, "importer", sample=True)) as project:
        project.apply(commands.DeleteArticles(tuple(set(project.article_ids()) - set(ARTICLES))))
        for article_id in ARTICLES:
            opened = project.load(article_id)
            assert opened is not None
            gold.append(opened)
            project.apply(commands.DeleteSpans(article_id, tuple(span.id for span in opened.spans)))
    return path, gold


def keys_for(windows: Windows, path: Path, gold: list[OpenArticle], suggesting: bool) -> int:
    """The keys for all articles; with suggestions, decided on first, and corrected then."""
    driver = windows.open(path=path)
    driver.window.setUpdatesEnabled(False)  # keys are counted, and painting is most of what they take
    keys = 0
    for opened in gold:
        article_id = opened.article.id
        driver.window.articles.select_article(article_id)
        driver.window.corpus.reopen_article()  # whoever made the sample is done with it
        driver.front()
        change = driver.project.suggesting.suggest_article(article_id).change if suggesting else None
        if change is not None:
            driver.window.session.take(change)
            driver.settle()
        person = Person(driver, opened.spans, opened.relations, suggesting)
        driver.keys = 0
        person.complete()
        keys += driver.keys
        check(person, article_id)
    driver.close()
    return keys


def check(person: Person, article_id: int) -> None:
    """The article is in the file as the sample has it."""
    opened = person.driver.project.load(article_id)
    assert opened is not None
    made = {(span.label, span.segments): span for span in opened.spans if not span.is_open}
    assert made.keys() == person.gold.keys()
    for place, span in person.gold.items():
        assert person.required(made[place]) == person.required(span)
        assert made[place].actor_id == span.actor_id
    places = {span.id: place for place, span in made.items()}
    found = {(r.label, places[r.head], places[r.child]) for r in opened.relations if r.origin.decision != "open"}
    assert person.links <= found


@pytest.mark.timeout(600)
def test_suggestions_save_keys(
    windows: Windows,
    unlabelled: tuple[Path, list[OpenArticle]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Whoever looks for the cheapest keys asks for the same few lines of three texts again and again.
    for name in ("words", "sentences"):
        monkeypatch.setattr(boundaries, name, cache(getattr(boundaries, name)))
    path, gold = unlabelled
    copy = tmp_path / "copy.annotator"
    copy.write_bytes(path.read_bytes())
    by_hand = keys_for(windows, path, gold, suggesting=False)
    suggested = keys_for(windows, copy, gold, suggesting=True)
    spans = sum(len(opened.spans) for opened in gold)
    print(f"{spans} spans: {by_hand} keys by hand, {suggested} with suggestions")
    assert suggested <= GOAL * by_hand
