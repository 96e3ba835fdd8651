"""Files of many kinds by invented outlets, and broken ones, as they lie in a person's folder."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

from tests.formats.data import DATA

_PLACES = ("Lund", "Nordwik", "Saltmere", "Sankt Elm", "Vostrup", "Hallig", "Kessin", "Brede")
_THINGS = ("Kräne", "Fähren", "Boote", "Schleusen", "Speicher", "Kutter", "Werften", "Netze", "Bojen", "Kais")
_DOINGS = ("schließt", "prüft", "verkauft", "erneuert", "sperrt", "eröffnet", "besetzt", "streicht", "plant")
_PEOPLE = ("Mara Ohlsen", "Ada Böhm", "Jule Petersen", "Tammo Wieland", "Imke Sander", "Nils Voss")


def paragraphs(seed: int, number: int = 4) -> list[str]:
    """Sentences that no other seed has in this order."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        sentences = [
            f"{chance.choice(_PLACES)} {chance.choice(_DOINGS)} {chance.randrange(2, 900)} "
            f"{chance.choice(_THINGS)} bei {chance.choice(_PLACES)}, "
            f"sagte {chance.choice(_PEOPLE)} am {chance.randrange(1, 28)}. März."
            for _ in range(chance.randrange(3, 6))
        ]
        made.append(" ".join(sentences))
    return made


def headline(seed: int) -> str:
    chance = random.Random(seed)
    return f"{chance.choice(_PLACES)} {chance.choice(_DOINGS)} {chance.choice(_THINGS)} Nummer {seed}"


def text_file(seed: int) -> bytes:
    return "\n\n".join((headline(seed), *paragraphs(seed))).encode()


def page(seed: int) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(seed))
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{headline(seed)}</title></head><body>'
        f"<nav><a href='/'>Start</a> <a href='/abo'>Abo</a></nav>"
        f"<article><h1>{headline(seed)}</h1>{body}</article>"
        "<footer>Impressum</footer></body></html>"
    ).encode()


def word(seed: int) -> bytes:
    document = docx.Document()
    document.add_heading(headline(seed), 0)
    for paragraph in paragraphs(seed):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(seed: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    y = 760
    for line in (headline(seed), "", *" ".join(paragraphs(seed)).split(". ")):
        canvas.drawString(60, y, line)
        y -= 16
    canvas.save()
    return out.getvalue()


def sheet(*seeds: int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        table = book.add_worksheet()
        table.write_row(0, 0, ["Titel", "Text", "Datum"])
        for row, seed in enumerate(seeds, 1):
            table.write_row(row, 0, [headline(seed), "\n\n".join(paragraphs(seed)), "2025-03-13"])
    return out.getvalue()


def table(*seeds: int) -> bytes:
    rows = [f'"{headline(seed)}";"{" ".join(paragraphs(seed))}"' for seed in seeds]
    return "\n".join(("Titel;Text", *rows)).encode("cp1252")


def lines(*seeds: int) -> bytes:
    return b"".join(
        json.dumps({"title": headline(seed), "text": "\n\n".join(paragraphs(seed))}).encode() + b"\n"
        for seed in seeds
    )


def rtf(seed: int) -> bytes:
    body = "\\par\n".join((headline(seed), *paragraphs(seed)))
    escaped = "".join(c if c.isascii() else f"\\'{c.encode('cp1252').hex()}" for c in body)
    return f"{{\\rtf1\\ansi\\ansicpg1252 {escaped}}}".encode("ascii")


def archive(*seeds: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for seed in seeds:
            made.writestr(f"monat/{seed}.txt", text_file(seed))
    return out.getvalue()


def feed(*seeds: int) -> bytes:
    items = "".join(
        f"<item><title>{headline(seed)}</title><description>{' '.join(paragraphs(seed))}</description></item>"
        for seed in seeds
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Bote</title>{items}</channel></rss>'.encode()


def letter(seed: int) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = headline(seed), "Bote <post@bote.example>"
    made.set_content("\n\n".join(paragraphs(seed)))
    return made.as_bytes()


BROKEN: dict[str, bytes] = {
    "leer.txt": b"",
    "leer.docx": b"",
    "bild.txt": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "film.mp4": b"\0\0\0\x18ftypmp42" + bytes(range(256)),
    "programm.bin": b"\x7fELF" + bytes(range(256)) * 4,
    "halb.docx": word(1)[:3000],
    "halb.pdf": pdf(1)[:300],
    "halb.xlsx": sheet(1)[:900],
    "halb.zip": archive(1, 2)[:120],
    "halb.txt.gz": gzip.compress(text_file(1))[:200],
    "scan.pdf": (lambda out: (Canvas(out).save(), out.getvalue())[1])(io.BytesIO()),
    "gemischt.txt": "Größe und Öl, ".encode() * 20 + b"\xff\xfe\xfd",
    "nul.txt": bytes(500) + b"Text",
    "kaputt.jsonl": b'{"text": "Halb\n',
    "leer.json": b"[]",
    "tief.json": b"[" * 100_000,
    "bombe.xml": (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
    ),
    "ohne-text.html": b"<!DOCTYPE html><html><head><title>Nichts</title></head><body></body></html>",
    "fremd.csv": b"a;b;c\n1;2;3\n4;5;6\n",
    "nur-weiss.txt": b" \n\t\n  \n",
}
"""Twenty files of which nothing can be imported, each for another reason."""


def write_mixed(folder: Path, files: int = 300) -> int:
    """Writes so many files, 20 of them broken; returns how many articles the others hold."""
    folder.mkdir()
    for name, data in BROKEN.items():
        folder.joinpath(name).write_bytes(data)
    seeds = iter(range(1000, 100_000))
    makers: tuple[tuple[str, Callable[..., bytes], int], ...] = (
        *(("txt", text_file, 1), ("html", page, 1), ("rtf", rtf, 1), ("docx", word, 1), ("pdf", pdf, 1)),
        ("eml", letter, 1),
        *(("csv", table, 3), ("jsonl", lines, 3), ("xml", feed, 3), ("xlsx", sheet, 2), ("zip", archive, 4)),
    )
    articles = 0
    for number in range(files - len(BROKEN)):
        suffix, maker, size = makers[number % len(makers)]
        path = folder / f"ressort{number % 4}" / f"{number}.{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(maker(*(next(seeds) for _ in range(size))))
        articles += size
    return articles


def samples() -> dict[str, bytes]:
    """One whole file of each kind, by name."""
    made = {
        "a.txt": text_file(1),
        "a.html": page(1),
        "a.docx": word(1),
        "a.pdf": pdf(1),
        "a.xlsx": sheet(1, 2),
        "a.csv": table(1, 2),
        "a.jsonl": lines(1, 2),
        "a.rtf": rtf(1),
        "a.zip": archive(1, 2),
        "a.rss": feed(1, 2),
        "a.eml": letter(1),
        "b.txt.gz": gzip.compress(text_file(3)),
    }
    for folder in ("news", "press", "foreign"):
        made |= {path.name: path.read_bytes() for path in sorted((DATA / folder).iterdir()) if path.is_file()}
    return made
