"""A person who knows what is to be labelled, and does it by as few keys as the window lets her.

She is no better than a practised user: she takes the cheapest keys for each label that comes next, not for the
whole article at once. With suggestions, she decides on each, and does by hand what is left then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt

from annotator.core.chains import chain, heads
from annotator.core.models import Span
from annotator.core.quotation import continuations
from annotator.ui.register import candidates
from annotator.ui.suggestions import taking_over
from tests.end_to_end.cheapest_keys import CTRL, NONE, SHIFT, Place, Press, edge_keys, plan
from tests.end_to_end.hands import LINKS, Hands

_Key = Qt.Key
_EDITABLE = 4  # keys: who has to move edges farther than that rejects and labels anew


class Person(Hands):
    """Brings one article to these spans and links, by key. Of attributes, those that are required count."""

    # Deciding on suggestions

    def accept_all(self) -> None:
        """Takes over what is suggested, page after page, without a look."""
        with self.spending("deciding"):
            while self.session.waiting:
                self.press(_Key.Key_Return, CTRL)
                if self.session.waiting:
                    self.press(_Key.Key_PageDown)

    def _decide_until(self, offset: int) -> None:
        """Decides on the suggestions that begin up to here."""
        while head := next((i for i in self._heads() if self.session.spans[i].start <= offset), None):
            if offset == len(self.driver.text) and self._is_page_right():
                self._accept_page()
            else:
                self._decide_on(head)

    def _is_page_right(self) -> bool:
        """Whether all suggestions on screen, more than one, are right but for attributes that are to be chosen."""
        start, end = self.driver.pane.visible_range()
        spans = self.session.spans
        found = [s for s in spans.values() if s.is_open and s.start < end and s.end > start]
        ids = chain((s.id for s in found), taking_over.proposed_links(self.session), self.session.sieve.shown)
        return len(found) > 1 and all(self._is_right(spans[id_]) for id_ in ids)

    def _is_right(self, span: Span) -> bool:
        wanted = self.gold.get((span.label, span.segments))
        if wanted is None or span.actor_id != wanted.actor_id:
            return False
        given = self.required(span)
        return all(given[name] in (None, value) for name, value in self.required(wanted).items())

    def _accept_page(self) -> None:
        """All on screen at once; then the attributes that are required, from one to the next."""
        with self.spending("deciding"):
            self.press(_Key.Key_Return, CTRL)
            while (span := self.active()) is not None and not span.is_open:
                wanted = self.gold[(span.label, span.segments)]
                missing = {n: v for n, v in self.required(wanted).items() if span.attributes.get(n) != v}
                if not missing:
                    break
                self.set_attributes(span, missing)

    def _heads(self) -> list[str]:
        spans = self.session.spans
        ids = (i for i in self.driver.pane.ordered_span_ids() if spans[i].is_open)
        return heads(ids, taking_over.proposed_links(self.session))

    def _go_to_suggestion(self, span_id: str) -> None:
        """By F8, where that leads there, else as to any span."""
        active, pane = self.active(), self.driver.pane
        if active is not None and active.id == span_id:
            return
        place = (active.start, -active.end, active.id) if active else (pane.caret, -len(pane.text), "")
        spans = self.session.spans
        ids = self._heads()
        following = next((i for i in ids if (spans[i].start, -spans[i].end, i) > place), ids[0])
        if following == span_id:
            self.press(_Key.Key_F8)
        else:
            self.go_to(span_id)

    def _decide_on(self, span_id: str) -> None:
        with self.spending("deciding"):
            self._go_to_suggestion(span_id)
            self._say(self.session.spans[span_id])

    def _say(self, span: Span) -> None:
        """What the active suggestion deserves: a key that accepts, changes or rejects it."""
        wanted = self.gold.get((span.label, span.segments))
        if wanted is not None:
            missing = {n: v for n, v in self.required(wanted).items() if span.attributes.get(n) != v}
            if missing:
                self.set_attributes(span, missing)
            elif span.actor_id != wanted.actor_id:
                self._link_actor(span.id, wanted.actor_id)
            else:
                self.press(_Key.Key_Return)
            return
        edges = self._edges_to_gold(span)
        longer = self._continued(span)
        if longer is not None:
            self.press(_Key.Key_Return)
            self.go_to(span.id)
            self._add_pieces(longer)
        elif edges is not None and len(edges) <= _EDITABLE:
            self.press_all(edges)
        elif self._chain_is_worth_it(span):
            self.press(_Key.Key_Return)
        else:
            self.press(_Key.Key_Backspace)

    def _chain_is_worth_it(self, span: Span) -> bool:
        """Whether so much comes along that is right that taking it and deleting the head is cheaper."""
        ids = chain((span.id,), taking_over.proposed_links(self.session), self.session.spans)[1:]
        right = [i for i in ids if (s := self.session.spans[i]).is_open and (s.label, s.segments) in self.gold]
        return len(right) > len(ids) - len(right) + 2

    def _continued(self, span: Span) -> tuple[Place, ...] | None:
        """The pieces that a wanted span has beside all of those of one that is suggested."""
        there = self.made()
        for label, segments in self.gold:
            if label == span.label and set(span.segments) < set(segments) and (label, segments) not in there:
                return tuple(piece for piece in segments if piece not in span.segments)
        return None

    def _add_pieces(self, pieces: Iterable[Place]) -> None:
        """Adds pieces to the active span: by +, and Enter when the words are selected."""
        for piece in pieces:
            self.press("+")
            # Tab would leave the span that the piece is for.
            more = plan(self._stand()._replace(spans=()), piece, "word", resizes=False)
            assert more is not None, f"no keys reach {piece}"
            self.press_all(more.before)
            self.press(_Key.Key_Return)

    def _edges_to_gold(self, span: Span) -> tuple[Press, ...] | None:
        """The keys that make a wanted span of one whose edges are wrong."""
        there = self.made()
        ways = [
            keys
            for place, other in self.gold.items()
            if other.label == span.label and place not in there
            if len(other.segments) == len(span.segments) == 1
            if other.start < span.end and span.start < other.end
            if (keys := edge_keys(self.driver.text, span.segments[0], other.segments[0])) is not None
        ]
        return min(ways, key=len, default=None)

    # Doing the rest

    def complete(self) -> None:
        """Decides on suggestions, labels what is missing, corrects what is wrong, in the order of the text."""
        self._decide_until(len(self.driver.text))
        for place in self._order():
            self._decide_until(place[1][0][0])
            while place not in self.made() and (head := self._head_of(place)):
                self._decide_on(head)
            with self.spending("correcting"):
                self._clear_before(place[1][0][0])
            if place not in self.made():
                with self.spending(f"labelling {place[0]}"):
                    self._label(*place)
            self._finish(place)
        self._decide_until(len(self.driver.text))
        with self.spending("correcting"):
            self._clear_before(len(self.driver.text))

    def _head_of(self, place: tuple[str, tuple[Place, ...]]) -> str | None:
        """The suggestion that brings this one along, or itself; None where it is not suggested."""
        open_ = {i: s for i, s in self.session.spans.items() if s.is_open}
        found = next((i for i, s in open_.items() if (s.label, s.segments) == place), None)
        links = taking_over.proposed_links(self.session)
        return next((h for h in self._heads() if found in chain((h,), links, open_)), None) if found else None

    def _order(self) -> list[tuple[str, tuple[Place, ...]]]:
        """A quote before its cue and its speaker, which are linked by the key S then."""
        heads: dict[object, int] = {}
        for label, head, child in self.links:
            near = "\n" not in self.driver.text[min(head[1][0][0], child[1][0][0]) : head[1][0][0]]
            if label != "claimant" and near and child[1][0][0] < head[1][0][0] + 400:
                heads[child] = min(heads.get(child, head[1][0][0]), head[1][0][0])
        rank = {"QUOTE": 0, "CUE": 1, "ACTOR": 2, "CLAIM": 3}
        return sorted(self.gold, key=lambda p: (heads.get(p, p[1][0][0]), rank[p[0]], p[1][0][0]))

    def _clear_before(self, offset: int) -> None:
        """Deletes the wrong spans up to here, or moves their edges to where they should be."""
        for place, span in sorted(self.made().items(), key=lambda item: item[0][1]):
            if place in self.gold or span.start >= offset:
                continue
            edges = self._edges_to_gold(span)
            self.go_to(span.id)
            if edges is not None and len(edges) <= _EDITABLE:
                self.press_all(edges)
            else:
                self.press(_Key.Key_Delete)

    def _label(self, label: str, segments: tuple[Place, ...]) -> None:
        kind = self.driver.project.codebook.require_label(label)
        same = {s.segments[0] for s in self.session.spans.values() if s.label == label and not s.is_open}
        found = plan(self._stand(), segments[0], kind.unit, labelled=same)
        assert found is not None, f"no keys reach {segments[0]}"
        self.press_all(found.before)
        assert kind.key is not None
        self.press(kind.key.lower())
        self.press_all(found.after)
        if len(segments) > 1 and continuations(self.driver.text, (segments[0],)) == list(segments[1:]):
            self.press("j")
        else:
            self._add_pieces(segments[1:])
        active = self.active()
        assert active is not None, (label, segments, found)
        assert (active.label, active.segments) == (label, segments), (active, found)

    def _finish(self, place: tuple[str, tuple[Place, ...]]) -> None:
        """What belongs to a span that is there: required attributes, its entry in the register, its links."""
        wanted = self.gold[place]
        span = self.made()[place]
        missing = {n: v for n, v in self.required(wanted).items() if span.attributes.get(n) != v}
        if missing:
            with self.spending("attributes"):
                self.go_to(span.id)
                self.set_attributes(span, missing)
        with self.spending("deciding"):
            self._take_over_links(span)
        if self.made()[place].actor_id != wanted.actor_id:
            with self.spending("actors"):
                self.go_to(span.id)
                self._link_actor(span.id, wanted.actor_id)
        for link in sorted(self.links):
            if place in link[1:]:
                with self.spending(link[0]):
                    self._link(place, link)

    def _take_over_links(self, span: Span) -> None:
        """By Enter, where what is suggested to belong to a span is right, or more of it than not."""
        links = [link for link in taking_over.links_of(self.session, span) if link.label in LINKS]
        if not links:
            return
        spans = self.session.spans
        place = span.label, span.segments
        right = [
            link
            for link in links
            if (link.label, place, (spans[link.child].label, spans[link.child].segments)) in self.links
        ]
        if len(right) > 2 * (len(links) - len(right)):
            self.go_to(span.id)
            self.press(_Key.Key_Return)

    def set_attributes(self, span: Span, values: Mapping[str, object]) -> None:
        """By digit; the first attribute's digits act already, another one's by Alt and its letter."""
        for name, value in values.items():
            numbered = self.driver.window.labelling.numbered_attributes
            attribute, first = next((a, n) for a, n in numbered if a.name == name)
            number = first + attribute.values.index(value)
            assert number <= 9
            self.press(str(number))

    def _link_actor(self, span_id: str, actor_id: str | None) -> None:
        if actor_id is None:
            self.press("e")
            self.press(_Key.Key_Delete)
            assert self.session.spans[span_id].actor_id is None
            return
        index = self.registering.index
        span = self.session.spans[span_id]
        text = candidates.mention_text(self.driver.text, span)
        meant, _ = candidates.meant_actor(index, text, index.recent("actor", span.start))
        if meant == actor_id and span.actor_id is None:
            self.press("e", SHIFT)
        else:
            self.press("e")
            picker = self.registering._the_picker()
            for letter in ("", *index.actors.values[actor_id].name):
                if letter:
                    self.press(letter.lower() if letter.isascii() else "?")
                shown = picker.shown()
                number = next((c.number for c in shown if c.kind == "entry" and c.id == actor_id), 0)
                if shown and shown[0].kind == "entry" and shown[0].id == actor_id:
                    self.press(_Key.Key_Return)
                    break
                if number and not letter:
                    self.press(str(number))
                    break
        assert self.session.spans[span_id].actor_id == actor_id, f"{text} was not linked"

    def _link(self, place: tuple[str, tuple[Place, ...]], link: tuple[str, object, object]) -> None:
        """By S from the child where that can only mean this head, else by number; a cue from its quote by R."""
        made = self.made()
        name, head, child = link[0], made.get(link[1]), made.get(link[2])  # type: ignore[call-overload]
        if head is None or child is None or (name, head.id, child.id) in self.made_links():
            return
        linking, here = self.driver.window.linking, made[place]
        self.go_to(here.id)
        if here.id == child.id:
            self.press("s")
        elif name == "cue":
            self.press("r")
            kinds = [kind.name for kind in self.driver.project.codebook.relations_from(head.label)]
            self.press(str(kinds.index(name) + 1))
        else:
            # Beside a speaker who is right already, another one comes with Shift.
            others = {(n, h, c) for n, h, c in self.made_links() if (n, h) == (name, head.id)}
            wanted = {(n, made[h].id, made[c].id) for n, h, c in self.links if h in made and c in made}
            self.press("s", SHIFT if others & wanted else NONE)
        if linking.is_on:
            other = head if here.id == child.id else child
            number = next((n for n, i in self.driver.pane.candidates.items() if i == other.id), None)
            if number is None:
                self.press(_Key.Key_Escape)
                self._link_from_afar(name, head, child)
                return
            self.press(str(number))
        if (name, head.id, child.id) not in self.made_links():
            # S meant another quote of the paragraph: back, and from the other end.
            self.press("z", CTRL)
            self._link_from_afar(name, head, child)

    def _link_from_afar(self, name: str, head: Span, child: Span) -> None:
        """From the head, whose candidates are numbered by their distance to it."""
        self.go_to(head.id)
        kinds = [kind.name for kind in self.driver.project.codebook.relations_from(head.label)]
        if kinds[0] == name:
            self.press("s", SHIFT)
        else:
            self.press("r")
            self.press(str(kinds.index(name) + 1))
        found = next((n for n, i in self.driver.pane.candidates.items() if i == child.id), None)
        if found is None:
            # Nine are numbered, and this one is farther away: a drag of the mouse, counted as six keys.
            self.press(_Key.Key_Escape)
            self.driver.pane.link_dropped.emit(head.id, child.id)
            self.driver.keys += 5
        else:
            self.press(str(found))
