"""Every command at random, by two people on one file: undo is exact, refusals change nothing, nothing dangles.

``test_history_machine.py`` checks the basic commands against a model; here all of them are checked by what must
hold for each: taking a change back brings every row back as it was, bringing it back does so too, and the project
stays whole, also where two people's changes meet.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from annotator import commands as do
from annotator.commands import Command
from annotator.commands.recode import Action, AddNote, Delete, Flag, PointTo, Relabel, SetValue
from annotator.core.codebook import parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.codebook_plan import Plan
from annotator.core.errors import UserError
from annotator.core.models import Actor, Concept, Row, Span
from annotator.core.resources import resource
from annotator.project import Project, read_codebook
from annotator.store.tables import TABLES
from tests.making import OPEN, make_draft, make_relation, make_span

PEOPLE = ("anna", "bert")
LABELS = ("ACTOR", "QUOTE", "CUE", "CLAIM")
ENTRIES = ("x", "y", "z")
TEXTS = [
    # Long enough, and alike enough, to be one group of near-duplicates.
    f"{n} „Wir bleiben 🙂“, sagte Mara Ohlsen, „bis jemand zuhört.“ Ohlsens Fähre muss fahren, sagte sie. "
    "Am Abend standen noch immer fünfzig Leute mit ihren Fahrrädern am Anleger und warteten auf das letzte Schiff."
    for n in range(3)
]
RELATIONS = ("speaker", "addressee", "cue", "claimant", "target", "expressed_in")
QUERIES = ("label:QUOTE", "label:ACTOR actor:none", "speaker:none", "text:Ohlsen", "label:CLAIM stance:any")
ACTIONS: tuple[Action, ...] = (
    *(
        SetValue("form", "direct"),
        SetValue("stance"),
        Relabel("CUE"),
        PointTo("actor", "x"),
        PointTo("actor", None),
    ),
    *(AddNote("so"), Flag("wer?"), Delete()),
)
NEWS = read_codebook(resource("codebooks", "news.toml"))
Snapshot = dict[str, dict[tuple[int, str], Row]]


def snapshot(path: Path) -> Snapshot:
    """All rows that are not deleted, by table and key."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            name: {
                table.key_of(row): row
                for row in map(dict, connection.execute(f"select * from {name} where deleted = 0"))
            }
            for name, table in TABLES.items()
        }


