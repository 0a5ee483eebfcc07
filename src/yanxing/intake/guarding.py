"""Whether an uploaded file may come in: told from its bytes, before anything is unpacked or read.

What a file is comes from its content; its name only has to fit. The words are in `unsafe.py`.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Collection
from typing import Final, Literal

from yanxing.intake.sheet import MOST_BYTES, MOST_EXPANDED, NotReadable
from yanxing.intake.texts import decoded
from yanxing.intake.unsafe import Unsafe
from yanxing.intake.workbooks import OLE, ZIP

FileKind = Literal["xlsx", "xls", "csv", "pdf", "jpg", "png", "docx"]

SHEETS: Final[frozenset[FileKind]] = frozenset({"xlsx", "xls", "csv"})
SCANS: Final[frozenset[FileKind]] = frozenset({"pdf", "jpg", "png"})
MEDIA_TYPES: Final[dict[FileKind, str]] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

LONGEST_NAME = 120
MOST_ENTRIES = 5_000
_RATIO, _RATIO_FROM = 200, 8 << 20
_HEAD = 4096
_MOST_RELATIONS = 4 << 20

_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"xlsx", "xls", "csv", "txt"}),
    frozenset({"jpg", "jpeg", "png"}),
    frozenset({"pdf"}),
    frozenset({"docx"}),
)
_OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_PDF_ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")


def check_upload(
    name: str, data: bytes, *, allowed: Collection[FileKind], most: int = MOST_BYTES
) -> Unsafe | None:
    """What is wrong with the file, or None. `most`: bytes."""
    if trouble := check_name_and_size(name, len(data), most=most):
        return trouble
    if trouble := _content(data):
        return trouble
    kind = kind_of(data)
    if kind is None or kind not in allowed:
        return _wrong_kind(data, allowed)
    if not _fits(name, kind):
        return Unsafe("name_and_content", {"ending": _ending(name), "kind": kind})
    return None


def check_name_and_size(name: str, size: int, *, most: int = MOST_BYTES) -> Unsafe | None:
    """What can be said before the bytes are there."""
    if not name.strip(". \u3000"):
        return Unsafe("no_name")
    if any(unicodedata.category(each) in ("Cc", "Cf", "Cs") or each in '/\\:*?"<>|' for each in name):
        return Unsafe("name_characters")
    if len(name) > LONGEST_NAME or len(name.encode()) > 240:
        return Unsafe("name_too_long", {"length": str(len(name)), "most": str(LONGEST_NAME)})
    if size == 0:
        return Unsafe("empty")
    if size > most:
        return Unsafe("too_big", {"size": _megabytes(size), "most": _megabytes(most)})
    return None


def kind_of(data: bytes) -> FileKind | None:
    """What the bytes are; None for anything this house does not take."""
    if data.startswith(ZIP):
        return _kind_of_archive(data)
    if data.startswith(OLE):
        return "xls" if _named(data, "Workbook") or _named(data, "Book") else None
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "csv" if _is_plain_text(data) else None


def _kind_of_archive(data: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "docx" if "word/document.xml" in names else None


def _is_plain_text(data: bytes) -> bool:
    if data[:2] == b"MZ" or data[:4] in (b"RIFF", b"Rar!", b"GIF8", b"\x7fELF") or data[4:8] == b"ftyp":
        return False
    try:
        text = decoded(data)
    except NotReadable:
        return False
    odd = sum(1 for each in text[:_HEAD] if each < " " and each not in "\t\r\n\f\v")
    return text.lstrip()[:1] not in ("<", "") and odd == 0


def _wrong_kind(data: bytes, allowed: Collection[FileKind]) -> Unsafe:
    known = {"known": "、".join(sorted(f".{each}" for each in allowed))}
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return Unsafe("phone_picture", known)
    if data.startswith(OLE) and _named(data, "WordDocument"):
        return Unsafe("old_word", known)
    return Unsafe("kind", known)


def _content(data: bytes) -> Unsafe | None:
    if data.startswith(ZIP):
        return _archive(data)
    if data.startswith(OLE):
        if _named(data, "EncryptedPackage"):
            return Unsafe("encrypted")
        return Unsafe("macros") if _named(data, "_VBA_PROJECT_CUR") or _named(data, "Macros") else None
    if data[:1024].lstrip().startswith(b"%PDF-"):
        if b"/Encrypt" in data:
            return Unsafe("encrypted")
        return Unsafe("active") if _PDF_ACTS.search(data) else None
    return None


def _archive(data: bytes) -> Unsafe | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _bomb(archive, len(data)) or _parts(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ):
        return Unsafe("damaged")


def _bomb(archive: zipfile.ZipFile, size: int) -> Unsafe | None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    # Entries that share their bytes add up to more than the file holds.
    if len(entries) > MOST_ENTRIES or sum(entry.compress_size for entry in entries) > size:
        return Unsafe("bomb")
    if sum(entry.file_size for entry in entries) > MOST_EXPANDED:
        return Unsafe("bomb")
    if any(each.file_size > _RATIO_FROM and each.file_size > _RATIO * each.compress_size for each in entries):
        return Unsafe("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        return Unsafe("encrypted")
    if len(set(names)) != len(names) or any(".." in name.split("/") or name[:1] in "/\\" for name in names):
        return Unsafe("damaged")
    return None


def _parts(archive: zipfile.ZipFile) -> Unsafe | None:
    names = [name.lower() for name in archive.namelist()]
    types = _read(archive, "[Content_Types].xml").lower()
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names) or b"macroenabled" in types:
        return Unsafe("macros")
    if any("/activex/" in name or "/embeddings/" in name or "/macrosheets/" in name for name in names):
        return Unsafe("active")
    if any("/externallinks/" in name for name in names) or _links_out(archive):
        return Unsafe("links")
    return Unsafe("damaged") if _declares_entities(archive) else None


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(_MOST_RELATIONS)


def _links_out(archive: zipfile.ZipFile) -> bool:
    """Whether anything but a plain hyperlink is fetched from elsewhere when the file is opened."""
    for name in archive.namelist():
        if name.lower().endswith(".rels"):
            for tag in _OUTSIDE.findall(_read(archive, name)):
                if b"/hyperlink" not in tag:
                    return True
    return False


def _declares_entities(archive: zipfile.ZipFile) -> bool:
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels")):
            with archive.open(name) as part:
                head = part.read(_HEAD).replace(b"\0", b"").upper()
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                return True
    return False


def _named(data: bytes, word: str) -> bool:
    return word.encode("utf-16-le") in data


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _fits(name: str, kind: FileKind) -> bool:
    """A name without an ending fits; so does .xls on what is an .xlsx, .png on a .jpg."""
    ending = _ending(name)
    return not ending or any(ending in family and kind in family for family in _FAMILIES)


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB"
