"""What commands, undo and redo should do to a project, in plain Python: rows in dictionaries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
Key = tuple[int, str]
Tables = dict[str, dict[Key, Row]]

KEYS = {
    "article": ("id", None),
    "article_state": ("article_id", "annotator"),
    "zone": ("article_id", "id"),
    "span": ("article_id", "id"),
    "relation": ("article_id", "id"),
    "suggestion": ("article_id", "id"),
    "suggestion_relation": ("article_id", "id"),
    "comment": ("article_id", "id"),
    "actor": (None, "id"),
    "concept": (None, "id"),
}
# head label → relation → child label, of the codebook "news"
RELATIONS = {
    "QUOTE": {"speaker": "ACTOR", "addressee": "ACTOR", "cue": "CUE"},
    "CLAIM": {"claimant": "ACTOR", "target": "ACTOR", "expressed_in": "QUOTE"},
}
ATTRIBUTES = {
    "ACTOR": {"kind", "mention"},
    "QUOTE": {"form", "medium"},
    "CUE": set(),
    "CLAIM": {"stance", "category"},
}
HUMAN = '{"kind":"human"}'
# Columns of suggestions that spans and relations lack.
_SUGGESTED = ("reason", "decision", "batch", "gone", "score")


class RefusedError(Exception):
    """The command should be refused, and nothing changed."""


@dataclass
class Entry:
    """One change: (table, key, before, after) in order; ``batch`` for an import."""

    rows: list[tuple[str, Key, Row | None, Row | None]] = field(default_factory=list)
    batch: int | None = None


@dataclass
class Model:
    """All rows that are not deleted, and each annotator's stacks."""

    tables: Tables = field(default_factory=lambda: {name: {} for name in KEYS})
    done: dict[str, list[Entry]] = field(default_factory=dict)
    undone: dict[str, list[Entry]] = field(default_factory=dict)
    hidden: dict[int, dict[Key, Row]] = field(default_factory=dict)
    off: set[int | None] = field(default_factory=set)  # imports that are undone
    entry: Entry = field(default_factory=Entry)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Puts everything back where what is in it is refused."""
        saved = deepcopy((self.tables, self.done, self.undone, self.hidden, self.off))
        self.entry = Entry()
        try:
            yield
        except RefusedError:
            self.tables, self.done, self.undone, self.hidden, self.off = saved
            raise

    def push(self, annotator: str) -> None:
        """What was changed becomes one entry of the history."""
        if self.entry.rows or self.entry.batch is not None:
            self.done.setdefault(annotator, []).append(self.entry)
            self.undone[annotator] = []

    def set(self, table: str, key: Key, row: Row | None) -> None:
        """Makes the row so, or (None) takes it away."""
        before = self.tables[table].get(key)
        if row is None:
            del self.tables[table][key]
        else:
            self.tables[table][key] = row
        self.entry.rows.append((table, key, before, row))

    def change(self, table: str, key: Key, **columns: Any) -> None:
        self.set(table, key, self.need(table, key) | columns)

    def need(self, table: str, key: Key) -> Row:
        try:
            return self.tables[table][key]
        except KeyError:
            raise RefusedError from None

    def within(self, table: str, article: int) -> list[Row]:
        return [row for (there, _), row in self.tables[table].items() if there == article]

    # Commands

    def started(self, article: int, annotator: str, at: str) -> None:
        if (article, annotator) not in self.tables["article_state"]:
            self.state(article, annotator, "started", None, at)

    def state(self, article: int, annotator: str, state: str, reason: str | None, at: str) -> None:
        row = self.tables["article_state"].get((article, annotator))
        if row is not None and (row["state"], row["reason"]) == (state, reason):
            return
        new = {"article_id": article, "annotator": annotator, "state": state, "reason": reason}
        self.set("article_state", (article, annotator), new | {"updated_at": at, "deleted": 0})

    def twin(self, row: Row) -> Row | None:
        same = ("annotator", "label", "start", "end", "segments")
        for other in self.within("span", row["article_id"]):
            if other["id"] != row["id"] and all(other[name] == row[name] for name in same):
                return other
        return None

    def add_span(self, article: int, id_: str, annotator: str, label: str, segments: Any, at: str) -> None:
        row = {"article_id": article, "id": id_, "annotator": annotator, "label": label, "attributes": "{}"}
        row |= place(segments) | dict.fromkeys(("actor_id", "concept_id", "note"))
        row |= {"origin": HUMAN, "created_at": at, "updated_at": at, "deleted": 0}
        if self.twin(row):
            raise RefusedError
        self.set("span", (article, id_), row)
        self.started(article, annotator, at)

    def edit_span(self, key: Key, at: str, columns: Row) -> None:
        row = self.need("span", key)
        if all(row[name] == value for name, value in columns.items()):
            return
        if {"label", "start"} & columns.keys():
            if self.twin(row | columns):
                raise RefusedError
            origin = json.loads(row["origin"])
            if origin["kind"] not in ("human", "import"):
                columns["origin"] = dump(origin | {"decision": "edited"})
        if "label" in columns:
            given = json.loads(row["attributes"])
            kept = {name: value for name, value in given.items() if name in ATTRIBUTES[columns["label"]]}
            columns |= {"attributes": dump(kept), "actor_id": None, "concept_id": None}
        self.change("span", key, **columns, updated_at=at)
        if "label" in columns:
            for link in self.links(*key):
                if not self.fits(link):
                    self.set("relation", (key[0], link["id"]), None)
            for link in self.within("suggestion_relation", key[0]):
                concerned = link["decision"] == "open" and key[1] in (link["head"], link["child"])
                if concerned and not self.fits(link, proposed=True):
                    self.change("suggestion_relation", (key[0], link["id"]), decision="rejected")

    def set_attribute(self, key: Key, name: str, value: str | None, at: str) -> None:
        row = self.need("span", key)
        if name not in ATTRIBUTES[row["label"]]:
            raise RefusedError
        given = json.loads(row["attributes"]) | {name: value}
        self.edit_span(key, at, {"attributes": dump({n: v for n, v in given.items() if v is not None})})

    def delete_span(self, key: Key) -> None:
        for link in self.links(*key):
            self.set("relation", (key[0], link["id"]), None)
        self.need("span", key)
        self.set("span", key, None)

    def links(self, article: int, span: str) -> list[Row]:
        found = [r for r in self.within("relation", article) if span in (r["head"], r["child"])]
        return sorted(found, key=order)

    def fits(self, link: Row, proposed: bool = False) -> bool:
        spans = (self.tables["suggestion"] if proposed else {}) | self.tables["span"]
        head, child = (spans.get((link["article_id"], link[end])) for end in ("head", "child"))
        return bool(head and child and RELATIONS.get(head["label"], {}).get(link["label"]) == child["label"])

    def add_relation(self, row: Row, replace: bool) -> None:
        article, head, child = row["article_id"], row["head"], row["child"]
        self.need("span", (article, head)), self.need("span", (article, child))
        if not self.fits(row):
            raise RefusedError
        there = [r for r in self.links(article, head) if (r["label"], r["head"]) == (row["label"], head)]
        for link in there:
            if replace and link["child"] != child:
                self.set("relation", (article, link["id"]), None)
        if not any(link["child"] == child for link in there):
            self.set("relation", (article, row["id"]), row)
            self.started(article, row["annotator"], row["created_at"])

    def accept(self, article: int, ids: list[str], annotator: str, at: str) -> None:
        open_ = {r["id"]: r for r in self.within("suggestion", article) if r["decision"] == "open"}
        links = sorted(self.within("suggestion_relation", article), key=order)
        links = [r for r in links if r["decision"] == "open"]
        wanted = [id_ for id_ in ids if id_ in open_]
        if not wanted:
            raise RefusedError
        chosen = dict.fromkeys(wanted)
        for id_ in wanted:  # grows: links are followed to the end
            fresh = [r["child"] for r in links if r["head"] == id_ and r["child"] in open_.keys() - chosen.keys()]
            chosen |= dict.fromkeys(fresh)
            wanted += dict.fromkeys(fresh)
        stand_in: dict[str, str] = {}
        for id_ in chosen:
            row = {name: value for name, value in open_[id_].items() if name not in _SUGGESTED}
            row |= {"annotator": annotator, "created_at": at, "updated_at": at, "origin": accepted(row["origin"])}
            twin = self.twin(row)
            stand_in[id_] = twin["id"] if twin else id_
            if twin is None:
                self.set("span", (article, id_), row)
            self.change("suggestion", (article, id_), decision="accepted")
        for link in links:
            ends: list[str] = [stand_in.get(link[end]) or link[end] for end in ("head", "child")]
            if not {link["head"], link["child"]} & stand_in.keys():
                continue
            row = {name: value for name, value in link.items() if name not in _SUGGESTED}
            row |= {"head": ends[0], "child": ends[1], "annotator": annotator, "created_at": at}
            if not self.fits(row):
                if all((article, end) in self.tables["span"] for end in ends):
                    self.change("suggestion_relation", (article, link["id"]), decision="rejected")
                continue
            same = [r for r in self.links(article, ends[0]) if r["label"] == row["label"]]
            if not any((r["head"], r["child"]) == tuple(ends) for r in same):
                self.set("relation", (article, row["id"]), row | {"origin": accepted(row["origin"])})
            self.change("suggestion_relation", (article, link["id"]), decision="accepted")
        self.started(article, annotator, at)

    def reject(self, article: int, id_: str) -> None:
        if self.need("suggestion", (article, id_))["decision"] != "open":
            raise RefusedError
        links = [r for r in self.within("suggestion_relation", article) if r["decision"] == "open"]
        heads = {r["head"] for r in links}
        kept = heads | {r["child"] for r in links if r["head"] != id_}
        open_ = {r["id"] for r in self.within("suggestion", article) if r["decision"] == "open"}
        # One suggester found them all, and no register knows of any.
        gone = {id_, *(open_ & {r["child"] for r in links if r["head"] == id_} - kept)}
        for other in sorted(gone):
            self.change("suggestion", (article, other), decision="rejected")
        for link in links:
            if gone & {link["head"], link["child"]}:
                self.change("suggestion_relation", (article, link["id"]), decision="rejected")

    # History

    def undo(self, annotator: str) -> None:
        entry = self.done[annotator][-1]
        if entry.batch is not None:
            if self._others_worked(entry.batch, annotator):
                raise RefusedError
            self.off.add(entry.batch)
        self._revert(entry, [(t, k, after, before) for t, k, before, after in reversed(entry.rows)], False)
        self.undone.setdefault(annotator, []).append(self.done[annotator].pop())

    def _others_worked(self, batch: int, annotator: str) -> bool:
        """Whether what somebody else has said of the articles that an import brought is in force."""
        mine = {key[0] for key, row in self.tables["article"].items() if row["batch"] == batch}
        return any(
            table in ("article_state", "span", "relation", "comment") and key[0] in mine
            for other, entries in self.done.items()
            if other != annotator
            for entry in entries
            for table, key, *_ in entry.rows
        )

    def redo(self, annotator: str) -> None:
        entry = self.undone[annotator][-1]
        self.off.discard(entry.batch)
        # What is deleted again is what is there now, and undo brings that back.
        entry.rows = [
            (t, k, self.tables[t].get(k, old) if new is None else old, new) for t, k, old, new in entry.rows
        ]
        self._revert(entry, entry.rows, True)
        self.done.setdefault(annotator, []).append(self.undone[annotator].pop())

    def _revert(self, entry: Entry, rows: list[tuple[str, Key, Row | None, Row | None]], shown: bool) -> None:
        articles = self.tables["article"]
        if entry.batch is not None and shown:
            articles.update(self.hidden.pop(entry.batch))
        elif entry.batch is not None:
            gone = {key: row for key, row in articles.items() if row["batch"] == entry.batch}
            self.hidden[entry.batch] = gone
            for key in gone:
                del articles[key]
        for table, key, old, new in rows:
            self._revert_row(table, key, old, new)
            if table == "article" and key in articles and articles[key]["batch"] in self.off:
                raise RefusedError
        for name in ("digest", "key"):
            if len({row[name] for row in articles.values()}) < len(articles):
                raise RefusedError
        if not all(self.fits(link) for link in self.tables["relation"].values()):
            raise RefusedError

    def _revert_row(self, table: str, key: Key, old: Row | None, new: Row | None) -> None:
        now = self.tables[table].get(key)
        if table in ("actor", "concept"):
            used = any(
                row[f"{table}_id"] == key[1] and (row["article_id"], "") in self.tables["article"]
                for row in self.tables["span"].values()
            )
            if (new is not None and now is not None) or (new is None and used):
                return
        if (old is None) != (now is None):
            raise RefusedError
        changed = new or old or {}
        if old is not None and new is not None:
            changed = {name: value for name, value in new.items() if old[name] != value}
        if now is not None and old is not None and any(now[name] != old[name] for name in changed):
            raise RefusedError
        if new is None:
            del self.tables[table][key]
        else:
            self.tables[table][key] = (now or {}) | {name: new[name] for name in changed}


def order(link: Row) -> tuple[str, ...]:
    """Relations come in this order."""
    return (link["label"], link["head"], link["child"], link["id"])


def place(segments: Any) -> Row:
    """The columns of a span's place."""
    pieces = dump([list(piece) for piece in segments]) if len(segments) > 1 else None
    return {"start": segments[0][0], "end": segments[-1][1], "segments": pieces}


def accepted(origin: str) -> str:
    return dump(json.loads(origin) | {"decision": "accepted"})


def dump(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
