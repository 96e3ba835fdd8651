"""Who is meant: last names, acronyms, roles and pronouns, by whom the article has named before.

Rules of thumb for news, which introduces people by first and last name and takes them up by the last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.core.name_words import PARTICLES
from annotator.core.names import core_words, fold, pronoun_kinds, words_of
from annotator.suggest.actors.kinds import ANY_ORGANISATION, gender_of_pronoun, is_open

_OF = PARTICLES | {"of", "for"}
_SHORTEST_ROLE = 5  # letters of a word that may be the end of a compound
_MOST_BEFORE = 200  # mentions that any other one looks back
_MOST_ALIKE = 20  # bearers of one name
_NEAR = 12  # mentions of a sentence and the one before it
_OF_WORDS = frozenset(("er", "sie", "il", "elle"))  # that have the gender of a word, not of a person
_REACH = 5  # sentences that a pronoun looks back


@dataclass(slots=True, eq=False)
class Mention:
    """A stretch that stands for somebody.

    ``name`` is what names in it, as it stands, or the pronoun, ``role`` what describes. ``form`` is name, nominal
    or pronoun. ``actor_ids`` are entries of the register that it may mean, by its words alone. ``sentence`` counts
    the sentences; ``quote`` tells the direct quotes apart that mentions stand in.
    """

    start: int
    end: int
    name: str
    role: str
    form: str
    kind: str | None = None
    gender: str = ""
    actor_ids: tuple[str, ...] = ()
    sentence: int = 0
    quote: int | None = None


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody that the article speaks of; ``name`` is the fullest so far, ``actor_id`` the register's entry."""

    name: str = ""
    kind: str | None = None
    gender: str = ""
    actor_id: str | None = None
    roles: set[str] = field(default_factory=set)
    seen: Mention | None = None


