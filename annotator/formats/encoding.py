"""The text in a file's bytes: which encoding it has, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING
from unicodedata import category

from annotator.core.files import SQLITE_MAGIC
from annotator.formats.alphabets import WESTERN, latin_encoding

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch, CharsetMatches

MAX_BYTES = 256 * 1024 * 1024
"""Longest file or line that is read as one article; anything longer is no article."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"OggS\x00", "an Ogg file"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (SQLITE_MAGIC, "an SQLite database"),
    (b"\x7fELF", "a program"),
)
# Of signatures that are words, what stands behind them shows that no text begins so, and what an archive is.
_WORDS = (
    (re.compile(rb"PK\x03\x04[\x00-\xff]{26}mimetypeapplication/epub\+zip"), "an EPUB book"),
    (re.compile(rb"#FORMAT=WebAnno TSV \d"), "WebAnno TSV (export it as UIMA CAS)"),
    (re.compile(rb"GIF8[79]a"), "a GIF image"),
    (re.compile(rb"RIFF[\x00-\xff]{4}[A-Z]{3}[A-Z ]"), "a media file"),
    (re.compile(rb"[\x00-\xff]{4}ftyp[A-Za-z0-9 ]{4}"), "a video or a recording"),
    (re.compile(rb"ID3[\x02-\x04][\x00-\xff]"), "an MP3 file"),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "a bzip2 archive"),
    (re.compile(rb"PAR1[\x00-\x08\x0e-\x1f]"), "a Parquet file"),
)
_BOMS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r")) + b"\x7f"
_CONTROL_SHARE = 0.1  # of the bytes, in UTF-8: a stray NUL or escape sequence is still text
_SAMPLE = 65536
_LEAST_GOOD = 10  # characters of UTF-8
_NO_TEXT_SHARE = 0.05  # of the characters, in UTF-16 and UTF-32: of random units it is 0.12
_WINDOWS_OR_ISO = [WESTERN, "iso8859_15", "cp1250", "iso8859_2", "cp1251", "koi8_r"]
_WINDOWS_OR_ISO += ["cp1253", "cp1254", "cp1255", "cp1256"]
_LATIN = {WESTERN, "iso8859_15", "cp1250", "iso8859_2", "cp1254"}
_DOS_OR_MAC = ["cp850", "mac_roman"]
# Windows and ISO have their western letters from 0xC0 on (but š, œ, ž and the apostrophe), DOS and Mac below:
# "für" is 66 FC 72 there, 66 81 72 and 66 9F 72 here. Only where that shows may a text be DOS or Mac: without
# it, charset-normalizer takes one in eight German leads of 80 characters in Windows-1252 for one of them.
_INSIDE_WORD = re.compile(rb"(?<=[a-z])[\x80-\xff](?=[a-z])")
_WINDOWS_INSIDE_WORD = bytes(range(0xC0, 0x100)) + b"\x92\x9a\x9c\x9e"
_TOLERANCE = 0.05
_HIGH = bytes(range(0x80, 0x100))
_MARKED_SHARE = 0.2  # western texts have fewer marked letters than this
# East Asian encodings in the order in which they are tried, each with the pairs of bytes of its usual characters:
# syllables and kana, the ideographs of its first level, and punctuation. What is a text in one of them often is
# in one of those behind it, too, but hardly in one of those before it.
_PAIRS = {
    "cp949": rb"[\xa1\xa3\xb0-\xc8][\xa1-\xfe]",
    "euc_jp": rb"[\xa1\xa3-\xa5\xb0-\xcf][\xa1-\xfe]",
    "cp932": rb"[\x81-\x83\x88-\x97][\x40-\x7e\x80-\xfc]",
    "big5hkscs": rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]",
    "gb18030": rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]",
}
_KANA = re.compile("[\u3041-\u30ff]")
_KANA_SHARE = 0.1
_USUAL_SHARE = 0.97
_LEAST_PAIRS = 20
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]+)|<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.I,
)
_DECLARED_WITHIN = 16384
# What browsers take these names for, by Python's names (https://encoding.spec.whatwg.org/#names-and-labels).
_BROWSER_NAMES = {
    "ascii": WESTERN,
    "iso8859-1": WESTERN,
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Python knows codecs, too, that are no encodings of pages, such as "punycode" and "unicode_escape".
_PAGE_ENCODINGS = (
    "cp",
    "iso8859",
    "iso2022",
    "koi8",
    "mac-",
    "utf-8",
    "gb",
    "big5",
    "shift_jis",
    "euc_",
    "hz",
    "tis",
)
# Words in other letters, which no language in Latin letters has so many of.
_RUN = re.compile(rb"[\x80-\xff]{5,}")
_LEAST_RUNS, _RUN_SHARE = 10, 0.5
# The sign that newer Latin encodings have in the place of one that nobody writes, and what only Windows has.
_EURO = re.compile(rb"\d[ \xa0]?\xa4|\xa4[ \xa0]?\d")
_WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")
_ESCAPED = re.compile("[\udc80-\udcff]+")


def binary_kind(head: bytes) -> str | None:
    """What the first bytes of a well-known binary format belong to ("a PNG image"), else None."""
    kind = next((kind for signature, kind in _WORDS if signature.match(head)), None)
    return kind or next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding, without a byte order mark; nothing else is changed.

    UTF-8; UTF-16 with a mark, or where NUL bytes show it; else an encoding of Chinese, Japanese or Korean
    where nearly all characters are usual ones; else a single-byte encoding, Windows-1252 where the text reads as
    well in it as in any other. Raises ValueError with a sentence for files that are empty, binary,
    or damaged UTF-8.
    """
    if not data:
        raise ValueError("the file is empty")
    kind = binary_kind(data)
    if kind is not None:
        raise ValueError(f"the file is {kind}, not text")
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name), name
    encoding = _utf16_by_nuls(data)
    if encoding:
        return data.decode(encoding, "surrogatepass"), encoding
    controls = len(data) - len(data.translate(None, _CONTROLS))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        if controls:
            raise ValueError("the file is binary, not text") from None
        if _mostly_utf8(data):
            place = f"byte {error.start + 1}"
            raise ValueError(f"{place} is not UTF-8, though most of the file is: save it as UTF-8") from None
        return _legacy(data)
    if controls > _CONTROL_SHARE * len(data):
        raise ValueError("the file is binary, not text")
    if _ISO_2022_JP.search(data):
        try:
            return data.decode("iso2022_jp"), "iso2022_jp"
        except UnicodeDecodeError:
            pass
    return text, "utf-8"


def head_text(head: bytes) -> str:
    """The beginning of a file as text, to see what it is: never fails, and may be wrong in its marked letters."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(name, "replace")
    return head.decode(_utf16_by_nuls(head[: len(head) // 2 * 2]) or "utf-8", "replace")


def decode_markup(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of an HTML or XML file and the name of its encoding; ``declared`` is what came with the file.

    A byte order mark, then UTF-8 if it is that, then ``declared`` or what the file says itself as browsers
    understand it, unless that is an encoding of Latin letters and the words are not in these, then what
    :func:`decode` finds. Where a few bytes of UTF-8 are wrong, these are read as
    Windows-1252, as pages are put together from sources of several encodings. Raises ValueError with a sentence
    for what is empty or binary.
    """
    if any(data.startswith(mark) for mark, _ in _BOMS) or not data or binary_kind(data):
        return decode(data)
    name = _page_encoding(declared) or _page_encoding(_declaration(data))
    # These have no byte above 0x7F, so that each of their files is good UTF-8.
    seven_bit = name is not None and name.startswith(("iso2022", "hz"))
    if name is not None and name.replace("-", "_") in _LATIN and _is_foreign(data):
        name = None
    elif name == WESTERN or (name == "iso8859-15" and _WINDOWS_ONLY.search(data)):
        name = _western(data)
    for encoding in (name, "utf-8") if seven_bit else ("utf-8", name):
        try:
            if encoding is not None and _utf16_by_nuls(data) is None:
                return _no_binary(data.decode(encoding)), encoding
        except UnicodeDecodeError:
            continue
    if _mostly_utf8(data):
        return _no_binary(_ESCAPED.sub(_as_western, data.decode("utf-8", "surrogateescape"))), "utf-8"
    try:
        return decode(data)
    except ValueError:
        return _no_binary(data.decode(name or WESTERN, "replace")), name or WESTERN


class MarkupDecoder:
    """Decodes XML piece by piece, for files that are too long for :func:`decode_markup`; ``name`` is the encoding.

    ``head`` is the file's beginning, which is still to be decoded: its byte order mark decides, then whether it is
    UTF-8 beyond ASCII, then what it declares as browsers understand it. What is wrong in UTF-8 is read as
    Windows-1252, elsewhere replaced.
    """

    def __init__(self, head: bytes) -> None:
        marked = next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), None)
        self._skip = len(marked[0]) if marked else 0
        wide = _utf16_by_nuls(head[: len(head) // 2 * 2])
        declared = _page_encoding(_declaration(head)) or "utf-8"
        if not head.isascii() and _is_utf8(head):
            declared = "utf-8"
        self.name = marked[1] if marked else wide or declared
        errors = "surrogateescape" if self.name == "utf-8" else "replace"
        self._decoder = codecs.getincrementaldecoder(self.name)(errors)

    def decode(self, piece: bytes, last: bool = False) -> str:
        text = self._decoder.decode(piece[self._skip :], last)
        self._skip = max(0, self._skip - len(piece))
        return _ESCAPED.sub(_as_western, text) if self.name == "utf-8" else text


def _declaration(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _page_encoding(label: str | None) -> str | None:
    """Python's name for what a browser takes the label for; None for what is no encoding of a page."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    return _BROWSER_NAMES.get(name, name) if name.startswith((*_PAGE_ENCODINGS, "ascii")) else None


def _as_western(found: re.Match[str]) -> str:
    return found[0].encode("utf-8", "surrogateescape").decode(WESTERN, "replace")


def _no_binary(text: str) -> str:
    if sum(text.count(chr(code)) for code in _CONTROLS) > _CONTROL_SHARE * len(text):
        raise ValueError("the file is binary, not text")
    return text


def _marked(data: bytes, encoding: str) -> str:
    if not data:
        raise ValueError("the file is empty")
    # Windows lets half of a surrogate pair into UTF-16; elsewhere it is an error.
    errors = "surrogatepass" if encoding.startswith("utf-16") else "strict"
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise ValueError(f"the file is marked as {encoding.upper()}, but byte {error.start + 1} is not") from None
    if encoding != "utf-8" and not _is_text(text):
        raise ValueError("the file is binary, not text")
    return text


def _utf16_by_nuls(data: bytes) -> str | None:
    """Latin letters, spaces and line ends have a NUL as their high byte: all NULs lie on one side."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return None
    high, low = sample[::2].count(0), sample[1::2].count(0)
    if (high and low) or _is_utf8(sample):
        return None
    encoding = "utf-16-be" if high else "utf-16-le"
    try:
        text = sample.decode(encoding)
        data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return None
    return encoding if _is_text(text) else None


def _is_utf8(sample: bytes) -> bool:
    """Whether it is text in UTF-8, up to a character that is cut off: a stray NUL must not make it Chinese."""
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(sample):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _is_text(text: str) -> bool:
    """Whether few characters are control characters, private or unassigned."""
    sample = text[:_SAMPLE]
    strange = sum(category(c) in ("Cc", "Co", "Cn") and not c.isspace() for c in sample)
    return strange <= _NO_TEXT_SHARE * len(sample)


def _mostly_utf8(data: bytes) -> bool:
    """Whether far more characters are good UTF-8 than bad, or more and not few: put together from two encodings.

    Text in other encodings has next to none that are good, such as the end of "„Spaß“" in Windows-1252.
    """
    text = data.decode(errors="replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good > 4 * bad or (good > bad and good >= _LEAST_GOOD)


def _is_foreign(data: bytes) -> bool:
    """Whether the bytes beyond ASCII are words by themselves, as in Cyrillic, and not letters here and there."""
    runs = _RUN.findall(data[:_SAMPLE])
    high = len(data[:_SAMPLE]) - len(data[:_SAMPLE].translate(None, _HIGH))
    return len(runs) >= _LEAST_RUNS and sum(map(len, runs)) > _RUN_SHARE * high


def _western(data: bytes) -> str:
    """Windows-1252, or its sibling where that has the sign of the euro."""
    return "iso8859_15" if _EURO.search(data) and not _WINDOWS_ONLY.search(data) else WESTERN


def _legacy(data: bytes) -> tuple[str, str]:
    encoding = _east_asian(data) or _single_byte(data)
    if encoding == WESTERN:
        encoding = _western(data)
    try:
        return data.decode(encoding), encoding
    except (LookupError, UnicodeDecodeError):
        raise ValueError("the encoding of the file can't be told; save it as UTF-8") from None


def _single_byte(data: bytes) -> str:
    # It takes 20 ms to import, and most files are UTF-8.
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=_WINDOWS_OR_ISO + (_DOS_OR_MAC if _may_be_dos_or_mac(data) else []))
    best = found.best()
    if best is None:
        western = len(data) - len(data.translate(None, _HIGH)) <= _MARKED_SHARE * len(data)
        return latin_encoding(data[:_SAMPLE]) if western else ""
    if best.encoding in _LATIN:
        # It judges by what letters are frequent, and "øekl" has none that is not.
        latin = latin_encoding(data[:_SAMPLE])
        if latin != WESTERN:
            return latin
    return WESTERN if _reads_as_western(found, best) else best.encoding


def _east_asian(data: bytes) -> str:
    """The first encoding in which nearly all characters beyond ASCII are usual ones, and not too few; "" for none.

    By how usual they are: what charset-normalizer makes of Japanese is Chinese in one of eight texts.
    """
    high = data[:_SAMPLE]
    for encoding, pair in _PAIRS.items():
        pairs = re.findall(pair, high)
        rest = re.sub(pair, b"", high)
        others = len(rest) - len(rest.translate(None, _HIGH))
        if len(pairs) < _LEAST_PAIRS or len(pairs) < _USUAL_SHARE * (len(pairs) + others / 2):
            continue
        kana = len(_KANA.findall(b"".join(pairs).decode(encoding, "replace")))
        if kana >= _KANA_SHARE * len(pairs) or encoding not in ("euc_jp", "cp932"):
            return encoding
    return ""


def _may_be_dos_or_mac(data: bytes) -> bool:
    marked = b"".join(_INSIDE_WORD.findall(data))
    below = len(marked.translate(None, _WINDOWS_INSIDE_WORD))
    return 0 < len(marked) <= 2 * below


def _reads_as_western(found: CharsetMatches, best: CharsetMatch) -> bool:
    # Windows-1252 is by far the most frequent, and short texts read nearly as well in its neighbours.
    return best.encoding not in _DOS_OR_MAC and any(
        WESTERN in match.could_be_from_charset
        and match.chaos <= best.chaos + _TOLERANCE
        and match.coherence >= best.coherence - _TOLERANCE
        for match in found
    )
