"""From pieces of text on pages to paragraphs: columns, running heads, paragraphs, words broken at line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from annotator.formats.pdf_lines import Piece

_MAX_ROWS = 500  # looking for columns among more takes too long; such a page is a table
_GUTTER = 0.8  # of the height of a line
_NARROW = 0.12  # of the width: anything narrower beside a gutter is a list's numbers rather than a column
_SHORT_PIECE = 8  # characters: columns have longer lines than tables have cells
_CAP = 1.8  # times the height of the other letters: a letter that reaches over two lines or more
_MARGIN = 0.13  # of the page's height, at its top and bottom, where running heads stand
_EDGE_ROWS = 3
_REPEATED = 0.3  # of the pages: left and right ones may have different heads
_PAGE_NUMBER = re.compile(
    r"(?:seite|page|s\.|p\.)?\s*[-–—|·]?\s*\d{1,4}\s*(?:[-–—|·]|(?:/|von|of|sur)\s*\d{1,4})?", re.IGNORECASE
)
# "Page 1 of 2" is nothing else, though a line of text stands close to it.
_NUMBER_OF = re.compile(r"(?:seite|page)\s+\d{1,4}\s*(?:/|von|of|sur|de)\s*\d{1,4}", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s…/]+/[^\s…]+")
"""Of a page, as a browser prints it whole below or above the page; a paper names only its site there."""
# What browsers print at the edges of each page, beside the title: when, and from where.
_PRINTED = re.compile(
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d),? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AP]M)?"
    r"|(?:https?|file)://\S+",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?:…][\"'”“»«’)\]]*\Z|[”“»]\Z")
_HYPHENS = "-\u00ad\u2010"
_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
# After "Wirtschafts-" these begin no second half of the word.
_AND = frozenset(("und", "oder", "bzw", "sowie", "bis", "als", "statt", "and", "or", "to", "et", "ou"))


_Marked = Sequence[tuple[Piece, bool]]  # the pieces of a row, and whether each comes again on other pages


@dataclass(slots=True)
class Line:
    """A line of a column; ``edge`` is where the column's lines end at the right."""

    piece: Piece
    start: float  # where the column's lines begin
    edge: float

    @property
    def text(self) -> str:
        return self.piece.text

    def had_room_for(self, following: Line) -> bool:
        """Whether the first word of the next line would have stood in this one, too."""
        word = len(following.text.split(maxsplit=1)[0]) + 1
        width = following.piece.right - following.piece.left
        return self.edge - self.piece.right > max(1.2 * word * width / len(following.text), self.piece.height)


@dataclass(slots=True)
class Block:
    """Lines that are one paragraph, in order."""

    lines: list[Line]
    page: int
    indented: bool = False

    @property
    def height(self) -> float:
        """Of the letters, in points."""
        return median(line.piece.height for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Page:
    """The pieces of a page, and its height in points."""

    pieces: list[Piece]
    height: float
    dropped: list[Piece] = field(default_factory=list)  # running heads and page numbers


def paragraphs(blocks: Sequence[Block], as_set: bool = False) -> list[str]:
    """The texts of paragraphs, their lines joined; ``as_set``, only those that the column's width broke."""
    compounds = {word.lower() for block in blocks for line in block.lines for word in _COMPOUND.findall(line.text)}
    texts = (
        "\n".join(_joined([line.text for line in lines], compounds) for lines in _runs(block, as_set))
        for block in blocks
    )
    return [text for text in texts if text.strip()]


def _runs(block: Block, as_set: bool) -> list[list[Line]]:
    runs = [block.lines[:1]]
    for before, line in pairwise(block.lines):
        if as_set and before.had_room_for(line):
            runs.append([])
        runs[-1].append(line)
    return runs


def document_blocks(pages: Sequence[Page]) -> list[Block]:
    """The paragraphs of a document in reading order, as lines, without running heads and page numbers.

    Those that a column or page breaks are put together.
    """
    drop_running(pages)
    found: list[Block] = []
    for number, page in enumerate(pages):
        for column in columns(page.pieces):
            first = True
            for block in _blocks(column, number):
                if first and found and _goes_on(found[-1], block):
                    found[-1].lines += block.lines
                else:
                    found.append(block)
                first = False
    return found


def drop_running(pages: Sequence[Page]) -> None:
    """Takes running heads and page numbers off the pages."""
    edges = [_edges(page) for page in pages]
    keys = [
        {_key(piece, page) for rows in edge for row in rows for piece in row}
        for page, edge in zip(pages, edges, strict=True)
    ]
    times = Counter(key for found in keys for key in found)
    least = max(2, _REPEATED * len(pages))
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        gone: set[int] = set()
        # In a file of many articles, a head is that of one of them.
        beside = set().union(*keys[max(0, number - 1) : number], *keys[number + 1 : number + 2])
        for rows in edge:
            marked = [[(p, times[k := _key(p, page)] >= least or k in beside) for p in row] for row in rows]
            gone |= _running(marked[:-1][:_EDGE_ROWS], marked[1:])
        page.dropped = [piece for piece in page.pieces if id(piece) in gone]
        page.pieces = [piece for piece in page.pieces if id(piece) not in gone]


def _running(rows: Sequence[_Marked], inner_rows: Sequence[_Marked]) -> set[int]:
    """The ids of the pieces that are no text, in rows from the page's end inwards, each with the one after it."""
    gone: set[int] = set()
    for number, (row, inner) in enumerate(zip(rows, inner_rows, strict=False)):
        marked = sum(again or _is_furniture(piece.text.strip()) for piece, again in row)
        if 2 * marked < len(row):
            break
        texts = [piece.text.strip() for piece, _ in row]
        # Below what a browser prints above the next pages, the text goes on without a distance.
        is_printed = 1 < len(row) == marked and any(map(_PRINTED.fullmatch, texts))
        if is_printed or all(map(_NUMBER_OF.fullmatch, texts)):
            gone |= {id(piece) for piece, _ in row}
            continue
        # The first and the last lines of a text may be the same on two pages: heads stand apart from it.
        height = max(piece.height for piece, _ in row)
        apart = all(_distance(p, q) > 0.5 * height for p, _ in row for q, _ in inner)
        if apart:
            gone |= {id(piece) for r in rows[: number + 1] for piece, _ in r}
    return gone


def _is_furniture(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text))


