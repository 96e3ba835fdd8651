from __future__ import annotations

import codecs
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.encoding import binary_kind, decode, decode_markup, head_text
from tests.formats.east_asian import EAST_ASIAN

GERMAN = (
    "Die Bürgermeisterin sagte: „Wir müssen die Straße schließen.“ – So geht’s nicht weiter, erklärte Jörg Weiß.\n"
)
FRENCH = "« Nous avons décidé d’arrêter », a déclaré la députée. L’élève était là, à côté de l’hôtel.\n"
ENGLISH = "“We can’t do that,” she said — the café’s owner agreed. It’s £5.\n"
SPANISH = "El señor Núñez dijo que mañana habrá una reunión. ¿Qué pasó? ¡Nada!\n"
DANISH = "Rådet sagde på mødet, at øen skal have færre både.\n"
POLISH = "Zażółć gęślą jaźń. Minister powiedział, że rząd nie może się zgodzić na więcej środków.\n"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. Ministr řekl, že vláda nemůže souhlasit.\n"
RUSSIAN = "Министр сказал, что правительство не поддержит предложение. Мы против, добавил он.\n"
GREEK = "Ο υπουργός είπε ότι η κυβέρνηση δεν θα στηρίξει την πρόταση.\n"
TURKISH = "Bakan, hükümetin öneriyi desteklemeyeceğini söyledi. Şimdi görüşmeler sürüyor, ışık açık.\n"
ARABIC = "قال الوزير إن الحكومة لن تدعم الاقتراح في هذا الوقت.\n"
CHINESE = "部长说，政府不会支持这项提案。\n“我们反对。”他补充道。\n"


