"""Web addresses on the command line: named, in lists and in shortcuts, and only then fetched."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator import cli
from annotator.formats.web import fetching
from tests.making import query
from tests.web_server import Reply, Site, redirect, serve

COLUMNS = "select title, url, file from article where deleted = 0 order by id"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(fetching, "DELAY_S", 0.0)
    with serve() as site:
        for n in range(1, 5):
            site[f"/{n}"] = f"Meldung {n}"
        yield site


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs an import in the test's folder; a bug in it fails the test."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, stdin: bytes = b"") -> Result:
        result = CliRunner().invoke(cli.cli, ["import", "p.db", *arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


def titles() -> list[str]:
    return [title for title, _, _ in query(Path("p.db"), COLUMNS)]


def test_addresses_among_the_paths(run: Callable[..., Result], site: Site) -> None:
    Path("a.txt").write_text("Ein Text aus einer Datei.", encoding="utf-8")
    done = run(site.at("/1"), "a.txt", site.at("/2?utm_source=x"))
    assert done.exit_code == 1
    assert "imported 2, duplicates 0, refused 1" in done.output
    assert f"refused {site.at('/2?utm_source=x')}: the server answers 404 (Not Found)" in done.output
    assert query(Path("p.db"), COLUMNS) == [
        ("Ein Text aus einer Datei.", None, "a.txt"),
        ("Meldung 1", site.at("/1"), site.at("/1")),
    ]
    report = run(site.at("/9"), "--report", "r.json")
    assert report.exit_code == 1
    assert json.loads(Path("r.json").read_text())["refused"] == [
        {"file": site.at("/9"), "line": None, "reason": "the server answers 404 (Not Found)"}
    ]


def test_lists_and_shortcuts(run: Callable[..., Result], site: Site) -> None:
    Path("list.txt").write_text(f"# Hafen\n\n1. {site.at('/1')}\nkaputt\n{site.at('/2')}#x\n", encoding="utf-8")
    Path("links").mkdir()
    Path("links", "a.url").write_text(f"[InternetShortcut]\r\nURL={site.at('/3')}\r\n")
    Path("links", "b.webloc").write_text("<plist version='1.0'><dict/></plist>")
    stdin = f"{site.at('/4')}\n{site.at('/1')}\n".encode("utf-16")
    done = run("--format", "urls", "list.txt", "links", "-", "weg.txt", stdin=stdin)
    assert done.exit_code == 1
    assert titles() == ["Meldung 1", "Meldung 2", "Meldung 3", "Meldung 4"]
    assert sorted(site.pages) == ["/1", "/2", "/3", "/4"]
    for refusal in (
        "list.txt:4: there is no web address (https://…) in this line",
        f"{Path('links', 'b.webloc')}: there is no web address in this shortcut",
        "weg.txt: there is no such file",
    ):
        assert f"refused {refusal}\n" in done.output


@pytest.mark.parametrize("name", ["list.txt", "list", "list.url", "list.csv", "-"])
def test_nothing_is_fetched_unasked(run: Callable[..., Result], site: Site, name: str) -> None:
    shortcut = f"[InternetShortcut]\nURL={site.at('/1')}\n"
    content = shortcut if name == "list.url" else f"# Liste\n{site.at('/1')}\n{site.at('/2')}"
    if name != "-":
        Path(name).write_text(content)
    done = run(name, stdin=content.encode())
    assert done.exit_code == 1
    assert "it holds web addresses, and nothing is fetched unasked: import it with --format urls" in done.output
    assert site.asked == []
    assert titles() == []


def test_the_column_of_a_table_and_bookmarks_are_lists(run: Callable[..., Result], site: Site) -> None:
    rows = (
        f"id;publish_date;url;title\n1;2025-03-13;{site.at('/1')};Hafen, https://no.example/\n2;;;x\n3;;kaputt;x\n"
    )
    Path("a.csv").write_text(rows)
    assert "; the pages that its addresses name are fetched by --format urls" in run("a.csv").output
    page = f'<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>x</TITLE>\n<DT><A HREF="{site.at("/2")}">Hafen</A>\n'
    Path("b.html").write_text(page)
    assert "it holds web addresses, and nothing is fetched unasked" in run("b.html").output
    assert site.asked == []
    done = run("--format", "urls", "a.csv", "b.html")
    assert titles() == ["Meldung 1", "Meldung 2"]
    assert "refused a.csv:4: only addresses that begin with http:// or https:// can be fetched" in done.output
    Path("c.csv").write_text(f"{site.at('/link')}\n{site.at('/3')}\n")
    run("--format", "urls", "c.csv")
    assert titles()[2:] == ["Meldung 3"]


def test_a_sitemap_is_a_list_as_a_site_sends_it(run: Callable[..., Result], site: Site) -> None:
    text = f"<urlset><url><loc>{site.at('/1')}</loc></url><url><loc>\n{site.at('/2')}\n</loc></url></urlset>"
    Path("a.xml.gz").write_bytes(gzip.compress(text.encode()))
    Path("b.csv.gz").write_bytes(gzip.compress(f"title,url\nx,{site.at('/3')}\n".encode()))
    Path("c.xml.gz").write_bytes(gzip.compress(text.encode())[:-9])
    done = run("--format", "urls", "a.xml.gz", "b.csv.gz", "c.xml.gz")
    assert titles() == ["Meldung 1", "Meldung 2", "Meldung 3"]
    assert "refused c.xml.gz: it is cut off" in done.output


def test_a_list_at_an_address_is_to_be_saved(run: Callable[..., Result], site: Site) -> None:
    site["/sitemap.xml"] = Reply(b"<urlset><url><loc>http://no.example/</loc></url></urlset>")
    done = run("--format", "urls", site.at("/sitemap.xml"))
    assert done.exit_code == 1
    assert "save it as a file and import that with --format urls" in done.output
    assert "unasked" not in done.output
    assert site.pages == ["/sitemap.xml"]


def test_a_long_list_is_known_by_its_beginning(run: Callable[..., Result], site: Site) -> None:
    Path("list.txt").write_text("".join(f"{site.at('/')}{n}äöü\n" for n in range(9000)), encoding="utf-8")
    assert "nothing is fetched unasked" in run("list.txt").output


def test_texts_with_addresses_are_articles(run: Callable[..., Result], site: Site) -> None:
    Path("a.txt").write_text(f"https://bote.example/ ist neu.\n{site.at('/1')}\n", encoding="utf-8")
    Path("b.txt").write_text(f"{site.at('/1')}\nDie Fähre legt nicht ab.", encoding="utf-8")
    assert run("a.txt", "b.txt").exit_code == 0
    assert site.asked == []


def test_articles_that_are_there_are_not_fetched_again(run: Callable[..., Result], site: Site) -> None:
    site["/kurz"] = redirect("/2")
    assert run(site.at("/1"), site.at("/kurz")).exit_code == 0
    site.asked.clear()
    again = run(site.at("/1?utm_medium=x"), site.at("/kurz"), site.at("/2"), site.at("/3"))
    assert "imported 1, duplicates 3, refused 0" in again.output
    assert site.pages == ["/3"]


def test_a_feed_is_fetched_again(run: Callable[..., Result], site: Site) -> None:
    entry = "<item><title>Fähre {0}</title><description>Die Fähre {0} liegt fest.</description></item>"
    feed = "<rss version='2.0'><channel><title>x</title>{}</channel></rss>"
    site["/feed"] = Reply(feed.format(entry.format(1) + entry.format(2)).encode())
    assert "imported 2, duplicates 0" in run(site.at("/feed")).output
    site["/feed"] = Reply(feed.format(entry.format(2) + entry.format(3)).encode())
    assert "imported 1, duplicates 1" in run(site.at("/feed")).output


@pytest.mark.parametrize("address", ["ftp://bote.example/", "https://mara:ge@heim@bote.example/x", "https://"])
def test_addresses_that_can_not_be_fetched(run: Callable[..., Result], address: str) -> None:
    done = run(address)
    assert done.exit_code == 1
    assert f"refused {address.replace('mara:ge@heim', '…')}: " in done.output
