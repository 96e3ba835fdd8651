"""What is learned of invented articles, and what of it is kept."""

from __future__ import annotations

import codecs
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import Cancelled
from annotator.suggest.base import Context, Link, Proposal, Suggestions
from annotator.suggest.learned import fitting
from annotator.suggest.learned.model import Model
from annotator.suggest.learned.suggester import Learned
from annotator.suggest.learned.training import Example, choose, train
from annotator.suggest.pipeline import suggest
from annotator.suggest.reading import Reading
from tests.suggest.learned.world import Rule, codebook, examples, rule_for, score

LEARN, TEST = examples(40), examples(20, "test")
CONTEXT = Context(codebook())


def learned(*rules: Rule, of: Sequence[Example] = LEARN) -> Model:
    model = train(of, CONTEXT, rules)
    assert model is not None
    return model


def only(*labels: str, examples: Sequence[Example] = LEARN) -> list[Example]:
    """The examples with these labels alone: each label that is learned takes its time."""
    return [replace(one, spans=[span for span in one.spans if span.label in labels]) for one in examples]


@pytest.fixture(scope="module")
def plain() -> Model:
    """Learned without any rules."""
    return learned()


def test_a_label_that_no_rule_knows_is_found_in_other_sentences_with_other_names(plain: Model) -> None:
    found = score("SHIP", TEST, [Learned(plain)], CONTEXT)
    assert found.f1 > 0.6
    assert found.precision > 0.8
    rating = plain.rating("SHIP")
    assert rating is not None
    assert rating.kept
    assert (rating.rules.suggested, rating.learned.gold) == (
        0,
        sum(s.label == "SHIP" for e in LEARN for s in e.spans),
    )


def test_a_proposal_says_what_it_was_learned_from(plain: Model) -> None:
    (made,) = suggest(TEST[0].article, (), (), [Learned(plain)], CONTEXT)
    assert made.proposals
    for proposal in made.proposals:
        rating = plain.rating(proposal.label)
        assert rating is not None
        assert proposal.reason == f"learned from 40 articles (F1 {rating.learned.f1:.2f})"
        assert 0 < proposal.score < 1


def test_where_the_rules_are_right_nothing_is_kept() -> None:
    model = learned(rule_for("CUE", LEARN), of=only("CUE", "SHIP"))
    rating = model.rating("CUE")
    assert rating is not None
    assert rating.why == "the rules do as well"
    assert rating.rules.f1 == 1.0
    assert "CUE" not in model.labellers
    assert "SHIP" in model.labellers


def test_what_is_learned_beats_rules_that_miss_half_and_err() -> None:
    everything = [*LEARN, *TEST]
    rule = rule_for("ACTOR", everything, share=0.5, wrong=True)
    model = learned(rule, of=only("ACTOR"))
    assert "ACTOR" in model.labellers
    before, after = score("ACTOR", TEST, [rule], CONTEXT), score("ACTOR", TEST, [rule, Learned(model)], CONTEXT)
    assert after.f1 > before.f1 + 0.2
    # What the rule errs in is gone, not merely joined by what is right.
    assert after.precision > before.precision + 0.2


def test_a_stance_is_learned_and_told_of_the_claims_of_rules() -> None:
    everything = [*LEARN, *TEST]
    rule = rule_for("CLAIM", everything)
    model = learned(rule, of=only("CLAIM"))
    assert "CLAIM" not in model.labellers
    assert ("CLAIM", "stance") in model.choosers
    right = number = 0
    for one in TEST:
        stances = {span.segments: span.attributes["stance"] for span in one.spans if span.label == "CLAIM"}
        made = suggest(one.article, (), (), [rule, Learned(model)], CONTEXT)
        for proposal in made[0].proposals:
            number += 1
            right += proposal.attributes["stance"] == stances[proposal.segments]
    assert number > 10
    assert right / number > 0.9


def test_too_few_articles_teach_nothing() -> None:
    assert train(LEARN[:9], CONTEXT, ()) is None
    assert train([replace(one, spans=()) for one in LEARN], CONTEXT, ()) is None


def test_a_label_of_few_spans_is_not_tried(plain: Model) -> None:
    few = [
        replace(one, spans=[span for span in one.spans if span.label != "SHIP" or n < 4])
        for n, one in enumerate(only("CUE", "SHIP"))
    ]
    model = train(few, CONTEXT, ())
    assert model is not None
    assert model.rating("SHIP") is None
    assert plain.rating("SHIP") is not None


def test_what_follows_the_last_label_of_a_started_article_is_not_held_for_unlabelled() -> None:
    """Each article is labelled in its first half alone, as if somebody had just begun."""
    halves = []
    for one in only("SHIP"):
        middle = len(one.article.text) // 2
        halves.append(replace(one, spans=[s for s in one.spans if s.end <= middle], until=middle))
    whole = [replace(one, until=None) for one in halves]
    started, misled = train(halves, CONTEXT, ()), train(whole, CONTEXT, ())
    assert started is not None
    assert misled is not None
    assert score("SHIP", TEST, [Learned(started)], CONTEXT).f1 > 0.5
    assert score("SHIP", TEST, [Learned(misled)], CONTEXT).f1 < score("SHIP", TEST, [Learned(started)], CONTEXT).f1
    rating = started.rating("SHIP")
    assert rating is not None
    assert rating.learned.gold == sum(s.label == "SHIP" for one in halves for s in one.spans)


