"""E-mail as programs write it: the standard library makes the messages, mailbox the files of several."""

from __future__ import annotations

import io
import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from annotator.core.models import Article, Draft, Refusal
from annotator.formats.readers import mail, read_path, read_stream
from annotator.formats.readers.mail import MailReader
from tests.formats.fuzzing import CODEBOOK, read

SENTENCES = (
    "Der Hafen von Nordwik bleibt nach dem Sturm bis Freitag geschlossen, teilte die Stadt am Mittwochabend mit.",
    "„Wir öffnen erst, wenn die Mauer sicher ist“, sagte Hafenmeisterin Ada Böhm.",
    "Die Reederei Lindqvist forderte eine rasche Öffnung wenigstens für die Fähren nach Ostholm.",
)
NEWSLETTER = f"""<html><head><title>Morgenpost</title><style>td {{ color: red }}</style></head><body>
<div style="display:none">Was heute wichtig ist &zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;</div>
<table width="600"><tr><td><img src="https://track.example/logo.png" alt="Logo"></td></tr>
<tr><td><a href="https://bote.example/web">Im Browser ansehen</a></td></tr>
<tr><td><table><tr><td><h2>Hafen bleibt zu</h2></td></tr><tr><td>{SENTENCES[0]}<br><br>{SENTENCES[1]}</td></tr>
<tr><td><a href="https://bote.example/1">Weiterlesen</a></td></tr></table></td></tr>
<tr><td><table><tr><td><h2>Fähre fällt aus</h2></td></tr><tr><td>{SENTENCES[2]}</td></tr></table></td></tr>
</table><script>fetch("https://track.example")</script></body></html>"""


