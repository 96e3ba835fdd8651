"""Names in languages that have cases for them: those of the register, and last names of whom the article names."""

from __future__ import annotations

import pytest

from annotator.core.codebook_file import read_codebook
from annotator.core.models import Actor, Article
from annotator.core.resources import resource
from annotator.suggest.actors.inflection import stem_of
from annotator.suggest.actors.suggester import Actors
from annotator.suggest.base import Context
from annotator.suggest.pipeline import suggest
from annotator.suggest.registry import find

BOOK = read_codebook(resource("codebooks", "news.toml"))


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("ru", "Юрий Юрия Юрию Юрием Юрии"),
        ("ru", "Брезгин Брезгина Брезгину Брезгиным"),
        ("ru", "Ольга Ольги Ольге Ольгой Ольгу"),
        ("ru", "Толстой Толстого Толстым"),
        ("ru", "Павел Павла Павлом"),
        ("uk", "Павло Павла Павлові Павлом"),
        ("uk", "Зеленкий Зеленкого Зеленким"),
        ("pl", "Brzoza Brzozy Brzozą Brzozę"),
        ("pl", "Marek Marka Markiem"),
        ("pl", "Wolny Wolnego Wolnym"),
        ("cs", "Hošek Hoška Hoškem Hoškovi"),
        ("cs", "Nováková Novákové Novákovou"),
        ("hr", "Josip Josipa Josipom"),
        ("el", "Αραβανής Αραβανή"),
        ("tr", "Tunçbilek Tunçbilek'in Tunçbilek’e"),
    ],
)
def test_the_cases_of_a_name_have_one_stem(lang: str, forms: str) -> None:
    stem = stem_of(lang)
    assert stem is not None
    assert len({stem(form) for form in forms.split()}) == 1


def test_other_languages_have_no_such_stems() -> None:
    assert [stem_of(lang) for lang in ("de", "en", "fr", "es", "")] == [None] * 5


@pytest.mark.parametrize(
    ("lang", "name", "text", "words"),
    [
        (
            "ru",
            "Юрий Брезгин",
            "Встретили Юрия Брезгина. С Брезгиным говорил мэр.",
            ["Юрия Брезгина", "Брезгиным"],
        ),
        ("pl", "Jan Brzoza", "Widziano Jana Brzozę. Brzozy nie było.", ["Jana Brzozę", "Brzozy"]),
        ("cs", "Vladimír Hošek", "Viděli Vladimíra Hoška. S Hoškem mluvil.", ["Vladimíra Hoška", "Hoškem"]),
        ("tr", "Kemal Tunç", "Dün Kemal Tunç'un planı hazırdı.", ["Kemal Tunç'un"]),
    ],
)
def test_names_of_the_register_in_other_cases(lang: str, name: str, text: str, words: list[str]) -> None:
    article = Article(1, "", "", text, lang=lang)
    found = suggest(article, [], [], [Actors()], Context(BOOK, [Actor("one", name, "person")]))[0]
    assert [text[one.start : one.end] for one in found.proposals] == words
    assert {one.actor_id for one in found.proposals} == {"one"}


def test_a_speaker_in_another_case_means_the_same_entry() -> None:
    text = "Мэр Павел Громышев приехал. По словам Громышева, мост останется закрытым."
    article = Article(1, "", "", text, lang="ru")
    run = [find("quotes"), find("speakers"), Actors()]
    made = suggest(article, [], [], run, Context(BOOK, [Actor("one", "Павел Громышев", "person")]))
    entries = [one.actor_id for found in made for one in found.proposals if one.label == "ACTOR"]
    assert entries == ["one", "one"]


def test_a_name_that_two_entries_share_but_for_their_case_is_nobodys() -> None:
    register = [Actor("he", "Александр Громов", "person"), Actor("she", "Александра Громова", "person")]
    for text in ("Видели Александра Громова.", "Видели Александру Громову."):
        article = Article(1, "", "", text, lang="ru")
        found = suggest(article, [], [], [Actors()], Context(BOOK, register))[0]
        assert [one.actor_id for one in found.proposals] == [None]
