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
_LINK_LIST = re.compile(
    r"\s*<!doctype netscape-bookmark-file|\s*(?:<[?!][^<>]{0,300}>\s*){0,5}<urlset\b"
    r"|[^\0]{0,1000}?<title>\s*(?:Pocket Export|Instapaper: Export)\s*</title>",
    re.I,
)
_LINK = re.compile(r"""(?:<a\s+href\s*=\s*["']|<loc>\s*(?:<!\[CDATA\[)?)\s*(https?://[^"'<>\s\]]+)""", re.I)
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
    sitemaps the links alone are taken.
    """
    only_links = is_link_list(text)
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip().lstrip("\ufeff")
        links = [unescape(link) for link in _LINK.findall(line)] if only_links else []
        if not line or line.startswith("#") or (only_links and not links):
            continue
        whole = _ONLY.fullmatch(line)
        found = links or ([line] if whole else [_trimmed(match[0]) for match in _IN_TEXT.finditer(line)])
        try:
            addresses = tuple(checked(address) for address in found or _other(line))
        except ValueError as error:
            yield Line(number, problem=str(error))
        else:
            yield Line(number, addresses)


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
    """Whether a page, or its beginning, is a browser's bookmarks, what Pocket or Instapaper kept, or a sitemap."""
    return _LINK_LIST.match(text.lstrip("\ufeff")) is not None


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
