"""The doctor: a sound house has nothing wrong; whatever is broken is named, with its mend."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.actions.keeping.commands import as_role, kept, owner
from tests.hosting.house import House

from yanxing.actions.keeping.doctor import house as rooms
from yanxing.hosting.home import Home
from yanxing.hosting.keys import ensure_keys
from yanxing.hosting.roles import SUPERUSER


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    made = House()
    try:
        made.start()
        yield made
    finally:
        made.remove()


def complaints(house: House) -> list[str]:
    """What the doctor says is wrong, without the mark before it."""
    done = kept(house, "doctor")
    assert "Traceback" not in done.stderr
    found = [line.partition("　")[2] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert done.returncode == (1 if found else 0), done.stdout + done.stderr
    return found


def test_a_sound_house(house: House) -> None:
    done = kept(house, "doctor")
    assert done.stdout.splitlines() == [f"检查 {house.folder}", "没有发现问题。"]
    assert done.returncode == 0


def test_folders_keys_and_static_files(house: House) -> None:
    keys, css = house.folder / "keys", next((house.folder / "static/yanxing").glob("base.*.css"))
    css.rename(css.with_suffix(".gone"))
    (keys / "seal").chmod(0o644)
    (house.folder / "files").chmod(0o755)
    found, stamp = complaints(house), house.folder / "stamps/static"
    css.with_suffix(".gone").rename(css)
    assert found == [
        f"文件夹 {house.folder}/files 别的账号也能进。请运行：chmod 700 {house.folder}/files",
        f"密钥 {keys}/seal 别的账号也能读。请运行：chmod 600 {keys}/seal；如果可能已被看到，请换密钥。",
        f"页面的样式和脚本缺 1 个文件（yanxing/{css.name}）。请删掉 {stamp} 再启动，会重新生成。",
    ]
    (keys / "seal").chmod(0o600)
    (house.folder / "files").chmod(0o700)
    assert complaints(house) == []


def test_missing_and_damaged_keys(house: House) -> None:
    keys = house.folder / "keys"
    kept_aside = {name: (keys / name).read_bytes() for name in ("index", "seal")}
    (keys / "index").unlink()
    (keys / "seal").write_bytes(b"not a key\n")
    found = complaints(house)
    for name, key in kept_aside.items():
        (keys / name).write_bytes(key)
        (keys / name).chmod(0o600)
        if os.geteuid() == 0:
            os.chown(keys / name, keys.stat().st_uid, keys.stat().st_gid)
    assert [words[:30] for words in found] == [
        f"缺密钥 index。请从密钥备份中把它放回 {keys}"[:30],
        f"密钥文件 {keys}/seal 读不出来或已损坏"[:30],
        "数据库没有检查：先处理上面的问题。",
    ]
    assert complaints(house) == []


def test_a_parent_anybody_may_change() -> None:

    above = Path(tempfile.mkdtemp(prefix="yanxing-open-"))
    try:
        home = Home(above / "office", "office")
        ensure_keys(home.keys)
        home.folder.chmod(0o700)
        above.chmod(0o777)
        assert [each.code for each in rooms.look(home)] == ["parent_open", "static_missing"]
    finally:
        shutil.rmtree(above)


def test_roles_grants_and_row_rules(house: House) -> None:
    with as_role(house, SUPERUSER) as connection:
        for statement in (
            "ALTER ROLE yanxing_web BYPASSRLS",
            "GRANT yanxing_owner TO yanxing_worker",
            "ALTER TABLE records_headermapping OWNER TO yanxing_web",
            "GRANT DELETE, UPDATE ON records_checkin TO yanxing_web",
            "ALTER TABLE records_identitysecret DISABLE ROW LEVEL SECURITY",
        ):
            connection.execute(statement)
        found = complaints(house)
        for statement in (
            "ALTER ROLE yanxing_web NOBYPASSRLS",
            "REVOKE yanxing_owner FROM yanxing_worker",
            "ALTER TABLE records_headermapping OWNER TO yanxing_owner",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON records_headermapping TO yanxing_web, yanxing_worker",
            "REVOKE ALL ON records_headermapping FROM yanxing_web, yanxing_worker",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON records_headermapping TO yanxing_web, yanxing_worker",
            "REVOKE DELETE, UPDATE ON records_checkin FROM yanxing_web",
            "ALTER TABLE records_identitysecret ENABLE ROW LEVEL SECURITY",
        ):
            connection.execute(statement)
    text = "\n".join(found)
    for words in (
        "数据库角色 yanxing_web 权限过大",
        "数据库角色 yanxing_worker 属于 yanxing_owner",
        "网站的角色 yanxing_web 是数据表 records_headermapping 的主人",
        "角色 yanxing_web 对数据表 records_checkin 多了权限 DELETE, UPDATE",
        "数据表 records_identitysecret 的行级限制关着",
    ):
        assert words in text
    assert complaints(house) == []


def test_a_missing_migration(house: House) -> None:
    with owner(house) as connection:
        last = connection.execute("SELECT max(name) FROM django_migrations WHERE app = 'records'").fetchone()
        assert last is not None
        connection.execute("UPDATE django_migrations SET app = 'away' WHERE name = %s", last)
        found = complaints(house)
        connection.execute("UPDATE django_migrations SET app = 'records' WHERE app = 'away'")
    assert len(found) == 1
    assert f"数据表还差 1 步没有更新（records.{last[0]}）" in found[0]


def test_files_seals_clock_and_jobs(house: House) -> None:
    digest = "ab" * 32
    with owner(house) as connection:
        connection.execute(
            "INSERT INTO records_account (username, display_name, password, is_active, "
            "must_change_password, elder_pages) VALUES ('guanli', '吴维', 'x', true, false, false)"
        )
        connection.execute(
            "INSERT INTO records_storedfile (sha256, size, name, media_type, purpose, uploaded_by_id, "
            "uploaded_at) SELECT %s, 4, '假条.pdf', 'x', 'excuse', id, now() FROM records_account",
            [digest],
        )
        connection.execute(
            "INSERT INTO records_auditentry (at, real_at, door, act, object_kind, object_id, reason, detail, "
            "transaction) SELECT now(), now() + '1 hour', 'page', 'x', 'y', '1', '', '{}', 1"
        )
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) "
            "VALUES ('default', 'statement', 'failed', '{}')"
        )
        found = complaints(house)
    text = "\n".join(found)
    assert f"号文件不见了。请从备份里取回 files/…/{digest}" in text
    assert "有 1 条留痕的时间在将来：时钟被拨回过" in text
    assert "后台任务 statement 有 1 次失败" in text
    assert len(found) == 3


def test_a_house_that_rests_and_one_that_is_not_there(house: House) -> None:
    house.stop()
    assert complaints(house) == ["数据库没有检查：站没有运行。请先启动（yanxing serve）再检查。"]
    house.start()
    nowhere = House()
    (said,) = [words for words in complaints(nowhere) if "不存在" in words]
    assert said.startswith(f"{nowhere.folder} 不存在，这里没有站")
    assert not nowhere.folder.exists()
