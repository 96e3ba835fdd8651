"""Suggestions that become spans, by being accepted or by being changed, and what comes along with them."""

from __future__ import annotations

from annotator.core.chains import chain
from annotator.core.models import Relation, Span
from annotator.project import commands
from annotator.ui.session import Session


def proposed_links(session: Session) -> list[Relation]:
    """The relations that are suggested."""
    return [relation for relation in session.relations.values() if relation.origin.decision == "open"]


def links_of(session: Session, span: Span) -> list[Relation]:
    """The relations that are suggested from a span that is there."""
    shown = session.spans
    return [link for link in proposed_links(session) if link.head == span.id and link.child in shown]


def chain_of(session: Session, suggestion: Span) -> list[str]:
    """The ids of the suggestions that are taken over with this one, itself the first."""
    return chain((suggestion.id,), proposed_links(session), session.sieve.shown)


def accept(session: Session, suggestion: Span) -> Span | None:
    """Takes a suggestion over; the span that it became, or was already. A span is given back as it is."""
    if not suggestion.is_open:
        return suggestion
    session.run(commands.AcceptSuggestions(suggestion.article_id, (suggestion.id,)))
    found = became(session, suggestion)
    return None if found.is_open else found


def became(session: Session, span: Span) -> Span:
    """The span that a suggestion is by now, if it was taken over; else the same."""
    found = session.spans.get(span.id) or _same(session, span)
    return found or span


def edit(session: Session, span: Span, change: commands.Edit) -> Span | None:
    """Changes a span by a command that names it; a suggestion is taken over by that, in one step.

    The span as it is then; None, told by ``session.failed``, if that can't be done.
    """
    if not span.is_open:
        session.run(change)
        return session.spans.get(span.id)
    done = session.run(commands.EditSuggestion(span.article_id, change))
    found = session.spans.get(span.id)
    if done is None or (found is not None and not found.is_open):
        return found if done is not None else None
    # The annotator's own span was there already: it is what has changed, if anything has.
    own = [row.row_id for row in done.rows if row.table == "span" and row.before is not None]
    return session.spans.get(own[0]) if own else _same(session, span)


def _same(session: Session, suggestion: Span) -> Span | None:
    """The span that labels the same."""
    same = (suggestion.label, suggestion.segments)
    return next((s for s in session.spans.values() if (s.label, s.segments) == same and not s.is_open), None)
