"""RSS and Atom files: each entry of the feed is one article. What an entry says is read by feedparser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO
from urllib.parse import urljoin

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.dates import iso_date
from annotator.formats.encoding import head_text
from annotator.formats.markup import cell_text
from annotator.formats.readers.feed_split import split_feed
from annotator.formats.record import parse_record

_HEAD = 16384
_BEGINNING = re.compile(
    r"[\s\0]*(?:<\?(?:(?!\?>).)*\?>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>\s*)*"
    r"<(?:[\w.-]+:)?(?P<root>rss|feed|RDF)\b",
    re.S,
)
_RSS_1 = "http://purl.org/rss/1.0/"
_RSS_0 = ("http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/")
_NAMESPACES = {"feed": ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"), "RDF": (_RSS_1, *_RSS_0)}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|\Z)", re.I)
_BLANKS = re.compile(r" {2,}")  # where a picture stood
# What stands for pictures and videos, which feedparser takes for the entry's own text.
_MEDIA = re.compile(r"<media:(description|title|text|keywords)\b[^<>]*>")
_CAPTION = frozenset(("figcaption",))
# What WordPress puts below each entry, and papers at the end of summaries.
_TAIL = re.compile(
    r"(?:\A|\n)[^\S\n]*(?:The post|Der Beitrag|L['’]article|Cet article|La entrada|L['’]articolo|Het bericht) "
    r"[^\n]{0,500} (?:appeared first on|first appeared on|erschien zuerst auf|est apparu en premier sur"
    r"|(?:se publicó|apareció) primero en|proviene da|verscheen eerst op) [^\n]{1,200}\Z"
    r"|(?:\A|\n[^\S\n]*|(?<=[.!?…\])\"”“»])[^\S\n]+)\[?"
    r"(?:Continue reading|Read (?:more|(?:the )?full (?:story|article))|Weiterlesen|Mehr lesen|Lesen Sie mehr"
    r"|Lire la suite|Seguir leyendo|Leer más|Leggi tutto|Lees verder)\s*(?:\.\.\.|[….»›→])?\]?\Z"
)
_NAMES = ("urn:", "tag:")
_NAME_BEHIND_ADDRESS = re.compile(r"\S+@\S+\s*\((.+)\)\s*\Z")


class FeedReader:
    """Reads the entries one by one: title, text or summary, authors, date, address; the feed is the source."""

    name = "feed"
    suffixes = (".rss", ".atom")
    binary = False

    def accepts(self, path: PurePath, head: bytes) -> bool:
        """By the root element, or by the name."""
        text = head_text(head[:_HEAD])
        found = _BEGINNING.match(text)
        if found is None:
            return path.suffix.lower() in self.suffixes
        namespaces = _NAMESPACES.get(found["root"])
        return namespaces is None or any(namespace in text for namespace in namespaces)

    def read(
        self, stream: BinaryIO, file: str, codebook: Codebook, on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Draft | Refusal]:
        """A draft or a refusal for each entry; the line of a refusal is where the entry begins."""
        name = PurePath(file).name
        feed: dict[str, Any] = {}
        entries = problems = 0
        try:
            for piece in split_feed(stream):
                if on_bytes is not None:
                    on_bytes(piece.size)
                if piece.problem:
                    problems += 1
                    yield Refusal(file, None if piece.is_head else piece.line, piece.problem)
                elif piece.is_head:
                    head = _parsed(piece.xml)
                    feed = head["feed"] | {"version": head["version"]}
                else:
                    entries += 1
                    yield _article(piece.xml, piece.line, feed, file, name, codebook)
        except ValueError as error:
            yield Refusal(file, None, str(error))
            return
        if not entries + problems:
            yield Refusal(file, None, "there is no entry in the feed")


def _parsed(xml: str) -> Any:
    # It takes 30 ms to import. Given a stream, it fetches nothing; scripts are left out with the tags.
    import feedparser

    return feedparser.parse(io.BytesIO(xml.encode()), sanitize_html=False, resolve_relative_uris=False)


def _article(xml: str, line: int, feed: Any, file: str, name: str, codebook: Codebook) -> Draft | Refusal:
    entries = _parsed(xml)["entries"]
    if not entries:
        return Refusal(file, line, "the entry can't be read")
    entry = entries[0]
    text = _text(entry)
    if "<media:" in xml and text:
        # Without what it says of pictures; of an entry that is a video, that is all.
        bare = _parsed(_without_media(xml))["entries"]
        text = (_text(bare[0]) if bare else "") or text
    if not text:
        return Refusal(file, line, "the entry has no text")
    record = {
        "text": text,
        "title": _line(entry.get("title_detail")) or None,
        "meta": {
            "source": _source(entry) or _line(feed.get("title_detail")) or None,
            "authors": _authors(entry) or _authors_of_all(entry, feed),
            "published": _published(entry),
            "url": _address(entry, feed),
            "lang": _language(entry, feed),
        },
    }
    try:
        return parse_record(record, codebook, name)
    except ValueError as error:
        return Refusal(file, line, str(error))


def _without_media(xml: str) -> str:
    """The entry without what it says of pictures and videos; what never ends stays."""
    kept: list[str] = []
    endless: set[str] = set()
    last = at = 0
    while found := _MEDIA.search(xml, at):
        at, name = found.end(), found[1]
        if name in endless:
            continue
        if not found[0].endswith("/>"):
            close = xml.find(f"</media:{name}", at)
            if close < 0:
                endless.add(name)
                continue
            at = xml.find(">", close) + 1 or len(xml)
        kept.append(xml[last : found.start()])
        last = at
    return "".join([*kept, xml[last:]])


def _text(entry: Any) -> str:
    """The whole text where the entry has it, else its summary."""
    whole = max((_body(detail) for detail in entry.get("content", ())), key=len, default="")
    return whole or _body(entry.get("summary_detail"))


def _body(detail: Any) -> str:
    text = _plain(detail, _CAPTION)
    while found := _TAIL.search(text):
        text = text[: found.start()].rstrip()
    return text


def _plain(detail: Any, beside: frozenset[str] = frozenset()) -> str:
    if not detail:
        return ""
    value = str(detail.get("value") or "")
    return (value if detail.get("type") == "text/plain" else _BLANKS.sub(" ", cell_text(value, beside))).strip()


def _line(detail: Any) -> str:
    return " ".join(_plain(detail).split())


def _source(entry: Any) -> str:
    """The feed that an entry was taken from, where it stands in a collection of several."""
    source = entry.get("source", {})
    return _line(source.get("title_detail") or {"value": source.get("title")})


def _authors(entry: Any) -> list[str]:
    names = []
    for author in entry.get("authors", ()):
        name = str(author.get("name") or "").strip()
        if name.count("(") != name.count(")"):
            # feedparser takes "address (name)" apart wrongly where another author comes first.
            behind = _NAME_BEHIND_ADDRESS.match(str(entry.get("author") or ""))
            name = behind[1].strip() if behind else ""
        if name and name not in names:
            names.append(name)
    return names


def _authors_of_all(entry: Any, feed: Any) -> list[str]:
    """Whom an Atom feed names is the author of the entries that name nobody, unless they are from another one."""
    if entry.get("source") or not feed.get("version", "").startswith("atom"):
        return []
    return [name for name in _authors(feed) if name != _line(feed.get("title_detail"))]


def _published(entry: Any) -> str | None:
    """In ISO 8601: as it is written, with its zone; else as feedparser understands it, in UTC."""
    key = next((key for key in ("published", "updated", "created") if key in entry.keys()), None)  # noqa: SIM118
    if key is None:
        return None
    written = iso_date(str(entry[key]))
    if _ISO.match(written):
        return written
    parsed = entry.get(f"{key}_parsed")
    return (
        f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}T{parsed[3]:02}:{parsed[4]:02}:{parsed[5]:02}Z"
        if parsed
        else None
    )


def _address(entry: Any, feed: Any) -> str | None:
    link = str(entry.get("link") or "").strip()
    base = str(feed.get("link") or "")
    try:
        address = urljoin(base, link)
    except ValueError:
        return link
    # feedparser takes the id of an entry without link for one.
    return address if address and not address.lower().startswith(_NAMES) else None


def _language(entry: Any, feed: Any) -> str | None:
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {}]
    said = [detail.get("language") for detail in details]
    match = next((m for value in (*said, feed.get("language")) if (m := _LANGUAGE.match(str(value or "")))), None)
    return match[1].lower() if match else None
