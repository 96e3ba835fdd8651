from __future__ import annotations

import plistlib
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.web_addresses import (
    LONGEST,
    Line,
    checked,
    distinct,
    is_address,
    is_link_list,
    is_sitemap_index,
    only_addresses,
    plain,
    read_lines,
    shortcut,
)

A = "https://bote.example/hafen"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (A, [A]),
        (f"  {A}\t", [A]),
        (f"\ufeff{A}", [A]),
        (f"1. Hafen bleibt zu – {A}.", [A]),
        (f"<{A}>; {A}?b=1, (siehe {A}/c)", [A, f"{A}?b=1", f"{A}/c"]),
        (f"[Titel]({A}_(Nordwik))", [f"{A}_(Nordwik)"]),
        (f"„{A}“", [A]),
        (f"{A}\t13.03.2025", [A]),
        ("HTTPS://Bote.Example:443#absatz", ["https://bote.example/"]),
        ("http://fähre.example:8080/ä?q=ö", ["http://fähre.example:8080/ä?q=ö"]),
        ("http://[::1]:80/x", ["http://[::1]/x"]),
    ],
)
def test_addresses_are_found_in_a_line(line: str, found: list[str]) -> None:
    assert list(read_lines(line)) == [Line(1, tuple(found))]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("bote.example/hafen", "there is no web address (https://…) in this line"),
        ("Hafen bleibt zu", "there is no web address (https://…) in this line"),
        ("xhttps//a.example", "there is no web address (https://…) in this line"),
        ("ftp://bote.example/x", "only addresses that begin with http:// or https://"),
        ("file:///etc/passwd", "only addresses that begin with http:// or https://"),
        ("https://mara:geheim@bote.example/", "a user name or a password"),
        ("https://bote.example@boese.example/", "a user name or a password"),
        ("https://", "no valid address"),
        ("https:///hafen", "no valid address"),
        ("https://bote.example:99999/", "no valid address"),
        ("https://bote.example:0/", "no valid address"),
        ("http://[bote]/", "no valid address"),
        (A + "x" * LONGEST, "longer than 4,000 characters"),
    ],
)
def test_lines_without_an_address_say_why(line: str, problem: str) -> None:
    (read,) = read_lines(f"# Liste\n\n{line}\n")
    assert read.number == 3
    assert read.addresses == ()
    assert problem in str(read.problem)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for line in read_lines(text):
        assert bool(line.addresses) != bool(line.problem)
        assert 1 <= line.number <= len(text.splitlines())
        for address in line.addresses:
            assert checked(address) == address


hosts = st.from_regex(r"[a-zäß]{1,9}\.example(:[1-9][0-9]{2})?", fullmatch=True)
paths = st.from_regex(
    r"(/[a-z0-9äß_.-]{0,6}){0,3}(\?[a-z]{1,3}(=[a-z0-9%]{0,3})?(&[a-z]{1,2}=[0-9]){0,2})?", fullmatch=True
)
addresses = st.builds("{}://{}{}".format, st.sampled_from(["http", "https"]), hosts, paths)