class Drawing:
    """Draws commands that fit, more or less, what the project holds."""

    def __init__(self, data: st.DataObject, project: Project) -> None:
        self._data = data
        self._project = project
        self.article = data.draw(st.integers(1, len(TEXTS)), label="article")
        self.opened = project.load(self.article)

    def one(self, values: list[str] | tuple[str, ...]) -> str:
        return self._data.draw(st.sampled_from(values)) if values else "none"

    def some(self, values: list[str], most: int = 3) -> tuple[str, ...]:
        if not values:
            return ("none",)
        return tuple(self._data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)))

    @property
    def spans(self) -> list[Span]:
        return [s for s in self.opened.spans if not s.is_open] if self.opened else []

    def span(self, *labels: str) -> str:
        return self.one([s.id for s in self.spans if not labels or s.label in labels])

    def alike(self) -> tuple[str, ...]:
        label = self.one(sorted({s.label for s in self.spans}))
        return self.some([s.id for s in self.spans if s.label == label])

    def place(self) -> tuple[int, int]:
        start = self._data.draw(st.integers(0, 80))
        return start, start + self._data.draw(st.integers(1, 15))

    def mentions(self, *labels: str) -> tuple[tuple[int, str], ...]:
        ids = [s.id for s in self.spans if s.label in labels] or [s.id for s in self.spans]
        return tuple((self.article, id_) for id_ in self.some(ids))

    def actor(self) -> Actor:
        name = self.one(("Mara Ohlsen", "Ohlsen", "Jule Petersen", "der Hafenmeister"))
        aliases = self.some(["Ohlsen", "M. Ohlsen", "Chefin"], 2)
        return Actor(self.one(ENTRIES), name, "person", aliases)

    def concept(self) -> Concept:
        parent = self.one(("", *ENTRIES)) or None
        return Concept(self.one(ENTRIES), self.one(("Die Fähre soll fahren", "Wir bleiben")), parent)

    def places(self) -> tuple[tuple[int, int, int], ...]:
        return tuple((self.article, *self.place()) for _ in range(self._data.draw(st.integers(1, 2))))

    @property
    def open_ids(self) -> list[str]:
        """The ids of the open suggestions."""
        return [s.id for s in (self.opened.spans if self.opened else ()) if s.is_open]

    def action(self) -> Action:
        return self._data.draw(st.sampled_from(ACTIONS))

    def codebook(self) -> Command:
        """Renames a label, or takes one away with its spans or with an attribute."""
        old = self._project.codebook
        label = self.one([label.name for label in old.labels])
        what = self.one(("remove", "attribute", "back" if old.label("THESIS") else "rename"))
        if what == "back":
            return do.SetCodebook(NEWS, Plan(labels={"THESIS": "CLAIM"}))
        data = codebook_data(old)
        if what == "remove":
            data["labels"] = [entry for entry in data["labels"] if entry["name"] != label]
            for end in ("head", "child"):
                data["relations"] = [kind for kind in data["relations"] if label not in kind[end]]
            return do.SetCodebook(
                parse_codebook(data), Plan({label: None}, relations=dict.fromkeys(RELATIONS, None))
            )
        entry = next(entry for entry in data["labels"] if entry["name"] == label)
        if what == "attribute":
            entry.pop("attributes", None)
            names = [a.name for a in old.require_label(label).attributes]
            return do.SetCodebook(parse_codebook(data), Plan(attributes={(label, name): None for name in names}))
        entry["name"] = "THESIS"
        for kind in data["relations"]:
            for end in ("head", "child"):
                kind[end] = ["THESIS" if name == label else name for name in kind[end]]
        return do.SetCodebook(parse_codebook(data), Plan(labels={label: "THESIS"}))

    def text(self) -> str:
        """The article's text with one stretch replaced."""
        text = self.opened.article.text if self.opened else TEXTS[0]
        start, end = self.place()
        return text[:start] + self.one(("", "ß", "👩‍🔬 neu", "\r\n")) + text[end:]


def command_of(kind: str, draw: Drawing) -> Command:
    """A command of that kind."""
    made: dict[str, Callable[[], Command]] = {
        "add span": lambda: do.AddSpan(draw.article, draw.one(LABELS), (draw.place(),)),
        "relabel": lambda: do.RelabelSpan(draw.article, draw.span(), draw.one(LABELS)),
        "resize": lambda: do.ResizeSpan(draw.article, draw.span(), (draw.place(),)),
        "delete spans": lambda: do.DeleteSpans(draw.article, draw.some([s.id for s in draw.spans], 2)),
        "relate": lambda: do.AddRelation(
            draw.article, draw.one(("speaker", "claimant", "cue")), draw.span("QUOTE", "CLAIM"), draw.span()
        ),
        "accept": lambda: do.AcceptSuggestions(draw.article, draw.some(draw.open_ids)),
        "accept links": lambda: do.AcceptLinks(draw.article, draw.span()),
        "edit suggestion": lambda: do.EditSuggestion(
            draw.article, do.RelabelSpan(draw.article, draw.one([*draw.open_ids, ""]), draw.one(LABELS))
        ),
        "set splits": lambda: do.SetSplits({draw.article: draw.one(("train", "dev", "")) or None}),
        "delete article": lambda: do.DeleteArticles((draw.article,)),
        "add segment": lambda: do.AddSegment(draw.article, draw.span(), *draw.place()),
        "remove segment": lambda: _remove_segment(draw),
        "join": lambda: do.JoinSpans(draw.article, draw.alike()),
        "split": lambda: do.SplitSpan(draw.article, draw.span()),
        "comment": lambda: do.AddComment(draw.article, draw.span(), draw.one(("", "Wer?")), open=True),
        "flag": lambda: do.ToggleFlag(draw.article, draw.span()),
        "create actor": lambda: do.CreateActor(draw.actor()),
        "edit actor": lambda: do.EditActor(draw.actor()),
        "delete actor": lambda: do.DeleteActor(draw.one(ENTRIES)),
        "set actor": lambda: do.SetActor(draw.mentions("ACTOR"), draw.one(ENTRIES)),
        "set new actor": lambda: do.SetActor(draw.mentions("ACTOR"), None, create=draw.actor()),
        "unset actor": lambda: do.SetActor(draw.mentions("ACTOR"), None),
        "merge actors": lambda: do.MergeActors(draw.one(ENTRIES), draw.some(list(ENTRIES))),
        "split actor": lambda: do.SplitActor(draw.one(ENTRIES), draw.actor(), draw.mentions("ACTOR"), ()),
        "import actors": lambda: do.ImportActors((draw.actor(),)),
        "import concepts": lambda: do.ImportConcepts((draw.concept(),)),
        "create concept": lambda: do.CreateConcept(draw.concept()),
        "edit concept": lambda: do.EditConcept(draw.concept()),
        "delete concept": lambda: do.DeleteConcept(draw.one(ENTRIES)),
        "set concept": lambda: do.SetConcept(draw.mentions("CLAIM"), draw.one(ENTRIES)),
        "set new concept": lambda: do.SetConcept(draw.mentions("CLAIM"), None, create=draw.concept()),
        "merge concepts": lambda: do.MergeConcepts(draw.one(ENTRIES), draw.some(list(ENTRIES))),
        "label occurrences": lambda: do.LabelOccurrences(draw.one(LABELS), draw.places()),
        "link occurrences": lambda: do.LinkOccurrences("ACTOR", draw.one(ENTRIES), draw.places()),
        "unlabel occurrences": lambda: do.UnlabelOccurrences(draw.one(LABELS), draw.places()),
        "carry labels": lambda: do.CarryLabels(draw.article),
        "correct text": lambda: do.CorrectText(draw.article, draw.text()),
        "recode": lambda: do.Recode(draw.one(QUERIES), draw.action()),
        "recode everyone": lambda: do.Recode(draw.one(QUERIES), draw.action(), everyone=True),
        "codebook": lambda: draw.codebook(),
        "move concepts": lambda: do.MoveConcepts(draw.some(list(ENTRIES)), draw.one(("", *ENTRIES)) or None),
        "split concept": lambda: do.SplitConcept(draw.one(ENTRIES), draw.concept(), draw.mentions("CLAIM")),
    }
    return made[kind]()


