"""Messages for fine-tuning: what the engine makes of the answers is what was exported."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given
from jinja2.sandbox import ImmutableSandboxedEnvironment

from annotator.core.errors import UserError
from annotator.core.models import Draft, State
from annotator.core.prompt import instructions, schema
from annotator.formats.writers.base import Options
from annotator.formats.writers.chat_template import NAMES, usual_template
from annotator.jobs.exporting import read_template
from annotator.project import Project
from annotator.suggest.engines.chat import Chat
from annotator.suggest.pipeline import Suggested
from tests.formats.foreign_cases import CODEBOOK
from tests.formats.hub_loading import load
from tests.formats.record_projects import drafts
from tests.formats.writer_cases import export, many, news, project_of
from tests.making import OPEN, make_draft, make_relation, make_span
from tests.suggest.engines.making import suggested

ANSWER = jsonschema.Draft202012Validator(schema(CODEBOOK))
# ChatML, as the tokenizers of many models have it.
CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
)


class _Model:
    """An endpoint that has learned an answer by heart."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def ask(self, _question: dict[str, Any]) -> dict[str, Any]:
        return {"choices": [{"message": {"content": self._answer}}]}


def answered(messages: list[dict[str, str]]) -> Suggested:
    """What the program's own engine makes of a model that answers as it was taught."""
    engine = Chat("http://localhost#m", _Model(messages[-1]["content"]))  # type: ignore[arg-type]
    return suggested(engine, messages[1]["content"])


def chats(project: Project, **wanted: Any) -> tuple[list[list[dict[str, str]]], Any]:
    content, report = export(project, "chat", "out.jsonl", **wanted)
    return [json.loads(line)["messages"] for line in content.splitlines()], report.losses


@many
@given(drafts())
def test_what_is_taught_is_what_the_engine_takes(articles: list[Draft]) -> None:
    with project_of(articles) as project:
        found, losses = chats(project, suggestions=True)
        records = map(json.loads, export(project, "jsonl", "r.jsonl", suggestions=True)[0].splitlines())
        gone = Counter(
            (loss.article, loss.label, loss.start, loss.end)
            for loss in losses.listed
            if loss.kind in ("open", "twice", "blank", "ambiguous")
        )
        known = [r for r in records if r["text"].strip() and (r["status"] == "done" or _is_labelled(r))]
        for record, messages in zip(known, found, strict=True):
            text = record["text"]
            assert [m["role"] for m in messages] == ["system", "user", "assistant"]
            assert (messages[0]["content"], messages[1]["content"]) == (instructions(CODEBOOK), text)
            ANSWER.validate(json.loads(messages[2]["content"]))
            got = answered(messages)
            assert got.dropped == 0
            assert all(p.score == 0.6 for p in got.proposals), "found exactly"
            expected = Counter[tuple[str, str, str]]()
            # Losses tell where spans begin and end: of several there nobody can say which is gone.
            places = Counter((record["id"], s["label"], s["start"], s["end"]) for s in record["spans"])
            assume(not any(0 < gone[place] < number for place, number in places.items()))
            for span in record["spans"]:
                place = record["id"], span["label"], span["start"], span["end"]
                if gone[place]:
                    gone[place] -= 1
                    continue
                pieces = [[a + len(p) - len(p.lstrip()), a + len(p.rstrip())] for a, p in parts(text, span)]
                said = {name: value for name, value in span["attributes"].items() if value is not None}
                expected[span["label"], str(pieces), json.dumps(said)] += 1
            heard = Counter((p.label, str([list(s) for s in p.segments])) for p in got.proposals)
            assert heard == Counter({key[:2]: 1 for key in expected})
            linked = len(json.loads(messages[2]["content"])["relations"])
            assert len(got.links) == linked <= len(record["relations"])


def parts(text: str, span: dict[str, Any]) -> list[tuple[int, str]]:
    return [(a, text[a:b]) for a, b in span["segments"] if text[a:b].strip()]


def test_an_answer() -> None:
    with project_of([news()]) as project:
        ((_, _, answer),), losses = chats(project, suggestions=True)
        said = json.loads(answer["content"])
        assert said["spans"][0] == {
            "label": "QUOTE",
            "pieces": ["„Wir 🙂 bleiben“", "„und zwar alle.“"],
            "before": "um die Fähre 🚢👩‍🔬",
            "attributes": {"form": "direct"},
        }
        assert [span["pieces"] for span in said["spans"][2:4]] == [["Öhlrichs Kollegin Jørna Bräsig"], ["Öhlrich"]]
        assert sorted((r["label"], r["head"], r["child"]) for r in said["relations"]) == [
            ("claimant", 4, 2),
            ("cue", 0, 1),
            ("speaker", 0, 2),
        ]
        assert losses.counts == {"notes": 1, "open": 1, "relations": 1, "mixed": 1}


