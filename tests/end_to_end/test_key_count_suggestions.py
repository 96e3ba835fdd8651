"""How many keys it takes to label the sample's articles, by hand and with suggestions, in the real window."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.models import OpenArticle, State
from annotator.project import Project, commands
from tests.end_to_end.person import Person
from tests.end_to_end.window import Windows, open_windows

windows = open_windows

ARTICLES = (1, 2, 3)  # of the sample, those that are labelled completely


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
            project.apply(commands.SetState((article_id,), State.NEW, None))
    return path, gold


def label_all(
    windows: Windows, path: Path, gold: list[OpenArticle], suggesting: bool, wholesale: bool = False
) -> list[int]:
    """The keys for each article; each ends as the sample has it."""
    driver = windows.open(path=path)
    keys = []
    for opened in gold:
        driver.window.articles.select_article(opened.article.id)
        driver.window.corpus.reopen_article()
        driver.front()
        if suggesting:
            change = driver.project.suggesting.suggest_article(opened.article.id)
            if change is not None:
                driver.window.session.take(change)
            driver.settle()
        person = Person(driver, opened.spans, opened.relations)
        driver.keys = 0
        if wholesale:
            person.accept_all()
        person.complete()
        print(dict(person.spent))
        keys.append(driver.keys)
        made = person.made()
        assert made.keys() == person.gold.keys()
        for place, span in person.gold.items():
            assert person.required(made[place]) == person.required(span)
            assert made[place].actor_id == span.actor_id
        ids = {span.id: place for place, span in made.items()}
        assert person.links <= {(n, ids[h], ids[c]) for n, h, c in person.made_links()}
    driver.close()
    return keys


def test_keys_with_and_without(
    windows: Windows, unlabelled: tuple[Path, list[OpenArticle]], tmp_path: Path
) -> None:
    path, gold = unlabelled
    copy = tmp_path / "copy.annotator"
    Path(str(path) + ".orig").write_bytes(path.read_bytes())
    copy.write_bytes(path.read_bytes())
    by_hand = label_all(windows, path, gold, suggesting=False)
    suggested = label_all(windows, copy, gold, suggesting=True)
    third = tmp_path / "third.annotator"
    third.write_bytes(Path(str(path) + ".orig").read_bytes())
    whole = label_all(windows, third, gold, suggesting=True, wholesale=True)
    print(
        by_hand,
        suggested,
        whole,
        sum(whole) / sum(by_hand),
        sum(suggested) / sum(by_hand),
        Counter(s.label for g in gold for s in g.spans),
    )
    assert sum(suggested) < sum(by_hand)
