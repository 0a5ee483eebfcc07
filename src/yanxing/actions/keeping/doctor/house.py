"""The house without its database: folders, keys, static files, disk, processes."""

from __future__ import annotations

import json
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from yanxing.actions.keeping.doctor.finding import Finding
from yanxing.actions.keeping.place import is_running
from yanxing.hosting.binaries import find_binaries
from yanxing.hosting.home import Home
from yanxing.hosting.keys import NAMES, key_versions, read_key
from yanxing.hosting.problem import HostingError

LEAST_FREE = 2 * 2**30
_OPEN_TO_OTHERS = 0o077


def look(home: Home) -> Iterator[Finding]:
    """Every finding; nothing is changed."""
    if not home.folder.is_dir():
        yield Finding(
            "no_house",
            f"{home.folder} 不存在，这里没有站。请运行 yanxing serve，或在 YANXING_HOME 里写上文件夹。",
            f"{home.folder} does not exist. Run yanxing serve, or name the folder in YANXING_HOME.",
        )
        return
    yield from _folders(home)
    yield from _keys(home)
    yield from _static(home)
    yield from _disk(home)
    yield from _programs(home)
    yield from _as_root(home)


def _folders(home: Home) -> Iterator[Finding]:
    for path in (home.folder, home.keys, home.files, home.postgres):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & _OPEN_TO_OTHERS:
            yield Finding(
                "folder_open",
                f"文件夹 {path} 别的账号也能进。请运行：chmod 700 {path}",
                f"The folder {path} is open to other accounts. Run: chmod 700 {path}",
            )
    for parent in home.folder.parents:
        mode = parent.stat().st_mode
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            yield Finding(
                "parent_open",
                f"上级文件夹 {parent} 任何账号都能改，站的文件夹可能被整个换掉。请运行：chmod o-w {parent}",
                f"Anybody may change {parent} and put another house there. Run: chmod o-w {parent}",
            )


def _keys(home: Home) -> Iterator[Finding]:
    missing = [name for name in NAMES if not (home.keys / name).exists()]
    if "field-1" in missing and key_versions(home.keys, "field"):
        missing.remove("field-1")
    for name in missing:
        yield Finding(
            "key_missing",
            f"缺密钥 {name}。请从密钥备份中把它放回 {home.keys}；不要新建，新密钥打不开已加密的内容。",
            f"The key {name} is missing. Put it back into {home.keys} from the backup of the keys.",
        )
    for path in sorted(home.keys.glob("[a-z]*")) if home.keys.is_dir() else ():
        yield from _key(path)


def _key(path: Path) -> Iterator[Finding]:
    try:
        read_key(path.parent, path.name)
    except HostingError as problem:
        yield Finding("key_damaged", problem.zh, problem.en)
    except ValueError:
        return
    if stat.S_IMODE(path.stat().st_mode) & _OPEN_TO_OTHERS:
        yield Finding(
            "key_open",
            f"密钥 {path} 别的账号也能读。请运行：chmod 600 {path}；如果可能已被看到，请换密钥。",
            f"Other accounts may read the key {path}. Run: chmod 600 {path}",
        )


def _static(home: Home) -> Iterator[Finding]:
    listing = home.static / "staticfiles.json"
    try:
        named = json.loads(listing.read_text("utf-8"))["paths"].values()
        missing = [name for name in named if not (home.static / name).is_file()]
    except (OSError, ValueError, KeyError, AttributeError):
        missing = [listing.name]
    if missing:
        yield Finding(
            "static_missing",
            f"页面的样式和脚本缺 {len(missing)} 个文件（{missing[0]}）。"
            f"请删掉 {home.folder / 'stamps/static'} 再启动，会重新生成。",
            f"{len(missing)} static files are missing ({missing[0]}). "
            f"Remove {home.folder / 'stamps/static'} and start again: they are made anew.",
        )


def _disk(home: Home) -> Iterator[Finding]:
    free = shutil.disk_usage(home.folder).free
    if free < LEAST_FREE:
        yield Finding(
            "disk_low",
            f"磁盘只剩 {free // 2**20} MB（{home.folder}），写满后签到会失败。请清理出 2 GB 以上。",
            f"Only {free // 2**20} MB are left on the disk of {home.folder}. Free 2 GB at least.",
        )


def _programs(home: Home) -> Iterator[Finding]:
    try:
        binaries = find_binaries()
    except HostingError as problem:
        yield Finding("postgres_programs", problem.zh, problem.en)
        return
    made = home.postgres / "data/PG_VERSION"
    version = made.read_text("ascii").strip() if made.is_file() else str(binaries.version)
    if version != str(binaries.version):
        yield Finding(
            "postgres_version",
            f"数据是 PostgreSQL {version} 版的，现有程序是 {binaries.version} 版，站启动不了。"
            "请用原来的版本（YANXING_PG_BIN）备份，再用新版本恢复。",
            f"The data are of PostgreSQL {version}, the programs of {binaries.version}. "
            "Back up with the old ones (YANXING_PG_BIN), restore with the new ones.",
        )


def _as_root(home: Home) -> Iterator[Finding]:
    """Whose the sockets are on which the house listens (Linux); everybody may read that."""
    for port in _ports(home) if is_running(home) else ():
        if 0 in _listeners(port):
            yield Finding(
                "runs_as_root",
                f"在端口 {port} 上接收访问的进程身份是 root。请停掉它，用 yanxing serve 启动。",
                f"What listens on port {port} runs as root. Stop it and start yanxing serve instead.",
            )


def _ports(home: Home) -> Iterator[int]:
    for path in (home.folder / "address", home.postgres / "port"):
        if path.is_file() and (found := re.search(r"(\d+)/?\s*$", path.read_text("utf-8"))):
            yield int(found[1])


def _listeners(port: int) -> set[int]:
    """The users who listen at this port."""
    lines = [
        line.split()
        for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
        if table.is_file()
        for line in table.read_text("ascii").splitlines()[1:]
    ]
    return {int(each[7]) for each in lines if each[3] == "0A" and int(each[1].rpartition(":")[2], 16) == port}
