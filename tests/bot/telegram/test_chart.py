import struct
import unicodedata
from datetime import date, timedelta

import pytest

from bot import charts
from bot import telegram_admin_words as words
from bot.store import Day
from bot.telegram import chart

TODAY = date(2026, 11, 21)


def days(*questions: int) -> list[Day]:
    return [Day(TODAY - timedelta(days=len(questions) - 1 - n), asked, asked // 2) for n, asked in enumerate(questions)]


@pytest.mark.parametrize("count", [1, 2, 7, 30, 400])
def test_the_picture_is_a_png_that_telegram_takes(count: int) -> None:
    picture = chart.days_chart(days(*range(1, count + 1)))
    assert picture is not None
    assert picture.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", picture[16:24])
    assert width + height < 10_000
    assert len(picture) < 1_000_000


def test_nothing_asked_gives_no_picture() -> None:
    assert chart.days_chart(days(0, 0)) is None
    assert chart.days_chart([]) is None


def test_without_matplotlib_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    assert chart.days_chart(days(1, 2)) is None


def test_the_font_has_every_letter_of_the_labels() -> None:
    from matplotlib import font_manager

    font = font_manager.get_font(font_manager.findfont("DejaVu Sans"))
    labels = words.chart_title(30) + words.CHART_ANSWERED + words.CHART_UNANSWERED + words.CHART_QUESTIONS
    marked = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    for letter in {*unicodedata.normalize("NFC", labels + marked + marked.upper())} - {" "}:
        assert font.get_char_index(ord(letter)), letter
