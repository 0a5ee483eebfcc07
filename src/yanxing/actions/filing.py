"""Files come in: checked by their bytes, kept once under their digest, recorded with whom they belong to."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.intake.guarding import MEDIA_TYPES, SCANS, SHEETS, FileKind, check_upload, kind_of
from yanxing.policy.messages.message import Language
from yanxing.queries.filing import LEADS, digest_of, path_of
from yanxing.records.models import StoredFile, Subject

MOST = 10 * 2**20
"""Bytes of one upload; a roster of 50,000 people has about 5 MB."""

_DOCUMENTS: frozenset[FileKind] = SCANS | {"docx"}
ALLOWED: dict[str, frozenset[FileKind]] = {
    "import": SHEETS,
    "scan": SCANS,
    "excuse": SCANS,
    "evidence": _DOCUMENTS | SHEETS,  # also the list a meeting wrote itself
    "template": frozenset({"xlsx", "docx"}),
    "export": _DOCUMENTS | SHEETS,
    "notice": frozenset({"docx", "pdf", "jpg", "png"}),
    "material": _DOCUMENTS | SHEETS,
}


def store_file(
    *,
    data: bytes,
    name: str,
    purpose: str,
    actor: Actor,
    now: datetime,
    subject_id: int | None = None,
    unit_id: int | None = None,
) -> StoredFile:
    """Keeps the file of a subject or unit within reach. Raises `Refused` for a file that may not come in."""
    demand(_may_store(actor, subject_id, unit_id))
    if trouble := check_upload(name, data, allowed=ALLOWED[purpose], most=MOST):
        language: Language = "en" if (get_language() or "").startswith("en") else "zh"
        raise Refused(trouble.text(language), field="file", code=trouble.code)
    kind = kind_of(data)
    assert kind is not None  # noqa: S101 - check_upload has said so
    digest = hashlib.sha256(data).hexdigest()
    keep_bytes(data, digest)
    stored = StoredFile.objects.create(
        sha256=digest,
        size=len(data),
        name=name,
        media_type=MEDIA_TYPES[kind],
        purpose=purpose,
        subject_id=subject_id,
        unit_id=unit_id,
        uploaded_by_id=actor.account_id or 0,
        uploaded_at=now,
    )
    trail.record(
        "file.store", actor=actor, now=now, about=("file", stored.pk), unit_id=unit_id, purpose=purpose
    )
    return stored


def note_reading(stored: StoredFile, *, actor: Actor, now: datetime) -> None:
    """Who opened whose scan or excuse stays in the trail."""
    trail.record("file.read", actor=actor, now=now, about=("file", stored.pk), unit_id=stored.unit_id)


def keep_bytes(data: bytes, digest: str) -> None:
    """The bytes under their digest, all of them or none, also after a power cut. Bytes that lie there
    already stay, unless they no longer are what their name says."""
    path = path_of(digest)
    if path.exists() and path.stat().st_size == len(data) and digest_of(path) == digest:
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, part = tempfile.mkstemp(prefix="part-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).rename(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent, Path(settings.FILES)):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _may_store(actor: Actor, subject_id: int | None, unit_id: int | None) -> bool:
    """One's own subject, or within a post that leads there."""
    if actor.account_id is None:
        return False
    homes = {unit_id} if unit_id is not None else set()
    if subject_id is not None:
        if subject_id == actor.person_id:
            return unit_id is None or unit_id in actor.units or unit_id == actor.home_unit_id
        homes.add(Subject.objects.values_list("home_unit_id", flat=True).get(pk=subject_id))
    return bool(homes) and homes <= actor.units and not actor.roles.isdisjoint(LEADS)