def message(text: str | None = "\n\n".join(SENTENCES), **headers: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    given = {"Subject": "Hafen bleibt zu", "From": "Nordwiker Bote <post@bote.example>", "To": "a@b.example"}
    day = format_datetime(datetime(2025, 3, 12, 17, 4, tzinfo=UTC))
    for name, value in (given | {"Date": day, "Message-ID": "<1@bote.example>"} | headers).items():
        made[name.replace("_", "-")] = value
    if text is not None:
        made.set_content(text)
    return made


def article(data: bytes | EmailMessage) -> Article:
    items = read(MailReader(), data if isinstance(data, bytes) else bytes(data), "in/a.eml")
    (item,) = items
    assert isinstance(item, Draft), item
    return item.article


def test_a_message_is_an_article_with_what_its_headers_tell() -> None:
    made = message(Subject="WG: Re: Hafen „bleibt“ zu", Archived_At="<https://bote.example/letters/1>")
    found = article(made)
    assert found.text == "\n\n".join(SENTENCES)
    assert (found.title, found.source, found.authors) == ("Hafen „bleibt“ zu", "Nordwiker Bote", ())
    assert (found.published, found.url, found.file) == (
        "2025-03-12T17:04:00+00:00", "https://bote.example/letters/1", "a.eml",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sender", "source", "authors"),
    [
        ("Ada Böhm <ada.boehm@bote.example>", "bote.example", ("Ada Böhm",)),
        ('"Ada Böhm | Nordwiker Bote" <ada.bohm@post.example>', "Nordwiker Bote", ("Ada Böhm",)),
        ("Ada Böhm from The Courier <ada.boehm@courier.example>", "The Courier", ("Ada Böhm",)),
        ('"Böhm, Ada" <news@bote.example>', "Böhm, Ada", ()),
        ("Nordwiker Bote <newsletter@bote.example>", "Nordwiker Bote", ()),
        ("newsletter@bote.example", "bote.example", ()),
    ],
)
def test_who_sends_it_is_the_source_or_a_person(sender: str, source: str, authors: tuple[str, ...]) -> None:
    found = article(message(From=sender))
    assert (found.source, found.authors) == (source, authors)


def test_a_newsletter_is_read_as_it_is_shown_and_nothing_of_it_is_lost() -> None:
    made = message("Im Browser ansehen: https://bote.example/web")
    made.add_alternative(NEWSLETTER, subtype="html")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    made.add_attachment("Protokoll der Sitzung", filename="a.txt")
    (item,) = read(MailReader(), bytes(made), "in/a.eml")
    assert isinstance(item, Draft)
    assert item.article.text == "\n\n".join(
        ["Im Browser ansehen", "Hafen bleibt zu", *SENTENCES[:2], "Weiterlesen", "Fähre fällt aus", SENTENCES[2]]
    )
    assert "Weiterlesen\n\n" in [item.article.text[zone.start : zone.end] for zone in item.zones]


def test_characters_are_those_that_each_part_names() -> None:
    made = message(Subject="Grüße")
    made.set_content("\n\n".join(SENTENCES), charset="windows-1252", cte="quoted-printable")
    assert article(made).text == "\n\n".join(SENTENCES)
    raw = b"From: Bote <a@b.example>\nSubject: Gr\xfc\xdfe\nDate: 12 Mar 2025 18:04 +0100 (CET)\n"
    found = article(raw + b"Content-Type: text/plain; charset=x-nothing\n\nSch\xf6n.\n")
    assert (found.title, found.text, found.published) == ("Grüße", "Schön.", "2025-03-12T18:04+01:00")
    found = article("From: Bötchen <a@b.example>\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= wieder\n\nx y\n".encode())
    assert (found.title, found.source) == ("Grüße wieder", "Bötchen")


def test_lines_that_were_broken_to_fit_are_whole_again() -> None:
    width = "Der Hafen von Nordwik bleibt nach dem Sturm, der die Mauer traf, bis\nFreitag zu.\n"
    text = f"{width}\n- Punkt eins\n- Punkt zwei\n\nMehr: https://bote.example/{'x' * 90}\n"
    found = article(message(text))
    assert found.text == text.replace("bis\n", "bis ").strip()
    flowed = "Der Hafen bleibt \nzu.\n \n Frei gerückt.\n-- \nBote"
    made = message(None)
    made.set_content(flowed, params={"format": "flowed"})
    assert article(made).text == "Der Hafen bleibt zu.\n\nFrei gerückt.\n--\nBote"


def test_a_file_of_several_messages_is_read_one_by_one(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "Newsletter.mbox")
    first = message()
    first.set_content("Eins.\n\nFrom Nordwik to Ostholm no ferry goes.\n")
    box.add(first)
    empty = message(None, Subject="Bild")
    empty.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    box.add(empty)
    box.add(message("Drei ist länger als ein Wort.", Subject="Drei"))
    box.close()
    path = tmp_path / "Newsletter.mbox"
    told: list[int] = []
    one, two, three = read_path(path, CODEBOOK, None, told.append)
    assert isinstance(one, Draft)
    assert isinstance(three, Draft)
    assert one.article.text == "Eins.\n\nFrom Nordwik to Ostholm no ferry goes."
    assert isinstance(two, Refusal)
    assert two.line
    assert path.read_bytes().splitlines()[two.line - 1].startswith(b"From ")
    assert two.reason == "it has no text, only what is attached to it"
    assert three.article.title == "Drei"
    assert sum(told) == path.stat().st_size
    # Thunderbird calls such a file INBOX.
    again = list(read_stream(io.BytesIO(path.read_bytes()), "INBOX", CODEBOOK))
    assert [type(item) for item in again] == [Draft, Refusal, Draft]


def test_attached_messages_are_articles_of_their_own() -> None:
    outer = message(None, Subject="Alle von heute")
    outer.add_attachment(message(Subject="Eins"))
    outer.add_attachment(message("Zwei.", Subject="Zwei"))
    items = read(MailReader(), bytes(outer), "in/a.eml")
    assert [item.article.title for item in items if isinstance(item, Draft)] == ["Eins", "Zwei"]


def test_apple_mails_count_and_list_of_properties_are_left_out() -> None:
    body = bytes(message("Der Hafen bleibt zu."))
    data = f"{len(body)}       \n".encode() + body + b'<?xml version="1.0"?>\n<plist version="1.0"></plist>\n'
    (item,) = read_stream(io.BytesIO(data), "1.emlx", CODEBOOK)
    assert isinstance(item, Draft)
    assert (item.article.title, item.article.text) == ("Hafen bleibt zu", "Der Hafen bleibt zu.")


def nested(depth: int) -> bytes:
    parts = [f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)]
    return b"From: a@b.example\nSubject: x\n" + "".join(parts).encode() + b"Content-Type: text/plain\n\nx\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Der Hafen\n\nbleibt zu.\n", "the file is no e-mail: it doesn't begin with headers"),
        (b"From: a@b.example\nSubject: x\n\n", "it has no text"),
        (
            b"From: a@b.example\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n"
            b"Content-Type: application/octet-stream\n\nx\n--x--\n",
            "it is encrypted",
        ),
        (nested(30), "its parts are nested too deeply"),
        (nested(3000), "its parts are nested too deeply"),
        (b"From: a@b.example\n\n" + b"--\n" * 10_002, "it has more lines or parts than any message"),
        (b"From: a@b.example\n\n" + b"\n" * ((1 << 20) + 1), "it has more lines or parts than any message"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, reason: str) -> None:
    assert read(MailReader(), data, "in/a.eml") == [Refusal("in/a.eml", None, reason)]


def test_a_message_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "MAX_MESSAGE", 1000)
    monkeypatch.setattr(mail, "_LINE", 64)
    begin = b"From a@b.example Wed Mar 12 18:04:00 2025\n"
    long = begin + b"From: a@b.example\n\n" + b"x" * 2000 + b"\n\n"
    items = read(MailReader(), long + begin + b"From: a@b.example\nSubject: y\n\nShort.\n", "in/a.mbox")
    assert items[0] == Refusal("in/a.mbox", 1, "the message is longer than 0 MiB")
    assert [item.article.text for item in items if isinstance(item, Draft)] == ["Short."]


def test_pages_that_browsers_saved_are_none() -> None:
    page: Any = b"From: <Saved by Blink>\r\nSubject: x\r\nDate: x\r\nMIME-Version: 1.0\r\n"
    page += b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    assert not MailReader().accepts(Path("a.mhtml"), page)
    assert not MailReader().accepts(Path("a.eml"), page)
    assert MailReader().accepts(Path("a"), bytes(message()))
    assert not MailReader().accepts(
        Path("a.txt"), b"From: our correspondent\nDate: today\n\nThe harbour stays shut.\n"
    )
