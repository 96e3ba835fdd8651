"""Whatever the text holds: what was selected is what the export says, byte for byte, by mouse and by key."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.end_to_end.window import ALT, CTRL, NONE, SHIFT, Driver, Key, Windows, open_windows
from tests.making import make_draft

windows = open_windows

FAMILY = "👩‍👩‍👧‍👦"
FLAG = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
TEXTS = {
    "emoji": "Der 🚢 Kapitän 😀 sagte 👍🏽 dazu: „Wir 😀 warten 🇩🇪 noch.“ Danach schwieg er.",
    "joined": f"Die {FAMILY} Familie {FLAG} Reederei lachte ❤️‍🔥 und ging. Dann kam {FAMILY} wieder.",
    "combining": "Cafe\u0301 Mu\u0308ller n\u0303 o\u0308ffnete Zürich und a\u0323\u0302 blieb bei Übergängen.",
    "umlauts": "Über Öffnungen äußerte Jürgen Groß größte Süßigkeiten der Fährgäste.",
    "arabic": "قال «الاتفاق 2025 ممكن» اليوم بعد اجتماع طويل في الميناء.",
    "thai": "นายสมชายจากสหภาพ กล่าวว่า “เราจะเริ่มงานวันที่ 3” แล้วเดินออก",
    "hindi": "निदेशक क्षितिजा शर्मा ने कहा, “हम राष्ट्रीय काम शुरू करेंगे।”",
    "hebrew": "אמר שלום עולם אחרי הפגישה 😀 עם שר התחבורה.",
    "mixed": "Er sagte שלום עולם und ging 😀 weg قال المدير heute.",
    "astral": "𝔇𝔦𝔢 𝔉ä𝔥𝔯𝔢 𐍈𐌰𐌹 𠀋𠀌 𝒻ä𝓇𝓉 heute 𝟙𝟚𝟛 Mal.",
    "separators": "Erste Zeile\u2028zweite Zeile 😀\u2029dritte Zeile\u0085vierte\u000bfünfte\u00a0sechste Zeile.",
    "byte order mark": "\ufeffDie Fähre 😀 wartet noch lange am Kai.",
    "swapped mark": "\ufffeDie Fähre 😀 wartet noch lange am Kai.",
    "odd": "Ein\u200bnullbreites\ufeffZeichen\ufdd0und\ufffd ein\tTab, weiches\u00adTrennen, ein \x00 Nul \x1f.",
}


@pytest.fixture
def driver(windows: Windows) -> Driver:
    return windows.open(*(make_draft(text, title=name) for name, text in TEXTS.items()))


def open_text(driver: Driver, name: str) -> int:
    number = list(TEXTS).index(name) + 1
    assert driver.window.articles.select_article(number)
    assert driver.text == TEXTS[name]
    return number


def exported_bytes(driver: Driver, number: int) -> list[bytes]:
    record: dict[str, Any] = driver.record(number)
    assert record["text"] == driver.text
    for span in record["spans"]:
        assert span["text"] == record["text"][span["start"] : span["end"]]
    return [span["text"].encode() for span in record["spans"]]


@pytest.mark.parametrize("name", TEXTS)
def test_by_mouse(driver: Driver, name: str) -> None:
    number, text = open_text(driver, name), TEXTS[name]
    letters = [n for n, c in enumerate(text) if c.isalnum()]
    for share, held in ((0.2, NONE), (0.5, ALT), (0.8, NONE)):
        first, last = letters[round(share * 0.4 * len(letters))], letters[round(share * 0.9 * len(letters))]
        driver.drag(first, last, held)
        chosen = driver.pane.selected_text()
        assert chosen
        assert chosen in text
        driver.press("a")
        start, end = driver.active.start, driver.active.end
        assert text[start:end] == chosen
        assert chosen.encode() in exported_bytes(driver, number)
        assert len(driver.pane.selected_text().encode()) == len(chosen.encode())


@pytest.mark.parametrize("name", TEXTS)
def test_by_key(driver: Driver, name: str) -> None:
    number, text = open_text(driver, name), TEXTS[name]
    selected = []
    driver.press(Key.Key_Home, CTRL)
    forward = Key.Key_Left if driver.pane.writes_leftwards() else Key.Key_Right
    for keys in (
        [(forward, NONE)],
        [(forward, NONE), (forward, NONE), (forward, SHIFT)],
        [(forward, NONE), (Key.Key_Up, CTRL)],
        [(forward, ALT), (forward, SHIFT | ALT), (forward, SHIFT | ALT), (forward, SHIFT | ALT)],
        [(Key.Key_End, CTRL), (Key.Key_Home, CTRL | SHIFT)],
    ):
        for key, held in keys:
            driver.press(key, held)
        if driver.pane.selection is None:
            word = driver.pane.current_word()
            if word is None:
                continue
            chosen = text[slice(*word)]
        else:
            chosen = driver.pane.selected_text()
        driver.press("u")
        assert text[driver.active.start : driver.active.end] == chosen
        selected.append(chosen.encode())
        driver.press(Key.Key_Escape)
    assert len(selected) >= 3
    assert sorted(set(exported_bytes(driver, number))) == sorted(set(selected))


def test_resizing_by_character_never_cuts_what_a_reader_sees_as_one(driver: Driver) -> None:
    number = open_text(driver, "joined")
    driver.label("Die", "a")
    driver.press(Key.Key_Right, ALT | SHIFT, times=2)
    assert exported_bytes(driver, number) == [f"Die {FAMILY}".encode()]
    driver.press(Key.Key_Right, CTRL | ALT | SHIFT, times=4)
    assert exported_bytes(driver, number) == [FAMILY.encode()]


ANY = st.text(
    st.sampled_from("aZß 😀👩‍👧\u0301\u0308\u2028\u2029\n\t\r𝔇שع,.„“\x00\ufdd0\ufffe\u200b"),
    min_size=1,
    max_size=40,
)
MOVES = st.lists(
    st.tuples(
        st.sampled_from([Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End]),
        st.sampled_from([NONE, CTRL, ALT, SHIFT, SHIFT | ALT, SHIFT | CTRL]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY.filter(lambda text: text.strip()), moves=MOVES)
def test_any_text_and_any_way_to_select(driver: Driver, text: str, moves: list[tuple[Key, Any]]) -> None:
    report = driver.project.import_drafts([make_draft(text)])
    if report.change is None:  # the same text as an example before
        return
    driver.window.session.take(report.change)
    assert report.first_id is not None
    assert driver.window.articles.select_article(report.first_id)
    driver.pane.setFocus()
    for key, held in moves:
        driver.press(key, held)
    chosen = driver.pane.selected_text()
    before = len(driver.spans)
    driver.press("q")
    if len(driver.spans) > before and chosen:
        assert exported_bytes(driver, report.first_id) == [chosen.encode()]
    else:
        assert [driver.text[s.start : s.end].encode() for s in driver.spans] == exported_bytes(
            driver, report.first_id
        )
