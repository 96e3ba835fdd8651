"""CoNLL: the files are written as conll.cnts.ua.ac.be/conll2003/ner and GermEval 2014 describe their formats."""

from __future__ import annotations

import io
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats.conll import detokenised
from annotator.formats.readers import conll
from annotator.formats.readers.conll import ConllReader
from tests.formats.foreign_cases import CODEBOOK, DATA, check, drafts, labels, mutated, read

READER = ConllReader()
NEWS = (DATA / "news.conll").read_bytes()
GERMEVAL = (DATA / "germeval.tsv").read_bytes()


def spans(*tags: str) -> list[tuple[str, str]]:
    lines = "\n".join(f"{chr(97 + i)} {tag}" for i, tag in enumerate(tags))
    (draft,) = drafts(read(READER, lines.encode()))
    return labels(draft)


def test_documents_sentences_and_spaces() -> None:
    first, second = drafts(read(READER, NEWS, "in/news.conll"))
    assert first.article.text == "Merle Classen told the dockers' Harbour Board (HB): \"We don't go\".\n1"
    assert labels(first) == [
        ("ACTOR", "Merle Classen"),
        ("QUOTE", "dockers"),
        ("ACTOR", "Harbour Board"),
        ("ACTOR", "HB"),
        ("QUOTE", "We don't go"),
    ]
    assert first.spans[0].attributes == {"kind": "person"}
    assert first.article.file == "news.conll"
    assert labels(second) == [("ACTOR", "Second"), ("ACTOR", "Third"), ("ACTOR", "Fourth")]
    assert [s.attributes["kind"] for s in second.spans] == ["organisation", "organisation", "person"]


def test_two_layers() -> None:
    (draft,) = drafts(read(READER, GERMEVAL))
    assert draft.article.text == "„Wir bleiben“, sagte Wiebke Tams.\n# Ende"
    assert labels(draft) == [
        ("QUOTE", "Wir bleiben"),
        ("CLAIM", "bleiben"),
        ("CUE", "sagte"),
        ("ACTOR", "Wiebke Tams"),
    ]


def test_every_column_of_tags_is_read() -> None:
    data = "Ilse\tB-ACTOR\tB-QUOTE\tB-ACTOR\nsaid\tO\tI-QUOTE\tO\nno\tB-CUE\tO\tO\n"
    (draft,) = drafts(read(READER, data.encode()))
    assert labels(draft) == [("QUOTE", "Ilse said"), ("ACTOR", "Ilse"), ("CUE", "no")]
    assert draft.unread == ()


def test_parts_of_speech_and_phrases_are_told_not_read() -> None:
    data = (
        b"-DOCSTART- -X- O O\n\nIlse NNP B-NP B-PER\nran VBD B-VP O\n. . O O\n"
        b"-DOCSTART- -X- O O\n\nIlse E-Mail _ B-PER\nlief VVFIN _ O\n"
    )
    first, second = drafts(read(READER, data))
    assert labels(first) == labels(second) == [("ACTOR", "Ilse")]
    assert (first.unread, second.unread) == (("2", "3 (phrases)"), ("2",))
    # Alone, phrases are what the file is about.
    (bad,) = read(READER, b"Ilse NNP B-NP\nran VBD B-VP\n. . O\n")
    assert isinstance(bad, Refusal)
    assert "lacks the labels NP, VP" in bad.reason
    named = b"# global.columns = ID FORM UPOS NER MISC\n1\tIlse\tPROPN\tB-ACTOR\t_\n2\tran\tVERB\tO\t_\n"
    (draft,) = drafts(read(READER, named))
    assert draft.unread == ("UPOS",)


def test_a_mistake_in_a_further_column_of_tags_is_refused() -> None:
    (bad,) = read(READER, b"Ilse B-ACTOR B-QUOTE\nand ACTOR O\nJohn B-ACTOR O\n")
    assert bad == Refusal("in/export.jsonl", 2, "ACTOR is no tag such as O or B-ACTOR")


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("B-CUE I-CUE O B-CUE B-CUE", ["a b", "d", "e"]),  # IOB2
        ("I-CUE I-CUE B-CUE O I-CUE", ["a b", "c", "e"]),  # IOB1
        ("B-CUE I-CUE E-CUE S-CUE O B-CUE E-CUE", ["a b c", "d", "f g"]),  # BIOES
        ("B-CUE L-CUE U-CUE U-CUE I-CUE", ["a b", "c", "d", "e"]),  # BILOU
        ("B-CUE M-CUE E-CUE W-CUE O W-CUE", ["a b c", "d", "f"]),  # BMEWO
        ("B-CUE I-CLAIM E-CLAIM I-CLAIM", ["a", "b c", "d"]),
    ],
)
def test_ways_to_tag(tags: str, found: list[str]) -> None:
    assert [text for _, text in spans(*tags.split())] == found


