"""The embedded PostgreSQL: real servers, killed and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.hosting.ground import LOOPBACK, command_lines, ground, listeners, user_of

from yanxing.hosting.account import service_account
from yanxing.hosting.binaries import find_binaries
from yanxing.hosting.postgres import Cluster
from yanxing.hosting.problem import HostingError
from yanxing.hosting.processes import alive, wait_until
from yanxing.hosting.roles import OWNER, SUPERUSER, WEB, WORKER, prepare, recreate
from yanxing.hosting.throwaway import throwaway_database

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, which only Linux has")


def cluster_in(folder: Path) -> Cluster:
    return Cluster(folder, find_binaries(), service_account())


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with ground() as folder:
        made = cluster_in(folder)
        made.start()
        prepare(made.roles)
        with psycopg.connect(made.roles.url(OWNER), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (line text)")
        yield made
        made.stop()


def remember(cluster: Cluster, line: str) -> None:
    with psycopg.connect(cluster.roles.url(OWNER), autocommit=True) as connection:
        connection.execute("INSERT INTO kept VALUES (%s)", [line])


def remembered(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.roles.url(OWNER)) as connection:
        return [line for (line,) in connection.execute("SELECT line FROM kept").fetchall()]


def pid_of(cluster: Cluster) -> int:
    assert cluster.process is not None
    return cluster.process.pid


def test_it_keeps_its_data_and_its_port(cluster: Cluster) -> None:
    remember(cluster, "方塔")
    port = cluster.roles.port
    cluster.stop()
    cluster.start()
    assert "方塔" in remembered(cluster)
    assert cluster.roles.port == port


def test_what_was_acknowledged_survives_a_kill(cluster: Cluster) -> None:
    remember(cluster, "before the kill")
    os.kill(pid_of(cluster), signal.SIGKILL)
    cluster.start()
    assert "before the kill" in remembered(cluster)


def test_a_server_left_over_is_stopped_and_taken_over(cluster: Cluster) -> None:
    remember(cluster, "left over")
    old = pid_of(cluster)
    heir = cluster_in(cluster.folder)
    heir.start()
    assert cluster.process is not None
    cluster.process.wait(10)
    assert pid_of(heir) != old
    assert "left over" in remembered(heir)
    cluster.process = heir.process


def test_a_number_given_to_another_process_does_not_stop_the_start(cluster: Cluster) -> None:
    record = cluster.data / "postmaster.pid"
    os.kill(pid_of(cluster), signal.SIGKILL)
    assert cluster.process is not None
    cluster.process.wait()
    account = service_account()
    other = subprocess.Popen(["sleep", "60"], **(account.for_popen() if account else {}))
    try:
        lines = record.read_text("utf-8").splitlines()
        record.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n", "utf-8")
        cluster.start()
        assert "方塔" in remembered(cluster)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_web_and_worker_own_nothing_and_rule_nothing(cluster: Cluster) -> None:
    prepare(cluster.roles)  # a second time changes nothing
    with psycopg.connect(cluster.roles.url(SUPERUSER, "postgres")) as connection:
        roles = connection.execute(
            "SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls, "
            "(SELECT count(*) FROM pg_shdepend WHERE refobjid = r.oid AND deptype = 'o') "
            "FROM pg_roles r WHERE rolname IN (%s, %s, %s) ORDER BY rolname",
            [OWNER, WEB, WORKER],
        ).fetchall()
    assert [(name, rules) for name, rules, _ in roles] == [(OWNER, False), (WEB, False), (WORKER, False)]
    assert [owned for name, _, owned in roles if name != OWNER] == [0, 0]


@pytest.mark.parametrize("role", [WEB, WORKER])
def test_they_cannot_make_tables_or_read_without_a_grant(cluster: Cluster, role: str) -> None:
    with psycopg.connect(cluster.roles.url(role), autocommit=True) as connection:
        for statement in (
            "CREATE TABLE mine (x int)",
            "CREATE TEMP TABLE mine (x int)",
            "SELECT * FROM kept",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_wrong_password_does_not_come_in(cluster: Cluster) -> None:
    url = cluster.roles.url(WEB).replace(cluster.roles.passwords[WEB], "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)


def test_text_is_ordered_by_bytes_and_searched_in_chinese(cluster: Cluster) -> None:
    with psycopg.connect(cluster.roles.url(OWNER)) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE EXTENSION btree_gist")
        row = connection.execute(
            "SELECT similarity('北京市朝阳区', '北京市朝阳')::text, 'Z' < 'a', upper('é'), "
            "current_setting('fsync'), current_setting('data_checksums')"
        ).fetchone()
        connection.rollback()
    assert row == ("0.625", True, "É", "on", "on")


@linux
def test_only_loopback_is_listened_on_and_never_by_root(cluster: Cluster) -> None:
    assert listeners(cluster.roles.port) == [LOOPBACK]
    assert user_of(pid_of(cluster)) != 0


@linux
def test_no_password_is_on_a_command_line_or_in_a_readable_file(cluster: Cluster) -> None:
    secrets = list(cluster.roles.passwords.values())
    shown = command_lines()
    assert not [secret for secret in secrets if secret in shown]
    assert not (cluster.folder / "initdb-password").exists()
    assert cluster.folder.stat().st_mode & 0o077 == 0
    holders = [
        file
        for file in cluster.folder.rglob("*")
        if file.is_file() and any(secret.encode() in file.read_bytes() for secret in secrets)
    ]
    assert holders == [cluster.folder / "passwords.json"]
    assert holders[0].stat().st_mode & 0o777 == 0o600


def test_what_somebody_typed_stays_out_of_the_log(cluster: Cluster) -> None:
    with psycopg.connect(cluster.roles.url(OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS phones (number text PRIMARY KEY)")
        connection.execute("INSERT INTO phones VALUES ('13900000001')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO phones VALUES ('13900000001')")
    log = cluster.log.read_text("utf-8")
    assert "duplicate key" in log
    assert "13900000001" not in log


def test_emptying_leaves_roles_that_work(cluster: Cluster) -> None:
    with throwaway_database() as other:
        assert str(cluster.roles.port) not in other.web  # two servers beside each other
    with ground() as folder:
        fresh = cluster_in(folder)
        fresh.start()
        try:
            prepare(fresh.roles)
            with psycopg.connect(fresh.roles.url(OWNER), autocommit=True) as connection:
                connection.execute("CREATE TABLE gone (x int)")
            recreate(fresh.roles)
            with psycopg.connect(fresh.roles.url(WEB)) as connection:
                assert connection.execute("SELECT to_regclass('gone')").fetchone() == (None,)
        finally:
            fresh.stop()


def test_a_throwaway_goes_without_a_trace() -> None:
    with throwaway_database() as database:
        with psycopg.connect(database.owner, autocommit=True) as connection:
            connection.execute("CREATE DATABASE test_yanxing")
        with psycopg.connect(database.superuser) as connection:
            row = connection.execute("SELECT current_setting('data_directory')").fetchone()
            pid = connection.info.backend_pid
        for url in (database.web, database.worker):
            with psycopg.connect(url) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
    assert row is not None
    assert not Path(row[0]).exists()
    assert not alive(pid)


@linux
def test_a_throwaway_ends_with_its_test_run_even_if_that_is_killed() -> None:
    script = (
        "import time\nfrom yanxing.hosting.throwaway import throwaway_database\n"
        "with throwaway_database() as database:\n    print(database.web, flush=True)\n    time.sleep(60)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    port = int(run.stdout.readline().rpartition(":")[2].partition("/")[0])
    assert listeners(port) == [LOOPBACK]
    run.kill()
    run.wait()
    run.stdout.close()
    assert wait_until(lambda: not listeners(port), 10)


def test_data_of_another_version_is_not_touched() -> None:
    with ground() as folder:
        (folder / "data").mkdir()
        (folder / "data/PG_VERSION").write_text("14\n", "ascii")
        with pytest.raises(HostingError) as caught:
            cluster_in(folder).start()
    assert "PostgreSQL 14 版" in caught.value.zh


def test_a_folder_without_postgresql_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANXING_PG_BIN", str(tmp_path))
    with pytest.raises(HostingError) as caught:
        find_binaries()
    assert str(tmp_path) in caught.value.zh
    assert "YANXING_PG_BIN" in caught.value.zh
