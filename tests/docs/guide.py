"""The runnable blocks of the guide: what a reader can copy is what runs here.

```yaml policy          a whole policy: checked, without errors and without warnings
```yaml policy warns    the same, warnings allowed
```yaml examples        worked examples of the policy above: each must pass
```yaml policy wrong    a policy with findings: every line of the next ```text block is among them
```csv NAME             a file of an office, for the policy above
```yaml read            what the files above are read as: {kind: {id: {fact: value}}}
```yaml give            another file, for `policy try`
```text try             lines of what `policy try` prints on those files
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
    tried: str | None = None


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
        elif current is not None:
            _add(current, info, body)
    if current is not None:
        yield current


def _add(lesson: Lesson, info: list[str], body: str) -> None:
    """What belongs to the policy above it."""
    match info:
        case ["yaml", "examples"]:
            lesson.examples.append(body)
        case ["text", "try"]:
            lesson.tried = body
        case ["text"] if lesson.kind == "wrong" and lesson.said is None:
            lesson.said = body
        case ["csv", name]:
            lesson.files[name] = body
        case ["yaml", "give"]:
            lesson.files["given.yaml"] = body
        case ["yaml", "read"]:
            lesson.read = body
