"""Markers and citations of prose: renumbered, one for each passage, none without the other."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rag.writing.citing import Cited, composed
from tests.rag.writing.articles import HUE_ARTICLE, TRIP_ARTICLE, line, sheet

SHEET = sheet(HUE_ARTICLE, TRIP_ARTICLE)


def cited(text: str, *words: str, item: bool = False) -> Cited:
    return Cited(text, tuple(line(SHEET, word) for word in words), item)


def test_markers_stand_behind_the_stop() -> None:
    said = [cited("Có 120 đại biểu.", "120 đại biểu"), cited("Đi Cửa Lò", "Cửa Lò")]
    prose = composed(said, SHEET, {})
    assert prose.text == "Có 120 đại biểu. [1] Đi Cửa Lò. [2]"
    assert [c.n for c in prose.citations] == [1, 2]
    assert [c.quote for c in prose.citations] == [one.lines[0].sentence.text for one in said]


def test_neighbours_are_one_passage() -> None:
    said = [cited("Bà Hạnh khai mạc.", "Trần Thị Hạnh"), cited("Tai nạn giảm 12%.", "giảm 12%")]
    said += [cited("Đi Cửa Lò.", "Cửa Lò")]
    prose = composed(said, SHEET, {("hue", line(SHEET, "giảm 12%").sentence.index): 2.5})
    assert prose.text == "Bà Hạnh khai mạc. [1] Tai nạn giảm 12%. [1] Đi Cửa Lò. [2]"
    first, second = prose.citations
    assert first.quote.startswith("Bà Trần Thị Hạnh")
    assert first.quote.endswith("so với năm trước.")
    assert (first.article.id, second.article.id) == ("hue", "nghi-mat")
    assert (first.score, second.score) == (2.5, 0.0)


def test_a_title_is_no_part_of_the_passage_below_it() -> None:
    title, first, *_ = SHEET.lines
    assert composed([Cited("Hội thảo tại Huế.", (title, first))], SHEET, {}).text == "Hội thảo tại Huế. [1][2]"


def test_several_lines_and_stops_of_all_kinds() -> None:
    prose = composed([cited("Ai cũng vui…", "Cửa Lò", "120 đại biểu"), cited("Thật vậy!", "Cửa Lò")], SHEET, {})
    assert prose.text == "Ai cũng vui… [1][2] Thật vậy! [1]"


def test_items_stand_on_lines_of_their_own() -> None:
    said = [cited("Có hai nơi:", "Cửa Lò"), cited("Cửa Lò", "Cửa Lò", item=True)]
    said += [cited("Huế.", "120 đại biểu", item=True)]
    assert composed(said, SHEET, {}).text == "Có hai nơi: [1]\n• Cửa Lò. [1]\n• Huế. [2]"


@given(st.lists(st.lists(st.sampled_from(SHEET.lines), min_size=1, max_size=4), min_size=1, max_size=6))
def test_every_marker_has_a_citation_and_every_citation_a_marker(chosen: list[list]) -> None:  # type: ignore[type-arg]
    prose = composed([Cited(f"Câu số {n}.", tuple(lines)) for n, lines in enumerate(chosen)], SHEET, {})
    markers = [int(n) for n in re.findall(r"\[(\d+)\]", prose.text)]
    assert sorted(set(markers)) == [c.n for c in prose.citations] == list(range(1, len(prose.citations) + 1))
    first_seen = list(dict.fromkeys(markers))
    assert max(first_seen) == len(first_seen)
    for citation in prose.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end]
    for lines in chosen:
        for one in lines:
            assert any(c.start <= one.sentence.start and one.sentence.end <= c.end for c in prose.citations)
