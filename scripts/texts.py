"""The English catalogue of pages: collects every text, keeps what is translated, compiles, says how complete.

scripts/texts.py            collect from src/, merge, compile
scripts/texts.py --check    the same without writing; fails when the committed files are behind
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/yanxing"
PO = SOURCE / "web/locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2),
    "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def texts() -> Iterator[tuple[str, object, str | None]]:
    """(place, text or (one, many), context) of every marked text, in order of files."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield from _of(path, path.read_text("utf-8"))
    for path in sorted((SOURCE / "web/templates").rglob("*.html")):
        yield from _of(path, templatize(path.read_text("utf-8")))


def _of(path: Path, code: str) -> Iterator[tuple[str, object, str | None]]:
    file = io.BytesIO(code.encode("utf-8"))
    for _line, text, _comments, context in extract("python", file, keywords=KEYWORDS):
        yield path.relative_to(ROOT).as_posix(), text, context


def collected() -> Catalog:
    catalog = Catalog(
        locale="en",
        project="yanxing",
        charset="utf-8",
        fuzzy=False,
        header_comment="# English texts of the pages. Collected by scripts/texts.py; "
        "translate here, then run it again.",
    )
    for place, text, context in texts():
        catalog.add(text, locations=[(place, None)], context=context)  # type: ignore[arg-type]
    return catalog


def merged() -> Catalog:
    """What stands in the code now, with the translations there were."""
    known = read_po(io.BytesIO(PO.read_bytes())) if PO.exists() else Catalog(locale="en")
    catalog = collected()
    for message in catalog:
        old = known.get(message.id, message.context)
        if message.id and old is not None and any(_words(old)):
            message.string = old.string
            message.flags |= old.flags - {"fuzzy"}
    return catalog


def _words(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def dumped(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(
        out, catalog, width=0, omit_header=False, sort_output=True, include_lineno=False, ignore_obsolete=True
    )
    # Dates in the head would make every run a change.
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    dated = (
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Generated-By',
        '"Last-Translator',
        '"Language-Team',
        '"Report-Msgid',
        '"Project-Id',
    )
    return "".join(line for line in lines if not line.startswith(dated)).encode("utf-8")


def main() -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    catalog = merged()
    messages = [message for message in catalog if message.id]
    done = sum(all(_words(message)) for message in messages)
    print(f"英文 / English: {done} / {len(messages)}")
    po = dumped(catalog)
    if "--check" in sys.argv:
        return 0 if PO.exists() and PO.read_bytes() == po else 1
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po)
    with MO.open("wb") as file:
        write_mo(file, catalog)
    return 0


if __name__ == "__main__":
    sys.exit(main())
