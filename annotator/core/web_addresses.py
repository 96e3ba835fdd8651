"""Web addresses (URLs) as people list them: found in lines, checked, compared. Nothing here is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

LONGEST = 4000
"""Characters of the longest address; browsers and servers take little more."""

_ANY = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.I)
_IN_TEXT = re.compile(r"(?<![a-z0-9+.-])https?://[^\s<>\"“”„«»|\\^`{}]+", re.I)
_ONLY = re.compile(r"https?://[^\s<>\"|\\^`{}]+", re.I)
_BEHIND = ".,;:!?'’*_"
_BRACKETS = {")": "(", "]": "["}
_HOST = re.compile(r"[^\s/?#@:%\[\]\\]+")
_IPV6 = re.compile(r"[0-9a-f:.]+", re.I)
_PORTS = {"http": 80, "https": 443}
# What campaigns, advertisers and networks add to an address; none of it says which page it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|[gd]clid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_[ce]id|_ga|_gl|wt_(?:mc|zmc)"
    r"|at_(?:medium|campaign)",
    re.I,
)
_SAFE = "/?%:@!$&'()*+,;=[]~|"
_SHORTCUT = re.compile(r"\[(?:InternetShortcut|Desktop Entry)\]", re.I)
_SHORTCUT_ADDRESS = re.compile(r"^URL(?:\[\$e\])?[ \t]*=[ \t]*(\S[^\r\n]*)", re.I | re.M)
_SAVED_LINKS = re.compile(
    r"\s*<!doctype netscape-bookmark-file|[^\0]{0,1000}?<title>\s*(?:Pocket Export|Instapaper: Export)\s*</title>",
    re.I,
)
# Possessive, so that a page of comments or questions takes no longer than one look at each.
_SITEMAP = re.compile(
    r"\s*+(?:(?:<\?.*?\?>|<!--.*?-->|<!doctype[^<>\[]*+>)\s*+)*+<(?P<prefix>[\w.-]{1,40}:)?"
    r"(?:urlset|(?P<index>sitemapindex))(?=[\s/>])",
    re.I | re.S,
)
# What stands in comments is skipped, be it that one has no end.
_SAVED_LINK = re.compile(
    r"""<!--(?:.*?-->|.*)|<a\s+href\s*=\s*(?:"\s*(?P<link>https?://[^"<>\s]+)|'\s*(?P<other>https?://[^'<>\s]+))""",
    re.I | re.S,
)
_NAMESPACES = re.compile(r"""\b(?:xmlns(?::[\w.-]+)?|\w+:schemaLocation)\s*=\s*(?:"[^"]*"|'[^']*')""")
_LINE_END = re.compile(r"\r\n|\r|\n")
INDEX = "it is an index of sitemaps: save the sitemaps that it names, and give these files"
SHORTCUTS = (".url", ".webloc")
"""What the names of files end in that hold one address, as Windows and macOS save it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line (from 1) of a list: the addresses in it, in order, or what is wrong with it."""

    number: int
    addresses: tuple[str, ...] = ()
    problem: str | None = None


def is_address(text: str) -> bool:
    """Whether somebody means a web address by this rather than a file: "ftp://…" too, which can't be fetched."""
    return _ANY.match(text) is not None


def read_lines(text: str) -> Iterator[Line]:
    """The lines of a list that say something: blank ones and those that begin with # are passed over.

    Text around an address ("1. Title – https://…") is tolerated, and several addresses in a line. Of bookmarks and
    sitemaps the links alone are taken, each as a line, as neither parts them by lines.
    """
    if is_link_list(text):
        yield from _links(text)
        return
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        whole = _ONLY.fullmatch(line)
        found = [line] if whole else [_trimmed(m[0]) for m in _IN_TEXT.finditer(_NAMESPACES.sub(" ", line))]
        try:
            addresses = tuple(checked(address) for address in found or _other(line))
        except ValueError as error:
            yield Line(number, problem=str(error))
        else:
            yield Line(number, addresses)


def _links(text: str) -> Iterator[Line]:
    text = text.lstrip("\ufeff")
    head = _SITEMAP.match(text)
    number, at = 1, 0
    for place, address in _saved_links(text) if head is None else _sitemap_links(text, head):
        number += len(_LINE_END.findall(text, at, place))
        at = place
        try:
            if address is None:
                raise ValueError(INDEX)
            yield Line(number, (checked(address),))
        except ValueError as error:
            yield Line(number, problem=str(error))


def _saved_links(text: str) -> Iterator[tuple[int, str | None]]:
    for found in _SAVED_LINK.finditer(text):
        address = found["link"] or found["other"]
        if address:
            yield found.start(), unescape(address)


