import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.outgoing import MAX_UNITS, units
from bot.telegram.richtext import Run, bold, is_border, linked, message, messages, shortened
from bot.visible import visible
from tests.fake_telegram_html import parse

EMOJI = [
    "👨‍👩‍👧‍👦",
    "🇻🇳",
    "👍🏽",
    "1️⃣",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "e\u0323\u0302",
    "😀",
]
WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*EMOJI, "<b>", "&lt;", "</blockquote>", "“Trích.” ", "\n\n", ". ", "công đoàn ", "\ud83d"]),
)
TEXTS = st.lists(WORDS, max_size=60).map("".join)
RUNS = st.lists(
    st.builds(
        Run,
        TEXTS,
        bold=st.booleans(),
        italic=st.booleans(),
        link=st.none() | st.just('https://x.vn/?a="1"&b=<2>'),
        quote=st.integers(0, 2),
    ),
    max_size=8,
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(max_examples=300, deadline=None)
@given(RUNS, st.sampled_from([20, 64, 500, MAX_UNITS]))
def test_any_runs_become_messages_that_telegram_takes(runs: list[Run], limit: int) -> None:
    sent = messages(*runs, limit=limit)
    parsed = [parse(piece.html) for piece in sent]
    for piece, read in zip(sent, parsed, strict=True):
        assert 0 < units(read) <= limit
        assert read == read.strip() == piece.plain
        piece.html.encode()
    whole = visible("".join(run.text for run in runs))
    assert squeezed("".join(parsed)) == squeezed(whole)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*EMOJI, "a", "ế", " "]), min_size=30, max_size=200).map("".join))
def test_no_cut_falls_into_an_emoji(text: str) -> None:
    text = text.replace("🇻🇳", "😀")  # `regex` takes a row of flags for one grapheme: see the test below
    whole = set(regex.findall(r"\X", text))
    for piece in messages(text, limit=24):
        assert set(regex.findall(r"\X", piece.plain)) <= whole


@pytest.mark.parametrize("emoji", EMOJI)
def test_a_row_of_emoji_is_cut_between_them(emoji: str) -> None:
    pieces = messages(emoji * 3_000)
    assert len(pieces) > 1
    assert {piece.plain.replace(emoji, "") for piece in pieces} == {""}


def test_a_letter_with_thousands_of_marks_is_cut_anyway() -> None:
    pieces = messages("a" + "\u0301" * 9_000)
    assert [units(piece.plain) for piece in pieces] == [4_096, 4_096, 809]


def test_cuts_prefer_paragraphs_then_sentences_then_words() -> None:
    paragraphs = "Một câu. " * 6 + "\n\n" + "Hai câu. " * 6
    assert messages(paragraphs, limit=70)[0].plain == ("Một câu. " * 6).strip()
    assert messages("Một câu dài. TP. Hà Nội có ba quận", limit=22)[0].plain == "Một câu dài."
    assert messages("một hai ba bốn năm", limit=12)[0].plain == "một hai ba"


def test_a_blockquote_goes_on_in_the_next_message() -> None:
    pieces = messages("Theo bài:\n", *[Run("Một câu khá dài. " * 600, quote=1)], "\nNguồn")
    assert len(pieces) == 3
    assert all(piece.html.count("<blockquote expandable>") == 1 for piece in pieces)
    assert pieces[-1].html.endswith("</blockquote>\nNguồn")


def test_a_cut_prefers_the_border_of_a_blockquote() -> None:
    pieces = messages(Run("a " * 30, quote=1), Run("b " * 30, quote=2), limit=100)
    assert [piece.plain[0] for piece in pieces] == ["a", "b"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "tg://user?id=1", "https://x y", "", None])
def test_only_addresses_of_the_web_are_linked(url: str) -> None:
    assert message(linked("bài", url)).html == "bài"


def test_every_string_is_escaped() -> None:
    sent = message(bold("<b>&"), linked("“<i>”", "https://x.vn/?a=1&b=\"'>"))
    assert sent.html == '<b>&lt;b&gt;&amp;</b><a href="https://x.vn/?a=1&amp;b=&quot;&#x27;&gt;">“&lt;i&gt;”</a>'


def test_what_cannot_be_sent_is_left_out() -> None:
    assert message("a\ud83d\x00b\u202ec").html == "abc"
    assert messages("") == messages(" \n ") == ()


def test_shortened_cuts_at_a_word() -> None:
    assert shortened("Nâng  cao\nkỹ năng", 50) == "Nâng cao kỹ năng"
    assert shortened("Nâng cao kỹ năng hoạt động", 15) == "Nâng cao kỹ…"
    assert shortened("👍🏽" * 20, 6) == "👍🏽👍🏽…"
    assert not is_border("🇻🇳🇻🇳", 3)
    assert is_border("🇻🇳🇻🇳", 2)
