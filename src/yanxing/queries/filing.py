"""Files go out: only to whom they concern. And: whether the bytes are still what they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import NotYours, Refused
from yanxing.records.models import StoredFile

LEADS = frozenset({"officer", "leader", "secretary", "clerk"})
_OFFICE = frozenset({"officer", "leader"})
_FOR_ALL_OF_THE_HOUSE = frozenset({"notice", "material"})
_OF_ITS_MAKER = frozenset({"import", "export"})
SENSITIVE = frozenset({"excuse", "scan", "evidence", "export", "import"})
"""Purposes whose reading leaves a row in the trail."""


class FileTrouble(NamedTuple):
    """A file that is not what it was: gone, or its bytes changed."""

    file_id: int
    sha256: str
    why: Literal["missing", "changed"]


def path_of(digest: str) -> Path:
    return Path(settings.FILES) / digest[:2] / digest[2:4] / digest


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_for(actor: Actor, file_id: int) -> tuple[StoredFile, Path]:
    """The file and where its bytes lie. Raises `NotYours`."""
    stored = StoredFile.objects.select_related("subject").filter(pk=file_id, erased_at=None).first()
    if stored is None or not _may_read(actor, stored):
        raise NotYours
    return stored, path_of(stored.sha256)


def bytes_of(stored: StoredFile) -> bytes:
    """The bytes as they came in. Raises `Refused` when they are gone or no longer the same."""
    try:
        data = path_of(stored.sha256).read_bytes()
    except FileNotFoundError:
        data = b""
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        said = _("这个文件的内容丢失或被改动过，不能打开；记录还在。请告诉系统管理员，从备份中恢复。")
        raise Refused(said, code="file_damaged")
    return data


def _may_read(actor: Actor, stored: StoredFile) -> bool:
    if actor.account_id is None:
        return False
    if stored.purpose in _FOR_ALL_OF_THE_HOUSE:
        return not actor.roles.isdisjoint(LEADS | {"worker", "desk", "district"})
    if stored.subject_id is not None and stored.subject_id == actor.person_id:
        return True
    homes = {stored.unit_id, stored.subject.home_unit_id if stored.subject else None} - {None}
    within = bool(homes) and homes <= actor.units
    if stored.purpose == "scan":
        return within and not actor.roles.isdisjoint(_OFFICE)
    if stored.purpose in _OF_ITS_MAKER and actor.account_id != stored.uploaded_by_id:
        return within and not actor.roles.isdisjoint(_OFFICE)
    return within and not actor.roles.isdisjoint(LEADS)


def damaged_files() -> Iterator[FileTrouble]:
    """Every file whose bytes are gone or changed; each digest is read once."""
    known: dict[str, Literal["missing", "changed"] | None] = {}
    rows = StoredFile.objects.filter(erased_at=None).order_by("pk").values_list("pk", "sha256")
    for file_id, digest in rows.iterator(chunk_size=1000):
        if digest not in known:
            known[digest] = _trouble(digest)
        why = known[digest]
        if why is not None:
            yield FileTrouble(file_id, digest, why)


def _trouble(digest: str) -> Literal["missing", "changed"] | None:
    path = path_of(digest)
    if not path.exists():
        return "missing"
    return None if digest_of(path) == digest else "changed"
