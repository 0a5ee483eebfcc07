"""A clone in a closed folder: run from a twin that follows it, and the folder stays closed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from yanxing.hosting.account import service_account
from yanxing.hosting.linking import plain_copy
from yanxing.hosting.runtime import RUNTIME
from yanxing.hosting.stamps import short

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root leaves itself for another account")

ASK = """
import json
from yanxing.hosting.account import service_account
from yanxing.hosting.problem import silent
from yanxing.hosting.runtime import runtime_for
found = runtime_for(service_account(), silent)
print(json.dumps([str(found.python), found.environment]))
"""
LOOK = """
import json, os, psycopg, django, yanxing
from yanxing.policy.shipped import shipped_policy
print(json.dumps([os.geteuid(), yanxing.__file__, str(shipped_policy("zhongshan/empowerment-2024"))]))
"""


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "closed"
    made.mkdir(mode=0o700)
    shutil.copy(ROOT / "pyproject.toml", made)
    (made / "src").mkdir()
    for part in ("src/yanxing", "policies"):
        plain_copy(ROOT / part, made / part)
    yield made
    for twin in RUNTIME.glob(f"*-{short(str(made / 'src'))}*"):
        shutil.rmtree(twin)
    (RUNTIME / f"compiled-{short(str(made / 'src/yanxing'))}").unlink()


def asked(clone: Path) -> tuple[str, dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-P", "-c", ASK],
        env=os.environ | {"PYTHONPATH": str(clone / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    python, environment = json.loads(done.stdout)
    return python, environment


def looked(python: str, environment: dict[str, str]) -> list[str]:
    account = service_account()
    assert account is not None
    done = subprocess.run(
        [python, "-P", "-c", LOOK],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
        **account.for_popen(),
    )
    user, source, policy = json.loads(done.stdout)
    assert user == account.uid
    return [source, policy]


def test_the_account_runs_a_twin_of_what_it_cannot_read(clone: Path) -> None:
    source, policy = looked(*asked(clone))
    assert source.startswith(str(RUNTIME / "source-"))
    assert policy.startswith(str(RUNTIME / "source-"))
    assert clone.stat().st_mode & 0o777 == 0o700


def test_a_second_start_takes_the_same_twin_and_a_change_makes_another(clone: Path) -> None:
    first = asked(clone)
    assert asked(clone) == first
    module = clone / "src/yanxing/__init__.py"
    replacement = clone / "src/yanxing/new"
    replacement.write_text(module.read_text("utf-8") + "CHANGED = True\n", "utf-8")
    replacement.replace(module)
    second = asked(clone)
    assert second != first
    source, _ = looked(*second)
    assert "CHANGED" in Path(source).read_text("utf-8")
    twins = list(RUNTIME.glob(f"source-{short(str(clone / 'src'))}-*"))
    assert len(twins) == 1  # nobody runs from the earlier one any more


def test_nobody_but_root_can_exchange_what_is_run(clone: Path) -> None:
    python, environment = asked(clone)
    for place in [python, *environment["PYTHONPATH"].split(":")]:
        for folder in [Path(place), *Path(place).parents]:
            if folder.is_relative_to(RUNTIME.parent):
                assert folder.stat().st_uid == 0
                assert folder.stat().st_mode & 0o022 == 0
