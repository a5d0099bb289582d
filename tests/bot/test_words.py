from __future__ import annotations

import pytest

from bot.words import size


@pytest.mark.parametrize(("count", "told"), [(0, "0 byte"), (1_500, "1,5 KB"), (2_500_000_000, "2,5 GB")])
def test_sizes(count: int, told: str) -> None:
    assert size(count) == told
