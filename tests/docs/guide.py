"""The runnable blocks of the guide: what a reader can copy is what runs here.

```yaml policy          a whole policy: checked, without errors and without warnings
```yaml policy warns    the same, warnings allowed
```yaml examples        worked examples of the policy above: each must pass
```yaml policy wrong    a policy with findings: every line of the next ```text block is among them
```csv NAME             a file of an office, for the policy above
```yaml read            what the files above are read as: {kind: {id: {fact: value}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "policy"
_BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Lesson:
    """A policy of the guide with what belongs to it, and where it stands."""

    where: str
    policy: str
    kind: str
    examples: list[str] = field(default_factory=list)
    said: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    read: str | None = None


def lessons() -> list[Lesson]:
    """Every policy block of the guide, in order."""
    return [lesson for page in sorted(GUIDE.glob("*.md")) for lesson in _of_page(page)]


def _of_page(page: Path) -> Iterator[Lesson]:
    text = page.read_text(encoding="utf-8")
    current: Lesson | None = None
    for block in _BLOCK.finditer(text):
        info, body = block["info"].split(), block["body"]
        line = text.count("\n", 0, block.start()) + 1
        if info[:2] == ["yaml", "policy"]:
            if current is not None:
                yield current
            current = Lesson(f"{page.name}:{line}", body, " ".join(info[2:]))
        elif current is not None and info == ["yaml", "examples"]:
            current.examples.append(body)
        elif current is not None and info == ["text"] and current.kind == "wrong" and current.said is None:
            current.said = body
        elif current is not None and info[:1] == ["csv"]:
            current.files[info[1]] = body
        elif current is not None and info == ["yaml", "read"]:
            current.read = body
    if current is not None:
        yield current
