"""Downloads from Nexis, in each of its layouts."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.models import Draft, Refusal
from annotator.formats.nexis import looks_like_nexis
from annotator.formats.press import MAX_ARTICLE
from annotator.formats.readers.docx import DocxReader
from annotator.formats.readers.nexis import NexisReader
from annotator.formats.readers.rtf import RtfReader
from tests.formats.fuzzing import damaged, draft, read, refusal
from tests.formats.press_cases import ARTICLES, PRESS, Told, docx, rtf, told

READER = NexisReader()
HARBOUR = (
    "Harbour stays shut as dockers reject the offer",
    "The Nordwik Herald (Nordwik)",
    ("Ada Olm", "Bert Kahl"),
    "2025-03-13",
    "en",
)


def articles(name: str) -> list[Draft]:
    return [item for item in read(READER, (PRESS / name).read_bytes()) if isinstance(item, Draft)]


def test_the_layout_with_numbers_is_read_article_by_article() -> None:
    first, second, third = read(READER, (PRESS / "nexis-en.txt").read_bytes())
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert told(first) == HARBOUR
    assert first.encoding == "utf-8"
    paragraphs = first.article.text.split("\n\n")
    assert paragraphs[0].endswith(
        "against an offer which the port authority had called its last, and which even the mayor had praised."
    )
    assert paragraphs[1] == (
        '"We will wait," said Carla Brandt, who leads the union. "BODY: that is what they count, we count hours."'
    )
    assert paragraphs[2] == "Her demands:\nshorter nights\na doctor on each quay"
    assert len(paragraphs) == 4
    assert told(second) == ("Ferries to Sund run again", "Kestrel Wire", (), "2025-03-12T09:15Z", "en")
    assert second.article.text.startswith("Ferries to Sund run again, the company said. The crossing")
    assert third == Refusal("in/file", 92, "its text is empty")


def test_dutch_labels_and_the_separator_of_focus_are_understood() -> None:
    first, second = articles("nexis-nl.txt")
    assert told(first) == (
        "Haven van Nordwijk blijft dicht",
        "Noorder Courant",
        ("OLM, ADA",),
        "2016-03-17",
        "nl",
    )
    assert first.article.text.startswith(
        "Van onze redactie\n\nNORDWIJK, donderdag\n\nDe haven van Nordwijk blijft"
    )
    assert first.article.text.endswith("gedaan.\n\n,,Wij wachten'', zei Carla Brandt.")
    assert told(second) == ("Veerboten varen weer", "Noorder Courant", (), "2016-03-16", "nl")
    assert second.article.text == "De veerboten varen weer."


def test_pages_in_dutch_spanish_and_italian_are_read() -> None:
    dutch, spanish, italian = articles("nexis-uni-others.txt")
    assert told(dutch) == (
        "Haven van Nordwijk blijft dicht",
        "Noorder Courant",
        ("Ada Olm",),
        "2016-03-17",
        "nl",
    )
    assert dutch.article.text == "De haven van Nordwijk blijft dicht.\n,,Wij wachten'', zei Carla Brandt."
    assert told(spanish) == (
        "El puerto sigue cerrado",
        "El Correo de Nordia",
        ("Ada Olm",),
        "2025-03-13",
        "es",
    )
    assert spanish.article.text == "El puerto de Nordia sigue cerrado.\n«Esperamos», dijo Carla Brandt."
    assert told(italian) == (
        "Il porto resta chiuso",
        "La Gazzetta di Nordia",
        ("Ada Olm",),
        "2025-03-13",
        "it",
    )
    assert italian.article.text == "Il porto di Nordia resta chiuso."


def test_pages_of_the_older_nexis_are_read_article_by_article() -> None:
    data = (PRESS / "nexis-old.html").read_bytes()
    first, second = read(READER, data)
    assert isinstance(first, Draft)
    assert told(first) == HARBOUR
    assert first.article.text == 'The harbour of Nordwik stays shut.\n\n"We will wait," said Carla Brandt.'
    assert first.encoding == "utf-8"
    assert isinstance(second, Draft)
    assert told(second) == ("Ferries to Sund run again", "Kestrel Wire", (), "2025-03-12T09:15Z", "en")
    _, empty = read(READER, data.replace(b"Ferries to Sund run again, the company said.", b""))
    assert empty == Refusal("in/file", None, "article 2: its text is empty")


def test_an_address_below_the_source_is_the_articles() -> None:
    classic = (PRESS / "nexis-nl.txt").read_text(encoding="utf-8")
    source = "                                Noorder Courant\n"
    first, _ = read(READER, classic.replace(source, f"{source}\n   https://noord.example/1\n", 1).encode())
    uni = (PRESS / "nexis-uni-others.txt").read_text(encoding="utf-8")
    other, *_ = read(
        READER, uni.replace("Noorder Courant\n", "Noorder Courant\nhttps://noord.example/1\n", 1).encode()
    )
    for item in (first, other):
        assert isinstance(item, Draft)
        assert (item.article.source, item.article.url) == ("Noorder Courant", "https://noord.example/1")
        assert item.article.title == "Haven van Nordwijk blijft dicht"


def test_a_header_without_a_copyright_line_is_told_by_its_date() -> None:
    text = (PRESS / "nexis-uni-de.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("Copyright")]
    assert looks_like_nexis("\n".join(lines))


def test_labels_for_headline_and_body_are_understood() -> None:
    first, second = articles("nexis-old.txt")
    assert told(first) == (
        "COUNCIL SELLS THE LIGHTHOUSE; Keeper of 40 Years Learns It From the Paper",
        "The Sund Times",
        ("DORA LIND", "EMIL ROTH"),
        "2005-01-11",
        None,
    )
    assert first.article.url == "http://www.sundtimes.example/2005/01/11/lighthouse.html"
    assert first.article.text == (
        "The council of Sund has sold the lighthouse to a brewer, who means to pour beer in it.\n\n"
        '"Nobody asked me," said Frida Holm, its keeper.'
    )
    assert second.article.text == "The mayor of Sund is Hanna Voss, not Voß."


def test_german_labels_and_dates_are_understood() -> None:
    first, second = articles("nexis-de.txt")
    assert told(first) == (
        "Der Hafen bleibt zu; Hafenarbeiter lehnen das Angebot ab",
        "Nordwiker Nachrichten",
        ("Ada Olm", "Bert Kahl"),
        "2025-03-13",
        "de",
    )
    assert first.article.text.startswith("Der Hafen von Nordwik bleibt")
    assert first.article.text.endswith("die Vorsitzende der Gewerkschaft.")
    assert told(second) == (
        "Wie der Leuchtturm verkauft wurde",
        "Das Sunder Magazin",
        ("Dora Lind",),
        "2025-02",
        "de",
    )


def test_french_labels_and_dates_are_understood() -> None:
    (only,) = articles("nexis-fr.txt")
    assert told(only) == ("Le port reste fermé", "Le Courrier de Sund", ("Hélène Martin",), "2025-03-13", "fr")
    assert only.article.text.endswith("Carla Brandt, la présidente du syndicat.")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_other_encodings_are_read_and_told(encoding: str) -> None:
    text = (PRESS / "nexis-de.txt").read_text(encoding="utf-8").replace("\n", "\r\n")
    data = text.encode(encoding)
    assert READER.accepts(PRESS / "a.txt", data)
    first, _ = read(READER, data)
    assert isinstance(first, Draft)
    assert told(first)[0] == "Der Hafen bleibt zu; Hafenarbeiter lehnen das Angebot ab"
    assert first.encoding == {"cp1252": "cp1252", "utf-8-sig": "utf-8", "utf-16": "utf-16-le"}[encoding]


@pytest.mark.parametrize("make", [docx, rtf])
def test_documents_of_nexis_uni_are_read_article_by_article(make: Callable[[list[str]], bytes]) -> None:
    lines = (PRESS / "nexis-uni-en.txt").read_text(encoding="utf-8").splitlines()
    reader = DocxReader() if make is docx else RtfReader()
    first, second = read(reader, make([line.replace(": ", ":\xa0", 1) for line in lines]))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert told(first) == HARBOUR
    assert first.article.text == (
        "The harbour of Nordwik stays shut for a third week.\n\n"
        '"We will wait," said Carla Brandt, who leads the union.'
    )
    assert told(second) == ("Ferries to Sund run again", "Kestrel Wire", (), "2025-03-12T09:15Z", "en")
    assert second.article.url == "https://kestrel.example/ferries"
    assert second.article.text == "Ferries to Sund run again, the company said."


def test_what_an_article_is_classified_as_is_left_out_without_a_heading_above_it() -> None:
    lines = (PRESS / "nexis-uni-en.txt").read_text(encoding="utf-8").replace("Classification\n", "\n")
    first, second = (item for item in read(READER, lines.encode()) if isinstance(item, Draft))
    assert told(first) == HARBOUR
    assert first.article.text.endswith("Brandt, who leads the union.")
    assert second.article.text == "Ferries to Sund run again, the company said."
    assert second.article.url == "https://kestrel.example/ferries"


def test_a_german_document_of_one_article_is_read() -> None:
    lines = (PRESS / "nexis-uni-de.txt").read_text(encoding="utf-8").splitlines()
    only = draft(DocxReader(), docx(lines))
    assert told(only) == ("1. Mai 2024: ein Tag am Kai", "Nordwiker Nachrichten", ("Ada Olm",), "2024-05-03", "de")
    assert only.article.text == "Der Hafen von Nordwik war voll.\n\n„Wir warten“, sagte Carla Brandt."


def test_an_article_without_body_is_refused_by_its_place_and_the_others_are_read() -> None:
    lines = (PRESS / "nexis-uni-en.txt").read_text(encoding="utf-8").splitlines()
    broken = ["A photograph", "Kestrel Wire", "March 11, 2025 Tuesday", "Graphic", "Smoke", "End of Document"]
    end = lines.index("End of Document") + 1
    items = read(DocxReader(), docx([*lines[:end], *broken, *lines[end:]]))
    assert [isinstance(item, Draft) for item in items] == [True, False, True]
    assert items[1] == Refusal("in/file", None, "article 2: it has no body")


def test_a_document_in_the_older_layout_is_read() -> None:
    lines = [
        line.strip() for line in (PRESS / "nexis-old.txt").read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    first, second = read(DocxReader(), docx(lines))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert told(first)[1:4] == ("The Sund Times", ("DORA LIND", "EMIL ROTH"), "2005-01-11")
    assert second.article.text == "The mayor of Sund is Hanna Voss, not Voß."


def test_credits_and_lists_in_a_text_stay_in_it() -> None:
    last = "TEXT: ADA OLM, FOTOS: BERT KAHL\n\nSie fordert dreierlei:\n\n(c) einen Arzt am Kai."
    text = (PRESS / "nexis-de.txt").read_text(encoding="utf-8")
    first, _ = read(READER, text.replace("Gewerkschaft.\n", f"Gewerkschaft.\n\n{last}\n").encode())
    assert isinstance(first, Draft)
    assert first.article.text.startswith("Der Hafen von Nordwik")
    assert first.article.text.endswith(last)


def test_the_load_date_stands_in_for_a_date() -> None:
    text = (PRESS / "nexis-old.txt").read_text(encoding="utf-8").replace("January 9, 2005 Sunday", "")
    _, second = read(READER, text.encode())
    assert isinstance(second, Draft)
    assert told(second)[1::2] == ("The Sund Times", "2005-01-09")


@pytest.mark.parametrize(
    "text",
    [
        "BODY: a film\n\nLENGTH: 90 minutes\n\nLANGUAGE: ENGLISH\n",
        "Page 1 of 3 DOCUMENTS\n\nLENGTH: 3 words\n",
        "1 of 3 DOCUMENTS\n\nThe harbour stays shut.\n",
        "Length: 12 words\nBody\nThe harbour stays shut.\n",
        "Copyright 2025\n\nBody\n\nThe harbour stays shut.\n\nEnd of Document\n",
    ],
)
def test_a_text_that_only_names_fields_is_no_download(text: str) -> None:
    assert not looks_like_nexis(text)


def test_an_article_that_is_too_long_is_refused_and_the_next_is_read() -> None:
    text = (PRESS / "nexis-old.txt").read_text(encoding="utf-8").replace("Nobody", "x" * MAX_ARTICLE)
    first, second = read(READER, text.encode())
    assert first == Refusal("in/file", 1, "it is longer than 4 MiB")
    assert isinstance(second, Draft)


def test_a_file_without_articles_is_refused() -> None:
    assert refusal(READER, b"Der Hafen bleibt zu.") == "there is no article in it"
    assert refusal(READER, b"\x89PNG\r\n\x1a\n") == "the file is a PNG image, not text"


def test_articles_are_parted_by_whatever_words_number_them() -> None:
    text = (PRESS / "nexis-old.txt").read_text(encoding="utf-8")
    articles = list(read(READER, text.encode()))
    assert len(articles) > 1
    for number, of in (("Document", "of"), ("Document", "de"), ("Dokument", "von")):
        other = re.sub(r"(\d+) of (\d+) DOCUMENTS", rf"{number} \1 {of} \2", text)
        assert other != text
        again = [draft.article for draft in read(READER, other.encode()) if isinstance(draft, Draft)]
        assert again == [draft.article for draft in articles if isinstance(draft, Draft)]


def classic(told: list[Told], german: bool) -> str:
    """A download in the layout with numbers."""
    made = []
    for number, article in enumerate(told, 1):
        count = f"Dokument {number} von {len(told)}" if german else f"{number} of {len(told)} DOCUMENTS"
        day = article.german_day if german else article.english_day
        language = {"de": "GERMAN; DEUTSCH", "en": "ENGLISH; ENGLISCH"}[article.lang]
        fields = [
            ("AUTOR" if german else "BYLINE", "; ".join(article.authors)),
            ("RUBRIK" if german else "SECTION", "NEWS; Pg. 3"),
            ("LÄNGE" if german else "LENGTH", "120 Wörter" if german else "120 words"),
        ]
        blocks = [
            count.center(78),
            "",
            article.source.center(78),
            day.center(78) + "\n" + "Edition 1".center(78),
            textwrap.fill(article.title, 78),
            *(f"{name}: {value}" for name, value in fields if value),
            *(textwrap.fill(p, 78, break_long_words=False, break_on_hyphens=False) for p in article.paragraphs),
            f"{'UPDATE' if german else 'LOAD-DATE'}: {article.german_day}",
            f"{'SPRACHE' if german else 'LANGUAGE'}: {language}",
            "PUBLICATION-TYPE: Newspaper",
            "Copyright 2025 Nordwik Press".center(78) + "\n" + "All Rights Reserved".center(78),
        ]
        made.append("\n\n".join(blocks))
    return "\n\n".join(made) + "\n"


def uni(told: list[Told], german: bool) -> list[str]:
    """A download in the newer layout."""
    lines = []
    for article in told:
        lines += [
            article.title,
            article.source,
            article.german_day if german else article.english_day,
            "Copyright 2025 Nordwik Press All Rights Reserved",
            "Länge:\xa0120 Wörter" if german else "Length:\xa0120 words",
            *(
                [f"{'Autor' if german else 'Byline'}:\xa0{' und '.join(article.authors)}"]
                if article.authors
                else []
            ),
            "Body",
            *article.paragraphs,
            "Classification",
            f"{'Sprache' if german else 'Language'}:\xa0{ {'de': 'GERMAN', 'en': 'ENGLISH'}[article.lang] }",
            f"Load-Date:\xa0{article.english_day}",
            "Ende des Dokuments" if german else "End of Document",
        ]
    return lines


@given(ARTICLES, st.booleans())
def test_articles_put_together_are_read_as_they_were(told_articles: list[Told], german: bool) -> None:
    items = read(READER, classic(told_articles, german).encode())
    assert [told(item) for item in items if isinstance(item, Draft)] == [a.fields for a in told_articles]
    assert [i.article.text for i in items if isinstance(i, Draft)] == [
        "\n\n".join(a.paragraphs) for a in told_articles
    ]


@given(ARTICLES, st.booleans())
def test_articles_in_an_rtf_document_are_read_as_they_were(told_articles: list[Told], german: bool) -> None:
    items = read(RtfReader(), rtf(uni(told_articles, german)))
    assert [told(item) for item in items if isinstance(item, Draft)] == [a.fields for a in told_articles]
    assert [i.article.text for i in items if isinstance(i, Draft)] == [
        "\n\n".join(a.paragraphs) for a in told_articles
    ]


@given(st.data())
def test_damaged_downloads_are_read_or_refused(data: st.DataObject) -> None:
    names = [
        "nexis-en.txt",
        "nexis-old.txt",
        "nexis-de.txt",
        "nexis-fr.txt",
        "nexis-uni-en.txt",
        "nexis-uni-de.txt",
    ]
    whole = (PRESS / data.draw(st.sampled_from(names))).read_bytes()
    foreign = (b"\n\nBODY:\n\n", b"\n1 of 2 DOCUMENTS\n", b"\nBody\n", b"\nEnd of Document\n", b"\nGRAPHIC: x\n\n")
    broken = data.draw(damaged(whole, foreign))
    READER.accepts(PRESS / "a.txt", broken)
    read(READER, broken)
