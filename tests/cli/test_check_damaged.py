"""Damaged policies through the door: 300 files in two runs of the command, and never a traceback.

The words of a right policy are exchanged among each other, so that most files are read and reach the checker.
"""

import json
import random
import re
from pathlib import Path

WHOLE = Path(__file__).parents[1] / "policy/reading/whole.yaml"
WORD = re.compile(r"[A-Za-z_0-9.\-]+|\{[^{}]*\}|\[[^\[\]]*\]")
EXCHANGED, RANDOM = 200, 100


def exchanged(text: str, draw: random.Random) -> str:
    """The text with up to five of its words replaced by others of it."""
    spans = [match.span() for match in WORD.finditer(text)]
    chosen = sorted(draw.sample(spans, draw.randint(1, 5)), reverse=True)
    result = text
    for start, end in chosen:
        first, last = draw.choice(spans)
        result = result[:start] + text[first:last] + result[end:]
    return result


def test_damaged_files_give_findings_in_both_languages(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    draw = random.Random(37)  # noqa: S311 - a fixed seed, so that a failure comes again
    text = WHOLE.read_text("utf-8")
    for number in range(EXCHANGED):
        (tmp_path / f"exchanged{number}.yaml").write_text(exchanged(text, draw), "utf-8")
    for number in range(RANDOM):
        (tmp_path / f"random{number}.yaml").write_bytes(draw.randbytes(draw.randint(0, 300)))
    shown = yanxing("policy", "check", ".", cwd=tmp_path)
    assert shown.code == 1
    assert shown.err == ""
    assert "Traceback" not in shown.out
    files = json.loads(yanxing("policy", "check", "--json", ".", cwd=tmp_path, lang="en_US.UTF-8").out)
    assert len(files) == EXCHANGED + RANDOM
    assert all(file["findings"] for file in files if file["file"].startswith("random"))
    assert all(found["what"] and found["mend"] for file in files for found in file["findings"])
