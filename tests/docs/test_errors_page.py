"""Every message the commands can say stands in the guide with its mend."""

import re
import subprocess
import sys
from pathlib import Path

from yanxing.policy.messages import CATALOGUE

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/policy/errors.md"


def test_the_page_of_messages_is_up_to_date() -> None:
    """After a change of the catalogue: python scripts/errors_page.py"""
    script = ROOT / "scripts/errors_page.py"
    done = subprocess.run([sys.executable, str(script), "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run: python scripts/errors_page.py"


def test_every_code_stands_on_the_page() -> None:
    written = re.findall(r"^\| `(\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert sorted(written) == sorted(CATALOGUE)
