"""CoNLL: read back by conllu and spaCy's IOB tools, and by our reader."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import conllu
from hypothesis import given
from hypothesis import strategies as st
from spacy.training.iob_utils import iob_to_biluo, tags_to_entities

from annotator.core.models import Draft
from annotator.formats.readers.conll import ConllReader
from annotator.formats.writers.base import Options
from annotator.formats.writers.tokens import Range, words
from annotator.project import Project
from tests.formats.foreign_cases import drafts as drafts_of
from tests.formats.foreign_cases import labels as labelled
from tests.formats.foreign_cases import read
from tests.formats.record_projects import drafts
from tests.formats.writer_cases import export, folder, many, news, project_of
from tests.making import make_draft, make_span

LABELS = ["ACTOR", "QUOTE", "CUE", "CLAIM"]
ONE = Options(place="ents")
Sentence = list[dict[str, str]]


def documents(content: bytes) -> list[list[Sentence]]:
    """The sentences of each document, as conllu finds them."""
    found: list[list[Sentence]] = []
    for sentence in conllu.parse(content.decode()):
        if [token["form"] for token in sentence] == ["-DOCSTART-"]:
            found.append([])
        elif sentence:
            found[-1].append([dict(token) for token in sentence])
    return found


def entities(sentence: Sentence, column: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Label and tokens of each stretch, as spaCy reads the tags."""
    tags = [token[column.lower()] for token in sentence]  # conllu's names of columns
    if not any(tag[0] in "ES" for tag in tags):
        tags = iob_to_biluo(tags)
    biluo = [{"E": "L", "S": "U"}.get(tag[0], tag[0]) + tag[1:] for tag in tags]
    for label, first, last in tags_to_entities(biluo):
        yield label, tuple(token["form"] for token in sentence[first : last + 1])


def records(project: Project) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export(project, "jsonl", "records.jsonl")[0].splitlines()]


def touched(tokens: list[Range], segments: list[list[int]]) -> set[int]:
    return {n for n, (a, b) in enumerate(tokens) if any(a < end and start < b for start, end in segments)}


@many
@given(drafts(open_too=False), st.sampled_from(["BIO", "BIOES"]), st.booleans())
def test_tags_are_the_spans(articles: list[Draft], scheme: str, one: bool) -> None:
    with project_of(articles) as project:
        how = Options(scheme=scheme, place="ents" if one else "spans")
        content, report = export(project, "conll", "out.conll", how)
        lost = Counter(
            (loss.article, loss.label, loss.start, loss.end)
            for loss in report.losses.listed
            if loss.kind in ("overlapping", "misaligned")
        )
        blocks = documents(content)
        whole = [record for record in records(project) if record["text"].strip()]
        for record, sentences in zip(whole, blocks, strict=True):
            found_words = words(record["text"], None)
            tokens = list(zip(found_words.starts, found_words.ends(), strict=True))
            rows = [token for sentence in sentences for token in sentence]
            assert [row["form"] for row in rows] == [record["text"][a:b] for a, b in tokens]
            for label in LABELS:
                kept = Counter(
                    (record["id"], label, s["start"], s["end"]) for s in record["spans"] if s["label"] == label
                )
                column = "NER" if one else label
                tagged = {n for n, row in enumerate(rows) if row[column.lower()][1:] == f"-{label}"}
                spans = [s for s in record["spans"] if s["label"] == label]
                every = set[int]().union(*(touched(tokens, s["segments"]) for s in spans))
                assert tagged <= every
                if not kept & lost:
                    assert tagged == every
                found = [e for sentence in sentences for e in entities(sentence, column) if e[0] == label]
                assert sum(len(part) for _, part in found) == len(tagged)
                assert len(found) >= (kept - lost).total()


