"""The program's own suggesters in projects that call their labels otherwise than the codebook "news" does.

They speak of QUOTE, CUE, ACTOR and CLAIM. What they are given is renamed so for the time that they look at it, and
what they propose is named as the project does (core/roles.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.core.codebook import Codebook, Label, RelationType
from annotator.core.roles import LABEL_ROLES, RELATION_ROLES, in_role
from annotator.suggest.base import Context, Link, Proposal, Suggester, Suggestions
from annotator.suggest.reading import Reading

_OTHER = "/"  # behind a name that is another one in our words; no name of a codebook has it


@dataclass(frozen=True, slots=True)
class Words:
    """What the project's labels and relations are in our words, and ours in the project's; "" is none.

    ``context`` is that of a project which speaks our words.
    """

    labels: Mapping[str, str]
    relations: Mapping[str, str]
    theirs: Mapping[str, str]
    their_relations: Mapping[str, str]
    context: Context


def suggest(suggester: Suggester, reading: Reading, known: Sequence[Proposal], context: Context) -> Suggestions:
    """What one of the program's own suggesters proposes, in the project's words."""
    words = context.prepared("own words", lambda: words_of(context))
    if words is None:
        return suggester.suggest(reading, known, context)
    links = list(reading.links)
    there = {id(one) for one in known}
    _rename(known, links, words.labels, words.relations)
    try:
        made = suggester.suggest(reading, known, words.context)
    finally:
        _rename(known, links, words.theirs, words.their_relations)
    fresh = {id(one): one for one in made.proposals if id(one) not in there}
    _rename(fresh.values(), made.links, words.theirs, words.their_relations)
    return made


def words_of(context: Context) -> Words | None:
    """None where the project speaks our words."""
    codebook = context.codebook
    labels = _ours(codebook.labels, LABEL_ROLES)
    relations = _ours(codebook.relations, RELATION_ROLES)
    if all(name == ours for names in (labels, relations) for name, ours in names.items()):
        return None
    ours = Codebook(
        codebook.name,
        codebook.version,
        codebook.title,
        tuple(replace(label, name=labels[label.name]) for label in codebook.labels),
        tuple(
            replace(
                kind,
                name=relations[kind.name],
                head=tuple(labels[name] for name in kind.head),
                child=tuple(labels[name] for name in kind.child),
            )
            for kind in codebook.relations
        ),
    )
    return Words(
        labels,
        relations,
        _theirs(labels, LABEL_ROLES),
        _theirs(relations, RELATION_ROLES),
        replace(context, codebook=ours, _prepared={}),
    )


def _ours(there: Sequence[Label] | Sequence[RelationType], roles: Mapping[str, str]) -> dict[str, str]:
    """What each of these is called in our words."""
    found = {one.name: one.name + _OTHER if one.name in roles.values() else one.name for one in there}
    for role, name in roles.items():
        found.update({one.name: name for one in in_role(role, there, roles)})
    return found


def _theirs(ours: Mapping[str, str], roles: Mapping[str, str]) -> dict[str, str]:
    """The way back; what a project has no word for has no name."""
    return dict.fromkeys(roles.values(), "") | {name: own for own, name in ours.items()}


def _rename(
    spans: Iterable[Proposal], links: Iterable[Link], labels: Mapping[str, str], relations: Mapping[str, str]
) -> None:
    for span in spans:
        span.label = labels.get(span.label, span.label)
    for link in links:
        link.label = relations.get(link.label, link.label)
