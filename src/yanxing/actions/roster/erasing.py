"""Files of a roster hold numbers in clear: once a batch is done with, their bytes go."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from yanxing.queries.filing import path_of
from yanxing.records.models import ImportBatch, StoredFile


def erase_files(batch: ImportBatch, now: datetime) -> None:
    """Marks the files of a batch as erased and removes their bytes after the commit, unless another record
    still needs them."""
    files = list(batch.files.filter(erased_at=None))
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).update(erased_at=now)
    digests = {file.sha256 for file in files}
    needed = set(
        StoredFile.objects.filter(sha256__in=digests, erased_at=None).values_list("sha256", flat=True)
    )
    for digest in digests - needed:
        transaction.on_commit(partial(path_of(digest).unlink, missing_ok=True))
