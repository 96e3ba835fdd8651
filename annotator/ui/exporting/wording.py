"""What an export wrote, left out and changed, in the words of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.core.models import State
from annotator.jobs.files import ExportFilter, ExportReport, Losses
from annotator.jobs.splitting import SplitReport
from annotator.ui.parts.widgets import state_title


def _tr(text: str) -> str:
    return QCoreApplication.translate("Export", text)


def _counted(number: int, one: str, many: str) -> str:
    """Nothing for 0."""
    if number == 0:
        return ""
    return _tr(one) if number == 1 else _tr(many).replace("%n", QLocale().toString(number))


def _spans(number: int) -> str:
    return _counted(number, "1 span", "%n spans")


def _relations(number: int) -> str:
    return _counted(number, "1 relation", "%n relations")


def _comments(number: int) -> str:
    return _counted(number, "1 comment", "%n comments")


def written(report: ExportReport) -> list[str]:
    """What a person should know of an export, one sentence each; what its format lost is told by :func:`lost`."""
    sentence = _counted(report.written, "1 article written", "%n articles written") or _tr("0 articles written")
    if report.not_done:
        not_done = _tr("not done yet") if report.written == 1 else _tr("%n of them not done")
        sentence += ", " + not_done.replace("%n", QLocale().toString(report.not_done))
    lines = [f"{sentence}."]
    if report.left_out:
        counts = ", ".join(f"{n} {state_title(State(s)).lower()}" for s, n in sorted(report.left_out.items()))
        lines.append(_tr("Left out by the filter: %1.").replace("%1", counts))
    not_found = _counted(report.not_found, "1 article", "%n articles")
    for text, parts in (
        ("Left out by the query: %1.", (not_found,)),
        (
            "Left out, as too few annotators labelled them: %1.",
            (_counted(report.too_few, "1 article", "%n articles"),),
        ),
        ("Cut out, as it is not article text: %1.", (_counted(report.zones_cut, "1 zone", "%n zones"),)),
        (
            "Left out, as their label, origin or agreement is not wanted: %1.",
            (
                _spans(report.spans_filtered),
                _relations(report.relations_filtered),
                _comments(report.comments_filtered),
            ),
        ),
        (
            "Left unset, as too few annotators gave the same: %1.",
            (
                _counted(
                    report.values_disputed, "1 attribute, actor or concept", "%n attributes, actors and concepts"
                ),
            ),
        ),
        (
            "Left out with what is not article text: %1.",
            (
                _spans(report.spans_in_zones),
                _relations(report.relations_in_zones),
                _comments(report.comments_in_zones),
            ),
        ),
        ("Shortened, as a part is not article text: %1.", (_spans(report.spans_shortened),)),
        ("Left out, as a span at their end is not exported: %1.", (_relations(report.foreign_relations),)),
        ("Left out, as their span is not exported: %1.", (_comments(report.foreign_comments),)),
        ("Without an attribute that the codebook requires: %1.", (_spans(report.lacking),)),
    ):
        what = ", ".join(part for part in parts if part)
        if what:
            lines.append(_tr(text).replace("%1", what))
    return lines + [_tr("Note on the query: %1").replace("%1", note) for note in report.notes]


def lost(losses: Losses) -> list[str]:
    """What the format changed or has no place for, one line each."""
    return [f"{_counted(number, one, many)}." for number, one, many in losses.counted()]


def nothing(losses: Losses) -> str:
    """Why a format has nothing of an article of which it lost so much."""
    if losses.counts["unread"]:
        return _tr(
            "This format leaves the article out: it has no label and is not done. "
            "Mark it as done if it needs none."
        )
    return " ".join([_tr("This format has nothing of the article."), *lost(losses)])


def split(report: SplitReport) -> list[str]:
    """How the articles were split, one sentence each."""
    number = QLocale().toString
    parts = []
    for name, articles in report.in_order():
        labels = ", ".join(f"{label} {number(n)}" for label, n in sorted(report.labels[name].items()))
        parts.append(f"{name} {number(articles)}" + (f" ({labels})" if labels else ""))
    groups = _tr("Groups that stay together: %1, parted: %2.")
    lines = [_tr("Split: %1.").replace("%1", ", ".join(parts))]
    if report.moved:
        new = _tr("%1 of them are new in a split; %2 move to the split of a near-duplicate.")
        lines.append(new.replace("%1", number(report.new)).replace("%2", number(report.moved)))
    if report.as_before:
        kept = ", ".join(_tr(_AS_BEFORE[what]) for what in report.as_before)
        lines.append(_tr("As before: %1.").replace("%1", kept))
    lines.append(groups.replace("%1", number(report.groups)).replace("%2", number(report.crossing)))
    if report.later:
        later = _tr("Articles to train on that are later than one to test with: %1.")
        lines.append(later.replace("%1", number(report.later)))
    if report.is_coarse:
        large = _tr("The largest group holds %1 of the articles, so shares may be far off.")
        lines.append(large.replace("%1", f"{report.largest:.0%}"))
    for what, articles in report.without.items():
        lines.append(_tr(_WITHOUT[what]).replace("%1", number(articles)))
    return lines


_AS_BEFORE = {
    "source": "sources stay together",
    "actor": "articles with an actor in common stay together",
    "date": "the latest are to test with",
}
_WITHOUT = {
    "source": "Articles without source, so that near-duplicates alone keep them together: %1.",
    "actor": "Articles without actor, so that near-duplicates alone keep them together: %1.",
    "date": "Articles without date, so that they count as the earliest: %1.",
}


def why_not(wanted: ExportFilter, statuses: str) -> str:
    """Why an export leaves out an article; ``statuses`` says in words which it takes."""
    has_query = bool(wanted.query.strip())
    if wanted.status == "any":
        if has_query:
            return _tr("This article is left out: the query doesn't find it.")
        if wanted.agreement > 1:
            return _tr("This article is left out: too few annotators labelled it.")
        return _tr("This article is not in the project any more.")
    if has_query:
        sentence = _tr("This article is left out: the query doesn't find it, or it is not %1.")
    elif wanted.annotator is None:
        sentence = _tr("This article is left out: it is not %1.")
    else:
        sentence = _tr("This article is left out: for %2 it is not %1.")
    return sentence.replace("%1", statuses).replace("%2", wanted.annotator or "")