def _distance(one: Piece, other: Piece) -> float:
    return max(one.top, other.top) - min(one.bottom, other.bottom)


def columns(pieces: Sequence[Piece]) -> list[list[Line]]:
    """The columns of a page in reading order, each with its lines from the top."""
    rows = _rows(_with_caps(pieces))
    split = _widest_split(rows) if 1 < len(rows) <= _MAX_ROWS else None
    if split is None:
        return [_lines(rows)] if rows else []
    start, end, at = split
    inside = [piece for row in rows[start:end] for piece in row]
    left = [piece for piece in inside if piece.right <= at]
    right = [piece for piece in inside if piece.right > at]
    parts = ([p for row in rows[:start] for p in row], left, right, [p for row in rows[end:] for p in row])
    return [column for part in parts if part for column in columns(part)]


def _with_caps(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, large first letters joined to the lines that they begin."""
    if len(pieces) < 3:
        return list(pieces)
    usual = median(piece.height for piece in pieces)
    kept = list(pieces)
    for cap in [p for p in pieces if len(p.text) <= 2 and p.text[0].isupper() and p.height > _CAP * usual]:
        beside = [
            p
            for p in kept
            if p.height < _CAP * usual
            and 0 <= p.left - cap.right + 0.2 * cap.height <= cap.height
            and cap.top - usual < p.top < cap.middle
        ]
        if beside:
            first = min(beside, key=lambda p: (p.top, p.left))
            # Its left edge stays, which is that of the lines below.
            kept[kept.index(first)] = Piece(
                first.left, first.top, first.right, first.bottom, cap.text + first.text
            )
            kept.remove(cap)
    return kept


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces, those side by side together, from the top."""
    rows: list[list[Piece]] = []
    bottom = float("-inf")
    for piece in sorted(pieces, key=lambda p: (p.middle, p.left)):
        # Letters of tightly set lines reach into the lines beside them.
        top, low = piece.top + 0.3 * piece.height, piece.bottom - 0.3 * piece.height
        if rows and top < bottom:
            rows[-1].append(piece)
            bottom = max(bottom, low)
        else:
            rows.append([piece])
            bottom = low
    return rows


def _widest_split(rows: Sequence[Sequence[Piece]]) -> tuple[int, int, float] | None:
    """The most rows that have a gutter all the way: first row, the one after the last, and where the gutter is."""
    pieces = [piece for row in rows for piece in row]
    width = max(p.right for p in pieces) - min(p.left for p in pieces)
    gap = _GUTTER * median(p.height for p in pieces)
    best: tuple[int, int, float] | None = None
    most = 3  # rows
    for start in range(len(rows) - most):
        covered: list[tuple[float, float]] = []
        for end in range(start, len(rows)):
            covered = _cover(covered, rows[end])
            if len(covered) == 1 and covered[0][1] - covered[0][0] > 0.6 * width:
                break
            if end + 1 - start > most and (at := _gutter(covered, rows[start : end + 1], gap, width)) is not None:
                best, most = (start, end + 1, at), end + 1 - start
        if len(rows) - start <= most:
            break
    return best


def _cover(covered: list[tuple[float, float]], row: Sequence[Piece]) -> list[tuple[float, float]]:
    """The stretches from left to right that some line covers."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted([*covered, *((piece.left, piece.right) for piece in row)]):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _gutter(
    covered: Sequence[tuple[float, float]], rows: Sequence[Sequence[Piece]], gap: float, width: float
) -> float | None:
    """Where the first gutter is that has something like columns at both of its sides."""
    for (_, left), (right, _) in pairwise(covered):
        if right - left < gap:
            continue
        at = (left + right) / 2
        sides = [[p for row in rows for p in row if (p.right <= at) is is_left] for is_left in (True, False)]
        if all(
            len(side) >= 3
            and max(p.right for p in side) - min(p.left for p in side) >= _NARROW * width
            and sum(len(p.text) for p in side) >= _SHORT_PIECE * len(side)
            for side in sides
        ):
            return at
    return None


def _lines(rows: Sequence[Sequence[Piece]]) -> list[Line]:
    """The lines of a column: what stands side by side is one."""
    joined = []
    for row in rows:
        pieces = sorted(row, key=lambda p: p.left)
        # Justified lines have wide gaps between words, rows of tables wider ones between cells.
        text = pieces[0].text
        for before, piece in pairwise(pieces):
            text += ("\t" if piece.left - before.right > 3 * piece.height else " ") + piece.text
        tallest = max(pieces, key=lambda p: len(p.text))
        joined.append(Piece(pieces[0].left, tallest.top, max(p.right for p in pieces), tallest.bottom, text))
    start, edge = min(p.left for p in joined), max(p.right for p in joined)
    return [Line(piece, start, edge) for piece in joined]


def _blocks(lines: Sequence[Line], page: int) -> list[Block]:
    steps = [b.piece.top - a.piece.top for a, b in pairwise(lines)]
    usual = _usual_step(lines, steps)
    found: list[Block] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        indent = line.piece.left - line.start > 0.6 * line.piece.height
        if before is None or _begins(before, line, steps[number - 1], usual):
            found.append(Block([line], page, indent))
        else:
            found[-1].lines.append(line)
    return found


def _usual_step(lines: Sequence[Line], steps: Sequence[float]) -> float:
    """How far from line to line of a paragraph, in heights of the letters.

    Headlines stand farther apart, captions less; of paragraphs of two lines, every other step leads to the next.
    """
    if len(steps) < 2:
        return 1.5
    height = max(median(line.piece.height for line in lines), 1.0)
    is_body = [abs(line.piece.height - height) <= 0.12 * height for line in lines]
    inner = sorted(
        step for step, *pair in zip(steps, is_body, is_body[1:], strict=False) if all(pair) and step > 0
    )
    return inner[(len(inner) - 1) // 5] / height if inner else 1.5


def _begins(before: Line, line: Line, step: float, usual: float) -> bool:
    """Whether a paragraph begins with this line."""
    height = line.piece.height
    if step > 1.35 * max(usual, 0.9) * height or abs(height - before.piece.height) > 0.12 * height:
        return True
    if line.piece.left - before.piece.left > 0.6 * height and line.piece.left - line.start < 5 * height:
        # Also after a line that is centred or indented itself, such as a paragraph of one line.
        return not before.text.endswith(tuple(_HYPHENS))
    if "\t" in line.text and "\t" in before.text:
        return True
    half = before.start + (before.edge - before.start) / 2
    is_short = before.piece.right < half and line.text[:1].isupper()
    return before.had_room_for(line) and (is_short or _ENDS.search(before.text) is not None)


def _goes_on(last: Block, block: Block) -> bool:
    """Whether the first paragraph of a column is the rest of the last one before it."""
    line = last.lines[-1]
    if abs(last.height - block.height) > 0.12 * block.height:
        return False
    if line.text.endswith(tuple(_HYPHENS)) and _BROKEN.search(line.text):
        return True
    if _ENDS.search(line.text) or line.had_room_for(block.lines[0]):
        return False
    return not block.indented or block.text[:1].islower()


def _joined(lines: Sequence[str], compounds: set[str]) -> str:
    """The lines as one, words that were broken made whole."""
    text = ""
    for line in lines:
        broken = _BROKEN.search(text)
        word = _FIRST_WORD.match(line)
        if not text:
            text = line
        elif broken is None or word is None or text.endswith(" -"):
            text += line if text.endswith("-") and line[:1].isdigit() else f" {line}"
        elif text.endswith("\u00ad"):
            text = text[:-1] + line
        elif word.group().lower() in _AND:
            text += f" {line}"
        elif word.group()[0].isupper() or f"{broken[1]}-{word.group()}".lower() in compounds:
            text += line
        else:
            text = text[:-1] + line
    return text.replace("\u00ad", "")


def _edges(page: Page) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The rows near the top of the page, and those near its bottom, each from the page's end inwards."""
    rows = _rows(page.pieces)
    low, high = _MARGIN * page.height, (1 - _MARGIN) * page.height
    head = [row for row in rows if all(piece.bottom < low for piece in row)]
    foot = [row for row in rows if all(piece.top > high for piece in row)]
    # One more tells whether the last of them stands apart.
    return [*rows, []][: len(head) + 1], [*rows[::-1], []][: len(foot) + 1]


def _key(piece: Piece, page: Page) -> tuple[str, int]:
    """What the same head has on another page, where its numbers differ."""
    text = _DIGITS.sub("0", "".join(piece.text.split()).casefold())
    return text, round(50 * piece.middle / max(page.height, 1))