def test_words_that_stand_in_several_places() -> None:
    text = "Ohlsen kam. Ohlsen ging. Ohlsen blieb, und Küstenfunkers Funk blieb."
    spans = [
        make_span("ACTOR", (12, 18), id="second"),
        make_span("ACTOR", (25, 31), id="third"),
        make_span("CUE", (48, 52), id="within"),  # the Funk of Küstenfunk: the word Funk stands elsewhere
        make_span("CUE", (18, 23), id="wide"),
        make_span("CUE", (11, 12), id="blank"),
        make_span("CUE", (19, 23), id="open", origin=OPEN),
    ]
    relations = [make_relation("cue", "second", "within"), make_relation("cue", "third", "wide")]
    with project_of([make_draft(text, spans=spans, relations=relations)]) as project:
        (messages,), losses = chats(project, suggestions=True)
        assert sorted(p.segments for p in answered(messages).proposals) == [
            ((12, 18),),
            ((19, 23),),
            ((25, 31),),
        ]
        assert losses.counts == {"open": 1, "ambiguous": 1, "trimmed": 1, "blank": 1, "relations": 1}


def test_labels_that_are_left_out_are_not_asked_for() -> None:
    with project_of([news()]) as project:
        ((system, _, answer),), _ = chats(project, labels=("ACTOR", "CUE"))
        assert "## QUOTE" not in system["content"]
        assert "## speaker" not in system["content"]
        assert "## ACTOR" in system["content"]
        assert json.loads(answer["content"])["relations"] == []


def test_a_template_of_ones_own() -> None:
    template = (
        "[user]\n$title ($source, $published, $lang): ${text}\nLabels: $labels; $$ 5\n[assistant]\nJa.\n"
        "[user]\nUnd?\n\n[assistant] \n$answer\n"
    )
    with project_of(
        [make_draft("[user]\n$text", title="T", source="S", annotator="anna", state=State.DONE)]
    ) as project:
        content, _ = export(project, "chat", "out.jsonl", Options(template=template))
        messages = json.loads(content)["messages"]
        assert [m["role"] for m in messages] == ["user", "assistant", "user", "assistant"]
        assert messages[0]["content"] == "T (S, , ): [user]\n$text\nLabels: ACTOR, QUOTE, CUE, CLAIM; $ 5"
        assert json.loads(messages[3]["content"]) == {"spans": [], "relations": []}


def test_a_mark_before_a_template_is_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(usual_template(), "utf-8-sig")
    assert read_template(path) == usual_template()


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("", "The template has to begin with a line [system], [user] or [assistant]."),
        ("Label!\n[user]\n$text", "The template has to begin with a line [system], [user] or [assistant]."),
        ("[user]\n$text", "The template has no message [assistant] with $answer, which a model is to learn."),
        (
            "[user]\n5 $ \n[assistant]\n$answer",
            "The template has a $ without a name; write $$ for the sign itself.",
        ),
        (
            "[user]\n$answer\n[assistant]\n$answer",
            "The template tells $answer in [user], where a model would see it beforehand.",
        ),
        (
            "[user]\n$body\n[assistant]\n$answer",
            f"The template names $body, which there is not; there are {', '.join(f'${n}' for n in NAMES)}.",
        ),
    ],
)
def test_a_template_that_cannot_be_used(template: str, reason: str) -> None:
    with project_of([news()]) as project:
        with pytest.raises(UserError) as error:
            export(project, "chat", "out.jsonl", Options(template=template))
        assert str(error.value) == reason


def test_trainers_take_it(tmp_path: Path) -> None:
    with project_of([news(), make_draft("Zwei.", title="Zwei", annotator="anna", state=State.DONE)]) as project:
        content, _ = export(project, "chat", "out.jsonl")
        file = tmp_path / "chat.jsonl"
        file.write_bytes(content)
        (loaded,) = load("json", tmp_path, file)
        rows = loaded["splits"]["train"]
        assert [list(row) for row in rows] == [["messages"], ["messages"]]
        asked = ImmutableSandboxedEnvironment().from_string(CHAT_TEMPLATE)
        prompt = asked.render(messages=rows[1]["messages"])
        assert prompt.endswith(
            '<|im_start|>user\nZwei.<|im_end|>\n<|im_start|>assistant\n{"spans":[],"relations":[]}<|im_end|>\n'
        )
    assert "$answer" in usual_template()


def _is_labelled(record: dict[str, Any]) -> bool:
    return any(span["origin"]["decision"] != "open" for span in record["spans"])
