"""A backup and its way back: the same digests, named damage, nothing over what is there."""

import json
import os
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.actions.keeping.commands import kept, owner, shared_folder
from tests.hosting.house import House


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    folder = shared_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    made = House()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture(scope="module")
def filled(house: House) -> House:
    """An office with an account and a file."""
    with owner(house) as connection:
        connection.execute(
            "INSERT INTO records_account (username, display_name, password, is_active, activated_at, "
            "must_change_password, elder_pages) VALUES ('guanli', '吴维', 'x', true, now(), false, false)"
        )
    folder = house.folder / "files/ab/cd"
    folder.mkdir(parents=True)
    (folder / "abcd").write_bytes(b"scan" * 1000)
    if os.geteuid() == 0:
        stat = house.folder.stat()
        for each in (folder.parent, folder, folder / "abcd"):
            os.chown(each, stat.st_uid, stat.st_gid)
    return house


@pytest.fixture(scope="module")
def backup(filled: House, ground: Path) -> Path:
    done = kept(filled, "backup", ground / "one", "--keys", ground / "keys.json")
    assert done.returncode == 0, done.stderr
    assert "备份完成" in done.stdout
    return ground / "one"


def copied(backup: Path, name: str) -> Path:
    """A twin to be damaged."""
    twin = backup.parent / name
    shutil.copytree(backup, twin)
    if os.geteuid() == 0:
        for each in [twin, *twin.rglob("*")]:
            os.chown(each, backup.stat().st_uid, backup.stat().st_gid)
    return twin


def manifest(folder: Path) -> dict[str, dict[str, list[object]]]:
    found: dict[str, dict[str, list[object]]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def test_it_is_made_while_the_site_runs_and_holds_no_key(filled: House, backup: Path, ground: Path) -> None:
    assert filled.answers()
    assert manifest(backup)["tables"]["records_account"][0] == 1
    assert manifest(backup)["files"]["files/ab/cd/abcd"][0] == 4000
    keys = json.loads((ground / "keys.json").read_text("ascii"))
    assert sorted(keys) == ["check-in", "django", "field-1", "index", "seal"]
    everything = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    assert not [name for name, key in keys.items() if key.encode() in everything]
    closed = {path.stat().st_mode & 0o077 for path in [backup, ground / "keys.json"]}
    assert closed == {0}


def test_the_way_back_gives_the_same_digests_and_starts(backup: Path, ground: Path) -> None:
    other = House()
    try:
        done = kept(other, "restore", backup, "--keys", ground / "keys.json")
        assert done.returncode == 0, done.stderr
        assert "恢复完成，并逐一核对过摘要" in done.stdout
        again = kept(other, "backup", ground / "again")
        assert again.returncode == 0, again.stderr
        assert manifest(ground / "again")["tables"] == manifest(backup)["tables"]
        assert manifest(ground / "again")["keys"] == manifest(backup)["keys"]
        same = manifest(ground / "again")["files"] | {"database.dump": []}
        assert same == manifest(backup)["files"] | {"database.dump": []}
        other.start()
        with urllib.request.urlopen(f"http://127.0.0.1:{other.port}/login/", timeout=20) as answer:
            assert answer.status == 200  # not the first start: the account is there
    finally:
        other.remove()


def test_an_office_that_holds_something_is_left_alone(filled: House, backup: Path) -> None:
    filled.stop()
    try:
        done = kept(filled, "restore", backup)
        assert done.returncode == 2
        assert "这里不是空的，没有恢复任何内容" in done.stderr
    finally:
        filled.start()
    with owner(filled) as connection:
        assert connection.execute("SELECT count(*) FROM records_account").fetchone() == (1,)


def test_a_running_office_is_left_alone(filled: House, backup: Path) -> None:
    done = kept(filled, "restore", backup)
    assert done.returncode == 2
    assert "已经在运行" in done.stderr


@pytest.mark.parametrize("name", ["database.dump", "files/ab/cd/abcd", "manifest.json"])
def test_one_flipped_bit_is_named_before_anything_is_touched(backup: Path, ground: Path, name: str) -> None:
    twin = copied(backup, f"flipped-{Path(name).name}")
    data = bytearray((twin / name).read_bytes())
    data[len(data) // 2] ^= 1
    (twin / name).write_bytes(data)
    other = House()
    try:
        done = kept(other, "restore", twin, "--keys", ground / "keys.json")
        assert done.returncode == 2
        assert f"备份已损坏，没有恢复任何内容。与清单不一致的文件：{name}。" in done.stderr
        assert not (other.folder / "postgres").exists()
    finally:
        other.remove()


def test_other_keys_are_refused_by_name(backup: Path, ground: Path) -> None:
    wrong = ground / "wrong.json"
    keys = json.loads((ground / "keys.json").read_text("ascii")) | {"field-1": "00" * 32}
    wrong.write_text(json.dumps(keys), "ascii")
    wrong.chmod(0o644)
    other = House()
    try:
        done = kept(other, "restore", backup, "--keys", wrong)
        assert done.returncode == 2
        assert "密钥和这份备份不是一套，没有恢复任何内容：field-1。" in done.stderr
        assert not (other.folder / "keys").exists()
    finally:
        other.remove()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["backup", "{ground}/one"], "里已经有东西，备份不会覆盖它"),
        (["backup", "{ground}/two", "--keys", "{ground}/two/keys"], "密钥不能和备份放在一起"),
        (["backup", "{ground}/two", "--keys", "{ground}/keys.json"], "已经存在，不会覆盖"),
        (["restore", "{ground}/nothing"], "读不到"),
        (["restore", "{ground}"], "不是一份完整的备份"),
    ],
)
def test_what_cannot_be_done_is_said(
    filled: House, backup: Path, ground: Path, words: list[str], said: str
) -> None:
    done = kept(filled, *(word.format(ground=ground) for word in words))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
