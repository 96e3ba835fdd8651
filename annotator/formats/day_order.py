"""Which comes first in dates such as 03/04/2025, the day or the month: other dates of the file may prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.core.errors import UserError
from annotator.core.models import DayOrder, Draft, Refusal

MOST_ITEMS = 10_000
MOST_CHARACTERS = 16_000_000
"""Articles, and code points of their texts, that are read ahead of the first date that may be two."""


def settled(items: Iterator[Draft | Refusal]) -> Iterator[Draft | Refusal]:
    """The articles of a file, with such dates in ISO 8601 where all that can be only one have the same order.

    Proof is looked for in what stands before the first of them and in as much behind it as is read ahead. What
    stands further on counts for the dates that follow alone, be it proof or to the contrary: files may be too
    large to be read twice, or come from a pipe. A date that nothing settles stays as it is written.
    """
    orders: set[DayOrder] = set()
    is_read_ahead = False
    for item in items:
        if not isinstance(item, Draft) or item.day_order is None:
            yield item
            continue
        held: list[Draft | Refusal] = [item]
        trouble = None
        if item.day_order is DayOrder.UNTOLD and not is_read_ahead:
            is_read_ahead = True
            try:
                held.extend(_ahead(items))
            except (OSError, UserError) as error:
                trouble = error  # what came before it is whole
        orders |= {one.day_order for one in held if isinstance(one, Draft) and one.day_order} - {DayOrder.UNTOLD}
        yield from (_settled(one, orders) for one in held)
        if trouble is not None:
            raise trouble


def _ahead(items: Iterator[Draft | Refusal]) -> Iterator[Draft | Refusal]:
    characters = 0
    for number, item in enumerate(items, 1):
        yield item
        characters += len(item.article.text) if isinstance(item, Draft) else 0
        if number >= MOST_ITEMS or characters >= MOST_CHARACTERS:
            break


def _settled(item: Draft | Refusal, orders: set[DayOrder]) -> Draft | Refusal:
    if isinstance(item, Draft) and item.day_order is DayOrder.UNTOLD and len(orders) == 1:
        from annotator.formats.dates import iso_date

        written = item.article.published or ""
        item.article = replace(item.article, published=iso_date(written, DayOrder.DAY_FIRST in orders))
    return item