@given(st.lists(addresses, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n", "\n\n", "\n# Anmerkung\n"]))
def test_a_list_gives_back_its_addresses_in_order(given: list[str], end: str) -> None:
    wanted = [checked(address) for address in given]
    assert [a for line in read_lines(end.join(given)) for a in line.addresses] == wanted
    assert only_addresses(end.join(given)) == wanted
    assert only_addresses(end.join([*given, "und Text"])) == []


@given(addresses)
def test_what_names_a_page_is_kept(address: str) -> None:
    address = checked(address)
    assert plain(plain(address)) == plain(address)
    assert unquote(plain(address)) == unquote(address)
    more = "&" if "?" in address else "?"
    assert plain(f"{address}{more}utm_source=brief&fbclid=9_z") == plain(address)
    assert distinct([address, f"{address}{more}gclid=1", checked(f"{address}#x")]) == [address]


def test_other_queries_are_other_pages() -> None:
    pages = [f"{A}?1", f"{A}?2", f"{A}?cid=1", f"{A}?cid=2", f"{A}?medium=radio", f"{A}/"]
    assert distinct(pages) == pages
    assert distinct([A, A.replace("https", "http")]) == [A]
    assert distinct([f"{A}/fähre?q=ö", f"{A}/f%C3%A4hre?q=%C3%B6"]) == [f"{A}/fähre?q=ö"]


def test_only_addresses() -> None:
    assert only_addresses("") == only_addresses("# nichts\n") == []
    assert only_addresses(f"Siehe {A}") == []
    assert only_addresses(f"{A} {A}") == []
    assert only_addresses(f"{A}\nhttps://u:p@bote.example/") == []


def test_what_somebody_means_as_an_address() -> None:
    assert is_address(A)
    assert is_address("FTP://x")
    assert not is_address("c:/articles")
    assert not is_address("articles/https.txt")


@pytest.mark.parametrize(
    "data",
    [
        f"[InternetShortcut]\r\nURL={A}\r\nIconIndex=0\r\n".encode(),
        f"[{{000214A0}}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nIDList=\r\nURL={A}\r\n".encode(),
        f"[InternetShortcut]\r\nURL={A}\r\n".encode("utf-16"),
        f"[Desktop Entry]\nType=Link\nURL[$e]={A}\n".encode(),
        plistlib.dumps({"URL": A}),
        plistlib.dumps({"URL": A}, fmt=plistlib.FMT_BINARY),
    ],
)
def test_shortcuts(data: bytes) -> None:
    assert shortcut(data) == A


@pytest.mark.parametrize(
    "data",
    [
        b"",
        A.encode(),
        f"URL={A}".encode(),
        b"[InternetShortcut]\nURL=\nIcon=3",
        plistlib.dumps({"URL": 3}),
        plistlib.dumps([A]),
        b"<plist version='1.0'><dict>",
        b'<!DOCTYPE plist [<!ENTITY a "b">]><plist><dict><key>URL</key><string>&a;</string></dict></plist>',
        b"bplist00" + b"\xff" * 60,
        b"<plist>" + b"<array>" * 20000,
    ],
)
def test_what_is_no_shortcut(data: bytes) -> None:
    assert shortcut(data) is None


@given(st.binary(max_size=200), st.sampled_from([b"bplist00", b"<plist>", b"[InternetShortcut]\n"]))
def test_any_bytes_are_a_shortcut_or_not(data: bytes, head: bytes) -> None:
    found = shortcut(head + data)
    assert found is None or isinstance(found, str)


def test_of_bookmarks_the_links_are_taken() -> None:
    text = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE>
<DL><p><DT><H3 ADD_DATE="1741860000">Hafen https://no.example/1</H3>
<DT><A HREF="{A}?a=1&amp;b=2" ICON_URI="https://bote.example/favicon.ico">Hafen</A>
<DT><A HREF="place:sort=8">Recent</A> <A href='{A}/2'>x</A>
"""
    assert list(read_lines(text)) == [Line(4, (f"{A}?a=1&b=2",)), Line(5, (f"{A}/2",))]
    assert is_link_list("\ufeff" + text)
    assert is_link_list("<!DOCTYPE html><html><head><title>Pocket Export</title></head>")
    assert is_link_list("<html>\n<title>Instapaper: Export</title>")
    assert not is_link_list("<html><title>Pocket Export ends</title>")


def test_of_a_sitemap_the_pages_are_taken() -> None:
    text = f"""<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="https://no.example/a.xsl"?>
<!-- made today -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/image">
<url><loc>{A}?a=1&amp;b=2</loc><image:image><image:loc>https://no.example/a.jpg</image:loc></image:image></url>
<url><loc><![CDATA[{A}/2]]></loc></url></urlset>
"""
    assert list(read_lines(text)) == [Line(4, (f"{A}?a=1&b=2",)), Line(5, (f"{A}/2",))]
    assert not is_link_list("<rss><urlset/></rss>")


def test_a_sitemap_is_no_matter_of_lines() -> None:
    text = f"""<?xml version="1.0"?>
<!-- {"made > today " * 50} <loc>{A}/old</loc> -->
<!DOCTYPE x><urlset><url><loc>
    {A}/1?it's=[x]&amp;copy=1
</loc></url><url><loc>{A}/2</loc></url><url><loc
>{A}/3</loc></url>
<url><loc>ftp://bote.example/4</loc></url><url><loc>
<![CDATA[{A}/5?a&copy=1]]></loc></url>
<!-- <url><loc>{A}/gone</loc></url>
"""
    problem = "only addresses that begin with http:// or https:// can be fetched"
    assert is_link_list(text)
    for end in ("\n", "\r\n", "\r"):
        assert list(read_lines("\ufeff" + text.replace("\n", end))) == [
            Line(4, (f"{A}/1?it's=[x]&copy=1",)),
            Line(5, (f"{A}/2",)),
            Line(6, (f"{A}/3",)),
            Line(7, problem=problem),
            Line(8, (f"{A}/5?a&copy=1",)),
        ]


def test_a_sitemap_with_a_prefix() -> None:
    text = f'<s:urlset xmlns:s="http://www.sitemaps.org/"><s:url><s:loc>{A}</s:loc><loc>{A}/2</loc></s:url>'
    assert list(read_lines(text)) == [Line(1, (A,))]


def test_an_index_of_sitemaps_has_no_pages() -> None:
    text = f"""<?xml version="1.0"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{A}/a.xml</loc></sitemap>"""
    (line,) = read_lines(text)
    assert line == Line(
        2, problem="it is an index of sitemaps: save the sitemaps that it names, and give these files"
    )
    assert is_link_list(text)
    assert is_sitemap_index("\ufeff" + text)
    assert not is_sitemap_index("<urlset/>")
    assert not is_link_list("<sitemapindexes/>")


def test_names_of_namespaces_are_no_addresses() -> None:
    place = "http://www.w3.org/2005/Atom"
    text = f"""<feed xmlns="{place}" xmlns:x = '{place}' xsi:schemaLocation="{place} {place}.xsd" base="{A}">"""
    assert list(read_lines(text)) == [Line(1, (A,))]


def test_saved_links_may_go_over_lines() -> None:
    text = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- <A HREF="{A}/old"> --><DT><A
  HREF="{A}/it's">x</A> <A HREF='{A}/[2]'>y</A>"""
    assert list(read_lines(text)) == [Line(2, (f"{A}/it's",)), Line(3, (f"{A}/[2]",))]