def _sitemap_links(text: str, head: re.Match[str]) -> Iterator[tuple[int, str | None]]:
    """Where the addresses stand in a sitemap, and they themselves; of an index where it begins, and None."""
    if head["index"]:
        yield head.start("index"), None
        return
    # Not <image:loc>, which is a picture of the page.
    link = re.compile(
        rf"<!--(?:.*?-->|.*)|<{re.escape(head['prefix'] or '')}loc\s*>\s*(<!\[CDATA\[)?(?P<link>[^<>]*)",
        re.I | re.S,
    )
    for found in link.finditer(text, head.end()):
        address = found["link"]
        if address is not None:
            yield found.start("link"), address.removesuffix("]]") if found[1] else unescape(address)


def _other(line: str) -> list[str]:
    if is_address(line):
        return [line]
    raise ValueError("there is no web address (https://…) in this line")


def checked(address: str) -> str:
    """The address to fetch, without its fragment; raises ValueError with a reason if it can't be one."""
    address = address.strip()
    if len(address) > LONGEST:
        raise ValueError(f"the address is longer than {LONGEST:,} characters")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ValueError("it is no valid address") from None
    if parts.scheme not in _PORTS:
        raise ValueError("only addresses that begin with http:// or https:// can be fetched")
    if "@" in parts.netloc:
        raise ValueError("there is a user name or a password in the address; pages with a login can't be fetched")
    host = parts.hostname or ""
    is_ipv6 = parts.netloc.startswith("[")
    if not (_IPV6 if is_ipv6 else _HOST).fullmatch(host) or port == 0:
        raise ValueError("it is no valid address")
    return urlunsplit((parts.scheme, _place(parts), parts.path or "/", parts.query, ""))


def plain(address: str) -> str:
    """The address in ASCII and without what campaigns and networks add to it, by which two are compared.

    Not courlan's function for it, which takes ``story?1`` and ``story?2`` for one address.
    """
    parts = urlsplit(address)
    kept = [field for field in parts.query.split("&") if not _TRACKING.fullmatch(field.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, quote(parts.path, _SAFE), quote("&".join(kept), _SAFE), ""))


def distinct(addresses: Iterable[str]) -> list[str]:
    """The addresses in order, each page once; those that differ in the scheme alone are one page."""
    found: dict[str, str] = {}
    for address in addresses:
        found.setdefault(plain(address).partition(":")[2], address)
    return list(found.values())


def is_link_list(text: str) -> bool:
    """Whether a page, or its beginning, is a browser's bookmarks, what Pocket or Instapaper kept, or a sitemap.

    An index of sitemaps is one too, of which no address is taken.
    """
    text = text.lstrip("\ufeff")
    return _SAVED_LINKS.match(text) is not None or _SITEMAP.match(text) is not None


def is_sitemap_index(text: str) -> bool:
    """Whether a file, or its beginning, names sitemaps rather than pages."""
    found = _SITEMAP.match(text.lstrip("\ufeff"))
    return found is not None and found["index"] is not None


def only_addresses(text: str) -> list[str]:
    """The addresses of a text that is nothing but addresses, one a line, perhaps with comments; else none."""
    found: list[str] = []
    for raw in text.splitlines():
        line = raw.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        if not _ONLY.fullmatch(line):
            return []
        try:
            found.append(checked(line))
        except ValueError:
            return []
    return found


def shortcut(data: bytes) -> str | None:
    """The address in a file that Windows (.url), macOS (.webloc) or Linux (.desktop) keeps it in, else None."""
    import plistlib  # not needed to open a window
    from xml.parsers.expat import ExpatError

    if data.startswith(b"bplist00") or b"<plist" in data[:1000]:
        try:
            content = plistlib.loads(data)
        except (plistlib.InvalidFileException, ExpatError, ValueError, OverflowError, RecursionError):
            return None
        address = content.get("URL") if isinstance(content, dict) else None
        return address if isinstance(address, str) else None
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = data.decode(encoding, "replace")
    found = _SHORTCUT_ADDRESS.search(text) if _SHORTCUT.search(text) else None
    return found[1].strip() if found else None


def _place(parts: SplitResult) -> str:
    """The host in lower case, with the port if it is not the usual one."""
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _trimmed(address: str) -> str:
    """What of a match in running text is the address: not the full stop or the bracket behind it."""
    while address:
        last = address[-1]
        opening = _BRACKETS.get(last)
        if last in _BEHIND or (opening and address.count(last) > address.count(opening)):
            address = address[:-1]
        else:
            break
    return address
