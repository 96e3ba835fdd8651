"""What the window says of suggesters and their runs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from annotator.jobs.suggesters import LEARNED, Known, known, with_needs
from annotator.jobs.suggesting import SuggestReport
from annotator.suggest import registry
from annotator.ui.suggestions.wording import report_sentence, summary_of, title_of


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.ui.suggestions.wording.QLocale", lambda: QLocale("en"))


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (SuggestReport(), "0 articles looked through."),
        (SuggestReport(1, 0, 1, 0), "1 article looked through. New: 1 suggestion."),
        (
            SuggestReport(1200, 30, 4500, 1, 7),
            "1,200 articles looked through; 30 were up to date or done. New: 4,500 suggestions, 1 link. "
            "No longer proposed: 7.",
        ),
        (SuggestReport(2, 1, 0, 0), "2 articles looked through; 1 was up to date or done. Nothing new was found."),
        (SuggestReport(0, 18), "All 18 articles were up to date or done."),
        (SuggestReport(0, 1), "The article was up to date or done."),
        (
            SuggestReport(3, 0, 2, 2, failures=[("quotes", "ValueError: no"), ("quotes", "ValueError: no")]),
            "3 articles looked through. New: 2 suggestions, 2 links. "
            "Quotes failed in some articles: ValueError: no.",
        ),
        (
            SuggestReport(3, 0, 2, cancelled=True),
            "3 articles looked through. New: 2 suggestions. Stopped; suggesting again goes on with the rest.",
        ),
        (
            SuggestReport(3, 0, 2, failures=[("openai:m", "It is away.")], problem="It is away."),
            "3 articles looked through. New: 2 suggestions. openai:m failed in some articles: It is away. "
            "Nobody could go on; suggesting again goes on with the rest.",
        ),
    ],
)
def test_what_came_of_a_run(report: SuggestReport, sentence: str) -> None:
    assert report_sentence(report) == sentence


def test_every_built_in_suggester_has_a_title_and_a_sentence() -> None:
    found, problems = known(has_learned=True)
    names = [one.name for one in found]
    assert names == [*registry.BUILT_IN, LEARNED, *registry.plugins().suggesters]
    assert found[len(registry.BUILT_IN)].needs == tuple(registry.BUILT_IN)
    assert known(has_learned=False)[0][len(registry.BUILT_IN)].needs == ()
    assert problems == registry.plugins().problems
    for one in found:
        if one.is_built_in:
            assert title_of(one.name) != one.name
            assert summary_of(one)


def test_a_plug_in_speaks_for_itself() -> None:
    plugin = Known("ferries", "1", "rule", (), False, "Names of ferries.")
    assert title_of("ferries") == "ferries"
    assert summary_of(plugin) == "Plug-in. Names of ferries."
    assert summary_of(plugin._replace(summary="")) == "Plug-in."


def test_needs_are_followed_to_the_end() -> None:
    there = [
        Known(name, "1", "rule", needs, False, "") for name, needs in (("a", ()), ("b", ("a",)), ("c", ("b",)))
    ]
    assert with_needs(("c",), there) == {"a", "b", "c"}
    assert with_needs(("a",), there) == {"a"}
