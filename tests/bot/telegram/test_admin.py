import pytest

from bot.telegram import admin
from tests.bot.telegram.admin_bench import Bench


async def test_every_command_of_the_menu_is_carried_out(bench: Bench) -> None:
    for name in admin.COMMANDS:
        assert await bench.says(f"/{name}")


@pytest.mark.parametrize(
    "data", ["a:", "a:none", "a:no:x:y", "a:page:99", "a:list:-1", "a:choose:x", "a:reload:", "a:add"]
)
async def test_data_that_is_none_of_ours_is_never_an_error(bench: Bench, data: str) -> None:
    (shown,) = await bench.says("/rollback")
    bench.lan.presses(shown, data)
    await bench.hear()
    assert bench.telegram.calls("answerCallbackQuery")
