"""Articles found again in the lines of their pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.offsets import Cut
from annotator.formats.page_alignment import align
from annotator.formats.page_merge import Merged, merge


def shown(merged: Merged) -> str:
    """The text with its pieces in brackets, which hold their line ends."""
    text, last = "", 0
    for piece in merged.pieces:
        text += merged.text[last : piece.start] + "[" + merged.text[piece.start : piece.end] + "]"
        last = piece.end
    return text + merged.text[last:]


def test_lines_between_and_around() -> None:
    merged = merge("eins\nzwei", ["Start", "eins", "Anzeige", "zwei", "Ende"])
    assert shown(merged) == "[Start\n]eins\n[Anzeige\n]zwei\n[Ende\n]"
    assert merged.kept == {1, 3}


def test_parts_of_lines() -> None:
    merged = merge("Der Hafen bleibt heute zu.", ["Nordwik: Der Hafen bleibt (Karte) heute zu. Mehr"])
    assert shown(merged) == "[Nordwik: ]Der Hafen bleibt [(Karte) ]heute zu.[ Mehr]"


def test_lines_that_the_article_joins_and_parts() -> None:
    assert shown(merge("Kai eins zwei drei", ["Kai eins", "zwei drei"])) == "Kai eins zwei drei"
    assert shown(merge("Kai eins\nzwei drei", ["Kai eins zwei drei"])) == "Kai eins\nzwei drei"
    inside = shown(
        merge("der Kai bleibt zu und das Tor auch", ["der Kai bleibt zu", "Werbung", "und das Tor auch"])
    )
    assert inside == "der Kai bleibt zu [\nWerbung\n]und das Tor auch"


def test_marks_of_lists_and_tables_are_the_articles() -> None:
    assert shown(merge("- eins\n- zwei", ["eins", "zwei"])) == "- eins\n- zwei"
    assert shown(merge("| eins | zwei |", ["eins | zwei"])) == "| eins | zwei |"
    assert shown(merge("eins\nzwei\ndrei vier fünf", ["eins | zwei", "drei vier fünf"])) == (
        "eins\nzwei\ndrei vier fünf"
    )


def test_words_that_stand_together_on_one_side() -> None:
    assert shown(merge("der Kai am Hafentor ist heute zu", ["der Kai am Hafen tor ist heute zu"])) == (
        "der Kai am Hafentor ist heute zu"
    )


def test_of_two_lines_alike_the_preferred_or_the_nearest_is_the_articles() -> None:
    page = ["Sturm", "Menü", "Sturm", "Von Ada", "der Kai bleibt zu", "Sturm"]
    article = "Sturm\nder Kai bleibt zu"
    assert shown(merge(article, page)) == "[Sturm\n][Menü\n]Sturm\n[Von Ada\n]der Kai bleibt zu\n[Sturm\n]"
    first = shown(merge(article, page, frozenset({0})))
    assert first == "Sturm\n[Menü\n][Sturm\n][Von Ada\n]der Kai bleibt zu\n[Sturm\n]"


def test_what_the_page_lacks_stays_in_the_article() -> None:
    assert shown(merge("anderswo\nder Kai bleibt zu", ["Menü", "der Kai bleibt zu"])) == (
        "[Menü\n]anderswo\nder Kai bleibt zu"
    )
    assert shown(merge("ganz anders", ["Menü", "Ende"])) == "[Menü\n][Ende\n]ganz anders"


LINES = st.lists(
    st.lists(st.sampled_from([*"abcdefg", "|", "-", "a.", "éa"]), min_size=1, max_size=6).map(" ".join)
)


@given(LINES.filter(bool), LINES)
def test_the_article_is_never_changed(article: list[str], page: list[str]) -> None:
    text = "\n".join(article)
    merged = merge(text, page, frozenset({0, 2}))
    assert Cut(merged.text, [(piece.start, piece.end) for piece in merged.pieces]).text.removesuffix("\n") == text
    assert all(piece.end <= other.start for piece, other in zip(merged.pieces, merged.pieces[1:], strict=False))
    words = [word for line in page for word in line.split() if word[0].isalnum()]
    assert all(word in merged.text for word in words)


@given(LINES, LINES)
def test_stretches_never_go_backwards_and_hold_the_same_words(article: list[str], page: list[str]) -> None:
    text = "\n".join(article)
    last = 0
    for line, stretches in zip(page, align(text, page), strict=True):
        begin = 0
        for stretch in stretches:
            assert begin <= stretch.start < stretch.end <= len(line)
            assert last <= stretch.at <= stretch.until <= len(text)
            begin, last = stretch.end, stretch.until
            said = [c for c in line[stretch.start : stretch.end] if c.isalnum()]
            assert set(said) <= set(text[stretch.at : stretch.until])


@given(LINES.filter(bool), st.lists(st.sampled_from(["Menü", "Ende", "Mehr zum Thema"]), max_size=4))
def test_an_article_among_lines_of_its_page_is_found_whole(article: list[str], around: list[str]) -> None:
    merged = merge("\n".join(article), [*around, *article, *around])
    assert [merged.text[piece.start : piece.end].strip() for piece in merged.pieces] == [*around, *around]
