"""JSON objects with any keys as articles: which key is what is said by a person, or guessed by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from annotator.core.codebook import Codebook
from annotator.core.models import DayOrder, Draft, State
from annotator.formats.label_rows import refuse_label_rows
from annotator.formats.mapping import (
    FIELDS,
    MISSING,
    Mapping,
    authors_in_cell,
    find_columns,
    lead_key,
    mapped_draft,
    source_and_url,
    with_lead,
)
from annotator.formats.record_codebook import draft_of
from annotator.formats.rows import Row

_DEPTH = 4
_REMEMBERED = 500
_PASSAGES = frozenset(("text", "paragraph", "sanitized_html", "p", "html", "subheading", "heading"))
# What Telegram Desktop names pieces of its messages by (https://core.telegram.org/api/entities).
_KINDS_OF_RUNS = """plain bold italic underline strikethrough spoiler code pre blockquote link text_link mention
    mention_name hashtag cashtag bot_command email phone bank_card custom_emoji unknown"""
_RUNS = frozenset(_KINDS_OF_RUNS.split())
_HOSTS = ("source-hostname", "sitename", "hostname")
_META = ("source", "authors", "published", "url", "lang")
# What only our record has, beside "meta": its fields are where they belong.
_OURS = ("spans", "offset_unit", "zones")
# Of objects that are no record of ours, what may be meant as in one: no number of comments, and no CMS's status.
_MEANT: dict[str, Callable[[Any], bool]] = {
    "comments": lambda value: _are_objects(value),
    "relations": lambda value: _are_objects(value),
    "status": lambda value: value in tuple(State),
    **{key: lambda value: isinstance(value, str) for key in ("annotator", "group", "split")},
}
_RECORD = frozenset(("text", "title", "id", *_MEANT))


class RecordMapper:
    """Makes drafts of records, and of objects that have other names for the same.

    Keys of objects within objects are named by their path, such as ``source.name``.
    """

    def __init__(self, mapping: Mapping | None = None) -> None:
        self._mapping = mapping
        # Objects of one file mostly have the same keys.
        self._known: dict[tuple[str, ...], dict[str, int] | str] = {}

    def draft(self, record: dict[str, Any], codebook: Codebook, file: str) -> Draft:
        """The draft of the object; raises ValueError with a sentence."""
        record = _found(record)
        if "text" not in record and _are_paragraphs(record.get("news")):
            record = {**record, "text": record["news"]}  # as the interface of AFP has it
            del record["news"]
        if _is_ours(record) and (self._mapping is None or isinstance(record.get("text"), str)):
            return draft_of(record, codebook, file)
        if self._mapping is None:
            refuse_label_rows(record)
        flat = dict(paths(record))
        if self._mapping is None and not _is_blank(record.get("text")) and not _are_paragraphs(record["text"]):
            completed, order = self._completed(record, flat)
            draft = draft_of(completed, codebook, file)
            draft.day_order = order
            draft.unread = self._unread(flat, set(flat) & _RECORD)
            return draft
        if not flat:
            return draft_of(record, codebook, file)
        flat, columns = self._with_text(flat)
        if isinstance(columns, str):
            raise ValueError(columns if self._mapping else f'it has no "text", and {columns}')
        draft = mapped_draft(_fields(flat, columns), codebook, file)
        draft.unread = self._unread(flat, set() if lead_key(tuple(flat)) is None else {"snippet"})
        return draft

    def _with_text(self, flat: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int] | str]:
        """The values and their columns; without a guessed text that is none, as news-please has beside its own."""
        columns = self._columns(tuple(flat))
        fewer = flat
        while self._mapping is None and isinstance(columns, dict):
            key = list(fewer)[columns["text"]]
            if not _is_blank(fewer[key]):
                return fewer, columns
            fewer = {other: value for other, value in fewer.items() if other != key}
            columns = self._columns(tuple(fewer))
        return flat, self._columns(tuple(flat))

    def _unread(self, flat: dict[str, Any], read: set[str]) -> tuple[str, ...]:
        """The keys that have something of which nothing is in the draft."""
        columns = self._columns(tuple(flat))
        # Whoever said of each field what it is has looked at all keys.
        if self._mapping is not None and self._mapping.columns.keys() >= set(FIELDS):
            return ()
        keys = list(flat)
        read = read.union(keys[place] for place in columns.values()) if isinstance(columns, dict) else read
        return tuple(key for key, value in flat.items() if key not in read and is_something(value))

    def _completed(self, record: dict[str, Any], flat: dict[str, Any]) -> tuple[dict[str, Any], DayOrder | None]:
        """The record with title and metadata, which may have other names; its text is as it stands.

        And what its date tells of the order of day and month.
        """
        columns = self._columns(tuple(flat))
        if isinstance(columns, str):
            return record, None
        from annotator.formats.dates import day_order, epoch_date
        from annotator.formats.press import language_code

        values = _fields(flat, columns)
        meta = {key: values[key] for key in _META if values.get(key) and str(values[key]) not in MISSING}
        if isinstance(meta.get("authors"), str):
            meta["authors"] = authors_in_cell(meta["authors"])
        order = None
        if written := meta.get("published"):
            meta["published"] = epoch_date(written)
            order = day_order(written, meta["published"])
        if "lang" in meta:
            meta["lang"] = language_code(meta["lang"])
        more = {key: values[key] for key in ("title", "id") if values.get(key) and record.get(key) is None}
        meant = {key: value for key, value in record.items() if key not in _MEANT or _MEANT[key](value)}
        if not isinstance(meant.get("title"), str | None):
            meant["title"] = words(meant["title"])
        return meant | more | {"meta": meta}, order

    def _columns(self, keys: tuple[str, ...]) -> dict[str, int] | str:
        """Field → place among the keys, or why there is no text among them."""
        found = self._known.get(keys)
        if found is None:
            try:
                found = find_columns(keys, self._mapping, "key")
            except ValueError as error:
                found = str(error)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[keys] = found
        return found


def _is_ours(record: dict[str, Any]) -> bool:
    """Whether it is a record as we write them; others have "meta" for what is none of our metadata."""
    if any(key in record for key in _OURS):
        return True
    meta = record.get("meta")
    return (
        "text" in record and isinstance(meta, dict) and (not meta or not meta.keys().isdisjoint((*_META, "file")))
    )


def _are_runs(value: list[Any]) -> bool:
    """Whether they are the pieces of a message, in order, as Telegram has them: letters, or an object a format."""
    return any(isinstance(entry, dict) for entry in value) and all(
        isinstance(entry, str)
        or (isinstance(entry, dict) and entry.get("type") in _RUNS and isinstance(entry.get("text"), str))
        for entry in value
    )


def _are_paragraphs(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    if _are_runs(value):
        return True
    if any(isinstance(entry, dict) for entry in value):
        return any(_passage(entry) for entry in value)
    return bool(value) and all(isinstance(entry, str) for entry in value)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def keys_and_values(record: dict[str, Any]) -> Iterator[Row]:
    """The object as the two rows of a table."""
    flat = dict(paths(_found(record)))
    yield 1, list(flat)
    yield 2, [words(value) for value in flat.values()]


def _found(record: dict[str, Any]) -> dict[str, Any]:
    """What a hit of Elasticsearch has found; any other object itself."""
    found = record.get("_source")
    return {"id": record["_id"], **found} if isinstance(found, dict) and "_id" in record else record


def paths(value: dict[str, Any], prefix: str = "", depth: int = 1) -> Iterator[tuple[str, Any]]:
    """The values of an object and of those in it by their paths, such as ``source.name``."""
    for key, inner in value.items():
        if isinstance(inner, dict) and isinstance(inner.get("rendered"), str):
            yield prefix + key, inner["rendered"]  # as the interface of WordPress has it
        elif isinstance(inner, dict) and depth < _DEPTH:
            yield from paths(inner, f"{prefix}{key}.", depth + 1)
        else:
            yield prefix + key, inner


def _fields(flat: dict[str, Any], columns: dict[str, int]) -> dict[str, Any]:
    keys = list(flat)
    values = {field: flat[keys[place]] for field, place in columns.items()}
    made: dict[str, Any] = {field: words(value) for field, value in values.items()}
    if "text" in values:
        lead = lead_key(keys)
        text = _passages(values["text"])
        made["text"] = text if lead is None else with_lead(words(flat["snippet"]), text)
    source, url = made.get("source", ""), made.get("url", "")
    site, address = source_and_url(source, url)
    if address != url:
        made["url"] = address
    if site != source:
        # As trafilatura writes it, the source is the page.
        named = next((words(flat[key]) for key in _HOSTS if words(flat.get(key))), "")
        made["source"] = named if named and address == source else site
    if isinstance(values.get("authors"), int):
        made["authors"] = ""  # a number that another table tells the name of
    elif isinstance(values.get("authors"), list):
        made["authors"] = [name for name in map(words, values["authors"]) if name.strip()]
    return made


def _passages(value: Any) -> str:
    """The text in a value; where it is a list of objects, that of the paragraphs among them."""
    if not isinstance(value, list):
        return words(value)
    if _are_runs(value):
        return "".join(entry if isinstance(entry, str) else entry["text"] for entry in value)
    return "\n\n".join(text for entry in value if (text := _passage(entry)).strip())


def _passage(entry: Any) -> str:
    if not isinstance(entry, dict):
        return entry if isinstance(entry, str) else ""
    kind = entry.get("subtype") or entry.get("type") or "text"
    if not isinstance(kind, str) or kind.lower() not in _PASSAGES:
        return ""
    from annotator.formats.markup import cell_text

    return next(
        (cell_text(entry[key]) for key in ("content", "text", "value") if isinstance(entry.get(key), str)), ""
    )


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def is_something(value: Any) -> bool:
    """Whether a value tells anything, so that a report should tell of it."""
    return bool(value.strip() if isinstance(value, str) else value) and not isinstance(value, bool)


def words(value: Any) -> str:
    """A text, a number, the paragraphs in a list, or the name in an object; "" for anything else."""
    match value:
        case str():
            return value
        case bool():
            return ""
        case int() | float():
            return str(value)
        case list():
            return "\n\n".join(entry for entry in value if isinstance(entry, str))
        case {"name": str(name)} | {"title": str(name)}:
            return name
        case _:
            return ""
