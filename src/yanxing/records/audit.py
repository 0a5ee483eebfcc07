"""Who did what to whom, when and why. Written unchained; one sealer chains finished transactions."""

from __future__ import annotations

from django.db import models
from django.db.models import Func


class CurrentTransaction(Func):
    """The number of the running transaction: the sealer takes only finished ones."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


class AuditEntry(models.Model):
    """One act. Inserted by every action in its own transaction; nobody may change or delete it."""

    at = models.DateTimeField()  # office clock
    real_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)  # plain numbers: the trail outlives what it names
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    door = models.CharField(max_length=8)  # page, api, command, job, demo
    act = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=30, blank=True, default="")
    object_id = models.CharField(max_length=60, blank=True, default="")
    unit_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400, blank=True, default="")
    detail = models.JSONField(default=dict)
    transaction = models.BigIntegerField(db_default=CurrentTransaction())

    class Meta:
        indexes = [
            models.Index(fields=["at"]),
            models.Index(fields=["object_kind", "object_id"]),
            models.Index(fields=["account_id", "at"]),
        ]


class AuditSeal(models.Model):
    """A batch of entries, chained: head = HMAC(key, previous head + digest of the entries in order)."""

    ordinal = models.BigIntegerField(unique=True)
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    digest = models.BinaryField()
    head = models.BinaryField()
    entry_ids = models.JSONField()  # ids in order: a gap in the sequence is not a lost entry
    sealed_at = models.DateTimeField()
