from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.codebook import Codebook, Label
from annotator.core.models import Draft, Refusal
from annotator.formats.readers import archives, read_path, read_stream

CODEBOOK = Codebook("news", labels=(Label("ACTOR", "Actor", "A", "#336699", "#6699cc"),))
RECORDS = b'{"text": "Eins"}\n{"text": "Zwei"}\n'
FILES = {"monday/a.txt": b"Der Hafen ruht.", "b.jsonl": RECORDS, "photo.png": b"\x89PNG\r\n\x1a\n"}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w", format: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=format) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


def items(data: bytes, name: str = "in/news.zip", format: str | None = None) -> Iterator[Draft | Refusal]:
    return read_stream(Pipe(data), name, CODEBOOK, format)


def zstd(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


def read(data: bytes, name: str = "in/news.zip", format: str | None = None) -> list[str]:
    """Each article as "file: text", each refusal as it is told."""
    return [
        f"{item.article.file}: {item.article.text}" if isinstance(item, Draft) else str(item)
        for item in items(data, name, format)
    ]


def expected(name: str) -> list[str]:
    return [
        f"{name}/monday/a.txt: Der Hafen ruht.",
        f"{name}/b.jsonl: Eins",
        f"{name}/b.jsonl: Zwei",
        f"in/{name}/photo.png: the file is a PNG image, not text",
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("news.zip", zipped(FILES)),
        ("news.zip", zipped(FILES, zipfile.ZIP_STORED)),
        ("news.zip", zipped(FILES, zipfile.ZIP_BZIP2)),
        ("news.zip", zipped(FILES, zipfile.ZIP_LZMA)),
        ("news.bak", zipped(FILES)),
        ("news.tar", tarred(FILES)),
        ("news.tar", tarred(FILES, format=tarfile.GNU_FORMAT)),
        ("news.tar", tarred(FILES, format=tarfile.USTAR_FORMAT)),
        ("news.tgz", tarred(FILES, "w:gz")),
        ("news.tar.gz", tarred(FILES, "w:gz")),
    ],
)
def test_what_lies_in_an_archive_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    assert read(data, f"in/{name}") == expected(name)
    path = tmp_path / name
    path.write_bytes(data)
    assert [
        f"{item.article.file}: {item.article.text}"
        if isinstance(item, Draft)
        else str(item).replace(f"{tmp_path}{os.sep}", "in/")
        for item in read_path(path, CODEBOOK)
    ] == expected(name)


def test_a_compressed_file_goes_by_its_inner_name() -> None:
    assert read(gzip.compress(RECORDS), "in/a.jsonl.gz") == ["a.jsonl.gz: Eins", "a.jsonl.gz: Zwei"]
    assert read(gzip.compress(b"Eins ") + gzip.compress(b"zwei"), "a.txt.gz") == ["a.txt.gz: Eins zwei"]
    assert read(gzip.compress(b"p {}"), "a.css.gz") == [
        "a.css.gz: .css files are not known; if you know what it is, name the format"
    ]
    assert read(gzip.compress(b""), "a.txt.gz") == ["a.txt.gz: the file is empty"]


def test_a_record_that_names_its_file_keeps_it() -> None:
    record = b'{"text": "Eins", "meta": {"file": "elsewhere.html"}}\n'
    assert read(zipped({"a.jsonl": record})) == ["elsewhere.html: Eins"]


def test_a_named_format_goes_for_what_lies_in_the_archive() -> None:
    assert read(zipped({"a.jsonl": RECORDS}), format="text") == [f"news.zip/a.jsonl: {RECORDS.decode()}"]


def test_archives_in_archives() -> None:
    data = zipped({"week.zip": zipped({"tue.tar.gz": tarred({"a/b.txt": b"Eins"}, "w:gz")}), "c.txt": b"Zwei"})
    assert read(data) == ["news.zip/week.zip/tue.tar.gz/a/b.txt: Eins", "news.zip/c.txt: Zwei"]


