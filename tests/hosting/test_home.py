"""State folders: one a clone and kind, locked while in use, never of the wrong kind."""

import os
from pathlib import Path

import pytest

from yanxing.hosting import account as accounts
from yanxing.hosting.account import Account, service_account
from yanxing.hosting.home import Home, hand_over, home_for
from yanxing.hosting.problem import HostingError
from yanxing.hosting.stamps import stamp_of_contents, stamp_of_folders

root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can hand a folder to another account")


def test_demo_and_office_of_a_clone_have_folders_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YANXING_HOME", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    demo, office = home_for("demo", None), home_for("office", None)
    assert demo.folder.parent == office.folder.parent == tmp_path / "yanxing"
    assert demo.folder != office.folder
    assert demo == home_for("demo", None)
    assert home_for("demo", Account("yanxing", 1, 1)).folder.parent == accounts.HOME


def test_the_environment_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANXING_HOME", str(tmp_path / "mine"))
    assert home_for("office", None).folder == tmp_path / "mine"


def test_a_house_runs_once(tmp_path: Path) -> None:
    home = Home(tmp_path / "house", "office")
    with home.open():
        home.say_where("http://127.0.0.1:8000")
        with pytest.raises(HostingError) as caught:
            home.open()
    assert "http://127.0.0.1:8000" in caught.value.zh
    home.open().close()


def test_a_demonstration_is_never_played_into_an_office(tmp_path: Path) -> None:
    Home(tmp_path / "house", "office").open().close()
    with pytest.raises(HostingError) as caught:
        Home(tmp_path / "house", "demo").open()
    assert "正式站" in caught.value.zh


def test_what_lies_in_it_is_closed_to_others(tmp_path: Path) -> None:
    home = Home(tmp_path / "house", "office")
    home.open().close()
    closed = [home.folder, home.files, home.static, home.log]
    assert {folder.stat().st_mode & 0o777 for folder in closed} == {0o700}


def test_a_step_is_done_until_its_stamp_changes(tmp_path: Path) -> None:
    home = Home(tmp_path / "house", "office")
    home.open().close()
    assert not home.done("tables", "one")
    home.mark("tables", "one")
    assert home.done("tables", "one")
    assert not home.done("tables", "two")
    home.unmark("tables")
    assert not home.done("tables", "one")


def test_what_is_forgotten_is_all_but_keys_and_database(tmp_path: Path) -> None:
    home = Home(tmp_path / "house", "demo")
    with home.open():
        for name in ("clock", "files/scan.pdf"):
            (home.folder / name).write_text("x")
        for folder in (home.keys, home.postgres):
            folder.mkdir()
            (folder / "kept").write_text("x")
        home.forget()
    left = sorted(str(each.relative_to(home.folder)) for each in home.folder.rglob("*") if each.is_file())
    assert left == ["keys/kept", "kind", "lock", "postgres/kept"]


def test_stamps_notice_replaced_and_changed_files(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one")
    before, text = stamp_of_folders([tmp_path]), stamp_of_contents([tmp_path / "a.py"])
    (tmp_path / "new").write_text("two")
    (tmp_path / "new").replace(tmp_path / "a.py")
    assert stamp_of_folders([tmp_path]) != before
    assert stamp_of_contents([tmp_path / "a.py"]) != text
    (tmp_path / "a.py").write_text("one")
    assert stamp_of_contents([tmp_path / "a.py"]) == text


@root
def test_a_folder_the_account_cannot_enter_is_refused_and_not_opened(tmp_path: Path) -> None:
    account = service_account()
    assert account is not None
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    before = {each: each.stat().st_mode for each in (closed, *closed.parents)}
    with pytest.raises(HostingError) as caught:
        hand_over(Home(closed / "house", "office"), account)
    assert account.name in caught.value.zh
    assert {each: each.stat().st_mode for each in before} == before


@root
def test_a_folder_of_somebody_else_is_not_taken(tmp_path: Path) -> None:
    account = service_account()
    assert account is not None
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    with pytest.raises(HostingError, match="chown"):
        hand_over(Home(theirs, "office"), account)
    assert theirs.stat().st_uid == 0


@root
def test_root_itself_is_no_account_to_run_under(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANXING_ACCOUNT", "root")
    with pytest.raises(HostingError) as caught:
        service_account()
    assert "YANXING_ACCOUNT" in caught.value.zh


@root
def test_an_account_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANXING_ACCOUNT", "not a name")
    with pytest.raises(HostingError) as caught:
        service_account()
    assert "not a name" in caught.value.zh
