from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.store import StoreError
from bot.store.pseudonyms import Pseudonyms, salt_from_file, salt_from_secret


def test_a_pseudonym_is_the_same_again_and_another_one_under_another_salt() -> None:
    one, two = Pseudonyms(salt_from_secret("1:a")), Pseudonyms(salt_from_secret("1:b"))
    assert one.user(1) == Pseudonyms(salt_from_secret("1:a")).user(1)
    assert len({one.user(1), one.user(-1), one.user(2), one.chat(1), two.user(1)}) == 5
    assert len(one.user(1)) == 32
    assert "1:a" not in repr(one)


def test_many_who_make_the_salt_at_once_get_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        salts = set(pool.map(lambda _: salt_from_file(tmp_path / "new" / "salt"), range(16)))
    assert len(salts) == 1
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["salt"]


def test_a_salt_that_others_could_read_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "salt"
    salt = salt_from_file(path)
    path.chmod(0o644)
    assert salt_from_file(path) == salt
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damaged", [b"", b"abc", b"zz" * 32, b"\xff" * 64])
def test_a_damaged_salt_is_refused(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "salt").write_bytes(damaged)
    with pytest.raises(StoreError) as caught:
        salt_from_file(tmp_path / "salt")
    assert caught.value.reason == "broken"


def test_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as caught:
        salt_from_file(tmp_path / "file" / "salt")
    assert caught.value.reason == "read-only"