@many
@given(
    drafts(open_too=False), st.sampled_from(["BIO", "BIOES"]), st.booleans(), st.sampled_from(["words", "spaces"])
)
def test_comes_back_but_for_spaces(articles: list[Draft], scheme: str, one: bool, tokenizer: str) -> None:
    """The text is put together anew; what else is lost is in the table of formats."""
    with project_of(articles) as project:
        how = Options(tokenizer, scheme=scheme, place="ents" if one else "spans")
        content, _ = export(project, "conll", "out.conll", how)
        again = drafts_of(read(ConllReader(), content))
        whole = [record for record in records(project) if record["text"].strip()]
        assert ["".join(d.article.text.split()) for d in again] == ["".join(r["text"].split()) for r in whole]
        columns = ["NER"] if one else LABELS
        for draft, sentences in zip(again, documents(content), strict=True):
            expected = Counter(
                (label, "".join(part))
                for sentence in sentences
                for column in columns
                for label, part in entities(sentence, column)
            )
            if any(line.startswith("#") for line in draft.article.text.split()):
                continue  # conllu takes such a token for a comment
            assert Counter((label, "".join(text.split())) for label, text in labelled(draft)) == expected


def test_a_column_a_label_and_sentences_around_spans() -> None:
    with project_of([news()]) as project:
        content, report = export(project, "conll", "out.conll")
        head = content.decode().split("\n\n")[0].split("\n")
        assert head == ["# global.columns = FORM ACTOR QUOTE CUE CLAIM", "# tokenizer = words", "# scheme = BIO"]
        assert "# newdoc id = 🙂-1\n" in content.decode()
        (sentences,) = documents(content)
        assert [sentence[0]["form"] for sentence in sentences] == ["Streit", "„", "Die", "„", "Ende"]
        assert list(entities(sentences[1], "QUOTE")) == [
            ("QUOTE", ("„", "Wir", "🙂", "bleiben", "“")),
            ("QUOTE", ("„", "und", "zwar", "alle", ".", "“")),
        ]
        # The other one, Öhlrichs, is in it.
        assert list(entities(sentences[1], "ACTOR")) == [("ACTOR", ("Öhlrichs", "Kollegin", "Jørna", "Bräsig"))]
        assert report.losses.counts == {
            "snapped": 1,
            "overlapping": 1,
            "pieces": 1,
            "attributes": 4,
            "notes": 1,
            "relations": 3,
            "mixed": 1,
        }


def test_one_column_keeps_the_longest() -> None:
    with project_of([news()]) as project:
        content, report = export(project, "conll", "out.conll", replace(ONE, scheme="BIOES"))
        (sentences,) = documents(content)
        found = [label for sentence in sentences for label, _ in entities(sentence, "NER")]
        assert found == ["QUOTE", "CUE", "ACTOR", "QUOTE", "CLAIM", "QUOTE"]
        assert report.losses.counts["overlapping"] == 1
        assert "\tS-CUE\n" in content.decode()


def test_a_quote_of_two_sentences_stays_whole() -> None:
    text = "Es ist aus. „Wir gehen. Wir bleiben fort.“ Sie ging."
    quote = make_span("QUOTE", (12, 42))
    with project_of([make_draft(text, spans=[quote])]) as project:
        (sentences,) = documents(export(project, "conll", "out.conll")[0])
        assert [len(sentence) for sentence in sentences] == [4, 9, 3]


def test_words_that_look_like_comments_come_back() -> None:
    text = "#Hafen #a=b # x"
    with project_of([make_draft(text, spans=[make_span("CUE", (7, 11))])]) as project:
        for tokenizer, expected in (("spaces", ["#Hafen", "#a=b", "#", "x"]), ("words", None)):
            content, _ = export(project, "conll", "out.conll", Options(tokenizer))
            (draft,) = drafts_of(read(ConllReader(), content))
            assert expected in (None, draft.article.text.split())
            assert [(label, text.replace(" ", "")) for label, text in labelled(draft)] == [("CUE", "#a=b")]


def test_each_file_of_a_folder_has_a_head() -> None:
    with project_of([news(split="train"), make_draft("Zwei.", split="dev")]) as project:
        files = folder(project, "conll")
        assert sorted(files) == ["dev.conll", "train.conll"]
        assert all(content.startswith(b"# global.columns = FORM ") for content in files.values())
        assert export(project, "conll", "out.conll", status="started")[0].startswith(b"# global.columns")