class Cast:
    """All whom an article has mentioned so far."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, ...], Referent] = {}
        self._by_word: dict[str, list[Referent]] = {}
        self._by_actor: dict[str, Referent] = {}
        self._first_names: dict[str, list[Referent]] = {}
        self._acronyms: dict[str, Referent] = {}
        self._nameless: list[Referent] = []
        self._order: list[tuple[Mention, Referent]] = []

    def refer(self, mention: Mention) -> tuple[Referent | None, bool]:
        """Whom the mention means, and whether it is somebody mentioned before; mentions come in order."""
        find = {"name": self._by_name, "nominal": self._by_role, "pronoun": self._by_pronoun}[mention.form]
        found = find(mention)
        if found is None and mention.form == "pronoun":
            return None, False
        known = found is not None
        referent = found or Referent()
        if mention.form == "nominal" and not known and mention.role:
            self._nameless.append(referent)
        self._learn(referent, mention)
        self._order.append((mention, referent))
        return referent, known

    def knows(self, actor_id: str) -> bool:
        """Whether a mention can mean nobody but this entry of the register."""
        return actor_id in self._by_actor

    def _by_name(self, mention: Mention) -> Referent | None:
        for actor_id in mention.actor_ids:
            if actor_id in self._by_actor:
                return self._by_actor[actor_id]
        words = core_words(mention.name)
        for form in _forms(words):
            if form in self._named and _may_be(self._named[form], mention):
                return self._named[form]
        if len(words) == 1:
            if mention.name.isupper() and words[0] in self._acronyms:
                return self._acronyms[words[0]]
            return self._by_one_word(words[0], mention)
        if mention.kind != "person" and (found := self._acronyms.get(_initials(mention.name))):
            return found
        # "Ohlsen" in a heading, before "Tjark Ohlsen" in the text.
        short = [one for one in self._by_word.get(words[-1], ()) if _may_be(one, mention) and " " not in one.name]
        return short[-1] if short and mention.kind in (None, "person") else self._announced(mention)

    def _announced(self, mention: Mention) -> Referent | None:
        """The one told by role alone before: "Senatorin" in a heading, then "Hafensenatorin Merle Classen"."""
        roles = words_of(mention.role) if mention.role else ()
        for referent in self._nameless[-_MOST_ALIKE:] if roles else ():
            same = (_is_same_role(one, other) for one in roles for other in referent.roles)
            if not referent.name and _may_be(referent, mention) and any(same):
                return referent
        return None

    def _by_one_word(self, word: str, mention: Mention) -> Referent | None:
        """The one whose name ends with the word; a person rather than a firm of that name."""
        for (form,) in _forms((word,)):
            found = [one for one in self._by_word.get(form, ()) if _may_be(one, mention)]
            if mention.actor_ids:
                # The register's "Union" is not the "European Union", which it does not know.
                found = [one for one in found if one.kind == "person" or one.actor_id or " " not in one.name]
            persons = [one for one in found if one.kind == "person"]
            if len(persons) == 1 or (len(found) == 1 and not persons):
                return (persons or found)[0]
            if persons:
                return max(persons, key=_last_seen)
        called = [one for one in self._first_names.get(word, ()) if _may_be(one, mention)]
        return called[0] if len(called) == 1 else None

    def _by_role(self, mention: Mention) -> Referent | None:
        """The one who was introduced with that role ("die Senatorin"), or whose name has it ("the board")."""
        if not mention.role:
            return None
        heads = words_of(mention.role)
        head = heads[0] if len(heads) > 1 and heads[1] in _OF else heads[-1] if heads else ""
        for _, referent in reversed(self._order[-_MOST_BEFORE:]):
            if _may_be(referent, mention) and any(_is_same_role(head, role) for role in referent.roles):
                return referent
        found = [one for one in self._by_word.get(head, ()) if one.kind not in (None, "person")]
        if found:
            return found[-1]
        if head in ANY_ORGANISATION:
            for other, referent in reversed(self._order[-_MOST_BEFORE:]):
                if referent.kind == "organisation" and other.sentence >= mention.sentence - _REACH:
                    return referent
        return None

    def _by_pronoun(self, mention: Mention) -> Referent | None:
        """The nearest one of that gender and kind that is not in a quote which the pronoun stands outside of."""
        if is_open(mention.name):
            return None
        kinds = pronoun_kinds(mention.name)
        gender = mention.gender or gender_of_pronoun(mention.name)
        unsure: Referent | None = None
        body = self._body_before(mention, gender) if fold(mention.name) in _OF_WORDS else None
        for other, referent in reversed(self._order[-_MOST_BEFORE:]):
            if referent is body:
                return referent
            if other.sentence < mention.sentence - _REACH:
                break
            if other.quote not in (None, mention.quote) or (gender and referent.gender not in ("", gender)):
                continue
            if referent.kind is None:
                unsure = unsure or referent
            elif referent.kind in kinds and (not gender or referent.kind == "person"):
                return referent
        return unsure

    def _body_before(self, mention: Mention, gender: str) -> Referent | None:
        """The organisation that the sentence before begins with: La direction refuse. Elle estime que …"""
        before = [
            (one, referent) for one, referent in self._order[-_NEAR:] if one.sentence == mention.sentence - 1
        ]
        opens = not any(one.sentence == mention.sentence for one, _ in self._order[-_NEAR:])
        if not (before and opens and gender):
            return None
        first, referent = before[0]
        return referent if first.kind in ("organisation", "group") and first.gender == gender else None

    def _learn(self, referent: Referent, mention: Mention) -> None:
        referent.seen = mention
        if mention.form != "pronoun":
            # What a pronoun was taken for may be wrong.
            referent.gender = referent.gender or mention.gender
            referent.kind = referent.kind or mention.kind
        if len(mention.actor_ids) == 1 and referent.actor_id is None:
            referent.actor_id = mention.actor_ids[0]
            self._by_actor.setdefault(referent.actor_id, referent)
        if mention.role and mention.form != "pronoun":
            referent.roles.update(words_of(mention.role))
        if mention.form == "name" and len(mention.name) > len(referent.name):
            referent.name = mention.name
            words = core_words(mention.name)
            self._named.setdefault(words, referent)
            for form in _forms(words):
                self._named.setdefault(form, referent)
                for word in form[-1:] if referent.kind == "person" else form:
                    others = self._by_word.setdefault(word, [])
                    if len(others) < _MOST_ALIKE and referent not in others:
                        others.append(referent)
            if referent.kind == "person" and len(words) > 1:
                self._first_names.setdefault(words[0], []).append(referent)
            if mention.kind != "person":
                letters = _initials(mention.name) if len(words) > 1 else words[0] if mention.name.isupper() else ""
                if 1 < len(letters) < 7:
                    self._acronyms.setdefault(letters, referent)


def _last_seen(referent: Referent) -> int:
    return referent.seen.start if referent.seen else -1


def _may_be(referent: Referent, mention: Mention) -> bool:
    return (
        not (referent.gender and mention.gender and referent.gender != mention.gender)
        and not (referent.kind and mention.kind and referent.kind != mention.kind)
        and not (referent.actor_id and mention.actor_ids and referent.actor_id not in mention.actor_ids)
    )


def _forms(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The words, and what they are without a genitive's ending."""
    yield words
    *rest, last = words
    if last.endswith("s") and len(last) > 3:
        yield (*rest, last[:-1])
    elif last == "s" and rest:
        yield tuple(rest)  # "Ohlsen's", cut at the apostrophe


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(fold(word[0]) for word in words) if len(words) > 1 else ""


def _is_same_role(head: str, role: str) -> bool:
    """Whether a role is taken up by a word: "Hafensenatorin" by "Senatorin", or the other way round."""
    if head == role:
        return True
    shorter, longer = (head, role) if len(head) <= len(role) else (role, head)
    return len(shorter) >= _SHORTEST_ROLE and longer.endswith(shorter)
