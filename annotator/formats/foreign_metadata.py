"""What other tools have beside a text: id, title and metadata by their usual names, or as a person says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.formats.bylines import split_authors
from annotator.formats.foreign_codebook import folded
from annotator.formats.json_mapping import is_something, paths, words
from annotator.formats.mapping import FIELDS, find_columns
from annotator.formats.mapping import Mapping as Said
from annotator.formats.values import quote

# What people call the columns and keys of an article's metadata, the first one found is taken.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher", "publication"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "publishedat", "publicationdate", "pubdate", "date"),
    "url": ("url", "link"),
    "lang": ("lang", "language"),
    "file": ("file", "filename"),
    "id": ("id",),
}
# What stands beside the text in our own exports, always (Prodigy's have what is not empty).
OURS = frozenset(("title", "source", "authors", "published", "url", "lang", "file", "status", "split", "group"))
_OURS_IN_PRODIGY = frozenset(("title", "status", "tokenizer"))
_NO_LOSS = ("status", "tokenizer")  # of it, what is not read again: how far somebody was, and how words were told


@dataclass(frozen=True, slots=True)
class About:
    """``record`` has title, id and "meta" as records do; ``used`` are the keys that these are from.

    ``unread`` are those of which nothing is there.
    """

    record: Mapping[str, Any]
    used: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()


def is_metadata(key: str) -> bool:
    """Whether what is called so is taken for an article's title or another of its metadata."""
    return any(folded(key) in names for field, names in _NAMES.items() if field != "id")


def about(*objects: Mapping[str, Any]) -> About:
    """What objects say of an article; the first one that has something of it wins."""
    return _about([_keys(one) for one in objects], {}, ())


def about_keys(
    objects: Mapping[str, Mapping[str, Any]],
    text: str,
    own: Collection[str] = (),
    mapping: Said | None = None,
) -> About:
    """The same of an object of JSON and of those in it, by what stands before their keys in paths: "", ``meta.``.

    ``text`` is the path of the text that the labels are in, ``own`` are those of what is no metadata but read, or
    of use to the tool alone. ``mapping`` is what a person says of keys. Raises ValueError where that can't be.
    """
    every = {prefix + key: value for prefix, one in objects.items() for key, value in one.items()}
    passed = {*own, *(prefix.removesuffix(".") for prefix in objects)}
    places = dict(paths({key: value for key, value in every.items() if key not in passed}))
    said = mapping.columns if mapping else {}
    names = list({**every, **places})
    found: dict[str, int] = {}
    if mapping and said:
        found = find_columns(names, replace(mapping, columns={"text": text, **said}), "key")
        if (other := names[found["text"]]) != text:
            raise ValueError(f"its labels are in {quote(text)}, which is its text, and not {quote(other)}")
    told = {field: names[found[field]] for field in said if field in found and field != "text"}
    guessed = [_keys(one, prefix, {text, *told.values()}) for prefix, one in objects.items()]
    mapped = {field: (key, places.get(key, every.get(key))) for field, key in told.items()}
    made = _about(guessed, mapped, [field for field in said if field != "text"])
    if said.keys() >= set(FIELDS):
        return made  # whoever said of each field what it is has looked at all keys
    ours = [prefix for prefix, one in objects.items() if one.keys() >= OURS or one.keys() >= _OURS_IN_PRODIGY]
    read = made.used | {text} | {prefix + key for prefix in ours for key in _NO_LOSS}
    unread = tuple(key for key, value in places.items() if key not in read and is_something(value))
    return About(made.record, made.used, unread)


_Keys = Mapping[str, tuple[str, Any]]  # key, folded → its path and value


def _keys(one: Mapping[str, Any], prefix: str = "", without: Collection[str] = ()) -> _Keys:
    return {
        folded(key).replace(".", ""): (prefix + key, value)
        for key, value in one.items()
        if prefix + key not in without
    }


def _about(sources: Sequence[_Keys], mapped: _Keys, said: Collection[str]) -> About:
    values: dict[str, Any] = {}
    used = {key for key, _ in mapped.values()}
    for field, names in _NAMES.items():
        if field in said:
            values[field] = _said(field, mapped[field][1]) if field in mapped else None
        elif (found := next(_candidates(field, names, sources), None)) is not None:
            used.add(found[0])
            values[field] = found[1]
    title, id_ = values.pop("title", None), values.pop("id", None)
    meta = {name: value for name, value in values.items() if value}
    if isinstance(meta.get("authors"), str):
        meta["authors"] = list(split_authors(meta["authors"]))
    return About({"title": title, "id": id_, "meta": meta}, frozenset(used))


def _candidates(field: str, names: Sequence[str], sources: Sequence[_Keys]) -> Iterator[tuple[str, Any]]:
    """What may be the field, with its key."""
    for key, value in (source[name] for source in sources for name in names if name in source):
        match value:
            case str() if value.strip():
                yield key, value
            case [*several] if field == "authors" and several and all(isinstance(one, str) for one in several):
                yield key, value
            case int() if field == "id" and not isinstance(value, bool) and value >= 0:
                yield key, str(value)


def _said(field: str, value: Any) -> Any:
    """A value that a person said to be the field."""
    if field == "authors" and isinstance(value, list):
        return [name for name in map(words, value) if name.strip()]
    told = words(value).strip()
    if field == "published":
        from annotator.formats.dates import epoch_date

        return epoch_date(told)
    return told
