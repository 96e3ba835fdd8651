"""What suggesters are called and do, as a person reads it, and what came of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.core.roles import LABEL_ROLES, in_role

if TYPE_CHECKING:
    from annotator.core.codebook import Codebook
    from annotator.jobs.suggesters import Known
    from annotator.jobs.suggesting import SuggestReport


# What the program's own propose, by its role; others tell it by what they have proposed.
_ROLES = {
    "quotes": ("quote",),
    "speakers": ("cue", "actor"),
    "actors": ("actor",),
    "claims": ("claim",),
}


def labels_of(name: str, codebook: Codebook) -> tuple[str, ...]:
    """The labels, by name, that a suggester proposes, as far as that is known before it runs."""
    found = (in_role(role, codebook.labels, LABEL_ROLES) for role in _ROLES.get(name, ()))
    return tuple(label.name for labels in found for label in labels)


def title_of(name: str) -> str:
    """A suggester as a heading; one that is not the program's own is shown by its name."""
    tr = QCoreApplication.translate
    titles = {
        "quotes": tr("Suggester", "Quotes"),
        "speakers": tr("Suggester", "Cues and speakers"),
        "actors": tr("Suggester", "Actors"),
        "claims": tr("Suggester", "Claims"),
        "learned": tr("Suggester", "Learned from your labels"),
        "near-duplicate": tr("Suggester", "Near-duplicates"),
        "": tr("Suggester", "Unknown"),
    }
    return titles.get(name, name)


def summary_of(one: Known) -> str:
    """What a suggester does, in one sentence."""
    tr = QCoreApplication.translate
    summaries = {
        "quotes": tr("Suggester", "Speech in quotation marks, not titles or scare quotes; and reported speech."),
        "speakers": tr("Suggester", "Verbs and words of speech near a quote, and who says it."),
        "actors": tr("Suggester", "Names of the register and of earlier labels, titled names, organisations."),
        "claims": tr("Suggester", "Sentences that demand, judge or assert, with the claimant."),
        "learned": tr("Suggester", "What was learned from the labels of this project."),
    }
    if one.is_built_in:
        return summaries.get(one.name, one.summary)
    return tr("Suggester", "Plug-in. %1").replace("%1", one.summary).strip()


def report_sentence(report: SuggestReport) -> str:
    """What came of a run, for the message bar."""
    tr, number = QCoreApplication.translate, QLocale().toString
    parts = []
    if report.articles == 1:
        parts.append(tr("Suggesting", "1 article looked through"))
    elif report.articles or not report.skipped:
        parts.append(tr("Suggesting", "%1 articles looked through").replace("%1", number(report.articles)))
    if report.skipped:
        parts.append(_skipped(report.skipped, beside=bool(parts)))
    sentence = "; ".join(parts) + "."
    return " ".join(filter(None, (sentence, _found(report), _stopped(report))))


def _skipped(number: int, beside: bool) -> str:
    tr, count = QCoreApplication.translate, QLocale().toString(number)
    if number == 1:
        return (
            tr("Suggesting", "1 was up to date or done")
            if beside
            else tr("Suggesting", "The article was up to date or done")
        )
    if beside:
        return tr("Suggesting", "%1 were up to date or done").replace("%1", count)
    return tr("Suggesting", "All %1 articles were up to date or done").replace("%1", count)


def _found(report: SuggestReport) -> str:
    tr, number = QCoreApplication.translate, QLocale().toString
    if not report.articles:
        return ""
    counts = [
        (report.suggestions, tr("Suggesting", "1 suggestion"), tr("Suggesting", "%1 suggestions")),
        (report.relations, tr("Suggesting", "1 link"), tr("Suggesting", "%1 links")),
    ]
    found = [one if n == 1 else many.replace("%1", number(n)) for n, one, many in counts if n]
    sentences = []
    if found:
        sentences.append(tr("Suggesting", "New: %1.").replace("%1", ", ".join(found)))
    else:
        sentences.append(tr("Suggesting", "Nothing new was found."))
    if report.withdrawn:
        withdrawn = tr("Suggesting", "No longer proposed: %1.")
        sentences.append(withdrawn.replace("%1", number(report.withdrawn)))
    return " ".join(sentences)


def _stopped(report: SuggestReport) -> str:
    tr = QCoreApplication.translate
    sentences = []
    if report.failures:
        names = ", ".join(dict.fromkeys(title_of(name) for name, _ in report.failures))
        what = tr("Suggesting", "%1 failed in some articles: %2.").replace("%1", names)
        sentences.append(what.replace("%2", report.failures[0][1].rstrip(".")))
    if report.problem:
        sentences.append(tr("Suggesting", "Nobody could go on; suggesting again goes on with the rest."))
    if report.cancelled:
        sentences.append(tr("Suggesting", "Stopped; suggesting again goes on with the rest."))
    return " ".join(sentences)
