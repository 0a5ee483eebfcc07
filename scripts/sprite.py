"""One SVG sprite of the icons the pages use.

Usage: sprite.py NAMES FOLDER OUT. NAMES: a file with one icon name a line; FOLDER: the outline icons as SVG
files. Every icon becomes a `<symbol id="name">` of 24 × 24 units, drawn by the `stroke` of the page.
"""

import re
import sys
from pathlib import Path

DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
EMPTY_FRAME = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


def symbol(name: str, folder: Path) -> str:
    """Raises `SystemExit` with the name when there is no such icon."""
    file = folder / f"{name}.svg"
    found = DRAWING.search(file.read_text("utf-8")) if file.exists() else None
    if found is None:
        sys.exit(f"没有叫 {name} 的图标，请改 icons.txt / no icon called {name}: mend icons.txt")
    drawing = re.sub(r"\s+", " ", EMPTY_FRAME.sub("", found.group(1))).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def main(names: str, folder: str, out: str) -> None:
    wanted = Path(names).read_text("utf-8").split()
    symbols = "\n".join(symbol(name, Path(folder)) for name in wanted)
    Path(out).write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n', "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
