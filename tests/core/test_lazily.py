from __future__ import annotations

from annotator.core.lazily import lazily


class Shelf:
    def __init__(self) -> None:
        self.made = 0

    @lazily
    def books(self) -> list[int]:
        """What stands there."""
        self.made += 1
        return [self.made]


def test_it_is_made_when_it_is_asked_for_and_once_for_each_object() -> None:
    one, other = Shelf(), Shelf()
    assert (one.made, other.made) == (0, 0)
    books = one.books
    assert books is one.books
    assert books == [1]
    assert (one.made, other.made) == (1, 0)
    assert other.books is not books


def test_it_is_made_anew_once_it_was_taken_away() -> None:
    one = Shelf()
    assert one.books == [1]
    del one.books
    assert one.books == [2]


def test_the_class_has_its_description() -> None:
    assert Shelf.books.__doc__ == "What stands there."
