"""The register of actors: making, editing, linking, merging and splitting its entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import ClassVar

from annotator.commands.linking import Mentions, move, point, require_entry, require_mentions
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import Actor, Row
from annotator.core.names import alias_from
from annotator.core.register_rules import checked_actor, one_line, united_affiliations
from annotator.store.annotations import actor_from_row, actor_row, attributes_text, span_from_row
from annotator.store.entries import count_changes
from annotator.store.history import Recorder
from annotator.store.pointers import pointing, span_text

_STEP = 200
_LONGEST_ALIAS = 200  # code points; a longer mention is a sentence, and no name


@dataclass(frozen=True, slots=True)
class CreateActor:
    """Adds an actor to the register."""

    name: ClassVar[str] = "create actor"
    actor: Actor

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        insert_actor(recorder, self.actor)


@dataclass(frozen=True, slots=True)
class EditActor:
    """Gives the actor of that id all these values, or those alone that are others than ``before``.

    So what somebody else has written meanwhile into other fields stays.
    """

    name: ClassVar[str] = "edit actor"
    actor: Actor
    before: Actor | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        now = actor_from_row(require_entry(recorder, "actor", self.actor.id))
        write_actor(recorder, self.actor if self.before is None else _changed(now, self.before, self.actor))


@dataclass(frozen=True, slots=True)
class DeleteActor:
    """Takes an actor out of the register; its mentions stay, and point to nobody."""

    name: ClassVar[str] = "delete actor"
    actor_id: str

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        require_entry(recorder, "actor", self.actor_id)
        move(recorder, "actor", (self.actor_id,), None)
        recorder.delete("actor", 0, self.actor_id)


@dataclass(frozen=True, slots=True)
class SetActor:
    """Says who is meant by the mentions; None says nothing about it any more.

    With ``create`` the actor is made in the same change. What a mention calls the actor becomes an alias
    (``learn_alias``) where it is a name that the actor lacks: no pronoun, and no description alone. A mention
    whose attribute ``kind`` is not set takes the actor's. ``forget`` is an actor that goes if nothing points to it
    then and nobody has edited it.
    """

    name: ClassVar[str] = "set actor"
    mentions: Mentions
    actor_id: str | None
    create: Actor | None = None
    learn_alias: bool = True
    forget: str | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        rows = require_mentions(recorder, codebook, "actor", self.mentions)
        target = self.actor_id
        if self.create is not None:
            insert_actor(recorder, self.create)
            target = self.create.id
        if target is not None:
            actor = actor_from_row(require_entry(recorder, "actor", target))
            if self.learn_alias:
                write_actor(recorder, _taught(recorder, actor, rows))
            _set_kind(recorder, codebook, rows, actor.kind)
        point(recorder, "actor", rows, target)
        if self.forget is not None and self.forget != target and _is_idle(recorder, self.forget):
            recorder.delete("actor", 0, self.forget)


@dataclass(frozen=True, slots=True)
class MergeActors:
    """Makes one actor of several: names, aliases and affiliations are united, all mentions are ``into``'s then.

    What ``into`` lacks (kind, Wikidata id, colour) it takes from the first of the others that has it; notes are
    put one below the other.
    """

    name: ClassVar[str] = "merge actors"
    into: str
    others: tuple[str, ...]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        actor = actor_from_row(require_entry(recorder, "actor", self.into))
        ids = [id_ for id_ in dict.fromkeys(self.others) if id_ != self.into]
        others = [actor_from_row(require_entry(recorder, "actor", id_)) for id_ in ids]
        write_actor(recorder, united_actor(actor, others))
        move(recorder, "actor", ids, self.into)
        for id_ in ids:
            recorder.delete("actor", 0, id_)


@dataclass(frozen=True, slots=True)
class SplitActor:
    """Makes a new actor of some mentions of one, which takes these aliases along."""

    name: ClassVar[str] = "split actor"
    actor_id: str
    create: Actor
    mentions: Mentions
    take_aliases: tuple[str, ...] = ()

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        actor = actor_from_row(require_entry(recorder, "actor", self.actor_id))
        for alias in self.take_aliases:
            if alias not in actor.aliases:
                raise UserError(f"{actor.name} has no alias {alias!r}.")
        rows = require_mentions(recorder, codebook, "actor", self.mentions, self.actor_id)
        insert_actor(recorder, replace(self.create, aliases=(*self.create.aliases, *self.take_aliases)))
        kept = tuple(alias for alias in actor.aliases if alias not in self.take_aliases)
        write_actor(recorder, replace(actor, aliases=kept))
        point(recorder, "actor", rows, self.create.id)


@dataclass(frozen=True, slots=True)
class ImportActors:
    """Adds these actors, or writes over those that have their ids."""

    name: ClassVar[str] = "import actors"
    actors: tuple[Actor, ...]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        for n, actor in enumerate(self.actors):
            if n % _STEP == 0:
                recorder.step(n, len(self.actors))
            if recorder.read("actor", 0, actor.id) is None:
                insert_actor(recorder, actor)
            else:
                write_actor(recorder, actor)


def united_actor(actor: Actor, others: Iterable[Actor]) -> Actor:
    """What a merge of the others into the actor makes of it."""
    every = [actor, *others]
    names = dict.fromkeys(
        (*actor.aliases, *(name for other in every[1:] for name in (other.name, *other.aliases)))
    )
    notes = dict.fromkeys(one.note for one in every if one.note)
    return replace(
        actor,
        kind=next((one.kind for one in every if one.kind), None),
        aliases=tuple(name for name in names if name != actor.name),
        affiliations=united_affiliations(row for one in every for row in one.affiliations),
        wikidata=next((one.wikidata for one in every if one.wikidata), None),
        colour=next((one.colour for one in every if one.colour), None),
        note="\n\n".join(notes) or None,
    )


def _changed(now: Actor, before: Actor, after: Actor) -> Actor:
    """The actor with the fields of ``after`` that differ from those of ``before``."""
    pairs = {field.name: (getattr(before, field.name), getattr(after, field.name)) for field in fields(Actor)}
    return replace(now, **{name: new for name, (old, new) in pairs.items() if old != new})


def insert_actor(recorder: Recorder, actor: Actor) -> None:
    """Adds the actor; refuses one that the register has already."""
    if not actor.id:
        raise ValueError("an actor needs an id")
    if recorder.read("actor", 0, actor.id) is not None:
        raise UserError(f"The register has an actor of the id {actor.id} already.")
    recorder.insert("actor", actor_row(checked_actor(actor), recorder.at))


def write_actor(recorder: Recorder, actor: Actor) -> None:
    """Gives the actor all these values; nothing happens where it has them."""
    row = actor_row(checked_actor(actor), recorder.at)
    columns = {name: row[name] for name in row if name not in ("id", "created_at", "updated_at", "deleted")}
    before = require_entry(recorder, "actor", actor.id)
    if {name: before[name] for name in columns} != columns:
        recorder.update("actor", 0, actor.id, **columns, updated_at=recorder.at)


def _is_idle(recorder: Recorder, actor_id: str) -> bool:
    """Whether an actor is there, as it was made, and nothing points to it, not even in deleted articles."""
    return (
        recorder.read("actor", 0, actor_id) is not None
        and count_changes(recorder.conn, 0, actor_id) == 1
        and not any(pointing(recorder.conn, table, "actor", actor_id) for table in ("span", "suggestion"))
    )


def _set_kind(recorder: Recorder, codebook: Codebook, rows: list[Row], kind: str | None) -> None:
    """Gives the mentions the actor's kind where theirs is not set and the codebook knows such a one."""
    for row in rows:
        attribute = codebook.require_label(row["label"]).attribute("kind")
        span = span_from_row(row)
        if kind and attribute is not None and kind in attribute.values and span.attributes.get("kind") is None:
            attributes = attributes_text(span.attributes | {"kind": kind})
            recorder.update("span", span.article_id, span.id, attributes=attributes, updated_at=recorder.at)


def _taught(recorder: Recorder, actor: Actor, rows: list[Row]) -> Actor:
    """The actor with the aliases that the mentions teach."""
    seen = set()
    for row in rows:
        if row["segments"] is not None or row["end"] - row["start"] > _LONGEST_ALIAS:
            continue
        text = one_line(span_text(recorder.conn, row["article_id"], row["start"], row["end"]))
        if text in seen:
            continue
        seen.add(text)
        alias = alias_from(text, actor)
        if alias is not None:
            actor = replace(actor, aliases=(*actor.aliases, alias))
    return actor
