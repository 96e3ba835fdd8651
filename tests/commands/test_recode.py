"""Find and replace over labels: what is changed, what is left and why, and that it is one change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.commands import AddComment, AddSpan, CreateActor, Recode, SetNote
from annotator.commands.recode import Action, AddNote, Delete, Flag, Outcome, PointTo, Relabel, SetValue
from annotator.core.errors import Cancelled, UserError
from annotator.core.models import Actor, Draft, Span
from annotator.project import Project
from tests.making import make_draft, make_relation, make_span, query, segments_in

MakeProject = Callable[..., Project]

TEXT = "„Wir bleiben“, sagte Ohlsen. „Nie“, rief Kok."


def draft(number: int, **forms: str) -> Draft:
    text = f"{TEXT} {number}"
    spans = [
        make_span(
            "QUOTE", *segments_in(text, piece), id=name, attributes={"form": forms[name]} if name in forms else {}
        )
        for name, piece in (("q1", "„Wir bleiben“"), ("q2", "„Nie“"))
    ]
    spans += [make_span("CUE", *segments_in(text, piece), id=piece) for piece in ("sagte", "rief")]
    spans.append(make_span("ACTOR", *segments_in(text, "Ohlsen"), id="a"))
    relations = [make_relation("cue", "q1", "sagte"), make_relation("cue", "q2", "rief")]
    relations.append(make_relation("speaker", "q1", "a"))
    return make_draft(text, spans=spans, relations=relations)


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project(draft(1), draft(2, q1="indirect"), draft(3, q2="direct"))


def spans(project: Project, article_id: int = 1) -> dict[str, Span]:
    opened = project.load(article_id)
    assert opened is not None
    return {span.id: span for span in opened.spans}


def forms(project: Project) -> list[object]:
    return [spans(project, i)[name].attributes.get("form") for i in (1, 2, 3) for name in ("q1", "q2")]


def recode(project: Project, text: str, action: Action, **rest: object) -> Outcome:
    command = Recode(text, action, **rest)  # type: ignore[arg-type]
    project.apply(command)
    return command.outcome


def test_quotes_of_some_cues_without_a_form_become_direct(project: Project) -> None:
    before = query(project.path, "select * from span")
    outcome = recode(project, "label:QUOTE form:none cue:{sagte, erklärte}", SetValue("form", "direct"))
    assert outcome == Outcome(changed=2)
    assert forms(project) == ["direct", None, "indirect", None, "direct", "direct"]
    assert project.next_undo() == "replace labels"
    change = project.undo()
    assert change is not None
    assert {row.article_id for row in change.rows} == {1, 3}
    assert query(project.path, "select * from span") == before
    project.redo()
    assert forms(project) == ["direct", None, "indirect", None, "direct", "direct"]
    assert not list(project.problems())


def test_what_is_so_already_stays_untouched(project: Project) -> None:
    outcome = recode(project, "label:QUOTE", SetValue("form", "direct"))
    assert (outcome.changed, outcome.same) == (5, 1)
    assert project.apply(Recode("label:QUOTE", SetValue("form", "direct"))) is None
    outcome = recode(project, "label:QUOTE", SetValue("form"))
    assert outcome.changed == 6
    assert set(forms(project)) == {None}


def test_what_the_codebook_forbids_is_counted(project: Project) -> None:
    outcome = recode(project, "label:any", SetValue("form", "direct"))
    assert (outcome.changed, outcome.same, outcome.refused) == (5, 1, 9)
    assert outcome.reason == "CUE has no attribute form"
    assert outcome.found == 15
    outcome = recode(project, "label:QUOTE", SetValue("form", "shouted"))
    assert outcome.refused == 6
    assert outcome.reason.startswith("QUOTE: 'shouted' is no value of the attribute form")


def test_only_some_and_without_some(project: Project) -> None:
    outcome = recode(
        project, "form:none", SetValue("form", "direct"), only=((1, "q1"), (2, "q1"), (2, "q2"), (9, "x"))
    )
    assert outcome.changed == 2
    assert forms(project) == ["direct", None, "indirect", "direct", None, "direct"]
    outcome = recode(project, "form:none", SetValue("form", "reported"), without=((1, "q2"),))
    assert forms(project) == ["direct", None, "indirect", "direct", "reported", "direct"]


def test_labels_are_replaced_with_what_they_can_not_have(project: Project) -> None:
    project.apply(AddSpan(1, "CLAIM", spans(project)["q2"].segments))
    outcome = recode(project, "form:none or form:indirect", Relabel("CLAIM"))
    assert (outcome.changed, outcome.refused) == (4, 1)
    assert outcome.reason == "the same stretch carries the label CLAIM already"
    assert (spans(project, 2)["q1"].label, spans(project, 2)["q1"].attributes) == ("CLAIM", {})
    opened = project.load(2)
    assert opened is not None
    assert opened.relations == []
    assert not list(project.problems())
    project.undo()
    assert len(project.load(2).relations) == 3  # type: ignore[union-attr]


def test_actors(project: Project) -> None:
    project.apply(CreateActor(Actor("ohlsen", "Mara Ohlsen")))
    assert recode(project, "text:Ohlsen", PointTo("actor", "ohlsen")) == Outcome(changed=3)
    assert spans(project, 3)["a"].actor_id == "ohlsen"
    assert recode(project, "label:{ACTOR, CUE}", PointTo("actor", "ohlsen")).same == 3
    outcome = recode(project, 'actor:"Mara Ohlsen" or label:CUE', PointTo("actor", None))
    assert (outcome.changed, outcome.refused) == (3, 6)
    assert outcome.reason == "spans with the label CUE point to no actor"
    with pytest.raises(UserError, match="not in the register"):
        project.apply(Recode("label:ACTOR", PointTo("actor", "nobody")))


def test_notes_flags_and_deletion(project: Project) -> None:
    project.apply(SetNote(1, "q1", "alt"))
    assert recode(project, "cue:sagte", AddNote(" prüfen ")).changed == 3
    assert spans(project)["q1"].note == "alt\nprüfen"
    assert recode(project, "cue:sagte", AddNote("prüfen")).same == 3
    project.apply(AddComment(1, "q1", "Wer?", open=True))
    assert recode(project, "cue:sagte", Flag("Wer?")) == Outcome(changed=2, same=1)
    assert recode(project, "label:QUOTE flag:open", Delete()).changed == 3
    assert "q1" not in spans(project)
    assert not list(project.problems())
    with pytest.raises(UserError, match="needs some text"):
        project.apply(Recode("label:QUOTE", AddNote("  ")))


def test_other_layers_only_when_asked(project: Project) -> None:
    project.annotator = "bert"
    assert recode(project, "form:none", SetValue("form", "direct")) == Outcome()
    assert recode(project, "form:none", SetValue("form", "direct"), everyone=True).changed == 4


@pytest.mark.parametrize(
    ("text", "action", "reason"),
    [
        ("", SetValue("form", "direct"), "finds articles"),
        ("fähre status:done", SetValue("form", "direct"), "finds articles"),
        ("form:dircet", SetValue("form", "direct"), "Did you mean direct"),
        ("label:QUOTE", SetValue("fomr", "direct"), "no attribute 'fomr'"),
        ("label:QUOTE", Relabel("NOTHING"), "no label 'NOTHING'"),
    ],
)
def test_what_is_impossible_is_refused(project: Project, text: str, action: Action, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        project.apply(Recode(text, action))
    assert project.next_undo() == "import"


def test_stopping_takes_all_back(make_project: MakeProject) -> None:
    project = make_project(*(draft(n) for n in range(400)))
    told: list[tuple[int, int]] = []

    def until(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 200

    with pytest.raises(Cancelled):
        project.apply(Recode("label:QUOTE", SetValue("form", "direct")), until)
    assert query(project.path, "select count(*) from span where attributes <> '{}'") == [(0,)]
    assert project.next_undo() == "import"
    assert len(told) > 2
    assert told == sorted(told)
    change = project.apply(Recode("label:QUOTE", SetValue("form", "direct")))
    assert change is not None
    assert (change.article_id, len(change.rows)) == (None, 800)


def test_undo_is_refused_once_somebody_changed_the_same(project: Project) -> None:
    recode(project, "form:none", SetValue("form", "direct"))
    other = Project.open(project.path, "bert")
    assert other.apply(SetNote(1, "q1", "x")) is not None
    other.close()
    with pytest.raises(UserError, match="Somebody else"):
        project.undo()
    assert forms(project)[1] == "direct"
