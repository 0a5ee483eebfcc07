"""Doors, requirement rows and the record of a whole run (build/tests.json, read by `make trace`)."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).parent.parent
ROWS = frozenset(
    line.split(" ", 1)[0] for line in (ROOT / "tests/requirements.txt").read_text("utf-8").splitlines()
)

DOORS = pytest.StashKey[set[str]]()
CURRENT = pytest.StashKey[pytest.Item]()
REPORTS = pytest.StashKey[list[tuple[pytest.Item, pytest.TestReport]]]()

# A plain run gives the same verdict twice; the deep one looks for news. Two cores may be busy: no deadlines.
_PROFILE = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("small", max_examples=25, derandomize=True, **_PROFILE)
hypothesis.settings.register_profile("ci", max_examples=100, derandomize=True, **_PROFILE)
hypothesis.settings.register_profile("deep", max_examples=2000, derandomize=False, **_PROFILE)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "small"))


class Answer:
    """What the command answered. A test came through this door once it reads any part of it."""

    def __init__(self, done: subprocess.CompletedProcess[bytes], seen: Callable[[], None]) -> None:
        self._done = done
        self._seen = seen

    @property
    def code(self) -> int:
        self._seen()
        return self._done.returncode

    @property
    def out(self) -> str:
        self._seen()
        return self._done.stdout.decode("utf-8")

    @property
    def err(self) -> str:
        self._seen()
        return self._done.stderr.decode("utf-8")

    def __repr__(self) -> str:
        return f"{self._done.args} -> {self._done.returncode}\n{self._done.stdout!r}\n{self._done.stderr!r}"


class Command:
    """The installed `yanxing` command, run as a user runs it: `yanxing("policy", "check", path).out`."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def __call__(
        self,
        *args: str | Path,
        lang: str = "zh_CN.UTF-8",
        stdin: str | bytes = b"",
        timeout: float = 120,
        cwd: Path = ROOT,
        env: Mapping[str, str] | None = None,
    ) -> Answer:
        done = subprocess.run(
            [Path(sys.executable).parent / "yanxing", *args],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=timeout,
            cwd=cwd,
            env=_environment(lang) | dict(env or {}),
            check=False,
        )
        return Answer(done, lambda: self._config.stash[CURRENT].stash[DOORS].add("command"))


def _environment(lang: str) -> dict[str, str]:
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
    }
    return ours | {"LANG": lang, "LC_ALL": lang}


@pytest.fixture(scope="session")
def yanxing(pytestconfig: pytest.Config) -> Command:
    """One for the whole session, so that a module's tests may share one long run and each read its answer."""
    return Command(pytestconfig)


@pytest.fixture(scope="session")
def came_through(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """came_through("page"): the running test used this door."""

    def came(door: str) -> None:
        pytestconfig.stash[CURRENT].stash[DOORS].add(door)

    return came


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "req(row, ...): the requirement rows this test proves through a door")
    config.stash[REPORTS] = []


def _rows(item: pytest.Item) -> list[str]:
    return [row for mark in item.iter_markers("req") for row in mark.args]


def _wrong_rows(item: pytest.Item) -> list[str]:
    marks = list(item.iter_markers("req"))
    unknown = [str(row) for row in _rows(item) if row not in ROWS]
    return unknown + ["req without a row" for mark in marks if not mark.args]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    wrong = [f"{item.nodeid}: {', '.join(rows)}" for item in items if (rows := _wrong_rows(item))]
    if wrong:
        raise pytest.UsageError("rows not in tests/requirements.txt:\n  " + "\n  ".join(wrong))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[DOORS] = set()
    item.config.stash[CURRENT] = item


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    result = yield
    if _rows(item) and not item.stash[DOORS]:
        pytest.fail(
            f"marked req({', '.join(_rows(item))}) but came through no door: "
            "run the command with the `yanxing` fixture and read its answer",
            pytrace=False,
        )
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.config.stash[REPORTS].append((item, report))
    return report


def _outcome(reports: list[pytest.TestReport]) -> str:
    outcomes = {report.outcome for report in reports}
    return next(word for word in ("failed", "skipped", "passed") if word in outcomes)


def _whole_run(session: pytest.Session) -> bool:
    """A record of some of the tests would make the other rows look unproven, so only whole runs are kept."""
    option = session.config.option
    chosen = option.keyword or option.markexpr or option.lf or option.deselect or option.collectonly
    everything = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return everything and not chosen and not session.shouldstop and not session.shouldfail


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if not _whole_run(session) or exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        return
    by_item: dict[pytest.Item, list[pytest.TestReport]] = {}
    for item, report in session.config.stash[REPORTS]:
        by_item.setdefault(item, []).append(report)
    tests = [
        {
            "nodeid": item.nodeid,
            "req": _rows(item),
            "doors": sorted(item.stash.get(DOORS, set())),
            "outcome": _outcome(reports),
            "seconds": round(sum(report.duration for report in reports), 3),
        }
        for item, reports in by_item.items()
    ]
    record = ROOT / "build/tests.json"
    record.parent.mkdir(exist_ok=True)
    record.write_text(json.dumps(tests, ensure_ascii=False, indent=1) + "\n", "utf-8")
