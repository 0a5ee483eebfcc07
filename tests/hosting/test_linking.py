"""Readable twins of folders: nothing is opened that was closed, nothing goes stale."""

from pathlib import Path

from yanxing.hosting.linking import link_copy, plain_copy


def origin(folder: Path) -> Path:
    made = folder / "origin"
    (made / "inner/__pycache__").mkdir(parents=True)
    (made / "open.py").write_text("open\n")
    (made / "inner/closed.py").write_text("closed\n")
    (made / "program").write_text("#!/bin/sh\n")
    (made / "open.py").chmod(0o644)
    (made / "inner/closed.py").chmod(0o600)
    (made / "program").chmod(0o700)
    (made / "inner").chmod(0o700)
    (made / "left out").write_text("")
    (made / "link.py").symlink_to("open.py")
    return made


def test_the_twin_is_readable_and_the_origin_stays_closed(tmp_path: Path) -> None:
    source, twin = origin(tmp_path), tmp_path / "twin"
    link_copy(source, twin, lambda name: name == "left out")
    assert (twin / "inner/closed.py").read_text() == "closed\n"
    assert (twin / "inner/closed.py").stat().st_mode & 0o777 == 0o644
    assert (twin / "program").stat().st_mode & 0o777 == 0o755
    assert (twin / "inner").stat().st_mode & 0o777 == 0o755
    assert (source / "inner/closed.py").stat().st_mode & 0o777 == 0o600
    assert (source / "inner").stat().st_mode & 0o777 == 0o700
    assert not (twin / "left out").exists()


def test_what_everybody_reads_is_linked_and_costs_nothing(tmp_path: Path) -> None:
    source, twin = origin(tmp_path), tmp_path / "twin"
    link_copy(source, twin)
    assert (source / "open.py").samefile(twin / "open.py")
    assert (twin / "link.py").read_text() == "open\n"
    assert not (twin / "link.py").is_symlink()


def test_a_plain_copy_keeps_the_times_and_does_not_change_with_its_origin(tmp_path: Path) -> None:
    source, twin = origin(tmp_path), tmp_path / "twin"
    plain_copy(source, twin)
    assert (twin / "open.py").stat().st_mtime_ns == (source / "open.py").stat().st_mtime_ns
    (source / "open.py").write_text("changed\n")
    assert (twin / "open.py").read_text() == "open\n"