def test_the_newest_are_chosen_as_far_as_the_time_allows() -> None:
    long = [replace(one, article=replace(one.article, text=one.article.text * 500)) for one in LEARN]
    chosen = choose(iter(long), codebook())
    assert 1 < len(chosen) < len(long)
    assert chosen == long[: len(chosen)]
    assert choose(iter(LEARN), codebook()) == LEARN


def test_the_same_articles_give_the_same_bytes_in_any_process(plain: Model) -> None:
    code = """if True:
        import sys
        from annotator.suggest.base import Context, Link, Proposal, Suggestions
        from annotator.suggest.learned.training import train
        from tests.suggest.learned.world import codebook, examples
        print(train(examples(40), Context(codebook()), ()).version)
    """
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == plain.version
    assert learned().as_bytes() == plain.as_bytes()


def test_it_can_be_stopped_at_any_step() -> None:
    steps: list[tuple[int, int]] = []
    some = only("CUE", "SHIP")[:20]

    def note(done: int, total: int) -> bool:
        steps.append((done, total))
        return True

    assert train(some, CONTEXT, (), note) is not None
    assert steps[-1][0] == steps[-1][1]
    assert all(done <= total for done, total in steps)
    for stop in (0, len(steps) // 2, len(steps) - 1):
        left = iter(range(stop))
        with pytest.raises(Cancelled):
            train(some, CONTEXT, (), lambda *_, left=left: next(left, None) is not None)


def test_articles_of_one_group_are_never_on_both_sides() -> None:
    """All are the same article: what is learned by heart would look perfect."""
    one = LEARN[0]
    same = [replace(one, article=replace(one.article, id=n, key=str(n), group="g")) for n in range(30)]
    model = train(same, CONTEXT, ())
    assert model is not None
    assert not model.kept


def test_cross_validation_measures_what_is_shown() -> None:
    """What links lead to stays beside what is learned, so a rule's errors with links count."""

    class Linking(Rule):
        def suggest(self, reading: Reading, known: object, context: Context) -> Suggestions:
            end = reading.text.index(" ")
            wrong = Proposal("SHIP", ((0, end),), 0.9)
            quote = Proposal("QUOTE", ((end + 1, end + 4),), 0.9)
            actor = Proposal("ACTOR", ((end + 1, end + 3),), 0.9)
            return Suggestions([wrong, quote, actor], [Link("speaker", quote, actor, 0.9)])

    model = learned(Linking("SHIP", {}), of=only("SHIP", "ACTOR"))
    ship, actor = model.rating("SHIP"), model.rating("ACTOR")
    assert ship is not None
    assert actor is not None
    # Each article's first word is no ship, and is dropped; what the quote is linked to stays, and is no actor.
    assert ship.learned.precision > 0.9
    assert actor.learned.precision < actor.learned.recall - 0.2


def nested(one: Example) -> Example:
    """The first word of each claim is a claim, too."""
    text = one.article.text
    words = [
        replace(span, id=f"{span.id}-1", segments=((span.start, text.index(" ", span.start)),))
        for span in one.spans
        if span.label == "CLAIM"
    ]
    return replace(one, spans=[*one.spans, *words])


class Clauses(Rule):
    """Proposes each clause before a comma, and the first word of it."""

    def suggest(self, reading: Reading, known: object, context: Context) -> Suggestions:
        found = Suggestions()
        for match in re.finditer(r"(?<![^.])\s?([^\s.,]+) [^.,]*(?=,)", reading.text):
            for end in (match.end(), match.end(1)):
                found.proposals.append(Proposal("CLAIM", ((match.start(1), end),), 0.5, "before a comma"))
        return found


def test_of_rules_that_propose_too_much_the_right_ones_are_told_apart() -> None:
    """Tags can't nest, so only a sieve finds both claims of a clause."""
    rule = Clauses("CLAIM", {})
    test = [nested(one) for one in TEST]
    model = train([nested(one) for one in only("CLAIM")], CONTEXT, (rule,))
    assert model is not None
    assert model.labellers["CLAIM"].sieve is not None
    before = score("CLAIM", test, [rule], CONTEXT)
    after = score("CLAIM", test, [rule, Learned(model)], CONTEXT)
    assert before.f1 < 0.85
    assert after.f1 > before.f1 + 0.1


@contextmanager
def code_page(encoding: str) -> Iterator[None]:
    """Windows' name for the encoding of the system."""

    def search(name: str) -> codecs.CodecInfo | None:
        return codecs.lookup(encoding) if name == "mbcs" else None

    codecs.register(search)
    try:
        yield
    finally:
        codecs.unregister(search)


@pytest.mark.skipif(sys.platform == "win32", reason="has a code page of its own")
def test_the_account_may_have_a_name_with_umlauts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files lie below it on Windows, where C takes names to be in the system's code page."""
    monkeypatch.setattr(sys, "platform", "win32")
    with code_page("cp1252"):
        assert fitting._named(r"C:\Jürgen\model") == b"C:\\J\xfcrgen\\model"
    folder = tmp_path / "Jürgen"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    sequences = [[["a"], ["b"]]] * 4
    vocabulary = fitting.Vocabulary(sequences)
    encoded = [(vocabulary.encode(one), ["O", "X"]) for one in sequences]
    with code_page("utf-8"):  # so that a file of this system is meant
        states, _pairs = fitting.fit(vocabulary, encoded, lambda: True)
    assert states["a"]["O"] > 0
