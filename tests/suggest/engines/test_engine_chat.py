"""The engine of language models against a server on the loopback: its protocol, and what goes wrong."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from annotator.cli import cli
from annotator.core.errors import UserError
from annotator.core.models import Zone
from annotator.core.prompt import instructions, schema
from annotator.project import Project
from annotator.suggest.base import HiccupError, Link
from annotator.suggest.engines import engine
from annotator.suggest.engines.chat import Chat
from annotator.suggest.engines.endpoint import KEY, MAX_ANSWER, PAUSES_S, READ_S, AnswerError, Endpoint
from tests.making import make_draft
from tests.suggest.engines.making import news, suggested, suggestions, words
from tests.suggest.engines.model_server import ModelServer, Reply, fails, says, serve

MakeProject = Callable[..., Project]
TEXT = "😀 „Wir bleiben“, sagte Ohlsen, „bis jemand zuhört.“ Später ging Ohlsen."
QUOTE = {"label": "QUOTE", "pieces": ["„Wir bleiben“", "„bis jemand zuhört.“"], "before": "", "attributes": {}}
SPEAKER = {"label": "ACTOR", "pieces": ["Ohlsen"], "before": "“, sagte", "attributes": {"kind": "person"}}
NOTHING: dict[str, Any] = {"spans": [], "relations": []}
GOOD: dict[str, Any] = {"spans": [QUOTE, SPEAKER], "relations": [{"label": "speaker", "head": 0, "child": 1}]}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.delenv(KEY, raising=False)
    with serve() as running:
        yield running


def chat(server: ModelServer, pauses: list[float] | None = None, read_s: float = 10.0) -> Chat:
    """The engine; how long it would have paused is written down."""
    sleep = (pauses if pauses is not None else []).append
    return Chat(f"{server.address}#m", Endpoint(server.address, read_s=read_s, sleep=sleep))


def test_a_good_answer_becomes_spans_attributes_and_relations(server: ModelServer) -> None:
    server.replies = [says(GOOD)]
    made = engine(f"openai:{server.address}#qwen2.5:7b")
    assert (made.name, made.kind, made.needs) == ("openai:qwen2.5:7b", "llm", ())
    found = suggested(made, TEXT)
    assert words(TEXT, found) == [("QUOTE", "„Wir bleiben“ … „bis jemand zuhört.“"), ("ACTOR", "Ohlsen")]
    quote, actor = found.proposals
    assert actor.segments == ((23, 29),)
    assert actor.attributes == {"kind": "person"}
    (link,) = found.links
    assert (link.label, link.head, link.child) == ("speaker", quote, actor)
    assert found.dropped == 0


def test_what_is_sent_is_the_codebook_and_the_text(server: ModelServer) -> None:
    server.replies = [says(NOTHING)]
    suggested(chat(server), "Geheim\n" + TEXT, (Zone("z", 1, 0, 6, "byline"),))
    (asked,) = server.asked
    assert server.paths == ["/v1/chat/completions"]
    assert server.keys == [None]
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("m", 0, False)
    system, user = asked["messages"]
    assert (system["role"], user["role"], user["content"]) == ("system", "user", TEXT), "zones are not sent"
    for label in news().labels:
        assert label.guideline.strip() in system["content"]
        assert all(example in system["content"] for example in label.examples)
    assert all(relation.guideline.strip() in system["content"] for relation in news().relations)
    assert "one of person, organisation" in system["content"]
    assert asked["response_format"]["type"] == "json_schema"
    assert asked["response_format"]["json_schema"]["schema"] == schema(news())


def test_the_schema_takes_good_answers_alone() -> None:
    Draft202012Validator.check_schema(schema(news()))
    validator = Draft202012Validator(schema(news()))
    assert validator.is_valid(GOOD)
    assert validator.is_valid(NOTHING)
    wrongs: list[dict[str, Any]] = [
        {"spans": []},
        NOTHING | {"spans": [SPEAKER | {"label": "POEM"}]},
        NOTHING | {"spans": [SPEAKER | {"attributes": {"kind": "ship"}}]},
        NOTHING | {"spans": [SPEAKER | {"pieces": []}]},
        NOTHING | {"relations": [{"label": "speaker", "head": -1, "child": 0}]},
    ]
    for wrong in wrongs:
        assert not validator.is_valid(wrong)


def test_strings_that_are_not_in_the_text_are_counted_and_dropped(server: ModelServer) -> None:
    spans = [
        {"label": "ACTOR", "pieces": ["Merle Classen"], "before": "", "attributes": {}},
        {"label": "QUOTE", "pieces": ["„Wir bleiben“", "„für immer“"], "before": "", "attributes": {}},
        {"label": "ACTOR", "pieces": [], "before": "", "attributes": {}},
        {"label": "ACTOR", "pieces": [3], "before": "", "attributes": {}},
        {"pieces": ["Ohlsen"]},
        "Ohlsen",
        SPEAKER,
        {"label": "QUOTE", "pieces": '"Wir  bleiben"', "before": None, "attributes": []},
    ]
    relations = [
        {"label": "speaker", "head": 7, "child": 6},
        {"label": "speaker", "head": 7, "child": 0},
        {"label": "speaker", "head": 99, "child": 6},
        {"label": "speaker", "head": True, "child": 6},
        {"label": "claimant", "head": 7, "child": 6},
        {"label": "speaker", "head": 6, "child": 6},
        {"label": 3, "head": 7, "child": 6},
        None,
    ]
    server.replies = [says({"spans": spans, "relations": relations})]
    found = suggested(chat(server), TEXT)
    assert words(TEXT, found) == [("ACTOR", "Ohlsen"), ("QUOTE", "„Wir bleiben“")]
    assert found.dropped == 6
    assert [(one.label, one.head.label, one.child.label) for one in found.links] == [("speaker", "QUOTE", "ACTOR")]
    exact, nearly = found.proposals
    assert nearly.score < exact.score
    assert nearly.reason == "proposed by m; marks or spaces differ"


def test_labels_and_values_that_the_codebook_lacks_are_left_out(server: ModelServer) -> None:
    spans = [SPEAKER | {"label": "POEM"}, SPEAKER | {"attributes": {"kind": "ship", "mention": "name", "age": 3}}]
    server.replies = [says({"spans": spans})]
    (found,) = suggested(chat(server), TEXT).proposals
    assert (found.label, found.attributes) == ("ACTOR", {"mention": "name"})


@pytest.mark.parametrize(
    "content",
    [
        f"```json\n{json.dumps(GOOD)}\n```",
        f"Here you are:\n{json.dumps(GOOD)}\nAnything else?",
        f"<think>Is it {{this}}? No.</think>\n{json.dumps(GOOD)}",
    ],
    ids=["fenced", "chatty", "thinking"],
)
def test_what_stands_around_the_json_is_left_out(server: ModelServer, content: str) -> None:
    server.replies = [says(content)]
    assert len(suggestions(chat(server), TEXT).proposals) == 2


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (says("I can't help with that."), "is no JSON"),
        (says('{"spans": [{"label": "ACTOR"'), "is no JSON"),
        (says("}{"), "is no JSON"),
        (says('{"spans":' + "[" * 200_000 + "]" * 200_000 + "}"), "is no JSON"),
        (says({"labels": []}), "has no list of spans"),
        (says(json.dumps(GOOD)[:-1], finish="length"), "is cut off"),
        (Reply(b'{"choices": []}'), "no text of the model"),
        (Reply(b'{"choices": [3]}'), "no text of the model"),
        (Reply(b'{"choices": [{"message": {"content": null}}]}'), "no text of the model"),
        (fails(500, "slot is broken"), r"127\.0\.0\.1 answers 500 \(slot is broken\)"),
        (fails(400, "context size exceeded"), r"answers 400 \(context size exceeded\)"),
        (Reply(b" " * (MAX_ANSWER + 1)), "longer than 1 MiB"),
        (Reply(gzip.compress(b" " * (64 << 20)), headers={"Content-Encoding": "gzip"}), "longer than 1 MiB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_answer_that_is_of_no_use_fails_for_its_article_alone(
    server: ModelServer, reply: Reply, message: str
) -> None:
    server.replies = [reply]
    with pytest.raises(AnswerError, match=message):
        suggestions(chat(server), TEXT)
    assert suggested(chat(server), TEXT).failure


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (fails(401, "bad key"), rf"answers 401 \(bad key\); it wants a key in the environment variable {KEY}"),
        (fails(403), f"answers 403; it wants a key .*{KEY}"),
        (Reply(b"<h1>Not found</h1>", 404), r"answers 404; it has no such model, or its address"),
        (Reply(b"teapot", 418), "answers 418; suggesting again later"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_concerns_all_articles_ends_the_run_with_a_sentence(
    server: ModelServer, reply: Reply, message: str
) -> None:
    server.replies = [reply]
    with pytest.raises(UserError, match=message):
        suggested(chat(server), TEXT)


HTML = Reply(b"<html>Welcome</html>")
BROKEN = [
    (HTML, "doesn't answer as an OpenAI-compatible server does"),
    (Reply(b"[]"), "doesn't answer as"),
    (Reply(b'{"choices": [{"message": {"content": "\\ud83d"}}]}'), "doesn't answer as"),
    (Reply(b"damaged", headers={"Content-Encoding": "gzip"}), r"broke off \("),
    (Reply(act=lambda handler: handler.connection.close()), r"broke off \("),
    (Reply(act=lambda handler: part_of_an_answer(handler)), r"broke off \("),
    (fails(502, "no upstream"), r"answers 502 \(no upstream\)\."),
    (Reply(b"", 504), r"answers 504\."),
]


def part_of_an_answer(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


@pytest.mark.parametrize(("reply", "message"), BROKEN)
def test_an_answer_that_comes_broken_is_asked_for_again(server: ModelServer, reply: Reply, message: str) -> None:
    pauses: list[float] = []
    made = chat(server, pauses)
    server.replies = [reply, reply, says(GOOD)]
    assert len(suggestions(made, TEXT).proposals) == 2
    assert pauses == list(PAUSES_S[:2])
    server.replies = [reply]
    with pytest.raises(HiccupError, match=message):
        suggestions(made, TEXT)
    assert pauses[2:] == list(PAUSES_S)
    failure = suggested(made, TEXT).failure
    assert failure.endswith(".")
    assert "Error:" not in failure


def test_a_server_that_never_answered_as_one_of_a_model_ends_the_run(server: ModelServer) -> None:
    server.replies = [HTML]
    with pytest.raises(UserError, match=r"its address often ends in /v1\."):
        suggested(chat(server), TEXT)
    assert len(server.asked) == 1 + len(PAUSES_S)


def test_hiccups_of_a_server_leave_no_article_out(
    server: ModelServer, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(*(make_draft(f"Meldung {n}. {TEXT}", str(n)) for n in range(8)))
    monkeypatch.setattr("annotator.suggest.engines.endpoint.PAUSES_S", (0.0,))
    broken = [reply for reply, _ in BROKEN]
    server.replies = [one for reply in broken for one in (reply, says(GOOD))]
    report = project.suggesting.run((), workers=0, engines=(f"openai:{server.address}#m",))
    assert (report.articles, report.suggestions, report.failures) == (8, 16, [])


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(server: ModelServer, status: int) -> None:
    pauses: list[float] = []
    server.replies = [fails(status), fails(status, Retry_After="7"), fails(status, Retry_After="9999"), says(GOOD)]
    assert len(suggestions(chat(server, pauses), TEXT).proposals) == 2
    assert pauses == [PAUSES_S[0], 7.0, 60.0]
    server.replies = [fails(status, "slow down")]
    with pytest.raises(
        UserError, match=rf"answers {status} \(slow down\); it is too busy; suggesting again later"
    ):
        suggestions(chat(server, pauses), TEXT)
    assert pauses[3:] == list(PAUSES_S)


def test_a_server_without_forms_is_asked_without(server: ModelServer) -> None:
    server.replies = [fails(400, "response_format"), fails(422, "response_format"), says(GOOD)]
    made = chat(server)
    assert len(suggestions(made, TEXT).proposals) == 2
    suggestions(made, TEXT)
    forms = [asked.get("response_format", {}).get("type") for asked in server.asked]
    assert forms == ["json_schema", "json_object", None, None], "what it can't is not asked for again"


def test_a_refusal_that_is_not_of_the_form_leaves_the_form(server: ModelServer) -> None:
    server.replies = [fails(400, "too long"), fails(400, "too long"), fails(400, "too long"), says(GOOD)]
    made = chat(server)
    with pytest.raises(AnswerError, match="too long"):
        suggestions(made, TEXT)
    suggestions(made, TEXT)
    assert server.asked[-1]["response_format"]["type"] == "json_schema"


def test_slow_servers_are_given_up(server: ModelServer) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.ending.wait(0.02):
            handler.wfile.write(b" ")

    server.replies = [Reply(act=silent)]
    with pytest.raises(HiccupError, match=r"has not answered within 0\.2 s"):
        suggestions(chat(server, read_s=0.2), TEXT)
    server.replies = [Reply(act=drip)]
    with pytest.raises(HiccupError, match=r"had not answered completely after 0\.2 s"):
        suggestions(chat(server, read_s=0.2), TEXT)
    assert len(server.asked) == 2, "who was waited for that long isn't asked the same again"


def test_the_key_comes_from_the_environment_and_is_told_to_nobody_else(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, " geheim-42 ")
    server.replies = [says(GOOD)]
    made = chat(server)
    suggestions(made, TEXT)
    assert server.keys == ["Bearer geheim-42"]
    assert "geheim" not in repr(vars(made)) + repr(vars(made._endpoint))
    server.replies = [fails(401, "no such key: geheim-42!")]
    with pytest.raises(UserError, match=r"answers 401 \(no such key: …!\)"):
        suggestions(made, TEXT)
    with serve() as other:
        other.replies = [says(GOOD)]
        target = f"{other.address}/chat/completions"
        for status in (301, 302, 307, 308):
            server.replies = [Reply(status=status, headers={"Location": target})]
            with pytest.raises(UserError, match=r"redirects to 127\.0\.0\.1, where nothing was sent"):
                suggestions(made, TEXT)
        assert other.asked == []
    monkeypatch.setenv(KEY, "gehe\nim")
    with pytest.raises(UserError, match=f"The key in {KEY} has characters"):
        suggestions(made, TEXT)


def test_redirects_on_the_same_server_are_followed_if_they_keep_the_question(server: ModelServer) -> None:
    server.replies = [Reply(status=308, headers={"Location": "/v2/chat"}), says(GOOD)]
    assert len(suggestions(chat(server), TEXT).proposals) == 2
    assert server.paths == ["/v1/chat/completions", "/v2/chat"]
    server.replies = [Reply(status=307, headers={"Location": "/again"})]
    with pytest.raises(UserError, match="redirects too often"):
        suggestions(chat(server), TEXT)
    for status, target in ((302, "/v2/chat"), (307, "http://[")):
        server.replies = [Reply(status=status, headers={"Location": target})]
        with pytest.raises(UserError, match="redirects to"):
            suggestions(chat(server), TEXT)


def test_a_proxy_of_the_environment_is_not_asked(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as proxy:
        proxy.replies = [says(GOOD)]
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        server.replies = [says(GOOD)]
        suggestions(chat(server), TEXT)
        assert (len(server.asked), proxy.asked) == (1, [])


def test_a_server_that_does_not_run_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(
            UserError, match=rf"no connection to 127\.0\.0\.1 at http://127\.0\.0\.1:{port}/v1/chat"
        ):
            suggestions(engine(f"openai:http://127.0.0.1:{port}/v1#m"), TEXT)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("http://localhost:1/v1", "Which model of http://localhost:1/v1.*openai:http://localhost:1/v1#MODEL"),
        ("http://localhost:1/v1#", "Which model"),
        ("localhost:1/v1#m", "is no address; one begins with http"),
        ("ftp://localhost#m", "is no address"),
        ("http://#m", "is no address"),
        ("http://localhost:port#m", "is no address: Port could not be cast"),
        ("http://[#m", "is no address"),
        ("http://me:secret@localhost#m", f"no login; a key goes into the environment variable {KEY}"),
        ("http://models.example.org/v1#m", "in the open; outside of your own network use https://"),
        ("http://8.8.8.8:8080/v1#m", "in the open; outside of your own network use https://"),
    ],
)
def test_what_is_no_address_is_told(where: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as raised:
        engine(f"openai:{where}")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:1",
        "http://10.2.3.4/v1",
        "http://[::1]:8080",
        "http://gpu.local",
        "http://gpu",
        "https://a.example.org",
    ],
)
def test_the_own_network_needs_no_https(address: str) -> None:
    assert engine(f"openai:{address}#m").name == "openai:m"


def test_the_version_is_of_the_prompt_and_the_model() -> None:
    one, same, other = (engine(f"openai:{where}") for where in ("http://a/v1#m", "http://b/v1#m", "http://a/v1#n"))
    assert one.version == same.version != other.version


def test_long_articles_are_asked_for_by_paragraphs(server: ModelServer) -> None:
    text = "\n\n".join(f"{TEXT} Absatz {n}." for n in range(200))
    server.replies = [says(GOOD)]
    found = suggestions(chat(server), text)
    sent = [asked["messages"][1]["content"] for asked in server.asked]
    assert len(sent) > 3
    assert all(len(one) <= 4_000 and one.startswith("😀 ") for one in sent)
    assert sum(one.count("Absatz") for one in sent) == 200
    assert len({(one.label, one.segments) for one in found.proposals}) == 2 * len(sent), "each part in its place"
    assert {label for label, _ in words(text, found)} == {"QUOTE", "ACTOR"}
    assert {said for label, said in words(text, found) if label == "ACTOR"} == {"Ohlsen"}
    assert all(isinstance(link, Link) for link in found.links)


def test_instructions_of_a_bare_codebook_have_no_empty_parts() -> None:
    from annotator.core.codebook import Attribute, Codebook, Label

    attributes = (
        Attribute("tone", "choices", ("calm", "angry")),
        Attribute("sure", "boolean"),
        Attribute("share", "number"),
        Attribute("note", "text"),
    )
    codebook = Codebook("x", labels=(Label("DATE", "Date", "D", "#000000", "#ffffff", attributes=attributes),))
    told = instructions(codebook)
    assert "\n\n\n" not in told
    assert "# Relations" not in told
    assert "Attribute tone (choices): a list of calm, angry." in told
    validator = Draft202012Validator(schema(codebook))
    attributed = {"tone": ["calm"], "sure": True, "share": 0.5, "note": "x"}
    span = {"label": "DATE", "pieces": ["x"], "before": "", "attributes": attributed}
    assert validator.is_valid({"spans": [span], "relations": []})
    assert not validator.is_valid({"spans": [span | {"attributes": {"tone": "calm"}}], "relations": []})


def test_the_program_tells_what_was_dropped_and_goes_on_where_an_answer_failed(
    server: ModelServer, make_project: MakeProject
) -> None:
    project = make_project(*(make_draft(f"Meldung {n}. {TEXT}", str(n)) for n in range(3)))
    project.close()
    invented = {"label": "ACTOR", "pieces": ["Merle Classen"], "before": "", "attributes": {}}
    answer = says(GOOD | {"spans": [*GOOD["spans"], invented]})
    server.replies = [answer, says("Sorry."), answer]
    arguments = ["suggest", str(project.path), "--only", "", "--engine", f"openai:{server.address}#m", "--workers"]
    result = CliRunner().invoke(cli, [*arguments, "0"])
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "articles 3, skipped 0, suggestions 4, relations 2, withdrawn 0",
        "openai:m failed in 1 article: AnswerError: the model's answer is no JSON",
        "2 proposals of openai:m were not in the text and were dropped",
    ]
    result = CliRunner().invoke(cli, [*arguments, "1"])
    assert result.stdout.splitlines() == [
        "articles 1, skipped 2, suggestions 2, relations 1, withdrawn 0",
        "1 proposal of openai:m was not in the text and was dropped",
    ]
    assert result.exit_code == 0


def test_what_was_found_is_kept_when_the_server_goes(server: ModelServer, make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"Meldung {n}. {TEXT}", str(n)) for n in range(3)))
    server.replies = [says(GOOD), says(GOOD), fails(401)]
    report = project.suggesting.run((), workers=0, engines=(f"openai:{server.address}#m",))
    assert (report.articles, report.suggestions) == (3, 4)
    assert "answers 401" in report.problem
    server.replies = [says(GOOD)]
    report = project.suggesting.run((), workers=0, engines=(f"openai:{server.address}#m",))
    assert (report.articles, report.skipped) == (1, 2)


def test_a_run_that_is_stopped_stops_after_the_article(server: ModelServer, make_project: MakeProject) -> None:
    project = make_project(*(make_draft(f"Meldung {n}. {TEXT}", str(n)) for n in range(3)))
    server.replies = [says(GOOD)]
    report = project.suggesting.run((), lambda done, total: False, 0, (f"openai:{server.address}#m",))
    assert (report.articles, report.cancelled, len(server.asked)) == (1, True, 1)


def silent(handler: BaseHTTPRequestHandler) -> None:
    """Says nothing until whoever asked has gone."""
    handler.rfile.read(1)


def test_a_question_is_broken_off_by_another_thread(server: ModelServer) -> None:
    server.replies = [Reply(act=silent)]
    made = Chat(f"{server.address}#m")
    with ThreadPoolExecutor() as pool:
        asking = pool.submit(suggestions, made, TEXT)
        while not server.asked:
            time.sleep(0.01)
        made.stop()
        with pytest.raises(HiccupError, match="stopped"):
            asking.result()
    with pytest.raises(HiccupError, match="stopped"):
        suggestions(made, TEXT)
    assert len(server.asked) == 1


@pytest.mark.parametrize("workers", [0, 1])
def test_a_run_stops_while_the_server_is_silent(
    server: ModelServer, make_project: MakeProject, workers: int
) -> None:
    project = make_project(*(make_draft(f"Meldung {n}. {TEXT}", str(n)) for n in range(4)))
    server.replies = [says(GOOD), says(GOOD), Reply(act=silent)]
    going = lambda _done, _total: len(server.asked) < 3  # noqa: E731
    report = project.suggesting.run((), going, workers, (f"openai:{server.address}#m",))
    assert (report.cancelled, report.articles, report.suggestions, report.failures) == (True, 2, 4, [])
    assert multiprocessing.active_children() == []
    assert not [one for one in threading.enumerate() if one.name == "annotator-suggesters"]
    server.replies = [says(GOOD)]
    report = project.suggesting.run((), workers=0, engines=(f"openai:{server.address}#m",))
    assert (report.articles, report.skipped) == (2, 2)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_ctrl_c_ends_the_program_while_the_server_is_silent(
    server: ModelServer, make_project: MakeProject, workers: str
) -> None:
    project = make_project(*(make_draft(f"Meldung {n}. {TEXT}", str(n)) for n in range(4)))
    server.replies = [says(GOOD), Reply(act=silent)]
    command = [sys.executable, "-m", "annotator", "suggest", str(project.path), "--only", "", "--workers", workers]
    with subprocess.Popen(
        [*command, "--engine", f"openai:{server.address}#m"], stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            while len(server.asked) < 2:
                assert program.poll() is None
                time.sleep(0.01)
            program.send_signal(signal.SIGINT)
            said, _ = program.communicate(timeout=READ_S / 4)
        finally:
            program.kill()
    assert program.returncode == 1
    assert said.splitlines()[0] == "articles 1, skipped 0, suggestions 2, relations 1, withdrawn 0"
    assert said.splitlines()[-1] == "stopped; suggesting again goes on with the rest"