def test_columns_that_the_file_names() -> None:
    head = "# global.columns = ID FORM UPOS NER MISC\n"
    lines = (
        "# newdoc id = a\n# text = Merle  said (zum Spiel).\n1\tMerle\tPROPN\tB-ACTOR\t_\n2\tsaid\tVERB\tO\t_\n"
        "3\t(\tPUNCT\tO\tSpaceAfter=No\n4-5\tzum\t_\tO\t_\n4\tzum\tADP\tO\t_\n5\tSpiel\tNOUN\tB-QUOTE\t_\n"
        "5.1\t_\t_\tO\t_\n6\t).\tPUNCT\tO\t_\n\n"
        "# newdoc id = b\n# text = Something else\n1\tIlse\tPROPN\tB-ACTOR\t_\n2\t.\tPUNCT\tO\t_\n"
    )
    first, second = drafts(read(READER, f"{head}{lines}".encode()))
    assert (first.article.text, labels(first)) == (
        "Merle  said (zum Spiel).",
        [("ACTOR", "Merle"), ("QUOTE", "Spiel")],
    )
    # A text that its words are not in is none of theirs.
    assert (second.article.text, labels(second)) == ("Ilse.", [("ACTOR", "Ilse")])
    assert [draft.article.key for draft in (first, second)] == ["a", "b"]
    (bad,) = read(READER, f"{head}1\tIlse\tX\tACTOR\t_\n".encode())
    assert bad == Refusal("in/export.jsonl", 2, "ACTOR is no tag such as O or B-ACTOR")


@pytest.mark.parametrize("first", [0, 1])
def test_a_column_of_numbers_is_not_the_words(first: int) -> None:
    rows = [
        f"{first + i}\t{word}\t_\t_\t{tag}\n" for i, (word, tag) in enumerate([("Ilse", "B-ACTOR"), ("ran", "O")])
    ]
    (draft,) = drafts(read(READER, "".join([*rows, "\n", *rows]).encode()))
    assert (draft.article.text, labels(draft)) == ("Ilse ran\nIlse ran", [("ACTOR", "Ilse")] * 2)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Er kam , sah und ging .", "Er kam, sah und ging."),
        ("„ Nein “ , sagte sie . „ Doch ! “", "„Nein“, sagte sie. „Doch!“"),
        ("“ No , ” he said , “ it ’s Tams ’ . ”", "“No,” he said, “it’s Tams’.”"),
        ("« Non » , dit - elle", "«Non», dit - elle"),
        ("» Nein « und « oui »", "»Nein« und «oui»"),
        ("`` No '' , she did n't", "``No'', she didn't"),
        ('He said " no " and " yes " .', 'He said "no" and "yes".'),
        ("It cost $ 5 [ sic ] … 10 % .", "It cost $5 [sic]… 10%."),
        ("the workers ' strike and ' this '", "the workers 'strike and' this'"),
        ("the workers ' strike", "the workers' strike"),
    ],
)
def test_spaces(words: str, sentence: str) -> None:
    text, places = detokenised(words.split())
    assert text == sentence
    assert [text[start:end] for start, end in places] == words.split()


def test_names_of_documents() -> None:
    (draft,) = drafts(read(READER, b"# newdoc id = courier-7\n# text = Ilse came\nIlse\tB-ACTOR\ncame\tO\n"))
    assert (draft.article.key, draft.article.text) == ("courier-7", "Ilse came")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-8"])