def test_archives_in_archives_end_somewhere() -> None:
    data = b"Eins"
    for _ in range(archives.MAX_DEPTH + 1):
        data = zipped({"a.zip": data, "b.txt": b"Zwei"})
    *before, last = read(data)
    assert "in/news.zip/a.zip/a.zip/a.zip/a.zip: more than 4 archives lie in each other here" in [*before, last]
    assert last == "news.zip/b.txt: Zwei"
    data = RECORDS
    for _ in range(archives.MAX_DEPTH + 1):
        data = gzip.compress(data)
    assert read(data, "a.gz") == ["a.gz: more than 4 archives lie in each other here"]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    files = {name: b"Eins", "b.txt": b"Zwei"}
    reason = "its name leads out of the archive"
    assert read(zipped(files)) == [f"in/news.zip/{name}: {reason}", "news.zip/b.txt: Zwei"]
    assert read(tarred(files), "news.tar") == [f"news.tar/{name}: {reason}", "news.tar/b.txt: Zwei"]


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("a", tarfile.SYMTYPE), ("b", tarfile.LNKTYPE), ("c", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(f"{name}.txt")
            info.type, info.linkname, info.size = kind, str(tmp_path / "secret.txt"), 0
            archive.addfile(info)
        info = tarfile.TarInfo("d.txt")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"Eins"))
    link = "it is a link, which is not followed"
    assert read(out.getvalue(), "l.tar") == [
        f"l.tar/a.txt: {link}",
        f"l.tar/b.txt: {link}",
        "l.tar/c.txt: it is no regular file",
        "l.tar/d.txt: Eins",
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zip_archive:
        for name, mode in (("a", stat.S_IFLNK), ("b", stat.S_IFIFO), ("c", stat.S_IFREG)):
            entry = zipfile.ZipInfo(f"{name}.txt")
            entry.create_system, entry.external_attr = 3, (mode | 0o644) << 16
            zip_archive.writestr(entry, str(tmp_path / "secret.txt") if name != "c" else "Eins")
    assert read(out.getvalue()) == [
        f"in/news.zip/a.txt: {link}",
        "in/news.zip/b.txt: it is no regular file",
        "news.zip/c.txt: Eins",
    ]


def test_a_member_behind_a_password_is_refused_alone() -> None:
    data = bytearray(zipped({"a.txt": b"Eins", "b.txt": b"Zwei"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert read(bytes(data)) == ["in/news.zip/a.txt: it is protected by a password", "news.zip/b.txt: Zwei"]


def test_a_member_in_an_unknown_compression_is_refused_alone() -> None:
    data = bytearray(zipped({"a.txt": b"Eins", "b.txt": b"Zwei"}))
    data[8] = data[data.index(b"PK\x01\x02") + 10] = 98
    assert read(bytes(data)) == [
        "in/news.zip/a.txt: it is compressed in a way that can't be read",
        "news.zip/b.txt: Zwei",
    ]


def test_a_damaged_member_is_refused_alone() -> None:
    data = bytearray(zipped({"a.txt": b"Eins", "b.txt": b"Zwei"}, zipfile.ZIP_STORED))
    data[data.index(b"Eins")] ^= 1
    assert read(bytes(data)) == ["in/news.zip/a.txt: it is damaged", "news.zip/b.txt: Zwei"]


def test_what_came_before_the_end_of_a_truncated_archive_is_kept() -> None:
    text = os.urandom(4000).hex().encode()
    data = zipped({"a.txt": text})
    assert read(data[:-30]) == ["in/news.zip: it is a ZIP archive, but it is damaged"]
    files = {"a.txt": b"Eins", "b.txt": text}
    for cut, problem in (
        (-1500, "in/n.tar/b.txt: it ends too early"),
        (-8000, "in/n.tar/b.txt: it ends too early"),
    ):
        data = tarred(files, format=tarfile.USTAR_FORMAT)
        whole = data.rindex(text) + len(text)
        first, second = read(data[: whole + cut], "in/n.tar")[:2]
        assert (first, second) == ("n.tar/a.txt: Eins", problem)
    assert read(data[:whole], "in/n.tar")[-1] == "in/n.tar: it is a tar archive, but it ends too early"
    lines = b"".join(b'{"text": "%s"}\n' % os.urandom(50).hex().encode() for _ in range(3000))
    kept = list(items(gzip.compress(lines)[:-1000], "a.jsonl.gz"))
    assert len(kept) > 2000
    assert str(kept[-1]) == "a.jsonl.gz: it ends too early"
    assert all(isinstance(item, Draft) for item in kept[:-1])
    short = gzip.compress(b"".join(b'{"text": "%s"}\n' % os.urandom(50).hex().encode() for _ in range(300)))
    kept = list(items(short[:-1000], "a.jsonl.gz"))
    assert len(kept) > 200
    assert str(kept[-1]) == "a.jsonl.gz: it ends too early"


def test_a_damaged_header_of_a_tar_is_no_end() -> None:
    data = bytearray(tarred({"a.txt": b"Eins", "b.txt": b"Zwei", "c.txt": b"Drei"}, format=tarfile.USTAR_FORMAT))
    data[data.index(b"b.txt")] ^= 1
    assert read(bytes(data), "n.tar") == ["n.tar/a.txt: Eins", "n.tar: it is a tar archive, but it is damaged"]


def test_long_and_foreign_names() -> None:
    name = f"{'ordner/' * 40}Größe.txt"
    for format in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        assert read(tarred({name: b"Eins"}, format=format), "n.tar") == [f"n.tar/{name}: Eins"]
    data = zipped({"Gr\x1b[31m.txt": b"Eins"})
    assert read(data) == ["news.zip/Gr\ufffd[31m.txt: Eins"]
    flagless = zipped({"Größe.txt": b"Eins"}).replace(struct.pack("<HH", 0x800, 8), struct.pack("<HH", 0, 8))
    assert read(flagless) == ["news.zip/Größe.txt: Eins"]


def test_of_members_of_one_name_the_last_is_read_and_the_others_are_told() -> None:
    out = io.BytesIO()
    for data in (b"Eins", b"Zwei", b"Drei", b"Drei"):
        with pytest.MonkeyPatch.context() as patch, zipfile.ZipFile(out, "a") as archive:
            patch.setattr("warnings.warn", lambda *_, **__: None)
            archive.writestr("a.txt", data)
    told = "in/news.zip/a.txt: another file of the archive, which comes later, has the same name"
    assert read(out.getvalue()) == [told, told, "news.zip/a.txt: Drei"]


def test_hidden_files_and_what_belongs_to_a_saved_page_are_skipped() -> None:
    page = (
        b"<html><body><article><p>"
        + b"Der Hafen ruht heute, sagte die Leiterin. " * 9
        + b"</p></article></body></html>"
    )
    files = {
        "Seite-Dateien/werbung.html": page,
        "Seite.html": page,
        "Seite-Dateien/stil.css": b"p {}",
        "__MACOSX/._a.txt": b"x",
        ".git/config": b"x",
        "a/.hidden.txt": b"x",
        "a/Thumbs.db": b"x",
        "a/~$b.docx": b"x",
        "a/b.txt": b"Eins",
    }
    assert [line.partition(":")[0] for line in read(zipped(files))] == ["news.zip/Seite.html", "news.zip/a/b.txt"]


def test_labels_lie_beside_their_text() -> None:
    labels = b"T1\tACTOR 0 4\tPaul\n"
    found = list(items(zipped({"x/a.ann": labels, "x/a.txt": b"Paul ging.", "b.ann": labels})))
    drafts = [item for item in found if isinstance(item, Draft)]
    assert [(d.article.file, d.spans[0].label) for d in drafts] == [("news.zip/x/a.txt", "ACTOR")]
    assert [str(item) for item in found if isinstance(item, Refusal)] == [
        "in/news.zip/b.ann: there is no b.txt beside it"
    ]


@pytest.mark.parametrize(
    ("name", "data"), [("a.zip", zipped({})), ("a.zip", zipped({"x/": b""})), ("a.zip", zipped({".x": b"x"}))]
)
def test_an_archive_without_files_is_told(name: str, data: bytes) -> None:
    assert read(data, name) == ["a.zip: there is no file in it that could be read"]


def test_a_bomb_is_refused_alone_in_little_memory() -> None:
    data = zipped({"bomb.txt": bytes(200 << 20), "b.txt": b"Zwei"})
    tracemalloc.start()
    try:
        found = read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == [
        "in/news.zip/bomb.txt: it unpacks to more than 250 times its size",
        "news.zip/b.txt: Zwei",
    ]
    assert peak < 64 << 20
    packed = gzip.compress(bytes(64 << 20))
    assert read(packed, "a.txt.gz") == ["a.txt.gz: it unpacks to more than 250 times its size"]


def local_header(name: bytes, packed: bytes, unpacked: bytes) -> bytes:
    sizes = zlib.crc32(unpacked), len(packed), len(unpacked), len(name), 0
    return struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0x21, *sizes) + name


def directory_entry(header: bytes, offset: int) -> bytes:
    return b"PK\x01\x02\x14\x00" + header[4:30] + bytes(10) + struct.pack("<I", offset) + header[30:]


def with_directory(data: bytes, entries: list[bytes]) -> bytes:
    directory = b"".join(entries)
    numbers = len(entries), len(entries), len(directory), len(data), 0
    return data + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, *numbers)


def test_members_that_overlap_are_a_bomb() -> None:
    """Each quotes the header of the next, and goes on with its data (bamsoftware.com/hacks/zipbomb): each alone is
    harmless."""
    unpacked = b"a" * (1 << 20)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(unpacked) + deflate.flush()
    headers: list[bytes] = []
    data = b""
    for number in range(100):
        if headers:
            quoted = headers[-1]
            packed = b"\x00" + struct.pack("<HH", len(quoted), len(quoted) ^ 0xFFFF) + data
            unpacked = quoted + unpacked
        headers.append(local_header(b"%04d.txt" % number, packed, unpacked))
        data = headers[-1] + packed
    places = [len(data) - len(header) - struct.unpack_from("<I", header, 18)[0] for header in headers]
    files = list(items(with_directory(data, list(map(directory_entry, headers, places)))))
    size = sum(len(item.article.text) for item in files if isinstance(item, Draft))
    assert len(files) == 100
    assert size <= archives.RATIO_FROM + (1 << 20)
    assert isinstance(files[-1], Refusal)


def test_members_at_one_place_are_told() -> None:
    packed, unpacked = b"\x03\x00", b""
    headers = [local_header(name, packed, unpacked) for name in (b"a.txt", b"b.txt")]
    found = read(with_directory(headers[1] + packed, [directory_entry(header, 0) for header in headers]))
    assert found[0] == "in/news.zip/a.txt: it lies where another file of the archive does"


def test_the_budget_is_for_all_that_lies_in_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_TOTAL", 2 << 30)
    spent = archives.Budget(bytes_left=10)
    with pytest.raises(OSError, match=r"^it unpacks to more than 2 GiB$"):
        spent.take_bytes(11)
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    rest = "it holds more than 2 files; the rest of it is not read"
    assert read(zipped({"a.txt": b"1", "b.txt": b"2", "c.txt": b"3"})) == [
        "news.zip/a.txt: 1",
        "news.zip/b.txt: 2",
        f"in/news.zip: {rest}",
    ]
    nested = zipped({"x.zip": zipped({"a.txt": b"1", "b.txt": b"2"}), "c.txt": b"3"})
    assert read(nested) == ["news.zip/x.zip/a.txt: 1", f"in/news.zip/x.zip: {rest}", f"in/news.zip: {rest}"]
    monkeypatch.setattr(archives, "MAX_TOTAL", 100)
    files = {"a.jsonl": RECORDS, "b.txt": b"x" * 100, "c.txt": b"3"}
    assert read(tarred(files), "n.tar") == [
        "n.tar/a.jsonl: Eins",
        "n.tar/a.jsonl: Zwei",
        "n.tar: it unpacks to more than 0 GiB; the rest of it is not read",
    ]


def test_archives_in_archives_are_told_by_all_that_they_unpack_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them, and each member, is harmless by itself."""
    monkeypatch.setattr(archives, "RATIO_FROM", 1 << 20)
    inner = zipped({f"{n}.txt": b"%d" % n + b"x" * (1 << 18) for n in range(3)})
    outer = tmp_path / "bomb.zip"
    outer.write_bytes(zipped({f"{n}.zip": zipped({"in.zip": inner}) for n in range(40)}))
    found = list(read_path(outer, CODEBOOK))
    assert sum(isinstance(item, Draft) for item in found) < 12
    assert [item.reason for item in found if isinstance(item, Refusal)] == [
        "it unpacks to more than 250 times its size; the rest of it is not read"
    ] * 3


def test_the_directory_of_a_zip_has_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_DIRECTORY", 1 << 10)
    data = zipped({f"{n}.txt": b"x" for n in range(100)})
    assert read(data) == [
        "in/news.zip: it is a ZIP archive, but its directory is longer than 0 MiB; unpack it and import the folder"
    ]


def test_a_header_of_a_tar_has_its_limit() -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 32
    data = info.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 16)
    assert read(data, "n.tar") == ["n.tar: it is a tar archive, but it is damaged"]


def test_progress_never_passes_the_size(tmp_path: Path) -> None:
    for name, data in (("a.zip", zipped(FILES)), ("a.tgz", tarred(FILES, "w:gz")), ("a.tar", tarred(FILES))):
        path = tmp_path / name
        path.write_bytes(data)
        seen: list[int] = []
        list(read_path(path, CODEBOOK, None, seen.append))
        assert 0 < sum(seen) <= len(data)


def test_many_articles_in_an_archive_take_little_memory(tmp_path: Path) -> None:
    line = b'{"text": "%s"}\n' % (b"Der Hafen ruht heute. " * 180)
    path = tmp_path / "big.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for name in ("a.jsonl", "b.jsonl"):
            info = tarfile.TarInfo(name)
            info.size = 4000 * len(line)
            archive.addfile(info, io.BytesIO(b"".join(b'{"text": "%05d%s' % (n, line[15:]) for n in range(4000))))
    tracemalloc.start()
    try:
        number = sum(isinstance(item, Draft) for item in read_path(path, CODEBOOK))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert number == 8000
    assert peak < 12 << 20


ARCHIVES = [
    ("a.zip", zipped(FILES)),
    ("a.zip", zipped({"x.zip": zipped(FILES)}, zipfile.ZIP_STORED)),
    ("a.tar", tarred({"a" * 150: b"Eins", **FILES}, format=tarfile.GNU_FORMAT)),
    ("a.tar", tarred({"ä": b"Eins", **FILES})),
    ("a.txt.gz", gzip.compress(b"Der Hafen ruht.")),
]


@given(
    st.sampled_from(ARCHIVES),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6),
    st.floats(0, 1),
)
def test_a_damaged_archive_is_never_a_crash(
    archive: tuple[str, bytes], changes: list[tuple[float, int]], length: float
) -> None:
    name, whole = archive
    data = bytearray(whole)
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    kept = bytes(data[: max(1, int(length * len(data)))]) if length < 0.5 else bytes(data)
    for item in items(kept, name):
        assert isinstance(item, Draft | Refusal)
        assert "failed on it" not in str(item)


def office_files() -> dict[str, bytes]:
    """A file of each binary format, written by a library that others use."""
    import docx
    import xlsxwriter
    from reportlab.pdfgen.canvas import Canvas

    text = "Der Hafen von Nordwik bleibt bis Montag geschlossen."
    word, excel, pdf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(word)
    with xlsxwriter.Workbook(excel, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Titel", "Text"])
        sheet.write_row(1, 0, ["Hafen", text])
    canvas = Canvas(pdf)
    canvas.drawString(72, 720, text)
    canvas.save()
    rtf = b"{\\rtf1\\ansi " + text.encode() + b"\\par}"
    return {"a.docx": word.getvalue(), "b.xlsx": excel.getvalue(), "c.pdf": pdf.getvalue(), "d.rtf": rtf}


def test_binary_formats_are_read_out_of_archives() -> None:
    files = office_files()
    text = "Der Hafen von Nordwik bleibt bis Montag geschlossen."
    for name, data in (("n.zip", zipped(files)), ("n.tgz", tarred(files, "w:gz"))):
        found = list(items(data, name))
        assert [item.article.file for item in found if isinstance(item, Draft)] == [f"{name}/{f}" for f in files]
        assert all(text in item.article.text for item in found if isinstance(item, Draft))
    for file, data in files.items():
        (item,) = items(gzip.compress(data), f"{file}.gz")
        assert isinstance(item, Draft), item
        assert (item.article.file, text in item.article.text) == (f"{file}.gz", True)


def test_an_office_document_is_no_archive() -> None:
    data = zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"})
    assert read(data, "a.pptx") == ["a.pptx: it is a presentation: save it as PDF"]
    book = zipped({"mimetype": b"application/epub+zip", "text.html": b"<html>"}, zipfile.ZIP_STORED)
    assert read(book, "a.epub") == ["a.epub: an EPUB book has a part META-INF/container.xml, which is missing"]


def test_zstandard_is_read_through() -> None:
    assert read(zstd(RECORDS), "in/a.jsonl.zst") == ["a.jsonl.zst: Eins", "a.jsonl.zst: Zwei"]
    assert read(zstd(b"Eins ") + zstd(b"zwei"), "a.txt.zst") == ["a.txt.zst: Eins zwei"]
    assert read(zstd(tarred(FILES, "w:")), "news.tar.zst") == read(tarred(FILES, "w:"), "news.tar.zst")


def test_damaged_zstandard_is_refused() -> None:
    lines = zstd(b"".join(b'{"text": "%s"}\n' % os.urandom(50).hex().encode() for _ in range(3000)))
    kept = list(items(lines[:-1000], "a.jsonl.zst"))
    assert len(kept) > 1000
    assert str(kept[-1]) == "a.jsonl.zst: it ends too early"
    assert read(lines[:1], "a.jsonl.zst") != []
    assert read(lines[:4] + b"\xff" * 100, "a.jsonl.zst") == ["a.jsonl.zst: it is damaged"]
    assert read(zstd(bytes(64 << 20)), "a.txt.zst") == ["a.txt.zst: it unpacks to more than 250 times its size"]
