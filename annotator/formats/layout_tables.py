"""Tables of old pages that lay out the page: the extraction would take a whole article for one cell."""

from __future__ import annotations

from typing import Any

_LONG = 400  # characters in a cell that holds an article, if they are in several paragraphs
_BREAKS = 3
_INSIDE = frozenset(("tbody", "thead", "tfoot", "tr", "td", "th", "colgroup", "col", "caption"))


def unlay_tables(tree: Any) -> None:
    """Makes plain blocks of the tables, and of what is in them, that have an article or a table in a cell."""
    laid_out = [table for table in tree.iter("table") if any(map(_is_column, _cells(table)))]
    for table in laid_out:
        for part in list(_parts(table)):
            part.tag = "div"
        table.tag = "div"


def _parts(table: Any) -> Any:
    """Its rows, cells and groups of rows; not those of tables in it."""
    for inner in table:
        if inner.tag in _INSIDE:
            yield inner
            if inner.tag not in ("td", "th"):
                yield from _parts(inner)


def _cells(table: Any) -> list[Any]:
    return [part for part in _parts(table) if part.tag in ("td", "th")]


def _is_column(cell: Any) -> bool:
    if cell.find(".//table") is not None or cell.find(".//h1") is not None:
        return True
    parts = len(cell.findall(".//p"))
    breaks = sum(1 for _ in cell.iter("br"))
    return (parts > 1 or breaks >= _BREAKS) and len(cell.text_content()) > _LONG