def test_encodings_and_line_ends(encoding: str) -> None:
    data = "Müßig O\r\nÖlçe B-ACTOR\r\n\r\nging O\r\nfür O\r\nmüde O\r\n".encode(encoding)
    (draft,) = drafts(read(READER, data))
    assert (draft.article.text, labels(draft)) == ("Müßig Ölçe\nging für müde", [("ACTOR", "Ölçe")])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_line_ends_of_old_macs(encoding: str) -> None:
    data = "Ilse B-ACTOR\rTams I-ACTOR\r\rലേഖനം O\rcame O\r".encode(encoding)
    (draft,) = drafts(read(READER, data))
    assert (draft.article.text, labels(draft)) == ("Ilse Tams\nലേഖനം came", [("ACTOR", "Ilse Tams")])


def test_documents_and_lines_of_old_macs() -> None:
    data = b"-DOCSTART- O\r\ra O\r-DOCSTART- O\r\rb O\rc X\r-DOCSTART- O\rd O\r-DOCSTART-\r\r"
    first, bad, last = read(READER, data)
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert bad == Refusal("in/export.jsonl", 7, "X is no tag such as O or B-ACTOR")
    assert READER.accepts(PurePath("eng.train"), data.replace(b" X", b" O"))


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        ("a O\nb X\n", 4, "X is no tag such as O or B-ACTOR"),
        ("a O\n\nb\n", 5, "it has 1 columns, the lines before have 2"),
        ("a\n", 3, "its word has no tag"),
        ("a O\nb c O\n", 4, "it has 3 columns, the lines before have 2"),
        ("a\tO\n\tO\n", 4, "it has no word"),
        (
            "a B-LOC\nb I-LOC\nc B-MISC\n",
            2,
            "the codebook news@1 lacks the labels LOC, MISC; add this to it (--extend-codebook) and import again",
        ),
    ],
)
def test_a_bad_document_leaves_the_others(lines: str, line: int, why: str) -> None:
    data = f"a O\n-DOCSTART- O\n{lines}-DOCSTART- O\n\nz O\n-DOCSTART-\n\n"
    first, bad, last = read(READER, data.encode())
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert bad == Refusal("in/export.jsonl", line, why)


def test_a_document_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conll, "MAX_BYTES", 1000)
    monkeypatch.setattr(conll, "_LINE_BYTES", 100)
    data = b"a O\n-DOCSTART- O\n" + b"b O\n" * 500 + b"c" * 5000 + b"\n-DOCSTART- O\nd O\n"
    seen: list[int] = []
    first, bad, last = READER.read(io.BytesIO(data), "x.conll", CODEBOOK, seen.append)
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert str(bad) == "x.conll:2: the document is longer than 0 MiB"
    assert max(seen) < 1200


def test_known_by_content() -> None:
    path = PurePath("eng.train")
    for data in (NEWS, GERMEVAL, b"a O\nb O\nc B-X\n", b"a O\nb O\nc O\nd"[:-1]):
        assert READER.accepts(path, data)
    assert READER.accepts(PurePath("a.CoNLL"), b"a O\n")
    assert READER.accepts(path, (b"word NN O\n" * 10000)[: 1 << 16])
    for data in (
        b"",
        b"a O\nb O\n",
        b"A line of prose\nand another O\nthird O\n",
        b"word\ttag\na\tO\nb\tO\nc\tO\n",
        b"Blood group O\nBlood group O\nBlood group\n",
    ):
        assert not READER.accepts(path, data)


@given(
    st.lists(
        st.tuples(
            st.text(
                st.one_of(st.characters(exclude_categories=["Cs", "Z", "Cc"]), st.sampled_from("🙂👩‍🔬é́„“'\"")),
                min_size=1,
            ),
            st.sampled_from(["O", "B-CUE", "I-CUE", "B-CLAIM"]),
        ),
        min_size=1,
    )
)
def test_words_keep_their_labels(words: list[tuple[str, str]]) -> None:
    text, places = detokenised([word for word, _ in words])
    assert [text[start:end] for start, end in places] == [word for word, _ in words]
    lines = [("B-CUE" if i % 2 else tag, word) for i, (word, tag) in enumerate(words)]
    items = read(READER, "".join(f"{word}\t{tag}\n" for tag, word in lines).encode())
    check(items)
    for item in items:
        if isinstance(item, Draft):
            for span in item.spans:
                assert item.article.text[span.start : span.end].strip()


@given(mutated(NEWS) | mutated(GERMEVAL))
def test_damaged_files(data: bytes) -> None:
    check(read(READER, data))
    READER.accepts(PurePath("a"), data)
