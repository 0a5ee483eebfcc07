"""Keys: made once, closed to others, read back, versioned; a damaged one is named, not replaced."""

from pathlib import Path

import pytest

from yanxing.hosting.keys import LENGTH, NAMES, add_version, ensure_keys, key_versions, read_key
from yanxing.hosting.problem import HostingError


def test_a_first_start_makes_every_key_and_a_second_changes_none(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    ensure_keys(folder)
    first = {name: read_key(folder, name) for name in NAMES}
    ensure_keys(folder)
    assert {name: read_key(folder, name) for name in NAMES} == first
    assert len(set(first.values())) == len(NAMES)
    assert {len(key) for key in first.values()} == {LENGTH}


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    ensure_keys(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert sorted(file.name for file in folder.iterdir()) == sorted(NAMES)


def test_a_new_version_leaves_the_old_one(tmp_path: Path) -> None:
    ensure_keys(tmp_path)
    old = read_key(tmp_path, "field-1")
    assert add_version(tmp_path, "field") == 2
    assert key_versions(tmp_path, "field") == [1, 2]
    assert read_key(tmp_path, "field-1") == old != read_key(tmp_path, "field-2")


def test_a_retired_first_version_does_not_come_back(tmp_path: Path) -> None:
    ensure_keys(tmp_path)
    add_version(tmp_path, "field")
    (tmp_path / "field-1").unlink()
    ensure_keys(tmp_path)
    assert key_versions(tmp_path, "field") == [2]


@pytest.mark.parametrize("content", [None, b"", b"ab\n", b"zz" * 32, b"\xff\xfe"])
def test_a_damaged_key_is_named_and_left_alone(tmp_path: Path, content: bytes | None) -> None:
    ensure_keys(tmp_path)
    file = tmp_path / "index"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(HostingError) as caught:
        read_key(tmp_path, "index")
    assert str(file) in caught.value.zh
    assert "备份" in caught.value.zh


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="passwd"):
        read_key(tmp_path, "../passwd")
