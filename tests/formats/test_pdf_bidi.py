"""Lines of Arabic and Hebrew in PDFs, told from where their letters stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.pdf_bidi import Glyph, is_right_to_left, pieces
from annotator.formats.readers.pdf import PdfReader
from tests.formats.fuzzing import draft

WIDE, HIGH = 6.0, 12.0
HEBREW, ARABIC = "אבגדהוזחטיכלמנסעפצקרשתםןףץך", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def painted(shown: str) -> list[Glyph]:
    """The letters of a line as it is painted, from the left; blanks are half as wide."""
    found, at = [], 100.0
    for character in shown:
        if character == " ":
            at += WIDE / 2
        else:
            found.append((character, (at, 100.0, at + WIDE, 100.0 + HIGH)))
            at += WIDE
    return found


def read(shown: str, gap: float = 1.0) -> list[str]:
    return [text for _, text in pieces(painted(shown), gap)]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("םולש", "שלום"),
        ("תוינא 120 הכח", "חכה 120 אניות"),
        ("Harbour Times Weekly-ל רמא", "אמר ל-Harbour Times Weekly"),
        # PDFium has mirrored these brackets, or not.
        ("דבל )ואב( ןכ", "כן (באו) לבד"),
        ("דבל (ואב) ןכ", "כן (באו) לבד"),
        ("(BBC) ןכ", "כן (BBC)"),
        ("4.5%-ב 1,250 13/03/2025", "13/03/2025 1,250 ב-4.5%"),
        # Among Arabic letters a sign is no part of a number.
        ("%4.5 ةبسن", "نسبة 4.5%"),
        ("1-2 رسخ", "خسر 2-1"),
        ("10:30 ةعاسلا", "الساعة 10:30"),
        ("24/25 سأك", "كأس 24/25"),
        ("«ضرعلا اذهب لبقن نل» :لاقو", "وقال: «لن نقبل بهذا العرض»"),
        ("«ضرعلا» ،ردان", "نادر، «العرض»"),
        ("“דחא ףא” רמא", "אמר “אף אחד”"),
        # Letters by their shapes, one of which is two.
        ("\ufee1\ufefc\ufeb3", "\u0633\u0644\u0627\u0645"),
    ],
)
def test_a_line_is_read_from_the_right(shown: str, text: str) -> None:
    assert read(shown) == [text]


@given(st.lists(st.text(HEBREW, min_size=1), min_size=1) | st.lists(st.text(ARABIC, min_size=1), min_size=1))
def test_any_words_come_back(words: list[str]) -> None:
    text = " ".join(words)
    assert read(text[::-1]) == [text]


@given(st.text(HEBREW + ARABIC + "abc019 ()«»“”.,:-%$&\u05b8\u0651\U00010900"))
def test_nothing_is_lost(shown: str) -> None:
    def kept(text: str) -> list[str]:
        return sorted(text.translate(str.maketrans("()«»“”", "((««““")).replace(" ", ""))

    assert kept("".join(read(shown))) == kept(shown)


def test_wide_gaps_part_a_line() -> None:
    assert read("ב" + " " * 10 + "א") == ["א", "ב"]
    assert list(pieces([], 1.0)) == []


def test_most_letters_tell_the_direction() -> None:
    assert is_right_to_left("כן ab") is False
    assert is_right_to_left("כן, a 123456")
    assert not is_right_to_left("123")


def pdf(*lines: tuple[float, float, str]) -> bytes:
    """A page with lines as they are painted: where they begin from the left and from the bottom, in points.

    Its font is one of the file's own, as other machines have other fonts: boxes, six points wide.
    """
    letters = sorted({character for _, _, text in lines for character in text})
    codes = {character: code for code, character in enumerate(letters, 33)}

    def line(x: float, y: float, text: str) -> str:
        return f"BT /F 12 Tf 1 0 0 1 {x} {y} Tm <{bytes(codes[c] for c in text).hex()}> Tj ET\n"

    widths = " ".join("250" if c == " " else "500" for c in letters)
    names = " ".join(f"/c{code}" for code in codes.values())
    glyphs = " ".join(f"/c{code} 5 0 R" for code in codes.values())
    unicode = "".join(f"<{code:02x}> <{c.encode('utf-16-be').hex()}>\n" for c, code in codes.items())
    streams = [
        "500 0 0 0 500 800 d1 0 0 480 700 re f",
        "".join(line(*one) for one in lines),
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{unicode}endbfchar endcmap end",
    ]
    objects = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R /Resources <</Font <</F 4 0 R>>>>>>",
        "<</Type /Font /Subtype /Type3 /FontBBox [0 -200 500 800] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/FirstChar 33 /LastChar {32 + len(codes)} /Widths [{widths}] /CharProcs <<{glyphs}>> "
        f"/Encoding <</Type /Encoding /Differences [33 {names}]>> /ToUnicode 7 0 R>>",
        *(f"<</Length {len(part)}>> stream\n{part}\nendstream" for part in streams),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer <</Size {size} /Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def test_a_page_is_read_from_the_right() -> None:
    """Of two columns the right one comes first; where a line ends early, at the left, so does the paragraph."""
    right = [
        "אניות 120 יצאו הבוקר מן הנמל (כולן)",
        "כך הודיע Harbour Times.",
        "נציגי העובדים אמרו: לא נסכים להצעה",
        "הזאת, גם לא בשנה הבאה, ולא אחריה.",
    ]
    left = [
        "המשא ומתן יימשך בשבוע הבא בחיפה",
        "ואחר כך יתכנס הוועד שוב לדיון נוסף",
        "ובו יוחלט מה יהיה בהמשך הדרך בנמל",
        "הזה.",
    ]
    painted_as = {
        right[0]: "(ןלוכ) למנה ןמ רקובה ואצי 120 תוינא",
        right[1]: ".Harbour Times עידוה ךכ",
    }

    def lines(texts: list[str], edge: float) -> list[tuple[float, float, str]]:
        shown = [painted_as.get(text, text[::-1]) for text in texts]
        wide = [sum(3 if c == " " else 6 for c in text) for text in shown]
        return [(edge - w, 700 - 15 * n, text) for n, (w, text) in enumerate(zip(wide, shown, strict=True))]

    data = pdf(*lines(right, 560), *lines(left, 280))
    assert draft(PdfReader(), data).article.text == (
        f"{right[0]} {right[1]}\n\n{right[2]} {right[3]}\n\n{' '.join(left)}"
    )
