"""What somebody is said to work as."""

from __future__ import annotations

import pytest

from rag.text.shorthand import shipped
from rag.writing.bearing import jobs
from rag.writing.bearing.grounds import Grounds
from rag.writing.bearing.reading import read

LINE = "Anh Lò Văn Pao (41 tuổi), công nhân Công ty Gạch Mường Lai, đã rút lại đơn."


class _Line(Grounds):
    """One line without an article."""

    def __init__(self, text: str) -> None:
        super().__init__((), read("", shipped()))
        self.__dict__["lines"] = (read(text, shipped()),)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Anh Lò Văn Pao, công nhân Công ty Gạch Mường Lai, rút đơn.", ""),
        ("Anh Lò Văn Pao là công nhân.", ""),
        ("Anh Lò Văn Pao rút đơn sau khi gặp cán bộ công đoàn.", ""),
        ("Anh Lò Văn Pao, cán bộ công đoàn Công ty Gạch Mường Lai, rút đơn.", "cán bộ"),
        ("Anh Lò Văn Pao là lễ tân.", "lễ tân"),
    ],
)
def test_nobody_works_as_something_else(said: str, found: str) -> None:
    assert jobs.unborne(read(said, shipped()), _Line(LINE)) == found
