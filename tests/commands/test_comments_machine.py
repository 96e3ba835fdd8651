"""Comments among all the other commands, at random, by two people, against the model in plain Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from annotator import commands as do
from annotator.project import Project
from tests.commands.history_model import Key, RefusedError, Row
from tests.commands.test_history_machine import HistoryMachine, person

TEXTS = st.sampled_from(["", " ", "Wer?", " 🙂\n"])


class CommentsMachine(HistoryMachine):
    """The rules of the history's machine, and those for comments."""

    def target(self, data: st.DataObject) -> tuple[int, str | None]:
        """An article with one of its spans, with none, or with one that is not there."""
        article = data.draw(st.sampled_from(self.articles()))
        spans = sorted(row["id"] for row in self.model.within("span", article))
        return article, data.draw(st.sampled_from([None, *spans, "gone"]))

    def add(self, row: Row) -> None:
        if row["span_id"] is not None:
            self.model.need("span", (row["article_id"], row["span_id"]))
        if not row["text"] and not row["open"]:
            raise RefusedError
        self.model.set("comment", (row["article_id"], row["id"]), row)

    def set_open(self, key: Key, is_open: bool, at: str) -> None:
        row = self.model.need("comment", key)
        if row["open"] == is_open:
            return
        if is_open or row["text"]:
            self.model.change("comment", key, open=int(is_open), updated_at=at)
        else:
            self.model.set("comment", key, None)

    def new_row(self, name: str, target: tuple[int, str | None], text: str, is_open: bool, at: str) -> Row:
        row = {"article_id": target[0], "id": f"n{self.names}", "span_id": target[1], "annotator": name}
        return row | {"text": text, "open": int(is_open), "created_at": at, "updated_at": at, "deleted": 0}

    @precondition(lambda self: self.articles())
    @rule(name=person, text=TEXTS, is_open=st.booleans(), data=st.data())
    def add_comment(self, name: str, text: str, is_open: bool, data: st.DataObject) -> None:
        target, id_ = self.target(data), self.new_id()
        self.apply(
            name,
            do.AddComment(*target, text, is_open, id_),
            lambda at: self.add(self.new_row(name, target, text.strip(), is_open, at)),
        )

    @precondition(lambda self: self.has("comment"))
    @rule(name=person, text=TEXTS, data=st.data())
    def edit_comment(self, name: str, text: str, data: st.DataObject) -> None:
        row = self.pick(data, "comment")
        key = (row["article_id"], row["id"])

        def expect(at: str) -> None:
            if row["annotator"] != name or not (text.strip() or row["open"]):
                raise RefusedError
            if text.strip() != row["text"]:
                self.model.change("comment", key, text=text.strip(), updated_at=at)

        self.apply(name, do.EditComment(*key, text), expect)

    @precondition(lambda self: self.has("comment"))
    @rule(name=person, is_open=st.booleans(), data=st.data())
    def open_or_close(self, name: str, is_open: bool, data: st.DataObject) -> None:
        row = self.pick(data, "comment")
        key = (row["article_id"], row["id"])
        self.apply(name, do.SetCommentOpen(*key, is_open), lambda at: self.set_open(key, is_open, at))

    @precondition(lambda self: self.has("comment"))
    @rule(name=person, data=st.data())
    def delete_comment(self, name: str, data: st.DataObject) -> None:
        row = self.pick(data, "comment")
        key = (row["article_id"], row["id"])

        def expect(_: str) -> None:
            if row["annotator"] != name:
                raise RefusedError
            self.model.set("comment", key, None)

        self.apply(name, do.DeleteComment(*key), expect)

    @precondition(lambda self: self.articles())
    @rule(name=person, data=st.data())
    def toggle_flag(self, name: str, data: st.DataObject) -> None:
        target, id_ = self.target(data), self.new_id()
        there = [r for r in self.model.within("comment", target[0]) if r["span_id"] == target[1] and r["open"]]

        def expect(at: str) -> None:
            if not there:
                self.add(self.new_row(name, target, "", True, at))
            for row in sorted(there, key=lambda row: (row["created_at"], row["id"])):
                self.set_open((row["article_id"], row["id"]), False, at)

        self.apply(name, do.ToggleFlag(*target, id_), expect)

    def teardown(self) -> None:
        live = set(self.articles())
        open_ = {row["article_id"] for row in self.model.tables["comment"].values() if row["open"]} & live
        assert self.projects["anna"].comments.next_open(0) == min(open_, default=None)
        flagged = {s.id for s in self.projects["anna"].summaries(sorted(live)) if s.flagged}
        assert flagged == open_
        super().teardown()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project, made once."""
    path = tmp_path_factory.mktemp("template") / "p.annotator"
    Project.create(path, "anna").close()
    return path


def test_comments_equal_the_model(template: Path) -> None:
    CommentsMachine.template = template
    run_state_machine_as_test(
        CommentsMachine,
        settings=settings(
            stateful_step_count=30,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
