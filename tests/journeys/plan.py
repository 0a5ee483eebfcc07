"""Trying a shipped policy through the command: the rows of every run by subject."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ZHONGSHAN = ROOT / "policies/zhongshan/empowerment-2024.yaml"
BAOSHAN = ROOT / "policies/baoshan/training-hours.yaml"

COMMITTEES: list[dict[str, Any]] = [
    {"id": "ft", "name": "方塔", "area": "fucheng_fangta", "entry_form": "2024-06-10"},
    {"id": "lt", "name": "蓝天", "area": "fucheng_lantian", "entry_form": "2024-06-07"},
]
WANG = {"id": "wang", "name": "王敏", "unit": "ft", "posts": ["worker"], "born": "1991-03-02"}
LI = {"id": "li", "name": "李婷", "unit": "lt", "posts": ["worker"], "born": "1989-07-19"}
GU = {"id": "gu", "name": "顾凌云", "unit": "ft", "posts": ["secretary"], "born": "1980-01-30"}


class Outcome:
    """What `policy try --json` said."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told

    def rows(self, run: str) -> dict[str, dict[str, Any]]:
        return {row["subject"]: row for row in self.told["runs"][run]["rows"]}

    def states(self, run: str) -> dict[str, tuple[str, str | None]]:
        return {key: (row["state"], row["reason"]) for key, row in self.rows(run).items()}

    def column(self, run: str, name: str) -> dict[str, Any]:
        """The exact value per subject; subjects without the column are left out."""
        rows = self.rows(run)
        return {key: row["columns"][name]["exact"] for key, row in rows.items() if name in row["columns"]}


def tried(yanxing: Callable[..., Any], folder: Path, policy: Path, given: Mapping[str, Any]) -> Outcome:
    """Writes the facts into a file and tries the policy on it, as a user would."""
    facts = folder / "facts.json"
    facts.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    answer = yanxing("policy", "try", policy, facts, "--json")
    assert answer.code == 0, answer.err
    return Outcome(json.loads(answer.out))


def sheets(*marks: object, word: str = "mark") -> list[dict[str, Any]]:
    """One sheet a judge; None is a recusal."""
    return [
        {"judge": f"j{n}", "recused": True}
        if mark is None
        else {"judge": f"j{n}", word: mark, "recused": False}
        for n, mark in enumerate(marks, 1)
    ]
