"""The whole tree, run by `yanxing serve`: killed piece by piece, started again, stopped without a trace."""

import os
import signal
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.hosting.ground import LOOPBACK, command_lines, listeners, user_of
from tests.hosting.house import House

import yanxing
from yanxing.hosting.processes import alive, wait_until
from yanxing.hosting.roles import ensure_passwords

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")


def parents() -> dict[Path, int]:
    """The permissions of every folder on the way to what runs."""
    ends = [Path(sys.executable).resolve(), Path(sysconfig.get_path("purelib")), Path(yanxing.__file__)]
    return {each: each.stat().st_mode for end in ends for each in end.parents}


BEFORE = parents()
FOREIGN = "of-another-program"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    made = House()
    made.environment = {"CLOUD_TOKEN": FOREIGN}
    try:
        made.start()
        yield made
    finally:
        made.remove()


def test_it_says_where_it_is_and_answers(house: House) -> None:
    ready = next(line for line in house.said if "雁行已就绪" in line)
    assert f"http://127.0.0.1:{house.port}" in ready
    assert str(house.folder) in ready
    assert house.answers()


def test_nothing_runs_as_root_and_nothing_listens_beyond_loopback(house: House) -> None:
    assert house.process is not None
    pids = [house.process.pid, house.server(), *house.members()]
    assert len(pids) >= 5
    assert 0 not in {user_of(pid) for pid in pids}
    assert listeners(house.port)
    assert set(listeners(house.port) + listeners(house.database_port())) == {LOOPBACK}


def test_no_folder_on_the_way_was_opened(house: House) -> None:
    assert parents() == BEFORE


def test_its_folder_is_closed_and_its_passwords_stay_in_it(house: House) -> None:
    assert house.folder.stat().st_mode & 0o077 == 0
    passwords = ensure_passwords(house.folder / "postgres/passwords.json").values()
    shown = command_lines()
    assert not [password for password in passwords if password in shown]


def test_a_child_knows_only_the_password_of_its_own_role(house: House) -> None:
    passwords = ensure_passwords(house.folder / "postgres/passwords.json")
    for pid in house.members():
        told = Path(f"/proc/{pid}/environ").read_text("utf-8")
        assert passwords["yanxing_owner"] not in told
        assert passwords["yanxing_super"] not in told


def test_a_second_start_says_where_the_first_one_is(house: House) -> None:
    second = house.command(PORT=str(house.port + 1))
    words, _ = second.communicate(timeout=60)
    assert second.returncode == 2
    assert f"已经在运行：http://127.0.0.1:{house.port}" in words


def test_a_port_in_use_is_named_with_another(house: House) -> None:
    other = House()
    try:
        other.port = house.port
        words, _ = (process := other.command()).communicate(timeout=60)
    finally:
        other.remove()
    assert process.returncode == 2
    assert f"端口 {house.port} 已被别的程序占用" in words
    assert f"PORT={house.port + 1}" in words


def test_a_killed_web_server_comes_back(house: House) -> None:
    for pid in house.members():
        os.kill(pid, signal.SIGKILL)
    assert wait_until(house.answers, 60)
    assert any("网站意外停止" in line for line in house.said)


def test_no_secret_of_the_one_who_starts_it_reaches_a_child(house: House) -> None:
    if os.geteuid() == 0:
        for pid in house.members():
            assert FOREIGN not in Path(f"/proc/{pid}/environ").read_text("utf-8")


def test_a_killed_database_comes_back(house: House) -> None:
    before = house.server()
    os.kill(before, signal.SIGKILL)
    assert wait_until(lambda: house.server() != before and bool(listeners(house.database_port())), 60)
    assert house.answers()


def test_a_killed_supervisor_leaves_nothing_that_stops_the_next(house: House) -> None:
    server, members = house.server(), house.members()
    house.stop(signal.SIGKILL)
    house.start()
    assert house.answers()
    assert house.server() != server
    assert not [pid for pid in members if alive(pid)]
    assert not any("数据表" in line for line in house.said)  # what was done is not done again


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_stops_cleanly(house: House, number: signal.Signals) -> None:
    server, members = house.server(), house.members()
    assert house.stop(number) == 0
    assert not [pid for pid in [server, *members] if alive(pid)]
    assert not listeners(house.port)
    assert "正在停止" in house.said[-1]
    house.start()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "eight", "端口要写 1 到 65535 之间的数"),
        ("PORT", "70000", "端口要写 1 到 65535 之间的数"),
        ("HOST", "no.such.host.invalid", "不认识地址 no.such.host.invalid"),
        ("HOST", "192.0.2.77", "不能在 192.0.2.77"),
    ],
)
def test_a_place_nobody_can_listen_on_is_named(name: str, value: str, words: str) -> None:
    house = House()
    try:
        said, _ = (process := house.command(**{name: value})).communicate(timeout=60)
    finally:
        house.remove()
    assert process.returncode == 2
    assert words in said
    assert "Traceback" not in said


def test_it_speaks_english_to_those_who_do() -> None:
    house = House()
    try:
        said, _ = house.command(PORT="eight", LANG="en_US.UTF-8").communicate(timeout=60)
    finally:
        house.remove()
    assert said == "A port is a number from 1 to 65535, not eight.\n"