@pytest.mark.parametrize("text", [GERMAN, FRENCH, RUSSIAN, CHINESE, "🙂 👩‍🔬 é́\r\n\u2028x", "plain"])
def test_unicode_with_a_mark_and_utf8_without(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")
    assert decode(codecs.BOM_UTF8 + text.encode()) == (text, "utf-8")
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == (text, "utf-16-le")
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == (text, "utf-16-be")
    assert decode(codecs.BOM_UTF32_LE + text.encode("utf-32-le")) == (text, "utf-32-le")
    assert decode(codecs.BOM_UTF32_BE + text.encode("utf-32-be")) == (text, "utf-32-be")


@pytest.mark.parametrize("text", [GERMAN, ENGLISH, RUSSIAN, CHINESE, "ab", ARABIC + "🙂"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_shows_by_its_nul_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


def test_half_a_surrogate_pair_in_utf16_is_kept() -> None:
    text = "a\ud800b"
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le", "surrogatepass")) == (text, "utf-16-le")


@pytest.mark.parametrize("repeat", [1, 40])
@pytest.mark.parametrize("text", [GERMAN, FRENCH, ENGLISH, SPANISH, DANISH, "Käthe Müller sagte nichts.", "ü"])
def test_western_text_is_windows_1252(text: str, repeat: int) -> None:
    data = (text * repeat if text.endswith("\n") else text).encode("cp1252")
    assert decode(data) == (data.decode("cp1252"), "cp1252")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (GREEK, "cp1253"),
        (TURKISH, "cp1254"),
        (ARABIC, "cp1256"),
        (GERMAN, "mac_roman"),
        ("Größe und Überfluss für müde Bürger, übrigens.\n", "cp850"),
    ],
)
def test_other_encodings_are_told_by_how_the_text_reads(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
@pytest.mark.parametrize(
    "text",
    [
        "Přístav je zavřený, řekla starostka. „Déle čekat nemůžeme,“ dodala mluvčí svazu.\n",
        "Prístav je zatvorený, povedala starostka. „Dlhšie čakať nemôžeme,“ dodala hovorkyňa zväzu.\n",
        "A kikötőt lezárták, mondta a polgármester. A dokkmunkások erről később döntenek, tőlük függ a jövő.\n",
        "Pristanišče je zaprto, je dejala županja. Čakali so že dovolj, še dlje ne bodo, sporoča združenje.\n",
    ],
)
def test_letters_tell_the_languages_of_central_europe_from_western_ones(text: str, encoding: str) -> None:
    if encoding == "iso8859_2":
        text = text.replace("„", '"').replace("“", '"')
    assert decode(text.encode(encoding))[0] == text


def test_some_foreign_names_are_no_other_language() -> None:
    text = "José Muñoz, Anaïs Lefèvre und Jens Çelik sprachen über Größe und Überfluss.\n"
    assert decode(text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize("encoding", EAST_ASIAN)
@pytest.mark.parametrize("repeat", [1, 2, 50])
def test_east_asian_text_is_told_by_its_usual_characters(encoding: str, repeat: int) -> None:
    text = f"Fähre 2025\n{EAST_ASIAN[encoding]}\n".replace("ä", "a") * repeat
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", EAST_ASIAN)
def test_a_few_east_asian_characters_could_be_anything(encoding: str) -> None:
    try:
        found = decode(EAST_ASIAN[encoding][:12].encode(encoding))[1]
    except ValueError as error:
        found = str(error)
    assert found not in EAST_ASIAN


def test_japanese_of_seven_bits_is_told_by_its_escapes() -> None:
    text = EAST_ASIAN["cp932"]
    assert decode(text.encode("iso2022_jp")) == (text, "iso2022_jp")
    assert decode(b"An escape \x1b$Before a word") == ("An escape \x1b$Before a word", "utf-8")


@pytest.mark.parametrize("word", ["ID3", "RIFF", "BZh", "PAR1", "GIF8", "OggS"])
def test_texts_may_begin_like_the_signature_of_a_binary_file(word: str) -> None:
    for text in (word, f"{word} von Nordwik: Der Hafen bleibt zu.", f"{word}\nDer Hafen bleibt zu."):
        assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^the file is empty$"):
        decode(data)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        (b"PK\x03\x04\x14\0\x06\0", "a ZIP archive or an office document"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zipPK", "an EPUB book"),
        (b"#FORMAT=WebAnno TSV 3.3\n", "WebAnno TSV (export it as UIMA CAS)"),
        (b"SQLite format 3\0\x10\0", "an SQLite database"),
        (b"{\\rtf1\\ansi Hello}", "an RTF document"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"ID3\x03\0\0\0\0\x1f\x76", "an MP3 file"),
        (b"RIFF\x24\x08\0\0WAVEfmt ", "a media file"),
        (b"RIFF\x24\x08\0\0AVI LIST", "a media file"),
        (b"GIF89a\x01\0", "a GIF image"),
        (b"OggS\0\x02", "an Ogg file"),
        (b"BZh91AY&SY\x19", "a bzip2 archive"),
        (b"PAR1\x15\x04\x15", "a Parquet file"),
    ],
)
def test_well_known_binary_files_are_named(head: bytes, kind: str) -> None:
    assert binary_kind(head) == kind
    with pytest.raises(ValueError, match=f"^the file is {re.escape(kind)}, not text$"):
        decode(head)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\0\x01\x02\x03ELF\0\0\0text\0\0",
        codecs.BOM_UTF16_LE + bytes(range(256)) * 8,
        b"name\0\0\0\0\0\0\0\0\0000644\0",
    ],
)
def test_other_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"not text$"):
        decode(data)


def test_a_stray_control_character_is_still_text() -> None:
    text = "The wire sent a NUL \0 and an escape \x1b here, as it does."
    assert decode(text.encode()) == (text, "utf-8")


def test_a_stray_nul_makes_no_chinese_of_english() -> None:
    for text in (
        "The wire sent a NUL \0 here.",
        "ab\0\0cd, as it does now and then",
        "\0" + "Der Hafen ruht heute.",
    ):
        assert decode(text.encode()) == (text, "utf-8")
        assert head_text(text.encode()) == text


def test_damaged_unicode_is_refused_not_mangled() -> None:
    data = GERMAN.encode()
    reason = rf"^byte {len(data) + 1} is not UTF-8, though most of the file is: save it as UTF-8$"
    with pytest.raises(ValueError, match=reason):
        decode(data + b"\xe4\n")
    with pytest.raises(ValueError, match=r"^the file is marked as UTF-16-LE, but byte 3 is not$"):
        decode(codecs.BOM_UTF16_LE + b"a\0b")
    with pytest.raises(ValueError, match=r"^the file is marked as UTF-8, but byte 2 is not$"):
        decode(codecs.BOM_UTF8 + b"a\xff")


def test_bytes_that_read_as_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match=r"can't be told"):
        decode(RUSSIAN.encode("cp866"))


