"""Where the unprivileged account finds the interpreter, the packages and the source.

What it can read is used in place. What lies under a closed folder (an interpreter in root's home, say) gets a
readable twin below `account.HOME`, which belongs to root; no folder is ever opened for it.
"""

from __future__ import annotations

import compileall
import shutil
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yanxing
from yanxing.hosting.account import HOME, Account
from yanxing.hosting.linking import link_copy, plain_copy
from yanxing.hosting.problem import HostingError, Tell
from yanxing.hosting.processes import mentioned
from yanxing.hosting.stamps import files_below, short, stamp_of_folders, stamp_of_packages

RUNTIME = HOME / "runtime"
_NEEDLESS = frozenset({"site-packages", "dist-packages", "test", "tests", "idlelib", "tkinter", "turtledemo"})
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True)
class Runtime:
    """An interpreter and what must stand in its environment."""

    python: Path
    environment: dict[str, str]


def runtime_for(account: Account, tell: Tell) -> Runtime:
    """What `account` runs Yanxing with. Raises `HostingError` when a twin cannot be made."""
    package = Path(yanxing.__file__).parent
    packages = Path(sysconfig.get_path("purelib"))
    _compile(package, packages)
    base = _base(account, tell)
    source = _source(package.parent, account, tell)
    if base is None and source is None and account.can_read(_samples(packages)):
        return Runtime(Path(sys.executable), {})
    packages = _packages(packages, account, tell) or packages
    path = [str(source or package.parent), str(packages)]
    environment = {"PYTHONPATH": ":".join(dict.fromkeys(path)), "PYTHONNOUSERSITE": "1"}
    if base is None:
        return Runtime(Path(sys.executable).resolve(), environment)
    environment |= {"PYTHONHOME": str(base), "LD_LIBRARY_PATH": str(base / "lib")}
    return Runtime(base / "bin" / PYTHON, environment)


def _base(account: Account, tell: Tell) -> Path | None:
    """The twin of the interpreter and its standard library; none where the account reads them as they are."""
    python = Path(sys.executable).resolve()
    stdlib = Path(sysconfig.get_path("stdlib"))
    if account.can_read([python, stdlib, stdlib / "os.py", stdlib / "lib-dynload"]):
        return None

    def make(target: Path) -> None:
        (target / "bin").mkdir(parents=True)
        (target / "lib").mkdir()
        shutil.copy2(python, target / "bin" / PYTHON)
        (target / "bin" / PYTHON).chmod(0o755)
        link_copy(stdlib, target / "lib" / stdlib.name, _needless)
        for library in Path(sys.base_prefix, "lib").glob("libpython*.so*"):
            shutil.copy2(library, target / "lib" / library.name)

    told = python.stat()
    stamp = f"{sys.version} {told.st_mtime_ns} {told.st_size}"
    return _twin("python", stdlib, stamp, make, tell)


def _packages(packages: Path, account: Account, tell: Tell) -> Path | None:
    if account.can_read(_samples(packages)):
        return None
    stamp = stamp_of_packages(packages)
    return _twin("packages", packages, stamp, lambda target: link_copy(packages, target), tell)


def _source(source: Path, account: Account, tell: Tell) -> Path | None:
    """The twin of a clone's `src` with the policies beside it: a copy, for a link changes with its file."""
    policies = source.parent / "policies"
    parts = [source / "yanxing", *([policies] if (source.parent / "pyproject.toml").exists() else [])]
    if source.name == "site-packages" or account.can_read(_all_below(parts)):
        return None

    def make(target: Path) -> None:
        target.mkdir(mode=0o755)
        (target / "src").mkdir(mode=0o755)
        for part in parts:
            plain_copy(part, target / part.relative_to(source.parent))

    return _twin("source", source, stamp_of_folders(parts), make, tell) / "src"


def _all_below(parts: list[Path]) -> list[Path]:
    """Every file: a clone is updated piece by piece, and under another umask pieces may be closed."""
    return [*parts, *(Path(entry.path) for part in parts for entry in files_below(part))]


def _samples(packages: Path) -> list[Path]:
    """What stands for all packages: the folder, and one module of a few."""
    names = ("django/__init__.py", "psycopg/__init__.py", "granian/__init__.py")
    return [packages, *(packages / name for name in names if (packages / name).exists())]


def _needless(name: str) -> bool:
    return name in _NEEDLESS or name.startswith("config-")


def _twin(name: str, origin: Path, stamp: str, make: Callable[[Path], None], tell: Tell) -> Path:
    """The twin of this state of `origin`: the one that is there, or a new one, whole or not at all."""
    family = f"{name}-{short(str(origin))}-"
    target = RUNTIME / f"{family}{short(stamp)}"
    if target.is_dir():
        return target
    tell(
        f"运行账号读不到 {origin}，在 {target} 放一份",
        f"the account cannot read {origin}: putting a twin into {target}",
    )
    beside = target.with_name(f".{target.name}")
    try:
        RUNTIME.mkdir(mode=0o755, parents=True, exist_ok=True)
        shutil.rmtree(beside, ignore_errors=True)
        make(beside)
        beside.chmod(0o755)
        beside.rename(target)
    except OSError as problem:
        raise HostingError(
            f"{target} 没有写成：{problem.strerror}。请检查磁盘空间和 {HOME} 的权限。",
            f"{target} could not be written: {problem.strerror}. Check the disk and {HOME}.",
        ) from problem
    for old in RUNTIME.glob(f"{family}*"):
        if old != target and not mentioned(str(old)):
            shutil.rmtree(old, ignore_errors=True)
    return target


def _compile(package: Path, packages: Path) -> None:
    """Compile what root can and the account could not keep: otherwise every start would compile it again."""
    if not (packages / "django/__pycache__").is_dir():
        compileall.compile_dir(packages, quiet=2)
    stamp = RUNTIME / f"compiled-{short(str(package))}"
    now = stamp_of_folders([package])
    try:
        if stamp.read_text("ascii") == now:
            return
    except OSError:
        pass
    compileall.compile_dir(package, quiet=2)
    RUNTIME.mkdir(mode=0o755, parents=True, exist_ok=True)
    stamp.write_text(now, "ascii")
