"""From the text of a query to its expression. Whatever isn't a term is words, so that any text is a search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.core.codebook import Codebook
from annotator.core.loose import query_words
from annotator.core.offsets import clean_text
from annotator.core.query import REMARKS, And, Node, Not, Or, QueryError, Term, Words, leaves
from annotator.core.query_fields import (
    ANY,
    ARTICLE,
    NONE,
    Field,
    ValueRefusedError,
    cases_of,
    fields,
    fields_of_label,
    listed,
    remark_fields,
)

MAX_WORDS = 100  # a whole text pasted into the field would take long and find nothing but itself
_MAX_TERMS = 100  # SQLite refuses expressions that are nested more than a thousand deep
_MAX_VALUES = 1_000
_MAX_VALUE = 1_000  # code points; SQLite refuses patterns of 50,000
_MAX_DEPTH = 40
_CHUNK = re.compile(r'[^\s()"]+')
# An operator, if its field is known: a blank after it makes it a word like others.
_HEAD = re.compile(r"(?:(\w+)\.)?([A-Za-z]\w*)(:?(?:[<>]=?|=)|:)(?!\s)")
_GENDERED = re.compile(r"in(nen)?\b")  # what follows the colon in German "Autor:innen"
# What is no field for sure: an address, or a gendered word.
_NO_FIELD = re.compile(r"//|in(nen)?\b")
_QUOTES = {'"': '"', "„": "“”", "“": "”“", "»": "«", "«": "»"}
_STRAIGHT = re.compile(r'"((?:[^"]|"")*+)("?)')  # two of them in a value are one that belongs to it
_MINUS = re.compile(r'-(?=[\w("])')
_OPERATORS = {"or": "or", "OR": "or", "not": "not", "NOT": "not"}


def parse(text: str, codebook: Codebook) -> tuple[Node | None, tuple[str, ...]]:
    """The expression, None where nothing is asked for, and the notes of a Query. Raises QueryError."""
    # Line ends are blanks here anyway; "\r" stays one code point, so that places are those of what was typed.
    clean = clean_text(text.replace("\r", " "))
    scanner = _Scanner(clean, codebook)
    tokens = scanner.tokens()
    root = _Parser(_with_plain_operators(tokens)).expression()
    return root, tuple(dict.fromkeys((*scanner.notes, *_notes_on_brackets(tokens))))


@dataclass(frozen=True, slots=True)
class _Token:
    """``kind`` is words, term, or, not, ( or )."""

    kind: str
    start: int
    end: int
    node: Node | None = None


class _Scanner:
    def __init__(self, text: str, codebook: Codebook) -> None:
        self._text = text
        self._codebook = codebook
        self.notes: list[str] = []
        self._fields = {name.casefold(): f for name, f in reversed(fields(codebook).items())}
        self._labels = {label.name.casefold(): label.name for label in codebook.labels}

    def tokens(self) -> list[_Token]:
        found: list[_Token] = []
        place = 0
        while place < len(self._text):
            token, place = self._next(place)
            if token is not None:
                found.append(token)
        return found

    def _next(self, place: int) -> tuple[_Token | None, int]:
        character = self._text[place]
        if character.isspace():
            return None, place + 1
        if character in "()":
            return _Token(character, place, place + 1), place + 1
        if character == '"':
            return self._phrase(place)
        if _MINUS.match(self._text, place):
            return _Token("not", place, place + 1), place + 1
        head = _HEAD.match(self._text, place)
        field = head and self._field(head)
        if head and field:
            return self._term(head, field)
        if head and not _NO_FIELD.match(self._text, head.end()):
            name = head[0][: head.start(3) - head.start()]
            self.notes.append(f"there is no field {name}; taken as words")
        chunk = _CHUNK.match(self._text, place)
        assert chunk is not None, place
        if chunk[0].casefold() == "and":
            self.notes.append(f"{chunk[0]} is taken as a word: what stands side by side holds together anyway")
        if chunk[0] in _OPERATORS:
            return _Token(_OPERATORS[chunk[0]], place, chunk.end()), chunk.end()
        return self._words(place, chunk.end(), self._text[place : chunk.end()])

    def _words(self, start: int, end: int, text: str, phrase: bool = False) -> tuple[_Token | None, int]:
        words = tuple(query_words(text))
        if not words:
            return None, end
        beginning = not phrase and end == len(self._text)
        return _Token("words", start, end, Words(words, beginning, phrase)), end

    def _phrase(self, place: int) -> tuple[_Token | None, int]:
        end = self._text.find('"', place + 1)
        if end < 0:
            self._note_open("quotation mark", place)
            return None, place + 1  # still being typed
        return self._words(place, end + 1, self._text[place + 1 : end], phrase=True)

    def _field(self, head: re.Match[str]) -> Field | None:
        prefix, name = head[1], head[2].casefold()
        if prefix is None:
            if name not in self._fields:
                self._refuse_slip(head)
            return self._fields.get(name)
        if prefix.casefold() == ARTICLE:
            return remark_fields().get(name)
        label = self._labels.get(prefix.casefold())
        if label is None:
            return None
        known = fields_of_label(self._codebook, label)
        field = next((f for f in known.values() if f.name.casefold() == name), None)
        if field is None:
            has = f"it has {listed(list(known))}" if known else "it has none"
            self._refuse(f"{label} has no attribute or relation {head[2]}; {has}.", head.start(2), head.end(2))
        return field

    def _refuse_slip(self, head: re.Match[str]) -> None:
        """Refuses what must be a field with a slip in it: as words it would find nothing without saying why."""
        from difflib import get_close_matches  # 3 ms, for a slip alone

        name = head[2].casefold()
        near = get_close_matches(name, [n for n in self._fields if abs(len(n) - len(name)) < 2], 1, 0.8)
        if near and not _GENDERED.match(self._text, head.end()):
            self._refuse(f"There is no field {head[2]}; did you mean {near[0]}?", head.start(2), head.end(2))

    def _term(self, head: re.Match[str], field: Field) -> tuple[_Token, int]:
        compare = head[3].lstrip(":") or ":"
        values, end = self._values(head.end())
        if not values:
            possible = listed((*field.values, *field.keywords))
            hint = f" such as {possible}" if possible else ""
            self._refuse(f"{field.name} needs a value{hint}.", head.start(), end)
        texts = [(text, quoted) for text, quoted, _ in values]
        words = [text.casefold() for text, quoted in texts if not quoted]
        unset = NONE in field.keywords and NONE in words
        is_any = ANY in field.keywords and ANY in words
        keywords = {word for word, on in ((NONE, unset), (ANY, is_any)) if on}
        rest = [(text, quoted) for text, quoted in texts if quoted or text.casefold() not in keywords]
        try:
            cases = cases_of(field, self._codebook, compare, rest)
        except ValueRefusedError as error:
            start = values[0][2]
            self._refuse(f"{error}.", start, end)
        own = head[1] is not None and field.kind in REMARKS
        term = Term(field.kind, field.name, compare, cases, unset, is_any, own)
        return _Token("term", head.start(), end, term), end

    def _values(self, place: int) -> tuple[list[tuple[str, bool, int]], int]:
        """(text, whether in quotation marks, place) of each value, and where they end."""
        if not self._text.startswith("{", place):
            text, quoted, end = self._value(place, " \t\n()")
            return ([(text, quoted, place)] if text or quoted else []), end
        found: list[tuple[str, bool, int]] = []
        start = place
        place += 1
        while place < len(self._text) and self._text[place] != "}":
            if self._text[place].isspace() or self._text[place] == ",":
                place += 1
                continue
            text, quoted, end = self._value(place, ",}")
            found.append((text, quoted, place))
            place = end
        if place >= len(self._text):
            self._note_open("bracket", start)
        if len(found) > _MAX_VALUES:
            self._refuse(f"These are more than {_MAX_VALUES:,} values.", place, len(self._text))
        return found, min(place + 1, len(self._text))

    def _value(self, place: int, ends: str) -> tuple[str, bool, int]:
        """One value; what is still being typed ends with the text."""
        closing = _QUOTES.get(self._text[place : place + 1])
        if closing:
            text, end = self._quoted(place, closing)
        else:
            end = place
            while end < len(self._text) and self._text[end] not in ends:
                if self._text[end].isspace() and " " in ends:
                    break
                end += 1
            text = self._text[place:end].strip()
        if len(text) > _MAX_VALUE:
            self._refuse(f"This value is longer than {_MAX_VALUE:,} characters.", place, end)
        return text, closing is not None, end

    def _quoted(self, place: int, closing: str) -> tuple[str, int]:
        """What stands in quotation marks, and where they end."""
        straight = _STRAIGHT.match(self._text, place)
        if straight:
            text, end, is_closed = straight[1].replace('""', '"'), straight.end(), bool(straight[2])
        else:
            last = next((n for n in range(place + 1, len(self._text)) if self._text[n] in closing), None)
            text, is_closed = self._text[place + 1 : last], last is not None
            end = len(self._text) if last is None else last + 1
        if not is_closed:
            self._note_open("quotation mark", place)
        return text, end

    def _note_open(self, what: str, place: int) -> None:
        self.notes.append(f"the {what} at character {place + 1} is not closed")

    def _refuse(self, sentence: str, start: int, end: int) -> None:
        raise QueryError(f"At character {start + 1}: {sentence}", start, end)


def _with_plain_operators(tokens: list[_Token]) -> list[_Token]:
    """Operators with nothing to work on are words, and brackets that nothing closes or opens are none."""
    paired = _paired(tokens)
    found: list[_Token] = []
    for n in range(len(tokens) - 1, -1, -1):
        token, following = tokens[n], found[-1].kind if found else ")"
        if token.kind in ("or", "not") and following in (")", "or"):
            if token.end - token.start > 1:  # a mere minus is nothing
                found.append(_as_word(token))
        elif token.kind not in ("(", ")") or n in paired:
            found.append(token)
    found.reverse()
    for n, token in enumerate(found):
        if token.kind == "or" and (n == 0 or found[n - 1].kind in ("(", "not")):
            found[n] = _as_word(token)
    return found


def _as_word(token: _Token) -> _Token:
    return _Token("words", token.start, token.end, Words((token.kind,)))


def _notes_on_brackets(tokens: list[_Token]) -> Iterator[str]:
    opened: list[_Token] = []
    for token in tokens:
        if token.kind == "(":
            opened.append(token)
        elif token.kind == ")" and opened:
            opened.pop()
        elif token.kind == ")":
            yield f"the bracket at character {token.start + 1} closes nothing"
    for token in opened:
        yield f"the bracket at character {token.start + 1} is not closed"


def _paired(tokens: list[_Token]) -> set[int]:
    """Which brackets have a partner, with something between them."""
    paired: set[int] = set()
    opened: list[tuple[int, int]] = []  # with how many words and terms stand before it
    asked = 0
    for n, token in enumerate(tokens):
        if token.kind == "(":
            opened.append((n, asked))
        elif token.kind == ")" and opened:
            start, before = opened.pop()
            if asked > before:
                paired |= {start, n}
        asked += token.kind in ("words", "term")
    return paired


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    def expression(self) -> Node | None:
        if not self._tokens:
            return None
        root = self._either()
        if sum(1 for _ in leaves(root)) > _MAX_TERMS:
            raise QueryError(f"These are more than {_MAX_TERMS} terms.", 0, self._tokens[-1].end)
        return root

    def _peek(self) -> str:
        return self._tokens[self._place].kind if self._place < len(self._tokens) else ")"

    def _either(self) -> Node:
        parts = [self._together()]
        while self._peek() == "or":
            self._place += 1
            parts.append(self._together())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _together(self) -> Node:
        parts = [self._single()]
        while self._peek() not in (")", "or"):
            parts.append(self._single())
        parts = _joined(parts)
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _single(self) -> Node:
        token = self._tokens[self._place]
        self._place += 1
        if token.kind == "words" or token.kind == "term":
            assert token.node is not None
            return token.node
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise QueryError("These brackets lie too deep in one another.", token.start, token.end)
        if token.kind == "not":
            part = self._single()
            node: Node = part.part if isinstance(part, Not) else Not(part)
        else:
            node = self._either()
            self._place += 1  # its closing bracket
        self._depth -= 1
        return node


def _joined(parts: list[Node]) -> list[Node]:
    """Words that stand apart are one search; only so many are looked for."""
    plain = [part for part in parts if isinstance(part, Words) and not part.phrase]
    if len(plain) < 2:
        return parts
    words = tuple(word for part in plain for word in part.words)[:MAX_WORDS]
    whole = Words(words, plain[-1].beginning)
    others = {id(part) for part in plain[1:]}
    return [whole if part is plain[0] else part for part in parts if id(part) not in others]