def test_the_detector_is_imported_only_when_it_is_needed() -> None:
    code = (
        "import sys; from annotator.formats.encoding import decode;"
        "decode('für'.encode()); assert 'charset_normalizer' not in sys.modules;"
        "decode(b'f\\xfcr'); assert 'charset_normalizer' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda t: t[0] != "\ufeff"))
def test_utf8_comes_back(text: str) -> None:
    data = text.encode()
    if binary_kind(data) is None:
        assert decode(data) == (text, "utf-8")


@given(st.binary() | st.binary().map(lambda b: b.replace(b"\0", b"")))
def test_any_bytes_make_text_or_a_plain_value_error(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except ValueError as error:
        refusal = error
    else:
        assert text.encode(encoding, "surrogatepass") in data
        return
    # Its subclasses, such as UnicodeDecodeError, say nothing to a person.
    assert type(refusal) is ValueError


def page(declaration: str, text: str) -> str:
    return f"<html><head>{declaration}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("declaration", "text", "encoding", "name"),
    [
        ('<meta charset="utf-8">', GERMAN, "utf-8", "utf-8"),
        ('<meta charset="iso-8859-1">', GERMAN, "utf-8", "utf-8"),
        ('<meta charset="iso-8859-1">', GERMAN, "cp1252", "cp1252"),
        ("<META CONTENT='text/html; CHARSET=Windows-1250' http-equiv=content-type>", POLISH, "cp1250", "cp1250"),
        ('<meta charset="koi8-r">', RUSSIAN, "koi8_r", "koi8-r"),
        ('<meta charset="gb2312">', CHINESE, "gb18030", "gb18030"),
        ('<meta charset="shift_jis">', "港は閉鎖されたままです。", "cp932", "cp932"),
        ('<meta charset="iso-2022-jp">', "港は閉鎖されたままです。", "iso2022_jp", "iso2022_jp"),
        ('<meta charset="utf-8">', GERMAN, "cp1252", "cp1252"),
        ('<meta charset="unicode_escape">', GERMAN + "\\u0041", "cp1252", "cp1252"),
        ('<?xml version="1.0" encoding="iso-8859-2"?>', CZECH, "iso8859_2", "iso8859-2"),
        ('<meta charset="utf-16">', GERMAN, "utf-16-le", "utf-16-le"),
        ("", GERMAN, "cp1252", "cp1252"),
    ],
)
def test_markup_says_its_encoding_as_browsers_understand_it(
    declaration: str, text: str, encoding: str, name: str
) -> None:
    whole = page(declaration, text)
    assert decode_markup(whole.encode(encoding)) == (whole, name)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r"])
@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "iso-8859-15"])
def test_no_page_in_cyrillic_letters_is_latin_whatever_it_says(encoding: str, declared: str) -> None:
    page = f'<meta charset="{declared}"><p>{RUSSIAN * 3}</p>'
    assert decode_markup(page.encode(encoding)) == (page, encoding)
    few = f'<meta charset="{declared}"><p>{GERMAN}</p><p>ÄÖÜÄÖÜ</p>'
    assert decode_markup(few.encode("cp1252"))[0] == few


@pytest.mark.parametrize("declared", ["", '<meta charset="iso-8859-1">'])
def test_the_sign_of_the_euro_tells_latin_9(declared: str) -> None:
    page = f"{declared}<p>Für die Fähre zahlen Gäste künftig 12 € und Käthe nur €3.</p>"
    assert decode_markup(page.encode("iso8859_15")) == (page, "iso8859_15")
    windows = page.replace("12", "„12“")
    assert decode_markup(windows.encode("cp1252")) == (windows, "cp1252")


def test_what_came_with_a_page_goes_before_what_it_says_itself() -> None:
    whole = page('<meta charset="iso-8859-1">', POLISH)
    assert decode_markup(whole.encode("cp1250"), "windows-1250") == (whole, "cp1250")
    assert decode_markup(codecs.BOM_UTF8 + whole.encode(), "windows-1250") == (whole, "utf-8")


def test_a_page_put_together_from_two_encodings_is_read() -> None:
    data = page("", FRENCH).encode() + "Müller".encode("cp1252") + b"\x81"
    assert decode_markup(data) == (page("", FRENCH) + "Müller\ufffd", "utf-8")


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 8, b"<p>" + b"\x01" * 30])
def test_what_is_no_markup_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^the file is "):
        decode_markup(data)


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "latin-1", "hex", "zlib", "utf-7", "\0", "gbk"]))
def test_any_markup_is_decoded_or_refused(data: bytes, declared: str | None) -> None:
    head_text(data)
    caught: ValueError | None = None
    try:
        decode_markup(data, declared)
    except ValueError as error:
        caught = error
    assert not isinstance(caught, UnicodeError)