KINDS = (
    *(
        "add span",
        "relabel",
        "resize",
        "delete spans",
        "relate",
        "accept",
        "delete article",
        "add segment",
        "set splits",
    ),
    *("remove segment", "join", "split", "comment", "flag", "create actor", "edit actor", "delete actor"),
    *("set actor", "set new actor", "unset actor", "merge actors", "split actor", "import actors"),
    "import concepts",
    *("create concept", "edit concept", "delete concept", "set concept", "set new concept", "merge concepts"),
    *(
        "split concept",
        "label occurrences",
        "link occurrences",
        "unlabel occurrences",
        "carry labels",
        "correct text",
        "recode",
    ),
    *("recode everyone", "codebook", "move concepts"),
)


def _remove_segment(draw: Drawing) -> Command:
    pieces = [(s.id, *segment) for s in draw.spans for segment in s.segments if len(s.segments) > 1]
    id_, start, end = pieces[len(pieces) // 2] if pieces else ("none", 0, 1)
    return do.RemoveSegment(draw.article, id_, start, end)


class CommandsMachine(RuleBasedStateMachine):
    """Each rule does one thing, and looks at all rows before and after."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.path = Path(tempfile.mkdtemp(dir=self.template.parent), "p.annotator")
        shutil.copy(self.template, self.path)
        self.open()

    def open(self) -> None:
        self.projects = {name: Project.open(self.path, name) for name in PEOPLE}

    @rule(name=st.sampled_from(PEOPLE), kind=st.sampled_from(KINDS), data=st.data())
    def do_something(self, name: str, kind: str, data: st.DataObject) -> None:
        project = self.projects[name]
        self.check(name, command_of(kind, Drawing(data, project)))

    def check(self, name: str, command: Command) -> None:
        """Does it, takes it back and does it again."""
        project = self.projects[name]
        before = snapshot(self.path)
        try:
            change = project.apply(command)
        except UserError:
            assert snapshot(self.path) == before
            return
        after = snapshot(self.path)
        assert (change is None) == (after == before)
        if change is not None:
            assert project.undo() is not None
            assert snapshot(self.path) == before
            assert project.redo() is not None
            assert snapshot(self.path) == after
        assert not list(project.problems())

    @rule(name=st.sampled_from(PEOPLE), redo=st.booleans())
    def revert(self, name: str, redo: bool) -> None:
        """Where the other person has changed things since, it is refused, or leaves the project whole."""
        before = snapshot(self.path)
        project = self.projects[name]
        try:
            project.redo() if redo else project.undo()
        except UserError:
            assert snapshot(self.path) == before
        assert not list(project.problems())

    @rule()
    def reopen(self) -> None:
        self.close()
        self.open()

    def close(self) -> None:
        for project in self.projects.values():
            project.close()

    def teardown(self) -> None:
        self.close()
        shutil.rmtree(self.path.parent)


class AloneMachine(CommandsMachine):
    """One person alone takes everything back, to the very beginning, and brings it all back again."""

    @rule(kind=st.sampled_from(KINDS), data=st.data())
    def do_something(self, kind: str, data: st.DataObject) -> None:
        project = self.projects["anna"]
        with suppress(UserError):
            project.apply(command_of(kind, Drawing(data, project)))

    @rule(redo=st.booleans())
    def revert(self, redo: bool) -> None:
        project = self.projects["anna"]
        if redo or project.next_undo() != "import":
            project.redo() if redo else project.undo()

    def teardown(self) -> None:
        project = self.projects["anna"]
        while project.redo():
            pass
        last = snapshot(self.path)
        while project.next_undo() != "import":
            assert project.undo() is not None
            assert not list(project.problems())
        assert snapshot(self.path) == snapshot(self.template)
        while project.redo():
            pass
        assert snapshot(self.path) == last
        super().teardown()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with labels, a suggestion and entries of the registers."""
    path = tmp_path_factory.mktemp("template") / "p.annotator"
    project = Project.create(path, "anna")
    drafts = [
        make_draft(
            text,
            f"k{n}",
            spans=[
                make_span("QUOTE", (2, 17), id="q"),
                make_span("QUOTE", (2, 6), (10, 17), (43, 50), id="o", attributes={"form": "direct"}),
                make_span("QUOTE", (43, 63), id="p", annotator="bert"),
                make_span("ACTOR", (25, 36), id="a", actor_id="x", attributes={"kind": "person"}),
                make_span("ACTOR", (64, 71), id="b"),
                make_span("CUE", (19, 24), id="u"),
                make_span("CLAIM", (64, 90), id="c", concept_id="y", attributes={"stance": "support"}),
                make_span("CLAIM", (3, 15), id="s", origin=OPEN, concept_id="y"),
            ],
            relations=[make_relation("speaker", "q", "a", id="r"), make_relation("claimant", "c", "b", id="l")],
        )
        for n, text in enumerate(TEXTS)
    ]
    drafts[0].actors = {
        "x": Actor("x", "Mara Ohlsen", "person"),
        "y": Actor("y", "Jule Petersen", "person", ("Chefin",)),
    }
    drafts[0].concepts = {
        "y": Concept("y", "Die Fähre soll fahren"),
        "z": Concept("z", "Alles soll fahren"),
    }
    project.import_drafts(drafts)
    project.close()
    return path


def test_every_command_is_taken_back_exactly(template: Path) -> None:
    CommandsMachine.template = template
    run_state_machine_as_test(
        CommandsMachine,
        settings=settings(
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_one_person_gets_back_to_the_beginning(template: Path) -> None:
    AloneMachine.template = template
    run_state_machine_as_test(
        AloneMachine,
        settings=settings(
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_every_command_is_among_them() -> None:
    """A command that is added to the program is added here, too, unless another machine checks it."""
    elsewhere = {"AddZone", "DeleteZone", "SetZoneKind", "SetState", "SetNote", "SetAttribute", "EditArticle"}
    elsewhere |= {"DeleteRelation", "RejectSuggestion"}  # test_history_machine.py
    elsewhere |= {"EditComment", "SetCommentOpen", "DeleteComment"}  # test_comments_machine.py
    source = Path(__file__).read_text(encoding="utf-8")
    commands = {name for name in do.__all__ if hasattr(getattr(do, name), "run") and name != "Command"}
    assert {name for name in commands - elsewhere if f"do.{name}(" not in source} == set()
